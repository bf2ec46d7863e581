//! Foreign text in the files of other sites.

use crate::text::percent_encode;
use std::fmt::Write as _;

/// A text in markup, as the value of an attribute or between tags: whatever may mean something to HTML, Markdown,
/// reStructuredText, JSX, Vue, Hugo, PHP or a shell becomes a character reference, which all of them hand on to the browser.
/// So each is left as it is that is a letter, a digit or one of few marks.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || " .-/:,’".contains(letter) {
            out.push(letter);
        } else {
            _ = write!(out, "&#{};", u32::from(letter));
        }
    }
    out
}

/// An address in markup and in quotes of any kind: what may end a quote, or mean something to a template, is percent-encoded.
/// No address of a page needs such characters.
pub fn url(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // A text takes whatever is written to it.
            _ = percent_encode(&[byte], &mut out);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_means_something_is_left() {
        let evil = "a\"'<>&`{{x}}{% y %}${z}\\\n|*_[l](u)~#;$é\u{202e}";
        let marks = [
            '"', '\'', '<', '>', '`', '{', '}', '\\', '\n', '|', '*', '_', '[', '$', '~', '\u{202e}',
        ];
        assert!(!html(evil).contains(marks), "{}", html(evil));
        assert!(
            !url(evil).contains(|letter| marks.contains(&letter) && !"_~".contains(letter)) && url(evil).is_ascii(),
            "{}",
            url(evil)
        );
        assert_eq!(html("a.b-c.example"), "a.b-c.example");
        assert_eq!(url("https://lens.example:8443/a/b/"), "https://lens.example:8443/a/b/");
    }
}
