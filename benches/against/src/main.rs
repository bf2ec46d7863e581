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
    println!("nanoseconds each, mean over the corpus, median of rounds\n");
    println!(
        "{:34} {:>8} {:>10} {:>7} {:>7}",
        "", "ours", "mail-auth", "ratio", "limit"
    );

    let theirs = each(&sts_records, |text| drop(black_box(MtaStsRecord::parse(text))));
    let ours = each(&sts_records, |text| {
        let mut findings = Findings::new();
        black_box(sts::record::parse(text, &mut findings));
        black_box(findings);
    });
    let mut good = compare(
        &format!("{} _mta-sts records", sts_records.len()),
        ours,
        theirs,
        RECORDS,
    );

    let theirs_too = each(&tlsrpt_records, |text| drop(black_box(TlsRptRecord::parse(text))));
    let ours = each(&tlsrpt_records, |text| {
        let mut findings = Findings::new();
        black_box(tlsrpt::parse(text, &mut findings));
        black_box(findings);
    });
    good &= compare(
        &format!("{} _smtp._tls records", tlsrpt_records.len()),
        ours,
        theirs_too,
        RECORDS,
    );

    let ours = nanoseconds(|| {
        let mut findings = Findings::new();
        black_box(sts::policy::parse(black_box(EIGHT_LINES), &mut findings));
        black_box(findings);
    });
    good &= compare("policy of 8 lines, against a record", ours, theirs, POLICY);

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

/// Time for one of these texts.
fn each(texts: &[Vec<u8>], parse: impl Fn(&[u8])) -> f64 {
    let all = nanoseconds(|| {
        for text in texts {
            parse(black_box(text));
        }
    });
    all / f64::from(u32::try_from(texts.len()).expect("a small corpus"))
}

fn compare(what: &str, ours: f64, theirs: f64, limit: f64) -> bool {
    let ratio = ours / theirs;
    println!("{what:34} {ours:8.0} {theirs:10.0} {ratio:7.2} {limit:7.0}");
    ratio <= limit
}
