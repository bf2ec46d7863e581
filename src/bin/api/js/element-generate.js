// What the generator of the element makes: policy and records to copy, and what is wrong with the form. Loaded when it is
// first used.

import { generate } from "./core.js";
import { make, row, say, sentence } from "./element-view.js";

/** Makes what is to be published of what was typed. */
function makeOf({ domain, mode, mx, max_age, rua }) {
  const lines = (text) => text.split(/[\s,]+/).filter(Boolean);
  const seconds = max_age.trim();
  // What is no number is refused there.
  return generate({ domain, mode, mx: lines(mx), rua: lines(rua), max_age: seconds === "" ? undefined : Number.isNaN(Number(seconds)) ? seconds : Number(seconds) });
}

/** A text with a button that copies it. */
function paste(label, text) {
  const button = make("button", { part: "button", type: "button", "aria-label": `Copy: ${label}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      // A page may forbid it. The text can be selected.
      button.textContent = "Not allowed here";
    }
  });
  return make("li", { part: "row" }, make("div", { class: "paste" }, make("strong", {}, label), button, make("pre", { part: "text", tabindex: "0", "aria-label": label }, text)));
}

function drawMade(root, { domain, policy, records, problems, publishable }) {
  const wrong = problems.map(({ finding }) => row(finding.severity, sentence(finding.message), finding.advice));
  if (!publishable) {
    say(root, "error", "This can’t be published yet.", "", wrong, ["Made in your browser"]);
    return;
  }
  const pastes = records.map(({ name, type, value }) => paste(`${type} record at ${name}`, value));
  const host = `https://mta-sts.${domain}/.well-known/mta-sts.txt`;
  say(root, "good", "Ready to publish: the policy first, then the records.", "", [...wrong, paste(`The policy, at ${host}`, policy), ...pastes], ["Made in your browser"]);
}

export default { makeOf, drawMade };
