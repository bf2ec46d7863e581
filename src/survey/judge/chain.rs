//! The picture of the chain: record, policy host, policy, MX hosts, and the edge where it breaks.

use super::super::assessment::{Certainty, Chain, ChainHost, Edge, Stage, SubjectState};
use super::super::view::Fact;
use super::{Facts, host, policy, record, words};
use crate::dns::Rtype;
use crate::rule::{Evidence, Severity, Subject};
use crate::sts::Mode;

/// From so many MX hosts on, neighbours that are read alike fold into one row.
const FOLD_FROM: usize = 6;
/// How many refused hosts and policy lines are drawn.
const DRAWN: usize = 4;

pub(super) fn draw(facts: &Facts<'_>, subjects: &[SubjectState]) -> Chain {
    let severity = |subject| {
        subjects
            .iter()
            .find(|state| state.subject == subject)
            .map_or(Severity::Pending, |s| s.severity)
    };
    let summary = |subject| {
        subjects
            .iter()
            .find(|state| state.subject == subject)
            .map_or("", |s| s.summary.as_str())
    };
    let (lines, more_lines, hosts) = rows(facts);
    let domain = facts.domain();
    let record = Stage {
        severity: severity(Subject::Record),
        certainty: certainty_of(facts.record == record::State::Pending || facts.record == record::State::Unknown),
        head: "_mta-sts".into(),
        lines: match &facts.record {
            record::State::Valid { id, ttl } => {
                vec![format!("id {id}"), format!("TTL {}", words::seconds(u64::from(*ttl)))]
            }
            _ => vec![summary(Subject::Record).to_owned()],
        },
        caption: dns_caption(&facts.survey.fact_at(facts.survey.record_name().as_ref(), Rtype::TXT)),
    };
    let host = host_stage(facts, severity(Subject::PolicyHost), summary(Subject::PolicyHost));
    let policy = policy_stage(facts, severity(Subject::Policy), summary(Subject::Policy));
    let mx = Stage {
        severity: severity(Subject::MxHosts),
        certainty: certainty_of(facts.mail.hosts().is_empty() && !facts.mail.is_none()),
        head: String::new(),
        lines: vec![if hosts.is_empty() {
            summary(Subject::MxHosts).to_owned()
        } else {
            "Where mail goes, by preference".into()
        }],
        caption: mx_caption(&facts.survey.fact(&facts.survey.domain, Rtype::MX)),
    };
    let words = vec![
        format!("Record: {}.", summary(Subject::Record)),
        format!("Policy host: {}.", summary(Subject::PolicyHost)),
        format!("Policy: {}.", summary(Subject::Policy)),
        format!("MX hosts: {}.", summary(Subject::MxHosts)),
    ];
    let title = format!("The chain of {domain}. {}", words.join(" "));
    Chain {
        record_to_host: record_to_host(facts),
        host_to_policy: host_to_policy(facts),
        record,
        host,
        policy,
        mx,
        lines,
        more_lines,
        hosts,
        title,
        words,
    }
}

const fn certainty_of(unseen: bool) -> Certainty {
    if unseen { Certainty::Unseen } else { Certainty::Seen }
}

fn dns_caption(fact: &Fact<'_>) -> String {
    match fact {
        Fact::Pending => "waiting".into(),
        Fact::Failed(_) => "could not be looked up".into(),
        Fact::Found(found) => match &found.evidence {
            Evidence::Dns { resolvers, .. } => match resolvers.as_slice() {
                [one] => format!("DNS · {one}"),
                [_, _] => "DNS · both agree".into(),
                many => format!("DNS · {} agree", many.len()),
            },
            _ => "DNS".into(),
        },
    }
}

fn mx_caption(fact: &Fact<'_>) -> String {
    match fact {
        Fact::Found(found) => {
            let signed = if found.answer.signed { "signed" } else { "not signed" };
            format!("DNS · {signed} · certificates not seen")
        }
        other => dns_caption(other),
    }
}

