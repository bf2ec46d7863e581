//! Reads the TXT record at `_mta-sts` (RFC 8461 §3.1): its frame and its version. The fields are in `record_field`.

use super::clean::{self, Clean};
use super::record_field::{Fields, next_field};
use super::rules::record::{
    BEFORE_VERSION, BLANK_AFTER_VERSION, RECORD_CHARACTER, RECORD_DELIMITER_MISSING, RECORD_EMPTY, RECORD_ESCAPED,
    RECORD_FOREIGN, RECORD_IS_POLICY, RECORD_QUOTED, RECORD_VERSION_GOOD, RECORD_VERSION_LATE, RECORD_VERSION_MISSING,
    RECORD_VERSION_WRONG,
};
use super::sink::Sink;
use super::{StsRecord, plain, record_id};
use crate::dns::txt_kind::{self, Protocol};
use crate::later;
use crate::rule::{Findings, Subject, proof};
use crate::text::Span;

/// The first field, to the letter.
pub(super) const VERSION: &[u8] = b"v=STSv1";

/// More quotation marks than this get no edits: a text with so many is none that an edit mends.
const MOST_QUOTES: usize = 64;

/// Reads a record: the strings of one TXT record, joined without anything between.
///
/// `None` exactly when an error was found: senders then act as if there were no MTA-STS.
pub fn parse(text: &[u8], findings: &mut Findings) -> Option<StsRecord> {
    let mut sink = Sink::new(findings, Subject::Record);
    if let Some((version, id)) = plain::record(text) {
        sink.at(&RECORD_VERSION_GOOD, version, |finding| finding);
        return Some(record_id::good(id.of(text), id, &mut sink));
    }
    later::rest()?;
    proved(text, findings)
}

/// Reads any record; what is offered as a fix mends.
#[inline(never)] // most records are plain
fn proved(text: &[u8], findings: &mut Findings) -> Option<StsRecord> {
    let first = findings.as_slice().len();
    let record = read(text, Sink::new(findings, Subject::Record));
    proof::keep_what_mends(text, findings, first, proof::WORK, &|text, findings| {
        read(text, Sink::new(findings, Subject::Record));
    });
    record
}

/// Reads any record, telling each fault.
pub(super) fn read(text: &[u8], mut sink: Sink<'_>) -> Option<StsRecord> {
    let all = Span::new(0, text.len());
    if text.trim_ascii().is_empty() {
        sink.at(&RECORD_EMPTY, all, |finding| finding);
        return None;
    }
    if let Some(what) = txt_kind::of(text, Protocol::MtaSts) {
        sink.at(&RECORD_FOREIGN, all, |finding| finding.with("what", what));
        return None;
    }
    if is_policy(text) {
        sink.at(&RECORD_IS_POLICY, all, |finding| finding);
        return None;
    }
    let quotes = quotes(text);
    if let (Some(first), Some(last)) = (quotes.first(), quotes.last()) {
        sink.at(&RECORD_QUOTED, Span::new(first.start, last.end), |finding| {
            let few = quotes.len() <= MOST_QUOTES;
            quotes
                .iter()
                .filter(|_| few)
                .fold(finding, |finding, &quote| finding.replace(quote, ""))
        });
    }
    let (clean, foreign) = Clean::new(text, all, &quotes);
    clean::report(text, &foreign, &RECORD_CHARACTER, &mut sink);
    let id = Reader {
        clean: &clean,
        sink: &mut sink,
    }
    .read();
    id.filter(|_| !sink.error)
}

struct Reader<'a, 'b> {
    clean: &'a Clean<'a>,
    sink: &'a mut Sink<'b>,
}

/// Where the fields begin, and where the version stands.
struct Start {
    at: usize,
    version: Version,
}

#[derive(Clone, Copy, PartialEq)]
enum Version {
    First,
    /// Among the fields, at this place.
    Late(usize),
    Missing,
}

impl Reader<'_, '_> {
    fn read(mut self) -> Option<StsRecord> {
        let start = self.version()?;
        let late = match start.version {
            Version::Late(at) => Some(at),
            Version::First | Version::Missing => None,
        };
        Fields::new(self.clean, self.sink, late).read(start.at)
    }

