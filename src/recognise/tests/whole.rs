//! Several things at once, and what is not of the DNS.

use super::*;

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
fn a_domain_that_is_said_completes_a_zone_and_chooses_its_hosts() {
    let zone = "@ IN MX 10 mx1\nsub IN MX 10 mx2\n_mta-sts IN TXT \"v=STSv1; id=1;\"\n\n\
        version: STSv1\nmode: enforce\nmx: mx2.example.com\nmax_age: 1209600\n";
    let with = |domain| {
        let beside = Beside {
            choice: None,
            now: 0,
            to_ascii: &to_ascii,
            host: None,
            domain,
        };
        let pasted = recognise_beside(zone.as_bytes(), &beside);
        (pasted.together.domain.clone(), faults(zone, &pasted))
    };
    let found = vec![("STS307", "mx2.example.com"), ("STS301", "mx1")];
    assert_eq!(with(Some("Example.com")), (Some("example.com".to_owned()), found));
    assert_eq!(with(Some("sub.example.com")).0.as_deref(), Some("sub.example.com"));
    assert_eq!(with(None).0, None);
}

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
            &[],
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
fn senders_go_by_no_record_at_another_name() {
    let goes_by = |owner: &str, text: &str| {
        let pasted = paste(&format!("{owner}. 300 IN TXT \"{text}\"\n"));
        let [piece] = pasted.pieces.as_slice() else {
            panic!("{owner}: {pasted:?}")
        };
        let codes: Vec<_> = pasted.findings.iter().map(|finding| finding.rule.code).collect();
        (
            piece.reading.clone().says().is_some(),
            codes.contains(&"STS150") || codes.contains(&"RPT196"),
        )
    };
    for (owner, text, there) in [
        ("_mta-sts.example.com", "v=STSv1; id=1", true),
        ("*.example.com", "v=STSv1; id=1", true),
        ("example.com", "v=STSv1; id=1", false),
        ("_mta-sts.example.com.example.com", "v=STSv1; id=1", false),
        ("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:a@b.example", true),
        ("*.example.com", "v=TLSRPTv1; rua=mailto:a@b.example", true),
        ("example.com", "v=TLSRPTv1; rua=mailto:a@b.example", false),
    ] {
        assert_eq!(goes_by(owner, text), (there, !there), "{owner}");
    }
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
        // Some want quotes of the value's own, some set them.
        ("TXT(\"_mta-sts\", \"\\\"v=STSv1; id=1\\\"\"),\n", record, &["ZON110"]),
        ("  content = \"\\\"v=STSv1; id=1\\\"\"\n", record, &[]),
        ("  rrdatas = [\"\\\"v=STSv1; id=1\\\"\"]\n", record, &[]),
        ("  records = [\"\\\"v=STSv1; id=1\\\"\"]\n", record, &["ZON110"]),
        ("  value: \"\\\"v=STSv1; id=1\\\"\"\n", record, &["ZON110"]),
        (
            "add '{\"records\":[{\"value\":\"\\\"v=STSv1; id=1\\\"\"}]}'\n",
            record,
            &[],
        ),
        ("{\"rrdatas\": [\n  \"\\\"v=STSv1; id=1\\\"\"]}", record, &[]),
        // What a script looks for is no record.
        ("record '_mta-sts.a.example' 'v=STSv1' 'v=STSv1; id=1;'\n", record, &[]),
        (
            "#!/bin/sh\nmode='enforce'\ncurl --data @cloudflare.json \"https://a.example/\"\n",
            &["Other: a script, no record in it"],
            &[],
        ),
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
