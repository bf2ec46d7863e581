//! Real reports through the reader, each with what must come out of it, and fixtures of our own for what no real one
//! shows.

#![allow(clippy::expect_used)] // a corpus that can't be read is a failed test

use mta_sts_lens::report::merge::{Filter, Merged};
use mta_sts_lens::report::{Report, parse, result};
use mta_sts_lens::rule::{Findings, Severity};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;

/// A file by its number, its verdict, its successes and failures, and the rules found in it, once each.
type Case = (&'static str, Option<Severity>, [u64; 2], &'static [&'static str]);

const VALID: Option<Severity> = None;
const WARNED: Option<Severity> = Some(Severity::Warning);
const INVALID: Option<Severity> = Some(Severity::Error);

/// Notes of the RFC's example: its IPv6 addresses (J16), the blanks in its URI (J17), its single `mx-host` (J14).
const RFC_LIST: &[&str] = &["REPORT_ADDRESS_FORM", "REPORT_INFORMATION"];
const RFC_TEXT: &[&str] = &["REPORT_ADDRESS_FORM", "REPORT_INFORMATION", "REPORT_LIST_AS_TEXT"];

/// Reasoned by hand from RFC 8460 §4.
const CASES: [Case; 49] = [
    // The contact is null.
    ("001", INVALID, [1, 0], &["REPORT_MEMBER_NULL"]),
    // Google gives no reason for `validation-failure` (§4.3.1, SHOULD).
    ("002", VALID, [0, 3], &["REPORT_REASON_MISSING"]),
    ("003", VALID, [230, 0], &[]),
    ("004", VALID, [773, 0], &[]),
    // CR at the end of each line of the policy.
    ("005", VALID, [5, 0], &["REPORT_POLICY_LINE_CR"]),
    ("006", VALID, [1, 0], &[]),
    ("007", VALID, [1, 0], &[]),
    ("008", VALID, [2, 0], &[]),
    // A week.
    ("009", WARNED, [23, 1], &["REPORT_RANGE_NOT_A_DAY"]),
    ("010", WARNED, [23, 1], &["REPORT_RANGE_NOT_A_DAY"]),
    // `mx-host` is an empty text: no array, and no name.
    ("011", INVALID, [343, 0], &["REPORT_LIST_AS_TEXT", "REPORT_NAME"]),
    ("012", VALID, [343, 0], &[]),
    ("013", VALID, [343, 0], &[]),
    ("014", VALID, [3, 0], &[]),
    ("015", VALID, [1, 13], &["REPORT_REASON_MISSING"]),
    ("016", VALID, [4, 0], &[]),
    ("017", VALID, [4, 0], &[]),
    ("018", VALID, [1, 0], &[]),
    ("019", VALID, [3, 0], &[]),
    // Mail.ru: two failures of one session. Both numbers stand (J18).
    ("020", VALID, [0, 1], &["REPORT_SUMS_DIFFER"]),
    // Microsoft: the TLSA records as the text of an array.
    ("021", WARNED, [4, 0], &["REPORT_JSON_IN_TEXT"]),
    ("022", VALID, [2, 0], &[]),
    ("023", VALID, [0, 3], &[]),
    // `receiving-mx-host-name`.
    ("024", WARNED, [12, 2], &["REPORT_DRAFT_KEY"]),
    // No `policy-domain`.
    ("025", INVALID, [1, 0], &["REPORT_MEMBER_MISSING"]),
    ("026", INVALID, [0, 0], &["REPORT_EMPTY", "REPORT_MEMBER_MISSING"]),
    ("027", INVALID, [10, 2], &["REPORT_MEMBER_MISSING"]),
    ("028", INVALID, [0, 0], &["REPORT_EMPTY", "REPORT_MEMBER_MISSING"]),
    ("029", INVALID, [0, 0], &["REPORT_EMPTY", "REPORT_MEMBER_MISSING"]),
    ("030", VALID, [99, 102], &[]),
    ("031", VALID, [1, 0], &[]),
    ("032", VALID, [4523, 2], &[]),
    // It ends before it starts.
    ("033", WARNED, [12, 2], &["REPORT_DRAFT_KEY", "REPORT_RANGE_REVERSED"]),
    ("034", VALID, [0, 3], &[]),
    // No `policies`, and 24 hours that are no day of UTC.
    (
        "035",
        INVALID,
        [0, 0],
        &["REPORT_MEMBER_MISSING", "REPORT_RANGE_NOT_A_DAY"],
    ),
    ("036", VALID, [2, 0], &[]),
    ("037", VALID, [2, 0], &[]),
    // `mx: mx.server.com` is no name.
    ("038", INVALID, [1, 0], &["REPORT_MEMBER_NULL", "REPORT_NAME"]),
    // The schema of the RFC taken for a report: every value is the name of one.
    (
        "039",
        INVALID,
        [0, 0],
        &[
            "REPORT_ADDRESS",
            "REPORT_CONTACT",
            "REPORT_COUNT",
            "REPORT_DATE",
            "REPORT_INFORMATION",
            "REPORT_LIST_AS_TEXT",
            "REPORT_NAME",
            "REPORT_POLICY_TYPE",
            "REPORT_RESULT_TYPE",
        ],
    ),
    ("040", VALID, [5326, 303], &["REPORT_ADDRESS_FORM"]),
    (
        "041",
        VALID,
        [5326, 303],
        &["REPORT_ADDRESS_FORM", "REPORT_LIST_AS_TEXT"],
    ),
    ("042", VALID, [5326, 303], RFC_LIST),
    ("043", VALID, [5326, 303], RFC_LIST),
    ("044", VALID, [5326, 303], RFC_LIST),
    ("045", VALID, [5326, 303], RFC_TEXT),
    ("046", VALID, [5326, 303], RFC_TEXT),
    ("047", VALID, [5326, 303], RFC_TEXT),
    // `failure-error-code`.
    (
        "048",
        WARNED,
        [5326, 303],
        &["REPORT_ADDRESS_FORM", "REPORT_DRAFT_KEY", "REPORT_LIST_AS_TEXT"],
    ),
    // As printed in the RFC: a string over two lines.
    (
        "049",
        INVALID,
        [5326, 303],
        &[
            "REPORT_ADDRESS_FORM",
            "REPORT_DRAFT_KEY",
            "REPORT_INFORMATION",
            "REPORT_LIST_AS_TEXT",
            "REPORT_RAW_CONTROL",
        ],
    ),
];

/// The texts of a folder of the corpus, each with its file.
fn texts(folder: &str) -> Vec<(String, Vec<u8>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(folder);
    let files = std::fs::read_dir(&path).expect(folder);
    let mut texts: Vec<_> = files
        .map(|file| {
            let path = file.expect(folder).path();
            let name = path.file_name().expect(folder).to_string_lossy().into_owned();
            let mut bytes = std::fs::read(&path).expect(folder);
            if path.extension().is_some_and(|end| end == "gz") {
                let packed = std::mem::take(&mut bytes);
                let mut decoder = flate2::read::GzDecoder::new(&packed[..]);
                decoder.read_to_end(&mut bytes).expect(&name);
            }
            (name, bytes)
        })
        .filter(|(name, _)| name.contains(".json"))
        .collect();
    texts.sort();
    texts
}

fn sums(report: &Report<'_>) -> [u64; 2] {
    let successes = report.entries.iter().filter_map(|entry| entry.successes).sum();
    let failures = report.entries.iter().filter_map(|entry| entry.failures).sum();
    [successes, failures]
}

#[test]
fn each_report_is_read_and_judged_as_reasoned() {
    let texts = texts("reports");
    assert_eq!(texts.len(), CASES.len());
    for ((name, text), (number, verdict, counts, rules)) in texts.iter().zip(CASES) {
        assert!(name.starts_with(number), "{name}");
        let mut findings = Findings::new();
        let report = parse(text, &mut findings).expect(name);
        assert_eq!(sums(&report), counts, "{name}");
        let worst = findings.worst().filter(|worst| *worst <= Severity::Warning);
        assert_eq!(worst, verdict, "{name}: {:?}", findings.as_slice());
        let names: BTreeSet<_> = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), rules, "{name}");
        let again = report.to_json();
        let mut again = parse(again.as_bytes(), &mut Findings::new()).expect(name);
        again.cut = report.cut;
        assert_eq!(again, report, "{name}");
    }
}

