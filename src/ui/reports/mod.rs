//! Reading TLS reports: what was dropped, what it says, what to do. A part of the page of its own, loaded when somebody
//! comes here.
//!
//! A worker reads ([`Reader`]); here is what is chosen and shown of it.

mod bring;
mod chart;
mod failures;
mod files;
mod filters;
mod keep;
mod limits;
mod page;
mod tables;
#[cfg(test)]
pub(in crate::ui) mod tests;
mod today;
mod versions;

pub use limits::Limit;
pub use page::page;

use crate::dns::Name;
use crate::report::border::{Kept, State};
use crate::report::container::Limits;
use crate::report::merge::Filter;
use crate::report::shown::Shown;
use crate::report::today::Today;
use crate::rollout::gate;
use crate::survey::Assessment;
use crate::ui::act::{Acts, Read};
use crate::ui::bench::Checked;
use crate::web::clock::Timeout;
use crate::web::reader::Reader;
use crate::web::{page as browser, save, storage};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{Callback, Html};

/// What reads reports, for the desk.
pub trait Reading {
    /// Comes to the place, or hears more: of what is read, and of the domain that was checked last.
    fn arrive(&mut self, about: Option<&Name>, checked: Option<Checked<'_>>);
    /// Does what is asked for.
    fn act(&mut self, read: Read);
    /// The page.
    fn view(&self, acts: &Acts) -> Html;
    /// What all reports that were read say of a domain.
    fn of(&mut self, domain: &Name) -> Option<gate::Reports>;
}

/// Opens what reads reports, which calls `changed` whenever it has heard something.
///
/// # Errors
/// This part of the page could not be loaded.
// The error is the loader's, which the macro puts in.
#[allow(clippy::unnecessary_wraps)]
#[wasm_split(reports, fallible)]
pub fn open(changed: Callback<()>) -> Result<Box<dyn Reading>, SplitLoaderError> {
    let mut reports = Reports::new(changed);
    if let Some(text) = storage::report_limits() {
        reports.limits = limits::read(&text);
        reports.reader.set_limits(reports.limits);
    }
    reports.reader.recall();
    Ok(Box::new(reports))
}

/// What is read, and how it is looked at.
pub struct Reports {
    reader: Reader,
    heard: Rc<RefCell<Heard>>,
    changed: Callback<()>,
    state: State,
    /// What was shown last; it stays while more is read.
    shown: Option<Rc<Shown>>,
    filter: Filter,
    /// What the box for a report holds.
    typed: String,
    /// Whether the reading was ended by the user.
    cancelled: bool,
    kept: Kept,
    limits: Limits,
    /// What the domain publishes that was checked last.
    today: Option<Rc<Assessment>>,
    held: Option<Today>,
    /// The domain that is being checked.
    asking: Option<Name>,
    /// How many sections are drawn of what was read first: each in a task of its own, so that none is long.
    drawn: usize,
    /// Has the next one drawn.
    next: Option<Timeout>,
    /// Grows when the filter is changed by something else than its lists, which then are drawn anew.
    turn: usize,
}

/// What came in and has not been looked at.
#[derive(Default)]
struct Heard {
    states: Vec<State>,
    kept: Option<Kept>,
    /// One more section is to be drawn.
    further: bool,
}

impl Reports {
    /// Nothing is read yet. `changed` is called whenever something is heard.
    fn new(changed: Callback<()>) -> Self {
        let heard = Rc::new(RefCell::new(Heard::default()));
        let on_state = {
            let (heard, changed) = (Rc::clone(&heard), changed.clone());
            Callback::from(move |state: State| {
                heard.borrow_mut().states.push(state);
                changed.emit(());
            })
        };
        let on_kept = {
            let (heard, changed) = (Rc::clone(&heard), changed.clone());
            Callback::from(move |kept: Kept| {
                heard.borrow_mut().kept = Some(kept);
                changed.emit(());
            })
        };
        Self {
            reader: Reader::new(on_state, on_kept),
            heard,
            changed,
            state: State::Idle,
            shown: None,
            filter: Filter::default(),
            typed: String::new(),
            cancelled: false,
            kept: Kept::default(),
            limits: Limits::default(),
            today: None,
            held: None,
            asking: None,
            drawn: 0,
            next: None,
            turn: 0,
        }
    }

    /// Takes in what has been heard since the last time.
    fn hear(&mut self) {
        let Heard { states, kept, further } = self.heard.take();
        let kept = kept.unwrap_or(self.kept);
        if self.kept.on && !kept.on {
            browser::tell("What was kept is deleted.");
        }
        self.kept = kept;
        if further {
            self.drawn += 1;
        }
        for state in states {
            self.take(state);
        }
    }

