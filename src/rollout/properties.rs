//! What holds for everything that a plan may be made from: hostile names, any numbers, anything unknown.

use super::ics::ics;
use super::markdown::markdown;
use super::*;
use crate::dns::Name;
use crate::sts::{Mode, MxPattern, Policy};
use crate::text::Span;
use arbtest::arbitrary::{Result, Unstructured};

/// Names as they come: good ones, wildcards, and what is none.
const NAMES: &[&str] = &[
    "mx1.example.com",
    "mx2.example.com",
    "MX1.Example.com.",
    "*.example.com",
    "*.mail.example.net",
    "a.mail.example.net",
    "a.b.mail.example.net",
    "aspmx.l.google.com",
    "192.0.2.1",
    "localhost",
    "under_score.example.com",
    "a`b.example",
    "\u{202e}.example",
    "",
    ".",
    "x y",
    "mx: z\nmode: none",
];

fn names(u: &mut Unstructured) -> Result<Vec<String>> {
    let count = u.int_in_range(0..=6)?;
    (0..count).map(|_| Ok((*u.choose(NAMES)?).to_owned())).collect()
}

fn policy(u: &mut Unstructured) -> Result<Policy> {
    let span = Span::default();
    let mx = names(u)?.into_iter().map(|text| MxPattern { text, span, line: 1 });
    Ok(Policy {
        mode: *u.choose(&Mode::ALL)?,
        mode_span: span,
        max_age: age(u)?,
        max_age_span: span,
        mx: mx.collect(),
    })
}

fn age(u: &mut Unstructured) -> Result<u64> {
    Ok(match u.int_in_range(0..=3)? {
        0 => u.arbitrary()?,
        1 => *u.choose(&[0, 1, 59, 86_399, 86_400, 1_209_600, 31_557_600, 31_557_601, u64::MAX])?,
        _ => u.int_in_range(0..=31_557_600)?,
    })
}

fn ttl(u: &mut Unstructured) -> Result<u32> {
    u.arbitrary()
}

fn moment(u: &mut Unstructured) -> Result<i64> {
    Ok(match u.int_in_range(0..=3)? {
        0 => u.arbitrary()?,
        1 => *u.choose(&[i64::MIN, -1, 0, 1, times::LATEST, i64::MAX])?,
        _ => u.int_in_range(1_700_000_000..=1_900_000_000)?,
    })
}

fn known<T>(u: &mut Unstructured, found: impl FnOnce(&mut Unstructured) -> Result<T>) -> Result<Known<T>> {
    Ok(match u.int_in_range(0..=5)? {
        0 => Known::Pending,
        1 => Known::Unknown,
        2 => Known::Absent,
        _ => Known::Found(found(u)?),
    })
}

fn option<T>(u: &mut Unstructured, some: impl FnOnce(&mut Unstructured) -> Result<T>) -> Result<Option<T>> {
    if u.ratio(2, 3)? { some(u).map(Some) } else { Ok(None) }
}

fn today(u: &mut Unstructured) -> Result<Today> {
    let domain = *u.choose(&["example.com", "xn--bcher-kva.example", "a"])?;
    Ok(Today {
        record: known(u, |u| Ok((*u.choose(&["20261124T120000Z", "1", "é`"])?).to_owned()))?,
        record_ttl: option(u, ttl)?,
        policy: known(u, policy)?,
        hosts: known(u, names)?,
        mx_ttl: option(u, ttl)?,
        reporting: known(u, |_| Ok(()))?,
        delegated: option(u, |u| Ok((*u.choose(NAMES)?).to_owned()))?,
        ttls_rounded: u.arbitrary()?,
        since: option(u, moment)?,
        earlier: option(u, age)?,
        earlier_ended: option(u, moment)?,
        ..Today::new(Name::parse(domain).unwrap(), moment(u)?)
    })
}

fn change(u: &mut Unstructured) -> Result<Change> {
    Ok(match u.int_in_range(0..=4)? {
        0 => Change::First,
        1 => Change::MxHosts { hosts: names(u)? },
        2 => Change::Provider {
            hosts: names(u)?,
            patterns: names(u)?,
        },
        3 => Change::Policy { policy: policy(u)? },
        _ => Change::Removal,
    })
}

