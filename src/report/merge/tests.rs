use super::*;
use crate::report::parse;
use crate::report::result::Effect;
use crate::rule::{Findings, Severity};

/// A report of a sender, about a day of May 2026.
fn report(sender: &str, day: u32, policies: &str) -> String {
    format!(
        r#"{{"organization-name":"{sender}","date-range":{{"start-datetime":"2026-05-{day:02}T00:00:00Z","end-datetime":"2026-05-{day:02}T23:59:59Z"}},"contact-info":"a@example.net","report-id":"{sender}{day}","policies":[{policies}]}}"#
    )
}

fn policy(kind: &str, lines: &[&str], counts: [u64; 2], details: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("\"{line}\"")).collect();
    let [successes, failures] = counts;
    format!(
        r#"{{"policy":{{"policy-type":"{kind}","policy-domain":"Example.com","policy-string":[{}]}},"summary":{{"total-successful-session-count":{successes},"total-failure-session-count":{failures}}},"failure-details":[{details}]}}"#,
        lines.join(",")
    )
}

const ENFORCE: [&str; 3] = ["version: STSv1", "mode: enforce", "mx: mx1.example.com"];
const EXPIRED: &str = r#"{"result-type":"certificate-expired","receiving-mx-hostname":"MX2.example.com.","sending-mta-ip":"192.0.2.1","receiving-ip":"192.0.2.25","failed-session-count":12,"failure-reason-code":"late"}"#;

fn merged(texts: &[String]) -> Merged {
    let mut merged = Merged::default();
    for (at, text) in texts.iter().enumerate() {
        let report = parse(text.as_bytes(), &mut Findings::new()).expect(text);
        merged.add(&report, at);
    }
    merged
}

fn sentence(texts: &[String]) -> Sentence {
    let mut sentence = merged(texts).view(&Filter::default()).sentence();
    sentence.text = sentence.text.replace('\u{a0}', " ");
    sentence
}

#[test]
fn the_sentence_says_what_happened() {
    let good = policy("sts", &ENFORCE, [1_000, 0], "");
    let bad = policy("sts", &ENFORCE, [1_000, 12], EXPIRED);
    let said = sentence(&[report("Google", 1, &good), report("Microsoft", 3, &bad)]);
    assert_eq!(
        said.text,
        "Of 2,012 sessions from 2 senders in 3 days, 12 failed: all from Microsoft to mx2.example.com – the certificate has expired (certificate-expired)."
    );
    assert_eq!(
        (said.severity, said.so.as_str()),
        (Severity::Warning, Effect::Refused.words())
    );
    let said = sentence(&[report("Google", 3, &good)]);
    assert_eq!(said.text, "Of 1,000 sessions from 1 sender on 3 May 2026, none failed.");
    assert_eq!(said.severity, Severity::Good);
    let other = r#"{"result-type":"starttls-not-supported","failed-session-count":3}"#;
    let mixed = policy("sts", &ENFORCE, [0, 13], &format!("{EXPIRED},{other}"));
    let said = sentence(&[report("Google", 3, &mixed)]);
    assert!(
        said.text
            .contains("13 failed; most often reported: from Google to mx2.example.com – "),
        "{}",
        said.text
    );
    assert_eq!(sentence(&[]).text, "No report tells anything of this.");
    assert_eq!(
        sentence(&[report("Google", 3, "")]).text,
        "These reports tell of no session."
    );
    let silent = policy("no-policy-found", &[], [99, 102], "");
    assert!(
        sentence(&[report("a", 1, &silent)])
            .text
            .ends_with("102 failed; the reports don’t say how.")
    );
}

#[test]
fn entries_for_mta_sts_and_dane_are_the_same_sessions() {
    let both = [
        policy("sts", &ENFORCE, [2, 0], ""),
        policy("tlsa", &["3 1 1 00"], [1, 1], ""),
        policy("no-policy-found", &[], [5, 0], ""),
    ];
    let merged = merged(&[report("Microsoft", 1, &both.join(","))]);
    let view = merged.view(&Filter::default());
    let want = Totals {
        sessions: 7,
        failures: 1,
        at_least: true,
    };
    assert_eq!(view.totals(), want);
    assert!(view.sentence().text.starts_with("Of at least 7 sessions"));
    let rows: Vec<_> = view
        .by_policy_type()
        .into_iter()
        .map(|row| (row.name, row.totals.sessions))
        .collect();
    assert_eq!(
        rows,
        [("no-policy-found".into(), 5), ("sts".into(), 2), ("tlsa".into(), 2)]
    );
}

