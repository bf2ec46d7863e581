//! From none over testing to enforce (RFC 8461 §8.1, §5): the first roll-out, and any policy that turns to enforce.

use super::body::{Body, add, same, uncovered};
use super::draft::{Draft, when};
use super::plan::{Back, Kind, Paste, State, Step};
use super::times::{at_most, days, later};
use super::today::Known;
use crate::sts::{Mode, mx};
use crate::survey::providers;
use crate::survey::words::count;

/// The policy that it is to end with, in enforce.
pub(super) struct Aim {
    /// Its patterns.
    pub mx: Vec<String>,
    /// Its `max_age` in seconds.
    pub max_age: u64,
}

/// Plans the first roll-out: the patterns of today where there are some, and those that today's MX hosts need.
pub(super) fn plan(draft: &mut Draft<'_>) -> String {
    let mut patterns = draft.live.as_ref().map(|live| live.mx.clone()).unwrap_or_default();
    match draft.hosts() {
        Some(hosts) => {
            for host in uncovered(&patterns, &hosts) {
                match pattern(&host) {
                    Some(pattern) => add(&mut patterns, pattern),
                    None => draft.danger(format!(
                        "`{host}` can’t be named in a policy (RFC 8461 §3.2 wants letters, digits and hyphens). In `enforce` senders refuse it."
                    )),
                }
            }
            if patterns.is_empty() {
                draft.obstacle("No MX host can be named in a policy.");
            }
        }
        None if draft.today.hosts.is_absent() => {
            draft.obstacle("The domain takes no mail, so there is nothing to protect.");
        }
        None if patterns.is_empty() => draft.obstacle("The MX hosts aren’t known, so no policy can be written."),
        None => draft.assume("The MX hosts aren’t known. That the policy covers them all is taken for granted."),
    }
    let aim = Aim {
        mx: patterns,
        max_age: draft.options.long_max_age,
    };
    roll_out(draft, &aim)
}

/// The pattern for a host: the one that its provider is known by, which the provider’s other hosts fit too; else its name.
pub(super) fn pattern(host: &str) -> Option<String> {
    let covers = |pattern: &&&str| mx::compare(pattern, host).is_match();
    let theirs = providers::of_mx(host).and_then(|provider| provider.patterns.iter().find(covers));
    let pattern = theirs.map_or(host, |theirs| *theirs);
    mx::is_pattern(pattern.as_bytes()).then(|| pattern.to_owned())
}

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Senders aren't told of a policy that could be switched to enforce.
    None,
    /// The policy that is aimed at is in testing.
    Testing,
    /// A policy is in enforce, perhaps one that misses hosts.
    Enforce,
}

/// The steps to `aim`.
pub(super) fn roll_out(draft: &mut Draft<'_>, aim: &Aim) -> String {
    let fits = draft.live.as_ref().is_some_and(|live| same(&live.mx, &aim.mx));
    let stage = match draft.live.as_ref().map(|live| live.mode) {
        Some(Mode::Testing) if fits && draft.today.record.found().is_some() => Stage::Testing,
        // Where the record can't be seen, the worse is taken: that senders are told of it.
        Some(Mode::Enforce) if !draft.today.record.is_absent() => Stage::Enforce,
        _ => Stage::None,
    };
    if draft.live.is_none() && !draft.today.record.is_absent() {
        draft.assume(
            "The policy of today isn’t known; the plan begins as if there were none. If one is in `enforce` already, bring it here first.",
        );
    }
    reports(draft);
    let begun = serve(draft, aim, stage);
    let ttl = draft.record_ttl();
    // Days are counted from when the last resolver has the record; senders report from then on.
    let wait = ttl + days(draft.options.testing_days);
    let tested = match stage {
        Stage::Enforce => draft.now,
        _ => later(begun.at, wait),
    };
    watch(draft, stage, &begun, tested);
    let first_age = draft.options.short_max_age.min(aim.max_age);
    let body = |mode, max_age| Body {
        mode,
        mx: aim.mx.clone(),
        max_age,
    };
    let testing = body(Mode::Testing, draft.options.short_max_age);
    let enforce = body(Mode::Enforce, first_age);
    let enforced = enforce_step(draft, stage, &begun, tested, (&testing, &enforce), ttl);
    let last = body(Mode::Enforce, aim.max_age);
    let kept = keep_longer(draft, (stage, begun.served), enforced, &enforce, &last, ttl);
    summary(draft, stage, begun.served, enforced, kept)
}

