//! Every rule of every module, for the pages, the exports and the tests.

use crate::rule::Rule;

/// The modules' own lists, in the order in which rules are shown.
const LISTS: &[&[&Rule]] = &[
    crate::dns::input_rules::RULES,
    crate::dns::rules::RULES,
    crate::sts::rules::record::RULES,
    crate::sts::rules::txt_set::RULES,
    crate::sts::rules::document::RULES,
    crate::sts::rules::policy::RULES,
    crate::sts::rules::value::RULES,
    crate::sts::rules::mx::RULES,
    crate::sts::rules::http::RULES,
];

/// Every rule there is, in the order of their modules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    LISTS
        .iter()
        .chain(&crate::tlsrpt::rules::RULES)
        .flat_map(|list| list.iter().copied())
}

/// The rule of this code, such as `STS213`.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}
