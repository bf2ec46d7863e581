//! What is put beside a mail server to look policies up.

use super::*;

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
