//! The traits of a policy.

use super::age::Age;
use super::judge::{Marks, Seen};
use super::marks::{self, Mark};
use super::scan::{Scan, separator};
use crate::rule::{Finding, Findings, KEPT_PER_RULE, Rule, Severity, Subject};
use crate::sts::rules::document::POLICY_FRONT_MATTER;
use crate::sts::rules::mx::{
    MX_ADDRESS, MX_ADDRESS_LITERAL, MX_CHARACTER, MX_EMPTY_LABEL, MX_FINAL_DOT, MX_HYPHEN, MX_LEADING_DOT,
    MX_MAIL_ADDRESS, MX_NULL, MX_PLACEHOLDER, MX_PLACEHOLDER_WORD, MX_PORT, MX_PREFERENCE, MX_REPEATED, MX_SEVERAL,
    MX_SINGLE_LABEL, MX_TOO_LONG, MX_U_LABEL, MX_UNDERSCORE, MX_URL, MX_VERIFICATION, MX_WILDCARD_PLACE,
    MX_WILDCARD_TLD,
};
use crate::sts::rules::policy::{
    BARE_CR, BLANK_LINE, COMMENT_LINE, DUPLICATE_KEY, KEY_MISSPELT, KEY_UNKNOWN, KEY_UNKNOWN_NEAR, LINE_NOT_A_FIELD,
    LINE_TRAP, POLICY_CHARACTER, TRAILING_COMMENT, TWO_POLICIES, VALUE_QUOTED, VALUE_TAIL,
};
use crate::sts::rules::value::{
    MAX_AGE_DIGITS, MAX_AGE_IS_MODE, MAX_AGE_MISSING, MAX_AGE_NOT_DIGITS, MAX_AGE_SHORT, MAX_AGE_TOO_LONG,
    MAX_AGE_UNDER_DAY, MAX_AGE_ZERO, MODE_MISSING, POLICY_VERSION_MISSING,
};
use crate::text::{Span, split_once};
use std::net::Ipv4Addr;

/// Most bytes that chasquid reads.
pub(super) const TEN_KB: usize = 10_240;

/// Most bytes that postfix-tlspol reads (RFC 8461 §3.3: senders may limit the size, 64 kilobytes).
const SIXTY_FOUR_KIB: usize = 65_536;

/// The traits of rules that always mean the same one. Of other rules something else tells which it is.
pub(super) static OF_RULES: &[(&Rule, Mark)] = &[
    (&POLICY_FRONT_MATTER, Mark::JunkLine),
    (&COMMENT_LINE, Mark::JunkLine),
    (&KEY_UNKNOWN, Mark::UnknownKey),
    (&BARE_CR, Mark::BareCr),
    (&POLICY_VERSION_MISSING, Mark::NoVersion),
    (&MODE_MISSING, Mark::NoMode),
    (&MAX_AGE_MISSING, Mark::NoMaxAge),
    (&MX_FINAL_DOT, Mark::MxFinalDot),
    (&MX_PLACEHOLDER, Mark::MxOdd),
    (&MX_URL, Mark::MxOdd),
    (&MX_MAIL_ADDRESS, Mark::MxOdd),
    (&MX_PREFERENCE, Mark::MxOdd),
    (&MX_SEVERAL, Mark::MxOdd),
    (&MX_NULL, Mark::MxOdd),
    (&MX_PORT, Mark::MxOdd),
    (&MX_ADDRESS_LITERAL, Mark::MxOdd),
    (&MX_WILDCARD_PLACE, Mark::MxOdd),
    (&MX_LEADING_DOT, Mark::MxOdd),
    (&MX_UNDERSCORE, Mark::MxOdd),
    (&MX_EMPTY_LABEL, Mark::MxOdd),
    (&MX_HYPHEN, Mark::MxOdd),
    (&MX_TOO_LONG, Mark::MxOdd),
    (&MX_U_LABEL, Mark::MxOdd),
    (&MX_CHARACTER, Mark::MxOdd),
    (&MX_SINGLE_LABEL, Mark::MxOdd),
    (&MX_WILDCARD_TLD, Mark::MxOdd),
];

