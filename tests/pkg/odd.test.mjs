// Whatever is handed over, what is thrown is the package’s own error, and no program breaks off by it: node --test tests/pkg/
import assert from "node:assert/strict";
import { test } from "node:test";
import { PARTLY } from "./box.mjs";
import { all } from "./copy.mjs";

const { check, classify, generate, matchMx, plan, readReports, rules, validatePolicy, validateRecord, validateTlsrpt, LensError } = await import("../../pkg/node.js");
const { program } = await import("../../pkg/core.js");

const throws = () => {
  throw new TypeError("the caller’s own");
};
const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, throws]));
const revoked = Proxy.revocable([], {});
revoked.revoke();

/** What throws where it is read, or turned into a text or a number; and what is beyond all bounds. */
const ODD = {
  "a symbol": Symbol("odd"),
  "a big number": 10n,
  "no number": NaN,
  "infinity": Infinity,
  "a huge number": 1e300,
  "a number below 0": -1,
  "an object without a text": Object.create(null),
  "a text that throws": { toString: throws, valueOf: throws, [Symbol.toPrimitive]: throws },
  "a proxy that throws": new Proxy({}, traps),
  "a function that throws": new Proxy(() => {}, traps),
  "a revoked proxy": revoked.proxy,
  "a proxy of bytes": new Proxy(new Uint8Array(1), {}),
  "a proxy of a time": new Proxy(new Date(), {}),
  "no time": new Date(NaN),
  "the last time": new Date(8.64e15),
  "a list of nothing": new Array(2 ** 31),
  "a list that throws": Object.defineProperty([1], 0, { get: throws }),
};

const WISH = { domain: "example.com", change: "first" };
const asks = (options) => all(check("example.com", { fetch: PARTLY.ask, ...options }));
const each = (names, call) => names.map((name) => [name, (odd) => call({ [name]: odd })]);

/** Options that none of these can be. */
const OPTIONS = [
  ["now of classify", (now) => classify("example.com", { now })],
  ["now of generate", (now) => generate({}, { now })],
  ["now of plan", (now) => plan(WISH, { now })],
  ...each(["resolver", "policy", "signal"], asks),
  ["one of resolver", (odd) => asks({ resolver: [odd] })],
  ["signal of readReports", (signal) => readReports(["{}"], { signal })],
  ...each(["file_bytes", "unpacked_bytes", "files", "nested", "values"], (limits) => readReports(["{}"], { limits })),
  ...each(["domain", "zone", "mode", "mx", "host", "max_age", "id", "rua", "ttl", "kit", "dns"], generate),
  ["one of mx", (odd) => generate({ mx: [odd] })],
  ...each(["change", "domain"], (odd) => plan({ ...WISH, ...odd })),
  ...each(["id", "policy", "mx", "reporting", "record_ttl", "mx_ttl", "since", "earlier", "rua"], (today) => plan({ ...WISH, today })),
  ...each(["testing_days", "enforce_days", "short_max_age", "long_max_age", "queue_days"], (options) => plan({ ...WISH, options })),
];
/** Inputs that none of these can be. */
const INPUTS = [
  ["a domain", (odd) => all(check(odd, { fetch: PARTLY.ask }))],
  ...[validateRecord, validatePolicy, validateTlsrpt, classify].map((work) => [`the text of ${work.name}`, work]),
  ["patterns", (odd) => matchMx(odd, "mx.example.com")],
  ["a pattern", (odd) => matchMx([odd], "mx.example.com")],
  ["a host", (odd) => matchMx([], odd)],
  ["codes", rules],
  ["a code", (odd) => rules([odd])],
  ["files", readReports],
  ["a file", (odd) => readReports([odd])],
  ["the bytes of a file", (bytes) => readReports([{ name: "a", bytes }])],
];
/** Objects with members; some of these are as good as one without any. */
const OBJECTS = [
  ["a form", generate],
  ["a wish", plan],
  ...each(["today", "options"], (odd) => plan({ ...WISH, ...odd })),
  ["limits", (limits) => readReports(["{}"], { limits })],
  ["options of classify", (odd) => classify("example.com", odd)],
  ["options of generate", (odd) => generate({}, odd)],
  ["options of plan", (odd) => plan(WISH, odd)],
  ["options of readReports", (odd) => readReports(["{}"], odd)],
];

/** How a call ended: what it refused, or `null`. */
async function ending(call, odd, what) {
  try {
    await call(odd);
    return null;
  } catch (error) {
    assert.ok(error instanceof LensError, `${what}: ${error?.stack ?? String(error)}`);
    assert.match(error.message, /.{10}/, what);
    return error.code;
  }
}

for (const [kind, list, codes] of [
  ["options", OPTIONS, ["options"]],
  ["inputs", INPUTS, ["input"]],
  ["objects", OBJECTS, [null, "options", "input"]],
]) {
  test(`odd ${kind} are refused by the package itself`, async () => {
    const programs = await Promise.all(["check", "make", "reports", "steps", "tell", "texts"].map(program));
    for (const [name, call] of list) {
      for (const [word, odd] of Object.entries(ODD)) {
        const what = `${name} is ${word}`;
        assert.ok(codes.includes(await ending(call, odd, what)), what);
      }
    }
    assert.deepEqual(programs.filter(({ broken }) => broken), []);
  });
}

