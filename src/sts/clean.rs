//! Characters that neither grammar has: found, named, and mended for the rest of the reading.
//!
//! A record or a policy line with such a character is read as if it were mended, so that one no-break space isn't
//! reported five times over. Where a text holds none, nothing is copied.

use super::sink::Sink;
use crate::later;
use crate::rule::Rule;
use crate::text::{LookAlike, Span, is_plain, look_alike, name_of, show};
use std::borrow::Cow;
use std::ops::Range;

/// A character that the grammar doesn't have, or bytes that are no character at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Where it stands in the whole text.
    pub(super) span: Span,
    /// The character; `None` for bytes that are no UTF-8.
    pub(super) c: Option<char>,
    mended: Mended,
}

/// What the writer surely or probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mended {
    /// Nothing: it is invisible, or a quotation mark round the value.
    Gone,
    /// This.
    Ascii(u8),
    /// Probably this letter.
    Letter(u8),
    /// A blank, if it parts two words.
    Blank,
    /// Can't be told: the bytes stay.
    Kept,
}

/// A piece of text in which foreign characters are mended.
pub(super) struct Clean<'a> {
    /// The text to read on with. A byte of 0x80 or more in it was reported and can't be mended.
    pub(super) bytes: Cow<'a, [u8]>,
    /// Where each byte came from, empty while they are all in their place.
    places: Vec<Span>,
    piece: Span,
}

impl<'a> Clean<'a> {
    /// Mends `piece` of `text`. `drops`, in order, are left out without being foreign.
    pub(super) fn new(text: &'a [u8], piece: Span, drops: &[Span]) -> (Self, Vec<Foreign>) {
        Self::build(text, piece, drops, false)
    }

    /// Mends `piece` of `text`, in which letters of all languages may stand: they stay, and are not foreign.
    pub(super) fn with_letters(text: &'a [u8], piece: Span) -> (Self, Vec<Foreign>) {
        Self::build(text, piece, &[], true)
    }

    fn build(text: &'a [u8], piece: Span, drops: &[Span], letters: bool) -> (Self, Vec<Foreign>) {
        let raw = piece.of(text);
        if drops.is_empty() && raw.iter().all(|&byte| is_native(byte)) {
            let clean = Self {
                bytes: Cow::Borrowed(raw),
                places: Vec::new(),
                piece,
            };
            return (clean, Vec::new());
        }
        let mut mending = Mending {
            raw,
            base: piece.start,
            drops,
            letters,
            bytes: Vec::with_capacity(raw.len()),
            places: Vec::with_capacity(raw.len()),
            foreign: Vec::new(),
            next_native: 0,
        };
        mending.run();
        let clean = Self {
            bytes: Cow::Owned(mending.bytes),
            places: mending.places,
            piece,
        };
        (clean, mending.foreign)
    }

    /// Where a range of [`Clean::bytes`] stands in the whole text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        if !matches!(self.bytes, Cow::Owned(_)) {
            return Span::from(range).shifted(self.piece.start);
        }
        let start = self.places.get(range.start).map_or(self.piece.end, |place| place.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.places.get(last).map_or(self.piece.end, |place| place.end),
            _ => start,
        };
        Span::new(start, end.max(start))
    }

    /// The index in [`Clean::bytes`] of the first byte that came from `offset` of the whole text or behind it.
    pub(super) fn first_at(&self, offset: usize) -> usize {
        if matches!(self.bytes, Cow::Owned(_)) {
            self.places.partition_point(|place| place.start < offset)
        } else {
            offset.saturating_sub(self.piece.start).min(self.bytes.len())
        }
    }
}

/// Most bytes of a character in UTF-8.
const LONGEST_CHARACTER: usize = 4;

/// Whether a letter beyond ASCII looks like an ASCII letter.
pub(super) fn is_look_alike(c: char) -> bool {
    latin(c).is_some()
}

/// Whether the grammars have this byte anywhere: visible ASCII, space, tab.
const fn is_native(byte: u8) -> bool {
    matches!(byte, b'\t' | b' '..=b'~')
}

/// Whether a blank beside this byte would part nothing.
const fn is_joint(byte: u8) -> bool {
    matches!(byte, b'\t' | b' ' | b';' | b'=' | b':' | b',')
}

