//! How fast the parsers are: against those of `mail-auth`, which report no position and no finding, in the same run and
//! on the same real records; and whether the cost stays linear up to 1 MiB of hostile input.
//!
//! Ours collect what is wrong, each fault with its place, and not what is good. A report of ours borrows the texts that
//! stand in it as they are meant, theirs copies them; each is read from the same bytes and dropped within the time that is
//! taken. Prints figures, and fails where one is over its limit.

mod bare;
mod linear;
mod timing;

use mail_auth::dns::TxtRecordParser;
use mail_auth::mta_sts::{MtaStsRecord, TlsRptRecord};
use mail_auth_reports::report::tlsrpt::TlsReport;
use mta_sts_lens::rule::Findings;
use mta_sts_lens::{report, sts, tlsrpt};
use std::hint::black_box;
use std::process::ExitCode;
use timing::nanoseconds;

/// How many times the time of the other record parser ours may take.
const RECORDS: f64 = 2.0;

/// How many times the time of the other parser of reports ours may take.
const REPORTS: f64 = 1.5;

/// How many times the time of one record of the other parser a policy of eight lines may take.
const POLICY: f64 = 20.0;

const EIGHT_LINES: &[u8] = b"version: STSv1\nmode: enforce\nmx: aspmx.l.example.com\nmx: alt1.aspmx.l.example.com\n\
    mx: alt2.aspmx.l.example.com\nmx: *.example.net\nmx: backup.example.org\nmax_age: 1209600\n";

fn main() -> ExitCode {
    println!("nanoseconds each, mean over the corpus, best of many rounds\n");
    println!(
        "{:36} {:>8} {:>10} {:>7} {:>7}",
        "", "ours", "mail-auth", "ratio", "limit"
    );
    let (sts, sts_others) = corpus("sts.jsonl");
    let (tlsrpt, tlsrpt_others) = corpus("tlsrpt.jsonl");
    let times = compare(&sts, sts_record, their_sts_record);
    let mut good = show(
        &format!("{} published _mta-sts records", sts.len()),
        times,
        Some(RECORDS),
    );
    let one_record = times.1;
    let times = compare(&tlsrpt, tlsrpt_record, their_tlsrpt_record);
    good &= show(
        &format!("{} published _smtp._tls records", tlsrpt.len()),
        times,
        Some(RECORDS),
    );
    let (ours, _) = compare(&[EIGHT_LINES.to_vec()], policy, |_| {});
    good &= show("policy of 8 lines, against a record", (ours, one_record), Some(POLICY));

    // Those that the other parser reads.
    let (reports, others) = reports();
    let times = compare(&reports, tls_report, their_tls_report);
    good &= show(&format!("{} reports", reports.len()), times, Some(REPORTS));
    let (_, bare) = compare(&reports, |_| {}, bare::read);
    show("the same, against serde_json alone", (times.0, bare), None);
    let large = [large_report()];
    let times = compare(&large, tls_report, their_tls_report);
    good &= show("report of 10,000 failures", times, Some(REPORTS));
    let times = compare(&others, tls_report, their_tls_report);
    show(&format!("{} reports that they refuse", others.len()), times, None);

    // Samples, and tests of other parsers, broken on purpose: here the time goes into telling what is wrong.
    let times = compare(&sts_others, sts_record, their_sts_record);
    show(&format!("{} other _mta-sts records", sts_others.len()), times, None);
    let times = compare(&tlsrpt_others, tlsrpt_record, their_tlsrpt_record);
    show(
        &format!("{} other _smtp._tls records", tlsrpt_others.len()),
        times,
        None,
    );

    good &= linear::check();
    if good {
        ExitCode::SUCCESS
    } else {
        eprintln!("\nover a limit");
        ExitCode::FAILURE
    }
}

fn sts_record(text: &[u8]) {
    let mut findings = Findings::faults();
    black_box(sts::record::parse(text, &mut findings));
    black_box(findings);
}

fn tlsrpt_record(text: &[u8]) {
    let mut findings = Findings::faults();
    black_box(tlsrpt::parse(text, &mut findings));
    black_box(findings);
}

fn policy(text: &[u8]) {
    let mut findings = Findings::faults();
    black_box(sts::policy::parse(text, &mut findings));
    black_box(findings);
}

fn tls_report(text: &[u8]) {
    let mut findings = Findings::new();
    black_box(report::parse(text, &mut findings));
    black_box(findings);
}

fn their_tls_report(text: &[u8]) {
    let _ = black_box(TlsReport::parse_json(text));
}

/// The reports of the corpus that are not packed: those that the other parser reads, and the rest.
fn reports() -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let path = format!("{}/../../tests/corpus/reports", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.sort();
    let texts = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"));
    let texts = texts.filter_map(|path| std::fs::read(path).ok());
    texts.partition(|text| TlsReport::parse_json(text).is_ok())
}

fn large_report() -> Vec<u8> {
    let detail = |at: usize| {
        format!(
            r#"{{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.{}","receiving-mx-hostname":"mx{}.example.com","receiving-ip":"2001:db8::{:x}","failed-session-count":{at}}}"#,
            at % 256,
            at % 9,
            at % 999 + 1
        )
    };
    let details: Vec<String> = (0..10_000).map(detail).collect();
    format!(
        r#"{{"organization-name":"A","date-range":{{"start-datetime":"2026-05-03T00:00:00Z","end-datetime":"2026-05-03T23:59:59Z"}},"contact-info":"a@example.net","report-id":"1","policies":[{{"policy":{{"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"example.com","mx-host":["*.example.com"]}},"summary":{{"total-successful-session-count":1,"total-failure-session-count":49995000}},"failure-details":[{}]}}]}}"#,
        details.join(",")
    )
    .into_bytes()
}

fn their_sts_record(text: &[u8]) {
    let _ = black_box(MtaStsRecord::parse(text));
}

fn their_tlsrpt_record(text: &[u8]) {
    let _ = black_box(TlsRptRecord::parse(text));
}

/// The values of a file of records: those from zones, and the others.
fn corpus(name: &str) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let path = format!("{}/../../tests/corpus/records/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (mut published, mut others) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let value = line["value"].as_str().expect("a line has a value").as_bytes().to_vec();
        if line["kind"] == "published" {
            &mut published
        } else {
            &mut others
        }
        .push(value);
    }
    (published, others)
}

/// How long each parser takes for one of these texts.
fn compare(texts: &[Vec<u8>], ours: impl Fn(&[u8]), theirs: impl Fn(&[u8])) -> (f64, f64) {
    let all = |parse: &dyn Fn(&[u8])| texts.iter().for_each(|text| parse(black_box(text)));
    let (one, other) = nanoseconds(|| all(&ours), || all(&theirs));
    let count = f64::from(u32::try_from(texts.len()).expect("a small corpus"));
    (one / count, other / count)
}

/// Prints a line; whether the limit holds.
fn show(what: &str, (ours, theirs): (f64, f64), limit: Option<f64>) -> bool {
    let ratio = ours / theirs;
    let over = limit.is_some_and(|limit| ratio > limit);
    let limit = limit.map_or(String::new(), |limit| format!("{limit:7.1}"));
    println!(
        "{what:36} {ours:8.0} {theirs:10.0} {ratio:7.2} {limit:7}{}",
        if over { "  over" } else { "" }
    );
    !over
}
