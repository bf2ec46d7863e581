// The types, under the compiler's strictest rules: the README's examples, and what the types are to refuse: node --test tests/pkg/
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const tsc = process.env.LENS_TSC;
const pkg = fileURLToPath(new URL("../../pkg", import.meta.url));

/** What users write, as types let it be written. */
const MORE = `
import { type Assessment, type Finding, type Judged, type LensRequest, check, classify, generate, matchMx, plan, readReports, rules, validatePolicy } from "mta-sts-lens";

const control = new AbortController();
let last: Assessment | undefined;
let made: LensRequest[] = [];
for await (const assessment of check("example.com", {
  resolver: [new URL("https://dns.example.net/resolve"), "https://dns.google/resolve"],
  fetch, signal: control.signal, policy: new Uint8Array(), probe: false, picture: true, onRequests: (requests) => { made = requests; },
})) last = assessment;
const findings: Finding[] = last?.findings ?? [];
const policy: Judged<{ mode: "enforce" | "testing" | "none"; max_age: number; mx: string[] }> = await validatePolicy(new Uint8Array());
const numbers: number[] = [policy.left_out, policy.effective?.max_age ?? 0, made.length, findings.length, last?.picture?.matrix?.rows.length ?? 0];
await Promise.all([classify(new Uint8Array(), { now: new Date() }), generate(), matchMx([], ""), readReports(new Blob([]), { limits: { files: 1 } }), rules(), rules(["STS213"])]);
await plan({ domain: "example.com", change: "provider", mx: [], patterns: [], today: { id: null } }, { now: 0 });
export { numbers };
`;

/** What is wrong, one line each, and says so only there. */
const WRONG = `
import { check, generate, matchMx, plan, rules, validateRecord, validateTlsrpt } from "mta-sts-lens";
check(1);
check("example.com", { resolver: 1 });
validateRecord({});
matchMx("a", "b");
generate({ mode: "enforced" });
plan({ domain: "example.com" });
rules("STS999");
(await validateTlsrpt("")).effective.rua;
export {};
`;

async function compiled(resolution, work) {
  const folder = mkdtempSync(join(tmpdir(), "lens-types-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(pkg, join(folder, "node_modules/mta-sts-lens"));
    const module = resolution === "bundler" ? "esnext" : "node16";
    const options = { strict: true, noEmit: true, target: "es2022", lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"], module, moduleResolution: resolution, types: [], exactOptionalPropertyTypes: true, skipLibCheck: false };
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts"] }));
    const run = async (files) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const ended = await promisify(execFile)(process.execPath, [tsc, "--pretty", "false", "-p", "."], { cwd: folder }).catch((error) => error);
      assert.ok(typeof ended.stdout === "string", String(ended));
      return ended.stdout.split("\n").filter((line) => line !== "");
    };
    await work(run);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const resolution of ["node16", "bundler"]) {
  test(`examples and types hold, modules found as ${resolution} does`, { skip: tsc === undefined && "by ./lens pkg" }, async () => {
    const readme = readFileSync(join(pkg, "README.md"), "utf8");
    const examples = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code], at) => [`example-${at + 1}.ts`, code]);
    assert.ok(examples.length >= 5);
    await compiled(resolution, async (run) => {
      assert.deepEqual(await run({ ...Object.fromEntries(examples), "more.ts": MORE }), []);
      const lines = (await run({ "wrong.ts": WRONG })).filter((line) => line.startsWith("wrong.ts(")).map((line) => Number(/\((\d+),/.exec(line)[1]));
      assert.deepEqual([...new Set(lines)], [3, 4, 5, 6, 7, 8, 9, 10], String(lines));
    });
  });
}
