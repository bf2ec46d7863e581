// What the judge of texts in the element says. Loaded when it is first used.

import { classify } from "./index.js";
import { row, say, sentence } from "./element-view.js";

const SEVERITY = { invalid: "error", "valid-with-warnings": "warning", valid: "good" };
const WORDS = { invalid: "Not valid by the RFC.", "valid-with-warnings": "Valid, with warnings.", valid: "Valid by the RFC." };

function drawJudged(root, { verdict, pieces, findings, together }) {
  const faults = findings.filter(({ severity }) => severity !== "good");
  const fits = together.fits.map(({ severity, words }) => row(severity, sentence(words)));
  const what = `${sentence(pieces.map(({ what }) => what).join("; ") || "nothing")}.`;
  const rows = [...fits, ...faults.map(({ severity, message, advice }) => row(severity, sentence(message), advice))];
  say(root, SEVERITY[verdict] ?? "note", WORDS[verdict] ?? "No record and no policy to judge.", together.plain || what, rows, ["Judged in your browser"]);
}

export default { judge: classify, drawJudged };
