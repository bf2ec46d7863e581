//! What a schedule hands out: requests, what is to be done now, and how requests end.

use super::super::facts::Question;

/// Names a request from its start to its end.
pub type AttemptId = u32;

/// A request to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its name.
    pub id: AttemptId,
    /// What to ask.
    pub question: Question,
    /// Of which resolver, by its place in the settings; `None` if it isn't a question of the DNS.
    pub resolver: Option<usize>,
    /// Why the facts call for it, in a few words.
    pub why: &'static str,
    /// What made this request necessary.
    pub cause: Cause,
}

impl Attempt {
    /// Why it is made, for the request list.
    #[must_use]
    pub fn reason(&self) -> String {
        match self.cause {
            Cause::Wanted => self.why.to_owned(),
            Cause::AskedAgain => format!("{}, asked again", self.why),
            Cause::Compare => format!("{}, to compare", self.why),
        }
    }
}

/// What made a request necessary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The facts call for it.
    Wanted,
    /// Another resolver failed, or is slow.
    AskedAgain,
    /// The user compares resolvers.
    Compare,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With an answer.
    Answered,
    /// Nothing is known after it, and it is not the resolver's fault.
    Failed,
    /// The resolver was at fault: not reached, broken, too slow. Others are asked before it from now on.
    Fault,
    /// The resolver asked to be left alone (HTTP status 429). It is, for the rest of the check.
    Barred,
}

/// What to do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Requests to start.
    pub start: Vec<Attempt>,
    /// Requests that take long from now on. Each is told once.
    pub slow: Vec<AttemptId>,
    /// Requests whose time is over; the schedule counts them as ended already.
    pub give_up: Vec<AttemptId>,
    /// Questions that nobody is left to ask: every resolver wants to be left alone, or there is none.
    pub hopeless: Vec<Question>,
    /// Questions that were asked of everybody in vain: their failures stand ([`Survey::give_up`](super::super::Survey::give_up)).
    pub exhausted: Vec<Question>,
    /// When to come back.
    pub wake_at: Option<u32>,
}
