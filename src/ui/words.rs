//! Sentences on the page: code between backticks, capitals and full stops.

use crate::rule::Finding;
use crate::text::is_plain;
use crate::ui::markup::{draw, list, text as text_node};
use std::fmt::Write as _;
use yew::Html;

pub use crate::survey::words::{count, date, millis, seconds, thousands};

/// A text in which code stands between backticks, as nodes. Foreign text in it only ever becomes text.
pub fn rich(text: &str) -> Html {
    let nodes = pieces(text).map(|(code, piece)| {
        let piece = visible(piece);
        if code {
            draw!("<code>{}</code>", piece)
        } else {
            text_node(piece)
        }
    });
    list(nodes.collect())
}

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

/// The message of a finding as a sentence: it ends with a full stop, and begins with a capital unless it begins with
/// code or a name.
#[must_use]
pub fn sentence(finding: &Finding) -> String {
    let mut out = finding.message();
    if finding.rule.message.starts_with(|c: char| c.is_ascii_lowercase()) {
        out[..1].make_ascii_uppercase();
    }
    if !out.ends_with(['.', '?', '…']) {
        out.push('.');
    }
    out
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

/// The pieces of a text and whether they are code. A backtick without a partner stands for itself.
fn pieces(text: &str) -> impl Iterator<Item = (bool, &str)> {
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

    crate::rule::rules! {
        /// Help.
        EXA101 PLAIN { Error, 8461 "3.2", title: "t", message: "there is no record", fix: "f" }
        /// Help.
        EXA102 NAMED { Error, 8461 "3.2", title: "t", message: "{host} is not covered", fix: "f" }
        /// Help.
        EXA103 CODE { Error, 8461 "3.2", title: "t", message: "`mx` is missing", fix: "f", senders: "Many accept it" }
    }

    #[test]
    fn messages_become_sentences() {
        assert_eq!(RULES.len(), 3);
        assert_eq!(sentence(&PLAIN.finding()), "There is no record.");
        assert_eq!(
            sentence(&NAMED.finding().with("host", "mx1.x")),
            "mx1.x is not covered."
        );
        assert_eq!(sentence(&CODE.finding()), "`mx` is missing. Many accept it.");
    }
}
