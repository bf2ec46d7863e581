//! The id guard: what this browser saw of a domain before, held against what it sees now.
//!
//! RFC 8461 §3.1: the id names one instance of the policy. A sender that holds a policy looks at the id alone (§3), so a
//! change of the file without a new id stays unseen until the policy is over.

use super::rules::{ID_REUSED, ID_WITHOUT_CHANGE, POLICY_WITHOUT_NEW_ID};
use super::times::{at, moment};
use super::today::Today;
use crate::make::texts::sts_record;
use crate::rule::{Evidence, Findings, Subject};
use crate::sts::{MAX_AGE_LIMIT, Mode, Policy};
use crate::words::policy_id;

/// A policy and its id, and when they were seen together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The policy id of the record.
    pub id: String,
    /// [`digest`] of the policy.
    pub digest: u64,
    /// For how long the policy binds senders, in seconds: its `max_age` in `enforce`, else 0.
    pub binds: u64,
    /// When they were first seen, in seconds since 1970 (UTC).
    pub first_seen: i64,
    /// When they were last seen.
    pub last_seen: i64,
}

impl Seen {
    /// What is seen at one moment.
    #[must_use]
    pub fn new(id: &str, policy: &Policy, at: i64) -> Self {
        Self {
            id: id.to_owned(),
            digest: digest(policy),
            binds: match policy.mode {
                Mode::Enforce => policy.max_age.min(MAX_AGE_LIMIT),
                _ => 0,
            },
            first_seen: at,
            last_seen: at,
        }
    }

    /// The pair of today, where both are known.
    #[must_use]
    pub fn of(today: &Today) -> Option<Self> {
        Some(Self::new(today.record.found()?, today.policy.found()?, today.seen))
    }

    /// Whether both say the same.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.id == other.id && self.digest == other.digest
    }
}

/// Tells a plan what is remembered (`history`, the oldest first): [`Today::since`] and [`Today::earlier`], where neither
/// was said by the owner.
///
/// Since when is never too early: the pair may have been there before anybody looked. Of what was served before, only
/// that counts which was seen, and binds. A few looks that found nothing of the kind don't show that there was nothing, so
/// that it stays unknown then.
pub fn recall(today: &mut Today, history: &[Seen]) {
    let Some(pair) = Seen::of(today) else { return };
    let Some((last, before)) = history.split_last().filter(|(last, _)| last.is_same(&pair)) else {
        // Something else was served when this browser last looked, so the pair of today is newer than that.
        today.earlier = today.earlier.or_else(|| bound(history, &pair));
        return;
    };
    today.since = today.since.or(Some(last.first_seen));
    today.earlier = today.earlier.or_else(|| bound(before, last));
}

/// For how long the policies seen before `later` bind at most; `None` where none was seen that binds.
fn bound(before: &[Seen], later: &Seen) -> Option<u64> {
    let binds = before.iter().filter(|seen| recent(seen, later)).map(|seen| seen.binds);
    binds.filter(|binds| *binds > 0).max()
}

/// Whether some sender may still have held what was seen then when `later` was first seen.
fn recent(seen: &Seen, later: &Seen) -> bool {
    let limit = i64::try_from(MAX_AGE_LIMIT).unwrap_or(i64::MAX);
    later.first_seen.saturating_sub(seen.last_seen) <= limit
}

/// A number that is the same for policies that say the same: mode, `max_age` and patterns, these in any order and case.
///
/// FNV-1a with 64 bits. It tells a change from none, by chance wrong in one of 10^19 cases; it is no security feature:
/// whoever wants to can write two policies with the same number.
#[must_use]
pub fn digest(policy: &Policy) -> u64 {
    let head = fnv(FNV_BASIS, policy.mode.as_str().bytes());
    let head = fnv(head, policy.max_age.to_string().bytes());
    let patterns = policy.mx.iter().map(|pattern| {
        let letters = pattern.text.bytes().map(|byte| byte.to_ascii_lowercase());
        fnv(FNV_BASIS, letters)
    });
    // A sum doesn't know an order.
    patterns.fold(head, u64::wrapping_add)
}

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a, from a state on.
pub(super) fn fnv(state: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(state, |state, byte| (state ^ u64::from(byte)).wrapping_mul(FNV_PRIME))
}

/// A new digest of a text.
pub(super) fn fnv_of(text: &str) -> u64 {
    fnv(FNV_BASIS, text.bytes())
}

