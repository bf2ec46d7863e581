//! The program of the package that can do everything: check, judge, recognise, generate, plan.

#![no_main]

mod classify;
mod drive;
mod fault;
mod generate;
mod judged;
mod memory;
mod names;
mod paste;
mod plan;
mod read;
mod value;
mod words;