    /// Has one section more drawn soon, while there are more.
    fn draw_on(&mut self) {
        if self.shown.is_none() || self.drawn >= page::SECTIONS || self.heard.borrow().further {
            return;
        }
        let (heard, changed) = (Rc::clone(&self.heard), self.changed.clone());
        self.next = Timeout::new(0, move || {
            heard.borrow_mut().further = true;
            changed.emit(());
        });
    }

    /// Takes in how it stands with the reading.
    fn take(&mut self, state: State) {
        match &state {
            State::Idle => {
                self.shown = None;
                self.drawn = 0;
                self.filter = Filter::default();
                self.turn += 1;
            }
            State::Loading | State::Reading(_) => {}
            State::Shown(shown) => self.shown = Some(Rc::clone(shown)),
            State::Lost => {}
        }
        self.state = state;
    }

    /// Hears how it stands with the domain that was checked last.
    fn about(&mut self, about: Option<&Name>, checked: Option<Checked<'_>>) {
        let done = checked.filter(|checked| checked.assessment.done);
        self.asking = about.filter(|_| done.is_none()).cloned();
        let Some(Checked { survey, assessment, .. }) = done else {
            return;
        };
        let known = self.today.as_ref().is_some_and(|known| Rc::ptr_eq(known, assessment));
        if !known {
            self.today = Some(Rc::clone(assessment));
            self.held = Some(Today::of(survey, assessment));
        }
    }

    /// What is shown, if any file was read.
    fn shown(&self) -> Option<&Shown> {
        self.shown.as_deref().filter(|shown| shown.counts.files > 0)
    }

    /// Whether files are being read, or what reads them is being loaded.
    const fn is_reading(&self) -> bool {
        matches!(self.state, State::Loading | State::Reading(_))
    }

    fn show(&self) {
        self.reader.show(&self.filter);
    }
}

impl Reading for Reports {
    fn arrive(&mut self, about: Option<&Name>, checked: Option<Checked<'_>>) {
        let before = self.shown.clone().filter(|shown| shown.counts.files > 0);
        self.hear();
        self.about(about, checked);
        match (before, self.shown()) {
            // What stood in place of the reports goes, and may have the focus.
            (None, Some(_)) if browser::blur() => browser::focus_after_frame("say".to_owned()),
            (Some(before), Some(shown)) if before.counts.files < shown.counts.files => {
                browser::tell(&page::told(shown.counts));
            }
            // All that stands above a row may be less than before.
            (Some(before), Some(shown)) if before.filter != shown.filter => browser::keep_in_view(),
            _ => {}
        }
        self.draw_on();
    }

    fn act(&mut self, read: Read) {
        match read {
            Read::Type(text) => self.typed = text,
            Read::Take => {
                let text = std::mem::take(&mut self.typed);
                if !text.trim().is_empty() {
                    self.cancelled = false;
                    self.reader.pasted(&text);
                }
            }
            Read::Only(by, name) => {
                self.turn += 1;
                self.filter.set(by, name);
                self.show();
            }
            Read::Listed(by, name) => {
                self.filter.set(by, name);
                self.show();
            }
            Read::From(day) => {
                self.filter.from = day;
                self.show();
            }
            Read::To(day) => {
                self.filter.to = day;
                self.show();
            }
            Read::All => {
                self.turn += 1;
                self.filter = Filter::default();
                self.show();
            }
            Read::Cancel if self.is_reading() => {
                self.cancelled = true;
                self.reader.cancel();
            }
            Read::Cancel => {}
            Read::Forget => {
                self.cancelled = false;
                self.reader.forget();
            }
            Read::Again => {
                self.cancelled = false;
                self.reader.again();
            }
            Read::Save(export) => {
                let done = Callback::from(move |text: String| {
                    save::text(export.file_name(), export.media_type(), &text);
                });
                self.reader.export(export, done);
            }
            Read::Limit(limit, text) => {
                limit.set(&mut self.limits, &text);
                storage::keep_report_limits(limits::write(&self.limits).as_deref());
                self.reader.set_limits(self.limits);
            }
            Read::Keep(on) => self.reader.keep(on),
        }
    }

    fn view(&self, acts: &Acts) -> Html {
        page(self, acts)
    }

    fn of(&mut self, domain: &Name) -> Option<gate::Reports> {
        self.hear();
        let shown = self.shown()?;
        let row = shown.domains.rows.iter().find(|row| row.domain == domain.as_str())?;
        Some(gate::Reports {
            count: row.reports,
            failed: row.failed,
            newest: row.days.map(|(_, last)| (last + 1).saturating_mul(86_400)),
        })
    }
}
