//! Validating what is pasted: the text, what was found in it, what is looked at.

mod beside;
mod brought;
mod field;
mod found;
mod judged;
mod marks;
mod page;
mod readings;
mod says;
mod senders;

pub use judged::Judged;
pub use page::page;

use crate::recognise::Kind;
use crate::rule::{Edit, Fix, Severity};
use crate::text::{Span, in_text_box, utf16_offset};
use crate::ui::act::Craft;
use crate::web::{editor, storage};

/// Longest text that is judged, in bytes; of a longer one the beginning is.
pub const LIMIT: usize = 1 << 20;

/// The text box and what is known of its text.
pub struct Validate {
    judged: Judged,
    /// What the box holds beyond the part that is judged.
    rest: String,
    /// What somebody says that the text is.
    choice: Option<Kind>,
    /// The finding that is looked at.
    current: Option<usize>,
    /// Where the caret stands, in bytes.
    caret: usize,
    /// The text that another took the place of, until something is typed: what the field itself can't take back.
    before: Option<String>,
    /// What is said of a file that was brought.
    said: Option<brought::Said>,
    /// When the page came here, in seconds since 1970: what dates of certificates are held against.
    now: u64,
    to_ascii: fn(&str) -> Option<String>,
}

impl Validate {
    /// The text box with a text.
    #[must_use]
    pub fn new(text: String, now: u64, to_ascii: fn(&str) -> Option<String>) -> Self {
        let mut validate = Self {
            judged: Judged::default(),
            rest: String::new(),
            choice: None,
            now,
            to_ascii,
            current: None,
            caret: 0,
            before: None,
            said: None,
        };
        validate.edit(text);
        validate
    }

    /// Forgets the text.
    pub fn forget(&mut self) {
        *self = Self::new(String::new(), self.now, self.to_ascii);
    }

    /// Does what is asked for.
    pub fn act(&mut self, craft: Craft) {
        match craft {
            Craft::Edit(text) => {
                (self.before, self.said) = (None, None);
                storage::keep_text(&text);
                self.edit(text);
                self.look();
            }
            Craft::Caret => self.look(),
            Craft::Step { back } => self.step(back),
            Craft::Show(index) => self.show(index),
            Craft::Place(start, end) => self.select(Span::new(start, end)),
            Craft::Fix(index) => {
                let fix = self.judged.findings.get(index).and_then(|finding| finding.fix.clone());
                self.apply(fix.as_ref());
            }
            Craft::FixHere => {
                self.look();
                let here = self.judged.findings.iter().enumerate().filter(|(index, finding)| {
                    let at = finding
                        .span
                        .is_some_and(|span| (span.start..=span.end).contains(&self.caret));
                    finding.fix.is_some() && (at || self.current == Some(*index))
                });
                // What is looked at comes before what merely stands there too.
                let fix = here.max_by_key(|(index, _)| self.current == Some(*index));
                let fix = fix.and_then(|(_, finding)| finding.fix.clone());
                self.apply(fix.as_ref());
            }
            Craft::FixAll => self.apply(self.judged.safe.clone().map(|(_, fix)| fix).as_ref()),
            Craft::Choose(choice) => {
                self.choice = choice;
                let text = std::mem::take(&mut self.judged.text);
                self.judge(text);
            }
            Craft::Begin(text) => {
                self.said = None;
                self.replace(&text);
            }
            Craft::File(file) => match brought::read(file.as_ref()) {
                Ok((text, said)) => {
                    self.replace(&text);
                    self.said = Some(said);
                }
                Err(said) => self.said = Some(said),
            },
            Craft::Undo => match self.before.take() {
                Some(text) => {
                    self.replace(&text);
                    (self.before, self.said) = (None, None);
                }
                None => editor::undo(),
            },
            Craft::Clear => {
                let text = &self.judged.text;
                let units = |text: &str| utf16_offset(text, text.len());
                editor::replace(0, units(text) + units(&self.rest), "");
            }
        }
    }

