// What the package's tests share: a package of one's own, and what is expected of it.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Everything that an iterable gives. */
export async function all(iterable) {
  const list = [];
  for await (const item of iterable) list.push(item);
  return list;
}

/** Whether an error is one of the package, of this kind. */
export const refusal = (LensError) => (code, words = /.{10}/) => (error) => {
  assert.ok(error instanceof LensError, String(error));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, words);
  return true;
};

/** A copy of the package, for itself, and the programs that it has loaded: each once `before` is done with its name. */
export async function copy(work, change = () => {}, before = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "lens-"));
  try {
    cpSync(new URL("../../pkg", import.meta.url), folder, { recursive: true });
    change(folder);
    const own = await import(pathToFileURL(join(folder, "node.js")));
    const { readBy, program } = await import(pathToFileURL(join(folder, "core.js")));
    const loaded = [];
    readBy(async (url) => {
      loaded.push(basename(url.pathname, ".wasm"));
      await before(loaded.at(-1));
      return readFile(url);
    });
    return await work({ ...own, program, loaded });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
