use super::super::input_rules::RULES;
use super::*;

fn to_ascii(name: &str) -> Option<String> {
    idna::domain_to_ascii(name).ok()
}

fn of(text: &str) -> Result<Target, Finding> {
    read(text, &to_ascii)
}

fn target(text: &str) -> Target {
    match of(text) {
        Ok(target) => target,
        Err(refusal) => panic!("{text}: {}", refusal.message()),
    }
}

fn domain(text: &str) -> String {
    target(text).domain.to_string()
}

fn noted(text: &str) -> Vec<&'static str> {
    target(text).notes.iter().map(|note| note.rule.name).collect()
}

fn offered(text: &str) -> Vec<String> {
    target(text)
        .offered
        .iter()
        .map(|offer| offer.domain.to_string())
        .collect()
}

fn refused(text: &str) -> &'static str {
    match of(text) {
        Ok(target) => panic!("{text}: {target:?}"),
        Err(refusal) => refusal.rule.name,
    }
}

#[test]
fn what_people_paste_is_read() {
    for (text, want) in [
        ("example.com", "example.com"),
        ("  Example.COM.\n", "example.com"),
        ("https://example.com", "example.com"),
        ("HTTPS://user:p%40ss@Example.com:8443/path?q=a@b#f", "example.com"),
        ("ftp://example.com;type=a", "example.com;type=a"),
        ("//example.com/x", "example.com"),
        ("example.com/path?x=1", "example.com"),
        ("example.com:443", "example.com"),
        ("example.com/@user", "example.com"),
        ("example.com?x", "example.com"),
        ("smtp:example.com", "example.com"),
        ("user@example.com", "example.com"),
        ("@example.com", "example.com"),
        ("a/b@example.com", "example.com"),
        ("user @ example.com", "example.com"),
        ("mailto:user@example.com?subject=a,b%20c", "example.com"),
        ("MAILTO:user@example.com", "example.com"),
        ("Anna Example <anna@example.com>", "example.com"),
        ("<https://example.com/a,b>", "example.com"),
        ("\"quoted @ local\"@example.com", "example.com"),
        ("\"example.com\"", "example.com"),
        ("“example.com”,", "example.com"),
        ("[example.com]", "example.com"),
        ("(example.com)", "example.com"),
        (".example.com", "example.com"),
        ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
        ("example。com", "example.com"),
        ("a@example.com,", "example.com"),
        ("example.com…", "example.com"),
        ("1.example.com", "1.example.com"),
        ("0x7f.example.com", "0x7f.example.com"),
        ("a--b.example.com", "a--b.example.com"),
    ] {
        match of(text) {
            Ok(target) => assert_eq!((target.domain.as_str(), target.notes.len()), (want, 0), "{text}"),
            Err(refusal) => assert_eq!((text, refusal.rule.name), ("ftp://example.com;type=a", "BAD_CHARACTER")),
        }
    }
}

#[test]
fn names_under_the_domain_offer_both() {
    for (text, want, literal) in [
        ("mta-sts.example.com", "example.com", "mta-sts.example.com"),
        (
            "https://mta-sts.example.com/.well-known/mta-sts.txt",
            "example.com",
            "mta-sts.example.com",
        ),
        ("_mta-sts.example.com", "example.com", "_mta-sts.example.com"),
        ("_smtp._tls.Example.com.", "example.com", "_smtp._tls.example.com"),
        ("_25._tcp.mx.example.com", "mx.example.com", "_25._tcp.mx.example.com"),
        ("_dmarc.example.com", "example.com", "_dmarc.example.com"),
        ("s1._domainkey.example.com", "example.com", "s1._domainkey.example.com"),
    ] {
        assert_eq!(domain(text), want, "{text}");
        assert_eq!(offered(text), [literal], "{text}");
        assert_eq!(noted(text), ["SERVICE_NAME"], "{text}");
    }
    // Domains like any other.
    assert_eq!(domain("mta-sts.com"), "mta-sts.com");
    assert_eq!(noted("_dmarc.com"), ["UNDERSCORE"]);
    assert_eq!(offered("https://www.example.com/"), ["example.com"]);
    assert_eq!(noted("www.com"), [""; 0]);
}

