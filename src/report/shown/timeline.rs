//! Day by day, in as many columns as a picture has room for.

use super::{Sum, make};
use crate::report::merge::{Day, View};
use serde::{Deserialize, Serialize};

/// Most columns.
const MOST_COLUMNS: i64 = 120;

/// Most result types that are told apart.
const MOST_TYPES: usize = 5;

/// Days in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// How many days a column stands for.
    pub step: i64,
    /// From the first day to the last one, those without a report among them.
    pub columns: Vec<Column>,
    /// The result types that columns tell apart, the most frequent first.
    pub types: Vec<String>,
    /// How many reports have no date that could be read.
    pub undated: usize,
}

/// A day of UTC, or a few.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The first day, 0 being 1 January 1970.
    pub from: i64,
    /// The last one.
    pub to: i64,
    /// How many reports began on it; none is a gap, not a day without mail.
    pub reports: usize,
    /// Its sessions.
    pub totals: Sum,
    /// Its failures by result type, in the order of [`Timeline::types`], and those of all other types; they may count a
    /// session several times.
    pub failed: Vec<u64>,
}

impl Timeline {
    pub(super) fn of(view: &View<'_>) -> Self {
        let whole = view.timeline();
        let types: Vec<String> = view
            .by_result()
            .into_iter()
            .take(MOST_TYPES)
            .map(|tally| tally.name)
            .collect();
        let (Some(first), Some(last)) = (whole.days.first(), whole.days.last()) else {
            return Self {
                undated: whole.undated,
                ..Self::default()
            };
        };
        let (first, last) = (first.day, last.day);
        let span = last.saturating_sub(first).saturating_add(1);
        let step = match span {
            ..=MOST_COLUMNS => 1,
            _ if span <= MOST_COLUMNS * 7 => 7,
            _ => span.div_euclid(MOST_COLUMNS) + 1,
        };
        let mut columns: Vec<Column> = (0..=(last - first).div_euclid(step))
            .map(|number| first + number * step)
            .map(|from| Column {
                from,
                to: (from + step - 1).min(last),
                failed: vec![0; types.len() + 1],
                ..Column::default()
            })
            .collect();
        for day in &whole.days {
            let at = usize::try_from((day.day - first).div_euclid(step)).ok();
            if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
                column.take(day, &types);
            }
        }
        Self {
            step,
            columns,
            types,
            undated: whole.undated,
        }
    }
}

impl Column {
    fn take(&mut self, day: &Day, types: &[String]) {
        let sum = make::sum(day.totals);
        self.reports += day.reports;
        self.totals.sessions = make::exact(self.totals.sessions.saturating_add(sum.sessions));
        self.totals.failures = make::exact(self.totals.failures.saturating_add(sum.failures));
        self.totals.at_least |= sum.at_least;
        for (name, failed) in &day.failed {
            let at = types.iter().position(|known| known == name).unwrap_or(types.len());
            if let Some(slot) = self.failed.get_mut(at) {
                *slot = make::exact(slot.saturating_add(*failed));
            }
        }
    }
}
