//! Real `_smtp._tls` values through the reader: what was published, and what other projects test with.

#![allow(clippy::expect_used)] // a corpus that can't be read is a failed test

use mta_sts_lens::rule::{Findings, Severity};
use mta_sts_lens::tlsrpt::parse;
use std::collections::BTreeMap;

/// The records that don't come out as valid without warnings, each with its errors and warnings.
///
/// Seven of the published ones don't work as written; all others have to pass.
const FAULTS: &[(&str, &[&str])] = &[
    (
        "\"v=TLSRPTv1; rua=mailto:tls-reports@williamblondel.fr\"",
        &["QUOTED_VALUE"],
    ),
    ("V=TLSRPTv1; rua=mailto:tlsrpt@example.com", &["VERSION_CASE"]),
    ("rua=mailto:tlsrpt@example.com", &["VERSION_MISSING"]),
    ("v = TLSRPTv1; rua=mailto:tlsrpt@example.com", &["BLANK_AT_EQUALS"]),
    ("v= TLSRPTv1; rua=mailto:tlsrpt@example.com", &["BLANK_AT_EQUALS"]),
    ("v=TLSRPT1; rua=mailto:tlsrpt@example.com", &["VERSION_WRONG"]),
    (
        "v=TLSRPT1;rua=mailto=reports@example.com",
        &["VERSION_WRONG", "SCHEME_COLON"],
    ),
    ("v=TLSRPTv1", &["RUA_MISSING"]),
    (
        "v=TLSRPTv1 ; rua=mailto:tlsrpt@example.com",
        &["BLANK_BEFORE_SEMICOLON"],
    ),
    (
        "v=TLSRPTv1 ;rua=mailto:tls-rua@mailcheck.service.ncsc.gov.uk",
        &["BLANK_BEFORE_SEMICOLON"],
    ),
    ("v=TLSRPTv1 rua=mailto:tlsrpt@example.com", &["SEMICOLON_MISSING"]),
    ("v=TLSRPTv1*", &["VERSION_WRONG", "RUA_MISSING"]),
    ("v=TLSRPTv10", &["VERSION_WRONG", "RUA_MISSING"]),
    (
        "v=TLSRPTv1;\t rua=mailto:a@example.com \t;\t rua=mailto:b@example.com \t; \t",
        &["RUA_REPEATED"],
    ),
    ("v=TLSRPTv1; ", &["RUA_MISSING"]),
    ("v=TLSRPTv1; ext=1", &["RUA_MISSING", "UNKNOWN_FIELD"]),
    ("v=TLSRPTv1; rua =mailto:tlsrpt@example.com", &["BLANK_AT_EQUALS"]),
    ("v=TLSRPTv1; rua=!!", &["NO_SCHEME"]),
    ("v=TLSRPTv1; rua=,, ,", &["RUA_EMPTY"]),
    (
        "v=TLSRPTv1; rua=http://insecure.example.com,mailto:nobody",
        &["ADDRESS_WITHOUT_AT", "HTTP_DESTINATION"],
    ),
    (
        "v=TLSRPTv1; rua=https://example.com/tlsrpt!report",
        &["EXCLAMATION_MARK"],
    ),
    ("v=TLSRPTv1; rua=mailto:", &["ADDRESS_MISSING"]),
    (
        "v=TLSRPTv1; rua=mailto: MTA_STSReport@qualcomm.com",
        &["BLANK_IN_DESTINATION"],
    ),
    ("v=TLSRPTv1; rua=mailto:emailsecurity@medela.com,", &["EMPTY_ITEM"]),
    ("v=TLSRPTv1; rua=mailto:mta-sts@<VOTRE_DOMAINE>", &["PLACEHOLDER"]),
    (
        "v=TLSRPTv1; rua=mailto:servier.tlsr@emailsecurity.merox.io.",
        &["FINAL_DOT"],
    ),
    ("v=TLSRPTv1; rua=mailto:tls-rpt@%domain%", &["PLACEHOLDER"]),
    ("v=TLSRPTv1; rua=mailto:tls-rua@<your_domain.tld>", &["PLACEHOLDER"]),
    (
        "v=TLSRPTv1; rua=mailto:tls-rua@mailcheck.<your_domain.tld>",
        &["PLACEHOLDER"],
    ),
    (
        "v=TLSRPTv1; rua=mailto:tlsreports1@mailhost.xn--74h.example,mailto:tlsreports2@mailhost.xn--74h.example; \
         rua=mailto:tlsreports3@mailhost.xn--74h.example",
        &["RUA_REPEATED"],
    ),
    (
        "v=TLSRPTv1; rua=mailto:tlsrpt%2Cops@example.com",
        &["LOCAL_PART_UNQUOTED"],
    ),
    ("v=TLSRPTv1; rua=mailto:x@x.example other", &["BLANK_IN_DESTINATION"]),
    ("v=TLSRPTv1; rua=mailto:tlsrpt@mox.example; ext=yes", &["UNKNOWN_FIELD"]),
    ("v=TLSRPTv1; rua=mailto:x@x.example; 1%=a", &["FIELD_NAME"]),
    ("v=TLSRPTv1; rua=mailto:x@x.example; more=", &["FIELD_VALUE"]),
    ("v=TLSRPTv1; rua=mailto:x@x.example;;", &["EMPTY_FIELD"]),
    ("v=TLSRPTv1; rua=mailto:{{tls_rpt_rua}}", &["PLACEHOLDER"]),
    ("v=TLSRPTv1; rua=noscheme", &["NO_SCHEME"]),
    ("v=TLSRPTv1; rua=not_a_valid_uri", &["NO_SCHEME"]),
    (
        "v=TLSRPTv1; rua=tls-rpt@${azurerm_dns_zone.test-mjw-co-uk.name}",
        &["PLACEHOLDER"],
    ),
    ("v=TLSRPTv1;rua=,mailto:rcw7zdfj@tls.eu.dmarcian.com", &["EMPTY_ITEM"]),
    (
        "v=TLSRPTv1;rua=mailto:tlsrpt@tuaf.edu.vn,mailto:tuaf.edu.vn",
        &["ADDRESS_WITHOUT_AT"],
    ),
    ("v=TLSRPTv1;ruf=mailto:smtp-tls-reports@sekoia.io;", &["RUF"]),
    ("v=TLSRPTv1;v=TLSRPTv1", &["RUA_MISSING", "VERSION_REPEATED"]),
];

