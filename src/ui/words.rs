//! Sentences on the page: code between backticks, capitals and full stops.

use crate::rule::Finding;
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

    crate::rule::rules! {
        /// Help.
        XXX101 PLAIN { Error, 8461 "3.2", title: "t", message: "there is no record", fix: "f" }
        /// Help.
        XXX102 NAMED { Error, 8461 "3.2", title: "t", message: "{host} is not covered", fix: "f" }
        /// Help.
        XXX103 CODE { Error, 8461 "3.2", title: "t", message: "`mx` is missing", fix: "f", senders: "Many accept it" }
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
