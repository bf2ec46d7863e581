//! Edits that mend a text.

use crate::later::{self, Rest};
use crate::text::Span;
use serde::Serialize;

/// Put `text` in place of the bytes of `span`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Edits that make a finding go away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fix {
    /// Whether the meaning that the writer had in mind is certain, so that it may be applied unseen with others.
    pub safe: bool,
    /// The edits, in the order of their spans, none overlapping another.
    pub edits: Vec<Edit>,
    /// The core finds nothing to mend in a text.
    #[serde(skip)]
    rest: Rest,
}

impl Fix {
    /// These edits; `None` where [nothing is mended](crate::later).
    #[must_use]
    pub fn new(safe: bool, edits: Vec<Edit>) -> Option<Self> {
        later::rest().map(|rest| Self { safe, edits, rest })
    }

    /// The text after the edits. Edits out of range or out of order are left out.
    #[must_use]
    pub fn apply(&self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        let mut at = 0;
        for Edit { span, text: new } in &self.edits {
            if span.start < at || span.end < span.start || span.end > text.len() {
                continue;
            }
            out.extend_from_slice(Span::new(at, span.start).of(text));
            out.extend_from_slice(new.as_bytes());
            at = span.end;
        }
        out.extend_from_slice(Span::new(at, text.len()).of(text));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_order_and_strays_are_left_out() {
        let edit = |start, end, text: &str| Edit {
            span: Span::new(start, end),
            text: text.into(),
        };
        let edits = vec![edit(0, 1, "x"), edit(0, 2, "no"), edit(2, 2, "y"), edit(3, 9, "no")];
        let fix = Fix::new(true, edits).unwrap();
        assert_eq!(fix.apply(b"abc"), b"xbyc");
    }
}
