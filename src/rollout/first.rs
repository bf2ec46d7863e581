//! From none over testing to enforce (RFC 8461 §8.1, §5): the first roll-out, and any policy that turns to enforce.

use super::body::{Body, add};
use super::change::clean_patterns;
use super::draft::{Draft, when};
use super::names::{Patterns, same};
use super::plan::{State, Step};
use super::serve::{Begun, Stage, reports, serve};
use super::times::{at_most, days, later};
use crate::sts::Mode;
use crate::survey::providers;
use crate::words::count;

/// The policy that it is to end with, in enforce.
pub(super) struct Aim {
    /// Its patterns.
    pub mx: Vec<String>,
    /// Its `max_age` in seconds.
    pub max_age: u64,
    /// `max_age` in seconds of the policy in testing before.
    pub testing: u64,
}

const NOT_KNOWN: &str =
    "The MX hosts aren’t known. Name them, or patterns that cover them: without, no policy can be written.";

/// Plans the first roll-out: the patterns of today where there are some, and those that today's MX hosts need.
pub(super) fn plan(draft: &mut Draft<'_>) -> String {
    let mut patterns = draft.live.as_ref().map(|live| live.mx.clone()).unwrap_or_default();
    match draft.hosts() {
        Some(hosts) => {
            let bare = Patterns::of(&patterns).uncovered(&hosts);
            add_patterns(draft, &mut patterns, &bare);
        }
        None if draft.today.hosts.is_absent() => {
            draft.obstacle("The domain takes no mail, so there is nothing to protect.");
        }
        None if !draft.today.covering.is_empty() => by_hand(draft, &mut patterns),
        None if patterns.is_empty() => draft.obstacle(NOT_KNOWN),
        None => draft.assume("The MX hosts aren’t known. That the policy covers them all is taken for granted."),
    }
    let aim = Aim {
        mx: patterns,
        max_age: draft.options.long_max_age,
        testing: draft.options.short_max_age,
    };
    roll_out(draft, &aim)
}

/// Adds what somebody says that covers the MX hosts, which could not be looked up.
fn by_hand(draft: &mut Draft<'_>, patterns: &mut Vec<String>) {
    let (named, left_out) = clean_patterns(&draft.today.covering);
    for words in left_out {
        draft.danger(words);
    }
    for pattern in named {
        add(patterns, pattern);
    }
    if patterns.is_empty() {
        draft.obstacle(NOT_KNOWN);
    } else {
        draft.assume("The MX hosts could not be looked up. That what is named covers them all is taken for granted.");
    }
}

/// Adds what covers these hosts to the patterns, and says which can't be.
pub(super) fn add_patterns(draft: &mut Draft<'_>, patterns: &mut Vec<String>, hosts: &[String]) {
    for host in hosts {
        match providers::pattern(host) {
            Some(pattern) => add(patterns, pattern),
            None => draft.danger(format!(
                "`{host}` can’t be named in a policy (RFC 8461 §3.2 wants letters, digits and hyphens). In `enforce` senders refuse it."
            )),
        }
    }
    if patterns.is_empty() {
        draft.obstacle("No MX host can be named in a policy.");
    }
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
    let testing = body(Mode::Testing, aim.testing);
    let enforce = body(Mode::Enforce, first_age);
    let enforced = enforce_step(draft, stage, &begun, tested, (&testing, &enforce), ttl);
    let last = body(Mode::Enforce, aim.max_age);
    let kept = keep_longer(draft, (stage, begun.served), enforced, &enforce, &last, ttl);
    summary(draft, stage, begun.served, enforced, kept)
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
        after: begun.words.strip_prefix("after ").filter(|_| stage == Stage::None).unwrap_or_default().to_owned(),
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
            "{} {}, and {} of TTL",
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
        Some(_) => (draft.now, "from now on".into()),
        None => (enforced, format!("after step {number}")),
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
            "{} {words}, and {} of TTL",
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
                _ if draft.today.record.is_absent() => "From no policy",
                // What could not be looked up is not absent.
                _ => "From what isn’t known today",
            };
            format!(
                "{from} to enforce {} at the earliest, if what can be done now is done now.",
                when(enforced, now)
            )
        }
    }
}
