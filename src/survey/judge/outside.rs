//! What is said outside of browsers of a policy that can't be fetched: nothing hides there why.

use super::super::assessment::{Case, Verdict};
use super::super::commands;
use super::super::facts::Survey;
use super::super::outside::Obstacle;
use super::verdict::CACHED;
use crate::dns::Name;
use crate::rule::{Evidence, Findings, Subject};

/// Adds what kept the policy from being fetched.
pub(super) fn find(survey: &Survey, host: &Name, obstacle: &Obstacle, findings: &mut Findings) {
    let finding = obstacle.rule().finding().severity(obstacle.severity());
    let finding = match obstacle.mend() {
        "" => finding,
        mend => finding.with_words("mend", mend),
    };
    let finding = finding
        .with("host", host)
        .with_words("fault", obstacle.words("`"))
        .snippet("Shows the answer", format!("curl -i {}", survey.policy_url()))
        .snippet("Shows the certificate", commands::https(host.as_str()));
    findings.add(finding.about(Subject::PolicyHost, Evidence::BrowserRead));
}

/// That nobody looks at what the mail servers offer.
pub(super) const fn unseen(survey: &Survey) -> &'static str {
    match survey.outside {
        None => "can’t be seen from a browser",
        Some(_) => "isn’t looked at here",
    }
}

/// By which policy a verdict is, where the user brought it.
pub(super) const fn brought(survey: &Survey) -> &'static str {
    match survey.outside {
        None => ", by the pasted policy",
        Some(_) => ", by the policy that was brought",
    }
}

/// The verdict where the record is good.
pub(super) fn verdict(domain: &str, obstacle: &Obstacle) -> Verdict {
    let (kind, consequence) = obstacle.verdict();
    Verdict {
        case: Case::HostUnreachable,
        severity: obstacle.severity(),
        kind: kind.into(),
        sentence: format!(
            "{domain} announces a policy, but it couldn’t be fetched: {}.",
            obstacle.fault()
        ),
        consequence: format!("{consequence} {CACHED}"),
    }
}
