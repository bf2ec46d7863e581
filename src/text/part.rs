//! Short texts in others.
//!
//! The standard library's search is made for long needles: with what it needs to say where it failed it weighs more than the
//! readers of a record. These look for what somebody wrote down in this crate, a few bytes long, or for what was cut
//! before, so they take no longer.

/// Where `part` begins in `text` for the first time, in bytes; an empty part at the beginning.
#[must_use]
pub fn find(text: &str, part: &str) -> Option<usize> {
    let part = part.as_bytes();
    if part.is_empty() {
        return Some(0);
    }
    text.as_bytes().windows(part.len()).position(|window| window == part)
}

/// Whether `part` stands in `text`.
#[must_use]
pub fn holds(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// Whether a character of ASCII stands in `text`.
#[must_use]
pub fn has(text: &str, byte: u8) -> bool {
    text.as_bytes().contains(&byte)
}

/// What stands before `part`, and behind it.
#[must_use]
pub fn parted<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text, part)?)?;
    Some((before, rest.get(part.len()..)?))
}

/// The parts one behind the other, with `between` between them.
#[must_use]
pub fn joined<T: AsRef<str>>(parts: &[T], between: &str) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        out.push_str(part.as_ref());
    }
    out
}

/// The text with `other` wherever `part` stood.
#[must_use]
pub fn replaced(text: &str, part: &str, other: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = parted(rest, part).filter(|_| !part.is_empty()) {
        out.push_str(before);
        out.push_str(other);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The text from where it no longer begins with `part`.
#[must_use]
pub fn behind_all<'a>(mut text: &'a str, part: &str) -> &'a str {
    while let Some(rest) = text.strip_prefix(part).filter(|rest| rest.len() < text.len()) {
        text = rest;
    }
    text
}

/// The text up to where it no longer ends with a character of ASCII.
#[must_use]
pub fn before_all(text: &str, byte: u8) -> &str {
    let end = text.bytes().rposition(|other| other != byte).map_or(0, |last| last + 1);
    text.get(..end).unwrap_or(text)
}

/// What stands before a character of ASCII where it stands for the last time, and behind it.
#[must_use]
pub fn parted_last(text: &str, byte: u8) -> Option<(&str, &str)> {
    let (before, rest) = text.split_at_checked(text.bytes().rposition(|other| other == byte)?)?;
    Some((before, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_as_the_standard_library() {
        let texts = [
            "",
            "a",
            "ab",
            "aab",
            "abab",
            "a://b://c",
            "*.*.x",
            "é*.é",
            "\r\n\r\r\n",
            "aaa",
        ];
        for text in texts {
            for part in ["a", "ab", "://", "*.", "é", "\r\n", "aa", "none of them"] {
                assert_eq!(find(text, part), text.find(part), "{text:?} {part:?}");
                assert_eq!(holds(text, part), text.contains(part), "{text:?} {part:?}");
                assert_eq!(parted(text, part), text.split_once(part), "{text:?} {part:?}");
                assert_eq!(
                    replaced(text, part, "<>"),
                    text.replace(part, "<>"),
                    "{text:?} {part:?}"
                );
                assert_eq!(
                    behind_all(text, part),
                    text.trim_start_matches(part),
                    "{text:?} {part:?}"
                );
            }
            for byte in *b"a:x" {
                let c = char::from(byte);
                assert_eq!(has(text, byte), text.contains(c), "{text:?} {byte}");
                assert_eq!(before_all(text, byte), text.trim_end_matches(c), "{text:?} {byte}");
                assert_eq!(parted_last(text, byte), text.rsplit_once(c), "{text:?} {byte}");
            }
            assert_eq!(find(text, ""), Some(0));
            assert_eq!(replaced(text, "", "x"), text);
            assert_eq!(behind_all(text, ""), text);
        }
    }

    #[test]
    fn joined_as_by_the_standard_library() {
        for parts in [&[][..], &["a"], &["", "é", ""], &["a", "b", "c"]] {
            for between in ["", ", "] {
                assert_eq!(joined(parts, between), parts.join(between));
            }
        }
    }
}
