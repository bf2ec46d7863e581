// What the attributes of an element say, and what of them is refused.

const VIEWS = ["check", "validate", "generate", "report"];
const THEMES = ["auto", "light", "dark"];
/** Longest domain that is looked at (RFC 1035), and more than an address of a resolver needs. */
const LONGEST = { domain: 254, resolver: 300, app: 300 };
/** Where an app serves this script, it stands in its folder `embed`; in the package there is none. */
const OWN = /^https?:.*\/embed\/[^/]*$/.test(import.meta.url) ? new URL("../index.html", import.meta.url).href : "";

const word = (element, name) => (element.getAttribute(name) ?? "").trim();

/** Why attributes can't be used, each under its name. */
function refusals(element) {
  const [view, theme, domain, resolver, app] = ["view", "theme", "domain", "resolver", "app"].map((name) => word(element, name));
  const why = { __proto__: null };
  if (view && !VIEWS.includes(view)) why.view = `The attribute view is ${VIEWS.join(", ")}, not “${short(view)}”.`;
  if (theme && !THEMES.includes(theme)) why.theme = `The attribute theme is ${THEMES.join(", ")}, not “${short(theme)}”.`;
  if (/[\s<>"'`&\u0000-\u001f]/.test(domain)) why.domain = `The attribute domain is no domain: “${short(domain)}”.`;
  if (resolver && !/^https:\/\/[^\s/@]+(?:\/\S*)?$/.test(resolver)) why.resolver = `The attribute resolver is an address that begins with https://, not “${short(resolver)}”.`;
  if (app && !page(app)) why.app = `The attribute app is no address of a page: “${short(app)}”.`;
  for (const [name, most] of Object.entries(LONGEST)) {
    if (word(element, name).length > most) why[name] = `The attribute ${name} is longer than ${most} characters.`;
  }
  return why;
}

/** The address of a page without its fragment; "" where it is none. */
function page(text) {
  try {
    const { protocol, href, username } = new URL(text, document.baseURI);
    return /^https?:$/.test(protocol) && !username ? href.split("#")[0] : "";
  } catch {
    return "";
  }
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * What they say; what can't be used is as if it were not there. `wrong` says why the first of them can't, and `unasked` why
 * nothing may be asked: nobody else is asked in the place of a resolver that can't be used.
 */
export function settings(element) {
  const why = refusals(element);
  const [view, theme, domain, resolver, app] = ["view", "theme", "domain", "resolver", "app"].map((name) => (why[name] ? "" : word(element, name)));
  return {
    domain,
    view: view || "check",
    theme: theme && theme !== "auto" ? theme : scheme(),
    resolver: resolver || undefined,
    compact: element.hasAttribute("compact"),
    app: app ? page(app) : OWN,
    wrong: Object.values(why)[0] ?? "",
    unasked: why.resolver,
  };
}

/** The attributes in which pages say their scheme, in the words of the usual tools; those of a name before a class. */
const SCHEMES = {
  "data-theme": ["dark", "light"],
  "data-bs-theme": ["dark", "light"],
  // MkDocs Material.
  "data-md-color-scheme": ["slate", "default", "dark", "light"],
  class: ["dark", "light"],
};

export const SAID_IN = Object.keys(SCHEMES);

/** The scheme of the page: what its root or its body says; else the system's. */
function scheme() {
  for (const one of [document.documentElement, document.body]) {
    for (const [name, known] of Object.entries(SCHEMES)) {
      const said = (one?.getAttribute(name) ?? "").split(/\s+/);
      const found = known.findIndex((word) => said.includes(word));
      if (found >= 0) return found % 2 ? "light" : "dark";
    }
  }
  // What the page asks of the browser for itself, where that is one scheme.
  const asked = getComputedStyle(document.body ?? document.documentElement).colorScheme;
  return asked === "dark" || asked === "light" ? asked : "auto";
}
