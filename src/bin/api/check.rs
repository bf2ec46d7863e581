//! The program of the package that checks domains; it judges texts too.

mod drive;
mod fault;
mod judged;
mod memory;
mod names;
mod paste;
mod value;
mod words;

fn main() {}
