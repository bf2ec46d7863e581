//! From all that was read to all that is shown.

use super::files::is_faulty;
use super::{
    About, Counts, Cut, LONGEST, MOST, MOST_GAPS, MOST_LINES, MOST_ROWS, MOST_VERSIONS, Row, Shown, Sum, Table,
    Timeline, Version, failures, files,
};
use crate::report::container::Session;
use crate::report::date;
use crate::report::merge::{self, By, Filter, Merged, Tally, Totals, View};
use crate::text::beginning;

impl Shown {
    /// What is shown of a session for a filter.
    #[must_use]
    pub fn of(session: &Session, filter: &Filter) -> Self {
        let merged = session.merged();
        let view = merged.view(filter);
        let (failures, explained) = failures::failures(&view);
        let tables = By::ALL.into_iter().filter(|by| *by != By::Policy);
        let without_policy = others(merged, filter, By::Policy);
        let sources = session.sources();
        Self {
            filter: filter.clone(),
            sentence: (merged.reports() > 0).then(|| view.sentence()),
            counts: Counts {
                files: sources.iter().filter(|source| source.within.is_none()).count(),
                faulty: sources.iter().filter(|source| is_faulty(source)).count(),
                reports: merged.reports(),
                repeated: merged.repeated(),
                contradicting: merged.contradicting(),
            },
            totals: sum(view.totals()),
            of_failures: view.of_failures(),
            timeline: Timeline::of(&view),
            gaps: Cut::of(view.gaps(), MOST_GAPS, |gap| gap),
            tables: tables.map(|by| table(merged, filter, by)).collect(),
            versions: Cut::of(without_policy.versions(), MOST_VERSIONS, version),
            failures,
            explained,
            files: files::files(session),
            habits: files::habits(session),
            domains: Cut::of(merged.view(&Filter::default()).by_domain(), MOST_ROWS, |row| About {
                domain: row.name,
                reports: row.reports,
                failed: exact(row.totals.failures),
                days: row.days,
            }),
        }
    }
}

/// What passes all of a filter but this: where one of several is chosen, the others can be too.
fn others<'m>(merged: &'m Merged, filter: &Filter, by: By) -> View<'m> {
    let mut rest = filter.clone();
    rest.set(by, None);
    merged.view(&rest)
}

fn table(merged: &Merged, filter: &Filter, by: By) -> Table {
    let view = others(merged, filter, by);
    let failed = |rows: Vec<Tally>| {
        Cut::of(rows, MOST_ROWS, |row| Row {
            name: row.name,
            reports: row.reports,
            sessions: None,
            failed: exact(row.failed),
            days: row.days,
        })
    };
    let sessions = |rows: Vec<merge::Row>| {
        Cut::of(rows, MOST_ROWS, |row| Row {
            name: row.name,
            reports: row.reports,
            sessions: Some(exact(row.totals.sessions)),
            failed: exact(row.totals.failures),
            days: row.days,
        })
    };
    let rows = match by {
        By::Reporter => sessions(view.by_reporter()),
        By::PolicyType => sessions(view.by_policy_type()),
        By::Domain => sessions(view.by_domain()),
        By::Policy => Cut::default(),
        By::Host => failed(view.by_host()),
        By::Result => failed(view.by_result()),
        By::Sending => failed(view.by_sending()),
        By::Receiving => failed(view.by_receiving()),
    };
    Table { by, rows }
}

fn version(version: merge::Version) -> Version {
    let lines = |lines: Vec<String>| Cut::of(lines, MOST_LINES, |line| clipped(&line, LONGEST));
    Version {
        key: version.lines.join("\n"),
        domain: version.domain,
        policy_type: version.policy_type,
        days: version.days,
        totals: sum(version.totals),
        lines: lines(version.lines),
        removed: lines(version.removed),
        added: lines(version.added),
    }
}

pub(super) fn sum(totals: Totals) -> Sum {
    Sum {
        sessions: exact(totals.sessions),
        failures: exact(totals.failures),
        at_least: totals.at_least,
    }
}

/// The day that a text such as `2026-05-03` names, 0 being 1 January 1970.
#[must_use]
pub fn day_of(text: &str) -> Option<i64> {
    let (seconds, _) = date::read(&format!("{text}T00:00:00Z"))?;
    Some(seconds.div_euclid(86_400))
}

/// A number that JavaScript knows exactly.
pub(super) fn exact(number: u64) -> u64 {
    number.min(MOST)
}

/// The beginning of a text.
pub(super) fn clipped(text: &str, most: usize) -> String {
    beginning(text, most).into_owned()
}
