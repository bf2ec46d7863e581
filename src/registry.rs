//! Every rule of every module, for the pages, the exports and the tests.

use crate::rule::Rule;
use crate::{dns, make, recognise, rollout, sts, survey, tlsrpt};

/// The modules' own lists, in the order in which rules are shown.
static LISTS: &[&[&Rule]] = &[
    sts::rules::record::RULES,
    sts::rules::txt_set::RULES,
    make::rules::RULES,
    survey::rules::near::RULES,
    rollout::rules::RULES,
    sts::rules::document::RULES,
    sts::rules::policy::RULES,
    sts::rules::value::RULES,
    sts::rules::mx::RULES,
    survey::rules::mx::RULES,
    sts::rules::http::RULES,
    survey::rules::host::RULES,
    dns::rules::RULES,
    survey::rules::dane::RULES,
    dns::input_rules::RULES,
    recognise::rules::zone::RULES,
    recognise::rules::tls::RULES,
    recognise::rules::bounce::RULES,
];

/// Every rule there is, in the order of their modules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    LISTS
        .iter()
        .chain(&tlsrpt::rules::RULES)
        .flat_map(|list| list.iter().copied())
}

/// The rule of this code, such as `STS213`.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}
