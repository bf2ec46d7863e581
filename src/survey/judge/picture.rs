//! The picture: the chain, the matrix, what the probes saw, how to bring the policy, what a browser can't see.

use super::super::assessment::SubjectState;
use super::super::facts::{PolicyRead, Question, Reply, Survey};
use super::super::picture::{Bridge, Picture, ProbeRow};
use super::policy::{Probe, probe_verdict};
use super::{Facts, chain, host, matrix, unseen};
use crate::later;
use crate::rule::Severity;

/// Draws what is known; none where a program only judges.
pub(super) fn draw(facts: &Facts<'_>, subjects: &[SubjectState]) -> Option<Picture> {
    let rest = later::rest()?;
    Some(Picture {
        chain: chain::draw(facts, subjects),
        matrix: matrix::matrix(facts),
        probe: probe_rows(facts.survey),
        bridge: bridge(facts),
        unseen: unseen::list(facts),
        rest,
    })
}

/// The ways to bring the policy: offered wherever it could not be read, or wasn't asked for since that isn't safe.
fn bridge(facts: &Facts<'_>) -> Option<Bridge> {
    let not_asked = matches!(facts.host, host::State::PartlyPrivate(_)) && facts.record.is_there();
    if !facts.policy.wants_paste() && !not_asked {
        return None;
    }
    let url = facts.survey.policy_url();
    Some(Bridge {
        curl: format!("curl -si {url}"),
        url,
    })
}

/// What the probes saw, with the known false alarms.
fn probe_rows(survey: &Survey) -> Vec<ProbeRow> {
    let Some(Reply::Probe(report)) = survey.reply(&Question::Probe).map(|reported| &reported.reply) else {
        return Vec::new();
    };
    // What the fetch came to, beside which the probes ran.
    let fetch = match survey.reply(&Question::Policy).map(|reported| &reported.reply) {
        // It was slow and came all the same: the probes have nothing to add.
        Some(Reply::Policy(PolicyRead::Readable { .. })) => return Vec::new(),
        Some(Reply::Policy(PolicyRead::TimedOut)) => Some("no complete answer within a minute"),
        Some(Reply::Policy(PolicyRead::Refused)) => None,
        _ => Some("no complete answer yet"),
    };
    let row = |asked: &str, severity, seen: &str, unless: &str| ProbeRow {
        asked: asked.to_owned(),
        severity,
        seen: seen.to_owned(),
        unless: unless.to_owned(),
    };
    let verdict = probe_verdict(*report);
    let reached = !matches!(verdict, Probe::Unreachable | Probe::NotRun);
    let unseen = Severity::Unseen;
    let (seen, unless) = match fetch {
        Some(seen) => (seen, ""),
        None if reached => ("closed: it loads, but may not be read", "the request failed by chance"),
        None => ("turned down", "an extension or a proxy blocks it"),
    };
    let mut rows = vec![row("Read the file as a web page may", unseen, seen, unless)];
    if verdict == Probe::NotRun {
        rows.push(row("The probe", unseen, "it didn’t run, or not to its end", ""));
        return rows;
    }
    rows.push(if reached {
        row(
            "Trusted TLS for the policy host",
            Severity::Good,
            "yes",
            "a root is trusted by this device only",
        )
    } else {
        row(
            "Trusted TLS for the policy host",
            Severity::Warning,
            "no request came through",
            "an extension, a company’s proxy or `Cross-Origin-Resource-Policy` blocks it",
        )
    });
    rows.push(match verdict {
        Probe::Success => row(
            "Status 2xx",
            Severity::Good,
            "yes",
            "what loads is a web page and no policy: the text shows it",
        ),
        Probe::ErrorStatus => row(
            "Status 2xx",
            Severity::Warning,
            "no",
            "the host sends `X-Frame-Options`",
        ),
        _ => row("Status 2xx", unseen, "can’t be told", ""),
    });
    rows.push(match verdict {
        Probe::Redirects(_) => row(
            "Redirect to another host",
            Severity::Error,
            "yes",
            "an extension sends the request elsewhere",
        ),
        _ if reached => row(
            "Redirect to another host",
            Severity::Good,
            "none",
            "a redirect on the same host can’t be told",
        ),
        _ => row("Redirect to another host", unseen, "can’t be told", ""),
    });
    rows
}
