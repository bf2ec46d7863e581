//! Drives a check, without a clock or a network: what is to be asked now, what came back, when to look again.
//!
//! Who makes the requests takes a [`Turn`] after each change, and tells what came of it. What is asked when, and of whom,
//! is [`Schedule`]'s to say; what follows from it is the survey's. All times are milliseconds since the check began.

use super::facts::{Pasted, Question, Reply, Reported, Survey};
use super::ledger::State;
use super::outcome;
use super::outside::Outside;
use super::schedule::{Attempt, AttemptId, Ended, Schedule};
use super::settings::Resolver;
use super::typed::Typed;
use crate::dns::{Failure, Lookup, Name};
use crate::later;
use std::ops::Range;

/// A check under way.
#[derive(Clone, Debug)]
pub struct Drive {
    survey: Survey,
    schedule: Schedule,
    resolvers: Vec<Resolver>,
    flights: Vec<Flight>,
}

/// What is to be done now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Requests to make.
    pub start: Vec<Launch>,
    /// Requests that nobody waits for any more.
    pub cancel: Vec<AttemptId>,
    /// When to come back if nothing happens until then.
    pub wake_at: Option<u32>,
}

/// A request to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Its name.
    pub id: AttemptId,
    /// What is asked.
    pub question: Question,
    /// The URL, as it stands in the request list.
    pub url: String,
    /// The policy host; `None` if the domain leaves no room for its name.
    pub host: Option<Name>,
}

/// A request under way.
#[derive(Clone, Debug)]
struct Flight {
    id: AttemptId,
    question: Question,
    /// Who is asked.
    from: String,
    /// Its entries in the request list.
    entries: Range<usize>,
    started: u32,
}

impl Drive {
    /// A check that has not begun to ask. `started` is in seconds since 1970.
    #[must_use]
    pub fn new(domain: Name, unicode: Option<String>, resolvers: Vec<Resolver>, started: i64) -> Self {
        Self {
            survey: Survey::new(domain, unicode, started),
            schedule: Schedule::new(resolvers.len()),
            resolvers,
            flights: Vec::new(),
        }
    }

    /// Says that the check runs outside of a browser. Before the first turn.
    pub const fn go_outside(&mut self, outside: Outside) {
        self.survey.outside = Some(outside);
    }

    /// Takes in what is to be said of what was typed, to be told with all else.
    pub fn remark(&mut self, typed: Option<Typed>) {
        self.survey.typed = typed;
    }

    /// What is known so far.
    #[must_use]
    pub const fn survey(&self) -> &Survey {
        &self.survey
    }

