//! What a DNS tool, a web form or a word processor left in the text: quotes, escapes, invisible and look-alike
//! characters. Each is reported here and taken away, so that what follows reads what was meant and one cause has one
//! error.

use super::rules::{ESCAPED_VALUE, HIDDEN_CHARACTER, LOOK_ALIKE, QUOTED_VALUE};
use super::sink::{Places, file};
use crate::later;
use crate::rule::{Finding, Findings};
use crate::text::{LookAlike, Span, is_plain, look_alike, name_of};
use std::borrow::Cow;

/// The text as it was meant.
#[derive(Debug)]
pub(super) struct Surface<'a> {
    /// The text.
    pub(super) text: Cow<'a, [u8]>,
    /// Where its octets stood.
    pub(super) places: Places,
    /// Whether something had to be taken away or replaced: an error each.
    pub(super) touched: bool,
}

/// Reads the surface of a record.
pub(super) fn read<'a>(raw: &'a [u8], findings: &mut Findings) -> Surface<'a> {
    let smooth = |&byte: &u8| matches!(byte, b' '..=b'[' | b']'..=b'~' | b'\t');
    let first = raw.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    if raw.iter().all(smooth) && !matches!(first, Some(b'"' | b'\'' | b'`')) {
        return Surface {
            text: Cow::Borrowed(raw),
            places: Places::default(),
            touched: false,
        };
    }
    Cleaner {
        raw,
        out: Vec::with_capacity(raw.len()),
        places: Places::default(),
        copied: 0,
        touched: false,
        findings,
    }
    .clean()
}

struct Cleaner<'a, 'f> {
    raw: &'a [u8],
    out: Vec<u8>,
    places: Places,
    /// Up to where the text is copied or dealt with.
    copied: usize,
    touched: bool,
    findings: &'f mut Findings,
}

