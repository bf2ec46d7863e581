//! A plan in the making: what it starts from, its steps so far, the ids it has given out.

use super::body::{Body, MOST_PATTERNS};
use super::change::{MOST_HOSTS, clean_hosts};
use super::names::Patterns;
use super::plan::{Back, Kind, Options, Paste, Plan, State, Step};
use super::times::{self, UNKNOWN_TTL, at_most, later, moment};
use super::today::{Known, Today};
use crate::make::texts::sts_record;
use crate::rule::{Findings, Severity};
use crate::sts::{self, MAX_AGE_LIMIT, Mode};
use crate::survey::judge::words::names;
use crate::words::policy_id;

/// A plan in the making.
pub(super) struct Draft<'a> {
    pub today: &'a Today,
    pub options: Options,
    /// When it begins: a full minute.
    pub now: i64,
    /// The policy of today, if it is known.
    pub live: Option<Body>,
    plan: Plan,
    ids: Vec<String>,
}

/// Why a policy of the past counts.
pub(super) const EARLIER: &str = "until then some sender may hold an earlier policy";

/// For how long a policy in `enforce` that is served up to some moment may bind some sender.
#[derive(Clone, Copy)]
pub(super) struct Hold {
    /// From the moment at which it is replaced, in seconds; 0 where it refuses nothing.
    pub seconds: u64,
    /// Until then at least an earlier policy may bind; 0 for none.
    pub earlier_until: i64,
}

impl Hold {
    /// When the old policy is gone from every sender, if the new id is published at `at`.
    pub fn over(self, at: i64) -> i64 {
        later(at, self.seconds).max(moment(self.earlier_until))
    }

    /// Why it is over then, in words; `own` where it is the policy of today that lasts.
    pub fn why(self, at: i64, own: String) -> String {
        if self.earlier_until > later(at, self.seconds) {
            EARLIER.into()
        } else {
            own
        }
    }
}

impl<'a> Draft<'a> {
    pub fn new(today: &'a Today, options: Options, now: i64) -> Self {
        let now = moment(now);
        let mut draft = Self {
            today,
            options: options.bounded(),
            now,
            live: None,
            plan: Plan {
                domain: today.domain.to_string(),
                change: "",
                title: String::new(),
                summary: String::new(),
                made: now,
                seen: now,
                obstacles: Vec::new(),
                dangers: Vec::new(),
                doubts: today.doubts.clone(),
                assumptions: Vec::new(),
                steps: Vec::new(),
            },
            ids: today.record.found().cloned().into_iter().collect(),
        };
        draft.live = today.policy.found().map(Body::of);
        if draft.live.as_ref().is_some_and(|live| live.mx.len() > MOST_PATTERNS) {
            draft.obstacle(format!(
                "The policy has more than {MOST_PATTERNS} patterns; nobody can plan with that."
            ));
        }
        if today
            .policy
            .found()
            .is_some_and(|policy| policy.max_age > MAX_AGE_LIMIT)
        {
            draft.assume(format!(
                "`max_age` is over the RFC’s maximum. Some senders refuse such a policy; that the others keep it for {} at most is taken for granted.",
                at_most(MAX_AGE_LIMIT)
            ));
        }
        if today.domain.under("_mta-sts").is_none() {
            draft.obstacle("The domain’s name is too long for a record at `_mta-sts` below it.");
        }
        draft
    }

    /// The plan without its heading.
    pub fn finish(mut self) -> Plan {
        if !self.plan.obstacles.is_empty() {
            self.plan.steps.clear();
        }
        self.plan
    }

    /// Something that is taken for granted.
    pub fn assume(&mut self, words: impl Into<String>) {
        say(&mut self.plan.assumptions, words.into());
    }

    /// Something that refuses mail.
    pub fn danger(&mut self, words: impl Into<String>) {
        say(&mut self.plan.dangers, words.into());
    }

    /// Something without which there is no plan.
    pub fn obstacle(&mut self, words: impl Into<String>) {
        say(&mut self.plan.obstacles, words.into());
    }

    /// Adds a step; its number, from 1.
    ///
    /// A step is never earlier than one before it.
    pub fn step(&mut self, mut step: Step) -> usize {
        let last = self.plan.steps.iter().rev().find_map(|step| step.not_before);
        if step.state == State::Done {
            step.not_before = None;
            step.after = String::new();
            step.why = String::new();
            step.watch = String::new();
        } else {
            let own = step.not_before.unwrap_or(self.now);
            step.not_before = Some(own.max(last.unwrap_or(self.now)));
        }
        self.plan.steps.push(step);
        self.plan.steps.len()
    }

