//! Real policies and records (`tests/corpus`, see its INDEX.md) through the readers of RFC 8461.

#![allow(clippy::expect_used)] // a corpus that can't be read is a failed test

use mta_sts_lens::rule::{Finding, Findings, Severity};
use mta_sts_lens::sts::{Mode, policy, record};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the files must raise, beside what is good and what `max_age` is told: number of the file, names of rules. Files
/// that are not here must raise nothing else.
const FAULTS: &[(&str, &[&str])] = &[
    ("010", &["LEADING_BLANK", "MX_REPEATED"]),
    ("016", &["MAX_AGE_IS_MODE"]),
    ("023", &["MX_REPEATED"]),
    ("026", &["MX_PREFERENCE"]),
    ("029", &["LEADING_BLANK"]),
    ("033", &["MX_FINAL_DOT"]),
    ("034", &["MX_FINAL_DOT"]),
    ("035", &["MX_FINAL_DOT"]),
    ("036", &["LEADING_BLANK", "MX_FINAL_DOT"]),
    ("037", &["MODE_NEAR", "TRAILING_COMMENT"]),
    ("046", &["POLICY_BOM"]),
    ("047", &["POLICY_BOM", "BLANK_LINE"]),
    ("048", &["POLICY_BOM", "BLANK_LINE"]),
    ("049", &["POLICY_BOM"]),
    ("050", &["POLICY_UTF16"]),
    ("056", &["MODE_NEAR"]),
    ("059", &["MODE_NEAR"]),
    ("069", &["TRAILING_COMMENT", "MODE_PLACEHOLDER", "MX_PLACEHOLDER"]),
    ("070", &["MODE_NEAR"]),
    ("071", &["LINE_NOT_A_FIELD"]),
    ("077", &["NOT_A_POLICY"]),
    ("108", &["KEY_MISSPELT"]),
    ("118", &["BLANK_LINE"]),
    ("119", &["BLANK_LINE"]),
    ("126", &["LEADING_BLANK"]),
    ("127", &["LEADING_BLANK"]),
    ("128", &["MX_NULL"]),
    ("129", &["MX_NULL"]),
    ("130", &["MX_NULL"]),
    ("152", &["MX_SEVERAL"]),
    ("159", &["MODE_NEAR"]),
    ("163", &["LEADING_BLANK"]),
    ("164", &["LEADING_BLANK"]),
    ("167", &["BLANK_LINE"]),
    ("190", &["MX_FINAL_DOT"]),
    ("192", &["BLANK_LINE"]),
    ("226", &["MX_VERIFICATION"]),
    ("227", &["MX_VERIFICATION"]),
    ("228", &["POLICY_FRONT_MATTER"]),
    ("230", &["BLANK_LINE"]),
    (
        "232",
        &["TRAILING_COMMENT", "COMMENT_LINE", "MODE_PLACEHOLDER", "MX_PLACEHOLDER"],
    ),
    ("239", &["MX_PLACEHOLDER_WORD"]),
    ("240", &["MX_FINAL_DOT"]),
    ("244", &["COMMENT_LINE", "BLANK_LINE"]),
    ("248", &["BLANK_LINE"]),
    ("250", &["MX_PLACEHOLDER"]),
    ("252", &["BLANK_LINE"]),
    ("253", &["MX_PLACEHOLDER_WORD"]),
    ("254", &["MX_PLACEHOLDER_WORD"]),
    ("261", &["MX_WILDCARD_PLACE", "COMMENT_LINE"]),
    ("262", &["MX_WILDCARD_PLACE"]),
    ("263", &["POLICY_EMPTY"]),
    ("269", &["KEY_UNKNOWN"]),
    ("270", &["POLICY_RTF"]),
    ("286", &["MX_PLACEHOLDER_WORD"]),
    ("287", &["MODE_NEAR"]),
    ("288", &["LINE_NOT_A_FIELD"]),
    ("291", &["LEADING_BLANK"]),
    ("292", &["POLICY_FRONT_MATTER"]),
    ("297", &["BLANK_LINE"]),
    ("298", &["BLANK_LINE"]),
    ("299", &["BLANK_LINE"]),
    ("302", &["BLANK_LINE"]),
    ("303", &["BLANK_LINE"]),
    ("307", &["MX_PLACEHOLDER_WORD"]),
];

/// Rules about how long a policy is kept; they depend on the number alone.
const AGE: [&str; 3] = ["MAX_AGE_SHORT", "MAX_AGE_UNDER_DAY", "MAX_AGE_ZERO"];

fn policies() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/policies");
    let entries = std::fs::read_dir(folder).expect("the folder of policies");
    let mut files: Vec<_> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            (name[..3].to_owned(), std::fs::read(&path).expect("a file"))
        })
        .collect();
    files.sort();
    assert_eq!(files.len(), 327);
    files
}

fn faults(findings: &[Finding]) -> BTreeSet<&'static str> {
    let bad = findings.iter().filter(|finding| finding.severity != Severity::Good);
    bad.map(|finding| finding.rule.name)
        .filter(|name| !AGE.contains(name))
        .collect()
}

#[test]
fn every_policy_raises_what_it_must_and_nothing_else() {
    let expected: BTreeMap<_, BTreeSet<_>> = FAULTS
        .iter()
        .map(|(file, names)| (*file, names.iter().copied().collect()))
        .collect();
    for (file, text) in policies() {
        let mut findings = Findings::new();
        policy::parse(&text, &mut findings);
        let expected = expected.get(file.as_str()).cloned().unwrap_or_default();
        assert_eq!(faults(findings.as_slice()), expected, "{file}");
    }
}

