//! What to ask next, given the facts.

use super::facts::{Question, Survey};

/// A question that the facts call for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// What to ask.
    pub question: Question,
    /// Why, in a few words, for the request list.
    pub why: &'static str,
    /// Whether both built-in resolvers are asked at once, since the verdict hangs on it (only for DNS).
    pub twice: bool,
}

impl Survey {
    /// Every question that the facts call for and that has no reply yet. The caller knows which of them it is asking
    /// already. Empty and nothing under way: the survey is complete.
    #[must_use]
    pub fn wanted(&self) -> Vec<Want> {
        Vec::new()
    }
}