#[test]
fn the_whole_corpus_is_laid_together() {
    let texts = texts("reports");
    let mut merged = Merged::default();
    for (at, (_, text)) in texts.iter().enumerate() {
        let report = parse(text, &mut Findings::new()).expect("an object");
        merged.add(&report, at);
    }
    // 010 is 009 again; 011, 012 and 013 are one report; 016 and 017, masked alike, contradict each other; the ten copies
    // of the RFC's example are of one organization, id and range.
    let repeated = merged.repeated() + merged.contradicting();
    assert_eq!(merged.contradicting(), 8);
    assert_eq!(merged.reports() + repeated, texts.len());
    assert_eq!(repeated, 1 + 2 + 1 + 9);
    let view = merged.view(&Filter::default());
    let rows: u64 = view.by_reporter().iter().map(|row| row.totals.sessions).sum();
    assert_eq!(rows, view.totals().sessions);
    let known = view
        .by_result()
        .into_iter()
        .filter(|tally| result::find(&tally.name).is_some());
    assert_eq!(known.count(), 5);
    assert!(view.timeline().sparse || !view.timeline().days.is_empty());
}

#[test]
fn every_registered_type_is_shown_by_some_report() {
    let mut shown = BTreeSet::new();
    for (name, text) in texts("reports").into_iter().chain(texts("reports-own")) {
        let mut findings = Findings::new();
        let report = parse(&text, &mut findings).expect(&name);
        for detail in report.entries.iter().flat_map(|entry| &entry.details) {
            shown.extend(detail.result.as_deref().map(str::to_owned));
        }
    }
    for known in result::RESULT_TYPES.iter().filter(|known| known.registered) {
        assert!(shown.contains(known.name), "{}", known.name);
    }
}

#[test]
fn our_own_fixtures_are_valid_but_for_the_pigeon() {
    for (name, text) in texts("reports-own") {
        let mut findings = Findings::new();
        parse(&text, &mut findings).expect(&name);
        let names: Vec<_> = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        let want: &[&str] = if name.contains("pigeon") {
            &["REPORT_RESULT_TYPE"]
        } else {
            &[]
        };
        assert_eq!(names, want, "{name}");
    }
}
