//! The page for each state, and what nobody may do to it.

use super::*;
use crate::report::border::Progress;
use crate::report::merge::By;
use crate::survey::Survey;
use crate::ui::act::Acts;
use crate::ui::samples::reports::{Said, files, report, shown};
use crate::ui::samples::{self, render};

/// The page with what is shown of files.
pub(in crate::ui) fn with(files: &[(&str, String)], filter: &Filter) -> Reports {
    let mut reports = Reports::new(Callback::noop());
    reports.filter = filter.clone();
    reports.drawn = page::SECTIONS;
    reports.take(State::Shown(Rc::new(shown(files, filter))));
    reports
}

fn html(reports: &Reports) -> String {
    render(page(reports, &Acts::noop()))
}

#[test]
fn all_that_reports_say_is_on_the_page() {
    let html = html(&with(&files(), &Filter::default()));
    for text in [
        // The sentence.
        "4,468",
        "4 reports in 6 files",
        // What failed.
        "sessions from Microsoft Corporation to mx1.example.com: the certificate has expired",
        "openssl s_client",
        "Usual causes",
        "Not delivered",
        // The tables.
        "By sender",
        "By MX host",
        "203.0.113.25",
        // The policy, and its change.
        "MTA-STS, enforce: example.com",
        "mode: testing",
        // The days.
        "no report",
        // The files.
        "logo.png begins with",
        "1 came before, counted once",
        "How the reports are written",
        "id=\"x-failures\"",
    ] {
        assert!(
            html.contains(text) || html.replace('\u{a0}', " ").contains(text),
            "{text} is missing"
        );
    }
}

/// The same, once `example.com` was checked.
pub(in crate::ui) fn held(files: &[(&str, String)]) -> Reports {
    let mut reports = with(files, &Filter::default());
    let domain = Name::parse("example.com").unwrap();
    let (survey, assessment) = (
        Rc::new(Survey::new(domain.clone(), None, 1_795_444_320)),
        Rc::new(samples::problem()),
    );
    let history = &[];
    reports.about(Some(&domain), None);
    reports.about(
        Some(&domain),
        Some(Checked {
            survey: &survey,
            assessment: &assessment,
            history,
            reports: None,
        }),
    );
    reports
}

/// The words of a list to choose from; `*` behind what is chosen, `-` behind what can't be.
fn listed(html: &str, id: &str) -> Vec<String> {
    let start = html.find(&format!("id=\"{id}\"")).unwrap();
    let list = html[start..].split("</select>").next().unwrap();
    let option = |option: &str| {
        let (tag, rest) = option.split_once('>').unwrap();
        let words = rest.split("</option>").next().unwrap().replace('\u{a0}', " ");
        let mark = |word, mark| if tag.contains(word) { mark } else { "" };
        format!("{words}{}{}", mark("selected", "*"), mark("disabled", "-"))
    };
    list.split("<option").skip(1).map(option).collect()
}

#[test]
fn addresses_and_versions_are_chosen_from_lists() {
    let all = html(&with(&files(), &Filter::default()));
    assert_eq!(
        listed(&all, "f-policy"),
        [
            "All versions*",
            "MTA-STS, testing: example.com, 1 May 2026",
            "MTA-STS, enforce: example.com, 2 May to 7 May 2026"
        ]
    );
    assert_eq!(listed(&all, "f-sending"), ["All addresses*", "not said"]);
    let receiving = listed(&all, "f-receiving");
    assert!(receiving.contains(&"203.0.113.25".to_owned()), "{receiving:?}");

    // What is chosen stands in its list whatever else is, and a long one says that it doesn't hold all.
    let mut filter = Filter::default();
    filter.set(By::Sending, Some("192.0.2.77".to_owned()));
    filter.set(By::Policy, Some("version: STSv9".to_owned()));
    let mut reports = with(&files(), &filter);
    let mut shown = Shown::clone(reports.shown.as_ref().unwrap());
    let table = shown.tables.iter_mut().find(|table| table.by == By::Receiving).unwrap();
    table.rows.more = 1_234;
    reports.take(State::Shown(Rc::new(shown)));
    let chosen = html(&reports);
    assert_eq!(listed(&chosen, "f-sending"), ["All addresses", "192.0.2.77*"]);
    assert_eq!(listed(&chosen, "f-policy"), ["All versions", "one version*"]);
    assert_eq!(
        listed(&chosen, "f-receiving").last().unwrap(),
        "1,234 more: choose in another list first-"
    );
}

