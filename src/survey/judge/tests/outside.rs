//! Checks outside of browsers: nothing hides there what the policy host serves, nor why it can't be fetched.

use super::*;
use crate::survey::ledger::State;
use crate::survey::outcome;
use crate::survey::outside::{Obstacle, Outside};

fn outside(of: Box) -> Box {
    let mut of = of;
    of.survey.outside = Some(Outside::here());
    of
}

/// A good domain whose policy can't be fetched, with this error.
fn unfetched(code: &str) -> Box {
    let read = PolicyRead::Unfetched(Obstacle::of(code, Outside::here()));
    outside(Box::good()).reply(Question::Policy, Reply::Policy(read))
}

/// Words that are for who looks at a page.
const OF_PAGES: [&str; 6] = ["browser", "page", "paste", "probe", "open it", "CORS"];

#[track_caller]
fn nothing_of_pages(assessment: &Assessment) {
    let mut said = vec![
        assessment.verdict.sentence.clone(),
        assessment.verdict.consequence.clone(),
    ];
    said.extend(assessment.next.iter().map(|next| next.text.clone()));
    said.extend(assessment.subjects.iter().map(|state| state.summary.clone()));
    for finding in &assessment.findings {
        said.extend([finding.message(), finding.advice()]);
    }
    let picture = assessment.picture.as_ref().unwrap();
    let of_host = picture
        .unseen
        .iter()
        .filter(|unseen| unseen.title.contains("policy host"));
    said.extend(of_host.map(|unseen| unseen.text.clone()));
    for text in said {
        let found = OF_PAGES.iter().find(|word| text.contains(*word));
        assert_eq!(found, None, "{text}");
    }
    assert_eq!(assessment.probe(), []);
}

#[test]
fn a_certificate_that_no_sender_trusts_is_told_as_such() {
    for (code, words) in [
        ("CERT_HAS_EXPIRED", "the certificate has expired"),
        ("ERR_TLS_CERT_ALTNAME_INVALID", "the certificate is for another name"),
        ("DEPTH_ZERO_SELF_SIGNED_CERT", "the certificate is self-signed"),
        ("ERR_SSL_WRONG_VERSION_NUMBER", "no TLS session came about"),
    ] {
        let assessment = unfetched(code).judge();
        expect(&assessment, Case::HostUnreachable, &["HOST_UNTRUSTED"]);
        assert_eq!(assessment.verdict.severity, Severity::Error, "{code}");
        assert!(
            assessment.verdict.sentence.contains(words),
            "{}",
            assessment.verdict.sentence
        );
        assert_eq!(names(&assessment, Severity::Error), ["HOST_UNTRUSTED"]);
        assert!(assessment.findings[0].message().contains(code));
        assert_eq!(assessment.findings[0].evidence.label(), "browser read");
        nothing_of_pages(&assessment);
        let next = assessment.next.unwrap().text;
        assert!(next.contains("certificate") || next.contains("TLS 1.2"), "{next}");
    }
}

#[test]
fn a_connection_that_fails_may_be_the_fault_of_who_asks() {
    for code in [
        "ECONNREFUSED",
        "ENOTFOUND",
        "UND_ERR_CONNECT_TIMEOUT",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        "ERR_TLS_HANDSHAKE_TIMEOUT",
        "ERR_TLS_INVALID_CONTEXT",
        "Z_DATA_ERROR",
        "",
        "odd",
    ] {
        let assessment = unfetched(code).judge();
        expect(&assessment, Case::HostUnreachable, &[]);
        assert_eq!(assessment.verdict.severity, Severity::Warning, "{code}");
        assert_eq!(names(&assessment, Severity::Error), [""; 0]);
        assert!(assessment.verdict.consequence.contains("may be at fault"));
        for absent in ["HOST_READABLE", "HOST_NOT_READABLE", "PROBE_UNREACHABLE"] {
            assert!(!has(&assessment, absent), "{code}: {absent}");
        }
        nothing_of_pages(&assessment);
    }
}

#[test]
fn a_policy_that_was_brought_makes_nobody_trust_the_host() {
    let expired = unfetched("CERT_HAS_EXPIRED").paste(ENFORCE).judge();
    expect(&expired, Case::HostUnreachable, &["HOST_UNTRUSTED"]);
    let refused = unfetched("ECONNREFUSED").paste(ENFORCE).judge();
    expect(&refused, Case::Protected, &["HOST_UNREACHED"]);
    assert!(refused.verdict.kind.contains("by the policy that was brought"));
    for text in [&refused.verdict.kind, &refused.verdict.consequence] {
        assert!(!text.contains("past") && !text.contains("browser"), "{text}");
    }
}

