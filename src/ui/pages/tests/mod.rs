//! Every page for every kind of verdict, rendered to a string.

mod every;
mod says;

use super::check::View;
use super::{about, check, compare, requests, rule, rules, settings, start, wait};
use crate::dns::Name;
use crate::make;
use crate::registry;
use crate::report::merge::{By, Filter};
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
use crate::ui::parts::bridge::Given;
use crate::ui::parts::shell::shell;
use crate::ui::reports;
use crate::ui::route::Route;
use crate::ui::samples::{self, render};
use crate::web::offline::Offline;
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
        given: Given::default(),
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
    let asked = |checked| {
        let shown = settings::Shown {
            settings: &Settings::default(),
            ids: &Store::read("id-guard 1 on\nexample.com 1 00c0ffee00c0ffee 604800 1795545705 1795632105\n"),
            kept: true,
            offline: Some(Offline::Kept {
                files: 370,
                bytes: 4_200_000,
            }),
        };
        requests::page(checked, shown, &Acts::noop())
    };
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
                reports: None,
            }),
        );
        plan.act(Lay::Kind(kind.to_owned()));
        plan.act(Lay::Hosts(format!("mx9.example.net {}", samples::HOSTILE)));
        let page = rollout::page(&plan, Some(&domain), false, &Acts::noop());
        framed(&Route::Rollout("example.com".into()), page)
    };
    let read = |files: &[(&str, String)], filter: &Filter| {
        framed(
            &Route::Reports,
            reports::page(&reports::tests::with(files, filter), &Acts::noop()),
        )
    };
    let files = samples::reports::files();
    let mut filter = Filter::default();
    filter.set(By::Reporter, Some("Google Inc.".into()));
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
                rollout::page(&nothing, None, false, &Acts::noop()),
            )
        }),
        ("reports", read(&files, &Filter::default())),
        (
            "reports-today",
            framed(
                &Route::Reports,
                reports::page(&reports::tests::held(&files), &Acts::noop()),
            ),
        ),
        ("reports-filtered", read(&files, &filter)),
        ("reports-one", read(files.get(..1).unwrap(), &Filter::default())),
        ("reports-nothing", read(&[], &Filter::default())),
        (
            "reports-unread",
            read(&[("a.png", samples::HOSTILE.into())], &Filter::default()),
        ),
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
