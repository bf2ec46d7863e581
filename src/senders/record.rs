//! What each sender makes of a record at `_mta-sts`.

use super::Reading;
use super::judge::{self, Marks, Seen};
use super::marks::{self, Mark};
use crate::rule::{Finding, Findings, KEPT_PER_RULE, Rule, Severity};
use crate::sts::StsRecord;
use crate::sts::record;
use crate::sts::rules::record::{
    BEFORE_VERSION, BLANK_AFTER_VERSION, ID_CHARACTERS, ID_KEY_CASE, ID_PLACEHOLDER, ID_PLACEHOLDER_WORD, ID_REPEATED,
    ID_SAMPLE, ID_TOO_LONG, RECORD_BLANK_AT_EQUALS, RECORD_FIELD_MALFORMED, RECORD_FIELD_UNKNOWN, RECORD_POLICY_FIELD,
    RECORD_TRAILING_BLANK, RECORD_VERSION_LATE, RECORD_VERSION_REPEATED, RECORD_VERSION_WRONG,
};
use crate::text::{Span, split_once};

/// How a record begins that counts beside others, and that chasquid reads.
pub(super) const PREFIX: &str = "v=STSv1;";

/// The traits of rules that always mean the same one.
pub(super) static OF_RULES: &[(&Rule, Mark)] = &[
    (&BLANK_AFTER_VERSION, Mark::BlankAfterVersion),
    (&RECORD_VERSION_REPEATED, Mark::TwoVersions),
    (&RECORD_POLICY_FIELD, Mark::UnknownField),
    (&RECORD_VERSION_LATE, Mark::VersionLate),
    (&ID_KEY_CASE, Mark::IdCase),
    (&ID_CHARACTERS, Mark::IdText),
    (&ID_TOO_LONG, Mark::IdText),
    (&ID_PLACEHOLDER, Mark::IdText),
    (&RECORD_TRAILING_BLANK, Mark::Blanks),
    (&RECORD_BLANK_AT_EQUALS, Mark::Blanks),
];

/// What each sender makes of the one TXT record at the name, its strings joined.
#[must_use]
pub fn readings_of_record(text: &[u8]) -> Vec<Reading> {
    let (marks, valid) = traits(text);
    judge::of_records(&marks, valid)
}

/// The traits of a record, and whether the RFC finds one in it.
pub(super) fn traits(text: &[u8]) -> (Marks, bool) {
    let mut findings = Findings::faults();
    let record = record::parse(text, &mut findings);
    let mut marks = Marks::default();
    for finding in findings.as_slice() {
        if let Some(mark) = of_finding(text, finding, record.as_ref()) {
            marks.add(Seen::found(mark, finding));
        }
        if findings.count(finding.rule) > KEPT_PER_RULE {
            marks.add(Seen::found(Mark::Behind, finding));
        }
    }
    if !text.starts_with(PREFIX.as_bytes()) && !findings.as_slice().iter().any(|f| f.rule == &BLANK_AFTER_VERSION) {
        marks.add(Seen::at(Mark::Beginning, Span::new(0, text.len().min(PREFIX.len()))));
    }
    let end = text.trim_ascii_end();
    if end.len() < text.len() && end.ends_with(b";") {
        marks.add(Seen::at(Mark::BlankAtRecordEnd, Span::new(end.len(), text.len())));
    }
    (marks, record.is_some())
}

/// The trait that a finding tells of; `None` if it is of no interest to any sender.
fn of_finding(text: &[u8], finding: &Finding, record: Option<&StsRecord>) -> Option<Mark> {
    let rule = finding.rule;
    if finding.severity == Severity::Good || rule == &ID_PLACEHOLDER_WORD || rule == &ID_SAMPLE {
        return None;
    }
    if let Some(mark) = marks::of_rule(OF_RULES, rule) {
        return Some(mark);
    }
    let bytes = finding.span.unwrap_or_default().of(text);
    let blanks = |byte: &u8| matches!(byte, b' ' | b'\t');
    let (mark, sure) = if rule == &ID_REPEATED {
        let id = record.map(|record| record.id.as_bytes());
        let same = finding.arg("found").is_some() && id == bytes.strip_prefix(b"id=");
        (if same { Mark::SameId } else { Mark::TwoIds }, true)
    } else if rule == &BEFORE_VERSION {
        (Mark::Blanks, bytes.iter().all(blanks))
    } else if rule == &RECORD_VERSION_WRONG {
        let bare: Vec<u8> = bytes.iter().copied().filter(|byte| !blanks(byte)).collect();
        (Mark::VersionLoose, bare.eq_ignore_ascii_case(b"v=STSv1"))
    } else if rule == &RECORD_FIELD_UNKNOWN {
        // To those who don't mind the case it is one of the two.
        let known = [b"id=", &b"v="[..]].iter().any(|key| {
            bytes
                .get(..key.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(key))
        });
        (Mark::UnknownField, !known)
    } else if rule == &RECORD_FIELD_MALFORMED {
        (Mark::OddFieldName, is_odd_name(text, finding))
    } else {
        (Mark::Behind, true)
    };
    Some(if sure { mark } else { Mark::Behind })
}

/// Whether nothing is wrong with a field but that its name begins with `-` or `.` (RFC 8461 §3.1).
fn is_odd_name(text: &[u8], finding: &Finding) -> bool {
    /// Longest name.
    const LONGEST: usize = 32;
    // The finding points at the first character.
    let start = finding.span.map_or(0, |span| span.start);
    let (before, rest) = text.split_at_checked(start).unwrap_or_default();
    let field = split_once(rest, b';').map_or(rest, |(field, _)| field);
    let before = before.trim_ascii_end();
    let Some((name, value)) = split_once(field.trim_ascii_end(), b'=') else {
        return false;
    };
    before.ends_with(b";")
        && matches!(name, [b'-' | b'.', ..])
        && name.len() <= LONGEST
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        && !value.is_empty()
        && value.iter().all(|byte| matches!(byte, b'!'..=b'<' | b'>'..=b'~'))
}
