//! From traits to verdicts: one refusal is enough, one trait that was not measured leaves it open, else the text is read.

use super::marks::Mark;
use super::rows::Does;
use super::{Reading, Reason, SENDERS, Verdict, notes};
use crate::rule::{Finding, Rule};
use crate::text::Span;

/// A trait that is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) mark: Mark,
    pub(super) span: Option<Span>,
    pub(super) rule: Option<&'static Rule>,
    pub(super) record: Option<usize>,
}

impl Seen {
    /// A trait with its place.
    pub(super) const fn at(mark: Mark, span: Span) -> Self {
        Self {
            mark,
            span: Some(span),
            rule: None,
            record: None,
        }
    }

    /// A trait that a rule found.
    pub(super) fn found(mark: Mark, finding: &Finding) -> Self {
        Self {
            mark,
            span: finding.span,
            rule: Some(finding.rule),
            record: None,
        }
    }

    /// A trait of a set of records, or of one of them.
    pub(super) const fn of_record(mark: Mark, record: usize) -> Self {
        Self {
            mark,
            span: None,
            rule: None,
            record: Some(record),
        }
    }

    fn reason(&self) -> Reason {
        let words = match (self.mark.words(), self.rule) {
            ("", Some(rule)) => rule.title,
            (words, _) => words,
        };
        Reason {
            words,
            span: self.span,
            rule: self.rule.or_else(|| notes::rule_of(self.mark)),
            record: self.record,
        }
    }
}

/// Traits, each once, with the first place where it sits.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(Vec<Seen>);

impl Marks {
    /// Takes a trait in, unless it is there already. Those without words of their own count by their rule.
    pub(super) fn add(&mut self, seen: Seen) {
        let same = |known: &Seen| known.mark == seen.mark && (!seen.mark.words().is_empty() || known.rule == seen.rule);
        if !self.0.iter().any(same) {
            self.0.push(seen);
        }
    }

    /// The same, where there is a place for it.
    pub(super) fn add_at(&mut self, mark: Mark, span: Option<Span>) {
        if let Some(span) = span {
            self.add(Seen::at(mark, span));
        }
    }

    /// Takes in those of `others`.
    pub(super) fn extend(&mut self, others: &Self) {
        for seen in &others.0 {
            self.add(*seen);
        }
    }

    /// Says of all that they sit in this record.
    pub(super) fn in_record(mut self, record: usize) -> Self {
        for seen in &mut self.0 {
            seen.record = Some(record);
        }
        self
    }

    #[cfg(test)]
    pub(super) fn list(&self) -> &[Seen] {
        &self.0
    }

    /// Whether a sender does this about one of them.
    pub(super) fn any(&self, column: usize, does: Does) -> bool {
        self.0.iter().any(|seen| seen.mark.by(column) == does)
    }

    /// What a sender reads otherwise, in words.
    pub(super) fn otherwise(&self, column: usize) -> impl Iterator<Item = Does> {
        let does = self.0.iter().map(move |seen| seen.mark.by(column));
        does.filter(|does| !does.words().is_empty())
    }

    fn reasons(&self, column: usize, counts: impl Fn(Mark, Does) -> bool) -> Vec<Reason> {
        let counting = self.0.iter().filter(|seen| counts(seen.mark, seen.mark.by(column)));
        counting.map(Seen::reason).collect()
    }
}

/// The reading of the sender of this column, where `read` tells what it makes of a text that it neither refuses nor was
/// never tried with; `None` where that can't be told after all.
pub(super) fn reading(column: usize, marks: &Marks, read: impl FnOnce() -> Option<Verdict>) -> Option<Reading> {
    let sender = SENDERS.get(column)?;
    let refusals = marks.reasons(column, |_, does| does == Does::Refuses);
    if !refusals.is_empty() {
        return Some(Reading {
            sender,
            verdict: Verdict::Refuses,
            because: refusals,
        });
    }
    let unknown = marks.reasons(column, |_, does| does == Does::Unknown);
    let verdict = if unknown.is_empty() { read() } else { None };
    let because = match &verdict {
        // It doesn't see what it would need.
        None if unknown.is_empty() => marks.reasons(column, |_, does| !does.words().is_empty()),
        None => unknown,
        Some(Verdict::Otherwise { as_written, .. }) => marks.reasons(column, |mark, does| {
            let taken = *as_written && does == Does::Takes && !mark.is_legal();
            taken || !does.words().is_empty()
        }),
        Some(_) => Vec::new(),
    };
    Some(Reading {
        sender,
        verdict: verdict.unwrap_or(Verdict::NotMeasured),
        because,
    })
}

/// What a sender makes of records, where only what it does about their traits tells: `valid` is whether the RFC finds
/// a record in them.
pub(super) fn of_records(marks: &Marks, valid: bool) -> Vec<Reading> {
    let read = |column: usize| {
        let mut words = String::from("uses it");
        let mut as_written = true;
        for (number, does) in marks.otherwise(column).enumerate() {
            words.push_str(if number == 0 { ": " } else { "; " });
            words.push_str(does.words());
            as_written &= does != Does::Joins;
        }
        if valid && words.len() == "uses it".len() {
            return Some(Verdict::Honours);
        }
        Some(Verdict::Otherwise { as_written, words })
    };
    (0..SENDERS.len())
        .filter_map(|column| reading(column, marks, || read(column)))
        .collect()
}
