//! Tables: by sender, policy type, domain, host, result type and address. Each row can be chosen.

use super::filters::{brief, noun};
use crate::report::merge::By;
use crate::report::shown::{Cut, Row, Shown, Table};
use crate::ui::act::{Act, Acts, Read, on};
use crate::ui::markup::draw;
use crate::ui::parts::section::{more_wide, scroll, section};
use crate::ui::words::count;
use crate::words::{span, thousands};
use yew::Html;

/// All tables.
pub fn tables(shown: &Shown, acts: &Acts) -> Html {
    let table = |by: By| {
        shown
            .tables
            .iter()
            .find(|table| table.by == by && !table.rows.is_empty())
    };
    let known = |by: By| table(by).filter(|table| table.rows.rows.iter().any(|row| !row.name.is_empty()));
    let sessions = |id: &'static str, title: &'static str, by: By, word: &'static str| {
        known(by).map(|table| {
            section(
                id,
                title,
                how_many(shown, table, || count(table.rows.len(), word)),
                draw!(
                    "{}{}{}",
                    others(shown, table),
                    of_sessions(shown, table, acts),
                    rest(&table.rows)
                ),
            )
        })
    };
    let several = |by: By| table(by).is_some_and(|table| table.rows.len() > 1 || shown.filter.get(by).is_some());
    let places: Vec<Html> = [By::Host, By::Result, By::Sending, By::Receiving]
        .into_iter()
        .filter_map(|by| {
            let table = known(by)?;
            let many = how_many(shown, table, || thousands(table.rows.len()));
            let label = format!("{}\u{a0}({many})", by_noun(by));
            Some(more_wide(
                label,
                draw!(
                    "{}{}{}",
                    others(shown, table),
                    of_failures(shown, table, acts),
                    rest(&table.rows)
                ),
            ))
        })
        .collect();
    let places = (!places.is_empty()).then(|| {
        section(
            "where",
            "Where it failed",
            "one session may be counted several times",
            draw!("{}", places),
        )
    });
    draw!(
        "{}{}{}{}",
        sessions("who", "By sender", By::Reporter, "sender"),
        several(By::Domain)
            .then(|| sessions("domains", "By domain", By::Domain, "domain"))
            .flatten(),
        sessions("types", "By policy found", By::PolicyType, "type"),
        places
    )
}

/// How many rows a table has; of one that is chosen from, how many of them pass.
fn how_many(shown: &Shown, table: &Table, all: impl FnOnce() -> String) -> String {
    let Some(name) = shown.filter.get(table.by) else {
        return all();
    };
    let passes = table.rows.rows.iter().any(|row| row.name == name);
    if !passes && table.rows.more > 0 {
        // It may be among those that are left out here.
        return all();
    }
    format!("{} of {} chosen", usize::from(passes), thousands(table.rows.len()))
}

/// What is said where something is chosen from a list.
pub const OTHERS: &str = "Only the chosen one passes the filter. The others stay, so that you can choose another one; no \
                          session of theirs is counted elsewhere on this page.";

/// A table from which something is chosen shows what else could be.
fn others(shown: &Shown, table: &Table) -> Option<Html> {
    let chosen = shown.filter.get(table.by).is_some() && table.rows.len() > 1;
    chosen.then(|| draw!("<p class=\"hint\">{}</p>", OTHERS))
}

const fn by_noun(by: By) -> &'static str {
    match by {
        By::Host => "By MX host",
        By::Result => "By result type",
        By::Sending => "By sending address",
        _ => "By receiving address",
    }
}

/// How many rows are left out.
fn rest<T>(rows: &Cut<T>) -> Option<Html> {
    (rows.more > 0).then(|| {
        draw!(
            "<p class=\"hint snip\">and {} more, which a filter shows; the exports hold all.</p>",
            number(rows.more as u64)
        )
    })
}

/// The name of a row, which is chosen by a click and let go by another one.
fn name(shown: &Shown, by: By, row: &Row, acts: &Acts) -> Html {
    let chosen = shown.filter.get(by) == Some(row.name.as_str());
    let read = Read::Only(by, (!chosen).then(|| row.name.clone()));
    draw!(
        "<button class=\"only\" type=\"button\" aria-pressed={} onclick={}>{}</button>",
        if chosen { "true" } else { "false" },
        on(acts, Act::Reports(read)),
        brief(&row.name)
    )
}

fn of_sessions(shown: &Shown, table: &Table, acts: &Acts) -> Html {
    let all = table
        .rows
        .rows
        .iter()
        .filter_map(|row| row.sessions)
        .max()
        .unwrap_or(0)
        .max(1);
    let rows: Vec<Html> = table
        .rows
        .rows
        .iter()
        .map(|row| {
            let sessions = row.sessions.unwrap_or_default();
            draw!(
                "<tr><th scope=\"row\">{}</th><td class=\"r\">{}</td><td class=\"r\">{}</td><td class=\"r\">{}</td><td>{}</td><td class=\"bar\">{}</td></tr>",
                name(shown, table.by, row, acts),
                thousands(row.reports),
                number(sessions.saturating_sub(row.failed)),
                number(row.failed),
                row.days.map(span),
                bar(sessions, row.failed, all)
            )
        })
        .collect();
    let head = draw!(
        "<table class=\"tbl\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"r\">Reports</th><th scope=\"col\" class=\"r\">Good</th>
            <th scope=\"col\" class=\"r\">Failed</th><th scope=\"col\">Days</th><th scope=\"col\">Sessions</th></tr></thead><tbody>{}</tbody></table>",
        noun(table.by),
        rows
    );
    scroll(noun(table.by), head)
}

fn of_failures(shown: &Shown, table: &Table, acts: &Acts) -> Html {
    let rows: Vec<Html> = table
        .rows
        .rows
        .iter()
        .map(|row| {
            draw!(
                "<tr><th scope=\"row\">{}</th><td class=\"r\">{}</td><td class=\"r\">{}</td><td>{}</td></tr>",
                name(shown, table.by, row, acts),
                number(row.failed),
                thousands(row.reports),
                row.days.map(span)
            )
        })
        .collect();
    let head = draw!(
        "<table class=\"tbl\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"r\">Failed</th><th scope=\"col\" class=\"r\">Reports</th>
            <th scope=\"col\">Days</th></tr></thead><tbody>{}</tbody></table>",
        noun(table.by),
        rows
    );
    scroll(noun(table.by), head)
}

/// A number of sessions.
pub fn number(number: u64) -> String {
    usize::try_from(number).map_or_else(|_| number.to_string(), thousands)
}

/// How much of the largest row it is; what failed stands out.
fn bar(sessions: u64, failed: u64, all: u64) -> Html {
    let part = |number: u64| (number.saturating_mul(1_000) / all).to_string();
    let width = (sessions.saturating_mul(1_000) / all).max(u64::from(sessions > 0) * 5);
    draw!(
        "<svg viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"p-ok2\" width={} height=\"8\"/><rect class=\"p-f0\" width={} height=\"8\"/></svg>",
        width.to_string(),
        part(failed)
    )
}
