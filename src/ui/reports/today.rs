//! Reports are about days that are over: one click checks the domain, and each failure is held against it.

use super::Reports;
use super::filters::brief;
use crate::dns::Name;
use crate::report::shown::{Explained, Failure, Shown};
use crate::report::today::{Now, Since, Today};
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, on};
use crate::ui::markup::draw;
use crate::ui::parts::mark::{evidence, severity_icon};
use crate::ui::words::{date, rich};
use yew::Html;

/// How many domains are offered to be checked.
const OFFERED: usize = 5;

/// The buttons that check the domains of the failures and policies, and what is held against what.
pub fn look(reports: &Reports, shown: &Shown, acts: &Acts) -> Html {
    let mut domains: Vec<&str> = Vec::new();
    let failures = shown.failures.rows.iter().map(|failure| failure.domain.as_str());
    let versions = shown.versions.rows.iter().map(|version| version.domain.as_str());
    for domain in failures.chain(versions) {
        if domains.len() < OFFERED && !domains.contains(&domain) && Name::parse(domain).is_ok() {
            domains.push(domain);
        }
    }
    let is = |domain: &str| reports.held.as_ref().filter(|held| held.is_about(domain));
    let button = |domain: &&str| {
        let asked = reports.asking.as_ref().is_some_and(|asking| asking.as_str() == *domain);
        let words = match (asked, is(domain)) {
            (true, _) => format!("Checking {domain}"),
            (false, Some(_)) => format!("Check {domain} again"),
            (false, None) => format!("Check {domain} today"),
        };
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" aria-disabled={} onclick={}>{}</button>",
            asked.then_some("true"),
            on(acts, Act::Look((*domain).to_owned())),
            words
        )
    };
    let said = match (&reports.asking, domains.iter().find_map(|domain| is(domain))) {
        (Some(domain), _) => format!("What {} publishes today is being looked up.", brief(domain.as_str())),
        (None, Some(held)) if !held.tells() => format!(
            "What {} publishes could not be looked up on {}.",
            brief(&held.domain),
            date(held.seen)
        ),
        (None, Some(held)) => format!(
            "Held against what {} published on {}.",
            brief(&held.domain),
            date(held.seen)
        ),
        (None, None) => {
            "Reports tell of days that are over. One click looks up what is published now, and each failure is held \
                         against it."
                .to_owned()
        }
    };
    let buttons: Vec<Html> = domains.iter().map(button).collect();
    draw!(
        "<div class=\"look\"><p role=\"status\">{}</p><div class=\"row\" id=\"look\">{}</div></div>",
        said,
        buttons
    )
}

/// How it stands with a failure now.
pub fn now(held: &Today, failure: &Failure, explained: Option<&Explained>, shown: &Shown) -> Html {
    let newest = shown.domains.rows.iter().find(|row| row.domain == failure.domain);
    let newest = newest.and_then(|row| row.days).map(|(_, last)| last);
    let Now {
        since,
        words,
        evidence: known,
    } = held.judge(failure, explained.map(|explained| explained.about), newest);
    let (severity, word) = match since {
        Since::StillSo => (Severity::Error, "Still so."),
        Since::Mended => (Severity::Good, "Mended since."),
        Since::Untold => (Severity::Unseen, "Can’t be told from here."),
    };
    draw!(
        "<div class=\"aside {}\">{}<p><strong>{}</strong> {} {}</p></div>",
        severity.class(),
        severity_icon(severity),
        word,
        rich(&words),
        known.as_ref().map(evidence)
    )
}
