//! The program of the package that can do everything: check, judge, recognise, generate, plan.

mod classify;
mod drive;
mod fault;
mod generate;
mod judged;
mod names;
mod plan;
mod read;
mod value;
mod words;

fn main() {}
