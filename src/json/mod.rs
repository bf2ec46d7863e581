//! A small JSON reader (RFC 8259) that knows where everything stands and is bounded in time, depth and memory.
//!
//! It reads bytes, as they come from a resolver or out of a report. The grammar is strict; four faults of the text,
//! not of the grammar, are mended and told ([`Oddity`]), so that the caller decides what to make of them:
//! a byte-order mark, bytes that are no UTF-8, halves of surrogate pairs, raw control characters in strings.
//! Members keep their order and their repetitions.
//!
//! [`scan`] reads a text into a flat list ([`Tape`]), without recursion, and keeps what stands before a fault;
//! [`parse`] makes a tree of what is whole.

mod quote;
mod reader;
mod scan;
mod string;
mod tape;

pub use quote::{escape, quote};
pub use reader::parse;
pub use scan::scan;
pub use tape::{Item, Shape, Tape};

use crate::text::Span;

/// How deep arrays and objects may lie in one another.
pub const DEEPEST: usize = 64;

/// How many values a text may hold.
pub const MOST_VALUES: usize = 1_000_000;

/// How many oddities are kept.
pub(crate) const MOST_ODDITIES: usize = 16;

/// How far a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep arrays and objects may lie in one another.
    pub deepest: usize,
    /// How many values the text may hold.
    pub most_values: usize,
    /// Whether members are looked for whose name came before in the same object.
    pub repetitions: bool,
}

/// A JSON text that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The value.
    pub root: Value,
    /// What was mended on the way, in order, the first 16 of it.
    pub oddities: Vec<Oddity>,
}

/// A fault that was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// Where.
    pub span: Span,
    /// Which.
    pub kind: OddityKind,
}

/// What was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddityKind {
    /// A byte-order mark before the text; skipped (RFC 8259 §8.1).
    ByteOrderMark,
    /// Bytes in a string that are no UTF-8; U+FFFD stands for them.
    NotUtf8,
    /// An escape that is half of a surrogate pair; U+FFFD stands for it (RFC 8259 §8.2).
    LoneSurrogate,
    /// A control character in a string that should have been escaped; kept (RFC 8259 §7).
    RawControl,
    /// The name of a member that came before in the same object (RFC 7493 §2.3); found where asked for.
    MemberRepeated,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its bytes, for a string with its quotes.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written: its size is not bounded, so it is not turned into one here.
    Number(String),
    /// A string, its escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub key: Key,
    /// Its value.
    pub value: Value,
}

/// The name of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name, its escapes resolved.
    pub text: String,
    /// Its bytes, with the quotes.
    pub span: Span,
}

/// Why a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// The offset of the first byte that doesn't fit.
    pub at: usize,
    /// What is wrong there.
    pub kind: ErrorKind,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// It ends too early.
    Ends,
    /// A byte that can't stand here.
    Unexpected(u8),
    /// An escape that JSON doesn't have.
    Escape,
    /// A number that JSON doesn't have, such as `01`, `.5` or `1.`.
    Number,
    /// More than [`DEEPEST`] levels.
    TooDeep,
    /// More than [`MOST_VALUES`] values.
    TooMany,
    /// Something stands behind the value.
    Trailing,
}

impl Value {
    /// The member of that name; the last of several, as nearly every other reader has it (RFC 8259 §4).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let found = self.members().iter().rev().find(|member| member.key.text == name);
        found.map(|member| &member.value)
    }

    /// The member of that name in whatever case of ASCII letters; the last of several.
    #[must_use]
    pub fn get_ignore_case(&self, name: &str) -> Option<&Self> {
        let members = self.members().iter().rev();
        let mut found = members.filter(|member| member.key.text.eq_ignore_ascii_case(name));
        found.next().map(|member| &member.value)
    }

    /// The members of an object; none of anything else.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// A truth value.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A number that is written as a whole one, not below zero, of at most 64 bits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.kind {
            Kind::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The same, also written as a string: `"0"`.
    #[must_use]
    pub fn as_u64_or_text(&self) -> Option<u64> {
        match &self.kind {
            Kind::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            _ => self.as_u64(),
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// What it is called in a sentence.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Null => "`null`",
            Kind::Bool(_) => "a truth value",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}

impl std::fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ends => f.write_str("the text ends too early"),
            Self::Unexpected(byte) if byte.is_ascii_graphic() => write!(f, "`{}` can’t stand here", *byte as char),
            Self::Unexpected(byte) => write!(f, "the byte 0x{byte:02X} can’t stand here"),
            Self::Escape => f.write_str("an escape that JSON doesn’t have"),
            Self::Number => f.write_str("a number that JSON doesn’t have"),
            Self::TooDeep => write!(f, "more than {DEEPEST} levels"),
            Self::TooMany => write!(f, "more than {MOST_VALUES} values"),
            Self::Trailing => f.write_str("something stands behind the end"),
        }
    }
}

#[cfg(test)]
mod tests;
