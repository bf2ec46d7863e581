// Types of MTA-STS Lens. Those of an assessment and the codes of the rules are made from the program.

export interface CheckOptions {
  /** Addresses of DNS-over-HTTPS servers that speak JSON, by `https:`, the preferred one first. Without: Google and Cloudflare. */
  resolver?: string | URL | Array<string | URL>;
  /** In place of the platform's `fetch`. */
  fetch?: typeof fetch;
  /** Ends the check; the iteration throws the signal's reason. */
  signal?: AbortSignal;
  /** A policy that was brought: its text, or what `curl -i` printed. It counts where none can be read; what the host serves counts before it. */
  policy?: string | Uint8Array;
  /** `false`: a policy host that lets no page read isn't probed (a sandboxed frame, in browsers alone). */
  probe?: boolean;
  /** `true`: each assessment has its `picture`, as a screen draws it. */
  picture?: boolean;
  /** Is given every request that was made so far, with each judgement; once more where the check ends before its end. */
  onRequests?: (requests: LensRequest[]) => void;
}

/** A request, from its start to its end. */
export interface LensRequest {
  what: string;
  url: string;
  whom: string;
  why: string;
  /** Milliseconds since the check began. */
  start: number;
  took: number | null;
  state: "running" | "answered" | "late" | "refused" | "timed-out" | "cancelled";
  outcome: string;
}

/** Checks a domain; gives each judgement as it grows, the final one (`done: true`) last. */
export function check(domain: string, options?: CheckOptions): AsyncGenerator<Assessment, void, void>;

/** A text, judged; `effective` is what a conforming sender goes by. Places are bytes of the text in UTF-8. */
export interface Judged<T> {
  verdict: "valid" | "valid-with-warnings" | "invalid";
  findings: Finding[];
  /** How many more findings were counted but not kept. */
  left_out: number;
  effective: T | null;
}

export type Mode = "enforce" | "testing" | "none";

/** Judges the text of an MTA-STS record (RFC 8461, section 3.1). */
export function validateRecord(text: string | Uint8Array): Promise<Judged<{ id: string }>>;
/** Judges the text of a policy (RFC 8461, section 3.2). */
export function validatePolicy(text: string | Uint8Array): Promise<Judged<{ mode: Mode; max_age: number; mx: string[] }>>;
/** Judges the text of a TLS reporting record (RFC 8460, section 3). */
export function validateTlsrpt(text: string | Uint8Array): Promise<Judged<{ rua: string[] }>>;
/** Judges whether one of the patterns covers an MX host (RFC 8461, section 4.1). */
export function matchMx(patterns: string[], host: string): Promise<Judged<{ pattern: string }>>;

export type Kind =
  | "domain" | "policy" | "sts-record" | "tlsrpt-record" | "zone" | "dns-answer" | "http-answer" | "tls-report"
  | "bounce" | "openssl" | "other" | "unknown";

/** What a conforming sender goes by: of an MTA-STS record, of a TLS reporting record, of a policy; `null` where none would. */
export type Effective = { id: string } | { rua: string[] } | { mode: Mode; max_age: number; mx: string[] };

export interface Classified {
  /** Whether the records and policies are valid; `null` where there are none. */
  verdict: "valid" | "valid-with-warnings" | "invalid" | null;
  pieces: Array<{ kind: Kind; span: Span; lines: [number, number]; what: string; how: string; effective: Effective | null }>;
  findings: Finding[];
  left_out: number;
  /** Whether there was so much that some of it was left out. */
  cut: boolean;
  together: {
    domain: string | null;
    fits: Array<{ severity: Severity; words: string; pieces: number[] }>;
    matrix: Matrix | null;
    plain: string;
  };
}

/** Tells what a text is, and judges it. `now`: for the dates of certificates. */
export function classify(text: string | Uint8Array, options?: { now?: number | Date }): Promise<Classified>;

export interface FormInput {
  domain?: string;
  /** The DNS zone that the records go into, if that is one above the domain. */
  zone?: string;
  mode?: Mode;
  /** Patterns that cover the MX hosts. */
  mx?: string[];
  /** Seconds. */
  max_age?: number;
  id?: string;
  /** Where TLS reports go: mail addresses or URIs. */
  rua?: string[];
  /** Where the policy host is: addresses, or the name that it is an alias of. */
  host?: string;
  ttl?: number;
  /** A hosting kit, such as `nginx`: its files are in `files`. */
  kit?: string;
  /** A format for the records, such as `bind`: the same. */
  dns?: string;
}

export interface Made {
  domain: string | null;
  zone: string | null;
  mode: Mode;
  id: string;
  policy: string;
  records: Array<{ name: string; relative: string; type: string; ttl: number; value: string; strings: string[] }>;
  ttl: number;
  /** Whether nothing stands against publishing it. */
  publishable: boolean;
  problems: Array<{
    field: "domain" | "mode" | "mx" | "max_age" | "id" | "rua" | "host";
    item: number | null;
    finding: Finding;
  }>;
  files: Array<{ path: string; text: string; executable: boolean }>;
}

