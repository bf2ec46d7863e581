//! Saving a text as a file.

use super::clock::Timeout;
use super::document;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How long the file stays readable for the browser's download, in milliseconds.
const KEPT: u32 = 60_000;

/// Hands the text to the user as a file with this name and media type. Nothing leaves the browser.
pub fn text(file_name: &str, mime: &str, text: &str) {
    let _ = offer(file_name, mime, &JsValue::from_str(text));
}

/// Hands the bytes to the user as a file with this name and media type. Nothing leaves the browser.
pub fn bytes(file_name: &str, mime: &str, bytes: &[u8]) {
    let _ = offer(file_name, mime, &Uint8Array::from(bytes));
}

fn offer(file_name: &str, mime: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(content);
    // A part may be a text or an array of bytes alike.
    let blob = Blob::new_with_blob_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    if let Some(document) = document() {
        let link: HtmlElement = document.create_element("a")?.unchecked_into();
        link.set_attribute("href", &url)?;
        link.set_attribute("download", file_name)?;
        link.click();
    }
    let revoke = move || {
        let _ = Url::revoke_object_url(&url);
    };
    std::mem::forget(Timeout::new(KEPT, revoke));
    Ok(())
}
