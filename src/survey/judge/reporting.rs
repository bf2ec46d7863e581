//! The TLS reporting record (RFC 8460 §3).

use super::super::assessment::SourceText;
use super::super::facts::Survey;
use super::super::rules::near;
use super::super::view::{Fact, Found};
use super::super::wanted::REPORTING_NEAR_MISSES;
use super::misplaced::Misplaced;
use super::{policy, record, source, words};
use crate::dns::{Name, Rtype};
use crate::later::{self, Rest};
use crate::rule::{Findings, Severity, Subject};
use crate::tlsrpt;

/// How TLS reporting stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Not known yet.
    Pending,
    /// Could not be looked up.
    Unknown,
    /// There is no record.
    Absent,
    /// There is something meant to be one that senders can't use.
    Invalid(Rest),
    /// Reports go to so many places.
    Valid(usize),
}

impl State {
    pub(super) fn state(&self) -> (Severity, String) {
        let (severity, words) = match self {
            Self::Pending => (Severity::Pending, "waiting"),
            Self::Unknown => (Severity::Unseen, "could not be looked up"),
            Self::Absent => (Severity::Note, "no record"),
            Self::Invalid(_) => (Severity::Error, "invalid"),
            Self::Valid(places) => return (Severity::Good, words::count(*places, "destination")),
        };
        (severity, words.into())
    }
}

const MISPLACED: Misplaced = Misplaced {
    names: &REPORTING_NEAR_MISSES,
    meant: |text| text.to_ascii_lowercase().starts_with(b"v=tlsrpt"),
    rule: &near::REPORTING_AT_WRONG_NAME,
    subject: Subject::TlsRpt,
};

pub(super) fn judge(
    survey: &Survey,
    record: &record::State,
    policy: &policy::State<'_>,
    findings: &mut Findings,
    texts: &mut Vec<SourceText>,
) -> State {
    let Some(name) = survey.reporting_name() else {
        return State::Absent;
    };
    let found = match survey.fact(&name, Rtype::TXT) {
        Fact::Pending => return State::Pending,
        Fact::Failed(_) => return State::Unknown,
        Fact::Found(found) => found,
    };
    let records = found.texts();
    if records.is_empty() && !found.resolved.records().is_empty() {
        // Something is there, and its data can't be read: that is said with the resolvers.
        return State::Unknown;
    }
    let subject = Subject::TlsRpt;
    // Without MTA-STS there is less to hear of: DANE alone, if anything.
    let in_use = record.is_valid() || policy.policy().is_some();
    if records.is_empty() {
        if let Some(target) = found.target()
            && later::rest().is_some()
        {
            let finding = near::REPORTING_ALIAS_EMPTY
                .finding()
                .with("name", &name)
                .with("target", target);
            let finding = finding.with_words("state", found.dead_end());
            findings.add(finding.about(subject, found.evidence.clone()));
            return State::Absent;
        }
        return absent(survey, &name, in_use, &found, findings);
    }
    let mut own = Findings::new();
    let joined: Vec<Vec<u8>> = records.iter().map(|(text, _)| text.to_vec()).collect();
    let chosen = tlsrpt::txt_set::judge(&joined, &mut own);
    let (shown, state) = match chosen {
        Some((index, record)) => {
            tlsrpt::judge_destinations(survey.domain.as_str(), &record, &mut own);
            (index, State::Valid(record.rua.len()))
        }
        None => match later::rest() {
            Some(rest) => unusable(&joined, rest),
            None => return State::Unknown,
        },
    };
    record::adopt(own, !matches!(state, State::Absent), subject, &found.evidence, findings);
    texts.push(source(subject, &name, &found, shown));
    match state {
        State::Absent => absent(survey, &name, in_use, &found, findings),
        state => state,
    }
}

/// How things stand where none of the texts is a record that senders go by, and which of them is shown.
fn unusable(texts: &[Vec<u8>], rest: Rest) -> (usize, State) {
    let begins = |text: &Vec<u8>| text.starts_with(tlsrpt::txt_set::PREFIX.as_bytes());
    let shown = texts.iter().position(begins).unwrap_or(0);
    // A foreign text alone (a wildcard's, most often) is no attempt at a record.
    let meant = texts.iter().any(|text| tlsrpt::is_attempt(text));
    (shown, if meant { State::Invalid(rest) } else { State::Absent })
}

/// What the missing record means, and whether it stands at another name.
fn absent(survey: &Survey, name: &Name, in_use: bool, found: &Found<'_>, findings: &mut Findings) -> State {
    if !survey.mail().is_none() {
        let severity = if in_use { Severity::Warning } else { Severity::Note };
        let finding = near::NO_TLS_REPORTING.finding().severity(severity).with("name", name);
        let value = format!("v=TLSRPTv1; rua=mailto:tls-reports@{}", survey.domain);
        let finding = finding.snippet(format!("TXT record at {name}"), value);
        findings.add(finding.about(Subject::TlsRpt, found.evidence.clone()));
    }
    MISPLACED.judge(survey, name, findings);
    State::Absent
}