impl<'a> Cleaner<'a, '_> {
    fn clean(mut self) -> Surface<'a> {
        let quoted = self.quotes();
        let mut quoted = quoted.into_iter().peekable();
        let mut at = 0;
        while at < self.raw.len() {
            if let Some(span) = quoted.next_if(|span| span.start <= at) {
                self.put(span, b"");
                at = span.end.max(at);
                continue;
            }
            // No step goes over the next quote: those are told apart first.
            let limit = quoted.peek().map_or(self.raw.len(), |span| span.start);
            at = self.step(at, limit);
        }
        self.copy(self.raw.len());
        Surface {
            text: Cow::Owned(self.out),
            places: self.places,
            touched: self.touched,
        }
    }

    /// Deals with what stands at `at`; gives the place to go on at, `limit` at most.
    fn step(&mut self, at: usize, limit: usize) -> usize {
        match self.raw.get(at) {
            Some(b'\\') => self.escape(at, limit),
            Some(b' '..=b'~' | b'\t') | None => at + 1,
            Some(_) => self.foreign(at, limit),
        }
    }

    /// The spans of quotes round the value and between its strings, if it begins with one.
    fn quotes(&mut self) -> Vec<Span> {
        let raw = self.raw;
        let lead = run(raw, 0);
        if !lead.quoted {
            return Vec::new();
        }
        let mut spans = vec![Span::new(0, lead.end)];
        let tail = run_back(raw, lead.end);
        let mut at = lead.end;
        while at < tail.end {
            if raw.get(at) == Some(&b'"') {
                let blanks = raw[at + 1..]
                    .iter()
                    .take_while(|byte| matches!(byte, b' ' | b'\t'))
                    .count();
                let close = at + 1 + blanks;
                if close < tail.end && raw.get(close) == Some(&b'"') {
                    spans.push(Span::new(at, close + 1));
                    at = close;
                }
            }
            at += 1;
        }
        if tail.quoted {
            spans.push(Span::new(tail.end, raw.len()));
        }
        let finding = spans
            .iter()
            .fold(QUOTED_VALUE.at(0..lead.end), |finding, &span| finding.replace(span, ""));
        self.add(finding);
        spans
    }

    /// A backslash: an escape, or a character that the grammar will report.
    fn escape(&mut self, at: usize, limit: usize) -> usize {
        let slashes = self.raw[at..limit].iter().take_while(|&&byte| byte == b'\\').count();
        let end = at + slashes;
        let rest = &self.raw[end..limit];
        let (length, byte, sure) = match rest {
            [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => match decode(*a, *b, *c) {
                Some(byte) => (3, byte, false),
                None => return end,
            },
            [byte @ (b';' | b'"' | b',' | b':' | b'=' | b'@' | b' '), ..] => (1, *byte, true),
            _ => return end,
        };
        let span = Span::new(at, end + length);
        let finding = ESCAPED_VALUE.at(span).with_bytes("text", span.of(self.raw));
        let mended = char::from(byte);
        self.add(if sure {
            finding.replace(span, mended)
        } else {
            finding.suggest(span, mended)
        });
        self.put(span, &[byte]);
        span.end
    }

    /// Octets that are no printable ASCII: a run of hidden ones, a look-alike, or a letter that the grammar will report.
    fn foreign(&mut self, at: usize, limit: usize) -> usize {
        if later::unusual().is_none() {
            return at + 1;
        }
        let mut end = at;
        let mut first = None;
        while let Some(seen) = look(&self.raw[end..limit]) {
            match seen {
                Seen::Hidden(length, c) => {
                    first.get_or_insert(c);
                    end += length;
                }
                Seen::LookAlike(length, c, plain) if first.is_none() => {
                    let span = Span::new(at, at + length);
                    let finding = LOOK_ALIKE.at(span).with("what", name_of(c).unwrap_or("a look-alike"));
                    self.add(
                        finding
                            .with("code", code(c))
                            .suggest(span, plain.map_or(String::new(), |plain| char::from(plain).into())),
                    );
                    self.put(span, plain.as_slice());
                    return span.end;
                }
                Seen::Letter(length) if first.is_none() => return at + length,
                Seen::LookAlike(..) | Seen::Letter(_) => break,
            }
        }
        let Some(first) = first else {
            return at + 1;
        };
        let span = Span::new(at, end);
        let finding = HIDDEN_CHARACTER.at(span).replace(span, "");
        self.add(match first {
            Some(c) => finding
                .with("what", name_of(c).unwrap_or("an invisible character"))
                .with("code", code(c)),
            None => finding
                .with("what", "an octet that is no text")
                .with_bytes("code", &self.raw[at..=at]),
        });
        self.put(span, b"");
        end
    }

    /// Puts `new` in the place of `span`.
    fn put(&mut self, span: Span, new: &[u8]) {
        self.copy(span.start);
        if new.is_empty() {
            self.places.resume(self.out.len(), span.start, span.end);
        } else {
            self.places.resume(self.out.len(), span.start, span.start);
            self.out.extend_from_slice(new);
            self.places.resume(self.out.len(), span.end, span.end);
        }
        self.copied = span.end;
    }

    fn copy(&mut self, to: usize) {
        self.out.extend_from_slice(Span::new(self.copied, to).of(self.raw));
        self.copied = to;
    }

    fn add(&mut self, finding: Finding) {
        self.touched = true;
        file(self.findings, finding);
    }
}

/// A run of quotes, backslashes and blanks at an end of the text.
struct Run {
    /// Where it ends; seen from the end of the text, where it begins.
    end: usize,
    /// Whether there is a quote in it.
    quoted: bool,
}

fn run(raw: &[u8], from: usize) -> Run {
    let mut run = Run {
        end: from,
        quoted: false,
    };
    while let Some(rest) = raw.get(run.end..).filter(|rest| !rest.is_empty()) {
        if let Some(quote) = QUOTES.iter().find(|quote| rest.starts_with(quote)) {
            run.quoted = true;
            run.end += quote.len();
        } else if matches!(rest, [b' ' | b'\t' | b'\\', ..]) {
            run.end += 1;
        } else {
            break;
        }
    }
    run
}

fn run_back(raw: &[u8], from: usize) -> Run {
    let mut run = Run {
        end: raw.len(),
        quoted: false,
    };
    while let Some(rest) = raw.get(from..run.end).filter(|rest| !rest.is_empty()) {
        if let Some(quote) = QUOTES.iter().find(|quote| rest.ends_with(quote)) {
            run.quoted = true;
            run.end -= quote.len();
        } else if matches!(rest, [.., b' ' | b'\t' | b'\\']) {
            run.end -= 1;
        } else {
            break;
        }
    }
    run
}

