//! Cuts a policy into keys and values as bytes, as senders do: nothing is mended, nothing judged.

use crate::sts::Mode;
use crate::text::{Span, is_wsp, split_once};

/// The values of a key that counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    /// Where the first value stands, without blanks.
    pub(super) first: Option<Span>,
    /// Where the last one stands; the first, if there is one only.
    pub(super) last: Option<Span>,
    /// Whether there are several.
    pub(super) twice: bool,
    /// Where the first value stands that the RFC doesn't allow.
    odd: Option<Span>,
}

impl Slot {
    /// The value that counts for one who goes by the first, or by the last.
    pub(super) const fn value(&self, last: bool) -> Option<Span> {
        if last { self.last } else { self.first }
    }

    /// Where a value stands that is none, if there are several.
    pub(super) const fn odd_repeat(&self) -> Option<Span> {
        if self.twice { self.odd } else { None }
    }

    fn take(&mut self, span: Span, good: bool) {
        self.twice = self.first.is_some();
        self.first.get_or_insert(span);
        self.last = Some(span);
        if !good {
            self.odd.get_or_insert(span);
        }
    }
}

/// What a policy holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    pub(super) version: Slot,
    pub(super) mode: Slot,
    pub(super) max_age: Slot,
    /// How many lines have the key `mx`.
    pub(super) mx: usize,
    /// The first value of `mx` that begins with `*.`.
    pub(super) wildcard: Option<Span>,
    /// The first colon that is not the first on its line.
    pub(super) second_colon: Option<Span>,
    /// Empty lines behind the last one that isn't.
    pub(super) blank_at_end: Option<Span>,
    /// The first empty lines elsewhere.
    pub(super) blank_inside: Option<Span>,
    /// The first lines of blanks.
    pub(super) blank_of_blanks: Option<Span>,
    /// The first value of an unknown key with a character beyond ASCII that ends no line for anybody.
    pub(super) beyond_ascii: Option<Span>,
    /// The first line without a colon, or with blanks before its key.
    pub(super) no_field: Option<Span>,
}

/// Cuts a text. Lines end at LF or CR LF; with `splits` also where Python's `splitlines` ends them: at CR, VT, FF,
/// U+001C to U+001E, NEL, U+2028 and U+2029.
pub(super) fn scan(text: &[u8], splits: bool) -> Scan {
    let mut scan = Scan::default();
    let mut blank: Option<Span> = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (len, end) = if splits { split(rest) } else { line(rest) };
        let content = Span::new(at, at + len);
        at += len + end;
        if content.is_empty() {
            let start = blank.map_or(content.start, |blank| blank.start);
            blank = Some(Span::new(start, at));
            continue;
        }
        if content.of(text).iter().all(|&byte| is_wsp(byte)) {
            scan.blank_of_blanks.get_or_insert(content);
            continue;
        }
        if let Some(blank) = blank.take() {
            scan.blank_inside.get_or_insert(blank);
        }
        scan.field(text, content);
    }
    scan.blank_at_end = blank;
    scan
}

/// How long a line is, and its end.
fn line(rest: &[u8]) -> (usize, usize) {
    match rest.iter().position(|&byte| byte == b'\n') {
        None => (rest.len(), 0),
        Some(len) if Span::new(0, len).of(rest).ends_with(b"\r") => (len - 1, 2),
        Some(len) => (len, 1),
    }
}

/// The same where lines end at more.
fn split(rest: &[u8]) -> (usize, usize) {
    let mut behind = rest;
    while let [_, next @ ..] = behind {
        let end = match behind {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => separator(behind),
        };
        if end > 0 {
            return (rest.len() - behind.len(), end);
        }
        behind = next;
    }
    (rest.len(), 0)
}

/// How long the character at the beginning is, if Python ends a line there and the RFC doesn't; else 0.
pub(super) const fn separator(rest: &[u8]) -> usize {
    match rest {
        [0x0b | 0x0c | 0x1c..=0x1e, ..] => 1,
        [0xc2, 0x85, ..] => 2,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
        _ => 0,
    }
}

impl Scan {
    fn field(&mut self, text: &[u8], content: Span) {
        let line = content.of(text);
        let Some((key, behind)) = split_once(line, b':') else {
            self.no_field.get_or_insert(content);
            return;
        };
        let value = Span::new(content.end - behind.len(), content.end).trimmed(text, is_wsp);
        if let Some(second) = value.of(text).iter().position(|&byte| byte == b':') {
            self.second_colon
                .get_or_insert(Span::new(value.start + second, value.start + second + 1));
        }
        if line.first().is_some_and(|&byte| is_wsp(byte)) {
            self.no_field.get_or_insert(content);
        }
        let bytes = value.of(text);
        match key {
            b"version" => self.version.take(value, bytes == b"STSv1"),
            b"mode" => self.mode.take(value, mode(bytes).is_some()),
            b"max_age" => self.max_age.take(value, seconds(bytes).is_some()),
            b"mx" => {
                self.mx += 1;
                if bytes.starts_with(b"*.") {
                    self.wildcard.get_or_insert(value);
                }
            }
            _ if !bytes.is_ascii() && self.beyond_ascii.is_none() && has_letters(bytes) => {
                self.beyond_ascii = Some(value);
            }
            _ => {}
        }
    }
}

