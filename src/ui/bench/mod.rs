//! The workbench: where texts are judged as they are typed. The third part of the page, loaded when somebody comes
//! here.

pub mod validate;

use crate::ui::act::{Acts, Craft};
use crate::ui::route::Route;
use crate::web::{clock, idn, storage};
use validate::Validate;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::Html;

/// What the workbench does for the desk.
pub trait Workbench {
    /// Does what is asked for.
    fn act(&mut self, craft: Craft);
    /// The page; `None` for a place that is none of the workbench.
    fn view(&self, route: &Route, acts: &Acts) -> Option<Html>;
}

/// Opens the workbench.
///
/// # Errors
/// This part of the page could not be loaded.
// The error is the loader's, which the macro puts in.
#[allow(clippy::unnecessary_wraps)]
#[wasm_split(bench, fallible)]
pub fn open() -> Result<Box<dyn Workbench>, SplitLoaderError> {
    Ok(Box::new(Bench {
        validate: Validate::new(storage::text(), clock::unix_seconds().unsigned_abs(), idn::to_ascii),
    }))
}

struct Bench {
    validate: Validate,
}

impl Workbench for Bench {
    fn act(&mut self, craft: Craft) {
        self.validate.act(craft);
    }

    fn view(&self, route: &Route, acts: &Acts) -> Option<Html> {
        match route {
            Route::Validate => Some(validate::page(&self.validate, acts)),
            _ => None,
        }
    }
}