#[test]
fn failures_are_held_against_today() {
    let before = html(&with(&files(), &Filter::default()));
    assert!(before.contains("Check example.com today") && !before.contains("Still so."));
    let mut asking = with(&files(), &Filter::default());
    asking.about(Some(&Name::parse("example.com").unwrap()), None);
    assert!(html(&asking).contains("Checking example.com"));
    let held = html(&held(&files()));
    for text in [
        "Held against what example.com published on",
        "Check example.com again",
        // The one-label rule, of the report and of today.
        "The policy in the report doesn’t cover",
        "exactly one label",
        "Still so.",
        "Today’s policy doesn’t cover",
        "Mended since.",
        "This browser reads the policy today",
        "Can’t be told from here.",
        "Reports go on until 7 May 2026",
        "The same today.",
    ] {
        let plain = held.replace('\u{a0}', " ");
        assert!(plain.contains(text), "{text} is missing: {plain}");
    }
    // Without a failure the policies are held against today.
    let calm = html(&with(&files()[..1], &Filter::default()));
    assert!(calm.contains("Check example.com today"), "{calm}");
    // Of the older version nothing is said.
    assert_eq!(held.matches("The same today.").count(), 1);
}

#[test]
fn the_gate_hears_of_reports_whatever_is_chosen() {
    let mut filter = Filter::default();
    filter.set(By::Reporter, Some("nobody".to_owned()));
    let mut reports = with(&files(), &filter);
    let domain = |text: &str| Name::parse(text).unwrap();
    let said = reports.of(&domain("example.com")).unwrap();
    assert_eq!((said.count, said.failed), (4, 13));
    assert_eq!(
        said.newest.map(crate::words::date).as_deref(),
        Some("8\u{a0}May\u{a0}2026, 00:00\u{a0}UTC")
    );
    assert!(reports.of(&domain("example.org")).is_none());
}

#[test]
fn each_state_says_what_it_is() {
    let mut reports = Reports::new(Callback::noop());
    assert!(html(&reports).contains("Drop TLS reports here"));
    reports.take(State::Loading);
    assert!(html(&reports).contains("id=\"r-cancel\""));
    reports.take(State::Reading(Progress {
        files_done: 3,
        files_total: 61,
        bytes_done: 1_500_000,
        bytes_total: 6_000_000,
    }));
    let reading = html(&reports).replace('\u{a0}', " ");
    for text in [
        "3 of 61 files read, 1.5 MB of 6.0 MB",
        "value=\"1500000\"",
        "max=\"6000000\"",
    ] {
        assert!(reading.contains(text), "{text}: {reading}");
    }
    reports.take(State::Lost);
    assert!(html(&reports).contains("id=\"r-again\""));
    let nothing = html(&with(&[("a.txt", "\u{1}".to_owned())], &Filter::default()));
    assert!(
        nothing.contains("This file holds no TLS report that can be read."),
        "{nothing}"
    );
    assert!(!nothing.contains("id=\"take\"") && nothing.contains("a.txt begins with"));
    let one = files().into_iter().take(1).collect::<Vec<_>>();
    let one = html(&with(&one, &Filter::default())).replace('\u{a0}', " ");
    assert!(
        one.contains("Of 1,204 sessions from 1 sender on 1 May 2026, none failed."),
        "{one}"
    );
    assert!(!one.contains("id=\"f-reporter\""), "there is nothing to choose from");
    let mut stopped = with(&files(), &Filter::default());
    stopped.cancelled = true;
    assert!(html(&stopped).contains("The reading was stopped"));
}

#[test]
fn the_box_to_paste_into_is_named_once() {
    for page in [
        html(&Reports::new(Callback::noop())),
        html(&with(&files(), &Filter::default())),
    ] {
        assert_eq!(page.matches("aste a report").count(), 1, "{page}");
        assert_eq!(page.matches("<label for=\"r-text\">").count(), 1, "{page}");
    }
}

