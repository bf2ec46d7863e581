//! The wordings by which a reason is known. Data only, each with its source:
//!
//! - Exchange Online: "Email non-delivery reports and SMTP errors in Exchange Online", learn.microsoft.com (4.4.8, 4.7.5,
//!   4.7.321 to 4.7.325, and the same with 5); 4.7.320 from "Certificate validation failed", the archive of Microsoft's
//!   blogs.
//! - Postfix: `src/smtp/smtp_proto.c`, `smtp_connect.c` and `src/tls/tls_client.c`.
//! - mox: `queue/direct.go`. Stalwart: names of its events, `crates/trc`.
//! - Google: quoted in public posts about "Send mail as".
//! - REQUIRETLS: RFC 8689 §4.2 and the registry of enhanced status codes.

use super::super::lines::{begins, find as find_word};
use super::Reason;
use crate::text::Span;

/// Whose wording it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Exchange,
    Postfix,
    Google,
    Mox,
    Stalwart,
    Anybody,
}

impl By {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Exchange => "Exchange Online",
            Self::Postfix => "Postfix",
            Self::Google => "Google",
            Self::Mox => "mox",
            Self::Stalwart => "Stalwart",
            Self::Anybody => "",
        }
    }
}

/// A reason that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where its words stand.
    pub(super) span: Span,
    pub(super) reason: Reason,
    pub(super) by: By,
}

/// The beginning of Exchange's sentence about MX hosts; the domain stands in its middle.
pub(super) const MX_HOSTS: &str = "MX hosts of";

/// How far such a sentence may go on, in bytes.
const LONGEST_SENTENCE: usize = 340;

/// Words, blanks in them standing for any white space; the first that stands at a place counts.
const PATTERNS: [(&str, By, Reason); 21] = [
    (
        "Remote certificate failed MTA-STS validation",
        By::Exchange,
        Reason::Certificate,
    ),
    ("Remote certificate MUST have", By::Exchange, Reason::Certificate),
    (MX_HOSTS, By::Exchange, Reason::Mx),
    ("starttls-not-supported: Destination", By::Exchange, Reason::Starttls),
    ("certificate-expired: Destination", By::Exchange, Reason::Certificate),
    ("certificate-host-mismatch: Remote", By::Exchange, Reason::Certificate),
    ("tlsa-invalid: The domain", By::Exchange, Reason::Dane),
    ("dnssec-invalid: Destination", By::Exchange, Reason::Dane),
    ("Certificate validation failed", By::Exchange, Reason::Certificate),
    ("Server certificate not verified", By::Postfix, Reason::Certificate),
    ("Server certificate not trusted", By::Postfix, Reason::Certificate),
    ("certificate verification failed for", By::Postfix, Reason::Certificate),
    (
        "TLS is required, but was not offered by host",
        By::Postfix,
        Reason::Starttls,
    ),
    ("TLS is required, but host", By::Postfix, Reason::Starttls),
    ("TLS is required, but", By::Postfix, Reason::Sender),
    ("Cannot start TLS: handshake failure", By::Postfix, Reason::Handshake),
    ("TLS policy lookup for", By::Postfix, Reason::Sender),
    ("does not match enforced mta-sts policy", By::Mox, Reason::Mx),
    ("not authorized by MTA-STS policy", By::Stalwart, Reason::Mx),
    (
        "TLS Negotiation failed, the certificate doesn't match",
        By::Google,
        Reason::Certificate,
    ),
    ("REQUIRETLS support required", By::Anybody, Reason::RequireTls),
];

/// Codes that are about TLS policies (RFC 3463 §3.8, RFC 8689, and those of Exchange Online), without their first digit.
const CODES: [&str; 10] = [
    "4.8", "7.4", "7.5", "7.10", "7.30", "7.321", "7.322", "7.323", "7.324", "7.325",
];

/// Whether a text may hold one of the wordings, told at a glance.
pub(super) fn may_be(text: &[u8]) -> bool {
    ["tls", "certificate", "MTA-STS", "dnssec", "MX hosts of"]
        .iter()
        .any(|word| find_word(text, word).is_some())
        || codes(text).next().is_some()
}

/// Whether a text is of a log of Postfix.
pub(super) fn is_log(text: &[u8]) -> bool {
    find_word(text, "postfix/").is_some() || find_word(text, "dsn=").is_some()
}

/// The reasons in a text, in order, `most` of them; where none is known the codes that are about TLS policies.
pub(super) fn find(text: &[u8], most: usize) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while found.len() < most {
        let Some(next) = first(text, at) else { break };
        at = next.span.end;
        found.push(next);
    }
    if found.is_empty() {
        if let Some(span) = find_word(text, "MTA-STS").filter(|_| codes(text).next().is_some()) {
            let span = Span::new(span, span + 7);
            found.push(Found {
                span,
                reason: Reason::Policy,
                by: By::Anybody,
            });
        }
    }
    if found.is_empty() {
        found.extend(codes(text).take(most).map(|span| Found {
            span,
            reason: Reason::Code,
            by: By::Anybody,
        }));
    }
    found
}

