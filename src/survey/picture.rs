//! The picture of an assessment: what a screen draws beside the verdict and the findings.

use crate::later::Rest;
use crate::rule::{Severity, Snippet};
use crate::text::part;
use crate::words;
use serde::Serialize;

/// What is known of a domain, drawn: the chain, the MX hosts against the policy, and what was not seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Picture {
    /// The chain, from the record to the MX hosts.
    pub chain: Chain,
    /// The MX hosts against the policy's patterns, once there are MX hosts.
    pub matrix: Option<Matrix>,
    /// What the probes saw, when they ran.
    pub probe: Vec<ProbeRow>,
    /// How to bring the policy here, when it can't be read.
    pub bridge: Option<Bridge>,
    /// What a browser can't see, with the commands that show it.
    pub unseen: Vec<Unseen>,
    /// What only judges draws nothing.
    #[serde(skip)]
    pub(crate) rest: Rest,
}

/// How sure something is: the line style of the chain.
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

/// The chain: record, policy host, policy, MX hosts, and what joins them.
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
    /// The lines of the policy that it shows.
    pub lines: Vec<String>,
    /// How many lines more there are.
    pub more_lines: usize,
    /// The MX hosts that it shows, some of them folded.
    pub hosts: Vec<ChainHost>,
    /// All of it in one or two sentences: its text alternative.
    pub title: String,
    /// The same in words, a step each.
    pub words: Vec<String>,
}

/// A box of the chain.
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

/// A line of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edge {
    /// Good, error (broken), unseen or pending.
    pub severity: Severity,
    /// How sure.
    pub certainty: Certainty,
}

/// An MX host in the chain, or several folded into one.
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
