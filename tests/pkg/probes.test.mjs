// The frame of the probes, with a page in its place that says what the test wants: node --test tests/pkg/
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { inPage } from "./page.mjs";

const { probe } = await import("../../pkg/core.js");
const folder = new URL("../../pkg/", import.meta.url);

/** Probes in a page where `play(frame, say)` plays the frame; what came of it, and after how many milliseconds. */
async function played(play, signal = new AbortController().signal) {
  const begun = performance.now();
  return [await inPage(play, () => probe("mta-sts.example.com", signal)), performance.now() - begun];
}

const later = (milliseconds, work) => setTimeout(work, milliseconds);

test("a frame whose script doesn’t run is given up soon", async () => {
  const [seen, took] = await played((frame) => later(20, () => frame.dispatchEvent(new Event("load"))));
  assert.equal(seen, null);
  assert.ok(took > 900 && took < 2500, String(took));
});

test("one that runs is waited for, and what others say doesn’t count", async () => {
  const [seen] = await played((frame, say, forge) => {
    later(10, () => say({}));
    later(20, () => frame.dispatchEvent(new Event("load")));
    later(30, () => forge({}, { token: frame.src.split("/").at(-2), fetched: false, left: true, loaded: false }));
    later(1500, () => say({ fetched: true, left: false, loaded: null }));
  });
  assert.deepEqual(seen, { fetched: true, left: false, loaded: null });
});

test("a check that ends takes its probe along", async () => {
  const control = new AbortController();
  const [seen, took] = await played(() => later(20, () => control.abort()), control.signal);
  assert.equal(seen, null);
  assert.ok(took < 900, String(took));
});

test("what the package’s scripts name by their own address is in it, and a page names no file beside it", () => {
  const names = new Set(readdirSync(folder));
  // These belong to what an app serves at `embed/`, not to what is imported.
  const apart = (name) => /^(?:element|frame)/.test(name);
  const named = [];
  for (const name of names) {
    if (!name.endsWith(".js") || apart(name)) continue;
    const text = readFileSync(new URL(name, folder), "utf8");
    for (const [, address] of text.matchAll(/new URL\(\s*(?:"|'|`)([^"'`]+)["'`]\s*,\s*import\.meta\.url\s*\)/g)) named.push(address);
    assert.equal(text.split("import.meta.url").length - 1, [...text.matchAll(/new URL\("\.\/[\w.-]+",import\.meta\.url\)/g)].length, `${name} names something in a way that bundlers don’t follow`);
  }
  assert.ok(named.length >= 8);
  for (const address of named) assert.ok(names.has(address.replace("./", "")), address);
  const page = readFileSync(new URL("probe.html", folder), "utf8");
  assert.doesNotMatch(page, /\s(?:src|href)=["'][^$]/);
});
