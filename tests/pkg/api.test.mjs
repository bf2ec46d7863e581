// The package in Node: node --test tests/pkg/ (`./lens pkg` builds it first).
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { PARTLY, world } from "./box.mjs";

const lens = await import("../../pkg/node.js");
const { program } = await import("../../pkg/load.js");
const { check, classify, generate, matchMx, plan, rules, validatePolicy, validateRecord, validateTlsrpt, LensError } = lens;

async function all(iterable) {
  const list = [];
  for await (const item of iterable) list.push(item);
  return list;
}

const refusal = (code) => (error) => {
  assert.ok(error instanceof LensError, String(error));
  assert.equal(error.code, code, error.message);
  assert.ok(error.message.length > 10);
  return true;
};

test("a check grows and ends with its final judgement", async () => {
  let requests;
  const list = await all(check("https://Example.com/path", { fetch: PARTLY.ask, onRequests: (made) => (requests = made) }));
  assert.ok(list.length > 1);
  assert.ok(list.slice(0, -1).every((assessment) => !assessment.done));
  const last = list.at(-1);
  assert.equal(last.done, true);
  assert.equal(last.format, 1);
  assert.equal(last.domain, "example.com");
  assert.equal(last.verdict.case, "partly-refused");
  assert.ok(last.findings.some((finding) => finding.name === "MX_NOT_COVERED"));
  assert.ok(requests.length > 5 && requests.every((request) => PARTLY.asked.includes(request.url)));
});

test("a policy that was brought counts", async () => {
  const policy = "version: STSv1\nmode: none\nmax_age: 86400\n";
  const last = (await all(check("example.com", { fetch: PARTLY.ask, policy }))).at(-1);
  assert.equal(last.verdict.case, "off");
});

test("resolvers are those that are named", async () => {
  const { ask, asked } = world({});
  await all(check("example.com", { fetch: ask, resolver: "https://dns.example.net/resolve" }));
  assert.ok(asked.length > 3 && asked.every((url) => url.startsWith("https://dns.example.net/")), asked.join("\n"));
});

