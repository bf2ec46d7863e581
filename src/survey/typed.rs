//! What is to be said of what was typed, where no page shows it beside the field.

use crate::dns::input::Target;
use crate::dns::input_rules::TAKEN_FROM;
use crate::later::{self, Rest};
use crate::rule::Finding;
use crate::text::part;
use std::borrow::Cow;

/// What is to be said of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    notes: Vec<Finding>,
    /// Of a domain and nothing else there is nothing to say.
    rest: Rest,
}

impl Typed {
    /// What is to be said of `text`, which was read as this; `None`: nothing.
    #[must_use]
    pub fn of(text: &str, target: &Target) -> Option<Self> {
        // A domain and nothing else is all that such a program reads.
        if later::LEFT_OUT {
            return None;
        }
        let mut notes = target.notes.clone();
        let typed = text.trim();
        let of_names =
            |byte: u8| !byte.is_ascii() || byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if notes.is_empty() && !typed.bytes().all(of_names) {
            let typed = without_user(typed);
            notes.push(TAKEN_FROM.finding().with("domain", &target.domain).with("typed", typed));
        }
        if notes.is_empty() {
            return None;
        }
        Some(Self {
            notes,
            rest: later::rest()?,
        })
    }

    /// The findings.
    #[must_use]
    pub fn notes(&self) -> &[Finding] {
        &self.notes
    }
}

/// The same without the user and password of a URL (RFC 3986 §3.2.1), which nobody is to keep or show.
fn without_user(typed: &str) -> Cow<'_, str> {
    let Some((before, rest)) = typed.split_once("//") else {
        return Cow::Borrowed(typed);
    };
    match rest.rsplit_once('@') {
        // An `@` in the path; a password may hold a `/` though it mustn't.
        Some((user, _)) if part::has(user, b'/') && !part::has(user, b':') => Cow::Borrowed(typed),
        Some((_, host)) => Cow::Owned(format!("{before}//…@{host}")),
        None => Cow::Borrowed(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_repeated() {
        for (typed, shown) in [
            ("https://user:pw@example.com/", "https://…@example.com/"),
            ("https://pw@example.com", "https://…@example.com"),
            ("//user:p/w@example.com", "//…@example.com"),
            ("https://a:p@w@example.com/x", "https://…@example.com/x"),
            (
                "https://a:pw@example.com https://b:pw@example.com/",
                "https://…@example.com/",
            ),
            ("https://example.com/@user", "https://example.com/@user"),
            ("https://example.com/", "https://example.com/"),
            ("me@example.com", "me@example.com"),
        ] {
            assert_eq!(without_user(typed), shown);
        }
        let read = crate::dns::input::read("https://user:pw@example.com/", &|_| None).unwrap();
        let typed = Typed::of("https://user:pw@example.com/", &read).unwrap();
        let said = typed.notes()[0].message();
        assert!(
            said.contains("`https://…@example.com/`") && !said.contains("pw"),
            "{said}"
        );
    }
}
