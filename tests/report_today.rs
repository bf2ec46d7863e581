//! Failures of reports, held against what a check of the domain finds today.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use mta_sts_lens::report::PolicyType;
use mta_sts_lens::report::result::{Effect, find};
use mta_sts_lens::report::shown::{Cut, Failure, Sum, Version};
use mta_sts_lens::report::today::{Now, Since, Today, misfit};
use mta_sts_lens::survey::judge::judge;
use support::facts::Facts;

const ZONE: &str = r#"
@          3000 MX   10 mx1
@          3000 MX   20 backup.eu.mail.example.net.
mx1        300  A    192.0.2.25
mta-sts    300  A    192.0.2.80
_mta-sts   2711 TXT  "v=STSv1; id=20261101T000000Z;"
"#;

/// The newest day of which anybody reported.
const NEWEST: i64 = 20_600;

fn today(zone: &str, more: &str) -> Today {
    let facts = Facts::parse(&format!("domain = \"example.com\"\nrecords = '''\n{zone}\n'''\n{more}")).unwrap();
    let survey = facts.survey();
    Today::of(&survey, &judge(&survey))
}

/// A policy that is served and may be read.
fn serves(mx: &str) -> String {
    format!("policy.body = \"version: STSv1\\nmode: enforce\\nmx: {mx}\\nmx: mx1.example.com\\nmax_age: 604800\\n\"\n")
}

fn lines(lines: &[&str]) -> Cut<String> {
    Cut {
        rows: lines.iter().map(|line| (*line).to_owned()).collect(),
        more: 0,
    }
}

const POLICY: [&str; 5] = [
    "version: STSv1",
    "mode: enforce",
    "mx: *.mail.example.net",
    "mx: mx1.example.com",
    "max_age: 604800",
];

fn failure(result: &str, host: &str) -> Failure {
    Failure {
        result: result.to_owned(),
        host: host.to_owned(),
        domain: "example.com".to_owned(),
        reporters: Cut::default(),
        failed: 1,
        reasons: Vec::new(),
        effect: Effect::Refused,
        days: Some((20_575, 20_576)),
        policy_type: PolicyType::Sts,
        policy: lines(&POLICY),
        explained: None,
        command: String::new(),
    }
}

fn now(today: &Today, failure: &Failure) -> Now {
    today.judge(failure, find(&failure.result).map(|known| known.about), Some(NEWEST))
}

#[test]
#[allow(clippy::too_many_lines)] // a table
fn each_failure_is_still_so_mended_or_untold() {
    let wide = today(ZONE, &serves("*.eu.mail.example.net"));
    let same = today(ZONE, &serves("*.mail.example.net"));
    let closed = today(ZONE, "policy.readable = false\n");
    let gone = today(&ZONE.replace("mta-sts    300  A    192.0.2.80\n", ""), "");
    let odd = today(ZONE, "policy.body = \"<html>\"\n");
    let deep = "backup.eu.mail.example.net";
    for (state, today, result, host, want, words) in [
        (
            "not covered then, covered now",
            &wide,
            "validation-failure",
            deep,
            Since::Mended,
            "Line 3",
        ),
        (
            "not covered, then and now",
            &same,
            "validation-failure",
            deep,
            Since::StillSo,
            "stands for one label, here are 2",
        ),
        (
            "today's policy isn't known",
            &closed,
            "validation-failure",
            deep,
            Since::Untold,
            "can’t see",
        ),
        (
            "covered, and failed by something else",
            &same,
            "validation-failure",
            "mx1.example.com",
            Since::Untold,
            "none after",
        ),
        (
            "port 25",
            &same,
            "certificate-expired",
            "mx1.example.com",
            Since::Untold,
            "none after",
        ),
        (
            "no longer published",
            &same,
            "certificate-expired",
            "mx9.example.com",
            Since::Mended,
            "no longer among",
        ),
        (
            "the policy is read",
            &same,
            "sts-webpki-invalid",
            "",
            Since::Mended,
            "reads the policy",
        ),
        (
            "closed to pages",
            &closed,
            "sts-policy-fetch-error",
            "",
            Since::Untold,
            "can’t see",
        ),
        (
            "the host of the policy where an MX host should stand",
            &closed,
            "sts-webpki-invalid",
            "mta-sts.example.com",
            Since::Untold,
            "can’t see",
        ),
        ("no host", &gone, "sts-policy-fetch-error", "", Since::StillSo, "either"),
        (
            "no policy",
            &odd,
            "sts-policy-invalid",
            "",
            Since::StillSo,
            "no policy that senders",
        ),
        ("valid", &same, "sts-policy-invalid", "", Since::Mended, "is valid"),
        (
            "a name of its own",
            &same,
            "sent-by-pigeon",
            "mx1.example.com",
            Since::Untold,
            "can’t see",
        ),
    ] {
        let now = now(today, &failure(result, host));
        assert_eq!(now.since, want, "{state}: {now:?}");
        assert!(now.words.contains(words), "{state}: {}", now.words);
    }
}

