//! What findings say of a rule: its title, its message, what to do.
//!
//! These sentences are half of the data of a program that judges. The package for JavaScript leaves them out of its
//! programs and hands them over beside them, as files that [`write()`] makes; everywhere else they are built in.

use super::Rule;
use std::cell::Cell;

/// Ends a field, and a rule, in a file: separators of ASCII, which no text of a rule holds.
const FIELD: u8 = 0x1f;
const RULE: u8 = 0x1e;

thread_local! {
    /// What was handed over: one file for each group of rules, at most so many. Each stays as long as the program.
    static LOADED: Cell<[&'static str; 3]> = const { Cell::new([""; 3]) };
}

/// Whether this program is handed the sentences.
const APART: bool = cfg!(all(feature = "api", target_arch = "wasm32"));

/// A sentence as it stands in the program.
pub(crate) const fn built_in(text: &'static str) -> &'static str {
    if APART { "" } else { text }
}

/// The sentences of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// See [`Rule::title`].
    pub title: &'static str,
    /// See [`Rule::message`].
    pub message: &'static str,
    /// See [`Rule::fix`].
    pub fix: &'static str,
    /// See [`Rule::senders`].
    pub senders: &'static str,
}

impl Rule {
    /// What findings say of it. Where the sentences are apart and didn't come, that is what is said.
    #[must_use]
    pub fn said(&self) -> Said {
        if APART {
            let mut files = LOADED.get().into_iter();
            return files.find_map(|file| find(file, self.code)).unwrap_or(Said {
                title: self.name,
                message: "The text of this rule could not be loaded: its code, its place and its arguments hold",
                fix: "",
                senders: "",
            });
        }
        Said {
            title: self.title,
            message: self.message,
            fix: self.fix,
            senders: self.senders,
        }
    }
}

/// A file of the sentences of these rules.
pub fn write(rules: impl Iterator<Item = &'static Rule>) -> String {
    let mut out = String::new();
    for rule in rules {
        for text in [rule.code, rule.title, rule.message, rule.fix, rule.senders] {
            out.push_str(text);
            out.push(char::from(FIELD));
        }
        out.push(char::from(RULE));
    }
    out
}

/// Takes in a file. One that is there already is not looked at, nor one too many.
pub fn load(file: String) {
    let mut files = LOADED.get();
    if !files.contains(&file.as_str())
        && let Some(place) = files.iter_mut().find(|place| place.is_empty())
    {
        *place = file.leak();
        LOADED.set(files);
    }
}

fn find(file: &'static str, code: &str) -> Option<Said> {
    // By octets, which weighs less than by characters.
    let mut rules = file.as_bytes().split(|octet| *octet == RULE);
    let rest = |rule: &'static [u8]| rule.strip_prefix(code.as_bytes())?.strip_prefix(&[FIELD]);
    let mut fields = rules.find_map(rest)?.split(|octet| *octet == FIELD);
    let mut next = || std::str::from_utf8(fields.next()?).ok();
    Some(Said {
        title: next()?,
        message: next()?,
        fix: next()?,
        senders: next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_what_is_built_in() {
        let file: &'static str = write(crate::registry::all()).leak();
        for rule in crate::registry::all() {
            assert_eq!(find(file, rule.code), Some(rule.said()), "{}", rule.code);
        }
        for other in ["", "STS", "STS21", "EXA101"] {
            assert_eq!(find(file, other), None, "{other}");
        }
    }

    #[test]
    fn what_is_cut_off_is_not_said() {
        let file: &'static str = write(crate::registry::all().take(2)).leak();
        let code = crate::registry::all().next().map_or("", |rule| rule.code);
        for (end, _) in file.char_indices() {
            let cut = find(&file[..end], code);
            assert!(cut.is_none_or(|said| find(file, code).is_some_and(|whole| whole.title == said.title)));
        }
    }
}