struct Mending<'a> {
    raw: &'a [u8],
    base: usize,
    drops: &'a [Span],
    letters: bool,
    bytes: Vec<u8>,
    places: Vec<Span>,
    foreign: Vec<Foreign>,
    /// Where the native byte stands that comes next; looked for again only when it is passed.
    next_native: usize,
}

impl Mending<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(&byte) = self.raw.get(at) {
            at += if self.is_dropped(at) {
                1
            } else if is_native(byte) {
                self.bytes.push(byte);
                self.places.push(Span::new(at, at + 1).shifted(self.base));
                1
            } else if later::unusual().is_some() {
                self.foreign(at)
            } else {
                1
            };
        }
    }

    /// Whether what stands at `at` is left out: quotation marks, and blanks between them.
    fn is_dropped(&mut self, at: usize) -> bool {
        let place = self.base + at;
        while self.drops.first().is_some_and(|drop| drop.end <= place) {
            self.drops = &self.drops[1..];
        }
        self.drops.first().is_some_and(|drop| drop.start <= place)
    }

    /// Takes in a character that the grammar doesn't have, or bytes that are none; gives how many bytes that are.
    fn foreign(&mut self, at: usize) -> usize {
        let head = Span::new(at, at + LONGEST_CHARACTER).of(self.raw);
        let Some(chunk) = head.utf8_chunks().next() else {
            return 1;
        };
        let Some(c) = chunk.valid().chars().next() else {
            let length = chunk.invalid().len();
            self.found(at..at + length, None, Mended::Kept);
            return length;
        };
        let range = at..at + c.len_utf8();
        let mended = mended(c);
        if self.letters && c.is_alphanumeric() && matches!(mended, Mended::Kept | Mended::Letter(_)) {
            self.keep(range);
        } else {
            self.found(range, Some(c), mended);
        }
        c.len_utf8()
    }

    fn found(&mut self, range: Range<usize>, c: Option<char>, mut mended: Mended) {
        let place = Span::from(range.clone()).shifted(self.base);
        if mended == Mended::Blank && !self.parts(range.end) {
            mended = Mended::Gone;
        }
        match mended {
            Mended::Gone => {}
            Mended::Ascii(byte) | Mended::Letter(byte) => {
                self.bytes.push(byte);
                self.places.push(place);
            }
            Mended::Blank => {
                self.bytes.push(b' ');
                self.places.push(place);
            }
            Mended::Kept => self.keep(range),
        }
        self.foreign.push(Foreign { span: place, c, mended });
    }

    /// Takes over bytes as they are; all of them are 0x80 or more, since no control character is kept.
    fn keep(&mut self, range: Range<usize>) {
        let place = Span::from(range.clone()).shifted(self.base);
        for &byte in &self.raw[range] {
            self.bytes.push(byte);
            self.places.push(place);
        }
    }

    /// Whether a blank here would part two words.
    fn parts(&mut self, after: usize) -> bool {
        if self.next_native < after {
            self.next_native = self.raw[after..]
                .iter()
                .position(|&byte| is_native(byte))
                .map_or(self.raw.len(), |at| after + at);
        }
        let next = self.raw.get(self.next_native).copied();
        self.bytes.last().is_some_and(|&last| !is_joint(last)) && next.is_some_and(|next| !is_joint(next))
    }
}

fn mended(c: char) -> Mended {
    match c {
        '\n'
        | '\r'
        | '\x0b'
        | '\x0c'
        | '\u{85}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Mended::Blank,
        // Only here a `*` means something.
        '\u{2217}' | '\u{204e}' | '\u{fe61}' => Mended::Ascii(b'*'),
        _ => match look_alike(c) {
            Some(LookAlike::Ascii(byte)) => Mended::Ascii(byte),
            Some(LookAlike::Quote) => Mended::Gone,
            None if !is_plain(c) => Mended::Gone,
            None => latin(c).map_or(Mended::Kept, Mended::Letter),
        },
    }
}

