//! One request: how it is made.

use super::{doh, policy, probe};
use crate::dns::{Failure, Lookup, Name};
use crate::survey::facts::RedirectCheck;
use crate::survey::schedule::Attempt;
use crate::survey::{PolicyRead, ProbeReport, Question, Reply};
use web_sys::AbortSignal;

/// What a request needs to know, apart from the question.
pub(super) struct Terms {
    /// The URL, as it stands in the request list.
    pub url: String,
    /// The policy host; `None` if the domain leaves no room for its name.
    pub host: Option<Name>,
    /// Ends the request.
    pub signal: AbortSignal,
}

/// Makes the request.
pub(super) async fn run(attempt: &Attempt, terms: &Terms) -> Reply {
    let Terms { url, host, signal } = terms;
    match &attempt.question {
        Question::Dns { name, rtype } => Reply::Dns(doh::look_up(url, name, *rtype, signal).await),
        Question::Policy => Reply::Policy(policy::read(url, signal).await),
        Question::Redirect => Reply::Redirect(policy::check_redirect(url, signal).await),
        Question::Probe => match host {
            Some(host) => Reply::Probe(probe::run(host, signal).await),
            None => Reply::Probe(ProbeReport::default()),
        },
    }
}

/// The reply to a request that was given up.
pub(super) const fn timed_out(question: &Question) -> Reply {
    match question {
        Question::Dns { .. } => Reply::Dns(Lookup::Failed(Failure::TimedOut)),
        Question::Policy => Reply::Policy(PolicyRead::TimedOut),
        Question::Redirect => Reply::Redirect(RedirectCheck::Unknown),
        Question::Probe => Reply::Probe(ProbeReport {
            fetched: None,
            left_host: false,
            loaded: None,
            ran: false,
        }),
    }
}
