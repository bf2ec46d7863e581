// For pages that hold MTA-STS Lens in a frame: sizes the frames, tells their events on the <iframe>, sets options.
//
// Importing it is enough for sizes and events, of frames that come later too. On a server it does nothing.
const EVENTS = ["lens-ready", "lens-result", "lens-error", "lens-resize"];
const HERE = new URL(import.meta.url).origin;

/** Frames that no search in the document finds: those in shadow roots. */
const connected = new Set();

function heard({ source, origin, data }) {
  if (origin !== HERE || data?.lens !== 1 || !EVENTS.includes(data.event)) return;
  const frame = [...connected, ...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
  if (!frame) return;
  const height = Number(data.detail?.height);
  // Where the browser sizes frames by itself, that holds.
  if (data.event === "lens-resize" && height > 0 && height < 20000 && !CSS.supports("frame-sizing", "content-height")) frame.style.height = `${height}px`;
  frame.dispatchEvent(new CustomEvent(data.event, { detail: data.detail, bubbles: true }));
}

// A second copy of this script leaves it to the first.
const MARK = Symbol.for("mta-sts-lens.frames");
if (globalThis.document && !globalThis[MARK]) {
  globalThis[MARK] = true;
  addEventListener("message", heard);
}

/** A frame whose address is that of `embed.html`, to be told of options; gives `{ set, check, validate, close }`. */
export function connect(frame) {
  connected.add(frame);
  const send = (message) => frame.contentWindow?.postMessage({ lens: 1, ...message }, HERE);
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
