//! How known senders take what a rule finds, as text: `senders` knows it, the file of explanations carries it, pages
//! show it.
//!
//! ```text
//! A blank line at the end: measured by running them, mid-2026.
//! refuses|mox, maddy, postfix-tlspol
//! honours|chasquid, Stalwart, KumoMTA
//! ```
//!
//! One such note for each trait, with an empty line between two.

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

/// What is known about one trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// The trait, and how it is known: a sentence.
    pub about: &'a str,
    rows: &'a str,
}

impl<'a> Note<'a> {
    /// Each way that is taken, with the names of those who do, or with what they do.
    pub fn rows(&self) -> impl Iterator<Item = (Way, &'a str)> + use<'a> {
        self.rows.lines().filter_map(|line| {
            let (word, who) = line.split_once(OF)?;
            let way = WAYS.into_iter().find(|way| way.0 == word)?;
            Some((way, who))
        })
    }
}

/// Reads notes.
pub fn read(text: &str) -> impl Iterator<Item = Note<'_>> {
    text.split("\n\n")
        .filter_map(|note| note.split_once('\n'))
        .map(|(about, rows)| Note { about, rows })
}

/// Adds a note to a text. Nothing in it may hold a line end.
pub fn write(out: &mut String, about: &str, rows: &[(Way, String)]) {
    if !out.is_empty() {
        out.push('\n');
    }
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
        let notes = [
            (
                "One: a|b.",
                vec![(REFUSES, "mox".to_owned()), (NOT_MEASURED, "a | b".into())],
            ),
            (
                "Two.",
                vec![(OTHERWISE, "reads `none`: maddy".into()), (HONOURS, "x".into())],
            ),
        ];
        let mut text = String::new();
        for (about, rows) in &notes {
            write(&mut text, about, rows);
        }
        let read: Vec<_> = read(&text)
            .map(|note| {
                let rows: Vec<_> = note.rows().map(|(way, who)| (way, who.to_owned())).collect();
                (note.about, rows)
            })
            .collect();
        assert_eq!(read, notes);
    }

    #[test]
    fn what_is_no_note_is_none() {
        assert_eq!(read("").count(), 0);
        assert_eq!(read("About nothing.").count(), 0);
        let rows = |text: &'static str| read(text).flat_map(|note| note.rows()).count();
        assert_eq!(rows("A.\nshrugs|mox\nrefuses"), 0);
    }
}
