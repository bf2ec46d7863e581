// What the judge of texts in the element says. Loaded when it is first used.

import { classify } from "./core.js";
import { row, say, sentence } from "./element-view.js";

const SEVERITY = { invalid: "error", "valid-with-warnings": "warning", valid: "good" };
const WORDS = { invalid: "Not valid by the RFC.", "valid-with-warnings": "Valid, with warnings.", valid: "Valid by the RFC." };

function drawJudged(root, { verdict, pieces, findings, together: { fits, plain } }) {
  const faults = findings.filter(({ severity }) => severity !== "good");
  const rows = [
    ...fits.map(({ severity, words }) => row(severity, sentence(words))),
    ...faults.map(({ severity, message, advice }) => row(severity, sentence(message), advice)),
  ];
  const others = verdict ? fits : faults;
  const all = [SEVERITY[verdict] ?? "note", ...others.map(({ severity }) => severity)];
  const worst = ["error", "warning"].find((severity) => all.includes(severity)) ?? all[0];
  const valid = WORDS[verdict] ?? "No record and no policy among it.";
  const what = sentence(pieces.map(({ what }) => `${what}.`).join(" "));
  // What several pieces come to together says more.
  say(root, worst, plain || valid, plain ? valid : what, rows, ["Judged in your browser"]);
}

export default { judge: classify, drawJudged };
