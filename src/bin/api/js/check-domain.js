// A check: makes the requests that the program wants, and gives each judgement.

import { abortable, bytes, list, own, text } from "./given.js";
import { LensError, beginner, cause, program } from "./load.js";
import { probe } from "./probes.js";

/** No two judgements follow each other sooner than that, in milliseconds; the last one comes at once. */
const FRAME = 16;

/** The address of a resolver: a text, or what has one in `url` or for its text, as a `URL`. */
const address = (one) => text("options", "`resolver`", typeof one === "object" && one !== null ? (one.url ?? one.href) : one);

const said = (value) => (value === null || value === undefined ? undefined : String(value));

/** The beginning of a body, and whether there was more. */
async function read(response, limit) {
  if (!response.body) return { body: new Uint8Array(await response.arrayBuffer()).slice(0, limit), cut: false };
  const reader = response.body.getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || size + value.length > limit) {
      if (!done) chunks.push(value.subarray(0, limit - size));
      const body = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      let at = 0;
      for (const chunk of chunks) {
        body.set(chunk, at);
        at += chunk.length;
      }
      // Ends the transfer. Aborting instead would turn this answer into an error.
      if (!done) reader.cancel().catch(() => {});
      return { body, cut: !done };
    }
    chunks.push(value);
    size += value.length;
  }
}

/**
 * Checks a domain; gives each judgement as it grows, the final one last. Ending the iteration ends every request.
 *
 * Options: `resolver` (addresses of DNS-over-HTTPS servers that speak JSON; Google and Cloudflare where there are none),
 * `fetch` (in place of the platform's), `signal`, `policy` (a policy that was brought: its text, or what `curl -i`
 * printed), `probe: false` (no probes of a policy host that lets no page read; they are for browsers alone), `picture: true`
 * (each judgement has what a screen would draw), `onRequests` (is given every request that was made, with each judgement, and
 * once more where the check ends before its end).
 */
