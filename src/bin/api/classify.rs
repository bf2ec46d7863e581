//! What a plain text is that somebody has at hand, and what is wrong with it.

use crate::told::Classified;
use crate::value::value;
use mta_sts_lens::later::Apart;
use mta_sts_lens::recognise::plain;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Tells what a text is and judges it; `null` where that isn't plain, which `tell` can do.
#[wasm_bindgen]
pub fn classify(text: &[u8]) -> JsValue {
    let apart = Apart::begin();
    let plain = plain::read(text);
    let here = apart.end();
    plain
        .filter(|_| here)
        .map_or(JsValue::NULL, |plain| value(&Classified::from(plain)))
}
