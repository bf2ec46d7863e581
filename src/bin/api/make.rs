//! The program of the package that generates; it judges texts too.

mod fault;
mod generate;
mod judged;
mod memory;
mod names;
mod read;
mod value;
mod words;

fn main() {}
