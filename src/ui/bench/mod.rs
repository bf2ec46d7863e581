//! The workbench: where texts are judged as they are typed, policies are written and taken to other sites ([`embed`]). The third part of the page, loaded
//! when somebody comes here.

pub mod generate;
pub mod rollout;
pub mod validate;

use crate::dns::Name;
use crate::make::bundle;
use crate::rollout::gate;
use crate::rollout::guard::Seen;
use crate::survey::{Assessment, Survey};
use crate::ui::act::{Act, Acts, Write};
use crate::ui::embed::{self, Embed};
use crate::ui::route::Route;
use crate::web::clock::Zone;
use crate::web::{clock, idn, storage, texts};
use generate::Generate;
use rollout::Rollout;
use std::cell::Cell;
use std::rc::Rc;
use validate::Validate;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{Callback, Html};

/// What the check of a domain found.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    /// The facts.
    pub survey: &'a Rc<Survey>,
    /// The judgement of them.
    pub assessment: &'a Rc<Assessment>,
    /// What this browser remembers of the domain's policies, the oldest first.
    pub history: &'a [Seen],
    /// What the reports say of it that were read, if any.
    pub reports: Option<gate::Reports>,
}

/// What the workbench does for the desk.
pub trait Workbench {
    /// Comes to a place, or hears more of the domain that it is about.
    fn arrive(&mut self, route: &Route, about: Option<&Name>, checked: Option<Checked<'_>>);
    /// Does what is asked for.
    fn act(&mut self, act: Act);
    /// The page; `None` for a place that is none of the workbench. `about`: the domain that the place is about; `asking`:
    /// it is still being looked up.
    fn view(&self, route: &Route, about: Option<&Name>, asking: bool, acts: &Acts) -> Option<Html>;
}

/// Opens the workbench, which calls `changed` whenever it has heard something.
///
/// # Errors
/// This part of the page could not be loaded.
// The error is the loader's, which the macro puts in.
#[allow(clippy::unnecessary_wraps)]
#[wasm_split(bench, fallible)]
pub fn open(changed: Callback<()>) -> Result<Box<dyn Workbench>, SplitLoaderError> {
    let now = clock::unix_seconds();
    Ok(Box::new(Bench {
        validate: Validate::new(storage::text(), now.unsigned_abs(), idn::to_ascii),
        generate: Generate::new(now, idn::to_ascii),
        rollout: Rollout::new(now, Zone::of_browser(), idn::to_ascii),
        embed: None,
        formats: false,
        lost: Rc::default(),
        changed,
    }))
}

struct Bench {
    validate: Validate,
    generate: Generate,
    rollout: Rollout,
    /// What other sites embed, once somebody came there.
    embed: Option<Embed>,
    /// Whether the formats are there or on their way, or were.
    formats: bool,
    /// Whether they could not be loaded.
    lost: Rc<Cell<bool>>,
    changed: Callback<()>,
}

impl Bench {
    /// Loads the formats.
    fn load(&mut self) {
        self.lost.set(false);
        self.generate.lost = false;
        let (lost, changed) = (Rc::clone(&self.lost), self.changed.clone());
        let done = Callback::from(move |there: bool| {
            lost.set(!there);
            changed.emit(());
        });
        texts::load(bundle::FILE, bundle::load, done);
    }
}

impl Workbench for Bench {
    fn arrive(&mut self, route: &Route, about: Option<&Name>, checked: Option<Checked<'_>>) {
        if let Route::Embed(domain) = route {
            let embed = self.embed.get_or_insert_with(Embed::here);
            embed.arrive(domain, checked.map(|checked| checked.assessment));
        }
        if let (Route::Rollout(_), Some(domain)) = (route, about) {
            self.rollout.about(domain, checked);
        }
        if !matches!(route, Route::Generate(_)) {
            return;
        }
        if !std::mem::replace(&mut self.formats, true) {
            self.load();
        }
        self.generate.lost = self.lost.get();
        if let Some(domain) = about {
            self.generate.about(domain, checked);
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Craft(craft) => self.validate.act(craft),
            Act::Write(Write::Plan) => self.rollout.take(self.generate.offer()),
            Act::Write(write) => self.generate.act(write),
            Act::Plan(lay) => self.rollout.act(lay),
            Act::Embed(put) => {
                if let Some(embed) = &mut self.embed {
                    embed.act(put);
                }
            }
            Act::Retry if self.lost.get() => self.load(),
            Act::ForgetAll => self.validate.forget(),
            _ => {}
        }
    }

    fn view(&self, route: &Route, about: Option<&Name>, asking: bool, acts: &Acts) -> Option<Html> {
        match route {
            Route::Validate => Some(validate::page(&self.validate, acts)),
            Route::Rollout(_) => Some(rollout::page(&self.rollout, about, asking, acts)),
            Route::Embed(_) => self.embed.as_ref().map(|embed| embed::page(embed, acts)),
            Route::Generate(_) => Some(generate::page(&self.generate, asking, acts)),
            _ => None,
        }
    }
}
