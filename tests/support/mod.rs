//! What several test programs share. Each takes what it needs, so what one of them leaves unused is no mistake.
#![allow(dead_code)]

pub mod source;
