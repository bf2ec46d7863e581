//! The program of the package that a check begins with in a browser: enough as long as nothing unusual comes up; see [`lacks`].

#![no_main]

mod drive;
mod fault;
mod memory;
mod names;
mod value;
mod words;

use mta_sts_lens::later;
use wasm_bindgen::prelude::wasm_bindgen;

/// Whether more was wanted than is here (`mta_sts_lens::later`). What this program judges then isn't to be shown: `check`
/// can go on from the same answers.
#[wasm_bindgen]
pub fn lacks() -> bool {
    later::wanted()
}
