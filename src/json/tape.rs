//! A text that was read, as a flat list of what stands in it: small, and made without recursion however deep the text
//! nests. Strings stay where they are in the text until somebody asks for one.

use super::{Error, Oddity, string};
use crate::text::Span;
use std::borrow::Cow;

/// The index of no node.
pub(super) const NONE: u32 = u32::MAX;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `null`.
    Null,
    /// `true`.
    True,
    /// `false`.
    False,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Shape {
    /// What it is called in a sentence.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::True | Self::False => "a truth value",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// A value, or the name of a member.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) start: u32,
    /// While an object is open, what its names look like at a glance.
    pub(super) end: u32,
    /// The first node behind it and all that it holds.
    pub(super) next: u32,
    pub(super) shape: Shape,
    /// Whether a string stands there as it is meant; of an object, whether a glance tells that no name comes twice.
    pub(super) plain: bool,
}

/// A text that was read.
#[derive(Debug)]
pub struct Tape<'a> {
    pub(super) text: &'a [u8],
    /// The same as a text, up to the first byte that is no UTF-8.
    valid: &'a str,
    pub(super) nodes: Vec<Node>,
    /// What was mended on the way, the first of it.
    pub oddities: Vec<Oddity>,
    /// The fault that ended the reading. What stands before it was read; values that it cut end there.
    pub error: Option<Error>,
    /// How many arrays and objects lie in one another, at most.
    pub deepest: usize,
}

impl<'a> Tape<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            valid: valid(text),
            // As many as texts of names and numbers mostly hold; a list that grows is copied.
            nodes: Vec::with_capacity(text.len() / 20),
            oddities: Vec::new(),
            error: None,
            deepest: 0,
        }
    }

    pub(super) fn shape(&self, node: u32) -> Option<Shape> {
        self.nodes.get(node as usize).map(|node| node.shape)
    }

    /// The value; `None` where the text holds none.
    #[must_use]
    pub fn root(&self) -> Option<Item<'_, 'a>> {
        self.nodes.first().map(|_| Item::new(self, 0))
    }
}

/// What stands before the first byte that is no UTF-8.
fn valid(text: &[u8]) -> &str {
    let whole = std::str::from_utf8(text);
    let before = |fault: std::str::Utf8Error| text.get(..fault.valid_up_to());
    whole
        .or_else(|fault| std::str::from_utf8(before(fault).unwrap_or_default()))
        .unwrap_or_default()
}

/// A value in a text, or the name of a member.
#[derive(Clone, Copy, Debug)]
pub struct Item<'t, 'a> {
    tape: &'t Tape<'a>,
    at: u32,
}

impl<'t, 'a> Item<'t, 'a> {
    pub(super) const fn new(tape: &'t Tape<'a>, at: u32) -> Self {
        Self { tape, at }
    }

    fn node(self) -> Node {
        let missing = Node {
            start: 0,
            end: 0,
            next: NONE,
            shape: Shape::Null,
            plain: true,
        };
        self.tape.nodes.get(self.at as usize).copied().unwrap_or(missing)
    }

    /// What it is.
    #[must_use]
    pub fn shape(self) -> Shape {
        self.node().shape
    }

    /// Its bytes, for a string with its quotes.
    #[must_use]
    pub fn span(self) -> Span {
        let node = self.node();
        Span::new(node.start as usize, node.end as usize)
    }

    /// Its bytes.
    #[must_use]
    pub fn raw(self) -> &'a [u8] {
        self.span().of(self.tape.text)
    }

    /// Whether a string stands there as it is meant, in ASCII and without escapes.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.node().plain
    }

    /// What a string says, borrowed where it stands there so; `None` for anything else.
    #[must_use]
    pub fn text(self) -> Option<Cow<'a, str>> {
        let node = self.node();
        if node.shape != Shape::String {
            return None;
        }
        let inner = node.start as usize + 1..(node.end as usize).saturating_sub(1);
        if node.plain {
            let text = self.tape.valid.get(inner.clone());
            let text = text.or_else(|| std::str::from_utf8(self.tape.text.get(inner)?).ok());
            return text.map(Cow::Borrowed);
        }
        let read = string::read(self.tape.text, node.start as usize, &mut |_| {});
        read.ok().map(|(text, _)| Cow::Owned(text))
    }

    /// The bytes between the quotes of a string that stands there as it is meant.
    #[must_use]
    pub fn plain(self) -> Option<&'a [u8]> {
        let node = self.node();
        let inner = Span::new(node.start as usize + 1, (node.end as usize).saturating_sub(1));
        (node.plain && node.shape == Shape::String).then(|| inner.of(self.tape.text))
    }

    /// Whether a string says exactly this.
    #[must_use]
    pub fn says(self, text: &str) -> bool {
        match self.plain() {
            Some(plain) => plain == text.as_bytes(),
            None => self.text().is_some_and(|own| own == text),
        }
    }

    /// What stands in a value of that shape: elements, or names and values in turn; nothing if it has another.
    fn children(self, of: Shape) -> Children<'t, 'a> {
        Children {
            tape: self.tape,
            at: self.at + 1,
            end: if self.shape() == of { self.node().next } else { 0 },
        }
    }

    /// The elements of an array; none of anything else.
    pub fn elements(self) -> impl Iterator<Item = Self> + use<'t, 'a> {
        self.children(Shape::Array)
    }

    /// The members of an object, name and value; none of anything else.
    pub fn members(self) -> impl Iterator<Item = (Self, Self)> + use<'t, 'a> {
        let mut children = self.children(Shape::Object);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }
}

struct Children<'t, 'a> {
    tape: &'t Tape<'a>,
    at: u32,
    end: u32,
}

impl<'t, 'a> Iterator for Children<'t, 'a> {
    type Item = Item<'t, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let item = Item::new(self.tape, self.at);
        self.at = item.node().next;
        Some(item)
    }
}
