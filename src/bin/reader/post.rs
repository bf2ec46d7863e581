//! What the page is told.

use js_sys::{Function, Reflect};
use mta_sts_lens::report::border::Told;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// Tells the page something.
pub fn tell(told: &Told) {
    let Ok(value) = told.serialize(&Serializer::new().serialize_large_number_types_as_bigints(true)) else {
        return;
    };
    let global = js_sys::global();
    let post = Reflect::get(&global, &JsValue::from_str("postMessage"));
    if let Some(post) = post.ok().and_then(|post| post.dyn_into::<Function>().ok()) {
        let _ = post.call1(&global, &value);
    }
}
