// Which program a check begins with, and that the larger one which goes on comes to the same end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { world } from "./box.mjs";
import { all, copy } from "./copy.mjs";
import { inPage } from "./page.mjs";

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

/** A judgement, but for the time, and the policy ids that are made of it. */
const told = ({ started, ...assessment }) => JSON.parse(JSON.stringify(assessment).replace(/id=\d{8}T\d{6}Z/g, "id=…"));

const NOBODY = { Status: 3 };
const circle = (a, b) => ({ Status: 0, Answer: [[a, b], [b, a]].map(([name, data]) => ({ name, type: 5, TTL: 1, data: `${data}.` })) });
const nowhere = (name, ...types) => Object.fromEntries(types.map((type) => [`${name} ${type}`, { Status: 3, Answer: [{ name, type: 5, TTL: 1, data: "gone.example.net." }] }]));
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
  "another's policy host": closed({
    "_mta-sts.example.com CNAME": ["_mta-sts.mta-sts.easydmarc.pro."], "_mta-sts.mta-sts.easydmarc.pro TXT": ["v=STSv1; id=2;"],
    "mta-sts.example.com CNAME": ["mta-sts.easydmarc.pro."], "mta-sts.easydmarc.pro A": ["192.0.2.81"],
  }),
  "DANE": closed({ "_25._tcp.mx1.example.com TLSA": ["3 1 1 " + "ab".repeat(32), "2 0 0 00"] }),
  "one authority for certificates": closed({ "mta-sts.example.com CAA": ["0 issue \"pki.goog\""] }),
  "other addresses elsewhere": closed({}, { "mx1.example.com A": ["192.0.2.99"] }),
  "a resolver that can't be reached": closed({}, Object.fromEntries(["example.com MX", "_mta-sts.example.com TXT"].map((key) => [key, new TypeError("fetch failed")]))),
  "an address of IPv6 alone": closed({ "mta-sts.example.com A": [], "mta-sts.example.com AAAA": ["2001:db8::80"] }),
  "no connection": closed(Object.fromEntries(Object.keys(closed()[0]).map((key) => [key, new TypeError("fetch failed")]))),
  "a placeholder for an id": closed({ "_mta-sts.example.com TXT": ["v=STSv1; id=20160831085700Z;"] }),
  "reports to several": closed({ "_smtp._tls.example.com TXT": ["v=TLSRPTv1; rua=mailto:a@example.com,https://example.net/x"] }),
};
const MORE = {
  "a private policy host": closed({ "mta-sts.example.com A": ["10.0.0.1"] }),
  "a policy host of two kinds": closed({ "mta-sts.example.com A": ["10.0.0.1", "192.0.2.80"] }),
  "odd MX hosts": closed({ "example.com MX": ["5 192.0.2.1.", "10 mx_1.example.com.", "20 mx1.example.com.", "30 a.example.net."], "a.example.net CNAME": ["mx1.example.com."] }),
  "an MX host at a private address": closed({ "mx1.example.com A": ["192.168.1.1"] }),
  "a TLSA record that can't match": closed({ "_25._tcp.mx1.example.com TLSA": ["3 1 1 " + "ab".repeat(32), "2 0 7 00"] }),
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
  "no policy host": closed({ "mta-sts.example.com A": [] }),
  "a policy host without a name": closed(gone("mta-sts.example.com")),
  "an alias that leads nowhere": closed(nowhere("mta-sts.example.com", "A", "AAAA")),
  "an alias without a record": closed(nowhere("_mta-sts.example.com", "TXT")),
  "an MX host without an address": closed({ "mx1.example.com A": [] }),
  "many MX hosts": closed({ "example.com MX": Array.from({ length: 40 }, (_, n) => `${n} mx${n}.example.com.`) }),
  "no authority for certificates": closed({ "mta-sts.example.com CAA": ["0 issue \";\""] }),
  "a record elsewhere and no policy host": closed({ "_mta-sts.example.com CNAME": ["_mta-sts.mta-sts.easydmarc.pro."], "_mta-sts.mta-sts.easydmarc.pro TXT": ["v=STSv1; id=2;"], "mta-sts.example.com A": [] }),
  "another's record and a policy host of one's own": closed({ "_mta-sts.example.com CNAME": ["_mta-sts.mta-sts.easydmarc.pro."], "_mta-sts.mta-sts.easydmarc.pro TXT": ["v=STSv1; id=2;"] }),
  "a reporting alias without a record": closed(nowhere("_smtp._tls.example.com", "TXT")),
  "a null MX beside others": closed({ "example.com MX": ["0 .", "10 mx1.example.com."] }),
  "an MX host that is an alias": closed({ "mx1.example.com CNAME": ["mx9.example.net."], "mx9.example.net A": ["192.0.2.25"] }),
  "DANE for some": closed({ "example.com MX": ["10 mx1.example.com.", "20 mx2.example.com."], "mx2.example.com A": ["192.0.2.26"], "_25._tcp.mx1.example.com TLSA": ["3 1 1 " + "ab".repeat(32)] }),
  "more records than are compared one by one": closed({ "example.com MX": Array.from({ length: 41 }, () => "10 mx1.example.com.") }),
  "a resolver that turns down": closed({ "example.com MX": new Response("", { status: 429 }) }, { "example.com MX": ["10 mx1.example.com."] }),
  "data that can't be read": closed({ "example.com MX": ["no number mx1.example.com.", "10 mx1.example.com."] }),
};
const AGE = "max_age: 1209600\n";
const TWO = { "example.com MX": ["10 mx1.example.com.", "20 mx2.example.com."], "mx2.example.com A": ["192.0.2.26"] };
// What may be read at the policy host, with other zones, and whether that is enough.
const POLICIES = {
  "a policy that fits": [`version: STSv1\nmode: enforce\nmx: mx1.example.com\n${AGE}`, {}, true],
  "a policy in testing": [`version: STSv1\r\nmode: testing\r\nmx: *.example.com\r\nmax_age: 86400\r\n`, {}, true],
  "two lines and two hosts": [`version: STSv1\nmode: enforce\nmx: MX1.example.com\nmx: mx2.example.com\n${AGE}`, TWO, true],
  "a policy kept for a short time": ["version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 60\n", {}, true],
  "a policy before the MX hosts are known": [`version: STSv1\nmode: enforce\nmx: mx1.example.com\n${AGE}`, { "example.com MX": new TypeError("fetch failed") }, true],
  "a policy for nobody": [`version: STSv1\nmode: enforce\nmx: mx1.example.com\n${AGE}`, { "example.com MX": ["0 ."] }, true],
  "a policy that is none": [`version: STSv1\nmode: enforced\nmx: mx1.example.com\n${AGE}`, {}, false],
  "a policy that refuses a host": [`version: STSv1\nmode: enforce\nmx: mx1.example.com\n${AGE}`, TWO, false],
  "a policy in testing that would refuse all": [`version: STSv1\nmode: testing\nmx: a.example.net\n${AGE}`, {}, false],
  "a line for no host": [`version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: mx2.example.com\n${AGE}`, {}, false],
  "a policy that is off": [`version: STSv1\nmode: none\n${AGE}`, {}, false],
  "a policy without a record": [`version: STSv1\nmode: enforce\nmx: mx1.example.com\n${AGE}`, { "_mta-sts.example.com TXT": [] }, false],
  "no record, and an error at the policy host": [new Response("none", { status: 404 }), { "_mta-sts.example.com TXT": [] }, true],
  "an error in place of a policy": [new Response("none", { status: 404 }), {}, false],
  "a policy as a page": [new Response(`version: STSv1\nmode: enforce\nmx: mx1.example.com\n${AGE}`, { headers: { "content-type": "text/html" } }), {}, false],
};

