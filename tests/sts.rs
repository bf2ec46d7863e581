//! What holds of every rule and every text of RFC 8461.

use mta_sts_lens::rule::{Finding, Findings, Rule, Severity};
use mta_sts_lens::sts::{policy, record, rules};

type Reader = fn(&[u8]) -> Vec<Finding>;

fn read_record(text: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::new();
    let record = record::parse(text, &mut findings);
    assert_eq!(record.is_none(), findings.has_error(), "{}", text.escape_ascii());
    findings.into_vec()
}

fn read_policy(text: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::new();
    let reading = policy::parse(text, &mut findings);
    assert_eq!(
        reading.effective.is_none(),
        findings.has_error(),
        "{}",
        text.escape_ascii()
    );
    if reading.effective.is_some() {
        assert_eq!(reading.effective, reading.lenient);
    }
    if reading.lenient.is_some() {
        let strict = |finding: &Finding| finding.severity == Severity::Error && finding.rule.senders.is_empty();
        assert!(!findings.as_slice().iter().any(strict), "{}", text.escape_ascii());
    }
    findings.into_vec()
}

/// Every rule that a text alone can raise, with what reads that text.
fn text_rules() -> Vec<(&'static Rule, Reader)> {
    let records = rules::record::RULES.iter().map(|rule| (*rule, read_record as Reader));
    let policies = [
        rules::document::RULES,
        rules::policy::RULES,
        rules::value::RULES,
        rules::mx::RULES,
    ];
    let policies = policies
        .into_iter()
        .flatten()
        .map(|rule| (*rule, read_policy as Reader));
    records
        .chain(policies)
        .filter(|(rule, _)| !rule.bad.is_empty())
        .collect()
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn examples_raise_their_rule_and_the_mended_ones_no_fault() {
    for (rule, read) in text_rules() {
        let bad = read(rule.bad.as_bytes());
        assert!(
            bad.iter().any(|finding| finding.rule == rule),
            "{} {:?}",
            rule.name,
            names(&bad)
        );
        let good = read(rule.good.as_bytes());
        let faults: Vec<_> = good
            .iter()
            .filter(|finding| finding.severity < Severity::Unseen)
            .collect();
        assert!(faults.is_empty(), "{} {faults:?}", rule.name);
    }
}

#[test]
fn one_cause_is_one_fault() {
    // In these examples more than one thing is wrong.
    let more = ["BARE_CR", "TWO_POLICIES", "LINE_TRAP"];
    for (rule, read) in text_rules() {
        let bad = read(rule.bad.as_bytes());
        let faults = bad
            .iter()
            .filter(|finding| finding.severity <= Severity::Warning)
            .count();
        if !more.contains(&rule.name) && rule.severity <= Severity::Warning {
            assert_eq!(faults, 1, "{} {:?}", rule.name, names(&bad));
        }
    }
}

#[test]
fn messages_are_filled() {
    for (rule, read) in text_rules() {
        for finding in read(rule.bad.as_bytes()) {
            let missing: Vec<_> = finding
                .rule
                .params()
                .into_iter()
                .filter(|name| finding.arg(name).is_none())
                .collect();
            assert!(missing.is_empty(), "{} wants {missing:?}", finding.rule.name);
        }
    }
}

/// Applies each fix: fewer findings of its rule must be left.
fn check_fixes(text: &[u8], read: Reader) {
    let findings = read(text);
    for finding in &findings {
        if let Some(span) = finding.span {
            assert!(span.start <= span.end && span.end <= text.len(), "{finding:?}");
        }
        let Some(fix) = &finding.fix else { continue };
        for pair in fix.edits.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{finding:?}");
        }
        assert!(
            fix.edits
                .iter()
                .all(|edit| edit.span.start <= edit.span.end && edit.span.end <= text.len())
        );
        let count = |findings: &[Finding]| findings.iter().filter(|other| other.rule == finding.rule).count();
        let mended = fix.apply(text);
        let after = read(&mended);
        assert!(
            count(&after) < count(&findings),
            "{} in {}\nmended: {}\nstill: {:?}",
            finding.message(),
            text.escape_ascii(),
            mended.escape_ascii(),
            names(&after)
        );
    }
}

#[test]
fn fixes_of_the_examples_mend() {
    for (rule, read) in text_rules() {
        check_fixes(rule.bad.as_bytes(), read);
    }
}
