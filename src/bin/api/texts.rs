//! The program of the package that judges texts of all kinds.

#![no_main]

mod fault;
mod judged;
mod memory;
mod says;
mod value;
mod words;
