//! The page: small components that are functions of what they are given.
//!
//! - [`route`]: the places of the page and their addresses; [`place`]: the places on one page.
//! - [`words`]: code between backticks, sentences. [`excerpt`], [`diff`]: what of a foreign text is shown.
//! - [`parts`]: what pages are made of. [`pages`]: one a place.
//! - [`hooks`]: state and effects; they and [`app`] alone reach the browser, by way of `web`.

pub mod app;
pub mod diff;
pub mod excerpt;
pub mod hooks;
pub mod pages;
pub mod parts;
pub mod place;
pub mod route;
#[cfg(test)]
mod samples;
pub mod words;
