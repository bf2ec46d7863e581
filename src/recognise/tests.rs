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
    assert_eq!(
        faults(SEVERAL, &pasted),
        [("ZON101", "_mta-sts.example.com"), ("STS303", "mx2.mail.example.net.")]
    );
    let together = &pasted.together;
    let fits: Vec<_> = together
        .fits
        .iter()
        .map(|fit| (fit.severity, fit.words.as_str(), fit.pieces.as_slice()))
        .collect();
    assert_eq!(
        fits,
        [
            (
                Severity::Error,
                "MX hosts and policy: 1 of 2\u{a0}hosts not covered",
                &[0, 2][..]
            ),
            (
                Severity::Error,
                "Record and policy: nobody looks for the record at `_mta-sts.example.com.example.com`, so nobody finds the policy",
                &[1, 2]
            ),
            (
                Severity::Unseen,
                "No TLS reporting record among it: not judged, it may be elsewhere",
                &[]
            ),
        ]
    );
    assert_eq!(
        together.plain,
        "Nobody finds this policy: the record would stand at `_mta-sts.example.com.example.com`. At its right name, senders may use `mx1.example.com`, must refuse `mx2.mail.example.net`, and may keep that for 14\u{a0}days."
    );
    let matrix = together.matrix.as_ref().unwrap();
    assert_eq!(matrix.lines.iter().map(|line| line.line).collect::<Vec<_>>(), [8, 9]);
    assert_eq!(
        matrix.rows.iter().map(|row| row.used.text.as_str()).collect::<Vec<_>>(),
        ["Yes", "No, refused"]
    );
    // Both fixes applied, all fits.
    let mut text = SEVERAL.as_bytes().to_vec();
    for code in ["ZON101", "STS303"] {
        let pasted = recognise(&text, None, 0, &to_ascii);
        let finding = pasted
            .findings
            .iter()
            .find(|finding| finding.rule.code == code)
            .unwrap();
        text = finding.fix.as_ref().unwrap().apply(&text);
    }
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("mx: *.mail.example.net\n") && text.contains("_mta-sts.example.com. IN"));
    assert_eq!(faults(&text, &paste(&text)), []);
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

/// Each text with its pieces and the codes of what is wrong.
fn table(cases: &[(&str, &[&str], &[&str])]) {
    for (text, pieces, codes) in cases {
        let (said, found) = said(text);
        assert_eq!(&said, pieces, "{text}");
        assert_eq!(&found, codes, "{text}");
    }
}

#[test]
fn answers_of_nslookup_and_host_are_read() {
    let record = "DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid";
    let absent = "DnsAnswer: a DNS answer without records: _mta-sts.example.com TXT, the name doesn’t exist";
    let failed = "DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT";
    let mx = "DnsAnswer: 2\u{a0}MX hosts of `example.com`";
    table(&[
        (
            "Server:\t\t127.0.0.53\nAddress:\t127.0.0.53#53\n\nNon-authoritative answer:\n_mta-sts.example.com\ttext = \"v=STSv1; id=1\"\n\nAuthoritative answers can be found from:\n",
            &[record],
            &[],
        ),
        (
            "Server:  dns.google\r\nAddress:  8.8.8.8\r\n\r\nNon-authoritative answer:\r\n_mta-sts.example.com\ttext =\r\n\r\n\t\"v=STSv1; \"\r\n\t\"id=1\"\r\n",
            &[record],
            &[],
        ),
        (
            "example.com\tmail exchanger = 10 mx1.example.com.\nexample.com\tmail exchanger = 20 mx2.example.com.\n",
            &[mx],
            &[],
        ),
        (
            "example.com\tMX preference = 10, mail exchanger = mx1.example.com\nexample.com\tMX preference = 20, mail exchanger = mx2.example.com\n",
            &[mx],
            &[],
        ),
        (
            "example.com mail is handled by 10 mx1.example.com.\nexample.com mail is handled by 20 mx2.example.com.\n",
            &[mx],
            &[],
        ),
        (
            "** server can't find _mta-sts.example.com: NXDOMAIN\n",
            &[absent],
            &["STS142"],
        ),
        (
            "*** UnKnown can't find _mta-sts.example.com: Non-existent domain\n",
            &[absent],
            &["STS142"],
        ),
        (
            "** server can't find _mta-sts.example.com: SERVFAIL\n",
            &[failed],
            &["DNS102"],
        ),
        (
            "*** Request to dns.google timed-out\n",
            &["DnsAnswer: a look-up that failed: nothing is known of this name"],
            &["DNS102"],
        ),
        (
            "> nslookup -type=TXT _mta-sts.example.com\nDNS request timed out.\n    timeout was 2 seconds.\n",
            &[failed],
            &["DNS102"],
        ),
        (
            "_mta-sts.example.com descriptive text \"v=STSv1; id=1\"\n",
            &[record],
            &[],
        ),
        (
            "_mta-sts.example.com\tcanonical name = _mta-sts.example.net.\n_mta-sts.example.net\ttext = \"v=STSv1; id=1\"\n",
            &[
                "DnsAnswer: an alias: `_mta-sts.example.com` stands for `_mta-sts.example.net`",
                record,
            ],
            &[],
        ),
    ]);
}

