//! Taking MTA-STS away (RFC 8461 §8.3): mode none first, then wait, then the record, then the policy.

use super::body::Body;
use super::draft::{Draft, when};
use super::plan::{State, Step};
use super::times::{at_most, later};
use crate::sts::{MAX_AGE_LIMIT, Mode};

/// Plans the removal.
pub(super) fn plan(draft: &mut Draft<'_>) -> String {
    let today = draft.today;
    let live = draft.live.clone();
    if live.is_none() && today.record.is_absent() && today.earlier == Some(0) {
        return "There is no record and no policy, and none was in `enforce`: nothing is left to be removed.".into();
    }
    let ttl = draft.record_ttl();
    let (over, why) = match &live {
        Some(live) if live.mode == Mode::None && !today.record.is_absent() => waiting(draft, live, ttl),
        _ => {
            let hold = draft.hold_of_any();
            let why = switch_off(draft, live.as_ref(), ttl);
            (hold.over(draft.now), hold.why(draft.now, why))
        }
    };
    let over = over.max(draft.now);
    let ready = draft.all_done() && over <= draft.now;
    if !ready {
        let number = draft.next() - 1;
        draft.step(Step {
            key: "wait",
            state: if draft.all_done() { State::Now } else { State::Later },
            until: Some(over),
            after: format!("step {number}"),
            why: why.clone(),
            title: "Leave record and policy where they are".into(),
            words: "A sender that holds an older policy learns of `mode: none` only from both. Don’t change MX hosts meanwhile: for such a sender the older policy still counts.".into(),
            watch: "Check here now and then that both still answer.".into(),
            ..Step::default()
        });
    }
    let off = later(over, ttl);
    take_away(draft, over, ready, why, ttl);
    format!(
        "From {} to nothing: the record may be deleted {}, and the policy host {}.",
        match &live {
            Some(live) => format!("`mode: {}`", live.mode.as_str()),
            None => "what senders may still hold".into(),
        },
        when(over, draft.now),
        when(off, draft.now)
    )
}

/// Mode none is served already. Since when it is, and what was before, tells when it is over.
fn waiting(draft: &mut Draft<'_>, live: &Body, ttl: u64) -> (i64, String) {
    let since = draft.since();
    let words = draft.since_words(since);
    let earlier = draft.today.earlier;
    if earlier.is_none() {
        draft.assume(format!(
            "What was served before `mode: none` isn’t known; the largest `max_age` of RFC 8461 is taken, {}.",
            at_most(MAX_AGE_LIMIT)
        ));
    }
    let kept = earlier.unwrap_or(MAX_AGE_LIMIT).min(MAX_AGE_LIMIT);
    draft.step(Step {
        key: "none",
        state: State::Done,
        title: "Switch off in an orderly way".into(),
        words: format!("The policy is in `mode: none`, kept for {}.", at_most(live.max_age)),
        ..Step::default()
    });
    let over = later(since, kept + ttl);
    (
        over,
        format!(
            "the `max_age` of before, {}, {words}, and {} of TTL",
            at_most(kept),
            at_most(ttl)
        ),
    )
}

/// The step to mode none; how the time after it is reckoned.
fn switch_off(draft: &mut Draft<'_>, live: Option<&Body>, ttl: u64) -> String {
    let now = draft.now;
    let off = Body {
        mode: Mode::None,
        // Some senders refuse a policy without `mx` lines in any mode (chasquid), so they stay.
        mx: live.map(|live| live.mx.clone()).unwrap_or_default(),
        max_age: draft.options.short_max_age,
    };
    let pastes = draft.change(&off, live, now);
    let back = draft.back("Serve the file of before, and publish one more id.", &off);
    let number = draft.step(Step {
        key: "none",
        state: State::Now,
        not_before: Some(now),
        title: "Switch off in an orderly way".into(),
        words: "The file first; when it checks good, the record with a new id. Senders that see it drop what they hold and deliver as without MTA-STS (RFC 8461 §8.3).".into(),
        pastes,
        watch: "Check here that `mode: none` is served.".into(),
        back: Some(back),
        ..Step::default()
    });
    let kept = live.map_or(MAX_AGE_LIMIT, |live| live.max_age);
    let which = if live.is_some() { "old" } else { "largest" };
    format!(
        "the {which} `max_age`, {}, after step {number}, and {} of TTL",
        at_most(kept),
        at_most(ttl)
    )
}

