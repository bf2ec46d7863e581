// <mta-sts-lens domain view theme resolver compact>: a check, or a judged text, in any page.
//
// Importing this on a server does nothing. The program is loaded when an element is seen or used. All is drawn here by hand,
// in a shadow root with constructed style sheets, which a strict content security policy allows.

import { LensError, check, generate, readReports, validatePolicy, validateRecord, validateTlsrpt } from "./index.js";
import { SAID_IN, refused, settings } from "./element-settings.js";
import { draw, sheet, skeleton } from "./element-view.js";

const NAME = "mta-sts-lens";
const Base = globalThis.HTMLElement ?? class {};

/** Which text is meant, by how it begins; what is no text is refused there. */
const judge = (text) => {
  const begins = (how) => typeof text === "string" && how.test(text);
  return begins(/^\s*v\s*=\s*STS/i) ? validateRecord(text) : begins(/^\s*v\s*=\s*TLSRPT/i) ? validateTlsrpt(text) : validatePolicy(text);
};

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
  static observedAttributes = ["domain", "view", "theme", "resolver", "compact"];

  #root;
  #seen;
  #size;
  #control;
  #height = 0;
  #shown = false;
  #queued = false;
  /** Whether something was asked by a method or by hand: the attribute's domain doesn't take its place. */
  #asked = false;

  connectedCallback() {
    if (!this.#root) {
      this.#root = this.attachShadow({ mode: "open" });
      this.#root.adoptedStyleSheets = [sheet()];
    }
    follow(this);
    this.#build();
    // Nothing is loaded and nobody asked as long as nobody sees it.
    this.#seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#show();
    });
    this.#seen.observe(this);
    this.#size = new ResizeObserver(() => {
      const height = Math.ceil(this.getBoundingClientRect().height);
      if (height !== this.#height) this.#tell("lens-resize", { height: (this.#height = height) });
    });
    this.#size.observe(this);
  }

  disconnectedCallback() {
    this.#seen?.disconnect();
    this.#size?.disconnect();
    this.#control?.abort();
    this.#seen = this.#size = this.#control = undefined;
    this.#shown = this.#asked = false;
    unfollow(this);
    this.#root?.replaceChildren();
  }

  attributeChangedCallback(_, before, after) {
    if (before === after || !this.isConnected || !this.#root || this.#queued) return;
    // Several that are set together count as one change.
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (!this.isConnected) return;
      this.#control?.abort();
      const shown = this.#shown;
      this.#shown = this.#asked = false;
      this.#build();
      if (shown) this.#show();
    });
  }

  /** Checks a domain; resolves with the final assessment, or with nothing where it failed or something else took its place. */
  check(domain) {
    this.#asked = true;
    return this.#check(domain);
  }

  async #check(domain) {
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    const { resolver } = settings(this);
    const box = this.#root?.querySelector("input");
    if (box && typeof domain === "string" && box.value !== domain) box.value = domain;
    let last;
    try {
      for await (const assessment of check(domain, { resolver, signal: control.signal })) {
        last = assessment;
        if (control.signal.aborted) return undefined;
        draw.assessment(this.#root, assessment, settings(this));
      }
    } catch (error) {
      return this.#failed(error, control);
    }
    this.#tell("lens-result", last);
    return last;
  }

  /** Judges the text of a record or a policy. */
  async validate(text) {
    this.#asked = true;
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    try {
      const judged = await judge(text);
      if (control.signal.aborted) return undefined;
      draw.judged(this.#root, judged);
      this.#tell("lens-result", judged);
      return judged;
    } catch (error) {
      return this.#failed(error, control);
    }
  }

  /** Makes what is to be published, of the form. */
  async #generate(form) {
    this.#asked = true;
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    try {
      const [made, { drawMade }] = await Promise.all([generate(form), import("./element-generate.js")]);
      if (control.signal.aborted) return undefined;
      drawMade(this.#root, made);
      this.#tell("lens-result", made);
      return made;
    } catch (error) {
      return this.#failed(error, control);
    }
  }

  /** Reads TLS reports: files as they came. */
  async read(files) {
    this.#asked = true;
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    try {
      const [read, { drawReports }] = await Promise.all([readReports(files, { signal: control.signal }), import("./element-report.js")]);
      if (control.signal.aborted) return undefined;
      drawReports(this.#root, read);
      this.#tell("lens-result", read);
      return read;
    } catch (error) {
      return this.#failed(error, control);
    }
  }

  /** Takes the scheme of the page, where none is set by attribute. */
  retheme() {
    this.#root?.querySelector(".lens")?.setAttribute("data-theme", settings(this).theme);
  }

  #failed(error, control) {
    if (control.signal.aborted) return undefined;
    const known = error instanceof LensError ? error : new LensError("internal", String(error?.message ?? error), { cause: error });
    draw.failure(this.#root, known);
    this.#tell("lens-error", { code: known.code, message: known.message, finding: known.finding });
    return undefined;
  }

  #build() {
    const wrong = refused(this);
    skeleton(this.#root, settings(this), {
      submit: (value) => ({ validate: () => this.validate(value), generate: () => this.#generate(value), report: () => this.read(value) })[settings(this).view]?.() ?? this.check(value),
    });
    if (wrong) {
      draw.failure(this.#root, new LensError("options", wrong));
      this.#tell("lens-error", { code: "options", message: wrong, finding: null });
    }
  }

  #show() {
    if (this.#shown || refused(this)) return;
    this.#shown = true;
    const { view, domain } = settings(this);
    this.#tell("lens-ready", { view });
    if (view === "check" && domain && !this.#asked) this.#check(domain);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

// A second copy of this script finds the name taken.
if (globalThis.customElements && !customElements.get(NAME)) customElements.define(NAME, MtaStsLens);

export { MtaStsLens };
