// Keeps the page for use without a network. The build puts its list of files in front: VERSION, BYTES, BUNDLE, FILES, DIGESTS, PAGES.
//
// Nothing but files of the build is ever stored, and what another app shared until the page takes it: no answer of a resolver or of a policy
// host passes through here, since requests to other places are left to the browser. A new build waits until the page is told
// to take it; what it doesn't share with the one before is fetched, the rest is taken over.
const OWN = `mta-sts-lens ${registration.scope} `;
const CACHE = OWN + VERSION;
/** Where a text or files that another app shared wait for the page, which takes them away. */
const SHARED = `${OWN}shared`;
/** What is taken in of that, at most. */
const MOST = { files: 200, bytes: 64_000_000 };
/** Names that carry a hash of what they name. */
const HASHED = /^[\w.]+-[0-9a-f]{16}(_bg)?\.\w+$/;

const at = (name) => new URL(name, registration.scope).href;
const known = new Set([...FILES, ...PAGES]);

/** What an address names in this folder; undefined for any other place. */
function named(url) {
  const { origin, pathname } = new URL(url);
  const folder = new URL(registration.scope).pathname;
  if (origin !== location.origin || !pathname.startsWith(folder)) return undefined;
  const name = pathname.slice(folder.length);
  return name === "" || name.endsWith("/") ? `${name}index.html` : name;
}

async function install() {
  try {
    await fill(await caches.open(CACHE));
  } catch (error) {
    // Nothing of it may be taken for a whole build later.
    if (!(await caches.match(at("?kept"), { cacheName: CACHE }))) await caches.delete(CACHE);
    throw error;
  }
}

async function fill(cache) {
  for (const name of FILES) {
    // Some hosts lead index.html elsewhere, and what was led may not stand for a page.
    const address = at(name.replace(/(^|\/)index\.html$/, "$1") || "./");
    const integrity = DIGESTS[name];
    const before = integrity ? undefined : await caches.match(at(name));
    // What isn't the file of this build, whose name another's may have too, is an error: it is tried again with the next visit.
    const response = before ?? (await fetch(address, integrity ? { cache: "no-cache", integrity } : {}));
    // Some hosts answer with a page where there is no file.
    const page = /^text\/html\b/.test(response.headers.get("Content-Type") ?? "") && !name.endsWith(".html");
    if (!response.ok || response.redirected || page) throw new Error(`${name} can’t be kept: ${response.status}`);
    if (name === BUNDLE) await unpack(cache, await response.json());
    else await cache.put(at(name), response);
  }
  // Last: what is not whole has none.
  await cache.put(at("?kept"), new Response(JSON.stringify({ files: known.size, bytes: BYTES })));
}

/** The static pages come as one file: one request, and together they compress to a tenth. */
async function unpack(cache, pages) {
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  for (const [name, text] of pages) await cache.put(at(name), new Response(text, { headers }));
}

/** Removes what earlier builds left, unless a tab may still be one of theirs. */
async function tidy() {
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = tabs.filter(({ url }) => known.has(named(url)));
  if (ours.length > 1) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== CACHE && name !== SHARED) await caches.delete(name);
  }
}

/** Keeps all again if it was removed meanwhile. */
async function keep() {
  if (!(await caches.match(at("?kept"), { cacheName: CACHE }))) await install();
}

async function kept(request, name) {
  const cache = await caches.open(CACHE);
  // A tab of an earlier build finds its own parts, whose names no other build has.
  const found = (await cache.match(at(name))) ?? (HASHED.test(name) ? await caches.match(at(name)) : undefined);
  return found ?? fetch(request);
}

/** Puts by what another app shared, and leads to the page for it. */
async function shared(request) {
  const form = await request.formData();
  const files = form.getAll("files").filter((file) => file instanceof File && file.size > 0);
  const text = ["title", "text", "url"].map((name) => form.get(name)).filter((part) => typeof part === "string" && part !== "").join("\n");
  const bytes = files.reduce((sum, { size }) => sum + size, text.length);
  await caches.delete(SHARED);
  const cache = await caches.open(SHARED);
  const large = files.length > MOST.files || bytes > MOST.bytes;
  // Said here and not in the address, which anybody can write.
  if (large) await cache.put(at("?large"), new Response());
  else if (text !== "") await cache.put(at("?text"), new Response(text));
  for (const [number, file] of large ? [] : files.entries()) {
    const headers = { "Content-Type": file.type || "application/octet-stream", "X-Name": encodeURIComponent(file.name) };
    await cache.put(at(`?file=${number}`), new Response(file, { headers }));
  }
  return Response.redirect(at("./?shared"), 303);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(skipWaiting());
  if (event.data === "tidy") event.waitUntil(tidy().then(keep));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const name = named(request.url);
  if (name === undefined) return;
  if (request.method === "POST" && name === "share/index.html") event.respondWith(shared(request));
  else if (request.method === "GET" && (known.has(name) || HASHED.test(name))) event.respondWith(kept(request, name));
});
