// Loads the program when it is first needed, and anew when it broke off.
//
// `texts` judges texts, `check` checks domains too, `make` generates too, `steps` plans, `tell` tells what a text is, `reports`
// reads reports; `usual` tells and judges usual texts alone; `brief`, the core, checks domains as long as nothing unusual comes
// up, and tells and judges what is plain and without a fault. The smallest that will do is loaded, and one that is there
// already is used before. What is said of rules comes beside it,
// and a program works without: its findings say then that their text is missing.

const words = {
  texts: () => import("./words-texts.js"),
  check: () => import("./words-check.js"),
  more: () => import("./words-more.js"),
};

/** Where several programs can do a thing: which, those first that are rather used where several are there. */
export const FIT = { texts: ["texts", "check", "make"], brief: ["brief", "check"] };

const SOURCES = {
  usual: { glue: () => import("./usual.js"), wasm: () => new URL("./usual.wasm", import.meta.url), words: ["texts"] },
  texts: { glue: () => import("./texts.js"), wasm: () => new URL("./texts.wasm", import.meta.url), words: ["texts"] },
  brief: { glue: () => import("./brief.js"), wasm: () => new URL("./brief.wasm", import.meta.url), words: ["texts", "check"] },
  check: { glue: () => import("./check.js"), wasm: () => new URL("./check.wasm", import.meta.url), words: ["texts", "check"] },
  make: { glue: () => import("./make.js"), wasm: () => new URL("./make.wasm", import.meta.url), words: ["texts", "check", "more"] },
  reports: { glue: () => import("./reports.js"), wasm: () => new URL("./reports.wasm", import.meta.url), words: ["more"] },
  steps: { glue: () => import("./steps.js"), wasm: () => new URL("./steps.wasm", import.meta.url), words: ["texts", "check", "more"] },
  tell: { glue: () => import("./tell.js"), wasm: () => new URL("./tell.wasm", import.meta.url), words: ["texts", "check", "more"] },
};

/** @type {Map<string, Promise<Program>>} */
const loaded = new Map();

/** Gives the bytes, or an answer with them, of a file of the package. Node's is another: see `node.js`. */
let fetchFile = (url) => fetch(url, { credentials: "omit" });

/** Outside of browsers: tells what an error of a request says of its cause. `undefined` where CORS hides it. */
export let cause;

/** Has the files of the package read in another way, and says what tells why a request failed, where nothing hides it. */
export function readBy(read, { cause: told } = {}) {
  fetchFile = read;
  cause = told;
}

/** The program that a check begins with: one that can do everything, as where every policy can be read; or one that some outgrow. */
export const beginner = (everything) => program(everything || cause ? "check" : "brief");

/**
 * Why something could not be done. `code`: `input` (what was to be checked can't be read; `finding` says why), `options`
 * (an option can't be used), `load` (a part of the package could not be loaded), `internal` (the program broke off: a
 * fault of this package; what is called next gets a new instance).
 */
export class LensError extends Error {
  constructor(code, message, { finding = null, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "LensError";
    this.code = code;
    this.finding = finding;
  }
}

/** An instance of a program. */
class Program {
  #level;
  #exports;
  #wordless;
  broken = false;

  constructor(level, exports) {
    this.#level = level;
    this.#exports = exports;
    this.#wordless = SOURCES[level].words;
  }

  /** Hands over what is said of rules; gives itself. What doesn't come is asked for again by the next who needs the program. */
  async withWords() {
    const come = async (group) => {
      try {
        const { default: text } = await words[group]();
        if (this.broken || !this.#wordless.includes(group)) return;
        this.call((exports) => exports.words(text));
        this.#wordless = this.#wordless.filter((other) => other !== group);
      } catch {
        // Findings say so.
      }
    };
    await Promise.all(this.#wordless.map(come));
    return this;
  }

  /**
   * Calls `work` with the exports, which does nothing else that could fail. What breaks off takes the instance with it, and is
   * told as an error: so does a script's own error that came up through the program, which holds then what it held.
   */
  call(work) {
    if (this.broken) throw new LensError("internal", "The program broke off meanwhile.");
    try {
      return work(this.#exports);
    } catch (error) {
      if (error !== null && typeof error === "object" && !(error instanceof Error) && typeof error.code === "string") {
        throw new LensError(error.code, error.message, { finding: error.finding });
      }
      this.broken = true;
      loaded.delete(this.#level);
      throw new LensError("internal", `The program broke off: ${said(this.#exports) ?? error?.message ?? "nobody says why"}`, { cause: error });
    }
  }
}

/** What the program said before it broke off. */
function said(exports) {
  try {
    return exports.broken();
  } catch {
    return undefined;
  }
}

async function instantiate(level) {
  let glue, file;
  // They are on their way beside the program.
  for (const group of SOURCES[level].words) words[group]().catch(() => {});
  try {
    [glue, file] = await Promise.all([SOURCES[level].glue(), fetchFile(SOURCES[level].wasm())]);
    if (typeof file?.arrayBuffer === "function") {
      if (file.ok === false) throw new Error(`${file.url} answers with ${file.status}`);
      file = await file.arrayBuffer();
    }
    const module = await WebAssembly.compile(file);
    // A fresh instance each time: the one before may have broken off.
    glue.forget();
    glue.initSync({ module });
    glue.start();
  } catch (error) {
    throw new LensError("load", `A part of MTA-STS Lens could not be loaded: ${error?.message ?? error}`, { cause: error });
  }
  return new Program(level, glue);
}

/** A program that can do what this one can: it itself, or one of these that is there. */
export function program(level, { fit = FIT[level] ?? [level] } = {}) {
  const known = fit.find((level) => loaded.has(level));
  if (known) return loaded.get(known).then((program) => program.withWords());
  const loading = instantiate(level);
  loaded.set(level, loading);
  // What could not be loaded is tried again the next time.
  loading.catch(() => loaded.delete(level));
  return loading.then((program) => program.withWords());
}

/** Imports a file of data; see `data/`. */
export async function data(load) {
  try {
    return (await load()).default;
  } catch (error) {
    throw new LensError("load", `A part of MTA-STS Lens could not be loaded: ${error?.message ?? error}`, { cause: error });
  }
}
