//! What the page, the exports and other programs are given: the judgement of a survey, in one documented shape.

use crate::rule::{Evidence, Finding, Findings, Severity, Snippet, Subject};
use crate::sts::{self, Policy};
use crate::text::{self, part};
use crate::words;
use serde::{Serialize, Serializer};

/// Version of the JSON shape of [`Assessment`]; it rises when a member changes its meaning or goes.
pub const FORMAT: u32 = 1;

/// Everything that can be said of a domain from what is known so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assessment {
    /// Version of this shape: [`FORMAT`].
    pub format: u32,
    /// The Policy Domain (A-labels).
    pub domain: String,
    /// The same in U-labels, where that differs.
    pub unicode: Option<String>,
    /// When the check began, in seconds since 1970 (UTC).
    pub started: i64,
    /// Whether nothing more will come.
    pub done: bool,
    /// What is still awaited, in words, such as `the policy`.
    pub waiting: Vec<String>,
    /// The verdict: one plain sentence, and what follows from it.
    pub verdict: Verdict,
    /// What to do next.
    pub next: Option<Next>,
    /// How each subject stands, in the order of the page.
    pub subjects: Vec<SubjectState>,
    /// All findings; what refuses mail first, what is good last.
    pub findings: Vec<Finding>,
    /// How many more findings were counted but not kept.
    pub left_out: usize,
    /// The picture of the chain.
    pub chain: Chain,
    /// The MX hosts against the policy's patterns, once there are MX hosts.
    pub matrix: Option<Matrix>,
    /// The texts that findings point into.
    pub texts: Vec<SourceText>,
    /// What the probes saw, when they ran.
    pub probe: Vec<ProbeRow>,
    /// How to bring the policy here, when it can't be read.
    pub bridge: Option<Bridge>,
    /// What a browser can't see, with the commands that show it.
    pub unseen: Vec<Unseen>,
}

impl Assessment {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        severity.count_in(&self.findings)
    }

    /// The text that findings about `subject` point into.
    #[must_use]
    pub fn text(&self, subject: Subject) -> Option<&SourceText> {
        self.texts.iter().find(|text| text.subject == subject)
    }

    /// The policy that senders get: by the letter, else the reading that most senders share. `None` where there is
    /// none, where it isn't known, or where what is served is nothing that senders take (a redirect, a status of 404).
    #[must_use]
    pub fn policy(&self) -> Option<Policy> {
        let text = self.text(Subject::Policy)?;
        let reading = sts::policy::parse(&text.text, &mut Findings::faults());
        reading.effective.or(reading.lenient)
    }

    /// How a subject stands.
    #[must_use]
    pub fn subject(&self, subject: Subject) -> Option<&SubjectState> {
        self.subjects.iter().find(|state| state.subject == subject)
    }
}

/// Which verdict it is: stable words for programs and tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// Not all is known yet.
    Waiting,
    /// Mode enforce, every MX host covered.
    Protected,
    /// Mode enforce, some MX hosts not covered: senders refuse those.
    PartlyRefused,
    /// Mode enforce, no MX host covered: senders refuse all mail.
    Refused,
    /// Mode testing, every MX host covered.
    Testing,
    /// Mode testing, and enforce would refuse some or all MX hosts.
    TestingMisfit,
    /// Mode none.
    Off,
    /// Ignored by senders: the record is invalid.
    RecordInvalid,
    /// Ignored by senders: more than one record.
    TwoRecords,
    /// Ignored by senders: the policy is invalid.
    PolicyInvalid,
    /// The policy breaks the grammar in a way that some senders accept and some refuse.
    SendersDiffer,
    /// A record, but the policy host has no address, answers with an error, or redirects.
    RecordWithoutPolicy,
    /// A policy, but no record.
    PolicyWithoutRecord,
    /// Neither.
    NotSetUp,
    /// The domain takes no mail.
    NoMail,
    /// A good record, but the policy host doesn't let pages read.
    NotReadable,
    /// A good record, but the policy host can't be reached over trusted TLS from here.
    HostUnreachable,
    /// The resolvers disagree on what counts.
    ResolversDiffer,
    /// What counts was not answered.
    Unknown,
    /// The domain doesn't exist.
    NoSuchDomain,
}

/// The verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// Which it is.
    pub case: Case,
    /// Its mark and colour.
    pub severity: Severity,
    /// What stands above the sentence beside the severity, such as `the policy is in force`.
    pub kind: String,
    /// One plain sentence.
    pub sentence: String,
    /// What follows from it for mail: one to three sentences. Code stands between backticks.
    pub consequence: String,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Next {
    /// What to do, as a sentence without its subject. Code stands between backticks.
    pub text: String,
    /// The words of the button; empty for none.
    pub label: String,
    /// The anchor on the page that the button leads to.
    pub anchor: String,
}

/// How a subject stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectState {
    /// Which.
    pub subject: Subject,
    /// The worst that was found, `Pending` or `Unseen`.
    pub severity: Severity,
    /// In a few words.
    pub summary: String,
}

