//! What is drawn beneath and beside the text field: underlined places, and a gutter with line numbers and marks.
//!
//! The text itself is the field's. Beneath it lies a copy that can't be seen, of which only the lines with a mark need
//! their letters; the others are line ends. Both are drawn in parts of as many lines each, of which the browser lays out
//! those that can be seen. So a long text costs what its marks cost.

use crate::order::sort_by;
use crate::rule::Severity;
use crate::text::Span;
use std::fmt::Write as _;

/// A piece of the copy beneath the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Only there for its width and its line ends.
    Blank(String),
    /// Underlined.
    Marked {
        /// How bad it is.
        severity: Severity,
        /// Whether it is of the finding that is looked at.
        current: bool,
        /// The text; empty where the mark is a line end or a place between two characters.
        text: String,
    },
}

/// Neighbouring lines of the gutter: those without mark together, those with one each for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Their numbers, one a line.
    pub numbers: String,
    /// The worst that is found there.
    pub severity: Option<Severity>,
}

/// So many lines at most, beneath and beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The copy.
    pub pieces: Vec<Piece>,
    /// The gutter.
    pub runs: Vec<Run>,
    /// Whether another follows, so that it has all its lines: the style sheet knows how high it is.
    pub full: bool,
}

/// A place that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// How bad it is.
    pub severity: Severity,
    /// Whether it is of the finding that is looked at.
    pub current: bool,
}

/// How many marks are drawn.
const MOST: usize = 200;

/// Lines of a full part; `.editor__part.is-full` is as high.
const LINES: usize = 256;

/// The copy and the gutter for a text.
#[must_use]
pub fn draw(text: &str, marks: &[Mark]) -> Vec<Part> {
    let mut marks: Vec<Mark> = marks
        .iter()
        .take(MOST)
        .map(|mark| Mark {
            span: within(text, mark.span),
            ..*mark
        })
        .collect();
    sort_by(&mut marks, |mark| (mark.span, mark.severity));
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.match_indices('\n').nth(LINES - 1).map(|(end, _)| at + end + 1);
        parts.push(part(
            text,
            Span::new(at, end.unwrap_or(text.len())),
            end.is_some(),
            &marks,
            parts.len(),
        ));
        match end {
            Some(end) => at = end,
            None => return parts,
        }
    }
}

/// The part of the text that stands at `span`, after so many others.
fn part(text: &str, span: Span, full: bool, marks: &[Mark], before: usize) -> Part {
    let own = text.get(span.start..span.end).unwrap_or_default();
    let here = |mark: &Mark| {
        let ends = if full { mark.span.start < span.end } else { true };
        ends && (mark.span.end > span.start || mark.span.start >= span.start)
    };
    let mut within = Vec::new();
    let mut begin = Vec::new();
    for mark in marks.iter().filter(|mark| here(mark)) {
        let start = mark.span.start.max(span.start) - span.start;
        let end = mark.span.end.min(span.end) - span.start;
        let own = Mark {
            span: Span::new(start, end),
            ..*mark
        };
        within.push(own);
        // A mark that begins before has its sign there.
        if mark.span.start >= span.start {
            begin.push(own);
        }
    }
    let lines = if full {
        own.strip_suffix('\n').unwrap_or(own)
    } else {
        own
    };
    Part {
        pieces: pieces(own, &within),
        runs: gutter(lines, &begin, before * LINES),
        full,
    }
}

/// The span within the text, from character to character.
fn within(text: &str, span: Span) -> Span {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    sort_by(&mut cuts, |cut| *cut);
    let mut writer = Writer {
        text,
        at: 0,
        out: Vec::new(),
    };
    for (index, &start) in cuts.iter().enumerate() {
        // Places between two characters are marked once, what stands between two cuts as a whole.
        if index == 0 || cuts.get(index - 1) != Some(&start) {
            let points = marks.iter().filter(|mark| mark.span == Span::point(start));
            writer.mark(Span::point(start), worst(points));
        }
        let end = match cuts.get(index + 1) {
            Some(&end) if end > start => end,
            _ => continue,
        };
        let over = marks
            .iter()
            .filter(|mark| mark.span.start <= start && mark.span.end >= end);
        writer.mark(Span::new(start, end), worst(over));
    }
    writer.blank(text.len());
    writer.out
}

