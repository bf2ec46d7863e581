// The probes of a policy host that lets no page read: `probe.html` in a sandboxed frame, as the app has it.

/** How long the frame may take, and how long its message is waited for, in milliseconds. */
const FRAME_LIMIT = 6000;
const MESSAGE_LIMIT = 7000;
/** How long a frame that is loaded has to say that its script runs. */
const BEGIN_LIMIT = 1000;

/** What the probes saw: `{ fetched, left, loaded }`; `null` where there is no page, or no message came. */
export function probe(host, signal) {
  if (typeof document !== "object" || !document?.body || signal.aborted) return Promise.resolve(null);
  const token = Math.random().toString(36).slice(2);
  const frame = document.createElement("iframe");
  const attributes = { sandbox: "allow-scripts", credentialless: "", referrerpolicy: "no-referrer", title: "Probe of the policy host", "aria-hidden": "true", tabindex: "-1", width: "1", height: "1" };
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  // Rendered, since browsers skip embedded objects in hidden frames, but neither seen nor in the way.
  for (const [name, value] of [["position", "fixed"], ["border", "0"], ["opacity", "0"], ["pointer-events", "none"]]) {
    frame.style.setProperty(name, value, "important");
  }
  frame.src = new URL("./probe.html", import.meta.url).href + `#${host}/${token}/${FRAME_LIMIT}`;
  return new Promise((resolve) => {
    let begun = false;
    const heard = ({ source, data }) => {
      // What the host's file does within the frame doesn't count.
      if (source !== frame.contentWindow || data?.token !== token) return;
      begun = true;
      if ("left" in data) end(data);
    };
    // A policy of the page or of its server may forbid the frame, or its script; or the file isn't there.
    const loaded = () => setTimeout(() => begun || end(null), BEGIN_LIMIT);
    const late = setTimeout(() => end(null), MESSAGE_LIMIT);
    const abort = () => end(null);
    const end = (seen) => {
      removeEventListener("message", heard);
      signal.removeEventListener("abort", abort);
      clearTimeout(late);
      frame.remove();
      resolve(seen && { fetched: seen.fetched, left: seen.left === true, loaded: seen.loaded });
    };
    addEventListener("message", heard);
    frame.addEventListener("load", loaded);
    signal.addEventListener("abort", abort);
    document.body.append(frame);
  });
}