    /// Puts a text in the place of the one that is there, which [`Craft::Undo`] brings back.
    fn replace(&mut self, text: &str) {
        // Else the places in it would be others than those in the field.
        let text = in_text_box(text);
        if text == self.judged.text {
            return;
        }
        storage::keep_text(&text);
        self.before = Some(self.judged.text.clone());
        (self.choice, self.caret) = (None, 0);
        self.edit(text);
    }

    fn edit(&mut self, mut text: String) {
        let mut end = LIMIT.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.rest = text.split_off(end);
        if text != self.judged.text {
            if text.trim().is_empty() || is_another(&self.judged.text, &text) {
                self.choice = None;
            }
            self.judge(text);
        }
    }

    fn judge(&mut self, text: String) {
        self.current = None;
        self.judged = Judged::of(text, self.choice, self.now, &self.to_ascii);
    }

    /// Finds out where the caret is, and looks at what was found there.
    fn look(&mut self) {
        self.come(byte_offset(&self.judged.text, editor::caret()));
    }

    /// The caret is here: what was found here is looked at, the smallest place first. What is looked at stays so within
    /// its place, or several at one place could not be gone through.
    fn come(&mut self, caret: usize) {
        self.caret = caret;
        let findings = &self.judged.findings;
        let place = |index: &usize| {
            let finding = findings.get(*index).filter(|found| found.severity < Severity::Good)?;
            finding.span.filter(|span| (span.start..=span.end).contains(&caret))
        };
        if self.current.as_ref().and_then(place).is_none() {
            let here = (0..findings.len()).filter_map(|index| Some((place(&index)?.len(), index)));
            self.current = here.min().map(|(_, index)| index);
        }
    }

    /// The next finding behind the caret, or before it; round at the end.
    fn step(&mut self, back: bool) {
        self.look();
        let here = match self.current.and_then(|index| self.judged.findings.get(index)) {
            Some(finding) => (finding.span.unwrap_or_default(), self.current.unwrap_or_default()),
            None => (Span::point(self.caret), 0),
        };
        let mut places: Vec<(Span, usize)> = Vec::new();
        for (index, finding) in self.judged.findings.iter().enumerate() {
            if let (Some(span), true) = (finding.span, finding.severity < Severity::Good) {
                places.push((span, index));
            }
        }
        let next = if back {
            let before = places.iter().filter(|place| **place < here).max();
            before.or_else(|| places.iter().max())
        } else {
            let after = places
                .iter()
                .filter(|place| **place > here || (self.current.is_none() && place.0.start >= here.0.start));
            after.min().or_else(|| places.iter().min())
        };
        if let Some(&(_, index)) = next {
            self.show(index);
        }
    }

    fn show(&mut self, index: usize) {
        if let Some(span) = self.judged.findings.get(index).and_then(|finding| finding.span) {
            self.current = Some(index);
            self.select(span);
        }
    }

    fn select(&mut self, span: Span) {
        let text = &self.judged.text;
        let line = text.bytes().take(span.start).filter(|&byte| byte == b'\n').count();
        editor::select(utf16_offset(text, span.start), utf16_offset(text, span.end), line);
        self.come(span.start);
    }

    /// Makes the changes of a fix in the text field, as one change that can be undone.
    fn apply(&mut self, fix: Option<&Fix>) {
        let text = &self.judged.text;
        if let Some((span, new)) = fix.and_then(|fix| one_edit(text, fix)) {
            editor::replace(utf16_offset(text, span.start), utf16_offset(text, span.end), &new);
        }
    }
}

