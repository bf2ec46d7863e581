//! A text put together from pieces of the paste, that knows where each of its bytes stands there.
//!
//! The text of a TXT record is not what was pasted: there are quotes, escapes, and several strings. It is judged as it
//! is meant; findings and the edits of their fixes are then led back to the paste.

use super::form::Form;
use crate::rule::{Edit, Finding, Fix};
use crate::text::Span;

/// A text, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The text as it is judged.
    pub text: Vec<u8>,
    runs: Vec<Run>,
    /// Where it stands in the paste, if it is empty.
    empty: Place,
}

/// A place to write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    at: usize,
    form: Form,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            at: 0,
            form: Form::Bare,
        }
    }
}

/// Bytes of the text that stand in the paste in one piece, each of them as wide there as the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// The first byte in the text.
    at: usize,
    /// How many.
    count: usize,
    /// The first byte in the paste.
    source: usize,
    /// How many bytes of the paste each takes: 1 as it is, 2 for `\;`, 4 for `\059`. 0: the `count` bytes come from
    /// `whole` bytes as one, and can't be edited apart.
    width: usize,
    whole: usize,
    form: Form,
}

impl Run {
    /// Behind the last byte in the paste.
    const fn end(&self) -> usize {
        self.source
            + if self.width == 0 {
                self.whole
            } else {
                self.count * self.width
            }
    }

    /// Where the byte `at` of the text begins in the paste; for `at` behind the last byte its end. `None`: within bytes
    /// that can't be told apart.
    const fn place(&self, at: usize) -> Option<usize> {
        let offset = at.saturating_sub(self.at);
        if offset >= self.count {
            Some(self.end())
        } else if self.width > 0 {
            Some(self.source + offset * self.width)
        } else if offset == 0 {
            Some(self.source)
        } else {
            None
        }
    }
}

impl Mapped {
    /// A text that is still empty, and would be written at `at`.
    pub(super) fn new(at: usize, form: Form) -> Self {
        Self {
            empty: Place { at, form },
            ..Self::default()
        }
    }

    /// A piece of the paste as it is.
    pub(super) fn plain(paste: &[u8], span: Span) -> Self {
        let mut mapped = Self::new(span.start, Form::Bare);
        mapped.extend(span.of(paste), span.start, Form::Bare);
        mapped
    }

    /// Puts bytes behind it that stand at `source` as they are.
    pub(super) fn extend(&mut self, bytes: &[u8], source: usize, form: Form) {
        self.run(bytes, source, 1, form);
    }

    /// Puts a byte behind it that is written in `span` of the paste.
    pub(super) fn push(&mut self, byte: u8, span: Span, form: Form) {
        self.run(&[byte], span.start, span.len().max(1), form);
    }

    /// Puts bytes behind it that `span` of the paste writes as one.
    pub(super) fn unit(&mut self, bytes: &[u8], span: Span, form: Form) {
        if bytes.is_empty() {
            return;
        }
        self.runs.push(Run {
            at: self.text.len(),
            count: bytes.len(),
            source: span.start,
            width: 0,
            whole: span.len(),
            form,
        });
        self.text.extend_from_slice(bytes);
    }

    fn run(&mut self, bytes: &[u8], source: usize, width: usize, form: Form) {
        if bytes.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.extend_from_slice(bytes);
        match self.runs.last_mut() {
            Some(last) if last.width == width && last.form == form && last.end() == source => last.count += bytes.len(),
            _ => self.runs.push(Run {
                at,
                count: bytes.len(),
                source,
                width,
                whole: 0,
                form,
            }),
        }
    }

    /// The same text in what the text was taken out of that its places are of.
    #[must_use]
    pub(super) fn behind(&self, outer: &Self) -> Self {
        let at = outer.span(Span::point(self.empty.at)).start;
        let mut behind = Self::new(at, self.empty.form);
        for run in &self.runs {
            let bytes = self.text.get(run.at..run.at + run.count).unwrap_or_default();
            let place = outer.span(Span::new(run.source, run.end()));
            if run.width > 1 && place.len() == run.end() - run.source {
                behind.run(bytes, place.start, run.width, run.form);
            } else if run.width != 1 {
                behind.unit(bytes, place, run.form);
            } else {
                behind.pieces(bytes, run, outer);
            }
        }
        behind
    }

