//! Values for JavaScript.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// The value in the shape of its JSON. What is made here can always be made: there are no keys but
/// texts, and times are held to what a number of JavaScript tells exactly.
pub fn value(value: &(impl Serialize + ?Sized)) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
