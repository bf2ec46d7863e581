//! Names that are looked up: hosts, patterns, lines. Policies come with thousands of them, so none is looked for one by one.

use crate::order::sort_with;
use crate::sts::mx;

/// Names in any case, to be found quickly.
pub(super) struct Names(Vec<String>);

impl Names {
    pub fn of(names: &[String]) -> Self {
        let mut names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        sort_with(&mut names, |a, b| a < b);
        Self(names)
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.binary_search(&name.to_ascii_lowercase()).is_ok()
    }

    /// Whether this is a well-formed pattern (RFC 8461 §3.2), and there. Others cover nothing.
    fn has_pattern(&self, pattern: &str) -> bool {
        mx::is_pattern(pattern.as_bytes()) && self.has(pattern)
    }
}

/// Patterns that cover hosts (RFC 8461 §4.1).
pub(super) struct Patterns(Names);

impl Patterns {
    pub fn of(patterns: &[String]) -> Self {
        Self(Names::of(patterns))
    }

    /// Whether one of them covers the host.
    pub fn cover(&self, host: &str) -> bool {
        covering(host).iter().any(|pattern| self.0.has_pattern(pattern))
    }

    /// The hosts that none of them covers.
    pub fn uncovered(&self, hosts: &[String]) -> Vec<String> {
        hosts.iter().filter(|host| !self.cover(host)).cloned().collect()
    }
}

/// Hosts that patterns cover.
pub(super) struct Hosts(Names);

impl Hosts {
    pub fn of(hosts: &[String]) -> Self {
        let mut patterns = Vec::new();
        for host in hosts {
            patterns.extend(covering(host));
        }
        Self(Names::of(&patterns))
    }

    /// Whether the pattern covers one of them.
    pub fn any_fits(&self, pattern: &str) -> bool {
        self.0.has_pattern(pattern)
    }
}

/// The patterns that cover a host: its own name, and the one whose `*` stands for its first label; empty where there is none.
fn covering(host: &str) -> [String; 2] {
    let host = host.strip_suffix('.').unwrap_or(host);
    let rest = host.find('.').filter(|at| *at > 0).and_then(|at| host.get(at..));
    [
        host.to_owned(),
        rest.map_or_else(String::new, |rest| ["*", rest].concat()),
    ]
}

/// Whether two lists hold the same names, in any order and case.
pub(super) fn same(a: &[String], b: &[String]) -> bool {
    let within = |a: &[String], b: &[String]| {
        let b = Names::of(b);
        a.iter().all(|name| b.has(name))
    };
    within(a, b) && within(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arbtest::arbitrary::{Result, Unstructured};

    const NAMES: &[&str] = &[
        "mx1.example.com",
        "MX1.Example.com",
        "mx1.example.com.",
        "*.example.com",
        "*.EXAMPLE.com",
        "*.mx1.example.com",
        "a.mx1.example.com",
        "example.com",
        "com",
        "*.com",
        "*",
        "*.",
        "*.*.example.com",
        "",
        ".",
        "..",
        ".example.com",
        "mx1..example.com",
        "-.example.com",
        "mx1.example.com..",
        "mx_1.example.com",
        "é.example.com",
        "x y",
    ];

    fn names(u: &mut Unstructured) -> Result<Vec<String>> {
        let count = u.int_in_range(0..=5)?;
        (0..count).map(|_| Ok((*u.choose(NAMES)?).to_owned())).collect()
    }

    /// One by one, by the comparison that the rules judge by.
    fn covers(patterns: &[String], host: &str) -> bool {
        patterns.iter().any(|pattern| mx::compare(pattern, host).is_match())
    }

    fn has(names: &[String], name: &str) -> bool {
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    #[test]
    fn names_are_found_as_if_each_was_looked_at() {
        for pattern in NAMES {
            for host in NAMES {
                let (pattern, host) = ([(*pattern).to_owned()], [(*host).to_owned()]);
                let covered = covers(&pattern, &host[0]);
                assert_eq!(Patterns::of(&pattern).cover(&host[0]), covered, "{pattern:?} {host:?}");
                assert_eq!(Hosts::of(&host).any_fits(&pattern[0]), covered, "{pattern:?} {host:?}");
            }
        }
        arbtest::arbtest(|u| {
            let (some, others) = (names(u)?, names(u)?);
            let (patterns, hosts, set) = (Patterns::of(&some), Hosts::of(&some), Names::of(&some));
            for name in &others {
                assert_eq!(patterns.cover(name), covers(&some, name), "{some:?} {name}");
                let one = std::slice::from_ref(name);
                assert_eq!(
                    hosts.any_fits(name),
                    some.iter().any(|host| covers(one, host)),
                    "{some:?} {name}"
                );
                assert_eq!(set.has(name), has(&some, name), "{some:?} {name}");
            }
            let left: Vec<&String> = others.iter().filter(|host| !covers(&some, host)).collect();
            assert_eq!(patterns.uncovered(&others).iter().collect::<Vec<_>>(), left);
            let alike = some.iter().all(|name| has(&others, name)) && others.iter().all(|name| has(&some, name));
            assert_eq!(same(&some, &others), alike, "{some:?} {others:?}");
            Ok(())
        });
    }

    /// Ten times as many take about ten times as long: were each held against each, these would take minutes.
    #[test]
    fn many_names_are_found_at_once() {
        let many = |first: &str| -> Vec<String> { (0..100_000).map(|at| format!("{first}{at}.example.com")).collect() };
        let (some, others) = (many("a"), many("b"));
        assert_eq!(Patterns::of(&some).uncovered(&others).len(), others.len());
        assert!(Patterns::of(&some).uncovered(&some).is_empty());
        let hosts = Hosts::of(&some);
        assert!(!others.iter().any(|pattern| hosts.any_fits(pattern)));
        assert!(same(&some, &some) && !same(&some, &others));
    }
}
