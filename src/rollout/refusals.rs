//! Before and after: which MX hosts are refused, by which senders, until when at most (RFC 8461 §4.1, §5, §5.1).

use super::body::{Body, has};
use super::change::{Change, clean_hosts};
use super::names::Patterns;
use super::times::{UNKNOWN_TTL, at, later, moment};
use super::today::{Known, Today};
use crate::sts::{Mode, Policy};
use crate::survey::judge::words::names;
use crate::words::count;

/// When the change is made, and for how long what was before may be remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When the new id is published and the MX record changes, in seconds since 1970 (UTC).
    pub changed: i64,
    /// TTL of the record at `_mta-sts` in seconds.
    pub record_ttl: u32,
    /// TTL of the MX records in seconds.
    pub mx_ttl: u32,
}

/// What a sender does with a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There is no policy, or `mode: none`.
    Free,
    /// The policy covers it.
    Covered,
    /// In testing: delivers, and reports that it isn't covered.
    Reported,
    /// In enforce: doesn't deliver to it.
    Refused,
}

/// When the last sender stops refusing a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// None refuses it.
    Never,
    /// At this moment at the latest, in seconds since 1970 (UTC).
    At(i64),
    /// Never: the new policy refuses it for as long as it stands.
    Stands,
}

/// An MX host before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub host: String,
    /// Whether it is an MX host before the change.
    pub before: bool,
    /// Whether it is one afterwards.
    pub after: bool,
    /// By senders that have the new policy.
    pub fresh: Fate,
    /// By senders that still hold the old one.
    pub cached: Fate,
    /// When the last of them stops refusing it.
    pub until: Until,
}

/// Who would be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals {
    /// Every MX host, those of before first.
    pub rows: Vec<Row>,
    /// Until when some sender may hold the old policy; `None` where there is none that binds.
    pub cached_until: Option<i64>,
    /// The whole in words, a sentence or two each. Code stands between backticks.
    pub words: Vec<String>,
}

/// Who would be refused if the change were made at once, at `now`; `None` where neither the policy nor the hosts change, or
/// what is there today isn't known.
#[must_use]
pub fn of(today: &Today, change: &Change, now: i64) -> Option<Refusals> {
    let before = today.hosts.found()?;
    let old = today.policy.found();
    let (new, after) = match change {
        Change::Policy { policy } => (Some(policy), before),
        Change::MxHosts { hosts } | Change::Provider { hosts, .. } => (old, hosts),
        Change::First | Change::Removal => return None,
    };
    let ttl = |ttl: Option<u32>| ttl.unwrap_or(UNKNOWN_TTL);
    let times = Times {
        changed: now,
        record_ttl: ttl(today.record_ttl),
        mx_ttl: ttl(today.mx_ttl),
    };
    matches!(today.policy, Known::Found(_)).then(|| refusals(old, new, before, after, times))
}

