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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Keep the files in the browser, or delete all that it keeps.
    Keep(bool),
    /// Read what the browser keeps.
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
    Shown(Shown),
    /// What was to be written down, under the number of the question.
    Exported(u32, String),
    /// What the browser keeps.
    Kept(Kept),
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
