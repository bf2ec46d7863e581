// The scripts for pages, imported by the package's name where there is no page: nothing happens.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const PKG = fileURLToPath(new URL("../../pkg", import.meta.url));

/** What a module says that is run beside a copy of the package, in a folder of its own. */
function run(script) {
  const folder = mkdtempSync(join(tmpdir(), "lens-server-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(PKG, join(folder, "node_modules", "mta-sts-lens"), "dir");
    writeFileSync(join(folder, "main.mjs"), script);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
    assert.equal(stderr, "");
    assert.equal(status, 0);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("importing the element and the frame's script on a server does nothing, and the program ends by itself", () => {
  const said = run(`
    const before = Object.getOwnPropertyNames(globalThis).length + Object.getOwnPropertySymbols(globalThis).length;
    globalThis.fetch = () => { throw new Error("it was fetched") };
    const [{ MtaStsLens }, { connect, address }] = await Promise.all([import("mta-sts-lens/element.js"), import("mta-sts-lens/frame.js")]);
    const after = Object.getOwnPropertyNames(globalThis).length + Object.getOwnPropertySymbols(globalThis).length;
    console.log(JSON.stringify([after - before, typeof MtaStsLens, typeof connect, typeof address]));
  `);
  assert.deepEqual(said, [0, "function", "function", "function"]);
});

test("whatever the manifest names is there", () => {
  const { exports, sideEffects } = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));
  const named = [...sideEffects, ...Object.values(exports).flatMap((one) => (typeof one === "string" ? [one] : Object.values(one)))];
  assert.ok(named.includes("./element.js") && named.includes("./frame.d.ts"));
  for (const name of named) assert.ok(existsSync(join(PKG, name)), name);
});
