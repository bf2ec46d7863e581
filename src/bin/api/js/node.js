// The same for Node, which fetches no files, follows no rules of CORS, and says why a request failed.

import { readFile } from "node:fs/promises";
import { readBy } from "./core.js";

/** The code that an error has, or what caused it, such as `CERT_HAS_EXPIRED`; empty where none has one. */
function cause(error) {
  try {
    for (let depth = 0; error && depth < 8; depth += 1) {
      if (typeof error.code === "string") return error.code.slice(0, 99);
      error = error.cause ?? error.errors?.[0];
    }
  } catch {
    // It may be anything, and may throw by itself.
  }
  return "";
}

readBy((url) => (url.protocol === "file:" ? readFile(url) : fetch(url)), { cause });

export * from "./index.js";
