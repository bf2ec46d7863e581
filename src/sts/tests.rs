//! Records and policies by the letter, a line each.

use super::{policy, record};
use crate::rule::{Findings, Severity};

/// The names of what is wrong or worth knowing.
fn names(findings: &Findings) -> Vec<&'static str> {
    let bad = findings.as_slice().iter().filter(|f| f.severity != Severity::Good);
    bad.map(|finding| finding.rule.name).collect()
}

fn read_record(text: &str) -> (Option<String>, Vec<&'static str>) {
    let mut findings = Findings::new();
    let record = record::parse(text.as_bytes(), &mut findings);
    (record.map(|record| record.id), names(&findings))
}

#[test]
fn records_that_are_good() {
    let long = "a".repeat(32);
    for (text, id) in [
        ("v=STSv1;id=1", "1"),
        ("v=STSv1; id=1;", "1"),
        ("v=STSv1;\t id=aZ09 \t;\t ", "aZ09"),
        (&format!("v=STSv1; id={long}"), &long),
    ] {
        assert_eq!(read_record(text), (Some(id.to_owned()), vec![]), "{text:?}");
    }
}

#[test]
fn records_that_count_with_a_warning() {
    let unknown = "RECORD_FIELD_UNKNOWN";
    for (text, id, name) in [
        ("v=STSv1 ;id=1", "1", "BLANK_AFTER_VERSION"),
        ("v=STSv1\t;id=1", "1", "BLANK_AFTER_VERSION"),
        ("v=STSv1; x=y; id=1", "1", unknown),
        ("v=STSv1; id=1; a_b-c.d=!\"#~`\\", "1", unknown),
        ("v=STSv1; x=a\\; id=1", "1", unknown),
        ("v=STSv1; ID=2; id=1", "1", unknown),
        ("v=STSv1; id=1; V=2", "1", unknown),
        (&format!("v=STSv1; id=1; {}=2", "n".repeat(32)), "1", unknown),
        ("v=STSv1; id=1; id=2", "1", "ID_REPEATED"),
        ("v=STSv1; id=1; id=a-b", "1", "ID_REPEATED"),
        ("v=STSv1; id=1; v=STSv1", "1", "RECORD_VERSION_REPEATED"),
        ("v=STSv1; v=STSv2; id=1", "1", "RECORD_VERSION_REPEATED"),
        ("v=STSv1; id=1; mx=a.b", "1", "RECORD_POLICY_FIELD"),
    ] {
        assert_eq!(read_record(text), (Some(id.to_owned()), vec![name]), "{text:?}");
    }
}

#[test]
fn records_that_are_invalid() {
    for (text, names) in [
        ("", &["RECORD_EMPTY"][..]),
        (" \t", &["RECORD_EMPTY"]),
        ("foo", &["RECORD_VERSION_MISSING"]),
        ("v=STSv1", &["ID_MISSING"]),
        ("v=STSv1;", &["ID_MISSING"]),
        ("v=STSv1 ", &["RECORD_TRAILING_BLANK", "ID_MISSING"]),
        (" v=STSv1;id=1", &["BEFORE_VERSION"]),
        (";v=STSv1;id=1", &["BEFORE_VERSION"]),
        ("v=STSv1;id=1 ", &["RECORD_TRAILING_BLANK"]),
        ("v=STSv1;;id=1", &["RECORD_EMPTY_FIELD"]),
        ("v=STSv1; ;id=1;", &["RECORD_EMPTY_FIELD"]),
        ("v=STSv1;id=1;;", &["RECORD_EMPTY_FIELD"]),
        ("v=STSv1;id=1; ; ", &["RECORD_EMPTY_FIELD"]),
        ("v=STSv10;id=1", &["RECORD_VERSION_WRONG"]),
        ("v=STSv1x;id=1", &["RECORD_VERSION_WRONG"]),
        ("V=STSv1;id=1", &["RECORD_VERSION_WRONG"]),
        ("v=STSv1;id=", &["ID_EMPTY"]),
        ("v=STSv1;id", &["ID_EMPTY"]),
        ("v=STSv1;id=a_b", &["ID_CHARACTERS"]),
        ("v=STSv1;id=a b", &["ID_CHARACTERS"]),
        ("v=STSv1;id=2026-01-01; id=1", &["ID_CHARACTERS", "ID_REPEATED"]),
        ("v=STSv1;id =1", &["RECORD_BLANK_AT_EQUALS"]),
        ("v=STSv1;id= 1", &["RECORD_BLANK_AT_EQUALS"]),
        (
            "v=STSv1;id=1;x = y",
            &["RECORD_BLANK_AT_EQUALS", "RECORD_FIELD_UNKNOWN"],
        ),
        ("v=STSv1;id=1;foo", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1;id=1;foo=", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1;id=1;=x", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1;id=1;a=b=c", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1;id=1;a=b c", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1;id=1;_a=b", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1;id=1;id=", &["RECORD_FIELD_MALFORMED"]),
        ("v=STSv1;id=1\n", &["RECORD_CHARACTER"]),
        ("v=STSv1;\u{b}id=1", &["RECORD_CHARACTER"]),
        ("v=STSv1;id=1\0", &["RECORD_CHARACTER"]),
        ("v=STSv1\u{a0};id=1", &["RECORD_CHARACTER"]),
        (
            "\u{201c}v=STSv1;id=1\u{201d}",
            &["RECORD_CHARACTER", "RECORD_CHARACTER"],
        ),
        ("\"v=STSv1;\" \"id=1\"", &["RECORD_QUOTED"]),
    ] {
        assert_eq!(read_record(text), (None, names.to_vec()), "{text:?}");
    }
}

