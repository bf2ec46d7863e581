//! Whom to ask, and when: hedging, limits and deadlines, without a clock or a network.
//!
//! The driver tells what is wanted ([`Schedule::want`]) and what came back ([`Schedule::ended`]); after each it takes
//! a [`Step`]: what to start now, what to give up, and when to come back if nothing happens until then. All times are
//! milliseconds since the check began.

mod step;

pub use step::{Attempt, AttemptId, Cause, Ended, Step};

use super::facts::Question;
use super::wanted::Want;
use crate::later::{self, Rest};

/// How long a resolver is waited for before the next one is asked the same.
pub const HEDGE_AFTER: u32 = 1_200;
/// How long a look-up or a probe may take.
pub const REQUEST_LIMIT: u32 = 8_000;
/// How long a look-up may take whose question another resolver has answered.
pub const PATIENCE: u32 = 4_000;
/// How long the read of a policy may take: the minute that RFC 8461 §3.3 suggests to senders. It has a clock of its own.
pub const POLICY_LIMIT: u32 = 60_000;
/// How long the read of a policy takes before it is called slow, and the probes look what is the matter.
pub const POLICY_SLOW: u32 = 5_000;
/// How long the look-ups of a check may take, and of a comparison after it.
pub const CHECK_LIMIT: u32 = 20_000;
/// How long what a resolver said is news: whoever compares later asks it again.
pub const NEWS: u32 = 10_000;
/// How many requests run at once.
pub const AT_ONCE: usize = 24;

/// The state of asking.
#[derive(Clone, Debug)]
pub struct Schedule {
    resolvers: Vec<Standing>,
    // A check has some dozens of questions: too few for a map to pay, in time or in code.
    jobs: Vec<Job>,
    queue: Vec<Attempt>,
    running: Vec<Running>,
    hopeless: Vec<Question>,
    exhausted: Vec<Question>,
    next_id: AttemptId,
    /// When this round of asking began.
    began: u32,
    deadline: u32,
    over: bool,
}

/// How a resolver does.
#[derive(Clone, Debug, Default)]
struct Standing {
    faults: u32,
    barred: Option<Rest>,
}

/// A question, and how far it has got.
#[derive(Clone, Debug)]
struct Job {
    question: Question,
    why: &'static str,
    /// Whether more than one answer is waited for.
    twice: bool,
    /// Which resolvers were asked, or are about to be: each once.
    asked: Vec<bool>,
    /// Whether anything came back at all.
    replied: bool,
    /// Whether something usable came back.
    answered: bool,
    hedge_at: Option<u32>,
}

#[derive(Clone, Debug)]
struct Running {
    attempt: Attempt,
    started: u32,
    /// Whether another resolver was asked the same, since this one is slow.
    hedged: bool,
    /// Whether it was told that this one is slow.
    told: bool,
}

impl Running {
    /// From when on it is slow.
    const fn slow_at(&self) -> u32 {
        self.started.saturating_add(match self.attempt.question {
            Question::Dns { .. } => HEDGE_AFTER,
            _ => POLICY_SLOW,
        })
    }
}

impl Schedule {
    /// A schedule for so many resolvers; the first is preferred.
    #[must_use]
    pub fn new(resolvers: usize) -> Self {
        Self {
            resolvers: vec![Standing::default(); resolvers],
            jobs: Vec::new(),
            queue: Vec::new(),
            running: Vec::new(),
            hopeless: Vec::new(),
            exhausted: Vec::new(),
            next_id: 0,
            began: 0,
            deadline: CHECK_LIMIT,
            over: false,
        }
    }

    /// Takes in what is wanted; what was wanted before is passed over.
    pub fn want(&mut self, wants: Vec<Want>) {
        for Want { question, why, twice } in wants {
            // What is asked of the policy host has clocks of its own.
            if self.over && is_dns(&question) || self.job(&question).is_some() {
                continue;
            }
            self.jobs.push(Job {
                question: question.clone(),
                why,
                twice,
                asked: vec![false; self.resolvers.len()],
                replied: false,
                answered: false,
                hedge_at: None,
            });
            if !is_dns(&question) {
                self.enqueue(question, None, why, Cause::Wanted);
            } else if !self.ask_next(&question, Cause::Wanted) {
                self.hopeless.push(question);
            } else if twice {
                self.ask_next(&question, Cause::Wanted);
            }
        }
    }

