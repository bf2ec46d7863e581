//! The text field of the editor: the platform's own, with its caret, its selection and its undo.
//!
//! Changes made for the user go in as if they had been typed, so that undoing takes them back like anything else.

use super::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// The id of the field.
pub const ID: &str = "ed";

/// Longest text that goes in as if it had been typed, in bytes: beyond, browsers take seconds.
const MOST_TYPED: usize = 1 << 15;

/// Where the caret stands, in UTF-16 units from the beginning.
#[must_use]
pub fn caret() -> usize {
    let field = field().and_then(|field| field.selection_start().ok().flatten());
    field.map_or(0, |at| at as usize)
}

/// Selects what stands between two places, in UTF-16 units, and brings it into view; `line` is its line, from 0.
pub fn select(start: usize, end: usize, line: usize) {
    let Some(field) = field() else { return };
    let _ = field.focus();
    let _ = field.set_selection_range(units(start), units(end));
    let element: &Element = &field;
    let value = field.value();
    let lines = i32::try_from(value.bytes().filter(|&byte| byte == b'\n').count() + 1).unwrap_or(i32::MAX);
    let height = element.scroll_height() / lines.max(1);
    let top = height.saturating_mul(i32::try_from(line).unwrap_or(i32::MAX));
    let (first, shown) = (element.scroll_top(), element.client_height());
    if top < first || top + 2 * height > first + shown {
        element.set_scroll_top((top - shown / 3).max(0));
    }
    follow();
}

/// Puts `text` in the place of what stands between two places, in UTF-16 units.
pub fn replace(start: usize, end: usize, text: &str) {
    let Some(field) = field() else { return };
    let _ = field.focus();
    let _ = field.set_selection_range(units(start), units(end));
    let typed = if text.len() > MOST_TYPED {
        false
    } else if text.is_empty() && start != end {
        command("delete", "")
    } else {
        command("insertText", text)
    };
    if !typed {
        // Where the command is unknown, or would take too long, it changes all the same; only undoing is lost.
        let _ = field.set_range_text_with_start_and_end(text, units(start), units(end));
        if let Ok(event) = web_sys::Event::new("input") {
            let _ = field.dispatch_event(&event);
        }
    }
}

/// Deletes what is selected, if that is much, before something is pasted in its place: browsers take many times as long for
/// both at once as for one after the other. Undoing takes back both, in two steps.
pub fn make_room() {
    let Some(field) = field() else { return };
    let place = (
        field.selection_start().ok().flatten(),
        field.selection_end().ok().flatten(),
    );
    let (Some(start), Some(end)) = place else { return };
    if end.saturating_sub(start) as usize > MOST_TYPED {
        command("delete", "");
    }
}

/// Takes the last change back.
pub fn undo() {
    if let Some(field) = field() {
        let _ = field.focus();
        command("undo", "");
    }
}

/// Moves what is drawn beneath and beside the field as far as its text is scrolled.
pub fn follow() {
    let Some(field) = field() else { return };
    let (left, top) = (field.scroll_left(), field.scroll_top());
    shift("ed-marks", &format!("translate({}px,{}px)", -left, -top));
    shift("ed-lines", &format!("translateY({}px)", -top));
}

fn shift(id: &str, by: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.style().set_property("transform", by);
    }
}

fn command(name: &str, value: &str) -> bool {
    document()
        .and_then(|document| document.dyn_into::<HtmlDocument>().ok())
        .is_some_and(|document| {
            document
                .exec_command_with_show_ui_and_value(name, false, value)
                .unwrap_or(false)
        })
}

fn field() -> Option<HtmlTextAreaElement> {
    let element = document()?.get_element_by_id(ID)?;
    JsValue::from(element).dyn_into().ok()
}

fn units(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
