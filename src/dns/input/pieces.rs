//! Finds the host in what was typed: a URL, a mail address, a line with more in it.

use crate::dns::address::read;
use crate::text::{is_plain, part};
use std::net::{IpAddr, Ipv4Addr};

/// What was typed, without what can't be seen.
pub(super) struct Clean {
    /// Blanks are single spaces, none at the ends; full-width ASCII is ASCII.
    pub(super) text: String,
    /// The invisible characters that were left out, each once.
    pub(super) removed: Vec<char>,
}

/// Cleans what was typed.
pub(super) fn clean(typed: &str) -> Clean {
    let mut text = String::with_capacity(typed.len());
    let mut removed = Vec::new();
    let mut chars = typed.chars().peekable();
    while let Some(c) = chars.next() {
        if is_blank(c) {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        } else if is_invisible(c) && !joins(c, text.chars().next_back(), chars.peek().copied()) {
            if !removed.contains(&c) {
                removed.push(c);
            }
        } else {
            text.push(narrow(c));
        }
    }
    text.truncate(text.trim_end().len());
    Clean { text, removed }
}

/// What kind of text it is, if it is one that this tool knows and that holds no domain.
pub(super) fn other_text(text: &str) -> Option<&'static str> {
    const KINDS: [(&str, &str); 10] = [
        ("v=stsv1", "an MTA-STS record"),
        ("v=tlsrptv1", "a TLS reporting record"),
        ("v=spf1", "an SPF record"),
        ("v=dmarc1", "a DMARC record"),
        ("v=dkim1", "a DKIM key"),
        ("version:", "a policy"),
        ("{", "JSON"),
        ("<!doctype", "a web page"),
        ("<html", "a web page"),
        ("http/", "an HTTP answer"),
    ];
    let text = text.trim_start_matches(['"', '\'', '`']);
    let known = KINDS.iter().find(|(start, _)| {
        text.get(..start.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    });
    known.map(|(_, what)| *what)
}

/// The pieces of a cleaned text that might hold a host each, in order.
pub(super) fn split(text: &str) -> Vec<&str> {
    // `Name <local@domain>`, also several.
    let angled: Vec<_> = text
        .split('<')
        .skip(1)
        .filter_map(|piece| piece.split_once('>'))
        .map(|(inside, _)| inside.trim())
        .collect();
    if angled
        .iter()
        .any(|piece| part::has(piece, b'@') || part::has(piece, b'.'))
    {
        return angled;
    }
    // A quoted local part may hold blanks and further at signs (RFC 5321 §4.1.2); people also put blanks round an `@`.
    let quoted = text.starts_with('"') && part::holds(text, "\"@");
    if let Some((_, domain)) = text.rsplit_once('@') {
        if quoted || part::holds(text, " @") || domain.starts_with(' ') {
            return vec![domain.trim()];
        }
    }
    let words = text.split(' ');
    let lists = words.flat_map(|word| {
        let word = strip_prefix_ignore_case(word, "mailto:").map_or(word, |list| cut(list, &['?']));
        // In a URL these belong to the path.
        let separators: &[char] = if part::has(word, b'/') { &[] } else { &[',', ';'] };
        word.split(separators)
    });
    lists.map(unwrap).filter(|piece| !piece.is_empty()).collect()
}

/// The host in a piece: behind scheme and user, before port, path, query and fragment.
pub(super) fn host(piece: &str) -> &str {
    if address(piece).is_some() {
        return piece;
    }
    let rest = match part::parted(piece, "://") {
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        _ => piece.strip_prefix("//").unwrap_or(piece),
    };
    let is_url = rest.len() < piece.len();
    let authority = cut(rest, &['/', '?', '#', '\\']);
    let host = match rest.rsplit_once('@') {
        // `local/part@example.com` is an address, `example.com/@user` a path.
        Some((local, domain)) if !is_url && (authority.len() >= local.len() || !part::has(authority, b'.')) => {
            cut(domain, &['/', '?', '#', '\\'])
        }
        _ => authority.rsplit_once('@').map_or(authority, |(_, host)| host),
    };
    if host.starts_with('[') {
        return host.rsplit_once(']').map_or(host, |(inside, _)| match address(inside) {
            Some(_) => inside,
            None => unwrap(inside.trim_start_matches('[')),
        });
    }
    if address(host).is_some() {
        return host;
    }
    match host.split_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        // `smtp:example.com`
        Some((scheme, host)) if is_scheme(scheme) && !part::has(scheme, b'.') => cut(host, &[':']),
        _ => host,
    }
}

