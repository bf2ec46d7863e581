use super::*;
use crate::dns::{Name, Rtype};

fn dns(name: &str) -> Question {
    Question::Dns {
        name: Name::parse(name).unwrap(),
        rtype: Rtype::TXT,
    }
}

fn want(question: Question, twice: bool) -> Want {
    Want {
        question,
        why: "the record",
        twice,
    }
}

/// A schedule that wants these, at time 0, and its first step.
fn begin(resolvers: usize, wants: Vec<Want>) -> (Schedule, Step) {
    let mut schedule = Schedule::new(resolvers);
    schedule.want(wants);
    let step = schedule.step(0);
    (schedule, step)
}

/// Resolvers of the requests to start.
fn whom(step: &Step) -> Vec<Option<usize>> {
    step.start.iter().map(|attempt| attempt.resolver).collect()
}

#[test]
fn the_preferred_resolver_is_asked_alone_and_the_check_ends_with_its_answer() {
    let (mut schedule, step) = begin(2, vec![want(dns("a.test"), false)]);
    assert_eq!(whom(&step), [Some(0)]);
    assert_eq!(step.wake_at, Some(HEDGE_AFTER));
    assert_eq!(step.start[0].reason(), "the record");
    assert!(!schedule.is_done());
    assert_eq!(schedule.ended(0, Ended::Answered), Some(false));
    assert!(schedule.is_done());
    assert_eq!(schedule.step(50), Step::default());
}

#[test]
fn what_is_wanted_again_is_asked_once() {
    let (mut schedule, _) = begin(2, vec![want(dns("a.test"), false), want(dns("a.test"), true)]);
    schedule.want(vec![want(dns("a.test"), true)]);
    assert_eq!(whom(&schedule.step(10)), []);
}

#[test]
fn twice_asks_two_and_waits_for_both() {
    let (mut schedule, step) = begin(3, vec![want(dns("a.test"), true)]);
    assert_eq!(whom(&step), [Some(0), Some(1)]);
    schedule.ended(0, Ended::Answered);
    assert!(!schedule.is_done());
    assert_eq!(schedule.step(100).wake_at, Some(HEDGE_AFTER), "it is slow from then on");
    let step = schedule.step(HEDGE_AFTER);
    assert_eq!((step.slow, step.wake_at), (vec![1], Some(PATIENCE)));
    schedule.ended(1, Ended::Answered);
    assert!(schedule.is_done());
}

#[test]
fn a_failure_is_asked_again_elsewhere_at_once_and_each_resolver_once() {
    let (mut schedule, _) = begin(2, vec![want(dns("a.test"), false)]);
    schedule.ended(0, Ended::Failed);
    assert!(!schedule.is_done());
    let step = schedule.step(30);
    assert_eq!(whom(&step), [Some(1)]);
    assert_eq!(step.start[0].reason(), "the record, asked again");
    assert_eq!(step.exhausted, [], "one is still at it");
    let step = schedule.step(30 + HEDGE_AFTER);
    assert_eq!(
        (whom(&step), step.slow),
        (vec![], vec![1]),
        "nobody is left to hedge with"
    );
    assert_eq!(step.wake_at, Some(30 + REQUEST_LIMIT));
    schedule.ended(1, Ended::Fault);
    let step = schedule.step(1_300);
    assert_eq!(whom(&step), []);
    assert_eq!(step.exhausted, [dns("a.test")]);
    assert!(schedule.is_done());
}

#[test]
fn a_slow_resolver_is_hedged_and_what_it_brings_then_is_late() {
    let (mut schedule, _) = begin(2, vec![want(dns("a.test"), false)]);
    assert_eq!(whom(&schedule.step(HEDGE_AFTER - 1)), []);
    assert_eq!(whom(&schedule.step(HEDGE_AFTER)), [Some(1)]);
    assert_eq!(schedule.ended(1, Ended::Answered), Some(false));
    assert!(schedule.is_done(), "the slow one is not waited for");
    assert_eq!(schedule.ended(0, Ended::Answered), Some(true));
}

#[test]
fn whoever_was_slow_or_broken_is_asked_last_from_then_on() {
    for how in [Some(Ended::Fault), None] {
        let (mut schedule, _) = begin(2, vec![want(dns("a.test"), false)]);
        if let Some(how) = how {
            schedule.ended(0, how);
        }
        schedule.step(HEDGE_AFTER);
        schedule.want(vec![want(dns("b.test"), false)]);
        assert_eq!(whom(&schedule.step(HEDGE_AFTER)), [Some(1)], "{how:?}");
    }
    let (mut schedule, _) = begin(2, vec![want(dns("a.test"), false)]);
    schedule.ended(0, Ended::Failed);
    schedule.want(vec![want(dns("b.test"), false)]);
    assert_eq!(
        whom(&schedule.step(1)),
        [Some(1), Some(0)],
        "SERVFAIL is not the resolver's fault"
    );
}

