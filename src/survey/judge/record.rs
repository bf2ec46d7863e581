//! The MTA-STS record: what answers at `_mta-sts`, and what is missing there.

use super::super::assessment::SourceText;
use super::super::facts::Survey;
use super::super::rules::{host, near};
use super::super::view::{Fact, Found, Mail, MxHost};
use super::super::wanted::{RECORD_NEAR_MISSES, WILDCARD_TEST};
use super::misplaced::Misplaced;
use super::{host as host_state, policy, source};
use crate::dns::{Name, Rtype};
use crate::later::{self, Rest};
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::sts;

/// How the record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Not known yet.
    Pending,
    /// Could not be looked up.
    Unknown,
    /// There is none.
    Absent,
    /// There are several.
    Several(Rest),
    /// There is one that senders can't use: why.
    Invalid(String, Rest),
    /// There is one that senders go by.
    Valid {
        /// The policy id.
        id: String,
        /// Seconds that it may be kept.
        ttl: u32,
    },
}

impl State {
    pub(super) fn state(&self) -> (Severity, String) {
        let (severity, words) = match self {
            Self::Pending => (Severity::Pending, "waiting"),
            Self::Unknown => (Severity::Unseen, "could not be looked up"),
            Self::Absent => (Severity::Warning, "no record"),
            Self::Several(_) => (Severity::Error, "several records"),
            Self::Invalid(..) => (Severity::Error, "invalid"),
            Self::Valid { id, .. } => return (Severity::Good, format!("id {id}")),
        };
        (severity, words.into())
    }

    /// Whether something is published that is meant to be a record, however wrong.
    pub(super) const fn is_there(&self) -> bool {
        matches!(self, Self::Several(_) | Self::Invalid(..) | Self::Valid { .. })
    }

    /// Whether senders are told to look for a policy.
    pub(super) const fn is_valid(&self) -> bool {
        matches!(self, Self::Valid { .. })
    }
}

const MISPLACED: Misplaced = Misplaced {
    names: &RECORD_NEAR_MISSES,
    meant: |text| text.starts_with(b"v=STSv1"),
    rule: &near::RECORD_AT_WRONG_NAME,
    subject: Subject::Record,
};

pub(super) fn judge(survey: &Survey, findings: &mut Findings, texts: &mut Vec<SourceText>) -> State {
    let Some(name) = survey.record_name() else {
        return State::Absent;
    };
    let found = match survey.fact(&name, Rtype::TXT) {
        Fact::Pending => return State::Pending,
        Fact::Failed(_) => return State::Unknown,
        Fact::Found(found) => found,
    };
    alias(&name, &found, findings);
    let records = found.texts();
    if records.is_empty() && !found.resolved.records().is_empty() {
        // Something is there, and its data can't be read: that is said with the resolvers.
        return State::Unknown;
    }
    if records.is_empty() {
        MISPLACED.judge(survey, &name, findings);
        return State::Absent;
    }

    let mut own = Findings::new();
    let joined: Vec<Vec<u8>> = records.iter().map(|(text, _)| text.to_vec()).collect();
    let chosen = sts::txt_set::judge(&joined, &mut own);
    let (shown, state) = match chosen {
        Some((index, record)) => (index, State::Valid { id: record.id, ttl: 0 }),
        None => match later::rest() {
            Some(rest) => unusable(&joined, &own, rest),
            None => return State::Unknown,
        },
    };
    adopt(
        own,
        !matches!(state, State::Absent),
        Subject::Record,
        &found.evidence,
        findings,
    );
    wildcard(survey, &name, &found, findings);
    let source = source(Subject::Record, &name, &found, shown);
    let ttl = source.ttl.unwrap_or_default();
    texts.push(source);
    match state {
        State::Valid { id, .. } => State::Valid { id, ttl },
        State::Absent => {
            MISPLACED.judge(survey, &name, findings);
            State::Absent
        }
        state => state,
    }
}

/// How things stand where none of the texts is a record that senders go by, and which of them is shown.
fn unusable(texts: &[Vec<u8>], own: &Findings, rest: Rest) -> (usize, State) {
    let begins = |text: &&Vec<u8>| text.starts_with(sts::txt_set::PREFIX.as_bytes());
    let shown = texts.iter().position(|text| begins(&text)).unwrap_or(0);
    let state = if texts.iter().filter(begins).count() > 1 {
        State::Several(rest)
    } else if texts.iter().any(|text| sts::record::is_attempt(text)) {
        let mut errors = own
            .as_slice()
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        let reason = errors.next().map(Finding::fault);
        State::Invalid(
            reason.unwrap_or_else(|| "no record begins with `v=STSv1;`".into()),
            rest,
        )
    } else {
        // A foreign text alone (a wildcard's, most often) is no attempt at a record: to senders it is as if there were none.
        State::Absent
    };
    (shown, state)
}

