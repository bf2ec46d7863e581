//! Every page for every kind of verdict, rendered to a string.

use super::check::View;
use super::{about, check, compare, requests, rule, rules, start, wait};
use crate::dns::Name;
use crate::make;
use crate::registry;
use crate::rollout::store::Store;
use crate::rule::{Severity, explanation};
use crate::survey::compare::{Compared, Comparison, Says, Together};
use crate::survey::settings::Settings;
use crate::survey::{Assessment, Survey};
use crate::ui::act::Write;
use crate::ui::act::{Acts, Lay};
use crate::ui::bench::Checked;
use crate::ui::bench::generate::{self, Generate};
use crate::ui::bench::rollout::{self, Rollout};
use crate::ui::bench::validate;
use crate::ui::parts::ask::{Field, Said};
use crate::ui::parts::shell::shell;
use crate::ui::route::Route;
use crate::ui::samples::{self, render};
use std::rc::Rc;
use yew::Html;

fn field(value: &str) -> Field {
    Field {
        value: value.into(),
        said: Vec::new(),
    }
}

fn result(assessment: &Assessment, before: Option<&Assessment>) -> Html {
    let view = View {
        assessment,
        requests: &samples::requests(),
        before,
        link: "https://lens.example/#/check/example.com",
        acts: &Acts::noop(),
    };
    check::page(&field("example.com"), view)
}

fn compared(view: &compare::View) -> Html {
    compare::page(&field("example.com"), view, &Acts::noop())
}

fn framed(route: &Route, content: Html) -> Html {
    shell(route, &Settings::default(), &Acts::noop(), content)
}

fn comparison() -> compare::View {
    use crate::dns::Rtype;
    let says = |value: &str, left| Says::Answered {
        values: vec![value.to_owned()],
        left: Some(left),
        signed: true,
    };
    let compared = |name: &str, rtype, says, together| Compared {
        name: name.to_owned(),
        rtype,
        says,
        together,
    };
    compare::View {
        domain: "example.com".into(),
        started: 1_795_444_320,
        done: true,
        comparison: Comparison {
            resolvers: vec!["Google".into(), "Cloudflare".into()],
            names: vec![
                compared(
                    "_mta-sts.example.com",
                    Rtype::TXT,
                    vec![
                        says("v=STSv1; id=20261123T143000;", 3_480),
                        says("v=STSv1; id=20261102T093000;", 1_420),
                    ],
                    Together::Changing(1_420),
                ),
                compared(
                    "example.com",
                    Rtype::MX,
                    vec![
                        says("10 mx1.example.com", 3_480),
                        Says::Failed("no answer in time".into()),
                    ],
                    Together::Single,
                ),
            ],
        },
    }
}

