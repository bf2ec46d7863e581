//! Whole judgements from facts: every verdict, and what must or must not be found beside it.

mod beside;
mod brought;
mod drawn;
mod facts;
mod many;
mod outside;
mod policy;
mod resolvers;
mod said;
mod unreadable;

use super::super::assessment::{Assessment, Case};
use super::super::facts::{PolicyRead, Question, Reply, Reported};
use super::judge;
use crate::dns::{Data, Failure, Rtype};
use crate::rule::Severity;
use facts::{Box, DOMAIN, name};

const ENFORCE: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: *.mail.example.net\nmax_age: 1209600\n";

fn names(assessment: &Assessment, severity: Severity) -> Vec<&'static str> {
    assessment
        .findings
        .iter()
        .filter(|f| f.severity == severity)
        .map(|f| f.rule.name)
        .collect()
}

fn has(assessment: &Assessment, rule: &str) -> bool {
    assessment.findings.iter().any(|finding| finding.rule.name == rule)
}

#[track_caller]
fn expect(assessment: &Assessment, case: Case, rules: &[&str]) {
    let all: Vec<_> = assessment
        .findings
        .iter()
        .map(|f| (f.severity, f.rule.name, f.message()))
        .collect();
    assert_eq!(assessment.verdict.case, case, "{:?}\n{all:#?}", assessment.verdict);
    for rule in rules {
        assert!(has(assessment, rule), "{rule} is missing: {all:#?}");
    }
}

#[test]
fn a_good_domain_is_protected_and_nothing_is_wrong() {
    let assessment = Box::good().policy(ENFORCE).judge();
    expect(&assessment, Case::Protected, &["MX_COVERED", "HOST_READABLE"]);
    assert_eq!(names(&assessment, Severity::Error), [""; 0]);
    assert_eq!(names(&assessment, Severity::Warning), [""; 0]);
    assert!(assessment.done);
    let picture = assessment.picture.unwrap();
    assert_eq!(picture.matrix.unwrap().rows[1].cells[1].text, "`*` = `mx2`");
    assert_eq!(picture.chain.hosts.len(), 2);
}

#[test]
fn uncovered_hosts_are_refused_in_enforce_and_reported_in_testing() {
    let deep = Box::good()
        .mx(30, "backup.eu.mail.example.net")
        .a("backup.eu.mail.example.net", "192.0.2.3");
    let assessment = deep.policy(ENFORCE).judge();
    expect(&assessment, Case::PartlyRefused, &["WILDCARD_ONE_LABEL"]);
    assert_eq!(assessment.findings[0].rule.name, "WILDCARD_ONE_LABEL");
    assert_eq!(assessment.findings[0].severity, Severity::Error);

    let testing = ENFORCE.replace("enforce", "testing");
    let deep = Box::good()
        .mx(30, "other.example.org")
        .a("other.example.org", "192.0.2.3")
        .policy(&testing)
        .judge();
    expect(&deep, Case::TestingMisfit, &["MX_NOT_COVERED"]);
    assert_eq!(names(&deep, Severity::Error), [""; 0]);

    let none = "version: STSv1\nmode: enforce\nmx: mta-sts.example.com\nmax_age: 1209600\n";
    let none = Box::good().policy(none).judge();
    expect(&none, Case::Refused, &["MX_NOT_COVERED", "POLICY_HOST_AS_MX"]);
    expect(&Box::good().policy(&testing).judge(), Case::Testing, &["STILL_TESTING"]);
}

#[test]
fn a_misspelt_line_is_recognised() {
    let policy = ENFORCE.replace("mx1.example.com", "mx1.exmaple.com");
    expect(
        &Box::good().policy(&policy).judge(),
        Case::PartlyRefused,
        &["MX_NOT_COVERED", "MX_TYPING_ERROR"],
    );
}

#[test]
fn mode_none_is_off() {
    let off = Box::good()
        .policy("version: STSv1\nmode: none\nmax_age: 86400\n")
        .judge();
    expect(&off, Case::Off, &[]);
    assert_eq!(names(&off, Severity::Error), [""; 0]);
}

