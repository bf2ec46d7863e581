// For pages that hold MTA-STS Lens in a frame: sizes the frame, tells its events on the <iframe>, sets its options.
const EVENTS = ["lens-ready", "lens-result", "lens-error", "lens-resize"];

/** Connects a frame whose address is that of `embed.html`; gives `{ set, check, validate, close }`. What is said before it listens waits. */
export function connect(frame) {
  const { origin } = new URL(frame.src);
  const post = (message) => frame.contentWindow?.postMessage({ lens: 1, ...message }, origin);
  let waiting = [];
  const send = (message) => (waiting ? waiting.push(message) : post(message));
  const heard = ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin || data?.lens !== 1) return;
    if (data.event === "lens-open") {
      waiting?.forEach(post);
      waiting = null;
    }
    if (!EVENTS.includes(data.event)) return;
    const height = Number(data.detail?.height);
    // Where the browser sizes frames by itself, that holds.
    if (data.event === "lens-resize" && height > 0 && height < 20000 && !CSS.supports("frame-sizing", "content-height")) frame.style.height = `${height}px`;
    frame.dispatchEvent(new CustomEvent(data.event, { detail: data.detail, bubbles: true }));
  };
  const loaded = () => post({ hello: true });
  addEventListener("message", heard);
  frame.addEventListener("load", loaded);
  // Another site's page stands in it: it may have been there before.
  if (frame.contentWindow && !frame.contentDocument) loaded();
  return {
    set: (options) => send({ set: options }),
    check: (domain) => send({ check: domain }),
    validate: (text) => send({ validate: text }),
    close: () => {
      removeEventListener("message", heard);
      frame.removeEventListener("load", loaded);
    },
  };
}

/** The address of the frame's page with these options, for a page of this site. */
export function address(options = {}) {
  const url = new URL("../embed.html", import.meta.url);
  const given = Object.entries({ ...options, origin: location.origin });
  url.hash = new URLSearchParams(given.map(([name, value]) => [name, value === true ? "" : value])).toString();
  return url.href;
}
