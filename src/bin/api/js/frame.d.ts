// For pages that hold `embed.html` in a frame, as `mta-sts-lens/frame.js`. On a server importing it does nothing.

/** The attributes of the element; `null` or `false` takes one away. */
export interface FrameOptions {
  domain?: string | null;
  view?: "check" | "validate" | "generate" | "report" | null;
  theme?: "auto" | "light" | "dark" | null;
  resolver?: string | null;
  compact?: boolean | null;
}

export interface Frame {
  set(options: FrameOptions): void;
  check(domain: string): void;
  validate(text: string): void;
  /** Nothing that waits is delivered any more. */
  close(): void;
}

/** What is said before the frame listens waits, also while it is moved or loaded anew. */
export function connect(frame: HTMLIFrameElement): Frame;

/** The address of the frame's page with these options, for a page of this site. */
export function address(options?: FrameOptions): string;