    /// Whether nothing is under way or to be asked.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.survey.ended && self.schedule.is_done()
    }

    /// What is being asked by this request; `None` if nobody waits for it any more.
    #[must_use]
    pub fn asked(&self, id: AttemptId) -> Option<&Question> {
        let flight = self.flights.iter().find(|flight| flight.id == id)?;
        Some(&flight.question)
    }

    /// Does what there is to do now, until nothing more follows from it.
    #[must_use]
    pub fn advance(&mut self, now: u32) -> Turn {
        let mut turn = Turn::default();
        loop {
            if !self.survey.ended {
                let wants = self.survey.wanted();
                self.schedule.want(wants);
            }
            let step = self.schedule.step(now);
            for attempt in &step.start {
                turn.start.push(self.launch(attempt, now));
            }
            for flight in &self.flights {
                if step.slow.contains(&flight.id) {
                    let slow = (flight.question.clone(), flight.from.clone());
                    self.survey.slow.push(slow);
                }
            }
            for id in &step.give_up {
                if let Some(flight) = self.flight(*id) {
                    turn.cancel.push(*id);
                    let reply = Reply::timed_out(&flight.question);
                    self.take(flight, reply, false, now);
                }
            }
            if !step.hopeless.is_empty() && later::rest().is_some() {
                for question in &step.hopeless {
                    self.give_up_hope(question, now);
                }
            }
            for question in &step.exhausted {
                self.survey.give_up(question.clone());
            }
            let settled = step.slow.is_empty() && step.give_up.is_empty();
            if settled && step.hopeless.is_empty() && step.exhausted.is_empty() {
                turn.wake_at = step.wake_at;
                break;
            }
        }
        if self.schedule.is_done() && !self.survey.ended {
            turn.cancel.extend(self.end(now, false));
            turn.wake_at = None;
        }
        turn
    }

    /// Takes in what a request brought. `false`: it was given up or cancelled, and nothing has changed.
    pub fn landed(&mut self, id: AttemptId, reply: Reply, now: u32) -> bool {
        let Some(late) = self.schedule.ended(id, Ended::of(&reply)) else {
            return false;
        };
        let Some(flight) = self.flight(id) else {
            return false;
        };
        self.take(flight, reply, late, now);
        true
    }

    /// Ends the check, or what is asked after it; what is known stays. Gives what is to be cancelled.
    pub fn stop(&mut self, now: u32) -> Vec<AttemptId> {
        self.end(now, true)
    }

    /// Takes in a policy that the user brought: the body, or the whole output of `curl -i`; an empty text takes it away
    /// again. Also after the end.
    pub fn paste(&mut self, text: Vec<u8>) {
        self.survey.pasted = Some(text).filter(|text| !text.is_empty()).and_then(Pasted::new);
    }

    /// Asks every question of the DNS that has been answered of all other resolvers. Also after the end.
    pub fn compare(&mut self, now: u32) {
        let answered = self.survey.replies.keys();
        for question in answered.filter(|question| matches!(question, Question::Dns { .. })) {
            self.schedule.compare(question, now);
        }
    }

    fn launch(&mut self, attempt: &Attempt, now: u32) -> Launch {
        let survey = &mut self.survey;
        let entries = survey.entries(attempt, &self.resolvers, now);
        let url = entries.first().map(|entry| entry.url.clone()).unwrap_or_default();
        let first = survey.requests.len();
        survey.requests.extend(entries);
        let resolver = attempt.resolver.and_then(|at| self.resolvers.get(at));
        self.flights.push(Flight {
            id: attempt.id,
            question: attempt.question.clone(),
            from: resolver.map_or_else(|| "browser".to_owned(), |resolver| resolver.name.clone()),
            entries: first..survey.requests.len(),
            started: now,
        });
        Launch {
            id: attempt.id,
            question: attempt.question.clone(),
            url,
            host: survey.policy_host(),
        }
    }

    /// Takes a request out of those under way.
    fn flight(&mut self, id: AttemptId) -> Option<Flight> {
        let at = self.flights.iter().position(|flight| flight.id == id)?;
        (at < self.flights.len()).then(|| self.flights.remove(at))
    }

    /// Takes a reply into the survey and the request list.
    fn take(&mut self, flight: Flight, reply: Reply, late: bool, now: u32) {
        let survey = &mut self.survey;
        let outcomes = match &reply {
            Reply::Probe(report) => Vec::from(outcome::of_probes(*report)),
            reply => vec![outcome::of(&flight.question, reply)],
        };
        for (at, (state, words)) in flight.entries.zip(outcomes) {
            if let Some(entry) = survey.requests.get_mut(at) {
                entry.took = Some(now.saturating_sub(flight.started));
                entry.state = if late && state == State::Answered {
                    State::Late
                } else {
                    state
                };
                entry.outcome = words;
            }
        }
        let reported = Reported {
            from: flight.from,
            at: now,
            reply,
        };
        survey.record(flight.question, reported);
    }

    /// Nobody is left to ask: says so in place of an answer, so that the survey doesn't wait for one.
    fn give_up_hope(&mut self, question: &Question, now: u32) {
        let whom = self.resolvers.first().map_or("nobody", |resolver| &resolver.name);
        let too_many = Failure::Status {
            status: 429,
            body: String::new(),
            retry_after: None,
        };
        let reported = Reported {
            from: whom.to_owned(),
            at: now,
            reply: Reply::Dns(Lookup::Failed(too_many)),
        };
        self.survey.record(question.clone(), reported);
    }

    /// Ends the survey. Gives what is under way, and to be cancelled.
    fn end(&mut self, now: u32, stopped: bool) -> Vec<AttemptId> {
        let cancelled = self.schedule.finish();
        for id in &cancelled {
            let Some(flight) = self.flight(*id) else {
                continue;
            };
            let survey = &mut self.survey;
            for entry in survey.requests.get_mut(flight.entries).unwrap_or_default() {
                entry.took = Some(now.saturating_sub(flight.started));
                entry.state = State::Cancelled;
                entry.outcome = String::from(if stopped { "stopped" } else { "not needed any more" });
            }
        }
        let survey = &mut self.survey;
        survey.stopped |= stopped && !survey.ended;
        survey.ended = true;
        survey.slow.clear();
        cancelled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::ProbeReport;

    fn drive() -> Drive {
        let domain = Name::parse("example.com").unwrap();
        Drive::new(domain, None, vec![Resolver::google(), Resolver::cloudflare()], 0)
    }

    /// What a resolver answers that knows of nothing.
    fn nothing(question: &Question) -> Reply {
        match question {
            Question::Dns { name, rtype } => {
                let body = br#"{"Status": 3}"#;
                Reply::Dns(crate::dns::doh::decode_reply(name, *rtype, 200, None, body))
            }
            Question::Policy => Reply::timed_out(question),
            Question::Probe => Reply::Probe(ProbeReport::default()),
        }
    }

    #[test]
    fn a_check_comes_to_its_end_and_every_request_is_listed() {
        let mut drive = drive();
        let mut now = 0;
        let mut turn = drive.advance(now);
        let mut made = 0;
        while let Some(launch) = turn.start.pop() {
            assert!(launch.url.starts_with("https://"), "{launch:?}");
            assert_eq!(drive.asked(launch.id), Some(&launch.question));
            made += 1;
            now += 1;
            let counts = drive.landed(launch.id, nothing(&launch.question), now);
            let more = drive.advance(now);
            assert!(counts || more.start.is_empty(), "{launch:?}");
            turn.start.extend(more.start);
            assert!(made < 100);
        }
        assert!(drive.is_over() && drive.survey().ended && !drive.survey().stopped);
        assert_eq!(drive.survey().requests.len(), made);
        assert!(
            drive
                .survey()
                .requests
                .iter()
                .all(|request| request.state != State::Running)
        );
    }

    #[test]
    fn what_is_stopped_is_cancelled_once() {
        let mut drive = drive();
        let started: Vec<_> = drive.advance(0).start;
        let mut cancelled = drive.stop(5);
        cancelled.sort_unstable();
        assert_eq!(cancelled, started.iter().map(|launch| launch.id).collect::<Vec<_>>());
        assert!(drive.survey().stopped && drive.is_over());
        // What lands afterwards counts no more.
        let first = &started[0];
        assert!(!drive.landed(first.id, nothing(&first.question), 6));
        assert_eq!(drive.asked(first.id), None);
        let turn = drive.advance(6);
        assert!(turn.start.is_empty() && turn.cancel.is_empty(), "{turn:?}");
    }

    #[test]
    fn silence_ends_by_the_clock() {
        let mut drive = drive();
        let mut turn = drive.advance(0);
        let mut cancelled = turn.cancel.len();
        while let Some(at) = turn.wake_at {
            turn = drive.advance(at);
            cancelled += turn.cancel.len();
            assert!(at <= 60_000);
        }
        assert!(drive.is_over() && cancelled > 0);
        let words = |state| drive.survey().requests.iter().any(|request| request.state == state);
        assert!(words(State::TimedOut) && !words(State::Running));
    }

    #[test]
    fn a_policy_can_be_brought_and_resolvers_compared_after_the_end() {
        let mut drive = drive();
        let turn = drive.advance(0);
        for launch in &turn.start {
            drive.landed(launch.id, nothing(&launch.question), 1);
        }
        drive.stop(2);
        drive.paste(b"version: STSv1".to_vec());
        assert!(drive.survey().pasted.is_some());
        drive.paste(Vec::new());
        assert!(drive.survey().pasted.is_none());
        drive.compare(20_000);
        assert!(!drive.is_over() || !drive.advance(20_000).start.is_empty());
    }
}