    /// The number that the next step gets.
    pub fn next(&self) -> usize {
        self.plan.steps.len() + 1
    }

    /// Whether all steps so far are done.
    pub fn all_done(&self) -> bool {
        self.plan.steps.iter().all(|step| step.state == State::Done)
    }

    /// For how long resolvers keep what stands at `_mta-sts`, in seconds.
    pub fn record_ttl(&mut self) -> u64 {
        self.ttl(self.today.record_ttl, "the record")
    }

    /// For how long resolvers keep the MX records, in seconds.
    pub fn mx_ttl(&mut self) -> u64 {
        self.ttl(self.today.mx_ttl, "the MX records")
    }

    fn ttl(&mut self, ttl: Option<u32>, of: &str) -> u64 {
        let Some(ttl) = ttl else {
            self.assume(format!(
                "The TTL of {of} isn’t known; {} is taken.",
                at_most(u64::from(UNKNOWN_TTL))
            ));
            return u64::from(UNKNOWN_TTL);
        };
        if self.today.ttls_rounded {
            // RFC 1035 §3.2.1: a resolver tells what is left.
            self.assume(format!(
                "The TTL of {of} is {} in the zone. Resolvers show what is left of it, and this is the next usual value. Where the zone says more, wait for that.",
                at_most(u64::from(ttl))
            ));
        }
        u64::from(ttl)
    }

    /// For how long the policy of today, and those before it, may bind some sender.
    ///
    /// RFC 8461 §3.2: a policy is kept for `max_age` from the last fetch. That may have been a moment before the file
    /// changed. A sender that asks for the record in time renews what it holds as long as the id is the same (§3.1), so
    /// the TTL of the record comes on top.
    pub fn hold(&mut self) -> Hold {
        self.hold_of(|mode| mode == Mode::Enforce)
    }

    /// The same for policies of any mode: for the removal RFC 8461 §8.3 makes no difference between them.
    pub fn hold_of_any(&mut self) -> Hold {
        self.hold_of(|_| true)
    }

    fn hold_of(&mut self, counts: impl Fn(Mode) -> bool) -> Hold {
        let ttl = self.record_ttl();
        let live = self.live.as_ref().map(|live| (counts(live.mode), live.max_age));
        let seconds = match live {
            Some((true, max_age)) => ttl + max_age,
            Some((false, _)) => 0,
            None if self.today.record.is_absent() && (self.today.earlier.is_some() || !counts(Mode::None)) => 0,
            None => {
                let what = match (&self.today.record, &self.today.policy) {
                    (Known::Absent, _) => {
                        "Nothing is published today. If no policy was served in the last 366 days, nothing is left to be done. What senders may hold"
                    }
                    (_, Known::Absent) => "There is a record and no policy that senders take. What they still hold",
                    _ => "The policy of today isn’t known. What senders hold",
                };
                self.assume(format!(
                    "{what} is taken as the worst case: `enforce`, and the largest `max_age` of RFC 8461, {}.",
                    at_most(MAX_AGE_LIMIT)
                ));
                // No earlier policy can bind for longer.
                return Hold {
                    seconds: ttl + MAX_AGE_LIMIT,
                    earlier_until: 0,
                };
            }
        };
        Hold {
            seconds,
            earlier_until: self.earlier_until(ttl),
        }
    }

    /// Until when a policy that was served before the one of today may bind (RFC 8461 §8.3: it may have had a greater
    /// `max_age`).
    fn earlier_until(&mut self, ttl: u64) -> i64 {
        match self.today.earlier {
            Some(0) => 0,
            Some(max_age) => {
                let max_age = max_age.min(MAX_AGE_LIMIT);
                self.assume(format!(
                    "In the year before the policy of today, none in `enforce` was kept for longer than {}, as was said or is remembered.",
                    at_most(max_age)
                ));
                let (ended, _) = self.ended();
                later(ended, ttl + max_age)
            }
            None => {
                self.assume(
                    "No sender still holds an earlier policy in `enforce` with a longer `max_age`. If one was served in the last 366 days, say so at “Earlier policies”.",
                );
                0
            }
        }
    }

