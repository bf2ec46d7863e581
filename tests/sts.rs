//! What holds of every rule and every text of RFC 8461.

#[path = "support/arb.rs"]
mod arb;

use mta_sts_lens::rule::{Finding, Findings, KEPT_PER_RULE, Rule, Severity};
use mta_sts_lens::sts::{policy, record, rules};
use mta_sts_lens::text::Span;

type Reader = fn(&[u8]) -> Vec<Finding>;

fn read_record(text: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::new();
    let record = record::parse(text, &mut findings);
    assert_eq!(record.is_none(), findings.has_error(), "{}", text.escape_ascii());
    findings.into_vec()
}

fn read_policy(text: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::new();
    let reading = policy::parse(text, &mut findings);
    assert_eq!(
        reading.effective.is_none(),
        findings.has_error(),
        "{}",
        text.escape_ascii()
    );
    if reading.effective.is_some() {
        assert_eq!(reading.effective, reading.lenient);
    }
    assert!(!reading.most || reading.effective.is_none() && reading.lenient.is_some());
    if reading.lenient.is_some() {
        let strict = |finding: &Finding| finding.severity == Severity::Error && finding.rule.senders.is_empty();
        assert!(!findings.as_slice().iter().any(strict), "{}", text.escape_ascii());
    }
    findings.into_vec()
}

/// Every rule that a text alone can raise, with what reads that text.
fn text_rules() -> Vec<(&'static Rule, Reader)> {
    let records = rules::record::RULES.iter().map(|rule| (*rule, read_record as Reader));
    let policies = [
        rules::document::RULES,
        rules::policy::RULES,
        rules::value::RULES,
        rules::mx::RULES,
    ];
    let policies = policies
        .into_iter()
        .flatten()
        .map(|rule| (*rule, read_policy as Reader));
    records
        .chain(policies)
        // It takes a host beside the policy.
        .filter(|(rule, _)| *rule != &rules::mx::HOST_NOT_COVERED)
        .filter(|(rule, _)| !rule.bad.is_empty())
        .collect()
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn examples_raise_their_rule_and_the_mended_ones_no_fault() {
    for (rule, read) in text_rules() {
        let bad = read(rule.bad.as_bytes());
        assert!(
            bad.iter().any(|finding| finding.rule == rule),
            "{} {:?}",
            rule.name,
            names(&bad)
        );
        let good = read(rule.good.as_bytes());
        let faults: Vec<_> = good
            .iter()
            .filter(|finding| finding.severity < Severity::Unseen)
            .collect();
        assert!(faults.is_empty(), "{} {faults:?}", rule.name);
    }
}

#[test]
fn one_cause_is_one_fault() {
    // In these examples more than one thing is wrong.
    let more = ["TWO_POLICIES", "LINE_TRAP"];
    for (rule, read) in text_rules() {
        let bad = read(rule.bad.as_bytes());
        let faults = bad
            .iter()
            .filter(|finding| finding.severity <= Severity::Warning)
            .count();
        if !more.contains(&rule.name) && rule.severity <= Severity::Warning {
            assert_eq!(faults, 1, "{} {:?}", rule.name, names(&bad));
        }
    }
}

#[test]
fn messages_are_filled() {
    for (rule, read) in text_rules() {
        for finding in read(rule.bad.as_bytes()) {
            let missing: Vec<_> = finding
                .rule
                .params()
                .into_iter()
                .filter(|name| finding.arg(name).is_none())
                .collect();
            assert!(missing.is_empty(), "{} wants {missing:?}", finding.rule.name);
        }
    }
}

/// Applies each fix: the finding must be gone, which is to say that its rule has that to say less often.
fn check_fixes(text: &[u8], read: Reader) {
    let findings = read(text);
    for finding in &findings {
        if let Some(span) = finding.span {
            assert!(span.start <= span.end && span.end <= text.len(), "{finding:?}");
        }
        let Some(fix) = &finding.fix else { continue };
        for pair in fix.edits.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{finding:?}");
        }
        let inside = |span: Span| span.start <= span.end && span.end <= text.len();
        assert!(fix.edits.iter().all(|edit| inside(edit.span)), "{finding:?}");
        let same = |other: &&Finding| other.rule == finding.rule && other.args == finding.args;
        if findings.iter().filter(|other| other.rule == finding.rule).count() == KEPT_PER_RULE {
            // More of them may be waiting.
            continue;
        }
        let before = findings.iter().filter(same).count();
        let mended = fix.apply(text);
        let after = read(&mended);
        assert!(
            after.iter().filter(same).count() < before,
            "{} in {}\nmended: {}\nstill: {:?}",
            finding.message(),
            text.escape_ascii(),
            mended.escape_ascii(),
            names(&after)
        );
    }
}

#[test]
fn fixes_of_the_examples_mend() {
    for (rule, read) in text_rules() {
        let text = rule.bad.as_bytes();
        check_fixes(text, read);
        let fix = read(text)
            .into_iter()
            .find(|finding| finding.rule == rule)
            .and_then(|finding| finding.fix.clone());
        let left = fix.map(|fix| read(&fix.apply(text))).unwrap_or_default();
        assert!(left.iter().all(|finding| finding.rule != rule), "{}", rule.name);
    }
}