#[test]
fn what_is_kept_is_said_and_can_be_deleted() {
    let mut reports = with(&files(), &Filter::default());
    let page = html(&reports);
    assert!(page.contains("not kept") && !page.contains("id=\"r-delete\""), "{page}");
    reports.kept = Kept {
        on: true,
        files: 6,
        bytes: 3_400_000,
        refused: false,
    };
    let page = html(&reports).replace('\u{a0}', " ");
    assert!(
        page.contains("6 files kept, 3.4 MB") && page.contains("id=\"r-delete\""),
        "{page}"
    );
    assert!(page.contains("Read and kept in this browser"));
    reports.kept = Kept {
        refused: true,
        ..Kept::default()
    };
    assert!(html(&reports).contains("doesn’t let this page store"));
}

#[test]
fn what_is_chosen_is_seen_and_can_be_taken_away() {
    let mut filter = Filter::default();
    filter.set(By::Reporter, Some("Google Inc.".to_owned()));
    filter.set(By::Host, Some("backup.eu.mail.example.net".to_owned()));
    filter.from = Some(20_575);
    let html = html(&with(&files(), &filter));
    assert_eq!(html.matches("class=\"chip\"").count(), 3, "{html}");
    assert_eq!(html.matches("aria-pressed=\"true\"").count(), 2, "{html}");
    assert!(html.contains("Microsoft Corporation"), "another one can be chosen");
    assert!(html.contains("value=\"2026-05-02\""), "{html}");
    assert!(html.contains("what passes the filter"));
    // The tables that are chosen from say that they hold more than what passes.
    let plain = html.replace('\u{a0}', " ");
    for text in ["<p>1 of 1 chosen</p>", "By MX host (1 of 2 chosen)"] {
        assert!(plain.contains(text), "{text} is missing: {plain}");
    }
    assert_eq!(
        plain.matches("Only the chosen one passes the filter.").count(),
        1,
        "{plain}"
    );
    let all = self::html(&with(&files(), &Filter::default())).replace('\u{a0}', " ");
    assert!(!all.contains("chosen one") && all.contains("2 senders"), "{all}");
}

#[test]
fn what_contradicts_is_not_among_what_came_again() {
    let mut given = files();
    let (name, text) = given.first().cloned().unwrap();
    given.push((name, text.replace("1204", "1205")));
    let shown = with(&given, &Filter::default());
    let html = html(&shown).replace('\u{a0}', " ");
    assert!(html.contains("1 came before, counted once"), "{html}");
    assert!(
        html.contains("1 contradicts an earlier one with the same sender, ID and days, not counted"),
        "{html}"
    );
}

#[test]
fn the_heading_of_the_days_tells_how_many_a_column_has() {
    let year = |text: &str| {
        let (name, first) = files().into_iter().next().unwrap();
        let last = first.replace("2026-05-01", text);
        html(&with(&[(name, first), ("last", last)], &Filter::default()))
    };
    for (last, heading) in [
        ("2026-05-09", "Day by day"),
        ("2027-01-09", "Week by week"),
        ("2035-01-09", "Over time"),
    ] {
        let html = year(last);
        assert!(html.contains(&format!(">{heading}</h2>")), "{last}: {html}");
    }
}

#[test]
fn hostile_texts_are_shown_and_nothing_more() {
    let evil = "<img src=x onerror=alert(1)>\u{202e}\"'`=cmd|' /C calc'!A0`javascript:alert(1)";
    let long = "x".repeat(1_000_000);
    let said = |sender, failed| Said {
        sender,
        day: 1,
        good: 1,
        failed,
    };
    let texts = [
        (
            evil,
            report(said(evil, &[(evil, evil, 3)]), evil.split('"').next().unwrap()),
        ),
        ("long", report(said(&long, &[(&long, &long, 3)]), "enforce")),
    ];
    let reports = with(&texts, &Filter::default());
    let html = html(&reports);
    assert!(!html.contains("<img"), "{html}");
    assert!(!html.contains('\u{202e}'), "it would turn the line round");
    assert!(html.contains("‹U+202E›"));
    for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(href.starts_with('#'), "{href}");
    }
    assert!(html.len() < 400_000, "{} bytes", html.len());
}
