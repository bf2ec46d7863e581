//! What each sender makes of a record at `_smtp._tls`.
//!
//! Of mox and of Stalwart's library it was measured how they read the destinations, and of the others nothing.

use super::Reading;
use super::judge::{self, Marks, Seen};
use super::marks::{self, Mark};
use crate::rule::{Finding, Findings, KEPT_PER_RULE, Rule, Severity};
use crate::text::Span;
use crate::tlsrpt;
use crate::tlsrpt::rules::{
    DESTINATION_TWICE, EXCLAMATION_MARK, HOST_MISSING, HTTP_DESTINATION, NOT_A_LABEL, REPORTS_TO_ITSELF,
    RUA_SINGLE_LABEL, SEVERAL_DESTINATIONS, SIZE_LIMIT, UNSUPPORTED_SCHEME, URI_CHARACTER, WRAPPED_DESTINATION,
};

/// The traits of rules that always mean the same one.
pub(super) static OF_RULES: &[(&Rule, Mark)] = &[
    (&HOST_MISSING, Mark::NoHost),
    (&UNSUPPORTED_SCHEME, Mark::OtherScheme),
    (&HTTP_DESTINATION, Mark::OtherScheme),
    (&EXCLAMATION_MARK, Mark::Exclamation),
    (&SIZE_LIMIT, Mark::Exclamation),
    (&NOT_A_LABEL, Mark::UriBeyondAscii),
];

/// Rules of no interest to any sender.
static HINTS: &[&Rule] = &[
    &DESTINATION_TWICE,
    &REPORTS_TO_ITSELF,
    &RUA_SINGLE_LABEL,
    &SEVERAL_DESTINATIONS,
];

/// What each sender makes of the one TLS reporting record at the name, its strings joined.
#[must_use]
pub fn readings_of_tlsrpt_record(text: &[u8]) -> Vec<Reading> {
    let mut findings = Findings::faults();
    let valid = tlsrpt::parse(text, &mut findings).is_some();
    let mut marks = Marks::default();
    for finding in findings.as_slice() {
        if let Some(mark) = of_finding(text, finding) {
            marks.add(Seen::found(mark, finding));
        }
        if findings.count(finding.rule) > KEPT_PER_RULE {
            marks.add(Seen::found(Mark::Unmeasured, finding));
        }
    }
    marks.add_at(Mark::EqualsHex, equals_hex(text));
    marks.add(Seen::at(Mark::Reporting, Span::new(0, text.len())));
    judge::of_records(&marks, valid)
}

fn of_finding(text: &[u8], finding: &Finding) -> Option<Mark> {
    let rule = finding.rule;
    if finding.severity == Severity::Good || HINTS.contains(&rule) {
        return None;
    }
    if let Some(mark) = marks::of_rule(OF_RULES, rule) {
        return Some(mark);
    }
    let bytes = finding.span.unwrap_or_default().of(text);
    Some(if rule == &URI_CHARACTER && !bytes.iter().any(u8::is_ascii) {
        Mark::UriBeyondAscii
    } else if rule == &WRAPPED_DESTINATION && bytes.first() == Some(&b'<') {
        Mark::AngleBrackets
    } else {
        Mark::Unmeasured
    })
}

/// `=` and two hexadecimal digits, behind the first `rua=`.
fn equals_hex(text: &[u8]) -> Option<Span> {
    let rua = text.windows(4).position(|part| part == b"rua=")? + 4;
    let found = text.get(rua..)?.windows(3).position(|part| match part {
        [b'=', rest @ ..] => rest.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    })?;
    Some(Span::new(rua + found, rua + found + 3))
}
