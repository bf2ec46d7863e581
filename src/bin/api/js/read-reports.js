// Reads TLS reports: the program takes files apart and says what is to be unpacked, which the platform does
// (`DecompressionStream`). Loaded with the first call.

import { LensError, abortable, list, program, size } from "./core.js";

/** How many packed bytes are handed over at once; a damage is looked for in pieces this many times smaller. */
const PIECE = 16384;
const FINER = 128;
const NOTHING = new Uint8Array(0);

/** A file's name, its size, and how to get its bytes. */
function told(file, at) {
  // A platform's own file has `bytes` too, as a method.
  const beside = file !== null && typeof file === "object" && !(file instanceof Blob) && "bytes" in file;
  const { name, bytes } = beside ? file : { name: file?.name, bytes: file };
  const called = typeof name === "string" && name !== "" ? name : `file ${at + 1}`;
  if (typeof bytes === "string") return [called, bytes.length, async () => new TextEncoder().encode(bytes)];
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  // Copied when its turn comes: by then it may be gone.
  if (view instanceof Uint8Array) return [called, size(view), async () => new Uint8Array(view)];
  if (bytes instanceof Blob) return [called, Reflect.get(Blob.prototype, "size", bytes), async () => new Uint8Array(await bytes.arrayBuffer())];
  throw new LensError("input", `${called} is neither a text nor bytes.`);
}

/** Unpacks once, what stands before `from` in one go. Gives how it ended, what came out, and how many bytes were taken in. */
async function run(coding, packed, most, from, piece) {
  let stream;
  try {
    stream = new DecompressionStream(coding);
  } catch {
    return ["unable", [], 0];
  }
  const writer = stream.writable.getWriter();
  let taken = 0;
  const write = async () => {
    while (taken < packed.length) {
      const next = Math.min(packed.length, taken < from ? from : taken + piece);
      await writer.write(packed.subarray(taken, next));
      taken = next;
    }
    await writer.close();
  };
  // An error here is one of the other end too.
  write().catch(() => {});
  const reader = stream.readable.getReader();
  const pieces = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return ["whole", pieces, taken];
      length += value.length;
      if (length > most) {
        reader.cancel().catch(() => {});
        return ["large", [], taken];
      }
      pieces.push(value);
    }
  } catch (error) {
    // Node takes bytes in before it looks at them, and says by a code that they are damaged, not that more was awaited.
    return [error?.code === "Z_DATA_ERROR" ? "damaged" : "broken", pieces, taken];
  }
}

/** The first byte at which something is damaged, where the stream tells only whether anything is. */
async function first(coding, packed, most) {
  let [good, bad] = [0, packed.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const [how] = await run(coding, packed.subarray(0, middle), most, middle, PIECE);
    if (how === "damaged") bad = middle;
    else good = middle;
  }
  return good;
}

async function unpack(coding, packed, most) {
  let [how, pieces, at] = await run(coding, packed, most, 0, PIECE);
  for (let piece = PIECE; how === "broken" && piece > 1 && at < packed.length; ) {
    piece = Math.ceil(piece / FINER);
    const [again, , place] = await run(coding, packed, most, at, piece);
    if (again !== "broken") break;
    at = Math.max(at, place);
  }
  if (how === "damaged") at = await first(coding, packed, most);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  pieces.reduce((start, piece) => (bytes.set(piece, start), start + piece.length), 0);
  return [how === "broken" && at >= packed.length ? "cut" : how, bytes, at];
}

/** Reads files; see `readReports`. */
export default async function read(files, options) {
  const given = list("input", "A file", files, told);
  const signal = abortable(options);
  const lens = await program("reports");
  signal?.throwIfAborted();
  const reading = lens.call(({ Reading }) => new Reading(options.limits));
  const largest = reading.most();
  try {
    for (const [name, size, get] of given) {
      if (size > largest) {
        lens.call(() => reading.add_large(name, size));
        continue;
      }
      const bytes = await get().catch((cause) => {
        throw new LensError("input", `${name} can’t be read.`, { cause });
      });
      signal?.throwIfAborted();
      const waiting = lens.call(() => reading.add(name, bytes));
      while (waiting.length > 0) {
        const [id, coding, packed, most] = waiting.shift();
        const [how, out, at] = await unpack(coding, packed, most);
        signal?.throwIfAborted();
        waiting.unshift(...lens.call(() => reading.unpacked(id, how, how === "large" ? NOTHING : out, at)));
      }
    }
    const [merged, beside] = lens.call(() => reading.read());
    return { ...JSON.parse(merged), ...beside };
  } finally {
    // What broke off took it along; the instance that comes after knows nothing of it.
    if (lens.broken) reading.__destroy_into_raw();
    else reading.free();
  }
}