/// Holds the MX hosts before and after against the old and the new policy.
///
/// `None` for a policy: there is none. Names that are no host names are left out. A sender holds the old policy for
/// `max_age` after a fetch that may have been as late as the change, and misses the new id for the TTL of the record.
#[must_use]
pub fn refusals(
    old: Option<&Policy>,
    new: Option<&Policy>,
    before: &[String],
    after: &[String],
    times: Times,
) -> Refusals {
    let (old, new) = (old.map(Body::of), new.map(Body::of));
    let (before, _) = clean_hosts(before);
    let (after, _) = clean_hosts(after);
    let changed = moment(times.changed);
    let held = old.as_ref().filter(|old| old.mode != Mode::None);
    let cached_until = held.map(|old| later(changed, u64::from(times.record_ttl) + old.max_age));
    let mx_until = later(changed, u64::from(times.mx_ttl));
    let mut hosts = before.clone();
    hosts.extend(after.iter().filter(|host| !has(&before, host)).cloned());
    let patterns = |body: &Body| (body.mode, Patterns::of(&body.mx));
    let (fresh, cached) = (new.as_ref().map(patterns), old.as_ref().map(patterns));
    let row = |host: String| {
        let after = has(&after, &host);
        let (fresh, cached) = (fate(fresh.as_ref(), &host), fate(cached.as_ref(), &host));
        // A host that is taken out of DNS is used as long as the old MX record is remembered.
        let leaves = |until: i64| if after { until } else { until.min(mx_until) };
        let until = match (fresh, cached, cached_until) {
            (Fate::Refused, ..) if after => Until::Stands,
            (Fate::Refused, ..) => Until::At(mx_until),
            (_, Fate::Refused, Some(until)) => Until::At(leaves(until)),
            _ => Until::Never,
        };
        Row {
            before: has(&before, &host),
            host,
            after,
            fresh,
            cached,
            until,
        }
    };
    let rows: Vec<Row> = hosts.into_iter().map(row).collect();
    Refusals {
        words: words(&rows, old.is_some(), new.is_some()),
        rows,
        cached_until,
    }
}

fn fate(policy: Option<&(Mode, Patterns)>, host: &str) -> Fate {
    match policy.map(|(mode, patterns)| (*mode, patterns.cover(host))) {
        None | Some((Mode::None, _)) => Fate::Free,
        Some((_, true)) => Fate::Covered,
        Some((Mode::Testing, false)) => Fate::Reported,
        Some((Mode::Enforce, false)) => Fate::Refused,
    }
}