#[test]
fn policies_of_the_letter_are_effective() {
    let mut modes = BTreeMap::new();
    for (file, text) in policies() {
        let mut findings = Findings::new();
        let reading = policy::parse(&text, &mut findings);
        let faulty = FAULTS.iter().any(|(number, names)| {
            let milder = ["MX_REPEATED", "MX_VERIFICATION", "MX_PLACEHOLDER_WORD", "KEY_UNKNOWN"];
            *number == file && names.iter().any(|name| !milder.contains(name))
        });
        assert_eq!(reading.effective.is_none(), faulty, "{file}");
        if let Some(policy) = reading.effective {
            *modes.entry(policy.mode.as_str()).or_insert(0) += 1;
            assert!(!policy.mx.is_empty() || policy.mode == Mode::None, "{file}");
        }
    }
    assert_eq!(modes, BTreeMap::from([("enforce", 142), ("none", 9), ("testing", 120)]));
}

#[test]
fn what_most_senders_accept_is_read_all_the_same() {
    for (file, text) in policies() {
        let mut findings = Findings::new();
        let reading = policy::parse(&text, &mut findings);
        if ["010", "029", "071", "118", "228", "244", "288", "292"].contains(&file.as_str()) {
            assert!(reading.effective.is_none() && reading.lenient.is_some(), "{file}");
        }
        if ["016", "033", "036", "046", "059", "152", "261"].contains(&file.as_str()) {
            assert!(reading.lenient.is_none(), "{file}");
        }
    }
}

#[test]
fn short_times_are_warned_of_by_mode() {
    let names = |text: &str| -> Vec<_> {
        let mut findings = Findings::new();
        policy::parse(text.as_bytes(), &mut findings);
        let names = findings.as_slice().iter().map(|finding| finding.rule.name);
        names.filter(|name| AGE.contains(name)).collect()
    };
    for (mode, max_age, expected) in [
        ("enforce", 1_209_600, &[][..]),
        ("enforce", 1_209_599, &["MAX_AGE_SHORT"]),
        ("enforce", 86_400, &["MAX_AGE_SHORT"]),
        ("enforce", 86_399, &["MAX_AGE_UNDER_DAY"]),
        ("testing", 86_400, &[]),
        ("testing", 86_399, &["MAX_AGE_UNDER_DAY"]),
        ("testing", 0, &["MAX_AGE_ZERO"]),
        ("none", 86_400, &[]),
        ("none", 60, &["MAX_AGE_UNDER_DAY"]),
    ] {
        let text = format!("version: STSv1\nmode: {mode}\nmx: a.example.com\nmax_age: {max_age}\n");
        assert_eq!(names(&text), expected, "{mode} {max_age}");
    }
}

#[derive(serde::Deserialize)]
struct Published {
    value: String,
    kind: String,
}

#[test]
fn published_records_hold_but_for_two_in_quotation_marks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/records/sts.jsonl");
    let text = std::fs::read_to_string(path).expect("the records");
    let records: Vec<Published> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    assert_eq!(records.len(), 136);
    let mut quoted = 0;
    for published in &records {
        let mut findings = Findings::new();
        let record = record::parse(published.value.as_bytes(), &mut findings);
        assert_eq!(record.is_none(), findings.has_error(), "{}", published.value);
        if published.kind == "published" {
            let names = faults(findings.as_slice());
            quoted += usize::from(names.contains("RECORD_QUOTED"));
            assert!(
                names.iter().all(|name| ["RECORD_QUOTED", "ID_SAMPLE"].contains(name)),
                "{}",
                published.value
            );
            assert_eq!(
                record.is_some(),
                !published.value.starts_with('"'),
                "{}",
                published.value
            );
        }
    }
    assert_eq!(quoted, 2);
}

#[test]
fn invented_records_raise_what_they_were_invented_for() {
    for (value, names) in [
        ("id=20180907T090909; v=STSv1;", &["RECORD_VERSION_LATE"][..]),
        ("v = STSv1;", &["RECORD_VERSION_WRONG", "ID_MISSING"]),
        (
            "v-STSv1 id=19840507T234501",
            &["RECORD_VERSION_WRONG", "RECORD_DELIMITER_MISSING"],
        ),
        ("v=STSv1 id=021120211155", &["RECORD_DELIMITER_MISSING"]),
        ("v=STSv12;id=20180907T090909;", &["RECORD_VERSION_WRONG"]),
        ("v=STSv1; \t id=20160831085700Z  \t;", &["ID_SAMPLE"]),
        ("v=STSv1; id=###;", &["ID_CHARACTERS"]),
        ("v=STSv1; id=$id", &["ID_PLACEHOLDER"]),
        ("v=STSv1; id=012345678901234567890123456789012", &["ID_TOO_LONG"]),
        ("v=STSv1; id=a; 1%=a", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1; id=a;;", &["RECORD_EMPTY_FIELD"]),
        ("v=STSv1; id=foo; id=bar", &["ID_REPEATED"]),
        (
            "v=STSv1; key=£;",
            &["RECORD_CHARACTER", "RECORD_FIELD_UNKNOWN", "ID_MISSING"],
        ),
        ("v=stsv1", &["RECORD_VERSION_WRONG", "ID_MISSING"]),
    ] {
        let mut findings = Findings::new();
        record::parse(value.as_bytes(), &mut findings);
        assert_eq!(faults(findings.as_slice()), names.iter().copied().collect(), "{value}");
    }
}