#[test]
fn answers_of_powershell_are_read() {
    let head = "Name                  Type   TTL   Section    Strings\n----                  ----   ---   -------    -------\n";
    let record = "DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid";
    table(&[
        (
            &format!("\n{head}_mta-sts.example.com  TXT    300   Answer     {{v=STSv1; id=1}}\n\n"),
            &[record],
            &[],
        ),
        (
            &format!("{head}_mta-sts.example.com  TXT    300   Answer     {{v=STSv1; id=20261...\n"),
            &["DnsAnswer: a DNS answer, nothing of MTA-STS in it"],
            &["ZON111"],
        ),
        (
            "Name         : example.com\nQueryType    : MX\nTTL          : 599\nSection      : Answer\nNameExchange : mx1.example.com\nPreference   : 10\n\n\nName       : mx1.example.com\nQueryType  : A\nTTL        : 9\nSection    : Additional\nIP4Address : 192.0.2.1\n",
            &["DnsAnswer: 1\u{a0}MX host of `example.com`"],
            &[],
        ),
        (
            "Name      : _mta-sts.example.com\nQueryType : TXT\nTTL       : 3599\nSection   : Answer\nStrings   : {v=STSv1; id=1}\n",
            &[record],
            &[],
        ),
        (
            "Name                  Type   TTL   Section    NameExchange     Preference\n----   ----   ---   -------    ---  ---\nexample.com  MX    300   Answer     mx1.example.com  10\n",
            &["DnsAnswer: 1\u{a0}MX host of `example.com`"],
            &[],
        ),
        (
            "PS C:\\> Resolve-DnsName -Type TXT _mta-sts.example.com\nResolve-DnsName : _mta-sts.example.com : DNS name does not exist\nAt line:1 char:1\n+ Resolve-DnsName -Type TXT _mta-sts.example.com\n",
            &["DnsAnswer: a DNS answer without records: _mta-sts.example.com TXT, the name doesn’t exist"],
            &["STS142"],
        ),
        (
            "Resolve-DnsName: _smtp._tls.example.com : This operation returned because the timeout period expired\n",
            &["DnsAnswer: a look-up that failed: nothing is known of _smtp._tls.example.com TXT"],
            &["DNS102"],
        ),
    ]);
}

