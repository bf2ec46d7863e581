//! A destination: a URI of RFC 3986 §3, with `,` `!` `;` percent-encoded (RFC 8460 §3).
//!
//! ```text
//! URI    = scheme ":" hier-part ["?" query] ["#" fragment]
//! scheme = ALPHA *(ALPHA / DIGIT / "+" / "-" / ".")
//! ```
//!
//! No browser's URL parser takes part: it would mend backslashes, blanks, missing slashes and U-labels in silence.

use super::rules::{BARE_ADDRESS, NO_SCHEME, PLACEHOLDER, SCHEME_COLON};
use super::sink::Sink;
use super::wrapping::{behind_key, blanks, placeholder, unwrapped, up_to_next};
use super::{RuaKind, address, host};
use crate::text::{Span, lossy};

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
    let span = behind_key(text, span, sink);
    if span.is_empty() {
        return Judged {
            served: Served::Unknown,
            rest: None,
        };
    }
    let (span, rest) = up_to_next(text, span, sink);
    if let Some(placeholder) = placeholder(text, span) {
        sink.add(PLACEHOLDER.at(placeholder).with_bytes("text", placeholder.of(text)));
        return Judged {
            served: Served::Yes(None),
            rest,
        };
    }
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

/// Whether the text begins with a prefix, capitals aside.
pub(super) fn starts_with(text: &[u8], prefix: &str) -> bool {
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
                let scheme = lossy(scheme).into_owned();
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
