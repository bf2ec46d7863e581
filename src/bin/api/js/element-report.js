// What TLS reports say, in the element: the sentence, the largest failures, and files that can't be read. Loaded when it is
// first used.

import { row, say } from "./element-view.js";

const MOST = 5;
const number = new Intl.NumberFormat("en");
const count = (many, word) => `${number.format(many)} ${word}${many === 1 ? "" : "s"}`;
/** Words of somebody else: without the marks that make code of them, what can't be seen, and more than can be read. */
const plain = (text, most) => text.replaceAll("`", "'").replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, most);
const name = (text) => plain(text, 120) || "not said";

function drawReports(root, { sentence, consequence, severity, counts, failures, files }) {
  const failed = failures.slice(0, MOST).map((one) => {
    const what = one.title ?? name(one["result-type"]);
    const where = one["mx-host"] ? ` to ${name(one["mx-host"])}` : "";
    return row(one.effect === "refused" ? "error" : "warning", `${count(one["failed-sessions"], "failed session")} from ${name(one.reporter)}${where}: ${what}`);
  });
  const faults = files.filter(({ reports, findings }) => reports === 0 && findings.some(({ severity }) => severity === "error"));
  const unread = faults.slice(0, MOST).map((file) => row("error", plain(file.findings.find(({ severity }) => severity === "error").message, 300)));
  const foot = `${count(counts.reports, "report")} in ${count(counts.files, "file")}, read in your browser`;
  if (counts.reports === 0) return say(root, "error", "No TLS report can be read.", "", unread, [foot]);
  return say(root, severity, plain(sentence, 600), consequence, [...failed, ...unread], [foot]);
}

export default { drawReports };
