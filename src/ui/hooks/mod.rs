//! What events carry: with `app`, all of the page that touches the browser, the rest by way of `web`.

mod event;
mod file;

pub use event::{Keys, chord_of, chosen_of, has_mouse, is_repeated, is_ticked, key_of, pasted_of, text_of, was_pasted};
pub use file::{Brought, let_in, read_dropped, read_picked};
