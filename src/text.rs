//! Positions in text, and how hostile text is shown.
//!
//! Everything is counted in bytes of the text as it came: the parsers work on raw bytes, since a policy may
//! be no UTF-8 at all. Lines, columns and UTF-16 columns are made from byte offsets only where somebody asks.

mod look_alike;
pub mod part;

pub(crate) use look_alike::{LookAlike, look_alike};

use crate::later;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A half-open range of bytes, `start..end`, in the text that a finding speaks of.
///
/// Serialised as `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte; equal to `start` for a place between two bytes.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to but not including `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The place before the byte at `at`.
    #[must_use]
    pub const fn point(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// The bytes of `text` in this range; cut to what there is.
    #[must_use]
    pub fn of(self, text: &[u8]) -> &[u8] {
        let end = self.end.min(text.len());
        text.get(self.start..end).unwrap_or_default()
    }
}

impl Span {
    /// The range without the blanks at its ends; where there is nothing else, the place behind them.
    #[must_use]
    pub fn trimmed(self, text: &[u8], is_blank: impl Fn(u8) -> bool) -> Self {
        let part = self.of(text);
        let before = part.iter().take_while(|&&byte| is_blank(byte)).count();
        let rest = part.get(before..).unwrap_or_default();
        let behind = rest.iter().rev().take_while(|&&byte| is_blank(byte)).count();
        Self::new(self.start + before, self.start + part.len() - behind)
    }
}

/// Whether a byte is a blank of the protocols: space or tab (RFC 5234 appendix B.1, WSP).
#[must_use]
pub const fn is_wsp(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// What stands before and behind the first such byte.
#[must_use]
pub fn split_once(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let mut parts = text.splitn(2, |&other| other == byte);
    Some((parts.next()?, parts.next()?))
}

/// Line and column, both from 1; the column counts characters (a broken byte counts as one).
///
/// Lines end at LF only (RFC 8461 §3.2: LF or CRLF).
#[must_use]
pub fn line_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = Span::new(0, offset).of(text);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let begun = before.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    (line, String::from_utf8_lossy(begun).chars().count() + 1)
}

/// How many UTF-16 units stand before `offset`: the position that a browser's text field means.
#[must_use]
pub fn utf16_offset(text: &str, offset: usize) -> usize {
    let before = text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= offset);
    before.map(|(_, c)| c.len_utf16()).sum()
}

/// Writes octets percent-encoded (RFC 3986 §2.1).
pub(crate) fn percent_encode(bytes: &[u8], out: &mut impl fmt::Write) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(out, "%{byte:02X}"))
}

/// The number that digits say, if nothing else stands there and it isn't too large.
#[must_use]
pub fn decimal(text: &[u8]) -> Option<u64> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    let number = text
        .iter()
        .try_fold(0_u64, |sum, byte| sum.checked_mul(10)?.checked_add(digit(byte)?));
    number.filter(|_| !text.is_empty())
}

/// Longest piece of foreign text, in characters, that a message repeats.
pub const SHOWN: usize = 160;

/// The first characters, `most` of them, with dots where there are more.
pub(crate) fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    let end = text.char_indices().nth(most).map(|(at, _)| at);
    match end.and_then(|end| text.get(..end)) {
        Some(head) => Cow::Owned(format!("{head}…")),
        None => Cow::Borrowed(text),
    }
}

/// Foreign text made fit to stand in a sentence: what can't be seen or would turn the line round is named
/// (`‹U+202E›`, `‹byte 0xFF›`), and the middle of a long text is left out.
#[must_use]
pub fn show(bytes: &[u8]) -> String {
    show_within(bytes, SHOWN)
}

/// The same, with so many characters at most.
#[must_use]
pub fn show_within(bytes: &[u8], most: usize) -> String {
    // What is beyond can't be shown, and isn't looked at: findings of a long text show parts of it many times.
    let bytes = Span::new(0, 4 * (most + 1)).of(bytes);
    // Nearly every text is short and plain.
    if let (true, Ok(text)) = (is_plain_ascii(bytes), std::str::from_utf8(bytes)) {
        return text.to_owned();
    }
    let mut out = String::new();
    if later::unusual().is_none() {
        return out;
    }
    let mut shown = 0;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if shown == most {
                out.push('…');
                return out;
            }
            shown += 1;
            if is_plain(c) {
                out.push(c);
            } else {
                // Writing to a String can't fail.
                let _ = write!(out, "‹U+{:04X}›", c as u32);
            }
        }
        for byte in chunk.invalid() {
            if shown == most {
                out.push('…');
                return out;
            }
            shown += 1;
            let _ = write!(out, "‹byte 0x{byte:02X}›");
        }
    }
    out
}

/// A text of octets, each that is no UTF-8 replaced (U+FFFD).
#[must_use]
pub fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if later::unusual().is_none() => Cow::Borrowed(""),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// Whether [`show`] would change nothing, told at a glance: short, and of visible ASCII and spaces alone.
pub(crate) fn is_plain_ascii(bytes: &[u8]) -> bool {
    // All are looked at, many at once.
    bytes.len() <= SHOWN && bytes.iter().fold(true, |all, byte| all & matches!(byte, b' '..=b'~'))
}

