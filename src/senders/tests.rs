//! The measurements, row by row.
//!
//! Not to be seen in a text, and so in no row here: mox's wildcard that matches `.example.com` (a matter of host names)
//! and its reader of reports; Stalwart's way with status, media type and cache; that postfix-mta-sts-resolver goes before
//! DANE; the metric of `KumoMTA`; mailauth 4. Of mailauth's lax mode the bad policies that it accepts are counted, not named.

use super::*;

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n";

/// The senders of each verb, in the order of the table.
pub(super) fn verbs(readings: &[Reading]) -> String {
    let mut parts = Vec::new();
    for verb in ["honours", "uses it", "reads otherwise", "refuses", "not measured"] {
        let whose = readings.iter().filter(|reading| reading.verdict.word() == verb);
        let names: Vec<&str> = whose.map(|reading| short(reading.sender)).collect();
        match names.len() {
            0 => {}
            COUNT => parts.push(format!("all: {verb}")),
            _ => parts.push(format!("{verb}: {}", names.join(" "))),
        }
    }
    parts.join("; ")
}

fn short(sender: &Sender) -> &'static str {
    match sender.name {
        "postfix-tlspol" => "tlspol",
        "postfix-mta-sts-resolver" => "resolver",
        name => name,
    }
}

fn policy(text: &str) -> String {
    verbs(&readings_of_policy(text.as_bytes()))
}

fn record(text: &str) -> String {
    verbs(&readings_of_record(text.as_bytes()))
}

fn set(records: &[&str]) -> Vec<Reading> {
    let records: Vec<Vec<u8>> = records.iter().map(|text| text.as_bytes().to_vec()).collect();
    readings_of_txt_set(&records)
}

/// What a sender reads, in words; its verb where there are none.
fn words(readings: &[Reading], name: &str) -> String {
    let found = readings
        .iter()
        .find(|reading| short(reading.sender) == name)
        .expect(name);
    match &found.verdict {
        Verdict::Otherwise { words, .. } => words.clone(),
        other => other.word().to_owned(),
    }
}

fn policy_words(text: &str, name: &str) -> String {
    words(&readings_of_policy(text.as_bytes()), name)
}

fn with(line: &str) -> String {
    format!("{POLICY}{line}\n")
}

fn aged(max_age: &str) -> String {
    POLICY.replace("1209600", max_age)
}

#[test]
fn plain_texts_are_honoured_by_all() {
    for text in [
        POLICY.to_owned(),
        POLICY.replace('\n', "\r\n"),
        POLICY.trim_end().to_owned(),
        POLICY.replace("mx: a.example.com", "mx:\tMX1.Example.com \nmx: b.example.com"),
        POLICY.replace("enforce", "testing"),
        aged("86400"),
        aged("31557600"),
        aged("3600"),
        "mode: none\nmx: a.example.com\nmax_age: 86400\nversion: STSv1".to_owned(),
    ] {
        assert_eq!(policy(&text), "all: honours", "{text:?}");
    }
    for text in [
        "v=STSv1; id=20260101T000000;",
        "v=STSv1;id=1",
        "v=STSv1; id=20160831085700Z",
    ] {
        assert_eq!(record(text), "all: honours", "{text:?}");
        assert_eq!(verbs(&set(&[text])), "all: honours", "{text:?}");
    }
    assert_eq!(set(&[]), []);
}

/// The rows "same input, different senders", in their order.
#[test]
fn the_measured_rows() {
    assert_eq!(
        policy(&with("mode: none")),
        "honours: mox tlspol mailauth; reads otherwise: maddy chasquid resolver Stalwart; refuses: KumoMTA"
    );
    assert_eq!(
        policy(&aged("31557601")),
        "uses it: mox maddy KumoMTA; reads otherwise: tlspol Stalwart; refuses: chasquid resolver mailauth"
    );
    assert_eq!(
        policy(&format!("{POLICY}\n")),
        "uses it: chasquid resolver Stalwart KumoMTA mailauth; refuses: mox maddy tlspol"
    );
    let seven = "honours: mox chasquid tlspol resolver Stalwart KumoMTA mailauth; refuses: maddy";
    assert_eq!(policy(&with("x: a:b")), seven);
    assert_eq!(
        record("v=STSv1 ; id=1"),
        "honours: mox maddy tlspol resolver Stalwart KumoMTA mailauth; refuses: chasquid"
    );
    let good = "v=STSv1; id=1";
    assert_eq!(
        verbs(&set(&[good, "v=STSv1; id=2"])),
        "uses it: chasquid Stalwart; reads otherwise: KumoMTA; refuses: mox maddy tlspol resolver mailauth"
    );
    assert_eq!(
        verbs(&set(&[good, "v=spf1 -all"])),
        "honours: mox chasquid tlspol resolver Stalwart mailauth; reads otherwise: KumoMTA; refuses: maddy"
    );
    assert_eq!(
        verbs(&set(&[good, "v=STSv10; id=2"])),
        "honours: mox chasquid tlspol Stalwart mailauth; reads otherwise: KumoMTA; refuses: maddy resolver"
    );
    assert_eq!(
        record("v=STSv1; id=1; id=2"),
        "honours: chasquid; uses it: maddy tlspol resolver Stalwart KumoMTA mailauth; refuses: mox"
    );
    assert_eq!(
        policy(&POLICY.replace("a.example.com", "192.0.2.1")),
        "honours: maddy chasquid resolver Stalwart KumoMTA mailauth; refuses: mox tlspol"
    );
}