const QUOTES: [&[u8]; 11] = [
    b"\"",
    b"'",
    b"`",
    "\u{2018}".as_bytes(),
    "\u{2019}".as_bytes(),
    "\u{201a}".as_bytes(),
    "\u{201c}".as_bytes(),
    "\u{201d}".as_bytes(),
    "\u{201e}".as_bytes(),
    "\u{ab}".as_bytes(),
    "\u{bb}".as_bytes(),
];

/// What stands at the beginning of a text.
enum Seen {
    /// An octet that is no UTF-8 (`None`), or a character that can't be seen.
    Hidden(usize, Option<char>),
    /// A character that passes for the octet given; `None` for a quotation mark, which has no business here.
    LookAlike(usize, char, Option<u8>),
    /// Anything else that is no ASCII.
    Letter(usize),
}

/// `None` for ASCII that can be seen, and at the end.
fn look(text: &[u8]) -> Option<Seen> {
    let head = &text[..text.len().min(4)];
    let chunk = head.utf8_chunks().next()?;
    let Some(c) = chunk.valid().chars().next() else {
        return Some(Seen::Hidden(1, None));
    };
    if matches!(c, ' '..='~' | '\t') {
        return None;
    }
    let length = c.len_utf8();
    Some(match look_alike(c) {
        Some(LookAlike::Ascii(plain)) => Seen::LookAlike(length, c, Some(plain)),
        Some(LookAlike::Quote) => Seen::LookAlike(length, c, None),
        None if !is_plain(c) => Seen::Hidden(length, Some(c)),
        None => Seen::Letter(length),
    })
}

/// The character of `\DDD`: octal in tinydns, decimal in zone files. `None` where neither gives a sign that a record
/// could hold and an escape would be used for.
fn decode(a: u8, b: u8, c: u8) -> Option<u8> {
    let digits = [a, b, c].map(|digit| u32::from(digit - b'0'));
    let number = |base: u32| {
        digits
            .iter()
            .all(|&digit| digit < base)
            .then(|| digits.iter().fold(0, |sum, digit| sum * base + digit))
    };
    [number(8), number(10)]
        .into_iter()
        .flatten()
        .filter_map(|number| u8::try_from(number).ok())
        .find(|byte| matches!(byte, b' '..=b'~') && !byte.is_ascii_alphanumeric() && *byte != b'\\')
}

fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(raw: &[u8]) -> (String, Vec<&'static str>) {
        let mut findings = Findings::new();
        let surface = read(raw, &mut findings);
        let names = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        assert_eq!(surface.touched, findings.has_error());
        (String::from_utf8_lossy(&surface.text).into_owned(), names)
    }

    #[test]
    fn what_tools_leave_behind_is_named_and_taken_away() {
        let cases: [(&str, &str, &[&str]); 13] = [
            ("v=x; a=\"b\"", "v=x; a=\"b\"", &[]),
            ("\"v=x; a=b\"", "v=x; a=b", &["QUOTED_VALUE"]),
            ("\u{201c}v=x\u{201d}", "v=x", &["QUOTED_VALUE"]),
            ("\"v=x;\" \"a=b\"", "v=x;a=b", &["QUOTED_VALUE"]),
            ("\\\"v=x\\\"", "v=x", &["QUOTED_VALUE"]),
            ("v=x\\; a", "v=x; a", &["ESCAPED_VALUE"]),
            ("v=x;\\040a\\059b\\073", "v=x; a;b;", &["ESCAPED_VALUE"; 3]),
            ("v=x;\\123\\a", "v=x;{\\a", &["ESCAPED_VALUE"]),
            ("v=x;\u{a0}\u{200b}a\r\n", "v=x;a", &["HIDDEN_CHARACTER"; 2]),
            ("v\u{ff1d}x\u{ff1b}", "v=x;", &["LOOK_ALIKE"; 2]),
            ("a=\u{201c}b\u{201d}", "a=b", &["LOOK_ALIKE"; 2]),
            ("a=b\u{fc}c", "a=b\u{fc}c", &[]),
            ("\"\"", "", &["QUOTED_VALUE"]),
        ];
        for (raw, text, names) in cases {
            assert_eq!(cleaned(raw.as_bytes()), (text.to_owned(), names.to_vec()), "{raw:?}");
        }
        assert_eq!(cleaned(b"a\xff\xfeb"), ("ab".into(), vec!["HIDDEN_CHARACTER"]));
        assert_eq!(cleaned(b"a\xe2\x80"), ("a".into(), vec!["HIDDEN_CHARACTER"]));
    }
}