test("leaving the loop ends every request", async () => {
  const signals = [];
  const hang = (_, { signal }) => {
    signals.push(signal);
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  for await (const assessment of check("example.com", { fetch: hang })) {
    assert.equal(assessment.done, false);
    break;
  }
  assert.ok(signals.length > 3 && signals.every((signal) => signal.aborted));
});

test("a signal ends a check by its reason", async () => {
  const control = new AbortController();
  const hang = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  setTimeout(() => control.abort(), 30);
  await assert.rejects(all(check("example.com", { fetch: hang, signal: control.signal })), { name: "AbortError" });
  await assert.rejects(all(check("example.com", { signal: control.signal })), { name: "AbortError" });
});

test("what can't be checked is refused", async () => {
  for (const domain of ["", "no domain at all", "192.0.2.1", "a".repeat(300), "\u0000", null, {}, ["example.com"]]) {
    await assert.rejects(all(check(domain, { fetch: PARTLY.ask })), refusal("input"));
  }
  for (const options of [{ resolver: "http://dns.example.net/" }, { resolver: "javascript:alert(1)" }, { resolver: [{}] }, { fetch: 1 }]) {
    await assert.rejects(all(check("example.com", { fetch: PARTLY.ask, ...options })), refusal("options"));
  }
});

test("texts are judged", async () => {
  const record = await validateRecord("v=STSv1; id=20260101;");
  assert.deepEqual([record.verdict, record.effective], ["valid", { id: "20260101" }]);
  const policy = await validatePolicy("version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 31557601\n");
  assert.equal(policy.verdict, "invalid");
  const finding = policy.findings.find((finding) => finding.code === "STS213");
  assert.equal(finding.severity, "error");
  assert.deepEqual([policy.effective, finding.evidence], [null, { kind: "given" }]);
  const reporting = await validateTlsrpt(new TextEncoder().encode("v=TLSRPTv1; rua=mailto:a@example.com"));
  assert.deepEqual(reporting.effective, { rua: ["mailto:a@example.com"] });
  assert.deepEqual((await matchMx(["a.example", "*.example.com"], "mx.example.com")).effective, { pattern: "*.example.com" });
  assert.equal((await matchMx(["*.example.com"], "a.b.example.com")).effective, null);
  for (const wrong of [1, null, {}, undefined, "x".repeat((4 << 20) + 1)]) await assert.rejects(validatePolicy(wrong), refusal("input"));
  await assert.rejects(matchMx("a", "b"), refusal("input"));
});

test("texts are recognised", async () => {
  const found = await classify('_mta-sts.example.com. 300 IN TXT "v=STSv1; id=1"');
  assert.equal(found.pieces[0].kind, "zone");
  assert.ok(Array.isArray(found.findings));
  assert.equal((await classify("")).cut, false);
});

test("what is generated can be published", async () => {
  const made = await generate({ domain: "example.com", mx: ["mx.example.com"], rua: ["tls@example.com"], kit: "nginx", dns: "bind" });
  assert.ok(made.publishable, JSON.stringify(made.problems));
  assert.ok(made.policy.includes("mode: testing\n") && made.policy.includes("mx: mx.example.com\n"));
  assert.ok(made.records.some((record) => record.relative === "_mta-sts" && record.type === "TXT"));
  assert.ok(made.files.length > 2 && made.files.every((file) => file.path && file.text));
  assert.equal((await validatePolicy(made.policy)).effective.mode, "testing");
  const bad = await generate({ mode: "enforce" });
  assert.equal(bad.publishable, false);
  assert.ok(bad.problems.some((problem) => problem.field === "domain"));
  for (const form of [{ mode: "enforced" }, { mx: "a" }, { max_age: -1 }, { ttl: 2 ** 40 }, { domain: 1 }, { kit: "no such" }, { dns: "x" }]) {
    await assert.rejects(generate(form), refusal("options"));
  }
});

test("changes are planned", async () => {
  const made = await plan(
    { domain: "example.com", change: "first", today: { id: null, policy: null, mx: ["mx.example.com"], record_ttl: 300 } },
    { now: Date.UTC(2026, 0, 1) },
  );
  assert.equal(made.change, "first");
  assert.ok(made.steps.length > 3, JSON.stringify(made.obstacles));
  assert.ok(made.markdown.includes("example.com") && made.ics.startsWith("BEGIN:VCALENDAR"));
  await assert.rejects(plan({ domain: "example.com", change: "all" }), refusal("options"));
  await assert.rejects(plan({ domain: "", change: "first" }), refusal("input"));
});

test("rules are told whole", async () => {
  const list = await rules();
  assert.ok(list.length > 100 && list.every((rule) => rule.help && rule.title));
  assert.deepEqual((await rules(["STS213", "none"])).map((rule) => rule.code), ["STS213"]);
});

test("a program that breaks off is told, and the next call gets another", async () => {
  const broken = await program("all");
  // More bytes than there is memory for.
  const trap = (exports) => exports.policy({ length: 2 ** 32 - 1 });
  assert.throws(() => broken.call(trap), refusal("internal"));
  assert.equal(broken.broken, true);
  assert.throws(() => broken.call((exports) => exports.policy(new Uint8Array())), refusal("internal"));
  const next = await program("all");
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

test("each finding of each program has its words", async () => {
  const unsaid = (list) => list.filter(({ title, message }) => !title.includes(" ") || message.includes("could not be loaded")).map(({ code }) => code);
  const examples = (await rules()).filter((rule) => rule.bad);
  assert.ok(examples.length > 100);
  const domains = examples.filter(({ code }) => code.startsWith("DOM"));
  for (const { bad } of examples) {
    for (const judge of [validateRecord, validatePolicy, validateTlsrpt, classify]) assert.deepEqual(unsaid((await judge(bad)).findings), [], bad);
    assert.deepEqual(unsaid((await generate({ domain: bad, mx: [bad], rua: [bad], id: bad })).problems.map(({ finding }) => finding)), []);
  }
  for (const { bad } of domains) {
    await all(check(bad, { fetch: PARTLY.ask })).then((list) => assert.deepEqual(unsaid(list.at(-1).findings), []), ({ finding }) => assert.deepEqual(unsaid([finding]), []));
  }
  assert.deepEqual(unsaid((await all(check("example.com", { fetch: PARTLY.ask }))).at(-1).findings), []);
});

/** A copy of the package, for itself, and the programs that it has loaded. */
async function copy(work, change = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "lens-"));
  try {
    cpSync(new URL("../../pkg", import.meta.url), folder, { recursive: true });
    change(folder);
    const own = await import(pathToFileURL(join(folder, "node.js")));
    const { readBy, program } = await import(pathToFileURL(join(folder, "load.js")));
    const loaded = [];
    readBy((url) => {
      loaded.push(basename(url.pathname, ".wasm"));
      return readFile(url);
    });
    return await work({ ...own, program, loaded });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A domain whose policy host lets no page read, with what is otherwise. */
function closed(other = {}, cloudflare = {}) {
  const zones = {
    "_mta-sts.example.com TXT": ["v=STSv1; id=1;"],
    "_smtp._tls.example.com TXT": ["v=TLSRPTv1; rua=mailto:a@example.com"],
    "example.com MX": ["10 mx1.example.com."],
    "mx1.example.com A": ["192.0.2.25"],
    "mta-sts.example.com A": ["192.0.2.80"],
  };
  return [{ ...zones, ...other }, cloudflare];
}

const NOBODY = { Status: 3 };
const circle = (a, b) => ({ Status: 0, Answer: [[a, b], [b, a]].map(([name, data]) => ({ name, type: 5, TTL: 1, data: `${data}.` })) });
const gone = (...names) => Object.fromEntries(names.flatMap((name) => ["A", "AAAA", "MX", "TXT"].map((type) => [`${name} ${type}`, NOBODY])));

// What the program that a check begins with is enough for, and what wants the larger one.
const ENOUGH = {
  "all in order": closed(),
  "no such domain": closed({ ...gone("example.com", "_mta-sts.example.com", "_smtp._tls.example.com", "mta-sts.example.com") }),
  "no mail": closed({ "example.com MX": ["0 ."] }),
  "no MX record and no address": closed({ "example.com MX": [] }),
  "an address in place of MX records": closed({ "example.com MX": [], "example.com A": ["192.0.2.1"] }),
  "not set up": closed({ "_mta-sts.example.com TXT": [], "_smtp._tls.example.com TXT": [], "mta-sts.example.com A": [] }),
  "a policy host that is left": closed({ "_mta-sts.example.com TXT": [] }),
  "no policy host": closed({ "mta-sts.example.com A": [] }),
  "a policy host without a name": closed(gone("mta-sts.example.com")),
  "a private policy host": closed({ "mta-sts.example.com A": ["10.0.0.1"] }),
  "a policy host of two kinds": closed({ "mta-sts.example.com A": ["10.0.0.1", "192.0.2.80"] }),
  "another's policy host": closed({
    "_mta-sts.example.com CNAME": ["_mta-sts.mta-sts.easydmarc.pro."], "_mta-sts.mta-sts.easydmarc.pro TXT": ["v=STSv1; id=2;"],
    "mta-sts.example.com CNAME": ["mta-sts.easydmarc.pro."], "mta-sts.easydmarc.pro A": ["192.0.2.81"],
  }),
  "an alias that leads nowhere": closed({ "mta-sts.example.com CNAME": ["gone.example.net."], ...gone("gone.example.net") }),
  "an alias without a record": closed({ "_mta-sts.example.com CNAME": ["gone.example.net."], ...gone("gone.example.net") }),
  "odd MX hosts": closed({ "example.com MX": ["5 192.0.2.1.", "10 mx_1.example.com.", "20 mx1.example.com.", "30 a.example.net."], "a.example.net CNAME": ["mx1.example.com."] }),
  "an MX host at a private address": closed({ "mx1.example.com A": ["192.168.1.1"] }),
  "an MX host without an address": closed({ "mx1.example.com A": [] }),
  "many MX hosts": closed({ "example.com MX": Array.from({ length: 40 }, (_, n) => `${n} mx${n}.example.com.`) }),
  "DANE": closed({ "_25._tcp.mx1.example.com TLSA": ["3 1 1 " + "ab".repeat(32), "2 0 7 00"] }),
  "one authority for certificates": closed({ "mta-sts.example.com CAA": ["0 issue \"pki.goog\""] }),
  "no authority for certificates": closed({ "mta-sts.example.com CAA": ["0 issue \";\""] }),
  "other addresses elsewhere": closed({}, { "mx1.example.com A": ["192.0.2.99"] }),
  "a resolver that can't be reached": closed({}, Object.fromEntries(["example.com MX", "_mta-sts.example.com TXT"].map((key) => [key, new TypeError("fetch failed")]))),
  "no connection": closed(Object.fromEntries(Object.keys(closed()[0]).map((key) => [key, new TypeError("fetch failed")]))),
  "a placeholder for an id": closed({ "_mta-sts.example.com TXT": ["v=STSv1; id=20160831085700Z;"] }),
  "reports to several": closed({ "_smtp._tls.example.com TXT": ["v=TLSRPTv1; rua=mailto:a@example.com,https://example.net/x"] }),
};
const MORE = {
  "an id that is none": closed({ "_mta-sts.example.com TXT": ["v=STSv1; id=1-2;"] }),
  "no field for reports": closed({ "_smtp._tls.example.com TXT": ["v=TLSRPTv1 rua=x"] }),
  "two records": closed({ "_mta-sts.example.com TXT": ["v=STSv1; id=1;", "v=STSv1; id=2;"] }),
  "a record beside another text": closed({ "_mta-sts.example.com TXT": ["v=STSv1; id=1;", "v=spf1 -all"] }),
  "two reporting records": closed({ "_smtp._tls.example.com TXT": ["v=TLSRPTv1; rua=mailto:a@example.com", "v=TLSRPTv1; rua=mailto:b@example.com"] }),
  "another text by a wildcard": closed({ "_mta-sts.example.com TXT": ["v=spf1 -all"] }),
  "a record at a wrong name": closed({ "_mta-sts.example.com TXT": [], "mta-sts.example.com TXT": ["v=STSv1; id=1;"] }),
  "a reporting record at a wrong name": closed({ "_smtp._tls.example.com TXT": [], "_tls.example.com TXT": ["v=TLSRPTv1; rua=mailto:a@example.com"] }),
  "resolvers that differ": closed({}, { "_mta-sts.example.com TXT": ["v=STSv1; id=2;"] }),
  "MX hosts that differ": closed({}, { "example.com MX": ["10 mx2.example.com."] }),
  "signatures that don't hold": closed({ "_mta-sts.example.com TXT": { Status: 2, Comment: "DNSSEC validation failure." } }),
  "a refusal": closed({}, { "_mta-sts.example.com TXT": { Status: 5 } }),
  "a name that is filtered": closed({ "mta-sts.example.com A": { Status: 0, Comment: "blocked by policy", Answer: [{ name: "mta-sts.example.com", type: 1, TTL: 1, data: "0.0.0.0" }] } }),
  "aliases in a circle": closed(Object.fromEntries(["A", "AAAA"].map((type) => [`mx1.example.com ${type}`, circle("mx1.example.com", "mx2.example.com")]))),
  "data that can't be read": closed({ "example.com MX": ["no number mx1.example.com.", "10 mx1.example.com."] }),
};
const POLICIES = {
  "a policy that may be read": "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 1209600\n",
  "a policy that is none": "version: STSv1\nmode: enforced\nmx: mx1.example.com\nmax_age: 1209600\n",
};

test("a check begins with the small program; where more is wanted the larger one goes on, to the same end", async () => {
  // But for the time, and the policy ids that are made of it.
  const told = ({ started, ...assessment }) => JSON.parse(JSON.stringify(assessment).replace(/id=\d{8}T\d{6}Z/g, "id=…"));
  const loads = async (fetch, domain, want, what, begin) =>
    copy(async ({ check, program, loaded }) => {
      if (begin) await program(begin);
      const list = await all(check(domain, { fetch }));
      assert.deepEqual([...new Set(loaded)], want, what);
      assert.ok(list.at(-1).done);
      return told(list.at(-1));
    });
  const both = async (what, domain, fetch, want) => assert.deepEqual(await loads(fetch, domain, want, what), await loads(fetch, domain, ["check"], what, "check"), what);
  for (const [what, [zones, cloudflare]] of Object.entries(ENOUGH)) await both(what, "example.com", world(zones, {}, cloudflare).ask, ["brief"]);
  for (const [what, [zones, cloudflare]] of Object.entries(MORE)) await both(what, "example.com", world(zones, {}, cloudflare).ask, ["brief", "check"]);
  for (const [what, policy] of Object.entries(POLICIES)) {
    await both(what, "example.com", world(closed()[0], { "https://mta-sts.example.com/.well-known/mta-sts.txt": policy }).ask, ["brief", "check"]);
  }
  await both("more than a domain", "https://mta-sts.example.com/", world(closed()[0]).ask, ["brief", "check"]);
  await copy(async ({ check, loaded, LensError }) => {
    await assert.rejects(all(check("192.0.2.1", { fetch: world({}).ask })), (error) => error instanceof LensError && error.finding.name === "IS_ADDRESS");
    assert.deepEqual(loaded, ["brief", "check"]);
  });
});

test("without the words a finding keeps its code, its place and its arguments, and says that they are missing", async () => {
  const bare = (folder) => rmSync(join(folder, "words-texts.js"));
  await copy(async ({ check, validatePolicy: judge }) => {
    const text = "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 31557601\n";
    const [own, other] = [await validatePolicy(text), await judge(text)];
    const kept = ({ code, severity, span, args, evidence, reference }) => ({ code, severity, span, args, evidence, reference });
    assert.deepEqual(other.findings.map(kept), own.findings.map(kept));
    assert.equal(other.verdict, own.verdict);
    assert.ok(other.findings.every(({ message }) => message.includes("could not be loaded")));
    assert.ok(other.findings.every(({ title, name }) => title === name));
    // A check has the other words.
    const last = (await all(check("example.com", { fetch: PARTLY.ask }))).at(-1);
    assert.equal(last.verdict.case, "partly-refused");
  }, bare);
});

test("importing does nothing", async () => {
  const before = Object.keys(globalThis).join();
  await import("../../pkg/index.js?again");
  assert.equal(Object.keys(globalThis).join(), before);
});
