// Runs in a sandboxed frame of an opaque origin, one for each probe. The fragment tells the policy host, a token for
// the answer, and how long it may take in milliseconds. Asks the host twice for its policy and reports the side
// effects alone, since neither answer may be read:
// - an opaque fetch, under a content security policy that lets it reach this host only: an answer means trusted TLS,
//   a violation means a redirect to somewhere else;
// - an embedded object, which loads for a status of 2xx and fails for others.
"use strict";

const [host, token, limit] = location.hash.slice(1).split("/");
const report = { token, fetched: null, left: false, loaded: null };
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

function embed(url) {
  return new Promise((resolve) => {
    const object = document.createElement("object");
    object.type = "text/plain";
    object.addEventListener("load", () => resolve((report.loaded = true)));
    object.addEventListener("error", () => resolve((report.loaded = false)));
    object.data = url;
    document.body.append(object);
  });
}

async function probe() {
  const narrow = document.createElement("meta");
  narrow.httpEquiv = "Content-Security-Policy";
  narrow.content = `connect-src https://${host}; object-src https://${host}; frame-src https://${host}`;
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "connect-src") report.left = true;
  });
  document.head.append(narrow);
  const url = `https://${host}/.well-known/mta-sts.txt`;
  await Promise.race([Promise.all([fetchOpaque(url), embed(url)]), wait(Number(limit))]);
}

// Other names can't stand in a content security policy, or would add to it; nothing is asked of them.
const fit = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host);
(fit ? probe() : Promise.resolve()).then(() => parent.postMessage(report, "*"));
