//! As much of a certificate as is wanted: its dates and the DNS names in it (RFC 5280 §4.1). One pass, no recursion; all
//! lengths are those of the text.

use super::dates;
use crate::base64;

/// More names than this of a certificate are left out.
const MOST_NAMES: usize = 256;

/// Largest certificate that is read, in bytes.
const LARGEST: usize = 65_536;

/// What a certificate says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Certificate {
    pub(super) not_before: Option<i64>,
    pub(super) not_after: Option<i64>,
    /// The `dNSName`s of `subjectAltName`.
    pub(super) names: Vec<String>,
}

/// Reads the text between the lines of a PEM file. `None`: it is no certificate.
pub(super) fn pem(text: &[u8]) -> Option<Certificate> {
    certificate(&base64(text)?)
}

/// What stands there in base64, up to the signs that fill it up.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let end = text.iter().position(|&byte| byte == b'=').unwrap_or(text.len());
    // Four signs hold three bytes; line ends come to less than as much again.
    let text = text.get(..end).filter(|text| text.len() / 2 <= LARGEST)?;
    let (bytes, odd) = base64::decode(text);
    (odd.is_none() && bytes.len() <= LARGEST).then_some(bytes)
}

/// The tag and the content of the first value, and what follows it.
fn value(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x83 => {
            let (octets, rest) = rest.split_at_checked(usize::from(first & 3))?;
            let length = octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
            (length, rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// The content of the first value if it has this tag, and what follows it.
fn tagged(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = value(bytes)?;
    (found == tag).then_some((content, rest))
}

const SEQUENCE: u8 = 0x30;

fn certificate(bytes: &[u8]) -> Option<Certificate> {
    let (outer, _) = tagged(SEQUENCE, bytes)?;
    let (tbs, _) = tagged(SEQUENCE, outer)?;
    // version [0], serialNumber, signature, issuer
    let mut rest = match tagged(0xa0, tbs) {
        Some((_, rest)) => rest,
        None => tbs,
    };
    for _ in 0..3 {
        (_, _, rest) = value(rest)?;
    }
    let (validity, mut rest) = tagged(SEQUENCE, rest)?;
    let (first, not_before, second) = value(validity)?;
    let (last, not_after, _) = value(second)?;
    let mut certificate = Certificate {
        not_before: dates::der(first, not_before),
        not_after: dates::der(last, not_after),
        names: Vec::new(),
    };
    // subject, subjectPublicKeyInfo, and the unique identifiers that nobody uses
    while let Some((tag, content, behind)) = value(rest) {
        rest = behind;
        if tag == 0xa3 {
            names(content, &mut certificate.names);
            break;
        }
    }
    Some(certificate)
}

/// The names in the extension `subjectAltName` (RFC 5280 §4.2.1.6).
fn names(extensions: &[u8], out: &mut Vec<String>) -> Option<()> {
    const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];
    let (mut list, _) = tagged(SEQUENCE, extensions)?;
    while let Some((extension, rest)) = tagged(SEQUENCE, list) {
        list = rest;
        let (id, mut behind) = tagged(0x06, extension)?;
        if id != SUBJECT_ALT_NAME {
            continue;
        }
        // critical
        if let Some((_, rest)) = tagged(0x01, behind) {
            behind = rest;
        }
        let (octets, _) = tagged(0x04, behind)?;
        let (mut general, _) = tagged(SEQUENCE, octets)?;
        while let Some((tag, content, rest)) = value(general) {
            general = rest;
            // dNSName [2] IA5String
            if tag == 0x82 && content.is_ascii() && out.len() < MOST_NAMES {
                out.push(String::from_utf8_lossy(content).into_owned());
            }
        }
        break;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded() {
        for (text, want) in [
            ("", Some(&b""[..])),
            ("Zg==", Some(b"f")),
            ("Zm9v\r\nYmFy", Some(b"foobar")),
            ("Zm9*", None),
        ] {
            assert_eq!(base64(text.as_bytes()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn values_keep_within_their_text() {
        assert_eq!(value(&[4, 2, 7, 8, 9]), Some((4, &[7, 8][..], &[9][..])));
        assert_eq!(value(&[4, 0x81, 1, 7]), Some((4, &[7][..], &[][..])));
        for bad in [
            &[][..],
            &[4],
            &[4, 1],
            &[4, 0x80],
            &[4, 0x84, 0, 0, 0, 1, 7],
            &[4, 0x82, 1],
        ] {
            assert_eq!(value(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn dates_and_names_come_out_of_a_certificate() {
        let made = pem(super::super::tests::PEM.as_bytes()).unwrap();
        assert_eq!(made.names, ["mx1.example.com", "*.mail.example.com"]);
        assert!(made.not_before < made.not_after);
        assert_eq!(pem(b"Zm9v"), None);
    }

    #[test]
    fn any_bytes_are_read_without_panic() {
        let good = base64(super::super::tests::PEM.as_bytes()).unwrap();
        crate::arb::property(|u| {
            let mut bytes = good.clone();
            for _ in 0..u.int_in_range(0..=4)? {
                let at = u.int_in_range(0..=bytes.len() - 1)?;
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u.arbitrary()?;
                }
            }
            bytes.truncate(u.int_in_range(0..=good.len())?);
            if let Some(made) = certificate(&bytes) {
                assert!(made.names.len() <= MOST_NAMES);
            }
            let text: Vec<u8> = u.arbitrary()?;
            let _ = pem(&text);
            let _ = certificate(&text);
            Ok(())
        });
    }
}
