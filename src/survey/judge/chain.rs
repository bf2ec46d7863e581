//! The chain as it is drawn: record, policy host, policy, MX hosts, and the edge where it breaks.

use super::super::assessment::SubjectState;
use super::super::picture::{Certainty, Chain, Edge, Stage};
use super::super::view::Fact;
use super::{Facts, drawn, host, policy, record, words};
use crate::dns::Rtype;
use crate::rule::{Evidence, Severity, Subject};
use crate::text::part;

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
    let (lines, more_lines, hosts) = drawn::rows(facts);
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
    let mut words = vec![
        format!("Record: {}.", summary(Subject::Record)),
        format!("Policy host: {}.", summary(Subject::PolicyHost)),
        format!("Policy: {}.", summary(Subject::Policy)),
        format!("MX hosts: {}.", summary(Subject::MxHosts)),
    ];
    let title = format!(
        "The chain of {domain}. {}{}",
        part::joined(&words, " "),
        drawn::broken(facts)
    );
    words.extend(drawn::words(facts));
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
        (
            host::State::Public(_),
            policy::State::Unreadable(policy::Probe::NotRun) | policy::State::TimedOut(_) | policy::State::Unawaited(_),
        ) => (Certainty::Unseen, "not observable"),
        (host::State::Public(_), policy::State::Unfetched(_)) => (Certainty::Seen, "as seen from here"),
        (host::State::Public(_), policy::State::Unreadable(_)) => (Certainty::Probed, "probe · medium confidence"),
        (host::State::Public(_), policy::State::Text(text)) if text.evidence == Evidence::BrowserRead => {
            (Certainty::Seen, "browser read")
        }
        (host::State::Public(_), policy::State::NotServed(_, Evidence::BrowserRead, _)) => {
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
        policy::State::NotServed(how, evidence, _) => {
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
        (record::State::Valid { .. }, host::State::Public(_) | host::State::PartlyPrivate(_)) => seen(Severity::Good),
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
        policy::State::Unreadable(policy::Probe::Redirects(_)) => Edge {
            severity: Severity::Error,
            certainty: Certainty::Probed,
        },
        policy::State::Unreadable(policy::Probe::Success | policy::Probe::TlsOnly) => Edge {
            severity: Severity::Good,
            certainty: Certainty::Probed,
        },
        policy::State::Unfetched(obstacle) => Edge {
            severity: obstacle.severity(),
            certainty: Certainty::Seen,
        },
        policy::State::NoHost
            if facts.record.is_there()
                && matches!(
                    facts.host,
                    host::State::NoAddress(_) | host::State::Dangling(_) | host::State::Private(_)
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
