//! Destinations in their usual shape, of which there is nothing to say, are read at once. Everything else goes to the
//! readers that tell each fault; a test holds both together.

use super::version::VERSION;
use super::{Rua, RuaKind};
use crate::text::Span;

/// Longest part of an address before its `@` (RFC 5321 §4.5.3.1.1).
pub(super) const LONGEST_LOCAL_PART: usize = 64;

/// Longest name and label of the DNS (RFC 1035 §2.3.4).
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Most destinations of a plain record: each is compared with those before it.
const MOST_DESTINATIONS: usize = 12;

/// The destinations of a record that holds its version, one `rua` and nothing else (RFC 8460 §3), all of them plain and
/// none there twice.
pub(super) fn record(text: &[u8]) -> Option<Vec<Rua>> {
    let rest = text.strip_prefix(VERSION.as_bytes())?.strip_prefix(b";")?;
    let start = behind_blanks(text, text.len() - rest.len());
    let mut at = text.get(start..)?.strip_prefix(b"rua=").map(|_| start + 4)?;
    let mut found: Vec<Rua> = Vec::with_capacity(1);
    loop {
        let (end, kind) = scan(text, at)?;
        let uri = std::str::from_utf8(text.get(at..end)?).ok()?;
        if found.len() == MOST_DESTINATIONS || found.iter().any(|known| known.text == uri) {
            return None;
        }
        found.push(Rua {
            text: uri.to_owned(),
            span: Span::new(at, end),
            kind,
        });
        let next = behind_blanks(text, end);
        match text.get(next) {
            Some(b',') => at = behind_blanks(text, next + 1),
            Some(b';') if behind_blanks(text, next + 1) == text.len() => return Some(found),
            // RFC 8460 §3: a blank at the end stands beside a semicolon only.
            None if next == end => return Some(found),
            _ => return None,
        }
    }
}

/// A `mailto:` or `https:` destination without anything remarkable; `None` for all others.
pub(super) fn destination(uri: &[u8]) -> Option<RuaKind> {
    scan(uri, 0).filter(|(end, _)| *end == uri.len()).map(|(_, kind)| kind)
}

/// Reads a destination that begins at `at`: where it ends, and what it is.
fn scan(text: &[u8], at: usize) -> Option<(usize, RuaKind)> {
    let rest = text.get(at..)?;
    if rest.starts_with(b"mailto:") {
        let sign = local_part(text, at + 7)?;
        return Some((name(text, sign + 1)?, RuaKind::Mailto));
    }
    if rest.starts_with(b"https://") {
        let behind = name(text, at + 8)?;
        let rest = text.get(behind..)?;
        let path = rest.iter().take_while(|byte| is_path(**byte)).count();
        // A path begins with a slash; a query alone is left to the full reader.
        if path > 0 && !rest.starts_with(b"/") {
            return None;
        }
        return Some((behind + path, RuaKind::Https));
    }
    None
}

/// Letters, digits and the most usual signs, with single dots between them, up to the `@`: where that is.
fn local_part(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut atom = start;
    loop {
        match text.get(at)? {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'+' => {}
            b'.' if at > atom => atom = at + 1,
            b'@' if at > atom && at - start <= LONGEST_LOCAL_PART => return Some(at),
            _ => return None,
        }
        at += 1;
    }
}

/// Two labels or more of letters, digits and hyphens, the last of them no number: where they end.
fn name(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut label = start;
    let mut labels = 1;
    let mut digits = 0;
    let mut last = None;
    loop {
        let byte = text.get(at).copied();
        match byte {
            Some(b'a'..=b'z' | b'A'..=b'Z') => {}
            Some(b'0'..=b'9') => digits += 1,
            Some(b'-') if at > label => {}
            _ => {
                if at == label || last == Some(b'-') || at - label > LONGEST_LABEL {
                    return None;
                }
                if byte != Some(b'.') {
                    let fits = labels > 1 && digits < at - label && at - start <= LONGEST_NAME;
                    return fits.then_some(at);
                }
                (label, labels, digits) = (at + 1, labels + 1, 0);
            }
        }
        last = byte;
        at += 1;
    }
}

