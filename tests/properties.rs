//! Whatever comes in: no panic, places within the text, no usable text exactly where an error is, a fix that mends, and
//! what is printed reads as it was. The checks themselves are in `support/checks.rs`; here is the input.

mod support;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use mta_sts_lens::rule::Severity;
use mta_sts_lens::survey::Survey;
use mta_sts_lens::survey::judge::judge;
use std::time::Duration;
use support::checks;
use support::facts::Facts;

/// How long each property is tried.
const TIME: Duration = Duration::from_millis(1500);

/// Characters of which both grammars are made, and those that are mistaken for them.
const SMALL: &[&str] = &[
    "a", "b", "z", "A", "0", "1", "9", "=", ":", ";", ",", ".", "-", "_", "*", "@", "/", "!", "%", "\"", "\\", " ", "\t",
    "\r", "\n", "\0", "\u{a0}", "\u{200b}", "\u{feff}", "\u{2028}", "\u{85}", "ü", "\u{ff1b}", "<", "#",
];

const RECORD: &[&str] = &[
    "v=STSv1", "v=STSv10", "v=stsv1", "v = STSv1", "id=", "id", "1", "20260101T000000", "; ", ";", " ;", " ", "\t", "x=y",
    "mode: enforce", "\"", "=", "2026-01-01", "a", "-", "_",
];

const REPORT: &[&str] = &[
    "v=TLSRPTv1", "v=TLSRPT1", "rua=", "rua", "mailto:", "a@example.com", "https://", "example.com/p", "[2001:db8::1]", ":443",
    "?q=1", "#f", "%2C", ",", ", ", ";", "; ", "!10m", "ruf=", "http:", "user@", "x=y", ".", " ", "\"", "\\;", "<", ">", "ü",
];

const POLICY: &[&str] = &[
    "version", "Version", "mode", "mx", "max_age", "x", ": ", ":", " :", "=", "STSv1", "enforce", "testing", "none", "enforced",
    "604800", "31557601", "0", "-1", "mx1.example.com", "*.example.com", "m*.example.com", "example.com.", "10 mx", "https://a/",
    "\n", "\r\n", "\r", "\n\n", " ", "\t", "# note", "\u{feff}", "\u{2028}", "\u{85}", "ü", "{", "<html>", ",", "---",
];

const JSON: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"Status\":", "0", "3", "\"2\"", "\"Answer\":", "\"name\":", "\"example.com.\"", "\"type\":",
    "16", "15", "1", "5", "52", "\"TTL\":", "60", "\"data\":", "\"\\\"v=STSv1; id=1;\\\"\"", "\"10 mx.\"", "\"\\\\# 2 abcd\"",
    "\"Comment\":", "null", "true", "\"AD\":", "-1", "1e9", "\"\\ud800\"", "\\", "\"",
];

const CURL: &[&str] = &[
    "HTTP/1.1 200 OK", "HTTP/2 200", "HTTP/1.1 301", "HTTP/1.0 404 Not Found", "\r\n", "\n", "\r\n\r\n", "\n\n",
    "content-type: text/plain", "Content-Type: text/html; charset=utf-8", "Location: https://a/", ": ", "x", " ",
    "version: STSv1", "mode: none", "\u{feff}", "* Connected", "< HTTP/2 200",
];

const TYPED: &[&str] = &[
    "example", ".com", ".", "..", "https://", "http:", "//", "mta-sts.", "_mta-sts.", "_smtp._tls.", "/.well-known/mta-sts.txt", "user",
    "@", "<", ">", "\"", " ", "\t", ":443", "?q", "#f", "xn--", "xn--bcher-kva", "bücher", "192.0.2.1", "[", "]", "::1", "1", "*.", ",",
    "\u{200b}", "\u{ff0e}", "-", "_25._tcp.", "localhost", "0x7f",
];