#[test]
fn records_are_judged_before_policies() {
    let none = Box::good()
        .without("_mta-sts.example.com")
        .without("mta-sts.example.com")
        .judge();
    expect(&none, Case::NotSetUp, &["NOT_SET_UP"]);
    assert!(
        none.verdict
            .consequence
            .contains("go by their copy until its `max_age` is over")
    );
    let policy_only = Box::good().without("_mta-sts.example.com").policy(ENFORCE).judge();
    expect(&policy_only, Case::PolicyWithoutRecord, &["POLICY_WITHOUT_RECORD"]);
    let two = Box::good()
        .txt("_mta-sts.example.com", "v=STSv1; id=2;")
        .policy(ENFORCE)
        .judge();
    expect(&two, Case::TwoRecords, &[]);
    let bad = Box::good()
        .without("_mta-sts.example.com")
        .txt("_mta-sts.example.com", "v=STSv1; id=2026-11-02");
    expect(&bad.policy(ENFORCE).judge(), Case::RecordInvalid, &[]);
}

#[test]
fn near_misses_are_named() {
    let doubled = Box::good()
        .without("_mta-sts.example.com")
        .txt("_mta-sts.example.com.example.com", "v=STSv1; id=1;");
    expect(
        &doubled.policy(ENFORCE).judge(),
        Case::PolicyWithoutRecord,
        &["RECORD_AT_WRONG_NAME"],
    );
    let apex = Box::good()
        .without("_smtp._tls.example.com")
        .txt(DOMAIN, "v=TLSRPTv1; rua=mailto:a@b.example");
    expect(
        &apex.policy(ENFORCE).judge(),
        Case::Protected,
        &["REPORTING_AT_WRONG_NAME", "NO_TLS_REPORTING"],
    );
    let spf = "v=spf1 -all";
    let wild = Box::good()
        .without("_mta-sts.example.com")
        .txt("_mta-sts.example.com", spf);
    let wild = wild
        .txt("_mta-sts-lens-wildcard-test.example.com", spf)
        .policy(ENFORCE)
        .judge();
    expect(&wild, Case::PolicyWithoutRecord, &["WILDCARD_TXT"]);
}

#[test]
fn a_domain_without_mail_has_nothing_to_protect() {
    let null = Box::new()
        .row(
            DOMAIN,
            Rtype::MX,
            Data::Mx {
                preference: 0,
                host: String::new(),
            },
        )
        .judge();
    expect(&null, Case::NoMail, &["NULL_MX"]);
    assert!(!has(&null, "NOT_SET_UP"));
    expect(&Box::new().txt(DOMAIN, "x").judge(), Case::NoMail, &["NO_MAIL_SERVER"]);
    expect(&Box::new().judge(), Case::NoSuchDomain, &["NO_SUCH_DOMAIN"]);
    let implicit = Box::good()
        .without(DOMAIN)
        .a(DOMAIN, "192.0.2.7")
        .policy(ENFORCE)
        .judge();
    expect(&implicit, Case::Refused, &["IMPLICIT_MX", "MX_NOT_COVERED"]);
}

#[test]
fn a_failed_lookup_is_no_absent_record() {
    let failed = Box::good()
        .fail("_mta-sts.example.com", Rtype::TXT, Failure::TimedOut)
        .policy(ENFORCE)
        .judge();
    expect(&failed, Case::Unknown, &["LOOKUP_FAILED"]);
    assert!(!has(&failed, "NOT_SET_UP"));
    let mx = Box::good()
        .fail(DOMAIN, Rtype::MX, Failure::TimedOut)
        .policy(ENFORCE)
        .judge();
    expect(&mx, Case::Unknown, &["LOOKUP_FAILED"]);
}