/// Every page, by a name for its file.
#[expect(clippy::too_many_lines, reason = "one list of all pages")]
fn pages() -> Vec<(&'static str, Html)> {
    explanation::load(registry::texts());
    let domain = || Route::Check("example.com".into());
    let fresh = || {
        let mut after = samples::problem();
        after.findings.remove(1);
        after.findings.insert(0, samples::finding());
        after
    };
    let mut wrong = field("192.0.2.1");
    wrong.said = vec![Said {
        severity: Severity::Error,
        text: "192.0.2.1 is an address. MTA-STS goes by domain names.".into(),
        offer: None,
    }];
    let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
    survey.requests = samples::requests();
    let survey = Rc::new(survey);
    let asked = |checked| requests::page(checked, &Settings::default(), &Store::default(), &Acts::noop());
    let waits = |route: &Route, failed| wait::page(&field("example.com"), route, failed, &Acts::noop());
    let example = registry::all()
        .find(|rule| !rule.bad.is_empty())
        .map_or("", |rule| rule.code);
    let validated = |text: &str| {
        let page = validate::page(
            &validate::Validate::new(text.to_owned(), 0, |name| idna::domain_to_ascii(name).ok()),
            &Acts::noop(),
        );
        framed(&Route::Validate, page)
    };
    let generated = |domain: &str, patterns: &[&str]| {
        let mut generate = Generate::new(0, |name| idna::domain_to_ascii(name).ok());
        generate.act(Write::Field(make::Field::Domain, domain.to_owned()));
        for (at, pattern) in patterns.iter().enumerate() {
            generate.act(Write::Field(make::Field::Pattern(at), (*pattern).to_owned()));
        }
        let page = generate::page(&generate, false, &Acts::noop());
        framed(&Route::Generate(String::new()), page)
    };
    let planned = |kind: &str| {
        let mut plan = Rollout::new(1_795_444_320, |name| idna::domain_to_ascii(name).ok());
        let domain = Name::parse("example.com").unwrap();
        let known = (
            Rc::new(Survey::new(domain.clone(), None, 0)),
            Rc::new(samples::problem()),
        );
        plan.about(
            &domain,
            Some(Checked {
                survey: &known.0,
                assessment: &known.1,
                history: &[],
            }),
        );
        plan.act(Lay::Kind(kind.to_owned()));
        plan.act(Lay::Hosts(format!("mx9.example.net {}", samples::HOSTILE)));
        let page = rollout::page(&plan, false, &Acts::noop());
        framed(&Route::Rollout("example.com".into()), page)
    };
    vec![
        ("start", framed(&Route::Start, start::page(&field(""), &Acts::noop()))),
        ("refused", framed(&Route::Start, start::page(&wrong, &Acts::noop()))),
        ("problem", framed(&domain(), result(&samples::problem(), None))),
        ("good", framed(&domain(), result(&samples::good(), None))),
        ("testing", framed(&domain(), result(&samples::testing(), None))),
        ("blocked", framed(&domain(), result(&samples::blocked(), None))),
        ("streaming", framed(&domain(), result(&samples::pending(), None))),
        ("many", framed(&domain(), result(&samples::many(), None))),
        (
            "changed",
            framed(&domain(), result(&fresh(), Some(&samples::problem()))),
        ),
        ("hostile", framed(&domain(), result(&samples::hostile(), None))),
        (
            "compare",
            framed(&Route::Compare("example.com".into()), compared(&comparison())),
        ),
        (
            "validate",
            validated("version: STSv1\nmode: enforce\nMX: a.example\nmax_age: 31557601\n\n"),
        ),
        ("validate-nothing", validated("")),
        (
            "validate-unknown",
            validated("mail.example.com  25  tls:required  ca:any"),
        ),
        (
            "validate-several",
            validated(
                "$ORIGIN example.com.\n@ IN MX 10 mx1\n_mta-sts.example.com IN TXT \"v=STSv1; id=1;\"\n\nversion: STSv1\nmode: \
                 enforce\nmx: mx1.example.com\nmax_age: 1209600\n",
            ),
        ),
        ("validate-hostile", validated(samples::HOSTILE)),
        (
            "generate",
            generated("example.com", &["mx1.example.com", "*.x_y.example"]),
        ),
        ("generate-nothing", generated("", &[])),
        ("generate-hostile", generated(samples::HOSTILE, &[samples::HOSTILE])),
        ("rollout", planned("first")),
        ("rollout-hosts", planned("hosts")),
        ("rollout-policy", planned("policy")),
        ("rollout-provider", planned("provider")),
        ("rollout-removal", planned("removal")),
        ("rollout-nothing", {
            let nothing = Rollout::new(0, |name| idna::domain_to_ascii(name).ok());
            framed(
                &Route::Rollout(String::new()),
                rollout::page(&nothing, false, &Acts::noop()),
            )
        }),
        ("rules", framed(&Route::Rules, rules::page())),
        (
            "rule",
            framed(
                &Route::Rule(example.into()),
                rule::page(example, "https://lens.example/rules/X.html"),
            ),
        ),
        (
            "no-rule",
            framed(&Route::Rule("X".into()), rule::page(samples::HOSTILE, "x")),
        ),
        ("requests", framed(&Route::Requests, asked(Some(&survey)))),
        ("settings", framed(&Route::Requests, asked(None))),
        ("about", framed(&Route::About, about::page())),
        ("wait", framed(&domain(), waits(&domain(), false))),
        ("lost", framed(&domain(), waits(&domain(), true))),
        ("lost-rules", framed(&Route::Rules, waits(&Route::Rules, true))),
    ]
}

#[test]
fn every_page_has_landmarks_one_heading_and_unique_ids() {
    for (name, page) in pages() {
        let html = render(page);
        for part in [
            "<main ",
            "<header class=\"top\"",
            "<footer",
            "class=\"skip\"",
            "aria-label=\"Main\"",
            "id=\"main\"",
        ] {
            assert_eq!(html.matches(part).count(), 1, "{name}: {part}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(
            !html.contains(" style="),
            "{name}: the content security policy blocks style attributes"
        );
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}: an id stands twice");
        for reference in ["aria-labelledby=\"", "aria-describedby=\"", " for=\""] {
            for named in html.split(reference).skip(1).filter_map(|rest| rest.split('"').next()) {
                for id in named.split(' ') {
                    assert!(ids.contains(&id), "{name}: {reference}{id}\" leads nowhere");
                }
            }
        }
    }
}

#[test]
fn links_lead_to_places_that_are_there() {
    for (name, page) in pages() {
        for href in render(page)
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            // The static pages are made beside the page; `tests/site.rs` holds that they are.
            let fine = href.starts_with("#/") || href.starts_with("#i-") || href.starts_with("https://");
            let fine = fine || href == "rules/index.html#senders";
            assert!(fine, "{name}: {href}");
        }
    }
}

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
        "<strong>Gone</strong>: There is no TXT record at <code>_smtp._tls.example.com</code>.",
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

/// Writes every page into `target/look/`, to be looked at in a browser.
#[test]
fn pages_can_be_looked_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/look");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, page) in pages() {
        for theme in ["light", "dark"] {
            let html = format!(
                "<!doctype html><html lang=en data-theme={theme}><meta charset=utf-8>\
                 <meta name=viewport content='width=device-width, initial-scale=1'>\
                 <link rel=stylesheet href=../../www/style.css><title>{name}</title><body>{}<div id=app>{}</div>",
                include_str!("../../../www/icons.svg"),
                render(page.clone())
            );
            std::fs::write(folder.join(format!("{name}-{theme}.html")), html).unwrap();
        }
    }
}