    /// Asks this question of every resolver that was not asked it yet, and gives them time of their own for it. What
    /// was said some time ago has aged, so that all are asked anew then.
    pub fn compare(&mut self, question: &Question, now: u32) {
        if now.saturating_sub(self.began) >= NEWS {
            self.began = now;
            self.jobs.iter_mut().for_each(|job| job.asked.fill(false));
        }
        self.over = false;
        self.deadline = now.saturating_add(CHECK_LIMIT);
        while self.ask_next(question, Cause::Compare) {}
    }

    /// Takes in how a request ended. `None`: it was given up before, and what it brought is to be dropped. Otherwise
    /// whether it is late: another resolver was asked the same meanwhile.
    pub fn ended(&mut self, id: AttemptId, how: Ended) -> Option<bool> {
        let at = self.running.iter().position(|running| running.attempt.id == id)?;
        let Running { attempt, hedged, .. } = (at < self.running.len()).then(|| self.running.remove(at))?;
        if let Some(standing) = attempt.resolver.and_then(|at| self.resolvers.get_mut(at)) {
            match how {
                Ended::Answered | Ended::Failed => {}
                Ended::Fault => standing.faults += 1,
                Ended::Barred => standing.barred = later::rest(),
            }
        }
        if let Some(job) = self.job_mut(&attempt.question) {
            job.replied = true;
            if how == Ended::Answered {
                job.answered = true;
                job.hedge_at = None;
            }
        }
        self.retry(&attempt.question);
        Some(hedged)
    }

    /// What to do now. To be called again at once when `give_up`, `hopeless` or `exhausted` led to new facts.
    pub fn step(&mut self, now: u32) -> Step {
        let mut step = Step::default();
        if now >= self.deadline {
            self.over = true;
            self.queue.retain(|attempt| !is_dns(&attempt.question));
            self.jobs.iter_mut().for_each(|job| job.hedge_at = None);
        }
        for running in &self.running {
            if self.limit(running) <= now {
                step.give_up.push(running.attempt.id);
            }
        }
        for id in &step.give_up {
            self.ended(*id, Ended::Fault);
        }
        self.hedge(now);
        while self.running.len() < AT_ONCE && !self.queue.is_empty() {
            let attempt = self.queue.remove(0);
            if let Some(attempt) = self.launch(attempt, now) {
                step.start.push(attempt);
            }
        }
        for running in self
            .running
            .iter_mut()
            .filter(|running| !running.told && running.slow_at() <= now)
        {
            running.told = true;
            step.slow.push(running.attempt.id);
        }
        step.hopeless = std::mem::take(&mut self.hopeless);
        step.exhausted = std::mem::take(&mut self.exhausted);
        let mut times: Vec<u32> = self.jobs.iter().filter_map(|job| job.hedge_at).collect();
        for running in &self.running {
            times.push(self.limit(running));
            if !running.told {
                times.push(running.slow_at());
            }
        }
        step.wake_at = times.into_iter().min();
        step
    }

