//! What the page and the worker that reads reports say to each other: what the page asks ([`Ask`]), what the worker tells
//! ([`Told`]), and how it stands with the reading as the page sees it ([`State`]).
//!
//! Files don't stand in here: they cross beside an [`Ask::Add`], as the browser's own handles or buffers.

use super::container::Limits;
use super::merge::Filter;
use super::shown::Shown;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Files that are done.
    pub files_done: usize,
    /// Files that were given.
    pub files_total: usize,
    /// Bytes that are done, as the files were given.
    pub bytes_done: u64,
    /// The bytes of all files.
    pub bytes_total: u64,
}

/// What reports are written down as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// Failures as CSV.
    Failures,
    /// Sessions by day as CSV.
    Days,
    /// All tables as JSON.
    Json,
    /// A summary for a ticket.
    Markdown,
}

impl Export {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Failures, Self::Days, Self::Json, Self::Markdown];

    /// What it is called where it crosses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Failures => "Failures",
            Self::Days => "Days",
            Self::Json => "Json",
            Self::Markdown => "Markdown",
        }
    }

    /// The name of the file.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Failures => "tls-report-failures.csv",
            Self::Days => "tls-report-days.csv",
            Self::Json => "tls-reports.json",
            Self::Markdown => "tls-reports.md",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Failures | Self::Days => "text/csv",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown",
        }
    }
}

/// The database that the browser keeps them in.
pub const KEPT_IN: &str = "mta-sts-lens-reports";

/// What the browser keeps of reports, because the user said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Whether files are kept.
    pub on: bool,
    /// How many files it keeps.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// Whether the browser didn't let something be stored: it is not kept.
    pub refused: bool,
}

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Ask {
    /// Read these files; they cross beside this, in the same order.
    Add {
        /// Their names, with the folders that they lie in.
        names: Vec<String>,
        /// Whether more will be given right behind these.
        more: bool,
    },
    /// Show what passes this filter, now and after each further reading.
    Show(Filter),
    /// Write down what passes the filter; the number comes back with the text.
    Export(u32, Export),
    /// Read no further; what was read stays.
    Cancel,
    /// Begin anew, within these limits.
    Limits(Limits),
    /// Tell how much memory you take.
    Weigh,
    /// Keep files in the browser: those that were given and those that will be. Or keep none any more; the page deletes what
    /// was kept.
    Keep(bool),
    /// Read what the browser keeps, and keep what will be given.
    Recall,
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// It is there and takes questions.
    Ready,
    /// It reads.
    Reading(Progress),
    /// It reads nothing any more: this is what there is.
    Shown(Box<Shown>),
    /// What was to be written down, under the number of the question.
    Exported(u32, String),
    /// What the browser keeps.
    Kept(Kept),
    /// How many bytes of memory the program has taken, at most so far; without what the browser's own parts take.
    Memory(u64),
}

/// How it stands with the reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum State {
    /// Nothing was given.
    #[default]
    Idle,
    /// What reads is being loaded.
    Loading,
    /// It reads. What was shown before may stay on the screen.
    Reading(Progress),
    /// All is read.
    Shown(Rc<Shown>),
    /// What reads could not be loaded, or ended by itself; the files are still known and can be read again.
    Lost,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The worker reads questions by hand (`src/bin/reader/ask.rs`), by these names.
    #[test]
    fn questions_cross_under_the_names_that_the_worker_knows() {
        let value = |ask: &Ask| serde_json::to_value(ask).unwrap();
        for export in Export::ALL {
            assert_eq!(value(&Ask::Export(7, export)), json!({ "Export": [7, export.name()] }));
        }
        assert_eq!(value(&Ask::Cancel), json!("Cancel"));
        assert_eq!(value(&Ask::Recall), json!("Recall"));
        assert_eq!(value(&Ask::Weigh), json!("Weigh"));
        assert_eq!(value(&Ask::Keep(true)), json!({ "Keep": true }));
        let names = vec!["a".to_owned()];
        assert_eq!(
            value(&Ask::Add { names, more: true }),
            json!({ "Add": { "names": ["a"], "more": true } })
        );
        let limits = Limits {
            file_bytes: 1,
            unpacked_bytes: 2,
            files: 3,
            nested: 4,
            values: 5,
        };
        assert_eq!(
            value(&Ask::Limits(limits)),
            json!({ "Limits": { "file_bytes": 1, "unpacked_bytes": 2, "files": 3, "nested": 4, "values": 5 } })
        );
        let text = |text: &str| Some(text.to_owned());
        let filter = Filter {
            reporter: text("r"),
            domain: text("d"),
            policy_type: Some(super::super::PolicyType::NoPolicyFound),
            policy: text("p"),
            host: text("h"),
            result: text("t"),
            sending: text("s"),
            receiving: text("v"),
            from: Some(1),
            to: Some(2),
        };
        assert_eq!(
            value(&Ask::Show(filter)),
            json!({ "Show": {
                "reporter": "r", "domain": "d", "policy_type": "no-policy-found", "policy": "p", "host": "h", "result": "t",
                "sending": "s", "receiving": "v", "from": 1, "to": 2,
            } })
        );
    }
}
