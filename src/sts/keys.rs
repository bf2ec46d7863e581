//! The four keys of a policy, to the letter and nearly so.

use crate::near;
use std::ops::Range;

/// A key that RFC 8461 §3.2 defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Version,
    Mode,
    MaxAge,
    Mx,
}

impl Key {
    pub(super) const ALL: [Self; 4] = [Self::Version, Self::Mode, Self::MaxAge, Self::Mx];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Mode => "mode",
            Self::MaxAge => "max_age",
            Self::Mx => "mx",
        }
    }

    /// The key of these very letters.
    pub(super) fn exact(word: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.as_str().as_bytes() == word)
    }

    fn any_case(word: &[u8]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|key| key.as_str().as_bytes().eq_ignore_ascii_case(word))
    }

    /// The key that a word was perhaps meant as.
    pub(super) fn near(word: &[u8]) -> Option<Self> {
        const ALIASES: [(&str, Key); 14] = [
            ("v", Key::Version),
            ("ver", Key::Version),
            ("maxage", Key::MaxAge),
            ("max age", Key::MaxAge),
            ("max", Key::MaxAge),
            ("age", Key::MaxAge),
            ("ttl", Key::MaxAge),
            ("xm", Key::Mx),
            ("nmx", Key::Mx),
            ("mmx", Key::Mx),
            ("mxx", Key::Mx),
            ("mxs", Key::Mx),
            ("mxhost", Key::Mx),
            ("mx_host", Key::Mx),
        ];
        let alias = ALIASES
            .iter()
            .find(|(alias, _)| alias.as_bytes().eq_ignore_ascii_case(word));
        let numbered = || {
            let digits = word.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(b"mx"))
                && (3..=4).contains(&word.len())
                && word[2..].iter().all(u8::is_ascii_digit);
            digits.then_some(Self::Mx)
        };
        let typed = || {
            [(Self::Version, 2), (Self::Mode, 1), (Self::MaxAge, 2)]
                .into_iter()
                .find(|(key, steps)| near::is_near(word, key.as_str().as_bytes(), *steps))
                .map(|(key, _)| key)
        };
        alias.map(|(_, key)| *key).or_else(numbered).or_else(typed)
    }
}

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// To the letter, with a colon behind it (perhaps behind a blank).
    Exactly,
    /// In other letters.
    Case,
    /// Not quite.
    Nearly,
    /// With `=` in place of the colon, in any case.
    Equals,
    /// With a blank in place of the colon.
    Blank,
}

/// The key of a line that has one, or nearly so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) key: Key,
    pub(super) written: Written,
    /// The key, as ranges of the line.
    pub(super) word: Range<usize>,
    /// Where the value begins, behind what parts it from the key and blanks.
    pub(super) value: usize,
}

/// Reads the key of a line. `None`: it has no key that is, or looks like, one of the four.
pub(super) fn head(line: &[u8]) -> Option<Head> {
    let start = line.len() - line.trim_ascii_start().len();
    let mark = line.iter().position(|byte| matches!(byte, b':' | b'='));
    let found = match mark {
        Some(mark) if line[mark] == b':' => {
            let word = line[start..mark.max(start)].trim_ascii_end();
            let (key, written) = Key::exact(word)
                .map(|key| (key, Written::Exactly))
                .or_else(|| Some((Key::any_case(word)?, Written::Case)))
                .or_else(|| Some((Key::near(word)?, Written::Nearly)))?;
            (key, written, word.len(), mark + 1)
        }
        Some(mark) => {
            let word = line[start..mark.max(start)].trim_ascii_end();
            (Key::any_case(word)?, Written::Equals, word.len(), mark + 1)
        }
        None => {
            let mut words = line[start..]
                .split(u8::is_ascii_whitespace)
                .filter(|word| !word.is_empty());
            let (word, _, None) = (words.next()?, words.next()?, words.next()) else {
                return None;
            };
            (Key::exact(word)?, Written::Blank, word.len(), start + word.len())
        }
    };
    let (key, written, len, behind) = found;
    let rest = line.get(behind..).unwrap_or_default();
    Some(Head {
        key,
        written,
        word: start..start + len,
        value: line.len() - rest.trim_ascii_start().len(),
    })
}

/// A key with its colon inside a value, where a line end is missing: where it begins, and which.
pub(super) fn inside(value: &[u8]) -> Option<(usize, Key)> {
    let colons = value.iter().enumerate().filter(|(_, byte)| **byte == b':');
    for (colon, _) in colons {
        let before = &value[..colon];
        for key in Key::ALL {
            let Some(front) = before.strip_suffix(key.as_str().as_bytes()) else {
                continue;
            };
            // A port behind a name that ends so, or a part of a URL, is no key.
            let part_of_name = matches!(front.last(), Some(b'/' | b'.' | b'-' | b'_'));
            let number = value.get(colon + 1).is_some_and(u8::is_ascii_digit);
            let port = key == Key::Mx && number;
            if !part_of_name && !port {
                return Some((front.len(), key));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_to_the_letter_and_nearly() {
        use Written::{Blank, Case, Equals, Exactly, Nearly};
        for (line, expected) in [
            ("mode: x", Some((Key::Mode, Exactly, 6))),
            ("  max_age \t:\t x", Some((Key::MaxAge, Exactly, 14))),
            ("mx:x", Some((Key::Mx, Exactly, 3))),
            ("mx:", Some((Key::Mx, Exactly, 3))),
            ("MX: x", Some((Key::Mx, Case, 4))),
            ("eversion: x", Some((Key::Version, Nearly, 10))),
            ("max-age: x", Some((Key::MaxAge, Nearly, 9))),
            ("mx1: x", Some((Key::Mx, Nearly, 5))),
            ("nmx: x", Some((Key::Mx, Nearly, 5))),
            ("moed: x", Some((Key::Mode, Nearly, 6))),
            ("Mode = x", Some((Key::Mode, Equals, 7))),
            ("mode testing", Some((Key::Mode, Blank, 5))),
            ("mode", None),
            ("mode of operation", None),
            ("note: x", None),
            ("# mx: x", None),
            (": x", None),
            ("", None),
        ] {
            let found = head(line.as_bytes()).map(|head| (head.key, head.written, head.value));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn a_key_inside_a_value_is_found() {
        assert_eq!(inside(b"STSv1mode: none"), Some((5, Key::Mode)));
        assert_eq!(inside(b"mail.example.commx: a"), Some((16, Key::Mx)));
        assert_eq!(inside(b"mode: none"), Some((0, Key::Mode)));
        assert_eq!(inside(b"mail-mx:25"), None);
        assert_eq!(inside(b"https://mx:x/"), None);
        assert_eq!(inside(b"mail.example.com"), None);
    }
}
