//! A destination: a URI of RFC 3986 §3, with `,` `!` `;` percent-encoded (RFC 8460 §3).
//!
//! ```text
//! URI    = scheme ":" hier-part ["?" query] ["#" fragment]
//! scheme = ALPHA *(ALPHA / DIGIT / "+" / "-" / ".")
//! ```
//!
//! No browser's URL parser takes part: it would mend backslashes, blanks, missing slashes and U-labels in silence.

use super::field::is_extension;
use super::record::trimmed;
use super::rules::{
    BARE_ADDRESS, BLANK_IN_DESTINATION, BROKEN_PERCENT, CUT_BY_SEMICOLON, EXCLAMATION_MARK, FRAGMENT, KEY_IN_LIST,
    NO_SCHEME, PLACEHOLDER, SCHEME_COLON, SIZE_LIMIT, URI_CHARACTER, WRAPPED_DESTINATION,
};
use super::sink::Sink;
use super::{RuaKind, address, host};
use crate::rule::Severity;
use crate::text::Span;
use std::fmt::Write as _;

/// What became of a destination.
pub(super) struct Judged {
    pub(super) served: Served,
    /// Text behind a blank that is a destination of its own.
    pub(super) rest: Option<Span>,
}

/// Whether senders serve the scheme.
pub(super) enum Served {
    /// They do; `None` where the destination is ill-formed.
    Yes(Option<RuaKind>),
    /// They don't. The span is that of the scheme and its colon.
    No(Span, RuaKind),
    /// There is no scheme.
    Unknown,
}

/// Judges the destination at `span`, which has no blanks at its ends and is not empty.
pub(super) fn judge(text: &[u8], span: Span, sink: &mut Sink) -> Judged {
    let span = unwrapped(text, span, sink);
    if let Some(placeholder) = placeholder(text, span) {
        sink.add(PLACEHOLDER.at(placeholder).with_bytes("text", placeholder.of(text)));
        return Judged {
            served: Served::Yes(None),
            rest: None,
        };
    }
    let span = behind_key(text, span, sink);
    let (span, rest) = blanks(text, span, sink);
    Judged {
        served: by_scheme(text, span, sink),
        rest,
    }
}

/// Whether the text begins with a scheme of which reports are known.
pub(super) fn has_scheme(text: &[u8]) -> bool {
    ["mailto:", "https:", "http:"]
        .iter()
        .any(|scheme| starts_with(text, scheme))
}

/// Whether it is an `https:` URI.
pub(super) fn is_https(text: &[u8]) -> bool {
    starts_with(text, "https:")
}

/// Whether the text is the name of a known scheme, without its colon.
pub(super) fn is_bare_scheme(text: &[u8]) -> bool {
    SCHEMES
        .iter()
        .any(|scheme| text.eq_ignore_ascii_case(scheme.as_bytes()))
}

const SCHEMES: [&str; 3] = ["mailto", "https", "http"];

fn starts_with(text: &[u8], prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
}

fn by_scheme(text: &[u8], span: Span, sink: &mut Sink) -> Served {
    let uri = span.of(text);
    let length = scheme_length(uri);
    if length > 0 && uri.get(length) == Some(&b':') {
        let scheme = &uri[..length];
        let rest = Span::new(span.start + length + 1, span.end);
        return match scheme {
            b"mailto" => Served::Yes(address::judge(text, rest, sink)),
            b"https" => Served::Yes(host::judge(text, rest, true, sink)),
            // RFC 3986 §3.1: schemes are compared without case.
            _ if scheme.eq_ignore_ascii_case(b"mailto") => Served::Yes(address::judge(text, rest, sink)),
            _ if scheme.eq_ignore_ascii_case(b"https") => Served::Yes(host::judge(text, rest, true, sink)),
            _ => {
                host::judge(text, rest, false, sink);
                let scheme = String::from_utf8_lossy(scheme).into_owned();
                Served::No(Span::new(span.start, rest.start), RuaKind::Other { scheme })
            }
        };
    }
    without_scheme(text, span, sink)
}

/// RFC 3986 §3.1.
fn scheme_length(uri: &[u8]) -> usize {
    if !uri.first().is_some_and(u8::is_ascii_alphabetic) {
        return 0;
    }
    let of_scheme = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    uri.iter().take_while(of_scheme).count()
}

fn without_scheme(text: &[u8], span: Span, sink: &mut Sink) -> Served {
    let uri = span.of(text);
    let word = uri.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let at = span.start + word;
    if is_bare_scheme(&uri[..word]) && !matches!(uri.get(word), Some(b'@' | b'.')) {
        let scheme = uri[..word].to_ascii_lowercase();
        let finding = SCHEME_COLON.at(Span::new(at, span.end.min(at + 1)));
        let finding = finding.with_bytes("scheme", &scheme);
        // A slash belongs to what follows; any other sign was meant as the colon.
        let found = uri.get(word).filter(|&&byte| byte != b'/' && byte.is_ascii());
        let sign = Span::new(at, at + usize::from(found.is_some()));
        sink.add(
            match uri.get(word) {
                None => finding.with("found", "nothing"),
                Some(byte) => finding.with_bytes("found", &[*byte]),
            }
            .replace(sign, ":"),
        );
        let rest = Span::new(sign.end, span.end);
        if rest.is_empty() {
            return Served::Yes(None);
        }
        return Served::Yes(match scheme.as_slice() {
            b"mailto" => address::judge(text, rest, sink),
            _ => host::judge(text, rest, true, sink),
        });
    }
    if uri.contains(&b'@') {
        let finding = BARE_ADDRESS.at(span).with_bytes("text", uri);
        sink.add(finding.replace(span.start..span.start, "mailto:"));
        address::judge(text, span, sink);
        return Served::Yes(None);
    }
    let finding = NO_SCHEME.at(span).with_bytes("text", uri);
    let like_host = uri.first().is_some_and(u8::is_ascii_alphanumeric) && uri.contains(&b'.');
    sink.add(if like_host {
        finding.suggest(span.start..span.start, "https://")
    } else {
        finding
    });
    Served::Unknown
}

