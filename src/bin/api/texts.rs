//! The program of the package that judges texts of all kinds.

mod fault;
mod judged;
mod value;
mod words;

fn main() {}
