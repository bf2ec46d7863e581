//! The document around the app: its title, its theme, where the focus is, and what programs are handed.

use super::{document, window};
use crate::survey::Assessment;
use crate::survey::ledger::Request;
use crate::survey::settings::Theme;
use js_sys::{JSON, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Where the app is put: the element `#app` of `index.html`.
#[must_use]
pub fn root() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// Sets the title of the document. The same again would be told to the window all the same.
pub fn title(text: &str) {
    if let Some(document) = document()
        && document.title() != text
    {
        document.set_title(text);
    }
}

/// Sets the colour scheme: the attribute `data-theme` of the root, absent for the system's.
pub fn theme(theme: Theme) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// Takes the focus from what has it, before that is taken out of the page: where the focus goes with its element, the
/// browser lays the half-changed page out to find that out. Gives whether anything had it.
pub fn blur() -> bool {
    let had = !has_no_focus();
    let active = document().and_then(|document| document.active_element());
    if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
    had
}

/// Gives the focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// The same once the next frame is drawn: to take the focus an element must be laid out, and until then that would be
/// done within the task that made the page, and once more for the frame.
pub fn focus_after_frame(id: String) {
    after_frame(move || focus(&id));
}

/// Brings what has the focus back into view, once the next frame is drawn: what stands around it may have changed.
pub fn keep_in_view() {
    after_frame(|| {
        let active = document().and_then(|document| document.active_element());
        if let Some(active) = active.filter(|active| active.tag_name() != "BODY") {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            active.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

fn after_frame(work: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    let drawn = move || {
        let then = Closure::once_into_js(work);
        if let Some(window) = super::window() {
            let _ = window.set_timeout_with_callback(then.unchecked_ref());
        }
    };
    let _ = window.request_animation_frame(Closure::once_into_js(drawn).unchecked_ref());
}

/// Whether nothing has the focus: it went with the element that had it.
#[must_use]
pub fn has_no_focus() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_none_or(|active| active.tag_name() == "BODY")
}

/// Brings the element with this id into view and gives it the focus, as a link to it would: the fragment is the
/// router's.
pub fn go_to(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
        let _ = element.focus();
    }
}

/// Says something to those who hear the page: in the element `#told`.
pub fn tell(words: &str) {
    if let Some(told) = element("told") {
        // The same once more would not be heard.
        let again = told.text_content().is_some_and(|known| known == words);
        told.set_text_content(Some(&if again {
            format!("{words}\u{a0}")
        } else {
            words.to_owned()
        }));
    }
}

/// Goes to the top of the page.
pub fn top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Hands the report and the request list to other programs, as `window.mtaStsLens = { report, requests }`.
pub fn publish(assessment: &Assessment, requests: &[Request]) {
    #[derive(Serialize)]
    struct Published<'a> {
        report: &'a Assessment,
        requests: &'a [Request],
    }
    let published = Published {
        report: assessment,
        requests,
    };
    let value = published.serialize(&Serializer::json_compatible());
    if let (Some(window), Ok(value)) = (window(), value) {
        let _ = Reflect::set(&window, &JsValue::from_str("mtaStsLens"), &value);
    }
}

/// The report as JSON, indented.
#[must_use]
pub fn json(assessment: &Assessment) -> String {
    let Ok(value) = assessment.serialize(&Serializer::json_compatible()) else {
        return String::new();
    };
    JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from_f64(2.0))
        .map(String::from)
        .unwrap_or_default()
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}