/// Holds what is seen today against what was seen before (`history`, the oldest first).
///
/// What is longer ago than any policy may be kept says nothing any more.
pub fn judge(history: &[Seen], today: &Seen, findings: &mut Findings) {
    let limit = i64::try_from(MAX_AGE_LIMIT).unwrap_or(i64::MAX);
    let counts = |seen: &&Seen| today.last_seen.saturating_sub(seen.last_seen) <= limit;
    let mut own = Findings::new();
    let before = || history.iter().rev().filter(counts);
    // The same pair again is the case of nothing having changed, also where something else stood there in between.
    let last = before().next();
    if last.is_none_or(|last| last.is_same(today)) {
        return;
    }
    let other = before().find(|seen| seen.id == today.id && seen.digest != today.digest);
    match (last, other) {
        (Some(last), Some(_)) if last.id == today.id => {
            let finding = POLICY_WITHOUT_NEW_ID.finding().with("id", &today.id);
            own.add(
                finding
                    .with_words("before", at(last.last_seen))
                    .with_words("now", at(today.last_seen))
                    .snippet("TXT record at _mta-sts", next_record(today)),
            );
        }
        (_, Some(other)) => {
            let finding = ID_REUSED.finding().with("id", &today.id);
            own.add(
                finding
                    .with_words("first", at(other.first_seen))
                    .with_words("last", at(other.last_seen))
                    .snippet("TXT record at _mta-sts", next_record(today)),
            );
        }
        (Some(last), None) if last.digest == today.digest => {
            let finding = ID_WITHOUT_CHANGE.finding().with("old", &last.id).with("new", &today.id);
            own.add(
                finding
                    .with_words("before", at(last.last_seen))
                    .with_words("now", at(today.last_seen)),
            );
        }
        _ => {}
    }
    let evidence = Evidence::Inferred {
        from: "what this browser saw before".into(),
    };
    findings.adopt(own, Subject::Record, &evidence);
}

