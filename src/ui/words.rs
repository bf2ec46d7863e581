//! Sentences on the page: code between backticks, capitals and full stops.

use yew::{Html, html};

pub use crate::survey::words::{count, date, millis, seconds, thousands};

/// A text in which code stands between backticks, as nodes. Foreign text in it only ever becomes text.
#[must_use]
pub fn rich(text: &str) -> Html {
    pieces(text)
        .map(|(code, piece)| {
            if code {
                html! { <code>{ piece.to_owned() }</code> }
            } else {
                html! { { piece.to_owned() } }
            }
        })
        .collect()
}

/// The text without its backticks, for attributes and titles.
#[must_use]
pub fn plain(text: &str) -> String {
    pieces(text).map(|(_, piece)| piece).collect()
}

/// A message as a sentence: it begins with a capital, unless with code, and ends with a full stop.
#[must_use]
pub fn sentence(message: &str) -> String {
    let mut out = String::with_capacity(message.len() + 1);
    let mut chars = message.chars();
    // A name that a message begins with, such as `mx1.example.com`, stands in backticks and keeps its case.
    out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(chars.as_str());
    if !out.is_empty() && !out.ends_with(['.', '?', ':', '…']) {
        out.push('.');
    }
    out
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
    fn messages_become_sentences() {
        assert_eq!(sentence("no record"), "No record.");
        assert_eq!(sentence("`mx` is missing"), "`mx` is missing.");
        assert_eq!(sentence("what is it?"), "What is it?");
        assert_eq!(sentence(""), "");
    }
}
