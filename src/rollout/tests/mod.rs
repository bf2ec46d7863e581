//! The arithmetic of each change, as tables; and that what a plan prints is what it says.

mod first;
mod formed;
mod hosts;
mod policy;

use super::*;
use crate::dns::Name;
use crate::rule::Findings;
use crate::sts::policy::parse;
use crate::sts::{MAX_AGE_LIMIT, Policy, record};
use crate::tlsrpt;

/// 24 Nov 2026, 12:00 UTC.
pub(super) const NOW: i64 = 1_795_521_600;
pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 86_400;
pub(super) const YEAR: i64 = MAX_AGE_LIMIT.cast_signed();

fn policy(mode: &str, mx: &str, max_age: u64) -> Policy {
    let lines: String = mx.split_whitespace().flat_map(|mx| ["mx: ", mx, "\n"]).collect();
    let text = format!("version: STSv1\nmode: {mode}\n{lines}max_age: {max_age}\n");
    parse(text.as_bytes(), &mut Findings::new()).effective.unwrap()
}

fn names(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn nothing() -> Today {
    Today {
        record: Known::Absent,
        record_ttl: Some(3_600),
        policy: Known::Absent,
        hosts: Known::Found(names("mx1.example.com mx2.example.com")),
        mx_ttl: Some(7_200),
        reporting: Known::Found(()),
        earlier: Some(0),
        ..Today::new(Name::parse("example.com").unwrap(), NOW)
    }
}

pub(super) fn published(mode: &str, max_age: u64) -> Today {
    Today {
        record: Known::Found("20260101T000000Z".into()),
        policy: Known::Found(policy(mode, "mx1.example.com mx2.example.com", max_age)),
        ..nothing()
    }
}

pub(super) fn make(today: &Today, change: &Change) -> Plan {
    let plan = plan(today, change, &Options::default(), NOW);
    sound(&plan);
    plan
}

/// What holds of every plan.
pub(super) fn sound(plan: &Plan) {
    let mut last = plan.made;
    let mut ids = Vec::new();
    let mut keys = Vec::new();
    assert!(plan.steps.len() <= 8, "{plan:#?}");
    assert!(!plan.title.is_empty() && !plan.summary.is_empty());
    for step in &plan.steps {
        assert_eq!(step.not_before.is_none(), step.state == State::Done, "{step:#?}");
        let at = step.not_before.unwrap_or(last);
        assert!(at >= last, "{} goes back: {plan:#?}", step.key);
        assert!(step.until.is_none_or(|until| until >= at), "{step:#?}");
        assert_eq!(at % 60, 0, "{step:#?}");
        if step.state == State::Now {
            assert_eq!(at, plan.made, "{step:#?}");
        }
        last = at;
        assert!(!keys.contains(&step.key), "{} twice", step.key);
        keys.push(step.key);
        for paste in &step.pastes {
            read_back(paste, plan, &mut ids);
        }
        for text in [&step.title, &step.words, &step.why, &step.after, &step.watch] {
            assert_eq!(text.matches('`').count() % 2, 0, "{text}");
            assert!(!text.contains("  ") && !text.contains('!'), "{text}");
        }
        assert!(step.words.ends_with('.') || step.words.ends_with('”'), "{}", step.words);
        assert!(!step.why.ends_with('.') && !step.after.ends_with('.'), "{step:#?}");
    }
    for text in plan.assumptions.iter().chain(&plan.dangers).chain(&plan.obstacles) {
        assert!(text.ends_with('.'), "{text}");
    }
}

/// Every text of a plan is read by the crate's own readers: no error, no warning that the plan doesn't tell.
fn read_back(paste: &Paste, plan: &Plan, ids: &mut Vec<String>) {
    let mut findings = Findings::faults();
    match paste.kind {
        Kind::Policy => {
            let read = parse(paste.text.as_bytes(), &mut findings);
            assert!(read.effective.is_some(), "{}: {findings:?}", paste.text);
            let mut told = paste.warnings.clone();
            for finding in findings.as_slice() {
                if finding.severity <= crate::rule::Severity::Warning {
                    assert!(told.contains(finding), "{}: {}", paste.text, finding.message());
                    told.retain(|known| known != finding);
                }
            }
            assert!(told.is_empty(), "{told:?}");
        }
        Kind::Record if paste.label.contains("_smtp._tls") => {
            assert!(tlsrpt::parse(paste.text.as_bytes(), &mut findings).is_some());
            assert!(
                findings
                    .worst()
                    .is_none_or(|worst| worst > crate::rule::Severity::Warning),
                "{findings:?}"
            );
        }
        Kind::Record => {
            let read = record::parse(paste.text.as_bytes(), &mut findings).unwrap();
            assert!(findings.as_slice().is_empty(), "{}: {findings:?}", paste.text);
            assert!(!ids.contains(&read.id), "{} twice in {plan:#?}", read.id);
            ids.push(read.id);
        }
        Kind::Difference => {
            assert!(
                paste
                    .text
                    .lines()
                    .all(|line| line.starts_with("- ") || line.starts_with("+ ")),
                "{}",
                paste.text
            );
        }
        Kind::Command => assert!(paste.text.starts_with("curl "), "{}", paste.text),
    }
}

/// Key, state, and when, in seconds from now.
pub(super) fn times(plan: &Plan) -> Vec<(&'static str, State, Option<i64>)> {
    let steps = plan.steps.iter();
    steps
        .map(|step| (step.key, step.state, step.not_before.map(|at| at - NOW)))
        .collect()
}

pub(super) fn step<'a>(plan: &'a Plan, key: &str) -> &'a Step {
    plan.steps.iter().find(|step| step.key == key).unwrap()
}

pub(super) fn text(step: &Step, kind: Kind) -> &str {
    &step.pastes.iter().find(|paste| paste.kind == kind).unwrap().text
}

use State::{Done, Later, Now};