/// Good texts into which up to three `words` have got, or from which a piece has gone.
fn damaged(good: &str, words: &[&str], read: Reader) {
    arb::property(|u| {
        let mut text: Vec<char> = good.chars().collect();
        for _ in 0..u.int_in_range(1..=3)? {
            let start = u.int_in_range(0..=text.len())?;
            let end = start + if u.ratio(1, 3)? { u.int_in_range(0..=9)? } else { 0 };
            let word = if u.ratio(4, 5)? { *u.choose(words)? } else { "" };
            text.splice(start..end.min(text.len()), word.chars());
        }
        let text: String = text.into_iter().collect();
        check_fixes(text.as_bytes(), read);
        Ok(())
    });
}

#[test]
fn damaged_records_are_mended() {
    let words: &[&str] = &[
        "v=STSv1",
        "v=STSv1;",
        "id=",
        "id=1",
        "; ",
        ";",
        ";;",
        " ",
        "\t",
        "=",
        ":",
        "\"",
        "\\",
        "\\040",
        ",",
        "a",
        "Id=x;",
        "mode=x;",
        "mx: a;",
        "foo=bar;",
        "-",
        "2026-01-01",
        "<x>",
        "é",
        "\u{a0}",
        "\u{200b}",
        "\u{ff1b}",
        "\u{430}",
        "\n",
        "\u{201c}",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    for good in ["v=STSv1; id=20260101000000", "v=STSv1;id=1;", "v=STSv1; id=1; x=y"] {
        damaged(good, words, read_record);
    }
}

#[test]
fn damaged_policies_are_mended() {
    let words: &[&str] = &[
        "version: STSv1\n",
        "mode: enforce\n",
        "\nmode: none",
        "Mode: none\n",
        "mode=testing\n",
        "\nmode none\n",
        "mx: a.example\r\n",
        "mx: *.b.example\n",
        "mx: ",
        "\nnmx: c.example\n",
        "max_age: 604800\n",
        "max_age: 1",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        ":",
        "#",
        "//",
        " # x",
        "-",
        "\nmx:\n- a.example\n",
        ".",
        "*",
        "@",
        "/",
        "https://",
        "[192.0.2.1]",
        "10 ",
        "10",
        ",",
        ";",
        "\"",
        "}",
        "\nx: y\n",
        "\nfoo\n",
        "\nx: y\u{2028}mode: none\n",
        "\u{b}",
        "\u{feff}",
        "\u{a0}",
        "\u{430}",
        "\u{fc}",
        "\0",
        "<",
        "_",
    ];
    for good in [
        "version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.org\nmax_age: 1209600\n",
        "version: STSv1\r\nmode: none\r\nmax_age: 86400",
    ] {
        damaged(good, words, read_policy);
    }
}

#[test]
fn any_bytes_are_read() {
    let check = |text: &[u8]| {
        for read in [read_record as Reader, read_policy] {
            for finding in read(text) {
                assert!(
                    finding
                        .span
                        .is_none_or(|span| span.start <= span.end && span.end <= text.len()),
                    "{finding:?}"
                );
            }
        }
    };
    let alphabet = b"vSTv1id=;:, \t\"\\ersonmxgacfh.*-_#/0\r\n\xc2\xa0\xff";
    arb::property(|u| {
        let bytes = u.bytes(u.len())?;
        check(bytes);
        let mapped: Vec<u8> = bytes
            .iter()
            .map(|&byte| alphabet[usize::from(byte) % alphabet.len()])
            .collect();
        check(&mapped);
        check(&[b"v=STSv1;", mapped.as_slice()].concat());
        check(&[b"version: STSv1\nmode: ", mapped.as_slice()].concat());
        Ok(())
    });
}

/// Pieces that hostile texts repeat: each once made some reader slow.
const PIECES: &[&str] = &[
    ";",
    "; ",
    " ",
    "\t;",
    "a",
    "a=",
    "a=b;",
    "=",
    "id=1;",
    "a=b c=d ",
    "a=b,c=d,",
    "\"",
    "\" \"",
    "\\040",
    "v=STSv1;",
    "\u{a0}",
    "\u{a0};",
    "\u{200b}",
    "\u{430}",
    "é",
    "\n",
    "\r",
    "\r\n",
    " \n",
    "x\n",
    "x: y\n",
    "#\n",
    "mx: a.b\n",
    "mx: a.b ",
    "mx: ",
    ":",
    "mode:",
    "mx:",
    "- a\n",
    "\u{2028}",
    "\u{2028}mode: none",
    "a.",
    "*.",
    "_",
    "1",
    "1 ",
    "1,",
    "---\n",
    "HTTP/2 200\n\n",
    "<",
    "{",
    "\0a",
    "a: b\u{c}",
    "mode none ",
    "// ",
    "' ",
    "`",
];

#[test]
fn cost_grows_with_the_text_and_no_faster() {
    let begins = [
        "",
        "v=STSv1; id=",
        "v=STSv1; ",
        "version: STSv1\nmode: ",
        "version: STSv1\nmx: ",
        "mx:\n",
        "mode: none\nnote: ",
    ];
    // The best of three: other programs may run beside this one.
    let measured = |text: &[u8], read: Reader| {
        let once = || {
            let start = std::time::Instant::now();
            read(text);
            start.elapsed()
        };
        once().min(once()).min(once())
    };
    for begin in begins {
        for piece in PIECES {
            for read in [read_record as Reader, read_policy] {
                let of = |size: usize| [begin.as_bytes(), piece.repeat(size / piece.len()).as_bytes()].concat();
                let (small, large) = (measured(&of(1 << 12), read), measured(&of(1 << 15), read));
                // Eight times the text: a square would cost sixty-four times as much.
                let allowed = small * 30 + std::time::Duration::from_millis(50);
                assert!(large < allowed, "{begin:?} and {piece:?}: {small:?}, {large:?}");
            }
        }
    }
}