/// The record with a new id.
fn next_record(today: &Seen) -> String {
    let mut at = moment(today.last_seen);
    if policy_id(at) == today.id {
        at += 1;
    }
    sts_record(&policy_id(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Severity;
    use crate::sts::policy::parse;

    fn policy(text: &str) -> Policy {
        let text = format!("version: STSv1\n{text}");
        parse(text.as_bytes(), &mut Findings::new()).effective.unwrap()
    }

    #[test]
    fn digests_differ_with_what_senders_go_by() {
        let one = digest(&policy("mode: enforce\nmx: a.example\nmx: b.example\nmax_age: 86400\n"));
        let same = digest(&policy(
            "max_age: 86400\nmx: B.example\nmx: a.example\nmode: enforce\nnote: x\n",
        ));
        assert_eq!(one, same);
        for other in [
            "mode: testing\nmx: a.example\nmx: b.example\nmax_age: 86400\n",
            "mode: enforce\nmx: a.example\nmx: b.example\nmax_age: 86401\n",
            "mode: enforce\nmx: a.example\nmax_age: 86400\n",
            "mode: enforce\nmx: a.example\nmx: c.example\nmax_age: 86400\n",
        ] {
            assert_ne!(one, digest(&policy(other)), "{other}");
        }
        // The test vectors of FNV-1a.
        assert_eq!(fnv_of(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_of("foobar"), 0x8594_4171_f739_67e8);
    }

    fn seen(id: &str, digest: u64, at: i64) -> Seen {
        Seen {
            id: id.into(),
            digest,
            binds: digest * 100,
            first_seen: at,
            last_seen: at + 60,
        }
    }

    fn found(history: &[Seen], today: &Seen) -> Vec<(&'static str, Severity)> {
        let mut findings = Findings::new();
        judge(history, today, &mut findings);
        findings
            .as_slice()
            .iter()
            .map(|finding| (finding.rule.name, finding.severity))
            .collect()
    }

    #[test]
    fn id_and_policy_change_together() {
        const NOW: i64 = 1_795_521_600;
        let old = NOW - 40_000_000;
        for (history, today, want) in [
            (vec![], ("1", 1), None),
            (vec![seen("1", 1, 0)], ("1", 2), None), // too long ago
            (vec![seen("1", 1, NOW - 9)], ("1", 1), None),
            (vec![seen("1", 1, NOW - 9)], ("2", 2), None),
            (vec![seen("1", 1, NOW - 9)], ("1", 2), Some("POLICY_WITHOUT_NEW_ID")),
            (vec![seen("1", 1, NOW - 9)], ("2", 1), Some("ID_WITHOUT_CHANGE")),
            // Back to what was there before, both of it.
            (vec![seen("1", 1, NOW - 900), seen("2", 2, NOW - 90)], ("1", 1), None),
            (
                vec![seen("1", 1, NOW - 900), seen("2", 2, NOW - 90)],
                ("1", 3),
                Some("ID_REUSED"),
            ),
            (
                vec![seen("1", 1, NOW - 900), seen("2", 2, NOW - 90)],
                ("1", 2),
                Some("ID_REUSED"),
            ),
            (vec![seen("1", 1, old), seen("2", 2, NOW - 90)], ("1", 3), None),
        ] {
            let today = seen(today.0, today.1, NOW);
            let names: Vec<_> = found(&history, &today).into_iter().map(|(name, _)| name).collect();
            assert_eq!(names, want.into_iter().collect::<Vec<_>>(), "{history:?} {today:?}");
        }
    }

    #[test]
    fn what_is_remembered_tells_a_plan_since_when_and_what_was_before() {
        const YEAR: i64 = 31_557_600;
        let none = policy("mode: none\nmax_age: 86400\n");
        let enforce = policy("mode: enforce\nmx: a.example\nmax_age: 604800\n");
        let at = |id: &str, policy: &Policy, first, last| Seen {
            last_seen: last,
            ..Seen::new(id, policy, first)
        };
        let old = at("1", &enforce, 100, 200);
        let testing = policy("mode: testing\nmx: a.example\nmax_age: 604800\n");
        let trial = at("0", &testing, 50, 60);
        assert_eq!((old.binds, at("2", &none, 1, 1).binds), (604_800, 0));
        for (history, want) in [
            (vec![], (None, None)),
            (vec![old.clone()], (None, Some(604_800))),
            (vec![at("2", &none, 300, 400)], (Some(300), None)),
            (vec![old.clone(), at("2", &none, 300, 400)], (Some(300), Some(604_800))),
            // What was seen in testing binds nobody, and what was there before that wasn't seen.
            (vec![trial.clone()], (None, None)),
            (vec![trial.clone(), at("2", &none, 300, 400)], (Some(300), None)),
            (
                vec![trial, old.clone(), at("2", &none, 300, 400)],
                (Some(300), Some(604_800)),
            ),
            (
                vec![old, at("2", &none, YEAR + 201, YEAR + 202)],
                (Some(YEAR + 201), None),
            ),
        ] {
            let mut today = Today::new(crate::dns::Name::parse("example.com").unwrap(), 900);
            recall(&mut today, &history);
            assert_eq!((today.since, today.earlier), (None, None), "nothing is known of today");
            today.record = crate::rollout::Known::Found("2".into());
            today.policy = crate::rollout::Known::Found(none.clone());
            recall(&mut today, &history);
            assert_eq!((today.since, today.earlier), want, "{history:?}");
            (today.since, today.earlier) = (Some(5), Some(6));
            recall(&mut today, &history);
            assert_eq!(
                (today.since, today.earlier),
                (Some(5), Some(6)),
                "what the owner says counts"
            );
        }
    }

    #[test]
    fn dates_and_a_new_id_are_told() {
        let id = "20261124T120000Z";
        let mut findings = Findings::new();
        let today = seen(id, 2, 1_795_521_540);
        judge(&[seen(id, 1, 1_795_400_000)], &today, &mut findings);
        let finding = &findings.as_slice()[0];
        assert_eq!(
            finding.message().replace('\u{a0}', " "),
            "the policy changed between 23 Nov 2026, 02:14 UTC and 24 Nov 2026, 12:00 UTC, and the id is still `20261124T120000Z`"
        );
        assert_eq!(finding.snippets[0].text, "v=STSv1; id=20261124T120001Z;");
    }

    /// A plan that is made again each day, from what is published and remembered by then, leads to the same day.
    #[test]
    fn a_plan_made_again_keeps_its_days() {
        use crate::rollout::tests::{DAY, HOUR, NOW, published, sound, step, text};
        use crate::rollout::{Change, Kind, Known, Options, State, plan, store::Store};
        use crate::sts::record;
        let mut store = Store::default();
        let look = |today: &mut Today, store: &mut Store, at: i64| {
            today.seen = at;
            (today.since, today.earlier) = (None, None);
            recall(today, store.history(&today.domain));
            store.remember(&today.domain, Seen::of(today).unwrap());
        };
        let change = Change::MxHosts {
            hosts: vec!["mx1.example.com".into(), "mx3.example.com".into()],
        };
        let mut today = published("enforce", 604_800);
        look(&mut today, &mut store, NOW);
        let first = plan(&today, &change, &Options::default(), NOW);
        let moved = step(&first, "mx").not_before.unwrap();
        assert_eq!(moved, NOW + 7 * DAY + HOUR);
        // The first step is taken.
        let cover = step(&first, "cover");
        let mut findings = Findings::new();
        today.policy = Known::Found(
            parse(text(cover, Kind::Policy).as_bytes(), &mut findings)
                .effective
                .unwrap(),
        );
        let record = record::parse(text(cover, Kind::Record).as_bytes(), &mut findings).unwrap();
        today.record = Known::Found(record.id);
        for day in 0..9 {
            let at = NOW + day * DAY + 600;
            look(&mut today, &mut store, at);
            look(&mut today, &mut store, at);
            let again = plan(&today, &change, &Options::default(), at);
            sound(&again);
            let mx = step(&again, "mx");
            assert_eq!(step(&again, "cover").state, State::Done, "{again:#?}");
            // It was seen ten minutes after it was done.
            let want = (moved + 600).max(at);
            assert_eq!(
                (mx.state == State::Now, mx.not_before),
                (want == at, Some(want)),
                "day {day}: {again:#?}"
            );
        }
    }
}
