//! Every rule of every module, for the pages, the exports and the tests.

use crate::rule::Rule;

/// The modules' own lists, in the order in which rules are shown.
const LISTS: &[&[&Rule]] = &[crate::dns::input_rules::RULES, crate::dns::rules::RULES];

/// Every rule there is, in the order of their modules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    LISTS.iter().flat_map(|list| list.iter().copied())
}

/// The rule of this code, such as `STS213`.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}