/// What they read in those rows.
#[test]
fn what_is_read_is_told() {
    for name in ["maddy", "chasquid", "resolver", "Stalwart"] {
        assert_eq!(
            policy_words(&with("mode: none"), name),
            "mode `none`, not `enforce`",
            "{name}"
        );
    }
    let over = aged("31557601");
    assert_eq!(policy_words(&over, "KumoMTA"), "uses it: `enforce`, 31557601 seconds");
    assert_eq!(
        policy_words(&over, "tlspol"),
        "uses it: `enforce`, 31557600 seconds, not 31557601 seconds"
    );
    assert_eq!(
        policy_words(&over, "Stalwart"),
        "uses it: `enforce`, 1 day, not 31557601 seconds"
    );
    assert_eq!(
        policy_words(&format!("{POLICY}\n"), "mailauth"),
        "uses it: `enforce`, 14 days"
    );
    let two = set(&["v=STSv1; id=1", "v=STSv1; id=2"]);
    assert_eq!(words(&two, "chasquid"), "uses it");
    assert_eq!(
        words(&two, "Stalwart"),
        "uses it: goes by the first record that it can read"
    );
    assert_eq!(
        words(&two, "KumoMTA"),
        "uses it: joins the strings of all TXT records into one text"
    );
    let ids = readings_of_record(b"v=STSv1; id=1; id=2");
    assert_eq!(words(&ids, "maddy"), "uses it: by which `id` it goes was not measured");
    assert_eq!(words(&readings_of_record(b"v=STSv1; id=1; id=1"), "maddy"), "honours");
}

#[test]
fn mox() {
    for text in ["v=STSv1; id=1; v=STSv1", "v=STSv1; id=1; id=1"] {
        assert!(record(text).contains("refuses: mox"), "{text}");
    }
    assert_eq!(
        record("v=STSv1; id=1; .x=1"),
        "uses it: mox chasquid; not measured: maddy tlspol resolver Stalwart KumoMTA mailauth"
    );
    assert_eq!(
        record("v=STSv1; id=1; _x=1").find("mox"),
        record("v=STSv1; id=1; x").find("mox")
    );
    assert_eq!(policy_words(&with("-x: 1"), "mox"), "uses it: `enforce`, 14 days");
    assert_eq!(policy_words(&with("_x: 1"), "mox"), "not measured");
    assert_eq!(
        policy_words(&aged("2147483647"), "mox"),
        "uses it: `enforce`, 2147483647 seconds"
    );
    assert_eq!(policy_words(&aged("2147483648"), "mox"), "refuses");
    assert_eq!(
        policy_words(&POLICY.replace("a.example.com", "[192.0.2.1]"), "mox"),
        "not measured"
    );
    let broken = [POLICY.as_bytes(), b"x: a\xffb\n"].concat();
    assert_eq!(
        verbs(&readings_of_policy(&broken)),
        "uses it: mox; not measured: maddy chasquid tlspol resolver Stalwart KumoMTA mailauth"
    );
}

