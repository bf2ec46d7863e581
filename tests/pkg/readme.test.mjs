// Every example of the package's README, run as it stands, against the small internet of `box.mjs`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PARTLY } from "./box.mjs";

const readme = readFileSync(new URL("../../pkg/README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
const here = new URL("../../pkg/node.js", import.meta.url).href;

assert.ok(examples.length >= 5);
globalThis.fetch = PARTLY.ask;

for (const [at, code] of examples.entries()) {
  const [first] = code.split("\n");
  test(`example ${at + 1}: ${first}`, async () => {
    const said = [];
    const { log } = console;
    console.log = (...words) => said.push(words);
    try {
      const module = code.replaceAll('"mta-sts-lens"', JSON.stringify(here));
      await import(`data:text/javascript,${encodeURIComponent(module)}`);
    } finally {
      console.log = log;
    }
    assert.ok(said.length > 0 && said.flat().every((word) => word !== undefined), JSON.stringify(said));
  });
}