/// The record, and when nobody has it any more, the host.
fn take_away(draft: &mut Draft<'_>, over: i64, ready: bool, why: String, ttl: u64) {
    let domain = draft.today.domain.to_string();
    let off = later(over, ttl);
    let number = draft.step(Step {
        key: "record-away",
        state: if ready { State::Now } else { State::Later },
        not_before: Some(over),
        why,
        title: "Take the record away".into(),
        words: format!(
            "Delete the TXT record at `_mta-sts.{domain}`. By now no sender holds a policy that refuses anything."
        ),
        watch: "Check here that there is no record.".into(),
        ..Step::default()
    });
    let delegated = match &draft.today.delegated {
        Some(_) => " It is an alias; take that away too, before its target is somebody else’s.",
        None => "",
    };
    draft.step(Step {
        key: "host-away",
        not_before: Some(off),
        after: format!("step {number}"),
        why: format!("{} of TTL after step {number}", at_most(ttl)),
        title: "Take the policy and its host away".into(),
        words: format!("Delete the file, and the name `mta-sts.{domain}` if it serves nothing else.{delegated} The record at `_smtp._tls` may stay: it serves DANE too."),
        ..Step::default()
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollout::tests::{DAY, HOUR, NOW, YEAR, make, nothing, published, step, text, times};
    use crate::rollout::{Change, Kind, Known, Today};

    #[test]
    fn removal_waits_for_every_policy_that_was_served() {
        for (what, today, want) in [
            (
                "enforce for a year, TTL of a day",
                Today {
                    record_ttl: Some(86_400),
                    ..published("enforce", MAX_AGE_LIMIT)
                },
                vec![
                    ("none", Some(0)),
                    ("wait", Some(0)),
                    ("record-away", Some(DAY + YEAR)),
                    ("host-away", Some(2 * DAY + YEAR)),
                ],
            ),
            (
                "testing: the RFC makes no difference",
                published("testing", 604_800),
                vec![
                    ("none", Some(0)),
                    ("wait", Some(0)),
                    ("record-away", Some(7 * DAY + HOUR)),
                    ("host-away", Some(7 * DAY + 2 * HOUR)),
                ],
            ),
            (
                "a longer one before",
                Today {
                    earlier: Some(2_419_200),
                    since: Some(NOW - DAY),
                    ..published("enforce", 86_400)
                },
                vec![
                    ("none", Some(0)),
                    ("wait", Some(0)),
                    ("record-away", Some(27 * DAY + HOUR)),
                    ("host-away", Some(27 * DAY + 2 * HOUR)),
                ],
            ),
            (
                "none for 10 days, two weeks before that",
                Today {
                    earlier: Some(1_209_600),
                    since: Some(NOW - 10 * DAY),
                    ..published("none", 86_400)
                },
                vec![
                    ("none", None),
                    ("wait", Some(0)),
                    ("record-away", Some(4 * DAY + HOUR)),
                    ("host-away", Some(4 * DAY + 2 * HOUR)),
                ],
            ),
            (
                "none for 20 days, two weeks before that",
                Today {
                    earlier: Some(1_209_600),
                    since: Some(NOW - 20 * DAY),
                    ..published("none", 86_400)
                },
                vec![("none", None), ("record-away", Some(0)), ("host-away", Some(HOUR))],
            ),
            (
                "none, and nothing known of before",
                Today {
                    earlier: None,
                    ..published("none", 86_400)
                },
                vec![
                    ("none", None),
                    ("wait", Some(0)),
                    ("record-away", Some(YEAR + HOUR)),
                    ("host-away", Some(YEAR + 2 * HOUR)),
                ],
            ),
            (
                "a policy that can't be seen",
                Today {
                    policy: Known::Unknown,
                    ..published("none", 86_400)
                },
                vec![
                    ("none", Some(0)),
                    ("wait", Some(0)),
                    ("record-away", Some(YEAR + HOUR)),
                    ("host-away", Some(YEAR + 2 * HOUR)),
                ],
            ),
            ("nothing there, and nothing was", nothing(), vec![]),
            (
                "taken away too early",
                Today {
                    earlier: Some(1_209_600),
                    since: Some(NOW - DAY),
                    ..nothing()
                },
                vec![
                    ("none", Some(0)),
                    ("wait", Some(0)),
                    ("record-away", Some(13 * DAY + HOUR)),
                    ("host-away", Some(13 * DAY + 2 * HOUR)),
                ],
            ),
        ] {
            let plan = make(&today, &Change::Removal);
            let found: Vec<_> = times(&plan).iter().map(|(key, _, at)| (*key, *at)).collect();
            assert_eq!(found, want, "{what}: {plan:#?}");
        }
        let plan = make(&published("enforce", 86_400), &Change::Removal);
        let off = text(step(&plan, "none"), Kind::Policy);
        assert_eq!(
            off,
            "version: STSv1\nmode: none\nmx: mx1.example.com\nmx: mx2.example.com\nmax_age: 86400\n"
        );
    }
}
