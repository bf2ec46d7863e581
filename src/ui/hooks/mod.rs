//! What components do beyond drawing: state, events, and the browser by way of `web`.

mod copy;
mod drop;
mod event;

pub use copy::{Copying, use_copy};
pub use drop::read_dropped;
pub use event::{text_of, use_key, was_pasted};

/// Moves the focus, and what is seen, to the element with this id.
pub fn focus(id: &str) {
    crate::web::page::go_to(id);
}
