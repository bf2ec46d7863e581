//! What failed where, each kind of failure explained once.

use super::{Cut, Days, LONGEST, MOST_FAILURES, MOST_LINES, make};
use crate::order::sort_with;
use crate::report::PolicyType;
use crate::report::merge::{Group, View};
use crate::report::result::{self, About, Effect, ResultType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most reporters that are named with a failure.
const MOST_REPORTERS: usize = 20;

/// Failures of one type at one host, by whoever reported them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The result type, as reports name it.
    pub result: String,
    /// The MX host; empty where reports don't say.
    pub host: String,
    /// The domain that they are about.
    pub domain: String,
    /// Who reported it, and how many sessions each.
    pub reporters: Cut<(String, u64)>,
    /// How many sessions, by the failures themselves.
    pub failed: u64,
    /// The reasons given.
    pub reasons: Vec<String>,
    /// What it did to mail: `Unknown` where that differs.
    pub effect: Effect,
    /// First and last day.
    pub days: Days,
    /// The type of the policy that the newest of these sessions was measured by.
    pub policy_type: PolicyType,
    /// The lines of that policy.
    pub policy: Cut<String>,
    /// What explains it: an index into [`super::Shown::explained`]. `None` for a type that the RFC doesn't know.
    pub explained: Option<usize>,
    /// How to see it for oneself: a command.
    pub command: String,
}

/// A result type, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Its name; of a draft's name the registered one that came of it.
    pub name: String,
    /// What it says, in a few words.
    pub title: String,
    /// What happened.
    pub meaning: String,
    /// What mostly stands behind it.
    pub causes: Vec<String>,
    /// What to do.
    pub advice: String,
    /// Where to look.
    pub about: About,
}

impl Explained {
    fn of(known: &ResultType) -> Self {
        Self {
            name: known.name.to_owned(),
            title: known.title.to_owned(),
            meaning: known.meaning.to_owned(),
            causes: known.causes.iter().map(|&cause| cause.to_owned()).collect(),
            advice: known.advice.to_owned(),
            about: known.about,
        }
    }
}

/// Groups of one type, host and domain.
struct Joined {
    newest: Group,
    reporters: Vec<(String, u64)>,
}

/// The failures, and what explains them.
pub(super) fn failures(view: &View<'_>) -> (Cut<Failure>, Vec<Explained>) {
    let mut joined: BTreeMap<[String; 3], Joined> = BTreeMap::new();
    for group in view.groups() {
        let key = [group.result.clone(), group.host.clone(), group.domain.clone()];
        let reporter = (group.reporter.clone(), make::exact(group.failed));
        match joined.entry(key) {
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(Joined {
                    newest: group,
                    reporters: vec![reporter],
                });
            }
            std::collections::btree_map::Entry::Occupied(mut slot) => slot.get_mut().take(group, reporter),
        }
    }
    let mut joined: Vec<Joined> = joined.into_values().collect();
    sort_with(&mut joined, |a, b| a.newest.failed > b.newest.failed);
    let mut explained: Vec<Explained> = Vec::new();
    let failures = Cut::of(joined, MOST_FAILURES, |joined| failure(view, joined, &mut explained));
    (failures, explained)
}

impl Joined {
    fn take(&mut self, other: Group, reporter: (String, u64)) {
        self.reporters.push(reporter);
        let own = &mut self.newest;
        own.failed = own.failed.saturating_add(other.failed);
        if own.effect != other.effect {
            own.effect = Effect::Unknown;
        }
        for reason in other.reasons {
            if own.reasons.len() < 10 && !own.reasons.contains(&reason) {
                own.reasons.push(reason);
            }
        }
        if other.days.map(|(_, last)| last) > own.days.map(|(_, last)| last) {
            (own.policy_type, own.policy) = (other.policy_type, other.policy);
        }
        own.days = match (own.days, other.days) {
            (Some(own), Some(other)) => Some((own.0.min(other.0), own.1.max(other.1))),
            (own, other) => own.or(other),
        };
    }
}

fn failure(view: &View<'_>, Joined { newest, reporters }: Joined, explained: &mut Vec<Explained>) -> Failure {
    let known = result::find(&newest.result).and_then(ResultType::explained);
    let index = known.map(|known| {
        let at = explained.iter().position(|own| own.name == known.name);
        at.unwrap_or_else(|| {
            explained.push(Explained::of(known));
            explained.len() - 1
        })
    });
    let command = known.map(|known| known.command(Some(&newest.host), Some(&newest.domain)));
    Failure {
        reporters: Cut::of(reporters, MOST_REPORTERS, |reporter| reporter),
        failed: make::exact(newest.failed),
        reasons: newest
            .reasons
            .iter()
            .map(|reason| make::clipped(reason, LONGEST))
            .collect(),
        effect: newest.effect,
        days: newest.days,
        policy_type: newest.policy_type,
        policy: Cut::of(view.policy_of(&newest), MOST_LINES, |line| {
            make::clipped(&line, LONGEST)
        }),
        explained: index,
        command: command.unwrap_or_default(),
        result: newest.result,
        host: newest.host,
        domain: newest.domain,
    }
}
