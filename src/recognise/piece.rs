//! What comes out of a paste.

use super::bounce::Bounced;
use super::kind::Kind;
use super::mapped::Mapped;
use super::openssl::Seen;
use super::together::Together;
use super::web::is_taken;
use crate::dns::input::Target;
use crate::rule::Finding;
use crate::sts::http::HttpAnswer;
use crate::sts::policy::Reading as PolicyReading;
use crate::sts::{Policy, StsRecord};
use crate::text::Span;
use crate::tlsrpt::TlsRptRecord;

/// A pasted text, recognised and judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// What was found in it, in order; none overlaps another.
    pub pieces: Vec<Piece>,
    /// All findings, those of a piece together. Their places and edits are bytes of the pasted text.
    pub findings: Vec<Finding>,
    /// How many more findings were counted and not kept.
    pub left_out: usize,
    /// Whether there was so much that some of it was left out.
    pub cut: bool,
    /// How the pieces fit one another.
    pub together: Together,
    /// The texts of records as the DNS holds them, those of one name together; the first few names.
    pub txt_sets: Vec<TxtSet>,
    /// What the text comes near to; only where nothing was recognised.
    pub nearest: Option<Nearest>,
}

/// The TXT records of one name, or a text that stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TxtSet {
    /// Of which kind they are: [`Kind::StsRecord`] or [`Kind::TlsrptRecord`].
    pub kind: Kind,
    /// The name at which they stand; `None` where it isn't said.
    pub owner: Option<String>,
    /// Their texts, quotes and escapes resolved and strings joined.
    pub texts: Vec<Mapped>,
}

/// What a text comes near to that isn't recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// What it would be.
    pub kind: Kind,
    /// What makes it so, and what doesn't fit: ``a domain, `mail.example.com`, with something after it``.
    pub words: String,
    /// The part that would be it.
    pub span: Span,
}

/// A piece of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// Its first and last line, from 1.
    pub lines: (usize, usize),
    /// What it is in words: `an MTA-STS policy, valid`, ``2 MX hosts of `example.com` ``.
    pub what: String,
    /// How it was read: how its names were completed, how its value is quoted. May be empty.
    pub how: String,
    /// What it says.
    pub reading: Reading,
}

impl Piece {
    /// Where it stands, in words: `Line 4`, `Lines 2 and 3`, `Lines 6 to 10`.
    #[must_use]
    pub fn place(&self) -> String {
        match self.lines {
            (first, last) if first >= last => format!("Line {first}"),
            (first, last) if last == first + 1 => format!("Lines {first} and {last}"),
            (first, last) => format!("Lines {first} to {last}"),
        }
    }
}

/// What a piece says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Nothing that is read here.
    #[default]
    None,
    /// A Policy Domain.
    Domain(Box<Target>),
    /// MTA-STS records of one name.
    Sts {
        /// The name at which they stand; `None` where it isn't said.
        owner: Option<String>,
        /// What a conforming sender goes by, its places in the paste; `None` where there is nothing.
        record: Option<StsRecord>,
        /// The name at which it really stands, if that isn't where it is meant to.
        elsewhere: Option<String>,
    },
    /// TLS reporting records of one name.
    Tlsrpt {
        /// The name at which they stand; `None` where it isn't said.
        owner: Option<String>,
        /// What a conforming sender goes by, its places in the paste; `None` where there is nothing.
        record: Option<TlsRptRecord>,
        /// The name at which it really stands, if that isn't where it is meant to.
        elsewhere: Option<String>,
    },
    /// A policy, alone or in an HTTP answer.
    Policy {
        /// What it says; places are bytes of `body`, not of the paste.
        policy: Box<PolicyReading>,
        /// Where its text stands in the paste.
        body: Span,
        /// Its text, where that stands in several pieces there: with something before each line.
        apart: Option<Box<Mapped>>,
        /// The answer that brought it.
        answer: Option<Box<HttpAnswer>>,
    },
    /// What a bounce or log lines say.
    Bounce(Vec<Bounced>),
    /// What `openssl` printed for an MX host.
    Tls(Box<Seen>),
    /// MX hosts of one domain.
    Mx {
        /// The domain; `None` where it isn't said.
        domain: Option<String>,
        /// The hosts in the order of the paste.
        hosts: Vec<Mx>,
    },
}

/// What a conforming sender goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// An MTA-STS record.
    Sts(StsRecord),
    /// A TLS reporting record.
    Tlsrpt(TlsRptRecord),
    /// A policy.
    Policy(Policy),
}

impl Reading {
    /// Whether it is a record or a policy, however wrong.
    #[must_use]
    pub const fn is_judged(&self) -> bool {
        matches!(self, Self::Sts { .. } | Self::Tlsrpt { .. } | Self::Policy { .. })
    }

    /// What a conforming sender goes by; `None` where there is nothing, or where it stands where none would look or comes in
    /// an answer that none takes (RFC 8461 §3.3).
    #[must_use]
    pub fn says(self) -> Option<Says> {
        match self {
            Self::Sts {
                record,
                elsewhere: None,
                ..
            } => record.map(Says::Sts),
            Self::Tlsrpt {
                record,
                elsewhere: None,
                ..
            } => record.map(Says::Tlsrpt),
            Self::Policy { policy, answer, .. } if is_taken(answer.as_deref()) => policy.effective.map(Says::Policy),
            _ => None,
        }
    }
}

/// An MX host as it stands in a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mx {
    /// Lower is tried first.
    pub preference: u16,
    /// Its name, completed; empty for the null MX.
    pub host: String,
    /// Where it is written.
    pub span: Span,
}
