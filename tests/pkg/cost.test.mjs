// What ten times as long an input costs: about ten times as much, not a hundred times: node --test tests/pkg/
import assert from "node:assert/strict";
import { test } from "node:test";

const { classify, generate, matchMx, plan, validatePolicy, validateTlsrpt } = await import("../../pkg/node.js");

const names = (count, first) => Array.from({ length: count }, (_, at) => `${first}${at}.example.com`);
const policy = (mode, mx) => `version: STSv1\nmode: ${mode}\n${mx.map((name) => `mx: ${name}\n`).join("")}max_age: 86400\n`;

const planned = (change) => (count) =>
  plan({
    domain: "example.com", change, mx: names(count, "new"), patterns: names(count, "theirs"), policy: policy("enforce", names(count, "b")),
    today: { id: "1", policy: policy("enforce", names(count, "a")), mx: names(count, "old"), record_ttl: 300, mx_ttl: 300 },
  });
const WORKS = {
  ...Object.fromEntries(["first", "mx-hosts", "provider", "policy", "removal"].map((change) => [`a plan: ${change}`, planned(change)])),
  "a form": (count) => generate({ domain: "example.com", mx: names(count, "mx"), rua: names(count, "a@") }),
  "a policy": (count) => validatePolicy(policy("enforce", names(count, "mx"))),
  "a policy of wildcards": (count) => validatePolicy(policy("enforce", names(count, "*.a"))),
  "a policy of faults": (count) => validatePolicy(policy("enforce", names(count, "_"))),
  "a reporting record": (count) => validateTlsrpt(`v=TLSRPTv1; rua=${names(count, "mailto:a@").join(",")}`),
  "patterns": (count) => matchMx(names(count, "mx"), "none.example.com"),
  "a record at a long name": (count) => classify(`_mta-sts.${"a.".repeat(count)}b. 300 IN TXT "v=STSv1; id=1"\n`),
  "a text": (count) => classify(policy("enforce", names(count, "mx"))),
};
const [FEW, MANY] = [2_000, 20_000];

/** Milliseconds of this process; other programs on the same machine don't count. */
async function cost(work) {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

for (const [what, work] of Object.entries(WORKS)) {
  test(`${what}: the cost grows with the length`, async () => {
    await work(FEW);
    const few = await cost(() => work(FEW));
    const many = await cost(() => work(MANY));
    // What is short is mostly what each call costs anyway.
    assert.ok(many < 35 * Math.max(few, 20), `${few} ms for ${FEW}, ${many} ms for ${MANY}`);
  });
}
