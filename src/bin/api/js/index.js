// MTA-STS Lens for programs. Everything that a function needs is loaded on its first call.

import { LensError, data, program } from "./load.js";

export { check } from "./check-domain.js";
export { LensError };

/** Longest text that is judged, in bytes. */
const LONGEST = 4 << 20;

function bytes(text, what) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  if (!(bytes instanceof Uint8Array)) throw new LensError("input", `${what} is neither a text nor bytes.`);
  if (bytes.length > LONGEST) throw new LensError("input", `${what} is longer than ${LONGEST >> 20} MiB, which is the most that is judged.`);
  return bytes;
}

/** Judges by the program for usual texts; by the one for all texts where these aren't. */
async function judge(usual, work) {
  const lens = await program(usual ? "usual" : "texts");
  const judged = lens.call(work);
  return lens.call((exports) => exports.lacks?.()) ? (await program("texts")).call(work) : judged;
}

/** Whether all bytes are visible ASCII, blanks and line ends. */
const isUsual = (bytes) => bytes.every((byte) => (byte > 31 && byte < 127) || byte === 9 || byte === 10 || byte === 13);

/** Judges the text of an MTA-STS record (RFC 8461 §3.1). */
export async function validateRecord(text) {
  const given = bytes(text, "The record");
  return judge(isUsual(given), (exports) => exports.record(given));
}

/** Judges the text of a policy (RFC 8461 §3.2). */
export async function validatePolicy(text) {
  const given = bytes(text, "The policy");
  return judge(isUsual(given), (exports) => exports.policy(given));
}

/** Judges the text of a TLS reporting record (RFC 8460 §3). */
export async function validateTlsrpt(text) {
  const given = bytes(text, "The record");
  return judge(isUsual(given), (exports) => exports.tlsrpt(given));
}

/** Judges whether one of the patterns covers an MX host (RFC 8461 §4.1). */
export async function matchMx(patterns, host) {
  // A list of our own: what is looked at is what is handed over.
  const list = Array.isArray(patterns) ? Array.from(patterns) : [undefined];
  if (!list.every((pattern) => typeof pattern === "string") || typeof host !== "string") {
    throw new LensError("input", "A list of patterns and the name of a host are wanted.");
  }
  return judge(isUsual(new TextEncoder().encode(list.join("") + host)), (exports) => exports.matching(list, host));
}

/** Tells what a text is: zone lines, the output of dig, curl or openssl, a bounce, a policy; and judges it. */
export async function classify(text, { now = Date.now() } = {}) {
  const [given, at] = [bytes(text, "The text"), Number(now) / 1000];
  return (await program("all")).call((exports) => exports.classify(given, at));
}

/** Makes what is to be published: policy, records, and the files of a hosting kit. */
export async function generate(form = {}, { now = Date.now() } = {}) {
  const at = Number(now) / 1000;
  const lens = await program("make");
  if (form?.kit || form?.dns) {
    const templates = await data(() => import("./templates.js"));
    lens.call((exports) => exports.templates(templates));
  }
  return lens.call((exports) => exports.generate(form, at));
}

/** Plans a change: ordered steps, each with the earliest safe time. */
export async function plan(wish = {}, { now = Date.now() } = {}) {
  const at = Number(now) / 1000;
  return (await program("all")).call((exports) => exports.plan(wish, at));
}

/** Reads TLS reports (RFC 8460): files as they came, packed or in mails; what all of them say together. */
export async function readReports(files, options = {}) {
  const read = await data(() => import("./read-reports.js"));
  return read(files, options);
}

/** Every rule with all that is said of it; or those of these codes. */
export async function rules(codes) {
  const all = await data(() => import("./rules.js"));
  if (codes === undefined) return all;
  const wanted = new Set([codes].flat());
  return all.filter((rule) => wanted.has(rule.code));
}
