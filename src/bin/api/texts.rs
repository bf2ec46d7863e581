//! The smallest program of the package: judges texts. See `js/load.js` for the others.

#![no_main]

mod fault;
mod judged;
mod memory;
mod value;
mod words;
