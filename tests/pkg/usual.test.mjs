// The programs for usual texts: where it isn't `null`, they say what the program for all texts says.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { copy } from "./copy.mjs";

const corpus = new URL("../corpus/", import.meta.url);
const read = (path) => readFileSync(new URL(path, corpus));
const lines = (path) => read(path).toString().split("\n").filter(Boolean);
const names = ({ findings }) => findings.map(({ name }) => name);

const encoded = (text) => new TextEncoder().encode(text);

/** Texts of the corpus, then the examples of rules: what to judge each by, and its bytes. */
function known(examples) {
  const records = (file) => lines(file).map((line) => encoded(JSON.parse(line).value));
  return {
    record: [...records("records/sts.jsonl"), ...examples],
    policy: [...readdirSync(new URL("policies/", corpus)).map((name) => read(`policies/${name}`)), ...examples],
    tlsrpt: [...records("records/tlsrpt.jsonl"), ...examples],
  };
}

/** The same numbers in each run. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

// What texts are mangled with: signs that the grammars know, and what people and programs leave in them.
const PIECES = [
  ...";:=,.@*-_\"'`\\#/?![]{}<>$%&~|+ \t\n\r", "\r\n", "\n\n", "mx: ", "mode: none\n", "mode: enforce", "version: STSv1\n", "max_age: 1 week\n", "max_age=86400", "v=STSv1;",
  "v=STSv10", "id=", "id=1;", "rua=", "rua=mailto:a@b.example", ",mailto:c@d.example", "https://", "http://", "%20", "%c3%bc", "\\;", "\\059", "192.0.2.1", "[192.0.2.1]", "2001:db8::1",
  "[IPv6:2001:db8::1]", "HTTP/1.1 200 OK\r\n", "<html>", "{\"a\"", "---\n", "10 ", "MX", "xn--bcher-kva", "example.com", ":443", "...", "x".repeat(170), "1".repeat(40), "\x00", "\x7f", "\xc3\xbc", "\xff",
];

/** A text with a piece put in, taken out, or written twice, a few times. */
function mangled(bytes, number) {
  const next = () => number.next().value;
  let text = [...bytes];
  for (let times = 1 + (next() % 3); times > 0; times -= 1) {
    const at = next() % (text.length + 1);
    const length = next() % 12;
    const piece = [[...PIECES[next() % PIECES.length]].map((sign) => sign.charCodeAt(0)), [], text.slice(at, at + length)][next() % 3];
    text.splice(at, next() % 2 ? length : 0, ...piece);
  }
  return Uint8Array.from(text);
}

test("what the programs for usual texts say is what the program for all texts says", async () => {
  await copy(async ({ program, rules }) => {
    const examples = (await rules()).flatMap(({ good, bad }) => [good, bad]).filter(Boolean).map(encoded);
    const [usual, core, all] = [await program("usual"), await program("brief"), await program("texts")];
    let [told, plain] = [0, 0];
    const compare = (bytes, work) => {
      const said = usual.call(work);
      const brief = core.call(work);
      if (brief !== null) {
        assert.deepEqual(brief, said, Buffer.from(bytes).toString("latin1"));
        plain += 1;
      }
      if (said === null) return false;
      assert.deepEqual(said, all.call(work), Buffer.from(bytes).toString("latin1"));
      told += 1;
      return true;
    };
    const number = numbers(8461);
    for (const [kind, list] of Object.entries(known(examples))) {
      assert.ok(list.length > 100);
      for (const [at, bytes] of list.entries()) {
        const alike = compare(bytes, (exports) => exports[kind](bytes));
        // It is enough for all that somebody has published, but for signs beyond ASCII.
        if (at < list.length - examples.length) assert.ok(alike || bytes.some((byte) => byte > 126 || byte === 0), Buffer.from(bytes).toString("latin1"));
        for (let times = 0; times < 8; times += 1) {
          const text = mangled(bytes, number);
          compare(text, (exports) => exports[kind](text));
        }
      }
    }
    const hosts = ["mx.example.com", "a.mx.example.com", "example.com", "EXAMPLE.com.", "", ".", "192.0.2.1", "x".repeat(300)];
    for (const host of hosts) {
      for (const pattern of ["*.example.com", ...hosts]) {
        const match = (exports) => {
          for (const one of [pattern, "b.example"]) exports.pattern(one);
          return exports.matching(host);
        };
        compare(encoded(host + pattern), match);
      }
    }
    assert.ok(told > 12_000, String(told));
    assert.ok(plain > 1_000, String(plain));
    // What was judged doesn't make a check go on with the larger program.
    assert.equal(core.call((exports) => exports.lacks()), false);
  });
});

