//! What components do beyond drawing: state, events, and the browser by way of `web`.

mod check;
mod copy;
mod drop;
mod event;
mod route;
mod settings;

pub use check::{Check, Current, use_check};
pub use copy::{Copying, use_copy};
pub use drop::read_dropped;
pub use event::{text_of, use_key, was_pasted};
pub use route::{go, link, use_route};
pub use settings::use_settings;

/// Brings the element with this id into view and gives it the focus.
pub fn focus(id: &str) {
    crate::web::page::go_to(id);
}
