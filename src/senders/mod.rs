//! What each known sender makes of exactly this text: the senders' reading.
//!
//! A model says only what was measured by running the implementation. A text is taken apart into traits (`marks`): what
//! the readers of this crate find in it, and what only senders stumble over. For each trait one row tells what each
//! sender does (`marks`), and nothing else decides: a trait that was never measured with a sender makes its reading
//! [`Verdict::NotMeasured`], unless another trait already makes it refuse. A text without any trait is honoured by all:
//! the plain record and the plain policy were accepted by each of them.
//!
//! ```text
//!   text --> policy, record, txt_set, tlsrpt   the traits in it, each with its place
//!                       |
//!   marks               +--> judge             a row for each trait: what each sender does; from these the verdict
//!   notes                                      the same rows, for the page of a rule
//!   summary                                    all verdicts in one sentence
//! ```

mod age;
mod judge;
mod marks;
mod notes;
mod policy;
mod policy_marks;
mod record;
mod rows;
mod scan;
mod summary;
mod tlsrpt;
mod txt_set;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use notes::{RuleNote, notes_for_rule, reception_of_rule};
pub use policy::{readings_of_policy, readings_of_policy_found};
pub use record::readings_of_record;
pub use summary::{Summary, summary};
pub use tlsrpt::readings_of_tlsrpt_record;
pub use txt_set::readings_of_txt_set;

use crate::rule::reception::{HONOURS, NOT_MEASURED, OTHERWISE, REFUSES};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// An implementation whose reading was measured.
#[derive(Debug, PartialEq, Eq)]
pub struct Sender {
    /// Its name.
    pub name: &'static str,
    /// The version that was run; empty where that isn't known.
    pub version: &'static str,
    /// When that was.
    pub measured: &'static str,
    /// Where what is said of it is known from.
    pub source: &'static str,
}

impl Sender {
    /// Its name, with the version that was run.
    #[must_use]
    pub fn called(&self) -> String {
        [self.name, self.version].join(" ").trim_end().to_owned()
    }
}

/// How many there are.
const COUNT: usize = 8;

/// All of them. The columns of the rows of `marks` stand in this order.
pub static SENDERS: [Sender; COUNT] = [
    Sender {
        name: "mox",
        version: "",
        measured: "mid-2026",
        source: "measured by running it",
    },
    Sender {
        name: "maddy",
        version: "",
        measured: "mid-2026",
        source: "measured by running foxcpp/go-mtasts, the library that it reads with",
    },
    Sender {
        name: "chasquid",
        version: "",
        measured: "mid-2026",
        source: "measured by running it",
    },
    Sender {
        name: "postfix-tlspol",
        version: "",
        measured: "mid-2026",
        source: "measured by running it; its issues #70 (an address as `mx`) and #95 (`nmx:`) show live cases",
    },
    Sender {
        name: "postfix-mta-sts-resolver",
        version: "1.5.1",
        measured: "mid-2026",
        source: "measured by running it",
    },
    Sender {
        name: "Stalwart",
        version: "2025-06",
        measured: "mid-2026",
        source: "measured by running it; records by its library mail-auth",
    },
    Sender {
        name: "KumoMTA",
        version: "",
        measured: "mid-2026",
        source: "measured by running it",
    },
    Sender {
        name: "mailauth",
        version: "7",
        measured: "mid-2026",
        source: "measured by running it, in both of its modes",
    },
];

/// What a sender makes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It reads the same as the RFC does.
    Honours,
    /// It goes by the text, and reads something else than the RFC, which may find no record or policy there.
    Otherwise {
        /// Whether the difference is only that it accepts what stands there: the text is invalid by the RFC and it uses
        /// it as written, or which of two values it goes by was not measured.
        as_written: bool,
        /// What it reads, in words: `keeps it for 1 day, not 14 days`, ``uses it: `enforce`, 14 days``.
        words: String,
    },
    /// There is no record or policy for it.
    Refuses,
    /// The text has a trait that was not measured with this sender.
    NotMeasured,
}

impl Verdict {
    /// The verb that stands beside the sender's name.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Honours => HONOURS.0,
            Self::Otherwise { as_written: true, .. } => "uses it",
            Self::Otherwise { .. } => OTHERWISE.0,
            Self::Refuses => REFUSES.0,
            Self::NotMeasured => NOT_MEASURED.0,
        }
    }

    /// What lends it class and icon.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Honours => HONOURS.1,
            Self::Otherwise { as_written: true, .. } => Severity::Note,
            Self::Otherwise { .. } => OTHERWISE.1,
            Self::Refuses => REFUSES.1,
            Self::NotMeasured => NOT_MEASURED.1,
        }
    }
}

/// What in the text decides a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it is: `a blank line at the end`, or the title of a rule.
    pub words: &'static str,
    /// Where it first sits, in bytes of the text.
    pub span: Option<Span>,
    /// The rule that finds it, if there is one.
    pub rule: Option<&'static Rule>,
    /// Of several TXT records the index of the one that it sits in, or that it is.
    pub record: Option<usize>,
}

/// What one sender makes of a text, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Who.
    pub sender: &'static Sender,
    /// What it makes of it.
    pub verdict: Verdict,
    /// Why: what makes it refuse, what makes it read something else, or what was not measured. Each trait once. Empty
    /// where it honours the text.
    pub because: Vec<Reason>,
}
