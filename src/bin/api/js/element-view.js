// How an element looks: the compact card. Texts are put in as texts, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** The icons, as in the app. */
const ICONS = {
  error: [["M5 .75h6L15.25 5v6L11 15.25H5L.75 11V5z", 1], ["M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2", 0]],
  warning: [["M8 .8c.5 0 .9.25 1.15.7l6.3 11.4c.5.95-.15 2.1-1.2 2.1H1.75c-1.05 0-1.7-1.15-1.2-2.1L6.85 1.5C7.1 1.05 7.5.8 8 .8z", 1], ["M8 5.2v4.1m0 2.2v1", 0]],
  note: [["M3 1.5h10a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5zM8 7.4v4m0-7.2v1", 2]],
  good: [["M8 .75a7.25 7.25 0 1 1 0 14.5A7.25 7.25 0 0 1 8 .75z", 1], ["M4.8 8.3l2.2 2.3 4.3-4.9", 0]],
  unseen: [["M4.3 11.4C3 10.6 1.9 9.4 1.1 8c1.6-2.8 4-4.3 6.9-4.3 1 0 1.9.2 2.8.5M12.6 5.3c.9.7 1.7 1.6 2.3 2.7-1.6 2.8-4 4.3-6.9 4.3-.7 0-1.3-.1-1.9-.2M2.4 13.9L13.6 2.1", 2]],
  pending: [["M8 1.75a6.25 6.25 0 1 0 6.25 6.25", 2]],
};

const WORDS = { error: "Error", warning: "Warning", note: "Note", good: "Good", unseen: "Not observable", pending: "Waiting" };

/** What the card says of each subject, in its order. */
const SUBJECTS = { record: "Record", "policy-host": "Policy host", policy: "Policy", "mx-hosts": "MX hosts", "tls-rpt": "TLS reporting", dane: "DANE" };