#[test]
fn a_report_is_counted_once() {
    let text = report("Google", 1, &policy("sts", &ENFORCE, [3, 0], ""));
    let other = report("Google", 1, &policy("sts", &ENFORCE, [4, 0], ""));
    let mut merged = Merged::default();
    let mut add = |text: &str, source| {
        let report = parse(text.as_bytes(), &mut Findings::new()).expect(text);
        merged.add(&report, source)
    };
    assert_eq!(add(&text, 7), Added::New);
    assert_eq!(add(&text.replace(",\"", " ,\n\""), 8), Added::Repeated(7));
    assert_eq!(add(&other, 9), Added::Contradicts(7));
    assert_eq!(add("{\"policies\":[]}", 10), Added::New);
    assert_eq!(add("{\"policies\":[]}", 11), Added::Repeated(10));
    assert_eq!(add("{\"policies\":[{}]}", 12), Added::New);
    assert_eq!((merged.reports(), merged.repeated(), merged.contradicting()), (3, 2, 1));
    assert_eq!(merged.view(&Filter::default()).totals().sessions, 3);
    assert_eq!(merged.list().next().map(|listed| listed.id), Some("Google1".into()));
}

#[test]
fn filters_combine() {
    let bad = policy("sts", &ENFORCE, [1_000, 12], EXPIRED);
    let good = policy("sts", &ENFORCE, [10, 0], "");
    let merged = merged(&[
        report("Google", 1, &good),
        report("Google", 2, &bad),
        report("Mail.ru", 2, &bad),
    ]);
    let set = |text: &str| Some(text.to_owned());
    let day = 20_574; // 1 May 2026
    for (filter, sessions, failed) in [
        (Filter::default(), 2_034, 24),
        (
            Filter {
                reporter: set("Google"),
                ..Filter::default()
            },
            1_022,
            12,
        ),
        (
            Filter {
                reporter: set("Google"),
                from: Some(day + 1),
                ..Filter::default()
            },
            1_012,
            12,
        ),
        (
            Filter {
                reporter: set("Google"),
                to: Some(day),
                ..Filter::default()
            },
            10,
            0,
        ),
        (
            Filter {
                reporter: set("Nobody"),
                ..Filter::default()
            },
            0,
            0,
        ),
        (
            Filter {
                host: set("mx2.example.com"),
                ..Filter::default()
            },
            2_024,
            24,
        ),
        (
            Filter {
                host: set("mx1.example.com"),
                ..Filter::default()
            },
            0,
            0,
        ),
        (
            Filter {
                result: set("certificate-expired"),
                sending: set("192.0.2.1"),
                receiving: set("192.0.2.25"),
                ..Filter::default()
            },
            2_024,
            24,
        ),
        (
            Filter {
                policy_type: Some(PolicyType::Tlsa),
                ..Filter::default()
            },
            0,
            0,
        ),
        (
            Filter {
                domain: set("example.com"),
                policy: set(&ENFORCE.join("\n")),
                ..Filter::default()
            },
            2_034,
            24,
        ),
    ] {
        let view = merged.view(&filter);
        let tally: u64 = view.by_result().iter().map(|tally| tally.failed).sum();
        assert_eq!((view.totals().sessions, tally), (sessions, failed), "{filter:?}");
    }
}

#[test]
fn days_without_reports_are_gaps() {
    let bad = policy("sts", &ENFORCE, [1, 12], EXPIRED);
    let texts = [
        report("Google", 1, &bad),
        report("Google", 4, &bad),
        report("Mail.ru", 2, &bad),
    ];
    let merged = merged(&texts);
    let view = merged.view(&Filter::default());
    let timeline = view.timeline();
    let days: Vec<_> = timeline
        .days
        .iter()
        .map(|day| (day.reports, day.totals.sessions))
        .collect();
    assert_eq!(days, [(1, 13), (1, 13), (0, 0), (1, 13)]);
    assert_eq!(timeline.days[0].failed, [("certificate-expired".to_owned(), 12)]);
    let first = timeline.days[0].day;
    assert_eq!(
        view.gaps(),
        [Gap {
            reporter: "Google".into(),
            from: first + 1,
            to: first + 2
        }]
    );
    let far = texts[0].replace("2026-05", "9999-05").replace("Google1", "far");
    let merged = self::merged(&[texts[0].clone(), far, "{\"policies\":[]}".to_owned()]);
    let timeline = merged.view(&Filter::default()).timeline();
    assert_eq!((timeline.days.len(), timeline.sparse, timeline.undated), (2, true, 1));
}

