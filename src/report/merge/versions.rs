//! Policies as senders met them: each distinct text is a version, with its dates and what changed.

use super::View;
use super::names::OfName;
use super::tables::widened;
use super::totals::{self, Totals};
use crate::report::PolicyType;
use std::collections::BTreeMap;

/// A version of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The domain.
    pub domain: String,
    /// What kind of policy.
    pub policy_type: PolicyType,
    /// Its lines; none where reports don't say.
    pub lines: Vec<String>,
    /// First and last day that a report speaks of it.
    pub days: Option<(i64, i64)>,
    /// Its sessions.
    pub totals: Totals,
    /// Lines that the version before had and this one hasn't.
    pub removed: Vec<String>,
    /// Lines that this one has and the one before hadn't.
    pub added: Vec<String>,
}

type Key = (OfName, PolicyType, OfName);

impl View<'_> {
    /// The versions, by domain and type, in the order of their first days. Two may have been met on one day: senders
    /// keep what they fetched.
    #[must_use]
    pub fn versions(&self) -> Vec<Version> {
        let mut days: BTreeMap<Key, Option<(i64, i64)>> = BTreeMap::new();
        for (entry, report) in self.entries() {
            let own = days.entry((entry.domain, entry.policy_type, entry.policy)).or_default();
            *own = widened(*own, report.day());
        }
        let totals = totals::by(self, |entry, _| (entry.domain, entry.policy_type, entry.policy));
        let version = |(key, days): (Key, Option<(i64, i64)>)| Version {
            domain: self.text(key.0).to_owned(),
            policy_type: key.1,
            lines: lines(self.text(key.2)),
            days,
            totals: totals.get(&key).copied().unwrap_or_default(),
            removed: Vec::new(),
            added: Vec::new(),
        };
        let mut versions: Vec<Version> = days.into_iter().map(version).collect();
        versions.sort_by(|a, b| (&a.domain, a.policy_type, a.days).cmp(&(&b.domain, b.policy_type, b.days)));
        compare(&mut versions);
        versions
    }
}

/// Sets what changed from each version to the next of the same domain and type.
fn compare(versions: &mut [Version]) {
    let mut before: Option<(String, PolicyType, Vec<String>)> = None;
    for version in versions {
        if version.lines.is_empty() {
            continue;
        }
        if let Some((domain, policy_type, lines)) = &before
            && *domain == version.domain
            && *policy_type == version.policy_type
        {
            version.removed = missing(lines, &version.lines);
            version.added = missing(&version.lines, lines);
        }
        before = Some((version.domain.clone(), version.policy_type, version.lines.clone()));
    }
}

pub(super) fn lines(policy: &str) -> Vec<String> {
    policy
        .split('\n')
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The lines that are none of the others.
fn missing(lines: &[String], others: &[String]) -> Vec<String> {
    let mut known: Vec<&String> = others.iter().collect();
    known.sort_unstable();
    lines
        .iter()
        .filter(|line| known.binary_search(line).is_err())
        .cloned()
        .collect()
}
