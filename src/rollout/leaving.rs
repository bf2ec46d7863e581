//! What happens to old MX hosts once the MX record has changed: they stay as long as somebody has the old record, then
//! their lines go.

use super::body::Body;
use super::draft::Draft;
use super::hosts::{Move, widened};
use super::names::{Hosts, same};
use super::plan::Step;
use super::times::{at_most, days, later};
use crate::survey::judge::words::names;

/// Adds the steps after the MX record has changed at `moved`. Gives back when the old hosts may go; `None` where none goes
/// and no line does.
pub(super) fn plan(draft: &mut Draft<'_>, change: &Move, moved: i64) -> Option<i64> {
    if change.gone.is_empty() && change.provider.is_none() && !change.is_done() {
        return None;
    }
    let live = draft.live.clone();
    let bodies = live.map(|live| {
        let wide = Body {
            mx: widened(draft, &live, change),
            ..live.clone()
        };
        let narrow = Body {
            mx: narrowed(&wide.mx, change),
            ..live
        };
        (wide, narrow)
    });
    let changes = bodies.as_ref().is_none_or(|(wide, narrow)| !same(&wide.mx, &narrow.mx));
    if change.gone.is_empty() && !changes {
        return None;
    }
    let ttl = draft.mx_ttl();
    let queue = days(draft.options.queue_days);
    draft.assume(format!(
        "Senders keep trying for {}: RFC 5321 §4.5.4.1 asks for at least 4 to 5 days. Some look the MX hosts up once for all of that time.",
        at_most(queue)
    ));
    let drained = later(moved, queue + ttl);
    let number = draft.next() - 1;
    let from = if change.is_done() {
        draft.assume("When the MX record last changed isn’t known; it is reckoned from now on.");
        "from now on".into()
    } else {
        format!("after step {number}")
    };
    let why = format!(
        "{} for senders’ queues {from}, and {} of TTL of the MX record",
        at_most(queue),
        at_most(ttl)
    );
    drain(draft, change, (moved, drained), number, &why);
    narrow(draft, change, bodies.as_ref(), drained, why);
    Some(drained)
}

fn drain(draft: &mut Draft<'_>, change: &Move, (moved, drained): (i64, i64), number: usize, why: &str) {
    if change.gone.is_empty() {
        return;
    }
    draft.step(Step {
        key: "drain",
        not_before: Some(moved),
        until: Some(drained),
        after: format!("step {number}"),
        why: why.to_owned(),
        title: "Keep the old hosts running".into(),
        words: format!(
            "Mail still arrives at {}. Leave them up, with their certificates, and in the policy.",
            names(&change.gone)
        ),
        ..Step::default()
    });
}

fn narrow(draft: &mut Draft<'_>, change: &Move, bodies: Option<&(Body, Body)>, drained: i64, why: String) {
    let go = !change.gone.is_empty();
    let differs = bodies.is_none_or(|(wide, narrow)| !same(&wide.mx, &narrow.mx));
    let title = match (differs, go) {
        (true, false) if change.provider.is_none() => "Take lines that cover no host out of the policy",
        (true, true) => "Take the old hosts out of the policy, and switch them off",
        (true, false) => "Take the old provider’s lines out of the policy",
        _ => "Switch the old hosts off",
    };
    let mut words = match bodies {
        None if go => format!(
            "Take the lines that cover only {} out of the file, and publish one more id.",
            names(&change.gone)
        ),
        None => "Take the old provider’s lines out of the file, and publish one more id.".into(),
        Some(_) if differs => "The file first; when it checks good, the record with one more id. Nothing waits for it: a line too many refuses nothing, it only lets a host be used that isn’t yours any more.".into(),
        Some(_) => "The policy stays as it is: each line still covers a host.".into(),
    };
    // Left-over aliases are the commonest fault after a move.
    if change.provider.is_some() && draft.today.delegated.is_some() {
        words.push_str(" Before the contract ends, let the aliases at `mta-sts` and `_mta-sts` lead elsewhere: one that is left behind serves an old policy, or somebody else’s.");
    }
    let (mut pastes, mut back) = (Vec::new(), None);
    if let (Some((wide, narrow)), true) = (bodies, differs) {
        pastes = draft.change(narrow, Some(wide), drained);
        back = Some(draft.back("Serve the file of before, and publish one more id.", narrow));
    }
    draft.step(Step {
        key: "narrow",
        not_before: Some(drained),
        after: format!("step {}", draft.next() - 1),
        why,
        title: title.into(),
        words,
        pastes,
        watch: "Check here that every line still covers a host.".into(),
        back,
        ..Step::default()
    });
}

/// The patterns without those of hosts that go. What covers none of them stays as it is, unless the provider changes, or
/// the hosts have changed already: then nobody can tell which hosts have gone.
fn narrowed(wide: &[String], change: &Move) -> Vec<String> {
    let (wanted, gone) = (change.wanted(), Hosts::of(&change.gone));
    let stays = |pattern: &&String| {
        wanted.has(pattern) || (change.provider.is_none() && !change.is_done() && !gone.any_fits(pattern))
    };
    let kept: Vec<String> = wide.iter().filter(stays).cloned().collect();
    // RFC 8461 §3.2: a policy without a line is none.
    if kept.is_empty() { wide.to_vec() } else { kept }
}
