//! The lines that a finding points at, with carets below.
//!
//! The core cuts long lines and names what can't be seen ([`excerpt`]); here the pieces become lines of a terminal, whose
//! columns are counted as terminals count them: a letter of East Asia takes two, an accent none.

use crate::check::Checked;
use crate::human::{Ink, Paint, spaced};
use crate::place::Region;
use mta_sts_lens::excerpt::{self, Kind, Line, Mark, Piece};
use mta_sts_lens::rule::{Quote, Severity};
use mta_sts_lens::text::Span;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// How many lines of one span are shown.
const LINES: usize = 5;

/// What stands left of the lines.
pub struct Gutter<'a> {
    width: usize,
    paint: &'a Paint,
}

impl<'a> Gutter<'a> {
    /// One that is wide enough for the numbers of these lines.
    pub fn of(region: Option<Region>, paint: &'a Paint) -> Self {
        let last = region.map_or(1, |region| region.end.line.min(region.start.line + LINES));
        Self {
            width: last.to_string().len(),
            paint,
        }
    }

    fn frame(&self, text: &str) -> String {
        self.paint.ink(Ink::Frame, text)
    }

    /// Before the place of a file.
    pub fn arrow(&self, arrow: &str) -> String {
        format!("{}{} ", " ".repeat(self.width), self.frame(arrow))
    }

    /// A line of nothing.
    pub fn bare(&self) -> String {
        format!("{} {}", " ".repeat(self.width), self.frame("|"))
    }

    /// Before a remark.
    pub fn point(&self) -> String {
        format!("{} {} ", " ".repeat(self.width), self.frame("="))
    }

    /// As wide as before a remark.
    pub fn blank(&self) -> String {
        " ".repeat(self.width + 3)
    }

    fn number(&self, number: Option<usize>) -> String {
        let number = number.map_or(String::new(), |number| number.to_string());
        self.frame(&format!("{number:>width$} |", width = self.width))
    }
}

/// Writes the lines of a file that `span` touches.
///
/// # Errors
/// When writing fails.
pub fn excerpt(
    file: &Checked,
    span: Span,
    severity: Severity,
    gutter: &Gutter,
    out: &mut impl Write,
) -> io::Result<()> {
    let (lines, end) = (&file.lines, file.text.len());
    let span = Span::new(span.start.min(end), span.end.clamp(span.start.min(end), end));
    let first = lines.number(span.start);
    // A line end at the end belongs to the line before.
    let last = lines.number(span.end.saturating_sub(1).max(span.start));
    let shown = last.min(first + LINES - 1);
    let part = Span::new(lines.start(first, end), lines.start(shown + 1, end));
    let within = Span::new(span.start - part.start, span.end.min(part.end) - part.start);
    writeln!(out, "{}", gutter.bare())?;
    marked(part.of(&file.text), within, severity, Some(first), gutter, out)?;
    if last > shown {
        writeln!(out, "{} … {} more", gutter.number(None), last - shown)?;
    }
    Ok(())
}

/// Writes a piece of another text, and what is to be said of it.
///
/// # Errors
/// When writing fails.
pub fn quote(quote: &Quote, severity: Severity, gutter: &Gutter, out: &mut impl Write) -> io::Result<()> {
    marked(quote.text.as_bytes(), quote.span, severity, None, gutter, out)?;
    if quote.note.is_empty() {
        return Ok(());
    }
    writeln!(out, "{} {}", gutter.number(None), spaced(&quote.note))
}

/// Writes the lines that `span` touches; the first one of `text` has the number `first`.
fn marked(
    text: &[u8],
    span: Span,
    severity: Severity,
    first: Option<usize>,
    gutter: &Gutter,
    out: &mut impl Write,
) -> io::Result<()> {
    let mark = Mark {
        span,
        severity,
        note: "",
    };
    let ink = Ink::Severity(severity);
    for line in excerpt::around(text, &[mark]).into_iter().take(LINES) {
        let Line::Text { number, pieces } = line else { continue };
        let (shown, carets) = drawn(&pieces);
        let number = first.map(|first| first + number - 1);
        writeln!(out, "{}", format!("{} {shown}", gutter.number(number)).trim_end())?;
        if !carets.is_empty() {
            writeln!(out, "{} {}", gutter.number(None), gutter.paint.ink(ink, &carets))?;
        }
    }
    Ok(())
}

/// The pieces of a line as text, and the carets below it.
fn drawn(pieces: &[Piece]) -> (String, String) {
    let (mut shown, mut carets) = (String::new(), String::new());
    let mut column = 0;
    for piece in pieces {
        let text = match piece.kind {
            Kind::Plain => piece.text.clone(),
            Kind::Hidden(_) if piece.text.is_empty() => String::new(),
            Kind::Hidden(_) => format!("‹{}›", piece.text),
            Kind::LeftOut => format!(" […{}…] ", spaced(&piece.text)),
        };
        let width = text.width();
        if piece.severity.is_some() {
            // A place between two characters, or an accent alone, has a caret too.
            let end = column + width.max(1);
            carets.push_str(&" ".repeat(column.saturating_sub(carets.len())));
            carets.push_str(&"^".repeat(end.saturating_sub(carets.len())));
        }
        column += width;
        shown.push_str(&text);
    }
    (shown, carets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, marked: &str) -> (String, String) {
        let start = text.find(marked).unwrap();
        let mark = Mark {
            span: Span::new(start, start + marked.len()),
            severity: Severity::Error,
            note: "",
        };
        match &excerpt::around(text.as_bytes(), &[mark])[..] {
            [Line::Text { pieces, .. }] => drawn(pieces),
            lines => panic!("{lines:?}"),
        }
    }

    #[test]
    fn carets_stand_below_what_is_meant() {
        for (text, marked, shown, carets) in [
            ("mode: x", "x", "mode: x", "      ^"),
            ("äöü: x y", "x y", "äöü: x y", "     ^^^"),
            ("漢字: x", "x", "漢字: x", "      ^"),
            ("e\u{301}: x", "x", "e\u{301}: x", "   ^"),
            ("a\tb", "b", "a‹U+0009›b", "         ^"),
            ("a\u{202e}b", "\u{202e}", "a‹U+202E›b", " ^^^^^^^^"),
            ("ab", "", "ab", "^"),
        ] {
            assert_eq!(draw(text, marked), (shown.to_owned(), carets.to_owned()));
        }
    }
}
