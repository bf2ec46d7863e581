//! The sink that collects findings.

use super::{Evidence, Finding, Rule, Severity, Subject};
use crate::later::{self, Rest};

/// How many findings of one rule are kept; a hostile text could raise millions.
pub const KEPT_PER_RULE: usize = 40;

/// How many came of a rule.
#[derive(Clone, Copy, Debug)]
struct Count {
    rule: &'static Rule,
    all: usize,
    /// Few texts have so many faults that any is left out.
    rest: Rest,
}

/// Where findings are put: a sink, since an extra parameter is harder to ignore than a returned list.
///
/// Memory is bounded: of one rule at most [`KEPT_PER_RULE`] findings are kept, the others counted.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// How many came of each rule; empty while so few came at all that none was left out.
    counts: Vec<Count>,
    /// Whether what is good is of no interest.
    faults_only: bool,
    /// Whether fixes need not be proved: see [`super::proof`].
    unproved: bool,
}

impl Findings {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty sink that lets go by what is good, for those who only want to know what is wrong.
    #[must_use]
    pub fn faults() -> Self {
        Self {
            faults_only: true,
            ..Self::default()
        }
    }

    /// An empty sink whose fixes are proved by its owner, since its text is only a part of another.
    #[must_use]
    pub fn unproved() -> Self {
        Self {
            unproved: true,
            ..Self::default()
        }
    }

    /// The same sink, whose fixes are to be proved from now on: all of its text has been read.
    pub const fn whole(&mut self) -> &mut Self {
        self.unproved = false;
        self
    }

    /// An empty sink that takes what this one does.
    #[must_use]
    pub fn alike(&self) -> Self {
        Self {
            faults_only: self.faults_only,
            unproved: self.unproved,
            ..Self::default()
        }
    }

    /// Whether its fixes are to be proved.
    pub(super) const fn wants_proof(&self) -> bool {
        !self.faults_only && !self.unproved
    }

    /// Whether findings of this rule are taken.
    #[must_use]
    pub fn takes(&self, rule: &Rule) -> bool {
        !(self.faults_only && rule.severity == Severity::Good)
    }

    /// Takes a finding in.
    pub fn add(&mut self, finding: Finding) {
        if !self.takes(finding.rule) {
            return;
        }
        if self.counts.is_empty() && self.list.len() < KEPT_PER_RULE {
            self.list.push(finding);
            return;
        }
        if let Some(rest) = later::rest()
            && self.count_more(finding.rule, 1, rest) <= KEPT_PER_RULE
        {
            self.list.push(finding);
        }
    }

    /// Takes all findings of `other` in, as speaking of `subject`, known by `evidence`.
    pub fn adopt(&mut self, other: Self, subject: Subject, evidence: &Evidence) {
        self.adopt_with(other, |finding| Some(finding.about(subject, evidence.clone())));
    }

    /// Takes in all findings of `other`, changed, but for those that `change` drops; and counts what `other` left out.
    pub fn adopt_with(&mut self, other: Self, mut change: impl FnMut(Finding) -> Option<Finding>) {
        for finding in other.list {
            if let Some(finding) = change(finding) {
                self.add(finding);
            }
        }
        for Count { rule, all, rest } in other.counts {
            let more = all.saturating_sub(KEPT_PER_RULE);
            if more > 0 && self.takes(rule) {
                self.count_more(rule, more, rest);
            }
        }
    }

    /// Counts so many more of a rule; how many there are now.
    fn count_more(&mut self, rule: &'static Rule, more: usize, rest: Rest) -> usize {
        if self.counts.is_empty() {
            for known in &self.list {
                count(&mut self.counts, known.rule, 1, rest);
            }
        }
        count(&mut self.counts, rule, more, rest)
    }

    /// What is kept, in the order of arrival.
    #[must_use]
    pub fn as_slice(&self) -> &[Finding] {
        &self.list
    }

    /// Calls the fix of what is kept at `at` a guess: it was not proved.
    pub(super) fn doubt_fix(&mut self, at: usize) {
        if let Some(fix) = self.list.get_mut(at).and_then(|finding| finding.fix.as_mut()) {
            fix.safe = false;
        }
    }

    /// Takes the fix of what is kept at `at` away: it was found not to mend.
    pub(super) fn without_fix(&mut self, at: usize) {
        if let Some(finding) = self.list.get_mut(at) {
            finding.fix = None;
        }
    }

    /// What is kept, in the order of arrival.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        self.list
    }

    /// How many findings of `rule` came, kept or not.
    #[must_use]
    pub fn count(&self, rule: &Rule) -> usize {
        if self.counts.is_empty() {
            return self.list.iter().filter(|finding| finding.rule == rule).count();
        }
        let known = self.counts.iter().find(|count| count.rule == rule);
        known.map_or(0, |count| count.all)
    }

    /// How many findings were counted but not kept.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.counts
            .iter()
            .map(|count| count.all.saturating_sub(KEPT_PER_RULE))
            .sum()
    }

    /// Whether some finding is an error: there is no usable text then.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The worst severity, `None` when nothing was found.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.list.iter().map(|finding| finding.severity).min()
    }
}

/// Counts so many more of a rule; how many there are now.
fn count(counts: &mut Vec<Count>, rule: &'static Rule, more: usize, rest: Rest) -> usize {
    if let Some(count) = counts.iter_mut().find(|count| count.rule == rule) {
        count.all = count.all.saturating_add(more);
        return count.all;
    }
    let all = more;
    counts.push(Count { rule, all, rest });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::rule::rules! {
        /// Help.
        EXA101 EXAMPLE { Error, 8461 "3.2", title: "t", message: "m", fix: "f" }
    }

    #[test]
    fn a_sink_is_bounded() {
        let mut findings = Findings::new();
        for _ in 0..KEPT_PER_RULE + 3 {
            findings.add(EXAMPLE.finding());
        }
        assert_eq!(findings.as_slice().len(), KEPT_PER_RULE);
        assert_eq!(findings.count(&EXAMPLE), KEPT_PER_RULE + 3);
        assert_eq!(findings.left_out(), 3);
        let mut other = Findings::new();
        other.add(EXAMPLE.finding());
        assert_eq!((other.count(&EXAMPLE), other.left_out()), (1, 0));
        assert!(findings.has_error());
    }

    #[test]
    fn what_was_left_out_is_counted_on() {
        let many = |count: usize| {
            let mut findings = Findings::new();
            (0..count).for_each(|_| findings.add(EXAMPLE.finding()));
            findings
        };
        for (own, adopted, left_out) in [
            (0, KEPT_PER_RULE, 0),
            (0, 1_000, 1_000 - KEPT_PER_RULE),
            (7, 1_000, 1_007 - KEPT_PER_RULE),
            (1_000, 7, 1_007 - KEPT_PER_RULE),
            (1_000, 1_000, 2_000 - KEPT_PER_RULE),
        ] {
            let mut all = many(own);
            all.adopt(many(adopted), Subject::Policy, &Evidence::Unobservable);
            assert_eq!(
                (all.count(&EXAMPLE), all.left_out()),
                (own + adopted, left_out),
                "{own} {adopted}"
            );
            assert_eq!(all.as_slice().len(), KEPT_PER_RULE);
        }
    }
}
