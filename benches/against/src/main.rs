//! How fast the parsers are: against those of `mail-auth`, which report no position and no finding, in the same run and
//! on the same real records; and whether the cost stays linear up to 1 MiB of hostile input.
//!
//! Prints figures, and fails where one is over its limit.

mod linear;
mod timing;

use mail_auth::dns::TxtRecordParser;
use mail_auth::mta_sts::{MtaStsRecord, TlsRptRecord};
use mta_sts_lens::rule::Findings;
use mta_sts_lens::{sts, tlsrpt};
use std::hint::black_box;
use std::process::ExitCode;
use timing::nanoseconds;

/// How many times the time of the other record parser ours may take.
const RECORDS: f64 = 2.0;

/// How many times the time of one record of the other parser a policy of eight lines may take.
const POLICY: f64 = 20.0;

const EIGHT_LINES: &[u8] = b"version: STSv1\nmode: enforce\nmx: aspmx.l.example.com\nmx: alt1.aspmx.l.example.com\n\
    mx: alt2.aspmx.l.example.com\nmx: *.example.net\nmx: backup.example.org\nmax_age: 1209600\n";

fn main() -> ExitCode {
    let sts_records = corpus("sts.jsonl");
    let tlsrpt_records = corpus("tlsrpt.jsonl");
    println!("nanoseconds each, mean over the corpus, best of many rounds\n");
    println!(
        "{:34} {:>8} {:>10} {:>7} {:>7}",
        "", "ours", "mail-auth", "ratio", "limit"
    );

    let (ours, theirs) = nanoseconds(
        || {
            all(&sts_records, |text, findings| {
                drop(black_box(sts::record::parse(text, findings)))
            })
        },
        || {
            sts_records
                .iter()
                .for_each(|text| drop(black_box(MtaStsRecord::parse(black_box(text)))))
        },
    );
    let mut good = compare("_mta-sts record", sts_records.len(), ours, theirs, RECORDS);
    let one_record = theirs / count(sts_records.len());

    let (ours, theirs) = nanoseconds(
        || {
            all(&tlsrpt_records, |text, findings| {
                drop(black_box(tlsrpt::parse(text, findings)))
            })
        },
        || {
            tlsrpt_records
                .iter()
                .for_each(|text| drop(black_box(TlsRptRecord::parse(black_box(text)))))
        },
    );
    good &= compare("_smtp._tls record", tlsrpt_records.len(), ours, theirs, RECORDS);

    let policies = [EIGHT_LINES.to_vec()];
    let (ours, _) = nanoseconds(
        || {
            all(&policies, |text, findings| {
                drop(black_box(sts::policy::parse(text, findings)))
            })
        },
        || {},
    );
    good &= compare("policy of 8 lines, against a record", 1, ours, one_record, POLICY);

    good &= linear::check();
    if good {
        ExitCode::SUCCESS
    } else {
        eprintln!("\nover a limit");
        ExitCode::FAILURE
    }
}

/// The values of a file of records.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let path = format!("{}/../../tests/corpus/records/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let value = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        line["value"].as_str().expect("a line has a value").as_bytes().to_vec()
    };
    text.lines().map(value).collect()
}

/// Reads each text, with a sink of its own for what is found.
fn all(texts: &[Vec<u8>], parse: impl Fn(&[u8], &mut Findings)) {
    for text in texts {
        let mut findings = Findings::new();
        parse(black_box(text), &mut findings);
        black_box(findings);
    }
}

/// Prints the times for one of `texts` texts; whether the limit holds.
fn compare(what: &str, texts: usize, ours: f64, theirs: f64, limit: f64) -> bool {
    let ratio = ours / theirs;
    let what = if texts > 1 {
        format!("{texts} {what}s")
    } else {
        what.to_owned()
    };
    let (ours, theirs) = (ours / count(texts), theirs / count(texts));
    let over = if ratio > limit { "  over" } else { "" };
    println!("{what:36} {ours:8.0} {theirs:10.0} {ratio:7.2} {limit:7.0}{over}");
    ratio <= limit
}

fn count(texts: usize) -> f64 {
    f64::from(u32::try_from(texts).expect("a small corpus"))
}