/// Rules whose traits are told by what `scan` finds, and rules of no interest to any sender.
static ELSEWHERE: &[&Rule] = &[
    &BLANK_LINE,
    &DUPLICATE_KEY,
    &TWO_POLICIES,
    &MAX_AGE_DIGITS,
    &MAX_AGE_IS_MODE,
    &MAX_AGE_NOT_DIGITS,
    &MAX_AGE_SHORT,
    &MAX_AGE_TOO_LONG,
    &MAX_AGE_UNDER_DAY,
    &MAX_AGE_ZERO,
    &MX_REPEATED,
    &MX_VERIFICATION,
];

/// The traits that don't hang on which of several values counts.
pub(super) fn common(text: &[u8], findings: &Findings, fields: &Scan) -> Marks {
    let mut marks = Marks::default();
    for finding in findings.as_slice() {
        if finding.subject != Subject::Policy || finding.severity == Severity::Good {
            continue;
        }
        if let Some(mark) = of_finding(text, finding, fields) {
            marks.add(Seen::found(mark, finding));
        }
        // Those that were not kept may be of the kind that the fewest were measured with.
        let rest = worst(finding.rule).filter(|_| findings.count(finding.rule) > KEPT_PER_RULE);
        if let Some(mark) = rest {
            marks.add(Seen::found(mark, finding));
        }
    }
    marks.add_at(Mark::BlankAtEnd, fields.blank_at_end);
    marks.add_at(Mark::BlankInside, fields.blank_inside);
    marks.add_at(Mark::BlankOfBlanks, fields.blank_of_blanks);
    marks.add_at(Mark::SecondColon, fields.second_colon);
    marks.add_at(Mark::BeyondAscii, fields.beyond_ascii);
    marks.add_at(Mark::Wildcard, fields.wildcard);
    for (limit, mark) in [(TEN_KB, Mark::Over10K), (SIXTY_FOUR_KIB, Mark::Over64K)] {
        if text.len() > limit {
            marks.add(Seen::at(mark, Span::new(limit, text.len())));
        }
    }
    marks
}

/// The trait that a finding tells of; `None` if another place tells it, or if it is of no interest to any sender.
fn of_finding(text: &[u8], finding: &Finding, fields: &Scan) -> Option<Mark> {
    let rule = finding.rule;
    if ELSEWHERE.contains(&rule) {
        return None;
    }
    if let Some(mark) = marks::of_rule(OF_RULES, rule) {
        return Some(mark);
    }
    let span = finding.span.unwrap_or_default();
    let bytes = span.of(text);
    let key = finding.arg("key").unwrap_or_default();
    if rule == &LINE_NOT_A_FIELD {
        return Some(no_field(bytes));
    }
    if rule == &POLICY_CHARACTER {
        return character(text, span, fields);
    }
    if rule == &LINE_TRAP {
        // Control characters are told by a rule of their own as well.
        return (!bytes.is_ascii()).then_some(Mark::Separator);
    }
    if rule == &KEY_MISSPELT {
        // Whoever doesn't know the key finds none.
        return Some(match key {
            "version" => Mark::NoVersion,
            "mode" => Mark::NoMode,
            "max_age" => Mark::NoMaxAge,
            _ => Mark::Unmeasured,
        });
    }
    if rule == &KEY_UNKNOWN_NEAR {
        let other_case = bytes.eq_ignore_ascii_case(key.as_bytes());
        return Some(if other_case { Mark::Unmeasured } else { Mark::UnknownKey });
    }
    if rule == &MX_ADDRESS {
        let address = std::str::from_utf8(bytes).is_ok_and(|host| host.parse::<Ipv4Addr>().is_ok());
        return Some(if address { Mark::MxAddress } else { Mark::MxOdd });
    }
    if rule == &MX_PLACEHOLDER_WORD {
        return (!bytes.contains(&b'.')).then_some(Mark::MxOdd);
    }
    if rule == &TRAILING_COMMENT || rule == &VALUE_QUOTED || rule == &VALUE_TAIL {
        return match key {
            "mx" => Some(Mark::MxOdd),
            "max_age" => None,
            _ => Some(Mark::Unmeasured),
        };
    }
    Some(Mark::Unmeasured)
}

