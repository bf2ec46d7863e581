//! The judgement: verdict, findings, matrix and next step from the facts, at any moment.

use super::assessment::{Assessment, Case, Certainty, Chain, Edge, FORMAT, Stage, Verdict};
use super::facts::Survey;
use crate::rule::Severity;

/// Judges what is known so far.
#[must_use]
pub fn judge(survey: &Survey) -> Assessment {
    let stage = Stage {
        severity: Severity::Pending,
        certainty: Certainty::Unseen,
        head: String::new(),
        lines: Vec::new(),
        caption: String::new(),
    };
    let edge = Edge {
        severity: Severity::Pending,
        certainty: Certainty::Unseen,
    };
    Assessment {
        format: FORMAT,
        domain: survey.domain.to_string(),
        unicode: survey.unicode.clone(),
        started: survey.started,
        done: survey.ended,
        waiting: Vec::new(),
        verdict: Verdict {
            case: Case::Waiting,
            severity: Severity::Pending,
            kind: String::new(),
            sentence: format!("Checking {}", survey.domain),
            consequence: String::new(),
        },
        next: None,
        subjects: Vec::new(),
        findings: Vec::new(),
        left_out: 0,
        chain: Chain {
            record: stage.clone(),
            host: stage.clone(),
            policy: stage.clone(),
            mx: stage,
            record_to_host: edge,
            host_to_policy: edge,
            lines: Vec::new(),
            more_lines: 0,
            hosts: Vec::new(),
            title: String::new(),
            words: Vec::new(),
        },
        matrix: None,
        texts: Vec::new(),
        probe: Vec::new(),
        bridge: None,
        unseen: Vec::new(),
    }
}
