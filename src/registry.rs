//! Every rule of every module, for the pages, the exports and the tests: one by one, in families, and with what explains
//! them.

mod texts;

pub use texts::texts;

use crate::rule::Rule;
use crate::{dns, make, recognise, report, rollout, sts, survey, tlsrpt};

/// What finds a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finder {
    /// A record or a policy, read.
    Text,
    /// A check of a domain.
    Check,
    /// A form, a plan, a paste or a report. They go by what the others find too.
    Other,
}

/// The modules' own lists, in the order in which rules are shown.
static LISTS: &[(Finder, &[&Rule])] = &[
    (Finder::Text, sts::rules::record::RULES),
    (Finder::Check, sts::rules::txt_set::RULES),
    (Finder::Other, make::rules::RULES),
    (Finder::Check, survey::rules::near::RULES),
    (Finder::Other, rollout::rules::RULES),
    (Finder::Text, sts::rules::document::RULES),
    (Finder::Text, sts::rules::policy::RULES),
    (Finder::Text, sts::rules::value::RULES),
    (Finder::Text, sts::rules::mx::RULES),
    (Finder::Check, survey::rules::mx::RULES),
    (Finder::Check, sts::rules::http::RULES),
    (Finder::Check, survey::rules::host::RULES),
    (Finder::Check, dns::rules::RULES),
    (Finder::Check, survey::rules::dane::RULES),
    (Finder::Check, dns::input_rules::RULES),
    (Finder::Other, recognise::rules::zone::RULES),
    (Finder::Other, recognise::rules::tls::RULES),
    (Finder::Other, recognise::rules::bounce::RULES),
];

/// Every rule there is, in the order of their modules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    found().map(|(_, rule)| rule)
}

/// The rules that this finds by itself.
pub fn found_by(by: Finder) -> impl Iterator<Item = &'static Rule> {
    found().filter(move |(finder, _)| *finder == by).map(|(_, rule)| rule)
}

fn found() -> impl Iterator<Item = (Finder, &'static Rule)> {
    let tlsrpt = tlsrpt::rules::RULES.iter().map(|list| (Finder::Text, *list));
    let report = report::rules::RULES.iter().map(|list| (Finder::Other, *list));
    let lists = LISTS.iter().copied().chain(tlsrpt).chain(report);
    lists.flat_map(|(finder, list)| list.iter().map(move |rule| (finder, *rule)))
}

/// The rule of this code, such as `STS213`.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Rules whose codes begin alike, and that are about the same.
#[derive(Debug, PartialEq, Eq)]
pub struct Family {
    /// How their codes begin.
    pub codes: &'static str,
    /// What they are about.
    pub about: &'static str,
}

/// All families, in the order in which they are shown. Of two that fit a code the first counts.
pub static FAMILIES: [Family; 12] = [
    Family::new("STS1", "the MTA-STS record"),
    Family::new("STS2", "the policy"),
    Family::new("STS3", "MX hosts against the policy"),
    Family::new("STS4", "the policy host"),
    Family::new("RPT2", "TLS reports"),
    Family::new("RPT", "TLS reporting"),
    Family::new("DNS", "look-ups"),
    Family::new("DOM", "what was typed"),
    Family::new("ZON", "zone files and the output of tools"),
    Family::new("TLS", "TLS of an MX host"),
    Family::new("BNC", "bounces and log lines"),
    Family::new("", "other"),
];

impl Family {
    const fn new(codes: &'static str, about: &'static str) -> Self {
        Self { codes, about }
    }

    /// The family that a code belongs to.
    #[must_use]
    pub fn of(code: &str) -> &'static Self {
        let [.., other] = &FAMILIES;
        let fits = |family: &&Self| code.starts_with(family.codes);
        FAMILIES.iter().find(fits).unwrap_or(other)
    }

    /// Its rules.
    #[must_use]
    pub fn rules(&self) -> Vec<&'static Rule> {
        all().filter(|rule| std::ptr::eq(Self::of(rule.code), self)).collect()
    }
}

/// The rules before and after this one in its family, two of each.
#[must_use]
pub fn near(rule: &Rule) -> Vec<&'static Rule> {
    let family = Family::of(rule.code).rules();
    let own = family.iter().position(|other| *other == rule).unwrap_or(0);
    let mut near = Vec::new();
    for (at, other) in family.iter().enumerate() {
        if at != own && at.abs_diff(own) <= 2 {
            near.push(*other);
        }
    }
    near
}

/// What a rule is searched by, in lower case: all that is said of it. Its severity counts by the word for it.
#[must_use]
pub fn searched(rule: &Rule) -> String {
    let help = rule.explanation().map_or("", |explanation| explanation.help);
    let mut text = [
        rule.code,
        rule.name,
        rule.severity.word(),
        rule.title,
        rule.message,
        help,
    ]
    .join(" ");
    text.make_ascii_lowercase();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_by_the_code() {
        for (code, about) in [
            ("STS213", "the policy"),
            ("RPT101", "TLS reporting"),
            ("ZON101", "zone files and the output of tools"),
            ("STS900", "other"),
            ("", "other"),
        ] {
            assert_eq!(Family::of(code).about, about, "{code}");
        }
        let in_families: usize = FAMILIES.iter().map(|family| family.rules().len()).sum();
        assert_eq!(in_families, all().count());
        let other: Vec<_> = Family::of("").rules().iter().map(|rule| rule.code).collect();
        assert_eq!(other, [""; 0], "rules without a family");
    }

    #[test]
    fn neighbours_are_of_the_family() {
        for rule in all() {
            let near = near(rule);
            assert!((2..=4).contains(&near.len()), "{}", rule.code);
            for other in near {
                assert_ne!(other, rule);
                assert_eq!(Family::of(other.code), Family::of(rule.code));
            }
        }
    }

    #[test]
    fn rules_are_searched_by_all_that_is_said_of_them() {
        let text = searched(by_code("STS213").expect("STS213"));
        for part in [
            "sts213",
            "max_age_too_long",
            "error",
            "over the limit",
            "at most {limit}",
            "senders",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
