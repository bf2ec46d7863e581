//! Reports, read by a worker with a program of its own (`src/bin/reader`): it is started when something is given, and
//! ends with the [`Reader`].
//!
//! ```text
//! let reader = Reader::new(on_state, on_kept);           // starts nothing
//! reader.dropped(&event); reader.picked(&event); reader.pasted(text);
//! // on_state: Loading, Reading(progress) …, Shown(shown); or Lost, and then reader.again()
//! reader.show(&filter);                                  // on_state: Shown
//! reader.export(Export::Markdown, Callback::from(|text| …));
//! reader.cancel();                                       // what was read stays: Shown
//! reader.forget();                                       // Idle
//! reader.recall(); reader.keep(true);                      // on_kept: what the browser keeps
//! ```
//!
//! A handle can be cloned; all clones are one reader.

mod brought;
mod inner;
mod link;

use super::clock::Timeout;
use super::kept;
use crate::report::border::{Ask, Export, Kept, Progress, State, Told};
use crate::report::container::Limits;
use crate::report::merge::Filter;
use brought::{Brought, Named};
use inner::Inner;
use js_sys::futures::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Event};

/// How long the worker has to stop, in milliseconds; then it is ended, with all that it read.
const PATIENCE: u32 = 3_000;

/// Reads reports; see the module.
#[derive(Clone)]
pub struct Reader(Rc<RefCell<Inner>>);

impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Reader {
    /// A reader that tells how it stands, and what the browser keeps. Nothing is started yet.
    #[must_use]
    pub fn new(on_state: Callback<State>, on_kept: Callback<Kept>) -> Self {
        Self(Rc::new(RefCell::new(Inner::new(on_state, on_kept))))
    }

    /// Reads what is dropped: files, and folders with all that is in them. For `ondrop`; `ondragover` is
    /// [`let_in`](crate::web::file::let_in)'s.
    pub fn dropped(&self, event: &Event) {
        self.bring(Brought::dropped(event));
    }

    /// Reads what was picked in the field that the event comes from: files, or a folder.
    pub fn picked(&self, event: &Event) {
        self.bring(Brought::picked(event));
    }

    /// Reads a text as if it were a file.
    pub fn pasted(&self, text: &str) {
        if let Some(blob) = link::blob(text) {
            self.add(vec![("pasted text".to_owned(), blob)]);
        }
    }

    /// Shows what passes this filter, from now on.
    pub fn show(&self, filter: &Filter) {
        self.0.borrow_mut().filter = filter.clone();
        self.ask(Ask::Show(filter.clone()));
    }

    /// Writes down what passes the filter that was last given to [`show`](Self::show).
    pub fn export(&self, export: Export, on_text: Callback<String>) {
        let number = {
            let mut inner = self.0.borrow_mut();
            inner.next_export = inner.next_export.wrapping_add(1);
            let number = inner.next_export;
            inner.exports.push((number, on_text));
            number
        };
        self.ask(Ask::Export(number, export));
    }

    /// Reads no further; what was read is shown.
    pub fn cancel(&self) {
        let ready = {
            let mut inner = self.0.borrow_mut();
            inner.turn = inner.turn.wrapping_add(1);
            inner.sent = inner.given.len();
            (inner.looking, inner.open, inner.pause) = (0, false, None);
            inner.asks.retain(|ask| !matches!(ask, Ask::Recall));
            inner.ready
        };
        if !ready {
            return self.forget();
        }
        self.ask(Ask::Cancel);
        // It may be in the middle of something large.
        let reader = self.clone();
        self.0.borrow_mut().deadline = Timeout::new(PATIENCE, move || reader.forget());
    }

    /// Forgets all that was given and read. What the browser keeps, stays.
    pub fn forget(&self) {
        let on_state = {
            let mut inner = self.0.borrow_mut();
            inner.end();
            inner.given.clear();
            inner.recalls = false;
            inner.filter = Filter::default();
            inner.on_state.clone()
        };
        on_state.emit(State::Idle);
    }

    /// Reads all that was given once more: after the worker got lost.
    pub fn again(&self) {
        self.0.borrow_mut().end();
        self.pump();
    }

    /// Keeps files in the browser: those that were given and those that will be; after a reload they are there for
    /// [`recall`](Self::recall). Or deletes all that is kept, and keeps none any more.
    pub fn keep(&self, on: bool) {
        let on_kept = self.0.borrow().on_kept.clone();
        if on && !kept::begin() {
            let refused = true;
            return on_kept.emit(Kept {
                refused,
                ..Kept::default()
            });
        }
        self.ask(Ask::Keep(on));
        if !on {
            kept::delete_all();
        }
        on_kept.emit(Kept { on, ..Kept::default() });
    }

    /// For when the page of reports opens: starts the worker, so that the first report finds it there, and reads what the
    /// browser keeps, if the user has said that it does.
    pub fn recall(&self) {
        {
            let mut inner = self.0.borrow_mut();
            inner.recalls |= inner.given.is_empty() && kept::is_on();
            inner.wanted = true;
        }
        self.pump();
    }

    /// Sets the limits. What was given before is read anew within them.
    pub fn set_limits(&self, limits: Limits) {
        let same = {
            let mut inner = self.0.borrow_mut();
            let same = inner.limits == limits;
            inner.limits = limits;
            same || inner.given.is_empty()
        };
        if !same {
            self.again();
        }
    }

    fn bring(&self, mut brought: Brought) {
        if brought.is_empty() {
            return;
        }
        let turn = {
            let mut inner = self.0.borrow_mut();
            inner.looking += 1;
            inner.turn
        };
        self.add(std::mem::take(&mut brought.files));
        let reader = self.clone();
        spawn_local(async move {
            while let Some(files) = brought.next().await {
                if reader.0.borrow().turn != turn {
                    return;
                }
                reader.add(files);
            }
            {
                let mut inner = reader.0.borrow_mut();
                if inner.turn != turn {
                    return;
                }
                inner.looking = inner.looking.saturating_sub(1);
            }
            reader.pump();
        });
    }

    fn add(&self, files: Vec<Named>) {
        self.0.borrow_mut().given.extend(files);
        self.pump();
        // Started before, it may still be on its way.
        let waits = {
            let inner = self.0.borrow();
            inner.link.is_some() && !inner.ready
        };
        if waits {
            self.tell(State::Loading);
        }
    }

    fn ask(&self, ask: Ask) {
        {
            let mut inner = self.0.borrow_mut();
            if inner.link.is_none() {
                return;
            }
            inner.asks.push_back(ask);
        }
        self.pump();
    }

    /// Sends what is to be sent, starting the worker if there is none.
    fn pump(&self) {
        let state = self.0.borrow_mut().start(|| {
            let weak = Rc::downgrade(&self.0);
            Callback::from(move |told| {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).heard(told);
                }
            })
        });
        if let Some(state) = state {
            self.tell(state);
        }
        let lost = {
            let mut inner = self.0.borrow_mut();
            !inner.send() && {
                inner.end();
                true
            }
        };
        if lost {
            return self.tell(State::Lost);
        }
        let mut inner = self.0.borrow_mut();
        if inner.ready && inner.sent < inner.given.len() {
            let weak = Rc::downgrade(&self.0);
            inner.pause = Timeout::new(0, move || {
                if let Some(inner) = weak.upgrade() {
                    Self(inner).pump();
                }
            });
        }
    }

    fn tell(&self, state: State) {
        let on_state = self.0.borrow().on_state.clone();
        on_state.emit(state);
    }

    fn heard(&self, told: Option<Told>) {
        match told {
            None => {
                let waited = self.0.borrow_mut().end();
                if waited {
                    self.tell(State::Lost);
                }
            }
            Some(Told::Ready) => {
                let reads = {
                    let mut inner = self.0.borrow_mut();
                    inner.ready = true;
                    !inner.given.is_empty() || inner.looking > 0
                };
                self.tell(if reads {
                    State::Reading(Progress::default())
                } else {
                    State::Idle
                });
                self.pump();
            }
            Some(Told::Reading(progress)) => {
                // What is told after Cancel was said before it was heard.
                if self.0.borrow().deadline.is_none() {
                    self.tell(State::Reading(progress));
                }
            }
            Some(Told::Shown(shown)) => {
                self.0.borrow_mut().deadline = None;
                self.tell(State::Shown(Rc::from(shown)));
            }
            Some(Told::Exported(number, text)) => {
                let wanted = {
                    let mut inner = self.0.borrow_mut();
                    let at = inner.exports.iter().position(|(known, _)| *known == number);
                    at.map(|at| inner.exports.swap_remove(at).1)
                };
                if let Some(on_text) = wanted {
                    on_text.emit(text);
                }
            }
            Some(Told::Kept(_)) if !kept::is_on() => {
                // Switched off meanwhile, perhaps where everything is forgotten: by the settings, or in another tab.
                kept::delete_all();
                self.ask(Ask::Keep(false));
            }
            Some(Told::Memory(_)) => {}
            Some(Told::Kept(kept)) => {
                let on_kept = self.0.borrow().on_kept.clone();
                on_kept.emit(kept);
            }
        }
    }
}
