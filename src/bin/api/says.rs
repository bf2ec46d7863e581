//! What a text comes to: what a conforming sender goes by, and whether it is valid.

use mta_sts_lens::rule::Severity;
use mta_sts_lens::sts::{self, Mode, StsRecord};
use mta_sts_lens::tlsrpt::TlsRptRecord;
use serde::Serialize;

/// What an MTA-STS record says (RFC 8461 §3.1).
#[derive(Serialize)]
pub struct Record {
    id: String,
}

impl From<StsRecord> for Record {
    fn from(record: StsRecord) -> Self {
        Self { id: record.id }
    }
}

/// What a policy says (RFC 8461 §3.2).
#[derive(Serialize)]
pub struct Policy {
    mode: Mode,
    max_age: u64,
    mx: Vec<String>,
}

impl From<sts::Policy> for Policy {
    fn from(policy: sts::Policy) -> Self {
        Self {
            mode: policy.mode,
            max_age: policy.max_age,
            mx: policy.mx.into_iter().map(|pattern| pattern.text).collect(),
        }
    }
}

/// What a TLS reporting record says (RFC 8460 §3).
#[derive(Serialize)]
pub struct Reporting {
    rua: Vec<String>,
}

impl From<TlsRptRecord> for Reporting {
    fn from(record: TlsRptRecord) -> Self {
        Self {
            rua: record.rua.into_iter().map(|rua| rua.text).collect(),
        }
    }
}

/// Whether a text is valid, by the worst that was found in it.
pub const fn verdict(worst: Option<Severity>) -> &'static str {
    match worst {
        Some(Severity::Error) => "invalid",
        Some(Severity::Warning) => "valid-with-warnings",
        _ => "valid",
    }
}
