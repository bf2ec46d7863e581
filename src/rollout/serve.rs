//! The beginning of a roll-out: reports, the file, the record.

use super::body::Body;
use super::draft::Draft;
use super::first::Aim;
use super::names::same;
use super::plan::{Back, Kind, Paste, State, Step};
use super::times::at_most;
use super::today::Known;
use crate::make::texts::tlsrpt_record;
use crate::rule::{Findings, Severity};
use crate::sts::Mode;
use crate::tlsrpt;

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Senders aren't told of a policy that could be switched to enforce.
    None,
    /// The policy that is aimed at is in testing.
    Testing,
    /// A policy is in enforce, perhaps one that misses hosts.
    Enforce,
}

/// Since when the policy is what it is to be.
pub(super) struct Begun {
    pub at: i64,
    /// In words: `after step 3`, `after 1 Nov 2026, 12:00 UTC`, `from now on`.
    pub words: String,
    /// Whether the file is served already.
    pub served: bool,
}

/// Asks for TLS reports.
pub(super) fn reports(draft: &mut Draft<'_>) {
    let domain = draft.today.domain.to_string();
    let done = draft.today.reporting.found().is_some();
    let unseen = if draft.today.reporting.is_known() {
        ""
    } else {
        " Whether there is a record already could not be seen."
    };
    let text = tlsrpt_record(&domain, &draft.today.reports_to);
    let mut findings = Findings::faults();
    tlsrpt::parse(text.as_bytes(), &mut findings);
    let mut warnings = findings.into_vec();
    warnings.retain(|finding| finding.severity <= Severity::Warning);
    let paste = Paste {
        label: format!("TXT record at _smtp._tls.{domain}"),
        kind: Kind::Record,
        text,
        warnings,
    };
    draft.step(Step {
        key: "tls-reports",
        state: if done { State::Done } else { State::Now },
        title: "Ask for TLS reports".into(),
        words: if done {
            "Senders are asked for reports.".into()
        } else {
            format!(
                "Senders then say once a day what they would refuse (RFC 8460). Without reports the days in testing tell nothing. Use a mailbox that somebody reads.{unseen}"
            )
        },
        pastes: if done { Vec::new() } else { vec![paste] },
        back: (!done).then(|| Back {
            words: "Take the record away. Nothing depends on it.".into(),
            lasts: 0,
        }),
        ..Step::default()
    });
}

/// The file, then the record (RFC 8461 §8.1).
pub(super) fn serve(draft: &mut Draft<'_>, aim: &Aim, stage: Stage) -> Begun {
    let mx = aim.mx.as_slice();
    let live = draft.live.clone();
    let now = draft.now;
    let enforcing = stage == Stage::Enforce;
    // A policy that is in enforce stays so; it is only made to cover what it misses.
    let body = match &live {
        Some(live) if enforcing => Body {
            mx: mx.to_vec(),
            ..live.clone()
        },
        _ => Body {
            mode: Mode::Testing,
            mx: mx.to_vec(),
            max_age: aim.testing,
        },
    };
    let served = live
        .as_ref()
        .is_some_and(|live| live.mode == body.mode && same(&live.mx, &body.mx));
    let mode = body.mode.as_str();
    let mut pastes = draft.change(&body, live.as_ref(), now);
    let record = pastes.pop().into_iter().collect::<Vec<_>>();
    let first = draft.step(Step {
        key: "serve",
        state: if served { State::Done } else { State::Now },
        title: format!("Serve the policy in {mode}"),
        words: match (served, &draft.today.record) {
            (true, _) => "The policy is served as it is to be.".into(),
            (_, Known::Absent) => "Put the file up first. While there is no record, nobody looks for it.".into(),
            _ => "Put the file up first. Senders fetch it when they see a new id.".into(),
        },
        pastes: if served { Vec::new() } else { pastes },
        watch: "Check here that it is served: status 200, `text/plain`, no redirect.".into(),
        back: (!served).then(|| Back {
            words: if draft.today.record.is_absent() {
                "Take the file down. Nobody has kept it yet.".into()
            } else {
                "Serve the file of before.".into()
            },
            lasts: 0,
        }),
        ..Step::default()
    });
    let announced = served && draft.today.record.found().is_some();
    let ttl = draft.record_ttl();
    let back = if enforcing {
        draft.back("Serve the file of before, and publish one more id.", &body)
    } else {
        let lasts = ttl + body.max_age;
        let words = format!(
            "Take the record away. Senders that fetched the policy keep it for up to {}; in testing it refuses nothing.",
            at_most(lasts)
        );
        Back { words, lasts }
    };
    let second = draft.step(Step {
        key: "record",
        state: if announced { State::Done } else { State::Now },
        not_before: Some(now),
        after: if served { String::new() } else { format!("step {first} checks good") },
        title: "Publish the record".into(),
        words: if announced {
            "The record is there.".into()
        } else {
            let effect = if enforcing { "It stays in force." } else { "In testing they deliver all the same." };
            let unseen = if draft.today.record.is_known() {
                ""
            } else {
                " Whether there is a record could not be seen."
            };
            format!(
                "With a new id senders fetch the policy. {effect} Resolvers may remember what stood there before for up to {}.{unseen}",
                at_most(ttl)
            )
        },
        pastes: if announced { Vec::new() } else { record },
        watch: "Compare the resolvers here until both have it.".into(),
        back: (!announced).then_some(back),
        ..Step::default()
    });
    if announced && stage == Stage::Testing {
        let at = draft.since();
        let words = draft.since_words(at);
        return Begun { at, words, served };
    }
    Begun {
        at: now,
        words: format!("after step {second}"),
        served,
    }
}
