use super::*;
use crate::rule::{Findings, Severity};

/// The rules found, without notes if `notes` is false.
fn found(text: &str) -> Vec<&'static str> {
    let mut findings = Findings::new();
    parse(text.as_bytes(), &mut findings);
    findings.as_slice().iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn a_bad_example_raises_its_rule_alone_and_a_good_one_nothing() {
    for rule in rules::RULES.iter().flat_map(|rules| rules.iter()) {
        if rule.bad.is_empty() {
            continue;
        }
        let names = found(rule.bad);
        let others = names.iter().filter(|name| **name != rule.name);
        assert!(names.contains(&rule.name), "{}: {names:?}", rule.name);
        let allowed = ["REPORT_MEMBER_MISSING", "REPORT_NAME"];
        assert!(
            others.into_iter().all(|name| allowed.contains(name)),
            "{}: {names:?}",
            rule.name
        );
        assert_eq!(found(rule.good), [""; 0], "{}", rule.name);
    }
}

#[test]
fn findings_tell_path_place_and_reporter() {
    let text = rules::REPORT_COUNT.bad;
    let mut findings = Findings::new();
    let report = parse(text.as_bytes(), &mut findings).expect("an object");
    let finding = &findings.as_slice()[0];
    assert_eq!(
        finding.arg("path"),
        Some("policies[0].summary.total-successful-session-count")
    );
    assert_eq!(finding.arg("reporter"), Some("Example Inc."));
    let span = finding.span.expect("a place");
    assert_eq!(&text[span.start..span.end], "\"120\"");
    assert_eq!(report.entries[0].successes, Some(120));
    assert_eq!(finding.severity, Severity::Error);
}

#[test]
fn what_stands_before_a_cut_is_read() {
    let whole = rules::REPORT_COUNT.good;
    for end in 0..whole.len() {
        let mut findings = Findings::new();
        let report = parse(&whole.as_bytes()[..end], &mut findings);
        assert!(findings.has_error(), "{end}");
        if let Some(report) = report {
            assert!(report.cut);
        }
    }
    let mut findings = Findings::new();
    let report = parse(&whole.as_bytes()[..whole.len() - 20], &mut findings).expect("an object");
    assert_eq!(
        (report.entries[0].successes, report.entries[0].failures),
        (Some(120), Some(2))
    );
    assert_eq!(findings.as_slice().len(), 1);
}

#[test]
fn depth_and_number_of_values_are_bounded() {
    let deep = format!(
        "{},\"x\":{}{}}}",
        rules::REPORT_COUNT.good.trim_end_matches(['}', '\n']),
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(found(&deep), ["REPORT_TOO_DEEP", "REPORT_UNKNOWN_KEY"]);
    let many = rules::REPORT_EMPTY
        .bad
        .replace("[]", &format!("[{}0]", "0,".repeat(300)));
    let mut findings = Findings::new();
    let report = parse_within(many.as_bytes(), Limits { values: 100 }, &mut findings).expect("an object");
    assert!(report.cut);
    assert_eq!(findings.count(&rules::REPORT_TOO_LARGE), 1);
}

#[test]
fn the_last_of_repeated_members_counts() {
    let text = rules::REPORT_MEMBER_REPEATED.bad.replace(
        "\"policy-domain\": \"example.com\"}",
        "\"policy-domain\": \"b.example\"}",
    );
    let mut findings = Findings::new();
    let report = parse(text.as_bytes(), &mut findings).expect("an object");
    assert_eq!(report.entries[0].domain.as_deref(), Some("b.example"));
}

#[test]
fn what_is_printed_is_read() {
    for rule in rules::RULES.iter().flat_map(|rules| rules.iter()) {
        let mut findings = Findings::new();
        if let Some(mut report) = parse(rule.bad.as_bytes(), &mut findings) {
            report.cut = false;
            let printed = report.to_json();
            let again = parse(printed.as_bytes(), &mut Findings::new()).expect("an object");
            assert_eq!(again, report, "{printed}");
        }
    }
}

#[test]
fn a_report_in_a_string_is_read_as_the_report_and_told() {
    let text = rules::REPORT_COUNT.bad;
    let inside = format!(" {} ", serde_json::to_string(text).expect("JSON"));
    let mut findings = Findings::new();
    let report = parse(inside.as_bytes(), &mut findings).expect("a report");
    assert_eq!(report, parse(text.as_bytes(), &mut Findings::new()).expect("a report"));
    assert!(findings.has_error());
    let names: Vec<_> = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
    assert_eq!(names, ["REPORT_IN_A_STRING", "REPORT_COUNT"]);
    let whole = Some(crate::text::Span::new(1, inside.len() - 1));
    assert!(
        findings
            .as_slice()
            .iter()
            .all(|finding| finding.span == whole && finding.fix.is_none())
    );
    // Twice in one another, or something else in it, is nothing that a report is.
    let twice = serde_json::to_string(&inside).expect("JSON");
    for text in [twice.as_str(), "\"[]\"", "\"a\"", "[{}]", "\"\""] {
        assert_eq!(found(text), ["REPORT_NO_OBJECT"], "{text}");
    }
}
