// Starts the app; says so in plain words where that can't be done. What to load stands in the attributes of the tag.
const tag = document.querySelector("script[data-wasm]");
const at = (path) => new URL(path, document.baseURI).href;

function say(title, text) {
  const heading = document.createElement("h1");
  heading.textContent = title;
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  const box = document.createElement("div");
  box.className = "wrap page-head";
  box.append(heading, paragraph);
  if (navigator.onLine) {
    const rules = document.createElement("a");
    rules.href = "rules/index.html";
    rules.textContent = "The rules can be read all the same.";
    box.append(rules);
  }
  (document.querySelector("#app > main") ?? document.getElementById("app")).replaceChildren(box);
}

function offline() {
  document.getElementById("offline").hidden = navigator.onLine;
}

addEventListener("online", offline);
addEventListener("offline", offline);
offline();

if (typeof WebAssembly !== "object") {
  say(
    "This page needs WebAssembly, which is switched off here.",
    "Checking happens in your browser alone, so there is no server that could do it instead. Allow WebAssembly for this page, or open it in another browser.",
  );
} else {
  // Any place but the start needs further parts of the program: they are fetched beside the first.
  const place = /^#\/(\w+)/.exec(location.hash)?.[1];
  const parts = { check: "desk", compare: "desk", rules: "desk", requests: "desk", about: "desk", validate: "bench", generate: "bench", rollout: "bench", reports: "reports", embed: "bench" };
  for (const href of tag.dataset[parts[place]]?.split(" ") ?? []) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: at(href) });
    document.head.append(link);
  }
  try {
    const { default: init } = await import(at(tag.dataset.js));
    await init({ module_or_path: at(tag.dataset.wasm) });
    // What keeps the page for use without a network comes when the rest is there. The settings ask for it too.
    window.mtaStsLensOffline = () => import(at("www/offline.js"));
    setTimeout(() => mtaStsLensOffline().catch(() => {}), location.search ? 0 : 1500);
  } catch (error) {
    console.error(error);
    if (navigator.onLine) {
      say(
        "The page could not be started.",
        "A part of it did not load, or this browser refuses it: an extension, a company’s proxy or an old version can do that. Reload the page; if that doesn’t help, open it in another browser.",
      );
    } else {
      say("No network, so the page could not be loaded whole.", "Reload it when you are connected again.");
    }
  }
}
