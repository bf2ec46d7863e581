//! Texts, judged: records, policies, and hosts against patterns.

use crate::says::{Covering, Effective, verdict};
use crate::value::value;
use mta_sts_lens::later::Apart;
use mta_sts_lens::recognise::Says;
use mta_sts_lens::rule::{Evidence, Finding, Findings, Subject};
use mta_sts_lens::sts::{self, mx};
use mta_sts_lens::tlsrpt;
use serde::Serialize;
use std::cell::Cell;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// A text, judged. `effective` is what a conforming sender goes by.
#[derive(Serialize)]
struct Judged {
    verdict: &'static str,
    findings: Vec<Finding>,
    left_out: usize,
    effective: Option<Effective>,
}

/// A judgement on its way.
struct Judging {
    findings: Findings,
    apart: Apart,
}

impl Judging {
    fn begin() -> Self {
        let (findings, apart) = (Findings::new(), Apart::begin());
        Self { findings, apart }
    }

    /// The judgement; `null` where it wanted more than is here, which a larger program has.
    #[inline(never)] // it is what all of them come to
    fn end(self, subject: Subject, effective: Option<Effective>) -> JsValue {
        if !self.apart.end() {
            return JsValue::NULL;
        }
        let mut about = Findings::new();
        about.adopt(self.findings, subject, &Evidence::Given);
        value(&Judged {
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
    let mut judging = Judging::begin();
    let record = sts::record::parse(text, &mut judging.findings);
    judging.end(Subject::Record, record.map(Says::Sts).map(Effective::from))
}

/// Judges the text of a policy.
#[wasm_bindgen]
pub fn policy(text: &[u8]) -> JsValue {
    let mut judging = Judging::begin();
    let reading = sts::policy::parse(text, &mut judging.findings);
    judging.end(
        Subject::Policy,
        reading.effective.map(Says::Policy).map(Effective::from),
    )
}

/// Judges the text of a TLS reporting record.
#[wasm_bindgen]
pub fn tlsrpt(text: &[u8]) -> JsValue {
    let mut judging = Judging::begin();
    let record = tlsrpt::parse(text, &mut judging.findings);
    judging.end(Subject::TlsRpt, record.map(Says::Tlsrpt).map(Effective::from))
}

thread_local! {
    /// The patterns for the next host: handed over one by one, since a list wants a conversion of its own.
    static PATTERNS: Cell<Vec<String>> = const { Cell::new(Vec::new()) };
}

/// Takes in a pattern for the host that is judged next.
#[wasm_bindgen]
pub fn pattern(text: String) {
    let mut patterns = PATTERNS.take();
    patterns.push(text);
    PATTERNS.set(patterns);
}

/// Judges whether one of the patterns covers an MX host.
#[wasm_bindgen]
pub fn matching(host: &str) -> JsValue {
    let mut judging = Judging::begin();
    let patterns = PATTERNS.take();
    let covering = mx::judge(&patterns, host, &mut judging.findings);
    let pattern = covering.and_then(|at| patterns.into_iter().nth(at));
    judging.end(
        Subject::MxHosts,
        pattern.map(|pattern| Effective::Covering(Covering { pattern })),
    )
}
