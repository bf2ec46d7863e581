//! The rules of the TLSRPT record (RFC 8460 §3), by what they speak of.

mod address;
mod destination;
mod field;
mod set;
mod version;

pub use address::*;
pub use destination::*;
pub use field::*;
pub use set::*;
pub use version::*;

use crate::rule::Rule;

/// Every rule of the TLSRPT record, in the order of the codes.
pub static RULES: [&[&Rule]; 5] = [
    set::RULES,
    version::RULES,
    field::RULES,
    destination::RULES,
    address::RULES,
];
