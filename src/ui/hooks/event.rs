//! Events.

use wasm_bindgen::JsCast as _;
use web_sys::{
    ClipboardEvent, Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent, KeyboardEvent,
    MouseEvent, UiEvent,
};
use yew::Event;

/// The text of the field that an event comes from.
#[must_use]
pub fn text_of(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    match target.dyn_into::<HtmlInputElement>() {
        Ok(field) => field.value(),
        Err(other) => other
            .dyn_into::<HtmlTextAreaElement>()
            .map(|field| field.value())
            .unwrap_or_default(),
    }
}

/// The text of the first field of the form that is sent off. What the page was last drawn with may be older: keys that
/// come while the program is busy are taken in one after the other before anything is drawn.
#[must_use]
pub fn sent_of(event: &Event) -> String {
    let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let field = form.and_then(|form| form.query_selector("input").ok().flatten());
    field
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        .map(|field| field.value())
        .unwrap_or_default()
}

/// Whether the box that an event comes from is ticked.
#[must_use]
pub fn is_ticked(event: &Event) -> bool {
    let target = event.target();
    let field = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    field.is_some_and(|field| field.checked())
}

/// What is chosen in the list that an event comes from.
#[must_use]
pub fn chosen_of(event: &Event) -> String {
    let list = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
    list.map(|list| list.value()).unwrap_or_default()
}

/// The key that an event is about.
#[must_use]
pub fn key_of(event: &Event) -> Option<String> {
    Some(event.dyn_ref::<KeyboardEvent>()?.key())
}

/// Whether Enter was pressed alone, and not to choose what an input method offers.
#[must_use]
pub fn is_enter(event: &Event) -> bool {
    let plain =
        |event: &KeyboardEvent| !event.is_composing() && !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    event
        .dyn_ref::<KeyboardEvent>()
        .is_some_and(|event| event.key() == "Enter" && plain(event))
}

/// Whether the text came by pasting or dropping.
#[must_use]
pub fn was_pasted(event: &Event) -> bool {
    event
        .dyn_ref::<InputEvent>()
        .is_some_and(|event| matches!(event.input_type().as_str(), "insertFromPaste" | "insertFromDrop"))
}

/// Whether a click asks for a link in a tab or window of its own.
#[must_use]
pub fn opens_elsewhere(event: &Event) -> bool {
    let held = event
        .dyn_ref::<MouseEvent>()
        .is_some_and(|event| event.ctrl_key() || event.meta_key() || event.shift_key());
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    held && target.is_some_and(|target| target.closest("a[href]").is_ok_and(|link| link.is_some()))
}

/// The text that is being pasted.
#[must_use]
pub fn pasted_of(event: &Event) -> Option<String> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    data.get_data("text/plain").ok()
}

/// Whether a click is the second of a double click, or a later one.
#[must_use]
pub fn is_repeated(event: &Event) -> bool {
    event.dyn_ref::<UiEvent>().is_some_and(|event| event.detail() > 1)
}

/// The key that an event is about, with those held down: `Shift+F8`, `Ctrl+.`; Command counts as Ctrl.
#[must_use]
pub fn chord_of(event: &Event) -> Option<String> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let held = if event.ctrl_key() || event.meta_key() {
        "Ctrl+"
    } else {
        ""
    };
    let shift = if event.shift_key() { "Shift+" } else { "" };
    Some(format!("{held}{shift}{}", event.key()))
}
