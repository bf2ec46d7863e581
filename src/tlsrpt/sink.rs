//! Where the readers put their findings.

use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::text::Span;

/// Leads places in the cleaned text back to the text as it came.
///
/// Pieces in the order of their places; between two pieces the text of both is the same.
#[derive(Debug, Default)]
pub(super) struct Places {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where the piece begins in the cleaned text.
    clean: usize,
    /// Where it begins in the text as it came.
    original: usize,
    /// Where the piece before it ends in the text as it came: what lies between was taken away.
    before: usize,
}

impl Places {
    /// Notes that the cleaned text goes on at `clean` with what stands at `original`, all from `before` on being
    /// taken away.
    pub(super) fn resume(&mut self, clean: usize, before: usize, original: usize) {
        self.pieces.push(Piece {
            clean,
            original,
            before,
        });
    }

    /// The span of the text as it came.
    pub(super) fn original(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.start(span.start);
        let end = if span.is_empty() { start } else { self.end(span.end) };
        Span::new(start, end.max(start))
    }

    fn start(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.clean <= at);
        match after.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            Some(piece) => piece.original + (at - piece.clean),
            None => at,
        }
    }

    fn end(&self, at: usize) -> usize {
        let first = self.pieces.partition_point(|piece| piece.clean < at);
        match self.pieces.get(first) {
            // The span ends where something was taken away: that doesn't belong to it.
            Some(piece) if piece.clean == at => piece.before,
            _ => self.start(at.saturating_sub(1)) + 1,
        }
    }
}

/// Takes a finding in, as speaking of TLS reporting.
pub(super) fn file(findings: &mut Findings, finding: Finding) {
    findings.add(finding.about(Subject::TlsRpt, Evidence::Given));
}

/// Takes findings in, in places of the cleaned text.
pub(super) struct Sink<'a> {
    findings: &'a mut Findings,
    places: &'a Places,
    failed: bool,
}

impl<'a> Sink<'a> {
    pub(super) fn new(findings: &'a mut Findings, places: &'a Places) -> Self {
        Self {
            findings,
            places,
            failed: false,
        }
    }

    pub(super) fn add(&mut self, mut finding: Finding) {
        self.failed |= finding.severity == Severity::Error;
        finding.span = finding.span.map(|span| self.places.original(span));
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = self.places.original(edit.span);
        }
        file(self.findings, finding);
    }

    /// The place in the text as it came.
    pub(super) fn original(&self, span: Span) -> Span {
        self.places.original(span)
    }

    /// Whether an error came.
    pub(super) fn failed(&self) -> bool {
        self.failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        // "ab" + two octets taken away + "c" standing for three octets + "d"
        let mut places = Places::default();
        places.resume(2, 2, 4);
        places.resume(3, 7, 7);
        let original = |start, end| places.original(Span::new(start, end));
        assert_eq!(original(0, 2), Span::new(0, 2));
        assert_eq!(original(0, 3), Span::new(0, 7));
        assert_eq!(original(2, 3), Span::new(4, 7));
        assert_eq!(original(3, 4), Span::new(7, 8));
        assert_eq!(original(2, 2), Span::new(4, 4));
        assert_eq!(Places::default().original(Span::new(5, 9)), Span::new(5, 9));
    }
}
