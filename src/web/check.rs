//! Drives a check: asks what the survey wants, takes in what comes back, and tells the page.
//!
//! What is asked when, and of whom, is [`Schedule`]'s to say; what follows from it is the survey's.

use super::attempt::{Terms, run, timed_out};
use super::clock::{Stopwatch, Timeout, unix_seconds};
use crate::dns::{Failure, Lookup, Name};
use crate::survey::facts::Pasted;
use crate::survey::ledger::State;
use crate::survey::schedule::{Attempt, AttemptId, Ended, Schedule};
use crate::survey::settings::{Resolver, Settings};
use crate::survey::{Question, Reply, Reported, Survey, outcome};
use js_sys::futures::spawn_local;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use web_sys::AbortController;
use yew::Callback;

/// The page is told of changes at most once in so many milliseconds, but of the first and the last one at once.
const FRAME: u32 = 16;

/// A check under way. Dropping it cancels every request, and nothing is heard of it any more.
#[must_use]
pub struct CheckHandle(Rc<Check>);

/// Starts to check a domain. `on_change` is given the survey whenever it has changed, first when it has begun.
pub fn start(
    domain: Name,
    unicode: Option<String>,
    settings: &Settings,
    on_change: Callback<Rc<Survey>>,
) -> CheckHandle {
    let check = Rc::new_cyclic(|me| Check {
        me: Weak::clone(me),
        clock: Stopwatch::start(),
        resolvers: settings.resolvers.clone(),
        on_change,
        state: RefCell::new(Progress {
            survey: Rc::new(Survey::new(domain, unicode, unix_seconds())),
            schedule: Schedule::new(settings.resolvers.len()),
            flights: Vec::new(),
            alarm: None,
            emission: None,
            told: None,
            dirty: false,
            closed: false,
        }),
    });
    check.advance();
    CheckHandle(check)
}

impl CheckHandle {
    /// Ends the check, or what is asked after it; what is known stays. Where nothing is under way nothing changes.
    pub fn stop(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            if state.survey.ended && state.schedule.is_done() {
                return;
            }
            state.end(self.0.clock, true);
        }
        self.0.changed();
    }

    /// Takes in a policy that the user brought: the body, or the whole output of `curl -i`; an empty text takes it away
    /// again. Also after the end.
    pub fn paste(&self, text: Vec<u8>) {
        {
            let mut state = self.0.state.borrow_mut();
            Rc::make_mut(&mut state.survey).pasted = (!text.is_empty()).then_some(Pasted { text });
            state.dirty = true;
        }
        self.0.tell();
        let ended = self.0.state.borrow().survey.ended;
        if !ended {
            self.0.advance();
        }
    }

    /// Asks every question of the DNS that has been answered of all other resolvers. Also after the end.
    pub fn compare(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            let state = &mut *state;
            let now = self.0.clock.milliseconds();
            let answered = state.survey.replies.keys();
            for question in answered.filter(|question| matches!(question, Question::Dns { .. })) {
                state.schedule.compare(question, now);
            }
        }
        self.0.advance();
    }
}

impl Drop for CheckHandle {
    fn drop(&mut self) {
        let mut state = self.0.state.borrow_mut();
        state.closed = true;
        state.end(self.0.clock, true);
    }
}

struct Check {
    me: Weak<Check>,
    clock: Stopwatch,
    resolvers: Vec<Resolver>,
    on_change: Callback<Rc<Survey>>,
    /// Never borrowed while `on_change` runs, which may come back in.
    state: RefCell<Progress>,
}

struct Progress {
    survey: Rc<Survey>,
    schedule: Schedule,
    flights: Vec<Flight>,
    /// Wakes the schedule.
    alarm: Option<Timeout>,
    /// Tells the page later.
    emission: Option<Timeout>,
    /// When the page was told last.
    told: Option<u32>,
    /// Whether there is something to tell.
    dirty: bool,
    /// Whether the handle was dropped.
    closed: bool,
}

/// A request under way.
struct Flight {
    id: AttemptId,
    question: Question,
    /// Who is asked.
    from: String,
    /// Its entries in the request list.
    entries: std::ops::Range<usize>,
    started: u32,
    abort: Option<AbortController>,
}

impl Check {
    /// Does what there is to do now, until nothing more follows from it.
    fn advance(&self) {
        let mut state = self.state.borrow_mut();
        loop {
            let now = self.clock.milliseconds();
            if !state.survey.ended {
                let wants = state.survey.wanted();
                state.schedule.want(wants);
            }
            let step = state.schedule.step(now);
            for attempt in &step.start {
                self.launch(&mut state, attempt, now);
            }
            let slow = state.flights.iter().filter(|flight| step.slow.contains(&flight.id));
            let slow: Vec<_> = slow
                .map(|flight| (flight.question.clone(), flight.from.clone()))
                .collect();
            Rc::make_mut(&mut state.survey).slow.extend(slow);
            for id in &step.give_up {
                if let Some(flight) = state.flight(*id) {
                    let reply = timed_out(&flight.question);
                    state.take(flight, reply, false, now);
                }
            }
            for question in &step.hopeless {
                let whom = self.resolvers.first().map_or("nobody", |resolver| &resolver.name);
                state.give_up_hope(question, whom, now);
            }
            for question in &step.exhausted {
                Rc::make_mut(&mut state.survey).give_up(question.clone());
            }
            let settled = step.slow.is_empty() && step.give_up.is_empty();
            if settled && step.hopeless.is_empty() && step.exhausted.is_empty() {
                state.alarm = step.wake_at.and_then(|at| {
                    let me = Weak::clone(&self.me);
                    Timeout::new(at.saturating_sub(now), move || wake(&me))
                });
                break;
            }
        }
        if state.schedule.is_done() && !state.survey.ended {
            state.end(self.clock, false);
        }
        drop(state);
        self.changed();
    }

