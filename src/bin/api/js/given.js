// What callers hand over, read once. What can't be read, or is something else, is told as a fault of theirs.

import { LensError } from "./load.js";

/** Longest text that is judged, in bytes. */
const LONGEST = 4 << 20;

/** What `read` gives; whatever it throws on the way comes from the caller's own objects. */
export function taken(code, what, read) {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof LensError ? cause : new LensError(code, `${what} can’t be read.`, { cause });
  }
}

/** Options of a call: the caller's own members, nothing that a page did to all objects. */
export const own = (given) => taken("options", "An option", () => ({ __proto__: null, ...given }));

function hold(code, what, length) {
  if (length > LONGEST) throw new LensError(code, `${what} is longer than ${LONGEST >> 20} MiB, which is the most that is judged.`);
}

/** How many bytes they are, whatever their own `length` says. */
export const size = (bytes) => Reflect.get(Uint8Array.prototype, "length", bytes);

/** A text in bytes, which are our own: those of a caller may be gone, or shared with others, when the program takes them in. */
export function bytes(text, what, code = "input") {
  return taken(code, what, () => {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    if (!(bytes instanceof Uint8Array)) throw new LensError(code, `${what} is neither a text nor bytes.`);
    hold(code, what, size(bytes));
    return new Uint8Array(bytes);
  });
}

/** A list of our own: what is looked at is what is handed over. One that is none counts as its only member. */
export function list(code, what, given, read) {
  return taken(code, what, () => {
    const list = [];
    for (const one of Array.isArray(given) ? given : [given]) list.push(read(one, list.length));
    return list;
  });
}

/** A text. */
export function text(code, what, given) {
  if (typeof given !== "string") throw new LensError(code, `${what} is no text.`);
  hold(code, what, given.length);
  return given;
}

/** The time that is named, in seconds since 1970; that of the clock where none is. */
export function seconds({ now = null }) {
  const time = taken("options", "`now`", () => (typeof now === "number" ? now : now === null ? Date.now() : Date.prototype.getTime.call(now)));
  if (!(time >= 0 && time <= 253402300799999)) throw new LensError("options", "`now` is no time of the years 1970 to 9999.");
  return time / 1000;
}

/** A signal that may end the call. */
export function abortable({ signal }) {
  if (signal === undefined || signal === null) return undefined;
  const fits = taken("options", "`signal`", () => typeof signal.aborted === "boolean" && typeof signal.throwIfAborted === "function" && typeof signal.addEventListener === "function");
  if (!fits) throw new LensError("options", "`signal` is no `AbortSignal`.");
  return signal;
}
