//! The MX hosts against the lines of the policy, with the reason in every cell.

use super::super::assessment::{Cell, Matrix, MatrixLine, MatrixRow};
use super::{Facts, mx, policy};
use crate::rule::Severity;
use crate::sts::mx::MxMatch;
use crate::sts::{Mode, MxPattern};

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
            rows: hosts.iter().map(row).collect(),
        });
    };
    let lines = policy.mx.iter().map(|pattern| MatrixLine {
        line: pattern.line,
        pattern: pattern.text.clone(),
    });
    let rows = facts
        .coverage
        .rows
        .iter()
        .map(|row| self::row(row, &policy.mx, policy.mode));
    Some(Matrix {
        lines: lines.collect(),
        rows: rows.collect(),
    })
}

fn row(row: &mx::Row, patterns: &[MxPattern], mode: Mode) -> MatrixRow {
    let cells: Vec<Cell> = row
        .cells
        .iter()
        .zip(patterns)
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
    for cell in &row.cells {
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
