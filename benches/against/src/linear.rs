//! Whether the cost of hostile input grows with its size and no faster.

use crate::timing::nanoseconds_once;
use mta_sts_lens::dns::doh;
use mta_sts_lens::rule::Findings;
use mta_sts_lens::{report, sts, tlsrpt};
use std::hint::black_box;

/// Sizes of the input, in bytes; the last one is 1 MiB.
const SIZES: [usize; 4] = [16 << 10, 64 << 10, 256 << 10, 1 << 20];

/// How many times as much a byte may cost at 1 MiB as at 64 KiB: caches and allocation are left some room, a
/// quadratic cost (16) is not.
const GROWTH: f64 = 4.0;

type Parser = fn(&[u8]);

const RECORD: (&str, Parser) = ("_mta-sts record", |text| {
    let mut findings = Findings::new();
    black_box(sts::record::parse(text, &mut findings));
});
const REPORT: (&str, Parser) = ("_smtp._tls record", |text| {
    let mut findings = Findings::new();
    black_box(tlsrpt::parse(text, &mut findings));
});
const POLICY: (&str, Parser) = ("policy", |text| {
    let mut findings = Findings::new();
    black_box(sts::policy::parse(text, &mut findings));
});
const ANSWER: (&str, Parser) = ("DNS answer", |text| {
    black_box(doh::decode(200, None, text));
});
const CURL: (&str, Parser) = ("curl output", |text| {
    black_box(sts::http::read_curl(text));
});
const TLS_REPORT: (&str, Parser) = ("TLS report", |text| {
    let mut findings = Findings::new();
    black_box(report::parse(text, &mut findings));
});
const FILE: (&str, Parser) = ("file of reports", |bytes| {
    let mut session = report::container::Session::new(report::container::Limits::default());
    black_box(session.add("file", bytes.to_vec()));
});

const SHOWN: (&str, Parser) = ("reports, shown", |bytes| {
    let mut session = report::container::Session::new(report::container::Limits::default());
    session.add("file", bytes.to_vec());
    black_box(report::shown::Shown::of(&session, &report::merge::Filter::default()));
});

/// A parser, what its input begins with, and what is repeated behind that.
const SHAPES: &[((&str, Parser), &str, &str)] = &[
    (RECORD, "v=STSv1;", ";"),
    (RECORD, "v=STSv1;", " "),
    (RECORD, "v=STSv1; id=1;", "a=b; "),
    (RECORD, "v=STSv1; id=", "1"),
    (RECORD, "v=STSv1; id=1; ", "="),
    (RECORD, "v=STSv1;", "id=1;"),
    (RECORD, "", "\u{200b}"),
    (RECORD, "", "\""),
    (REPORT, "v=TLSRPTv1; rua=", "mailto:a@example.com,"),
    (REPORT, "v=TLSRPTv1; rua=mailto:a@example.com,", " "),
    (REPORT, "v=TLSRPTv1; rua=", ","),
    (REPORT, "v=TLSRPTv1; rua=mailto:", "%2C"),
    (REPORT, "v=TLSRPTv1; rua=https://", "a."),
    (REPORT, "v=TLSRPTv1; rua=mailto:a@example.com;", "rua=x;"),
    (REPORT, "v=TLSRPTv1; rua=https://[", ":"),
    (REPORT, "", "\u{a0}"),
    (POLICY, "version: STSv1\n", "\n"),
    (POLICY, "version: STSv1\n", "mx: mx1.example.com\n"),
    (POLICY, "version: STSv1\n", "mode: none\n"),
    (POLICY, "version: STSv1\n", "a: b\n"),
    (POLICY, "version: STSv1\nmx: ", "a."),
    (POLICY, "version: STSv1\nmx: ", "10 mx1.example.com "),
    (POLICY, "version: STSv1\n", "mx1.example.com\n"),
    (POLICY, "version: STSv1\n", ":"),
    (POLICY, "version: STSv1\n", " \t"),
    (POLICY, "version: STSv1\n", "\r"),
    (POLICY, "version: STSv1\nmax_age: ", "9"),
    (POLICY, "version: STSv1\nx: ", "\u{2028}mode: none"),
    (POLICY, "", "<p>"),
    (POLICY, "", "{\"a\":["),
    (POLICY, "version: STSv1\n", "modee: enforce\n"),
    (ANSWER, "", "["),
    (
        ANSWER,
        "{\"Status\":0,\"Answer\":[",
        "{\"name\":\"a\",\"type\":16,\"TTL\":1,\"data\":\"x\"},",
    ),
    (ANSWER, "\"", "\\u0041"),
    (CURL, "HTTP/1.1 200 OK\r\n", "a: b\r\n"),
    (CURL, "HTTP/1.1 200 OK\r\n", "\r"),
    (CURL, "", "HTTP/1.1 100 Continue\r\n\r\n"),
    (TLS_REPORT, "", "["),
    (TLS_REPORT, "{\"policies\":[", "{},"),
    (TLS_REPORT, "{", "\"a\":1,"),
    (
        TLS_REPORT,
        "{\"policies\":[{\"failure-details\":[",
        "{\"result-type\":\"x\"},",
    ),
    (TLS_REPORT, "\"", "\\u0041"),
    (SHOWN, "{\"policies\":[", "{},"),
    (
        SHOWN,
        "{\"policies\":[{\"failure-details\":[",
        "{\"result-type\":\"x\"},",
    ),
    (FILE, "From a\n", "A: b\n\n{}\n\nFrom a\n"),
    (FILE, "A: b\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\n"),
    (
        FILE,
        "A: b\nContent-Type: application/json\nContent-Transfer-Encoding: base64\n\n",
        "e30K",
    ),
    (FILE, "PK\x03\x04", "PK\x05\x06"),
];

/// Prints what a byte costs at each size; whether all stays linear.
pub fn check() -> bool {
    println!("\nnanoseconds for a byte, at this many KiB\n");
    print!("{:58}", "");
    SIZES.iter().for_each(|size| print!("{:>8}", size >> 10));
    println!("{:>8} {:>6}", "growth", "limit");
    let mut good = true;
    for ((name, parse), start, repeated) in SHAPES {
        let costs = SIZES.map(|size| {
            let text = [start.as_bytes(), &repeated.as_bytes().repeat(size / repeated.len())].concat();
            let bytes = f64::from(u32::try_from(text.len()).expect("1 MiB"));
            nanoseconds_once(|| parse(black_box(&text))) / bytes
        });
        // Where a byte costs next to nothing the clock's own grain is all that is seen.
        let growth = costs[3] / costs[1].max(0.2);
        print!("{name:18}{:40}", format!("{:?} {:?} …", short(start), short(repeated)));
        costs.iter().for_each(|cost| print!("{cost:8.2}"));
        println!(
            "{growth:8.2} {GROWTH:6.0}{}",
            if growth > GROWTH { "  over" } else { "" }
        );
        good &= growth <= GROWTH;
    }
    good
}

/// The end of a text that is too long for a table.
fn short(text: &str) -> &str {
    let start = text.char_indices().rev().nth(13).map_or(0, |(at, _)| at);
    &text[start..]
}
