//! What a TXT record is that isn't the one looked for.

/// The protocols of this crate; a text of one of them may only be a bad one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// MTA-STS: its record or its policy (RFC 8461).
    MtaSts,
    /// TLS reporting (RFC 8460).
    TlsRpt,
}

use crate::text::{Span, split_once};
use Protocol::{MtaSts, TlsRpt};

/// How texts begin, capitals aside, and what they are.
const BEGINNINGS: [(&str, Option<Protocol>, &str); 20] = [
    ("v=spf1", None, "an SPF record"),
    ("spf2.0/", None, "an SPF record"),
    ("v=dmarc1", None, "a DMARC record"),
    ("v=dkim1", None, "a DKIM key"),
    ("k=rsa", None, "a DKIM key"),
    ("k=ed25519", None, "a DKIM key"),
    ("p=mi", None, "a DKIM key"),
    ("v=bimi1", None, "a BIMI record"),
    ("v=stsv1", Some(MtaSts), "an MTA-STS record"),
    ("version: stsv1", Some(MtaSts), "the text of an MTA-STS policy"),
    ("version:stsv1", Some(MtaSts), "the text of an MTA-STS policy"),
    ("v=tlsrpt", Some(TlsRpt), "a TLS reporting record"),
    ("v=tls-rpt", Some(TlsRpt), "a TLS reporting record"),
    ("v=tslrpt", Some(TlsRpt), "a TLS reporting record"),
    ("rua=", Some(TlsRpt), "a TLS reporting record"),
    ("google-site-verification", None, "a proof of ownership for Google"),
    ("ms=", None, "a proof of ownership for Microsoft 365"),
    ("apple-domain", None, "a proof of ownership for Apple"),
    (
        "facebook-domain-verification",
        None,
        "a proof of ownership for Facebook",
    ),
    ("protonmail-verification", None, "a proof of ownership for Proton"),
];

/// What a text is, for a message: `an SPF record`. `None` where that isn't known, or where it is of the protocol that is
/// `looked_for`.
#[must_use]
pub fn of(text: &[u8], looked_for: Protocol) -> Option<&'static str> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"');
    let start = text.iter().position(|byte| !blank(byte)).unwrap_or(text.len());
    let text = Span::new(start, text.len()).of(text);
    let begins = |start: &str| {
        let head = text.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    match BEGINNINGS.iter().find(|(start, ..)| begins(start)) {
        Some((_, protocol, what)) => (*protocol != Some(looked_for)).then_some(*what),
        None => names_verification(text).then_some("a proof of ownership"),
    }
}

/// Whether the word before the first `=` has `verification` or the like in it.
fn names_verification(text: &[u8]) -> bool {
    /// Longest such word.
    const LONGEST: usize = 80;
    let Some((key, _)) = split_once(Span::new(0, LONGEST).of(text), b'=') else {
        return false;
    };
    !key.iter().any(u8::is_ascii_whitespace)
        && [&b"verification"[..], b"verify", b"domain-owner"]
            .iter()
            .any(|word| key.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_records_are_known() {
        for (text, kind) in [
            ("v=spf1 -all", Some("an SPF record")),
            (" V=SPF1 include:x ~all", Some("an SPF record")),
            ("\"V=DMARC1; p=none\"", Some("a DMARC record")),
            ("k=rsa; p=MIGf", Some("a DKIM key")),
            ("google-site-verification=abc", Some("a proof of ownership for Google")),
            ("acme-verification=abc", Some("a proof of ownership")),
            ("MS=ms123", Some("a proof of ownership for Microsoft 365")),
            ("verification", None),
            ("hello", None),
            ("", None),
        ] {
            assert_eq!(of(text.as_bytes(), TlsRpt), kind, "{text}");
            assert_eq!(of(text.as_bytes(), MtaSts), kind, "{text}");
        }
    }

    #[test]
    fn what_is_looked_for_is_nothing_else() {
        assert_eq!(of(b"v=STSv1; verification=1", MtaSts), None);
        assert_eq!(of(b"v=STSv1; id=1", TlsRpt), Some("an MTA-STS record"));
        assert_eq!(of(b"v=TSLRPTv1; rua=x", TlsRpt), None);
        assert_eq!(of(b"rua=mailto:a@b", MtaSts), Some("a TLS reporting record"));
    }
}
