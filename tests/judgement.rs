//! Facts of any kind, in any order and at any moment of a check: the judgement stays sound, and ends alike.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/arb.rs"]
mod arb;

mod support;

use arbtest::arbitrary::{Result, Unstructured};
use mta_sts_lens::rule::Severity;
use mta_sts_lens::survey::judge::{judge, judge_drawn};
use mta_sts_lens::survey::{Assessment, Survey};
use support::facts::Facts;

/// Lines of which zones are made, good and bad.
#[rustfmt::skip]
const RECORDS: &[&str] = &[
    "@ 300 MX 10 mx1", "@ 300 MX 20 mx2.example.net.", "@ 300 MX 0 .", "@ 300 MX 10 192.0.2.1.", "@ 300 A 192.0.2.1",
    "mx1 300 A 192.0.2.25", "mx1 300 CNAME @", "mta-sts 300 A 192.0.2.80", "mta-sts 300 A 10.0.0.1", "mta-sts 300 CNAME p.example.net.",
    "p.example.net. 300 A 192.0.2.81", "_mta-sts 300 TXT \"v=STSv1; id=1;\"", "_mta-sts 300 TXT \"v=STSv1; \" \"id=a-b\"",
    "_mta-sts 300 TXT \"v=spf1 -all\"", "_mta-sts 300 CNAME _mta-sts.example.net.", "_mta-sts 300 CNAME _mta-sts",
    "_mta-sts.example.net. 300 TXT \"v=STSv1; id=2\"", "* 300 TXT \"v=spf1 -all\"", "_smtp._tls 300 TXT \"v=TLSRPTv1; rua=mailto:a@example.com\"",
    "_smtp._tls 300 TXT \"v=TSLRPTv1; rua=a@b\"", "mta-sts 300 TXT \"v=STSv1; id=1\"", "_25._tcp.mx1 300 TLSA 3 1 1 aabb",
    "@ 300 CAA 0 issue \"letsencrypt.org\"", "@ 300 TXT \"v=STSv1; id=1\"", "_mta-sts 300 TXT malformed \"x",
];

#[rustfmt::skip]
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
    let records = records.join("\n");
    let mut toml = vec![format!("domain = \"example.com\"\nrecords = '''\n{records}\n'''\n")];
    toml.push(format!(
        "signed = {}\nrunning = {}\n",
        u.arbitrary::<bool>()?,
        u.arbitrary::<bool>()?
    ));
    let open = ["@ MX", "_mta-sts TXT", "policy", "probe"];
    toml.push(format!("unanswered = [{:?}]\n", u.choose(&open)?));
    if u.ratio(1, 3)? {
        toml.push(format!("pasted = {:?}\n", u.choose(POLICIES)?));
    }
    let ways = [
        "timed-out",
        "bogus",
        "servfail",
        "filtered",
        "rate-limited",
        "truncated",
        "not-json",
    ];
    let names = ["*", "@ MX", "_mta-sts TXT", "_smtp._tls TXT", "mta-sts A"];
    if u.ratio(1, 2)? {
        toml.push(format!(
            "[[failed]]\nwhat = {:?}\nhow = {:?}\n",
            u.choose(&names)?,
            u.choose(&ways)?
        ));
        if u.ratio(1, 2)? {
            toml.push("at = \"Google\"\n".to_owned());
        }
    }
    if u.ratio(2, 3)? {
        let (status, kind) = (
            u.choose(&[200, 200, 200, 404, 301, 204])?,
            u.choose(&["text/plain", "text/html", ""])?,
        );
        let (readable, body) = (u.ratio(3, 4)?, u.choose(POLICIES)?);
        toml.push(format!(
            "[policy]\nstatus = {status}\ntype = {kind:?}\nreadable = {readable}\nbody = {body:?}\n"
        ));
    }
    if u.ratio(1, 2)? {
        let (fetched, loaded, left) = (u.arbitrary::<bool>()?, u.arbitrary::<bool>()?, u.arbitrary::<bool>()?);
        toml.push(format!(
            "[probe]\nfetched = {fetched}\nloaded = {loaded}\nleft-host = {left}\n"
        ));
    }
    Ok(Facts::parse(&toml.concat().replace("\\u{202e}", "\\u202e")).unwrap())
}

