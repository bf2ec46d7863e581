//! How many sessions there were.

use super::names::OfName;
use super::{OfEntry, OfReport, View};
use crate::report::PolicyType;
use std::collections::BTreeMap;

/// Sessions, counted as far as reports let them be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All of them.
    pub sessions: u64,
    /// Those that failed.
    pub failures: u64,
    /// Whether entries for MTA-STS and for DANE spoke of the same sessions, so that there may have been more of both.
    pub at_least: bool,
}

impl Totals {
    /// Those that succeeded.
    #[must_use]
    pub const fn successes(&self) -> u64 {
        self.sessions.saturating_sub(self.failures)
    }

    pub(super) fn add(&mut self, other: Self) {
        self.sessions = self.sessions.saturating_add(other.sessions);
        self.failures = self.failures.saturating_add(other.failures);
        self.at_least |= other.at_least;
    }
}

/// The entries of one report about one domain.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Domain {
    /// Sessions and failures by MTA-STS, by DANE, and by neither.
    by_type: [(u64, u64); 3],
}

impl Domain {
    pub(super) fn add(&mut self, entry: &OfEntry) {
        let [sts, tlsa, neither] = &mut self.by_type;
        let (sessions, failures) = match entry.policy_type {
            PolicyType::Sts => sts,
            PolicyType::Tlsa => tlsa,
            PolicyType::NoPolicyFound | PolicyType::Other => neither,
        };
        *sessions = sessions.saturating_add(entry.successes).saturating_add(entry.failures);
        *failures = failures.saturating_add(entry.failures);
    }

    /// RFC 8460 §4: several policies may apply to the same sessions, MTA-STS and DANE. Without a policy none other does.
    pub(super) fn totals(&self) -> Totals {
        let [sts, tlsa, neither] = self.by_type;
        Totals {
            sessions: sts.0.max(tlsa.0).saturating_add(neither.0),
            failures: sts.1.max(tlsa.1).saturating_add(neither.1),
            at_least: sts.0 > 0 && tlsa.0 > 0,
        }
    }
}

/// What entries are told apart by: numbers of names, a day; one type for all of these, since each weighs.
pub(super) type Key = [i64; 3];

/// What entries of one key say together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// How many reports.
    pub(super) reports: usize,
    last: Option<u32>,
    /// First and last day.
    pub(super) days: Option<(i64, i64)>,
    /// By the failures themselves.
    pub(super) failed: u64,
    /// By the entries.
    pub(super) totals: Totals,
}

impl Count {
    /// Counts the report once: entries come in the order of their reports.
    pub(super) fn meet(&mut self, report: u32, day: Option<i64>) {
        if self.last != Some(report) {
            self.last = Some(report);
            self.reports += 1;
        }
        self.days = widened(self.days, day);
    }
}

/// First and last day, with another day.
pub(super) fn widened(days: Option<(i64, i64)>, day: Option<i64>) -> Option<(i64, i64)> {
    match (days, day) {
        (Some((first, last)), Some(day)) => Some((first.min(day), last.max(day))),
        (None, Some(day)) => Some((day, day)),
        (days, None) => days,
    }
}

/// Sessions by a key of the entry, its report or its domain.
pub(super) fn by(view: &View<'_>, key: &dyn Fn(&OfEntry, &OfReport) -> Key) -> BTreeMap<Key, Count> {
    let mut domains: BTreeMap<(Key, u32, OfName), Domain> = BTreeMap::new();
    let mut counts: BTreeMap<Key, Count> = BTreeMap::new();
    for (entry, report) in view.entries() {
        let key = key(entry, report);
        domains.entry((key, entry.report, entry.domain)).or_default().add(entry);
        counts.entry(key).or_default().meet(entry.report, report.day());
    }
    for ((key, _, _), domain) in domains {
        counts.entry(key).or_default().totals.add(domain.totals());
    }
    counts
}

impl View<'_> {
    /// How many sessions there were, and how many failed.
    #[must_use]
    pub fn totals(&self) -> Totals {
        by(self, &|_, _| Key::default())
            .remove(&Key::default())
            .unwrap_or_default()
            .totals
    }
}
