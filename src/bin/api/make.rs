//! The program of the package that generates; it judges texts too.

#![no_main]

mod fault;
mod generate;
mod judged;
mod memory;
mod names;
mod read;
mod says;
mod value;
mod words;