/// The ASCII letter that a Cyrillic or Greek one looks like.
const fn latin(c: char) -> Option<u8> {
    Some(match c {
        'а' => b'a',
        'е' => b'e',
        'і' | 'ι' => b'i',
        'ј' => b'j',
        'о' | 'ο' => b'o',
        'р' | 'ρ' => b'p',
        'с' | 'ϲ' => b'c',
        'ѕ' => b's',
        'х' | 'χ' => b'x',
        'у' => b'y',
        'ν' | 'ѵ' => b'v',
        'ԁ' => b'd',
        'һ' => b'h',
        'ԛ' => b'q',
        'ԝ' => b'w',
        'А' | 'Α' => b'A',
        'В' | 'Β' => b'B',
        'Е' | 'Ε' => b'E',
        'М' | 'Μ' => b'M',
        'Н' | 'Η' => b'H',
        'О' | 'Ο' => b'O',
        'Р' | 'Ρ' => b'P',
        'С' | 'Ϲ' => b'C',
        'Т' | 'Τ' => b'T',
        'Х' | 'Χ' => b'X',
        'Ѕ' => b'S',
        'І' | 'Ι' => b'I',
        'К' | 'Κ' => b'K',
        _ => return None,
    })
}

/// Reports foreign characters, equal neighbours as one, by `rule`, whose message wants `what`.
pub(super) fn report(text: &[u8], foreign: &[Foreign], rule: &'static Rule, sink: &mut Sink<'_>) {
    if later::USUAL_ALONE {
        // There are none.
        return;
    }
    for run in foreign.chunk_by(|a, b| a.span.end == b.span.start && a.c == b.c) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let span = Span::new(first.span.start, last.span.end);
        sink.at(rule, span, |finding| {
            let mut what = words(text, *first, span);
            if run.len() > 1 {
                what = format!("{} times {what}", run.len());
            }
            let finding = finding.with("what", what);
            // Of a run of blanks only the first may stand for one.
            match first.mended {
                Mended::Gone => finding.replace(span, ""),
                Mended::Blank => finding.replace(span, " "),
                Mended::Ascii(byte) => finding.replace(span, char::from(byte).to_string().repeat(run.len())),
                Mended::Letter(byte) => finding.suggest(span, char::from(byte).to_string().repeat(run.len())),
                Mended::Kept => finding,
            }
        });
    }
}

fn words(text: &[u8], foreign: Foreign, span: Span) -> String {
    match foreign.c {
        // `show` writes bytes that are no UTF-8 by their values.
        None => format!("{}, which is no UTF-8,", show(span.of(text))),
        Some(c) => match name_of(c) {
            Some(name) => format!("{name} (U+{:04X})", u32::from(c)),
            None if is_plain(c) => format!("`{c}` (U+{:04X})", u32::from(c)),
            None => format!("an invisible character (U+{:04X})", u32::from(c)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let text = text.as_bytes();
        let (clean, _) = Clean::new(text, Span::new(0, text.len()), &[]);
        String::from_utf8_lossy(&clean.bytes).into_owned()
    }

    #[test]
    fn what_is_surely_meant_is_put_in_its_place() {
        for (text, mended) in [
            ("v=STSv1; id=1", "v=STSv1; id=1"),
            ("v=STSv1;\u{a0}id=1\u{a0}\u{a0}", "v=STSv1;id=1"),
            ("v=STSv1\u{a0}\u{a0}id=1", "v=STSv1 id=1"),
            ("\u{feff}v=ST\u{200b}Sv1； id＝1\n", "v=STSv1; id=1"),
            ("“v=ЅТЅv1”", "v=STSv1"),
            ("id=é", "id=é"),
        ] {
            assert_eq!(clean(text), mended, "{text:?}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "xx\u{feff}ab\u{a0}c".as_bytes();
        let (clean, foreign) = Clean::new(text, Span::new(2, text.len()), &[]);
        assert_eq!(&*clean.bytes, b"ab c");
        assert_eq!(clean.span(0..2), Span::new(5, 7));
        assert_eq!(clean.span(2..4), Span::new(7, 10));
        assert_eq!(clean.span(4..4), Span::point(10));
        assert_eq!(foreign.iter().map(|f| f.span.start).collect::<Vec<_>>(), [2, 7]);
    }

    #[test]
    fn dropped_pieces_are_left_out() {
        let (clean, foreign) = Clean::new(b"\"ab\"", Span::new(0, 4), &[Span::new(0, 1), Span::new(3, 4)]);
        assert_eq!(&*clean.bytes, b"ab");
        assert_eq!(clean.span(0..2), Span::new(1, 3));
        assert!(foreign.is_empty());
    }
}