#[test]
fn maddy() {
    assert_eq!(
        policy_words(&with("max_age: 86400"), "maddy"),
        "keeps it for 1 day, not 14 days"
    );
    assert_eq!(policy_words(&aged("-5"), "maddy"), "uses it: `enforce`, `-5` seconds");
    for text in [
        POLICY.replace("mode", "\nmode"),
        with("url: https://example.com"),
        with("mx: 2001:db8::1"),
    ] {
        assert_eq!(policy_words(&text, "maddy"), "refuses", "{text:?}");
    }
    for mx in [
        ".example.com",
        "a_b.example.com",
        "a@example.com",
        "10 a.example.com",
        "a.example.com.",
        "localhost",
        "[192.0.2.1]",
    ] {
        let text = POLICY.replace("a.example.com", mx);
        let expected = if mx == "localhost" {
            "honours"
        } else {
            "uses it: `enforce`, 14 days"
        };
        assert_eq!(policy_words(&text, "maddy"), expected, "{mx}");
        assert_eq!(policy_words(&text, "mailauth"), "not measured", "{mx}");
    }
    for other in ["v=spf1 -all", "google-site-verification=x", "", "v=STSv1 ; id=1"] {
        assert_eq!(words(&set(&["v=STSv1; id=1", other]), "maddy"), "refuses", "{other}");
    }
}

#[test]
fn chasquid() {
    for text in ["v=STSv1;", "v=STSv1; id=a-b", "v=STSv1; foo", "v=STSv1;;"] {
        assert_eq!(
            words(&readings_of_record(text.as_bytes()), "chasquid"),
            "uses it",
            "{text}"
        );
    }
    assert_eq!(words(&readings_of_record(b"v=STSv1; id=1; x=y"), "chasquid"), "honours");
    for text in [
        " v=STSv1; id=1",
        "V=STSv1; id=1",
        "v=STSv10; id=1",
        "id=1; v=STSv1;",
        "v=spf1 -all",
        "",
    ] {
        assert_eq!(
            words(&readings_of_record(text.as_bytes()), "chasquid"),
            "refuses",
            "{text}"
        );
    }
    let off = "version: STSv1\nmode: none\nmax_age: 86400\n";
    assert_eq!(policy_words(off, "chasquid"), "refuses");
    assert_eq!(policy_words(&aged("0"), "chasquid"), "refuses");
    // The last counts.
    assert_eq!(
        policy_words(&(aged("0") + "max_age: 86400\n"), "chasquid"),
        "keeps it for 1 day, not 0 seconds"
    );
    assert_eq!(policy_words(&with("max_age: 0"), "chasquid"), "refuses");
    for line in ["junk", "# a comment", "_x: 1", "x:"] {
        assert_eq!(
            policy_words(&with(line), "chasquid"),
            "uses it: `enforce`, 14 days",
            "{line}"
        );
    }
    let long = "x: y\n".repeat(2_100);
    assert_eq!(
        policy_words(&(POLICY.to_owned() + &long), "chasquid"),
        "reads the first 10 KB only"
    );
    // What it doesn't read may be what it needs.
    assert_eq!(policy_words(&(long + POLICY), "chasquid"), "not measured");
}

#[test]
fn postfix_tlspol() {
    assert_eq!(
        policy_words(&POLICY.replace(".com", ".com."), "tlspol"),
        "uses it: `enforce`, 14 days; reads `mx` without its final dot"
    );
    let filled = |size: usize| {
        let fill = "y".repeat(1_000);
        let mut text = POLICY.to_owned();
        while text.len() < size - 2_000 {
            text = text + "x: " + &fill + "\n";
        }
        text + &format!("x: {}\n", "y".repeat(size))
    };
    let text = filled(65_536);
    assert_eq!(policy_words(&text[..65_536], "tlspol"), "honours");
    assert_eq!(policy_words(&text[..65_537], "tlspol"), "refuses");
    assert_eq!(policy_words(&text[..65_537], "mox"), "not measured");
}

#[test]
fn postfix_mta_sts_resolver() {
    for end in ["\u{2028}", "\u{2029}", "\u{85}"] {
        assert_eq!(
            policy_words(&with(&format!("note: a{end}mode: none")), "resolver"),
            "mode `none`, not `enforce`",
            "{end:?}"
        );
        // What stands behind was tried as a field alone.
        assert_eq!(
            policy_words(&with(&format!("note: a{end}b")), "resolver"),
            "not measured"
        );
        assert_eq!(policy_words(&with(&format!("note: a{end}b:c")), "resolver"), "honours");
        assert_eq!(
            policy_words(&with(&format!("note: a{end}mx:b")), "resolver"),
            "reads one `mx` more"
        );
        assert_eq!(
            policy_words(&with(&format!("note: a{end}b:c")), "Stalwart"),
            "not measured"
        );
    }
    for end in ["\u{b}", "\u{c}", "\u{1c}", "\r"] {
        let text = with(&format!("note: a{end}mode: none"));
        assert_eq!(
            policy_words(&text, "resolver"),
            "uses it: `none`, not `enforce`, 14 days",
            "{end:?}"
        );
    }
    for (max_age, seconds) in [
        ("+5", "5 seconds"),
        ("1_000", "16 minutes and 40 seconds"),
        ("\u{661}\u{660}", "10 seconds"),
    ] {
        let expected = format!("uses it: `enforce`, {seconds}");
        assert_eq!(policy_words(&aged(max_age), "resolver"), expected, "{max_age}");
    }
    assert_eq!(policy_words(&aged("+31557601"), "resolver"), "refuses");
    let wildcard = "a wildcard covers any number of labels, with Postfix before 3.10.5";
    assert_eq!(policy_words(&POLICY.replace("a.ex", "*.ex"), "resolver"), wildcard);
    assert_eq!(policy_words(&POLICY.replace("a.ex", "*.ex"), "mox"), "honours");
}

