//! Which field is the record's `rua`, or was meant to be.

use super::field::name_length;
use super::fields::Fields;
use super::rules::{BLANK_AT_EQUALS, RUA_MISSING, RUA_MISSPELT, RUF};
use super::sink::Sink;
use crate::near::is_near;
use crate::text::Span;

/// The field that is the record's `rua`, or was meant to be.
pub(super) struct Key {
    pub(super) field: Span,
    /// What stands before the value: the name, its equals sign and blanks.
    head: Span,
    /// Where the value begins.
    pub(super) value: usize,
    fault: Fault,
}

/// What is wrong with a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    /// Blanks at the equals sign.
    Blank,
    /// In capitals, or without its equals sign: what was meant is sure.
    Spelling,
    /// Something similar.
    Word,
    Ruf,
    /// A URI without key.
    Missing,
}

/// The first field that is a `rua`; without one, the first that was meant to be one.
pub(super) fn find(text: &[u8], from: usize) -> Option<Key> {
    let fields = Fields::new(text, from);
    fields
        .clone()
        .find_map(|field| Key::exact(text, field))
        .or_else(|| fields.clone().find_map(|field| Key::guess(text, field)))
}

impl Key {
    /// The field as a `rua`, blanks at its equals sign allowed for.
    pub(super) fn exact(text: &[u8], field: Span) -> Option<Self> {
        let part = field.of(text);
        let rest = part.strip_prefix(b"rua")?;
        let blanks = |text: &[u8]| text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let before = blanks(rest);
        let value = rest.get(before..)?.strip_prefix(b"=")?;
        let after = blanks(value);
        let fault = if before + after > 0 { Fault::Blank } else { Fault::None };
        Some(Self::new(field, "rua=".len() + before + after, fault))
    }

    /// The field as something that was meant as a `rua`.
    fn guess(text: &[u8], field: Span) -> Option<Self> {
        let part = field.of(text);
        let starts = |word: &str| {
            let head = part.get(..word.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
        };
        if starts("mailto:") || starts("https:") {
            return Some(Self::new(field, 0, Fault::Missing));
        }
        let name = name_length(part);
        let gap = part[name..]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'=' | b':'))
            .count();
        let (word, value) = (&part[..name], &part[name + gap..]);
        let fault = if name == 0 || gap == 0 {
            return None;
        } else if word.eq_ignore_ascii_case(b"rua") {
            Fault::Spelling
        } else if word.eq_ignore_ascii_case(b"ruf") {
            Fault::Ruf
        } else if is_near(word, b"rua", 1)
            || (value.contains(&b'@') && [&b"uri"[..], b"mail", b"report", b"reports", b"rua_uri"].contains(&word))
        {
            Fault::Word
        } else {
            return None;
        };
        Some(Self::new(field, name + gap, fault))
    }

    fn new(field: Span, length: usize, fault: Fault) -> Self {
        let value = field.start + length;
        Self {
            field,
            head: Span::new(field.start, value),
            value,
            fault,
        }
    }

    /// Says what is wrong with it.
    pub(super) fn judge(&self, text: &[u8], sink: &mut Sink) {
        let misspelt = || RUA_MISSPELT.at(self.head).with_bytes("text", self.head.of(text));
        let finding = match self.fault {
            Fault::None => return,
            Fault::Blank => {
                let span = Span::new(self.head.start + "rua".len(), self.head.end);
                BLANK_AT_EQUALS.at(span).with("text", "rua").replace(span, "=")
            }
            Fault::Spelling => misspelt().replace(self.head, "rua="),
            Fault::Word => misspelt().suggest(self.head, "rua="),
            Fault::Ruf => RUF.at(self.head).suggest(self.head, "rua="),
            Fault::Missing => RUA_MISSING.at(self.head).replace(self.head, "rua="),
        };
        sink.add(finding);
    }
}
