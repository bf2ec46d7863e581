//! A text that was printed, with the fields that its pieces came from.

use super::form::Field;
use crate::text::Span;

/// A text and the fields that its pieces came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed {
    pub(super) text: String,
    /// In the order of their places; what lies between them belongs to no field.
    pieces: Vec<(Span, Field)>,
}

impl Printed {
    /// Adds text of our own.
    pub(super) fn own(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds what came from a field.
    pub(super) fn piece(&mut self, field: Field, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push((Span::new(start, self.text.len()), field));
    }

    /// The field that the text at `span` came from, and where the piece stands; a place right behind a piece is its.
    pub(super) fn field(&self, span: Span) -> Option<(Span, Field)> {
        let after = self.pieces.partition_point(|(piece, _)| piece.start <= span.start);
        let (piece, field) = self.pieces.get(after.checked_sub(1)?)?;
        (span.start <= piece.end).then_some((*piece, *field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_to_their_fields() {
        let mut printed = Printed::default();
        printed.own("a: ");
        printed.piece(Field::Id, "bc");
        printed.own("\n");
        printed.piece(Field::Pattern(1), "d");
        printed.own("\n");
        let at = |at| printed.field(Span::point(at)).map(|(span, field)| (span.start, field));
        assert_eq!(printed.text, "a: bc\nd\n");
        assert_eq!(at(0), None);
        assert_eq!(at(3), Some((3, Field::Id)));
        assert_eq!(at(5), Some((3, Field::Id)));
        assert_eq!(at(6), Some((6, Field::Pattern(1))));
        assert_eq!(at(8), None);
    }
}
