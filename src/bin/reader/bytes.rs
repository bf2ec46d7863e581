//! The bytes of a file.

use js_sys::Uint8Array;
use js_sys::futures::JsFuture;
use wasm_bindgen::JsValue;
use web_sys::Blob;

/// How many bytes are taken at once: what the browser hands over is held twice for a moment.
const PART: f64 = 4_194_304.0;

/// How large a file is.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole, and far below what a number of 64 bits holds
pub fn size(file: &Blob) -> u64 {
    file.size() as u64
}

/// Its bytes, or what the browser says where it can't read them: a file that was moved, or may not be read.
pub async fn read(file: &Blob) -> Result<Vec<u8>, String> {
    let end = file.size();
    if end <= PART {
        return Ok(part(file).await?.to_vec());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size(file)).unwrap_or_default());
    let mut start = 0.0;
    while start < end {
        let next = end.min(start + PART);
        let piece = file
            .slice_with_f64_and_f64(start, next)
            .map_err(|error| words(&error))?;
        append(&mut bytes, &part(&piece).await?);
        start = next;
    }
    Ok(bytes)
}

async fn part(file: &Blob) -> Result<Uint8Array, String> {
    let buffer = JsFuture::from(file.array_buffer()).await;
    buffer
        .map(|buffer| Uint8Array::new(&buffer))
        .map_err(|error| words(&error))
}

/// Puts a piece behind what is there.
pub fn append(bytes: &mut Vec<u8>, piece: &Uint8Array) {
    let start = bytes.len();
    bytes.resize(start + piece.length() as usize, 0);
    if let Some(room) = bytes.get_mut(start..) {
        piece.copy_to(room);
    }
}

/// An error in the browser's words.
pub fn words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message")).ok();
    let message = message.and_then(|message| message.as_string());
    let Some(message) = message.filter(|message| !message.is_empty()) else {
        return "the browser doesn’t say why".to_owned();
    };
    // Chromium names the call before what happened.
    let reason = message
        .strip_prefix("Failed to execute")
        .and_then(|rest| rest.split_once("': "));
    reason.map_or(message.as_str(), |(_, reason)| reason).to_owned()
}
