//! What is shown of reports.

use super::container::Session;
use super::merge::Filter;
use serde::{Deserialize, Serialize};

/// All that the screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// What happened, in a sentence.
    pub sentence: String,
    /// How many reports are counted.
    pub reports: usize,
}

impl Shown {
    /// What is shown of what passes the filter.
    #[must_use]
    pub fn of(session: &Session, filter: &Filter) -> Self {
        let view = session.merged().view(filter);
        Self {
            sentence: view.sentence().text,
            reports: session.merged().reports(),
        }
    }
}
