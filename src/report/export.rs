//! What reports say, written down: CSV for spreadsheets, JSON for programs, Markdown for tickets.

use super::merge::{Totals, View};
use super::result;
use super::write::Writer;
use crate::text::show;
use crate::words::{civil, thousands};
use std::fmt::Write as _;

/// Most rows of a table in Markdown.
const MOST_ROWS: usize = 50;

/// Failures as CSV (RFC 4180), a row for each type, host, reporter and domain.
///
/// What a spreadsheet would take for a formula is made text by an apostrophe before it.
#[must_use]
pub fn failures_csv(view: &View<'_>) -> String {
    let head = [
        "result-type",
        "receiving-mx-hostname",
        "organization-name",
        "policy-domain",
        "failed-sessions",
        "first-day",
        "last-day",
        "effect",
        "failure-reason-codes",
    ];
    let mut out = String::new();
    row(&mut out, &head);
    for group in view.groups() {
        let (first, last) = group
            .days
            .map_or_else(Default::default, |(first, last)| (iso(first), iso(last)));
        let (failed, reasons) = (group.failed.to_string(), group.reasons.join("; "));
        let cells = [
            &group.result,
            &group.host,
            &group.reporter,
            &group.domain,
            &failed,
            &first,
            &last,
            group.effect.name(),
            &reasons,
        ];
        row(&mut out, &cells);
    }
    out
}

/// Sessions as CSV, a row a day.
#[must_use]
pub fn days_csv(view: &View<'_>) -> String {
    let mut out = String::new();
    row(&mut out, &["day", "reports", "sessions", "failures"]);
    for day in view.timeline().days {
        let numbers = [day.reports as u64, day.totals.sessions, day.totals.failures].map(|number| number.to_string());
        let [reports, sessions, failures] = &numbers;
        row(&mut out, &[&iso(day.day), reports, sessions, failures]);
    }
    out
}

/// A row, ended by CRLF.
fn row(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let formula = cell
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            || cell.starts_with(['\t', '\r', '\n']);
        let quoted = formula || cell.contains(['"', ',', '\r', '\n', ';', '\t']);
        if quoted {
            out.push('"');
        }
        if formula {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        if quoted {
            out.push('"');
        }
    }
    out.push_str("\r\n");
}

/// All tables as JSON.
#[must_use]
pub fn json(view: &View<'_>) -> String {
    let mut out = Writer::default();
    out.open('{');
    let sentence = view.sentence();
    out.key("sentence");
    out.string(&sentence.text);
    out.key("totals");
    totals(&mut out, view.totals());
    for (name, rows) in [
        ("reporters", view.by_reporter()),
        ("policy-types", view.by_policy_type()),
        ("domains", view.by_domain()),
    ] {
        out.list(name, rows, |out, row| {
            out.key("name");
            out.string(&row.name);
            out.number("reports", Some(row.reports as u64));
            out.key("totals");
            totals(out, row.totals);
            days(out, row.days);
        });
    }
    for (name, rows) in [
        ("mx-hosts", view.by_host()),
        ("sending-addresses", view.by_sending()),
        ("receiving-addresses", view.by_receiving()),
        ("result-types", view.by_result()),
    ] {
        out.list(name, rows, |out, row| {
            out.key("name");
            out.string(&row.name);
            out.number("failed-sessions", Some(row.failed));
            out.number("reports", Some(row.reports as u64));
            days(out, row.days);
        });
    }
    out.list("failures", view.groups(), |out, group| {
        for (name, text) in [
            ("result-type", &group.result),
            ("mx-host", &group.host),
            ("reporter", &group.reporter),
            ("domain", &group.domain),
        ] {
            out.key(name);
            out.string(text);
        }
        out.key("title");
        match result::find(&group.result).and_then(result::ResultType::explained) {
            Some(known) => out.string(known.title),
            None => out.out.push_str("null"),
        }
        out.number("failed-sessions", Some(group.failed));
        out.key("effect");
        out.string(group.effect.name());
        out.key("reasons");
        out.open('[');
        for reason in &group.reasons {
            out.next();
            out.string(reason);
        }
        out.close(']');
        days(out, group.days);
    });
    out.list("days", view.timeline().days, |out, day| {
        out.key("day");
        out.string(&iso(day.day));
        out.number("reports", Some(day.reports as u64));
        out.key("totals");
        totals(out, day.totals);
        out.list("failed", day.failed, |out, (name, failed)| {
            out.key("name");
            out.string(&name);
            out.number("failed-sessions", Some(failed));
        });
    });
    out.list("policies", view.versions(), |out, version| {
        out.key("domain");
        out.string(&version.domain);
        out.key("policy-type");
        out.string(version.policy_type.name());
        for (name, lines) in [
            ("lines", &version.lines),
            ("removed", &version.removed),
            ("added", &version.added),
        ] {
            out.key(name);
            out.open('[');
            for line in lines {
                out.next();
                out.string(line);
            }
            out.close(']');
        }
        out.key("totals");
        totals(out, version.totals);
        days(out, version.days);
    });
    out.close('}');
    out.out
}