// The card's width is asked for by its own rules, so it has none to give: in a box that shrinks to what is in it, an empty line as
// wide as a card likes to be, and which may be narrower, gives the element its width.
// `full` is a card in which a check is shown or expected: as high as most are, by their width.
const STYLE = `
:host { display: block !important; min-block-size: var(--lens-min-height, 18rem); min-inline-size: min(12rem, 100%); text-align: start; }
:host::before { content: ""; display: grid; grid-template-columns: minmax(0, 36rem); block-size: 0; }
:host([compact]) { min-block-size: var(--lens-min-height, 9rem); }
:host([hidden]) { display: none !important; }
.lens { --ink: var(--lens-ink, #1c2430); --soft: var(--lens-soft, #566173); --ground: var(--lens-ground, #fff); --line: var(--lens-line, #cbd2dc); --accent: var(--lens-accent, #1f5fbf); --on-accent: var(--lens-on-accent, #fff);
  --error: var(--lens-error, #b3261e); --warning: var(--lens-warning, #8a5a00); --note: var(--lens-note, #1f5fbf); --good: var(--lens-good, #17713a); --unseen: var(--soft); --pending: var(--soft); color-scheme: light;
  container-type: inline-size; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: var(--lens-radius, 8px); font: var(--lens-font, 400 15px/1.45 system-ui, sans-serif); overflow-wrap: anywhere; }
.lens[data-theme=dark] { --ink: var(--lens-ink, #e6eaf0); --soft: var(--lens-soft, #a3afc0); --ground: var(--lens-ground, #161b22); --line: var(--lens-line, #3a4452); --accent: var(--lens-accent, #8ab4f8); --on-accent: var(--lens-on-accent, #0d1117);
  --error: var(--lens-error, #ff8a80); --warning: var(--lens-warning, #f0b849); --note: var(--lens-note, #8ab4f8); --good: var(--lens-good, #6fd08c); color-scheme: dark; }
@media (prefers-color-scheme: dark) { .lens[data-theme=auto] { --ink: var(--lens-ink, #e6eaf0); --soft: var(--lens-soft, #a3afc0); --ground: var(--lens-ground, #161b22); --line: var(--lens-line, #3a4452); --accent: var(--lens-accent, #8ab4f8); --on-accent: var(--lens-on-accent, #0d1117);
  --error: var(--lens-error, #ff8a80); --warning: var(--lens-warning, #f0b849); --note: var(--lens-note, #8ab4f8); --good: var(--lens-good, #6fd08c); color-scheme: dark; } }
form { display: flex; gap: 8px; margin: 0; padding: 12px; border-block-end: 1px solid var(--line); }
form.generate { display: grid; }
label { display: grid; gap: 2px; color: var(--soft); font-size: 13px; }
form label > * { font-size: 15px; color: var(--ink); }
strong { display: block; } .paste { flex: 1; min-inline-size: 0; }
pre { margin: 4px 0 0; padding: 8px 10px; white-space: pre-wrap; border: 1px solid var(--line); border-radius: 6px; font: 13px/1.5 ui-monospace, monospace; }
input, textarea, select { flex: 1; min-inline-size: 0; font: inherit; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: 6px; padding: 6px 10px; }
textarea { min-block-size: 5em; font-family: ui-monospace, monospace; }
button { justify-self: start; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 6px; padding: 6px 14px; cursor: pointer; align-self: start; }
li button { color: var(--accent); background: none; padding-block: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
.body { display: flex; flex-direction: column; }
.full { min-block-size: calc(56em - 70cqi); } .full > .say:not(:empty) { min-block-size: calc(26.3em - 52cqi); }
:host([compact]) .full { min-block-size: calc(17em - 24cqi); }
@container (min-inline-size: 29.8rem) { .full { min-block-size: max(18em, 28.5em - 14cqi); } .full > .say:not(:empty) { min-block-size: calc(13em - 12cqi); } :host([compact]) .full { min-block-size: 7.3em; } }
:host([compact]) .full > .say { min-block-size: 0; }
.say, .kept { display: flex; gap: 10px; padding: 12px; }
.kept { display: block; } .say + .kept { padding-block-start: 0; }
.say:empty, .say:not(:empty, .lacks) + .kept, .kept:has(.empty) { display: none; } form:has(+ .body > .say:empty + .kept .empty) { border: 0; }
.say p { margin: 0 0 4px; } .say p:first-child { font-weight: 600; }
svg { flex: none; inline-size: 16px; block-size: 16px; margin-block-start: 3px; }
ul { list-style: none; margin: 0; padding: 0 12px 12px; display: grid; gap: 6px 16px; grid-template-columns: 1fr; }
@container (min-inline-size: 29.8rem) { ul { grid-template-columns: 1fr 1fr; } }
li { display: flex; gap: 8px; } small { display: block; color: var(--soft); font-size: .86em; }
.is-error { color: var(--error); } .is-warning { color: var(--warning); } .is-note { color: var(--note); } .is-good { color: var(--good); } .is-unseen { color: var(--unseen); } .is-pending { color: var(--pending); }
.ink { color: var(--ink); }
.foot:empty, ul:empty { display: none; }
.foot { margin-block-start: auto; display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; padding: 8px 12px; border-block-start: 1px solid var(--line); font-size: .86em; color: var(--soft); }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
code { font: .92em ui-monospace, monospace; }
@media (forced-colors: active) { .lens { border-color: CanvasText; } }
`;

let shared;

/** The style sheet, one for all. */
export function sheet() {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(STYLE);
  }
  return shared;
}

export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function icon(severity) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `is-${severity}`);
  for (const [d, how] of ICONS[severity] ?? ICONS.note) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    path.setAttribute("fill", how === 1 ? "currentColor" : "none");
    if (how !== 1) {
      path.setAttribute("stroke", how === 0 ? "var(--ground)" : "currentColor");
      path.setAttribute("stroke-width", "1.6");
      path.setAttribute("stroke-linecap", "round");
    }
    svg.append(path);
  }
  return svg;
}

/** A text whose code stands between backticks. */
function prose(text) {
  return String(text)
    .split("`")
    .map((part, at) => (at % 2 ? make("code", {}, part) : part));
}

const marked = (severity, ...inner) => [make("span", { class: "sr" }, `${WORDS[severity] ?? "Note"}: `), ...inner];

/** A link to the app, where that is known, for what the card has no room for. */
const leads = (app, fragment, words) => (app ? [make("a", { href: app + fragment, target: "_blank", rel: "noopener" }, words)] : []);

/** The fields of each view: what it is called, its name, how it is typed. */
const FIELDS = {
  check: [["Domain", "domain", "input"]],
  validate: [["Policy or record", "text", "textarea"]],
  generate: [
    ["Domain", "domain", "input"],
    ["Mode", "mode", ["testing", "enforce", "none"]],
    ["MX hosts or patterns, one on a line", "mx", "textarea"],
    ["max_age in seconds, if not the usual", "max_age", "input"],
    ["TLS reports go to, one on a line", "rua", "textarea"],
  ],
  report: [["TLS reports: files, mails or archives", "files", "file"]],
};