/// What the missing record means, once it is known whether there is a policy.
pub(super) fn missing(
    survey: &Survey,
    state: &State,
    mail: &Mail<'_>,
    host: &host_state::State,
    policy: &policy::State<'_>,
    findings: &mut Findings,
) {
    // Without the MX hosts it isn't known whether anything is missing, and a policy can't be proposed.
    let Some(name) = survey
        .record_name()
        .filter(|_| matches!(state, State::Absent) && !mail.is_none() && !matches!(mail, Mail::Pending))
    else {
        return;
    };
    let fact = survey.fact(&name, Rtype::TXT);
    let Some(found) = fact.found().filter(|found| found.target().is_none()) else {
        return;
    };
    let record = format!("v=STSv1; id={};", crate::words::policy_id(survey.started));
    let at = format!("TXT record at {name}");
    let mut evidence = found.evidence.clone();
    let finding = if let policy::State::Text(text) = policy
        && let Some(policy) = text.policy()
        && later::rest().is_some()
    {
        // DNS tells nothing of the policy.
        evidence = Evidence::Inferred {
            from: format!("record ({}) and policy ({})", evidence.detail(), text.evidence.label()),
        };
        let finding = host::POLICY_WITHOUT_RECORD
            .finding()
            .with("host", format!("mta-sts.{}", survey.domain));
        finding
            .with("mode", policy.mode.as_str())
            .with("domain", &survey.domain)
            .snippet(at, record)
    } else {
        if !matches!(policy, policy::State::Pending) {
            host_state::without_record(survey, host, findings);
        }
        let finding = near::NOT_SET_UP.finding().with("name", &name);
        let mut lines = String::new();
        for MxHost { host, .. } in mail.hosts() {
            if sts::mx::is_pattern(host.as_bytes()) {
                lines.push_str("mx: ");
                lines.push_str(host);
                lines.push('\n');
            }
        }
        // RFC 8461 §3.2: a policy in mode `testing` has an mx line.
        if lines.is_empty() {
            finding
        } else {
            let first = format!("version: STSv1\nmode: testing\n{lines}max_age: 86400\n");
            finding
                .snippet(format!("First, {}", survey.policy_url()), first)
                .snippet(format!("Then, the {at}"), record)
        }
    };
    findings.add(finding.about(Subject::Record, evidence));
}

/// Takes over what was found in the texts at a record's name. Where none of them is `meant` to be the record, nothing is
/// invalid: to senders it is as if there were none, so nothing of it is more than a warning.
pub(super) fn adopt(own: Findings, meant: bool, subject: Subject, evidence: &Evidence, findings: &mut Findings) {
    let best = if meant { Severity::Error } else { Severity::Warning };
    findings.adopt_with(own, |finding| {
        let severity = finding.severity.max(best);
        Some(finding.severity(severity).about(subject, evidence.clone()))
    });
}

fn alias(name: &Name, found: &Found<'_>, findings: &mut Findings) {
    let Some(target) = found.target() else { return };
    let finding = if found.resolved.records().is_empty() && later::rest().is_some() {
        near::RECORD_ALIAS_EMPTY.finding().with_words("state", found.dead_end())
    } else {
        near::RECORD_DELEGATED.finding()
    };
    let finding = finding
        .with("name", name)
        .with("target", target)
        .with("provider", host_state::provider_note(target));
    findings.add(finding.about(Subject::Record, found.evidence.clone()));
}

/// Says so when a name that doesn't exist answers with the same text.
fn wildcard(survey: &Survey, name: &Name, found: &Found<'_>, findings: &mut Findings) {
    let Some(test) = survey.domain.under(WILDCARD_TEST) else {
        return;
    };
    let Fact::Found(answer) = survey.fact(&test, Rtype::TXT) else {
        return;
    };
    // It is asked for where a text stands that is no record, or beside one.
    if later::rest().is_none() {
        return;
    }
    let here = found.texts();
    if let Some((text, _)) = answer
        .texts()
        .into_iter()
        .find(|(text, _)| here.iter().any(|(own, _)| own == text))
    {
        let finding = near::WILDCARD_TXT
            .finding()
            .with("name", name)
            .with_bytes("record", text);
        let from = format!("`{test}` answers with the same text");
        findings.add(finding.about(Subject::Record, Evidence::Inferred { from }));
    }
}
