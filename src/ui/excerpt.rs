//! What of a foreign text is shown: its lines, cut around the marked places, in pieces of one kind each.
//!
//! The texts come from anywhere and may hold 64 KiB of anything: what is shown is bounded, and every character that
//! can't be seen or would turn the line round becomes a piece of its own that names it.

use crate::rule::Severity;
use crate::text::{Span, is_plain, name_of};
use crate::ui::words::sort_by;
use std::ops::Range;

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
    let mut out = vec![range.start..range.start + NEAR];
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

/// Collects pieces; neighbours of one kind become one.
#[derive(Default)]
struct Writer {
    pieces: Vec<Piece>,
    /// Characters written so far, as they are shown.
    column: usize,
}

impl Writer {
    fn bytes(&mut self, bytes: &[u8], severity: Option<Severity>) {
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                if is_plain(c) {
                    self.plain(c, severity);
                } else {
                    self.push(severity, Kind::Hidden(name_of(c)), format!("U+{:04X}", u32::from(c)));
                }
            }
            for byte in chunk.invalid() {
                self.push(
                    severity,
                    Kind::Hidden(Some("a byte that is no UTF-8")),
                    format!("0x{byte:02X}"),
                );
            }
        }
    }

    fn plain(&mut self, c: char, severity: Option<Severity>) {
        match self.pieces.last_mut() {
            Some(last) if last.kind == Kind::Plain && last.severity == severity => {
                last.text.push(c);
                self.column += 1;
            }
            _ => self.push(severity, Kind::Plain, c.to_string()),
        }
    }

    fn place(&mut self, severity: Severity) {
        self.push(Some(severity), Kind::Hidden(Some("here")), String::new());
    }

    fn leave_out(&mut self, bytes: usize) {
        if bytes > 0 {
            self.push(None, Kind::LeftOut, crate::survey::words::count(bytes, "byte"));
        }
    }

    fn push(&mut self, severity: Option<Severity>, kind: Kind, text: String) {
        self.column += text.chars().count();
        self.pieces.push(Piece { severity, kind, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, note: &str) -> Mark<'_> {
        Mark {
            span: Span::new(start, end),
            severity: Severity::Error,
            note,
        }
    }

    /// Compact: `!…!` for marked, `<…>` for hidden, `~…~` for left out.
    fn print(lines: &[Line]) -> Vec<String> {
        lines
            .iter()
            .map(|line| match line {
                Line::LeftOut(count) => format!("… {count}"),
                Line::Note { indent, text, .. } => format!("{}└ {text}", " ".repeat(*indent)),
                Line::Text { number, pieces } => pieces.iter().fold(number.to_string() + " ", |out, piece| {
                    let text = match piece.kind {
                        Kind::Plain => piece.text.clone(),
                        Kind::Hidden(_) => format!("<{}>", piece.text),
                        Kind::LeftOut => format!("~{}~", piece.text.replace('\u{a0}', " ")),
                    };
                    out + &if piece.severity.is_some() {
                        format!("!{text}!")
                    } else {
                        text
                    }
                }),
            })
            .collect()
    }

    #[test]
    fn spans_are_marked_and_notes_hang_from_them() {
        let text = b"version: STSv1\r\nmode: x\nmx: *.a";
        assert_eq!(
            print(&whole(text, &[mark(22, 23, "no mode"), mark(28, 29, "one label")])),
            [
                "1 version: STSv1",
                "2 mode: !x!",
                "      └ no mode",
                "3 mx: !*!.a",
                "    └ one label"
            ]
        );
        assert_eq!(print(&around(text, &[mark(22, 23, "")])), ["2 mode: !x!"]);
        assert_eq!(print(&around(b"ab\ncd", &[mark(2, 3, "")])), ["1 ab!<>!"]);
        assert_eq!(print(&around(b"ab\ncd", &[mark(0, 4, "")])), ["1 !ab!", "2 !c!d"]);
        assert_eq!(print(&around(b"ab\ncd", &[mark(5, 6, "")])), ["2 cd!<>!"]);
    }

    #[test]
    fn overlapping_spans_take_the_worse_severity() {
        let lines = whole(
            b"abcdef",
            &[
                Mark {
                    severity: Severity::Note,
                    ..mark(0, 4, "")
                },
                mark(2, 6, ""),
            ],
        );
        let Line::Text { pieces, .. } = &lines[0] else {
            panic!("no text")
        };
        let of: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.text.as_str(), piece.severity))
            .collect();
        assert_eq!(of, [("ab", Some(Severity::Note)), ("cdef", Some(Severity::Error))]);
    }

    #[test]
    fn what_cannot_be_seen_is_a_piece_of_its_own() {
        assert_eq!(
            print(&whole(b"a\xe2\x80\x8bb\xff\r", &[mark(1, 4, "")])),
            ["1 a!<U+200B>!b<0xFF><U+000D>"]
        );
        assert_eq!(print(&whole(b"<b>&", &[])), ["1 <b>&"]);
        // A span that cuts a character shows its bytes, and nothing breaks.
        assert_eq!(print(&whole("ü".as_bytes(), &[mark(1, 2, "")])), ["1 <0xC3>!<0xBC>!"]);
    }

    #[test]
    fn places_between_bytes_are_shown() {
        assert_eq!(print(&whole(b"ab", &[mark(1, 1, "gap")])), ["1 a!<>!b", " └ gap"]);
        assert_eq!(print(&whole(b"ab\n", &[mark(2, 3, "end")])), ["1 ab!<>!", "  └ end"]);
        assert_eq!(print(&whole(b"", &[mark(0, 0, "")])), ["1 !<>!"]);
        assert_eq!(print(&whole(b"ab", &[mark(2, 2, "")])), ["1 ab!<>!"]);
        assert_eq!(print(&whole(b"ab", &[mark(7, 9, "")])), ["1 ab"]);
    }

    #[test]
    fn long_texts_are_cut_around_the_marks() {
        let text = "x\n".repeat(100);
        assert_eq!(
            print(&whole(text.as_bytes(), &[mark(100, 101, "")])),
            ["… 48", "49 x", "50 x", "51 !x!", "52 x", "53 x", "… 47"]
        );
        assert_eq!(print(&around(text.as_bytes(), &[mark(100, 101, "")])), ["51 !x!"]);
        assert_eq!(whole(text.as_bytes(), &[]).len(), ALL_LINES + 1);
    }

    #[test]
    fn long_lines_are_cut_around_the_marks() {
        let text = "y".repeat(65_536);
        let line = &print(&whole(text.as_bytes(), &[mark(30_000, 30_001, "here")]))[0];
        assert_eq!(
            line.len(),
            line.find('~').unwrap_or(0) + "~29,880 bytes~".len() + 121 + 2 + "~35,475 bytes~".len()
        );
        assert!(line.contains("!y!"), "{line}");
        let line = &print(&whole(text.as_bytes(), &[mark(0, 65_536, "")]))[0];
        assert!(line.ends_with('!') && line.len() < 400, "{line}");
    }

    #[test]
    fn hostile_texts_stay_bounded() {
        for text in [
            vec![b'\n'; 65_536],
            vec![0; 65_536],
            "\u{202e}".repeat(20_000).into_bytes(),
        ] {
            let marks: Vec<_> = (0..1_000).map(|i| mark(i * 60, i * 61 + 1, "n")).collect();
            let lines = whole(&text, &marks);
            let pieces: usize = lines
                .iter()
                .map(|line| {
                    if let Line::Text { pieces, .. } = line {
                        pieces.len()
                    } else {
                        1
                    }
                })
                .sum();
            assert!(pieces < 12_000, "{pieces}");
        }
    }
}
