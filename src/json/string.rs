//! Strings: where they end, and what they say.

use super::{Error, ErrorKind, Oddity, OddityKind};
use crate::text::Span;

/// Reads the string whose first quote stands at `start`: what it says, and the place behind its last quote. What is
/// mended goes to `odd`.
pub(super) fn read(text: &[u8], start: usize, odd: &mut dyn FnMut(Oddity)) -> Result<(String, usize), Error> {
    let mut reader = Reader {
        text,
        at: start + 1,
        out: String::new(),
        odd,
    };
    reader.read()?;
    Ok((reader.out, reader.at))
}

/// A byte in each of eight.
pub(super) const EACH: u64 = u64::MAX / 0xff;

/// How many bytes at the beginning of a text stand in a string as they are meant: ASCII, neither control character nor quote
/// nor backslash.
pub(super) fn plain(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let others = others(u64::from_le_bytes(*eight));
        if others != 0 {
            return text.len() - rest.len() + others.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    let is_plain = |byte: &&u8| matches!(byte, b' ' | b'!' | b'#'..=b'[' | b']'..=b'\x7f');
    text.len() - rest.len() + rest.iter().take_while(is_plain).count()
}

/// Which of eight bytes are not, seen all at once: the high bit is set of the first that isn't, perhaps of some behind it,
/// and of none before it.
const fn others(eight: u64) -> u64 {
    // The high bit of a byte is set where it was, and where taking something from it borrows: that reaches from such a
    // byte into those behind it alone.
    let below = eight.wrapping_sub(EACH * 0x20);
    let quote = (eight ^ (EACH * b'"' as u64)).wrapping_sub(EACH);
    let backslash = (eight ^ (EACH * b'\\' as u64)).wrapping_sub(EACH);
    (eight | below | quote | backslash) & (EACH * 0x80)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    out: String,
    odd: &'a mut dyn FnMut(Oddity),
}

impl Reader<'_> {
    const fn error(&self, kind: ErrorKind) -> Error {
        Error { at: self.at, kind }
    }

    fn odd(&mut self, start: usize, end: usize, kind: OddityKind) {
        let span = Span::new(start, end);
        (self.odd)(Oddity { span, kind });
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn read(&mut self) -> Result<(), Error> {
        loop {
            let start = self.at;
            self.at += plain(self.text.get(start..).unwrap_or_default());
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            self.add(start);
            match self.peek() {
                None => return Err(self.error(ErrorKind::Ends)),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(control) => {
                    self.out.push(control as char);
                    self.at += 1;
                    self.odd(self.at - 1, self.at, OddityKind::RawControl);
                }
            }
        }
    }

    /// Adds the bytes from `start` up to here; U+FFFD for what is no UTF-8.
    fn add(&mut self, start: usize) {
        let bytes = Span::new(start, self.at).of(self.text);
        if let Ok(text) = std::str::from_utf8(bytes) {
            self.out.push_str(text);
            return;
        }
        let mut at = start;
        for chunk in bytes.utf8_chunks() {
            self.out.push_str(chunk.valid());
            at += chunk.valid().len() + chunk.invalid().len();
            if !chunk.invalid().is_empty() {
                self.out.push(char::REPLACEMENT_CHARACTER);
                self.odd(at - chunk.invalid().len(), at, OddityKind::NotUtf8);
            }
        }
    }

    fn escape(&mut self) -> Result<(), Error> {
        let start = self.at;
        let letter = self.text.get(start + 1).copied();
        let plain = match letter {
            None => return Err(self.error(ErrorKind::Ends)),
            Some(byte @ (b'"' | b'\\' | b'/')) => byte as char,
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            Some(_) => return Err(self.error(ErrorKind::Escape)),
        };
        self.out.push(plain);
        self.at = start + 2;
        Ok(())
    }

    /// Reads the escape of `\u` and four hex digits, and a second one where both make a pair.
    fn unicode(&mut self) -> Result<(), Error> {
        let start = self.at;
        let unit = self.unit(start).ok_or(self.error(ErrorKind::Escape))?;
        self.at += 6;
        let second = match unit {
            0xd800..=0xdbff => self.unit(self.at).filter(|low| (0xdc00..=0xdfff).contains(low)),
            _ => None,
        };
        let code = match second {
            Some(low) => {
                self.at += 6;
                0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
            }
            None => unit,
        };
        let read = char::from_u32(code).unwrap_or_else(|| {
            self.odd(start, start + 6, OddityKind::LoneSurrogate);
            char::REPLACEMENT_CHARACTER
        });
        self.out.push(read);
        Ok(())
    }

    /// The four hex digits behind `\u` at `at`.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 6)?.strip_prefix(b"\\u")?;
        digits
            .iter()
            .try_fold(0, |code, &digit| Some(code << 4 | (digit as char).to_digit(16)?))
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_bytes_are_counted_wherever_they_end() {
        for byte in 0..=u8::MAX {
            let is_plain = (b' '..=b'\x7f').contains(&byte) && byte != b'"' && byte != b'\\';
            for at in 0..20 {
                let mut text = b"~ !#[]az".repeat(3);
                text[at] = byte;
                assert_eq!(plain(&text), if is_plain { 24 } else { at }, "{byte} at {at}");
            }
        }
        assert_eq!(plain(b""), 0);
    }
}
