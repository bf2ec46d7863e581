// Reading TLS reports in Node: node --test tests/pkg/ (`./lens pkg` builds it first).
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const { readReports, LensError } = await import("../../pkg/node.js");

const report = (id, failed = []) =>
  JSON.stringify({
    "organization-name": "Example Inc.", "contact-info": "tls@example.net", "report-id": String(id),
    "date-range": { "start-datetime": "2026-05-03T00:00:00Z", "end-datetime": "2026-05-03T23:59:59Z" },
    policies: [{
      policy: { "policy-type": "sts", "policy-domain": "example.com", "policy-string": ["version: STSv1", "mode: enforce", "mx: mx.example.com", "max_age: 86400"] },
      summary: { "total-successful-session-count": 10, "total-failure-session-count": failed.length },
      "failure-details": failed.map((host) => ({ "result-type": "certificate-expired", "receiving-mx-hostname": host, "failed-session-count": 1 })),
    }],
  });

const codes = (file) => file.findings.map(({ code }) => code);

test("files of each kind are read and said together", async () => {
  const packed = gzipSync(report(2, ["mx.example.com"]));
  const mail = `From: a@example.net\r\nContent-Type: application/tlsrpt+gzip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=r.json.gz\r\n\r\n${gzipSync(report(3)).toString("base64")}\r\n`;
  const said = await readReports([report(1), { name: "two", bytes: new Uint8Array(packed) }, new Blob([mail]), { name: "again", bytes: report(1) }]);
  assert.deepEqual(said.counts, { files: 4, reports: 3, repeated: 1, contradicting: 0 });
  assert.equal(said.totals.sessions, 31);
  assert.match(said.sentence, /^Of 31 sessions from 1.sender on 3.May.2026, 1.failed/);
  assert.equal(said.failures[0]["mx-host"], "mx.example.com");
  assert.equal(said.failures[0].effect, "refused");
  assert.equal(said.files[0].name, "file 1");
  assert.deepEqual(codes(said.files.find(({ name }) => name === "again")), ["RPT286"]);
  assert.ok(said.files.every(({ findings }) => findings.every(({ message }) => message.length > 5)));
});

test("what is damaged or too large is told with its place, and the others are read", async () => {
  const packed = gzipSync(report(1));
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const broken = Buffer.from(gzipSync(report(2, Array.from({ length: 500 }, (_, at) => `mx${at * 7919}.example.com`))));
  broken.fill(0xff, 100, 110);
  const said = await readReports(
    [
      { name: "cut", bytes: new Uint8Array(packed.subarray(0, packed.length - 20)) },
      { name: "bomb", bytes: new Uint8Array(bomb) },
      { name: "broken", bytes: new Uint8Array(broken) },
      { name: "large", bytes: new Uint8Array(200_001) },
      { name: "good", bytes: report(9) },
    ],
    { limits: { file_bytes: 200_000 } },
  );
  const of = (name) => said.files.find((file) => file.name === name);
  assert.match(of("cut").findings[0].message, new RegExp(`can’t be read from byte ${packed.length - 20} on: it is cut off there`));
  assert.deepEqual(codes(of("bomb")), ["RPT282"]);
  assert.match(of("broken").findings[0].message, /from byte 1\d\d on: the packed bytes are damaged there/);
  assert.deepEqual(codes(of("large")), ["RPT282"]);
  assert.ok(said.counts.reports >= 1 && of("good").reports === 1);
});

test("the corpus is read whole", async () => {
  const folder = new URL("../corpus/reports/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.includes(".json"));
  const said = await readReports(names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) })));
  const { files, reports, repeated, contradicting } = said.counts;
  assert.equal(files, names.length);
  assert.equal(reports + repeated + contradicting, names.length);
});

test("what can't be read is refused, and a signal ends the reading", async () => {
  await assert.rejects(readReports([7]), (error) => error instanceof LensError && error.code === "input");
  await assert.rejects(readReports(["{}"], { limits: { files: -1 } }), (error) => error instanceof LensError && error.code === "options");
  await assert.rejects(readReports(["{}"], { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
  const none = await readReports([]);
  assert.deepEqual(none.counts, { files: 0, reports: 0, repeated: 0, contradicting: 0 });
});
