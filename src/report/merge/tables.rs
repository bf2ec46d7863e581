//! Tables: by reporter, policy type, host, address and result type.

use super::names::OfName;
use super::totals::{self, Count, Key, Totals, widened};
use super::versions::lines;
use super::{OfDetail, OfEntry, OfReport, View};
use crate::order::sort_with;
use crate::report::PolicyType;
use crate::report::result::{Effect, Under};
use std::collections::BTreeMap;

/// Sessions of somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who or what; empty where reports don't say.
    pub name: String,
    /// How many reports.
    pub reports: usize,
    /// How many sessions.
    pub totals: Totals,
    /// First and last day, 0 being 1 January 1970.
    pub days: Option<(i64, i64)>,
}

/// Failures of a kind or at a place. They may count a session several times: not mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Which; empty where reports don't say.
    pub name: String,
    /// How many sessions, by the failures themselves.
    pub failed: u64,
    /// How many reports.
    pub reports: usize,
    /// First and last day.
    pub days: Option<(i64, i64)>,
}

/// Failures of one type at one host that one reporter met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The result type.
    pub result: String,
    /// The MX host; empty where reports don't say.
    pub host: String,
    /// Who reported it.
    pub reporter: String,
    /// The domain that it is about.
    pub domain: String,
    /// The reasons given, without repetition.
    pub reasons: Vec<String>,
    /// How many sessions.
    pub failed: u64,
    /// What it did to mail: by the policies in the reports, `Unknown` where they differ.
    pub effect: Effect,
    /// First and last day.
    pub days: Option<(i64, i64)>,
    /// The type of policy of the newest of these sessions.
    pub policy_type: PolicyType,
    /// That policy: [`View::policy_of`].
    pub(in crate::report) policy: OfName,
}

/// Most reasons that a group keeps.
const REASONS: usize = 10;

impl View<'_> {
    /// By who sent the reports, the one of most sessions first.
    #[must_use]
    pub fn by_reporter(&self) -> Vec<Row> {
        self.rows(&|_, report| [report.organization.number(), 0, 0], &|key| {
            self.named(key)
        })
    }

    /// By type of policy. One session may count for two of them.
    #[must_use]
    pub fn by_policy_type(&self) -> Vec<Row> {
        self.rows(&|entry, _| [entry.policy_type.number(), 0, 0], &|key| {
            PolicyType::numbered(key).name()
        })
    }

    /// By domain.
    #[must_use]
    pub fn by_domain(&self) -> Vec<Row> {
        self.rows(&|entry, _| [entry.domain.number(), 0, 0], &|key| self.named(key))
    }

    fn rows<'a>(&self, key: &dyn Fn(&OfEntry, &OfReport) -> Key, name: &dyn Fn(i64) -> &'a str) -> Vec<Row> {
        let row = |([key, ..], count): (Key, Count)| Row {
            name: name(key).to_owned(),
            reports: count.reports,
            totals: count.totals,
            days: count.days,
        };
        let mut rows: Vec<Row> = totals::by(self, key).into_iter().map(row).collect();
        sort_with(&mut rows, |a, b| {
            (b.totals.sessions, &a.name) < (a.totals.sessions, &b.name)
        });
        rows
    }

    fn named(&self, number: i64) -> &str {
        self.text(OfName::of(number))
    }

    /// Failures by MX host, the one of most first.
    #[must_use]
    pub fn by_host(&self) -> Vec<Tally> {
        self.tally(&|detail| detail.host)
    }

    /// Failures by sending address.
    #[must_use]
    pub fn by_sending(&self) -> Vec<Tally> {
        self.tally(&|detail| detail.sending)
    }

    /// Failures by receiving address.
    #[must_use]
    pub fn by_receiving(&self) -> Vec<Tally> {
        self.tally(&|detail| detail.receiving)
    }

    /// Failures by result type.
    #[must_use]
    pub fn by_result(&self) -> Vec<Tally> {
        self.tally(&|detail| detail.result)
    }

    fn tally(&self, key: &dyn Fn(&OfDetail) -> OfName) -> Vec<Tally> {
        let mut counts: BTreeMap<Key, Count> = BTreeMap::new();
        for (entry, report) in self.entries() {
            for detail in self.details(entry) {
                let count = counts.entry([key(detail).number(), 0, 0]).or_default();
                count.meet(entry.report, report.day());
                count.failed = count.failed.saturating_add(detail.sessions);
            }
        }
        let row = |([name, ..], count): (Key, Count)| Tally {
            name: self.named(name).to_owned(),
            failed: count.failed,
            reports: count.reports,
            days: count.days,
        };
        let mut rows: Vec<Tally> = counts.into_iter().map(row).collect();
        sort_with(&mut rows, |a, b| (b.failed, &a.name) < (a.failed, &b.name));
        rows
    }

    /// Failures by type, host, reporter and domain, the largest group first.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let mut groups: BTreeMap<[OfName; 4], Group> = BTreeMap::new();
        for (entry, report) in self.entries() {
            let policy = self.text(entry.policy);
            let lines: Vec<&str> = policy.split('\n').filter(|line| !line.is_empty()).collect();
            let under = Under::of(entry.policy_type, &lines);
            for detail in self.details(entry) {
                let effect = under.effect(self.text(detail.result));
                let key = [detail.result, detail.host, report.organization, entry.domain];
                let group = groups.entry(key).or_insert_with(|| Group {
                    result: self.text(detail.result).to_owned(),
                    host: self.text(detail.host).to_owned(),
                    reporter: self.text(report.organization).to_owned(),
                    domain: self.text(entry.domain).to_owned(),
                    reasons: Vec::new(),
                    failed: 0,
                    effect,
                    days: None,
                    policy_type: entry.policy_type,
                    policy: entry.policy,
                });
                if report.day() >= group.days.map(|(_, last)| last) {
                    (group.policy_type, group.policy) = (entry.policy_type, entry.policy);
                }
                group.failed = group.failed.saturating_add(detail.sessions);
                group.days = widened(group.days, report.day());
                if group.effect != effect {
                    group.effect = Effect::Unknown;
                }
                let reason = self.text(detail.reason);
                if !reason.is_empty() && group.reasons.len() < REASONS && !group.reasons.iter().any(|own| own == reason)
                {
                    group.reasons.push(reason.to_owned());
                }
            }
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        sort_with(&mut groups, |a, b| a.failed > b.failed);
        groups
    }

    /// The lines of the policy that the newest sessions of a group were measured by; none where the report doesn't say.
    #[must_use]
    pub fn policy_of(&self, group: &Group) -> Vec<String> {
        lines(self.text(group.policy))
    }
}