    /// Makes a request.
    fn launch(&self, state: &mut Progress, attempt: &Attempt, now: u32) {
        let survey = Rc::make_mut(&mut state.survey);
        let entries = survey.entries(attempt, &self.resolvers, now);
        let url = entries.first().map(|entry| entry.url.clone()).unwrap_or_default();
        let first = survey.requests.len();
        survey.requests.extend(entries);
        let resolver = attempt.resolver.and_then(|at| self.resolvers.get(at));
        let abort = AbortController::new().ok();
        let terms = abort.as_ref().map(|abort| Terms {
            url,
            host: survey.policy_host(),
            signal: abort.signal(),
        });
        let flight = Flight {
            id: attempt.id,
            question: attempt.question.clone(),
            from: resolver.map_or_else(|| "browser".to_owned(), |resolver| resolver.name.clone()),
            entries: first..survey.requests.len(),
            started: now,
            abort,
        };
        state.flights.push(flight);
        let (me, attempt) = (Weak::clone(&self.me), attempt.clone());
        spawn_local(async move {
            let reply = match terms {
                Some(terms) => run(&attempt, &terms).await,
                None => timed_out(&attempt.question),
            };
            if let Some(check) = me.upgrade() {
                check.landed(attempt.id, reply);
            }
        });
    }

    /// Takes in what a request brought, unless it was given up or cancelled.
    fn landed(&self, id: AttemptId, reply: Reply) {
        {
            let mut state = self.state.borrow_mut();
            let Some(late) = state.schedule.ended(id, Ended::of(&reply)) else {
                return;
            };
            let Some(flight) = state.flight(id) else {
                return;
            };
            state.take(flight, reply, late, self.clock.milliseconds());
        }
        self.advance();
    }

    /// Tells the page soon; of an end at once.
    fn changed(&self) {
        let mut state = self.state.borrow_mut();
        let now = self.clock.milliseconds();
        let due = match state.told {
            Some(told) if !state.survey.ended => told.saturating_add(FRAME),
            _ => now,
        };
        state.dirty = true;
        let me = Weak::clone(&self.me);
        let tell = move || {
            if let Some(check) = me.upgrade() {
                check.tell();
            }
        };
        // A task of its own, at the soonest: what came in, or what is asked, is not to wait for the page to be drawn.
        if due <= now || state.emission.is_none() {
            state.emission = Timeout::new(due.saturating_sub(now), tell);
        }
    }

    /// Tells the page, if there is something to tell.
    fn tell(&self) {
        let mut state = self.state.borrow_mut();
        state.emission = None;
        if state.dirty && !state.closed {
            state.dirty = false;
            state.told = Some(self.clock.milliseconds());
            let survey = Rc::clone(&state.survey);
            drop(state);
            self.on_change.emit(survey);
        }
    }
}

fn wake(check: &Weak<Check>) {
    if let Some(check) = check.upgrade() {
        check.advance();
    }
}

impl Progress {
    /// Takes a request out of those under way.
    fn flight(&mut self, id: AttemptId) -> Option<Flight> {
        let at = self.flights.iter().position(|flight| flight.id == id)?;
        Some(self.flights.remove(at))
    }

    /// Takes a reply into the survey and the request list.
    fn take(&mut self, flight: Flight, reply: Reply, late: bool, now: u32) {
        if let Some(abort) = &flight.abort {
            // Ends what is still under way of a request that was given up; without effect otherwise.
            abort.abort();
        }
        let survey = Rc::make_mut(&mut self.survey);
        let outcomes = match &reply {
            Reply::Probe(report) => outcome::of_probes(*report).to_vec(),
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
    fn give_up_hope(&mut self, question: &Question, whom: &str, now: u32) {
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
        Rc::make_mut(&mut self.survey).record(question.clone(), reported);
    }

    /// Cancels what is under way, and ends the survey.
    fn end(&mut self, clock: Stopwatch, stopped: bool) {
        let now = clock.milliseconds();
        for id in self.schedule.finish() {
            let Some(flight) = self.flight(id) else {
                continue;
            };
            if let Some(abort) = &flight.abort {
                abort.abort();
            }
            let survey = Rc::make_mut(&mut self.survey);
            for entry in survey.requests.get_mut(flight.entries).unwrap_or_default() {
                entry.took = Some(now.saturating_sub(flight.started));
                entry.state = State::Cancelled;
                entry.outcome = String::from(if stopped { "stopped" } else { "not needed any more" });
            }
        }
        self.alarm = None;
        let survey = Rc::make_mut(&mut self.survey);
        survey.stopped |= stopped && !survey.ended;
        survey.ended = true;
        survey.slow.clear();
    }
}
