// What the attributes of an element say, and what of them is refused.

const VIEWS = ["check", "validate", "generate", "report"];
const THEMES = ["auto", "light", "dark"];
/** Longest domain that is looked at (RFC 1035), and more than an address of a resolver needs. */
const LONGEST = { domain: 254, resolver: 300 };

const word = (element, name) => (element.getAttribute(name) ?? "").trim();

/** Why the attributes can't be used; `""` where they can. */
export function refused(element) {
  const view = word(element, "view");
  if (view && !VIEWS.includes(view)) return `The attribute view is ${VIEWS.join(", ")}, not “${short(view)}”.`;
  const theme = word(element, "theme");
  if (theme && !THEMES.includes(theme)) return `The attribute theme is ${THEMES.join(", ")}, not “${short(theme)}”.`;
  for (const [name, most] of Object.entries(LONGEST)) {
    if (word(element, name).length > most) return `The attribute ${name} is longer than ${most} characters.`;
  }
  const domain = word(element, "domain");
  if (/[\s<>"'`&\u0000-\u001f]/.test(domain)) return `The attribute domain is no domain: “${short(domain)}”.`;
  const resolver = word(element, "resolver");
  if (resolver && !/^https:\/\/[^\s/@]+(?:\/\S*)?$/.test(resolver)) return `The attribute resolver is an address that begins with https://, not “${short(resolver)}”.`;
  return "";
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What they say; what can't be used is as if it were not there. */
export function settings(element) {
  const wrong = refused(element) !== "";
  const [view, theme, resolver] = ["view", "theme", "resolver"].map((name) => (wrong ? "" : word(element, name)));
  return {
    domain: wrong ? "" : word(element, "domain"),
    view: view || "check",
    theme: theme && theme !== "auto" ? theme : scheme(),
    resolver: resolver || undefined,
    compact: element.hasAttribute("compact"),
  };
}

/** The scheme of the page: what its root or its body says, in the words of the usual tools; else the system's. */
function scheme() {
  for (const one of [document.documentElement, document.body]) {
    if (!one) continue;
    const said = [one.getAttribute("data-theme"), one.getAttribute("data-bs-theme"), one.getAttribute("data-md-color-scheme"), ...one.classList];
    if (said.some((word) => DARK.includes(word))) return "dark";
    if (said.some((word) => LIGHT.includes(word))) return "light";
  }
  // What the page asks of the browser for itself, where that is one scheme.
  const asked = getComputedStyle(document.body ?? document.documentElement).colorScheme;
  return asked === "dark" || asked === "light" ? asked : "auto";
}

/** MkDocs Material calls its dark scheme slate, and its light one default. */
const DARK = ["dark", "slate"];
const LIGHT = ["light", "default"];

/** The attributes in which pages say it. */
export const SAID_IN = ["class", "data-theme", "data-bs-theme", "data-md-color-scheme"];
