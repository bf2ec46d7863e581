// Runs in a sandboxed frame of an opaque origin, one for each probe. The fragment tells the policy host, a token for
// the answer, and how long it may take in milliseconds. Asks the host twice for its policy and reports the side
// effects alone, since neither answer may be read:
// - an opaque fetch, under a content security policy that lets it reach this host only: an answer means trusted TLS,
//   a violation means a redirect to somewhere else;
// - one for the status, which succeeds for 2xx and fails for others. In Chromium that is a prefetch: nothing of the answer
//   is shown or run. Other browsers prefetch nothing or don't tell, so there it is an embedded object, in a frame of its
//   own without scripts: an answer that is a web page runs nothing, but its pictures and style sheets may be loaded.
// Before all that it says that it runs.
"use strict";

const [host, token, limit] = location.hash.slice(1).split("/");
parent.postMessage({ token }, "*");
const report = { token, fetched: null, left: false, loaded: null };
// How long the status is waited for once the fetch has ended, in milliseconds.
const PATIENCE = 2000;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function fetchOpaque(url) {
  try {
    await fetch(url, { mode: "no-cors", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
    report.fetched = true;
  } catch {
    // The violation is told in a task of its own, which may follow the rejection.
    await wait(20);
    report.fetched = false;
  }
}

function prefetch(url) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "prefetch", referrerPolicy: "no-referrer" });
    link.addEventListener("load", () => resolve((report.loaded = true)));
    link.addEventListener("error", () => resolve((report.loaded = false)));
    link.href = url;
    document.head.append(link);
  });
}

// No script runs in there, so nothing tells of the object's end; but how many frames there are can be seen from here: two
// where the object has none, three where it has one of its own. Firefox gives the same number ever after, so it is asked
// once, at the end.
function embed(url) {
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "");
    frame.srcdoc = `<object type="text/plain" data="${url}"><iframe></iframe><iframe></iframe></object>`;
    frame.addEventListener("load", () => resolve((report.loaded = frame.contentWindow.length > 2)));
    document.body.append(frame);
  });
}

async function probe() {
  const narrow = document.createElement("meta");
  narrow.httpEquiv = "Content-Security-Policy";
  // Prefetches go by what any of these allows.
  narrow.content = ["default-src", "connect-src", "object-src", "frame-src"].map((kind) => `${kind} https://${host}`).join("; ");
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "connect-src") report.left = true;
  });
  document.head.append(narrow);
  const url = `https://${host}/.well-known/mta-sts.txt`;
  // Chromium alone has frames without credentials, and tells how a prefetch ended.
  const status = "credentialless" in HTMLIFrameElement.prototype ? prefetch : embed;
  // A browser may be told to prefetch nothing; then there is no end to wait for.
  const fetched = fetchOpaque(url);
  const patience = fetched.then(() => wait(PATIENCE));
  await Promise.race([Promise.all([fetched, Promise.race([status(url), patience])]), wait(Number(limit))]);
}

// Other names can't stand in a content security policy, or would add to it; nothing is asked of them.
const fit = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host);
(fit ? probe() : Promise.resolve()).then(() => parent.postMessage(report, "*"));
