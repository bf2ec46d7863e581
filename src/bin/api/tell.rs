//! The program of the package that tells what a text is, and judges it.

#![no_main]

mod classify;
mod fault;
mod memory;
mod names;
mod says;
mod value;
mod words;
