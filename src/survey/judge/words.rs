//! Lists of names, and mail servers, in words; numbers and times are in [`crate::words`].

pub(super) use crate::words::{count, seconds};
use std::fmt::Write as _;

/// Names between backticks, joined as in a sentence; of many the first ones, and how many more.
pub(crate) fn names<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    listed(&names)
}

fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 4;
    let shown = if names.len() > SHOWN + 1 { SHOWN } else { names.len() };
    let mut out = String::new();
    for (i, name) in names.iter().take(shown).enumerate() {
        if i > 0 {
            out.push_str(if i + 1 == names.len() { " and " } else { ", " });
        }
        out.push('`');
        out.push_str(&crate::text::show(name.as_bytes()));
        out.push('`');
    }
    if shown < names.len() {
        let _ = write!(out, " and {} more", names.len() - shown);
    }
    out
}

/// A sentence's beginning: the first letter in capital.
pub(super) fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The mail servers of whom the verdict speaks to: one isn't counted.
pub(super) struct Yours {
    pub(super) them: String,
    pub(super) any: String,
    pub(super) all_are: String,
}

pub(super) fn yours(all: usize) -> Yours {
    if all == 1 {
        return Yours {
            them: "mail server".to_owned(),
            any: "your mail server".to_owned(),
            all_are: "Your mail server is".to_owned(),
        };
    }
    let them = count(all, "mail server");
    Yours {
        any: format!("any of your {them}"),
        all_are: format!("Every one of your {them} is"),
        them,
    }
}

/// So many of all its mail servers.
pub(super) fn some(refused: usize, all: usize) -> String {
    match all {
        1 => "its mail server".to_owned(),
        _ => format!("{refused} of {}", count(all, "mail server")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_well() {
        assert_eq!(names(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(names(&["a", "b", "c", "d", "e"]), "`a`, `b`, `c`, `d` and `e`");
        assert_eq!(names(&["a", "b", "c", "d", "e", "f"]), "`a`, `b`, `c`, `d` and 2 more");
    }
}
