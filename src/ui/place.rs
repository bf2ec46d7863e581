//! Where on the page something stands: the ids that links and tests go by.

use crate::rule::{Severity, Subject};
use crate::survey::Assessment;

/// The id of the finding at `index`: `f-STS301`, from the second of a rule on `f-STS301-2`.
#[must_use]
pub fn finding(assessment: &Assessment, index: usize) -> String {
    let Some(code) = assessment.findings.get(index).map(|finding| finding.rule.code) else {
        return String::new();
    };
    let before = assessment
        .findings
        .iter()
        .take(index)
        .filter(|finding| finding.rule.code == code)
        .count();
    match before {
        0 => format!("f-{code}"),
        _ => format!("f-{code}-{}", before + 1),
    }
}

/// Where a subject is shown: its own section, or its worst finding, or among what is good.
#[must_use]
pub fn subject(assessment: &Assessment, subject: Subject) -> String {
    let has_section = match subject {
        Subject::MxHosts => true,
        Subject::PolicyHost => !assessment.probe().is_empty(),
        Subject::Policy if assessment.bridge().is_some() => return "bridge".to_owned(),
        Subject::Policy | Subject::Record | Subject::TlsRpt => assessment.text(subject).is_some(),
        Subject::Domain | Subject::Dane | Subject::Resolvers => false,
    };
    let bad = assessment
        .findings
        .iter()
        .position(|finding| finding.subject == subject && finding.severity < Severity::Unseen);
    match bad {
        _ if has_section => subject.anchor().to_owned(),
        Some(index) => self::finding(assessment, index),
        None => "good".to_owned(),
    }
}

/// The id that an anchor of the judgement leads to: a subject's, a rule's code, or a section's own.
#[must_use]
pub fn resolve(assessment: &Assessment, anchor: &str) -> String {
    if let Some(named) = Subject::ALL.into_iter().find(|subject| subject.anchor() == anchor) {
        return subject(assessment, named);
    }
    let code = anchor.strip_prefix("f-").unwrap_or(anchor);
    match assessment.findings.iter().position(|finding| finding.rule.code == code) {
        Some(index) => finding(assessment, index),
        None => anchor.to_owned(),
    }
}
