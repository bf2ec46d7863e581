//! The pages, one a place.

pub mod about;
pub mod check;
pub mod compare;
pub mod requests;
pub mod rule;
pub mod rules;
pub mod settings;
pub mod start;

#[cfg(test)]
mod tests;

use crate::ui::parts::ask::Said;
use yew::Callback;

/// The field for the domain: what it holds, what is said of it, what it does. The same on every page that has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its text.
    pub value: String,
    /// What is said of it.
    pub said: Vec<Said>,
    /// Called with the text, and whether it was pasted, at every change.
    pub on_input: Callback<(String, bool)>,
    /// Called to start, with the text.
    pub on_start: Callback<String>,
    /// Called to stop.
    pub on_stop: Callback<()>,
}
