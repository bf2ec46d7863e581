//! RFC 8461, SMTP MTA Strict Transport Security: the record, the policy, the match of MX hosts, the HTTP answer.
//!
//! ```text
//! record   = %s"v=STSv1" 1*(delim field) [delim]       delim = *WSP ";" *WSP, WSP = SP / HTAB
//! field    = id / extension                             id is required
//! id       = %s"id=" 1*32(ALPHA / DIGIT)
//!
//! policy   = field *WSP *(term field *WSP) [term]       term = LF / CRLF
//! field    = version / mode / max_age / mx / extension  the first three are required, mx but in mode none
//! version  = %s"version" ":" *WSP %s"STSv1"
//! mode     = %s"mode" ":" *WSP (%s"testing" / %s"enforce" / %s"none")
//! max_age  = %s"max_age" ":" *WSP 1*10(DIGIT)
//! mx       = %s"mx" ":" *WSP ["*."] Domain              Domain as in RFC 5321, section 4.1.2
//! ```
//!
//! Both are read as raw bytes, by the letter, and to the end: after a fault the readers go on as if it were mended,
//! so that one pass finds everything. What known senders do with a text that breaks the letter stands in the rules.

pub mod http;
pub mod mx;
pub mod policy;
pub mod record;
pub mod rules;
pub mod txt_set;

mod clean;
mod curl;
mod document;
mod found;
mod idn;
mod keys;
mod lines;
mod most;
mod mx_host;
mod mx_value;
mod plain;
mod record_field;
mod record_id;
mod sink;
mod unknown;
mod url;
mod value;

#[cfg(test)]
mod tests;

pub use url::policy_domain;
pub use value::meant_seconds;

use crate::text::Span;
use serde::{Serialize, Serializer};

/// The TXT record at `_mta-sts` (RFC 8461 §3.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StsRecord {
    /// Names one instance of the policy: 1 to 32 ASCII letters and digits, compared for equality only.
    pub id: String,
    /// Where it stands in the record.
    pub id_span: Span,
}

/// What senders are asked to do with a host that fails (RFC 8461 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Not to deliver to it.
    Enforce,
    /// To deliver, and to report.
    Testing,
    /// As if there were no policy.
    None,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 3] = [Self::Enforce, Self::Testing, Self::None];

    /// The word in the policy.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Testing => "testing",
            Self::None => "none",
        }
    }
}

impl Serialize for Mode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A pattern of an `mx` line, well-formed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MxPattern {
    /// As written: `mail.example.com` or `*.example.com`, in any case.
    pub text: String,
    /// Where it stands in the policy.
    pub span: Span,
    /// The number of its line, from 1.
    pub line: usize,
}

/// A policy (RFC 8461 §3.2), of duplicate keys the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// What senders are asked to do.
    pub mode: Mode,
    /// Where the mode stands.
    pub mode_span: Span,
    /// For how long senders keep the policy, in seconds.
    pub max_age: u64,
    /// Where `max_age` stands.
    pub max_age_span: Span,
    /// The patterns that cover the MX hosts, in the order of their lines; empty only in mode `none`.
    pub mx: Vec<MxPattern>,
}

/// Largest `max_age` in seconds, about a year (RFC 8461 §3.2, in prose; erratum 7282).
pub const MAX_AGE_LIMIT: u64 = 31_557_600;

/// A day in seconds: some senders ignore a policy that is kept for less.
pub const DAY: u64 = 86_400;

/// Two weeks in seconds: RFC 8461 §3.2 expects `max_age` to be weeks or more.
pub const TWO_WEEKS: u64 = 1_209_600;