/// A policy in mode enforce around `lines`.
fn around(lines: &str) -> String {
    format!("version: STSv1\nmode: enforce\nmx: mail.example.com\n{lines}max_age: 1209600\n")
}

fn read_policy(text: &str) -> (bool, Vec<&'static str>) {
    let mut findings = Findings::new();
    let reading = policy::parse(text.as_bytes(), &mut findings);
    (reading.effective.is_some(), names(&findings))
}

#[test]
fn policies_that_are_good() {
    for text in [
        "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 1209600\n",
        "version: STSv1\r\nmode: testing\r\nmx: *.example.com\r\nmax_age: 86400\r\n",
        "version: STSv1\r\nmode: testing\nmx: a.b\r\nmax_age: 86400",
        "max_age:31557600 \t\nmx:\t MAIL.Example.COM\t\nmode:enforce \nversion:   STSv1 ",
        "version: STSv1\nmode: none\nmax_age: 86400\n",
        "version: STSv1\nmode: none\nmx: a.b\nmax_age: 0000086400\n",
        &around("mx: xn--bcher-kva.example\nmx: 1.a-b.c\n"),
    ] {
        assert_eq!(read_policy(text), (true, vec![]), "{text:?}");
    }
}

#[test]
fn policies_that_count_all_the_same() {
    for (lines, names) in [
        ("x: y\n", &["KEY_UNKNOWN"][..]),
        ("x:y z:ä\u{200b} https://a/\n", &["KEY_UNKNOWN"]),
        ("a.b_c-d: \u{7f51}  \n", &["KEY_UNKNOWN"]),
        ("v: STSv1\n", &["KEY_UNKNOWN_NEAR"]),
        ("Mode: none\n", &["KEY_UNKNOWN_NEAR"]),
        ("MX: a.b\n", &["KEY_UNKNOWN_NEAR"]),
        ("mode: none\n", &["DUPLICATE_KEY"]),
        ("mode: whatever it is\n", &["DUPLICATE_KEY"]),
        ("version: STSv1\n", &["TWO_POLICIES"]),
        ("mx: 192.0.2.1\n", &["MX_ADDRESS"]),
        ("mx: localhost\n", &["MX_SINGLE_LABEL"]),
        ("mx: *.com\n", &["MX_WILDCARD_TLD"]),
        ("mx: MAIL.example.com\n", &["MX_REPEATED"]),
        ("note: a\u{2028}mode: none\n", &["LINE_TRAP", "KEY_UNKNOWN"]),
        ("note: a\u{85}b\n", &["LINE_TRAP", "KEY_UNKNOWN"]),
    ] {
        assert_eq!(read_policy(&around(lines)), (true, names.to_vec()), "{lines:?}");
    }
    // Mode none wants no mx, so nothing is missing.
    for lines in ["nmx: a b\n", "MX: a.b\n"] {
        for text in [
            format!("version: STSv1\nmode: none\n{lines}max_age: 86400\n"),
            format!("version: STSv1\n{lines}mode: none\nmode: enforce\nmax_age: 86400\n"),
        ] {
            let (effective, names) = read_policy(&text);
            assert!(effective && names.contains(&"KEY_UNKNOWN_NEAR"), "{text:?} {names:?}");
        }
    }
}

