//! The program of the package that plans changes.

mod fault;
mod names;
mod plan;
mod read;
mod value;
mod words;

fn main() {}
