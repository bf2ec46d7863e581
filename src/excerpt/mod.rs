//! What of a foreign text is shown: its lines, cut around the marked places, in pieces of one kind each.
//!
//! The texts come from anywhere and may hold 64 KiB of anything: what is shown is bounded, and every character that
//! can't be seen or would turn the line round becomes a piece of its own that names it.

mod writer;

use crate::order::sort_by;
use crate::rule::Severity;
use crate::text::Span;
use std::ops::Range;
use writer::Writer;

/// A place of the text that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Where.
    pub span: Span,
    /// How bad it is.
    pub severity: Severity,
    /// What hangs from it on a line of its own; empty for nothing.
    pub note: &'a str,
}

/// A line of the excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line of the text.
    Text {
        /// Its number, from 1.
        number: usize,
        /// Its pieces, in order; none for an empty line.
        pieces: Vec<Piece>,
    },
    /// A note that hangs from the line before.
    Note {
        /// How many characters in it hangs.
        indent: usize,
        /// How bad it is.
        severity: Severity,
        /// What it says.
        text: String,
    },
    /// So many lines are left out here.
    LeftOut(usize),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How it is underlined.
    pub severity: Option<Severity>,
    /// What kind of text it is.
    pub kind: Kind,
    /// The text: as it is, or a name for what can't be seen.
    pub text: String,
}

/// What a piece stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text that shows itself.
    Plain,
    /// The name of something that can't be seen, such as `U+200B`; with its name in words, if it has one.
    Hidden(Option<&'static str>),
    /// Words of ours: so many bytes are left out.
    LeftOut,
}

/// Up to how many lines all are shown; beyond, only those near a mark.
const ALL_LINES: usize = 60;
/// How many lines are shown around a marked one.
const AROUND: usize = 2;
/// From how many bytes on a line is cut to the places near a mark.
const WHOLE_LINE: usize = 400;
/// How many bytes are shown around a mark in such a line.
const NEAR: usize = 60;
/// How many marks are drawn.
const MARKS: usize = 60;

/// The lines of `text` with the places of `marks`; of a long text those near the marks.
#[must_use]
pub fn whole(text: &[u8], marks: &[Mark]) -> Vec<Line> {
    let ranges = line_ranges(text);
    let margin = if ranges.len() <= ALL_LINES { ALL_LINES } else { AROUND };
    lines(text, &ranges, marks, margin)
}

/// Only the lines that `marks` touch.
#[must_use]
pub fn around(text: &[u8], marks: &[Mark]) -> Vec<Line> {
    let ranges = line_ranges(text);
    let mut lines = lines(text, &ranges, marks, 0);
    // What is left out before and behind is of no interest here.
    lines.retain(|line| !matches!(line, Line::LeftOut(_)));
    lines
}

/// The pieces of a single line without marks; a long one is cut.
#[must_use]
pub fn single(line: &[u8]) -> Vec<Piece> {
    let mut writer = Writer::default();
    let shown = line.get(..WHOLE_LINE).unwrap_or(line);
    writer.bytes(shown, None);
    writer.leave_out(line.len() - shown.len());
    writer.pieces
}

/// Where the lines stand, without their LF or CRLF. A final line end opens no further line.
fn line_ranges(text: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let body = if body.len() < line.len() {
            body.strip_suffix(b"\r").unwrap_or(body)
        } else {
            body
        };
        ranges.push(start..start + body.len());
        start += line.len();
    }
    if ranges.is_empty() {
        ranges.push(0..0);
    }
    ranges
}