/// Of the traits that findings of a rule may be, the one that the fewest were measured with.
fn worst(rule: &'static Rule) -> Option<Mark> {
    if rule == &LINE_NOT_A_FIELD {
        Some(Mark::JunkLine)
    } else if rule == &MX_ADDRESS {
        Some(Mark::MxOdd)
    } else {
        (rule == &POLICY_CHARACTER || rule == &KEY_UNKNOWN_NEAR).then_some(Mark::Unmeasured)
    }
}

/// A line that is no field.
fn no_field(line: &[u8]) -> Mark {
    /// Longest name of an extension (RFC 8461 §3.2).
    const LONGEST: usize = 32;
    let Some((name, value)) = split_once(line, b':') else {
        return Mark::JunkLine;
    };
    let value = value.trim_ascii();
    let good = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let odd_start = matches!(name, [b'-' | b'.', ..]) && name.len() <= LONGEST && name.iter().all(good);
    if odd_start && !value.is_empty() && !value.contains(&b'\t') {
        Mark::OddName
    } else {
        Mark::OddField
    }
}

/// A character that has no place there.
fn character(text: &[u8], span: Span, fields: &Scan) -> Option<Mark> {
    let bytes = span.of(text);
    let inside = |slot: Option<Span>| slot.is_some_and(|slot| slot.start <= span.start && span.end <= slot.end);
    if inside(fields.max_age.first) {
        // Arabic digits are told by the value.
        let value = fields.max_age.first.unwrap_or_default().of(text);
        return (!matches!(Age::read(value), Age::Arabic(_))).then_some(Mark::Unmeasured);
    }
    let splits = separator(bytes) > 0;
    if !in_unknown_value(text, span.start) {
        return Some(if splits { Mark::KnownSplit } else { Mark::Unmeasured });
    }
    Some(match bytes {
        _ if splits => Mark::ControlSeparator,
        [..0x20 | 0x7f] => Mark::Control,
        _ if std::str::from_utf8(bytes).is_err() => Mark::NotUtf8,
        _ => Mark::Unmeasured,
    })
}

/// Whether a place is behind the colon of a line whose key is none of the four.
fn in_unknown_value(text: &[u8], at: usize) -> bool {
    /// Farther back no key begins that is any good.
    const FAR: usize = 4_096;
    let near = Span::new(at.saturating_sub(FAR), at).of(text);
    let line = near.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    if line.len() == near.len() && at > FAR {
        return false;
    }
    split_once(line, b':').is_some_and(|(key, _)| !matches!(key, b"version" | b"mode" | b"max_age" | b"mx"))
}

/// The traits that hang on which value counts: the first of each key, or the last.
pub(super) fn of_values(text: &[u8], fields: &Scan, last: bool) -> Marks {
    let mut marks = Marks::default();
    for (slot, mark) in [
        (fields.mode, Mark::ModeTwice),
        (fields.max_age, Mark::KeyTwice),
        (fields.version, Mark::KeyTwice),
    ] {
        match slot.odd_repeat() {
            Some(span) => marks.add(Seen::at(Mark::KeyTwiceOdd, span)),
            None if slot.twice => marks.add_at(mark, slot.last),
            None => {}
        }
    }
    if let Some(span) = fields.max_age.value(last) {
        for mark in Age::read(span.of(text)).marks() {
            marks.add(Seen::at(mark, span));
        }
    }
    let none = fields.mode.value(last).filter(|span| span.of(text) == b"none");
    marks.add_at(Mark::NoneWithoutMx, none.filter(|_| fields.mx == 0));
    marks
}