#[test]
fn a_barred_resolver_is_left_alone() {
    let (mut schedule, _) = begin(2, vec![want(dns("a.test"), false)]);
    schedule.want(vec![want(dns("b.test"), true)]);
    schedule.ended(0, Ended::Barred);
    let step = schedule.step(5);
    assert_eq!(
        whom(&step),
        [Some(1), Some(1)],
        "b.test once more instead, a.test again"
    );
    schedule.ended(step.start[0].id, Ended::Barred);
    schedule.ended(step.start[1].id, Ended::Barred);
    schedule.want(vec![want(dns("c.test"), true)]);
    let step = schedule.step(9);
    assert_eq!(step.start, []);
    assert_eq!(step.hopeless, [dns("c.test")]);
    assert!(schedule.is_done());
}

#[test]
fn what_waited_for_a_resolver_that_is_barred_meanwhile_is_hopeless_not_forgotten() {
    let wants = (0..=AT_ONCE).map(|n| want(dns(&format!("n{n}.test")), false)).collect();
    let (mut schedule, step) = begin(1, wants);
    assert_eq!(step.start.len(), AT_ONCE);
    assert!(schedule.ended(0, Ended::Barred).is_some());
    let step = schedule.step(1);
    assert_eq!(
        (step.start.len(), step.hopeless),
        (0, vec![dns(&format!("n{AT_ONCE}.test"))])
    );
}

#[test]
fn no_more_than_so_many_run_at_once_and_the_rest_follows() {
    let wants = (0..40).map(|n| want(dns(&format!("n{n}.test")), false)).collect();
    let (mut schedule, step) = begin(2, wants);
    assert_eq!(step.start.len(), AT_ONCE);
    assert_eq!(schedule.step(1).start, []);
    for attempt in step.start.iter().take(3) {
        schedule.ended(attempt.id, Ended::Answered);
    }
    assert_eq!(schedule.step(2).start.len(), 3);
}

#[test]
fn a_request_is_given_up_after_its_limit_and_its_end_is_then_dropped() {
    let (mut schedule, step) = begin(1, vec![want(dns("a.test"), false)]);
    assert_eq!(step.wake_at, Some(HEDGE_AFTER));
    let step = schedule.step(HEDGE_AFTER);
    assert_eq!((step.slow, step.wake_at), (vec![0], Some(REQUEST_LIMIT)));
    assert!(schedule.step(REQUEST_LIMIT - 1).give_up.is_empty());
    let step = schedule.step(REQUEST_LIMIT);
    assert_eq!((step.give_up, step.hopeless, step.wake_at), (vec![0], vec![], None));
    assert_eq!(schedule.ended(0, Ended::Answered), None);
    assert!(schedule.is_done());
}

#[test]
fn everything_ends_with_the_check() {
    let (mut schedule, step) = begin(2, vec![want(dns("a.test"), false)]);
    assert_eq!(whom(&step), [Some(0)]);
    schedule.ended(0, Ended::Answered);
    schedule.step(CHECK_LIMIT - 100);
    schedule.want(vec![want(dns("b.test"), false)]);
    assert_eq!(schedule.step(CHECK_LIMIT - 50).wake_at, Some(CHECK_LIMIT));
    assert_eq!(schedule.step(CHECK_LIMIT).give_up, [1]);
    assert!(schedule.is_done());
    schedule.want(vec![want(dns("c.test"), false)]);
    assert_eq!(schedule.step(CHECK_LIMIT + 1), Step::default());
}

#[test]
fn the_policy_has_a_minute_whatever_the_look_ups_take() {
    let (mut schedule, step) = begin(2, vec![want(Question::Policy, false)]);
    assert_eq!((whom(&step), step.wake_at), (vec![None], Some(POLICY_SLOW)));
    let step = schedule.step(POLICY_SLOW);
    assert_eq!((step.slow, step.wake_at), (vec![0], Some(POLICY_LIMIT)), "told once");
    // The time of the look-ups is over, but not that of the policy host, and what the probes see is still wanted.
    assert_eq!(schedule.step(CHECK_LIMIT).give_up, [0; 0]);
    schedule.want(vec![want(Question::Probe, false), want(dns("a.test"), false)]);
    let step = schedule.step(CHECK_LIMIT + 1);
    assert_eq!((step.start.len(), step.start[0].question.clone()), (1, Question::Probe));
    assert_eq!(schedule.step(CHECK_LIMIT + 1 + REQUEST_LIMIT).give_up, [1]);
    assert_eq!(schedule.step(POLICY_LIMIT - 1).give_up, [0; 0]);
    assert!(!schedule.is_done());
    assert_eq!(schedule.step(POLICY_LIMIT).give_up, [0]);
    assert!(schedule.is_done());
}

