//! What pages say of what they are given.

use super::*;
use crate::survey::facts::Pasted;

#[test]
fn what_the_tests_in_browsers_go_by_is_there() {
    let html = render(result(&samples::problem(), None));
    for part in [
        "id=\"q\"",
        "role=\"status\"",
        "id=\"say\"",
        "verdict is-error",
        "id=\"compare\"",
        "id=\"f-STS301\"",
        "href=\"#/rules/STS301\"",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("id=\"stop\"") && !html.contains("id=\"paste\""));
    let html = render(result(&samples::pending(), None));
    assert!(html.contains("id=\"stop\"") && html.contains("<progress"), "{html}");
    assert!(render(result(&samples::blocked(), None)).contains("id=\"paste\""));
}

#[test]
fn a_finding_says_what_why_and_how() {
    let html = render(result(&samples::problem(), None));
    for part in [
        "An MX host matches no line of the policy",
        "<code>backup.eu.mail.example.net</code>: no <code>mx</code> line of the policy covers this",
        "Google, Cloudflare agree · not signed",
        "<span class=\"span is-error\">backup.eu</span>",
        "└ two labels",
        "Add an <code>mx</code> line for each of these hosts",
        "added: </span>mx: backup.eu.mail.example.net",
        "Copy the corrected text",
        "v=STSv1; id=20261123T143200;",
        "Why it matters",
        "unnoticed until the day the others are down",
        "https://www.rfc-editor.org/rfc/rfc8461#section-4.1",
        "1\u{a0}error, 2\u{a0}warnings, 1\u{a0}note, 1\u{a0}good",
        "Checked 23\u{a0}Nov\u{a0}2026, 14:32\u{a0}UTC",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn every_severity_has_its_mark_word_and_colour() {
    for (sample, severity) in [
        (samples::problem(), Severity::Error),
        (samples::testing(), Severity::Warning),
        (samples::good(), Severity::Good),
        (samples::blocked(), Severity::Unseen),
        (samples::pending(), Severity::Pending),
    ] {
        let html = render(result(&sample, None));
        let band = html
            .split("class=\"verdict ")
            .nth(1)
            .and_then(|rest| rest.split("</section>").next())
            .unwrap();
        assert!(band.starts_with(severity.class()), "{severity:?}");
        assert!(
            band.contains(severity.icon()) && band.contains(severity.word()),
            "{severity:?}"
        );
    }
}

#[test]
fn hostile_text_is_only_ever_text() {
    for (name, page) in pages() {
        let html = render(page);
        assert!(!html.contains("<img") && !html.contains("<script"), "{name}");
        assert!(!html.contains("onerror=alert(1)>\""), "{name}");
    }
    let html = render(result(&samples::hostile(), None));
    assert!(html.contains("&lt;img"));
    assert!(html.contains("title=\"an invisible control that turns the writing direction\""));
    assert!(
        !html.contains('\u{202e}'),
        "what turns the line round is named everywhere"
    );
    assert!(html.contains("U+0000") && html.contains("0xFF"));
    assert!(html.len() < 400_000, "{}", html.len());
}

#[test]
fn what_changed_is_marked() {
    let (_, page) = pages().into_iter().find(|(name, _)| *name == "changed").unwrap();
    let html = render(page);
    for part in [
        "Since the last check",
        "new since the last check",
        "<strong>Gone</strong>: There is no TLSRPT record at <code>_smtp._tls.example.com</code>.",
    ] {
        assert!(html.contains(part), "{part}");
    }
    let same = render(result(&samples::good(), Some(&samples::good())));
    assert!(same.contains("Nothing changed."));
    // Not before the end: what is missing then may only be late.
    assert!(!render(result(&samples::pending(), Some(&samples::problem()))).contains("Since the last check"));
}

#[test]
fn every_rule_has_a_page() {
    explanation::load(registry::texts());
    for rule in registry::all() {
        let html = render(rule::page(rule.code, "https://lens.example/"));
        assert!(
            html.contains(rule.code) && html.contains(&rule.spec.url()),
            "{}",
            rule.code
        );
        assert!(html.contains("<h1 id=\"say\""));
    }
    assert!(render(rule::page("nonsense", "x")).contains("There is no rule"));
    assert!(registry::all().count() > 3);
}

#[test]
fn the_page_of_a_rule_says_what_senders_do_and_where_the_example_goes_wrong() {
    explanation::load(registry::texts());
    let html = render(rule::page("STS213", "https://lens.example/rules/STS213.html"));
    for part in [
        "`max_age` over the limit",
        "<td>keeps the policy for 1 day: Stalwart 2025-06</td>",
        "</svg>refuses</span></th><td>chasquid, ",
        "<span class=\"span is-error\">31557601</span>",
        "href=\"https://lens.example/rules/STS213.html\"",
    ] {
        let html = html.replace("<code>", "`").replace("</code>", "`");
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!render(rule::page("STS101", "x")).contains("What senders do"));
}

#[test]
fn comparisons_say_what_differences_mean() {
    let html = render(compared(&comparison()));
    assert!(html.contains("The resolvers disagree about example.com: a change is on its way."));
    assert!(html.contains("After 23\u{a0}minutes 40\u{a0}seconds at the latest"));
    assert!(html.contains("Only one answered"));
    assert!(html.contains("Back to the check"));
}

#[test]
fn settings_say_what_is_remembered_and_whether() {
    let ids = Store::read("id-guard 1 on\nexample.com 1 00c0ffee00c0ffee 604800 1795545705 1795632105\n");
    let chosen = Settings {
        remembers_text: false,
        ..Settings::default()
    };
    for (kept, words) in [(true, "kept in this browser"), (false, "not kept")] {
        let shown = settings::Shown {
            settings: &chosen,
            ids: &ids,
            kept,
            offline: None,
        };
        let html = render(requests::page(None, shown, &Acts::noop()));
        for part in [
            words,
            "1\u{a0}domain remembered",
            "<span>example.com</span>",
            "id=\"text\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        // The one is on, the other isn't.
        let ticked = |name: &str| html.contains(&format!("<input checked type=\"radio\" name=\"{name}\""));
        let at = |name: &str| html.match_indices(&format!("name=\"{name}\"")).count();
        assert_eq!((at("ids"), at("text")), (2, 2));
        assert!(ticked("ids") && ticked("text"));
    }
    let nothing = settings::Shown {
        settings: &chosen,
        ids: &Store::default(),
        kept: true,
        offline: None,
    };
    assert!(!render(requests::page(None, nothing, &Acts::noop())).contains("domain remembered"));
}

#[test]
fn settings_say_what_is_kept_without_a_network() {
    let kept = Offline::Kept {
        files: 370,
        bytes: 4_210_000,
    };
    for (offline, words, button) in [
        (None, "being looked at", None),
        (Some(Offline::Impossible), "doesn’t keep the page here", None),
        (Some(Offline::Off), "Nothing is kept.", Some("Keep it")),
        (Some(Offline::Soon), "Not all of it is here yet.", Some("Don’t keep it")),
        (
            Some(kept),
            "370\u{a0}files are kept, 4.2\u{a0}MB in all.",
            Some("Remove them"),
        ),
    ] {
        let shown = settings::Shown {
            settings: &Settings::default(),
            ids: &Store::default(),
            kept: true,
            offline,
        };
        let html = render(requests::page(None, shown, &Acts::noop()));
        let (_, part) = html.split_once("id=\"offline-kept\"").unwrap();
        let (part, _) = part.split_once("</fieldset>").unwrap();
        assert!(part.contains(words), "{words}: {part}");
        assert_eq!(part.contains("<button"), button.is_some(), "{part}");
        assert!(
            button.is_none_or(|button| part.contains(&format!(">{button}</button>"))),
            "{part}"
        );
    }
}

#[test]
fn the_paste_box_shows_what_was_pasted() {
    let pasted = Pasted::new(b"version: STSv1\nmode: <none>\n".to_vec());
    let view = View {
        given: Given {
            pasted: pasted.as_ref(),
            unread: true,
        },
        assessment: &samples::blocked(),
        requests: &samples::requests(),
        before: None,
        link: "https://lens.example/#/check/example.com",
        acts: &Acts::noop(),
    };
    let html = render(check::page(&field("example.com"), view));
    assert!(html.contains("The file could not be read"), "{html}");
    let text = html
        .split_once("id=\"paste\"")
        .and_then(|(_, rest)| rest.split_once("</textarea>"));
    assert!(
        text.is_some_and(|(text, _)| text.ends_with(">version: STSv1\nmode: &lt;none&gt;\n")),
        "{html}"
    );
}