fn records() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/records/tlsrpt.jsonl");
    let text = std::fs::read_to_string(path).expect(path);
    text.lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect(line);
            let member = |name: &str| record[name].as_str().expect(line).to_owned();
            (member("value"), member("kind"))
        })
        .collect()
}

#[test]
fn each_fault_is_named_once_and_nothing_else_is_said() {
    let expected: BTreeMap<_, _> = FAULTS.iter().copied().collect();
    assert_eq!(expected.len(), FAULTS.len());
    let mut met = 0;
    for (value, _) in records() {
        let mut findings = Findings::new();
        let record = parse(value.as_bytes(), &mut findings);
        let names: Vec<_> = findings
            .as_slice()
            .iter()
            .filter(|finding| finding.severity <= Severity::Warning)
            .map(|finding| finding.rule.name)
            .collect();
        let wanted = expected.get(value.as_str()).copied().unwrap_or_default();
        assert_eq!(names, wanted, "{value}");
        assert_eq!(record.is_none(), findings.has_error(), "{value}");
        met += usize::from(expected.contains_key(value.as_str()));
    }
    assert_eq!(met, FAULTS.len());
}

#[test]
fn published_records_mostly_work() {
    let published: Vec<_> = records().into_iter().filter(|(_, kind)| kind == "published").collect();
    let works = |value: &str| parse(value.as_bytes(), &mut Findings::new()).is_some();
    let broken = published.iter().filter(|(value, _)| !works(value)).count();
    assert_eq!((published.len(), broken), (67, 7));
}
