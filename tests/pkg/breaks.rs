//! The smallest program of the package with functions that break off, as no program that is shipped has any: a test puts it
//! in the place of that one (`faults.test.mjs`).

#![allow(clippy::panic, reason = "that is what it is for")]

#[path = "../../src/bin/api/fault.rs"]
mod fault;
#[path = "../../src/bin/api/judged.rs"]
mod judged;
#[path = "../../src/bin/api/says.rs"]
mod says;
#[path = "../../src/bin/api/value.rs"]
mod value;
#[path = "../../src/bin/api/words.rs"]
mod words;

use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static HELD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Panics while it holds something, which stays held in this instance.
///
/// # Panics
/// Always.
#[wasm_bindgen]
pub fn panics(words: &str) {
    HELD.with_borrow_mut(|held| {
        held.push_str(words);
        panic!("{held}");
    });
}

/// Whether something is held.
#[wasm_bindgen]
pub fn is_held() -> bool {
    HELD.with(|held| held.try_borrow_mut().is_err())
}

fn main() {}
