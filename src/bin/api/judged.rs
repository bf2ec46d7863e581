//! Texts, judged: records, policies, and hosts against patterns.

use crate::says::{Policy, Record, Reporting, verdict};
use crate::value::value;
use mta_sts_lens::rule::{Evidence, Finding, Findings, Subject};
use mta_sts_lens::sts::{self, mx};
use mta_sts_lens::tlsrpt;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// A text, judged. `effective` is what a conforming sender goes by.
#[derive(Serialize)]
pub struct Judged<T> {
    verdict: &'static str,
    findings: Vec<Finding>,
    left_out: usize,
    effective: Option<T>,
}

/// Which pattern covers a host (RFC 8461 §4.1).
#[derive(Serialize)]
struct Covering {
    pattern: String,
}

impl<T: Serialize> Judged<T> {
    fn value(findings: Findings, subject: Subject, effective: Option<T>) -> JsValue {
        let mut about = Findings::new();
        about.adopt(findings, subject, &Evidence::Given);
        value(&Self {
            verdict: verdict(about.worst()),
            left_out: about.left_out(),
            findings: about.into_vec(),
            effective,
        })
    }
}

/// Judges the text of an MTA-STS record.
#[wasm_bindgen]
pub fn record(text: &[u8]) -> JsValue {
    let mut findings = Findings::new();
    let record = sts::record::parse(text, &mut findings);
    Judged::value(findings, Subject::Record, record.map(Record::from))
}

/// Judges the text of a policy.
#[wasm_bindgen]
pub fn policy(text: &[u8]) -> JsValue {
    let mut findings = Findings::new();
    let reading = sts::policy::parse(text, &mut findings);
    Judged::value(findings, Subject::Policy, reading.effective.map(Policy::from))
}

/// Judges the text of a TLS reporting record.
#[wasm_bindgen]
pub fn tlsrpt(text: &[u8]) -> JsValue {
    let mut findings = Findings::new();
    let record = tlsrpt::parse(text, &mut findings);
    Judged::value(findings, Subject::TlsRpt, record.map(Reporting::from))
}

/// Judges whether one of the patterns covers an MX host.
#[wasm_bindgen]
pub fn matching(patterns: Vec<String>, host: &str) -> JsValue {
    let mut findings = Findings::new();
    let covering = mx::judge(&patterns, host, &mut findings);
    let effective = covering
        .and_then(|at| patterns.into_iter().nth(at))
        .map(|pattern| Covering { pattern });
    Judged::value(findings, Subject::MxHosts, effective)
}
