//! What failed: each kind at each host, explained.

use super::filters::brief;
use super::tables::number;
use super::{Reports, today};
use crate::report::result::Effect;
use crate::report::shown::{Explained, Failure, Shown};
use crate::report::today::{Today, misfit};
use crate::rule::Severity;
use crate::ui::act::Acts;
use crate::ui::markup::{draw, text as text_node};
use crate::ui::parts::copy::command;
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::section::{more, section};
use crate::ui::words::{rich, visible};
use crate::words::{span, thousands};
use yew::Html;

/// How many reporters are named in a heading.
const NAMED: usize = 3;

/// The failures, the largest first.
pub fn failures(reports: &Reports, shown: &Shown, acts: &Acts) -> Option<Html> {
    let failures = &shown.failures;
    if failures.is_empty() {
        // Some senders count failures, and tell nothing of them.
        return (shown.totals.failures > 0).then(|| {
            section(
                "why",
                "Failures",
                None::<Html>,
                draw!(
                    "<p>These reports count {} and don’t say how they failed (<code>failure-details</code> is
                    missing). Their sender may tell on request.</p>",
                    count(shown.totals.failures)
                ),
            )
        });
    }
    let articles: Vec<Html> = failures
        .rows
        .iter()
        .enumerate()
        .map(|(at, failure)| article(at, failure, shown, reports.held.as_ref()))
        .collect();
    let rest = (failures.more > 0).then(|| {
        draw!(
            "<p class=\"hint snip\">and {} more kinds and places; a filter shows them, and the exports hold all.</p>",
            thousands(failures.more)
        )
    });
    Some(section(
        "why",
        "Failures, explained",
        "a session may be counted by several of them",
        draw!(
            "{}<div class=\"findings\">{}</div>{}",
            today::look(reports, shown, acts),
            articles,
            rest
        ),
    ))
}

fn count(failed: u64) -> String {
    let noun = if failed == 1 { "session" } else { "sessions" };
    format!("{}\u{a0}failed {noun}", number(failed))
}

fn article(at: usize, failure: &Failure, shown: &Shown, held: Option<&Today>) -> Html {
    let explained = failure.explained.and_then(|at| shown.explained.get(at));
    let severity = match failure.effect {
        Effect::Refused => Severity::Error,
        Effect::Reported => Severity::Note,
        Effect::Unknown => Severity::Warning,
    };
    let word = match failure.effect {
        Effect::Refused => "Not delivered",
        Effect::Reported => "Reported only",
        Effect::Unknown => "Effect not told",
    };
    let id = format!("why-{}", at + 1);
    draw!(
        "<article class=\"finding {}\" id={} tabindex=\"-1\" aria-labelledby=\"{}-t\">
            <div class=\"finding__mark\">{}</div>
            <div class=\"finding__body\">
                <header class=\"finding__head\">
                    <span class=\"sev {}\">{}</span> <code>{}</code>
                    <h3 id=\"{}-t\">{}</h3>
                    <span class=\"ev ev--report\"><b>report</b><span>{}</span></span>
                </header>
                {}{}
            </div>
        </article>",
        severity.class(),
        &id,
        &id,
        severity_icon(severity),
        severity.class(),
        word,
        brief(&failure.result),
        &id,
        heading(failure, explained),
        evidence(failure),
        held.filter(|held| held.is_about(&failure.domain))
            .map(|held| today::now(held, failure, explained, shown)),
        body(failure, explained)
    )
}

fn heading(failure: &Failure, explained: Option<&Explained>) -> String {
    let from: Vec<String> = failure
        .reporters
        .rows
        .iter()
        .take(NAMED)
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, _)| brief(name))
        .collect();
    let others = failure.reporters.len().saturating_sub(from.len());
    let from = match (from.is_empty(), others) {
        (true, _) => String::new(),
        (false, 0) => format!(" from {}", from.join(", ")),
        (false, others) => format!(" from {} and {others} more", from.join(", ")),
    };
    let to = if failure.host.is_empty() {
        String::new()
    } else {
        format!(" to {}", brief(&failure.host))
    };
    let noun = if failure.failed == 1 { "session" } else { "sessions" };
    let what = explained.map_or("a result that RFC 8460 doesn’t know", |explained| &explained.title);
    format!("{}\u{a0}{noun}{from}{to}: {what}", number(failure.failed))
}

/// Who saw it, when.
fn evidence(failure: &Failure) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(failure.days.map(span));
    if failure.reporters.len() > 1 {
        let each = failure.reporters.rows.iter().take(NAMED);
        let each: Vec<String> = each
            .map(|(name, failed)| format!("{} {}", brief(name), number(*failed)))
            .collect();
        parts.push(each.join(", "));
    }
    if !failure.domain.is_empty() {
        parts.push(brief(&failure.domain));
    }
    parts.join(" · ")
}

fn body(failure: &Failure, explained: Option<&Explained>) -> Html {
    let reasons = (!failure.reasons.is_empty()).then(|| {
        let each: Vec<Html> = failure
            .reasons
            .iter()
            .map(|reason| draw!("<li><code>{}</code></li>", visible(reason)))
            .collect();
        draw!("<p>Given as the reason:</p><ul class=\"bullets\">{}</ul>", each)
    });
    let Some(explained) = explained else {
        return draw!(
            "<p>The reporter uses a name of its own. {}</p>{}",
            failure.effect.words(),
            reasons
        );
    };
    let draft = (explained.name != failure.result)
        .then(|| draw!(" It is a draft’s name for <code>{}</code>.", explained.name.clone()));
    let misfit = misfit(failure).map(|why| {
        draw!(
            "<p>The policy in the report doesn’t cover <code>{}</code>: {}. An asterisk stands for exactly one label (RFC 8461,
            section 4.1).</p>",
            brief(&failure.host),
            rich(&why)
        )
    });
    let causes: Vec<Html> = explained
        .causes
        .iter()
        .map(|cause| draw!("<li>{}.</li>", rich(cause)))
        .collect();
    let fix = (!failure.command.is_empty()).then(|| {
        draw!(
            "<div class=\"finding__fix\"><h4>What to do</h4><p>{}</p>{}</div>",
            rich(&explained.advice),
            command(&failure.command, "the command that shows it")
        )
    });
    draw!(
        "<p>{}{} {}</p>{}{}{}{}",
        rich(&explained.meaning),
        draft,
        text_node(failure.effect.words()),
        misfit,
        reasons,
        fix,
        more("Usual causes", draw!("<ul class=\"bullets\">{}</ul>", causes))
    )
}
