//! What is said outside of browsers of a policy that can't be fetched: nothing hides there why.

use super::super::assessment::{Case, Verdict};
use super::super::commands;
use super::super::facts::Survey;
use super::super::outside::Obstacle;
use super::super::rules::host as rules;
use super::verdict::CACHED;
use crate::dns::Name;
use crate::rule::{Evidence, Findings, Severity, Subject};

/// Adds what kept the policy from being fetched.
pub(super) fn find(survey: &Survey, host: &Name, obstacle: &Obstacle, findings: &mut Findings) {
    let finding = match obstacle.mend() {
        Some(mend) => rules::HOST_UNTRUSTED.finding().with_words("mend", mend),
        None => rules::HOST_UNREACHED.finding(),
    };
    let finding = finding
        .severity(obstacle.severity())
        .with("host", host)
        .with_words("fault", obstacle.words("`"))
        .snippet("Shows the answer", format!("curl -vi {}", survey.policy_url()))
        .snippet("Shows the certificate", commands::https(host.as_str()));
    findings.add(finding.about(Subject::PolicyHost, Evidence::BrowserRead));
}

/// The verdict where the record is good.
pub(super) fn verdict(domain: &str, obstacle: &Obstacle) -> Verdict {
    let severity = obstacle.severity();
    let (kind, consequence) = if severity == Severity::Error {
        (
            "no policy to be had",
            "Senders that see the same get no policy, and deliver as if there were no MTA-STS.",
        )
    } else {
        (
            "as seen from here",
            "The network or the machine that it was asked from may be at fault. Senders that can’t fetch the policy either deliver as if there were no MTA-STS.",
        )
    };
    Verdict {
        case: Case::HostUnreachable,
        severity,
        kind: kind.into(),
        sentence: format!(
            "{domain} announces a policy, but it couldn’t be fetched: {}.",
            obstacle.fault()
        ),
        consequence: format!("{consequence} {CACHED}"),
    }
}
