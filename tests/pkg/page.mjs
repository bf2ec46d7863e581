// A page for the package's tests in Node, as far as the probes want one.

/** Does something in a page where `play(frame, say, forge)` plays each frame: `say` speaks as it, `forge` as somebody else. */
export async function inPage(play, work) {
  const page = new EventTarget();
  const say = (source, data) => page.dispatchEvent(Object.assign(new Event("message"), { source, data }));
  const append = (frame) => play(frame, (data) => say(frame.contentWindow, { token: frame.src.split("/").at(-2), ...data }), say);
  const createElement = () => Object.assign(new EventTarget(), { contentWindow: {}, style: { setProperty() {} }, setAttribute() {}, remove() { this.gone = true; } });
  const names = { document: { body: { append }, createElement }, addEventListener: page.addEventListener.bind(page), removeEventListener: page.removeEventListener.bind(page) };
  Object.assign(globalThis, names);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(names)) delete globalThis[name];
  }
}
