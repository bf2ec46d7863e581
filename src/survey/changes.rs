//! What changed between two checks of a domain.

use super::Assessment;
use crate::rule::{Finding, Severity};

/// The findings that came, went or became something else. What was looked at and found good doesn't count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Indices into the later assessment's findings: they were not there before.
    pub new: Vec<usize>,
    /// The same rule about the same subject, but with another message or severity: indices into the earlier and the
    /// later assessment's findings.
    pub changed: Vec<(usize, usize)>,
    /// Indices into the earlier assessment's findings: they are gone.
    pub gone: Vec<usize>,
    /// Whether the verdict is another one.
    pub verdict: bool,
}

impl Changes {
    /// Compares two assessments of one domain.
    #[must_use]
    pub fn between(before: &Assessment, after: &Assessment) -> Self {
        let mut old = counting(before);
        let mut new = counting(after);
        // First those that are the same, so that one of several alike doesn't count as changed.
        pair(before, after, &mut old, &mut new, |a, b| {
            a.severity == b.severity && a.args == b.args
        });
        let changed = pair(before, after, &mut old, &mut new, |_, _| true);
        Self {
            new,
            changed,
            gone: old,
            verdict: before.verdict.case != after.verdict.case || before.verdict.sentence != after.verdict.sentence,
        }
    }

    /// Whether all is as it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn counting(assessment: &Assessment) -> Vec<usize> {
    let counts = |finding: &Finding| finding.severity != Severity::Good;
    (0..assessment.findings.len())
        .filter(|&at| assessment.findings.get(at).is_some_and(counts))
        .collect()
}

/// Takes the pairs of one rule and subject that are `alike` out of both lists.
fn pair(
    before: &Assessment,
    after: &Assessment,
    old: &mut Vec<usize>,
    new: &mut Vec<usize>,
    alike: impl Fn(&Finding, &Finding) -> bool,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    new.retain(|&later| {
        let Some(b) = after.findings.get(later) else {
            return false;
        };
        let found = old.iter().position(|&earlier| {
            before
                .findings
                .get(earlier)
                .is_some_and(|a| a.rule == b.rule && a.subject == b.subject && alike(a, b))
        });
        if let Some(at) = found {
            pairs.push((old.remove(at), later));
        }
        found.is_none()
    });
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Name;
    use crate::survey::{Survey, judge::judge};

    crate::rule::rules! {
        /// Help.
        EXA301 HOST { Error, 8461 "4.1", title: "t", message: "{host}", fix: "f" }
        /// Help.
        EXA302 OTHER { Warning, 8461 "4.1", title: "t", message: "m", fix: "f" }
        /// Help.
        EXA303 FINE { Good, 8461 "4.1", title: "t", message: "m", fix: "f" }
    }

    fn assessment(findings: Vec<Finding>) -> Assessment {
        let survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        Assessment {
            findings,
            ..judge(&survey)
        }
    }

    fn host(name: &str) -> Finding {
        HOST.finding().with("host", name)
    }

    #[test]
    fn the_same_twice_is_no_change() {
        let one = assessment(vec![host("a"), host("b"), FINE.finding()]);
        let two = assessment(vec![FINE.finding(), host("b"), host("a")]);
        assert!(Changes::between(&one, &two).is_empty());
    }

    #[test]
    fn findings_come_go_and_change() {
        let before = assessment(vec![host("a"), host("b"), OTHER.finding()]);
        let after = assessment(vec![host("b"), host("c"), host("d"), FINE.finding()]);
        assert_eq!(
            Changes::between(&before, &after),
            Changes {
                new: vec![2],
                changed: vec![(0, 1)],
                gone: vec![2],
                verdict: false
            }
        );
    }

    #[test]
    fn severity_and_verdict_count() {
        let before = assessment(vec![OTHER.finding()]);
        let mut after = assessment(vec![OTHER.finding().severity(Severity::Error)]);
        after.verdict.sentence.push('!');
        let changes = Changes::between(&before, &after);
        assert_eq!(changes.changed, [(0, 0)]);
        assert!(changes.verdict && !changes.is_empty());
        // Mended: the warning is gone, what is good now is not counted.
        let changes = Changes::between(&before, &assessment(vec![FINE.finding()]));
        assert_eq!((changes.gone, changes.new), (vec![0], vec![]));
    }
}
