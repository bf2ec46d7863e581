//! The reader itself: one pass over the bytes, without recursion.

use super::tape::{Item, NONE, Node, Shape, Tape};
use super::{Error, ErrorKind, Limits, MOST_ODDITIES, Oddity, OddityKind, string};
use crate::order::sort_with;
use crate::text::Span;

/// Reads a text up to its end or its first fault. What was read before a fault stays; see [`Tape::error`].
#[must_use]
pub fn scan(text: &[u8], limits: Limits) -> Tape<'_> {
    let mut scanner = Scanner {
        at: 0,
        values: 0,
        depth: 0,
        open: NONE,
        keyed: false,
        limits,
        tape: Tape::new(text),
    };
    // Where it is none, the fault is in the tape.
    let _ = scanner.text();
    scanner.finish()
}

/// Whether an object has few members and their names stand there as they are meant, each another one: told without a list
/// of them.
fn differ(object: Item<'_, '_>) -> bool {
    const FEW: usize = 16;
    let members = || object.members().map(|(key, _)| key);
    let few = members().nth(FEW).is_none() && members().all(Item::is_plain);
    few && members()
        .enumerate()
        .all(|(at, key)| members().take(at).all(|before| before.raw() != key.raw()))
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

struct Scanner<'a> {
    at: usize,
    values: usize,
    depth: usize,
    /// The innermost array or object that is open; its `next` leads to the one around it until it is closed.
    open: u32,
    /// Whether a key came last, whose value is awaited.
    keyed: bool,
    limits: Limits,
    tape: Tape<'a>,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.tape.text.get(self.at).copied()
    }

    /// Ends the reading here.
    #[cold]
    fn fail<T>(&mut self, kind: ErrorKind) -> Option<T> {
        self.tape.error = Some(Error { at: self.at, kind });
        None
    }

    /// What stands here doesn't fit.
    fn unexpected<T>(&mut self) -> Option<T> {
        self.fail(self.peek().map_or(ErrorKind::Ends, ErrorKind::Unexpected))
    }

    fn odd(&mut self, oddity: Oddity) {
        if self.tape.oddities.len() < MOST_ODDITIES {
            self.tape.oddities.push(oddity);
        }
    }

    fn skip_blanks(&mut self) {
        // Mostly there is none.
        if self.peek().is_some_and(is_blank) {
            self.skip_more_blanks();
        }
    }

    /// Goes behind what blanks stand here: mostly a line end and many of one kind.
    #[inline(never)]
    fn skip_more_blanks(&mut self) {
        while let Some(blank) = self.peek().filter(|&byte| is_blank(byte)) {
            self.at += 1;
            if blank == b'\n' {
                continue;
            }
            while let Some(eight) = self.tape.text.get(self.at..).and_then(<[u8]>::first_chunk) {
                let others = u64::from_le_bytes(*eight) ^ (string::EACH * u64::from(blank));
                self.at += others.trailing_zeros() as usize / 8;
                if others != 0 {
                    break;
                }
            }
        }
    }

    /// Takes `byte`, if it stands here.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn text(&mut self) -> Option<()> {
        if u32::try_from(self.tape.text.len()).is_err() {
            return self.fail(ErrorKind::TooMany);
        }
        if self.tape.text.starts_with(b"\xef\xbb\xbf") {
            self.at = 3;
            let span = Span::new(0, 3);
            let kind = OddityKind::ByteOrderMark;
            self.odd(Oddity { span, kind });
        }
        self.skip_blanks();
        self.values()?;
        self.skip_blanks();
        if self.peek().is_some() {
            return self.fail(ErrorKind::Trailing);
        }
        Some(())
    }

    /// Reads a value with all that is in it.
    fn values(&mut self) -> Option<()> {
        loop {
            if self.begin()? {
                continue;
            }
            // A value has ended.
            loop {
                let Some(shape) = self.tape.shape(self.open) else {
                    return Some(());
                };
                self.skip_blanks();
                let close = if shape == Shape::Object { b'}' } else { b']' };
                if self.take(close) {
                    self.close();
                } else if self.take(b',') {
                    self.skip_blanks();
                    if shape == Shape::Object {
                        self.key()?;
                    }
                    break;
                } else {
                    return self.unexpected();
                }
            }
        }
    }

    /// Reads a value, or the beginning of an array or object that holds something; whether it is such a one.
    fn begin(&mut self) -> Option<bool> {
        if self.depth > self.limits.deepest {
            return self.fail(ErrorKind::TooDeep);
        }
        self.values += 1;
        if self.values > self.limits.most_values {
            return self.fail(ErrorKind::TooMany);
        }
        let start = self.at;
        let shape = match self.peek() {
            Some(b'{') => return self.container(Shape::Object, b'}'),
            Some(b'[') => return self.container(Shape::Array, b']'),
            Some(b'"') => {
                let plain = self.string()?;
                self.push(start, Shape::String, plain);
                return Some(false);
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Shape::True)?,
            Some(b'f') => self.word("false", Shape::False)?,
            Some(b'n') => self.word("null", Shape::Null)?,
            _ => return self.unexpected(),
        };
        self.push(start, shape, true);
        Some(false)
    }

    /// Adds what begins at `start` and ends here.
    #[allow(clippy::cast_possible_truncation)] // longer texts are refused at the beginning
    fn push(&mut self, start: usize, shape: Shape, plain: bool) {
        let next = self.tape.nodes.len() as u32 + 1;
        self.tape.nodes.push(Node {
            start: start as u32,
            end: self.at as u32,
            next,
            shape,
            plain,
        });
        self.keyed = false;
    }

    #[allow(clippy::cast_possible_truncation)]
    fn container(&mut self, shape: Shape, close: u8) -> Option<bool> {
        let index = self.tape.nodes.len() as u32;
        self.push(self.at, shape, true);
        if let Some(node) = self.tape.nodes.last_mut() {
            node.next = self.open;
            node.end = 0;
        }
        self.open = index;
        self.depth += 1;
        self.tape.deepest = self.tape.deepest.max(self.depth);
        self.at += 1;
        self.skip_blanks();
        if self.take(close) {
            self.close();
            return Some(false);
        }
        if shape == Shape::Object {
            self.key()?;
        }
        Some(true)
    }

    /// Closes the innermost array or object, here.
    #[allow(clippy::cast_possible_truncation)]
    fn close(&mut self) {
        let (at, next, index) = (self.at as u32, self.tape.nodes.len() as u32, self.open);
        if let Some(node) = self.tape.nodes.get_mut(index as usize) {
            self.open = node.next;
            node.next = next;
            node.end = at;
            self.depth -= 1;
            if !node.plain && self.limits.repetitions {
                self.find_repetitions(index);
            }
        }
    }

    /// Notes members whose name came before in the same object (RFC 7493 §2.3).
    fn find_repetitions(&mut self, object: u32) {
        let item = Item::new(&self.tape, object);
        if differ(item) {
            return;
        }
        let mut names: Vec<_> = item.members().map(|(key, _)| (key.text(), key.span())).collect();
        sort_with(&mut names, |a, b| a < b);
        let mut repeated: Vec<Span> = Vec::new();
        for pair in names.windows(2) {
            if let [(before, _), (name, span)] = pair
                && before == name
            {
                repeated.push(*span);
            }
        }
        sort_with(&mut repeated, |a, b| a < b);
        for span in repeated {
            let kind = OddityKind::MemberRepeated;
            self.odd(Oddity { span, kind });
        }
    }

    /// Reads the name of a member and the colon.
    fn key(&mut self) -> Option<()> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return self.unexpected();
        }
        let plain = self.string()?;
        self.glance(start, plain);
        self.push(start, Shape::String, plain);
        self.keyed = true;
        self.skip_blanks();
        if !self.take(b':') {
            return self.unexpected();
        }
        self.take(b' ');
        self.skip_blanks();
        Some(())
    }

    /// Notes in the object that is open whether the name that begins at `start` and ends here may have come before: of
    /// most objects a glance at each name tells that all differ. The names of RFC 8460 do.
    fn glance(&mut self, start: usize, plain: bool) {
        let last = self.at.checked_sub(2).and_then(|at| self.tape.text.get(at)).copied();
        let hash = (self.at - start) * 6 + usize::from(last.unwrap_or_default());
        let bit = 1 << (hash % 32);
        if let Some(object) = self.tape.nodes.get_mut(self.open as usize) {
            object.plain &= plain && object.end & bit == 0;
            object.end |= bit;
        }
    }

    fn word(&mut self, word: &str, shape: Shape) -> Option<Shape> {
        for byte in word.bytes() {
            if !self.take(byte) {
                return self.unexpected();
            }
        }
        Some(shape)
    }

    fn number(&mut self) -> Option<Shape> {
        let start = self.at;
        self.take(b'-');
        let zero = self.peek() == Some(b'0');
        let whole = self.digits();
        let fraction = !self.take(b'.') || self.digits() > 0;
        let exponent = if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits() > 0
        } else {
            true
        };
        if whole == 0 || (zero && whole > 1) || !fraction || !exponent {
            self.at = start;
            return self.fail(ErrorKind::Number);
        }
        Some(Shape::Number)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// Goes behind a string; whether it stands there as it is meant, in ASCII and without escapes.
    fn string(&mut self) -> Option<bool> {
        let rest = self.tape.text.get(self.at + 1..).unwrap_or_default();
        let end = string::plain(rest);
        if rest.get(end) == Some(&b'"') {
            self.at += end + 2;
            return Some(true);
        }
        self.other_string()
    }

    /// The same, of a string that stands there otherwise.
    #[inline(never)]
    fn other_string(&mut self) -> Option<bool> {
        let text = self.tape.text;
        let mut odd = Vec::new();
        let read = string::read(text, self.at, &mut |oddity| {
            if odd.len() < MOST_ODDITIES {
                odd.push(oddity);
            }
        });
        for oddity in odd {
            self.odd(oddity);
        }
        match read {
            Ok((_, end)) => self.at = end,
            Err(error) => {
                self.at = error.at;
                return self.fail(error.kind);
            }
        }
        Some(false)
    }

    /// Closes what is open where a fault ended the reading.
    fn finish(mut self) -> Tape<'a> {
        if self.keyed {
            self.tape.nodes.pop();
        }
        while self.open != NONE {
            self.close();
        }
        self.tape
    }
}
