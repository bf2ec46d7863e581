//! The whole, from a text to what is said of it.

use super::*;
use crate::rule::Severity;

fn to_ascii(text: &str) -> Option<String> {
    idna::domain_to_ascii(text).ok()
}

fn paste(text: &str) -> Pasted {
    recognise(text.as_bytes(), None, 1_795_444_320, &to_ascii)
}

/// The kinds of pieces, with what they are.
fn pieces(pasted: &Pasted) -> Vec<(Kind, String)> {
    pasted
        .pieces
        .iter()
        .map(|piece| (piece.kind, format!("{}: {}", piece.place(), piece.what)))
        .collect()
}

/// The codes of what is wrong, each with the text that it points at.
fn faults<'a>(text: &'a str, pasted: &Pasted) -> Vec<(&'static str, &'a str)> {
    let bad = pasted
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Good);
    bad.map(|finding| {
        let span = finding.span.unwrap();
        (finding.rule.code, &text[span.start..span.end])
    })
    .collect()
}

const SEVERAL: &str = "$ORIGIN example.com.
@                    IN MX  10 mx1
@                    IN MX  20 mx2.mail.example.net.
_mta-sts.example.com IN TXT \"v=STSv1; id=20261123;\"

version: STSv1
mode: enforce
mx: mx1.example.com
mx: *.example.net
max_age: 1209600
";

#[test]
fn several_things_at_once_are_told_apart() {
    let pasted = paste(SEVERAL);
    assert_eq!(
        pieces(&pasted),
        [
            (
                Kind::ZoneLines,
                "Lines 2 and 3: 2\u{a0}MX hosts of `example.com`".to_owned()
            ),
            (
                Kind::ZoneLines,
                "Line 4: an MTA-STS record that is valid, under a name that is not meant".to_owned()
            ),
            (
                Kind::Policy,
                "Lines 6 to 10: an MTA-STS policy, valid by itself".to_owned()
            ),
        ]
    );
    let faults = faults(SEVERAL, &pasted);
    assert!(faults.contains(&("ZON101", "_mta-sts.example.com")), "{faults:?}");
}

/// A question as `dig` shows it, with what it printed of the answer.
fn dig(status: &str, question: &str, rest: &str) -> String {
    format!(
        "
; <<>> DiG 9.18.28 <<>> {question}
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: {status}, id: 4711
;; flags: qr rd ra ad; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;{question}

{rest}
;; Query time: 12 msec
;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)
;; WHEN: Mon Nov 23 14:32:00 UTC 2026
;; MSG SIZE  rcvd: 90
"
    )
}

/// Kinds and words of pieces, and codes of what is wrong.
fn said(text: &str) -> (Vec<String>, Vec<&'static str>) {
    let pasted = paste(text);
    let pieces = pasted
        .pieces
        .iter()
        .map(|piece| format!("{:?}: {}", piece.kind, piece.what))
        .collect();
    (
        pieces,
        faults(text, &pasted).into_iter().map(|(code, _)| code).collect(),
    )
}

#[test]
fn answers_of_dig_are_read() {
    let answer = |question: &str, rest: &str| dig("NOERROR", question, &format!(";; ANSWER SECTION:\n{rest}\n"));
    let soa = ";; AUTHORITY SECTION:\nexample.com.\t900\tIN\tSOA\tns.example.com. h.example.com. 1 2 3 4 5\n";
    for (text, pieces, codes) in [
        (
            answer(
                "_mta-sts.example.com.\t\tIN\tTXT",
                "_mta-sts.example.com.\t300 IN\tTXT\t\"v=STSv1; \" \"id=2026\"",
            ),
            &["DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid"][..],
            &[][..],
        ),
        (
            answer(
                "_mta-sts.example.com.\tIN\tTXT",
                "_mta-sts.example.com. 300 IN CNAME sts.example.net.\nsts.example.net. 60 IN TXT \"v=STSv1; id=1\"",
            ),
            &[
                "DnsAnswer: an alias: `_mta-sts.example.com` stands for `sts.example.net`",
                "DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid",
            ],
            &[],
        ),
        (
            answer(
                "_mta-sts.example.com.\tIN\tTXT",
                "_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=1\"\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=2\"",
            ),
            &["DnsAnswer: 2\u{a0}MTA-STS records at `_mta-sts.example.com`"],
            &["STS143"],
        ),
        (
            answer("example.com.\tIN\tMX", "example.com. 300 IN MX 10 mx1.example.com."),
            &["DnsAnswer: 1\u{a0}MX host of `example.com`"],
            &[],
        ),
        (
            answer("example.com.\tIN\tTXT", "example.com. 300 IN TXT \"v=spf1 -all\""),
            &["DnsAnswer: a DNS answer, nothing of MTA-STS in it"],
            &[],
        ),
        (
            dig("NXDOMAIN", "_mta-sts.example.com.\tIN\tTXT", soa),
            &["DnsAnswer: a DNS answer without records: _mta-sts.example.com TXT, the name doesn’t exist"],
            &["STS142"],
        ),
        (
            dig("NOERROR", "_smtp._tls.example.com.\tIN\tTXT", soa),
            &["DnsAnswer: a DNS answer without records: _smtp._tls.example.com TXT, the name has no such record"],
            &["RPT101"],
        ),
        (
            dig("NXDOMAIN", "example.com.\tIN\tMX", soa),
            &["DnsAnswer: a DNS answer without records: example.com MX, the name doesn’t exist"],
            &["DNS110"],
        ),
        (
            dig("SERVFAIL", "_mta-sts.example.com.\tIN\tTXT", "; EDE: 9 (DNSKEY Missing): (no DNSKEY)\n"),
            &["DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT"],
            &["DNS103"],
        ),
        (
            dig("REFUSED", "_mta-sts.example.com.\tIN\tTXT", ""),
            &["DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT"],
            &["DNS102"],
        ),
        (
            "; <<>> DiG 9.18 <<>> TXT _mta-sts.example.com\n;; global options: +cmd\n;; connection timed out; no servers could be reached\n".into(),
            &["DnsAnswer: a look-up that failed: nothing is known of this name"],
            &["DNS102"],
        ),
    ] {
        let (said, found) = said(&text);
        assert_eq!(said, pieces, "{text}");
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn several_answers_and_what_follows_them_are_told_apart() {
    let mx = dig(
        "NOERROR",
        "example.com.\tIN\tMX",
        ";; ANSWER SECTION:\nexample.com. 300 IN MX 10 mx1.example.com.\n",
    );
    let failed = dig("SERVFAIL", "_mta-sts.example.com.\tIN\tTXT", "");
    let text = format!(
        "{mx}{failed}\n_smtp._tls IN TXT \"v=TLSRPTv1; rua=mailto:a@example.org\"\n\nversion: STSv1\nmode: none\nmax_age: 86400\n"
    );
    let (pieces, codes) = said(&text);
    assert_eq!(
        pieces,
        [
            "DnsAnswer: 1\u{a0}MX host of `example.com`",
            "DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT",
            "ZoneLines: a TLS reporting record at `_smtp._tls` of the zone, valid",
            "Policy: an MTA-STS policy, valid by itself",
        ]
    );
    assert_eq!(codes, ["DNS102", "ZON108"]);
}
