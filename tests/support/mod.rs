//! What several test programs share. Each takes what it needs, so what one of them leaves unused is no mistake.
#![allow(dead_code)]

pub mod bless;
pub mod driver;
pub mod facts;
pub mod files;
pub mod guard;
pub mod kinds;
pub mod source;
pub mod spec_file;
pub mod zone;
