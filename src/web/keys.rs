//! The keyboard, and whether there is a mouse.

use super::{Listener, window};
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;
use yew::Callback;

/// Whether there is a mouse or the like, and so surely a keyboard that covers nothing when a field has the focus.
#[must_use]
pub fn has_mouse() -> bool {
    window()
        .and_then(|window| window.match_media("(pointer: fine)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Hears keys anywhere on the page, until it is dropped.
#[derive(Debug)]
pub struct Keys {
    _listener: Option<Listener>,
}

impl Keys {
    /// Calls `heard` with the name of each key that goes down, such as `Escape`.
    #[must_use]
    pub fn new(heard: Callback<String>) -> Self {
        let listener = window().map(|window| {
            Listener::new(window, "keydown", move |event| {
                if let Ok(event) = event.dyn_into::<KeyboardEvent>() {
                    heard.emit(event.key());
                }
            })
        });
        Self { _listener: listener }
    }
}