/// Runs a check on raw bytes, on small alphabets, on words in any order, and on good texts with a few bytes changed.
fn any_input(check: fn(&[u8]), words: &[&str], good: &[&str]) {
    arbtest(|u| {
        check(&u.arbitrary::<Vec<u8>>()?);
        check(&string_of(u, SMALL)?);
        check(&string_of(u, words)?);
        check(&changed(u, good, words)?);
        Ok(())
    })
    .budget(TIME);
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
        let put: &str = if u.ratio(1, 2)? { u.choose(SMALL)? } else { u.choose(words)? };
        text.splice(at..end, put.bytes());
    }
    Ok(text)
}

#[test]
fn any_sts_record() {
    any_input(checks::sts_record, RECORD, &["v=STSv1; id=20260101T000000;", "v=STSv1;id=1;a.b=c"]);
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
    any_input(checks::mx, &["*.", "a.", "example", ".com", ".", "\n", "-", "_"], &["*.example.com\nmx.example.com"]);
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
fn any_domain_typed() {
    let good = ["example.com", "https://user@mta-sts.example.com:443/.well-known/mta-sts.txt", "A B <a@example.com>"];
    any_input(checks::domain, TYPED, &good);
}

/// Lines of which zones are made, good and bad.
const RECORDS: &[&str] = &[
    "@ 300 MX 10 mx1", "@ 300 MX 20 mx2.example.net.", "@ 300 MX 0 .", "@ 300 MX 10 192.0.2.1.", "@ 300 A 192.0.2.1",
    "mx1 300 A 192.0.2.25", "mx1 300 CNAME @", "mta-sts 300 A 192.0.2.80", "mta-sts 300 A 10.0.0.1", "mta-sts 300 CNAME p.example.net.",
    "p.example.net. 300 A 192.0.2.81", "_mta-sts 300 TXT \"v=STSv1; id=1;\"", "_mta-sts 300 TXT \"v=STSv1; \" \"id=a-b\"",
    "_mta-sts 300 TXT \"v=spf1 -all\"", "_mta-sts 300 CNAME _mta-sts.example.net.", "_mta-sts 300 CNAME _mta-sts",
    "_mta-sts.example.net. 300 TXT \"v=STSv1; id=2\"", "* 300 TXT \"v=spf1 -all\"", "_smtp._tls 300 TXT \"v=TLSRPTv1; rua=mailto:a@example.com\"",
    "_smtp._tls 300 TXT \"v=TSLRPTv1; rua=a@b\"", "mta-sts 300 TXT \"v=STSv1; id=1\"", "_25._tcp.mx1 300 TLSA 3 1 1 aabb",
    "@ 300 CAA 0 issue \"letsencrypt.org\"", "@ 300 TXT \"v=STSv1; id=1\"", "_mta-sts 300 TXT malformed \"x",
];

const POLICIES: &[&str] = &[
    "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n",
    "version: STSv1\nmode: testing\nmx: *.example.net\nmax_age: 86400\n",
    "version: STSv1\nmode: none\nmax_age: 86400\n",
    "version: STSv1\n\nmode: enforce\nmx: mta-sts.example.com\nmax_age: 1\n",
    "<!doctype html><title>\u{202e}</title>",
    "",
];

/// Facts about example.com, of any kind.
fn any_facts(u: &mut Unstructured) -> Result<Facts> {
    let mut records = Vec::new();
    for _ in 0..u.int_in_range(0..=10)? {
        records.push(*u.choose(RECORDS)?);
    }
    let mut toml = format!("domain = \"example.com\"\nrecords = '''\n{}\n'''\n", records.join("\n"));
    toml += &format!("signed = {}\nrunning = {}\n", u.arbitrary::<bool>()?, u.arbitrary::<bool>()?);
    let open = ["MX", "_mta-sts TXT", "policy", "probe"];
    toml += &format!("unanswered = [{:?}]\n", u.choose(&open)?);
    if u.ratio(1, 3)? {
        toml += &format!("pasted = {:?}\n", u.choose(POLICIES)?);
    }
    let ways = ["timed-out", "bogus", "servfail", "filtered", "rate-limited", "truncated", "not-json"];
    let names = ["*", "@ MX", "_mta-sts TXT", "_smtp._tls TXT", "mta-sts A"];
    if u.ratio(1, 2)? {
        toml += &format!("[[failed]]\nwhat = {:?}\nhow = {:?}\n", u.choose(&names)?, u.choose(&ways)?);
        if u.ratio(1, 2)? {
            toml += "at = \"Google\"\n";
        }
    }
    if u.ratio(2, 3)? {
        let (status, kind) = (u.choose(&[200, 200, 200, 404, 301, 204])?, u.choose(&["text/plain", "text/html", ""])?);
        let (readable, body) = (u.ratio(3, 4)?, u.choose(POLICIES)?);
        toml += &format!("[policy]\nstatus = {status}\ntype = {kind:?}\nreadable = {readable}\nbody = {body:?}\n");
    }
    if u.ratio(1, 2)? {
        let (fetched, loaded, left) = (u.arbitrary::<bool>()?, u.arbitrary::<bool>()?, u.arbitrary::<bool>()?);
        toml += &format!("[probe]\nfetched = {fetched}\nloaded = {loaded}\nleft-host = {left}\n");
    }
    Ok(Facts::parse(&toml.replace("\\u{202e}", "\\u202e")).unwrap())
}

/// What holds of every assessment, at any moment of a check.
fn sound(survey: &Survey) {
    let assessment = judge(survey);
    assert_eq!(assessment, judge(survey), "the same facts are judged alike");
    assert!(!assessment.verdict.sentence.is_empty());
    let words = serde_json::to_string(&assessment).unwrap();
    assert!(!words.contains('\u{202e}'), "foreign text turns the line round: {words}");
    for finding in &assessment.findings {
        for name in finding.rule.params() {
            assert!(finding.arg(name).is_some(), "{} lacks {name}", finding.rule.code);
        }
        if let (Some(span), Some(text)) = (finding.span, assessment.text(finding.subject)) {
            assert!(span.start <= span.end && span.end <= text.text.len(), "{finding:?}");
        }
    }
    let first_good = assessment.findings.iter().position(|finding| finding.severity == Severity::Good);
    let good_last = first_good.is_none_or(|at| {
        assessment.findings[at..]
            .iter()
            .all(|finding| finding.severity == Severity::Good)
    });
    assert!(good_last, "what is good stands last");
    if let Some(matrix) = &assessment.matrix {
        assert!(matrix.rows.iter().all(|row| row.cells.len() == matrix.lines.len()));
    }
}

#[test]
fn any_facts_are_judged_soundly_at_any_moment() {
    arbtest(|u| {
        let facts = any_facts(u)?;
        let whole = facts.survey();
        sound(&whole);
        // The same check, seen while its answers come in.
        let mut part = Survey::new(whole.domain.clone(), None, whole.started);
        sound(&part);
        for (question, replies) in &whole.replies {
            for reply in replies {
                part.record(question.clone(), reply.clone());
            }
            if u.ratio(1, 4)? {
                sound(&part);
            }
        }
        Ok(())
    })
    .budget(TIME * 2);
}

#[test]
fn the_order_of_answers_changes_nothing_in_the_end() {
    arbtest(|u| {
        let facts = any_facts(u)?;
        let straight = judge(&facts.survey());
        let mut choices = Vec::new();
        for _ in 0..64 {
            choices.push(u.int_in_range(0..=usize::from(u8::MAX))?);
        }
        let mut choices = choices.into_iter().cycle();
        let shuffled = judge(&facts.survey_in_order(|news| {
            // Answers of one resolver may overtake those to other questions, never one another to the same.
            for at in (1..news.len()).rev() {
                let other = choices.next().unwrap_or(0) % (at + 1);
                if news[at].0 != news[other].0 {
                    news.swap(at, other);
                }
            }
            news.sort_by_key(|(_, reported)| reported.from != "Google");
        }));
        assert_eq!(straight.verdict, shuffled.verdict);
        let codes = |assessment: &mta_sts_lens::survey::Assessment| {
            let mut codes: Vec<_> = assessment.findings.iter().map(|finding| finding.rule.code).collect();
            codes.sort_unstable();
            codes
        };
        assert_eq!(codes(&straight), codes(&shuffled));
        Ok(())
    })
    .budget(TIME);
}
