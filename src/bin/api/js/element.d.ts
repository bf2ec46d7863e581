// The element, for pages that import its script as `mta-sts-lens/element.js`. On a server that does nothing.
import type { Assessment, Classified, ReadReports, ReportFile } from "./index.js";

/** `<mta-sts-lens>`; its attributes and events stand in README. Each method gives nothing where it failed or something else took its place. */
export class MtaStsLens extends HTMLElement {
  check(domain: string): Promise<Assessment | undefined>;
  validate(text: string): Promise<Classified | undefined>;
  read(files: ReportFile | ReportFile[]): Promise<ReadReports | undefined>;
}

declare global {
  interface HTMLElementTagNameMap {
    "mta-sts-lens": MtaStsLens;
  }
}
