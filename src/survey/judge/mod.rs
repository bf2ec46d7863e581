//! The judgement: verdict, findings and next step from the facts, at any moment.
//!
//! One file a subject; each adds its findings and says how its subject stands. `verdict` then chooses the sentence,
//! `picture` draws all of it where that is wanted.

mod brought;
mod chain;
mod coverage;
mod dane;
mod drawn;
mod host;
mod limits;
mod matrix;
mod misfits;
mod misplaced;
mod mx;
mod next;
mod outcome;
mod outside;
mod picture;
mod policy;
mod record;
mod reporting;
mod resolvers;
mod slow;
mod unseen;
mod verdict;
pub(crate) mod words;

use super::assessment::{Assessment, FORMAT, SourceText, SubjectState};
use super::facts::Survey;
use super::view::{Found, Mail};
use crate::dns::Name;
use crate::order::sort_by;
use crate::rule::{Finding, Findings, Severity, Subject};

/// What the subjects came to: what verdict and picture are made from.
struct Facts<'a> {
    survey: &'a Survey,
    mail: Mail<'a>,
    record: record::State,
    host: host::State,
    policy: policy::State<'a>,
    coverage: coverage::Coverage,
    reporting: reporting::State,
    resolvers_differ: Option<resolvers::Difference>,
}

impl Facts<'_> {
    fn domain(&self) -> &str {
        self.survey.domain.as_str()
    }

    /// What the resolvers say differently, if that decides the verdict.
    fn undecided(&self) -> Option<&resolvers::Difference> {
        self.resolvers_differ.as_ref().filter(|difference| difference.matters)
    }
}

/// Judges what is known so far.
#[must_use]
pub fn judge(survey: &Survey) -> Assessment {
    judge_with(survey, Vec::new(), false)
}

/// The same, with its picture.
#[must_use]
pub fn judge_drawn(survey: &Survey) -> Assessment {
    judge_with(survey, Vec::new(), true)
}

/// The same with what was found beside it, such as by what was seen before; with its picture where it is `drawn`.
#[must_use]
pub fn judge_with(survey: &Survey, beside: Vec<Finding>, drawn: bool) -> Assessment {
    let mut findings = Findings::new();
    for finding in beside {
        findings.add(finding);
    }
    if let Some(typed) = &survey.typed {
        for note in typed.notes() {
            findings.add(note.clone());
        }
    }
    let mut texts = Vec::new();
    let mail = survey.mail();
    let record = record::judge(survey, &mut findings, &mut texts);
    let host = host::judge(survey, &record, &mut findings);
    let policy = policy::judge(survey, &record, &host, &mut findings, &mut texts);
    record::missing(survey, &record, &mail, &host, &policy, &mut findings);
    let coverage = mx::judge(survey, &mail, &record, &policy, &mut findings);
    let reporting = reporting::judge(survey, &record, &policy, &mut findings, &mut texts);
    dane::judge(survey, &mail, &mut findings);
    let resolvers_differ = resolvers::judge(survey, &mail, policy.policy(), &mut findings);
    let facts = Facts {
        survey,
        mail,
        record,
        host,
        policy,
        coverage,
        reporting,
        resolvers_differ,
    };

    let mut verdict = verdict::verdict(&facts);
    for words in slow::sentences(survey) {
        verdict.consequence.push(' ');
        verdict.consequence.push_str(&words);
    }
    let left_out = findings.left_out();
    let findings = ordered(findings.into_vec());
    let subjects = subjects(&facts, &findings);
    Assessment {
        format: FORMAT,
        domain: survey.domain.to_string(),
        unicode: survey.unicode.clone(),
        started: survey.started,
        done: survey.ended,
        waiting: next::waiting(&facts),
        next: next::next(&facts, verdict.case, &findings),
        picture: if drawn { picture::draw(&facts, &subjects) } else { None },
        verdict,
        subjects,
        findings,
        left_out,
        texts,
    }
}

/// What refuses mail first, what is good last; within a severity the MX hosts first, then along the chain.
fn ordered(mut findings: Vec<Finding>) -> Vec<Finding> {
    let rank = |severity| match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
        Severity::Unseen => 3,
        Severity::Pending => 4,
        Severity::Good => 5,
    };
    let place = |subject| match subject {
        Subject::Domain => 0,
        Subject::MxHosts => 1,
        Subject::Record => 2,
        Subject::PolicyHost => 3,
        Subject::Policy => 4,
        Subject::TlsRpt => 5,
        Subject::Dane => 6,
        Subject::Resolvers => 7,
    };
    sort_by(&mut findings, |finding| {
        (rank(finding.severity), place(finding.subject))
    });
    findings
}

fn subjects(facts: &Facts<'_>, findings: &[Finding]) -> Vec<SubjectState> {
    let state = |subject: Subject| {
        let of_it = findings.iter().filter(|finding| finding.subject == subject);
        let found = of_it.map(|finding| finding.severity).min();
        let (fallback, summary) = match subject {
            Subject::Domain => verdict::domain_state(facts),
            Subject::Record => facts.record.state(),
            Subject::PolicyHost => facts.host.state(&facts.policy, facts.record.is_there()),
            Subject::Policy => facts.policy.state(),
            Subject::MxHosts => mx::state(facts),
            Subject::TlsRpt => facts.reporting.state(),
            Subject::Dane => dane::state(facts),
            Subject::Resolvers => resolvers::state(facts),
        };
        // What is still awaited stays so, unless something bad is known already.
        let severity = match found {
            Some(Severity::Error) => Severity::Error,
            _ if fallback == Severity::Pending => Severity::Pending,
            Some(found) => found.min(fallback),
            None => fallback,
        };
        SubjectState {
            subject,
            severity,
            summary,
        }
    };
    Subject::ALL.into_iter().map(state).collect()
}

/// The text that findings of a record point into: one of those at its name.
fn source(subject: Subject, name: &Name, found: &Found<'_>, shown: usize) -> SourceText {
    let (text, ttl) = found.texts().get(shown).copied().unwrap_or_default();
    SourceText {
        subject,
        label: format!("{name} TXT"),
        text: text.to_vec(),
        ttl: Some(ttl),
        evidence: found.evidence.clone(),
    }
}

#[cfg(test)]
mod tests;