/// What holds of every assessment, at any moment of a check.
fn sound(survey: &Survey) {
    let assessment = judge_drawn(survey);
    assert_eq!(assessment, judge_drawn(survey), "the same facts are judged alike");
    let picture = None;
    assert_eq!(
        judge(survey),
        Assessment {
            picture,
            ..assessment.clone()
        },
        "a picture changes nothing else"
    );
    assert!(!assessment.verdict.sentence.is_empty());
    // The texts themselves stay as they are; all that is said of them is fit to be shown.
    let mut said = serde_json::to_value(&assessment).unwrap();
    said["texts"] = serde_json::Value::Null;
    let words = said.to_string();
    assert!(
        !words.contains('\u{202e}'),
        "foreign text turns the line round: {words}"
    );
    for finding in &assessment.findings {
        for name in finding.rule.params() {
            assert!(finding.arg(name).is_some(), "{} lacks {name}", finding.rule.code);
        }
        if let (Some(span), Some(text)) = (finding.span, assessment.text(finding.subject)) {
            assert!(span.start <= span.end && span.end <= text.text.len(), "{finding:?}");
        }
    }
    let first_good = assessment
        .findings
        .iter()
        .position(|finding| finding.severity == Severity::Good);
    let good_last = first_good.is_none_or(|at| {
        assessment.findings[at..]
            .iter()
            .all(|finding| finding.severity == Severity::Good)
    });
    assert!(good_last, "what is good stands last");
    if let Some(matrix) = assessment.matrix() {
        assert!(matrix.rows.iter().all(|row| row.cells.len() == matrix.lines.len()));
    }
}

#[test]
fn any_facts_are_judged_soundly_at_any_moment() {
    arb::property(|u| {
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
    });
}

#[test]
fn many_hosts_and_many_lines_cost_their_number() {
    let start = std::time::Instant::now();
    // Names that are alike, so that every way to be close is gone; each list as long as it gets.
    for (host, line) in [
        ("mx{}", "mx{}"),
        ("mx{}", "*.x{}"),
        ("a.b{}", "*.b{}"),
        ("mail-relay{}x", "mail-relay{}y"),
    ] {
        let numbered = |row: &dyn Fn(String) -> String| (0..800).map(|n| row(n.to_string())).collect::<String>();
        let records = numbered(&|n| format!("@ 300 MX 10 {}.example.net.\n", host.replace("{}", &n)));
        let lines = numbered(&|n| format!("mx: {}.example.net\n", line.replace("{}", &n)));
        let record = "_mta-sts 300 TXT \"v=STSv1; id=1\"\nmta-sts 300 A 192.0.2.80";
        let policy = format!("version: STSv1\nmode: enforce\nmax_age: 86400\n{lines}");
        let facts = format!(
            "domain = \"example.com\"\nrecords = '''\n{records}{record}\n'''\npolicy.body = '''\n{policy}'''\n"
        );
        let survey = Facts::parse(&facts).unwrap().survey();
        let made = judge_drawn(&survey);
        let matrix = made.matrix().unwrap();
        let cells: usize = matrix.rows.iter().map(|row| row.cells.len()).sum();
        assert!(cells <= 64 * 264, "{host} {line}: {cells}");
        assert_eq!(matrix.rows.len() + matrix.more_rows, 800);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn the_order_of_answers_changes_nothing_in_the_end() {
    arb::property(|u| {
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
        let codes = |assessment: &Assessment| {
            let mut codes: Vec<_> = assessment.findings.iter().map(|finding| finding.rule.code).collect();
            codes.sort_unstable();
            codes
        };
        assert_eq!(codes(&straight), codes(&shuffled));
        Ok(())
    });
}