/// The worst of some marks, and whether one of them is current.
fn worst<'a>(marks: impl Iterator<Item = &'a Mark>) -> Option<(Severity, bool)> {
    marks.fold(None, |worst, mark| {
        let (severity, current) = worst.unwrap_or((mark.severity, false));
        Some((severity.min(mark.severity), current || mark.current))
    })
}

struct Writer<'a> {
    text: &'a str,
    /// Up to where all is written.
    at: usize,
    out: Vec<Piece>,
}

impl Writer<'_> {
    fn mark(&mut self, span: Span, how: Option<(Severity, bool)>) {
        let Some((severity, current)) = how else { return };
        if span.start < self.at {
            return;
        }
        self.blank(span.start);
        let part = self.text.get(span.start..span.end).unwrap_or_default();
        for (index, line) in part.split('\n').enumerate() {
            if index > 0 {
                self.out.push(Piece::Blank("\n".to_owned()));
            }
            // The empty rest behind the last line end is no place of its own.
            let rest = index > 0 && line.is_empty() && part.ends_with('\n') && index == part.matches('\n').count();
            if !rest {
                self.out.push(Piece::Marked {
                    severity,
                    current,
                    text: line.to_owned(),
                });
            }
        }
        self.at = span.end;
    }

    /// Writes what holds the place of the text up to `end`: line ends, and the beginning of the line that `end` is in.
    fn blank(&mut self, end: usize) {
        let part = self.text.get(self.at..end).unwrap_or_default();
        self.at = end;
        let (lines, last) = match part.rsplit_once('\n') {
            Some((lines, last)) => (lines.matches('\n').count() + 1, last),
            None => (0, part),
        };
        let mut blank = "\n".repeat(lines);
        if end < self.text.len() {
            blank.push_str(last);
        }
        if !blank.is_empty() {
            self.out.push(Piece::Blank(blank));
        }
    }
}

