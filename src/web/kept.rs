//! What the browser keeps of reports: whether it does, and that it is all deleted. The worker stores and reads it
//! (`src/bin/reader/keep.rs`).

use super::{storage, window};
use crate::report::border::KEPT_IN;

/// Whether the user has said that reports are kept.
#[must_use]
pub fn is_on() -> bool {
    storage::keeps_reports()
}

/// Notes that they are kept from now on. `false`: the browser doesn't let the page store anything.
pub(super) fn begin() -> bool {
    storage::keep_reports(true)
}

/// Deletes all that is kept, and keeps nothing from now on. The browser does so as soon as nobody reads it.
pub fn delete_all() {
    storage::keep_reports(false);
    let factory = window().and_then(|window| window.indexed_db().ok().flatten());
    if let Some(factory) = factory {
        let _ = factory.delete_database(KEPT_IN);
    }
}
