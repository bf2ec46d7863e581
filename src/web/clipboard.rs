//! Copying.

use super::window;
use js_sys::Reflect;
use js_sys::futures::{JsFuture, spawn_local};
use wasm_bindgen::JsValue;
use yew::Callback;

/// Copies the text and then tells whether that was allowed. To be called from within a click.
pub fn copy(text: impl AsRef<str>, done: Callback<bool>) {
    let Some(navigator) = window().map(|window| window.navigator()) else {
        return done.emit(false);
    };
    // Pages without TLS have no clipboard at all.
    let there = Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|value| value.is_object());
    if !there {
        return done.emit(false);
    }
    let promise = navigator.clipboard().write_text(text.as_ref());
    spawn_local(async move { done.emit(JsFuture::from(promise).await.is_ok()) });
}
