//! The fragment of the page's address: it holds the route, and no server ever sees it.

use super::{Listener, window};
use wasm_bindgen::JsValue;
use yew::Callback;

/// The fragment without its `#`, as it stands in the address (percent-encoded).
#[must_use]
pub fn fragment() -> String {
    let hash = window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// Goes to this fragment (without `#`), as a step that the back button undoes. Listeners hear it.
pub fn set_fragment(fragment: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(fragment);
    }
}

/// Puts this fragment (without `#`) in place of the present one: no step of its own, and nobody hears it.
pub fn replace_fragment(fragment: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}")));
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// The address of the page without its fragment, for links that can be copied.
#[must_use]
pub fn base() -> String {
    let href = window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    href.split_once('#').map(|(base, _)| base.to_owned()).unwrap_or(href)
}

/// Calls `heard` with the new fragment whenever it changes, until the listener is dropped. `None`: no browser.
pub fn on_change(heard: Callback<String>) -> Option<Listener> {
    Some(Listener::new(window()?, "hashchange", move |_| heard.emit(fragment())))
}
