//! What is taken off, what is left, and that all else is as if nothing had been there.

use super::super::tests::{faults, paste, table};
use super::*;
use crate::recognise::Reading;
use crate::rule::Severity;

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 1209600\n";
const VALID: &str = "Policy: an MTA-STS policy, valid by itself";

/// A text with something before each line.
fn prefixed_by(prefix: &str, text: &str) -> String {
    let lines = text.lines().flat_map(|line| [prefix, line, "\n"]);
    lines.collect()
}

/// The policy with something before each line.
fn prefixed(prefix: &str) -> String {
    prefixed_by(prefix, POLICY)
}

fn left(text: &str) -> Option<String> {
    Some(String::from_utf8(off(text.as_bytes())?.text.text).unwrap())
}

#[test]
fn what_stands_around_is_taken_off_and_nothing_else() {
    let verbose = "*   Trying 192.0.2.1:443...\n> GET /a HTTP/2\n> Host: b.example\n>\n< HTTP/2 200\n< a: b\n<\n{ [5 bytes data]\nbody\n* Connection #0 to host b.example left intact\n";
    let listed = "StatusCode        : 200\r\nContent           : version: STSv1\r\n                    mode: none\r\n\r\nRawContent        : HTTP/1.1 200 OK\r\n                    a: b\r\n\r\nLinks             : {}\r\n\r\n";
    for (text, want) in [
        (POLICY, None),
        ("> hello\n> version 2\n", None),
        ("> set type=txt\n> _mta-sts.example.com\n", None),
        ("a > b\n", None),
        ("HTTP/2 200\n\n<pre>version: STSv1</pre>\n", None),
        ("Content: version: STSv1\n", None),
        ("<pre>hello</pre>", None),
        ("* IN TXT \"v=STSv1; id=1\"\n", None),
        ("max_age: 1%\nmode: none\n", None),
        (&prefixed("> "), Some(POLICY)),
        (&prefixed(">> > "), Some(POLICY)),
        ("a\n> version: STSv1\nb\n", Some("a\nversion: STSv1\n\nb\n")),
        (verbose, Some("HTTP/2 200\na: b\n\nbody\n")),
        (listed, Some("version: STSv1\r\nmode: none\r\n")),
        ("<pre>version: STSv1\n</pre>\n", Some("version: STSv1\n")),
        ("<pre>\n<code>version: STSv1</code></pre>\nx", Some("version: STSv1\nx")),
        ("max_age: 1user@a:~$ ", Some("max_age: 1")),
        ("max_age: 1user@a:~$ dig b.c\n", Some("max_age: 1\n dig b.c\n")),
        (
            "max_age: 1* Connection #0 to host a left intact\n",
            Some("max_age: 1\n"),
        ),
    ] {
        assert_eq!(left(text).as_deref(), want, "{text}");
    }
}

#[test]
fn a_policy_is_judged_without_what_stands_around_it() {
    let prompt = |end: &str| format!("$ curl https://mta-sts.example.com/.well-known/mta-sts.txt\n{POLICY}{end}");
    let glued = |end: &str| format!("{}{end}", POLICY.trim_end());
    table(&[
        (&prompt("user@host:~$ "), &[VALID], &[]),
        (&prompt("PS C:\\> "), &[VALID], &[]),
        (&prompt("$ "), &[VALID], &[]),
        (&prompt("[root@mx1 ~]# exit\n"), &[VALID], &[]),
        (&glued("user@host:~$ "), &[VALID], &["ZON112"]),
        (&glued("%\n"), &[VALID], &["ZON112"]),
        (&prefixed("> "), &[VALID], &["ZON112"]),
        (
            &format!("Bob wrote:\n{}Thanks\n", prefixed("> ")),
            &[
                "Unknown: not recognised, and left as it is",
                VALID,
                "Unknown: not recognised, and left as it is",
            ],
            &["ZON112"],
        ),
        (&format!("<pre>{POLICY}</pre>\n"), &[VALID], &["ZON112"]),
        (
            &format!("<html><pre>{POLICY}</pre>\n"),
            &["Policy: an MTA-STS policy, not valid"],
            &["STS208"],
        ),
        (
            &format!("HTTP/2 200\ncontent-type: text/plain\n\n{POLICY}</pre>\n"),
            &["HttpAnswer: an HTTP answer, status 200, with a policy, not valid, though some senders may take it"],
            &["STS223"],
        ),
        (
            "Content           : version: STSv1\n                    mode: enf...\nLinks             : {}\n",
            &["Other: a policy that was cut off, so it isn’t judged"],
            &["ZON112", "ZON111"],
        ),
    ]);
}

