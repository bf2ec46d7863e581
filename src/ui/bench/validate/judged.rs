//! A text and all that is known of it.

use super::says::{Say, says};
use super::senders::{self, Asked};
use crate::dns::input::ToAscii;
use crate::order::sort_by;
use crate::recognise::{Kind, Pasted, recognise};
use crate::rule::{Edit, Finding, Fix, Severity};

/// A text, judged.
#[derive(Default)]
pub struct Judged {
    /// The text.
    pub text: String,
    /// What was found in it. The findings stand below.
    pub pasted: Pasted,
    /// What was found, the worst first, then in the order of the text. Spans are bytes of the text.
    pub findings: Vec<Finding>,
    /// How many findings have a safe fix that can be applied with the others, and all of them as one.
    pub safe: Option<(usize, Fix)>,
    /// What the text means, in plain words.
    pub says: Vec<Say>,
    /// What known senders make of the policy and the records in it.
    pub asked: Vec<Asked>,
    /// Where its lines begin.
    lines: Vec<usize>,
}

impl Judged {
    /// Judges a text. `choice` is what somebody says that it is, `now` is in seconds since 1970.
    #[must_use]
    pub fn of(text: String, choice: Option<Kind>, now: u64, to_ascii: ToAscii<'_>) -> Self {
        if text.trim().is_empty() {
            return Self {
                text,
                ..Self::default()
            };
        }
        let bytes = text.as_bytes();
        let mut pasted = recognise(bytes, choice, now, to_ascii);
        let mut findings = std::mem::take(&mut pasted.findings);
        sort_by(&mut findings, |finding| {
            (finding.severity, finding.span.unwrap_or_default())
        });
        let safe = all_safe(&findings);
        let says = says(bytes, &pasted, safe.as_ref().map(|(_, fix)| fix));
        let asked = senders::ask(bytes, &pasted);
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self {
            text,
            pasted,
            findings,
            safe,
            says,
            asked,
            lines,
        }
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pasted.pieces.is_empty() && self.pasted.nearest.is_none()
    }

    /// Whether nothing in it was recognised.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.pasted.pieces.iter().all(|piece| piece.kind == Kind::Unknown)
    }

    /// The number of the line, from 1, that a byte stands in.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at).max(1)
    }

    /// How many findings are this bad.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        severity.count_in(&self.findings)
    }
}

/// The safe fixes that don't touch each other, as one.
fn all_safe(findings: &[Finding]) -> Option<(usize, Fix)> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken = 0;
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        // Edits that touch may depend on each other.
        let meets = |edit: &Edit| {
            edits
                .iter()
                .any(|known| edit.span.start <= known.span.end && known.span.start <= edit.span.end)
        };
        if fix.safe && !fix.edits.iter().any(meets) {
            edits.extend(fix.edits.iter().cloned());
            taken += 1;
        }
    }
    sort_by(&mut edits, |edit| edit.span);
    Fix::new(true, edits).filter(|_| taken > 0).map(|fix| (taken, fix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Judged {
        Judged::of(text.to_owned(), None, 0, &|name| idna::domain_to_ascii(name).ok())
    }

    #[test]
    fn safe_fixes_are_gathered_and_guesses_are_not() {
        let judged = judged("version: STSv1\nmode: enforced\nmx : a.example\nmax_age: 1209600\n\n");
        let (count, fix) = judged.safe.as_ref().unwrap();
        assert!(*count >= 2);
        let mended = String::from_utf8(fix.apply(judged.text.as_bytes())).unwrap();
        assert!(
            mended.contains("mx: a.example") && mended.contains("enforced"),
            "{mended}"
        );
    }

    #[test]
    fn no_text_is_nothing() {
        assert!(judged("").is_empty() && judged(" \n").is_empty());
        assert!(!judged("v=STSv1; id=1").is_empty());
    }
}