#[test]
fn names_in_other_scripts_are_looked_up_in_ascii() {
    for (text, ascii, unicode) in [
        (
            "bücher.example.com",
            "xn--bcher-kva.example.com",
            Some("bücher.example.com"),
        ),
        (
            "info@BÜCHER.example.com",
            "xn--bcher-kva.example.com",
            Some("bücher.example.com"),
        ),
        (
            "xn--bcher-kva.example.com",
            "xn--bcher-kva.example.com",
            Some("bücher.example.com"),
        ),
        ("http://пример.рф/", "xn--e1afmkfd.xn--p1ai", Some("пример.рф")),
        ("ℯxample.com", "example.com", None),
        // The zero-width non-joiner belongs to the word.
        ("نامه\u{200c}ای.com", "xn--mgba3gch31f060k.com", None),
    ] {
        let target = target(text);
        assert_eq!(target.domain.as_str(), ascii, "{text}");
        assert_eq!(target.unicode.as_deref(), unicode, "{text}");
        assert_eq!(target.notes, [], "{text}");
    }
    let mixed = target("pаypal.com");
    assert_eq!(mixed.unicode, None);
    assert_eq!(
        mixed.notes[0].message(),
        "`а` in `pаypal` is a Cyrillic letter among Latin letters"
    );
    let broken = target("xn--99999999.com");
    assert_eq!((broken.unicode, broken.notes[0].rule.name), (None, "BAD_A_LABEL"));
}

#[test]
fn what_cannot_be_seen_is_left_out_and_named() {
    let target = target("\u{feff}exam\u{200b}ple.\u{ad}com\u{200e}\u{a0}");
    assert_eq!(target.domain.as_str(), "example.com");
    assert_eq!(
        target.notes[0].arg("characters"),
        Some(
            "a byte-order mark (zero-width no-break space), a soft hyphen, a zero-width space, an invisible direction mark"
        )
    );
    assert_eq!(noted("exa\0mple.com"), ["INVISIBLE"]);
}

#[test]
fn more_than_a_domain_is_sorted() {
    let text = "example.com, example.net; Example.com\nhttps://example.org/a,b";
    assert_eq!(domain(text), "example.com");
    assert_eq!(offered(text), ["example.net", "example.org"]);
    assert_eq!(
        target(text).notes[0].message(),
        "3 domains were pasted; checked is `example.com`"
    );
    assert_eq!(noted("example.com is down"), ["LEFT_OUT"]);
    let zone = "_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=1\"";
    assert_eq!(
        (domain(zone), noted(zone)),
        ("example.com".into(), vec!["SERVICE_NAME", "LEFT_OUT"])
    );
    assert_eq!(offered("A <a@example.com>, B <b@example.net>"), ["example.net"]);
    assert_eq!(offered(&"a.example ".repeat(99)), [""; 0]);
    let blank = of("exam ple.com").unwrap_err();
    assert_eq!(blank.rule.name, "NOT_ONE_NAME");
    assert_eq!(blank.fix.clone().unwrap().edits[0].text, "example.com");
    for (text, meant) in [("example,com", "example.com"), ("example, com", "example.com")] {
        assert_eq!(of(text).unwrap_err().fix.clone().unwrap().edits[0].text, meant);
    }
    assert_eq!(of("hello world").unwrap_err().fix, None);
    assert_eq!(refused("hello world"), "NOT_ONE_NAME");
    assert_eq!(refused("192.0.2.1 192.0.2.2"), "IS_ADDRESS");
}

#[test]
fn refusals_say_why() {
    let long = "a".repeat(64);
    let four = [long.get(..60).unwrap(); 5].join(".");
    for (text, name) in [
        ("", "NO_DOMAIN"),
        (" \u{200b} ", "NO_DOMAIN"),
        (".", "NO_DOMAIN"),
        ("user@", "NO_DOMAIN"),
        ("https:///path", "NO_DOMAIN"),
        ("192.0.2.1", "IS_ADDRESS"),
        ("https://192.0.2.1:8443/x", "IS_ADDRESS"),
        ("user@[192.0.2.1]", "IS_ADDRESS"),
        ("user@[IPv6:2001:db8::1]", "IS_ADDRESS"),
        ("[2001:db8::1]:443", "IS_ADDRESS"),
        ("https://[2001:db8::1]:443/", "IS_ADDRESS"),
        ("2001:db8::1", "IS_ADDRESS"),
        ("::1", "IS_ADDRESS"),
        ("fe80::1%eth0", "IS_ADDRESS"),
        ("192.0.2.0/24", "IS_ADDRESS"),
        ("0x7f.1", "IS_ADDRESS"),
        ("１９２.０.２.１", "IS_ADDRESS"),
        ("3221225985", "IS_NUMBER"),
        ("example.123", "NUMERIC_TOP"),
        ("1.2.3.4.5", "NUMERIC_TOP"),
        ("ex%61mple.com", "BAD_CHARACTER"),
        ("exam“ple.com", "BAD_CHARACTER"),
        ("example .com", "NOT_ONE_NAME"),
        ("example..com", "EMPTY_LABEL"),
        ("example.com..", "EMPTY_LABEL"),
        (&format!("{long}.com"), "LABEL_TOO_LONG"),
        (&four, "NAME_TOO_LONG"),
        (&"ü".repeat(999), "NAME_TOO_LONG"),
        (&"ü".repeat(99), "LABEL_TOO_LONG"),
        (four.get(..250).unwrap(), "NO_ROOM"),
        ("-example.com", "HYPHEN_AT_EDGE"),
        ("example-.com", "HYPHEN_AT_EDGE"),
        ("com", "SINGLE_LABEL"),
        ("https://intranet/", "SINGLE_LABEL"),
        ("localhost", "LOCALHOST"),
        ("http://localhost:8080/", "LOCALHOST"),
        ("a.localhost.", "LOCALHOST"),
        ("\u{e000}.com", "BAD_CHARACTER"),
        ("aא.com", "BAD_IDN"),
        ("v=TLSRPTv1; rua=mailto:a@example.com", "OTHER_TEXT"),
        ("\"v=STSv1; id=1\"", "OTHER_TEXT"),
        ("version: STSv1\nmode: none", "OTHER_TEXT"),
        ("{\"Status\":0}", "OTHER_TEXT"),
        (&" a".repeat(LONGEST_INPUT), "TOO_MUCH"),
    ] {
        assert_eq!(refused(text), name, "{text}");
    }
    assert_eq!(
        of("192.0.2.1").unwrap_err().message(),
        "192.0.2.1 is an address. MTA-STS goes by domain names"
    );
    assert_eq!(
        of("0x7f.1").unwrap_err().message(),
        "0x7f.1 (127.0.0.1) is an address. MTA-STS goes by domain names"
    );
    let quote = of("exam“ple.com").unwrap_err();
    assert_eq!(
        quote.message(),
        "`“`, a typographic quotation mark, can’t stand in a domain name"
    );
    assert_eq!(quote.span.map(|span| span.start), Some(4));
}

