//! What is shown: bounded, and the same on the other side of the worker.

use super::*;
use crate::report::container::{Limits, Session};
use crate::report::result::Effect;
use crate::rule::Severity;
use std::fmt::Write as _;

/// A report of a day of May 2026 on two sessions and on failures, each with the host and how many sessions.
fn report(sender: &str, day: u32, failures: &[(&str, &str, u64)]) -> Vec<u8> {
    let mut details = String::new();
    for (at, (result, host, count)) in failures.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let _ = write!(
            details,
            r#"{comma}{{"result-type":"{result}","receiving-mx-hostname":"{host}","failed-session-count":{count}}}"#
        );
    }
    let failed: u64 = failures.iter().map(|(_, _, count)| count).sum();
    format!(
        r#"{{"organization-name":"{sender}","date-range":{{"start-datetime":"2026-05-{day:02}T00:00:00Z","end-datetime":"2026-05-{day:02}T23:59:59Z"}},"contact-info":"a@example.net","report-id":"{sender}{day}","policies":[{{"policy":{{"policy-type":"sts","policy-domain":"example.com","policy-string":["version: STSv1","mode: enforce","mx: mx1.example.com","max_age: 86400"]}},"summary":{{"total-successful-session-count":2,"total-failure-session-count":{failed}}},"failure-details":[{details}]}}]}}"#
    )
    .into_bytes()
}

fn session(files: &[(&str, Vec<u8>)]) -> Session {
    let mut session = Session::new(Limits::default());
    for (name, bytes) in files {
        assert!(session.add(name, bytes.clone()).is_empty());
    }
    session
}

fn two_senders() -> Session {
    session(&[
        (
            "a.json",
            report("Google", 1, &[("certificate-expired", "mx2.example.com", 3)]),
        ),
        (
            "b.json",
            report("Microsoft", 4, &[("certificate-expired", "mx2.example.com", 9)]),
        ),
        (
            "c.json",
            report("Google", 2, &[("starttls-not-supported", "mx1.example.com", 1)]),
        ),
        (
            "d.json",
            report("Google", 2, &[("starttls-not-supported", "mx1.example.com", 1)]),
        ),
        ("e.png", b"\x89PNG".to_vec()),
    ])
}

#[test]
fn all_is_there_and_comes_through_json() {
    let shown = Shown::of(&two_senders(), &Filter::default());
    assert_eq!(
        shown.counts,
        Counts {
            files: 5,
            faulty: 1,
            reports: 3,
            repeated: 1,
            contradicting: 0
        }
    );
    assert_eq!((shown.totals.sessions, shown.totals.failures), (19, 13));
    let first = &shown.failures.rows[0];
    assert_eq!(
        first.reporters.rows,
        [("Microsoft".to_owned(), 9), ("Google".to_owned(), 3)]
    );
    assert_eq!((first.failed, first.effect), (12, Effect::Refused));
    assert_eq!(first.policy.rows.len(), 4);
    assert!(first.command.contains("mx2.example.com:25"), "{}", first.command);
    let explained = &shown.explained[first.explained.expect("it is registered")];
    assert_eq!(explained.name, "certificate-expired");
    assert_eq!(shown.timeline.columns.len(), 4);
    assert_eq!(shown.timeline.columns[2].reports, 0);
    assert_eq!(shown.timeline.columns[3].failed, [9, 0, 0]);
    let file = &shown.files.rows[0];
    assert_eq!(
        (file.name.as_str(), file.told.rows[0].severity),
        ("e.png", Severity::Error)
    );
    assert_eq!(shown.domains.rows[0].reports, 3);
    let text = serde_json::to_string(&shown).expect("it is written");
    assert_eq!(serde_json::from_str::<Shown>(&text).expect("it is read"), shown);
}

#[test]
fn what_else_could_be_chosen_stays() {
    let mut filter = Filter::default();
    filter.set(By::Reporter, Some("Google".into()));
    let shown = Shown::of(&two_senders(), &filter);
    let rows = |by| {
        let table = shown.tables.iter().find(|table| table.by == by);
        table.map_or(0, |table| table.rows.len())
    };
    assert_eq!((rows(By::Reporter), rows(By::Host), rows(By::Result)), (2, 2, 2));
    assert_eq!(shown.totals.sessions, 8);
    assert_eq!(shown.domains.rows[0].failed, 13, "whatever passes");
    for by in By::ALL {
        filter.set(by, Some("sts".into()));
        assert_eq!(filter.get(by), Some("sts"));
        filter.set(by, None);
        assert_eq!(filter.get(by), None);
    }
}

#[test]
fn a_year_is_drawn_in_weeks_and_nothing_is_lost() {
    let hosts: Vec<String> = (0..300).map(|at| format!("mx{at}.example.com")).collect();
    let types: Vec<String> = (0..9).map(|at| format!("type-{at}")).collect();
    let failures: Vec<(&str, &str, u64)> = hosts
        .iter()
        .zip(types.iter().cycle())
        .map(|(host, result)| (result.as_str(), host.as_str(), 1))
        .collect();
    let first = report("a", 1, &failures);
    let last = String::from_utf8(report("a", 1, &[]))
        .expect("text")
        .replace("2026-05", "2027-04");
    let shown = Shown::of(
        &session(&[("a", first), ("b", last.replace("\"a1\"", "\"a2\"").into_bytes())]),
        &Filter::default(),
    );
    let timeline = &shown.timeline;
    assert_eq!(
        (timeline.step, timeline.columns.len(), timeline.types.len()),
        (7, 48, 5)
    );
    assert_eq!(timeline.columns[0].failed.iter().sum::<u64>(), 300);
    assert_eq!(
        (shown.failures.rows.len(), shown.failures.more),
        (MOST_FAILURES, 300 - MOST_FAILURES)
    );
    let hosts = shown
        .tables
        .iter()
        .find(|table| table.by == By::Host)
        .expect("it is there");
    assert_eq!((hosts.rows.rows.len(), hosts.rows.more), (MOST_ROWS, 300 - MOST_ROWS));
    assert_eq!(shown.gaps.len(), 1);
}

#[test]
fn numbers_are_such_as_javascript_knows() {
    let huge = report("a", 1, &[("certificate-expired", "mx1.example.com", u64::MAX / 2)]);
    let shown = Shown::of(&session(&[("a", huge)]), &Filter::default());
    assert_eq!((shown.totals.failures, shown.failures.rows[0].failed), (MOST, MOST));
}
