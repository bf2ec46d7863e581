//! Cuts a policy into lines (RFC 8461 §3.2: LF or CR LF ends a line, nothing else).

use crate::text::Span;

/// A line, or several blank ones in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A line with something on it.
    Text(Line),
    /// Lines with nothing but blanks: from the first of them up to the next line.
    Blank {
        /// All of them, with their ends.
        span: Span,
        /// How many.
        count: usize,
    },
}

/// A line with something on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Offset behind its last byte, the line end not counted.
    pub(super) end: usize,
    /// Carriage returns behind it that belong to no line end.
    pub(super) bare_cr: Option<Span>,
    /// Offset behind its end: where the next line begins.
    pub(super) next: usize,
}

impl Line {
    /// The line without its end.
    pub(super) const fn content(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The line with its end.
    pub(super) const fn whole(&self) -> Span {
        Span::new(self.start, self.next)
    }
}

/// The rows of a text from an offset on.
///
/// A carriage return without line feed ends no line; so that what follows can be judged too, the text is cut there
/// all the same, and the line says so.
pub(super) struct Rows<'a> {
    text: &'a [u8],
    at: usize,
    number: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a [u8], at: usize) -> Self {
        let before = &text[..at.min(text.len())];
        Self {
            text,
            at: before.len(),
            number: 1 + before.iter().filter(|&&byte| byte == b'\n').count(),
        }
    }

    fn line(&mut self) -> Option<Line> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let number = self.number;
        let len = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let end = start + len;
        let returns = rest[len..].iter().take_while(|&&byte| byte == b'\r').count();
        let feed = self.text.get(end + returns) == Some(&b'\n');
        let next = end + returns + usize::from(feed);
        let bare = returns - usize::from(feed && returns > 0);
        self.at = next;
        self.number += usize::from(feed);
        Some(Line {
            number,
            start,
            end,
            bare_cr: (bare > 0).then(|| Span::new(end, end + bare)),
            next,
        })
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let first = self.line()?;
        if !self.is_blank(&first) {
            return Some(Row::Text(first));
        }
        let mut span = first.whole();
        let mut count = 1;
        loop {
            let (at, number) = (self.at, self.number);
            match self.line() {
                Some(line) if self.is_blank(&line) => {
                    span.end = line.next;
                    count += 1;
                }
                _ => {
                    (self.at, self.number) = (at, number);
                    return Some(Row::Blank { span, count });
                }
            }
        }
    }
}

impl Rows<'_> {
    fn is_blank(&self, line: &Line) -> bool {
        let blank = line
            .content()
            .of(self.text)
            .iter()
            .all(|byte| matches!(byte, b' ' | b'\t'));
        blank && line.bare_cr.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        Rows::new(text.as_bytes(), 0)
            .map(|row| match row {
                Row::Text(line) => {
                    let bare = line.bare_cr.map_or(0, Span::len);
                    format!("{}{}{}", line.number, &text[line.start..line.end], "!".repeat(bare))
                }
                Row::Blank { span, count } => format!("{count} at {}..{}", span.start, span.end),
            })
            .collect()
    }

    #[test]
    fn lf_and_crlf_end_a_line_and_a_bare_cr_is_told() {
        assert_eq!(cut(""), [""; 0]);
        assert_eq!(cut("a\nb\r\nc"), ["1a", "2b", "3c"]);
        assert_eq!(cut("a\n"), ["1a"]);
        assert_eq!(cut("a\rb\r"), ["1a!", "1b!"]);
        assert_eq!(cut("a\r\r\nb"), ["1a!", "2b"]);
        assert_eq!(cut("a\n\rb"), ["1a", "2!", "2b"]);
        assert_eq!(cut("a\u{2028}b\u{b}c\u{85}d"), ["1a\u{2028}b\u{b}c\u{85}d"]);
    }

    #[test]
    fn blank_lines_are_taken_together() {
        assert_eq!(
            cut("\n\na\n \t\r\n\nb\n "),
            ["2 at 0..2", "3a", "2 at 4..9", "6b", "1 at 11..12"]
        );
        let many = "\n".repeat(1 << 20);
        assert_eq!(Rows::new(many.as_bytes(), 0).count(), 1);
    }
}