    /// Judges the beginning. `None`: nothing of an MTA-STS record is there, and nothing else need be said.
    fn version(&mut self) -> Option<Start> {
        let bytes = &*self.clean.bytes;
        // RFC 8461 §3.1: the version comes first; not even a blank may stand before it.
        let begin = bytes
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b';'))
            .unwrap_or(bytes.len());
        let end = find(bytes, b';', begin);
        let head = bytes[begin..end].trim_ascii_end();
        let head_end = begin + head.len();
        let start = if head == VERSION {
            self.version_good(begin, end);
            Start {
                at: end + 1,
                version: Version::First,
            }
        } else if let Some(rest) = head.strip_prefix(VERSION) {
            self.after_version(begin, rest, end)
        } else {
            self.other_version(begin, head_end, end)?
        };
        if begin > 0 && start.version == Version::First {
            let span = self.clean.span(0..begin);
            self.sink.at(&BEFORE_VERSION, span, |finding| {
                finding.with("found", before(&bytes[..begin])).replace(span, "")
            });
        }
        Some(start)
    }

    fn version_good(&mut self, begin: usize, end: usize) {
        let bytes = &*self.clean.bytes;
        let version_end = begin + VERSION.len();
        self.sink
            .at(&RECORD_VERSION_GOOD, self.clean.span(begin..version_end), |finding| {
                finding
            });
        // RFC 8461 §3.1 against its own grammar, erratum 6285.
        if end < bytes.len() && version_end < end {
            let span = self.clean.span(version_end..end);
            self.sink
                .at(&BLANK_AFTER_VERSION, span, |finding| finding.replace(span, ""));
        }
    }

    /// `v=STSv1` and then something that is neither blank nor semicolon: a field without its semicolon, or another
    /// version (RFC 8461 §3.1: `v=STSv10` is not version 1).
    fn after_version(&mut self, begin: usize, rest: &[u8], end: usize) -> Start {
        let bytes = &*self.clean.bytes;
        let version_end = begin + VERSION.len();
        let rest_end = version_end + rest.len();
        let fields = Start {
            at: end + 1,
            version: Version::First,
        };
        if rest == b"\\" && end < bytes.len() {
            escaped(self.clean, self.sink, version_end..rest_end, "", "a semicolon");
            return fields;
        }
        let gap = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b',' | b':' | b'|' | b'.' | b'&' | b'/'))
            .count();
        let next = &rest[gap..];
        if next.contains(&b'=') || (gap > 0 && next.contains(&b':')) {
            let span = self.clean.span(version_end..version_end + gap);
            self.sink.at(&RECORD_DELIMITER_MISSING, span, |finding| {
                finding.with_bytes("next", next).replace(span, "; ")
            });
            return Start {
                at: version_end + gap,
                version: Version::First,
            };
        }
        let span = self.clean.span(begin..rest_end);
        self.sink.at(&RECORD_VERSION_WRONG, span, |finding| {
            finding
                .with_bytes("found", &bytes[begin..rest_end])
                .replace(span, "v=STSv1")
        });
        fields
    }

    fn other_version(&mut self, begin: usize, head_end: usize, end: usize) -> Option<Start> {
        let bytes = &*self.clean.bytes;
        // The version ends where the next field begins, be it without a semicolon.
        let next = next_field(bytes, begin, head_end).filter(|&next| is_near_version(bytes[begin..next].trim_ascii()));
        let version = begin..next.map_or(head_end, |next| begin + bytes[begin..next].trim_ascii_end().len());
        if is_near_version(&bytes[version.clone()]) {
            let span = self.clean.span(version.clone());
            self.sink.at(&RECORD_VERSION_WRONG, span, |finding| {
                finding
                    .with_bytes("found", &bytes[version.clone()])
                    .replace(span, "v=STSv1")
            });
            if let Some(next) = next {
                let span = self.clean.span(version.end..next);
                self.sink.at(&RECORD_DELIMITER_MISSING, span, |finding| {
                    finding.with_bytes("next", &bytes[next..end]).replace(span, "; ")
                });
            }
            return Some(Start {
                at: next.unwrap_or(end + 1),
                version: Version::First,
            });
        }
        if let Some(late) = late_version(bytes, end) {
            let span = self.clean.span(late.clone());
            // With the field goes the semicolon before it.
            let before = bytes[..late.start].trim_ascii_end().len().saturating_sub(1);
            let cut = self.clean.span(before..late.end);
            let first = self.clean.span(begin..begin + 1);
            self.sink.at(&RECORD_VERSION_LATE, span, |finding| {
                finding
                    .with_bytes("found", &bytes[late.clone()])
                    .replace(Span::point(first.start), "v=STSv1; ")
                    .replace(cut, "")
            });
            return Some(Start {
                at: begin,
                version: Version::Late(late.start),
            });
        }
        let fields = has_id(bytes);
        let span = self.clean.span(begin..head_end);
        self.sink.at(&RECORD_VERSION_MISSING, span, |finding| {
            let finding = finding.with_bytes("found", &bytes[begin..head_end]);
            if fields {
                finding.suggest(Span::point(span.start), "v=STSv1; ")
            } else {
                finding
            }
        });
        fields.then_some(Start {
            at: begin,
            version: Version::Missing,
        })
    }
}

