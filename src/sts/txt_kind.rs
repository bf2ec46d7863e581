//! What a TXT record is that isn't the one looked for.

/// Names the kind of a TXT record that has nothing to do with MTA-STS; `None` where it isn't known.
pub(super) fn of(text: &[u8]) -> Option<&'static str> {
    let text = text.trim_ascii();
    let begins = |start: &str| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    if begins("v=spf1") || begins("spf2.0/") {
        return Some("an SPF record");
    }
    if begins("v=DMARC1") {
        return Some("a DMARC record");
    }
    if begins("v=DKIM1") || begins("k=rsa") || begins("k=ed25519") || begins("p=MI") {
        return Some("a DKIM key");
    }
    if begins("v=TLSRPT") || begins("v=TLS-RPT") || begins("v=TSLRPT") || begins("rua=") {
        return Some("a TLS reporting record");
    }
    if begins("v=BIMI1") {
        return Some("a BIMI record");
    }
    if begins("MS=") || begins("google-site-verification") || names_verification(text) {
        return Some("a proof of ownership");
    }
    None
}

/// What a TXT record is, in any case a phrase: for the record that is thrown away beside the one that counts.
pub(super) fn describe(text: &[u8]) -> &'static str {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        "an empty record"
    } else if let Some(kind) = of(text) {
        kind
    } else if trimmed.get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"v=STS")) {
        "an MTA-STS record that doesn't begin with `v=STSv1;`"
    } else {
        "another text"
    }
}

/// Whether the word before the first `=` has `verification` or the like in it.
fn names_verification(text: &[u8]) -> bool {
    /// Longest such word.
    const LONGEST: usize = 80;
    let head = &text[..text.len().min(LONGEST)];
    let Some(equals) = head.iter().position(|&byte| byte == b'=') else {
        return false;
    };
    let key = &head[..equals];
    !key.iter().any(u8::is_ascii_whitespace)
        && [&b"verification"[..], b"verify", b"domain-ownership"]
            .iter()
            .any(|word| key.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_records_are_known() {
        for (text, kind) in [
            ("v=spf1 -all", "an SPF record"),
            (" V=SPF1 include:x ~all", "an SPF record"),
            ("v=DMARC1; p=reject", "a DMARC record"),
            ("k=rsa; p=MIGf", "a DKIM key"),
            ("v=TLSRPTv1; rua=mailto:a@b", "a TLS reporting record"),
            ("google-site-verification=abc", "a proof of ownership"),
            ("atlassian-domain-verification=abc", "a proof of ownership"),
            ("MS=ms123", "a proof of ownership"),
            ("v=stsv1; id=1", "an MTA-STS record that doesn't begin with `v=STSv1;`"),
            ("", "an empty record"),
            ("verification", "another text"),
            ("id=1", "another text"),
        ] {
            assert_eq!(describe(text.as_bytes()), kind, "{text}");
        }
        assert_eq!(of(b"v=STSv1; verification=1"), None);
    }
}
