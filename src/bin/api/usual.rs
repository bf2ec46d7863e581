//! The smallest program of the package: judges usual texts; see [`lacks`]. See `js/load.js` for the others.

#![no_main]

mod classify;
mod fault;
mod judged;
mod memory;
mod names;
mod says;
mod value;
mod words;

use mta_sts_lens::later;
use wasm_bindgen::prelude::wasm_bindgen;

/// Whether what was judged last wanted more than is here (`mta_sts_lens::later`). It isn't to be shown then: `texts` can judge
/// the same.
#[wasm_bindgen]
pub fn lacks() -> bool {
    later::wanted_meanwhile()
}
