//! The sink of one reading: sets the subject, and remembers whether the text is still usable.

use crate::rule::{Evidence, Finding, Findings, KEPT_PER_RULE, Rule, Severity, Subject};
use crate::text::Span;

/// Where the findings of one text go.
///
/// Whether an error was found is kept here and not asked of [`Findings`], which may hold findings of other texts and
/// keeps only so many of each rule.
pub(super) struct Sink<'a> {
    findings: &'a mut Findings,
    subject: Subject,
    /// Whether an error was found: by the letter the text is unusable.
    pub(super) error: bool,
    /// Whether one of the errors is of a rule of which nothing says that a sender may be milder.
    pub(super) hard: bool,
    /// Whether a mode stands there again, and is another.
    pub(super) two_modes: bool,
}

impl<'a> Sink<'a> {
    pub(super) fn new(findings: &'a mut Findings, subject: Subject) -> Self {
        Self {
            findings,
            subject,
            error: false,
            hard: false,
            two_modes: false,
        }
    }

    /// Takes in a finding of `rule` at `span`. `build` adds arguments and edits; it isn't called for a finding that
    /// would not be kept.
    pub(super) fn at(&mut self, rule: &'static Rule, span: Span, build: impl FnOnce(Finding) -> Finding) {
        if let Some(finding) = self.begin(rule, span) {
            self.add(build(finding));
        }
    }

    /// The beginning of a finding that would be kept; one that would not is counted.
    #[inline(never)] // else it would stand in each of the readers
    fn begin(&mut self, rule: &'static Rule, span: Span) -> Option<Finding> {
        if !self.findings.takes(rule) {
            return None;
        }
        let finding = rule.at(span);
        if self.findings.count(rule) < KEPT_PER_RULE {
            return Some(finding);
        }
        self.add(finding);
        None
    }

    /// Takes in a finding.
    pub(super) fn add(&mut self, finding: Finding) {
        if finding.severity == Severity::Error {
            self.error = true;
            self.hard |= !finding.rule.milder;
        }
        self.findings.add(finding.about(self.subject, Evidence::Given));
    }
}
