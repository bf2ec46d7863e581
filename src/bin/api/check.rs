//! The program of the package that checks domains; it judges texts too.

#![no_main]

mod begin;
mod drive;
mod fault;
mod judged;
mod memory;
mod names;
mod outside;
mod paste;
mod says;
mod value;
mod words;
