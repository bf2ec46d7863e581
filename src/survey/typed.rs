//! What is to be said of what was typed, where no page shows it beside the field.

use crate::dns::input::Target;
use crate::dns::input_rules::TAKEN_FROM;
use crate::later::{self, Rest};
use crate::rule::Finding;

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
