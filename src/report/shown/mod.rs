//! What a page shows of reports: all of it for one filter, in a shape that crosses from the worker to the page.
//!
//! Every list is bounded, and says how many it leaves out. Numbers are such as JSON and JavaScript know exactly
//! (RFC 7493 §2.2). Names are as reports have them: whoever shows them makes them fit to be seen.

mod failures;
mod files;
mod make;
#[cfg(test)]
mod tests;
mod timeline;

pub use failures::{Explained, Failure};
pub use files::{File, Habit, Told};
pub use make::day_of;
pub use timeline::{Column, Timeline};

use super::PolicyType;
use super::merge::{By, Filter, Gap, Sentence};
use serde::{Deserialize, Serialize};

/// Most rows of a table; of versions, gaps and failures.
const MOST_ROWS: usize = 50;
const MOST_VERSIONS: usize = 20;
const MOST_GAPS: usize = 50;
const MOST_FAILURES: usize = 30;

/// Most lines of a policy, and longest text that is not a name, in characters.
const MOST_LINES: usize = 60;
const LONGEST: usize = 600;

/// The largest integer that JSON readers know exactly.
const MOST: u64 = (1 << 53) - 1;

/// First and last day, 0 being 1 January 1970.
pub type Days = Option<(i64, i64)>;

/// A list, of which the end may be left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut<T> {
    /// The first ones.
    pub rows: Vec<T>,
    /// How many more there are.
    pub more: usize,
}

impl<T> Default for Cut<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            more: 0,
        }
    }
}

impl<T> Cut<T> {
    /// How many there are in all.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len().saturating_add(self.more)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first `most`, each as `show` makes it.
    fn of<S>(rows: Vec<S>, most: usize, show: impl FnMut(S) -> T) -> Self {
        let more = rows.len().saturating_sub(most);
        Self {
            rows: rows.into_iter().take(most).map(show).collect(),
            more,
        }
    }
}

/// All that a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// What it was asked for.
    pub filter: Filter,
    /// What happened to mail.
    pub sentence: Option<Sentence>,
    /// How many reports and files there are, whatever passes the filter.
    pub counts: Counts,
    /// Sessions that pass.
    pub totals: Sum,
    /// Whether failures are asked for by what they are: successes can't be told apart by that.
    pub of_failures: bool,
    /// Day by day.
    pub timeline: Timeline,
    /// When reporters sent nothing, between days on which they did.
    pub gaps: Cut<Gap>,
    /// A table for each of [`By::ALL`] but the policy. One that is asked for shows what else could be.
    pub tables: Vec<Table>,
    /// The policies as senders met them.
    pub versions: Cut<Version>,
    /// What failed, the largest first.
    pub failures: Cut<Failure>,
    /// The result types of these, explained.
    pub explained: Vec<Explained>,
    /// The files that were given, and what in them can't be read; those with faults first.
    pub files: Cut<File>,
    /// What reporters do in their reports again and again.
    pub habits: Cut<Habit>,
    /// Each domain that reports are about, whatever passes the filter.
    pub domains: Cut<About>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Files that were given.
    pub files: usize,
    /// Those of them, and files in them, in which something can't be read.
    pub faulty: usize,
    /// Reports, each counted once.
    pub reports: usize,
    /// Those that came again, and say the same.
    pub repeated: usize,
    /// Those that say something else than one of the same organization, id and range; they are not counted.
    pub contradicting: usize,
}

/// Sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// All of them.
    pub sessions: u64,
    /// Those that failed.
    pub failures: u64,
    /// Whether there may have been more: some were told of twice.
    pub at_least: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// By what.
    pub by: By,
    /// Its rows, the largest first.
    pub rows: Cut<Row>,
}

/// A row of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Who or what; empty where reports don't say.
    pub name: String,
    /// How many reports.
    pub reports: usize,
    /// Its sessions; `None` where only failures are known.
    pub sessions: Option<u64>,
    /// How many failed. In a table without sessions one session may be counted several times.
    pub failed: u64,
    /// First and last day.
    pub days: Days,
}

/// A version of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What a filter knows it by.
    pub key: String,
    /// The domain.
    pub domain: String,
    /// What kind of policy.
    pub policy_type: PolicyType,
    /// Its lines; none where reports don't say.
    pub lines: Cut<String>,
    /// First and last day that a report speaks of it.
    pub days: Days,
    /// Its sessions.
    pub totals: Sum,
    /// Lines that the version before had and this one hasn't.
    pub removed: Cut<String>,
    /// Lines that this one has and the one before hadn't.
    pub added: Cut<String>,
}

/// What all reports say of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Which.
    pub domain: String,
    /// How many reports.
    pub reports: usize,
    /// Sessions that failed.
    pub failed: u64,
    /// First and last day.
    pub days: Days,
}