fn words(rows: &[Row], old: bool, new: bool) -> Vec<String> {
    let mut out = Vec::new();
    let list =
        |fits: &dyn Fn(&&Row) -> bool| -> Vec<&str> { rows.iter().filter(fits).map(|row| row.host.as_str()).collect() };
    let stays = list(&|row| row.fresh == Fate::Refused && row.after);
    let leaves = list(&|row| row.fresh == Fate::Refused && !row.after);
    let held = list(&|row| row.cached == Fate::Refused);
    let reported = list(&|row| row.fresh == Fate::Reported && row.after);
    let after = rows.iter().filter(|row| row.after).count();
    let latest = |names: &[&str]| {
        let moments = rows.iter().filter(|row| names.contains(&row.host.as_str()));
        let latest = moments.filter_map(|row| match row.until {
            Until::At(until) => Some(until),
            _ => None,
        });
        latest.max().map(at)
    };
    if !stays.is_empty() {
        let all = if stays.len() == after { ", so all mail" } else { "" };
        out.push(format!(
            "Senders that fetch the new policy refuse {} of {}: {}{all}. That lasts as long as the policy stands.",
            stays.len(),
            count(after, "MX host"),
            names(&stays)
        ));
    } else if new {
        let hosts = count(after, "MX host");
        out.push(format!("Senders that fetch the new policy refuse none of {hosts}."));
    }
    if let (false, Some(until)) = (leaves.is_empty(), latest(&leaves)) {
        out.push(format!(
            "They refuse {} where they still have the old MX record, until {until} at most.",
            names(&leaves)
        ));
    }
    if !reported.is_empty() {
        out.push(format!(
            "They report {} and deliver all the same; in `enforce` they would refuse it.",
            names(&reported)
        ));
    }
    if !held.is_empty() {
        let until = latest(&held).map_or_else(String::new, |until| format!(", until {until} at most"));
        out.push(format!(
            "Senders that still hold the old policy refuse {}{until}.",
            names(&held)
        ));
    } else if old {
        out.push("Senders that still hold the old policy refuse none.".into());
    }
    if out.is_empty() {
        out.push("Without a policy no sender refuses a host.".into());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Findings;
    use crate::sts::policy::parse;

    /// 24 Nov 2026, 12:00 UTC.
    const NOW: i64 = 1_795_521_600;

    fn policy(mode: &str, mx: &str, max_age: u64) -> Policy {
        let lines: String = mx.split(' ').flat_map(|mx| ["mx: ", mx, "\n"]).collect();
        let text = format!("version: STSv1\nmode: {mode}\n{lines}max_age: {max_age}\n");
        parse(text.as_bytes(), &mut Findings::new()).effective.unwrap()
    }

    fn hosts(names: &str) -> Vec<String> {
        names.split(' ').map(str::to_owned).collect()
    }

    const TIMES: Times = Times {
        changed: NOW,
        record_ttl: 3_600,
        mx_ttl: 7_200,
    };

    fn table(
        old: Option<&Policy>,
        new: Option<&Policy>,
        before: &str,
        after: &str,
    ) -> Vec<(String, Fate, Fate, Until)> {
        let found = refusals(old, new, &hosts(before), &hosts(after), TIMES);
        let rows = found.rows.into_iter();
        rows.map(|row| (row.host, row.fresh, row.cached, row.until)).collect()
    }

    #[test]
    fn hosts_are_refused_by_those_who_hold_the_wrong_policy() {
        use Fate::{Covered, Free, Refused, Reported};
        let old = policy("enforce", "a.example b.example", 86_400);
        let new = policy("enforce", "b.example c.example", 1_209_600);
        let row = |host: &str, fresh, cached, until| (host.to_owned(), fresh, cached, until);
        let cached = Until::At(NOW + 86_400 + 3_600);
        assert_eq!(
            table(
                Some(&old),
                Some(&new),
                "a.example b.example",
                "b.example c.example d.example"
            ),
            [
                // Refused by the new policy, but out of DNS when the old MX record is forgotten.
                row("a.example", Refused, Covered, Until::At(NOW + 7_200)),
                row("b.example", Covered, Covered, Until::Never),
                row("c.example", Covered, Refused, cached),
                row("d.example", Refused, Refused, Until::Stands),
            ]
        );
        let testing = policy("testing", "b.example", 86_400);
        assert_eq!(
            table(Some(&old), Some(&testing), "c.example", "c.example"),
            [row("c.example", Reported, Refused, cached)]
        );
        assert_eq!(
            table(Some(&testing), None, "c.example", "c.example"),
            [row("c.example", Free, Reported, Until::Never)]
        );
        // It leaves DNS before the policy is over.
        assert_eq!(
            table(Some(&old), None, "x.example", "a.example"),
            [
                row("x.example", Free, Refused, Until::At(NOW + 7_200)),
                row("a.example", Free, Covered, Until::Never)
            ]
        );
        let none = policy("none", "a.example", 86_400);
        assert_eq!(
            table(Some(&none), Some(&none), "x.example", "x.example"),
            [row("x.example", Free, Free, Until::Never)]
        );
    }

    #[test]
    fn words_say_who_and_until_when() {
        let old = policy("enforce", "a.example", 86_400);
        let new = policy("enforce", "b.example", 86_400);
        let found = refusals(Some(&old), Some(&new), &hosts("a.example"), &hosts("c.example"), TIMES);
        let words = found.words.join("\n").replace('\u{a0}', " ");
        assert_eq!(
            words,
            "Senders that fetch the new policy refuse 1 of 1 MX host: `c.example`, so all mail. That lasts as long as the policy stands.\n\
             They refuse `a.example` where they still have the old MX record, until 24 Nov 2026, 14:00 UTC at most.\n\
             Senders that still hold the old policy refuse `c.example`."
        );
        let found = refusals(Some(&old), Some(&old), &hosts("a.example"), &hosts("a.example"), TIMES);
        assert_eq!(found.cached_until, Some(NOW + 90_000));
        assert_eq!(found.words.len(), 2);
        let found = refusals(None, None, &hosts("a.example"), &hosts("a.example"), TIMES);
        assert_eq!(found.words, ["Without a policy no sender refuses a host."]);
    }
}
