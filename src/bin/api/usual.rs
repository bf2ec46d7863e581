//! The program of the package that judges usual texts; `null` where more is wanted, and `texts` or `tell` can do it.

#![no_main]

mod classify;
mod fault;
mod judged;
mod memory;
mod says;
mod told;
mod value;
mod words;