/// Words with which a sentence begins.
fn capital(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// All edits of a fix as one: what it replaces, and by what.
fn one_edit(text: &str, fix: &Fix) -> Option<(Span, String)> {
    let (first, last) = (fix.edits.first()?, fix.edits.last()?);
    let whole = Span::new(first.span.start, last.span.end.max(first.span.start));
    let part = text.as_bytes().get(whole.start..whole.end)?;
    let moved = |edit: &Edit| {
        let start = edit.span.start.checked_sub(whole.start)?;
        let end = edit.span.end.checked_sub(whole.start)?;
        Some(Edit {
            span: Span::new(start, end),
            text: edit.text.clone(),
        })
    };
    let edits = fix.edits.iter().map(moved).collect::<Option<Vec<Edit>>>()?;
    let new = Fix::new(fix.safe, edits)?.apply(part);
    Some((whole, String::from_utf8(new).ok()?))
}

/// The byte at which so many UTF-16 units end.
fn byte_offset(text: &str, units: usize) -> usize {
    let mut left = units;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}

/// Whether a text has little in common with the one before: it was put in its place, and not typed on.
fn is_another(before: &str, after: &str) -> bool {
    let alike = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(one, other)| one == other).count();
    let front = alike(&mut before.bytes().zip(after.bytes()));
    let back = alike(&mut before.bytes().rev().zip(after.bytes().rev()));
    (front + back) * 4 < before.len().min(after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_bytes_lead_to_each_other() {
        let text = "aü€\u{1f600}b";
        for (at, c) in text.char_indices() {
            assert_eq!(byte_offset(text, utf16_offset(text, at)), at, "{c}");
        }
        assert_eq!(byte_offset(text, 99), text.len());
    }

    #[test]
    fn what_is_found_at_the_caret_is_looked_at() {
        let text = "version: STSv1\nmode: enforced\nmx: mx1.example.com\nmax_age: 31557601\n";
        let mut validate = Validate::new(text.to_owned(), 0, |_| None);
        let code = |validate: &Validate| Some(validate.judged.findings.get(validate.current?)?.rule.code);
        let at = |part: &str| text.find(part).unwrap_or_default();
        for (caret, found) in [
            (at("enforced"), Some("STS245")),
            (at("mx1"), None),
            (at("31557601") + 8, Some("STS213")),
            (at("version"), None),
        ] {
            validate.come(caret);
            assert_eq!(code(&validate), found, "{caret}");
            let html = crate::ui::samples::render(page(&validate, &crate::ui::act::Acts::noop()));
            assert_eq!(
                html.matches("aria-current=\"true\"").count(),
                usize::from(found.is_some())
            );
            assert_eq!(html.contains("id=\"ed-here\""), found.is_some());
        }
    }

    #[test]
    fn a_choice_by_hand_goes_with_its_text() {
        let mut validate = Validate::new("lorem ipsum".to_owned(), 0, |_| None);
        validate.choice = Some(Kind::CHOICES[0]);
        validate.edit("lorem dipsum".to_owned());
        assert!(validate.choice.is_some(), "it was typed on");
        validate.edit("v=STSv1; id=1".to_owned());
        assert!(validate.choice.is_none(), "another text stands there");
    }

    #[test]
    fn several_edits_become_one() {
        let edit = |start, end, text: &str| Edit {
            span: Span::new(start, end),
            text: text.into(),
        };
        let fix = Fix::new(true, vec![edit(1, 2, "x"), edit(3, 3, "y"), edit(4, 5, "")]).unwrap();
        let (span, new) = one_edit("abcdefg", &fix).unwrap();
        assert_eq!((span, new.as_str()), (Span::new(1, 5), "xcyd"));
        assert_eq!(fix.apply(b"abcdefg"), b"axcydfg");
    }

    #[test]
    fn a_longer_text_stays_whole_in_the_box() {
        let whole = "ü".repeat(LIMIT / 2) + "the end";
        let validate = Validate::new(whole.clone(), 0, |_| None);
        assert_eq!(validate.judged.text.len(), LIMIT);
        let html = crate::ui::samples::render(page(&validate, &crate::ui::act::Acts::noop()));
        let shown = html.split_once("</textarea>").map_or("", |(before, _)| before);
        assert!(shown.ends_with(&whole), "the box holds less");
        assert!(html.contains("only the first 1024 KiB are judged"));
    }
}