/// The gutter of some lines, the first of which has so many before it.
fn gutter(text: &str, marks: &[Mark], before: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut marks = marks.iter().peekable();
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let number = before + index + 1;
        let behind = start + line.len() + 1;
        let mut severity = None;
        while let Some(mark) = marks.next_if(|mark| mark.span.start < behind) {
            severity = Some(severity.map_or(mark.severity, |known: Severity| known.min(mark.severity)));
        }
        start = behind;
        match runs.last_mut() {
            Some(run) if severity.is_none() && run.severity.is_none() => {
                // Writing to a String can't fail.
                let _ = write!(run.numbers, "\n{number}");
            }
            _ => runs.push(Run {
                numbers: number.to_string(),
                severity,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, severity: Severity) -> Mark {
        Mark {
            span: Span::new(start, end),
            severity,
            current: false,
        }
    }

    /// The pieces, marked ones in brackets.
    fn shown(text: &str, marks: &[Mark]) -> String {
        draw(text, marks)
            .iter()
            .flat_map(|part| &part.pieces)
            .map(|piece| match piece {
                Piece::Blank(text) => text.clone(),
                Piece::Marked { severity, text, .. } => format!("[{}{text}]", &severity.word()[..1]),
            })
            .collect()
    }

    #[test]
    fn only_lines_with_marks_have_letters() {
        use Severity::{Error, Warning};
        let text = "one\ntwo\nthree\nfour";
        assert_eq!(shown(text, &[]), "\n\n\n");
        assert_eq!(shown(text, &[mark(9, 11, Error)]), "\n\nt[Ehr]\n");
        assert_eq!(
            shown(text, &[mark(0, 3, Error), mark(15, 18, Warning)]),
            "[Eone]\n\n\nf[Wour]"
        );
        assert_eq!(shown(text, &[mark(2, 9, Error)]), "on[Ee]\n[Etwo]\n[Et]\n");
        assert_eq!(shown(text, &[mark(5, 5, Error)]), "\nt[E]\n\n");
        assert_eq!(shown(text, &[mark(18, 18, Error)]), "\n\n\n[E]");
        assert_eq!(shown("a\n\nb", &[mark(2, 3, Error)]), "\n[E]\n");
    }

    #[test]
    fn where_marks_meet_the_worst_shows() {
        use Severity::{Error, Note, Warning};
        let text = "abcdef";
        assert_eq!(
            shown(text, &[mark(0, 4, Warning), mark(2, 6, Error)]),
            "[Wab][Ecd][Eef]"
        );
        assert_eq!(shown(text, &[mark(0, 6, Note), mark(2, 3, Error)]), "[Nab][Ec][Ndef]");
        assert_eq!(shown(text, &[mark(1, 2, Note), mark(1, 2, Error)]), "a[Eb]");
    }

    #[test]
    fn marks_beyond_the_text_or_inside_a_character_do_no_harm() {
        assert_eq!(shown("aü", &[mark(2, 2, Severity::Error)]), "a[Eü]");
        assert_eq!(shown("aü", &[mark(1, 2, Severity::Error)]), "a[Eü]");
        assert_eq!(
            shown("a", &[mark(7, 3, Severity::Error), mark(0, 99, Severity::Note)]),
            "[Na][E]"
        );
        let many: Vec<Mark> = (0..10_000).map(|at| mark(at, at + 1, Severity::Error)).collect();
        assert!(draw(&"x".repeat(10_000), &many)[0].pieces.len() <= MOST + 1);
    }

    #[test]
    fn the_gutter_parts_marked_lines_from_others() {
        let parts = draw(
            "a\nb\nc\nd",
            &[mark(2, 5, Severity::Warning), mark(2, 3, Severity::Error)],
        );
        let shown: Vec<_> = parts[0]
            .runs
            .iter()
            .map(|run| (run.numbers.as_str(), run.severity))
            .collect();
        assert_eq!(shown, [("1", None), ("2", Some(Severity::Error)), ("3\n4", None)]);
        assert_eq!(draw("", &[])[0].runs.len(), 1);
    }

    #[test]
    fn long_texts_are_drawn_in_parts() {
        use Severity::{Error, Note};
        // Lines of 2 bytes: `a` and its end.
        let text = "a\n".repeat(2 * LINES) + "z";
        let behind = 2 * LINES;
        let marks = [
            mark(behind - 1, behind, Error),
            mark(behind - 2, behind + 1, Note),
            mark(text.len(), text.len(), Error),
        ];
        let parts = draw(&text, &marks);
        assert_eq!(
            parts.iter().map(|part| part.full).collect::<Vec<_>>(),
            [true, true, false]
        );
        let lines = |part: &Part| {
            let runs = part.runs.iter().map(|run| run.numbers.lines().count());
            (
                runs.sum::<usize>(),
                part.runs[0].numbers.lines().next().map(str::to_owned),
            )
        };
        for (at, part) in parts[..2].iter().enumerate() {
            assert_eq!(lines(part), (LINES, Some((at * LINES + 1).to_string())));
            let ends = |piece: &Piece| match piece {
                Piece::Blank(text) => text.matches('\n').count(),
                Piece::Marked { .. } => 0,
            };
            // A line end at the end of a block makes no line of its own.
            let ends: usize = part.pieces.iter().map(ends).sum();
            assert!(ends == LINES || ends == LINES - 1, "{ends}");
        }
        // Each mark has its sign once, where it begins, and goes on behind.
        let signs = |part: &Part| part.runs.iter().filter(|run| run.severity.is_some()).count();
        assert_eq!(parts.iter().map(signs).collect::<Vec<_>>(), [1, 0, 1]);
        let marked = |part: &Part| part.pieces.iter().any(|piece| matches!(piece, Piece::Marked { .. }));
        assert!(parts.iter().all(marked), "{parts:?}");
        assert_eq!(shown(&text, &[]).matches('\n').count(), text.matches('\n').count());
    }
}
