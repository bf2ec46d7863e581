//! The page: small components that are functions of what they are given.
//!
//! - [`route`]: the places of the page and their addresses.
//! - [`words`]: code between backticks, sentences.
//! - `parts`: what pages are made of. `pages`: one a place.

pub mod diff;
pub mod excerpt;
pub mod route;
pub mod words;
