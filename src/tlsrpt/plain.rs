//! Destinations in their usual shape, of which there is nothing to say, are read at once. Everything else goes to the
//! readers that tell each fault; a test holds both together.

use super::version::VERSION;
use super::{Rua, RuaKind};
use crate::text::Span;

/// Longest part of an address before its `@` (RFC 5321 §4.5.3.1.1).
const LONGEST_LOCAL_PART: usize = 64;

/// Longest name and label of the DNS (RFC 1035 §2.3.4).
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Most destinations of a plain record: each is compared with those before it.
const MOST_DESTINATIONS: usize = 12;

/// The destinations of a record that holds its version, one `rua` and nothing else (RFC 8460 §3), all of them plain and
/// none there twice.
pub(super) fn record(text: &[u8]) -> Option<Vec<Rua>> {
    let rest = text.strip_prefix(VERSION.as_bytes())?.strip_prefix(b";")?;
    let rest = rest.trim_ascii_start().strip_prefix(b"rua=")?;
    let mut at = text.len() - rest.len();
    let semicolon = rest.iter().position(|&byte| byte == b';');
    let end = semicolon.map_or(text.len(), |semicolon| at + semicolon);
    // RFC 8460 §3: a blank at the end stands beside a semicolon only.
    let behind = text.get(end + 1..).unwrap_or_default();
    if !behind.trim_ascii().is_empty() || !text.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~')) {
        return None;
    }
    let mut found: Vec<Rua> = Vec::with_capacity(2);
    for item in text[at..end].split(|&byte| byte == b',') {
        let uri = item.trim_ascii();
        let start = at + item.len() - item.trim_ascii_start().len();
        let last = at + item.len() == end;
        let first = found.is_empty();
        let blanks = (first && start > at) || (last && semicolon.is_none() && start + uri.len() < end);
        if blanks || found.len() == MOST_DESTINATIONS || found.iter().any(|known| known.text.as_bytes() == uri) {
            return None;
        }
        found.push(Rua {
            text: std::str::from_utf8(uri).ok()?.to_owned(),
            span: Span::new(start, start + uri.len()),
            kind: destination(uri)?,
        });
        at += item.len() + 1;
    }
    Some(found)
}

/// A `mailto:` or `https:` destination without anything remarkable; `None` for all others.
pub(super) fn destination(uri: &[u8]) -> Option<RuaKind> {
    if let Some(address) = uri.strip_prefix(b"mailto:") {
        let at = address.iter().position(|&byte| byte == b'@')?;
        let (local, domain) = (&address[..at], &address[at + 1..]);
        return (is_local_part(local) && is_name(domain)).then(|| RuaKind::Mailto {
            address: String::from_utf8_lossy(address).into_owned(),
        });
    }
    let rest = uri.strip_prefix(b"https://")?;
    let end = rest.iter().position(|&byte| byte == b'/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    (is_name(host) && is_path(path)).then(|| RuaKind::Https {
        host: String::from_utf8_lossy(host).into_owned(),
    })
}

/// Letters, digits and the most usual signs, with single dots between them.
fn is_local_part(text: &[u8]) -> bool {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+');
    let atom = |atom: &[u8]| !atom.is_empty() && atom.iter().all(fits);
    text.len() <= LONGEST_LOCAL_PART && text.split(|&byte| byte == b'.').all(atom)
}

/// Two labels or more of letters, digits and hyphens, the last of them no number.
fn is_name(text: &[u8]) -> bool {
    let mut labels = 0;
    let mut number = false;
    for label in text.split(|&byte| byte == b'.') {
        let fits = label.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !fits || label.len() > LONGEST_LABEL || matches!(label, [] | [b'-', ..] | [.., b'-']) {
            return false;
        }
        labels += 1;
        number = label.iter().all(u8::is_ascii_digit);
    }
    labels > 1 && !number && text.len() <= LONGEST_NAME
}

/// A path of unreserved characters (RFC 3986 §2.3), and perhaps a query of them.
fn is_path(text: &[u8]) -> bool {
    text.iter().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/' | b'?' | b'&' | b'=')
    })
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
        arbtest::arbtest(|u| {
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
        })
        .budget_ms(800);
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
        arbtest::arbtest(|u| {
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
        })
        .budget_ms(800);
    }
}
