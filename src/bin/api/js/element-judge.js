// What the judge of texts in the element says. Loaded when it is first used.

import { validatePolicy, validateRecord, validateTlsrpt } from "./index.js";
import { row, say, sentence } from "./element-view.js";

/** The rules that say of a text that it is no MTA-STS record: one of TLS reporting; empty, a policy, nothing of the kind. */
const TLSRPT = ["STS111"];
const POLICY = ["STS110", "STS112", "STS113"];

/** A record without what zone files and programs put round it: all before its strings, quotation marks, backslashes. */
function bare(text) {
  const [, value = text] = text.split(/\sTXT\s/i);
  const strings = value.match(/"(?:[^"\\]|\\.)*"/g);
  if (!strings) return value.trim();
  const joined = strings.map((string) => string.slice(1, -1)).join("");
  return joined.replace(/\\(\d{3}|.)/g, (_, found) => (found.length > 1 ? String.fromCharCode(found) : found));
}

/** Judges a text as what the program takes it for; what is no text is refused there. */
async function judge(text) {
  const given = typeof text === "string" ? bare(text) : text;
  const judged = await validateRecord(given);
  const has = (codes) => judged.findings.some(({ code }) => codes.includes(code));
  if (has(TLSRPT)) return validateTlsrpt(given);
  return has(POLICY) ? validatePolicy(text) : judged;
}

function drawJudged(root, { verdict, findings }) {
  const severity = { invalid: "error", "valid-with-warnings": "warning", valid: "good" }[verdict];
  const words = { invalid: "Not valid by the RFC.", "valid-with-warnings": "Valid, with warnings.", valid: "Valid by the RFC." }[verdict];
  const faults = findings.filter(({ severity }) => severity !== "good");
  say(root, severity, words, "", faults.map(({ severity, message, advice }) => row(severity, sentence(message), advice)), ["Judged in your browser"]);
}

export default { judge, drawJudged };
