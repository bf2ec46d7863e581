//! Judges the value of `id` (RFC 8461 §3.1).

use super::StsRecord;
use super::clean::Clean;
use super::record::escaped;
use super::rules::record::{
    ID_CHARACTERS, ID_EMPTY, ID_GOOD, ID_PLACEHOLDER, ID_PLACEHOLDER_WORD, ID_SAMPLE, ID_TOO_LONG,
};
use super::sink::Sink;
use crate::text::{Span, lossy};
use std::ops::Range;

/// Most characters of an `id`.
const LONGEST: usize = 32;

/// Ids that are copied from texts, and from which.
const SAMPLES: [(&str, &str); 3] = [
    ("20160831085700Z", "RFC 8461"),
    ("20220317000000Z", "a popular template"),
    ("20190429T010101", "Google’s help pages"),
];

/// Words of templates, in lower case, that are ids by their letters.
const PLACEHOLDERS: [&str; 12] = [
    "uniqueid",
    "uniqueidentifier",
    "yourid",
    "youruniqueid",
    "policyid",
    "timestamp",
    "unixtimestamp",
    "currenttimestamp",
    "placeholder",
    "changeme",
    "xxxxxxxxxxxxxx",
    "insertidhere",
];

/// Judges the value of the `id` that counts.
pub(super) fn judge(clean: &Clean<'_>, range: Range<usize>, sink: &mut Sink<'_>) -> Option<StsRecord> {
    let value = &clean.bytes[range.clone()];
    let span = clean.span(range.clone());
    if value.is_empty() {
        sink.at(&ID_EMPTY, span, |finding| finding);
        return None;
    }
    let escape = value.strip_suffix(b"\\").is_some_and(is_id);
    if escape && clean.bytes.get(range.end) == Some(&b';') {
        escaped(clean, sink, range.end - 1..range.end, "", "a semicolon");
        return None;
    }
    if is_placeholder(value) {
        sink.at(&ID_PLACEHOLDER, span, |finding| finding.with_bytes("value", value));
        return None;
    }
    // RFC 8461 §3.1: letters and digits only. Bytes of 0x80 or more were reported already.
    let wrong = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let kept: Vec<u8> = value.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    if let (Some(first), Some(last)) = (value.iter().position(wrong), value.iter().rposition(wrong)) {
        let part = clean.span(range.start + first..range.start + last + 1);
        sink.at(&ID_CHARACTERS, part, |finding| {
            let finding = finding.with_bytes("value", value).with("found", distinct(value));
            match std::str::from_utf8(&kept[..kept.len().min(LONGEST)]) {
                Ok(id) if !id.is_empty() => finding.replace(span, id),
                _ => finding,
            }
        });
    }
    // RFC 8461 §3.1: at most 32 of them.
    if kept.len() > LONGEST {
        let part = if kept.len() == value.len() {
            clean.span(range.start + LONGEST..range.end)
        } else {
            span
        };
        sink.at(&ID_TOO_LONG, part, |finding| {
            let finding = finding.with("count", kept.len());
            match std::str::from_utf8(&kept[..LONGEST]) {
                Ok(id) => finding.suggest(span, id),
                Err(_) => finding,
            }
        });
    }
    if !is_id(value) {
        return None;
    }
    Some(good(value, span, sink))
}

/// Takes a well-formed id in, and says what is to be said of it.
pub(super) fn good(value: &[u8], span: Span, sink: &mut Sink<'_>) -> StsRecord {
    let id = lossy(value).into_owned();
    sink.at(&ID_GOOD, span, |finding| finding);
    if let Some((_, origin)) = SAMPLES.iter().find(|(sample, _)| *sample == id) {
        sink.at(&ID_SAMPLE, span, |finding| {
            finding.with("value", &id).with_words("origin", *origin)
        });
    }
    let dated = value
        .get(..8)
        .is_some_and(|head| head.eq_ignore_ascii_case(b"yyyymmdd"));
    if dated || PLACEHOLDERS.iter().any(|word| word.eq_ignore_ascii_case(&id)) {
        sink.at(&ID_PLACEHOLDER_WORD, span, |finding| finding.with("value", &id));
    }
    StsRecord { id, id_span: span }
}

fn is_id(value: &[u8]) -> bool {
    (1..=LONGEST).contains(&value.len()) && value.iter().all(u8::is_ascii_alphanumeric)
}

fn is_placeholder(value: &[u8]) -> bool {
    let pairs: [(u8, u8); 3] = [(b'<', b'>'), (b'{', b'}'), (b'[', b']')];
    let bracketed = pairs.iter().any(|(open, close)| {
        let start = value.iter().position(|byte| byte == open);
        let end = value.iter().rposition(|byte| byte == close);
        start.zip(end).is_some_and(|(start, end)| start < end)
    });
    let variable = matches!(value, [b'$' | b'%' | b'@', first, ..] if first.is_ascii_alphabetic() || *first == b'_');
    bracketed || variable
}

/// The characters that may not stand in an id, each once, in backticks.
fn distinct(value: &[u8]) -> String {
    const MOST: usize = 6;
    let mut found: Vec<u8> = Vec::new();
    for &byte in value {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !found.contains(&byte) {
            if found.len() == MOST {
                break;
            }
            found.push(byte);
        }
    }
    let mut words = String::new();
    for byte in found {
        if !words.is_empty() {
            words.push_str(", ");
        }
        match byte {
            b' ' | b'\t' => words.push_str("a blank"),
            b'`' => words.push_str("a backtick"),
            other => words.extend(['`', char::from(other), '`']),
        }
    }
    words
}
