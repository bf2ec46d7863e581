//! Real policies, records, answers and reports: each is recognised as what it is, and judged as its own reader judges
//! it.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mta_sts_lens::recognise::{Kind, Pasted, Reading, recognise};
use mta_sts_lens::rule::{Finding, Findings};
use mta_sts_lens::{sts, tlsrpt};
use std::path::{Path, PathBuf};

const NOW: u64 = 1_795_444_320;

fn paste(text: &[u8]) -> Pasted {
    recognise(text, None, NOW, &|name| idna::domain_to_ascii(name).ok())
}

fn corpus(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder)
}

fn kinds(pasted: &Pasted) -> Vec<Kind> {
    pasted.pieces.iter().map(|piece| piece.kind).collect()
}

/// Codes, places and fixes.
fn told(findings: &[Finding]) -> Vec<String> {
    let tell = |finding: &Finding| format!("{} {:?} {:?}", finding.rule.code, finding.span, finding.fix);
    findings.iter().map(tell).collect()
}

/// Policy files that hold no policy, or so little of one that nothing could tell: the beginning of their names, and what
/// is in them.
const NO_POLICIES: &[(&str, &str)] = &[("077-", "a single letter"), ("263-", "nothing at all")];

#[test]
fn every_policy_is_recognised_and_judged_as_one() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(corpus("policies")).expect("the policies") {
        let path = entry.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap().to_owned();
        let text = std::fs::read(&path).expect("a policy");
        count += 1;
        let pasted = paste(&text);
        let known = kinds(&pasted);
        if NO_POLICIES.iter().any(|(number, _)| name.starts_with(number)) {
            if known == [Kind::Policy] {
                wrong.push(format!("{name} is recognised after all"));
            }
            continue;
        }
        if known != [Kind::Policy] {
            wrong.push(format!("{name}: {known:?}"));
            continue;
        }
        let mut findings = Findings::new();
        let reading = sts::policy::parse(&text, &mut findings);
        let Reading::Policy { policy, .. } = &pasted.pieces[0].reading else {
            panic!("{name}")
        };
        if **policy != reading || told(&pasted.findings) != told(findings.as_slice()) {
            wrong.push(format!("{name} is judged otherwise"));
        }
    }
    assert_eq!(count, 327);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[derive(serde::Deserialize)]
struct Published {
    value: String,
    raw: Option<String>,
}

fn records(file: &str) -> Vec<Published> {
    let text = std::fs::read_to_string(corpus("records").join(file)).expect("the records");
    text.lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

/// What a reading holds: an `id`, or where reports go.
fn says(reading: &Reading) -> Option<String> {
    match reading {
        Reading::Sts { record, .. } => record.as_ref().map(|record| record.id.clone()),
        Reading::Tlsrpt { record, .. } => {
            let rua = |record: &tlsrpt::TlsRptRecord| record.rua.iter().map(|rua| rua.text.clone()).collect::<Vec<_>>();
            record.as_ref().map(|record| rua(record).join(","))
        }
        _ => None,
    }
}

/// What a record says, read by its own reader.
type Parse<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A value without the one pair of quotation marks that a zone file puts round it.
fn unquoted(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    inner.unwrap_or(value)
}

#[test]
fn every_record_is_recognised_and_judged_as_one() {
    let mut wrong = Vec::new();
    let sts = |text: &str| sts::record::parse(text.as_bytes(), &mut Findings::new()).map(|record| record.id);
    let rua = |text: &str| {
        let record = tlsrpt::parse(text.as_bytes(), &mut Findings::new());
        record.map(|record| {
            record
                .rua
                .iter()
                .map(|rua| rua.text.clone())
                .collect::<Vec<_>>()
                .join(",")
        })
    };
    let parses: [(&str, Kind, Parse<'_>); 2] = [
        ("sts.jsonl", Kind::StsRecord, &sts),
        ("tlsrpt.jsonl", Kind::TlsrptRecord, &rua),
    ];
    for (file, kind, parse) in parses {
        for record in records(file) {
            let want = parse(unquoted(&record.value));
            for text in [Some(&record.value), record.raw.as_ref()].into_iter().flatten() {
                let pasted = paste(text.as_bytes());
                if kinds(&pasted) != [kind] {
                    wrong.push(format!("{text:?}: {:?}", kinds(&pasted)));
                } else if says(&pasted.pieces[0].reading) != want {
                    wrong.push(format!("{text:?} says {:?}", says(&pasted.pieces[0].reading)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_answer_over_https_is_recognised_as_one() {
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(corpus("doh")).expect("the answers") {
        let path = entry.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap().to_owned();
        let pasted = paste(&std::fs::read(&path).expect("an answer"));
        let known = kinds(&pasted);
        let is_answer = !known.is_empty() && known.iter().all(|kind| *kind == Kind::DnsAnswer);
        // One is the page's own list of samples, one the body of an error.
        let other = ["rdata-samples.json", "cloudflare-http400-error-body.json"].contains(&name.as_str());
        if is_answer == other {
            wrong.push(format!("{name}: {known:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
