//! The page: small components that are functions of what they are given.
//!
//! - [`route`]: the places of the page and their addresses; [`place`]: the places on one page.
//! - [`words`]: code between backticks, sentences. [`diff`]: what a fix changes.
//! - [`markup`]: templates. [`parts`]: what pages are made of. [`pages`]: one a place.
//! - [`app`]: the one component that knows all; [`desk`]: what it does once there is a domain, loaded then; [`work`]: what
//!   the two want of each other; [`tools`]: what the desk opens in turn, [`bench`](mod@bench) (with
//!   [`embed`]) and [`reports`], loaded then too;
//!   [`act`]: what it can be asked to do. [`hooks`]: what events carry. [`memory`]: what is remembered of policies.

pub mod act;
pub mod app;
pub mod bench;
pub mod desk;
pub mod diff;
pub mod embed;
pub mod hooks;
pub mod markup;
pub mod memory;
pub mod pages;
mod part;
pub mod parts;
pub mod place;
pub mod reports;
pub mod route;
#[cfg(test)]
mod samples;
mod tools;
pub mod words;
pub mod work;