export async function* check(domain, options = {}) {
  const given = own(options);
  const { resolver = null, fetch: ask = (...all) => fetch(...all), policy = null, probe: probes = true, picture = false, onRequests = null } = given;
  text("input", "The domain", domain);
  if (typeof ask !== "function") throw new LensError("options", "`fetch` is no function.");
  if (onRequests !== null && typeof onRequests !== "function") throw new LensError("options", "`onRequests` is no function.");
  const resolvers = resolver === null ? [] : list("options", "`resolver`", resolver, address);
  const brought = policy === null || policy === "" ? undefined : bytes(policy, "`policy`", "options");
  const signal = abortable(given);
  signal?.throwIfAborted();
  let lens = await beginner(picture || brought || resolvers.length > 0);
  signal?.throwIfAborted();
  const begun = Date.now() / 1000;
  // Nothing is hidden outside of browsers. What begins there can do everything.
  const why = cause;
  const begin = (exports) => {
    const id = exports.begin(domain, begun, resolvers);
    if (why) exports.outside(id);
    return id;
  };
  // What the program was told, in order: another one that is told the same comes to the same.
  const told = [];
  const tell = (work) => {
    told.push(work);
    return lens.call(work);
  };
  const lacks = () => lens.call((exports) => exports.lacks?.() === true);
  const judge = () => lens.call((exports) => exports.assessment(id, Boolean(picture)));
  let id = lens.call(begin);
  if (id === undefined) {
    lens = await program("check");
    id = lens.call(begin);
  }
  /** Goes on with the program that can do everything; gives what it says to what was told last. */
  async function enlarge() {
    const last = told.at(-1);
    // Answers that come meanwhile are told too.
    const larger = await program("check");
    const before = [lens, id];
    [lens, id] = [larger, larger.call(begin)];
    let said;
    for (const work of told) {
      const now = larger.call(work);
      if (work === last) said = now;
    }
    if (!before[0].broken) before[0].call((exports) => exports.end(before[1]));
    return said;
  }
  const started = performance.now();
  const now = () => Math.max(0, Math.round(performance.now() - started));
  const running = new Map();
  let timer, wake, failure, over;
  let hears = onRequests;
  /** Tells of every request; who throws isn't told again. `ended`: what was under way is told as ended. */
  const tellRequests = (ended) => {
    if (!hears) return;
    hears = null;
    const requests = lens.call((exports) => exports.requests(id));
    for (const request of requests) {
      if (ended && request.state === "running") Object.assign(request, { took: now() - request.start, state: "cancelled", outcome: "stopped" });
    }
    onRequests(requests);
    hears = onRequests;
  };
  // One bell for whoever waits: something has changed.
  let ring = () => {};
  let rung = false;
  const changed = () => {
    rung = true;
    ring();
  };

  const land = (work) => {
    try {
      if (tell(work)) changed();
    } catch (error) {
      failure = { reason: error };
      changed();
    }
  };

  async function make({ id: request, kind, url, host, limit }) {
    const abort = new AbortController();
    running.set(request, abort);
    const manual = why && kind === "policy";
    let answer = null;
    let code;
    try {
      if (kind === "probe") {
        const seen = probes && host ? await probe(host, abort.signal) : null;
        if (abort.signal.aborted) return;
        const at = now();
        land((exports) =>
          seen
            ? exports.probed(id, request, at, seen.fetched ?? undefined, seen.left, seen.loaded ?? undefined)
            : exports.failed(id, request, at),
        );
        return;
      }
      const response = await ask(url, {
        headers: kind === "dns" ? { Accept: "application/dns-json" } : {},
        mode: "cors",
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        // Senders follow none, and what fails behind one is no fault of the host. Browsers would hide the answer.
        redirect: manual ? "manual" : "follow",
        signal: abort.signal,
      });
      const header = (name) => said(response.headers.get(name));
      const moved = manual && response.status > 299 && response.status < 400;
      // What comes with a redirect counts for nothing, and might not be readable.
      if (moved) response.body?.cancel?.().catch(() => {});
      const { body, cut } = await read(moved ? new Response() : response, limit);
      const from = String((why && !response.redirected && header("location")) || response.url || url);
      answer = [Number(response.status), from, response.redirected === true, header("content-type"), header("retry-after"), body, cut];
    } catch (error) {
      // Rejected, broken off, or no answer at all: in a browser nobody tells why.
      code = why?.(error);
    } finally {
      running.delete(request);
    }
    // Nobody waits for it any more, and why it ended is known.
    if (abort.signal.aborted) return;
    const at = now();
    land((exports) =>
      answer
        ? exports.answered(id, request, at, ...answer)
        : manual
          ? exports.unfetched(id, request, at, code)
          : exports.failed(id, request, at),
    );
  }

  // Whatever the reason is, also one that counts as false.
  const stop = () => {
    failure = { reason: signal.reason };
    for (const request of running.values()) request.abort();
    changed();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    if (brought) tell((exports) => exports.paste(id, brought));
    for (;;) {
      if (failure) throw failure.reason;
      rung = false;
      const at = now();
      let todo = tell((exports) => exports.advance(id, at));
      if (lacks()) todo = await enlarge();
      if (failure) throw failure.reason;
      for (const request of todo.cancel) running.get(request)?.abort();
      for (const request of todo.start) make(request);
      clearTimeout(timer);
      if (!todo.over && todo.wake_at !== null) timer = setTimeout(changed, Math.max(0, todo.wake_at - now()));
      let judgement = judge();
      if (lacks()) {
        await enlarge();
        if (failure) throw failure.reason;
        judgement = judge();
      }
      tellRequests();
      const shown = now();
      over = todo.over;
      yield judgement;
      if (over) return;
      if (!rung) await new Promise((resolve) => (ring = resolve));
      // Several answers that come together make one judgement.
      const early = shown + FRAME - now();
      if (early > 0) await new Promise((resolve) => (wake = setTimeout(resolve, early)));
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    clearTimeout(timer);
    clearTimeout(wake);
    for (const abort of running.values()) abort.abort();
    if (!lens.broken) {
      try {
        if (!over) tellRequests(true);
      } finally {
        if (!lens.broken) lens.call((exports) => exports.end(id));
      }
    }
  }
}
