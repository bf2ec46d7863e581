//! Makes the requests of a check, and tells the page.
//!
//! What is asked when, of whom, and what follows from it is [`Drive`]'s to say.

use super::attempt::run;
use super::clock::{Stopwatch, Timeout, unix_seconds};
use crate::dns::Name;
use crate::survey::drive::{Drive, Launch, Turn};
use crate::survey::schedule::AttemptId;
use crate::survey::settings::Settings;
use crate::survey::{Reply, Survey};
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
        on_change,
        state: RefCell::new(Progress {
            drive: Drive::new(domain, unicode, settings.resolvers.clone(), unix_seconds()),
            aborts: Vec::new(),
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
            if state.drive.is_over() {
                return;
            }
            state.stop(self.0.clock);
        }
        self.0.changed();
    }

    /// Takes in a policy that the user brought: the body, or the whole output of `curl -i`; an empty text takes it away
    /// again. Also after the end.
    pub fn paste(&self, text: Vec<u8>) {
        {
            let mut state = self.0.state.borrow_mut();
            state.drive.paste(text);
            state.dirty = true;
        }
        self.0.tell();
        let ended = self.0.state.borrow().drive.survey().ended;
        if !ended {
            self.0.advance();
        }
    }

    /// Asks every question of the DNS that has been answered of all other resolvers. Also after the end.
    pub fn compare(&self) {
        let now = self.0.clock.milliseconds();
        self.0.state.borrow_mut().drive.compare(now);
        self.0.advance();
    }
}

impl Drop for CheckHandle {
    fn drop(&mut self) {
        let mut state = self.0.state.borrow_mut();
        state.closed = true;
        state.stop(self.0.clock);
    }
}

struct Check {
    me: Weak<Check>,
    clock: Stopwatch,
    on_change: Callback<Rc<Survey>>,
    /// Never borrowed while `on_change` runs, which may come back in.
    state: RefCell<Progress>,
}

struct Progress {
    drive: Drive,
    /// What ends each request under way.
    aborts: Vec<(AttemptId, AbortController)>,
    /// Wakes the drive.
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

impl Check {
    /// Does what there is to do now.
    fn advance(&self) {
        let mut state = self.state.borrow_mut();
        let now = self.clock.milliseconds();
        let Turn { start, cancel, wake_at } = state.drive.advance(now);
        for launch in start {
            self.launch(&mut state, launch);
        }
        state.cancel(&cancel);
        state.alarm = wake_at.and_then(|at| {
            let me = Weak::clone(&self.me);
            Timeout::new(at.saturating_sub(now), move || wake(&me))
        });
        drop(state);
        self.changed();
    }

    /// Makes a request.
    fn launch(&self, state: &mut Progress, launch: Launch) {
        let signal = AbortController::new().ok().map(|abort| {
            let signal = abort.signal();
            state.aborts.push((launch.id, abort));
            signal
        });
        let me = Weak::clone(&self.me);
        spawn_local(async move {
            let reply = match signal {
                Some(signal) => run(&launch, &signal).await,
                None => Reply::timed_out(&launch.question),
            };
            if let Some(check) = me.upgrade() {
                check.landed(launch.id, reply);
            }
        });
    }

    /// Takes in what a request brought, unless it was given up or cancelled.
    fn landed(&self, id: AttemptId, reply: Reply) {
        {
            let mut state = self.state.borrow_mut();
            state.cancel(&[id]);
            if !state.drive.landed(id, reply, self.clock.milliseconds()) {
                return;
            }
        }
        self.advance();
    }

    /// Tells the page soon; of an end at once.
    fn changed(&self) {
        let mut state = self.state.borrow_mut();
        let now = self.clock.milliseconds();
        let due = match state.told {
            Some(told) if !state.drive.survey().ended => told.saturating_add(FRAME),
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
            let survey = Rc::new(state.drive.survey().clone());
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
    /// Ends what is still under way of these requests; without effect on those that have ended.
    fn cancel(&mut self, ids: &[AttemptId]) {
        self.aborts.retain(|(id, abort)| {
            let ends = ids.contains(id);
            if ends {
                abort.abort();
            }
            !ends
        });
    }

    fn stop(&mut self, clock: Stopwatch) {
        let cancel = self.drive.stop(clock.milliseconds());
        self.cancel(&cancel);
        self.alarm = None;
    }
}