#[test]
fn stalwart() {
    for text in [
        "id=1; v=STSv1",
        "V=stsv1; ID=1",
        " v = STSv1 ; id = 1 ",
        "v=STSv1; id=a-b",
        "v=STSv1; id=012345678901234567890123456789012",
    ] {
        assert_eq!(
            words(&readings_of_record(text.as_bytes()), "Stalwart"),
            "uses it",
            "{text}"
        );
    }
    for text in ["v=STSv2; id=1", "v=STSv1", "v=STSv1 id=1", "v=STSv1; id=1; Id=2"] {
        assert_eq!(
            words(&readings_of_record(text.as_bytes()), "Stalwart"),
            "not measured",
            "{text}"
        );
    }
    assert_eq!(
        words(&set(&["v=spf1 -all", "v=STSv1 ; id=1"]), "Stalwart"),
        "uses it: goes by the first record that it can read"
    );
    let without = |line: &str| POLICY.replace(line, "");
    assert_eq!(
        policy_words(&without("version: STSv1\n"), "Stalwart"),
        "uses it: `enforce`, 14 days"
    );
    assert_eq!(
        policy_words(&without("mode: enforce\n"), "Stalwart"),
        "uses it: `none`, 14 days"
    );
    assert_eq!(
        policy_words(&POLICY.replace("mode", "mod"), "Stalwart"),
        "uses it: `none`, 14 days"
    );
    let ignored = "uses it: `enforce`, no `max_age` that counts";
    assert_eq!(policy_words(&without("max_age: 1209600\n"), "Stalwart"), ignored);
    for max_age in [
        "x",
        "-5",
        "86,400",
        "1209600;",
        "\"1209600\"",
        "1209600 # two weeks",
        "1_000",
    ] {
        assert_eq!(policy_words(&aged(max_age), "Stalwart"), ignored, "{max_age}");
    }
    assert_eq!(
        policy_words(&aged("3599"), "Stalwart"),
        "keeps it for 1 day, not 59 minutes and 59 seconds"
    );
    assert_eq!(
        policy_words(&aged("0"), "Stalwart"),
        "keeps it for 1 day, not 0 seconds"
    );
}

#[test]
fn kumomta() {
    for text in [
        with("mode: enforce"),
        with("max_age: 1"),
        with("version: STSv1"),
        with("mode: x"),
    ] {
        assert_eq!(policy_words(&text, "KumoMTA"), "refuses", "{text:?}");
    }
    assert_eq!(
        record("v=STSv1; id=1; \t"),
        "honours: chasquid Stalwart; refuses: KumoMTA; not measured: mox maddy tlspol resolver mailauth"
    );
    assert_eq!(policy_words(&aged("+5"), "KumoMTA"), "uses it: `enforce`, 5 seconds");
    assert_eq!(
        policy_words(&aged("9999999999"), "KumoMTA"),
        "uses it: `enforce`, 9999999999 seconds"
    );
    // The text that it joins was tried in this order.
    assert_eq!(
        words(&set(&["v=spf1 -all", "v=STSv1; id=1"]), "KumoMTA"),
        "not measured"
    );
}

#[test]
fn mailauth() {
    for line in ["_x: 1", "x:", "-x: 1", "x: a\u{1}b", "x: a\u{b}b"] {
        assert_eq!(
            policy_words(&with(line), "mailauth"),
            "uses it: `enforce`, 14 days",
            "{line:?}"
        );
    }
    assert_eq!(policy_words(&with("junk"), "mailauth"), "not measured");
    assert_eq!(policy_words(&aged("1e6"), "mailauth"), "not measured");
}

