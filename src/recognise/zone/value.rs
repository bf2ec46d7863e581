//! The strings of a TXT record, with their escapes resolved (RFC 1035 §5.1).

use super::super::form::Form;
use super::super::mapped::Mapped;
use super::entry::Token;
use crate::text::Span;

/// The text that the words of a TXT record's data make up, put together without anything between.
pub(in super::super) fn text(paste: &[u8], tokens: &[Token], at: usize) -> Mapped {
    let mut mapped = Mapped::new(tokens.first().map_or(at, |token| token.span.start), Form::Quoted);
    for token in tokens {
        let form = if token.quoted { Form::Quoted } else { Form::Word };
        unescape(paste, token.span, form, decimal, &mut mapped);
    }
    mapped
}

/// Appends a piece of the paste with its escapes resolved: `numbered` reads the three digits behind a backslash; any
/// other character there stands for itself.
pub(in super::super) fn unescape(
    paste: &[u8],
    span: Span,
    form: Form,
    numbered: fn([u8; 3]) -> Option<u8>,
    mapped: &mut Mapped,
) {
    let part = span.of(paste);
    let mut at = 0;
    while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.iter().position(|&byte| byte == b'\\').unwrap_or(rest.len());
        if plain > 0 {
            mapped.extend(rest.get(..plain).unwrap_or_default(), span.start + at, form);
            at += plain;
            continue;
        }
        let start = span.start + at;
        let (byte, width) = match *rest {
            [_, a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => match numbered([a, b, c]) {
                Some(octet) => (octet, 4),
                None => (b'\\', 1),
            },
            [_, byte, ..] if !byte.is_ascii_digit() && byte.is_ascii() => (byte, 2),
            // No escape, so it is taken as it stands.
            _ => (b'\\', 1),
        };
        mapped.push(byte, Span::new(start, start + width), form);
        at += width;
    }
}

/// `\DDD` of master files.
pub(in super::super) fn decimal([a, b, c]: [u8; 3]) -> Option<u8> {
    number(a, b, c, 10)
}

/// `\ooo` of tinydns.
pub(in super::super) fn octal([a, b, c]: [u8; 3]) -> Option<u8> {
    [a, b, c]
        .iter()
        .all(|digit| *digit < b'8')
        .then(|| number(a, b, c, 8))?
}

fn number(a: u8, b: u8, c: u8, base: u16) -> Option<u8> {
    let digit = |byte: u8| u16::from(byte.wrapping_sub(b'0'));
    u8::try_from((digit(a) * base + digit(b)) * base + digit(c)).ok()
}

#[cfg(test)]
mod tests {
    use super::super::entry::entry;
    use super::*;

    fn read(data: &str) -> (String, Mapped) {
        let entry = entry(data.as_bytes(), 0, true).unwrap();
        let mapped = text(data.as_bytes(), &entry.tokens, 0);
        (String::from_utf8_lossy(&mapped.text).into_owned(), mapped)
    }

    #[test]
    fn strings_are_joined_and_escapes_resolved() {
        for (data, want) in [
            (r#""v=STSv1; id=1""#, "v=STSv1; id=1"),
            (r#""v=STSv1; " "id=1""#, "v=STSv1; id=1"),
            (
                r#"("a"
 b)"#,
                "ab",
            ),
            (r#""\"\;\\\065""#, "\";\\A"),
            (r#""\300\9""#, r"\300\9"),
            (r"v=STSv1\;\032id=1", "v=STSv1; id=1"),
            (r#""""#, ""),
        ] {
            assert_eq!(read(data).0, want, "{data}");
        }
        assert_eq!(octal(*b"040"), Some(b' '));
        assert_eq!((octal(*b"080"), octal(*b"777"), decimal(*b"256")), (None, None, None));
        let (_, mapped) = read(r#""a\;" "b""#);
        assert_eq!(mapped.span(Span::new(1, 3)), Span::new(2, 8));
    }
}
