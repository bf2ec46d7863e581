//! Whatever comes in: no panic, places within the text, no usable text exactly where an error is, a fix that mends, and
//! what is printed reads as it was. The checks themselves are in `support/checks.rs`; here is the input.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/arb.rs"]
mod arb;

#[allow(dead_code)]
#[path = "support/checks.rs"]
mod checks;
#[path = "support/words.rs"]
mod words;

use arbtest::arbitrary::{Result, Unstructured};
use words::{CURL, JSON, PASTE, POLICY, RECORD, REPORT, SMALL, TYPED};

/// Runs a check on raw bytes, on small alphabets, on words in any order, and on good texts with a few bytes changed.
fn any_input(check: fn(&[u8]), words: &[&str], good: &[&str]) {
    arb::property(|u| {
        check(&u.arbitrary::<Vec<u8>>()?);
        check(&string_of(u, SMALL)?);
        check(&string_of(u, words)?);
        check(&changed(u, good, words)?);
        Ok(())
    });
}

/// Some of these words, in any order.
fn string_of(u: &mut Unstructured, words: &[&str]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for _ in 0..u.int_in_range(0..=24)? {
        text.extend_from_slice(u.choose(words)?.as_bytes());
    }
    Ok(text)
}

/// A good text with some of it cut out and something else put in.
fn changed(u: &mut Unstructured, good: &[&str], words: &[&str]) -> Result<Vec<u8>> {
    let mut text = u.choose(good)?.as_bytes().to_vec();
    for _ in 0..u.int_in_range(1..=3)? {
        let at = u.int_in_range(0..=text.len())?;
        let end = text.len().min(at + u.int_in_range(0..=3)?);
        let put: &str = if u.ratio(1, 2)? {
            u.choose(SMALL)?
        } else {
            u.choose(words)?
        };
        text.splice(at..end, put.bytes());
    }
    Ok(text)
}

#[test]
fn any_sts_record() {
    any_input(
        checks::sts_record,
        RECORD,
        &["v=STSv1; id=20260101T000000;", "v=STSv1;id=1;a.b=c"],
    );
}

#[test]
fn any_tlsrpt_record() {
    let good = [
        "v=TLSRPTv1; rua=mailto:tls@example.com",
        "v=TLSRPTv1;rua=https://example.com/report?a=b,mailto:a%2Cb@example.com;x=y;",
    ];
    any_input(checks::tlsrpt_record, REPORT, &good);
}

#[test]
fn any_policy() {
    let good = [
        "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 1209600\n",
        "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n",
        "version: STSv1\nmode: testing\nmx: a.example\nx_note: hear ye: all\nmax_age: 604800",
    ];
    any_input(checks::policy, POLICY, &good);
}

#[test]
fn any_txt_sets() {
    let good = [
        "v=STSv1; id=1\0v=spf1 -all",
        "v=STSv1; id=1\0v=STSv1; id=1",
        "v=TLSRPTv1; rua=mailto:a@example.com\0v=DMARC1",
    ];
    any_input(checks::txt_sets, &[RECORD, REPORT, &["\0"]].concat(), &good);
}

#[test]
fn any_curl_output() {
    let good = ["HTTP/2 200 \r\ncontent-type: text/plain\r\n\r\nversion: STSv1\nmode: none\nmax_age: 1\n"];
    any_input(checks::curl, CURL, &good);
}

#[test]
fn any_pattern_and_host() {
    any_input(
        checks::mx,
        &["*.", "a.", "example", ".com", ".", "\n", "-", "_"],
        &["*.example.com\nmx.example.com"],
    );
}

#[test]
fn any_doh_answer() {
    let good = [
        r#"{"Status":0,"TC":false,"RD":true,"RA":true,"AD":true,"CD":false,"Question":[{"name":"a.","type":16}],"Answer":[{"name":"a.","type":5,"TTL":1,"data":"b."},{"name":"b.","type":16,"TTL":1,"data":"\"v=STSv1; \" \"id=1\""}]}"#,
        r#"{"Status":3,"Question":[{"name":"a","type":15}],"Authority":[{"name":"a","type":6,"TTL":900,"data":"n. r. 1 2 3 4 300"}],"Comment":["EDE(9): DNSKEY Missing"]}"#,
        r#"{"Status":0,"Question":[{"name":"_25._tcp.a","type":52}],"Answer":[{"name":"_25._tcp.a","type":52,"TTL":5,"data":"\\# 5 03 01 01 ab cd"}]}"#,
    ];
    any_input(checks::doh_answer, JSON, &good);
    any_input(checks::json, JSON, &good);
}

#[test]
fn any_report() {
    let good = [
        r#"{"organization-name":"A","date-range":{"start-datetime":"2026-05-03T00:00:00Z","end-datetime":"2026-05-03T23:59:59Z"},"contact-info":"a@example.net","report-id":"1","policies":[{"policy":{"policy-type":"tlsa","policy-string":["[\"3 1 1 00\"]","a\nb\r"],"policy-domain":"example.com","mx-host":"*.example.com"},"summary":{"total-successful-session-count":"1","total-failure-session-count":2},"failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"2001:db8::1","receiving-mx-hostname":"mx.example.com","failed-session-count":2,"failure-error-code":"x"}]}]}"#,
        r#"{"organization-name":null,"date-range":{"start-datetime":"2026-05-03T00:00:00"},"policies":[{"policy":{"policy-type":"sts","policy-string":"version: STSv1"},"summary":{"total-successful-session-count":1.0}}]}"#,
        "From: a\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: application/tlsrpt+json\n\n{\"policies\":[{}]}\n--b--\n",
    ];
    any_input(checks::report, JSON, &good);
    any_input(checks::report_file, JSON, &good);
}

#[test]
fn any_domain_typed() {
    let good = [
        "example.com",
        "https://user@mta-sts.example.com:443/.well-known/mta-sts.txt",
        "A B <a@example.com>",
    ];
    any_input(checks::domain, TYPED, &good);
}

#[test]
fn any_paste() {
    let good = [
        "$ORIGIN example.com.\n@ IN MX 10 mx1\n@ IN MX 20 mx2.mail.example.net.\n_mta-sts.example.com IN TXT \"v=STSv1; id=20261123;\"\n\nversion: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 1209600\n",
        "_smtp._tls.example.com. IN TXT ( \"v=TLSRPTv1; \"\n  \"rua=mailto:a@example.org\" ) ; c\n_mta-sts.example.com. IN TXT v=STSv1\\;\\032id=1\n",
        "v=STSv1\\; id=20261123",
        "\"v=TLSRPTv1; rua=mailto:a@example.org,mailto:b@example.org\"",
        "HTTP/2 200\r\ncontent-type: text/plain\r\n\r\nversion: STSv1\r\nmode: none\r\nmax_age: 86400\r\n",
        "'_mta-sts.example.com:v=STSv1;\\040id=1:60\n_mta-sts:\n  value: 'v=STSv1\\; id=1'\n",
    ];
    any_input(checks::paste, PASTE, &good);
}
