//! The program of the package that checks domains as long as their texts are plain; see [`lacks`].

mod drive;
mod fault;
mod names;
mod value;
mod words;

use mta_sts_lens::rule::later;
use wasm_bindgen::prelude::wasm_bindgen;

/// Whether a text wants the readers that tell each fault. What this program judges then isn't to be shown: `check` can go on
/// from the same answers.
#[wasm_bindgen]
pub fn lacks() -> bool {
    later::wanted()
}

fn main() {}
