//! Base64, as mails (RFC 2045 §6.8) and certificates (RFC 4648 §4) have it.

/// Decodes base64. Line ends and blanks are skipped; what else is no digit is skipped too, and told: the place of the
/// first.
#[must_use]
pub fn decode(text: &[u8]) -> (Vec<u8>, Option<usize>) {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    let mut odd = None;
    for (at, byte) in text.iter().enumerate() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' | b'\r' | b'\n' | b' ' | b'\t' => continue,
            _ => {
                odd = odd.or(Some(at));
                continue;
            }
        };
        bits = bits << 6 | u32::from(digit);
        held += 6;
        if held >= 8 {
            held -= 8;
            // The lowest eight of what is held.
            out.push((bits >> held & 0xff) as u8);
        }
    }
    (out, odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded() {
        for (text, want, odd) in [
            (&b"aGVsbG8="[..], &b"hello"[..], None),
            (b"aGVs\r\nbG8=\r\n", b"hello", None),
            (b"aGVsbG8", b"hello", None),
            (b"aGV*sbG8=", b"hello", Some(3)),
            (b"", b"", None),
        ] {
            assert_eq!(decode(text), (want.to_vec(), odd));
        }
    }
}
