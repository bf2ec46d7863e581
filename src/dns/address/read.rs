//! Addresses as they are written (RFC 4291 §2.2, RFC 6943 §3.1.1): what the standard library reads, and no more.
//!
//! The standard library's own reader weighs three times as much in a program for the web: it is made for addresses that stand in
//! longer texts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address of either kind.
#[must_use]
pub fn any(text: &[u8]) -> Option<IpAddr> {
    v4(text).map(IpAddr::V4).or_else(|| v6(text).map(IpAddr::V6))
}

/// Four numbers up to 255, without zeros before them.
#[must_use]
pub fn v4(text: &[u8]) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    let mut parts = text.split(|&byte| byte == b'.');
    for octet in &mut octets {
        let part = parts.next().filter(|part| !matches!(part, [b'0', _, ..]))?;
        *octet = u8::try_from(number(part, 10, 3)?).ok()?;
    }
    parts.next().is_none().then(|| octets.into())
}

/// Eight groups of up to four hexadecimal digits; `::` in the place of one or more that are zero, the last two perhaps
/// written as an IPv4 address.
#[must_use]
pub fn v6(text: &[u8]) -> Option<Ipv6Addr> {
    let mut groups = [0; 8];
    match text.windows(2).position(|pair| pair == b"::") {
        None => (fill(&mut groups, text, true)? == groups.len()).then_some(())?,
        Some(at) => {
            let (before, behind) = text.split_at_checked(at)?;
            let mut last = [0; 8];
            let many = fill(&mut last, behind.get(2..)?, true)?;
            if fill(&mut groups, before, false)? + many >= groups.len() {
                return None;
            }
            let ends = groups.iter_mut().rev().zip(last.iter().take(many).rev());
            ends.for_each(|(group, written)| *group = *written);
        }
    }
    Some(groups.into())
}

/// Writes the groups between colons one behind the other. How many there are.
fn fill(groups: &mut [u16; 8], text: &[u8], may_be_dotted: bool) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let mut many = 0;
    let mut put = |group: u16| {
        *groups.get_mut(many)? = group;
        many += 1;
        Some(())
    };
    let mut parts = text.split(|&byte| byte == b':').peekable();
    while let Some(part) = parts.next() {
        if may_be_dotted && parts.peek().is_none() && part.contains(&b'.') {
            let [a, b, c, d] = v4(part)?.octets();
            put(u16::from_be_bytes([a, b]))?;
            put(u16::from_be_bytes([c, d]))?;
        } else {
            put(u16::try_from(number(part, 16, 4)?).ok()?)?;
        }
    }
    Some(many)
}

/// A number of one digit to `most`.
fn number(digits: &[u8], base: u32, most: usize) -> Option<u32> {
    if digits.is_empty() || digits.len() > most {
        return None;
    }
    let more = |number: u32, &digit: &u8| Some(number * base + char::from(digit).to_digit(base)?);
    digits.iter().try_fold(0, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_as_the_standard_library() {
        for text in [
            "",
            ".",
            ":",
            "::",
            ":::",
            "0",
            "0.0.0.0",
            "255.255.255.255",
            "256.1.1.1",
            "1.2.3",
            "1.2.3.4.5",
            "01.2.3.4",
            "1.2.3.4 ",
            " 1.2.3.4",
            "1..3.4",
            "+1.2.3.4",
            "0x1.2.3.4",
            "1.2.3.0001",
            "::1",
            "1::",
            "1::2::3",
            "::1.2.3.4",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4::5:6:7:8",
            "1:2:3::5:6:7:8",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::1:2:3:4:5:1.2.3.4",
            "::1:2:3:4:5:6:1.2.3.4",
            "1.2.3.4::",
            "1.2.3.4:1::",
            "::ffff:1.2.3.04",
            "::1.2.3.4:1",
            "12345::",
            "G::",
            "::-1",
            "FE80::1",
            "fe80::1%eth0",
            "[::1]",
            "2001:db8::1/64",
            ":1::",
            "1:",
            ":1",
            "::1:",
            "1::٣",
        ] {
            assert_eq!(v4(text.as_bytes()), text.parse().ok(), "{text:?}");
            assert_eq!(v6(text.as_bytes()), text.parse().ok(), "{text:?}");
            assert_eq!(any(text.as_bytes()), text.parse().ok(), "{text:?}");
        }
    }

    #[test]
    fn the_same_for_any_text() {
        arbtest::arbtest(|u| {
            const PIECES: [&str; 16] = [
                ":", ":", "::", ".", ".", "0", "1", "9", "25", "255", "a", "F", "ffff", "00", "1.2.3.4", "x",
            ];
            let mut text = String::new();
            for _ in 0..u.int_in_range(0..=17)? {
                text.push_str(u.choose(&PIECES)?);
            }
            assert_eq!(any(text.as_bytes()), text.parse().ok(), "{text:?}");
            assert_eq!(v4(text.as_bytes()), text.parse().ok(), "{text:?}");
            Ok(())
        });
    }

    #[test]
    fn what_is_written_is_read() {
        arbtest::arbtest(|u| {
            let (v6, v4): ([u16; 8], [u8; 4]) = (u.arbitrary()?, u.arbitrary()?);
            // Zeros are what is left out.
            let zeros: u8 = u.arbitrary()?;
            let v6: [u16; 8] = std::array::from_fn(|at| if zeros >> at & 1 == 1 { 0 } else { v6[at] });
            for address in [IpAddr::from(v6), IpAddr::from(v4)] {
                assert_eq!(any(address.to_string().as_bytes()), Some(address));
            }
            Ok(())
        });
    }
}
