//! Domain names in the form in which they are looked up.

use crate::text::part;
use serde::{Serialize, Serializer};

/// A domain name fit to be asked for: ASCII, lower case, no final dot, labels of 1 to 63 octets, at most 253 in all
/// (RFC 1035 §2.3.4; the 255 octets there count a length octet per label and the root).
///
/// Underscores are allowed: `_mta-sts` is such a label.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

/// Why a text is no [`Name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing there.
    Empty,
    /// Two dots in a row, or one at the beginning.
    EmptyLabel,
    /// A label of more than 63 octets.
    LabelTooLong,
    /// More than 253 octets.
    TooLong,
    /// A character that is neither letter, digit, hyphen nor underscore.
    Character(char),
}

impl Name {
    /// Longest name, in octets without the final dot.
    pub const LONGEST: usize = 253;

    /// Longest label, in octets.
    pub const LONGEST_LABEL: usize = 63;

    /// Reads a name; a final dot and upper case are taken away.
    ///
    /// # Errors
    /// Says what is wrong with the first fault found.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let text = text.strip_suffix('.').unwrap_or(text);
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if let Some(c) = text
            .chars()
            .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
        {
            return Err(NameError::Character(c));
        }
        for label in text.as_bytes().split(|byte| *byte == b'.') {
            match label.len() {
                0 => return Err(NameError::EmptyLabel),
                1..=Self::LONGEST_LABEL => {}
                _ => return Err(NameError::LabelTooLong),
            }
        }
        if text.len() > Self::LONGEST {
            return Err(NameError::TooLong);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The name as text, without final dot.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This name with a label (or several, `_smtp._tls`) put in front; `None` if that gets too long.
    #[must_use]
    pub fn under(&self, prefix: &str) -> Option<Self> {
        Self::parse(&format!("{prefix}.{}", self.0)).ok()
    }

    /// The name without its left-most label; `None` at the top.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        part::parted(&self.0, ".").map(|(_, parent)| Self(parent.to_owned()))
    }

    /// The labels, left to right.
    #[must_use]
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('.')
    }

    /// Whether it is `other` or lies below it.
    #[must_use]
    pub fn is_within(&self, other: &str) -> bool {
        is_within(&self.0, other)
    }
}

/// Whether a name, as somebody wrote it, is `other` or lies below it. Case and final dots don't matter.
pub(crate) fn is_within(name: &str, other: &str) -> bool {
    let name = part::before_all(name, b'.').as_bytes();
    let other = part::before_all(other, b'.').as_bytes();
    let cut = name.len().checked_sub(other.len());
    cut.and_then(|cut| name.split_at_checked(cut))
        .is_some_and(|(rest, end)| end.eq_ignore_ascii_case(other) && (rest.is_empty() || rest.ends_with(b".")))
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_looked_up() {
        assert_eq!(
            Name::parse("Example.COM.").map(|name| name.to_string()),
            Ok("example.com".into())
        );
        assert_eq!(Name::parse("_smtp._tls.a").map(|name| name.labels().count()), Ok(3));
        assert_eq!(Name::parse(""), Err(NameError::Empty));
        assert_eq!(Name::parse("."), Err(NameError::Empty));
        assert_eq!(Name::parse("a..b"), Err(NameError::EmptyLabel));
        assert_eq!(Name::parse(".b"), Err(NameError::EmptyLabel));
        assert_eq!(Name::parse("bücher.de"), Err(NameError::Character('ü')));
        assert_eq!(Name::parse(&"a".repeat(64)), Err(NameError::LabelTooLong));
        assert_eq!(
            Name::parse(&["a".repeat(63).as_str(); 4].join(".")),
            Err(NameError::TooLong)
        );
    }

    #[test]
    fn names_lie_within_names() {
        let name = Name::parse("mx.example.com");
        assert!(name.as_ref().is_ok_and(|name| name.is_within("Example.com.")));
        assert!(name.as_ref().is_ok_and(|name| !name.is_within("ample.com")));
    }
}
