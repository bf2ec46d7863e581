//! A file that is dropped or picked.

use js_sys::Uint8Array;
use js_sys::futures::{JsFuture, spawn_local};
use wasm_bindgen::JsCast as _;
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::{Callback, Event};

/// A file that somebody brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// Its beginning: one byte more than was asked for at most, so that it shows whether there is more.
    pub bytes: Vec<u8>,
}

/// Lets a file in that is dragged over the box: a text field takes texts by itself, but a file only where the page
/// prevents this (HTML, 6.11.5).
pub fn let_in(event: &Event) {
    let types = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
        .map(|data| data.types());
    if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
        event.prevent_default();
    }
}

/// Reads the file that was dropped, if it was a file, up to `limit` bytes, and hands it over.
pub fn read_dropped(event: &Event, limit: usize, on_file: Callback<Brought>) {
    let files = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
        .and_then(|data| data.files());
    if let Some(file) = files.and_then(|files| files.get(0)) {
        // Else the browser leaves the page and shows the file.
        event.prevent_default();
        read(&file, limit, on_file);
    }
}

/// Reads the file that was picked in the field that an event comes from.
pub fn read_picked(event: &Event, limit: usize, on_file: Callback<Brought>) {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return };
    if let Some(file) = field.files().and_then(|files| files.get(0)) {
        read(&file, limit, on_file);
    }
    // The same file may be picked again, after it was changed.
    field.set_value("");
}

fn read(file: &File, limit: usize, on_file: Callback<Brought>) {
    let most = f64::from(u32::try_from(limit.saturating_add(1)).unwrap_or(u32::MAX));
    let Ok(beginning) = file.slice_with_f64_and_f64(0.0, most) else {
        return;
    };
    let name = file.name();
    // Whole, and far below what a number of 64 bits holds.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = file.size() as u64;
    let buffer = JsFuture::from(beginning.array_buffer());
    spawn_local(async move {
        // A file that can't be read stays unread: nothing was brought.
        if let Ok(buffer) = buffer.await {
            let bytes = Uint8Array::new(&buffer).to_vec();
            on_file.emit(Brought { name, size, bytes });
        }
    });
}
