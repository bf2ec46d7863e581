//! What the desk opens beyond its own pages: the workbench, and what reads reports. Each is a part of the program that
//! is loaded when somebody comes to it.

use crate::dns::Name;
use crate::ui::act::{Act, Acts, Craft, Read};
use crate::ui::bench::{self, Checked, Workbench};
use crate::ui::part::Part;
use crate::ui::reports::{self, Reading};
use crate::ui::route::Route;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_split_helpers::SplitLoaderError;
use yew::platform::spawn_local;
use yew::{Callback, Html};

/// Both of them.
pub struct Tools {
    bench: Part<dyn Workbench>,
    reports: Part<dyn Reading>,
    /// What the workbench is to begin with, until it is there.
    begin: Option<Act>,
    came: Rc<RefCell<Vec<Came>>>,
    changed: Callback<()>,
}

/// A part that was loaded, or could not be.
enum Came {
    Bench(Result<Box<dyn Workbench>, SplitLoaderError>),
    Reports(Result<Box<dyn Reading>, SplitLoaderError>),
}

impl Tools {
    /// None is wanted yet. `changed` is called whenever one has heard something.
    pub fn new(changed: Callback<()>) -> Self {
        Self {
            bench: Part::Closed,
            reports: Part::Closed,
            begin: None,
            came: Rc::default(),
            changed,
        }
    }

    /// Loads the one that has the page of the place, unless it is there.
    pub fn want(&mut self, route: &Route) {
        if *route == Route::Reports {
            if self.reports.wants() {
                self.open_reports();
            }
        } else if route.is_bench() && self.bench.wants() {
            self.open_bench();
        }
    }

    /// Loads again what could not be loaded.
    pub fn retry(&mut self) {
        if self.bench.wants_again() {
            self.open_bench();
        }
        if self.reports.wants_again() {
            self.open_reports();
        }
    }

    /// Whether one of them could not be loaded.
    pub const fn is_lost(&self) -> bool {
        self.bench.is_lost() || self.reports.is_lost()
    }

    /// Whether the one that has the page of the place is there.
    pub fn is_there(&self, route: &Route) -> bool {
        if *route == Route::Reports {
            self.reports.get().is_some()
        } else {
            self.bench.get().is_some()
        }
    }

    /// Takes in what was loaded.
    pub fn hear(&mut self) {
        for came in self.came.take() {
            match came {
                Came::Reports(reports) => self.reports.came(reports.ok()),
                Came::Bench(bench) => {
                    self.bench.came(bench.ok());
                    if let Some(bench) = self.bench.get_mut()
                        && let Some(act) = self.begin.take()
                    {
                        bench.act(act);
                    }
                }
            }
        }
    }

    /// Brings them to the place, with what is known of the domain that it is about.
    pub fn arrive(&mut self, route: &Route, about: Option<&Name>, mut checked: Option<Checked<'_>>) {
        let reports = self.reports.get_mut();
        if *route == Route::Reports {
            if let Some(reports) = reports {
                reports.arrive(about, checked);
            }
        } else if let (true, Some(bench)) = (route.is_bench(), self.bench.get_mut()) {
            if let (Some(checked), Some(reports)) = (&mut checked, reports) {
                checked.reports = reports.of(&checked.survey.domain);
            }
            bench.arrive(route, about, checked);
        }
    }

    /// Has one of them do what is asked for.
    pub fn act(&mut self, act: Act) {
        if act == Act::Stop {
            return self.act(Act::Reports(Read::Cancel));
        }
        if let Act::Reports(read) = act {
            if let Some(reports) = self.reports.get_mut() {
                reports.act(read);
            }
            return;
        }
        if let (Act::ForgetAll, Some(reports)) = (&act, self.reports.get_mut()) {
            reports.act(Read::Keep(false));
        }
        match self.bench.get_mut() {
            Some(bench) => bench.act(act),
            None if matches!(act, Act::Craft(Craft::Begin(_))) => self.begin = Some(act),
            None => {}
        }
    }

    /// The page of the place; `None`: it isn't there yet, or is none of theirs.
    pub fn view(&self, route: &Route, about: Option<&Name>, asking: bool, acts: &Acts) -> Option<Html> {
        if *route == Route::Reports {
            return self.reports.get().map(|reports| reports.view(acts));
        }
        self.bench.get()?.view(route, about, asking, acts)
    }

    fn open_bench(&self) {
        let changed = self.changed.clone();
        self.load(async { Came::Bench(bench::open(changed).await) });
    }

    fn open_reports(&self) {
        let changed = self.changed.clone();
        self.load(async { Came::Reports(reports::open(changed).await) });
    }

    fn load(&self, part: impl Future<Output = Came> + 'static) {
        let (came, changed) = (Rc::clone(&self.came), self.changed.clone());
        spawn_local(async move {
            let part = part.await;
            came.borrow_mut().push(part);
            changed.emit(());
        });
    }
}
