// <mta-sts-lens domain view theme resolver compact app>: a check, or a judged text, in any page.
//
// Importing this on a server does nothing. The program is loaded when an element is seen or used. All is drawn here by hand,
// in a shadow root with constructed style sheets, which a strict content security policy allows.

import { LensError, check, data, readReports } from "./core.js";
import { SAID_IN, settings } from "./element-settings.js";
import { draw, expect, fill, sheet, skeleton } from "./element-view.js";

const NAME = "mta-sts-lens";
const Base = globalThis.HTMLElement ?? class {};

/** Elements that follow the scheme of the page; one observer for all. */
const followers = new Set();
let watcher;

function follow(element) {
  followers.add(element);
  if (watcher) return;
  watcher = new MutationObserver(() => followers.forEach((one) => one.retheme()));
  for (const one of [document.documentElement, document.body]) {
    if (one) watcher.observe(one, { attributes: true, attributeFilter: SAID_IN });
  }
}

function unfollow(element) {
  followers.delete(element);
  if (followers.size > 0) return;
  watcher?.disconnect();
  watcher = undefined;
}

class MtaStsLens extends Base {
  static observedAttributes = ["domain", "view", "theme", "resolver", "compact", "app"];

  #root;
  #seen;
  #size;
  #control;
  #height = 0;
  #queued = false;
  /** What the attributes said last. */
  #said;
  /** Whether it is seen, and whether it told so. */
  #visible = false;
  #ready = false;
  /** The domain that is checked as soon as it is seen, the one that is being checked, and the one that was checked last. */
  #wanted = "";
  #running = "";
  #last = "";
  /** Draws what it shows. */
  #drawn = draw.nothing;

  connectedCallback() {
    if (!this.#root) {
      this.#root = this.attachShadow({ mode: "open" });
      this.#root.adoptedStyleSheets = [sheet()];
    }
    this.#settle();
    // It was moved.
    if (this.#seen) return;
    follow(this);
    // Nothing is loaded and nobody asked as long as nobody sees it.
    this.#seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.#visible = true;
      this.#show();
    });
    this.#seen.observe(this);
    this.#size = new ResizeObserver(() => {
      const height = Math.ceil(this.getBoundingClientRect().height);
      if (height !== this.#height) this.#tell("lens-resize", { height: (this.#height = height) });
    });
    this.#size.observe(this);
  }

  disconnectedCallback() {
    // What is moved is put in again at once, and goes on.
    queueMicrotask(() => {
      if (!this.isConnected) this.#rest();
    });
  }

  /** It was taken out. What it shows stays for when it comes again, and a check begins anew then. */
  #rest() {
    this.#stop();
    this.#seen?.disconnect();
    this.#size?.disconnect();
    this.#seen = this.#size = undefined;
    this.#visible = this.#ready = false;
    unfollow(this);
  }

  attributeChangedCallback(_, before, after) {
    if (before === after || !this.isConnected || !this.#root || this.#queued) return;
    // Several that are set together count as one change.
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.isConnected) this.#settle();
    });
  }

  /** Follows the attributes. What they don't change stays: what was typed, what is shown, where the focus is. */
  #settle() {
    const before = this.#said ?? { __proto__: null };
    const now = (this.#said = settings(this));
    const changed = (name) => now[name] !== before[name];
    if (changed("view")) {
      skeleton(this.#root, now.view, (typed) => ({ check: this.check, validate: this.validate, generate: this.#generate, report: this.read })[now.view].call(this, typed));
      this.#ready = false;
    }
    // What a method was asked before it came in goes on.
    const asked = before.view === undefined && this.#running;
    if (changed("view") || changed("domain")) {
      if (!asked) this.#last = "";
      fill(this.#root, asked || now.domain);
    }
    if (!asked && (changed("view") || changed("domain") || changed("resolver"))) {
      this.#stop();
      this.#wanted = this.#last || now.domain;
      this.#drawn = draw.nothing;
      this.#drawn(this.#root);
    }
    expect(this.#root, now.view === "check" && (this.#last || now.domain) !== "");
    this.retheme();
    if (now.wrong) {
      this.#stop();
      draw.failure(this.#root, { message: now.wrong }, now);
      if (changed("wrong")) this.#tell("lens-error", { code: "options", message: now.wrong, finding: null });
    } else if (before.wrong || changed("compact") || changed("app")) this.#drawn(this.#root);
    this.#show();
  }

  /** Checks a domain; resolves with the final assessment, or with nothing where it failed or something else took its place. */
  check(domain) {
    return this.#ask(async (signal, show) => {
      const { resolver, unasked } = settings(this);
      if (unasked) throw new LensError("options", unasked);
      if (typeof domain === "string") fill(this.#root, domain);
      expect(this.#root, true);
      let last;
      for await (const assessment of check(domain, { resolver, signal })) {
        last = assessment;
        show((root) => draw.assessment(root, assessment, settings(this)));
      }
      return last;
    }, domain);
  }

  /** Judges the text of a record or a policy. */
  validate(text) {
    return this.#ask(async (_, show) => {
      const { judge, drawJudged } = await data(() => import("./element-judge.js"));
      const judged = await judge(text);
      show((root) => drawJudged(root, judged));
      return judged;
    });
  }

  /** Makes what is to be published, of what was typed. */
  #generate(typed) {
    return this.#ask(async (_, show) => {
      const { makeOf, drawMade } = await data(() => import("./element-generate.js"));
      const made = await makeOf(typed);
      show((root) => drawMade(root, made));
      return made;
    });
  }

  /** Reads TLS reports: files as they came. */
  read(files) {
    return this.#ask(async (signal, show) => {
      const [read, { drawReports }] = await Promise.all([readReports(files, { signal }), data(() => import("./element-report.js"))]);
      show((root) => drawReports(root, read));
      return read;
    });
  }

  /** One thing at a time: what is asked ends what was asked before, and the attribute's domain doesn't take its place. */
  async #ask(work, domain = "") {
    this.#control?.abort();
    const { signal } = (this.#control = new AbortController());
    this.#wanted = "";
    this.#running = this.#last = domain;
    const show = (how) => {
      if (signal.aborted) return;
      this.#drawn = how;
      how(this.#root);
    };
    try {
      const result = await work(signal, show);
      if (signal.aborted) return undefined;
      this.#running = "";
      this.#tell("lens-result", result);
      return result;
    } catch (error) {
      if (signal.aborted) return undefined;
      this.#running = "";
      const known = error instanceof LensError ? error : new LensError("internal", String(error?.message ?? error), { cause: error });
      show((root) => draw.failure(root, known, settings(this)));
      this.#tell("lens-error", { code: known.code, message: known.message, finding: known.finding });
      return undefined;
    }
  }

  /** Ends what goes on; a check is wanted still. */
  #stop() {
    this.#control?.abort();
    this.#control = undefined;
    this.#wanted = this.#running || this.#wanted;
    this.#running = "";
  }

  /** Takes the scheme of the page, where none is set by attribute. */
  retheme() {
    this.#root?.querySelector(".lens")?.setAttribute("data-theme", settings(this).theme);
  }

  #show() {
    const { view, wrong } = this.#said;
    if (!this.#visible || wrong) return;
    if (!this.#ready) this.#tell("lens-ready", { view });
    this.#ready = true;
    if (this.#wanted && view === "check") this.check(this.#wanted);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

// A second copy of this script finds the name taken.
if (globalThis.customElements && !customElements.get(NAME)) customElements.define(NAME, MtaStsLens);

export { MtaStsLens };
