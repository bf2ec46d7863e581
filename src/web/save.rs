//! Saving a text as a file.

use super::clock::Timeout;
use super::document;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How long the file stays readable for the browser's download, in milliseconds.
const KEPT: u32 = 60_000;

/// Hands the text to the user as a file with this name and media type. Nothing leaves the browser.
pub fn text(file_name: &str, mime: &str, text: &str) {
    let _ = offer(file_name, mime, text);
}

fn offer(file_name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)?;
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