/// Takes brackets and quotes round the destination away, all layers at once.
fn unwrapped(text: &[u8], span: Span, sink: &mut Sink) -> Span {
    let mut inner = span;
    while let [open, .., close] = inner.of(text) {
        let pair = matches!(
            (open, close),
            (b'<', b'>') | (b'(', b')') | (b'[', b']') | (b'"', b'"') | (b'\'', b'\'')
        );
        let narrower = trimmed(text, Span::new(inner.start + 1, inner.end - 1));
        if !pair || !narrower.of(text).iter().any(|byte| matches!(byte, b':' | b'@')) {
            break;
        }
        inner = narrower;
    }
    if inner != span {
        let (open, close) = (Span::new(span.start, inner.start), Span::new(inner.end, span.end));
        let finding = WRAPPED_DESTINATION.at(span);
        let finding = finding
            .with_bytes("open", open.of(text))
            .with_bytes("close", close.of(text));
        sink.add(finding.replace(open, "").replace(close, ""));
    }
    inner
}

/// What a template left in: `<domain>`, `{{domain}}`, `${domain}`, `%domain%`.
fn placeholder(text: &[u8], span: Span) -> Option<Span> {
    let uri = span.of(text);
    let (open, close): (&[u8], &[u8]) = [(&b"<"[..], &b">"[..]), (b"{{", b"}}"), (b"${", b"}"), (b"%", b"%")]
        .into_iter()
        .find(|(open, close)| bracketed(uri, open, close).is_some())?;
    let (start, end) = bracketed(uri, open, close)?;
    Some(Span::new(span.start + start, span.start + end))
}

fn bracketed(uri: &[u8], open: &[u8], close: &[u8]) -> Option<(usize, usize)> {
    let find = |text: &[u8], part: &[u8]| text.windows(part.len()).position(|window| window == part);
    let start = find(uri, open)?;
    let inner = &uri[start + open.len()..];
    let length = find(inner, close)?;
    let word = &inner[..length];
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b' ' | b'$');
    let named = word.iter().any(u8::is_ascii_alphabetic) && !word.iter().any(|byte| matches!(byte, b'@' | b':'));
    // `%` begins an encoded octet as well.
    let encoded = open == b"%" && (!word.iter().all(of_name) || word.iter().take(2).all(u8::is_ascii_hexdigit));
    (named && !encoded).then_some((start, start + open.len() + length + close.len()))
}

/// Takes `rua=` and `ruf=` before the destination away.
fn behind_key(text: &[u8], span: Span, sink: &mut Sink) -> Span {
    let mut at = span.start;
    let mut sure = true;
    loop {
        let rest = Span::new(at, span.end).of(text);
        if starts_with(rest, "rua=") {
            at += "rua=".len();
        } else if starts_with(rest, "ruf=") {
            at += "ruf=".len();
            sure = false;
        } else if at > span.start && matches!(rest, [b' ' | b'\t', ..]) {
            at += 1;
        } else {
            break;
        }
    }
    if at > span.start {
        let key = Span::new(span.start, at);
        let finding = KEY_IN_LIST.at(key).with_bytes("text", key.of(text));
        sink.add(if sure {
            finding.replace(key, "")
        } else {
            finding.suggest(key, "")
        });
    }
    Span::new(at, span.end)
}

/// Reports blanks. Gives what belongs to this destination, and what is one of its own.
fn blanks(text: &[u8], span: Span, sink: &mut Sink) -> (Span, Option<Span>) {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let mut at = span.start;
    while let Some(first) = Span::new(at, span.end).of(text).iter().position(blank) {
        let start = at + first;
        let rest = trimmed(text, Span::new(start, span.end));
        let gap = Span::new(start, rest.start);
        let finding = BLANK_IN_DESTINATION.at(gap);
        let before = Span::new(span.start, start).of(text);
        let behind = rest.of(text);
        if has_scheme(behind) && !before.ends_with(b":") {
            sink.add(finding.suggest(gap, ","));
            return (Span::new(span.start, start), Some(rest));
        }
        if is_extension(behind) {
            sink.add(finding.suggest(gap, "; "));
            return (Span::new(span.start, start), None);
        }
        sink.add(if before.ends_with(b":") {
            finding.replace(gap, "")
        } else if behind.contains(&b'@') && before.contains(&b'@') {
            finding.suggest(gap, ",")
        } else if before.contains(&b'@') {
            // A whole address: what follows is a remark.
            finding.suggest(Span::new(start, span.end), "")
        } else {
            finding.suggest(gap, "")
        });
        at = rest.start;
    }
    (span, None)
}

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
            let finding = CUT_BY_SEMICOLON.at(run).severity(Severity::Error);
            let before = Span::new(part.start, run.start).of(text);
            let behind = Span::new(run.end, part.end).of(text);
            let finding = finding.with_bytes("destination", before).with_bytes("rest", behind);
            finding.suggest(run, "%3B")
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
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a String can't fail.
        let _ = write!(out, "%{byte:02X}");
        out
    })
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
