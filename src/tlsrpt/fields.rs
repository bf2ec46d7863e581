//! Where the fields of a record stand, and how one is taken out.

use super::version::VERSION;
use crate::rule::Finding;
use crate::text::{Span, is_wsp};

/// The fields of a text from a place on, blanks round them left out; empty ones too.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn new(text: &'a [u8], at: usize) -> Self {
        Self { text, at }
    }
}

impl Iterator for Fields<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at > self.text.len() {
            return None;
        }
        let end = delimiter(self.text, self.at);
        let field = trimmed(self.text, Span::new(self.at, end));
        self.at = end + 1;
        Some(field)
    }
}

/// Where the next semicolon stands at or behind `from`; the end of the text without one.
pub(super) fn delimiter(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.iter()
        .position(|&byte| byte == b';')
        .map_or(text.len(), |at| from + at)
}

/// The span without the blanks at its ends; of nothing else its beginning.
pub(super) fn trimmed(text: &[u8], span: Span) -> Span {
    let found = span.trimmed(text, is_wsp);
    if found.is_empty() {
        Span::point(span.start)
    } else {
        found
    }
}

/// Whether the record begins with the version. Where it doesn't, what is a field and what was meant as the version may
/// change with any edit, so that none is offered but for the version itself.
pub(super) fn begins_well(text: &[u8]) -> bool {
    text.starts_with(VERSION.as_bytes())
}

/// Suggests to delete a field, if the record begins well.
pub(super) fn delete(finding: Finding, text: &[u8], field: Span) -> Finding {
    if begins_well(text) {
        without(finding, text, field)
    } else {
        finding
    }
}

/// Suggests to delete a field with the semicolon before it.
pub(super) fn without(finding: Finding, text: &[u8], field: Span) -> Finding {
    let blanks = text[..field.start]
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    match (field.start - blanks).checked_sub(1) {
        Some(semicolon) if text.get(semicolon) == Some(&b';') => {
            finding.suggest(semicolon..delimiter(text, field.end), "")
        }
        _ => finding,
    }
}
