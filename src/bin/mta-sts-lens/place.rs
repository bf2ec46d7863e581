//! Lines and columns of a file.

use mta_sts_lens::text::Span;

/// A place, both from 1. Columns count characters; a broken byte sequence counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// From where to where a span goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its first character.
    pub start: Place,
    /// The place behind its last one.
    pub end: Place,
}

/// Where the lines of a text begin. They end at LF (RFC 8461 §3.2: LF or CRLF).
#[derive(Default)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Those of this text.
    pub fn of(text: &[u8]) -> Self {
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        Self(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// The number of the line that a byte stands in, from 1.
    pub fn number(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at).max(1)
    }

    /// Where a line begins; of one behind the last, `end`.
    pub fn start(&self, number: usize, end: usize) -> usize {
        self.0.get(number.saturating_sub(1)).copied().unwrap_or(end)
    }

    fn place(&self, text: &[u8], at: usize) -> Place {
        let at = at.min(text.len());
        let line = self.number(at);
        let before = Span::new(self.start(line, at), at).of(text);
        let count =
            |chunk: std::str::Utf8Chunk<'_>| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty());
        Place {
            line,
            column: before.utf8_chunks().map(count).sum::<usize>() + 1,
        }
    }

    /// From where to where a span goes.
    pub fn region(&self, text: &[u8], span: Span) -> Region {
        Region {
            start: self.place(text, span.start),
            end: self.place(text, span.end.max(span.start)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mta_sts_lens::text::line_column;

    #[test]
    fn places_are_those_of_the_core() {
        for text in ["", "a\nbü:c\r\nd", "\n\n", "\u{feff}x\n😀y"] {
            let lines = Lines::of(text.as_bytes());
            for at in (0..=text.len() + 1).filter(|at| text.is_char_boundary(*at)) {
                let place = lines.place(text.as_bytes(), at);
                assert_eq!(
                    (place.line, place.column),
                    line_column(text.as_bytes(), at),
                    "{text:?} {at}"
                );
            }
        }
    }

    #[test]
    fn broken_bytes_count() {
        let text = b"\xff\xff\xe2\x82x\n\xffy";
        let lines = Lines::of(text);
        for at in [0, 1, 2, 4, 5, 6, 7, 8] {
            let place = lines.place(text, at);
            assert_eq!((place.line, place.column), line_column(text, at), "{at}");
        }
    }
}
