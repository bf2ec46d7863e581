//! Where something stands in a report, and where findings about it go.

use crate::json::Item;
use crate::rule::{Evidence, Finding, Findings, Rule, Subject};
use crate::text::Span;
use std::fmt::{Display, Formatter};

/// The JSON path of a value: `policies[0].summary`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'p> {
    /// The report itself.
    Root,
    /// A member of what stands there.
    Member(&'p Self, &'p str),
    /// An element of it.
    Element(&'p Self, usize),
}

impl Path<'_> {
    pub(super) const fn member<'p>(&'p self, name: &'p str) -> Path<'p> {
        Path::Member(self, name)
    }

    pub(super) const fn element(&self, index: usize) -> Path<'_> {
        Path::Element(self, index)
    }
}

impl Display for Path<'_> {
    /// Goes up as deep as the schema nests, not as the text does.
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => f.write_str(name),
            Self::Member(up, name) => write!(f, "{up}.{name}"),
            Self::Element(up, index) => write!(f, "{up}[{index}]"),
        }
    }
}

/// Takes findings in, and says of each whose report it is about.
pub(super) struct Sink<'f> {
    pub(super) findings: &'f mut Findings,
    /// The organization that sent the report; empty where that is not known.
    pub(super) reporter: String,
    /// Whether the text was cut: what is missing may have stood behind.
    pub(super) cut: bool,
}

impl Sink<'_> {
    pub(super) fn add(&mut self, finding: Finding) {
        let finding = if self.reporter.is_empty() {
            finding
        } else {
            finding.with_words("reporter", self.reporter.as_str())
        };
        self.findings.add(finding.about(Subject::TlsRpt, Evidence::Given));
    }

    /// A finding about a value.
    pub(super) fn at(&mut self, rule: &'static Rule, path: &Path<'_>, item: Item<'_, '_>) {
        self.add(rule.at(item.span()).with("path", path));
    }

    /// A finding about a value, whose text it shows.
    pub(super) fn showing(&mut self, rule: &'static Rule, path: &Path<'_>, span: Span, value: &str) {
        self.add(rule.at(span).with("path", path).with("value", value));
    }
}
