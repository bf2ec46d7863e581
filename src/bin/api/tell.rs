//! The program of the package that tells what a text is, and judges it.

mod classify;
mod fault;
mod names;
mod value;
mod words;

fn main() {}
