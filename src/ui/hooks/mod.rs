//! What events carry: with `app`, all of the page that touches the browser, the rest by way of `web`.

mod drop;
mod event;

pub use drop::{let_in, read_dropped};
pub use event::{Keys, chord_of, chosen_of, has_mouse, is_repeated, is_ticked, key_of, text_of, was_pasted};