/// Unreserved characters (RFC 3986 §2.3), and the signs of a path and a query of them.
const fn is_path(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'?' | b'&' | b'=')
}

fn behind_blanks(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::record::{full as full_parse, parse};
    use super::super::sink::{Places, Sink};
    use super::super::uri::{self, Served};
    use super::*;
    use crate::rule::Findings;
    use crate::text::Span;

    #[test]
    fn the_usual_shapes_are_plain() {
        assert!(record(b"v=TLSRPTv1; rua=mailto:a@example.com, https://example.com/r;").is_some());
        assert!(record(b"v=TLSRPTv1; rua=mailto:a@example.com ").is_none());
        for uri in [
            "mailto:tls-rpt+a.b@example.com",
            "https://example.com",
            "https://r.example.com/a/b?c=d&e",
        ] {
            assert!(destination(uri.as_bytes()).is_some(), "{uri}");
        }
        for uri in [
            "mailto:a@example",
            "mailto:.a@example.com",
            "mailto:a@b@example.com",
            "mailto:a@example.com.",
            "mailto:a%2C@b.example",
            "MAILTO:a@example.com",
            "https:/example.com",
            "https://example.com:443/",
            "https://192.0.2.1/",
            "https://u@example.com/",
        ] {
            assert!(destination(uri.as_bytes()).is_none(), "{uri}");
        }
    }

    #[test]
    fn both_readers_say_the_same_of_records() {
        const PIECES: &[&str] = &[
            "v=TLSRPTv1",
            ";",
            " ",
            "\t",
            "rua=",
            "mailto:a@example.com",
            "mailto:b@example.com",
            "https://example.com/r",
            ",",
            "x=y",
            "%",
        ];
        crate::arb::property(|u| {
            let mut text = String::from(*u.choose(&[
                "v=TLSRPTv1;",
                "v=TLSRPTv1; rua=",
                "v=TLSRPTv1; rua=mailto:a@example.com",
            ])?);
            for _ in 0..u.int_in_range(0..=5)? {
                text.push_str(u.choose(PIECES)?);
            }
            let (mut quick, mut full) = (Findings::new(), Findings::new());
            let record = parse(text.as_bytes(), &mut quick);
            assert_eq!(record, full_parse(text.as_bytes(), &mut full), "{text:?}");
            assert_eq!(quick.as_slice(), full.as_slice(), "{text:?}");
            Ok(())
        });
    }

    #[test]
    fn both_readers_say_the_same_of_destinations() {
        const PIECES: &[&str] = &[
            "mailto:",
            "https://",
            "a",
            "tls-rpt",
            "+",
            ".",
            "@",
            "example",
            ".com",
            "-",
            "_",
            "/",
            "?",
            "=",
            "%2C",
            ":",
            "1",
            "rua=",
            "x",
            "your-domain",
            "https:",
            "&",
        ];
        crate::arb::property(|u| {
            let mut text = u.choose(&["mailto:a@", "https://", "mailto:", ""])?.as_bytes().to_vec();
            for _ in 0..u.int_in_range(0..=7)? {
                text.extend_from_slice(u.choose(PIECES)?.as_bytes());
            }
            let Some(kind) = destination(&text) else { return Ok(()) };
            let (mut findings, places) = (Findings::new(), Places::default());
            let mut sink = Sink::new(&mut findings, &places);
            let judged = uri::judge(&text, Span::new(0, text.len()), &mut sink);
            let shown = String::from_utf8_lossy(&text);
            assert!(
                matches!(&judged.served, Served::Yes(Some(full)) if *full == kind),
                "{shown}"
            );
            assert!(
                judged.rest.is_none() && findings.as_slice().is_empty(),
                "{shown}: {findings:?}"
            );
            Ok(())
        });
    }
}
