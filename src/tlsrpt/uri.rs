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
use crate::rule::{Finding, Severity};
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
    let (span, rest) = up_to_next(text, span, sink);
    if let Some(placeholder) = placeholder(text, span) {
        sink.add(PLACEHOLDER.at(placeholder).with_bytes("text", placeholder.of(text)));
        return Judged {
            served: Served::Yes(None),
            rest,
        };
    }
    let span = behind_key(text, span, sink);
    let span = blanks(text, span, sink);
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
        let blanks = uri[word..]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let length = blanks.max(usize::from(word < uri.len()));
        let finding = SCHEME_COLON.at(at..at + length);
        let finding = finding.with_bytes("scheme", &scheme);
        // A slash belongs to what follows; any other sign was meant as the colon.
        let found = uri.get(word).filter(|&&byte| byte != b'/' && byte.is_ascii());
        let sign = Span::new(at, at + if found.is_some() { length } else { 0 });
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
    let mark = span.of(text).iter().position(|byte| matches!(byte, b':' | b'@'));
    let Some(mark) = mark.map(|at| span.start + at) else {
        return span;
    };
    let mut inner = span;
    while let [open, .., close] = inner.of(text) {
        let pair = matches!(
            (open, close),
            (b'<', b'>') | (b'(', b')') | (b'[', b']') | (b'"', b'"') | (b'\'', b'\'')
        );
        let narrower = trimmed(text, Span::new(inner.start + 1, inner.end - 1));
        if !pair || !(narrower.start..narrower.end).contains(&mark) {
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

/// Where a blank stands in for a comma: gives the text before it, and what is a destination of its own.
fn up_to_next(text: &[u8], span: Span, sink: &mut Sink) -> (Span, Option<Span>) {
    let mut at = span.start;
    while let Some(gap) = next_gap(text, Span::new(at, span.end)) {
        let rest = Span::new(gap.end, span.end);
        let before = Span::new(span.start, gap.start);
        if has_scheme(rest.of(text)) && !before.of(text).ends_with(b":") {
            sink.add(BLANK_IN_DESTINATION.at(gap).suggest(gap, ","));
            return (before, Some(rest));
        }
        at = gap.end;
    }
    (span, None)
}

/// The next run of blanks.
fn next_gap(text: &[u8], span: Span) -> Option<Span> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let first = span.of(text).iter().position(blank)?;
    let start = span.start + first;
    Some(Span::new(start, trimmed(text, Span::new(start, span.end)).start))
}

/// Reports blanks inside a destination. Gives what belongs to it.
fn blanks(text: &[u8], span: Span, sink: &mut Sink) -> Span {
    let is_at = |byte: &u8| *byte == b'@';
    let first_at = span.of(text).iter().position(is_at).map(|at| span.start + at);
    let last_at = span.of(text).iter().rposition(is_at).map(|at| span.start + at);
    let mut at = span.start;
    while let Some(gap) = next_gap(text, Span::new(at, span.end)) {
        if is_bare_scheme(Span::new(span.start, gap.start).of(text)) {
            // The blank was meant as the colon, and is reported as that.
            at = gap.end;
            continue;
        }
        let finding = BLANK_IN_DESTINATION.at(gap);
        if is_extension(Span::new(gap.end, span.end).of(text)) {
            sink.add(finding.suggest(gap, "; "));
            return Span::new(span.start, gap.start);
        }
        let whole_address = first_at.is_some_and(|at| at < gap.start);
        sink.add(if Span::new(span.start, gap.start).of(text).ends_with(b":") {
            finding.replace(gap, "")
        } else if whole_address && last_at.is_some_and(|at| at > gap.start) {
            finding.suggest(gap, ",")
        } else if whole_address {
            // What follows is a remark.
            finding.suggest(Span::new(gap.start, span.end), "")
        } else {
            finding.suggest(gap, "")
        });
        at = gap.end;
    }
    span
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

#[cfg(test)]
mod tests {
    use crate::rule::Findings;
    use crate::tlsrpt::parse;

    /// The rules that a list behind `rua=` raises, and the whole after the first fix.
    fn list(list: &str) -> (Vec<&'static str>, String) {
        let text = format!("v=TLSRPTv1;rua={list}");
        let mut findings = Findings::new();
        parse(text.as_bytes(), &mut findings);
        let names = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        let fix = findings.as_slice().first().and_then(|finding| finding.fix.as_ref());
        let mended = fix.map_or_else(Vec::new, |fix| fix.apply(text.as_bytes()));
        let mended = String::from_utf8_lossy(&mended).into_owned();
        (
            names,
            mended.strip_prefix("v=TLSRPTv1;rua=").unwrap_or_default().to_owned(),
        )
    }

    #[test]
    fn every_slip_has_one_finding_and_its_mending() {
        let cases = [
            ("a@b.example", "BARE_ADDRESS", "mailto:a@b.example"),
            ("b.example/r", "NO_SCHEME", "https://b.example/r"),
            ("nonsense", "NO_SCHEME", ""),
            ("mailto;a@b.example", "SCHEME_COLON", "mailto:a@b.example"),
            ("mailto=a@b.example", "SCHEME_COLON", "mailto:a@b.example"),
            ("mailto a@b.example", "SCHEME_COLON", "mailto:a@b.example"),
            ("https//b.example/r", "SCHEME_COLON", "https://b.example/r"),
            ("ftp://b.example", "UNSUPPORTED_SCHEME", ""),
            ("malito:a@b.example", "UNSUPPORTED_SCHEME", "mailto:a@b.example"),
            ("htps://b.example/r", "UNSUPPORTED_SCHEME", "https://b.example/r"),
            ("http://b.example/r", "HTTP_DESTINATION", "https://b.example/r"),
            ("mailto: a@b.example", "BLANK_IN_DESTINATION", "mailto:a@b.example"),
            (
                "mailto:a@b.example ext=1",
                "BLANK_IN_DESTINATION",
                "mailto:a@b.example; ext=1",
            ),
            ("mailto:a@b.example daily", "BLANK_IN_DESTINATION", "mailto:a@b.example"),
            ("mailto:a@b.example!10m", "SIZE_LIMIT", "mailto:a@b.example"),
            ("https://b.example/a!b", "EXCLAMATION_MARK", "https://b.example/a%21b"),
            ("https://b.example/a|b", "URI_CHARACTER", "https://b.example/a%7Cb"),
            ("https://b.example/\u{fc}", "URI_CHARACTER", "https://b.example/%C3%BC"),
            ("https://b.example/a\\b", "URI_CHARACTER", "https://b.example/a%5Cb"),
            ("https://b.example/[a", "URI_CHARACTER", "https://b.example/%5Ba"),
            ("mailto:<a@b.example", "URI_CHARACTER", "mailto:a@b.example"),
            ("https://b.example/%zz", "BROKEN_PERCENT", "https://b.example/%25zz"),
            ("https://b.example/%4", "BROKEN_PERCENT", "https://b.example/%254"),
            ("<mailto:a@b.example>", "WRAPPED_DESTINATION", "mailto:a@b.example"),
            ("\"mailto:a@b.example\"", "WRAPPED_DESTINATION", "mailto:a@b.example"),
            ("<<mailto:a@b.example>>", "WRAPPED_DESTINATION", "mailto:a@b.example"),
            ("mailto:a@<domain>", "PLACEHOLDER", ""),
            ("mailto:a@{{ domain }}", "PLACEHOLDER", ""),
            ("mailto:a@%domain%", "PLACEHOLDER", ""),
            ("https://b.example/r#f", "FRAGMENT", "https://b.example/r"),
            ("https://b.example/r#f#g", "URI_CHARACTER", "https://b.example/r#f%23g"),
            ("rua=mailto:a@b.example", "KEY_IN_LIST", "mailto:a@b.example"),
            (",mailto:a@b.example", "EMPTY_ITEM", "mailto:a@b.example"),
            ("mailto:a@b.example , ,", "EMPTY_ITEM", "mailto:a@b.example"),
            (
                "https://b.example/r;v=1",
                "CUT_BY_SEMICOLON",
                "https://b.example/r%3Bv=1",
            ),
            ("https://b.example/r;v", "CUT_BY_SEMICOLON", "https://b.example/r%3Bv"),
        ];
        for (text, name, mended) in cases {
            assert_eq!(list(text), (vec![name], mended.to_owned()), "{text}");
        }
    }

    #[test]
    fn slips_between_destinations_are_told_apart() {
        const GOOD: &str = "mailto:a@b.example,mailto:c@d.example";
        let cases: [(&str, &[&str], &str); 6] = [
            ("mailto:a@b.example;mailto:c@d.example", &["SEMICOLON_IN_LIST"], GOOD),
            ("mailto:a@b.example mailto:c@d.example", &["BLANK_IN_DESTINATION"], GOOD),
            ("mailto:a@b.example,,mailto:c@d.example", &["EMPTY_ITEM"], GOOD),
            ("mailto:a@b.example,ruf=mailto:c@d.example", &["KEY_IN_LIST"], GOOD),
            (
                "mailto:a@b.example; c@d.example",
                &["SEMICOLON_IN_LIST", "BARE_ADDRESS"],
                "mailto:a@b.example, c@d.example",
            ),
            (
                "mailto:a@b.example, mailto:a@b.example",
                &["DESTINATION_TWICE"],
                "mailto:a@b.example",
            ),
        ];
        for (text, names, mended) in cases {
            let (found, after) = list(text);
            let found: Vec<_> = found
                .into_iter()
                .filter(|name| *name != "SEVERAL_DESTINATIONS")
                .collect();
            assert_eq!((found.as_slice(), after.as_str()), (names, mended), "{text}");
        }
        assert_eq!(list(GOOD).0, ["SEVERAL_DESTINATIONS"]);
    }

    #[test]
    fn a_dead_destination_is_fatal_only_alone() {
        let rua = |list: &str| {
            let record = parse(format!("v=TLSRPTv1;rua={list}").as_bytes(), &mut Findings::new())?;
            Some(record.rua.into_iter().map(|rua| rua.text).collect::<Vec<_>>())
        };
        assert_eq!(rua("http://b.example"), None);
        assert_eq!(rua("http://b.example,ftp://b.example"), None);
        assert_eq!(
            rua("http://b.example,mailto:a@b.example"),
            Some(vec!["mailto:a@b.example".into()])
        );
    }
}
