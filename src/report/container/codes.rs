//! How mails carry bytes: base64 and quoted-printable (RFC 2045 §6).

/// Decodes base64. Line ends and blanks are skipped; what else is no digit is skipped too, and told: the place of the
/// first.
pub(super) fn base64(text: &[u8]) -> (Vec<u8>, Option<usize>) {
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

/// Decodes quoted-printable. A `=` that begins no code stays as it is.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let (content, end) = match line.strip_suffix(b"\n") {
            Some(content) => match content.strip_suffix(b"\r") {
                Some(content) => (content, &b"\r\n"[..]),
                None => (content, &b"\n"[..]),
            },
            None => (line, &b""[..]),
        };
        // Blanks at the end of a line were added on the way.
        let content = content.trim_ascii_end();
        let (content, end) = match content.strip_suffix(b"=") {
            Some(content) => (content, &b""[..]),
            None => (content, end),
        };
        let mut rest = content;
        while let Some((&byte, after)) = rest.split_first() {
            let code = match after {
                [high, low, ..] if byte == b'=' => hex(*high).zip(hex(*low)),
                _ => None,
            };
            if let Some((high, low)) = code {
                out.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            } else {
                out.push(byte);
                rest = after;
            }
        }
        out.extend_from_slice(end);
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
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
            assert_eq!(base64(text), (want.to_vec(), odd));
        }
    }

    #[test]
    fn quoted_printable_is_decoded() {
        for (text, want) in [
            (&b"a=3Db=\r\nc\r\n"[..], &b"a=bc\r\n"[..]),
            (b"a=\nb \nc", b"ab\nc"),
            (b"a=zz=4", b"a=zz=4"),
            (b"=C3=BC", "\u{fc}".as_bytes()),
        ] {
            assert_eq!(quoted_printable(text), want);
        }
    }
}
