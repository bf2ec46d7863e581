// Has this browser keep the page for use without a network (`sw.js`, which the build writes), says when a new version is
// ready, and hands over what another app shared. Loaded when all else is done; where it can't work it does nothing.
const OFF = "mta-sts-lens-offline";
/** How long the page has been still before anything is fetched for later, and how often it is asked for a new version. */
const STILL = 3_000, ASK_AGAIN = 3_600_000;
const base = new URL("./", document.baseURI).href;
const worker = new URL("sw.js", base).href;
const can = isSecureContext && "serviceWorker" in navigator && "caches" in globalThis;

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
const busy = () => document.querySelector("progress, [aria-busy='true']") !== null;

function isOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

/** The registration of this folder; undefined where there is none. */
async function registered() {
  const found = await navigator.serviceWorker.getRegistration(base);
  return found?.scope === base ? found : undefined;
}

const own = async () => (await caches.keys()).filter((name) => name.startsWith(`mta-sts-lens ${base} `));

/** "": it can't be kept here; "off": not wanted; "soon": not whole yet; else how many files and bytes are kept. */
export async function state() {
  try {
    if (!can) return "";
    if (isOff()) return "off";
    const kept = [];
    for (const name of await own()) kept.push(await (await caches.open(name)).match(`${base}?kept`));
    const last = kept.filter(Boolean).pop();
    if (!last) return (await registered()) || !refused ? "soon" : "";
    const { files, bytes } = await last.json();
    return `${files} ${bytes}`;
  } catch {
    return "";
  }
}

let refused = false;

/** Keeps it from now on, or removes what is kept and keeps nothing. Gives the state then. */
export async function set(on) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "no");
  } catch {
    // What can't be noted holds until the page closes.
  }
  if (can && on) {
    (await register())?.active?.postMessage("tidy");
    // As long as that takes, which is what the settings wait for.
    for (let times = 0; times < 60 && (await state()) === "soon"; times += 1) await wait(500);
  }
  if (can && !on) {
    await (await registered())?.unregister();
    for (const name of await own()) await caches.delete(name);
  }
  return state();
}

async function register() {
  try {
    const registration = await navigator.serviceWorker.register(worker, { scope: base, updateViaCache: "none" });
    watch(registration);
    return registration;
  } catch {
    // Not served with the page, or not allowed here: then nothing is kept.
    refused = true;
    return undefined;
  }
}

let watched;

/** Says when a new build is installed and waits. */
function watch(registration) {
  if (registration === watched) return;
  watched = registration;
  const ready = () => {
    if (registration.waiting && navigator.serviceWorker.controller) tell(registration);
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", ready));
  ready();
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < ASK_AGAIN) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

/** A line above the page, with buttons. It is there before its words are, so that they are spoken. */
function band(words, buttons = []) {
  document.getElementById("news")?.remove();
  const box = document.createElement("div");
  Object.assign(box, { className: "band", id: "news" });
  box.setAttribute("role", "status");
  document.getElementById("app").before(box);
  const line = document.createElement("div");
  line.className = "wrap row";
  const text = document.createElement("p");
  text.textContent = words;
  line.append(text);
  for (const [word, act] of [...buttons, ["Close", () => box.remove()]]) {
    const button = document.createElement("button");
    Object.assign(button, { className: "btn btn--small", type: "button", textContent: word });
    button.addEventListener("click", act);
    line.append(button);
  }
  setTimeout(() => box.append(line));
}

function tell(registration) {
  const reload = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    // Another tab may have had it take over already.
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  };
  band("A new version is ready. Reload when it suits you.", [["Reload", reload]]);
}

/** What is put by of what another app shared: a text, files. It is gone from there then. */
async function taken() {
  const name = `mta-sts-lens ${base} shared`;
  if (!(await caches.has(name))) return { text: "", files: [] };
  const cache = await caches.open(name);
  const files = [];
  let text = "";
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const named = response.headers.get("X-Name");
    if (named === null) text = await response.text();
    else files.push(new File([await response.blob()], decodeURIComponent(named), { type: response.headers.get("Content-Type") }));
  }
  await caches.delete(name);
  return { text, files };
}

/** What names no report is judged as a text. */
const isText = ({ name, type, size }) => size <= 262_144 && (/\.txt$/i.test(name) || (type === "text/plain" && !/\.(json|eml|mbox|gz|zip|tar)$/i.test(name)));

/** The field of this id, once it is there. */
async function field(id) {
  for (let times = 0; times < 300; times += 1) {
    const found = document.getElementById(id);
    if (found) return found;
    await wait(50);
  }
  return undefined;
}

/** Hands over what was shared as if it had been pasted, or picked, where it is read. */
async function handOver() {
  const large = location.search === "?shared=large";
  let { text, files } = can ? await taken() : { text: "", files: [] };
  if (files.length === 1 && text === "" && isText(files[0])) {
    text = await files[0].text();
    files = [];
  }
  const place = files.length > 0 || large ? "#/reports" : "#/validate";
  history.replaceState(null, "", base + place);
  dispatchEvent(new HashChangeEvent("hashchange"));
  if (large) return band("What was shared is more than is taken in at once. Choose the files here instead.");
  if (files.length === 0 && text === "") return undefined;
  const box = await field(files.length > 0 ? "r-files" : "ed");
  if (!box) return undefined;
  if (files.length > 0) {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    box.files = data.files;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return undefined;
  }
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
  return box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

async function start() {
  // What was shared and never taken is not kept.
  if (can && !location.search.startsWith("?shared")) await caches.delete(`mta-sts-lens ${base} shared`);
  if (!can || isOff()) return;
  refused = navigator.connection?.saveData === true;
  if (refused) return;
  const before = await registered();
  if (before) {
    watch(before);
    // What earlier builds left goes, once no other tab can want it.
    before.active?.postMessage("tidy");
  }
  do await wait(STILL);
  while (busy());
  if (!isOff()) await register();
}

if (location.search.startsWith("?shared")) handOver().catch(() => {});
start().catch(() => {
  refused = true;
});
