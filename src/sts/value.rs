//! Judges the values of `version`, `mode` and `max_age` (RFC 8461 §3.2), and what stands round any value.

use super::clean::Clean;
use super::keys::Key;
use super::rules::policy::{TRAILING_COMMENT, VALUE_EMPTY, VALUE_QUOTED, VALUE_TAIL};
use super::rules::value::{
    MAX_AGE_DIGITS, MAX_AGE_GOOD, MAX_AGE_IS_MODE, MAX_AGE_NOT_DIGITS, MAX_AGE_SHORT, MAX_AGE_TOO_LONG,
    MAX_AGE_UNDER_DAY, MAX_AGE_ZERO, MODE_GOOD, MODE_IS_NUMBER, MODE_NEAR, MODE_PLACEHOLDER, MODE_UNKNOWN,
    POLICY_VERSION_GOOD, POLICY_VERSION_OTHER,
};
use super::sink::Sink;
use super::{DAY, MAX_AGE_LIMIT, Mode, TWO_WEEKS};
use crate::near;
use crate::text::{Span, decimal, split_once};
use crate::words::duration;
use std::ops::Range;

/// The one version.
const VERSION: &[u8] = b"STSv1";

/// Takes away what doesn't belong to a value (comment, quotation marks, what stands behind it), each reported. `None`:
/// nothing is left, reported too.
pub(super) fn bare(clean: &Clean<'_>, key: Key, range: Range<usize>, sink: &mut Sink<'_>) -> Option<Range<usize>> {
    let bytes = &*clean.bytes;
    let mut range = trimmed(bytes, range);
    if let Some(at) = comment(&bytes[range.clone()]) {
        let kept = trimmed(bytes, range.start..range.start + at);
        let span = clean.span(range.start + at..range.end);
        let cut = clean.span(kept.end..range.end);
        sink.at(&TRAILING_COMMENT, span, |finding| {
            finding
                .with("key", key.as_str())
                .with_bytes("comment", span_of(bytes, range.start + at, range.end))
                .replace(cut, "")
        });
        range = kept;
    }
    if is_quoted(&bytes[range.clone()]) {
        let (open, close) = (
            clean.span(range.start..range.start + 1),
            clean.span(range.end - 1..range.end),
        );
        sink.at(&VALUE_QUOTED, clean.span(range.clone()), |finding| {
            finding.with("key", key.as_str()).replace(open, "").replace(close, "")
        });
        range = trimmed(bytes, range.start + 1..range.end - 1);
    }
    let tail = bytes[range.clone()]
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b';' | b',' | b'\\' | b'}' | b' ' | b'\t'))
        .count();
    if tail > 0 && tail < range.len() {
        let kept = range.end - tail;
        let span = clean.span(kept..range.end);
        let found = bytes[kept..range.end].trim_ascii();
        // `{…}` as a whole is a placeholder, and not for here.
        if !(found.contains(&b'}') && bytes[range.clone()].contains(&b'{')) {
            sink.at(&VALUE_TAIL, span, |finding| {
                finding
                    .with("key", key.as_str())
                    .with_bytes("found", found)
                    .replace(span, "")
            });
            range.end = kept;
        }
    }
    if range.is_empty() {
        let at = clean.span(range);
        sink.at(&VALUE_EMPTY, at, |finding| finding.with("key", key.as_str()));
        return None;
    }
    Some(range)
}

/// RFC 8461 §3.2: exactly `STSv1`.
pub(super) fn version(clean: &Clean<'_>, range: Range<usize>, sink: &mut Sink<'_>) {
    let value = &clean.bytes[range.clone()];
    let span = clean.span(range);
    if value == VERSION {
        sink.at(&POLICY_VERSION_GOOD, span, |finding| finding);
    } else if value.is_ascii() {
        sink.at(&POLICY_VERSION_OTHER, span, |finding| {
            let finding = finding.with_bytes("value", value);
            let word: Vec<u8> = value.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
            if word.eq_ignore_ascii_case(VERSION) {
                finding.replace(span, "STSv1")
            } else {
                finding.suggest(span, "STSv1")
            }
        });
    }
}