/// The first reason at or behind a place.
fn first(text: &[u8], from: usize) -> Option<Found> {
    let rest = text.get(from..)?;
    for (offset, &byte) in rest.iter().enumerate() {
        // All patterns begin with one of these letters.
        if !matches!(
            byte.to_ascii_lowercase(),
            b'r' | b'm' | b'f' | b's' | b'c' | b't' | b'd' | b'n'
        ) {
            continue;
        }
        let here = rest.get(offset..)?;
        for (words, by, reason) in PATTERNS {
            if let Some(length) = matches(here, words).filter(|_| by != By::Exchange || is_whole(here, words)) {
                let start = from + offset;
                let length = if words == MX_HOSTS { sentence(here) } else { length };
                let span = Span::new(start, start + length);
                return Some(Found { span, reason, by });
            }
        }
    }
    None
}

/// Whether the sentence goes on as it must, where its beginning may be of another one.
fn is_whole(text: &[u8], words: &str) -> bool {
    let near = text.get(..LONGEST_SENTENCE).unwrap_or(text);
    words != MX_HOSTS || find_word(near, "MTA-STS").is_some()
}

/// How long the sentence is that a text begins with.
fn sentence(text: &[u8]) -> usize {
    let near = text.get(..LONGEST_SENTENCE).unwrap_or(text);
    find_word(near, "validation").map_or(MX_HOSTS.len(), |at| at + "validation".len())
}

/// How long the words at the beginning of a text are, if they are these; a blank stands for any white space, and for the
/// marks of quoted lines.
fn matches(text: &[u8], words: &str) -> Option<usize> {
    let mut at = 0;
    for &wanted in words.as_bytes() {
        if wanted == b' ' {
            let gap = text
                .get(at..)?
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'>'))
                .count();
            if gap == 0 || gap > 16 {
                return None;
            }
            at += gap;
        } else {
            let found = *text.get(at)?;
            // Mail programs make typographic apostrophes of plain ones.
            let apostrophe = wanted == b'\'' && text.get(at..)?.starts_with("’".as_bytes());
            if !found.eq_ignore_ascii_case(&wanted) && !apostrophe {
                return None;
            }
            at += if apostrophe { "’".len() } else { 1 };
        }
    }
    Some(at)
}

/// Where enhanced status codes stand that are about TLS policies, as mail servers write them: behind a reply code, `dsn=` or
/// `Status:`, or in `#…#` and parentheses.
fn codes(text: &[u8]) -> impl Iterator<Item = Span> + use<'_> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(&byte) = text.get(at) {
            let start = at;
            at += 1;
            let before = start.checked_sub(1).and_then(|before| text.get(before)).copied();
            let apart = before.is_none_or(|byte| {
                matches!(
                    byte,
                    b' ' | b'=' | b'#' | b'(' | b'-' | b'\'' | b'"' | b'\t' | b'<' | b'\n'
                )
            });
            if !matches!(byte, b'4' | b'5') || text.get(at) != Some(&b'.') || !apart {
                continue;
            }
            let rest = text.get(at + 1..).unwrap_or_default();
            let length = rest
                .iter()
                .take(8)
                .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
                .count();
            let code = rest.get(..length).unwrap_or_default();
            let code = code.strip_suffix(b".").unwrap_or(code);
            if CODES.iter().any(|known| code == known.as_bytes()) && follows(text, start) {
                return Some(Span::new(start, at + 1 + code.len()));
            }
        }
        None
    })
}

/// Whether something stands before a code that makes it one.
fn follows(text: &[u8], at: usize) -> bool {
    let before = text.get(at.saturating_sub(12)..at).unwrap_or_default();
    let word = before.strip_suffix(b"-").unwrap_or(before).trim_ascii_end();
    let reply = word.len() >= 3 && word.iter().rev().take(3).all(u8::is_ascii_digit);
    let mut words = ["dsn=", "status:", "code:", "#", "smtp;", "error"].iter();
    reply
        || words
            .any(|end| word.len() >= end.len() && begins(word.get(word.len() - end.len()..).unwrap_or_default(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_over_line_ends() {
        assert_eq!(
            matches(
                b"Server\r\n > certificate NOT verified.",
                "Server certificate not verified"
            ),
            Some(35)
        );
        assert_eq!(matches(b"Servercertificate", "Server certificate"), None);
        assert_eq!(matches("doesn’t match".as_bytes(), "doesn't match"), Some(15));
    }

    #[test]
    fn codes_stand_behind_what_makes_them_ones() {
        for (text, want) in [
            ("550 5.7.5 x", 1),
            ("dsn=4.7.5, status", 1),
            ("Status: 5.4.8", 1),
            ("550-5.7.321 x", 1),
            ("#5.7.5#", 1),
            ("version 5.7.5", 0),
            ("550 5.7.51 x", 0),
            ("15.7.5", 0),
            ("5.7.5", 0),
        ] {
            assert_eq!(codes(text.as_bytes()).count(), want, "{text}");
        }
    }
}