/// Since when the policy is what it is to be.
struct Begun {
    at: i64,
    /// In words: `step 3`, `1 Nov 2026, 12:00 UTC`.
    words: String,
    /// Whether the file is served already.
    served: bool,
}

fn reports(draft: &mut Draft<'_>) {
    let domain = draft.today.domain.to_string();
    let done = draft.today.reporting.found().is_some();
    let unseen = if draft.today.reporting.is_known() {
        ""
    } else {
        " Whether there is a record already could not be seen."
    };
    let paste = Paste {
        label: format!("TXT record at _smtp._tls.{domain}"),
        kind: Kind::Record,
        text: format!("v=TLSRPTv1; rua=mailto:tls-reports@{domain}"),
        warnings: Vec::new(),
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
fn serve(draft: &mut Draft<'_>, aim: &Aim, stage: Stage) -> Begun {
    let live = draft.live.clone();
    let now = draft.now;
    let enforcing = stage == Stage::Enforce;
    // A policy that is in enforce stays so; it is only made to cover what it misses.
    let body = match &live {
        Some(live) if enforcing => Body {
            mx: aim.mx.clone(),
            ..live.clone()
        },
        _ => Body {
            mode: Mode::Testing,
            mx: aim.mx.clone(),
            max_age: draft.options.short_max_age,
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
            (true, _) => "The policy is served, and covers the MX hosts.".into(),
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
        back: (!announced).then(|| Back {
            words: if enforcing {
                "Serve the file of before, and publish one more id.".into()
            } else {
                "Take the record away. Senders that fetched the policy keep it; in testing it refuses nothing.".into()
            },
            lasts: 0,
        }),
        ..Step::default()
    });
    if announced && stage == Stage::Testing {
        let at = draft.since();
        let words = draft.since_words(at);
        return Begun { at, words, served };
    }
    Begun {
        at: now,
        words: format!("step {second}"),
        served,
    }
}

fn watch(draft: &mut Draft<'_>, stage: Stage, begun: &Begun, tested: i64) {
    let done = stage == Stage::Enforce || (stage == Stage::Testing && tested <= draft.now);
    draft.step(Step {
        key: "watch",
        state: match stage {
            _ if done => State::Done,
            Stage::Testing => State::Now,
            _ => State::Later,
        },
        not_before: Some(begun.at.max(draft.now)),
        until: (!done).then_some(tested),
        after: if done { String::new() } else { begun.words.clone() },
        title: "Watch the reports".into(),
        words: if done {
            "The policy was in testing for long enough.".into()
        } else {
            "Daily reports show what `enforce` would refuse. Read them here. Mend what they show, and let the days begin again.".into()
        },
        ..Step::default()
    });
}

fn enforce_step(
    draft: &mut Draft<'_>,
    stage: Stage,
    begun: &Begun,
    tested: i64,
    (testing, enforce): (&Body, &Body),
    ttl: u64,
) -> i64 {
    let done = stage == Stage::Enforce;
    let at = tested.max(draft.now);
    let ready = stage == Stage::Testing && tested <= draft.now;
    let hosts = draft.hosts().unwrap_or_default();
    draft.warn_uncovered(&enforce.mx, &hosts, "In `enforce` senders refuse what no line covers:");
    let old = draft
        .live
        .clone()
        .filter(|live| live.mode == Mode::Testing && stage == Stage::Testing);
    let pastes = draft.change(enforce, Some(old.as_ref().unwrap_or(testing)), at);
    let short = if enforce.max_age < crate::sts::TWO_WEEKS {
        " That `max_age` is short is meant so, whatever a check says of it."
    } else {
        ""
    };
    let lasts = at_most(ttl + enforce.max_age);
    let back = draft.back("Serve `mode: testing` and publish a new id.", enforce);
    draft.step(Step {
        key: "enforce",
        state: match stage {
            Stage::Enforce => State::Done,
            _ if ready => State::Now,
            _ => State::Later,
        },
        not_before: Some(at),
        after: if done { String::new() } else { "the reports are clean, and no point of the gate is unmet".into() },
        why: format!(
            "{} after {}, and {} of TTL",
            count(draft.options.testing_days as usize, "day"),
            begun.words,
            at_most(ttl)
        ),
        title: format!("Switch to enforce, kept for {}", at_most(enforce.max_age)),
        words: if done {
            "The policy is in enforce.".into()
        } else {
            format!("The file first; when it checks good, the record. From here a mistake refuses mail, and for {lasts} at most after it is mended.{short}")
        },
        pastes: if done { Vec::new() } else { pastes },
        watch: "Check here, and read the next reports: a failed session now is a mail that waits.".into(),
        back: (!done).then_some(back),
        ..Step::default()
    });
    at
}

/// The longer `max_age`; when it may be, `None` where it is there already.
fn keep_longer(
    draft: &mut Draft<'_>,
    (stage, served): (Stage, bool),
    enforced: i64,
    first: &Body,
    last: &Body,
    ttl: u64,
) -> Option<i64> {
    let live = draft.live.clone().filter(|_| stage == Stage::Enforce);
    let done = live.as_ref().is_some_and(|live| live.max_age >= last.max_age);
    if !done && live.is_none() && last.max_age <= first.max_age {
        return None;
    }
    let wait = ttl + days(draft.options.enforce_days);
    let number = draft.next() - 1;
    let (from, words) = match &live {
        Some(_) if served && !done => {
            let since = draft.since();
            (since, draft.since_words(since))
        }
        Some(_) => (draft.now, "now".into()),
        None => (enforced, format!("step {number}")),
    };
    let at = later(from, wait).max(draft.now);
    let pastes = draft.change(last, Some(live.as_ref().unwrap_or(first)), at);
    let back = draft.back("Serve the file of before and publish a new id.", last);
    let long = at_most(last.max_age);
    draft.step(Step {
        key: "keep-longer",
        state: match live {
            _ if done => State::Done,
            Some(_) if at <= draft.now => State::Now,
            _ => State::Later,
        },
        not_before: Some(at),
        after: "the reports stay clean".into(),
        why: format!(
            "{} after {words}, and {} of TTL",
            count(draft.options.enforce_days as usize, "day"),
            at_most(ttl)
        ),
        title: format!("Let senders keep it for {long}"),
        words: if done {
            format!("Senders keep it for {} already.", at_most(live.map_or(0, |live| live.max_age)))
        } else {
            format!(
                "The file first, then a new id. The longer it is kept, the longer nobody can suppress it. From now on plan each change of MX hosts here: a sender can hold this policy for {}.",
                at_most(ttl + last.max_age)
            )
        },
        pastes: if done { Vec::new() } else { pastes },
        back: (!done).then_some(back),
        ..Step::default()
    });
    (!done).then_some(at)
}

fn summary(draft: &Draft<'_>, stage: Stage, served: bool, enforced: i64, kept: Option<i64>) -> String {
    let now = draft.now;
    match (stage, kept) {
        (Stage::Enforce, _) if !served => "In enforce already, but not every MX host is covered: mend that now.".into(),
        (Stage::Enforce, None) => {
            "The policy is in enforce, and senders keep it for long enough: nothing is left to be done.".into()
        }
        (Stage::Enforce, Some(at)) => {
            format!(
                "In enforce already; senders may be let keep the policy for longer {}.",
                when(at, now)
            )
        }
        (Stage::Testing, _) if enforced <= now => "From testing to enforce: now, if the reports are clean.".into(),
        (Stage::Testing, _) => format!("From testing to enforce {} at the earliest.", when(enforced, now)),
        (Stage::None, _) => {
            let from = match draft.live.as_ref().map(|live| live.mode) {
                Some(Mode::None) => "From `mode: none`",
                Some(Mode::Testing) => "From testing",
                _ => "From no policy",
            };
            format!(
                "{from} to enforce {} at the earliest, if what can be done now is done now.",
                when(enforced, now)
            )
        }
    }
}
