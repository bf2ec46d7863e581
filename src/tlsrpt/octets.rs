//! The octets of a URI (RFC 3986 §2): what may stand as it is, and what is percent-encoded.

use super::rules::{BROKEN_PERCENT, CUT_BY_SEMICOLON, EXCLAMATION_MARK, FRAGMENT, SIZE_LIMIT, URI_CHARACTER};
use super::sink::Sink;
use crate::rule::{Finding, Severity};
use crate::text::{Span, percent_encode};

/// Judges the octets of a part that has no further parts: all must be of RFC 3986's `pchar`, `/` or `?`. `place` says
/// where they stand, for the message. Gives whether they are.
///
/// Blanks were reported before and are passed over.
pub(super) fn characters(text: &[u8], span: Span, place: &str, sink: &mut Sink) -> bool {
    let mut clean = true;
    let mut at = span.start;
    while at < span.end {
        let rest = Span::new(at, span.end).of(text);
        let class = rest.first().map_or(Class::Good, |&byte| Class::of(byte));
        let length = match class {
            Class::Percent if matches!(rest, [_, a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()) => {
                at += 3;
                continue;
            }
            Class::Percent | Class::Semicolon => 1,
            Class::Exclamation if is_size_limit(rest) => rest.len(),
            class => rest.iter().take_while(|&&byte| Class::of(byte) == class).count(),
        };
        let run = Span::new(at, at + length);
        if class != Class::Good {
            clean = false;
            report(class, text, run, span, place, sink);
        }
        at += length;
    }
    clean
}

/// What an octet is to a URI.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Good,
    Blank,
    Percent,
    Exclamation,
    Semicolon,
    Quote,
    Bad,
}

impl Class {
    const fn of(byte: u8) -> Self {
        match byte {
            // RFC 3986 §2.2, 2.3 and 3.3: unreserved, sub-delims, ":" and "@", "/" and "?".
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => Self::Good,
            b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b'=' | b':' | b'@' | b'/' | b'?' => Self::Good,
            b'%' => Self::Percent,
            b'!' => Self::Exclamation,
            b';' => Self::Semicolon,
            b' ' | b'\t' => Self::Blank,
            b'"' | b'<' | b'>' => Self::Quote,
            _ => Self::Bad,
        }
    }
}

fn report(class: Class, text: &[u8], run: Span, part: Span, place: &str, sink: &mut Sink) {
    let written = run.of(text);
    let finding = match class {
        Class::Good | Class::Blank => return,
        Class::Percent => {
            let shown = Span::new(run.start, part.end.min(run.start + 3)).of(text);
            // RFC 3986 §2.1
            let finding = BROKEN_PERCENT.at(run).with_bytes("text", shown);
            finding.suggest(run, "%25")
        }
        Class::Exclamation if is_size_limit(written) => SIZE_LIMIT.at(run).with_bytes("text", written).replace(run, ""),
        // RFC 8460 §3
        Class::Exclamation => EXCLAMATION_MARK.at(run).replace(run, "%21".repeat(run.len())),
        Class::Semicolon => {
            let before = Span::new(part.start, run.start);
            if before.of(text).contains(&b';') {
                return;
            }
            cut(text, before, Span::new(run.start, part.end))
        }
        Class::Quote | Class::Bad => {
            let finding = URI_CHARACTER.at(run).with_bytes("text", written).with("place", place);
            let mended = if class == Class::Quote {
                String::new()
            } else {
                encoded(written)
            };
            finding.suggest(run, mended)
        }
    };
    sink.add(finding);
}

/// A destination that `rest` belongs to, which begins with a semicolon and is no field of its own: one finding for all
/// semicolons in it.
fn cut(text: &[u8], destination: Span, rest: Span) -> Finding {
    let finding = CUT_BY_SEMICOLON
        .at(rest.start..rest.start + 1)
        .severity(Severity::Error)
        .with_bytes("destination", destination.of(text))
        .with_bytes("rest", Span::new(rest.start + 1, rest.end).of(text));
    let semicolons = rest.of(text).iter().enumerate().filter(|(_, byte)| **byte == b';');
    semicolons.fold(finding, |finding, (at, _)| {
        let at = rest.start + at;
        finding.suggest(at..at + 1, "%3B")
    })
}

/// `!10m`: what DMARC has behind an address; several of them, too.
fn is_size_limit(text: &[u8]) -> bool {
    let is_size = |size: &[u8]| {
        let digits = size.iter().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0
            && matches!(
                size.get(digits..),
                Some([] | [b'k' | b'm' | b'g' | b't' | b'K' | b'M' | b'G' | b'T'])
            )
    };
    text.strip_prefix(b"!")
        .filter(|sizes| sizes.len() < LONGEST_SIZE)
        .is_some_and(|sizes| sizes.split(|&byte| byte == b'!').all(is_size))
}

/// Longest text that is looked at as a size limit: every `!` of a text is, so there has to be a bound.
const LONGEST_SIZE: usize = 32;

/// The octets percent-encoded (RFC 3986 §2.1).
pub(super) fn encoded(bytes: &[u8]) -> String {
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = percent_encode(bytes, &mut out);
    out
}

/// The octets with all encoded ones decoded; broken encodings stay.
pub(super) fn decoded(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return out,
            [b'%', a, b, tail @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                out.push(digit(*a) * 16 + digit(*b));
                tail
            }
            [byte, tail @ ..] => {
                out.push(*byte);
                tail
            }
        };
    }
}

fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        b'A'..=b'F' => byte - b'A' + 10,
        _ => 0,
    }
}

/// Judges what begins at a `#` (RFC 3986 §3.5): allowed, never sent.
pub(super) fn fragment(text: &[u8], span: Span, sink: &mut Sink) {
    if span.is_empty() {
        return;
    }
    let inner = Span::new(span.start + 1, span.end);
    if characters(text, inner, "in a fragment", sink) {
        let finding = FRAGMENT.at(span).with_bytes("text", span.of(text));
        sink.add(finding.suggest(span, ""));
    }
}