/// Whether some character beyond ASCII is none that anybody takes for a line end.
fn has_letters(mut bytes: &[u8]) -> bool {
    while let [first, rest @ ..] = bytes {
        let len = separator(bytes);
        if len == 0 && !first.is_ascii() {
            return true;
        }
        bytes = bytes.get(len..).filter(|_| len > 0).unwrap_or(rest);
    }
    false
}

/// The mode of these very letters.
pub(super) fn mode(value: &[u8]) -> Option<Mode> {
    Mode::ALL.into_iter().find(|mode| mode.as_str().as_bytes() == value)
}

/// A number of 1 to 10 ASCII digits.
pub(super) fn seconds(value: &[u8]) -> Option<u64> {
    let fits = (1..=10).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
    fits.then(|| value.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit & 15)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, span: Option<Span>) -> Option<&str> {
        span.map(|span| &text[span.start..span.end])
    }

    #[test]
    fn keys_have_a_first_and_a_last_value() {
        let text =
            "version: STSv1\r\nmode:enforce \nmode: none\nmx: *.a.example\nmx: b\nmax_age: x\nX: a:b\nmode: testing";
        let scan = scan(text.as_bytes(), false);
        assert_eq!(shown(text, scan.mode.value(false)), Some("enforce"));
        assert_eq!(shown(text, scan.mode.value(true)), Some("testing"));
        assert!(scan.mode.twice && !scan.version.twice);
        assert_eq!(scan.mode.odd_repeat(), None);
        assert_eq!(shown(text, scan.version.last), Some("STSv1"));
        assert_eq!(scan.max_age.odd_repeat(), None);
        assert_eq!((scan.mx, shown(text, scan.wildcard)), (2, Some("*.a.example")));
        assert_eq!(scan.second_colon.map(|span| span.start), text.find(":b"));
        assert_eq!(scan.no_field, None);
    }

    #[test]
    fn a_bad_value_among_several_is_told() {
        for text in [
            "mode: none\nmode: x",
            "mode: x\nmode: none",
            "max_age: 1\nmax_age: +1",
            "version: \nversion: STSv1",
        ] {
            let scan = scan(text.as_bytes(), false);
            let slots = [scan.version, scan.mode, scan.max_age];
            assert_eq!(
                slots.iter().filter(|slot| slot.odd_repeat().is_some()).count(),
                1,
                "{text}"
            );
        }
    }

    #[test]
    fn blank_lines_are_told_apart() {
        let of = |text: &str| {
            let scan = scan(text.as_bytes(), false);
            let lens = [scan.blank_at_end, scan.blank_inside, scan.blank_of_blanks];
            lens.map(|span| span.map(|span| (span.start, span.end)))
        };
        assert_eq!(of("a:b\n"), [None; 3]);
        assert_eq!(of("a:b\n\n"), [Some((4, 5)), None, None]);
        assert_eq!(of("a:b\r\n\r\n\r\n"), [Some((5, 9)), None, None]);
        assert_eq!(of("\na:b\n\nc:d"), [None, Some((0, 1)), None]);
        assert_eq!(of("a:b\n \t"), [None, None, Some((4, 6))]);
        assert_eq!(of("a:b\n\n \n"), [Some((4, 5)), None, Some((5, 6))]);
    }

    #[test]
    fn python_ends_lines_at_more() {
        for end in [
            "\r", "\r\n", "\u{b}", "\u{c}", "\u{1c}", "\u{1e}", "\u{85}", "\u{2028}", "\u{2029}",
        ] {
            let text = format!("note: a{end}mode: none");
            assert!(scan(text.as_bytes(), true).mode.first.is_some(), "{end:?}");
            assert_eq!(
                scan(text.as_bytes(), false).mode.first.is_some(),
                end == "\r\n",
                "{end:?}"
            );
            assert_eq!(scan(text.as_bytes(), false).beyond_ascii, None, "{end:?}");
        }
        assert!(scan("note: a\u{2028}b".as_bytes(), true).no_field.is_some());
        assert!(scan("note: \u{fc}".as_bytes(), false).beyond_ascii.is_some());
        assert!(scan("note: \u{85}\u{fc}".as_bytes(), false).beyond_ascii.is_some());
        assert!(scan("note: a\u{2028} mode: none".as_bytes(), true).no_field.is_some());
    }

    #[test]
    fn any_bytes_are_cut() {
        crate::arb::property(|u| {
            let text = u.arbitrary::<Vec<u8>>()?;
            for splits in [false, true] {
                let scan = scan(&text, splits);
                for span in [scan.mode.last, scan.blank_at_end, scan.second_colon]
                    .into_iter()
                    .flatten()
                {
                    assert!(span.start <= span.end && span.end <= text.len());
                }
            }
            Ok(())
        });
    }
}