/// How sure something is: the line style of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Seen: solid.
    Seen,
    /// Probed or inferred: dashed.
    Probed,
    /// Not observable, or still waiting: dotted.
    Unseen,
}

/// The picture: record, policy host, policy, MX hosts, and what joins them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chain {
    /// The record.
    pub record: Stage,
    /// The policy host.
    pub host: Stage,
    /// The policy.
    pub policy: Stage,
    /// The MX hosts.
    pub mx: Stage,
    /// From the record to the policy host.
    pub record_to_host: Edge,
    /// From the policy host to the policy.
    pub host_to_policy: Edge,
    /// The lines of the policy that the picture shows.
    pub lines: Vec<String>,
    /// How many lines more there are.
    pub more_lines: usize,
    /// The MX hosts that the picture shows, some of them folded.
    pub hosts: Vec<ChainHost>,
    /// The whole picture in one or two sentences: its text alternative.
    pub title: String,
    /// The picture in words, a step each.
    pub words: Vec<String>,
}

/// A box of the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stage {
    /// Its mark.
    pub severity: Severity,
    /// How sure.
    pub certainty: Certainty,
    /// Its heading line in code type, such as `_mta-sts` or `enforce, 14 days`; may be empty.
    pub head: String,
    /// Lines of small text.
    pub lines: Vec<String>,
    /// What stands beneath: how it is known.
    pub caption: String,
}

/// A line of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edge {
    /// Good, error (broken), unseen or pending.
    pub severity: Severity,
    /// How sure.
    pub certainty: Certainty,
}

/// An MX host in the picture, or several folded into one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainHost {
    /// The name, or `N more, alike`.
    pub label: String,
    /// Good, error or warning (refused), unseen, pending.
    pub severity: Severity,
    /// Index into [`Chain::lines`] of the line that covers it.
    pub line: Option<usize>,
    /// How many hosts it stands for.
    pub count: usize,
}

/// The MX hosts against the patterns of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Matrix {
    /// The policy's patterns, one a column; empty while the policy is not known. Of very many the first, and those
    /// that cover a row or come close.
    pub lines: Vec<MatrixLine>,
    /// How many patterns more there are.
    pub more_lines: usize,
    /// The MX hosts, one a row, in order of preference. Of very many some: the refused ones first.
    pub rows: Vec<MatrixRow>,
    /// How many MX hosts more there are.
    pub more_rows: usize,
}

impl Matrix {
    /// That some hosts and patterns have no row and no column.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let part = |shown: usize, more: usize, what: &str| {
            (more > 0).then(|| format!("{shown} of {}", words::count(shown + more, what)))
        };
        let rows = part(self.rows.len(), self.more_rows, "MX host");
        let lines = part(self.lines.len(), self.more_lines, "line");
        let parts: Vec<String> = rows.into_iter().chain(lines).collect();
        let shown = part::joined(&parts, " and ");
        let order = if self.lines.is_empty() {
            ""
        } else {
            ", refused hosts first"
        };
        (!shown.is_empty()).then(|| format!("Shown here: {shown}{order}."))
    }
}

/// A pattern: a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatrixLine {
    /// The number of its line in the policy.
    pub line: usize,
    /// The pattern.
    pub pattern: String,
}

/// An MX host: a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatrixRow {
    /// Its preference; `None` for the implicit MX (RFC 5321 §5.1).
    pub preference: Option<u16>,
    /// Its name.
    pub host: String,
    /// How it stands against each line.
    pub cells: Vec<Cell>,
    /// Whether senders may use it, and in which words.
    pub used: Cell,
    /// Rows with the same key are read alike and may fold (same line, same reason).
    pub alike: String,
}

/// A cell: a mark, or none, and words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    /// The mark; `None` for a dash: this line is simply about something else.
    pub severity: Option<Severity>,
    /// The reason. Code stands between backticks.
    pub text: String,
}

/// A text that findings point into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceText {
    /// What it is.
    pub subject: Subject,
    /// Its name, such as `_mta-sts.example.com TXT` or the policy's URL.
    pub label: String,
    /// The bytes; as text in JSON, what is no UTF-8 replaced.
    #[serde(serialize_with = "lossy")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub text: Vec<u8>,
    /// Seconds for which the resolver may keep it, for a record.
    pub ttl: Option<u32>,
    /// How it is known.
    pub evidence: Evidence,
}

fn lossy<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text::lossy(bytes))
}

/// A row of "what the probe saw".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProbeRow {
    /// What was asked.
    pub asked: String,
    /// Its mark.
    pub severity: Severity,
    /// What was seen.
    pub seen: String,
    /// When that would be wrong.
    pub unless: String,
}

/// How to bring the policy here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bridge {
    /// The policy's URL.
    pub url: String,
    /// The command that shows status and headers too.
    pub curl: String,
}

/// Something that a browser can't see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unseen {
    /// What.
    pub title: String,
    /// Why it matters, and why a page can't see it.
    pub text: String,
    /// The commands that show it.
    pub commands: Vec<Snippet>,
}
