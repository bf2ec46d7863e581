//! What limits a verdict on a policy, told before it.

use super::super::assessment::{Case, Verdict};
use super::{Facts, policy};
use crate::dns::Rtype;
use crate::later;
use crate::rule::Severity;
use crate::sts::Policy;

/// A verdict where an MX record can't be read: the host that it names may be covered or refused.
pub(super) fn as_far_as_read(facts: &Facts<'_>, verdict: Verdict) -> Verdict {
    let mx = facts.survey.fact(&facts.survey.domain, Rtype::MX);
    let unread = mx.found().is_some_and(|found| found.resolved.is_unreadable());
    if unread && later::rest().is_some() {
        return as_far(verdict, "As far as its MX records can be read");
    }
    verdict
}

/// A verdict where the policy doesn't say so to all senders, or for no longer than they fetch it.
pub(super) fn as_far_as_kept(verdict: Verdict, policy: &Policy, text: &policy::Text<'_>) -> Verdict {
    let two_modes = text.reading.two_modes && !matches!(verdict.case, Case::Waiting | Case::Unknown);
    let unkept = policy.max_age == 0 && verdict.case == Case::Protected;
    if !(two_modes || unkept) || later::rest().is_none() {
        return verdict;
    }
    if two_modes {
        return as_far(verdict, "By the first of the two modes that the policy gives");
    }
    // RFC 8461 §3.2: whoever blocks the next fetch has switched it off.
    as_far(
        verdict,
        "Only as long as nobody blocks the policy, as no sender is to keep it",
    )
}

/// The same with what limits it before it.
fn as_far(verdict: Verdict, limit: &str) -> Verdict {
    let sentence = match verdict.sentence.split_once(' ') {
        Some((first @ ("Mail" | "Senders"), rest)) => format!("{} {rest}", first.to_ascii_lowercase()),
        _ => verdict.sentence,
    };
    Verdict {
        severity: verdict.severity.min(Severity::Warning),
        sentence: format!("{limit}: {sentence}"),
        ..verdict
    }
}
