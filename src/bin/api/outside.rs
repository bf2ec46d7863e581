//! A check outside of browsers, as in Node: nobody there is kept from what the policy host serves.

use crate::drive;
use mta_sts_lens::survey::outside::{Obstacle, Outside};
use mta_sts_lens::survey::{PolicyRead, Reply};
use wasm_bindgen::prelude::wasm_bindgen;

/// Says that a check runs there; before anything is asked.
#[wasm_bindgen]
pub fn outside(check: u32) {
    drive::with(check, |drive| drive.go_outside(Outside::here()));
}

/// Takes in that the policy could not be fetched, and the code of the error; an empty one where nobody says why.
#[wasm_bindgen]
pub fn unfetched(check: u32, id: u32, now: u32, code: &str) -> bool {
    let read = PolicyRead::Unfetched(Obstacle::of(code, Outside::here()));
    drive::with(check, |drive| drive.landed(id, Reply::Policy(read), now)).unwrap_or(false)
}
