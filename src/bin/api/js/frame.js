// For pages that hold MTA-STS Lens in a frame: sizes the frames, tells their events on the <iframe>, sets options.
//
// Importing it is enough for sizes and events, of frames that come later too. On a server it does nothing.
const EVENTS = ["lens-ready", "lens-result", "lens-error", "lens-resize"];
const HERE = new URL(import.meta.url).origin;

/** Frames that are told of options, with what is called when they listen, or do so no more. No search finds those in shadow roots. */
const connected = new Map();

function heard({ source, origin, data }) {
  if (origin !== HERE || data?.lens !== 1) return;
  const frame = [...connected.keys(), ...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
  if (!frame) return;
  const { event, detail } = data;
  if (event === "lens-who" && frame.src.startsWith(`${HERE}/`)) name(frame);
  if (event === "lens-open") connected.get(frame)?.(source);
  if (event === "lens-close") connected.get(frame)?.();
  if (!EVENTS.includes(event)) return;
  const height = Number(detail?.height);
  if (event === "lens-resize" && height > 0 && height < 20000) resize(frame, height);
  frame.dispatchEvent(new CustomEvent(event, { detail, bubbles: true }));
}

/** The address of what is in a frame, without the options in its fragment. */
const page = ({ src }) => src.split("#")[0];

/** Tells a frame whose address names no site that it is in this one: in its fragment, so nothing is loaded anew. */
function name(frame) {
  const options = frame.src.split("#")[1];
  frame.contentWindow.location.replace(`${page(frame)}#${options ? `${options}&` : ""}origin=${location.origin}`);
}

/** Also where the page lets the browser size the frame (`frame-sizing`), which doesn’t follow when the frame gets another width. */
function resize(frame, height) {
  const border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
  frame.style.height = `${height + border}px`;
}

// A second copy of this script leaves it to the first.
const MARK = Symbol.for("mta-sts-lens.frames");
if (globalThis.document && !globalThis[MARK]) {
  globalThis[MARK] = true;
  addEventListener("message", heard);
  // Those that told their height before anybody listened tell it again. To any site: a frame that isn’t loaded yet has none,
  // and nothing is given away.
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.src.startsWith(`${HERE}/`)) frame.contentWindow?.postMessage({ lens: 1, hello: true }, "*");
  }
}

/**
 * A frame whose address is that of `embed.html`, to be told of options; gives `{ set, check, validate, close }`. What is said
 * before it listens waits, also when it is moved or loaded anew.
 */
export function connect(frame) {
  const post = (message, site) => frame.contentWindow?.postMessage({ lens: 1, ...message }, site);
  const waiting = [];
  let open, at;
  const send = (message) => (open && open === frame.contentWindow && at === page(frame) ? post(message, HERE) : waiting.push(message));
  connected.set(frame, (listens) => {
    open = listens;
    at = page(frame);
    if (open) waiting.splice(0).forEach(send);
  });
  // It may be there already.
  post({ hello: true }, "*");
  return {
    set: (options) => send({ set: options }),
    check: (domain) => send({ check: domain }),
    validate: (text) => send({ validate: text }),
    close: () => connected.delete(frame),
  };
}

/** The address of the frame's page with these options, for a page of this site. */
export function address(options = {}) {
  const url = new URL("../embed.html", import.meta.url);
  const given = Object.entries({ ...options, origin: location.origin });
  url.hash = new URLSearchParams(given.map(([name, value]) => [name, value === true ? "" : value])).toString();
  return url.href;
}
