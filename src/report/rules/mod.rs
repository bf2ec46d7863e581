//! The rules of TLS reports (RFC 8460 §4), by what they speak of.

#[macro_use]
mod example;
mod count;
mod file;
mod name;
mod shape;
mod text;
mod value;

pub use count::*;
pub use file::*;
pub use name::*;
pub use shape::*;
pub use text::*;
pub use value::*;

use crate::rule::Rule;

/// Whether a rule is about a file, and not about what a report says: the file is none, or is not read to its end.
#[must_use]
pub fn is_of_file(rule: &Rule) -> bool {
    let ends = [&REPORT_NOT_JSON, &REPORT_NO_OBJECT, &REPORT_TOO_LARGE];
    file::RULES.iter().chain(&ends).any(|one| one.code == rule.code)
}

/// Every rule of reports, in the order of the codes.
pub static RULES: [&[&Rule]; 6] = [
    text::RULES,
    shape::RULES,
    value::RULES,
    name::RULES,
    count::RULES,
    file::RULES,
];