// What the probes saw, and whether that is enough.
const PROBES = [
  [{ fetched: true, left: false, loaded: true }, ["brief"]],
  [{ fetched: true, left: false, loaded: false }, ["brief"]],
  [{ fetched: true, left: false, loaded: null }, ["brief"]],
  [{ fetched: false, left: false, loaded: false }, ["brief"]],
  [{ fetched: false, left: true, loaded: false }, ["brief", "check"]],
  [{ fetched: null, left: false, loaded: null }, ["brief", "check"]],
];

test("a check begins with the small program; where more is wanted the larger one goes on, to the same end", async () => {
  const loads = async (fetch, domain, want, what, begin, seen = null) =>
    copy(async ({ check, program, loaded }) => {
      if (begin) await program(begin);
      const checked = () => all(check(domain, { fetch }));
      const list = await (seen ? inPage((frame, say) => setTimeout(() => say(seen)), checked) : checked());
      assert.deepEqual([...new Set(loaded)], want, what);
      assert.ok(list.every(({ picture }) => picture === null), what);
      assert.ok(list.at(-1).done);
      return told(list.at(-1));
    });
  const both = async (what, domain, fetch, want, seen) => assert.deepEqual(await loads(fetch, domain, want, what, null, seen), await loads(fetch, domain, ["check"], what, "check", seen), what);
  for (const [what, [zones, cloudflare]] of Object.entries(ENOUGH)) await both(what, "example.com", world(zones, {}, cloudflare).ask, ["brief"]);
  for (const [what, [zones, cloudflare]] of Object.entries(MORE)) await both(what, "example.com", world(zones, {}, cloudflare).ask, ["brief", "check"]);
  for (const [what, [policy, other, enough]] of Object.entries(POLICIES)) {
    const served = { "https://mta-sts.example.com/.well-known/mta-sts.txt": policy };
    await both(what, "example.com", world(closed(other)[0], served).ask, enough ? ["brief"] : ["brief", "check"]);
  }
  for (const [seen, want] of PROBES) await both(JSON.stringify(seen), "example.com", world(closed()[0]).ask, want, seen);
  await both("more than a domain", "https://mta-sts.example.com/", world(closed()[0]).ask, ["brief", "check"]);
  await copy(async ({ check, loaded, LensError }) => {
    await assert.rejects(all(check("192.0.2.1", { fetch: world({}).ask })), (error) => error instanceof LensError && error.finding.name === "IS_ADDRESS");
    assert.deepEqual(loaded, ["brief", "check"]);
  });
});

