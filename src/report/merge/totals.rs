//! How many sessions there were.

use super::names::OfName;
use super::{OfEntry, View};
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

/// Sessions by a key of the entry's report or domain.
pub(super) fn by<K: Ord + Copy>(view: &View<'_>, key: impl Fn(&OfEntry, &super::OfReport) -> K) -> BTreeMap<K, Totals> {
    let mut domains: BTreeMap<(K, u32, OfName), Domain> = BTreeMap::new();
    for (entry, report) in view.entries() {
        domains
            .entry((key(entry, report), entry.report, entry.domain))
            .or_default()
            .add(entry);
    }
    let mut sums: BTreeMap<K, Totals> = BTreeMap::new();
    for ((key, _, _), domain) in domains {
        sums.entry(key).or_default().add(domain.totals());
    }
    sums
}

impl View<'_> {
    /// How many sessions there were, and how many failed.
    #[must_use]
    pub fn totals(&self) -> Totals {
        by(self, |_, _| ()).remove(&()).unwrap_or_default()
    }
}
