//! Where something stands in a report, and where findings about it go.

use super::Text;
use crate::json::Item;
use crate::rule::{Evidence, Finding, Findings, Rule, Subject};
use crate::text::Span;
use crate::words;
use std::cell::OnceCell;

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

impl Path<'_> {
    /// A finding about what stands there.
    pub(super) fn fault(&self, rule: &'static Rule, span: impl Into<Span>) -> Finding {
        // Paths come in pieces; most have room in this.
        let mut text = String::with_capacity(48);
        self.write(&mut text);
        rule.at(span).with_text("path", text)
    }

    /// Puts it behind `out`. Goes up as deep as the schema nests, not as the text does.
    fn write(&self, out: &mut String) {
        match self {
            Self::Root => {}
            Self::Member(up, name) => {
                up.write(out);
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            Self::Element(up, index) => {
                up.write(out);
                out.push('[');
                words::number(out, *index);
                out.push(']');
            }
        }
    }
}

/// Takes findings in, and says of each whose report it is about.
pub(super) struct Sink<'f> {
    pub(super) findings: &'f mut Findings,
    /// The report, if there is one.
    pub(super) root: Option<Item<'f, 'f>>,
    /// The organization that sent it, once something is found; empty where that is not known.
    pub(super) reporter: OnceCell<Text<'f>>,
    /// Whether the text was cut: what is missing may have stood behind.
    pub(super) cut: bool,
}

/// Who sent a report: known whatever in it is read.
fn reporter<'a>(root: Option<Item<'_, 'a>>) -> Text<'a> {
    let members = root.into_iter().flat_map(Item::members);
    let named = members.filter(|(key, _)| key.says("organization-name"));
    named.last().and_then(|(_, value)| value.text()).unwrap_or_default()
}

impl Sink<'_> {
    pub(super) fn add(&mut self, mut finding: Finding) {
        let reporter = self.reporter.get_or_init(|| reporter(self.root));
        if !reporter.is_empty() {
            finding = finding.with_bytes("reporter", reporter.as_bytes());
        }
        self.findings.add(finding.about(Subject::TlsRpt, Evidence::Given));
    }

    /// A finding about a value.
    pub(super) fn at(&mut self, rule: &'static Rule, path: &Path<'_>, item: Item<'_, '_>) {
        self.add(path.fault(rule, item.span()));
    }

    /// A finding about a value, whose text it shows.
    pub(super) fn showing(&mut self, rule: &'static Rule, path: &Path<'_>, span: Span, value: &str) {
        self.add(path.fault(rule, span).with_bytes("value", value.as_bytes()));
    }
}
