//! Day by day, with the days on which nobody told anything.

use super::View;
use super::names::OfName;
use super::totals::{self, Totals};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most days that a timeline has; reports that lie further apart show the days alone that have any.
const MOST_DAYS: i64 = 3_660;

/// A day of UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Its number, 0 being 1 January 1970.
    pub day: i64,
    /// How many reports began on it; none is a gap, not a day without mail.
    pub reports: usize,
    /// Its sessions.
    pub totals: Totals,
    /// Its failures by result type; they may count a session several times.
    pub failed: Vec<(String, u64)>,
}

/// Days on which a reporter sent nothing, between days on which it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Who.
    pub reporter: String,
    /// The first day of it.
    pub from: i64,
    /// The last one.
    pub to: i64,
}

/// Days in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// From the first day to the last one, days without a report among them.
    pub days: Vec<Day>,
    /// Whether reports lie so far apart that days without one were left out.
    pub sparse: bool,
    /// How many reports have no date that could be read.
    pub undated: usize,
}

/// The key of reports without a date; there is no such day.
const UNDATED: i64 = i64::MIN;

impl View<'_> {
    /// Day by day.
    #[must_use]
    pub fn timeline(&self) -> Timeline {
        let mut days: BTreeMap<i64, Day> = BTreeMap::new();
        let mut undated = 0;
        for report in self.reports() {
            match report.day() {
                Some(day) => days.entry(day).or_default().reports += 1,
                None => undated += 1,
            }
        }
        for ([day, ..], count) in totals::by(self, &|_, report| [report.day().unwrap_or(UNDATED), 0, 0]) {
            if day != UNDATED {
                days.entry(day).or_default().totals = count.totals;
            }
        }
        let mut failed: BTreeMap<(i64, OfName), u64> = BTreeMap::new();
        for (entry, report) in self.entries() {
            for detail in self.details(entry) {
                if let Some(day) = report.day() {
                    let sum = failed.entry((day, detail.result)).or_default();
                    *sum = sum.saturating_add(detail.sessions);
                }
            }
        }
        for ((day, result), sum) in failed {
            days.entry(day)
                .or_default()
                .failed
                .push((self.text(result).to_owned(), sum));
        }
        let (Some((&first, _)), Some((&last, _))) = (days.first_key_value(), days.last_key_value()) else {
            return Timeline {
                undated,
                ..Timeline::default()
            };
        };
        let sparse = last - first >= MOST_DAYS;
        if !sparse {
            for day in first..=last {
                days.entry(day).or_default();
            }
        }
        let dated = |(day, content): (i64, Day)| Day { day, ..content };
        Timeline {
            days: days.into_iter().map(dated).collect(),
            sparse,
            undated,
        }
    }

    /// The days on which reporters sent nothing, between days on which they did.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let mut days: BTreeMap<OfName, BTreeSet<i64>> = BTreeMap::new();
        for report in self.reports() {
            let own = days.entry(report.organization).or_default();
            // Each day that the report is about, a year of it at most.
            let (Some(first), Some(end)) = (report.day(), report.end) else {
                continue;
            };
            let last = (end - 1).div_euclid(super::DAY).clamp(first, first + 366);
            own.extend(first..=last);
        }
        let mut gaps = Vec::new();
        for (reporter, days) in days {
            let mut before: Option<i64> = None;
            for day in days {
                if let Some(before) = before.filter(|before| before + 1 < day) {
                    gaps.push(Gap {
                        reporter: self.text(reporter).to_owned(),
                        from: before + 1,
                        to: day - 1,
                    });
                }
                before = Some(day);
            }
        }
        gaps
    }
}
