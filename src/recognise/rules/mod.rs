//! The rules that only a paste can raise.

pub mod zone;