/// RFC 8461 §3.2: one of three words in lower case. Gives back the mode, also one that was surely or nearly meant.
pub(super) fn mode(clean: &Clean<'_>, range: Range<usize>, sink: &mut Sink<'_>) -> Option<Mode> {
    let value = &clean.bytes[range.clone()];
    let span = clean.span(range);
    if let Some(mode) = Mode::ALL.into_iter().find(|mode| mode.as_str().as_bytes() == value) {
        sink.at(&MODE_GOOD, span, |finding| finding.with("mode", mode.as_str()));
        return Some(mode);
    }
    if !value.is_ascii() {
        return None;
    }
    let word: Vec<u8> = value.iter().take(40).copied().filter(u8::is_ascii_alphabetic).collect();
    let named = |mode: &Mode| contains(value, mode.as_str().as_bytes());
    if Mode::ALL.iter().filter(|mode| named(mode)).count() > 1 || matches!(value, [b'<' | b'$' | b'{', ..]) {
        sink.at(&MODE_PLACEHOLDER, span, |finding| finding.with_bytes("value", value));
        return None;
    }
    if value.iter().all(u8::is_ascii_digit) {
        sink.at(&MODE_IS_NUMBER, span, |finding| finding.with_bytes("value", value));
        return None;
    }
    let Some((mode, sure)) = near_mode(&word) else {
        sink.at(&MODE_UNKNOWN, span, |finding| finding.with_bytes("value", value));
        return None;
    };
    sink.at(&MODE_NEAR, span, |finding| {
        let finding = finding.with_bytes("value", value).with("near", mode.as_str());
        if sure {
            finding.replace(span, mode.as_str())
        } else {
            finding.suggest(span, mode.as_str())
        }
    });
    Some(mode)
}

/// The mode that a word is nearest to, and whether it surely is that.
fn near_mode(word: &[u8]) -> Option<(Mode, bool)> {
    if let Some(mode) = Mode::ALL
        .into_iter()
        .find(|mode| word.eq_ignore_ascii_case(mode.as_str().as_bytes()))
    {
        return Some((mode, true));
    }
    let begins = |start: &str| {
        word.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    // `report` is the word of the drafts for what became `testing`.
    if begins("enforc") || near::is_near(word, b"enforce", 2) {
        Some((Mode::Enforce, false))
    } else if begins("test") || begins("report") || near::is_near(word, b"testing", 2) {
        Some((Mode::Testing, false))
    } else if begins("off") || begins("disable") || near::is_near(word, b"none", 1) {
        Some((Mode::None, false))
    } else {
        None
    }
}

/// RFC 8461 §3.2: 1 to 10 digits. Gives back the number, also one over the limit.
pub(super) fn max_age(clean: &Clean<'_>, range: Range<usize>, sink: &mut Sink<'_>) -> Option<u64> {
    let value = &clean.bytes[range.clone()];
    let span = clean.span(range);
    if value.iter().all(u8::is_ascii_digit) {
        return digits(value, span, sink);
    }
    if !value.is_ascii() {
        return None;
    }
    if value.len() < 24 && near_mode(value).is_some() {
        sink.at(&MAX_AGE_IS_MODE, span, |finding| finding.with_bytes("value", value));
        return None;
    }
    sink.at(&MAX_AGE_NOT_DIGITS, span, |finding| {
        let finding = finding.with_bytes("value", value);
        match meant_seconds(value) {
            Some(seconds) => finding.suggest(span, seconds.to_string()),
            None => finding,
        }
    });
    None
}

fn digits(value: &[u8], span: Span, sink: &mut Sink<'_>) -> Option<u64> {
    // RFC 8461 §3.2: ten digits by the grammar.
    if value.len() > 10 {
        sink.at(&MAX_AGE_DIGITS, span, |finding| {
            finding
                .with("count", value.len())
                .suggest(span, MAX_AGE_LIMIT.to_string())
        });
        return None;
    }
    let number = decimal(value)?;
    // RFC 8461 §3.2 in prose, erratum 7282.
    if number > MAX_AGE_LIMIT {
        sink.at(&MAX_AGE_TOO_LONG, span, |finding| {
            finding
                .with("value", number)
                .with("limit", MAX_AGE_LIMIT)
                .suggest(span, MAX_AGE_LIMIT.to_string())
        });
    }
    Some(number)
}

/// Judges a `max_age` that is within the limit against the mode (RFC 8461 §3.2: weeks or greater; §10.2).
pub(super) fn max_age_fits(max_age: u64, mode: Option<Mode>, span: Span, sink: &mut Sink<'_>) {
    let rule = match max_age {
        0 => &MAX_AGE_ZERO,
        _ if max_age < DAY => &MAX_AGE_UNDER_DAY,
        _ if max_age < TWO_WEEKS && mode == Some(Mode::Enforce) => &MAX_AGE_SHORT,
        _ if max_age <= MAX_AGE_LIMIT => &MAX_AGE_GOOD,
        _ => return,
    };
    sink.at(rule, span, |finding| finding.with("duration", duration(max_age)));
}

/// The seconds that a number with separators or a unit is probably meant as (`604,800`, `2 weeks`, `7d`); `None` where
/// there is no telling, or where they are none or over [`MAX_AGE_LIMIT`].
#[must_use]
pub fn meant_seconds(value: &[u8]) -> Option<u64> {
    let value = span_of(value, 0, 40);
    let signs = value.iter().take_while(|byte| **byte == b'+').count();
    let text = span_of(value, signs, value.len()).trim_ascii();
    let of_unit = |byte: &&u8| byte.is_ascii_alphabetic() || **byte == b'.';
    let unit = text.iter().rev().take_while(of_unit).count();
    let (number, unit) = text.split_at_checked(text.len() - unit)?;
    let number = number.trim_ascii_end();
    let unit = Span::new(0, unit.len()).trimmed(unit, |byte| byte == b'.').of(unit);
    let factor = match unit.to_ascii_lowercase().as_slice() {
        b"" | b"s" | b"sec" | b"secs" | b"second" | b"seconds" => 1,
        b"m" | b"min" | b"mins" | b"minute" | b"minutes" => 60,
        b"h" | b"hour" | b"hours" => 3_600,
        b"d" | b"day" | b"days" => DAY,
        b"w" | b"week" | b"weeks" => 7 * DAY,
        b"y" | b"year" | b"years" => 365 * DAY,
        _ => return None,
    };
    let is_separator = |byte: &u8| matches!(byte, b',' | b'.' | b'_' | b'\'' | b' ');
    let number = match split_once(number, b'.') {
        Some((whole, fraction))
            if !fraction.is_empty() && fraction.len() != 3 && fraction.iter().all(|byte| *byte == b'0') =>
        {
            whole.to_vec()
        }
        _ if number.split(is_separator).skip(1).any(|part| part.len() != 3) => return None,
        _ => number.iter().copied().filter(|byte| !is_separator(byte)).collect(),
    };
    let seconds = decimal(&number)?.checked_mul(factor)?;
    (1..=MAX_AGE_LIMIT).contains(&seconds).then_some(seconds)
}

/// Where a comment begins: `#`, at the beginning or behind a blank, or `//` behind a blank.
fn comment(value: &[u8]) -> Option<usize> {
    (0..value.len()).find(|&at| match at.checked_sub(1) {
        None => value[at] == b'#',
        Some(before) => value[before].is_ascii_whitespace() && (value[at] == b'#' || value[at..].starts_with(b"//")),
    })
}

/// Whether a value stands in one pair of quotation marks.
fn is_quoted(value: &[u8]) -> bool {
    match value {
        [first @ (b'"' | b'\'' | b'`'), inner @ .., last] => first == last && !inner.contains(first),
        _ => false,
    }
}

/// A range without blanks at its ends.
pub(super) fn trimmed(bytes: &[u8], range: Range<usize>) -> Range<usize> {
    let span = Span::from(range).trimmed(bytes, |byte| byte.is_ascii_whitespace());
    span.start..span.end
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len())
        .take(64)
        .any(|part| part.eq_ignore_ascii_case(word))
}

