//! What a text at `_smtp._tls` is when it is no TLSRPT record, and what a misspelt word was meant to be.

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

/// How many letters have to be typed, left out, changed or swapped with their neighbour to make `a` from `b`, capitals
/// aside; `None` where it is more than `limit`.
pub(super) fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit || a.len() > LONGEST_WORD || b.len() > LONGEST_WORD {
        return None;
    }
    let same = |i: usize, j: usize| a[i - 1].eq_ignore_ascii_case(&b[j - 1]);
    let mut before = [0; LONGEST_WORD + 1];
    let mut above: [usize; LONGEST_WORD + 1] = std::array::from_fn(|j| j);
    for i in 1..=a.len() {
        let mut row = [i; LONGEST_WORD + 1];
        for j in 1..=b.len() {
            let changed = above[j - 1] + usize::from(!same(i, j));
            row[j] = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j) {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        // From row to row it never falls by more than a swap makes up for.
        if row[..=b.len()].iter().all(|&distance| distance > limit + 1) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    Some(above[b.len()]).filter(|&distance| distance <= limit)
}

/// Longest word that is compared.
const LONGEST_WORD: usize = 24;

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

    #[test]
    fn distances_count_slips() {
        let cases = [
            ("rua", "rua", Some(0)),
            ("RUA", "rua", Some(0)),
            ("rau", "rua", Some(1)),
            ("rua", "ruaa", Some(1)),
            ("TSLRPTv1", "TLSRPTv1", Some(1)),
            ("TLS-RPTv1", "TLSRPTv1", Some(1)),
            ("", "ab", Some(2)),
            ("abc", "xyz", None),
            ("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz", None),
        ];
        for (a, b, expected) in cases {
            assert_eq!(distance(a.as_bytes(), b.as_bytes(), 2), expected, "{a} {b}");
        }
    }
}
