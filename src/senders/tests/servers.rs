//! Mail servers that look policies up themselves.

use super::*;

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