#[test]
fn nothing_is_concluded_while_answers_are_awaited() {
    let mut bare = Box::good();
    let first = judge(&bare.survey);
    assert_eq!(first.verdict.case, Case::Waiting);
    assert!(first.findings.is_empty());
    let record = bare.answer("_mta-sts.example.com", Rtype::TXT);
    let question = Question::Dns {
        name: name("_mta-sts.example.com"),
        rtype: Rtype::TXT,
    };
    bare.survey.record(
        question,
        Reported {
            from: "Google".into(),
            at: 1,
            reply: Reply::Dns(record),
        },
    );
    let then = judge(&bare.survey);
    assert_eq!(then.verdict.case, Case::Waiting);
    assert!(
        then.verdict.sentence.contains("a valid record"),
        "{}",
        then.verdict.sentence
    );
    assert!(!then.waiting.is_empty());
}

#[test]
fn dane_beside_mta_sts() {
    let digest = "ab".repeat(32);
    let tlsa = |usage, hex: &str| Data::Tlsa {
        usage,
        selector: 1,
        matching: 1,
        hex: hex.into(),
    };
    let unsigned = Box::good()
        .row("_25._tcp.mx1.example.com", Rtype::TLSA, tlsa(3, &digest))
        .policy(ENFORCE)
        .judge();
    expect(
        &unsigned,
        Case::Protected,
        &["TLSA_UNSIGNED", "DANE_PARTLY", "MX_NOT_SIGNED"],
    );
    let mut signed = Box::good()
        .row("_25._tcp.mx1.example.com", Rtype::TLSA, tlsa(3, &digest))
        .row("_25._tcp.mx2.mail.example.net", Rtype::TLSA, tlsa(1, &digest))
        .row("_25._tcp.mx2.mail.example.net", Rtype::TLSA, tlsa(3, "ab"))
        .policy(ENFORCE);
    signed.signed = true;
    let signed = signed.judge();
    expect(
        &signed,
        Case::Protected,
        &["DANE_WINS", "MX_SIGNED", "TLSA_USAGE", "TLSA_MALFORMED"],
    );
}

#[test]
fn caa_records_that_hold_for_the_policy_host() {
    let caa = |value: &str| Data::Caa {
        flags: 0,
        tag: "issue".into(),
        value: value.into(),
    };
    let none = Box::good().row(DOMAIN, Rtype::CAA, caa(";")).policy(ENFORCE).judge();
    expect(&none, Case::Protected, &["CAA_FORBIDS_ALL"]);
    let some = Box::good()
        .row(DOMAIN, Rtype::CAA, caa("letsencrypt.org; x=y"))
        .policy(ENFORCE)
        .judge();
    expect(&some, Case::Protected, &["CAA_LIMITS"]);
}

#[test]
fn half_a_delegation_is_named() {
    let host_only = Box::good()
        .without("_mta-sts.example.com")
        .without("mta-sts.example.com");
    let host_only = host_only
        .cname("mta-sts.example.com", "p.example.net")
        .a("p.example.net", "192.0.2.9");
    expect(
        &host_only.policy(ENFORCE).judge(),
        Case::PolicyWithoutRecord,
        &["DELEGATION_WITHOUT_RECORD"],
    );
    let record_only = Box::good()
        .without("_mta-sts.example.com")
        .without("mta-sts.example.com");
    let record_only = record_only
        .cname("_mta-sts.example.com", "r.example.net")
        .txt("r.example.net", "v=STSv1; id=1;")
        .judge();
    expect(
        &record_only,
        Case::RecordWithoutPolicy,
        &["DELEGATION_WITHOUT_HOST", "RECORD_DELEGATED"],
    );
}

#[test]
fn an_address_that_could_not_be_looked_up_is_neither_signed_nor_unsigned() {
    let data = Data::Tlsa {
        usage: 3,
        selector: 1,
        matching: 1,
        hex: "ab".repeat(32),
    };
    let mut facts = Box::good()
        .row("_25._tcp.mx1.example.com", Rtype::TLSA, data)
        .fail("mx1.example.com", Rtype::A, Failure::TimedOut)
        .fail("mx1.example.com", Rtype::AAAA, Failure::TimedOut)
        .policy(ENFORCE);
    facts.signed = true;
    let assessment = facts.judge();
    assert!(!has(&assessment, "DANE_WINS") && !has(&assessment, "TLSA_UNSIGNED"));
}
