//! What is said of rules, handed over.

use mta_sts_lens::rule::said;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes in what is said of a group of rules (`words-….js`).
#[wasm_bindgen]
pub fn words(text: String) {
    said::load(text);
}
