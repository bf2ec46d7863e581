// The package in Node: node --test tests/pkg/ (`./lens pkg` builds it first).
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PARTLY, world } from "./box.mjs";
import { all, copy, refusal as refusalOf } from "./copy.mjs";

const lens = await import("../../pkg/node.js");
const { program } = await import("../../pkg/core.js");
const { check, classify, generate, matchMx, plan, rules, validatePolicy, validateRecord, validateTlsrpt, LensError } = lens;

const refusal = refusalOf(LensError);

test("a check grows and ends with its final judgement", async () => {
  let requests;
  const list = await all(check("https://Example.com/path", { fetch: PARTLY.ask, onRequests: (made) => (requests = made) }));
  assert.ok(list.length > 1);
  assert.ok(list.slice(0, -1).every((assessment) => !assessment.done));
  const last = list.at(-1);
  assert.equal(last.done, true);
  assert.deepEqual([last.format, last.picture], [2, null]);
  assert.equal(last.domain, "example.com");
  assert.equal(last.verdict.case, "partly-refused");
  assert.ok(last.findings.some((finding) => finding.name === "MX_NOT_COVERED"));
  assert.ok(requests.length > 5 && requests.every((request) => PARTLY.asked.includes(request.url)));
});

test("a picture comes where it is asked for", async () => {
  const { picture } = (await all(check("example.com", { fetch: PARTLY.ask, picture: true }))).at(-1);
  assert.deepEqual(picture.matrix.rows.map(({ host, used }) => [host, used.severity]), [["mx1.example.com", "good"], ["backup.example.net", "error"]]);
  assert.deepEqual(picture.chain.hosts.map(({ severity }) => severity), ["good", "error"]);
});

test("a policy that was brought counts where the host can't be read, and is held against what it serves", async () => {
  const none = "version: STSv1\nmode: none\nmax_age: 86400\n";
  const unread = (url, ...all) => (url.endsWith(".txt") ? Promise.reject(new TypeError("fetch failed")) : PARTLY.ask(url, ...all));
  const ended = async (fetch, policy) => (await all(check("example.com", { fetch, policy }))).at(-1);
  const said = ({ verdict, findings }, name) => [verdict.case, findings.find((finding) => finding.name === name)?.severity];
  assert.deepEqual(said(await ended(unread, none), "HOST_UNREACHED"), ["off", "warning"]);
  assert.deepEqual(said(await ended(PARTLY.ask, none), "BROUGHT_DIFFERS"), ["partly-refused", "note"]);
  for (const nothing of ["\n", "curl: (6) Could not resolve host: mta-sts.example.com\n"]) {
    assert.deepEqual(said(await ended(PARTLY.ask, nothing), "BROUGHT_NO_POLICY"), ["partly-refused", "note"]);
    assert.deepEqual(said(await ended(unread, nothing), "BROUGHT_NO_POLICY"), ["host-unreachable", "note"]);
  }
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

test("what was under way when a check was ended is told as ended", async () => {
  const some = (url, options) => (url.includes("MX") || url.includes("type=15") ? PARTLY.ask(url, options) : new Promise((_, reject) => options.signal.addEventListener("abort", () => reject(options.signal.reason))));
  const states = (list) => [...new Set(list.map(({ state }) => state))].sort();
  const lists = [];
  const onRequests = (made) => lists.push(made);
  const control = new AbortController();
  setTimeout(() => control.abort(), 60);
  await assert.rejects(all(check("example.com", { fetch: some, signal: control.signal, onRequests })), { name: "AbortError" });
  assert.deepEqual(states(lists.at(-2)), ["answered", "running"]);
  assert.deepEqual(states(lists.at(-1)), ["answered", "cancelled"]);
  for (const { state, took, outcome } of lists.at(-1)) assert.ok(state === "answered" || (took >= 0 && outcome === "stopped"));
  for await (const { waiting } of check("example.com", { fetch: some, onRequests })) if (waiting.length > 0) break;
  assert.deepEqual(states(lists.at(-1)), ["cancelled"]);
  // One that came to its end says nothing more, and who threw isn't called again.
  let calls = 0;
  const judged = await all(check("example.com", { fetch: PARTLY.ask, onRequests: () => (calls += 1) }));
  assert.equal(calls, judged.length);
  calls = 0;
  const thrown = new Error("the caller’s own");
  const once = () => {
    calls += 1;
    throw thrown;
  };
  await assert.rejects(all(check("example.com", { fetch: some, onRequests: once })), (error) => error === thrown);
  assert.equal(calls, 1);
});

test("what was typed beside a domain is told as the page tells it", async () => {
  const said = async (typed) => {
    const { domain, findings } = (await all(check(typed, { fetch: PARTLY.ask }))).at(-1);
    assert.equal(domain, "example.com", typed);
    return findings.filter(({ code }) => code.startsWith("DOM")).map(({ name, severity, subject, evidence }) => [name, severity, subject, evidence.kind].join());
  };
  for (const [typed, names] of [
    ["example.com", []],
    ["mta-sts.example.com", ["SERVICE_NAME"]],
    ["_mta-sts.example.com", ["SERVICE_NAME"]],
    ["_smtp._tls.example.com.", ["SERVICE_NAME"]],
    ["*.example.com", ["WILDCARD"]],
    ["example.com, example.net", ["SEVERAL"]],
    ["exam\u200bple.com", ["INVISIBLE"]],
    ["https://example.com/path", ["TAKEN_FROM"]],
    ["https://mta-sts.example.com/.well-known/mta-sts.txt", ["SERVICE_NAME"]],
    ["me@example.com", ["TAKEN_FROM"]],
  ]) assert.deepEqual(await said(typed), names.map((name) => `${name},note,domain,given`), typed);
});

test("what can't be checked is refused", async () => {
  for (const domain of ["", "no domain at all", "192.0.2.1", "a".repeat(300), "\u0000", null, {}, ["example.com"]]) {
    await assert.rejects(all(check(domain, { fetch: PARTLY.ask })), refusal("input"));
  }
  for (const options of [{ resolver: "http://dns.example.net/" }, { resolver: "javascript:alert(1)" }, { resolver: "https://user:password@dns.example.net/" }, { resolver: [{}] }, { fetch: 1 }]) {
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
  await assert.rejects(matchMx(["*.example.com"], ""), refusal("input"));
  // The match alone: that no MX record holds an address is said of the policy (STS280).
  assert.deepEqual((await matchMx(["192.0.2.1"], "192.0.2.1")).effective, { pattern: "192.0.2.1" });
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
  assert.deepEqual((await rules(["STS213", "STS101", "STS213"])).map((rule) => rule.code), ["STS101", "STS213"]);
  assert.deepEqual(await rules([]), []);
  for (const unknown of ["NOPE1", ["STS213", "sts213"], [""]]) await assert.rejects(rules(unknown), refusal("input", /There is no rule/));
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