/// Whether a character shows itself and nothing but itself.
///
/// Controls, every blank but the space, zero-width characters, bidi controls, variation selectors, tags and private
/// use do not.
#[must_use]
pub fn is_plain(c: char) -> bool {
    !matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{1680}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
        | '\u{205f}'..='\u{206f}' | '\u{2800}' | '\u{3000}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{10ffff}')
}

/// What a character that is easily overlooked or mistaken is called, for the message that points at it.
///
/// Knows the invisible ones that web forms, word processors and chat programs leave behind, and the look-alikes of
/// the characters that the two grammars use. `None`: nothing to be said about it.
#[must_use]
pub fn name_of(c: char) -> Option<&'static str> {
    Some(match c {
        '\0' => "NUL",
        '\t' => "a tab",
        '\r' => "a carriage return (CR)",
        '\n' => "a line end (LF)",
        '\x0b' => "a vertical tab",
        '\x0c' => "a form feed",
        '\x1c'..='\x1f' => "a separator control character",
        '\x01'..='\x1b' | '\x7f' => "a control character",
        '\u{85}' => "a next-line control character (NEL)",
        '\u{80}'..='\u{9f}' => "a C1 control character",
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' => "a zero-width non-joiner",
        '\u{200d}' => "a zero-width joiner",
        '\u{200e}' | '\u{200f}' | '\u{61c}' => "an invisible direction mark",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "an invisible control that turns the writing direction",
        '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        '\u{2060}' => "a word joiner",
        '\u{feff}' => "a byte-order mark (zero-width no-break space)",
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => "a blank that is no space",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => "a dash that is no hyphen-minus",
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => "a curly quotation mark",
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => "a typographic quotation mark",
        '\u{37e}' | '\u{ff1b}' | '\u{fe54}' => "a look-alike of the semicolon",
        '\u{ff1a}' | '\u{fe55}' | '\u{2236}' | '\u{a789}' | '\u{5c3}' | '\u{2d0}' => "a look-alike of the colon",
        '\u{ff1d}' | '\u{fe66}' | '\u{a78a}' => "a look-alike of the equals sign",
        '\u{ff0e}' | '\u{3002}' | '\u{ff61}' | '\u{2024}' | '\u{fe52}' => "a look-alike of the full stop",
        '\u{ff0a}' | '\u{2217}' | '\u{204e}' | '\u{fe61}' => "a look-alike of the asterisk",
        '\u{ff20}' | '\u{fe6b}' => "a look-alike of the at sign",
        '\u{ff0c}' | '\u{fe50}' => "a look-alike of the comma",
        '\u{ff01}'..='\u{ff5e}' => "a full-width character",
        '\u{370}'..='\u{3ff}' => "a Greek letter",
        '\u{400}'..='\u{52f}' => "a Cyrillic letter",
        '\u{fffd}' => "a replacement character (broken text)",
        _ => return None,
    })
}

/// A text as a text box of a browser holds it: its lines end with a line feed, whatever ended them before.
#[must_use]
pub fn in_text_box(text: &str) -> String {
    part::replaced(text, "\r\n", "\n").replace('\r', "\n")
}

/// Writes a text as part of an address: all but unreserved characters (RFC 3986 §2.3) as `%XX`.
///
/// # Errors
/// It could not be written.
pub fn address_encode(text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.write_char(char::from(byte))?;
        } else {
            percent_encode(&[byte], out)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "a\nbü:c\r\nd".as_bytes();
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, 2), (2, 1));
        assert_eq!(line_column(text, 5), (2, 3));
        assert_eq!(line_column(text, text.len()), (3, 2));
        assert_eq!(line_column(text, 999), (3, 2));
    }

    #[test]
    fn utf16_counts_surrogates_and_takes_any_offset() {
        assert_eq!(utf16_offset("a😀b", 5), 3);
        assert_eq!(utf16_offset("a😀b", 2), 1);
        assert_eq!(utf16_offset("a", 9), 1);
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(show("a\u{202e}b\u{a0}".as_bytes()), "a‹U+202E›b‹U+00A0›");
        assert_eq!(show(b"\xff<b>\0"), "‹byte 0xFF›<b>‹U+0000›");
        assert_eq!(show("ü".repeat(SHOWN + 1).as_bytes()).chars().count(), SHOWN + 1);
    }

    #[test]
    fn digits_say_a_number() {
        for (text, number) in [
            ("", None),
            ("0", Some(0)),
            ("007", Some(7)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("1x", None),
            ("+1", None),
            ("-1", None),
            ("\u{663}", None),
        ] {
            assert_eq!(decimal(text.as_bytes()), number, "{text}");
        }
    }

    #[test]
    fn octets_become_a_text() {
        assert_eq!(lossy("ü".as_bytes()), "ü");
        assert_eq!(lossy(b"a\xffb"), "a\u{fffd}b");
    }

    #[test]
    fn spans_are_cut_to_the_text() {
        assert_eq!(Span::new(1, 9).of(b"abc"), b"bc");
        assert_eq!(Span::new(7, 9).of(b"abc"), b"");
        assert_eq!(Span::new(3, 1).len(), 0);
    }
}
