//! A plan: ordered steps, each with the earliest safe time, what to paste, what to watch and how to go back.

use super::draft::Draft;
use super::times;
use super::{Change, Today, first, hosts, policy, removal};
use crate::rule::Finding;
use crate::sts::{DAY, MAX_AGE_LIMIT, TWO_WEEKS};

/// What the owner may choose; see [`Options::default`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Days in testing before enforce.
    pub testing_days: u32,
    /// Days in enforce with the short `max_age` before the long one.
    pub enforce_days: u32,
    /// `max_age` in seconds while a mistake should be over soon: in testing, in the first enforce, in removal.
    pub short_max_age: u64,
    /// `max_age` in seconds in the end.
    pub long_max_age: u64,
    /// Days for which senders keep trying: RFC 5321 §4.5.4.1 asks for at least 4 to 5.
    pub queue_days: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            testing_days: 14,
            enforce_days: 7,
            short_max_age: DAY,
            long_max_age: TWO_WEEKS,
            queue_days: 5,
        }
    }
}

impl Options {
    /// Most days of anything.
    const MOST_DAYS: u32 = 3_650;

    /// The same within what a plan reckons with.
    pub(super) fn bounded(self) -> Self {
        Self {
            testing_days: self.testing_days.min(Self::MOST_DAYS),
            enforce_days: self.enforce_days.min(Self::MOST_DAYS),
            queue_days: self.queue_days.min(Self::MOST_DAYS),
            short_max_age: self.short_max_age.min(MAX_AGE_LIMIT),
            long_max_age: self.long_max_age.min(MAX_AGE_LIMIT),
        }
    }
}

/// What to do when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The Policy Domain.
    pub domain: String,
    /// Which change: [`Change::key`].
    pub change: &'static str,
    /// Its heading.
    pub title: String,
    /// The whole in one or two sentences, with the earliest end.
    pub summary: String,
    /// When it was made, in seconds since 1970 (UTC): the times count from here.
    pub made: i64,
    /// When what it starts from was seen.
    pub seen: i64,
    /// What keeps it from being made: there are no steps then.
    pub obstacles: Vec<String>,
    /// What refuses mail if it is carried out as it stands.
    pub dangers: Vec<String>,
    /// What is doubtful about the state that it begins at, a sentence each.
    pub doubts: Vec<String>,
    /// What it takes for granted, a sentence each.
    pub assumptions: Vec<String>,
    /// In order. Their times never go back.
    pub steps: Vec<Step>,
}

/// Whether a step can be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It was seen to be done.
    Done,
    /// It can be taken now; where several can, in their order.
    Now,
    /// Not before its time, or not before another step.
    #[default]
    Later,
}

/// A step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// A stable word for programs, such as `enforce`; no plan has one twice.
    pub key: &'static str,
    /// Whether it can be taken.
    pub state: State,
    /// Not before this moment, in seconds since 1970 (UTC), provided that the steps before it are taken as soon as they
    /// may be. `None` for what is done.
    pub not_before: Option<i64>,
    /// For a time of waiting: until when it lasts.
    pub until: Option<i64>,
    /// Which step or condition it comes after, such as `step 2 checks good`; empty for none.
    pub after: String,
    /// How its time is reckoned, such as `14 days after step 3, and 1 hour of TTL`; empty for none.
    pub why: String,
    /// Its heading.
    pub title: String,
    /// What to do and what it does to mail. Code stands between backticks, here as in all texts of a plan.
    pub words: String,
    /// What to copy.
    pub pastes: Vec<Paste>,
    /// What to look at afterwards; empty for nothing.
    pub watch: String,
    /// How to go back; `None` where there is nothing to be undone.
    pub back: Option<Back>,
}

/// What a [`Paste`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The whole policy file.
    Policy,
    /// The text of a TXT record.
    Record,
    /// A command that changes nothing.
    Command,
    /// Lines that go (`-`) and come (`+`).
    Difference,
}

/// Something to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paste {
    /// What it is, such as `TXT record at _mta-sts.example.com`.
    pub label: String,
    /// Which kind.
    pub kind: Kind,
    /// Exactly what is copied.
    pub text: String,
    /// What the rules warn of in it: either meant so, or what the owner brought.
    pub warnings: Vec<Finding>,
}

/// How to go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    /// What to do, and what senders do meanwhile.
    pub words: String,
    /// For how long at most some sender goes on as before, in seconds from the moment of going back.
    pub lasts: u64,
}

/// Plans a change. `now` is in seconds since 1970 (UTC).
///
/// The times hold if each step is taken as soon as it may be. Whoever is later makes the plan again: it begins at what is
/// published then.
#[must_use]
pub fn plan(today: &Today, change: &Change, options: &Options, now: i64) -> Plan {
    let mut draft = Draft::new(today, *options, now);
    let domain = today.domain.as_str();
    let (title, summary) = match change {
        Change::First => (format!("First roll-out for {domain}"), first::plan(&mut draft)),
        Change::MxHosts { hosts } => (
            format!("Other MX hosts for {domain}"),
            hosts::plan(&mut draft, hosts, None),
        ),
        Change::Provider { hosts, patterns } => (
            format!("Another provider for {domain}"),
            hosts::plan(&mut draft, hosts, Some(patterns)),
        ),
        Change::Policy { policy } => {
            let first = policy::is_first(today);
            let title = if first { "This policy for" } else { "Another policy for" };
            (format!("{title} {domain}"), policy::plan(&mut draft, policy))
        }
        Change::Removal => (format!("Removing MTA-STS from {domain}"), removal::plan(&mut draft)),
    };
    let mut plan = draft.finish();
    plan.change = change.key();
    plan.title = title;
    plan.summary = match plan.obstacles.first() {
        Some(obstacle) => format!("No plan yet. {obstacle}"),
        None => summary,
    };
    plan.seen = today.seen.clamp(0, times::LATEST);
    plan
}
