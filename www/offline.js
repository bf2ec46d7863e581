// Has this browser keep the page for use without a network (`sw.js`, which the build writes), says when a new version is
// ready, and hands over what another app shared. Loaded when all else is done; where it can't work it does nothing.
const OFF = "mta-sts-lens-offline";
/** Where it stands that reports are kept. */
const REPORTS = "mta-sts-lens-reports";
/** How long the page has been still before anything is fetched for later, and how often it is asked for a new version. */
const STILL = 3_000, ASK_AGAIN = 3_600_000;
const base = new URL("./", document.baseURI).href;
const worker = new URL("sw.js", base).href;
const can = isSecureContext && "serviceWorker" in navigator && "caches" in globalThis;

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
const busy = () => document.querySelector("progress, [aria-busy='true']") !== null;

function noted(name) {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}

const isOff = () => noted(OFF);

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
  const follow = (worker) =>
    worker?.addEventListener("statechange", () => {
      // It can't be kept whole here, and nothing was before.
      if (worker.state === "redundant" && !registration.active) refused = true;
      ready();
    });
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  ready();
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < ASK_AGAIN) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

/** A line above the page, with buttons. It is there before its words are, so that they are spoken. */
function band(id, words, buttons = [], [last, leave] = ["Close", () => {}]) {
  document.getElementById(id)?.remove();
  const box = document.createElement("div");
  Object.assign(box, { className: "band", id });
  box.setAttribute("role", "status");
  document.getElementById("app").before(box);
  const line = document.createElement("div");
  line.className = "wrap row";
  const text = document.createElement("p");
  text.append(icon("note"), ` ${words}`);
  line.append(text);
  for (const [word, act] of [...buttons, [last, () => (box.remove(), leave())]]) {
    const button = document.createElement("button");
    Object.assign(button, { className: "btn btn--small", type: "button", textContent: word });
    button.addEventListener("click", act);
    line.append(button);
  }
  setTimeout(() => box.append(line));
}

/** A symbol of the icon sheet. */
function icon(name) {
  const [svg, use] = ["svg", "use"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

function tell(registration) {
  const reload = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    // Another tab may have had it take over already.
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  };
  band("news", "A new version is ready. Reload when it suits you.", [["Reload", reload]]);
}

/** What is put by of what another app shared: a text, files, or that it was too much. It is gone from there then. */
async function taken() {
  const name = `mta-sts-lens ${base} shared`;
  const files = [];
  let [text, large] = ["", false];
  if (!can || !(await caches.has(name))) return { text, files, large };
  const cache = await caches.open(name);
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const named = response.headers.get("X-Name");
    if (request.url.endsWith("?large")) large = true;
    else if (named === null) text = await response.text();
    else files.push(new File([await response.blob()], decodeURIComponent(named), { type: response.headers.get("Content-Type") }));
  }
  await caches.delete(name);
  return { text, files, large };
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
  let { text, files, large } = await taken();
  if (files.length === 1 && text === "" && isText(files[0])) {
    text = await files[0].text();
    files = [];
  }
  go(files.length > 0 || large ? "#/reports" : "#/validate");
  if (large) return band("shared", "What was shared is more than is taken in at once. Choose the files here instead.");
  if (files.length === 0) return text === "" ? undefined : bring(text);
  if (!noted(REPORTS)) return pick(files);
  const words = "Files were shared. What is read joins the reports that are kept in this browser.";
  const rest = () => document.getElementById("r-files")?.focus();
  return band("shared", words, [["Read them", () => pick(files).then(rest)]], ["Leave them", rest]);
}

/** Has files read as if they had been picked. */
async function pick(files) {
  document.getElementById("shared")?.remove();
  if (!location.hash.startsWith("#/reports")) location.hash = "#/reports";
  const box = await field("r-files");
  if (!box) return;
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  box.files = data.files;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function go(place) {
  history.replaceState(null, "", base + place);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Brings a text to where texts are judged. Any page can share one, so it takes no other's place unless that is wanted. */
async function bring(text) {
  const box = await field("ed");
  // Forms end lines as the network does, fields don't.
  if (!box || box.value === text.replace(/\r\n?/g, "\n")) return;
  if (box.value === "") write(box, text);
  else offer(text, "A text was shared. Another is written here already.", "Replace what is written", "Keep it");
}

function write(box, text) {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Offers to write a text in the place of what is written, which can be brought back in the same way. */
function offer(text, words, word, close) {
  const replace = async () => {
    if (!location.hash.startsWith("#/validate")) location.hash = "#/validate";
    const box = await field("ed");
    if (!box) return;
    const before = box.value;
    write(box, text);
    document.getElementById("shared")?.remove();
    if (before !== "") offer(before, "What is written was replaced.", "Bring back what was there", "Close");
    box.focus();
  };
  band("shared", words, [[word, replace]], [close, () => document.getElementById("ed")?.focus()]);
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