fn options(u: &mut Unstructured) -> Result<Options> {
    if u.ratio(1, 2)? {
        return Ok(Options::default());
    }
    Ok(Options {
        testing_days: u.arbitrary()?,
        enforce_days: u.arbitrary()?,
        short_max_age: age(u)?,
        long_max_age: age(u)?,
        queue_days: u.arbitrary()?,
    })
}

#[test]
fn every_plan_is_sound_and_bounded() {
    crate::arb::property(|u| {
        let (today, change, options, now) = (today(u)?, change(u)?, options(u)?, moment(u)?);
        let plan = plan(&today, &change, &options, now);
        super::tests::sound(&plan);
        assert!(plan.obstacles.is_empty() || plan.steps.is_empty(), "{plan:#?}");
        assert!(plan.assumptions.len() <= 12 && plan.dangers.len() <= 24, "{plan:#?}");
        assert!(plan.steps.iter().all(|step| step.pastes.len() <= 4), "{plan:#?}");
        assert!(markdown(&plan).len() < 60_000);
        let calendar = ics(&plan);
        assert!(calendar.len() < 60_000);
        super::ics::tests::check(&calendar);
        Ok(())
    });
}

/// A longer wait anywhere never makes a step earlier, and no step is earlier when the plan is made later.
#[test]
fn what_is_worse_is_never_earlier() {
    crate::arb::property(|u| {
        let (mut today, change, options, now) = (today(u)?, change(u)?, options(u)?, moment(u)?);
        let one = plan(&today, &change, &options, now);
        let wait = u.int_in_range(0..=86_400)?;
        today.record_ttl = today.record_ttl.map(|ttl| ttl.saturating_add(wait));
        today.mx_ttl = today.mx_ttl.map(|ttl| ttl.saturating_add(wait));
        let later = plan(&today, &change, &options, now.saturating_add(i64::from(wait)));
        for (a, b) in one.steps.iter().zip(&later.steps) {
            if a.key == b.key && one.steps.len() == later.steps.len() {
                assert!(
                    a.not_before <= b.not_before || b.state == State::Done,
                    "{one:#?}\n{later:#?}"
                );
            }
        }
        Ok(())
    });
}

/// A sender that does everything as late as it may, played through: it never meets a host that its policy refuses.
#[test]
fn no_sender_is_caught_by_new_hosts() {
    crate::arb::property(|u| {
        let (before, after) = (names(u)?, names(u)?);
        let old = Policy {
            mode: Mode::Enforce,
            ..policy(u)?
        };
        let today = Today {
            record: Known::Found("1".into()),
            record_ttl: Some(u.int_in_range(0..=86_400)?),
            policy: Known::Found(old.clone()),
            hosts: Known::Found(before),
            earlier: Some(0),
            ..today(u)?
        };
        let now = u.int_in_range(1_700_000_000..=1_900_000_000)?;
        let plan = plan(
            &today,
            &Change::MxHosts { hosts: after.clone() },
            &Options::default(),
            now,
        );
        let Some(mx) = plan.steps.iter().find(|step| step.key == "mx") else {
            return Ok(());
        };
        let times = refusals::Times {
            changed: plan.made,
            record_ttl: today.record_ttl.unwrap_or_default(),
            mx_ttl: 0,
        };
        let changes = plan
            .steps
            .iter()
            .any(|step| step.key == "cover" && step.state != State::Done);
        let found = refusals::refusals(Some(&old), None, &[], &after, times);
        for row in found.rows {
            let stays = today
                .hosts
                .found()
                .unwrap()
                .iter()
                .any(|host| host.trim().trim_end_matches('.').eq_ignore_ascii_case(&row.host));
            if let (refusals::Until::At(until), false) = (row.until, stays) {
                let named = plan.dangers.iter().any(|danger| danger.contains(&row.host));
                assert!(
                    named || !changes || mx.not_before >= Some(until),
                    "{} {plan:#?}",
                    row.host
                );
            }
        }
        Ok(())
    });
}
