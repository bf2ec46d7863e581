//! What a text at `_smtp._tls` is when it is no TLSRPT record.

/// What a TXT record of another kind is, for a message: `an SPF record`. `None` where nothing is known about it.
pub(super) fn kind(record: &[u8]) -> Option<&'static str> {
    let start = record
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'"'))
        .count();
    let head: Vec<u8> = record[start..]
        .iter()
        .take(LOOKED_AT)
        .map(u8::to_ascii_lowercase)
        .collect();
    if let Some((_, kind)) = BEGINNINGS.iter().find(|(prefix, _)| head.starts_with(prefix)) {
        return Some(kind);
    }
    let contains = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    (contains(b"verif") || contains(b"domain-owner")).then_some("a proof of ownership for some service")
}

/// How many octets are looked at to tell what a text is.
const LOOKED_AT: usize = 64;

const BEGINNINGS: [(&[u8], &str); 14] = [
    (b"v=spf1", "an SPF record"),
    (b"v=dmarc1", "a DMARC record"),
    (b"v=dkim1", "a DKIM key"),
    (b"k=rsa", "a DKIM key"),
    (b"p=mig", "a DKIM key"),
    (b"v=bimi1", "a BIMI record"),
    (b"v=stsv1", "an MTA-STS record"),
    (b"version: stsv1", "the text of an MTA-STS policy"),
    (b"version:stsv1", "the text of an MTA-STS policy"),
    (b"google-site-verification", "a proof of ownership for Google"),
    (b"ms=", "a proof of ownership for Microsoft 365"),
    (b"apple-domain", "a proof of ownership for Apple"),
    (b"facebook-domain-verification", "a proof of ownership for Facebook"),
    (b"protonmail-verification", "a proof of ownership for Proton"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_other_protocols_are_known() {
        let cases = [
            ("v=spf1 -all", Some("an SPF record")),
            ("\"V=DMARC1; p=none\"", Some("a DMARC record")),
            ("v=STSv1; id=1", Some("an MTA-STS record")),
            ("acme-verification=x", Some("a proof of ownership for some service")),
            ("hello", None),
            ("", None),
        ];
        for (record, expected) in cases {
            assert_eq!(kind(record.as_bytes()), expected, "{record}");
        }
    }
}