test("a member that throws is refused, whichever it is", async () => {
  const trap = (name) => Object.defineProperty({}, name, { get: throws, enumerable: true });
  for (const name of ["resolver", "fetch", "signal", "policy", "probe", "picture", "onRequests"]) {
    assert.equal(await ending((options) => all(check("example.com", options)), trap(name), name), "options", name);
  }
  assert.equal(await ending((form) => generate(form), trap("kit"), "kit"), "options");
  for (const name of ["name", "bytes"]) assert.equal(await ending(readReports, [trap(name)], name), "input", name);
  for (const odd of [1, "x", {}, Symbol("odd")]) {
    for (const name of ["fetch", "onRequests"]) assert.equal(await ending(asks, { [name]: odd }, name), "options", name);
  }
});

test("a file whose bytes can’t be read is input that can’t be read", async () => {
  class Gone extends Blob {
    arrayBuffer = async () => throws();
  }
  assert.equal(await ending(readReports, new Gone(["{}"]), "a file that is gone"), "input");
});

const utf8 = (text) => new TextEncoder().encode(text);

/** Bytes that are gone: detached, or out of what is left of their buffer. */
const GONE = {
  detached: () => {
    const bytes = utf8("v=STSv1; id=1;");
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  },
  "out of bounds": () => {
    const buffer = new ArrayBuffer(16, { maxByteLength: 16 });
    const bytes = new Uint8Array(buffer, 8);
    buffer.resize(4);
    return bytes;
  },
};

/** Bytes that can be read, in odd clothes. */
const CLOTHED = {
  "with another length": (text) => new (class extends Uint8Array { get length() { return -1; } get byteLength() { return 2 ** 40; } })(utf8(text)),
  "with an iterator of their own": (text) => Object.defineProperty(utf8(text), Symbol.iterator, { value: throws }),
  "of another kind when copied": (text) => Object.defineProperty(utf8(text), "constructor", { get: throws }),
  shared: (text) => {
    const bytes = new Uint8Array(new SharedArrayBuffer(utf8(text).length));
    bytes.set(utf8(text));
    return bytes;
  },
  "of a buffer that may grow": (text) => {
    const bytes = new Uint8Array(new ArrayBuffer(utf8(text).length, { maxByteLength: 4096 }));
    bytes.set(utf8(text));
    return bytes;
  },
};

test("bytes that are gone are refused, odd ones are read as what they hold, and what others have under way goes on", async () => {
  const programs = await Promise.all(["check", "reports", "tell", "texts"].map(program));
  const others = [1, 2, 3].map(() => asks());
  for (const [word, make] of Object.entries(GONE)) {
    for (const judge of [validateRecord, validatePolicy, validateTlsrpt, classify, readReports]) assert.equal(await ending(judge, make(), word), "input", word);
    assert.equal(await ending((bytes) => readReports([{ name: "a", bytes }]), make().buffer, word), word === "detached" ? "input" : null, word);
    assert.equal(await ending((policy) => asks({ policy }), make(), word), "options", word);
  }
  for (const [word, make] of Object.entries(CLOTHED)) {
    assert.deepEqual((await validateRecord(make("v=STSv1; id=1;"))).effective, { id: "1" }, word);
    assert.equal((await classify(make("v=STSv1; id=1;"))).pieces[0].kind, "sts-record", word);
    const { files } = await readReports([make("{}"), { name: "a", bytes: make("{} ") }]);
    assert.deepEqual(files.map(({ bytes }) => bytes), [2, 3], word);
    const [brought] = (await asks({ policy: make("version: STSv1\nmode: none\nmax_age: 86400\n"), fetch: (url, ...all) => (url.endsWith(".txt") ? Promise.reject(word) : PARTLY.ask(url, ...all)) })).slice(-1);
    assert.equal(brought.verdict.case, "off", word);
  }
  const bytes = utf8("v=STSv1; id=1;");
  const judged = validateRecord(bytes);
  bytes.fill(0);
  assert.equal((await judged).verdict, "valid");
  for (const list of await Promise.all(others)) assert.equal(list.at(-1).verdict.case, "partly-refused");
  assert.deepEqual(programs.filter(({ broken }) => broken), []);
});

test("a file’s own size doesn’t count", async () => {
  for (const size of [-1, Symbol("odd"), 2 ** 60]) {
    const file = Object.defineProperty(new Blob(["{}"]), "size", { value: size });
    assert.deepEqual((await readReports([file])).files.map(({ bytes }) => bytes), [2]);
  }
});

test("texts that are too long for any use are refused, wherever they stand", async () => {
  const long = "x".repeat((4 << 20) + 1);
  for (const judge of [validateRecord, validatePolicy, validateTlsrpt, classify]) assert.equal(await ending(judge, long, judge.name), "input");
  for (const call of [() => asks({ policy: long }), () => plan({ ...WISH, change: "policy", policy: long }), () => plan({ ...WISH, today: { policy: long } }), () => generate({ domain: long })]) {
    assert.equal(await ending(call, undefined, String(call)), "options", String(call));
  }
});

test("nothing in place of an option is as without it", async () => {
  for (const nothing of [undefined, null]) {
    assert.equal((await asks({ resolver: nothing, policy: nothing, signal: nothing, onRequests: nothing })).at(-1).done, true);
    assert.equal((await generate(nothing, nothing)).publishable, false);
    assert.equal((await plan(WISH, { now: nothing })).change, "first");
    assert.equal((await readReports([], nothing)).counts.files, 0);
  }
});
