// A policy host that can't be fetched from, as Node sees it: nothing is hidden there, so nothing is told as hidden.
import assert from "node:assert/strict";
import { createServer as createHttp } from "node:http";
import { createServer } from "node:net";
import { test } from "node:test";
import { createServer as createTls } from "node:tls";
import { PARTLY } from "./box.mjs";
import { all } from "./copy.mjs";

const { check } = await import("../../pkg/node.js");

const POLICY = "https://mta-sts.example.com/.well-known/mta-sts.txt";

/** What only somebody who looks at a page can make use of. */
const OF_PAGES = /browser|\bpages?\b|paste|probe|CORS/;

/** The last judgement and the request of the policy, where it is asked for in this way. */
async function checked(policy, options = {}) {
  let requests;
  const fetch = (url, ask) => (url === POLICY ? policy(url, ask) : PARTLY.ask(url, ask));
  const last = (await all(check("example.com", { fetch, onRequests: (made) => (requests = made), ...options }))).at(-1);
  const asked = requests.filter(({ url }) => url === POLICY);
  assert.equal(asked.length, 1, "nothing is probed");
  return { last, asked: asked[0], host: last.findings.filter(({ subject, severity }) => subject === "policy-host" && severity !== "good") };
}

/** What is said of a policy that could not be fetched. */
function told({ last, asked, host }) {
  assert.equal(last.verdict.case, "host-unreachable");
  assert.equal(host.length, 1, JSON.stringify(host));
  const [{ message, advice, evidence }] = host;
  assert.equal(evidence.kind, "browser-read");
  for (const text of [message, advice, last.verdict.sentence, last.verdict.consequence, last.next.text, asked.outcome]) assert.doesNotMatch(text, OF_PAGES);
  return [host[0].name, last.verdict.severity, message];
}

const failing = (error) => async () => {
  throw error;
};
const caused = (code) => failing(new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) }));

test("a certificate that no sender would trust is told as an error of the host, with what is wrong with it", async () => {
  for (const [code, words] of [
    ["CERT_HAS_EXPIRED", "the certificate has expired"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate is for another name"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "the certificate is self-signed"],
    ["ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR", "no TLS session came about"],
  ]) {
    const seen = await checked(caused(code));
    const [name, severity, message] = told(seen);
    assert.deepEqual([name, severity], ["HOST_UNTRUSTED", "error"], code);
    assert.ok(message.includes(words) && message.includes(code), message);
    assert.ok(seen.last.verdict.sentence.includes(words));
    assert.deepEqual([seen.asked.state, seen.asked.outcome.includes(words)], ["refused", true]);
  }
});

test("what the network may have done is told as seen from here", async () => {
  const circle = new Error("a circle");
  circle.cause = circle;
  for (const [error, words] of [
    [caused("ENOTFOUND"), /resolver/],
    [caused("UND_ERR_CONNECT_TIMEOUT"), /in time/],
    [caused("ERR_TLS_HANDSHAKE_TIMEOUT"), /in time/],
    [caused("ERR_TLS_INVALID_CONTEXT"), /doesn’t say where/],
    [failing(new TypeError("fetch failed", { cause: new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })]) })), /refused/],
    [failing(new TypeError("fetch failed")), /doesn’t say where/],
    [failing(circle), /doesn’t say where/],
    [failing(null), /doesn’t say where/],
    [failing(new Proxy({}, { get: () => { throw new Error("odd"); } })), /doesn’t say where/],
  ]) {
    const seen = await checked(error);
    const [name, severity, message] = told(seen);
    assert.deepEqual([name, severity], ["HOST_UNREACHED", "warning"]);
    assert.match(message, words);
    assert.match(seen.last.verdict.consequence, /may be at fault/);
  }
});

/** What Node's own `fetch` makes of a server. */
async function real(server, scheme, work) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = `${scheme}://127.0.0.1:${server.address().port}/`;
  try {
    return await work((_, options) => fetch(here, options), here);
  } finally {
    server.closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  }
}

test("what Node says of servers is understood", async () => {
  const silent = createServer((socket) => socket.destroy());
  assert.match(told(await real(silent, "https", checked))[2], /broke off/);
  const plain = createServer((socket) => socket.on("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).on("error", () => {}));
  assert.match(told(await real(plain, "https", checked))[2], /no TLS session/);
  const bare = createTls({}).on("tlsClientError", () => {});
  assert.match(told(await real(bare, "https", checked))[2], /no TLS session/);
  const babble = createServer((socket) => socket.on("error", () => {}).resume().end("220 mail.example.com ESMTP\r\n"));
  assert.match(told(await real(babble, "http", checked))[2], /no answer of HTTP/);
  let gone;
  await real(createServer(), "https", async (_, here) => (gone = here));
  assert.match(told(await checked((_, options) => fetch(gone, options)))[2], /refused/);
});

test("an answer that came over TLS is not called none, and one that can't be read doesn't hide a redirect", async () => {
  const body = (status, headers) => createHttp((_, answer) => answer.writeHead(status, { "content-encoding": "gzip", ...headers }).end("version: STSv1\n"));
  assert.match(told(await real(body(200), "http", checked))[2], /answer can’t be read \(`Z_DATA_ERROR`\)/);
  assert.match(told(await real(body(200, { x: "y".repeat(20_000) }), "http", checked))[2], /answer can’t be read \(`UND_ERR_HEADERS_OVERFLOW`\)/);
  assert.match(told(await checked(async () => undefined))[2], /doesn’t say where$/);
  const { last, host, asked } = await real(body(302, { location: "https://www.example.com/p" }), "http", checked);
  assert.deepEqual([last.verdict.case, host.map(({ name }) => name)], ["record-without-policy", ["REDIRECT"]]);
  assert.ok(host[0].message.includes("`https://www.example.com/p`"), host[0].message);
  assert.match(asked.outcome, /^status 302, .*, no body read$/);
});

test("a redirect is seen itself: it isn't followed, and what stands behind it isn't asked", async () => {
  const asked = [];
  const moved = createHttp(({ url }, answer) => {
    asked.push(url);
    answer.writeHead(301, { location: "https://www.example.com/policy.txt" }).end();
  });
  const { last, host, asked: request } = await real(moved, "http", checked);
  assert.deepEqual([last.verdict.case, asked], ["record-without-policy", ["/"]]);
  assert.deepEqual(host.map(({ name }) => name), ["REDIRECT"]);
  assert.ok(host[0].message.includes("`https://www.example.com/policy.txt`"), host[0].message);
  assert.equal(request.state, "answered");
});

test("what is read is not said to be open to pages", async () => {
  const { last } = await checked(PARTLY.ask);
  const read = last.findings.find(({ name }) => name === "HOST_READABLE");
  assert.doesNotMatch(read.message, OF_PAGES);
});
