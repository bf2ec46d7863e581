// The element in a frame, for sites whose policy forbids WebAssembly. What the fragment says: the element's attributes, and
// `origin`, the site that may change them by messages and is told of results. Nobody else is listened to, or told.
const NAMES = ["domain", "view", "theme", "resolver", "compact"];
const EVENTS = ["lens-ready", "lens-result", "lens-error", "lens-resize"];
const element = document.querySelector("mta-sts-lens");
const given = new URLSearchParams(location.hash.slice(1));

/** A site as browsers name it; "" for what is none. */
function site(text) {
  try {
    const { origin } = new URL(text);
    return origin === "null" ? "" : origin;
  } catch {
    return "";
  }
}

const parentSite = site(given.get("origin") ?? "");

function set(options) {
  for (const name of NAMES) {
    if (!Object.hasOwn(options, name)) continue;
    const value = options[name];
    if (value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

document.adoptedStyleSheets = [new CSSStyleSheet()];
document.adoptedStyleSheets[0].replaceSync("body { margin: 0 }");
set(Object.fromEntries(given));

// Where the browser sizes frames by itself it may refuse: the holder of the frame hasn't asked for it.
element.addEventListener("lens-resize", () => {
  try {
    window.requestResize?.();
  } catch {
    // Then messages tell the height.
  }
});

if (parentSite && parent !== window) {
  const tell = (event, detail) => parent.postMessage({ lens: 1, event, detail: JSON.parse(JSON.stringify(detail)) }, parentSite);
  for (const name of EVENTS) element.addEventListener(name, ({ detail }) => tell(name, detail));
  addEventListener("message", async ({ source, origin, data }) => {
    if (source !== parent || origin !== parentSite || data?.lens !== 1) return;
    if (data.hello === true) {
      tell("lens-open", null);
      tell("lens-resize", { height: Math.ceil(element.getBoundingClientRect().height) });
    }
    if (data.set !== null && typeof data.set === "object") set(data.set);
    // What comes before the element's script does waits for it.
    await customElements.whenDefined(element.localName);
    if (typeof data.check === "string") element.check(data.check);
    if (typeof data.validate === "string") element.validate(data.validate);
  });
  // What the page has to say waits for this.
  tell("lens-open", null);
}

await import("./mta-sts-lens.js");
// It runs, so what stands there for where it doesn’t may go.
element.replaceChildren();
