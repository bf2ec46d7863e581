//! What explains a rule at length.
//!
//! It is a good part of all the text there is, and most visitors read little of it: the page leaves it out of its
//! program and loads it as a file of its own, [`FILE`], when it is first wanted. Everywhere else it is built in, but for
//! what modules above this one know ([`More`]): that comes by the file alone.

use super::Rule;
use super::reception::{self, Note};
use crate::text::Span;
use std::sync::OnceLock;

/// The name of the file, beside the page.
pub const FILE: &str = "rules.txt";

/// Ends a field, and a rule, in the file: separators of ASCII, which no text of a rule holds.
const FIELD: char = '\u{1f}';
const RULE: char = '\u{1e}';

/// What was loaded.
static LOADED: OnceLock<String> = OnceLock::new();

/// The long texts of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it means and why it matters; see [`Rule::paragraphs`].
    pub help: &'static str,
    /// A text that raises it; empty where no text alone can.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    at: &'static str,
    senders: &'static str,
}

impl Explanation {
    /// Where the bad example goes wrong.
    pub fn places(&self) -> impl Iterator<Item = Span> + use<> {
        self.at.split_ascii_whitespace().filter_map(|place| {
            let (start, end) = place.split_once('-')?;
            Some(Span::new(start.parse().ok()?, end.parse().ok()?))
        })
    }

    /// What known senders do about what it finds.
    pub fn notes(&self) -> impl Iterator<Item = Note<'static>> + use<> {
        reception::read(self.senders)
    }
}

/// What the file tells beyond the rule itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// Where the bad example goes wrong.
    pub places: Vec<Span>,
    /// What known senders do about what it finds, as [`reception`] writes it.
    pub senders: String,
}

impl Rule {
    /// Its long texts; `None` as long as the page has not loaded them.
    #[must_use]
    pub fn explanation(&self) -> Option<Explanation> {
        let loaded = LOADED.get().and_then(|file| find(file, self.code));
        if cfg!(target_arch = "wasm32") || loaded.is_some() {
            return loaded;
        }
        Some(Explanation {
            help: self.help,
            bad: self.bad,
            good: self.good,
            at: "",
            senders: "",
        })
    }

    /// The paragraphs of the help text; none as long as the page has not loaded it.
    pub fn paragraphs(&self) -> impl Iterator<Item = String> + use<> {
        let help = self.explanation().map_or("", |explanation| explanation.help);
        help.split("\n\n")
            .flat_map(|block| block.split("\n \n"))
            .map(|block| block.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|block| !block.is_empty())
    }
}

/// The file for these rules.
pub fn write(rules: impl Iterator<Item = &'static Rule>, more: impl Fn(&Rule) -> More) -> String {
    let mut out = String::new();
    for rule in rules {
        let More { places, senders } = more(rule);
        let places: Vec<String> = places
            .iter()
            .map(|span| format!("{}-{}", span.start, span.end))
            .collect();
        for text in [rule.code, rule.help, rule.bad, rule.good, &places.join(" "), &senders] {
            out.push_str(text);
            out.push(FIELD);
        }
        out.push(RULE);
    }
    out
}

/// Takes in the file. A second one would say the same and is not looked at.
pub fn load(file: String) {
    let _ = LOADED.set(file);
}

fn find(file: &'static str, code: &str) -> Option<Explanation> {
    file.split(RULE).find_map(|rule| {
        let mut fields = rule.split(FIELD);
        if fields.next() != Some(code) {
            return None;
        }
        Some(Explanation {
            help: fields.next()?,
            bad: fields.next()?,
            good: fields.next()?,
            at: fields.next()?,
            senders: fields.next()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_every_text_of_every_rule() {
        let senders = "A.\nrefuses|mox\n";
        let more = |rule: &Rule| More {
            places: vec![Span::new(3, rule.help.len()), Span::point(0)],
            senders: senders.to_owned(),
        };
        let file: &'static str = write(crate::registry::all(), more).leak();
        for rule in crate::registry::all() {
            let found = find(file, rule.code).expect(rule.code);
            assert_eq!((found.help, found.bad, found.good), (rule.help, rule.bad, rule.good));
            assert_eq!(found.places().collect::<Vec<_>>(), more(rule).places, "{}", rule.code);
            assert_eq!(found.senders, senders, "{}", rule.code);
        }
        assert_eq!(find(file, "EXA"), None);
        assert_eq!(find("EXA101\u{1f}cut\u{1f}", "EXA101"), None);
    }

    #[test]
    fn what_is_no_place_is_left_out() {
        let at = |at| Explanation {
            help: "",
            bad: "",
            good: "",
            at,
            senders: "",
        };
        assert_eq!(at("1-2 x 3 4-y -5 6-7").places().count(), 2);
        assert_eq!(at("").places().count(), 0);
    }
}
