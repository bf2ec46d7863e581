//! Policies as senders met them: each distinct text is a version, with its dates and what changed.

use super::names::OfName;
use super::totals::{self, Count, Key, Totals};
use super::{OfEntry, OfReport, View};
use crate::order::{sort_by, sort_with};
use crate::report::PolicyType;

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

impl View<'_> {
    /// The versions, by domain and type, in the order of their first days. Two may have been met on one day: senders
    /// keep what they fetched.
    #[must_use]
    pub fn versions(&self) -> Vec<Version> {
        let key = |entry: &OfEntry, _: &OfReport| {
            let OfEntry {
                domain,
                policy_type,
                policy,
                ..
            } = entry;
            [domain.number(), policy_type.number(), policy.number()]
        };
        let version = |([domain, policy_type, policy], count): (Key, Count)| Version {
            domain: self.text(OfName::of(domain)).to_owned(),
            policy_type: PolicyType::numbered(policy_type),
            lines: lines(self.text(OfName::of(policy))),
            days: count.days,
            totals: count.totals,
            removed: Vec::new(),
            added: Vec::new(),
        };
        let mut versions: Vec<Version> = totals::by(self, &key).into_iter().map(version).collect();
        sort_with(&mut versions, |a, b| {
            (&a.domain, a.policy_type, a.days) < (&b.domain, b.policy_type, b.days)
        });
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
    sort_by(&mut known, |line| *line);
    lines
        .iter()
        .filter(|line| known.binary_search(line).is_err())
        .cloned()
        .collect()
}
