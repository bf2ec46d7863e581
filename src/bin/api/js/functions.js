// What programs call. Everything that a function needs is loaded on its first call.

import { bytes, list, own, seconds, taken, text } from "./given.js";
import { FIT, LensError, data, program } from "./load.js";

export { check } from "./check-domain.js";

/**
 * Judges by a program that can do all, if it is there; else usual texts by a smaller one: by the core where that is there, and
 * by `usual` what is `null` to it.
 */
async function judge(usual, work, all = "texts") {
  const whole = FIT[all] ?? [all];
  for (const fit of usual ? [[...whole, "brief", "usual"], [...whole, "usual"]] : []) {
    const judged = (await program("usual", { fit })).call(work);
    if (judged !== null) return judged;
  }
  return (await program(all)).call(work);
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
  if (!taken("input", "The patterns", () => Array.isArray(patterns))) throw new LensError("input", "The patterns are no list.");
  const known = list("input", "A pattern", patterns, (one) => text("input", "A pattern", one));
  if (text("input", "The host", host) === "") throw new LensError("input", "The host is empty.");
  const work = (exports) => {
    for (const pattern of known) exports.pattern(pattern);
    return exports.matching(host);
  };
  return judge(isUsual(new TextEncoder().encode(known.join("") + host)), work);
}

/** Tells what a text is: zone lines, the output of dig, curl or openssl, a bounce, a policy; and judges it. */
export async function classify(text, options) {
  const [given, at] = [bytes(text, "The text"), seconds(own(options))];
  // What is plain begins with its version.
  return judge(given[0] === 0x76 && isUsual(given), (exports) => exports.classify(given, at), "tell");
}

/** Makes what is to be published: policy, records, and the files of a hosting kit. */
export async function generate(form, options) {
  const at = seconds(own(options));
  const lens = await program("make");
  if (taken("options", "`kit` or `dns`", () => form?.kit || form?.dns)) {
    const templates = await data(() => import("./templates.js"));
    lens.call((exports) => exports.templates(templates));
  }
  return lens.call((exports) => exports.generate(form, at));
}

/** Plans a change: ordered steps, each with the earliest safe time. */
export async function plan(wish, options) {
  const at = seconds(own(options));
  return (await program("steps")).call((exports) => exports.plan(wish, at));
}

/** Reads TLS reports (RFC 8460): files as they came, packed or in mails; what all of them say together. */
export async function readReports(files, options) {
  const read = await data(() => import("./read-reports.js"));
  return read(files, own(options));
}

/** Every rule with all that is said of it; or those of these codes. */
export async function rules(codes) {
  const all = await data(() => import("./rules.js"));
  if (codes === undefined) return all;
  const wanted = new Set(list("input", "A code", codes, (code) => text("input", "A code", code)));
  const found = all.filter((rule) => wanted.delete(rule.code));
  for (const code of wanted) throw new LensError("input", `There is no rule ${code.slice(0, 99)}.`);
  return found;
}
