//! TXT data as resolvers write it in JSON: bare, in quotes, in several quoted strings.
//!
//! Two habits exist. Google gives the value as it is, the strings joined. Cloudflare and others give the presentation
//! form of RFC 1035 §5.1: `"first" "second"`, with `\"`, `\\` and `\DDD` inside. A value that itself begins and ends
//! with a quotation mark looks alike in both, so the reading says how sure it is ([`Quotes`]).

/// The value of a TXT record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Txt {
    /// The strings joined without anything between (RFC 8461 §3.1). Of bare text its UTF-8.
    pub text: Vec<u8>,
    /// How many strings there were, where that is seen.
    pub strings: Option<usize>,
    /// How it was quoted.
    pub quotes: Quotes,
}

/// What the quotes around a value tell of the server that wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// None, or none that fit: this server writes values as they are.
    Bare,
    /// One pair around all, no escape: the server's, or the value's own.
    Unsure,
    /// Several strings, or escapes: this server writes the presentation form.
    Sure,
}

/// Reads TXT data.
#[must_use]
pub fn read(data: &str) -> Txt {
    if let Some(strings) = quoted(data) {
        let sure = strings.many > 1 || strings.escaped;
        return Txt {
            strings: Some(strings.many),
            text: strings.text,
            quotes: if sure { Quotes::Sure } else { Quotes::Unsure },
        };
    }
    as_is(data)
}

/// TXT data of a server that writes values as they are.
#[must_use]
pub fn as_is(data: &str) -> Txt {
    Txt {
        text: data.as_bytes().to_vec(),
        strings: None,
        quotes: Quotes::Bare,
    }
}

/// The strings of TXT data in wire format, each behind a length octet (RFC 1035 §3.3.14); `None` if they don't fit.
#[must_use]
pub fn from_wire(mut wire: &[u8]) -> Option<Txt> {
    let mut text = Vec::with_capacity(wire.len());
    let mut strings = 0;
    while let Some((&length, rest)) = wire.split_first() {
        let (string, rest) = rest.split_at_checked(length.into())?;
        text.extend_from_slice(string);
        strings += 1;
        wire = rest;
    }
    Some(Txt {
        text,
        strings: Some(strings),
        quotes: Quotes::Sure,
    })
}

/// Quoted strings, joined; how many there were, and whether an escape stood in one of them.
#[derive(Default)]
pub(super) struct Quoted {
    pub(super) text: Vec<u8>,
    many: usize,
    escaped: bool,
}

/// Reads `"…" "…"`: at least one string, blanks between them. `None` where the text is not well-formed as such.
pub(super) fn quoted(text: &str) -> Option<Quoted> {
    let mut strings = Quoted::default();
    let mut rest = text.trim_ascii().as_bytes();
    while !rest.is_empty() {
        rest = rest.strip_prefix(b"\"")?;
        loop {
            let (&byte, after) = rest.split_first()?;
            rest = after;
            match byte {
                b'"' => break,
                b'\\' => {
                    let (octet, after) = escape(rest)?;
                    strings.text.push(octet);
                    strings.escaped = true;
                    rest = after;
                }
                _ => strings.text.push(byte),
            }
        }
        strings.many += 1;
        rest = rest.trim_ascii_start();
    }
    (strings.many > 0).then_some(strings)
}

/// What follows a backslash: three decimal digits that make an octet, or any other character (RFC 1035 §5.1).
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', rest @ ..] => {
            let code = u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0');
            u8::try_from(code).ok().map(|octet| (octet, rest))
        }
        [b'0'..=b'9', ..] | [] => None,
        [byte, rest @ ..] => Some((*byte, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialect_is_read() {
        let cases: &[(&str, &[u8], Option<usize>, Quotes)] = &[
            ("v=STSv1; id=1", b"v=STSv1; id=1", None, Quotes::Bare),
            ("", b"", None, Quotes::Bare),
            ("\"v=STSv1; id=1\"", b"v=STSv1; id=1", Some(1), Quotes::Unsure),
            ("\"a \" \"b\"", b"a b", Some(2), Quotes::Sure),
            ("\"a\"\"b\"", b"ab", Some(2), Quotes::Sure),
            (" \"\" ", b"", Some(1), Quotes::Unsure),
            (r#""\"a\"""#, b"\"a\"", Some(1), Quotes::Sure),
            (r#""a\\b\;\195\188\000""#, b"a\\b;\xc3\xbc\0", Some(1), Quotes::Sure),
            // Not well-formed as strings: the value is what is written.
            ("\"a", b"\"a", None, Quotes::Bare),
            ("\"a\" b", b"\"a\" b", None, Quotes::Bare),
            ("\"a\"b\"", b"\"a\"b\"", None, Quotes::Bare),
            (r#""a\""#, br#""a\""#, None, Quotes::Bare),
            (r#""a\256""#, br#""a\256""#, None, Quotes::Bare),
            (r#""a\9""#, br#""a\9""#, None, Quotes::Bare),
            ("a\\059b", b"a\\059b", None, Quotes::Bare),
            ("ü", "ü".as_bytes(), None, Quotes::Bare),
        ];
        for &(data, text, strings, quotes) in cases {
            let text = text.to_vec();
            assert_eq!(read(data), Txt { text, strings, quotes }, "{data}");
        }
    }

    #[test]
    fn strings_come_out_of_the_wire_format() {
        let txt = from_wire(b"\x02ab\x00\x01c").unwrap();
        assert_eq!((txt.text.as_slice(), txt.strings), (&b"abc"[..], Some(3)));
        assert_eq!(from_wire(b"").unwrap().strings, Some(0));
        assert_eq!(from_wire(b"\x03ab"), None);
    }
}
