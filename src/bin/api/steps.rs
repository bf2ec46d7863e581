//! The program of the package that plans changes.

#![no_main]

mod fault;
mod memory;
mod names;
mod plan;
mod read;
mod value;
mod words;
