//! What a fix changes, line by line: from its edits, so that the cost is linear.

use crate::rule::{Edit, Fix};
use std::ops::Range;

/// A line of the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What happens to it.
    pub op: Op,
    /// The line, without its line end.
    pub line: Vec<u8>,
}

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// It stays.
    Keep,
    /// It goes.
    Remove,
    /// It comes.
    Add,
    /// So many lines are left out here.
    LeftOut(usize),
}

/// Up to how many lines the whole text is shown.
const ALL_LINES: usize = 40;
/// How many lines are shown around a change in a longer text.
const AROUND: usize = 2;
/// How many lines are shown at most.
const MOST: usize = 160;

/// The lines of `text` before and after `fix`; of a long text those around the changes.
#[must_use]
pub fn rows(text: &[u8], fix: &Fix) -> Vec<Row> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(
            text.iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n')
                .map(|(at, _)| at + 1),
        )
        .collect();
    let mut rows = Vec::new();
    let mut at = 0;
    let mut edits = accepted(fix, text.len()).peekable();
    while let Some(edit) = edits.next() {
        // The lines that this edit touches, and all that the next ones do that touch them too.
        let start = line_start(&starts, edit.span.start);
        let mut end = line_end(&starts, text.len(), edit.span.end.max(edit.span.start + 1));
        let mut group = vec![edit];
        loop {
            if let Some(next) = edits.next_if(|next| next.span.start < end) {
                end = end.max(line_end(&starts, text.len(), next.span.end));
                group.push(next);
            } else if end < text.len() && !ends_line(text, start..end, &group) {
                // Its line end goes, so the next line is drawn in.
                end = line_end(&starts, text.len(), end + 1);
            } else {
                break;
            }
        }
        keep(&mut rows, text.get(at..start).unwrap_or_default());
        change(
            &mut rows,
            text.get(start..end).unwrap_or_default(),
            &replaced(text, start..end, &group),
        );
        at = end;
    }
    keep(&mut rows, text.get(at..).unwrap_or_default());
    cut(rows)
}

/// The edits that [`Fix::apply`] takes.
fn accepted(fix: &Fix, length: usize) -> impl Iterator<Item = &Edit> {
    let mut at = 0;
    fix.edits.iter().filter(move |edit| {
        let fits = at <= edit.span.start && edit.span.start <= edit.span.end && edit.span.end <= length;
        if fits {
            at = edit.span.end;
        }
        fits
    })
}

/// Where the line of the byte at `offset` begins.
fn line_start(starts: &[usize], offset: usize) -> usize {
    let line = starts.partition_point(|&start| start <= offset);
    line.checked_sub(1)
        .and_then(|line| starts.get(line))
        .copied()
        .unwrap_or(0)
}

/// Where the line of the byte before `offset` ends, its line end included.
fn line_end(starts: &[usize], length: usize, offset: usize) -> usize {
    let line = starts.partition_point(|&start| start < offset);
    starts.get(line).copied().unwrap_or(length)
}

/// The bytes of `range` after the edits of `group`, which lie in it.
fn replaced(text: &[u8], range: Range<usize>, group: &[&Edit]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = range.start;
    for edit in group {
        out.extend_from_slice(text.get(at..edit.span.start).unwrap_or_default());
        out.extend_from_slice(edit.text.as_bytes());
        at = edit.span.end;
    }
    out.extend_from_slice(text.get(at..range.end).unwrap_or_default());
    out
}

/// Whether what [`replaced`] gives is empty or ends with a line end.
fn ends_line(text: &[u8], range: Range<usize>, group: &[&Edit]) -> bool {
    let mut end = range.end;
    for edit in group.iter().rev() {
        if edit.span.end < end {
            break;
        }
        if !edit.text.is_empty() {
            return edit.text.ends_with('\n');
        }
        end = edit.span.start;
    }
    end == range.start || text.get(end - 1) == Some(&b'\n')
}

fn lines(text: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    text.split_inclusive(|&byte| byte == b'\n')
}

/// The line without its LF or CRLF.
fn body(line: &[u8]) -> Vec<u8> {
    let body = line
        .strip_suffix(b"\n")
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    body.unwrap_or(line).to_vec()
}

fn keep(rows: &mut Vec<Row>, text: &[u8]) {
    rows.extend(lines(text).map(|line| Row {
        op: Op::Keep,
        line: body(line),
    }));
}

/// The lines that go and come; those that are the same at the beginning and at the end stay.
fn change(rows: &mut Vec<Row>, old: &[u8], new: &[u8]) {
    let (old, new): (Vec<_>, Vec<_>) = (lines(old).collect(), lines(new).collect());
    // A line that only gets its line end stays, as far as can be seen.
    let same = |(a, b): &(&&[u8], &&[u8])| body(a) == body(b);
    let head = old.iter().zip(&new).take_while(same).count();
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(same)
        .count();
    let put = |rows: &mut Vec<Row>, op, lines: &[&[u8]]| {
        rows.extend(lines.iter().map(|line| Row { op, line: body(line) }));
    };
    put(rows, Op::Keep, old.get(..head).unwrap_or_default());
    put(
        rows,
        Op::Remove,
        old_rest.get(..old_rest.len() - tail).unwrap_or_default(),
    );
    put(rows, Op::Add, new_rest.get(..new_rest.len() - tail).unwrap_or_default());
    put(
        rows,
        Op::Keep,
        old_rest.get(old_rest.len() - tail..).unwrap_or_default(),
    );
}