    /// Whether nothing is under way that the check waits for.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.queue.is_empty() && self.running.iter().all(|running| self.is_spare(&running.attempt))
    }

    /// Ends all: what is still under way is to be cancelled, and counts no more.
    pub fn finish(&mut self) -> Vec<AttemptId> {
        self.queue.clear();
        self.hopeless.clear();
        let running = std::mem::take(&mut self.running);
        running.into_iter().map(|running| running.attempt.id).collect()
    }

    fn job(&self, question: &Question) -> Option<&Job> {
        self.jobs.iter().find(|job| job.question == *question)
    }

    fn job_mut(&mut self, question: &Question) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.question == *question)
    }

    /// Puts a request into the queue.
    fn enqueue(&mut self, question: Question, resolver: Option<usize>, why: &'static str, cause: Cause) {
        self.queue.push(Attempt {
            id: self.next_id,
            question,
            resolver,
            why,
            cause,
        });
        self.next_id += 1;
    }

    /// Puts the question to the best resolver that was not asked it yet. `false`: there is none.
    fn ask_next(&mut self, question: &Question, cause: Cause) -> bool {
        let Some(job) = self.jobs.iter_mut().find(|job| job.question == *question) else {
            return false;
        };
        let best = self
            .resolvers
            .iter()
            .zip(&job.asked)
            .enumerate()
            .filter(|(_, (standing, asked))| standing.barred.is_none() && !**asked)
            .min_by_key(|(_, (standing, _))| standing.faults);
        let Some((at, _)) = best else { return false };
        if let Some(asked) = job.asked.get_mut(at) {
            *asked = true;
        }
        let why = job.why;
        self.enqueue(question.clone(), Some(at), why, cause);
        true
    }

    /// Asks the next resolver, if the question has no answer and nobody is at it.
    fn retry(&mut self, question: &Question) {
        let under_way = self.running.iter().map(|running| &running.attempt);
        if under_way
            .chain(&self.queue)
            .any(|attempt| attempt.question == *question)
        {
            return;
        }
        let settled = self.job(question).is_none_or(|job| job.answered);
        if settled || !is_dns(question) || self.over || self.ask_next(question, Cause::AskedAgain) {
            return;
        }
        if self.job(question).is_some_and(|job| !job.replied) {
            self.hopeless.push(question.clone());
        }
        self.exhausted.push(question.clone());
    }

    /// Asks the next resolver wherever the one that was asked is slow. The slow one is asked later from now on.
    fn hedge(&mut self, now: u32) {
        let mut slow = Vec::new();
        for job in &mut self.jobs {
            if job.hedge_at.take_if(|at| *at <= now).is_some() && !job.answered {
                slow.push(job.question.clone());
            }
        }
        for question in slow {
            if !self.ask_next(&question, Cause::AskedAgain) {
                continue;
            }
            for running in self
                .running
                .iter_mut()
                .filter(|running| running.attempt.question == question)
            {
                running.hedged = true;
                if let Some(standing) = running.attempt.resolver.and_then(|at| self.resolvers.get_mut(at)) {
                    standing.faults += 1;
                }
            }
        }
    }

    /// Counts a request as running. `None`: its resolver was barred since, and somebody else is asked.
    fn launch(&mut self, attempt: Attempt, now: u32) -> Option<Attempt> {
        if let Some(at) = attempt.resolver {
            if self.resolvers.get(at).is_none_or(|standing| standing.barred.is_some()) {
                self.retry(&attempt.question);
                return None;
            }
            if let Some(job) = self.job_mut(&attempt.question) {
                let more = job.asked.contains(&false) && attempt.cause != Cause::Compare;
                job.hedge_at = more.then(|| now.saturating_add(HEDGE_AFTER));
            }
        }
        let running = Running {
            attempt: attempt.clone(),
            started: now,
            hedged: false,
            told: false,
        };
        self.running.push(running);
        Some(attempt)
    }

    /// Until when a request may run.
    fn limit(&self, running: &Running) -> u32 {
        let attempt = &running.attempt;
        let answered = || self.job(&attempt.question).is_some_and(|job| job.answered);
        let until = |limit| running.started.saturating_add(limit);
        match attempt.question {
            Question::Policy => until(POLICY_LIMIT),
            Question::Probe => until(REQUEST_LIMIT),
            Question::Dns { .. } if attempt.cause != Cause::Compare && answered() => until(PATIENCE).min(self.deadline),
            Question::Dns { .. } => until(REQUEST_LIMIT).min(self.deadline),
        }
    }

    /// Whether the check can do without it: another resolver has answered.
    fn is_spare(&self, attempt: &Attempt) -> bool {
        let job = self.job(&attempt.question);
        attempt.cause != Cause::Compare && job.is_some_and(|job| job.answered && !job.twice)
    }
}

const fn is_dns(question: &Question) -> bool {
    matches!(question, Question::Dns { .. })
}

#[cfg(test)]
mod tests;