#[test]
fn an_answer_of_curl_tells_what_was_asked_for() {
    let text = format!(
        "* Connected to mta-sts.example.com\n> GET /.well-known/mta-sts.txt HTTP/1.1\n> Host: mta-sts.example.com\n> \n< HTTP/1.1 200 OK\n< Content-Type: text/html\n< \n{POLICY}* Closing connection\n"
    );
    let pasted = paste(&text);
    assert_eq!(pasted.together.domain.as_deref(), Some("example.com"));
    assert_eq!(
        faults(&text, &pasted),
        [
            ("ZON112", "* Connected to mta-sts.example.com"),
            ("STS411", "Content-Type: text/html")
        ]
    );
}

#[test]
fn places_and_edits_are_those_of_the_paste() {
    let text = prefixed("> ").replace("mode: enforce", "mode: enforced\n> mode: none");
    let pasted = paste(&text);
    let piece = &pasted.pieces[0];
    assert_eq!((piece.span, piece.lines), (Span::new(2, text.len()), (1, 5)));
    let Reading::Policy {
        body,
        apart: Some(apart),
        ..
    } = &piece.reading
    else {
        panic!("{piece:?}")
    };
    assert_eq!((*body, apart.text.len()), (piece.span, text.len() - 5 * 2));
    let at = text.find("mx1").unwrap();
    let inner = apart.text.windows(3).position(|part| part == b"mx1").unwrap();
    assert_eq!(apart.span(Span::new(inner, inner + 3)), Span::new(at, at + 3));
    for (code, mended) in [
        ("STS245", text.replace("enforced", "enforce")),
        ("STS230", text.replace("> mode: none\n", "")),
    ] {
        let finding = pasted.findings.iter().find(|finding| finding.rule.code == code);
        let fix = finding.and_then(|finding| finding.fix.as_ref()).expect(code);
        assert_eq!(String::from_utf8(fix.apply(text.as_bytes())).unwrap(), mended, "{code}");
    }
}

#[test]
fn quoted_texts_are_judged_as_they_are_without_the_marks() {
    const TEXTS: [&str; 5] = [
        POLICY,
        "version: STSv1\nmode: fast\nmx: a_b\nmax_age: 1w\n",
        "_mta-sts.example.com. IN TXT (\n \"v=STSv1; \"\n \"id=a-b\" )\nexample.com. MX 10 a.example.com.\n",
        "v=TLSRPTv1; rua=mailto:a@b.example, x:y\n",
        "HTTP/2 404\ncontent-type: text/plain\n\nnot here\n",
    ];
    let faults_of = |text: &str| {
        let pasted = paste(text);
        let bad = pasted
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Good && *finding.rule != READ_WITHOUT);
        bad.map(|finding| (finding.rule.code, finding.message()))
            .collect::<Vec<_>>()
    };
    for text in TEXTS {
        let quoted = prefixed_by("> ", text);
        assert_eq!(faults_of(text), faults_of(&quoted), "{text}");
        let (plain, marked) = (paste(text), paste(&quoted));
        let what = |pasted: &super::super::Pasted| {
            let pieces = pasted.pieces.iter();
            pieces
                .map(|piece| (piece.what.clone(), piece.lines))
                .collect::<Vec<_>>()
        };
        assert_eq!(what(&plain), what(&marked), "{text}");
    }
}

#[test]
fn nothing_is_said_of_line_ends_that_are_not_in_the_paste() {
    let codes = |text: &str| {
        let bad = paste(text).findings;
        let bad = bad.iter().filter(|finding| finding.severity == Severity::Error);
        bad.map(|finding| finding.rule.code).collect::<Vec<_>>()
    };
    let quoted = prefixed("> ");
    assert_eq!(codes(&quoted.replacen('\n', "\nyes\n", 1)), ["STS223"]);
    assert_eq!(codes(&quoted.replacen('\n', "\n> \nyes\n", 1)), ["STS220", "STS223"]);
    // Where some lines of a policy go without the mark it may be in the file.
    for line in ["> version", "> mode", "> max_age"] {
        let mixed = quoted.replace(line, line.trim_start_matches("> "));
        let pasted = paste(&mixed);
        let valid = |piece: &crate::recognise::Piece| matches!(&piece.reading, Reading::Policy { policy, .. } if policy.effective.is_some());
        assert!(!pasted.pieces.iter().any(valid), "{mixed}");
    }
}

#[test]
fn a_text_of_what_is_taken_off_is_one_piece() {
    for text in ["*   Trying 192.0.2.1:443...\n", "  % Total    % Received\n"] {
        let pasted = paste(text);
        let [piece] = &pasted.pieces[..] else { panic!("{text}") };
        assert_eq!((piece.kind, piece.lines), (Kind::Unknown, (1, 1)), "{text}");
    }
}
