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
        let typed = text.trim().trim_end_matches('.').to_lowercase();
        if notes.is_empty() && typed != target.domain.as_str() && Some(&typed) != target.unicode.as_ref() {
            let note = TAKEN_FROM.finding().with("domain", &target.domain);
            notes.push(note.with("typed", text.trim()));
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
