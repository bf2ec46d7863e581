//! Copying.

use super::window;
use js_sys::Reflect;
use js_sys::futures::{JsFuture, spawn_local};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Element;
use yew::{Callback, Event};

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

/// Selects the text that stands beside the button which was clicked, so that the keyboard can copy it where pages may
/// not. `false`: nothing there shows exactly this text.
pub fn select(click: &Event, text: &str) -> bool {
    let target = click.target().and_then(|target| target.dyn_into::<Element>().ok());
    let beside = std::iter::successors(target, |element| element.parent_element())
        .take(NEAR)
        .filter_map(|element| element.query_selector("code").ok().flatten())
        .find(|code| code.text_content().as_deref() == Some(text));
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    match (beside, selection) {
        (Some(code), Some(selection)) => selection.select_all_children(&code).is_ok(),
        _ => false,
    }
}

/// In how many elements round a button its text is looked for.
const NEAR: usize = 5;
