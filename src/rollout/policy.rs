//! Another policy for the same MX hosts (RFC 8461 §3.1, §8.1).

use super::body::{Body, MOST_PATTERNS};
use super::draft::{Draft, Hold};
use super::first::{Aim, roll_out};
use super::names::Patterns;
use super::plan::{State, Step};
use super::times::{at, at_most};
use super::today::Today;
use crate::sts::{Mode, Policy};
use crate::survey::judge::words::names;
use std::fmt::Write as _;

/// Plans the change to `policy`. What turns to enforce goes through testing, and is kept for a short time first.
pub(super) fn plan(draft: &mut Draft<'_>, policy: &Policy) -> String {
    let new = Body::of(policy);
    if new.mx.is_empty() && new.mode != Mode::None {
        draft.obstacle("The new policy has no `mx` line, and only `mode: none` may be without (RFC 8461 §3.2).");
    }
    if new.mx.len() > MOST_PATTERNS {
        draft.obstacle("The new policy has too many patterns; nobody can plan with that.");
    }
    if new.max_age < policy.max_age {
        draft.danger(format!(
            "`max_age` is over the RFC’s maximum; {} is planned with.",
            new.max_age
        ));
    }
    let hosts = draft.hosts().unwrap_or_default();
    if draft.live.as_ref().is_some_and(|live| live.is_same(&new)) {
        return "The policy says the same already: nothing is to be changed, and the id may stay.".into();
    }
    let was_enforce =
        draft.live.as_ref().is_some_and(|live| live.mode == Mode::Enforce) && !draft.today.record.is_absent();
    let (short, long) = (draft.options.short_max_age, draft.options.long_max_age);
    if new.mode == Mode::Enforce && !was_enforce {
        return roll_out(
            draft,
            &Aim {
                mx: new.mx,
                max_age: new.max_age,
                testing: short,
            },
        );
    }
    if new.mode == Mode::Testing && is_first(draft.today) {
        return roll_out(
            draft,
            &Aim {
                mx: new.mx,
                max_age: long,
                testing: new.max_age,
            },
        );
    }
    if new.mode == Mode::Enforce {
        draft.warn_uncovered(
            &new.mx,
            &hosts,
            "Once senders have the new policy they refuse what no line covers:",
        );
    } else if new.mode == Mode::Testing {
        draft.warn_uncovered(
            &new.mx,
            &hosts,
            "In `enforce` senders would refuse what no line of the new policy covers:",
        );
    }
    let hold = draft.hold();
    let over = hold.over(draft.now);
    let old = draft.live.clone();
    let first = change(draft, old.as_ref(), &new);
    gone(draft, old.as_ref(), &hosts, first, hold);
    match old {
        _ if over <= draft.now => "The change can be made now; what senders held before refuses nothing.".into(),
        Some(old) if old.mode == Mode::Enforce => format!(
            "The change can be made now. Some senders may go by the old policy until {}.",
            at(over)
        ),
        _ => format!(
            "The change can be made now. What senders held before may bind them until {} at most.",
            at(over)
        ),
    }
}

/// Whether nothing was published before, so that a policy in testing is the beginning of a roll-out.
pub(super) const fn is_first(today: &Today) -> bool {
    today.record.is_absent() && today.policy.is_absent()
}

fn change(draft: &mut Draft<'_>, old: Option<&Body>, new: &Body) -> usize {
    let now = draft.now;
    let pastes = draft.change(new, old, now);
    let mut words = "The file first; when it checks good, the record with the new id.".to_owned();
    match (old, new.mode) {
        (Some(old), Mode::Testing) if old.mode == Mode::Enforce => {
            words.push_str(" From then on senders report what they would refuse, and deliver.");
        }
        (_, Mode::None) => words.push_str(
            " From then on senders act as if there were no policy. To take MTA-STS away altogether, plan the removal.",
        ),
        _ => {}
    }
    if let Some(old) = old.filter(|old| old.max_age != new.max_age) {
        let longer = if new.max_age > old.max_age { "longer" } else { "shorter" };
        // Writing to a String can't fail.
        let _ = write!(
            words,
            " Senders keep it for {longer}: {} instead of {}.",
            at_most(new.max_age),
            at_most(old.max_age)
        );
    }
    let watch = if new.mode == Mode::None {
        "Check here that it is served."
    } else {
        "Check here that it is served, and read the reports of the next days."
    };
    let back = draft.back("Serve the file of before, and publish one more id.", new);
    let look = draft.look();
    let mut pastes = pastes;
    pastes.insert(pastes.len() - 1, look);
    draft.step(Step {
        key: "change",
        state: State::Now,
        not_before: Some(now),
        title: "Change the policy, then the id".into(),
        words,
        pastes,
        watch: watch.into(),
        back: Some(back),
        ..Step::default()
    })
}

/// From when on nobody goes by the old policy.
fn gone(draft: &mut Draft<'_>, old: Option<&Body>, hosts: &[String], first: usize, hold: Hold) {
    let over = hold.over(draft.now);
    if over <= draft.now {
        return;
    }
    let ttl = draft.record_ttl();
    let why = match old {
        Some(old) if old.mode == Mode::Enforce => format!(
            "the old `max_age` of {} after step {first}, and {} of TTL",
            at_most(old.max_age),
            at_most(ttl)
        ),
        _ => "the longest that an earlier policy can be held".into(),
    };
    let refused = old
        .map(|old| Patterns::of(&old.mx).uncovered(hosts))
        .unwrap_or_default();
    let mut words = "From here on every sender goes by the new policy. Until then some may go by the old one, so the MX hosts stay what they are.".to_owned();
    if old.is_some_and(|old| old.mode == Mode::Enforce) && !refused.is_empty() {
        let _ = write!(words, " Until then those senders refuse {}.", names(&refused));
    }
    draft.step(Step {
        key: "old-gone",
        not_before: Some(over),
        after: format!("step {first}"),
        why,
        title: "The old policy is gone from every sender".into(),
        words,
        ..Step::default()
    });
}
