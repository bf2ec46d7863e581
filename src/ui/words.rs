//! Sentences on the page: code between backticks, capitals and full stops.

use crate::rule::Finding;
use crate::rule::prose::{capital, pieces};
use crate::ui::markup::{draw, list, text as text_node};
use yew::Html;

pub use crate::rule::prose::{plain, stop, template, visible};
pub use crate::words::{count, date, millis, seconds, thousands};

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

/// The message of a finding as a sentence: it ends with a full stop, and begins with a capital unless it begins with
/// code or a name.
#[must_use]
pub fn sentence(finding: &Finding) -> String {
    let mut out = finding.message();
    if finding.rule.message.starts_with(|c: char| c.is_ascii_lowercase()) {
        out = capital(&out);
    }
    if !out.ends_with(['.', '?', '…']) {
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(sentence(&PLAIN.finding()), "There is no record.");
        assert_eq!(
            sentence(&NAMED.finding().with("host", "mx1.x")),
            "mx1.x is not covered."
        );
        assert_eq!(sentence(&CODE.finding()), "`mx` is missing. Many accept it.");
    }
}
