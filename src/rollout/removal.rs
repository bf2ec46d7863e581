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
    let (ended, words) = draft.ended();
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
    let over = later(ended, kept + ttl);
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

    /// When the record goes, in seconds from now, and the host; `None` for no plan.
    fn away(today: &Today) -> Option<(i64, i64)> {
        let plan = make(today, &Change::Removal);
        let at = |key: &str| plan.steps.iter().find(|step| step.key == key)?.not_before;
        Some((at("record-away")? - NOW, at("host-away")? - NOW))
    }

    fn since(days: i64, earlier: Option<u64>, today: Today) -> Today {
        Today {
            since: Some(NOW - days * DAY),
            earlier,
            ..today
        }
    }

    #[test]
    fn removal_waits_for_every_policy_that_was_served() {
        let year = Today {
            record_ttl: Some(86_400),
            ..published("enforce", MAX_AGE_LIMIT)
        };
        let unseen = Today {
            policy: Known::Unknown,
            ..published("none", 86_400)
        };
        let unknown = Today {
            earlier: None,
            ..nothing()
        };
        for (what, today, want) in [
            ("enforce for a year, TTL of a day", year, Some((DAY + YEAR, DAY))),
            (
                "testing: the RFC makes no difference",
                published("testing", 604_800),
                Some((7 * DAY + HOUR, HOUR)),
            ),
            (
                "a longer one before",
                since(1, Some(2_419_200), published("enforce", 86_400)),
                Some((27 * DAY + HOUR, HOUR)),
            ),
            ("a policy that can't be seen", unseen, Some((YEAR + HOUR, HOUR))),
            ("nothing there, and nothing was", nothing(), None),
            (
                "nothing there, and nothing known of before",
                unknown,
                Some((YEAR + HOUR, HOUR)),
            ),
            (
                "taken away too early",
                since(1, Some(1_209_600), nothing()),
                Some((13 * DAY + HOUR, HOUR)),
            ),
        ] {
            let want = want.map(|(record, ttl)| (record, record + ttl));
            assert_eq!(away(&today), want, "{what}");
            let plan = make(&today, &Change::Removal);
            let first: Vec<_> = times(&plan).into_iter().take(2).collect();
            let switch = [("none", State::Now, Some(0)), ("wait", State::Later, Some(0))];
            assert_eq!(first, switch[..if want.is_some() { 2 } else { 0 }], "{what}");
        }
        let plan = make(&published("enforce", 86_400), &Change::Removal);
        assert_eq!(
            text(step(&plan, "none"), Kind::Policy),
            "version: STSv1\nmode: none\nmx: mx1.example.com\nmx: mx2.example.com\nmax_age: 86400\n"
        );
    }

    #[test]
    fn an_earlier_policy_counts_from_when_it_was_last_served() {
        let said = |days: Option<i64>, today: Today| Today {
            earlier: Some(1_209_600),
            earlier_ended: days.map(|days| NOW - days * DAY),
            ..today
        };
        for (what, today, want) in [
            ("taken away, nobody says when", said(None, nothing()), 14 * DAY + HOUR),
            ("taken away four days ago", said(Some(4), nothing()), 10 * DAY + HOUR),
            (
                "off, nobody says since when",
                said(None, published("none", 86_400)),
                14 * DAY + HOUR,
            ),
            (
                "off for four days",
                said(Some(4), published("none", 86_400)),
                10 * DAY + HOUR,
            ),
            ("said to end in the future", said(Some(-9), nothing()), 14 * DAY + HOUR),
            ("long over", said(Some(100), nothing()), 0),
        ] {
            assert_eq!(away(&today), Some((want, want + HOUR)), "{what}");
        }
    }

    #[test]
    fn mode_none_was_served_for_long_enough_or_not() {
        let none = || published("none", 86_400);
        for (what, today, want) in [
            (
                "two weeks before, off for 10 days",
                since(10, Some(1_209_600), none()),
                4 * DAY + HOUR,
            ),
            (
                "two weeks before, off for 20 days",
                since(20, Some(1_209_600), none()),
                0,
            ),
            (
                "off for 20 days, nothing known of before",
                since(20, None, none()),
                YEAR + HOUR - 20 * DAY,
            ),
            ("off for over a year", since(400, None, none()), 0),
        ] {
            assert_eq!(away(&today), Some((want, want + HOUR)), "{what}");
            let plan = make(&today, &Change::Removal);
            assert_eq!(step(&plan, "none").state, State::Done, "{what}");
            assert_eq!(plan.steps.iter().any(|step| step.key == "wait"), want > 0, "{what}");
            let state = if want > 0 { State::Later } else { State::Now };
            assert_eq!(step(&plan, "record-away").state, state, "{what}");
        }
        let unknown = Today {
            earlier: None,
            ..none()
        };
        assert_eq!(away(&unknown), Some((YEAR + HOUR, YEAR + 2 * HOUR)));
    }
}