#[test]
fn oddities_are_checked_all_the_same() {
    for (text, name) in [
        ("*.example.com", "WILDCARD"),
        ("my_shop.example.com", "UNDERSCORE"),
        ("www.example.com", "WEB_NAME"),
        ("mail.local", "SPECIAL_NAME"),
        ("fritz.home.arpa", "SPECIAL_NAME"),
        ("com.", "TOP_LEVEL"),
    ] {
        assert_eq!(noted(text), [name], "{text}");
    }
    let tight = format!("{}.com", ["a".repeat(59).as_str(); 4].join("."));
    assert_eq!(tight.len(), 243);
    assert_eq!(noted(&tight), ["NO_ROOM"]);
    assert_eq!(target(&tight).notes[0].severity, Severity::Warning);
}

#[test]
fn examples_of_the_rules_hold() {
    for rule in RULES.iter().filter(|rule| !rule.bad.is_empty()) {
        let found = match of(rule.bad) {
            Ok(target) => target.notes,
            Err(refusal) => vec![refusal],
        };
        assert!(found.iter().any(|finding| finding.rule == *rule), "{}", rule.name);
        assert_eq!(target(rule.good).notes, [], "{}", rule.name);
    }
}

#[test]
fn any_text_is_read_without_panic() {
    const PIECES: &[&str] = &[
        "example.com",
        "a",
        ".",
        "..",
        "@",
        ":",
        "//",
        "://",
        "[",
        "]",
        "<",
        ">",
        "\"",
        "\"@",
        " ",
        ",",
        ";",
        "*.",
        "_mta-sts.",
        "mta-sts.",
        "www.",
        "xn--",
        "xn--a-",
        "ü",
        "а",
        "\u{200d}",
        "\u{202e}",
        "0x",
        "1",
        "::1",
        "mailto:",
        "%",
        "-",
        "_",
        "。",
    ];
    crate::arb::property(|u| {
        let text: String = if u.ratio(1, 4)? {
            u.arbitrary()?
        } else {
            let indices: Vec<u8> = u.arbitrary()?;
            indices.iter().map(|&i| PIECES[i as usize % PIECES.len()]).collect()
        };
        // The way without detours leads to the same.
        if let Some(domain) = plain::domain(&text) {
            assert_eq!(
                read_any(&text, &to_ascii),
                Ok(Target {
                    domain,
                    unicode: None,
                    offered: Vec::new(),
                    notes: Vec::new(),
                }),
                "{text}"
            );
        }
        match of(&text) {
            Ok(target) => {
                assert!(target.domain.under("_mta-sts").is_some());
                assert!(target.offered.len() <= MOST_PIECES + 2);
                // What was understood is understood again.
                let again = format!("{}.", target.domain);
                if target.domain.parent().is_some() && !target.notes.iter().any(|note| *note.rule == UNDERSCORE) {
                    let again = of(&again).map(|again| again.domain.to_string());
                    assert!(
                        again.is_ok_and(|again| target.domain.as_str().ends_with(&again)),
                        "{text}"
                    );
                }
            }
            Err(refusal) => {
                assert_eq!(refusal.severity, Severity::Error);
                if let Some(span) = refusal.span {
                    assert!(text.get(span.start..span.end).is_some(), "{text}");
                }
            }
        }
        Ok(())
    });
}
