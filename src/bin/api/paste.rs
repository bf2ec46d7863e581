//! A policy that the caller of a check brings.

use crate::drive;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes it in.
#[wasm_bindgen]
pub fn paste(check: u32, text: Vec<u8>) {
    drive::with(check, |drive| drive.paste(text));
}