    /// When the last policy before that of today was served, and that moment in words.
    pub fn ended(&mut self) -> (i64, String) {
        if let Some(ended) = self.today.earlier_ended {
            let ended = ended.clamp(0, self.now);
            return (ended, format!("after {}", times::at(ended)));
        }
        let since = self.since();
        (since, self.since_words(since))
    }

    /// Since when the policy of today is served; as if since now where that isn't known.
    pub fn since(&mut self) -> i64 {
        let Some(since) = self.today.since else {
            self.assume("Since when the policy of today is served isn’t known; it is reckoned from now on.");
            return self.now;
        };
        since.clamp(0, self.now)
    }

    /// From that moment on, in words.
    pub fn since_words(&self, since: i64) -> String {
        match self.today.since {
            Some(_) => format!("after {}", times::at(since)),
            None => "from now on".into(),
        }
    }

    /// The MX hosts of today that can be planned with; `None` while they aren't known.
    pub fn hosts(&mut self) -> Option<Vec<String>> {
        let hosts = self.today.hosts.found()?;
        if hosts.len() > MOST_HOSTS {
            self.obstacle(format!(
                "There are more than {MOST_HOSTS} MX hosts; nobody can plan with that."
            ));
        }
        let (hosts, left_out) = clean_hosts(hosts);
        for words in left_out {
            self.danger(words);
        }
        Some(hosts)
    }

    /// Warns of hosts that these patterns don't cover.
    pub fn warn_uncovered(&mut self, patterns: &[String], hosts: &[String], what: &str) {
        let refused = Patterns::of(patterns).uncovered(hosts);
        if !refused.is_empty() {
            self.danger(format!("{what} {}.", names(&refused)));
        }
    }

    /// What is pasted where the policy becomes another one: the file, what changes in it, and a record with a new id.
    /// RFC 8461 §8.1: the file comes first.
    pub fn change(&mut self, new: &Body, old: Option<&Body>, at: i64) -> Vec<Paste> {
        let mut pastes = vec![self.file(new)];
        let difference = old.map(|old| old.difference(new)).filter(|text| !text.is_empty());
        pastes.extend(difference.map(|text| Paste {
            label: "what changes in the file".into(),
            kind: Kind::Difference,
            text,
            warnings: Vec::new(),
        }));
        pastes.push(self.record(at));
        pastes
    }

    /// The policy file, with what the rules warn of.
    pub fn file(&self, body: &Body) -> Paste {
        let text = body.text();
        let mut findings = Findings::faults();
        sts::policy::parse(text.as_bytes(), &mut findings);
        let mut warnings = findings.into_vec();
        warnings.retain(|finding| finding.severity <= Severity::Warning);
        Paste {
            label: format!(
                "policy file, https://mta-sts.{}/.well-known/mta-sts.txt",
                self.today.domain
            ),
            kind: Kind::Policy,
            text,
            warnings,
        }
    }

    /// The record with an id that was not there before, made from the moment (RFC 8461 §3.1: letters and digits, another
    /// one for each policy).
    pub fn record(&mut self, at: i64) -> Paste {
        let mut at = at;
        let mut id = policy_id(at);
        while self.ids.contains(&id) {
            at += 1;
            id = policy_id(at);
        }
        let text = sts_record(&id);
        self.ids.push(id);
        Paste {
            label: format!("TXT record at _mta-sts.{}", self.today.domain),
            kind: Kind::Record,
            text,
            warnings: Vec::new(),
        }
    }

    /// A command that shows what senders are served.
    pub fn look(&self) -> Paste {
        let domain = &self.today.domain;
        Paste {
            label: "shows what senders are served".into(),
            kind: Kind::Command,
            text: format!("curl -si https://mta-sts.{domain}/.well-known/mta-sts.txt"),
            warnings: Vec::new(),
        }
    }

    /// How to go back from a policy to the one before it: as long as a sender that fetched it keeps it.
    pub fn back(&mut self, words: &str, body: &Body) -> Back {
        let lasts = self.record_ttl() + body.max_age;
        Back {
            words: format!(
                "{words} Senders that fetched the other policy and miss the new id go by it for up to {}.",
                at_most(lasts)
            ),
            lasts,
        }
    }
}

/// Says a thing once.
fn say(list: &mut Vec<String>, words: String) {
    if !list.contains(&words) {
        list.push(words);
    }
}

/// `now`, or not before which moment.
pub(super) fn when(not_before: i64, now: i64) -> String {
    if not_before <= now {
        "now".into()
    } else {
        format!("on {}", times::at(not_before))
    }
}