test("what the programs for usual texts take a text for is what the program for all pastes says", async () => {
  await copy(async ({ program, rules }) => {
    const examples = (await rules()).flatMap(({ good, bad }) => [good, bad]).filter(Boolean).map(encoded);
    const [usual, core, all] = [await program("usual"), await program("brief"), await program("tell")];
    const work = (bytes) => (exports) => exports.classify(bytes, 0);
    let faultless = 0;
    const compare = (bytes) => {
      const said = usual.call(work(bytes));
      const brief = core.call(work(bytes));
      if (brief !== null) {
        assert.deepEqual(brief, said, Buffer.from(bytes).toString("latin1"));
        faultless += 1;
      }
      if (said === null) return false;
      assert.deepEqual(said, all.call(work(bytes)), Buffer.from(bytes).toString("latin1"));
      return true;
    };
    const number = numbers(8460);
    for (const [kind, list] of Object.entries(known(examples))) {
      const published = list.slice(0, list.length - examples.length);
      const plain = published.filter(compare).length;
      // Most that somebody has published is plain.
      assert.ok(plain > 0.75 * published.length, `${kind}: ${plain} of ${published.length}`);
      const mixed = list.flatMap((bytes) => Array.from({ length: 3 }, () => mangled(bytes, number)));
      const alike = mixed.filter(compare).length;
      assert.ok(alike > 0.1 * mixed.length, `${kind}: ${alike} of ${mixed.length}`);
    }
    assert.ok(faultless > 500, String(faultless));
    assert.equal(core.call((exports) => exports.lacks()), false);
  });
});

// Texts with what is beyond ASCII, and what is found in each.
const BEYOND = [
  ["record", "v=STSv1; id=\u201c1\u201d", ["RECORD_CHARACTER", "RECORD_CHARACTER", "RECORD_VERSION_GOOD", "ID_GOOD"]],
  ["record", "v=STSv1;\u00a0id=1", ["RECORD_CHARACTER", "RECORD_VERSION_GOOD", "ID_GOOD"]],
  ["record", "v=STSv1; id=1\u202e", ["RECORD_CHARACTER", "RECORD_VERSION_GOOD", "ID_GOOD"]],
  ["record", "v\uff1dSTSv1; id=1", ["RECORD_CHARACTER", "RECORD_VERSION_GOOD", "ID_GOOD"]],
  ["policy", "\ufeffversion: STSv1\nmode: none\nmax_age: 86400\n", ["POLICY_BOM", "POLICY_VERSION_GOOD", "MODE_GOOD", "MAX_AGE_GOOD"]],
  ["policy", "version: STSv1\nmode: enforce\nmx: b\u00fccher.example\nmax_age: 1209600\n", ["POLICY_VERSION_GOOD", "MODE_GOOD", "MX_U_LABEL", "MAX_AGE_GOOD"]],
  ["policy", "version: STSv1\nm\u043ede: none\nmax_age: 86400\nnote: a\u2028mode: enforce\n", ["POLICY_VERSION_GOOD", "POLICY_CHARACTER", "MODE_GOOD", "LINE_TRAP", "KEY_UNKNOWN", "MAX_AGE_GOOD"]],
  ["tlsrpt", "v=TLSRPTv1; rua=\u201cmailto:a@example.com\u201d", ["LOOK_ALIKE", "LOOK_ALIKE"]],
  ["tlsrpt", "v=TLSRPTv1;\u200brua=mailto:a@b\u00fccher.example", ["HIDDEN_CHARACTER", "NOT_A_LABEL"]],
];
const JUDGE = { record: "validateRecord", policy: "validatePolicy", tlsrpt: "validateTlsrpt" };

test("texts with signs beyond ASCII are judged by the program for all texts, at once", async () => {
  for (const [kind, text, found] of BEYOND) {
    await copy(async (own) => {
      const judged = await own[JUDGE[kind]](text);
      assert.deepEqual(names(judged), found, text);
      assert.deepEqual(own.loaded, ["texts"]);
    });
  }
  await copy(async ({ matchMx, loaded }) => {
    assert.equal((await matchMx(["*.b\u00fccher.example"], "mx.b\u00fccher.example")).effective, null);
    assert.deepEqual(loaded, ["texts"]);
  });
});