/// The address that a host is, in the forms in which addresses are written: bare, in brackets, with `IPv6:` before it
/// (RFC 5321 §4.1.3), with a zone or a prefix length behind it.
pub(super) fn address(host: &str) -> Option<IpAddr> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = strip_prefix_ignore_case(host, "IPv6:").unwrap_or(host);
    let bare = cut(host, &['%', '/']);
    read::any(bare.as_bytes())
}

/// The IPv4 address that browsers and C libraries read: one to four numbers, also hexadecimal (`0x7f.1`) and octal
/// (`0177.0.0.1`), the last of them as large as what is left.
pub(super) fn loose_ipv4(host: &str) -> Option<Ipv4Addr> {
    let parts: Vec<_> = host.split('.').take(5).map(loose_number).collect::<Option<_>>()?;
    let (last, firsts) = parts.split_last()?;
    let mut bytes = Vec::new();
    for first in firsts {
        bytes.push(u8::try_from(*first).ok()?);
    }
    let free = 4_usize.checked_sub(firsts.len())?;
    let tail = last.to_be_bytes();
    let (high, low) = tail.split_at_checked(4_usize.checked_sub(free)?)?;
    if high.iter().any(|&byte| byte != 0) {
        return None;
    }
    bytes.extend_from_slice(low);
    <[u8; 4]>::try_from(bytes).ok().map(Ipv4Addr::from)
}

/// A number as C reads it; `None`: none, or over 32 bits.
pub(super) fn loose_number(text: &str) -> Option<u32> {
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (text.get(2..)?, 16),
        [b'0', _, ..] => (text.get(1..)?, 8),
        _ => (text, 10),
    };
    match digits {
        // `0x` alone counts as zero.
        "" if radix == 16 => Some(0),
        _ if digits.starts_with('+') => None,
        _ => u32::from_str_radix(digits, radix).ok(),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn cut<'a>(text: &'a str, at: &[char]) -> &'a str {
    text.split(at).next().unwrap_or_default()
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (begin, rest) = text.split_at_checked(prefix.len())?;
    begin.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Takes quotation marks, brackets and what ends a sentence away.
fn unwrap(piece: &str) -> &str {
    let wraps = |c: char| {
        matches!(
            c,
            '"' | '\'' | '`' | '(' | ')' | '{' | '}' | '<' | '>' | ',' | ';' | '!' | '…'
        ) || is_quote(c)
    };
    let piece = piece.trim_matches(wraps);
    match piece.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')) {
        Some(inside) if address(inside).is_none() => inside,
        _ => piece,
    }
}

const fn is_quote(c: char) -> bool {
    matches!(
        c,
        '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2039}' | '\u{203a}'
    )
}

const fn is_blank(c: char) -> bool {
    matches!(c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Not shown at all. Private use is shown, as something.
fn is_invisible(c: char) -> bool {
    !is_plain(c) && !is_blank(c) && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a zero-width joiner or non-joiner stands inside a word of a script that may need it (RFC 5892, appendix A).
fn joins(c: char, before: Option<char>, after: Option<char>) -> bool {
    let foreign = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && is_plain(c));
    matches!(c, '\u{200c}' | '\u{200d}') && foreign(before) && foreign(after)
}

/// Full-width forms of ASCII and the ideographic full stops, as an East Asian keyboard writes them.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3002}' | '\u{ff61}' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_in_every_form() {
        for (text, want) in [
            ("192.0.2.1", Some("192.0.2.1")),
            ("0x7f.1", Some("127.0.0.1")),
            ("0177.0.0.1", Some("127.0.0.1")),
            ("127.1", Some("127.0.0.1")),
            ("3221225985", Some("192.0.2.1")),
            ("0x", Some("0.0.0.0")),
            ("1.2.3", Some("1.2.0.3")),
            ("256.1", None),
            ("1.2.3.256", None),
            ("1.2.3.4.5", None),
            ("4294967296", None),
            ("08.1", None),
            ("1..2", None),
            ("+1.2", None),
            ("a.1", None),
        ] {
            assert_eq!(
                loose_ipv4(text).map(|address| address.to_string()).as_deref(),
                want,
                "{text}"
            );
        }
        for text in [
            "[::1]",
            "IPv6:2001:db8::1",
            "[ipv6:::1]",
            "fe80::1%eth0",
            "2001:db8::/32",
            "192.0.2.0/24",
            "[192.0.2.1]",
        ] {
            assert!(address(text).is_some(), "{text}");
        }
        for text in ["", "[]", "192.0.2", "example.com", "::g"] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
