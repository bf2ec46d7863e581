//! Files that reports come in (RFC 8460 §5): told by what is in them, taken apart step by step, each report read and
//! counted.
//!
//! ```text
//! let mut session = Session::new(Limits::default());
//! for wanted in session.add("google.com!example.com!….json.gz", bytes) {
//!     // Unpack wanted.bytes by wanted.coding, at most wanted.at_most bytes of it, and hand it back:
//!     session.inflated(wanted.id, Inflated::Whole(unpacked));     // which may want more to be unpacked
//! }
//! session.progress();     // files and bytes, done and in all
//! session.sources();      // each file with what was found in it: nothing is left out
//! session.quirks();       // what each reporter does again and again
//! session.merged();       // what all reports say together
//! ```
//!
//! Unpacking is left to whoever drives a session: browsers do it (`DecompressionStream`, `gzip` and `deflate-raw`), and
//! a crate for it would weigh a third of what the worker may. For the same reason, and since a damaged file is to be
//! told with the place of the damage, archives and mails are taken apart by a few lines of our own: the crates at hand
//! read from streams, which the core doesn't know.

mod codes;
mod mbox;
mod mime;
mod session;
mod sniff;
mod tar;
mod zip;

pub use session::{Progress, Quirk, Session, Source};
pub use sniff::Format;

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How far files are read. All can be set; a file that passes one ends in a finding, and the others still load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Largest file, before and after unpacking, in bytes.
    pub file_bytes: usize,
    /// How many bytes are unpacked of one file that was given, with all that is in it.
    pub unpacked_bytes: usize,
    /// How many files are taken out of one that was given.
    pub files: usize,
    /// How many archives and mails may lie in one another: 2 is an archive in an archive.
    pub nested: usize,
    /// How many JSON values one report may hold.
    pub values: usize,
}

impl Default for Limits {
    /// 32 MB a file, 512 MB unpacked, 100,000 files, nested once.
    fn default() -> Self {
        Self {
            file_bytes: 32_000_000,
            unpacked_bytes: 512_000_000,
            files: 100_000,
            nested: 2,
            values: super::Limits::default().values,
        }
    }
}

/// How bytes are packed; the names are those of `DecompressionStream`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// gzip (RFC 1952).
    Gzip,
    /// Deflate without a frame (RFC 1951).
    DeflateRaw,
}

impl Coding {
    /// The name for `DecompressionStream`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::DeflateRaw => "deflate-raw",
        }
    }
}

/// Something to unpack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inflate {
    /// Names it when it is handed back.
    pub id: u32,
    /// How it is packed.
    pub coding: Coding,
    /// The packed bytes.
    pub bytes: Vec<u8>,
    /// How many bytes may come out; at one more, stop and say [`Inflated::TooLarge`].
    pub at_most: usize,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inflated {
    /// All of it.
    Whole(Vec<u8>),
    /// More than was allowed.
    TooLarge,
    /// There is nothing here that unpacks it: that says nothing of the file.
    Unable,
    /// It is damaged.
    Damaged {
        /// What came out before.
        bytes: Vec<u8>,
        /// How many packed bytes were taken in before, as far as is known.
        at: usize,
        /// What is wrong, as the unpacker says it.
        why: String,
    },
}

impl Inflated {
    /// Why something is damaged: all of it was taken, and more was awaited.
    pub const CUT: &'static str = "it is cut off there";
    /// Why something is damaged: what stands there can't be unpacked. Each platform has words of its own for it.
    pub const BROKEN: &'static str = "the packed bytes are damaged there";
}

/// A file within another one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    name: String,
    body: Body,
    /// Whether it is there to be read, and not text for people.
    expected: bool,
}

/// Its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Body {
    /// They stand there as they are.
    Plain(Span),
    /// They were decoded.
    Decoded(Vec<u8>),
    /// They are deflated, and this is the checksum of what comes out.
    Deflated(Span, u32),
    /// They can't be had: why.
    Closed(&'static str),
}

/// A fault in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Damage {
    at: usize,
    why: &'static str,
}

/// What was found in a file, and where it is damaged.
type Parts = (Vec<Part>, Vec<Damage>);

/// A little-endian number of two bytes.
fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(pair.try_into().ok()?)))
}

/// A little-endian number of four bytes.
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A little-endian number of eight bytes; `None` also where it is larger than what can be held.
fn u64_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?)).ok()
}