// Texts in plain ASCII that want more.
const MORE = [
  ["policy", "HTTP/1.1 200 OK\nContent-Type: text/plain\n\nversion: STSv1\nmode: none\nmax_age: 86400\n", ["POLICY_HAS_HEADERS", "POLICY_VERSION_GOOD", "MODE_GOOD", "MAX_AGE_GOOD"]],
  ["policy", "version: STSv1\nmode: enforce\nmx: [IPv6:2001:db8::1]\nmax_age: 1209600\n", ["POLICY_VERSION_GOOD", "MODE_GOOD", "MX_ADDRESS_LITERAL", "MAX_AGE_GOOD"]],
  ["policy", `version: STSv1\nmode: none\nmax_age: 86400\n${"no field ".repeat(20)}\n`, ["POLICY_VERSION_GOOD", "MODE_GOOD", "LINE_NOT_A_FIELD", "MAX_AGE_GOOD"]],
  ["tlsrpt", "v=TLSRPTv1; rua=https://[2001:db8::1]/report", []],
  ["tlsrpt", "v=TLSRPTv1; rua=mailto:%c3%bc@example.com", ["LOCAL_PART_UTF8"]],
];

test("where plain texts want more, the program for all texts judges them, and all that come after", async () => {
  for (const [kind, text, found] of MORE) {
    await copy(async (own) => {
      assert.equal((await own.validateRecord("v=STSv1; id=1;")).verdict, "valid");
      assert.deepEqual(own.loaded, ["usual"]);
      const judged = await own[JUDGE[kind]](text);
      assert.deepEqual(names(judged), found, text);
      assert.equal((await own.validateRecord("v=STSv1; id=1;")).verdict, "valid");
      assert.deepEqual(own.loaded, ["usual", "texts"]);
    });
  }
});

test("a paste that isn't plain is told by the program for all pastes, and so is what comes after", async () => {
  await copy(async ({ classify, validateRecord, loaded }) => {
    const { verdict, pieces, together } = await classify("v=STSv1; id=1;\n");
    assert.deepEqual([verdict, pieces.length, pieces[0].kind, pieces[0].effective, pieces[0].lines], ["valid", 1, "sts-record", { id: "1" }, [1, 1]]);
    assert.deepEqual(together, { domain: null, fits: [], matrix: null, plain: "" });
    assert.deepEqual(loaded, ["usual"]);
    const zone = await classify('_mta-sts.example.com. 300 IN TXT "v=STSv1; id=?"');
    assert.deepEqual([zone.verdict, zone.pieces[0].kind, zone.pieces[0].effective], ["invalid", "zone", null]);
    // A policy is as valid as it is, whatever hosts stand beside it.
    const beside = await classify("$ dig +short MX example.com\n10 mx1.example.com.\n\nversion: STSv1\nmode: enforce\nmx: mx2.example.com\nmax_age: 1209600\n");
    assert.deepEqual([beside.verdict, beside.together.fits[0].severity, beside.pieces.at(-1).effective.mode], ["valid", "error", "enforce"]);
    // Where there is nothing that could be valid nothing is said of it, and nobody goes by what comes with an error or stands elsewhere.
    for (const text of ["example.com. 300 IN MX 10 mx.example.com.", "foo.example.com. 300 IN A 192.0.2.1", "_mta-sts.example.com. 300 IN CNAME x.example.net."]) {
      assert.equal((await classify(text)).verdict, null, text);
    }
    for (const text of ["HTTP/1.1 404 Not Found\ncontent-type: text/plain\n\nversion: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 86400\n", '$ORIGIN example.com.\n_mta-sts.example.com 300 IN TXT "v=STSv1; id=1"']) {
      const { verdict, pieces } = await classify(text);
      assert.deepEqual([verdict, pieces[0].effective], ["invalid", null], text);
    }
    const odd = await classify("caf\u00e9");
    assert.deepEqual([odd.verdict, odd.pieces[0].kind], [null, "unknown"]);
    assert.equal((await classify("version: STSv1\nmode: none\nmax_age: 86400\n")).verdict, "valid");
    assert.equal((await validateRecord("v=STSv1; id=1;")).verdict, "valid");
    assert.deepEqual(loaded, ["usual", "tell"]);
  });
});

test("where the program for all texts can't be loaded, usual texts are judged all the same", async () => {
  const before = (name) => assert.notEqual(name, "texts");
  await copy(async ({ validateRecord, validateTlsrpt, LensError }) => {
    const load = (error) => error instanceof LensError && error.code === "load";
    await assert.rejects(validateTlsrpt("v=TLSRPTv1; rua=https://[2001:db8::1]/report"), load);
    await assert.rejects(validateRecord("v=STSv1; id=\u201c1\u201d"), load);
    assert.equal((await validateRecord("v=STSv1; id=1;")).verdict, "valid");
  }, undefined, before);
});