#[test]
fn dane_is_told_by_records_that_validate() {
    let zone = format!("{ZONE}\n_25._tcp.mx1 300 TLSA 3 1 1 {}", "ab".repeat(32));
    let signed = today(&zone, "signed = true\n");
    let unsigned = today(&zone, "");
    let none = today(ZONE, "signed = true\n");
    for (today, result, want) in [
        (&signed, "dane-required", Since::Mended),
        // Not every resolver validates.
        (&unsigned, "dane-required", Since::Untold),
        (&none, "dane-required", Since::StillSo),
        (&signed, "dnssec-invalid", Since::Mended),
        (&unsigned, "dnssec-invalid", Since::Untold),
        (&none, "tlsa-invalid", Since::Mended),
        // Whether the certificate fits them can't be seen.
        (&signed, "tlsa-invalid", Since::Untold),
    ] {
        let now = now(today, &failure(result, "mx1.example.com"));
        assert_eq!(now.since, want, "{result}: {now:?}");
    }
}

#[test]
fn the_one_label_rule_is_told_from_the_report_alone() {
    let why = |host: &str| misfit(&failure("validation-failure", host));
    assert_eq!(why("mx1.example.com"), None);
    assert_eq!(why("a.mail.example.net"), None);
    assert!(why("backup.eu.mail.example.net").unwrap().contains("one label"));
    assert!(why("other.example").unwrap().contains("none of the 2 patterns"));
    let mut untold = failure("validation-failure", "other.example");
    untold.policy = Cut::default();
    assert_eq!(misfit(&untold), None);
}

#[test]
fn a_policy_of_reports_is_set_against_todays() {
    let version = |lines_of: &[&str], policy_type| Version {
        key: String::new(),
        domain: "example.com".to_owned(),
        policy_type,
        lines: lines(lines_of),
        days: None,
        totals: Sum::default(),
        removed: Cut::default(),
        added: Cut::default(),
    };
    let today = today(ZONE, &serves("*.mail.example.net"));
    assert_eq!(today.differs(&version(&POLICY, PolicyType::Sts)), None);
    // Blanks are not a difference.
    let dense = POLICY.map(|line| line.replace(": ", ":"));
    let dense: Vec<&str> = dense.iter().map(String::as_str).collect();
    assert_eq!(today.differs(&version(&dense, PolicyType::Sts)), None);
    let old = [
        "version: STSv1",
        "mode: testing",
        "mx: *.mail.example.net",
        "mx: mx1.example.com",
    ];
    let (gone, come) = today.differs(&version(&old, PolicyType::Sts)).unwrap();
    assert_eq!(gone, ["mode: testing"]);
    assert_eq!(come, ["mode: enforce", "max_age: 604800"]);
    assert_eq!(today.differs(&version(&["3 1 1 00"], PolicyType::Tlsa)), None);
    assert!(today.is_about("EXAMPLE.com.") && !today.is_about("example.org"));
}