#[test]
fn json_is_read_as_what_it_is() {
    let question = r#""Question":[{"name":"_mta-sts.example.com.","type":16}]"#;
    table(&[
        (
            &format!(
                r#"{{"Status":0,{question},"Answer":[{{"name":"_mta-sts.example.com.","type":16,"TTL":60,"data":"v=STSv1; id=a-b"}}]}}"#
            ),
            &["DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, not valid"],
            &["STS124"],
        ),
        (
            &format!(r#"{{"Status":3,{question}}}"#),
            &["DnsAnswer: a DNS answer without records: _mta-sts.example.com TXT, the name doesn’t exist"],
            &["STS142"],
        ),
        (
            &format!(r#"{{"Status":2,{question}}}"#),
            &["DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT"],
            &["DNS102"],
        ),
        (
            r#"{"organization-name": "Example", "policies": []}"#,
            &["Report: a TLS report of Example"],
            &[],
        ),
        (
            "[{\"Name\": \"_mta-sts.example.com.\",\n \"Value\": \"\\\"v=STSv1; id=1\\\"\"}]",
            &["StsRecord: an MTA-STS record, valid"],
            &["ZON110"],
        ),
        (
            r#"{"version": "STSv1", "mode": "enforce"}"#,
            &["Policy: an MTA-STS policy, not valid"],
            &["STS210"],
        ),
        (r#"{"a": 1}"#, &["Other: JSON, nothing of MTA-STS in it"], &[]),
        ("{", &["Unknown: not recognised"], &[]),
    ]);
}

#[test]
fn values_in_the_files_of_tools_are_found() {
    let record = &["StsRecord: an MTA-STS record, valid"][..];
    table(&[
        (
            "_mta-sts:\n  ttl: 300\n  type: TXT\n  value: v=STSv1\\; id=1\n",
            record,
            &[],
        ),
        (
            "resource \"x\" \"mta_sts\" {\n  name    = \"_mta-sts\"\n  records = [\"v=STSv1; id=1\"]\n}\n",
            record,
            &[],
        ),
        ("TXT(\"_mta-sts\", \"v=STSv1; id=1\"),\n", record, &[]),
        (
            "'_mta-sts.example.com:v=STSv1;\\040id=1:3600\n@example.com::mx1.example.com:10\n",
            &[
                "ZoneLines: an MTA-STS record at `_mta-sts.example.com`, valid",
                "ZoneLines: 1\u{a0}MX host of `example.com`",
            ],
            &[],
        ),
    ]);
}

#[test]
fn short_answers_are_sets() {
    table(&[
        (
            "$ dig +short TXT _mta-sts.example.com\nsts.example.net.\n\"v=STSv1; id=1\"\n",
            &["DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid"],
            &[],
        ),
        (
            "\"v=STSv1; id=1\"\n\"v=STSv1; id=2\"\n",
            &["DnsAnswer: 2\u{a0}MTA-STS records"],
            &["STS143"],
        ),
        (
            "\"v=STSv1; id=1\"\n\n\"v=STSv1; id=2\"\n",
            &[
                "StsRecord: an MTA-STS record, valid",
                "StsRecord: an MTA-STS record, valid",
            ],
            &[],
        ),
        (
            "10 mx1.example.com.\n20 mx2.example.com.\n",
            &["DnsAnswer: 2\u{a0}MX hosts"],
            &[],
        ),
        (
            "dig +short mx example.com",
            &["Other: a command; paste what it prints"],
            &[],
        ),
    ]);
}

#[test]
fn what_is_not_recognised_is_left_as_it_is() {
    let text = "mail.example.com  25  tls:required  ca:any";
    let pasted = paste(text);
    assert_eq!(pieces(&pasted), [(Kind::Unknown, "Line 1: not recognised".to_owned())]);
    let nearest = pasted.nearest.unwrap();
    assert_eq!((nearest.kind, nearest.span), (Kind::Domain, Span::new(0, 16)));
    assert_eq!(nearest.words, "a domain, `mail.example.com`, with something after it");
    table(&[
        ("example.com", &["Domain: a domain"], &[]),
        (
            "https://mta-sts.example.com/",
            &["Domain: a domain: `example.com`"],
            &["DOM201"],
        ),
        ("a@example.com", &["Domain: a domain: `example.com`"], &[]),
        ("192.0.2.1", &["Domain: no domain that can be checked"], &["DOM102"]),
        ("exam!ple.com", &["Unknown: not recognised"], &[]),
        ("exam ple.com", &["Unknown: not recognised"], &[]),
        ("v=spf1 -all", &["Other: an SPF record"], &[]),
        ("", &[], &[]),
    ]);
}

#[test]
fn what_somebody_chooses_counts() {
    let kind = |text: &str, choice| {
        let pasted = recognise(text.as_bytes(), Some(choice), 0, &to_ascii);
        let [piece] = pasted.pieces.as_slice() else {
            panic!("{text} {pasted:?}")
        };
        (piece.kind, piece.what.clone())
    };
    let dig = dig(
        "NOERROR",
        "a.example. IN MX",
        ";; ANSWER SECTION:\na.example. 1 IN MX 10 b.example.\n",
    );
    for (text, choice, what) in [
        ("version: STSv1", Kind::StsRecord, "an MTA-STS record, not valid"),
        ("v=STSv1\\; id=1", Kind::StsRecord, "an MTA-STS record, not valid"),
        ("rua", Kind::TlsrptRecord, "a TLS reporting record, not valid"),
        ("hello", Kind::Policy, "an MTA-STS policy, not valid"),
        ("hello", Kind::Domain, "no domain that can be checked"),
        ("a.example. MX 10 b.", Kind::ZoneLines, "1\u{a0}MX host of `a.example`"),
        (
            "'_mta-sts.a.example:v=STSv1;id=1",
            Kind::ZoneLines,
            "an MTA-STS record at `_mta-sts.a.example`, valid",
        ),
        (dig.as_str(), Kind::DnsAnswer, "1\u{a0}MX host of `a.example`"),
        ("\"v=STSv1; id=1\"", Kind::DnsAnswer, "an MTA-STS record, valid"),
        (
            "hello",
            Kind::DnsAnswer,
            "a DNS answer: nothing in it that is known here",
        ),
        (
            "hello",
            Kind::HttpAnswer,
            "an HTTP answer: nothing in it that is known here",
        ),
        (
            "hello",
            Kind::Bounce,
            "a bounce or a log line: nothing in it that is known here",
        ),
        (
            "hello",
            Kind::Openssl,
            "output of `openssl`: nothing in it that is known here",
        ),
        ("{}", Kind::Report, "a TLS report"),
    ] {
        let (kind, said) = kind(text, choice);
        assert!(said.starts_with(what) || said == what, "{text} {choice:?}: {said}");
        assert_eq!(kind, choice, "{text}");
    }
    for choice in Kind::CHOICES {
        assert!(!choice.words().is_empty() && !choice.marks().is_empty());
    }
}
