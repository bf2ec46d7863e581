//! What events carry. All else of the browser is reached by way of `web`.

mod event;

pub use event::{
    chord_of, chosen_of, is_enter, is_repeated, is_ticked, key_of, opens_elsewhere, pasted_of, sent_of, text_of,
    was_pasted,
};
