//! How mails carry bytes beside base64: quoted-printable (RFC 2045 §6).

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
