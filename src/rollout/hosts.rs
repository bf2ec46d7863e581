//! Other MX hosts, or another provider: new hosts into the policy, old ones out of it, and the MX record in between.
//!
//! A sender that holds the old policy refuses a host that it doesn't name (RFC 8461 §4.1, §5). So the MX record changes
//! only when no sender can hold it any more. The old hosts stay until nobody has the old MX record.

use super::body::{Body, add, has};
use super::change::{clean_hosts, clean_patterns};
use super::draft::{Draft, EARLIER, Hold, when};
use super::first::add_patterns;
use super::leaving;
use super::names::{Hosts, Names, Patterns, same};
use super::plan::{Back, Kind, Paste, State, Step};
use super::times::{at_most, later, moment};
use crate::dns::Name;
use crate::sts::{MAX_AGE_LIMIT, Mode};
use crate::survey::judge::words::names;
use std::fmt::Write as _;

const NOTHING_REFUSED: &str =
    "Serve the file of before, and publish one more id. The MX record hasn’t changed, so nothing is refused meanwhile.";

/// What is to change.
pub(super) struct Move {
    /// MX hosts of today.
    pub old: Vec<String>,
    /// MX hosts afterwards.
    pub new: Vec<String>,
    /// The hosts that are new.
    pub added: Vec<String>,
    /// The hosts that go.
    pub gone: Vec<String>,
    /// Patterns that the new provider names; `None` where the provider stays.
    pub provider: Option<Vec<String>>,
}

impl Move {
    /// Whether the MX hosts are already what they are to be.
    pub fn is_done(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
    }

    /// The patterns that belong to what comes, not only to what is there.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            theirs: Names::of(self.provider.as_deref().unwrap_or_default()),
            hosts: Hosts::of(&self.new),
        }
    }
}

/// Patterns that belong to what comes: those that a new provider names, and those that cover a new host.
pub(super) struct Wanted {
    theirs: Names,
    hosts: Hosts,
}

impl Wanted {
    pub fn has(&self, pattern: &str) -> bool {
        self.theirs.has(pattern) || self.hosts.any_fits(pattern)
    }
}

/// Plans the move to `hosts`; `patterns` are those of a new provider.
pub(super) fn plan(draft: &mut Draft<'_>, hosts: &[String], patterns: Option<&Vec<String>>) -> String {
    let (new, mut left_out) = clean_hosts(hosts);
    let provider = patterns.map(|patterns| {
        let (patterns, more) = clean_patterns(patterns);
        left_out.extend(more);
        patterns
    });
    for words in left_out {
        draft.danger(words);
    }
    if new.is_empty() {
        draft.obstacle("Name the MX hosts as they are to be.");
    }
    if draft.today.hosts.found().is_none() && !draft.today.hosts.is_absent() {
        draft.assume("The MX hosts of today aren’t known; all that are named are taken as new.");
    }
    let old = draft.hosts().unwrap_or_default();
    let change = Move {
        added: new.iter().filter(|host| !has(&old, host)).cloned().collect(),
        gone: old.iter().filter(|host| !has(&new, host)).cloned().collect(),
        old,
        new,
        provider,
    };
    let wanted = change.wanted();
    let idle = |live: &Body| live.mode != Mode::None && live.mx.iter().any(|pattern| !wanted.has(pattern));
    if change.is_done() && change.provider.is_none() && !draft.live.as_ref().is_some_and(idle) {
        return "These are the MX hosts of today already: nothing is to be changed.".into();
    }
    let hold = draft.hold();
    let free = draft
        .live
        .as_ref()
        .map_or(draft.today.record.is_absent(), |live| live.mode == Mode::None);
    if free {
        return without_policy(draft, &change, hold);
    }
    let (safe, why) = cover(draft, &change, hold);
    let the = the(draft, &change);
    let moved = mx(draft, &change, safe, why);
    let drained = leaving::plan(draft, &change, moved);
    let now = draft.now;
    match drained {
        Some(drained) if change.is_done() => format!(
            "The MX hosts are what they are to be. Lines that cover none of them may go {}.",
            when(drained, now)
        ),
        None if change.is_done() => "The MX hosts are what they are to be: nothing else is to be changed.".into(),
        Some(drained) => format!(
            "{the} MX record may change {}, and the old hosts may be switched off {}.",
            when(moved, now),
            when(drained, now)
        ),
        None => format!("{the} MX record may change {}.", when(moved, now)),
    }
}

