//! What explains a rule at length.
//!
//! It is a good part of all the text there is, and most visitors read little of it: the page leaves it out of its
//! program and loads it as a file of its own, [`FILE`], when it is first wanted. Everywhere else it is built in.

use super::Rule;
use std::sync::OnceLock;

/// The name of the file, beside the page.
pub const FILE: &str = "rules.txt";

/// Ends a field, and a rule, in the file: separators of ASCII, which no text of a rule holds.
const FIELD: char = '\u{1f}';
const RULE: char = '\u{1e}';

/// What the page has loaded.
static LOADED: OnceLock<String> = OnceLock::new();

/// The long texts of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it means and why it matters; see [`Rule::paragraphs`].
    pub help: &'static str,
    /// A text that raises the rule; empty where no text alone can.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
}

impl Rule {
    /// Its long texts; `None` as long as the page has not loaded them.
    #[must_use]
    pub fn explanation(&self) -> Option<Explanation> {
        if cfg!(target_arch = "wasm32") {
            find(LOADED.get()?, self.code)
        } else {
            Some(Explanation {
                help: self.help,
                bad: self.bad,
                good: self.good,
            })
        }
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
pub fn write(rules: impl Iterator<Item = &'static Rule>) -> String {
    let mut out = String::new();
    for rule in rules {
        for text in [rule.code, rule.help, rule.bad, rule.good] {
            out.push_str(text);
            out.push(FIELD);
        }
        out.push(RULE);
    }
    out
}

/// Takes in what the page has loaded.
pub fn load(file: String) {
    // A second one says the same.
    let _ = LOADED.set(file);
}

fn find(file: &'static str, code: &str) -> Option<Explanation> {
    file.split(RULE).find_map(|rule| {
        let mut fields = rule.split(FIELD);
        let found = fields.next() == Some(code);
        match (fields.next(), fields.next(), fields.next()) {
            (Some(help), Some(bad), Some(good)) if found => Some(Explanation { help, bad, good }),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_every_text_of_every_rule() {
        let file: &'static str = write(crate::registry::all()).leak();
        for rule in crate::registry::all() {
            assert_eq!(find(file, rule.code), rule.explanation(), "{}", rule.code);
        }
        assert_eq!(find(file, "EXA"), None);
        assert_eq!(find("EXA101\u{1f}cut", "EXA101"), None);
    }
}
