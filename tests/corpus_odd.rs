//! The odd ones of the corpus: each through the paste box and through its reader, held against `tests/corpus/odd.txt`,
//! which was reasoned from the RFCs.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mta_sts_lens::recognise::{Kind, Reading, recognise};
use mta_sts_lens::rule::{Finding, Findings, Severity};
use mta_sts_lens::{sts, tlsrpt};
use std::collections::BTreeSet;
use std::path::Path;

const NOW: u64 = 1_795_444_320;

/// A line of the table.
struct Row {
    input: String,
    kind: String,
    /// The verdict and the rules, as they are compared.
    judged: Judged,
}

#[derive(Debug, PartialEq, Eq)]
struct Judged {
    verdict: String,
    rules: BTreeSet<String>,
}

impl Judged {
    /// `holds`: whether a sender that goes by the letter has a policy or a record.
    fn new(holds: bool, findings: &[Finding]) -> Self {
        let worst = findings.iter().map(|finding| finding.severity).min();
        let verdict = match (holds, worst) {
            (false, _) => "invalid",
            (true, Some(Severity::Error)) => "valid in spite of an error",
            (true, Some(Severity::Warning)) => "warned",
            (true, _) => "valid",
        };
        let faults = findings.iter().filter(|finding| finding.severity != Severity::Good);
        Self {
            verdict: verdict.to_owned(),
            rules: faults.map(|finding| finding.rule.name.to_owned()).collect(),
        }
    }
}

fn corpus(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(path)
}

fn rows() -> Vec<Row> {
    let table = std::fs::read_to_string(corpus("odd.txt")).expect("the table");
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            let [input, kind, verdict, rules, why] = cells[..] else {
                panic!("five cells: {line}")
            };
            assert!(
                why.contains('§') || why.starts_with("as ") || why.contains("write"),
                "{line}"
            );
            Row {
                input: input.to_owned(),
                kind: kind.to_owned(),
                judged: Judged {
                    verdict: verdict.to_owned(),
                    rules: rules.split_whitespace().map(str::to_owned).collect(),
                },
            }
        })
        .collect()
}

/// The bytes that a row speaks of.
fn bytes(input: &str) -> Vec<u8> {
    let words: Vec<_> = input.split(' ').collect();
    let (file, line, member) = match words[..] {
        [number] => {
            let mut files = std::fs::read_dir(corpus("policies")).expect("the policies");
            let name = files.find_map(|file| {
                let path = file.expect("a file").path();
                let begins = path.file_name()?.to_str()?.starts_with(&format!("{number}-"));
                begins.then_some(path)
            });
            return std::fs::read(name.expect(input)).expect(input);
        }
        [file, line] => (file, line, "value"),
        [file, line, member] => (file, line, member),
        _ => panic!("{input}"),
    };
    let text = std::fs::read_to_string(corpus(&format!("records/{file}.jsonl"))).expect(input);
    let line = text.lines().nth(line.parse::<usize>().expect(input) - 1).expect(input);
    let record: serde_json::Value = serde_json::from_str(line).expect(line);
    record[member].as_str().expect(input).as_bytes().to_vec()
}

/// What the reader of RFC 8461 or RFC 8460 says by itself.
fn read(input: &str, text: &[u8]) -> Judged {
    let mut findings = Findings::new();
    let holds = if input.starts_with("sts") {
        sts::record::parse(text, &mut findings).is_some()
    } else if input.starts_with("tlsrpt") {
        tlsrpt::parse(text, &mut findings).is_some()
    } else {
        sts::policy::parse(text, &mut findings).effective.is_some()
    };
    Judged::new(holds, findings.as_slice())
}

/// What the paste box says: the kinds of its pieces and its judgement.
fn paste(text: &[u8]) -> (Vec<Kind>, Judged) {
    let pasted = recognise(text, None, NOW, &|name| idna::domain_to_ascii(name).ok());
    let holds = pasted.pieces.iter().any(|piece| match &piece.reading {
        Reading::Policy { policy, .. } => policy.effective.is_some(),
        Reading::Sts { record, .. } => record.is_some(),
        Reading::Tlsrpt { record, .. } => record.is_some(),
        _ => false,
    });
    let kinds = pasted.pieces.iter().map(|piece| piece.kind).collect();
    (kinds, Judged::new(holds, &pasted.findings))
}

#[test]
fn the_odd_ones_are_judged_as_the_rfcs_have_it() {
    let rows = rows();
    assert!(rows.len() >= 150, "{}", rows.len());
    let inputs: BTreeSet<_> = rows.iter().map(|row| (&row.input, &row.kind)).collect();
    assert_eq!(inputs.len(), rows.len(), "a row is there twice");
    let mut wrong = Vec::new();
    for row in &rows {
        let text = bytes(&row.input);
        let (kinds, pasted) = paste(&text);
        let expected = match row.kind.as_str() {
            "policy" => Some(Kind::Policy),
            "sts" => Some(Kind::StsRecord),
            "tlsrpt" => Some(Kind::TlsrptRecord),
            "-" | "dns" => None,
            kind => panic!("{kind}"),
        };
        if let Some(expected) = expected {
            if kinds != [expected] || pasted != row.judged {
                wrong.push(format!("{} pasted: {kinds:?} {pasted:?}", row.input));
            }
        }
        if row.kind == "-" && kinds.iter().any(|kind| *kind != Kind::Unknown) {
            wrong.push(format!("{} is recognised: {kinds:?}", row.input));
        }
        // Presentation is part of the value for the reader: that has a row of its own.
        let alone = row.input.ends_with("raw") || inputs.contains(&(&row.input, &"dns".to_owned()));
        if row.kind == "dns" || !alone {
            let read = read(&row.input, &text);
            if read != row.judged {
                wrong.push(format!("{} read: {read:?}", row.input));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
