//! Every rule there is.

use crate::rule::Rule;

/// Every rule, in the order of the codes.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [crate::dns::input_rules::RULES, crate::dns::rules::RULES]
        .into_iter()
        .flatten()
        .copied()
}

/// The rule with this code.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}