/** Makes what is to be published. */
export function generate(form?: FormInput, options?: { now?: number | Date }): Promise<Made>;

export interface Wish {
  domain: string;
  change: "first" | "mx-hosts" | "provider" | "policy" | "removal";
  /** All MX hosts afterwards, for `mx-hosts` and `provider`. */
  mx?: string[];
  /** The patterns that the provider names. */
  patterns?: string[];
  /** The policy afterwards, for `policy`. */
  policy?: string;
  /** What is known of today. What isn't there isn't known, and taken as the worst; `null` says that there is none. */
  today?: {
    id?: string | null;
    policy?: string | null;
    mx?: string[] | null;
    reporting?: boolean;
    record_ttl?: number;
    mx_ttl?: number;
    /** Since when today's policy is served, in seconds since 1970. */
    since?: number;
    /** Largest `max_age` of the policies in `enforce` of the year before that one. */
    earlier?: number;
    rua?: string[];
  };
  options?: { testing_days?: number; enforce_days?: number; short_max_age?: number; long_max_age?: number; queue_days?: number };
}

/** A plan; times are seconds since 1970. */
export interface Plan {
  domain: string;
  change: Wish["change"];
  title: string;
  summary: string;
  made: number;
  obstacles: string[];
  dangers: string[];
  doubts: string[];
  assumptions: string[];
  steps: Array<{
    key: string;
    state: "done" | "now" | "later";
    not_before: number | null;
    until: number | null;
    after: string;
    why: string;
    title: string;
    words: string;
    pastes: Array<{ label: string; kind: "policy" | "record" | "command" | "difference"; text: string; warnings: Finding[] }>;
    watch: string;
    back: { words: string; lasts: number } | null;
  }>;
  /** The same as a checklist and as a calendar. */
  markdown: string;
  ics: string;
}

/** Plans a change. */
export function plan(wish: Wish, options?: { now?: number | Date }): Promise<Plan>;

/** A file with reports: its text, its bytes, or the platform's own file; with a name beside it, or without. */
export type ReportFile = string | Uint8Array | ArrayBuffer | Blob | { name?: string; bytes: string | Uint8Array | ArrayBuffer | Blob };

export interface ReadOptions {
  /** How far files are read; a file that passes one ends in a finding. */
  limits?: { file_bytes?: number; unpacked_bytes?: number; files?: number; nested?: number; values?: number };
  /** Ends the reading, which then throws the signal's reason. */
  signal?: AbortSignal;
}

/** Sessions. `at-least`: some were told of twice, by MTA-STS and by DANE. */
export interface Sessions { sessions: number; failures: number; "at-least": boolean }

/** Days are dates of UTC. */
export interface Days { "first-day"?: string; "last-day"?: string }

export interface SessionsOf extends Days { name: string; reports: number; totals: Sessions }

/** Failures overlap: what they count is no mail, and isn't to be added up. */
export interface FailuresOf extends Days { name: string; reports: number; "failed-sessions": number }

/** What all reports say together. Names are as reports have them; an empty one was not said. */
export interface ReadReports {
  sentence: string;
  consequence: string;
  severity: Severity;
  counts: { files: number; reports: number; repeated: number; contradicting: number };
  totals: Sessions;
  reporters: SessionsOf[];
  "policy-types": SessionsOf[];
  domains: SessionsOf[];
  "mx-hosts": FailuresOf[];
  "sending-addresses": FailuresOf[];
  "receiving-addresses": FailuresOf[];
  "result-types": FailuresOf[];
  failures: Array<Days & {
    "result-type": string;
    title: string | null;
    "mx-host": string;
    reporter: string;
    domain: string;
    "failed-sessions": number;
    effect: "refused" | "reported" | "unknown";
    reasons: string[];
  }>;
  days: Array<{ day: string; reports: number; totals: Sessions; failed: Array<{ name: string; "failed-sessions": number }> }>;
  policies: Array<Days & { domain: string; "policy-type": string; lines: string[]; removed: string[]; added: string[]; totals: Sessions }>;
  /** The files that were given, and those in them; `within`: the number of the file that one lies in. */
  files: Array<{
    name: string;
    within: number | null;
    bytes: number;
    reporter: string | null;
    reports: number;
    findings: Finding[];
    left_out: number;
  }>;
}

/** Reads TLS reports (RFC 8460), packed or in mails as they came. Nothing is sent anywhere. */
export function readReports(files: ReportFile | ReportFile[], options?: ReadOptions): Promise<ReadReports>;

export interface Rule {
  code: RuleCode;
  name: string;
  severity: Severity;
  in_testing: Severity | null;
  title: string;
  /** Templates, with arguments `{like}` this. */
  message: string;
  fix: string;
  reference: string;
  url: string;
  help: string;
  bad: string;
  good: string;
}

/** Every rule, or those of these codes. */
export function rules(codes?: RuleCode | RuleCode[]): Promise<Rule[]>;

/** Why something could not be done. */
export class LensError extends Error {
  readonly name: "LensError";
  readonly code: "input" | "options" | "load" | "internal";
  /** The rule that refuses the input, if one does. */
  readonly finding: Finding | null;
}