#[test]
fn what_comes_late_is_told_without_a_probe() {
    let late = outside(Box::good()).reply(Question::Policy, Reply::timed_out(&Question::Policy));
    assert!(late.survey.wanted().iter().all(|want| want.question != Question::Probe));
    let assessment = late.judge();
    expect(&assessment, Case::HostUnreachable, &["POLICY_TIMED_OUT"]);
    nothing_of_pages(&assessment);
}

#[test]
fn what_is_fetched_is_not_called_readable_for_pages() {
    let good = outside(Box::good().policy(ENFORCE)).judge();
    expect(&good, Case::Protected, &["HOST_READABLE"]);
    let said = good
        .findings
        .iter()
        .find(|finding| finding.rule.name == "HOST_READABLE");
    assert_eq!(said.unwrap().message(), "`mta-sts.example.com` answers with status 200");
    assert!(good.verdict.consequence.contains("certificate isn’t looked at here."));
    // A redirect is not followed, and where it leads is told.
    let moved = PolicyRead::Readable {
        status: 301,
        content_type: None,
        redirected: false,
        url: "https://www.example.com/policy.txt".into(),
        body: Vec::new(),
        cut: false,
    };
    let moved = outside(Box::good())
        .reply(Question::Policy, Reply::Policy(moved))
        .judge();
    expect(&moved, Case::RecordWithoutPolicy, &["REDIRECT"]);
    assert!(
        moved.findings[0]
            .message()
            .contains("to `https://www.example.com/policy.txt`")
    );
    assert!(!has(&moved, "REDIRECTED"));
}

#[test]
fn what_comes_with_a_redirect_is_not_read_and_nothing_is_said_of_it() {
    let moved = PolicyRead::Readable {
        status: 302,
        content_type: Some("text/html".into()),
        redirected: false,
        url: "https://www.example.com/policy.txt".into(),
        body: Vec::new(),
        cut: false,
    };
    let reply = Reply::Policy(moved);
    let (state, words) = outcome::of(&Question::Policy, &reply);
    assert_eq!(
        (state, words.as_str()),
        (State::Answered, "status 302, text/html, no body read")
    );
    for (brought, differs) in [("302 Found", false), ("301 Moved", true)] {
        let brought = format!("HTTP/1.1 {brought}\r\nLocation: /x\r\n\r\n<html>");
        let of = outside(Box::good()).reply(Question::Policy, reply.clone());
        let assessment = of.paste(&brought).judge();
        expect(&assessment, Case::RecordWithoutPolicy, &["REDIRECT"]);
        assert_eq!(has(&assessment, "BROUGHT_DIFFERS"), differs, "{brought}");
    }
}

#[test]
fn not_modified_is_no_redirect() {
    let unchanged = outside(Box::good().served(304, None, "")).judge();
    expect(&unchanged, Case::RecordWithoutPolicy, &["STATUS_NOT_200"]);
    let said = &unchanged.verdict.sentence;
    assert!(said.contains("answers 304") && !said.contains("redirects"), "{said}");
}

#[test]
fn without_a_record_a_host_that_is_not_reached_is_no_fault() {
    let unreached = unfetched("ECONNREFUSED").without("_mta-sts.example.com").judge();
    expect(&unreached, Case::NotSetUp, &[]);
    assert!(!has(&unreached, "HOST_UNREACHED"));
}

#[test]
fn a_host_that_may_not_be_asked_is_not_left_to_a_page() {
    let partly = outside(Box::good()).a("mta-sts.example.com", "10.0.0.1").judge();
    expect(&partly, Case::NotReadable, &["HOST_PARTLY_PRIVATE"]);
    assert!(!partly.verdict.consequence.contains("page") && !partly.next.unwrap().text.contains("paste"));
}

#[test]
fn the_request_list_tells_what_happened() {
    for (code, state, words) in [
        (
            "CERT_HAS_EXPIRED",
            State::Refused,
            "the certificate has expired (CERT_HAS_EXPIRED)",
        ),
        (
            "ETIMEDOUT",
            State::TimedOut,
            "no complete answer came in time (ETIMEDOUT)",
        ),
    ] {
        let read = PolicyRead::Unfetched(Obstacle::of(code, Outside::here()));
        assert_eq!(
            outcome::of(&Question::Policy, &Reply::Policy(read)),
            (state, words.to_owned())
        );
    }
}