fn host_stage(facts: &Facts<'_>, severity: Severity, summary: &str) -> Stage {
    let (certainty, caption) = match (&facts.host, &facts.policy) {
        (host::State::Pending, _) => (Certainty::Unseen, "waiting"),
        (host::State::Unknown, _) => (Certainty::Unseen, "could not be looked up"),
        (host::State::Public(_), policy::State::Unreadable(policy::Probe::NotRun) | policy::State::TimedOut) => {
            (Certainty::Unseen, "not observable")
        }
        (host::State::Public(_), policy::State::Unreadable(_)) => (Certainty::Probed, "probe · medium confidence"),
        (host::State::Public(_), policy::State::Text(text)) if text.evidence == Evidence::BrowserRead => {
            (Certainty::Seen, "browser read")
        }
        (host::State::Public(_), policy::State::NotServed(_, Evidence::BrowserRead)) => {
            (Certainty::Seen, "browser read")
        }
        _ => (Certainty::Seen, "DNS"),
    };
    let mut lines = vec![summary.to_owned()];
    if let host::State::Public(address) = &facts.host {
        lines.push(address.clone());
    }
    Stage {
        severity,
        certainty,
        head: format!("mta-sts.{}", facts.domain()),
        lines,
        caption: caption.into(),
    }
}

fn policy_stage(facts: &Facts<'_>, severity: Severity, summary: &str) -> Stage {
    let (certainty, head, lines, caption) = match &facts.policy {
        policy::State::Text(text) => {
            let caption = text.evidence.label();
            match text.policy() {
                Some(_) => (Certainty::Seen, summary.to_owned(), Vec::new(), caption),
                None => (Certainty::Seen, String::new(), vec!["invalid".to_owned()], caption),
            }
        }
        policy::State::NotServed(how, evidence) => {
            (Certainty::Seen, String::new(), vec![how.clone()], evidence.label())
        }
        policy::State::NoHost => (Certainty::Unseen, String::new(), vec![summary.to_owned()], "not asked"),
        policy::State::Pending => (Certainty::Unseen, String::new(), vec!["waiting".to_owned()], "waiting"),
        policy::State::Unreadable(policy::Probe::Success) => (
            Certainty::Unseen,
            String::new(),
            vec![
                "Something answers, but".to_owned(),
                "is closed to web pages.".to_owned(),
            ],
            "not readable from here",
        ),
        _ => (
            Certainty::Unseen,
            String::new(),
            vec![summary.to_owned()],
            "not readable from here",
        ),
    };
    Stage {
        severity,
        certainty,
        head,
        lines,
        caption: caption.into(),
    }
}

fn record_to_host(facts: &Facts<'_>) -> Edge {
    let seen = |severity| Edge {
        severity,
        certainty: Certainty::Seen,
    };
    match (&facts.record, &facts.host) {
        (record::State::Pending, _) | (_, host::State::Pending) => Edge {
            severity: Severity::Pending,
            certainty: Certainty::Unseen,
        },
        (record::State::Unknown, _) | (_, host::State::Unknown) => Edge {
            severity: Severity::Unseen,
            certainty: Certainty::Unseen,
        },
        (record::State::Absent, _) => Edge {
            severity: Severity::Unseen,
            certainty: Certainty::Unseen,
        },
        (record::State::Valid { .. }, host::State::Public(_)) => seen(Severity::Good),
        _ => seen(Severity::Error),
    }
}

fn host_to_policy(facts: &Facts<'_>) -> Edge {
    match &facts.policy {
        policy::State::Pending => Edge {
            severity: Severity::Pending,
            certainty: Certainty::Unseen,
        },
        policy::State::Text(text) => {
            let severity = if text.policy().is_some() {
                Severity::Good
            } else {
                Severity::Error
            };
            Edge {
                severity,
                certainty: Certainty::Seen,
            }
        }
        policy::State::NotServed(..) => Edge {
            severity: Severity::Error,
            certainty: Certainty::Seen,
        },
        policy::State::Unreadable(policy::Probe::Redirects) => Edge {
            severity: Severity::Error,
            certainty: Certainty::Probed,
        },
        policy::State::Unreadable(policy::Probe::Success | policy::Probe::TlsOnly) => Edge {
            severity: Severity::Good,
            certainty: Certainty::Probed,
        },
        policy::State::NoHost
            if facts.record.is_there()
                && matches!(
                    facts.host,
                    host::State::NoAddress(_) | host::State::Dangling | host::State::Private
                ) =>
        {
            Edge {
                severity: Severity::Error,
                certainty: Certainty::Seen,
            }
        }
        _ => Edge {
            severity: Severity::Unseen,
            certainty: Certainty::Unseen,
        },
    }
}

/// The lines and hosts that are drawn. From six hosts on, neighbours that are read alike fold; a refused host never
/// folds, but over four refused only four are drawn.
fn rows(facts: &Facts<'_>) -> (Vec<String>, usize, Vec<ChainHost>) {
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
