//! What the policy host serves, as far as a browser sees it.

use super::*;

#[test]
fn a_policy_host_that_serves_nothing_is_said_so() {
    let no_address = Box::good().without("mta-sts.example.com").judge();
    expect(&no_address, Case::RecordWithoutPolicy, &["HOST_WITHOUT_ADDRESS"]);
    let dangling = Box::good()
        .without("mta-sts.example.com")
        .cname("mta-sts.example.com", "gone.provider.example");
    expect(&dangling.judge(), Case::RecordWithoutPolicy, &["HOST_DANGLING"]);
    let private = Box::good()
        .without("mta-sts.example.com")
        .a("mta-sts.example.com", "10.0.0.1")
        .judge();
    expect(&private, Case::RecordWithoutPolicy, &["HOST_PRIVATE"]);
    expect(
        &Box::good().served(404, Some("text/html"), "<html>").judge(),
        Case::RecordWithoutPolicy,
        &[],
    );
    let www = "https://www.example.com/policy.txt";
    let redirect = Box::good().reply(
        Question::Policy,
        Reply::Policy(PolicyRead::Readable {
            status: 200,
            content_type: Some("text/plain".into()),
            redirected: true,
            url: www.into(),
            body: ENFORCE.into(),
            cut: false,
        }),
    );
    let redirect = redirect.judge();
    expect(&redirect, Case::RecordWithoutPolicy, &["REDIRECTED"]);
    let said = redirect
        .findings
        .iter()
        .find(|finding| finding.rule.name == "REDIRECTED");
    let said = said.map(crate::rule::Finding::message).unwrap_or_default();
    assert!(said.contains(&format!("to `{www}`")), "where it led is shown: {said}");
}

#[test]
fn a_host_that_never_says_anything_is_not_called_closed_to_pages() {
    // The browser gave up by itself, before the minute was over.
    let silent = Box::good().probe(None, None, false).judge();
    expect(&silent, Case::NotReadable, &["POLICY_TIMED_OUT"]);
    assert!(silent.verdict.sentence.contains("no complete answer in time"));
    let rules = silent.findings.iter().map(|finding| finding.rule.name);
    assert_eq!(rules.filter(|name| *name == "HOST_NOT_READABLE").count(), 0);
}

#[test]
fn where_senders_were_measured_it_is_said_how_many_refuse() {
    let blank = Box::good().policy(&format!("{ENFORCE}\n")).judge();
    expect(&blank, Case::SendersDiffer, &["BLANK_LINE"]);
    assert!(blank.verdict.sentence.ends_with("3 of 8 known ones refuse it."));
    let inside = Box::good().policy(&ENFORCE.replace("mode", "\nmode")).judge();
    expect(&inside, Case::SendersDiffer, &["BLANK_LINE"]);
    assert!(
        !inside.verdict.sentence.contains("of 8"),
        "most were not measured with it"
    );
}

#[test]
fn a_line_that_was_cut_off_is_not_judged() {
    let mut body = ENFORCE.to_owned();
    while body.len() < 65_500 {
        body.push_str("mx: mx1.example.com\n");
    }
    body.push_str(&"mx: ".repeat(10));
    let large = Box::good().reply(
        Question::Policy,
        Reply::Policy(PolicyRead::Readable {
            status: 200,
            content_type: Some("text/plain".into()),
            redirected: false,
            url: String::new(),
            body: body.into_bytes(),
            cut: true,
        }),
    );
    let large = large.judge();
    assert_eq!(names(&large, Severity::Error), [""; 0]);
    let text = large.text(crate::rule::Subject::Policy).unwrap();
    assert!(text.text.ends_with(b"mx1.example.com\n"));
}

#[test]
fn what_cannot_be_read_is_not_called_a_fault() {
    let closed = Box::good().probe(Some(true), Some(true), false).judge();
    expect(
        &closed,
        Case::NotReadable,
        &["PROBE_TLS", "PROBE_SUCCESS", "HOST_NOT_READABLE"],
    );
    assert_eq!(closed.verdict.severity, Severity::Unseen);
    assert_eq!(names(&closed, Severity::Error), [""; 0]);
    assert!(closed.bridge().is_some());
    let unreachable = Box::good().probe(Some(false), Some(false), false).judge();
    expect(&unreachable, Case::HostUnreachable, &["PROBE_UNREACHABLE"]);
    let elsewhere = Box::good().probe(Some(false), Some(true), true).judge();
    expect(&elsewhere, Case::RecordWithoutPolicy, &["PROBE_REDIRECT"]);
    let error = Box::good().probe(Some(true), Some(false), false).judge();
    expect(&error, Case::NotReadable, &["PROBE_ERROR_STATUS"]);
}

#[test]
fn a_pasted_policy_joins_the_check() {
    let pasted = Box::good().probe(Some(true), Some(true), false).paste(ENFORCE).judge();
    expect(&pasted, Case::Protected, &["MX_COVERED"]);
    let covered = pasted.findings.iter().find(|finding| finding.rule.name == "MX_COVERED");
    let evidence = covered.map(|finding| finding.evidence.label());
    assert_eq!(evidence, Some("inferred"), "what a pasted text says was not seen");
    let curl = format!("HTTP/2 404 \r\ncontent-type: text/html\r\n\r\n{ENFORCE}");
    expect(
        &Box::good().probe(Some(true), Some(true), false).paste(&curl).judge(),
        Case::RecordWithoutPolicy,
        &[],
    );
}
