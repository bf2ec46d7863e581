//! The table of the measurements, and what is made of it.

use super::*;

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
