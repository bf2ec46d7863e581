//! The MX hosts: whether they can be reached, and how the policy covers them (RFC 8461 §4.1).

use super::super::facts::Survey;
use super::super::rules::mx as rules;
use super::super::view::{Addresses, LOOKED_UP, Mail, MxHost};
use super::coverage::{Coverage, Line};
use super::{Facts, misfits, policy, record, words};
use crate::dns::Rtype;
use crate::dns::address::any_public;
use crate::later;
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::sts::{Mode, MxPattern, Policy};
use crate::text::part;

pub(super) fn judge(
    survey: &Survey,
    mail: &Mail<'_>,
    record: &record::State,
    policy: &policy::State<'_>,
    findings: &mut Findings,
) -> Coverage {
    let mx = survey.fact(&survey.domain, Rtype::MX);
    let evidence = mx
        .found()
        .map_or(Evidence::Unobservable, |found| found.evidence.clone());
    published(survey, mail, record, &evidence, findings);
    for host in mail.hosts().iter().take(LOOKED_UP) {
        reachable(survey, host, &evidence, findings);
    }
    if mail.hosts().len() > LOOKED_UP && later::rest().is_some() {
        let finding = rules::MANY_MX_HOSTS
            .finding()
            .with("looked", LOOKED_UP)
            .with("all", mail.hosts().len());
        findings.add(finding.about(Subject::MxHosts, evidence.clone()));
    }
    let (policy::State::Text(text), Some(policy)) = (policy, policy.policy()) else {
        return Coverage::default();
    };
    // Nothing is held against hosts that aren't known yet.
    if policy.mode == Mode::None || mail.hosts().is_empty() {
        return Coverage::default();
    }
    let coverage = Coverage::of(mail.hosts(), &policy.mx);
    // Nobody was seen to refuse or to take anything: it follows from two texts.
    let evidence = Evidence::Inferred {
        from: format!("MX ({}) and policy ({})", evidence.detail(), text.evidence.label()),
    };
    // All hosts covered, and no line that covers none: nothing is to be explained.
    let fits = coverage.refused() == 0 && coverage.lines.iter().all(|line| *line == Line::Used);
    if !fits {
        if later::rest().is_none() {
            return coverage;
        }
        misfits::judge(survey, policy, &coverage, &evidence, findings);
    }
    covered(survey, policy, &coverage, &evidence, findings);
    coverage
}

/// What the MX records themselves say.
fn published(survey: &Survey, mail: &Mail<'_>, record: &record::State, evidence: &Evidence, findings: &mut Findings) {
    let domain = &survey.domain;
    let mut add = |finding: Finding| findings.add(finding.about(Subject::MxHosts, evidence.clone()));
    match mail {
        Mail::Null => add(rules::NULL_MX.finding().with("domain", domain)),
        Mail::Nowhere => add(rules::NO_MAIL_SERVER
            .finding()
            .with("domain", domain)
            .snippet(format!("MX record at {domain}"), "0 .")),
        Mail::Implicit(_) => add(rules::IMPLICIT_MX.finding().with("domain", domain)),
        Mail::Hosts { null_too: true, .. } if later::rest().is_some() => {
            add(rules::NULL_MX_AND_OTHERS.finding().with("domain", domain));
        }
        _ => {}
    }
    if record.is_valid() && matches!(mail, Mail::Null | Mail::Nowhere) {
        add(rules::POLICY_WITHOUT_MAIL.finding().with("domain", domain));
    }
    let odd = |host: &&MxHost| host.is_address() || host.name.is_none() || part::holds(&host.host, "_");
    for host in mail.hosts().iter().filter(odd) {
        if later::rest().is_none() {
            return;
        }
        if host.is_address() {
            add(rules::MX_IS_ADDRESS.finding().with("host", &host.host));
        } else {
            add(rules::MX_NOT_A_HOST_NAME.finding().with("host", &host.host));
        }
    }
}