/// Reports an escape of a zone file that became part of the value.
pub(super) fn escaped(
    clean: &Clean<'_>,
    sink: &mut Sink<'_>,
    range: std::ops::Range<usize>,
    mended: &str,
    meant: &'static str,
) {
    let span = clean.span(range.clone());
    sink.at(&RECORD_ESCAPED, span, |finding| {
        finding
            .with_bytes("found", &clean.bytes[range])
            .with("meant", meant)
            .replace(span, mended)
    });
}

/// Where `byte` comes next at or behind `from`, or the end.
pub(super) fn find(bytes: &[u8], byte: u8, from: usize) -> usize {
    let from = from.min(bytes.len());
    bytes[from..]
        .iter()
        .position(|&b| b == byte)
        .map_or(bytes.len(), |at| from + at)
}

/// What stands before the version, in words.
fn before(bytes: &[u8]) -> &'static str {
    match bytes {
        [b' ' | b'\t'] => "a blank",
        _ if bytes.contains(&b';') => "a semicolon",
        _ => "several blanks",
    }
}

/// The quotation marks round the record, and those at the seams of quoted strings (`" "`).
fn quotes(text: &[u8]) -> Vec<Span> {
    let begin = text.len() - text.trim_ascii_start().len();
    let end = text.trim_ascii_end().len();
    let opening = text[begin..].iter().take_while(|&&byte| byte == b'"').count();
    if opening == 0 {
        return Vec::new();
    }
    let inner = begin + opening;
    let closing = text[inner.min(end)..end]
        .iter()
        .rev()
        .take_while(|&&byte| byte == b'"')
        .count();
    let inner_end = end - closing;
    let mut quotes = vec![Span::new(begin, inner)];
    let mut open = None;
    for (at, &byte) in text.iter().enumerate().take(inner_end).skip(inner) {
        match (byte, open) {
            (b'"', Some(start)) if at > start + 1 => {
                quotes.push(Span::new(start, at + 1));
                open = None;
            }
            (b'"', _) => open = Some(at),
            (b' ' | b'\t', Some(_)) => {}
            _ => open = None,
        }
    }
    if closing > 0 {
        quotes.push(Span::new(inner_end, end));
    }
    quotes
}

/// Whether a TXT record is meant to be an MTA-STS record, however wrong: it is of no other kind that is known, and its
/// first characters have `STS` as a word or behind `v` or `mta`. In the SPF record of a wildcard that names `lists`, say,
/// nobody tried to publish one.
#[must_use]
pub fn is_attempt(text: &[u8]) -> bool {
    /// Where a version is looked for: the first so many octets.
    const HEAD: usize = 24;
    let head: Vec<u8> = text.iter().take(HEAD).map(u8::to_ascii_lowercase).collect();
    let begins_word = |at: usize| {
        let before = &head[..at];
        let letter = before.last().filter(|byte| byte.is_ascii_alphabetic());
        letter.is_none_or(|&letter| letter == b'v') || before.ends_with(b"mta")
    };
    let mut words = head.windows(3).enumerate().filter(|(_, word)| word == b"sts");
    words.any(|(at, _)| begins_word(at)) && txt_kind::of(text, Protocol::MtaSts).is_none()
}

/// Whether the head of a record was meant as its version.
fn is_near_version(head: &[u8]) -> bool {
    let mut word = head.to_vec();
    word.truncate(64);
    word.retain(|byte| !matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'\\'));
    if crate::near::is_near(&word, VERSION, 2) {
        return true;
    }
    let lower = word.to_ascii_lowercase();
    let value = [&b"v="[..], b"v:", b"version=", b"version:", b"ver="]
        .iter()
        .find_map(|key| lower.strip_prefix(*key));
    value.is_some_and(|value| !value.contains(&b'='))
}

/// Where the version stands that should be the first field.
fn late_version(bytes: &[u8], mut at: usize) -> Option<std::ops::Range<usize>> {
    while at < bytes.len() {
        let start = at + 1;
        let end = find(bytes, b';', start);
        let field = &bytes[start..end];
        if field.trim_ascii().eq_ignore_ascii_case(VERSION) {
            let begin = start + field.len() - field.trim_ascii_start().len();
            return Some(begin..begin + VERSION.len());
        }
        at = end;
    }
    None
}

/// Whether some field looks like `id=`.
fn has_id(bytes: &[u8]) -> bool {
    bytes.split(|&byte| byte == b';').any(|field| {
        let (key, rest) = field.trim_ascii_start().split_at_checked(2).unwrap_or_default();
        key.eq_ignore_ascii_case(b"id") && matches!(rest.trim_ascii_start().first(), Some(b'=' | b':'))
    })
}

/// Whether this is the text of a policy, perhaps with its line ends lost.
fn is_policy(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    let begins = text.get(..8).is_some_and(|head| head.eq_ignore_ascii_case(b"version:"));
    begins && text.windows(5).take(64).any(|part| part.eq_ignore_ascii_case(b"STSv1"))
}