#[test]
fn two_senders_were_measured_as_readers_of_reporting_records() {
    let both = |text: &str| verbs(&readings_of_tlsrpt_record(text.as_bytes()));
    let rest = "maddy chasquid tlspol resolver KumoMTA mailauth";
    for (destination, expected) in [
        ("mailto:a@example.com", "honours: mox Stalwart; not measured: "),
        ("https:", "uses it: mox Stalwart; not measured: "),
        ("https://", "uses it: mox Stalwart; not measured: "),
        ("ftp://example.com", "uses it: mox Stalwart; not measured: "),
        ("<mailto:a@example.com>", "uses it: mox; not measured: "),
        ("mailto:a@b\u{fc}.example", "uses it: mox; not measured: "),
        ("mailto:a@example.com!10m", "uses it: Stalwart; not measured: "),
        (
            "https://example.com/?domain=example.com&v=1",
            "honours: mox Stalwart; not measured: ",
        ),
        ("https://example.com/?a=3D", "honours: mox; not measured: "),
    ] {
        let verbs = both(&format!("v=TLSRPTv1; rua={destination}"));
        assert!(verbs.starts_with(expected), "{destination}: {verbs}");
        assert!(rest.split(' ').all(|name| {
            verbs
                .split("not measured")
                .nth(1)
                .is_some_and(|last| last.contains(name))
        }));
    }
}

#[test]
fn a_text_with_several_faults() {
    let readings = readings_of_policy((aged("31557601") + "x: a:b\n\n").as_bytes());
    assert_eq!(
        verbs(&readings),
        "uses it: KumoMTA; reads otherwise: Stalwart; refuses: mox maddy chasquid tlspol resolver mailauth"
    );
    assert_eq!(
        summary(&readings).caption,
        "6 refuse it, 1 reads something else, 1 uses it as written"
    );
}

#[test]
fn reasons_have_their_place_and_each_trait_once() {
    let text = with("junk\nx: a:b\nmore junk\n");
    let readings = readings_of_policy(text.as_bytes());
    let shown = |name: &str| {
        let reading = readings
            .iter()
            .find(|reading| short(reading.sender) == name)
            .expect(name);
        let because = reading.because.iter();
        because
            .map(|reason| (reason.words, reason.span.map(|span| &text[span.start..span.end])))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown("mox"), [("a blank line at the end", Some("\n"))]);
    assert_eq!(
        shown("maddy"),
        [
            ("a blank line at the end", Some("\n")),
            ("a second colon on a line", Some(":"))
        ]
    );
    assert_eq!(
        shown("chasquid"),
        [
            ("a line without a colon", Some("junk")),
            ("a blank line at the end", Some("\n"))
        ]
    );
    assert_eq!(shown("KumoMTA"), [("a line without a colon", Some("junk"))]);
    let reason = |name: &str, text: &str| {
        let readings = readings_of_policy(text.as_bytes());
        let reading = readings
            .into_iter()
            .find(|reading| short(reading.sender) == name)
            .expect(name);
        let reason = reading.because.into_iter().next().expect(name);
        (reason.words, reason.rule.map_or("", |rule| rule.code))
    };
    assert_eq!(reason("KumoMTA", &with("mode: none")), ("a second `mode`", "STS230"));
    assert_eq!(
        reason("Stalwart", &aged("x")),
        ("`max_age` that is no number", "STS250")
    );
    assert_eq!(
        reason("mox", &POLICY.replace("mode", " mode")),
        ("A line is indented", "STS221")
    );
}

#[test]
fn rules_have_the_same_rows() {
    let note = notes_for_rule("STS213").into_iter().next().expect("a note");
    let names = |senders: &[&'static Sender]| senders.iter().map(|sender| short(sender)).collect::<Vec<_>>().join(" ");
    assert_eq!(note.when, "`max_age` over the limit");
    assert_eq!(names(&note.refuses), "chasquid resolver mailauth");
    assert_eq!(names(&note.honours), "mox maddy KumoMTA");
    let otherwise: Vec<_> = note
        .otherwise
        .iter()
        .map(|(sender, what)| (short(sender), *what))
        .collect();
    assert_eq!(
        otherwise,
        [
            ("tlspol", "keeps the policy for 31557600 seconds"),
            ("Stalwart", "keeps the policy for 1 day")
        ]
    );
    assert_eq!(note.not_measured, [] as [&Sender; 0]);
    assert_eq!(notes_for_rule("MAX_AGE_TOO_LONG").len(), 2);
    assert_eq!(notes_for_rule("STS220").len(), 3);
    assert_eq!(notes_for_rule("STS224"), []);
    assert_eq!(notes_for_rule("no rule"), []);
}
