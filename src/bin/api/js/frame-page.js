// The element in a frame, for sites whose policy forbids WebAssembly. What the fragment says: the element's attributes but
// `app`, which is where this page is served, and `origin`, the site that may change them by messages and is told of results.
// Nobody else is listened to, or told.
const NAMES = ["domain", "view", "theme", "resolver", "compact"];
const EVENTS = ["lens-ready", "lens-result", "lens-error", "lens-resize"];
const element = document.querySelector("mta-sts-lens");
const framed = parent !== window;
let named, parentSite;

/** A site as browsers name it; "" for what is none. */
function site(text) {
  try {
    const { origin } = new URL(text);
    return origin === "null" ? "" : origin;
  } catch {
    return "";
  }
}

function set(options) {
  for (const name of NAMES) {
    if (!Object.hasOwn(options, name)) continue;
    const value = options[name];
    if (value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Takes what the fragment says, and nothing from the one before. */
function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  set(Object.fromEntries(NAMES.map((name) => [name, given.get(name)])));
  named = given.has("origin");
  parentSite = framed ? site(given.get("origin") ?? "") : "";
}

function tell(event, detail) {
  if (parentSite) parent.postMessage({ lens: 1, event, detail: JSON.parse(JSON.stringify(detail)) }, parentSite);
}

/** What the page has to say waits for this. Where no site is named the page's own script (`frame.js`) may: it learns nothing but that. */
function open() {
  if (framed && !named) parent.postMessage({ lens: 1, event: "lens-who" }, "*");
  tell("lens-open", null);
  // Before its script runs the element has no height of its own.
  if (customElements.get(element.localName)) tell("lens-resize", { height: Math.ceil(element.getBoundingClientRect().height) });
}

document.adoptedStyleSheets = [new CSSStyleSheet()];
document.adoptedStyleSheets[0].replaceSync("body { margin: 0 }");
read();

// Where the browser sizes frames by itself it may refuse: the holder of the frame hasn't asked for it.
element.addEventListener("lens-resize", () => {
  try {
    window.requestResize?.();
  } catch {
    // Then messages tell the height.
  }
});

for (const name of EVENTS) element.addEventListener(name, ({ detail }) => tell(name, detail));
addEventListener("message", async ({ source, origin, data }) => {
  if (source !== parent || !framed || data?.lens !== 1) return;
  if (data.hello === true && (!named || origin === parentSite)) open();
  if (origin !== parentSite) return;
  if (data.set !== null && typeof data.set === "object") set(data.set);
  // What comes before the element's script does waits for it.
  await customElements.whenDefined(element.localName);
  if (typeof data.check === "string") element.check(data.check);
  if (typeof data.validate === "string") element.validate(data.validate);
});
// Whoever holds the frame may write a new fragment into its address.
addEventListener("hashchange", () => {
  read();
  open();
});
addEventListener("pagehide", () => tell("lens-close", null));
open();

await import("./mta-sts-lens.js");
// It runs, so what stands there for where it doesn’t may go.
element.replaceChildren();
