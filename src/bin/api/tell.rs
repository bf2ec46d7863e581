//! The program of the package that tells what a text is, and judges it.

#![no_main]

mod fault;
mod memory;
mod names;
mod recognise;
mod says;
mod told;
mod value;
mod words;
