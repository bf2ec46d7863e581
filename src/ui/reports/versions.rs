//! The policies as senders met them, each with what changed.

use super::filters::brief;
use super::tables::{OTHERS, number};
use super::{Reports, today};
use crate::report::PolicyType;
use crate::report::merge::By;
use crate::report::shown::{Cut, Shown, Version};
use crate::report::today::Today;
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, Read, on};
use crate::ui::markup::draw;
use crate::ui::parts::mark::worded;
use crate::ui::parts::section::{more_wide, section};
use crate::ui::words::{count, visible};
use crate::words::span;
use yew::Html;

/// The versions; none where reports show no policy at all.
pub fn versions(reports: &Reports, shown: &Shown, acts: &Acts) -> Option<Html> {
    let held = reports.held.as_ref();
    let versions: Vec<&Version> = shown
        .versions
        .rows
        .iter()
        .filter(|version| is_policy(version))
        .collect();
    if versions.is_empty() {
        return None;
    }
    let shown_ones: Vec<Html> = versions
        .iter()
        .enumerate()
        .map(|(at, version)| {
            // The one of today is held against the newest of a domain.
            let next = versions.get(at + 1);
            let newest =
                next.is_none_or(|next| (&next.domain, next.policy_type) != (&version.domain, version.policy_type));
            let held = held.filter(|held| newest && held.is_about(&version.domain));
            one(shown, version, held, acts)
        })
        .collect();
    let more = (shown.versions.more > 0).then(|| {
        draw!(
            "<p class=\"hint snip\">and {} more</p>",
            number(shown.versions.more as u64)
        )
    });
    Some(section(
        "policies",
        "Policies that senders met",
        count(versions.len() + shown.versions.more, "version"),
        draw!(
            "{}{}<ol class=\"versions\">{}</ol>{}",
            // Else it stands with the failures.
            shown.failures.is_empty().then(|| today::look(reports, shown, acts)),
            (shown.filter.policy.is_some() && versions.len() > 1).then(|| draw!("<p class=\"hint\">{}</p>", OTHERS)),
            shown_ones,
            more
        ),
    ))
}

/// The versions to choose from: what a filter knows each by, and how it is called. And how many are left out.
pub fn choices(versions: &Cut<Version>) -> (Vec<(String, String)>, usize) {
    let mut all: Vec<(&Version, bool)> = Vec::new();
    for version in versions.rows.iter().filter(|version| is_policy(version)) {
        match all.iter_mut().find(|(known, _)| known.key == version.key) {
            Some((_, others)) => *others = true,
            None => all.push((version, false)),
        }
    }
    let called = |(version, others): (&Version, bool)| {
        if version.key.is_empty() {
            return (String::new(), brief(""));
        }
        // A filter knows a version by its lines, which another domain may have too.
        let others = if others { " and others" } else { "" };
        let days = version.days.map(|days| format!(", {}", span(days)));
        let words = title(version) + others + &days.unwrap_or_default();
        (version.key.clone(), words)
    };
    (all.into_iter().map(called).collect(), versions.more)
}

fn is_policy(version: &Version) -> bool {
    version.policy_type != PolicyType::NoPolicyFound
}

fn one(shown: &Shown, version: &Version, held: Option<&Today>, acts: &Acts) -> Html {
    let chosen = shown.filter.policy.as_deref() == Some(version.key.as_str());
    let read = Read::Only(By::Policy, (!chosen).then(|| version.key.clone()));
    let sum = version.totals;
    let changed = !version.removed.is_empty() || !version.added.is_empty();
    let difference = changed.then(|| {
        let mut lines = lines(&version.removed, "diff__l--del", Some("−"), "removed: ");
        lines.extend(self::lines(&version.added, "diff__l--add", Some("+"), "added: "));
        draw!(
            "<p class=\"hint\">Against the version before:</p>
            <pre class=\"diff\" tabindex=\"0\" role=\"group\" aria-label=\"What changed\"><code>{}</code></pre>",
            lines
        )
    });
    let text = if version.lines.is_empty() {
        draw!("<p class=\"hint\">Reports don’t say its lines.</p>")
    } else {
        let whole = draw!(
            "<pre class=\"diff\" tabindex=\"0\" role=\"group\" aria-label=\"The policy\"><code>{}</code></pre>",
            lines(&version.lines, "", None, "")
        );
        if changed {
            more_wide("The whole policy", whole)
        } else {
            whole
        }
    };
    draw!(
        "<li><h3>{}</h3>
            <p class=\"quiet small\">{}{} sessions, {} failed.
            <button class=\"only\" type=\"button\" aria-pressed={} onclick={}>{}</button></p>
            {}{}{}
        </li>",
        title(version),
        version.days.map(|days| format!("{}: ", span(days))),
        number(sum.sessions),
        number(sum.failures),
        if chosen { "true" } else { "false" },
        on(acts, Act::Reports(read)),
        "Only sessions by this version",
        held.and_then(|held| against(held, version)),
        difference,
        text
    )
}

/// The newest version against the policy of today.
fn against(held: &Today, version: &Version) -> Option<Html> {
    if version.policy_type != PolicyType::Sts || version.lines.is_empty() || !held.has_policy() {
        return None;
    }
    let Some((gone, come)) = held.differs(version) else {
        return Some(draw!(
            "<p>{} It is the policy that is served today.</p>",
            worded(Severity::Good, "The same today.")
        ));
    };
    let list = |rows: Vec<String>| Cut { rows, more: 0 };
    let mut changed = lines(&list(gone), "diff__l--del", Some("−"), "no longer: ");
    changed.extend(lines(&list(come), "diff__l--add", Some("+"), "since: "));
    Some(draw!(
        "<p>{} What is served today differs from it:</p>
        <pre class=\"diff\" tabindex=\"0\" role=\"group\" aria-label=\"What changed since\"><code>{}</code></pre>",
        worded(Severity::Note, "Changed since."),
        changed
    ))
}

fn title(version: &Version) -> String {
    let mode = version.lines.rows.iter().find_map(|line| line.strip_prefix("mode:"));
    let what = match (version.policy_type, mode) {
        (PolicyType::Sts, Some(mode)) => format!("MTA-STS, {}", brief(mode.trim())),
        (PolicyType::Sts, None) => "MTA-STS".to_owned(),
        (PolicyType::Tlsa, _) => "TLSA records".to_owned(),
        _ => "Another policy".to_owned(),
    };
    format!("{what}: {}", brief(&version.domain))
}

/// Lines, each with what happened to it.
fn lines(lines: &Cut<String>, class: &'static str, op: Option<&'static str>, word: &'static str) -> Vec<Html> {
    let line = |text: String| {
        let word = op.map(|_| draw!("<span class=\"sr\">{}</span>", word));
        draw!(
            "<span class=\"diff__l {}\" data-op={}>{}{}</span>",
            class,
            op,
            word,
            visible(&text)
        )
    };
    let mut shown: Vec<Html> = lines.rows.iter().cloned().map(line).collect();
    if lines.more > 0 {
        shown.push(draw!(
            "<span class=\"diff__l\"><span class=\"src__out\">… {} left out …</span></span>",
            count(lines.more, "line")
        ));
    }
    shown
}