#[test]
fn comparing_asks_all_others_even_after_the_end() {
    let (mut schedule, _) = begin(3, vec![want(dns("a.test"), false)]);
    schedule.ended(0, Ended::Answered);
    schedule.compare(&dns("a.test"), 900);
    schedule.compare(&dns("unknown.test"), 900);
    let step = schedule.step(900);
    assert_eq!(whom(&step), [Some(1), Some(2)]);
    assert_eq!(step.start[0].reason(), "the record, to compare");
    assert_eq!(step.wake_at, Some(900 + HEDGE_AFTER));
    assert!(!schedule.is_done());
    schedule.ended(1, Ended::Answered);
    schedule.ended(2, Ended::Fault);
    assert!(schedule.is_done());
    schedule.compare(&dns("a.test"), 1_000);
    assert_eq!(schedule.step(1_000), Step::default(), "each resolver once");
}

#[test]
fn comparing_later_asks_all_again_since_what_they_said_has_aged() {
    let (mut schedule, _) = begin(2, vec![want(dns("a.test"), true), want(dns("b.test"), false)]);
    for id in 0..3 {
        schedule.ended(id, Ended::Answered);
    }
    schedule.step(CHECK_LIMIT);
    for question in [dns("a.test"), dns("b.test")] {
        schedule.compare(&question, 60_000);
    }
    let step = schedule.step(60_000);
    assert_eq!(whom(&step), [Some(0), Some(1), Some(0), Some(1)]);
    assert!(schedule.step(60_000 + REQUEST_LIMIT).give_up.len() == 4);
    assert!(schedule.is_done());
}

#[test]
fn finishing_hands_back_what_is_to_be_cancelled() {
    let (mut schedule, _) = begin(2, vec![want(dns("a.test"), true), want(Question::Policy, false)]);
    assert_eq!(schedule.finish(), [0, 1, 2]);
    assert!(schedule.is_done());
    assert_eq!(schedule.ended(0, Ended::Answered), None);
}

#[test]
fn without_a_resolver_questions_are_hopeless() {
    let (schedule, step) = begin(0, vec![want(dns("a.test"), true)]);
    assert_eq!(step.hopeless, [dns("a.test")]);
    assert!(schedule.is_done());
}

/// Whatever comes back, and whenever: each resolver is asked each question once, never too many at a time, every
/// question is replied to or hopeless, and all ends in time.
#[test]
fn any_course_of_events_is_bounded() {
    crate::arb::property(|u| {
        let resolvers = u.int_in_range(0..=3)?;
        let mut schedule = Schedule::new(resolvers);
        let mut questions = vec![Question::Policy];
        for n in 0..u.int_in_range(0..=40)? {
            questions.push(dns(&format!("n{n}.test")));
        }
        for question in &questions {
            schedule.want(vec![want(question.clone(), u.arbitrary()?)]);
        }
        let (mut now, mut flights) = (0, Vec::new());
        let mut asked = std::collections::BTreeSet::new();
        let mut replied = std::collections::BTreeSet::new();
        loop {
            let step = schedule.step(now);
            for attempt in step.start {
                assert!(attempt.resolver.is_none_or(|at| at < resolvers));
                assert!(
                    asked.insert((attempt.question.clone(), attempt.resolver)),
                    "{attempt:?}"
                );
                flights.push(attempt);
            }
            flights.retain(|attempt: &Attempt| {
                let given_up = step.give_up.contains(&attempt.id);
                if given_up {
                    replied.insert(attempt.question.clone());
                }
                !given_up
            });
            assert!(flights.len() <= AT_ONCE);
            let settled = step.give_up.is_empty() && step.hopeless.is_empty();
            replied.extend(step.hopeless);
            assert!(step.wake_at.is_none_or(|at| at > now || !settled));
            if schedule.is_done() {
                break;
            }
            if settled {
                now = match step.wake_at {
                    Some(at) if flights.is_empty() || u.ratio(1, 8)? => at,
                    _ => now + u.int_in_range(0..=300)?,
                };
                assert!(now <= POLICY_LIMIT + 300, "it goes on");
            }
            if !flights.is_empty() && u.ratio(3, 4)? {
                let attempt = flights.remove(u.choose_index(flights.len())?);
                let how = *u.choose(&[
                    Ended::Answered,
                    Ended::Answered,
                    Ended::Failed,
                    Ended::Fault,
                    Ended::Barred,
                ])?;
                assert!(schedule.ended(attempt.id, how).is_some());
                replied.insert(attempt.question);
            }
        }
        let spares: Vec<_> = flights.iter().map(|attempt| attempt.id).collect();
        assert_eq!(schedule.finish(), spares);
        if now < CHECK_LIMIT {
            assert_eq!(replied.len(), questions.len(), "{questions:?} {replied:?}");
        }
        Ok(())
    });
}
