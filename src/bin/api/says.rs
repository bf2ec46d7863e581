//! What a text comes to: what a conforming sender goes by, and whether it is valid.

use mta_sts_lens::recognise::Says;
use mta_sts_lens::rule::Severity;
use mta_sts_lens::sts::Mode;
use serde::Serialize;

/// What a conforming sender goes by.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Effective {
    Record(Record),
    Reporting(Reporting),
    Policy(Policy),
    #[allow(dead_code, reason = "not every program matches hosts")]
    Covering(Covering),
}

impl From<Says> for Effective {
    #[inline(never)] // it is wanted of each text
    fn from(says: Says) -> Self {
        match says {
            Says::Sts(record) => Self::Record(Record { id: record.id }),
            Says::Tlsrpt(record) => Self::Reporting(Reporting {
                rua: record.rua.into_iter().map(|rua| rua.text).collect(),
            }),
            Says::Policy(policy) => Self::Policy(Policy {
                mode: policy.mode,
                max_age: policy.max_age,
                mx: policy.mx.into_iter().map(|pattern| pattern.text).collect(),
            }),
        }
    }
}

/// Which pattern covers a host (RFC 8461 §4.1).
#[derive(Serialize)]
pub struct Covering {
    pub pattern: String,
}

/// What an MTA-STS record says (RFC 8461 §3.1).
#[derive(Serialize)]
pub struct Record {
    id: String,
}

/// What a policy says (RFC 8461 §3.2).
#[derive(Serialize)]
pub struct Policy {
    mode: Mode,
    max_age: u64,
    mx: Vec<String>,
}

/// What a TLS reporting record says (RFC 8460 §3).
#[derive(Serialize)]
pub struct Reporting {
    rua: Vec<String>,
}

/// Whether a text is valid, by the worst that was found in it.
pub const fn verdict(worst: Option<Severity>) -> &'static str {
    match worst {
        Some(Severity::Error) => "invalid",
        Some(Severity::Warning) => "valid-with-warnings",
        _ => "valid",
    }
}
