//! What the scenarios speak of is there, and what there is has a scenario: rules, verdicts, kinds of evidence.

use crate::Outcome;
use crate::scenario::{Finding, Scenario};
use crate::trials::all_right;
use mta_sts_lens::registry;
use mta_sts_lens::rule::Severity;
use mta_sts_lens::survey::assessment::Case;
use std::collections::BTreeSet;

/// Every verdict that a complete report can have.
const CASES: [Case; 19] = [
    Case::Protected,
    Case::PartlyRefused,
    Case::Refused,
    Case::Testing,
    Case::TestingMisfit,
    Case::Off,
    Case::RecordInvalid,
    Case::TwoRecords,
    Case::PolicyInvalid,
    Case::SendersDiffer,
    Case::RecordWithoutPolicy,
    Case::PolicyWithoutRecord,
    Case::NotSetUp,
    Case::NoMail,
    Case::NotReadable,
    Case::HostUnreachable,
    Case::ResolversDiffer,
    Case::Unknown,
    Case::NoSuchDomain,
];

/// Every kind of evidence that a finding in the browser has. What can't be observed is no finding: it stands in a
/// section of its own, with the commands that show it.
const KINDS: [&str; 5] = ["dns", "browser-read", "probe", "pasted", "inferred"];

/// How many scenarios there are at least.
const LEAST: usize = 60;

/// Fails where a scenario names what doesn't exist: a misspelt rule in `not-rules` would always pass.
pub fn check(scenarios: &[(String, Scenario)]) -> Outcome<()> {
    let mut rules: BTreeSet<&str> = registry::all().flat_map(|rule| [rule.code, rule.name]).collect();
    let severities = [
        Severity::Error,
        Severity::Warning,
        Severity::Note,
        Severity::Unseen,
        Severity::Good,
    ];
    let severities: BTreeSet<String> = severities.into_iter().map(word).collect();
    rules.extend(severities.iter().map(String::as_str));
    let cases: BTreeSet<String> = CASES.into_iter().map(word).collect();
    let mut amiss = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (file, scenario) in scenarios {
        let expect = &scenario.expect;
        let full: Vec<_> = expect.rules.iter().map(Finding::full).collect();
        let named = full
            .iter()
            .map(|finding| &finding.name)
            .chain(&expect.not_rules)
            .chain(expect.evidence.keys());
        amiss.extend(
            named
                .filter(|name| !rules.contains(name.as_str()))
                .map(|name| format!("{file}: no rule {name}")),
        );
        let severe = full.iter().filter_map(|finding| finding.severity.as_ref());
        amiss.extend(
            severe
                .filter(|word| !severities.contains(*word))
                .map(|word| format!("{file}: no severity {word}")),
        );
        let kinds = expect.rules.iter().filter_map(|rule| match rule {
            Finding::Long(rule) => rule.evidence.as_deref(),
            Finding::Short(_) => None,
        });
        for kind in kinds.chain(expect.evidence.values().map(String::as_str)) {
            if !KINDS.contains(&kind) {
                amiss.push(format!("{file}: no evidence {kind}"));
            }
            seen.insert(kind);
        }
        if let Some(case) = expect.verdict.as_deref() {
            if !cases.contains(case) {
                amiss.push(format!("{file}: no verdict {case}"));
            }
            seen.insert(case);
        }
    }
    let all = cases.iter().map(String::as_str).chain(KINDS);
    amiss.extend(
        all.filter(|word| !seen.contains(word))
            .map(|word| format!("no scenario shows {word}")),
    );
    if scenarios.len() < LEAST {
        amiss.push(format!("{} scenarios, fewer than {LEAST}", scenarios.len()));
    }
    all_right(&amiss)
}

/// The word that stands for it in JSON.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
