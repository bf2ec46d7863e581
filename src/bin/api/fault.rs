//! What is wrong, for those who call: a refusal, or a fault of the program itself.

use crate::value::value;
use mta_sts_lens::rule::Finding;
use serde::Serialize;
use std::{cell::Cell, panic};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

thread_local! {
    /// What the panic said: there is no second one, an instance is of no use after the first.
    static PANIC: Cell<Option<String>> = const { Cell::new(None) };
}

/// To be called once, right after the program was loaded.
#[wasm_bindgen]
pub fn start() {
    panic::set_hook(Box::new(|info| PANIC.set(Some(info.to_string()))));
}

/// What the program said before it broke off, where it did by itself; it says so once. The instance is of no use afterwards.
#[wasm_bindgen]
pub fn broken() -> Option<String> {
    PANIC.take()
}

/// Why something can't be done: what is thrown. The script makes a `LensError` of it.
#[derive(Serialize)]
pub struct Refusal<'a> {
    /// `input` or `options`.
    pub code: &'static str,
    /// In words; code stands between backticks.
    pub message: &'a str,
    /// The rule that says so, if one does.
    pub finding: Option<&'a Finding>,
}

/// A text that can't be read.
#[allow(dead_code, reason = "not every program has something to refuse")]
pub fn refused(finding: &Finding) -> JsValue {
    value(&Refusal {
        code: "input",
        message: &finding.message(),
        finding: Some(finding),
    })
}

/// An option that can't be used.
#[allow(dead_code, reason = "not every program has options")]
pub fn option(message: &str) -> JsValue {
    value(&Refusal {
        code: "options",
        message,
        finding: None,
    })
}
