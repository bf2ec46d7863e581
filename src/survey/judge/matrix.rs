//! The MX hosts against the lines of the policy, with the reason in every cell. Of very many, some: which hosts are
//! refused is told by [`Coverage`](super::coverage::Coverage), of all.

use super::super::picture::{Cell, Matrix, MatrixLine, MatrixRow};
use super::coverage::Row;
use super::{Facts, policy};
use crate::order::sort_by;
use crate::rule::Severity;
use crate::sts::mx::{MxMatch, compare};
use crate::sts::{Mode, MxPattern};

/// How many hosts have a row, and how many lines a column whatever they say.
const MOST_ROWS: usize = 64;
const MOST_LINES: usize = 200;

pub(super) fn matrix(facts: &Facts<'_>) -> Option<Matrix> {
    let hosts = facts.mail.hosts();
    if hosts.is_empty() {
        return None;
    }
    let policy = facts.policy.policy();
    let Some(policy) = policy.filter(|policy| policy.mode != Mode::None) else {
        let used = match (&facts.policy, policy) {
            (_, Some(_)) => Cell {
                severity: Some(Severity::Good),
                text: "Yes: mode `none`".into(),
            },
            (policy::State::Pending, _) => Cell {
                severity: Some(Severity::Pending),
                text: "waiting for the policy".into(),
            },
            _ => Cell {
                severity: Some(Severity::Unseen),
                text: "not judged without a policy".into(),
            },
        };
        let row = |host: &super::super::view::MxHost| MatrixRow {
            preference: host.preference,
            host: host.host.clone(),
            cells: Vec::new(),
            used: used.clone(),
            alike: used.text.clone(),
        };
        return Some(Matrix {
            lines: Vec::new(),
            more_lines: 0,
            rows: hosts.iter().take(MOST_ROWS).map(row).collect(),
            more_rows: hosts.len().saturating_sub(MOST_ROWS),
        });
    };
    let all = &facts.coverage.rows;
    let (refused, taken): (Vec<_>, Vec<_>) = all.iter().enumerate().partition(|(_, row)| row.line.is_none());
    let mut rows: Vec<_> = refused.into_iter().chain(taken).take(MOST_ROWS).collect();
    sort_by(&mut rows, |(place, _)| *place);
    let lines = lines(&rows, &policy.mx);
    let column = |pattern: &&MxPattern| MatrixLine {
        line: pattern.line,
        pattern: pattern.text.clone(),
    };
    Some(Matrix {
        more_lines: policy.mx.len() - lines.len(),
        more_rows: all.len() - rows.len(),
        rows: rows
            .iter()
            .map(|(_, row)| self::row(row, &lines, policy.mode))
            .collect(),
        lines: lines.iter().map(column).collect(),
    })
}

/// The lines that have a column: the first ones, and those that cover these hosts or come close.
fn lines<'a>(rows: &[(usize, &Row)], patterns: &'a [MxPattern]) -> Vec<&'a MxPattern> {
    let told = rows
        .iter()
        .filter_map(|(_, row)| row.line.or(row.near.map(|(line, _)| line)));
    let mut places: Vec<usize> = told.collect();
    places.extend(0..patterns.len().min(MOST_LINES));
    sort_by(&mut places, |place| *place);
    places.dedup();
    places.iter().filter_map(|place| patterns.get(*place)).collect()
}

fn row(row: &Row, lines: &[&MxPattern], mode: Mode) -> MatrixRow {
    let matches: Vec<MxMatch> = lines
        .iter()
        .map(|pattern| compare(&pattern.text, &row.host.host))
        .collect();
    let cells: Vec<Cell> = matches
        .iter()
        .zip(lines)
        .map(|(cell, pattern)| self::cell(*cell, &row.host.host, pattern, mode))
        .collect();
    let used = match (row.line, mode) {
        (Some(_), _) => Cell {
            severity: Some(Severity::Good),
            text: "Yes".into(),
        },
        (None, Mode::Testing) => Cell {
            severity: Some(Severity::Warning),
            text: "Yes; refused in enforce".into(),
        },
        (None, _) => Cell {
            severity: Some(Severity::Error),
            text: "No, refused".into(),
        },
    };
    // Rows with the same reasons may fold; the names in a reason don't count.
    let mut alike = row.line.map_or_else(String::new, |line| line.to_string());
    for cell in &matches {
        alike.push_str(match cell {
            MxMatch::Same => " same",
            MxMatch::Wildcard => " wildcard",
            MxMatch::TooDeep { .. } => " deep",
            MxMatch::Apex => " apex",
            MxMatch::Other => " other",
        });
        if let MxMatch::TooDeep { labels } = cell {
            alike.push_str(&labels.to_string());
        }
    }
    MatrixRow {
        preference: row.host.preference,
        host: row.host.host.clone(),
        cells,
        used,
        alike,
    }
}

fn cell(cell: MxMatch, host: &str, pattern: &MxPattern, mode: Mode) -> Cell {
    let bad = Some(if mode == Mode::Testing {
        Severity::Warning
    } else {
        Severity::Error
    });
    match cell {
        MxMatch::Same => Cell {
            severity: Some(Severity::Good),
            text: "same name".into(),
        },
        MxMatch::Wildcard => {
            let label = host.split('.').next().unwrap_or_default();
            Cell {
                severity: Some(Severity::Good),
                text: format!("`*` = `{label}`"),
            }
        }
        MxMatch::TooDeep { labels } => {
            let extra = host.len().saturating_sub(pattern.text.len().saturating_sub(1));
            let front = host.get(..extra).unwrap_or_default();
            Cell {
                severity: bad,
                text: format!("`{front}` is {labels} labels, `*` is one"),
            }
        }
        MxMatch::Apex => Cell {
            severity: bad,
            text: "`*` needs a label in front".into(),
        },
        MxMatch::Other => Cell {
            severity: None,
            text: "another name".into(),
        },
    }
}