const BUTTONS = { check: "Check", validate: "Judge", generate: "Generate", report: "Read" };

function field([label, name, how]) {
  if (how === "file") return [label, make("input", { part: "input", name, type: "file", multiple: "" })];
  const options = Array.isArray(how);
  const plain = { part: "input", name, spellcheck: "false", autocapitalize: "none", autocomplete: "off" };
  const box = make(options ? "select" : how, options ? { part: "input", name } : plain);
  if (options) box.append(...how.map((option) => make("option", {}, option)));
  return [label, box];
}

/** The card of a view, with nothing in it yet but the slot's content. */
export function skeleton(root, view, submit) {
  const bar = make("form", { part: "bar", class: view });
  const fields = FIELDS[view].map(field);
  for (const [label, box] of fields) {
    // One field tells what it is by what stands in the button.
    if (fields.length > 1) bar.append(make("label", {}, label, box));
    else {
      box.setAttribute("aria-label", label);
      bar.append(box);
    }
  }
  bar.append(make("button", { part: "button", type: "submit" }, BUTTONS[view]));
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = Object.fromEntries(fields.map(([, box]) => [box.name, box.files ? [...box.files] : box.value]));
    submit(fields.length > 1 ? typed : typed[fields[0][1].name]);
  });
  const lens = make("div", { class: "lens", part: "lens", role: "group", "aria-label": "MTA-STS Lens" });
  const slot = make("slot");
  const body = make("div", { class: "body" }, make("div", { class: "say", part: "verdict", role: "status" }), make("div", { class: "kept" }, slot));
  body.append(make("ul", { part: "list" }), make("div", { class: "foot", part: "foot" }));
  lens.append(bar, body);
  root.replaceChildren(lens);
  // Where nothing stands in its place the card ends with its fields.
  const look = () => slot.classList.toggle("empty", !slot.assignedNodes().some((node) => node.nodeType === 1 || node.data.trim()));
  slot.addEventListener("slotchange", look);
  look();
}

/** Writes a domain where one is typed. */
export function fill(root, domain) {
  const box = root?.querySelector("[name=domain]");
  if (box) box.value = domain;
}

/** Keeps room for the result of a check, so that nothing moves when it comes. */
export function expect(root, check) {
  root?.querySelector(".body")?.classList.toggle("full", check);
}

export function say(root, severity, first, second, list, foot) {
  const place = root?.querySelector(".say");
  if (!place) return;
  const box = make("div", { class: "ink" }, make("p", {}, ...marked(severity, ...prose(first))));
  if (second) box.append(make("p", {}, ...prose(second)));
  place.replaceChildren(icon(severity), box);
  place.classList.remove("lacks");
  root.querySelector("ul")?.replaceChildren(...list);
  root.querySelector(".foot")?.replaceChildren(...foot);
}

/** Messages go on after a place or a code elsewhere; here each is a sentence. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function row(severity, what, how) {
  const text = make("span", { class: "ink" }, ...marked(severity, ...prose(what)));
  if (how) text.append(make("small", {}, ...prose(how)));
  return make("li", { part: "row", class: `is-${severity}` }, icon(severity), text);
}

export const draw = {
  assessment(root, { verdict, subjects, domain, started, done }, { compact, app }) {
    const rows = compact
      ? []
      : subjects.filter(({ subject }) => subject in SUBJECTS).map(({ subject, severity, summary }) => row(severity, SUBJECTS[subject], summary));
    const at = new Date(started * 1000).toISOString().slice(11, 16);
    const link = leads(app, `#/check/${encodeURIComponent(domain)}`, "All findings and fixes");
    say(root, verdict.severity, verdict.sentence, compact ? "" : verdict.consequence, rows, [`${done ? "Checked" : "Checking"} in your browser, ${at} UTC`, ...link]);
  },
  /** Nothing is known: the slot's content stands there. */
  nothing(root) {
    for (const name of [".say", "ul", ".foot"]) root?.querySelector(name)?.replaceChildren();
  },
  /** Where the program can't run, what stands there for that goes on standing there. */
  failure(root, { code, message }, { app }) {
    const lacks = code === "load";
    say(root, "error", lacks ? "This can’t run here: the page forbids WebAssembly, or a part could not be loaded." : message, "", [], lacks ? leads(app, "", "Open MTA-STS Lens") : []);
    if (lacks) root?.querySelector(".say")?.classList.add("lacks");
  },
};
