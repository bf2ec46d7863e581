//! What is said and what is offered to be copied: never more than is known, and never cut.

use super::super::super::assessment::Case;
use super::super::judge;
use super::facts::{Box, DOMAIN};
use super::{ENFORCE, expect};
use crate::dns::{Failure, Rtype};
use crate::rule::Finding;
use crate::survey::Assessment;

const RECORD: &str = "_mta-sts.example.com";
const HOST: &str = "mta-sts.example.com";

fn finding<'a>(assessment: &'a Assessment, rule: &str) -> Option<&'a Finding> {
    assessment.findings.iter().find(|finding| finding.rule.name == rule)
}

#[test]
fn a_policy_is_proposed_for_hosts_that_are_known() {
    let bare = || Box::good().without(RECORD).without(HOST);
    let snippets = |facts: Box| finding(&facts.judge(), "NOT_SET_UP").unwrap().snippets.clone();
    let known = snippets(bare());
    assert!(
        known[0]
            .text
            .contains("\nmx: mx1.example.com\nmx: mx2.mail.example.net\n"),
        "{known:?}"
    );
    assert_eq!(snippets(bare().fail(DOMAIN, Rtype::MX, Failure::TimedOut)), []);
    assert_eq!(snippets(bare().without(DOMAIN).mx(10, "a_b.example.com")), []);
    // While the hosts are awaited it isn't known whether anything is missing.
    let bare = bare();
    let mut waiting = bare.answered(RECORD, Rtype::TXT);
    assert!(finding(&judge(&waiting.survey), "NOT_SET_UP").is_none());
    waiting = waiting.answered(DOMAIN, Rtype::MX);
    assert!(finding(&judge(&waiting.survey), "NOT_SET_UP").is_some());
}

#[test]
fn what_is_to_be_copied_is_whole_or_not_there() {
    let at = |text: &str| {
        Box::good()
            .without(RECORD)
            .txt("_mta-sts.example.com.example.com", text)
            .judge()
    };
    let long = format!("v=STSv1; id=1; x={};", "a".repeat(200));
    let made = at(&long);
    assert_eq!(finding(&made, "RECORD_AT_WRONG_NAME").unwrap().snippets[0].text, long);
    for text in ["v=STSv1; id=1; x=ü;", &format!("v=STSv1; id=1; x={};", "a".repeat(300))] {
        let made = at(text);
        assert_eq!(finding(&made, "RECORD_AT_WRONG_NAME").unwrap().snippets, []);
    }
}

#[test]
fn aliases_in_a_circle_exist() {
    let other = "a.example.net";
    let made = Box::good().without(HOST).cname(HOST, other).cname(other, HOST).judge();
    expect(&made, Case::RecordWithoutPolicy, &["HOST_DANGLING"]);
    let message = finding(&made, "HOST_DANGLING").unwrap().message();
    assert!(message.contains("leads back to itself"), "{message}");
    assert!(!made.verdict.sentence.contains("exist"), "{}", made.verdict.sentence);
    let reporting = "_smtp._tls.example.com";
    let made = Box::good()
        .without(reporting)
        .cname(reporting, other)
        .cname(other, reporting)
        .judge();
    let message = finding(&made, "REPORTING_ALIAS_EMPTY").unwrap().message();
    assert!(message.contains("leads back to itself"), "{message}");
}

#[test]
fn a_verdict_repeats_a_foreign_text_whole() {
    let made = Box::good().policy("Hello. World\n").judge();
    expect(&made, Case::PolicyInvalid, &[]);
    assert!(
        made.verdict.sentence.contains("Hello. World"),
        "{}",
        made.verdict.sentence
    );
    let made = Box::good().policy(&ENFORCE.replace("enforce", "en. force")).judge();
    assert_eq!(
        made.verdict.sentence.matches('`').count() % 2,
        0,
        "{}",
        made.verdict.sentence
    );
}