fn lines(text: &[u8], ranges: &[Range<usize>], marks: &[Mark], margin: usize) -> Vec<Line> {
    let mut marks: Vec<Mark> = marks
        .iter()
        .filter(|mark| mark.span.start <= text.len())
        .take(MARKS)
        .map(|mark| Mark {
            span: Span::new(mark.span.start, mark.span.end.clamp(mark.span.start, text.len())),
            ..*mark
        })
        .collect();
    sort_by(&mut marks, |mark| (mark.span, mark.severity));
    // The line ends belong to their lines here.
    let start_of = |line: usize| ranges.get(line).map_or(text.len() + 1, |range| range.start);
    let mut out = Vec::new();
    let mut shown = 0; // lines shown or counted as left out
    for (at, range) in ranges.iter().enumerate() {
        let (from, to) = (start_of(at.saturating_sub(margin)), start_of(at + margin + 1));
        let near = marks.iter().any(|mark| touches(mark.span, from, to));
        if !(near || (marks.is_empty() && at < ALL_LINES)) {
            continue;
        }
        if at > shown {
            out.push(Line::LeftOut(at - shown));
        }
        shown = at + 1;
        let here: Vec<Mark> = marks
            .iter()
            .filter(|mark| touches(mark.span, range.start, start_of(at + 1)))
            .copied()
            .collect();
        line(text, range, at + 1, &here, &mut out);
    }
    if shown < ranges.len() {
        out.push(Line::LeftOut(ranges.len() - shown));
    }
    out
}

/// Whether a span has a byte in `from..to`, or is a place before one.
fn touches(span: Span, from: usize, to: usize) -> bool {
    span.start < to && (span.end > from || span.start >= from)
}

/// Writes one line and the notes that hang from it.
fn line(text: &[u8], range: &Range<usize>, number: usize, marks: &[Mark], out: &mut Vec<Line>) {
    let mut writer = Writer::default();
    let mut hanging = Vec::new();
    let windows = windows(range, marks);
    let mut at = range.start;
    for window in windows {
        writer.leave_out(window.start - at);
        let mut cuts: Vec<usize> = marks
            .iter()
            .flat_map(|mark| [mark.span.start, mark.span.end])
            .filter(|cut| window.contains(cut))
            .chain([window.start, window.end])
            .collect();
        sort_by(&mut cuts, |cut| *cut);
        cuts.dedup();
        for pair in cuts.windows(2) {
            let &[from, to] = pair else { continue };
            begin(marks, from, &mut writer, &mut hanging);
            let severity = marks
                .iter()
                .filter(|mark| mark.span.start <= from && to <= mark.span.end)
                .map(|mark| mark.severity)
                .min();
            writer.bytes(text.get(from..to).unwrap_or_default(), severity);
        }
        at = window.end;
    }
    writer.leave_out(range.end - at);
    // What begins at the end of the line or in its line end.
    for mark in marks.iter().filter(|mark| mark.span.start >= range.end) {
        note(mark, &writer, &mut hanging);
        writer.place(mark.severity);
    }
    out.push(Line::Text {
        number,
        pieces: writer.pieces,
    });
    out.append(&mut hanging);
}

/// The notes and places of the marks that begin at `from`.
fn begin(marks: &[Mark], from: usize, writer: &mut Writer, hanging: &mut Vec<Line>) {
    for mark in marks.iter().filter(|mark| mark.span.start == from) {
        note(mark, writer, hanging);
        if mark.span.is_empty() {
            writer.place(mark.severity);
        }
    }
}

fn note(mark: &Mark, writer: &Writer, hanging: &mut Vec<Line>) {
    if !mark.note.is_empty() {
        hanging.push(Line::Note {
            indent: writer.column,
            severity: mark.severity,
            text: mark.note.to_owned(),
        });
    }
}

/// Which parts of a line are shown: all of it, or what is near a mark.
fn windows(range: &Range<usize>, marks: &[Mark]) -> Vec<Range<usize>> {
    if range.len() <= WHOLE_LINE {
        return vec![range.clone()];
    }
    let clamp = |at: usize| at.clamp(range.start, range.end);
    let mut out = Vec::new();
    out.push(range.start..range.start + NEAR);
    for mark in marks {
        let from = clamp(mark.span.start.saturating_sub(NEAR));
        // Of a long span its beginning and its end.
        let ends = if mark.span.len() <= 4 * NEAR {
            [
                from..clamp(mark.span.end.saturating_add(NEAR)),
                range.start..range.start,
            ]
        } else {
            [
                from..clamp(mark.span.start.saturating_add(NEAR)),
                clamp(mark.span.end - NEAR)..clamp(mark.span.end.saturating_add(NEAR)),
            ]
        };
        out.extend(ends.into_iter().filter(|window| !window.is_empty()));
    }
    sort_by(&mut out, |window| window.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for window in out {
        match merged.last_mut() {
            Some(last) if window.start <= last.end + NEAR / 2 => last.end = last.end.max(window.end),
            _ => merged.push(window),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
