//! What a policy says, without its places in a text: what is compared, and what is printed.

use super::names::{Names, same};
use crate::make::texts::policy_file;
use crate::sts::{MAX_AGE_LIMIT, Mode, Policy, mx};

/// More patterns than this are no policy that anybody plans with.
pub(super) const MOST_PATTERNS: usize = 1_000;

/// What a policy says (RFC 8461 §3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Body {
    pub mode: Mode,
    /// Well-formed patterns.
    pub mx: Vec<String>,
    /// In seconds, at most the RFC's maximum.
    pub max_age: u64,
}

impl Body {
    pub fn of(policy: &Policy) -> Self {
        let patterns = policy.mx.iter().map(|pattern| &pattern.text);
        Self {
            mode: policy.mode,
            mx: patterns
                .filter(|text| mx::is_pattern(text.as_bytes()))
                .cloned()
                .collect(),
            max_age: policy.max_age.min(MAX_AGE_LIMIT),
        }
    }

    /// The file.
    pub fn text(&self) -> String {
        policy_file(self.mode, &self.mx, self.max_age)
    }

    /// Whether it says the same: the order and case of the patterns don't count.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.mode, self.max_age) == (other.mode, other.max_age) && same(&self.mx, &other.mx)
    }

    /// The lines that go and those that come, `-` and `+` in front.
    pub fn difference(&self, new: &Self) -> String {
        let lines = |body: &Self| body.text().lines().map(str::to_owned).collect::<Vec<_>>();
        let (old, new) = (lines(self), lines(new));
        let mut out = String::new();
        for (mark, some, others) in [('-', &old, &new), ('+', &new, &old)] {
            let others = Names::of(others);
            for line in some.iter().filter(|line| !others.has(line)) {
                out.extend([mark, ' ']);
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    }
}

/// Whether a list holds a name, in any case.
pub(super) fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Adds what is not there yet.
pub(super) fn add(names: &mut Vec<String>, name: String) {
    if !has(names, &name) {
        names.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Findings;
    use crate::sts::policy::parse;

    fn body(mode: Mode, mx: &[&str], max_age: u64) -> Body {
        Body {
            mode,
            mx: mx.iter().map(|&text| text.to_owned()).collect(),
            max_age,
        }
    }

    #[test]
    fn what_is_printed_is_read_as_the_same() {
        let printed = body(Mode::Testing, &["mx1.example.com", "*.example.net"], 86_400);
        let mut findings = Findings::faults();
        let read = parse(printed.text().as_bytes(), &mut findings).effective.unwrap();
        assert_eq!(Body::of(&read), printed);
        assert!(findings.as_slice().is_empty(), "{findings:?}");
    }

    #[test]
    fn order_and_case_say_nothing() {
        let one = body(Mode::Enforce, &["a.example", "b.example"], 1);
        assert!(one.is_same(&body(Mode::Enforce, &["B.example", "a.example", "a.example"], 1)));
        for other in [
            body(Mode::Testing, &["a.example", "b.example"], 1),
            body(Mode::Enforce, &["a.example", "b.example"], 2),
            body(Mode::Enforce, &["a.example"], 1),
            body(Mode::Enforce, &["a.example", "b.example", "c.example"], 1),
        ] {
            assert!(!one.is_same(&other), "{other:?}");
        }
    }

    #[test]
    fn differences_are_lines() {
        let old = body(Mode::Testing, &["a.example", "b.example"], 86_400);
        let new = body(Mode::Enforce, &["a.example", "c.example"], 86_400);
        assert_eq!(
            old.difference(&new),
            "- mode: testing\n- mx: b.example\n+ mode: enforce\n+ mx: c.example\n"
        );
        assert_eq!(old.difference(&old), "");
    }
}
