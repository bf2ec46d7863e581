//! The core of the package: checks domains as long as nothing unusual comes up, and judges, matches and tells what is plain.
//! Where more is wanted it says so ([`lacks`], `undefined`, `null`), and a larger program does it.

#![no_main]

mod classify;
mod drive;
mod fault;
mod judged;
mod memory;
mod says;
mod told;
mod value;
mod words;

use mta_sts_lens::dns::input;
use mta_sts_lens::later;
use mta_sts_lens::survey::settings::Settings;
use wasm_bindgen::prelude::wasm_bindgen;

/// Begins a check by the usual resolvers; gives its number. `None`: what was typed isn't a domain and nothing else.
#[wasm_bindgen]
pub fn begin(typed: &str, now: f64) -> Option<u32> {
    drive::open(input::read_plain(typed)?, Settings::default().resolvers, now)
}

/// Whether more was wanted than is here (`mta_sts_lens::later`). What this program judges of a check then isn't to be shown:
/// `check` can go on from the same answers.
#[wasm_bindgen]
pub fn lacks() -> bool {
    later::wanted()
}
