//! Names that come again and again, kept once.

use std::collections::BTreeMap;

/// The number of a name; 0 is that of the empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::report) struct OfName(u32);

impl OfName {
    /// As a part of a key.
    pub(super) fn number(self) -> i64 {
        self.0.into()
    }

    /// The one that has that number.
    pub(super) fn of(number: i64) -> Self {
        Self(u32::try_from(number).unwrap_or_default())
    }

    /// Whether it is that of the empty one: nothing was said.
    pub(in crate::report) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// All names.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Names {
    texts: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, u32>,
}

impl Names {
    /// The number of a name, cut to `longest` bytes.
    pub(super) fn add(&mut self, text: &str, longest: usize) -> OfName {
        let mut end = text.len().min(longest);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default();
        if text.is_empty() {
            return OfName::default();
        }
        if let Some(number) = self.numbers.get(text) {
            return OfName(*number);
        }
        self.texts.push(text.into());
        let number = super::index(self.texts.len());
        self.numbers.insert(text.into(), number);
        OfName(number)
    }

    /// The number of a name that was added before.
    pub(super) fn find(&self, text: &str) -> Option<OfName> {
        if text.is_empty() {
            return Some(OfName::default());
        }
        self.numbers.get(text).copied().map(OfName)
    }

    /// The name of a number.
    pub(in crate::report) fn text(&self, name: OfName) -> &str {
        let at = (name.0 as usize).checked_sub(1);
        at.and_then(|at| self.texts.get(at)).map_or("", |text| text)
    }
}
