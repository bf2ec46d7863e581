//! A file that is dropped.

use crate::survey::facts::BODY_LIMIT;
use js_sys::Uint8Array;
use js_sys::futures::{JsFuture, spawn_local};
use wasm_bindgen::JsCast as _;
use web_sys::DragEvent;
use yew::{Callback, Event};

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

/// Reads the file that was dropped, if it was a file, and hands its bytes over; of a large one the beginning, and
/// one byte more than a policy may have, so that its size shows.
pub fn read_dropped(event: &Event, on_bytes: Callback<Vec<u8>>) {
    let Some(file) = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer)
        .and_then(|data| data.files())
        .and_then(|files| files.get(0))
    else {
        return;
    };
    // Else the browser leaves the page and shows the file.
    event.prevent_default();
    let limit = f64::from(u32::try_from(BODY_LIMIT + 1).unwrap_or(u32::MAX));
    let Ok(beginning) = file.slice_with_f64_and_f64(0.0, limit) else {
        return;
    };
    let buffer = JsFuture::from(beginning.array_buffer());
    spawn_local(async move {
        // A file that can't be read stays unread: nothing was pasted.
        if let Ok(buffer) = buffer.await {
            on_bytes.emit(Uint8Array::new(&buffer).to_vec());
        }
    });
}
