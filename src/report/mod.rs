//! TLS reports: RFC 8460 §4, and the files that they come in.
//!
//! ```text
//! bytes of a file --container--> texts of reports --read--> Report, findings --merge--> what all of them say
//! ```
//!
//! [`parse`] reads one report as it was sent: nothing that can be read is left out, whatever else is wrong, and each
//! deviation from the RFC is a finding with its JSON path and place. [`container`] takes files apart, step by step:
//! whoever drives it unpacks gzip and deflate, since browsers can and this crate doesn't carry it. [`merge`] lays many
//! reports together, each counted once, and answers what happened to mail; [`result`] explains the result types;
//! [`shown`] is what a page shows of it all, and [`export`] writes it down. In the browser a worker reads, and [`border`]
//! is what it and the page say to each other.

pub mod border;
pub mod container;
mod date;
mod detail;
pub mod export;
mod inside;
mod members;
pub mod merge;
mod name;
mod place;
mod policy;
mod read;
pub mod result;
pub mod rules;
pub mod shown;
pub mod today;
mod write;

#[cfg(test)]
mod tests;

pub use read::{Limits, parse, parse_within};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A text of a report: as it stands there, or put together from its escapes.
pub type Text<'a> = Cow<'a, str>;

/// A report, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Report<'a> {
    /// Who sent it.
    pub organization: Option<Text<'a>>,
    /// How to reach them.
    pub contact: Option<Text<'a>>,
    /// Its id.
    pub id: Option<Text<'a>>,
    /// When the time begins that it is about, in seconds since 1970.
    pub start: Option<i64>,
    /// When that ends.
    pub end: Option<i64>,
    /// What it tells, by policy.
    pub entries: Vec<Entry<'a>>,
    /// Whether a fault or a limit ended the reading before the end.
    pub cut: bool,
}

/// The sessions that were measured by one policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Entry<'a> {
    /// `policy-type`.
    pub policy_type: Option<Text<'a>>,
    /// `policy-string`, line by line, without line ends.
    pub lines: Vec<Text<'a>>,
    /// `policy-domain`.
    pub domain: Option<Text<'a>>,
    /// `mx-host`: hosts or patterns.
    pub mx_host: Vec<Text<'a>>,
    /// `total-successful-session-count`.
    pub successes: Option<u64>,
    /// `total-failure-session-count`.
    pub failures: Option<u64>,
    /// `failure-details`.
    pub details: Vec<Detail<'a>>,
}

/// A kind of failure at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Detail<'a> {
    /// `result-type`.
    pub result: Option<Text<'a>>,
    /// `sending-mta-ip`.
    pub sending: Option<Text<'a>>,
    /// `receiving-mx-hostname`.
    pub host: Option<Text<'a>>,
    /// `receiving-mx-helo`.
    pub helo: Option<Text<'a>>,
    /// `receiving-ip`.
    pub receiving: Option<Text<'a>>,
    /// `failed-session-count`.
    pub sessions: Option<u64>,
    /// `additional-information`.
    pub information: Option<Text<'a>>,
    /// `failure-reason-code`.
    pub reason: Option<Text<'a>>,
}

/// The types of policy (RFC 8460 §4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyType {
    /// An MTA-STS policy.
    Sts,
    /// TLSA records (DANE).
    Tlsa,
    /// Neither: a success is any TLS (RFC 8460 §4.2.1).
    NoPolicyFound,
    /// Something else, or nothing at all.
    Other,
}

impl PolicyType {
    const ALL: [Self; 4] = [Self::Sts, Self::Tlsa, Self::NoPolicyFound, Self::Other];

    /// As a part of a key; in the order of the types.
    fn number(self) -> i64 {
        Self::ALL
            .iter()
            .zip(0..)
            .find_map(|(one, at)| (*one == self).then_some(at))
            .unwrap_or_default()
    }

    /// The one that has that number.
    fn numbered(number: i64) -> Self {
        Self::ALL
            .into_iter()
            .find(|one| one.number() == number)
            .unwrap_or(Self::Other)
    }

    /// The type of that name, which is compared letter by letter.
    #[must_use]
    pub fn of(name: Option<&str>) -> Self {
        match name {
            Some("sts") => Self::Sts,
            Some("tlsa") => Self::Tlsa,
            Some("no-policy-found") => Self::NoPolicyFound,
            _ => Self::Other,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sts => "sts",
            Self::Tlsa => "tlsa",
            Self::NoPolicyFound => "no-policy-found",
            Self::Other => "other",
        }
    }
}
