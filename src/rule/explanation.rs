//! What explains a rule at length.
//!
//! It is a good part of all the text there is, and most visitors read little of it: the page leaves it out of its
//! program and loads it as a file of its own, [`FILE`], when it is first wanted. Everywhere else it is built in, but for
//! what modules above this one know ([`More`]): that comes by the file alone.

use super::Rule;
use crate::text::{Span, address_encode};
use std::sync::OnceLock;

/// The name of the file, beside the page.
pub const FILE: &str = "rules.txt";

/// Ends a field, and a rule, in the file: separators of ASCII, which no text of a rule holds.
const FIELD: char = '\u{1f}';
const RULE: char = '\u{1e}';

/// Longest example that an address brings, in bytes.
pub const LONGEST_EXAMPLE: usize = 4_096;

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
    /// What known senders do about what it finds, as [`super::reception`] writes it; empty where nothing is known.
    pub senders: &'static str,
    /// Whether the bad example raises the rule wherever it is pasted.
    pub pastes: bool,
    at: &'static str,
}

impl Explanation {
    /// The fragment by which the page judges the bad example; `None` where that raises nothing there.
    #[must_use]
    pub fn judged_at(&self) -> Option<String> {
        let mut fragment = "#/validate/".to_owned();
        let fits = self.pastes && self.bad.len() <= LONGEST_EXAMPLE;
        (fits && address_encode(self.bad, &mut fragment).is_ok()).then_some(fragment)
    }

    /// Where the bad example goes wrong.
    #[must_use]
    pub fn places(&self) -> Vec<Span> {
        // As other numbers of the page are read, so that no further reader is needed.
        let number = |text: &str| text.parse::<u64>().ok().and_then(|number| usize::try_from(number).ok());
        let mut places = Vec::new();
        let mut ends = self.at.split(' ');
        while let (Some(start), Some(end)) = (ends.next().and_then(number), ends.next().and_then(number)) {
            places.push(Span::new(start, end));
        }
        places
    }
}

/// What the file tells beyond the rule itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// Where the bad example goes wrong.
    pub places: Vec<Span>,
    /// What known senders do about what it finds, as [`super::reception`] writes it.
    pub senders: String,
    /// Whether the bad example raises the rule wherever it is pasted.
    pub pastes: bool,
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
            pastes: false,
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
        let More {
            places,
            senders,
            pastes,
        } = more(rule);
        let places: Vec<String> = places
            .iter()
            .map(|span| format!("{} {}", span.start, span.end))
            .collect();
        let pastes = if pastes { "1" } else { "" };
        for text in [
            rule.code,
            rule.help,
            rule.bad,
            rule.good,
            &places.join(" "),
            &senders,
            pastes,
        ] {
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
    for rule in file.split(RULE) {
        let mut fields = [""; 8];
        for (field, text) in fields.iter_mut().zip(rule.split(FIELD)) {
            *field = text;
        }
        if let [found, help, bad, good, at, senders, pastes, ""] = fields
            && found == code
        {
            return Some(Explanation {
                help,
                bad,
                good,
                senders,
                pastes: !pastes.is_empty(),
                at,
            });
        }
    }
    None
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
            pastes: rule.bad.len() > 20,
        };
        let file: &'static str = write(crate::registry::all(), more).leak();
        for rule in crate::registry::all() {
            let found = find(file, rule.code).expect(rule.code);
            assert_eq!((found.help, found.bad, found.good), (rule.help, rule.bad, rule.good));
            assert_eq!(found.places(), more(rule).places, "{}", rule.code);
            assert_eq!(found.senders, senders, "{}", rule.code);
            assert_eq!(found.pastes, more(rule).pastes, "{}", rule.code);
        }
        assert_eq!(find(file, "EXA"), None);
    }

    #[test]
    fn what_is_no_place_is_left_out() {
        let at = |at| Explanation {
            help: "",
            bad: "",
            good: "",
            at,
            senders: "",
            pastes: false,
        };
        for (text, places) in [("", 0), ("1 2", 1), ("1 2 3", 1), ("1 2 3 x", 1), ("-1 2", 0)] {
            assert_eq!(at(text).places().len(), places, "{text}");
        }
    }
}
