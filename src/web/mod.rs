//! The one door to the browser: every call of a web API goes through here, everything else is plain Rust.
//!
//! [`check`] drives a survey; [`doh`], [`policy`] and [`probe`] ask for it. [`reader`] has reports
//! read by a worker. The others are a few lines each over one
//! web API. Nothing here panics where an API is missing or blocked: it does nothing, or says so.

pub mod address;
mod attempt;
pub mod check;
pub mod clipboard;
pub mod clock;
mod doh;
pub mod editor;
mod fetch;
pub mod file;
pub mod idn;
pub mod kept;
pub mod keys;
mod listener;
pub mod location;
pub mod offline;
pub mod page;
mod policy;
mod probe;
pub mod reader;
pub mod save;
pub mod storage;
mod stream;
pub mod texts;

pub use listener::Listener;

use web_sys::{Document, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}