fn span_of(bytes: &[u8], start: usize, end: usize) -> &[u8] {
    Span::new(start, end).of(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_units_are_understood() {
        for (value, seconds) in [
            ("604,800", Some(604_800)),
            ("604 800", Some(604_800)),
            ("1.209.600", Some(1_209_600)),
            ("604_800", Some(604_800)),
            ("86400.0", Some(86_400)),
            ("+86400", Some(86_400)),
            ("7d", Some(604_800)),
            ("2 weeks", Some(1_209_600)),
            ("604800s", Some(604_800)),
            ("86400 sec.", Some(86_400)),
            ("-5", None),
            ("0x10", None),
            ("8 64 00", None),
            ("9999 years", None),
            ("", None),
            ("٣", None),
        ] {
            assert_eq!(meant_seconds(value.as_bytes()), seconds, "{value}");
        }
    }

    #[test]
    fn modes_are_guessed() {
        for (word, near) in [
            ("ENFORCE", Some((Mode::Enforce, true))),
            ("enforced", Some((Mode::Enforce, false))),
            ("test", Some((Mode::Testing, false))),
            ("report", Some((Mode::Testing, false))),
            ("nome", Some((Mode::None, false))),
            ("strict", None),
        ] {
            assert_eq!(near_mode(word.as_bytes()), near, "{word}");
        }
    }
}
