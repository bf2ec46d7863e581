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

/// Encodes it, on one line.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let digit = |six: u8| match six {
        0..=25 => b'A' + six,
        26..=51 => b'a' + (six - 26),
        52..=61 => b'0' + (six - 52),
        62 => b'+',
        _ => b'/',
    };
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| {
            bits << 8 | u32::from(three.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            // As many digits as there are bytes, and one.
            let shown = at <= three.len();
            out.push(if shown {
                char::from(digit((bits >> (18 - 6 * at) & 0x3f) as u8))
            } else {
                '='
            });
        }
    }
    out
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

    #[test]
    fn what_is_encoded_is_decoded_to_the_same() {
        for (bytes, want) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), want);
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(encode(&all).as_bytes()), (all, None));
    }
}