/// Leaves out what stays, but for the lines around a change, where there is much of it.
fn cut(rows: Vec<Row>) -> Vec<Row> {
    if rows.len() <= ALL_LINES {
        return rows;
    }
    let mut near = vec![false; rows.len()];
    for (at, _) in rows.iter().enumerate().filter(|(_, row)| row.op != Op::Keep) {
        let end = (at + AROUND + 1).min(near.len());
        if let Some(around) = near.get_mut(at.saturating_sub(AROUND)..end) {
            around.fill(true);
        }
    }
    let mut out: Vec<Row> = Vec::new();
    for (row, near) in rows.into_iter().zip(near) {
        match out.last_mut() {
            _ if near => out.push(row),
            Some(Row {
                op: Op::LeftOut(count), ..
            }) => *count += 1,
            _ => out.push(Row {
                op: Op::LeftOut(1),
                line: Vec::new(),
            }),
        }
    }
    if out.len() > MOST {
        let rest = out.split_off(MOST).into_iter().map(|row| match row.op {
            Op::LeftOut(count) => count,
            _ => 1,
        });
        out.push(Row {
            op: Op::LeftOut(rest.sum()),
            line: Vec::new(),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits.iter().map(|&(start, end, text)| Edit {
            span: Span::new(start, end),
            text: text.into(),
        });
        Fix::new(true, edits.collect()).unwrap()
    }

    fn print(text: &str, edits: &[(usize, usize, &str)]) -> Vec<String> {
        rows(text.as_bytes(), &fix(edits))
            .iter()
            .map(|row| {
                let line = String::from_utf8_lossy(&row.line);
                match row.op {
                    Op::Keep => format!(" {line}"),
                    Op::Remove => format!("-{line}"),
                    Op::Add => format!("+{line}"),
                    Op::LeftOut(count) => format!("… {count}"),
                }
            })
            .collect()
    }

    #[test]
    fn edits_become_lines() {
        let text = "one\ntwo\nthree\n";
        for (edits, rows) in [
            (vec![(4, 7, "2")], vec![" one", "-two", "+2", " three"]),
            (vec![(4, 8, "")], vec![" one", "-two", " three"]),
            (vec![(4, 4, "new\n")], vec![" one", "+new", " two", " three"]),
            (vec![(14, 14, "four\n")], vec![" one", " two", " three", "+four"]),
            (vec![(7, 8, "")], vec![" one", "-two", "-three", "+twothree"]),
            (vec![(0, 1, "O"), (2, 3, "E")], vec!["-one", "+OnE", " two", " three"]),
            (
                vec![(0, 1, "O"), (8, 9, "T")],
                vec!["-one", "+One", " two", "-three", "+Three"],
            ),
            (vec![(2, 5, "")], vec!["-one", "-two", "+onwo", " three"]),
            (vec![(0, 14, "x")], vec!["-one", "-two", "-three", "+x"]),
            (vec![(5, 99, "no")], vec![" one", " two", " three"]),
        ] {
            assert_eq!(print(text, &edits), rows, "{edits:?}");
        }
        assert_eq!(print("a", &[(1, 1, "\n")]), [" a"]);
        assert_eq!(print("a", &[(1, 1, "\nb\n")]), [" a", "+b"]);
        assert_eq!(print("", &[(0, 0, "a")]), ["+a"]);
        assert_eq!(print("a\r\nb\r\n", &[(0, 1, "x")]), ["-a", "+x", " b"]);
    }

    #[test]
    fn the_lines_that_stay_and_come_are_the_mended_text() {
        let text = b"a\nb\n\nc\nd";
        for start in 0..=text.len() {
            for end in start..=text.len() {
                for new in ["", "x", "\n", "x\ny", "b\n"] {
                    let fix = fix(&[(start, end, new)]);
                    let after: Vec<Vec<u8>> = rows(text, &fix)
                        .into_iter()
                        .filter(|row| row.op != Op::Remove)
                        .map(|row| row.line)
                        .collect();
                    let mended = fix.apply(text);
                    let wanted: Vec<Vec<u8>> = lines(&mended).map(body).collect();
                    assert_eq!(after, wanted, "{start}..{end} {new:?}");
                }
            }
        }
    }

    #[test]
    fn many_edits_cost_no_more_than_their_number() {
        let text = "x\n".repeat(32_000);
        let ends: Vec<_> = (0..32_000).map(|line| (line * 2 + 1, line * 2 + 2, "")).collect();
        let rows = rows(text.as_bytes(), &fix(&ends));
        assert_eq!(rows.len(), MOST + 1);
        assert_eq!(rows.last().map(|row| row.op), Some(Op::LeftOut(32_001 - MOST)));
    }

    #[test]
    fn long_texts_are_cut() {
        let text = "x\n".repeat(65_000);
        assert_eq!(
            print(&text, &[(200, 201, "y")]),
            ["… 98", " x", " x", "-x", "+y", " x", " x", "… 64897"]
        );
    }
}
