//! The reader itself: one pass over the bytes.

use super::{
    DEEPEST, Document, Error, ErrorKind, Key, Kind, MOST_ODDITIES, MOST_VALUES, Member, Oddity, OddityKind, Value,
};
use crate::text::Span;

/// Reads a JSON text.
///
/// # Errors
/// Says where the first thing stands that is no JSON, or that passes a limit.
pub fn parse(text: &[u8]) -> Result<Document, Error> {
    let mut reader = Reader {
        text,
        at: 0,
        values: 0,
        oddities: Vec::new(),
    };
    if text.starts_with(b"\xef\xbb\xbf") {
        reader.at = 3;
        reader.odd(0, 3, OddityKind::ByteOrderMark);
    }
    reader.skip_blanks();
    let root = reader.value(0)?;
    reader.skip_blanks();
    if reader.at < text.len() {
        return Err(reader.error(ErrorKind::Trailing));
    }
    Ok(Document {
        root,
        oddities: reader.oddities,
    })
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    values: usize,
    oddities: Vec<Oddity>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    const fn error(&self, kind: ErrorKind) -> Error {
        Error { at: self.at, kind }
    }

    /// What stands here doesn't fit.
    fn unexpected(&self) -> Error {
        self.error(self.peek().map_or(ErrorKind::Ends, ErrorKind::Unexpected))
    }

    /// Notes an oddity.
    fn odd(&mut self, start: usize, end: usize, kind: OddityKind) {
        if self.oddities.len() < MOST_ODDITIES {
            let span = Span::new(start, end);
            self.oddities.push(Oddity { span, kind });
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes `byte`, if it stands here.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Reads a value; recursion ends at [`DEEPEST`].
    fn value(&mut self, depth: usize) -> Result<Value, Error> {
        if depth > DEEPEST {
            return Err(self.error(ErrorKind::TooDeep));
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(self.error(ErrorKind::TooMany));
        }
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => Kind::Object(self.list(b'}', |reader| reader.member(depth + 1))?),
            Some(b'[') => Kind::Array(self.list(b']', |reader| reader.value(depth + 1))?),
            Some(b'"') => Kind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            Some(b't') => self.word("true", Kind::Bool(true))?,
            Some(b'f') => self.word("false", Kind::Bool(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            _ => return Err(self.unexpected()),
        };
        let span = Span::new(start, self.at);
        Ok(Value { span, kind })
    }

    /// Reads what stands between brackets, with commas between.
    fn list<T>(&mut self, close: u8, item: impl Fn(&mut Self) -> Result<T, Error>) -> Result<Vec<T>, Error> {
        self.at += 1;
        self.skip_blanks();
        let mut items = Vec::new();
        if self.take(close) {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            self.skip_blanks();
            if self.take(close) {
                return Ok(items);
            }
            if !self.take(b',') {
                return Err(self.unexpected());
            }
            self.skip_blanks();
        }
    }

    fn member(&mut self, depth: usize) -> Result<Member, Error> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        let text = self.string()?;
        let span = Span::new(start, self.at);
        self.skip_blanks();
        if !self.take(b':') {
            return Err(self.unexpected());
        }
        self.skip_blanks();
        let value = self.value(depth)?;
        let key = Key { text, span };
        Ok(Member { key, value })
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, Error> {
        for byte in word.bytes() {
            if !self.take(byte) {
                return Err(self.unexpected());
            }
        }
        Ok(kind)
    }

    fn number(&mut self) -> Result<String, Error> {
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
            return Err(self.error(ErrorKind::Number));
        }
        // Digits, signs, dots and letters: every byte is a character.
        let bytes = Span::new(start, self.at).of(self.text);
        Ok(bytes.iter().map(|&byte| byte as char).collect())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn string(&mut self) -> Result<String, Error> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..=0x1f)) {
                self.at += 1;
            }
            self.plain(start, &mut out);
            match self.peek() {
                None => return Err(self.error(ErrorKind::Ends)),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => self.escape(&mut out)?,
                Some(control) => {
                    out.push(control as char);
                    self.at += 1;
                    self.odd(self.at - 1, self.at, OddityKind::RawControl);
                }
            }
        }
    }

    /// Adds the bytes from `start` up to here; U+FFFD for what is no UTF-8.
    fn plain(&mut self, start: usize, out: &mut String) {
        let text = self.text;
        let mut at = start;
        for chunk in Span::new(start, self.at).of(text).utf8_chunks() {
            out.push_str(chunk.valid());
            at += chunk.valid().len() + chunk.invalid().len();
            if !chunk.invalid().is_empty() {
                out.push(char::REPLACEMENT_CHARACTER);
                self.odd(at - chunk.invalid().len(), at, OddityKind::NotUtf8);
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), Error> {
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
            Some(b'u') => return self.unicode(out),
            Some(_) => return Err(self.error(ErrorKind::Escape)),
        };
        out.push(plain);
        self.at = start + 2;
        Ok(())
    }

    /// Reads the escape of `\u` and four hex digits, and a second one where both make a pair.
    fn unicode(&mut self, out: &mut String) -> Result<(), Error> {
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
        out.push(char::from_u32(code).unwrap_or_else(|| {
            self.odd(start, start + 6, OddityKind::LoneSurrogate);
            char::REPLACEMENT_CHARACTER
        }));
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
