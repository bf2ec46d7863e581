//! What is still awaited, and what to do next.

use super::super::assessment::{Case, Next, Verdict};
use super::super::view::Mail;
use super::{Facts, host, policy, record, reporting, words};
use crate::rule::{Finding, Severity, Subject};
use crate::text::part;

/// What is still awaited, in words.
pub(super) fn waiting(facts: &Facts<'_>) -> Vec<String> {
    if facts.survey.ended {
        return Vec::new();
    }
    let no_host = matches!(facts.host, host::State::Pending);
    let awaited = [
        (matches!(facts.record, record::State::Pending), "the record"),
        (matches!(facts.mail, Mail::Pending), "the mail servers"),
        (no_host, "the policy host"),
        (matches!(facts.policy, policy::State::Pending) && !no_host, "the policy"),
        (matches!(facts.reporting, reporting::State::Pending), "TLS reporting"),
    ];
    let mut words = Vec::new();
    for (missing, what) in awaited {
        if missing {
            words.push(what.to_owned());
        }
    }
    words
}

/// While answers are awaited: what is known so far, and what is missing.
pub(super) fn verdict(facts: &Facts<'_>) -> Verdict {
    if facts.survey.ended {
        return super::verdict::unknown(facts, "not everything was answered");
    }
    let mut known = Vec::new();
    match &facts.record {
        record::State::Valid { .. } => known.push("a valid record".to_owned()),
        record::State::Absent => known.push("no record".to_owned()),
        _ => {}
    }
    match facts.mail.hosts().len() {
        0 => {}
        hosts => known.push(words::count(hosts, "mail server")),
    }
    let awaited = waiting(facts);
    let missing = match awaited.as_slice() {
        [] => String::new(),
        [one] => format!("Still awaited: {one}."),
        [first, .., last] if awaited.len() == 2 => format!("Still awaited: {first} and {last}."),
        _ => format!("Still awaited: {}.", part::joined(&awaited, ", ")),
    };
    Verdict {
        case: Case::Waiting,
        severity: Severity::Pending,
        kind: "checking".into(),
        sentence: if known.is_empty() {
            format!("Checking {}.", facts.domain())
        } else {
            format!("So far: {}.", part::joined(&known, " and "))
        },
        consequence: missing,
    }
}

/// What to do next.
pub(super) fn next(facts: &Facts<'_>, case: Case, findings: &[Finding]) -> Option<Next> {
    let step = |text: &str, label: &str, anchor: &str| {
        Some(Next {
            text: text.to_owned(),
            label: label.to_owned(),
            anchor: anchor.to_owned(),
        })
    };
    let worst = findings
        .first()
        .filter(|finding| matches!(finding.severity, Severity::Error | Severity::Warning));
    match case {
        Case::NotReadable if facts.survey.outside.is_some() => step(
            "fetch the policy in a terminal, and bring what the command prints.",
            "",
            "",
        ),
        Case::NotReadable => step(
            "paste the policy below. It joins this check at once, marked as pasted.",
            "Go to the paste box",
            "bridge",
        ),
        Case::HostUnreachable if facts.survey.outside.is_some() => {
            let mut bad = findings.iter().filter(|finding| finding.severity <= Severity::Warning);
            bad.find(|finding| finding.subject == Subject::PolicyHost).map(fix_of)
        }
        Case::HostUnreachable => step(
            "run the command below: it shows the certificate and the answer. Or paste its output here.",
            "Show the command",
            "bridge",
        ),
        Case::Unknown => step("check again in a moment, or ask another resolver.", "", ""),
        Case::ResolversDiffer => step("compare what each resolver says.", "Show the difference", "resolvers"),
        Case::Waiting | Case::NoSuchDomain => None,
        Case::NoMail if matches!(facts.mail, Mail::Null) => None,
        Case::NotSetUp => step(
            "serve a policy in mode `testing`, then publish the record. TLS reports tell when it is safe to enforce.",
            "Show how",
            "record",
        ),
        Case::Testing => step(
            "when reports have been clean for two weeks, change the mode to `enforce`, then give the record a new id.",
            "",
            "",
        ),
        Case::Protected | Case::Off if worst.is_none() => None,
        _ => worst.map(fix_of),
    }
}

/// To do what a finding advises.
fn fix_of(finding: &Finding) -> Next {
    Next {
        text: format!("{}.", lower(&finding.advice())),
        label: "Show the fix".into(),
        anchor: finding.subject.anchor().into(),
    }
}

/// With a small first letter, unless it begins with a word all in capitals.
fn lower(text: &str) -> String {
    let second = text.chars().nth(1);
    let mut text = text.to_owned();
    if let (Some(first), Some(false)) = (text.get_mut(..1), second.map(|second| second.is_ascii_uppercase())) {
        first.make_ascii_lowercase();
    }
    text
}