#[test]
fn policies_that_are_invalid() {
    for (lines, names) in [
        ("\n", &["BLANK_LINE"][..]),
        (" \r\n\n", &["BLANK_LINE"]),
        (" x: y\n", &["LEADING_BLANK", "KEY_UNKNOWN"]),
        ("\tmx: a.b\n", &["LEADING_BLANK"]),
        ("mx : a.b\n", &["BLANK_BEFORE_COLON"]),
        ("# x\n", &["COMMENT_LINE"]),
        ("foo\n", &["LINE_NOT_A_FIELD"]),
        ("x:\n", &["LINE_NOT_A_FIELD"]),
        ("x y: z\n", &["LINE_NOT_A_FIELD"]),
        ("_x: y\n", &["LINE_NOT_A_FIELD"]),
        (": y\n", &["LINE_NOT_A_FIELD"]),
        ("x: a\tb\n", &["LINE_NOT_A_FIELD"]),
        ("x: a\0b\n", &["POLICY_CHARACTER", "KEY_UNKNOWN"]),
        ("x\u{e4}: b\n", &["POLICY_CHARACTER"]),
        ("x: a\rb\n", &["BARE_CR", "KEY_UNKNOWN", "LINE_NOT_A_FIELD"]),
        (
            "x: a\u{b}mode: none\n",
            &["LINE_TRAP", "POLICY_CHARACTER", "KEY_UNKNOWN"],
        ),
        ("mode:\n", &["LINE_NOT_A_FIELD"]),
        ("mode=none\n", &["LINE_NOT_A_FIELD"]),
        ("mx=a.b\n", &["SEPARATOR_WRONG"]),
        ("mx a.b\n", &["SEPARATOR_WRONG"]),
        ("mx:\n", &["VALUE_EMPTY"]),
        ("mx: a.b.\n", &["MX_FINAL_DOT"]),
        ("mx: .\n", &["MX_NULL"]),
        ("mx: *\n", &["MX_WILDCARD_PLACE"]),
        ("mx: *.\n", &["MX_WILDCARD_PLACE"]),
        ("mx: a.*.b\n", &["MX_WILDCARD_PLACE"]),
        ("mx: *.*.b\n", &["MX_WILDCARD_PLACE"]),
        ("mx: .a.b\n", &["MX_LEADING_DOT"]),
        ("mx: a..b\n", &["MX_EMPTY_LABEL"]),
        ("mx: a_b.c\n", &["MX_UNDERSCORE"]),
        ("mx: -a.b\n", &["MX_HYPHEN"]),
        ("mx: *.a-.b\n", &["MX_HYPHEN"]),
        ("mx: a.b:25\n", &["MX_PORT"]),
        ("mx: https://a.b/\n", &["MX_URL"]),
        ("mx: ://a.b\n", &["MX_URL"]),
        ("mx: x@a.b\n", &["MX_MAIL_ADDRESS"]),
        ("mx: [192.0.2.1]\n", &["MX_ADDRESS_LITERAL"]),
        ("mx: 2001:db8::1\n", &["MX_ADDRESS_LITERAL"]),
        ("mx: 10 a.b\n", &["MX_PREFERENCE"]),
        ("mx: 10 a.b.\n", &["MX_PREFERENCE", "MX_FINAL_DOT"]),
        ("mx: Priority 5: a.b\n", &["MX_PREFERENCE"]),
        ("mx: a.b 10\n", &["MX_PREFERENCE"]),
        ("mx: a.b, c.d\n", &["MX_SEVERAL"]),
        ("mx: [a.b, c.d]\n", &["MX_SEVERAL"]),
        ("mx: b\u{fc}cher.example\n", &["MX_U_LABEL"]),
        ("mx: \u{43f}\u{43e}\u{447}\u{442}\u{430}.example\n", &["MX_U_LABEL"]),
        ("mx: m\u{430}il.example.org\n", &["POLICY_CHARACTER"]),
        ("mx: a.b\u{200b}\n", &["POLICY_CHARACTER"]),
        ("mx: a.b # x\n", &["TRAILING_COMMENT"]),
        ("mx: \"a.b\"\n", &["VALUE_QUOTED"]),
        ("mx: a.b;\n", &["VALUE_TAIL"]),
        ("mx: <a>.b\n", &["MX_PLACEHOLDER"]),
        ("mx: a.bmx: c.d\n", &["LINES_GLUED"]),
        ("mx: mx: c.d\n", &["KEY_DOUBLED"]),
    ] {
        assert_eq!(read_policy(&around(lines)), (false, names.to_vec()), "{lines:?}");
    }
    for (text, names) in [
        ("mode: none\nmax_age: 86400\n", &["POLICY_VERSION_MISSING"][..]),
        ("version: STSv1\nmax_age: 86400\n", &["MODE_MISSING"]),
        ("version: STSv1\nmode: none\n", &["MAX_AGE_MISSING"]),
        ("version: STSv1\nmode: testing\nmax_age: 86400\n", &["MX_MISSING"]),
        ("version: STSv1\n\nmode: none\nmax_age: 86400\n", &["BLANK_LINE"]),
        ("version: STSv1\nmode: none\nmax_age: 86400\r", &["BARE_CR"]),
        ("version: STSv1\r\r\nmode: none\nmax_age: 86400", &["BARE_CR"]),
        ("Version: STSv1\nmode: none\nmax_age: 86400\n", &["KEY_CASE"]),
        (
            "version: STSv1.0\nmode: none\nmax_age: 86400\n",
            &["POLICY_VERSION_OTHER"],
        ),
        ("version: STSv1\nmode: None\nmax_age: 86400\n", &["MODE_NEAR"]),
        (
            "version: STSv1\nmode: none\nmode: x\nmax_age: +5\n",
            &["DUPLICATE_KEY", "MAX_AGE_NOT_DIGITS"],
        ),
        (
            "version: STSv1\nmode: x\nmode: none\nmax_age: 86400\n",
            &["MODE_UNKNOWN", "DUPLICATE_KEY"],
        ),
        ("version: STSv1\nmode: none\nmax_age: 1_000\n", &["MAX_AGE_NOT_DIGITS"]),
        (
            "version: STSv1\nmode: none\nmax_age: 00031557601\n",
            &["MAX_AGE_DIGITS"],
        ),
        (
            "version: STSv1\nmode: none\nmax_age: 9999999999\n",
            &["MAX_AGE_TOO_LONG"],
        ),
        ("version: STSv1\nmode: none\nmax_age: \u{663}\n", &["POLICY_CHARACTER"]),
    ] {
        assert_eq!(read_policy(text), (false, names.to_vec()), "{text:?}");
    }
}

