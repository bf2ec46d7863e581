//! How known senders take what a rule finds, as text: `senders` knows it, the file of explanations carries it, pages
//! show it.
//!
//! ```text
//! A blank line at the end: measured by running them, mid-2026.
//! refuses|mox, maddy, postfix-tlspol
//! honours|chasquid, Stalwart, KumoMTA
//! ```
//!
//! A line about each trait, and behind it one for each way that is taken.

use super::Severity;

/// A way to take a text: the word for it, and what lends it class and icon.
pub type Way = (&'static str, Severity);

/// There is no record or policy for the sender.
pub const REFUSES: Way = ("refuses", Severity::Error);
/// It reads something else than the RFC does.
pub const OTHERWISE: Way = ("reads otherwise", Severity::Warning);
/// It goes by the text as it stands there.
pub const HONOURS: Way = ("honours", Severity::Good);
/// Nobody has tried.
pub const NOT_MEASURED: Way = ("not measured", Severity::Unseen);

const WAYS: [Way; 4] = [REFUSES, OTHERWISE, HONOURS, NOT_MEASURED];

/// Parts the word from those who do so.
const OF: char = '|';

/// A line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// The trait, and how it is known: a sentence.
    About(&'a str),
    /// A way that is taken, with the names of those who do, or with what they do.
    Taken(Way, &'a str),
}

/// Reads a line.
#[must_use]
pub fn read(line: &str) -> Line<'_> {
    let parted = line.split_once(OF);
    let taken = parted.and_then(|(word, who)| Some((WAYS.iter().find(|way| way.0 == word)?, who)));
    taken.map_or(Line::About(line), |(way, who)| Line::Taken(*way, who))
}

/// Adds lines about a trait to a text. Nothing in them may hold a line end.
pub fn write(out: &mut String, about: &str, rows: &[(Way, String)]) {
    out.push_str(about);
    out.push('\n');
    for ((word, _), who) in rows {
        out.push_str(word);
        out.push(OF);
        out.push_str(who);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut text = String::new();
        write(
            &mut text,
            "One.",
            &[(REFUSES, "mox".into()), (NOT_MEASURED, "a | b".into())],
        );
        write(&mut text, "Two: a|b.", &[(OTHERWISE, "reads `none`: maddy".into())]);
        let lines: Vec<Line> = text.lines().map(read).collect();
        assert_eq!(
            lines,
            [
                Line::About("One."),
                Line::Taken(REFUSES, "mox"),
                Line::Taken(NOT_MEASURED, "a | b"),
                Line::About("Two: a|b."),
                Line::Taken(OTHERWISE, "reads `none`: maddy"),
            ]
        );
    }

    #[test]
    fn what_is_no_way_is_text() {
        for line in ["", "shrugs|mox", "refuses"] {
            assert_eq!(read(line), Line::About(line));
        }
    }
}