test("where the larger program can't be had, checks that don't want it go on", async () => {
  const [plain, odd] = [{}, { "_mta-sts.example.com TXT": ["v=STSv1; id=1-2;"] }].map((other) => world(closed(other)[0]).ask);
  const gone = (name) => {
    if (name === "check") throw new Error("offline");
  };
  await copy(async ({ check, loaded, LensError }) => {
    const checked = (fetch) => all(check("example.com", { fetch }));
    for (const before of [1, 2]) {
      await assert.rejects(checked(odd), (error) => error instanceof LensError && error.code === "load");
      assert.equal((await checked(plain)).at(-1).done, true);
      assert.equal(loaded.filter((name) => name === "check").length, before, "the plain one wants it not");
    }
  }, undefined, gone);
});

test("a check whose picture is asked for has it from the first judgement on, and says the same otherwise", async () => {
  for (const [what, [zones, cloudflare]] of Object.entries({ "all in order": ENOUGH["all in order"], "two records": MORE["two records"] })) {
    await copy(async ({ check, loaded }) => {
      const run = (options) => all(check("example.com", { fetch: world(zones, {}, cloudflare).ask, ...options }));
      const drawn = await run({ picture: true });
      assert.deepEqual(loaded, ["check"], what);
      for (const { picture } of drawn) assert.deepEqual(Object.keys(picture), ["chain", "matrix", "probe", "bridge", "unseen"], what);
      assert.equal(drawn.at(-1).picture.matrix.rows[0].host, "mx1.example.com");
      const plain = (await run({})).at(-1);
      assert.deepEqual(told({ ...drawn.at(-1), picture: null }), told(plain), what);
    });
  }
});

