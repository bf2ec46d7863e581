//! How the texts of rules become text of a page: code between backticks, full stops, what can't be seen.

use crate::text::is_plain;
use std::fmt::Write as _;

/// A text in which every character shows itself: what can't be seen, or would turn the line round, is named. Line
/// ends and our no-break spaces stay.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_plain(c) || matches!(c, '\n' | '\u{a0}') {
            out.push(c);
        } else {
            // Writing to a String can't fail.
            let _ = write!(out, "‹U+{:04X}›", u32::from(c));
        }
    }
    out
}

/// The text without its backticks, for attributes and titles.
#[must_use]
pub fn plain(text: &str) -> String {
    pieces(text).map(|(_, piece)| visible(piece)).collect()
}

/// The full stop that a text of a rule wants on a page, where it has none.
#[must_use]
pub fn stop(text: &str) -> &'static str {
    if text.is_empty() || text.ends_with(['.', '?', ':']) {
        ""
    } else {
        "."
    }
}

/// The text with a capital, unless it begins with code or has one of its own.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A message or a fix as a rule has it, its arguments as what they are called: `‹host›`.
#[must_use]
pub fn template(text: &str) -> String {
    text.replace('{', "‹").replace('}', "›")
}

/// The pieces of a text and whether they are code. A backtick without a partner stands for itself.
pub fn pieces(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    let mut code = false;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if code {
            code = false;
            let (piece, tail) = rest.split_once('`').unwrap_or((rest, ""));
            rest = tail;
            return Some((true, piece));
        }
        match rest.split_once('`') {
            Some((piece, tail)) if tail.contains('`') => {
                code = true;
                rest = tail;
                Some((false, piece))
            }
            _ => Some((false, std::mem::take(&mut rest))),
        }
    })
    .filter(|(_, piece)| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_part_code_from_words() {
        let of = |text| pieces(text).collect::<Vec<_>>();
        assert_eq!(of("a `b` c"), [(false, "a "), (true, "b"), (false, " c")]);
        assert_eq!(of("`b`"), [(true, "b")]);
        assert_eq!(of("a ` b"), [(false, "a ` b")]);
        assert_eq!(of("`a``b`"), [(true, "a"), (true, "b")]);
        assert_eq!(of("`a` b ` c"), [(true, "a"), (false, " b ` c")]);
        assert_eq!(of(""), []);
        assert_eq!(plain("the `mx` line"), "the mx line");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(visible("a\u{202e}b\0\n3\u{a0}d"), "a‹U+202E›b‹U+0000›\n3\u{a0}d");
        assert_eq!(plain("`\u{200b}`"), "‹U+200B›");
    }

    #[test]
    fn texts_become_sentences() {
        assert_eq!(template("`{host}` is {what}"), "`‹host›` is ‹what›");
        assert_eq!(["a b", "`a`", "B", "", "é"].map(capital), ["A b", "`a`", "B", "", "é"]);
        assert_eq!([stop("a"), stop("a."), stop("a:"), stop("")], [".", "", "", ""]);
    }
}
