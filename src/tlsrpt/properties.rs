//! What holds for every text: bytes of any kind, a small alphabet, and the words of the format in any order.

use super::parse;
use crate::rule::{Findings, Severity};

/// No panic; places within the text; `None` exactly with an error; a fix removes what it is a fix of.
fn holds(text: &[u8]) {
    let shown = String::from_utf8_lossy(text);
    let mut findings = Findings::new();
    let record = parse(text, &mut findings);
    assert_eq!(record.is_none(), findings.has_error(), "{shown:?}");
    for rua in record.iter().flat_map(|record| &record.rua) {
        assert_eq!(rua.span.of(text), rua.text.as_bytes(), "{shown:?}");
    }
    assert!(record.is_none_or(|record| !record.rua.is_empty()), "{shown:?}");
    for finding in findings.as_slice() {
        let name = finding.rule.name;
        let span = finding.span.unwrap_or_default();
        assert!(
            span.start <= span.end && span.end <= text.len(),
            "{name} {span:?} in {shown:?}"
        );
        assert!(
            finding.severity <= finding.rule.severity.max(Severity::Warning),
            "{name} in {shown:?}"
        );
        for param in finding.rule.params() {
            assert!(finding.arg(param).is_some(), "{name} lacks {param} in {shown:?}");
        }
        let Some(fix) = &finding.fix else { continue };
        let mut at = 0;
        for edit in &fix.edits {
            assert!(
                at <= edit.span.start && edit.span.end <= text.len(),
                "{name}: {fix:?} in {shown:?}"
            );
            at = edit.span.end;
        }
        let mended = fix.apply(text);
        let mut after = Findings::new();
        parse(&mended, &mut after);
        assert!(
            after.count(finding.rule) < findings.count(finding.rule),
            "{name} stays in {shown:?} as {:?}",
            String::from_utf8_lossy(&mended)
        );
    }
}

/// Texts of these pieces in any order.
fn pieces(pieces: &'static [&'static str], longest: usize) {
    crate::arb::property(|u| {
        let count = u.int_in_range(0..=longest)?;
        let mut text = String::new();
        for _ in 0..count {
            text.push_str(u.choose(pieces)?);
        }
        holds(text.as_bytes());
        Ok(())
    });
}

#[test]
fn any_bytes() {
    crate::arb::property(|u| {
        let text: Vec<u8> = u.arbitrary()?;
        holds(&text);
        let behind_version = [&b"v=TLSRPTv1;rua=mailto:"[..], &text].concat();
        holds(&behind_version);
        Ok(())
    });
}

/// What only fresh random inputs had found.
#[test]
fn what_was_found_once() {
    for text in [
        r#"\"v=TLSRPTv1 ruf=ext=1mailto:%2C,\","#,
        r"v=TLSRPTv1; rua=mailto:mailtoa*!10m !10m;a\040",
        r"mailto:!10m\\040!10m",
        r#"@RUA=; ruf=rua==RUA=".=b.example"#,
        r"v=TLSRPTv1; rua=mailto:<\040https://ü",
    ] {
        holds(text.as_bytes());
    }
}

#[test]
fn a_small_alphabet() {
    pieces(
        &[
            "a", "v", "r", "u", "m", "1", "=", ":", ";", ",", "!", "%", "@", "/", " ", "\t", "\"", ".", "<", ">", "\\",
        ],
        24,
    );
}

#[test]
fn words_behind_the_version() {
    const WORDS: &[&str] = &[
        "v=TLSRPTv1",
        ";",
        "; ",
        " ;",
        ",",
        " ",
        "rua=",
        "ruf=",
        "RUA=",
        "rua",
        "=",
        "mailto:",
        "https://",
        "https:",
        "http://",
        "mailto",
        "a@b.example",
        "b.example",
        "a",
        "@",
        ".",
        "..",
        "/r",
        ":25",
        "?x=1",
        "#f",
        "%2C",
        "%",
        "%4",
        "!10m",
        "!",
        "\"",
        "<",
        ">",
        "[",
        "]",
        "[::1]",
        "\\",
        "\\;",
        "\\040",
        "\u{a0}",
        "\u{200b}",
        "\u{ff1b}",
        "\u{201c}",
        "\u{fc}",
        "ext=1",
        "p=none",
        "{{x}}",
        "(",
        ")",
        "'",
        "%22",
        "%0A",
        "_",
        "-",
        "v=TLSRPT1",
        "V=tlsrptv1",
        "v =",
        "*",
    ];
    pieces(WORDS, 12);
    crate::arb::property(|u| {
        let mut text = String::from("v=TLSRPTv1; rua=mailto:");
        for _ in 0..u.int_in_range(0..=10)? {
            text.push_str(u.choose(WORDS)?);
        }
        holds(text.as_bytes());
        Ok(())
    });
}
