//! Copying, and saying so for a while.

use crate::web::clipboard;
use crate::web::clock::Timeout;
use yew::{Callback, UseStateHandle, hook, use_effect_with, use_state};

/// How a copy button stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copying {
    /// Nothing was asked, or long ago.
    #[default]
    Idle,
    /// The text is in the clipboard.
    Done,
    /// The browser doesn't allow it.
    Refused,
}

/// For how long a button says what became of it, in milliseconds.
const SAID_FOR: u32 = 2_000;

/// How the button stands, and what copies a text.
#[hook]
pub fn use_copy() -> (Copying, Callback<String>) {
    let state: UseStateHandle<Copying> = use_state(Copying::default);
    let copy = {
        let state = state.clone();
        Callback::from(move |text: String| {
            let state = state.clone();
            let done = Callback::from(move |done| state.set(if done { Copying::Done } else { Copying::Refused }));
            clipboard::copy(text, done);
        })
    };
    {
        let later = state.clone();
        use_effect_with(*state, move |now| {
            // Dropped with the component, and so never late.
            let timer = (*now == Copying::Done).then(|| Timeout::new(SAID_FOR, move || later.set(Copying::Idle)));
            move || drop(timer)
        });
    }
    (*state, copy)
}