fn totals(out: &mut Writer, totals: Totals) {
    out.open('{');
    out.number("sessions", Some(totals.sessions));
    out.number("failures", Some(totals.failures));
    out.key("at-least");
    out.out.push_str(if totals.at_least { "true" } else { "false" });
    out.close('}');
}

fn days(out: &mut Writer, days: Option<(i64, i64)>) {
    if let Some((first, last)) = days {
        out.key("first-day");
        out.string(&iso(first));
        out.key("last-day");
        out.string(&iso(last));
    }
}

/// A summary for a ticket. Foreign text stands in code spans, where nothing in it is read as Markdown.
#[must_use]
pub fn markdown(view: &View<'_>) -> String {
    let sentence = view.sentence();
    let mut out = format!("# TLS reports\n\n{}\n", escaped(&sentence.text));
    if !sentence.so.is_empty() {
        let _ = write!(out, "\n{}\n", sentence.so);
    }
    let groups = view.groups();
    if !groups.is_empty() {
        out.push_str("\n## Failures\n\nA session may be counted by several of them.\n\n");
        out.push_str("| sessions | result | MX host | reported by | days | what to do |\n| --- | --- | --- | --- | --- | --- |\n");
        for group in groups.iter().take(MOST_ROWS) {
            let known = result::find(&group.result).and_then(result::ResultType::explained);
            let days = group.days.map(|(first, last)| {
                if first == last {
                    iso(first)
                } else {
                    format!("{} to {}", iso(first), iso(last))
                }
            });
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} |",
                group.failed,
                code(&group.result),
                code(&group.host),
                code(&group.reporter),
                days.unwrap_or_default(),
                known.map_or("", |known| known.advice)
            );
        }
        left_out(&mut out, groups.len());
    }
    out.push_str("\n## Senders\n\n| sender | reports | sessions | failed |\n| --- | --- | --- | --- |\n");
    let rows = view.by_reporter();
    for row in rows.iter().take(MOST_ROWS) {
        let Totals { sessions, failures, .. } = row.totals;
        let _ = writeln!(
            out,
            "| {} | {} | {sessions} | {failures} |",
            code(&row.name),
            row.reports
        );
    }
    left_out(&mut out, rows.len());
    out
}

fn left_out(out: &mut String, rows: usize) {
    if let Some(more) = rows.checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let _ = write!(out, "\nand {} more\n", thousands(more));
    }
}

/// A text in a code span of a table.
fn code(text: &str) -> String {
    if text.is_empty() {
        return "–".to_owned();
    }
    format!("`{}`", show(text.as_bytes()).replace('`', "'").replace('|', "\\|"))
}

/// A text in which nothing is read as Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|~&!".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A day as `2026-05-03`.
#[must_use]
pub fn iso(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for (cell, want) in [
            ("mx.example.com", "mx.example.com\r\n"),
            ("=1+1", "\"'=1+1\"\r\n"),
            (" =1", "\"' =1\"\r\n"),
            ("+1", "\"'+1\"\r\n"),
            ("-1", "\"'-1\"\r\n"),
            ("@x", "\"'@x\"\r\n"),
            ("\t=1", "\"'\t=1\"\r\n"),
            ("a\"b,c", "\"a\"\"b,c\"\r\n"),
        ] {
            let mut out = String::new();
            row(&mut out, &[cell]);
            assert_eq!(out, want);
        }
    }
}
