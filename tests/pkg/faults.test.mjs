// What breaks off within a program is told, and the next call works: node --test tests/pkg/ (`./lens pkg` builds it first).
import assert from "node:assert/strict";
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PARTLY } from "./box.mjs";
import { all, copy, refusal as refusalOf } from "./copy.mjs";

const { check, generate, matchMx, plan, validateRecord, LensError } = await import("../../pkg/node.js");
const { program } = await import("../../pkg/core.js");
const refusal = refusalOf(LensError);

test("a program that breaks off is told, and the next call gets another", async () => {
  const broken = await program("texts");
  // More bytes than there is memory for.
  const trap = (exports) => exports.policy({ length: 2 ** 32 - 1 });
  assert.throws(() => broken.call(trap), refusal("internal"));
  assert.equal(broken.broken, true);
  assert.throws(() => broken.call((exports) => exports.policy(new Uint8Array())), refusal("internal"));
  const next = await program("texts");
  assert.notEqual(next, broken);
  assert.equal((await validateRecord("v=STSv1; id=1;")).verdict, "valid");
});

test("a check whose program breaks off says so, and the next one works", async () => {
  const broken = await program("check");
  const ask = (...all) => {
    if (!broken.broken) assert.throws(() => broken.call((exports) => exports.words({ length: 2 ** 32 - 1 })), refusal("internal"));
    return PARTLY.ask(...all);
  };
  await assert.rejects(all(check("example.com", { fetch: ask })), refusal("internal"));
  assert.equal((await all(check("example.com", { fetch: PARTLY.ask }))).at(-1).verdict.case, "partly-refused");
});

test("a member that can’t be read is refused", async () => {
  const form = Object.defineProperty({}, "mx", { get: () => assert.fail("no") });
  await assert.rejects(generate(form), refusal("options"));
  await assert.rejects(plan({ domain: "example.com", change: "first", today: form }), refusal("options"));
});

/** The package with a program in the place of `texts` that panics when it is told to. */
const breaks = process.env.LENS_BREAKS;
const panicking = (folder) => {
  cpSync(breaks, folder, { recursive: true });
  cpSync(join(folder, "texts_bg.wasm"), join(folder, "texts.wasm"));
  appendFileSync(join(folder, "texts.js"), "\nexport function forget() {\n    wasm = undefined;\n}\n");
};

test("a panic is told in its own words, and what is called next gets another instance", { skip: breaks === undefined && "by ./lens pkg" }, async () => {
  await copy(async ({ program, validateRecord, LensError, loaded }) => {
    const refusal = refusalOf(LensError);
    const held = (one) => one.call((exports) => exports.is_held());
    for (const words of ["the first breaks off", "so does the second"]) {
      const one = await program("texts");
      assert.equal(held(one), false);
      assert.equal((await validateRecord("v=STSv1; id=1;")).verdict, "valid");
      const panics = () => one.call((exports) => exports.panics(words));
      assert.throws(panics, refusal("internal", new RegExp(`^The program broke off: panicked at .*breaks\\.rs:\\d+:\\d+:\\n${words}$`)));
      assert.equal(one.broken, true);
      // The one that broke off holds what it held; nobody meets it again.
      assert.throws(() => held(one), refusal("internal", /meanwhile/));
      assert.notEqual(await program("texts"), one);
    }
    const judged = await Promise.all(["v=STSv1; id=1;", "v=STSv1; id=?;"].map((text) => validateRecord(text)));
    assert.deepEqual(judged.map(({ verdict }) => verdict), ["valid", "invalid"]);
    assert.deepEqual(loaded, ["texts", "texts", "texts"]);
  }, panicking);
});

test("a script’s own error that comes up through the program is told, and leaves nothing held", async () => {
  // What a page may have done to all objects: the program is at work, and holds its checks, when it meets that.
  const pollute = () => Object.defineProperty(Object.prototype, "wake_at", { set: () => assert.fail("no such member"), configurable: true });
  const mend = () => delete Object.prototype.wake_at;
  try {
    pollute();
    await assert.rejects(all(check("example.com", { fetch: PARTLY.ask })), refusal("internal", /no such member/));
  } finally {
    mend();
  }
  assert.equal((await all(check("example.com", { fetch: PARTLY.ask }))).at(-1).verdict.case, "partly-refused");
});

test("a call within a call of the program is refused where it meets what is held, and the next check works", async () => {
  const glue = await import("../../pkg/check.js");
  const lens = await program("check");
  let told;
  const set = () => (told = [glue.advance(0, 0), glue.begin("example.org", 0, [])]);
  Object.defineProperty(Object.prototype, "wake_at", { set, configurable: true });
  try {
    await assert.rejects(all(check("example.com", { fetch: PARTLY.ask })), refusal("internal"));
  } finally {
    delete Object.prototype.wake_at;
  }
  assert.equal(told, undefined);
  assert.equal(lens.broken, true);
  assert.equal((await all(check("example.com", { fetch: PARTLY.ask }))).at(-1).done, true);
});

test("what a caller’s own objects throw is told as what it is, and breaks nothing", async () => {
  const lens = [await program("texts"), await program("make"), await program("check")];
  const list = Object.defineProperty(["a", "b"], 1, { get: () => assert.fail("no") });
  await assert.rejects(generate({ mx: list }), refusal("options"));
  await assert.rejects(generate({ mx: new Array(2 ** 31) }), refusal("options"));
  await assert.rejects(matchMx(Object.assign([1], { every: () => true }), "mx.example.com"), refusal("input"));
  await assert.rejects(all(check("example.com", { fetch: PARTLY.ask, resolver: { get url() { assert.fail("no"); } } })), refusal("options"));
  // Answers that are none count as requests that failed.
  for (const answer of [undefined, {}, { status: 1n, headers: new Map(), arrayBuffer: () => new ArrayBuffer(0) }, { status: 200, url: Symbol("no"), headers: new Headers() }]) {
    assert.equal((await all(check("example.com", { fetch: async () => answer }))).at(-1).done, true);
  }
  assert.deepEqual(lens.map(({ broken }) => broken), [false, false, false]);
});
