//! One request: how it is made.

use super::{doh, policy, probe};
use crate::survey::drive::Launch;
use crate::survey::{ProbeReport, Question, Reply};
use web_sys::AbortSignal;

/// Makes the request. `signal` ends it.
pub(super) async fn run(launch: &Launch, signal: &AbortSignal) -> Reply {
    let Launch { url, host, .. } = launch;
    match &launch.question {
        Question::Dns { name, rtype } => Reply::Dns(doh::look_up(url, name, *rtype, signal).await),
        Question::Policy => Reply::Policy(policy::read(url, signal).await),
        Question::Probe => match host {
            Some(host) => Reply::Probe(probe::run(host, signal).await),
            None => Reply::Probe(ProbeReport::default()),
        },
    }
}