/// How the sentence about the MX record begins: nothing of today refuses a new host, and whether a policy of before does
/// isn't known.
fn the(draft: &Draft<'_>, change: &Move) -> &'static str {
    let binds = draft
        .live
        .as_ref()
        .map_or(!draft.today.record.is_absent(), |live| live.mode == Mode::Enforce);
    if binds || change.added.is_empty() || draft.today.earlier.is_some() {
        "The"
    } else {
        "If none in `enforce` was served in the last 366 days, the"
    }
}

/// No policy that refuses anything: only an earlier one could.
fn without_policy(draft: &mut Draft<'_>, change: &Move, hold: Hold) -> String {
    let safe = moment(hold.earlier_until).max(draft.now);
    let why = if safe > draft.now {
        EARLIER.to_owned()
    } else {
        String::new()
    };
    let the = the(draft, change);
    let moved = mx(draft, change, safe, why);
    format!(
        "No policy of today refuses a host. {the} MX record may change {}.",
        when(moved, draft.now)
    )
}

/// The policy that covers old and new hosts; from when on no sender goes by one that doesn't, and why.
fn cover(draft: &mut Draft<'_>, change: &Move, hold: Hold) -> (i64, String) {
    let Some(live) = draft.live.clone() else {
        return unseen_policy(draft, change, hold);
    };
    let wide = widened(draft, &live, change);
    let ttl = draft.record_ttl();
    let now = draft.now;
    if same(&wide, &live.mx) {
        return covered(draft, &live, change, hold, ttl);
    }
    let body = Body {
        mx: wide,
        ..live.clone()
    };
    let pastes = draft.change(&body, Some(&live), now);
    let back = Back {
        words: NOTHING_REFUSED.into(),
        lasts: 0,
    };
    let delegated = delegated(draft);
    let number = draft.step(Step {
        key: "cover",
        state: State::Now,
        not_before: Some(now),
        title: "Let the policy cover old and new hosts".into(),
        words: format!("Only lines are added, so nothing is refused by it. The file first; when it checks good, the record with the new id. Mode and `max_age` stay.{delegated}"),
        pastes,
        watch: "Check here that it is served, and that both resolvers have the new id.".into(),
        back: Some(back),
        ..Step::default()
    });
    let safe = hold.over(now);
    if live.mode == Mode::Enforce {
        let why = format!(
            "the old `max_age` of {} after step {number}, and {} of TTL: for so long some sender may hold a policy without the new hosts",
            at_most(live.max_age),
            at_most(ttl)
        );
        return (safe, hold.why(now, why));
    }
    // In testing nothing is refused by what is served today; the TTL alone keeps the reports clean.
    let clean = later(now, ttl);
    if safe > clean {
        return (safe, EARLIER.into());
    }
    let why = format!(
        "{} of TTL after step {number}, so that no report speaks of the new hosts; in testing nothing is refused",
        at_most(ttl)
    );
    (clean, why)
}

/// The policy of today covers the new hosts already. How long that is so counts.
fn covered(draft: &mut Draft<'_>, live: &Body, change: &Move, hold: Hold, ttl: u64) -> (i64, String) {
    let now = draft.now;
    let done = draft.step(Step {
        key: "cover",
        state: State::Done,
        title: "Let the policy cover old and new hosts".into(),
        words: "The policy of today covers them all.".into(),
        ..Step::default()
    });
    // Hosts that only go are refused by nobody: senders use the ones that stay already.
    if change.added.is_empty() {
        return (now, String::new());
    }
    if live.mode != Mode::Enforce && draft.today.earlier.is_none() {
        return (now, String::new());
    }
    let earlier = draft.today.earlier.unwrap_or(MAX_AGE_LIMIT).min(MAX_AGE_LIMIT);
    if draft.today.earlier.is_none() {
        draft.assume(format!(
            "What was served before the policy of today isn’t known: as if it was in `enforce`, without the new hosts, and with the largest `max_age` of RFC 8461, {}. If the policy has covered the new hosts for longer, change the MX record at once.",
            at_most(MAX_AGE_LIMIT)
        ));
    }
    if earlier == 0 {
        return (now, String::new());
    }
    let (ended, words) = draft.ended();
    let safe = later(ended, earlier + ttl).max(moment(hold.earlier_until)).max(now);
    let why = format!(
        "{} of an earlier policy and {} of TTL, {words}, when step {done} was done",
        at_most(earlier),
        at_most(ttl)
    );
    (safe, if safe > now { why } else { String::new() })
}

/// No policy of today to start from: it can't be seen, so that its lines stay and others are added; or senders are told
/// of one and none is served.
fn unseen_policy(draft: &mut Draft<'_>, change: &Move, hold: Hold) -> (i64, String) {
    let now = draft.now;
    let absent = draft.today.policy.is_absent();
    let body = Body {
        mode: Mode::Testing,
        mx: Vec::new(),
        max_age: draft.options.short_max_age,
    };
    let mut mx = widened(draft, &body, change);
    if !absent {
        let wanted = change.wanted();
        mx.retain(|pattern| wanted.has(pattern));
    }
    let delegated = delegated(draft);
    let (pastes, words) = if absent {
        let pastes = draft.change(&Body { mx, ..body }, None, now);
        (
            pastes,
            "There is a record, but no policy that senders take. Serve one in testing: it refuses nothing, and frees those that see the new id from what they hold.",
        )
    } else {
        let text: String = mx.iter().flat_map(|pattern| ["+ mx: ", pattern, "\n"]).collect();
        let lines = Paste {
            label: "lines that are added to the file".into(),
            kind: Kind::Difference,
            text,
            warnings: Vec::new(),
        };
        (
            vec![draft.look(), lines, draft.record(now)],
            "The policy of today can’t be seen from here: bring it into the check, and this plan becomes exact. Whatever it says, its lines stay, and these are added.",
        )
    };
    let number = draft.step(Step {
        key: "cover",
        state: State::Now,
        not_before: Some(now),
        title: "Let the policy cover old and new hosts".into(),
        words: format!("{words} The file first; when it checks good, the record with a new id.{delegated}"),
        pastes,
        watch: "Check that it is served, and that both resolvers have the new id.".into(),
        back: Some(Back {
            words: NOTHING_REFUSED.into(),
            lasts: 0,
        }),
        ..Step::default()
    });
    let why = format!(
        "the longest that a policy may be kept, {}, after step {number}, and {} of TTL",
        at_most(MAX_AGE_LIMIT),
        at_most(draft.record_ttl())
    );
    (hold.over(now), why)
}

/// The patterns of today, those of the new provider, and what the hosts need beyond them.
pub(super) fn widened(draft: &mut Draft<'_>, live: &Body, change: &Move) -> Vec<String> {
    let mut wide = live.mx.clone();
    for pattern in change.provider.iter().flatten() {
        add(&mut wide, pattern.clone());
    }
    let there = Patterns::of(&wide);
    let mut missing = there.uncovered(&change.old);
    missing.extend(there.uncovered(&change.new));
    add_patterns(draft, &mut wide, &missing);
    if live.mode == Mode::Enforce {
        draft.warn_uncovered(
            &live.mx,
            &change.old,
            "Already today senders refuse what no line covers:",
        );
    }
    wide
}

fn delegated(draft: &Draft<'_>) -> String {
    let target = draft
        .today
        .delegated
        .as_deref()
        .and_then(|target| Name::parse(target).ok());
    target.map_or_else(String::new, |target| {
        format!(
            " The policy host is an alias of `{target}`: the lines have to be added there. If that isn’t possible, serve the same policy yourself first, and let the alias go."
        )
    })
}

/// The MX record; when it may change.
fn mx(draft: &mut Draft<'_>, change: &Move, safe: i64, why: String) -> i64 {
    let now = draft.now;
    let safe = safe.max(now);
    if change.is_done() {
        draft.step(Step {
            key: "mx",
            state: State::Done,
            title: "Change the MX record".into(),
            words: format!("The MX hosts are {}.", names(&change.new)),
            ..Step::default()
        });
        return now;
    }
    let ready = safe <= now && draft.all_done();
    let ttl = draft.mx_ttl();
    let mut words = format!("The MX hosts are {} from here on.", names(&change.new));
    if !change.added.is_empty() {
        // Writing to a String can't fail.
        let _ = write!(
            words,
            " Before that, {} must offer STARTTLS with a trusted certificate that names the host.",
            names(&change.added)
        );
    }
    let number = draft.next() - 1;
    draft.step(Step {
        key: "mx",
        state: if ready { State::Now } else { State::Later },
        not_before: Some(safe),
        after: if ready || number == 0 {
            String::new()
        } else {
            format!("step {number}")
        },
        why,
        title: "Change the MX record".into(),
        words,
        watch: "Check here that every host is covered, and read the reports of the next days.".into(),
        back: Some(Back {
            words: format!(
                "Publish the old MX record. The policy covers both; senders follow within {}.",
                at_most(ttl)
            ),
            lasts: ttl,
        }),
        ..Step::default()
    });
    safe
}
