//! What each sender makes of a policy.

use super::age::Age;
use super::judge::{self, Marks};
use super::marks::Mark;
use super::policy_marks::{TEN_KB, common, of_values};
use super::rows::Does;
use super::scan::{Scan, mode, scan};
use super::{Reading, SENDERS, Verdict};
use crate::rule::Findings;
use crate::sts::policy::{self, Reading as ByRfc};
use crate::sts::{DAY, MAX_AGE_LIMIT, Mode};
use crate::text::{Span, show};
use crate::words::duration;

/// What each sender makes of a policy, the body of the HTTP answer.
#[must_use]
pub fn readings_of_policy(text: &[u8]) -> Vec<Reading> {
    let mut findings = Findings::faults();
    let by_rfc = policy::parse(text, &mut findings);
    readings_of_policy_found(text, &by_rfc, &findings)
}

/// The same for one who has read the text already: of the policy `findings` hold what [`policy::parse`] found in this
/// text, and nothing else.
#[must_use]
pub fn readings_of_policy_found(text: &[u8], by_rfc: &ByRfc, findings: &Findings) -> Vec<Reading> {
    let plain = scan(text, false);
    let marks = common(text, findings, &plain);
    (0..SENDERS.len())
        .filter_map(|column| {
            let own = Own::new(text, &plain, &marks, column);
            judge::reading(column, &own.marks, || own.verdict(column, by_rfc))
        })
        .collect()
}

/// What one sender finds in the text.
struct Own<'a> {
    text: &'a [u8],
    scan: Scan,
    /// Whether of several values the last counts.
    last: bool,
    /// Whether it reads more `mx` lines than there are.
    more_mx: bool,
    marks: Marks,
}

/// A `max_age` as one sender goes by it.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Seconds(u64),
    /// As written, and no number by the RFC.
    Written(Span),
    Ignored,
}

impl<'a> Own<'a> {
    fn new(text: &'a [u8], plain: &Scan, common: &Marks, column: usize) -> Self {
        let last = Mark::ModeTwice.by(column) == Does::Last;
        let cuts = common.any(column, Does::Cuts);
        let text = if cuts { text.get(..TEN_KB).unwrap_or(text) } else { text };
        let splits = common.any(column, Does::Splits);
        let scan = if cuts || splits {
            scan(text, splits)
        } else {
            plain.clone()
        };
        let mut marks = common.clone();
        if splits {
            // Of the pieces only fields were tried, and no blank line among them.
            marks.add_at(Mark::SplitOdd, scan.no_field.or(scan.blank_inside));
            marks.add_at(Mark::Wildcard, scan.wildcard);
        }
        marks.extend(&of_values(text, &scan, last));
        Self {
            text,
            more_mx: scan.mx > plain.mx,
            scan,
            last,
            marks,
        }
    }

    fn mode(&self, column: usize) -> Option<Mode> {
        match self.scan.mode.value(self.last) {
            Some(span) => mode(span.of(self.text)),
            None => self.marks.any(column, Does::Off).then_some(Mode::None),
        }
    }

    fn max_age(&self, column: usize) -> Option<Kept> {
        if self.marks.any(column, Does::NoAge) {
            return Some(Kept::Ignored);
        }
        if self.marks.any(column, Does::OneDay) {
            return Some(Kept::Seconds(DAY));
        }
        if self.marks.any(column, Does::Limit) {
            return Some(Kept::Seconds(MAX_AGE_LIMIT));
        }
        let span = self.scan.max_age.value(self.last)?;
        let age = Age::read(span.of(self.text));
        Some(age.seconds().map_or(Kept::Written(span), Kept::Seconds))
    }

    /// The verdict on a text that is neither refused nor was never tried.
    fn verdict(&self, column: usize, by_rfc: &ByRfc) -> Option<Verdict> {
        let (mode, kept) = (self.mode(column)?, self.max_age(column)?);
        let does = self.marks.otherwise(column).filter(|does| is_note(*does, mode));
        let notes: Vec<&str> = does.map(Does::words).collect();
        let Some(policy) = &by_rfc.effective else {
            return Some(self.used(mode, kept, &notes));
        };
        let mut words = Vec::new();
        if mode != policy.mode {
            words.push(format!("mode `{}`, not `{}`", mode.as_str(), policy.mode.as_str()));
        }
        if kept != Kept::Seconds(policy.max_age) {
            let (own, rfc) = (self.words(kept), in_words(policy.max_age));
            words.push(format!("keeps it for {own}, not {rfc}"));
        }
        if self.more_mx {
            words.push("reads one `mx` more".to_owned());
        }
        words.extend(notes.into_iter().map(str::to_owned));
        Some(if words.is_empty() {
            Verdict::Honours
        } else {
            Verdict::Otherwise {
                as_written: false,
                words: words.join("; "),
            }
        })
    }

    /// The verdict where the RFC finds no policy.
    fn used(&self, mode: Mode, kept: Kept, notes: &[&str]) -> Verdict {
        let first = |slot: Option<Span>| slot.map_or(&[][..], |span| span.of(self.text));
        let (first_mode, first_age) = (first(self.scan.mode.first), first(self.scan.max_age.first));
        let mode_as_first = first_mode == mode.as_str().as_bytes();
        let mut words = format!("uses it: `{}`", mode.as_str());
        if !mode_as_first && !first_mode.is_empty() {
            words.push_str(", not `");
            words.push_str(&show(first_mode));
            words.push('`');
        }
        words.push_str(", ");
        words.push_str(&self.words(kept));
        let written = Age::read(first_age).seconds();
        let age_as_first = match kept {
            Kept::Seconds(age) => written == Some(age),
            Kept::Written(span) => span.of(self.text) == first_age,
            Kept::Ignored => false,
        };
        if let (Some(written), Kept::Seconds(_), false) = (written, kept, age_as_first) {
            words.push_str(", not ");
            words.push_str(&in_words(written));
        }
        for note in notes {
            words.push_str("; ");
            words.push_str(note);
        }
        Verdict::Otherwise {
            as_written: mode_as_first && age_as_first && notes.is_empty(),
            words,
        }
    }

    fn words(&self, kept: Kept) -> String {
        match kept {
            Kept::Seconds(age) => in_words(age),
            Kept::Written(span) => format!("`{}` seconds", show(span.of(self.text))),
            Kept::Ignored => "no `max_age` that counts".to_owned(),
        }
    }
}

/// Whether what a sender does is told by words of its own, and not by mode and `max_age`.
fn is_note(does: Does, mode: Mode) -> bool {
    match does {
        Does::NoFinalDot | Does::Cuts => true,
        // Without protection there is nothing to cover.
        Does::AnyDepth => mode != Mode::None,
        _ => false,
    }
}

fn in_words(seconds: u64) -> String {
    match seconds {
        0 => "0 seconds".to_owned(),
        // Two units don't tell the limit from what is right over it.
        MAX_AGE_LIMIT.. => format!("{seconds} seconds"),
        _ => duration(seconds),
    }
}