/// What the addresses of a host say.
fn reachable(survey: &Survey, host: &MxHost, mx: &Evidence, findings: &mut Findings) {
    let Some(name) = host.name.as_ref().filter(|_| !host.is_address()) else {
        return;
    };
    let fact = survey.fact(name, Rtype::A);
    let Some(found) = fact.found() else { return };
    let evidence = found.evidence.clone();
    if let Some(target) = found.target()
        && later::rest().is_some()
    {
        let finding = rules::MX_IS_ALIAS.finding().with("host", &host.host);
        findings.add(finding.with("target", target).about(Subject::MxHosts, evidence.clone()));
    }
    match survey.addresses(name) {
        Addresses::None if later::rest().is_some() => {
            let finding = rules::MX_WITHOUT_ADDRESS
                .finding()
                .with("host", &host.host)
                .with_words("what", found.absence());
            findings.add(finding.about(Subject::MxHosts, evidence));
        }
        Addresses::Some {
            first_private: Some((address, scope)),
            all,
        } => {
            if later::rest().is_none() {
                return;
            }
            let finding = rules::MX_PRIVATE
                .finding()
                .with("host", &host.host)
                .with("scope", scope.words());
            // Beside a public address it costs senders time, and no more.
            let finding = if any_public(&all) {
                finding.severity(Severity::Note)
            } else {
                finding
            };
            let evidence = if host.preference.is_none() {
                mx.clone()
            } else {
                evidence
            };
            findings.add(finding.with("address", address).about(Subject::MxHosts, evidence));
        }
        _ => {}
    }
}

/// A wildcard for the domain itself, then what is good.
fn covered(survey: &Survey, policy: &Policy, coverage: &Coverage, evidence: &Evidence, findings: &mut Findings) {
    let testing = policy.mode == Mode::Testing;
    let mut add = |finding: Finding| findings.add(finding.about(Subject::MxHosts, evidence.clone()));
    let own = format!("*.{}", survey.domain);
    let mut used = policy
        .mx
        .iter()
        .zip(&coverage.lines)
        .filter(|(_, line)| **line == Line::Used);
    if let Some((pattern, _)) = used.find(|(pattern, _)| pattern.text.eq_ignore_ascii_case(&own)) {
        let finding = rules::WILDCARD_OWN_ZONE.finding().with("pattern", &pattern.text);
        add(marked(finding.with("domain", &survey.domain), pattern));
    }
    for row in &coverage.rows {
        if let Some(pattern) = row.line.and_then(|line| policy.mx.get(line)) {
            add(rules::MX_COVERED
                .finding()
                .with("host", &row.host.host)
                .with("pattern", &pattern.text));
        }
    }
    if testing && coverage.refused() == 0 && !coverage.rows.is_empty() {
        add(rules::STILL_TESTING.finding());
    }
}

/// Shows a line of the policy.
pub(super) fn marked(finding: Finding, pattern: &MxPattern) -> Finding {
    let text = format!("mx: {}", pattern.text);
    let end = text.len();
    finding.quote(format!("the policy, line {}", pattern.line), text, 4..end, "")
}

/// How the subject stands.
pub(super) fn state(facts: &Facts<'_>) -> (Severity, String) {
    let hosts = facts.mail.hosts().len();
    let (severity, words) = match (&facts.mail, facts.policy.policy()) {
        (Mail::Pending, _) => (Severity::Pending, "waiting"),
        (Mail::Failed(_), _) => (Severity::Unseen, "could not be looked up"),
        (Mail::NoDomain, _) if facts.undecided().is_some() => (Severity::Warning, "resolvers disagree"),
        (Mail::NoDomain, _) => (Severity::Error, "no such domain"),
        (Mail::Null, _) => (Severity::Note, "takes no mail"),
        (Mail::Nowhere, _) => (Severity::Note, "no mail server"),
        (_, policy) => return covered_state(facts, policy, hosts),
    };
    (severity, words.into())
}

/// How hosts stand that are there.
fn covered_state(facts: &Facts<'_>, policy: Option<&Policy>, hosts: usize) -> (Severity, String) {
    let all = words::count(hosts, "host");
    match policy {
        Some(policy) if policy.mode == Mode::None => (Severity::Good, all),
        Some(policy) => match facts.coverage.refused() {
            0 => (Severity::Good, format!("{all} covered")),
            refused => {
                let severity = if policy.mode == Mode::Testing {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                (severity, format!("{refused} of {hosts} not covered"))
            }
        },
        None if matches!(facts.policy, policy::State::Pending) => (Severity::Pending, all),
        None => (Severity::Unseen, format!("{all}, not judged without a policy")),
    }
}