    /// Puts the bytes of a run behind it, as they stand in the pieces of another text.
    fn pieces(&mut self, bytes: &[u8], run: &Run, outer: &Self) {
        let mut taken = 0;
        while let (Some(rest), Some(piece)) = (
            bytes.get(taken..).filter(|rest| !rest.is_empty()),
            outer.at(run.source + taken),
        ) {
            let from = run.source + taken;
            let count = rest.len().min(piece.at + piece.count - from);
            let part = rest.get(..count).unwrap_or_default();
            match piece.place(from).filter(|_| piece.width == 1) {
                Some(source) => self.run(part, source, 1, run.form),
                None => self.unit(part, outer.span(Span::new(from, from + count)), run.form),
            }
            taken += count;
        }
    }

    /// Where the whole of it stands.
    #[must_use]
    pub fn all(&self) -> Span {
        self.span(Span::new(0, self.text.len()))
    }

    /// Where a part of it stands, with what lies between its pieces.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        if span.is_empty() {
            return Span::point(self.point(span.start).map_or(self.empty.at, |place| place.at));
        }
        let first = self.at(span.start);
        let last = self.at(span.end.saturating_sub(1));
        match (first, last) {
            (Some(first), Some(last)) => {
                let start = first.place(span.start).unwrap_or(first.source);
                let end = last.place(span.end).unwrap_or(last.end());
                Span::new(start, end.max(start))
            }
            _ => Span::point(self.runs.last().map_or(self.empty.at, Run::end)),
        }
    }

    /// The run that holds a byte.
    fn at(&self, at: usize) -> Option<&Run> {
        let behind = self.runs.partition_point(|run| run.at <= at);
        self.runs
            .get(behind.checked_sub(1)?)
            .filter(|run| at < run.at + run.count)
    }

    /// Where to write what comes before the byte `at`: right behind the byte before it.
    fn point(&self, at: usize) -> Option<Place> {
        let run = match at.checked_sub(1) {
            None => self.runs.first(),
            Some(before) => self.at(before.min(self.text.len().saturating_sub(1))),
        };
        match run {
            None => Some(self.empty),
            Some(run) => Some(Place {
                at: run.place(at)?,
                form: run.form,
            }),
        }
    }

    /// The edits in the paste that do what an edit of the text does; `None` where it can't be done safely.
    fn edit(&self, edit: &Edit, out: &mut Vec<Edit>) -> Option<()> {
        let Span { start, end } = edit.span;
        if start >= end {
            let place = self.point(start)?;
            let text = place.form.write(&edit.text)?;
            out.push(Edit {
                span: Span::point(place.at),
                text,
            });
            return Some(());
        }
        if end > self.text.len() {
            return None;
        }
        // What is to come stands in the first piece; from the others only something goes.
        let mut text = Some(edit.text.as_str());
        let first = self.runs.partition_point(|run| run.at + run.count <= start);
        for run in self.runs.get(first..)?.iter().take_while(|run| run.at < end) {
            let mut span = Span::new(run.place(start.max(run.at))?, run.place(end.min(run.at + run.count))?);
            let text = run.form.write(text.take().unwrap_or_default())?;
            if text.is_empty() && self.are_lines(start, end) && end >= run.at + run.count {
                // What stands before the next line stands before this one too.
                let next = self.at(run.at + run.count).map(|next| next.source);
                span.end = next.map_or(span.end, |next| next.max(span.end));
            }
            match out.last_mut() {
                Some(last) if text.is_empty() && last.span.end == span.start && !last.span.is_empty() => {
                    last.span.end = span.end;
                }
                _ => out.push(Edit { span, text }),
            }
        }
        Some(())
    }

    /// Whether a part of the text is whole lines.
    fn are_lines(&self, start: usize, end: usize) -> bool {
        let ends = |at: usize| self.text.get(..at).is_some_and(|text| text.ends_with(b"\n"));
        ends(end) && (start == 0 || ends(start))
    }

    fn fix(&self, fix: &Fix) -> Option<Fix> {
        let mut edits = Vec::new();
        for edit in &fix.edits {
            self.edit(edit, &mut edits)?;
        }
        let ordered = edits.windows(2).all(|pair| match pair {
            [a, b] => a.span.end <= b.span.start,
            _ => true,
        });
        Fix::new(fix.safe, edits).filter(|_| ordered)
    }

    /// Leads a finding in the text back to the paste. One that points nowhere points at the whole; a fix that can't be
    /// led back is left out.
    pub(super) fn adopt(&self, mut finding: Finding) -> Finding {
        finding.span = Some(finding.span.map_or_else(|| self.all(), |span| self.span(span)));
        finding.fix = finding.fix.take().and_then(|fix| self.fix(&fix));
        finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `"ab" "c\;d"` as one text.
    fn strings() -> (&'static [u8], Mapped) {
        let paste = br#""ab" "c\;d""#;
        let mut mapped = Mapped::new(1, Form::Quoted);
        mapped.extend(b"ab", 1, Form::Quoted);
        mapped.extend(b"c", 6, Form::Quoted);
        mapped.push(b';', Span::new(7, 9), Form::Quoted);
        mapped.extend(b"d", 9, Form::Quoted);
        (paste, mapped)
    }

    #[test]
    fn places_are_led_back() {
        let (_, mapped) = strings();
        assert_eq!(mapped.text, b"abc;d");
        for (span, want) in [
            ((0, 1), (1, 2)),
            ((1, 3), (2, 7)),
            ((3, 4), (7, 9)),
            ((4, 5), (9, 10)),
            ((0, 5), (1, 10)),
            ((2, 2), (3, 3)),
            ((5, 5), (10, 10)),
            ((0, 0), (1, 1)),
            ((9, 12), (10, 10)),
        ] {
            assert_eq!(mapped.span(span.into()), want.into(), "{span:?}");
        }
        assert_eq!(Mapped::new(7, Form::Quoted).all(), Span::point(7));
    }

    #[test]
    fn edits_are_led_back_and_written_in_the_form_of_their_place() {
        let (paste, mapped) = strings();
        for (span, text, want) in [
            ((3, 4), "", Some(r#""ab" "cd""#)),
            ((1, 3), "x\"", Some(r#""ax\"" "\;d""#)),
            ((2, 4), ";", Some(r#""ab" ";d""#)),
            ((2, 2), "x", Some(r#""abx" "c\;d""#)),
            ((5, 5), " ", Some(r#""ab" "c\;d ""#)),
            ((0, 0), " ", Some(r#"" ab" "c\;d""#)),
            ((0, 5), "z", Some(r#""z" """#)),
            ((4, 9), "", None),
        ] {
            let edit = Edit {
                span: span.into(),
                text: text.into(),
            };
            let fix = Fix::new(true, vec![edit]).unwrap();
            let mended = mapped.fix(&fix).map(|fix| String::from_utf8(fix.apply(paste)).unwrap());
            assert_eq!(mended.as_deref(), want, "{span:?} {text}");
        }
    }

    #[test]
    fn what_stands_for_several_bytes_is_edited_as_one_or_not_at_all() {
        let mut mapped = Mapped::new(0, Form::Script);
        mapped.unit("ü".as_bytes(), Span::new(0, 6), Form::Script);
        mapped.extend(b"a", 6, Form::Script);
        let edit = |start, end| {
            let span = Span::new(start, end);
            let text = String::new();
            let mut out = Vec::new();
            mapped
                .edit(&Edit { span, text }, &mut out)
                .map(|()| out.first().map(|edit| edit.span))
        };
        assert_eq!(edit(0, 2), Some(Some(Span::new(0, 6))));
        assert_eq!(edit(0, 3), Some(Some(Span::new(0, 7))));
        assert_eq!(edit(1, 2), None);
        assert_eq!(edit(0, 1), None);
    }
}