#[test]
fn of_duplicates_the_first_counts() {
    let text = "version: STSv1\nmode: enforce\nmax_age: 1209600\nmode: none\nmax_age: 1\nmx: a.b\nmx: C.d\n";
    let reading = policy::parse(text.as_bytes(), &mut Findings::new());
    let policy = reading.effective.expect("a policy");
    let mx: Vec<_> = policy.mx.iter().map(|mx| (mx.text.as_str(), mx.line)).collect();
    assert_eq!((policy.mode.as_str(), policy.max_age), ("enforce", 1_209_600));
    assert_eq!(mx, [("a.b", 6), ("C.d", 7)]);
    assert_eq!(policy.mode_span.of(text.as_bytes()), b"enforce");
}

#[test]
fn what_milder_senders_may_accept_is_read_too() {
    for (lines, lenient) in [
        ("\n", true),
        ("foo\n", true),
        (" x: y\n", true),
        ("mx: a.b.\n", false),
        ("mode=none\n", true),
    ] {
        let reading = policy::parse(around(lines).as_bytes(), &mut Findings::new());
        assert_eq!(
            (reading.effective.is_some(), reading.lenient.is_some()),
            (false, lenient),
            "{lines:?}"
        );
    }
    let reading = policy::parse(b"version: STSv1\nmode: none\nmax_age: 31557601\n", &mut Findings::new());
    // Five go by some policy then, and three of them by this one.
    assert!(!reading.most);
    assert_eq!(reading.lenient.map(|policy| policy.max_age), Some(31_557_601));
}
