//! Record data in wire format, which resolvers hand over in hex for types that they can't print (RFC 3597 §5).

use super::{Data, Rtype, txt};
use crate::text::{decimal, lossy};
use std::fmt::Write as _;

/// The octets of `\# LENGTH HEX…`, also with the backslash doubled. `None` where it isn't that or the length is wrong.
pub(super) fn generic(data: &str) -> Option<Vec<u8>> {
    let (sign, rest) = first_word(data);
    let (length, digits) = first_word(rest);
    let octets = hex(digits)?;
    let fits = [r"\#", r"\\#"].contains(&sign) && decimal(length.as_bytes()) == Some(octets.len() as u64);
    fits.then_some(octets)
}

/// The first word of a text, and what stands behind it and the blanks there.
pub(super) fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_ascii();
    let end = text.bytes().position(|byte| byte.is_ascii_whitespace());
    let parted = end.and_then(|end| text.split_at_checked(end));
    parted.map_or((text, ""), |(word, rest)| (word, rest.trim_ascii_start()))
}

/// Octets from hex digits, which blanks may part anywhere.
pub(super) fn hex(digits: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut half = None;
    for digit in digits.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let digit = u8::try_from(char::from(digit).to_digit(16)?).ok()?;
        half = match half {
            None => Some(digit),
            Some(high) => {
                octets.push(high << 4 | digit);
                None
            }
        };
    }
    half.is_none().then_some(octets)
}

/// Octets as lower-case hex digits.
pub(super) fn to_hex(octets: &[u8]) -> String {
    let halves = octets.iter().flat_map(|octet| [octet >> 4, octet & 15]);
    halves.filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

/// Reads data of the types that [`Data`] knows; `None` where they don't fit to the last octet.
pub(super) fn read(rtype: Rtype, octets: &[u8]) -> Option<Data> {
    let mut wire = Wire(octets);
    let data = match rtype {
        Rtype::A => Data::A {
            address: <[u8; 4]>::try_from(wire.rest()).ok()?.into(),
        },
        Rtype::AAAA => Data::Aaaa {
            address: <[u8; 16]>::try_from(wire.rest()).ok()?.into(),
        },
        Rtype::CNAME => Data::Cname {
            target: wire.name()?.to_ascii_lowercase(),
        },
        Rtype::NS => Data::Ns {
            host: wire.name()?.to_ascii_lowercase(),
        },
        Rtype::MX => Data::Mx {
            preference: u16::from_be_bytes(wire.take()?),
            host: wire.name()?,
        },
        Rtype::TXT => {
            let txt = txt::from_wire(wire.rest())?;
            Data::Txt {
                text: txt.text,
                strings: txt.strings,
            }
        }
        Rtype::SOA => {
            let primary = wire.name()?.to_ascii_lowercase();
            wire.name()?;
            let serial = u32::from_be_bytes(wire.take()?);
            let _: [u8; 12] = wire.take()?;
            Data::Soa {
                primary,
                serial,
                minimum: u32::from_be_bytes(wire.take()?),
            }
        }
        _ => return unprinted(rtype, octets),
    };
    wire.0.is_empty().then_some(data)
}

/// The types that a check asks for and that big resolvers don't print.
pub(super) fn unprinted(rtype: Rtype, octets: &[u8]) -> Option<Data> {
    let mut wire = Wire(octets);
    Some(match rtype {
        Rtype::TLSA => {
            let [usage, selector, matching] = wire.take()?;
            Data::Tlsa {
                usage,
                selector,
                matching,
                hex: to_hex(wire.rest()),
            }
        }
        Rtype::CAA => {
            let [flags, length] = wire.take()?;
            let tag = wire.slice(length.into()).filter(|tag| !tag.is_empty())?;
            Data::Caa {
                flags,
                tag: lossy(tag).to_ascii_lowercase(),
                value: lossy(wire.rest()).into_owned(),
            }
        }
        _ => return None,
    })
}

/// What is left to read.
struct Wire<'a>(&'a [u8]);

impl<'a> Wire<'a> {
    fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    fn slice(&mut self, length: usize) -> Option<&'a [u8]> {
        let (slice, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(slice)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.slice(N)?.try_into().ok()
    }

    /// A name without compression (there is no message to point into), as text without its final dot.
    fn name(&mut self) -> Option<String> {
        let mut name = String::new();
        let mut octets = 0;
        loop {
            let [length] = self.take()?;
            octets += 1 + usize::from(length);
            // RFC 1035 §2.3.4
            if length > 63 || octets > 255 {
                return None;
            }
            if length == 0 {
                return Some(name);
            }
            if !name.is_empty() {
                name.push('.');
            }
            for &octet in self.slice(length.into())? {
                match octet {
                    b'.' | b'\\' | b'"' | b';' => {
                        name.push('\\');
                        name.push(octet.into());
                    }
                    b'!'..=b'~' => name.push(octet.into()),
                    // Writing to a String can't fail.
                    _ => drop(write!(name, "\\{octet:03}")),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generic_form_is_octets() {
        assert_eq!(generic(r"\# 3 01 0a FF"), Some(vec![1, 10, 255]));
        assert_eq!(generic(r"\\# 3 010a ff "), Some(vec![1, 10, 255]));
        assert_eq!(generic(r"\# 3 01 0 aff"), Some(vec![1, 10, 255]));
        assert_eq!(generic(r"\# 0"), Some(vec![]));
        for wrong in [
            "",
            r"\#",
            r"\# ",
            r"\#3 010203",
            r"\# 2 01",
            r"\# 1 0",
            r"\# 1 0g",
            r"\# x 00",
            r"\# -1 00",
            "3 01",
        ] {
            assert_eq!(generic(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_are_read_without_compression() {
        let name = |octets: &[u8]| Wire(octets).name();
        assert_eq!(name(b"\x02mX\x01a\x00").as_deref(), Some("mX.a"));
        assert_eq!(name(b"\x00").as_deref(), Some(""));
        assert_eq!(name(b"\x04a.\\ \x00").as_deref(), Some(r"a\.\\\032"));
        for wrong in [&b""[..], b"\x02m", b"\x02mx", b"\xc0\x0c"] {
            assert_eq!(name(wrong), None);
        }
        let label = [&[63][..], &[b'a'; 63]].concat();
        let long = |labels| [label.repeat(labels), vec![0]].concat();
        assert!(name(&long(3)).is_some());
        assert_eq!(name(&long(4)), None);
    }

    #[test]
    fn data_must_fit_to_the_last_octet() {
        assert_eq!(read(Rtype::A, &[192, 0, 2, 1, 0]), None);
        assert_eq!(read(Rtype::MX, b"\x00\x0a\x00x"), None);
        assert_eq!(read(Rtype::CAA, b"\x00\x00x"), None);
        assert_eq!(read(Rtype::SOA, &[0; 21]), None);
        assert_eq!(read(Rtype(99), b"\x01a"), None);
    }
}