#[test]
fn versions_tell_what_changed() {
    let testing = ["version: STSv1", "mode: testing", "mx: mx1.example.com"];
    let texts = [
        report("Google", 1, &policy("sts", &testing, [1, 0], "")),
        report("Google", 2, &policy("sts", &testing, [1, 0], "")),
        report("Google", 3, &policy("sts", &ENFORCE, [1, 0], "")),
    ];
    let merged = merged(&texts);
    let versions = merged.view(&Filter::default()).versions();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].days.map(|(first, last)| last - first), Some(1));
    assert_eq!((versions[0].removed.len(), versions[0].totals.sessions), (0, 2));
    assert_eq!(
        (&versions[1].removed[..], &versions[1].added[..]),
        (&["mode: testing".to_owned()][..], &["mode: enforce".to_owned()][..])
    );
    assert_eq!(versions[1].domain, "example.com");
}

#[test]
fn exports_hold_hostile_text_harmlessly() {
    let detail =
        r#"{"result-type":"=cmd|' /C calc'!A0","receiving-mx-hostname":"<img src=x>|`","failed-session-count":1}"#;
    let text = report("@SUM(1)|<b>`", 1, &policy("sts", &ENFORCE, [1, 1], detail));
    let merged = merged(&[text]);
    let view = merged.view(&Filter::default());
    let csv = crate::report::export::failures_csv(&view);
    assert!(
        csv.contains("\"'=cmd|' /C calc'!A0\",<img src=x>|`,\"'@SUM(1)|<b>`\""),
        "{csv}"
    );
    assert!(crate::report::export::days_csv(&view).ends_with("2026-05-01,1,2,1\r\n"));
    let markdown = crate::report::export::markdown(&view);
    assert!(
        !markdown.contains("\n<") && markdown.contains("`@SUM(1)\\|<b>'`"),
        "{markdown}"
    );
    let json: serde_json::Value = serde_json::from_str(&crate::report::export::json(&view)).expect("JSON");
    assert_eq!(json["totals"]["sessions"], 2);
    assert_eq!(json["days"][0]["day"], "2026-05-01");
    assert_eq!(json["policies"][0]["lines"][1], "mode: enforce");
    assert_eq!(json["result-types"][0]["failed-sessions"], 1);
}

#[test]
fn counts_never_overflow() {
    let most = u64::MAX;
    let detail = format!(r#"{{"result-type":"x","failed-session-count":{most}}}"#);
    let text = report(
        "a",
        1,
        &policy("sts", &ENFORCE, [most, most], &format!("{detail},{detail}")),
    );
    let merged = merged(&[text]);
    let view = merged.view(&Filter::default());
    assert_eq!(view.totals().sessions, most);
    assert_eq!(view.by_result()[0].failed, most);
    assert!(!view.sentence().text.is_empty());
}

#[test]
fn a_long_policy_is_read_once_for_all_that_failed_under_it() {
    let took = |lines: usize| {
        let line = vec!["mx: a"; 20_000];
        let detail = r#"{"result-type":"certificate-expired","failed-session-count":1}"#;
        let details = vec![detail; 20_000].join(",");
        let merged = merged(&[report("a", 1, &policy("sts", &line[..lines], [0, 20_000], &details))]);
        let start = std::time::Instant::now();
        assert_eq!(merged.view(&Filter::default()).groups().len(), 1);
        start.elapsed()
    };
    let (short, long) = (took(1), took(20_000));
    // Of what takes no time at all, many times as long is none either.
    let short = short.max(std::time::Duration::from_millis(50));
    assert!(long < short * 20, "{long:?} against {short:?}");
}
