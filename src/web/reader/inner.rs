//! What a reader holds: what was given and asked, and what of it has still to cross to the worker.

use super::brought::Named;
use super::link::Link;
use crate::report::border::{Ask, Kept, State, Told};
use crate::report::container::Limits;
use crate::report::merge::Filter;
use crate::web::clock::Timeout;
use crate::web::kept;
use std::collections::VecDeque;
use yew::Callback;

/// How many files cross at once: each handle costs the page a moment.
const AT_ONCE: usize = 200;

/// The state that all handles of a reader share.
#[allow(clippy::struct_excessive_bools)] // each is asked for by itself
pub(super) struct Inner {
    pub on_state: Callback<State>,
    pub on_kept: Callback<Kept>,
    pub link: Option<Link>,
    /// Whether the worker has said that it is there.
    pub ready: bool,
    /// Grows when what is under way is given up.
    pub turn: u32,
    /// All that was given, to be read again where the worker gets lost.
    pub given: Vec<Named>,
    /// How many of these have crossed.
    pub sent: usize,
    /// How many folders are being looked through.
    pub looking: usize,
    /// Whether the worker is wanted before there is anything to read.
    pub wanted: bool,
    /// Whether what the browser keeps is read too.
    pub recalls: bool,
    /// Whether the worker was told of files and waits for more.
    pub open: bool,
    /// What is asked as soon as the worker is there.
    pub asks: VecDeque<Ask>,
    pub filter: Filter,
    pub limits: Limits,
    pub exports: Vec<(u32, Callback<String>)>,
    pub next_export: u32,
    /// Until when it has to answer.
    pub deadline: Option<Timeout>,
    /// Until the next files are sent.
    pub pause: Option<Timeout>,
}

impl Inner {
    /// Nothing given, nothing started.
    pub fn new(on_state: Callback<State>, on_kept: Callback<Kept>) -> Self {
        Self {
            on_state,
            on_kept,
            link: None,
            ready: false,
            turn: 0,
            given: Vec::new(),
            sent: 0,
            looking: 0,
            wanted: false,
            recalls: false,
            open: false,
            asks: VecDeque::new(),
            filter: Filter::default(),
            limits: Limits::default(),
            exports: Vec::new(),
            next_export: 0,
            deadline: None,
            pause: None,
        }
    }

    /// Starts the worker where files wait for one; gives what is to be told of that.
    pub fn start(&mut self, told: impl FnOnce() -> Callback<Option<Told>>) -> Option<State> {
        let waits = self.sent < self.given.len() || self.looking > 0 || self.recalls;
        if self.link.is_some() || !(waits || self.wanted) {
            return None;
        }
        self.link = Link::start(told());
        // Nobody waits for it yet, so nothing is said; whoever does tries again.
        self.wanted = false;
        if self.link.is_none() {
            return waits.then_some(State::Lost);
        }
        if self.limits != Limits::default() {
            self.asks.push_back(Ask::Limits(self.limits));
        }
        if self.filter != Filter::default() {
            self.asks.push_back(Ask::Show(self.filter.clone()));
        }
        if self.recalls {
            self.asks.push_back(Ask::Recall);
        } else if kept::is_on() {
            self.asks.push_back(Ask::Keep(true));
        }
        waits.then_some(State::Loading)
    }

    /// Sends what was asked, and the next files. `false`: something could not be sent.
    pub fn send(&mut self) -> bool {
        let Some(link) = self.link.as_ref().filter(|_| self.ready) else {
            return true;
        };
        while let Some(ask) = self.asks.pop_front() {
            if !link.ask(&ask, &[]) {
                return false;
            }
        }
        let part = self.given.get(self.sent..).unwrap_or_default();
        let part = part.get(..part.len().min(AT_ONCE)).unwrap_or_default();
        if part.is_empty() && !self.open {
            return true;
        }
        let more = self.looking > 0 || self.sent + part.len() < self.given.len();
        if part.is_empty() && more {
            return true;
        }
        let (names, blobs): (Vec<_>, Vec<_>) = part.iter().cloned().unzip();
        self.sent += names.len();
        self.open = more;
        link.ask(&Ask::Add { names, more }, &blobs)
    }

    /// Ends the worker; what was given is still known. Gives whether there is anything that it had to read.
    pub fn end(&mut self) -> bool {
        let waited = !self.given.is_empty() || self.looking > 0 || self.recalls;
        self.turn = self.turn.wrapping_add(1);
        (self.link, self.ready, self.open) = (None, false, false);
        (self.sent, self.looking) = (0, 0);
        (self.deadline, self.pause) = (None, None);
        self.asks.clear();
        self.exports.clear();
        waited
    }
}
