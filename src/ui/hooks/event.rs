//! What events carry.

use crate::web::Listener;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{Callback, InputEvent, KeyboardEvent, TargetCast as _, hook, use_effect_with};

/// The text of the field that an event comes from.
#[must_use]
pub fn text_of(event: &InputEvent) -> String {
    if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
        return field.value();
    }
    event
        .target_dyn_into::<HtmlTextAreaElement>()
        .map(|field| field.value())
        .unwrap_or_default()
}

/// Whether the text came by pasting or dropping.
#[must_use]
pub fn was_pasted(event: &InputEvent) -> bool {
    matches!(event.input_type().as_str(), "insertFromPaste" | "insertFromDrop")
}

/// Calls back when a key goes down anywhere on the page, with its name, such as `Escape`.
#[hook]
pub fn use_key(on_key: Callback<String>) {
    use_effect_with(on_key, |on_key| {
        let on_key = on_key.clone();
        let listener = web_sys::window().map(|window| {
            Listener::new(window, "keydown", move |event| {
                if let Ok(event) = event.dyn_into::<KeyboardEvent>() {
                    on_key.emit(event.key());
                }
            })
        });
        move || drop(listener)
    });
}
