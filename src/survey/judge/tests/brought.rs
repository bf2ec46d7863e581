//! A policy that the user brought, beside what the host was seen to do.

use super::*;

const NONE: &str = "version: STSv1\nmode: none\nmax_age: 86400\n";

#[track_caller]
fn message(assessment: &Assessment, rule: &str) -> String {
    let finding = assessment.findings.iter().find(|finding| finding.rule.name == rule);
    finding.map(crate::rule::Finding::message).unwrap_or_default()
}

#[test]
fn what_the_host_serves_counts_and_what_was_brought_is_held_against_it() {
    let other = Box::good().policy(ENFORCE).paste(NONE).judge();
    expect(&other, Case::Protected, &["BROUGHT_DIFFERS", "HOST_READABLE"]);
    assert!(!other.verdict.kind.contains("pasted"));
    let gone = Box::good()
        .served(404, Some("text/html"), "<html>")
        .paste(ENFORCE)
        .judge();
    expect(
        &gone,
        Case::RecordWithoutPolicy,
        &["BROUGHT_DIFFERS", "STATUS_NOT_FOUND"],
    );
    assert!(message(&gone, "BROUGHT_DIFFERS").contains("404"));
    let html = Box::good().policy("<html>").paste(ENFORCE).judge();
    expect(&html, Case::PolicyInvalid, &["BROUGHT_DIFFERS"]);
}

#[test]
fn the_same_policy_is_no_other_however_it_came() {
    let lines = ENFORCE.replace('\n', "\r\n");
    let curl = format!("HTTP/2 200 \r\ncontent-type: text/plain\r\n\r\n{ENFORCE}");
    for same in [ENFORCE, ENFORCE.trim_end(), &lines, &curl] {
        let assessment = Box::good().policy(ENFORCE).paste(same).judge();
        expect(&assessment, Case::Protected, &[]);
        assert!(!has(&assessment, "BROUGHT_DIFFERS"), "{same}");
    }
    let curl = "HTTP/2 404 \r\ncontent-type: text/html\r\n\r\n<html>";
    let gone = Box::good().served(404, Some("text/html"), "<html>").paste(curl).judge();
    expect(&gone, Case::RecordWithoutPolicy, &[]);
    assert!(!has(&gone, "BROUGHT_DIFFERS"));
}

#[test]
fn a_host_that_no_sender_reaches_serves_nobody_what_was_brought() {
    let private = Box::good()
        .without("mta-sts.example.com")
        .a("mta-sts.example.com", "10.0.0.1");
    let private = private.paste(ENFORCE).judge();
    expect(&private, Case::RecordWithoutPolicy, &["HOST_PRIVATE"]);
}

#[test]
fn what_is_no_policy_is_not_judged_as_the_file_of_the_host() {
    for (text, what) in [
        ("\n", "blank"),
        (" \r\n\t", "blank"),
        (
            "curl: (6) Could not resolve host: mta-sts.example.com",
            "Could not resolve host",
        ),
        (
            "\ncurl: (60) SSL certificate problem: certificate has expired\nMore details here",
            "certificate has expired",
        ),
        (
            "*   Trying 192.0.2.80:443...\n* Connected\n> GET /.well-known/mta-sts.txt HTTP/2\n> \n< HTTP/2 200\r\n< \r\nversion: STSv1\n",
            "`curl -v`",
        ),
        ("> GET / HTTP/2\r\n< HTTP/2 200\r\n< \r\nversion: STSv1\n", "`curl -v`"),
        (
            "\r\nStatusCode        : 200\r\nStatusDescription : OK\r\nContent           : version: STSv1\r\n",
            "PowerShell",
        ),
    ] {
        let assessment = Box::good().probe(Some(true), Some(true), false).paste(text).judge();
        expect(
            &assessment,
            Case::NotReadable,
            &["BROUGHT_NO_POLICY", "HOST_NOT_READABLE"],
        );
        let said = message(&assessment, "BROUGHT_NO_POLICY");
        assert!(said.contains(what) && !said.contains("More details"), "{said}");
        assert!(assessment.text(crate::rule::Subject::Policy).is_none());
        assert!(assessment.bridge().is_some());
    }
    // Without a number it isn’t curl that says so.
    let says = Box::good()
        .probe(Some(true), Some(true), false)
        .paste("curl: () a")
        .judge();
    assert!(!has(&says, "BROUGHT_NO_POLICY"));
    // A page that stands in the policy's place is what the host serves.
    let html = Box::good()
        .probe(Some(true), Some(true), false)
        .paste("<html>curl: (6)</html>")
        .judge();
    expect(&html, Case::PolicyInvalid, &["POLICY_HTML"]);
}

#[test]
fn without_a_record_a_policy_that_was_brought_is_judged_all_the_same() {
    let brought = Box::good().without("_mta-sts.example.com").paste(ENFORCE).judge();
    expect(&brought, Case::PolicyWithoutRecord, &["POLICY_WITHOUT_RECORD"]);
    let served = Box::good()
        .without("_mta-sts.example.com")
        .policy(ENFORCE)
        .paste(NONE)
        .judge();
    expect(
        &served,
        Case::PolicyWithoutRecord,
        &["POLICY_WITHOUT_RECORD", "BROUGHT_DIFFERS"],
    );
    let other = Box::good()
        .without("_mta-sts.example.com")
        .served(404, None, "no")
        .paste(ENFORCE)
        .judge();
    expect(&other, Case::NotSetUp, &["BROUGHT_DIFFERS"]);
    assert!(!has(&other, "STATUS_NOT_FOUND"), "nobody looks there");
}
