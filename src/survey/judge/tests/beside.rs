//! What was found beside the facts.

use super::super::{judge, judge_with};
use super::ENFORCE;
use super::facts::Box;
use crate::rule::{Evidence, Severity, Subject};
use crate::survey::rules::near::NO_TLS_REPORTING;

#[test]
fn it_counts_for_its_subject_and_the_next_step() {
    let survey = Box::good().policy(ENFORCE).ended();
    let alone = judge(&survey);
    let of_record = |state: Option<&crate::survey::assessment::SubjectState>| state.map(|state| state.severity);
    assert_eq!(
        (alone.next.is_none(), of_record(alone.subject(Subject::Record))),
        (true, Some(Severity::Good))
    );
    // Any rule that warns: by what this browser saw before one is about the record.
    let evidence = Evidence::Inferred { from: "before".into() };
    let beside = NO_TLS_REPORTING.finding().about(Subject::Record, evidence);
    let assessment = judge_with(&survey, vec![beside], false);
    assert_eq!(assessment.findings[0].subject, Subject::Record);
    assert_eq!(of_record(assessment.subject(Subject::Record)), Some(Severity::Warning));
    assert_eq!(
        assessment.next.map(|next| next.anchor).as_deref(),
        Some(Subject::Record.anchor())
    );
}
