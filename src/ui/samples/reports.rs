//! What is shown of reports, for the tests of the page.

use crate::report::container::{Limits, Session};
use crate::report::merge::Filter;
use crate::report::shown::Shown;

/// An entry of a report about `example.com`: good sessions, and what failed.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Who.
    pub sender: &'a str,
    /// The day of May 2026.
    pub day: u32,
    /// Good sessions.
    pub good: u64,
    /// The result type, the MX host, how many.
    pub failed: &'a [(&'a str, &'a str, u64)],
}

/// A report that says this, under a policy in `mode`.
pub fn report(said: Said<'_>, mode: &str) -> String {
    let details: Vec<String> = said
        .failed
        .iter()
        .map(|(result, host, count)| {
            format!(
                "{{\"result-type\":{},\"receiving-mx-hostname\":{},\"receiving-ip\":\"203.0.113.25\",\"failed-session-count\":{count}}}",
                quoted(result),
                quoted(host)
            )
        })
        .collect();
    let failed: u64 = said.failed.iter().map(|(_, _, count)| count).sum();
    let Said { sender, day, good, .. } = said;
    let sender = quoted(sender);
    format!(
        "{{\"organization-name\":{sender},\"date-range\":{{\"start-datetime\":\"2026-05-{day:02}T00:00:00Z\",\"end-datetime\":\"2026-05-{day:02}T23:59:59Z\"}},\
         \"contact-info\":\"tls@example.net\",\"report-id\":{sender},\"policies\":[{{\"policy\":{{\"policy-type\":\"sts\",\"policy-domain\":\"example.com\",\
         \"policy-string\":[\"version: STSv1\",\"mode: {mode}\",\"mx: mx1.example.com\",\"mx: *.mail.example.net\",\"max_age: 604800\"]}},\
         \"summary\":{{\"total-successful-session-count\":{good},\"total-failure-session-count\":{failed}}},\"failure-details\":[{}]}}]}}",
        details.join(",")
    )
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// What is shown of files.
pub fn shown(files: &[(&str, String)], filter: &Filter) -> Shown {
    let mut session = Session::new(Limits::default());
    for (name, text) in files {
        session.add(name, text.clone().into_bytes());
    }
    Shown::of(&session, filter)
}

/// Two senders, four days, two kinds of failure, a change of the policy, a file that is none, and one that came twice.
pub fn files() -> Vec<(&'static str, String)> {
    let said = |sender, day, good, failed| Said {
        sender,
        day,
        good,
        failed,
    };
    let expired: &[_] = &[("certificate-expired", "mx1.example.com", 10)];
    let covered: &[_] = &[
        ("validation-failure", "backup.eu.mail.example.net", 2),
        ("sts-webpki-invalid", "", 1),
    ];
    let first = report(said("Google Inc.", 1, 1_204, &[]), "testing");
    let dated = report(said("Microsoft Corporation", 3, 901, expired), "enforce").replace("00:00:00Z", "00:00:00");
    vec![
        ("google.com!example.com!1.json", first.clone()),
        (
            "google.com!example.com!2.json",
            report(said("Google Inc.", 2, 2_310, covered), "enforce"),
        ),
        ("microsoft.com!example.com!3.json", dated),
        (
            "google.com!example.com!7.json",
            report(said("Google Inc.", 7, 40, &[]), "enforce"),
        ),
        ("again.json", first),
        ("logo.png", "\u{1}PNG".to_owned()),
    ]
}