test("a check that goes on with the larger program takes along what is answered meanwhile, and others with it", async () => {
  const odd = world(closed({ "_mta-sts.example.com TXT": ["v=STSv1; id=1-2;"] })[0]);
  const plain = world(closed()[0]);
  let answers = 0;
  const counted = ({ ask }) => (url, options) => ask(url, options).finally(() => (answers += 1));
  // The larger program comes when nothing is left to be answered.
  const still = async (name) => {
    if (name !== "check") return;
    for (let before = -1; before !== answers; await new Promise((resolve) => setTimeout(resolve, 60))) before = answers;
  };
  const work = async ({ check, loaded }) => {
    const checks = [odd, plain, plain, plain].map((world) => all(check("example.com", { fetch: counted(world) })));
    const ends = (await Promise.all(checks)).map((list) => list.at(-1));
    assert.deepEqual(loaded, ["brief", "check"]);
    assert.deepEqual(ends.map(({ done, verdict }) => [done, verdict.case]), [[true, "record-invalid"], ...Array(3).fill([true, "not-readable"])]);
  };
  await copy(work, undefined, still);
});

test("each call loads the program that it needs and no other, and one that is there does for what it can", async () => {
  const calls = {
    usual: ({ validateRecord }) => validateRecord("v=STSv1; id=1;"),
    texts: ({ validateRecord }) => validateRecord("v=STSv1; id=ä;"),
    make: ({ generate }) => generate({ domain: "example.com", mx: ["mx.example.com"] }),
    steps: ({ plan }) => plan({ domain: "example.com", change: "first", today: { id: null, policy: null, mx: ["mx.example.com"] } }),
    tell: ({ classify }) => classify('"v=STSv1; id=1;"'),
    reports: ({ readReports }) => readReports([{ name: "a.json", bytes: "{}" }]),
  };
  for (const [name, call] of Object.entries(calls)) {
    await copy(async (own) => {
      await call(own);
      assert.deepEqual(own.loaded, [name]);
    });
  }
  await copy(async ({ classify, validateRecord, validatePolicy, loaded }) => {
    await classify("v=STSv1; id=1;");
    await validateRecord("v=STSv1; id=1;");
    await validatePolicy("mode: none\nversion: STSv1\n");
    assert.deepEqual(loaded, ["usual"]);
  });
  await copy(async (own) => {
    for (const name of ["make", "usual", "texts", "make", "tell", "steps"]) await calls[name](own);
    assert.deepEqual(own.loaded, ["make", "tell", "steps"]);
  });
});

test("after a check the same program judges, matches and tells what is plain; what has faults brings another", async () => {
  await copy(async ({ check, validateRecord, validatePolicy, validateTlsrpt, matchMx, classify, loaded }) => {
    const policy = "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 1209600\n";
    await all(check("example.com", { fetch: world(...closed()).ask }));
    assert.equal((await validateRecord("v=STSv1; id=1;")).effective.id, "1");
    assert.deepEqual((await validatePolicy(policy)).effective.mx, ["*.example.com"]);
    assert.deepEqual((await validateTlsrpt("v=TLSRPTv1; rua=mailto:a@example.com")).effective.rua, ["mailto:a@example.com"]);
    assert.deepEqual((await matchMx(["a.example", "*.example.com"], "mx.example.com")).effective, { pattern: "*.example.com" });
    assert.equal((await matchMx(["*.example.com"], "a.b.example.com")).verdict, "invalid");
    assert.equal((await classify(policy)).pieces[0].kind, "policy");
    assert.deepEqual(loaded, ["brief"]);
    assert.equal((await validatePolicy(`${policy}mx: -\n`)).verdict, "invalid");
    assert.deepEqual(loaded, ["brief", "usual"]);
    // Patterns of the call that wanted more are not there twice.
    assert.equal((await matchMx(["-"], "mx.example.com")).verdict, "invalid");
    assert.equal((await matchMx(["*.example.com"], "mx.example.com")).verdict, "valid");
    assert.equal((await classify(policy.replace("enforce", "enforced"))).verdict, "invalid");
    assert.deepEqual(loaded, ["brief", "usual", "tell"]);
  });
});
