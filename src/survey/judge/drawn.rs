//! The last part of the picture: which lines of the policy and which MX hosts are drawn, and the same in words.

use super::super::picture::ChainHost;
use super::words::names;
use super::{Facts, policy};
use crate::rule::Severity;
use crate::sts::Mode;
use crate::text::part;

/// From so many MX hosts on, neighbours that are read alike fold into one row.
const FOLD_FROM: usize = 6;
/// How many refused hosts and policy lines are drawn.
const DRAWN: usize = 4;

/// The lines and hosts that are drawn. From six hosts on, neighbours that are read alike fold; a refused host never
/// folds, but over four refused only four are drawn.
pub(super) fn rows(facts: &Facts<'_>) -> (Vec<String>, usize, Vec<ChainHost>) {
    let policy = facts.policy.policy().filter(|policy| policy.mode != Mode::None);
    let all = facts.mail.hosts();
    let Some(policy) = policy else {
        let severity = match (&facts.policy, facts.policy.policy()) {
            (_, Some(_)) => Severity::Good,
            (policy::State::Pending, _) => Severity::Pending,
            _ => Severity::Unseen,
        };
        let shown = if all.len() < FOLD_FROM { all.len() } else { DRAWN };
        let row = |label: String, count| ChainHost {
            label,
            severity,
            line: None,
            count,
        };
        let mut hosts: Vec<_> = all
            .iter()
            .take(shown)
            .map(|host| row(crate::text::show(host.host.as_bytes()), 1))
            .collect();
        if shown < all.len() {
            hosts.push(row(format!("{} more", all.len() - shown), all.len() - shown));
        }
        return (Vec::new(), 0, hosts);
    };
    let bad = if policy.mode == Mode::Testing {
        Severity::Warning
    } else {
        Severity::Error
    };
    let fold = all.len() >= FOLD_FROM;
    let mut lines: Vec<usize> = Vec::new();
    let mut hosts: Vec<ChainHost> = Vec::new();
    let mut refused = 0;
    let mut last_line = None;
    for row in &facts.coverage.rows {
        let label = crate::text::show(row.host.host.as_bytes());
        let Some(line) = row.line else {
            refused += 1;
            last_line = None;
            if refused <= DRAWN {
                hosts.push(ChainHost {
                    label,
                    severity: bad,
                    line: None,
                    count: 1,
                });
            }
            continue;
        };
        let drawn = lines.iter().position(|known| *known == line).or_else(|| {
            (lines.len() < DRAWN).then(|| {
                lines.push(line);
                lines.len() - 1
            })
        });
        match hosts.last_mut() {
            Some(previous) if fold && last_line == Some(line) => previous.count += 1,
            _ => hosts.push(ChainHost {
                label,
                severity: Severity::Good,
                line: drawn,
                count: 1,
            }),
        }
        last_line = Some(line);
    }
    if refused > DRAWN {
        let count = refused - DRAWN;
        hosts.push(ChainHost {
            label: format!("{count} more refused"),
            severity: bad,
            line: None,
            count,
        });
    }
    for host in hosts
        .iter_mut()
        .filter(|host| host.severity == Severity::Good && host.count > 1)
    {
        host.label = format!("{} and {} more, alike", host.label, host.count - 1);
    }
    // Lines that cover nothing are drawn too while there is room: the break is seen against them.
    for line in 0..policy.mx.len() {
        if lines.len() < DRAWN && !lines.contains(&line) {
            lines.push(line);
        }
    }
    let shown: Vec<String> = lines
        .iter()
        .filter_map(|i| policy.mx.get(*i))
        .map(|pattern| pattern.text.clone())
        .collect();
    let more = policy.mx.len() - shown.len().min(policy.mx.len());
    (shown, more, hosts)
}

/// What the picture says of the hosts, in steps: which lines cover which of them, and which none does.
pub(super) fn words(facts: &Facts<'_>) -> Vec<String> {
    let rows = &facts.coverage.rows;
    let Some(policy) = facts.policy.policy().filter(|_| !rows.is_empty()) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    let mut covering: Vec<usize> = Vec::new();
    for line in rows.iter().filter_map(|row| row.line) {
        if covering.len() < DRAWN && !covering.contains(&line) {
            covering.push(line);
        }
    }
    let mut told = 0;
    let mut parts = Vec::new();
    for line in &covering {
        let hosts = hosts(facts, Some(*line));
        let pattern = policy.mx.get(*line).map(|pattern| pattern.text.as_str());
        told += hosts.len();
        parts.push(format!("{} {}", matching(&hosts), names(pattern.as_slice())));
    }
    let more = rows.len() - facts.coverage.refused() - told;
    match more {
        0 => {}
        1 => parts.push("one more matches another line".to_owned()),
        _ => parts.push(format!("{more} more match other lines")),
    }
    if !parts.is_empty() {
        steps.push(part::joined(&parts, "; ") + ".");
    }
    let refused = hosts(facts, None);
    if !refused.is_empty() {
        let so = if policy.mode == Mode::Testing {
            "Senders report it, and deliver all the same"
        } else {
            "Senders that honour MTA-STS don’t deliver there"
        };
        steps.push(format!("Broken here: {} no line. {so}.", matching(&refused)));
    }
    steps
}

/// Where the picture is broken at the hosts, as a sentence that follows others; empty where it isn't.
pub(super) fn broken(facts: &Facts<'_>) -> String {
    let refused = hosts(facts, None);
    match (refused.len(), facts.coverage.rows.len()) {
        (0, _) => String::new(),
        (1, 1) => " The line to it is broken.".to_owned(),
        (some, all) if some == all => " The lines to all of them are broken.".to_owned(),
        (1, _) => format!(" The line to {} is broken, the others are whole.", names(&refused)),
        _ => format!(" The lines to {} are broken, the others are whole.", names(&refused)),
    }
}

/// The hosts that this line is the first to cover, or that none covers.
fn hosts<'a>(facts: &'a Facts<'_>, line: Option<usize>) -> Vec<&'a str> {
    let rows = facts.coverage.rows.iter().filter(|row| row.line == line);
    rows.map(|row| row.host.host.as_str()).collect()
}

/// `a and b match`
fn matching(hosts: &[&str]) -> String {
    names(hosts) + if hosts.len() == 1 { " matches" } else { " match" }
}
