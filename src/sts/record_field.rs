//! Reads the fields of the record behind its version (RFC 8461 §3.1).

use super::StsRecord;
use super::clean::Clean;
use super::record::{escaped, find};
use super::record_id;
use super::rules::record::{
    ID_KEY_CASE, ID_MISSING, ID_MISSPELT, ID_REPEATED, RECORD_BLANK_AT_EQUALS, RECORD_COLON, RECORD_DELIMITER_MISSING,
    RECORD_EMPTY_FIELD, RECORD_FIELD_MALFORMED, RECORD_FIELD_UNKNOWN, RECORD_POLICY_FIELD, RECORD_POLICY_LINE,
    RECORD_TRAILING_BLANK, RECORD_VERSION_REPEATED,
};
use super::sink::Sink;
use crate::near;
use crate::text::is_wsp;
use std::ops::Range;

/// Longest name of a field.
const LONGEST_NAME: usize = 32;

/// The reader of the fields.
pub(super) struct Fields<'a, 'b> {
    clean: &'a Clean<'a>,
    bytes: &'a [u8],
    sink: &'a mut Sink<'b>,
    /// Whether `id` is there to the letter; if it is, other spellings are just unknown fields.
    exact: bool,
    /// Where the version stands if it is among the fields; that was reported already.
    version: Option<usize>,
    /// Whether something was taken for the `id`; the record that follows from it.
    seen: bool,
    record: Option<StsRecord>,
}

impl<'a, 'b> Fields<'a, 'b> {
    pub(super) fn new(clean: &'a Clean<'a>, sink: &'a mut Sink<'b>, version: Option<usize>) -> Self {
        Self {
            clean,
            bytes: &clean.bytes,
            sink,
            exact: false,
            version,
            seen: false,
            record: None,
        }
    }

    /// Reads all fields from `at` on.
    pub(super) fn read(mut self, mut at: usize) -> Option<StsRecord> {
        self.exact = self.bytes[at.min(self.bytes.len())..]
            .split(|&byte| byte == b';')
            .any(|field| key_of(field) == b"id");
        while at < self.bytes.len() {
            let end = find(self.bytes, b';', at);
            let piece = &self.bytes[at..end];
            if !is_blank(piece) {
                let begin = at + piece.len() - piece.trim_ascii_start().len();
                self.segment(begin..at + piece.trim_ascii_end().len());
            } else if end < self.bytes.len() {
                at = self.empty(at, end);
                continue;
            }
            at = end + 1;
        }
        self.trailing_blank();
        if !self.seen {
            let span = self.clean.span(self.bytes.len()..self.bytes.len());
            self.sink.at(&ID_MISSING, span, |finding| finding);
        }
        self.record
    }

    /// RFC 8461 §3.1: a delimiter wants a field behind it, but for one at the end. Takes all empty fields from `at`
    /// on as one; gives back where the next field begins.
    fn empty(&mut self, at: usize, mut end: usize) -> usize {
        loop {
            let next = find(self.bytes, b';', end + 1);
            if next == self.bytes.len() || !is_blank(&self.bytes[end + 1..next]) {
                break;
            }
            end = next;
        }
        let cut = self.clean.span(at..end + 1);
        let span = self.clean.span(at.saturating_sub(1)..end + 1);
        self.sink
            .at(&RECORD_EMPTY_FIELD, span, |finding| finding.replace(cut, ""));
        end + 1
    }

    /// RFC 8461 §3.1: blanks only stand next to a delimiter.
    fn trailing_blank(&mut self) {
        let end = self.bytes.trim_ascii_end().len();
        if end < self.bytes.len() && end > 0 && self.bytes[end - 1] != b';' {
            let span = self.clean.span(end..self.bytes.len());
            self.sink
                .at(&RECORD_TRAILING_BLANK, span, |finding| finding.replace(span, ""));
        }
    }

    /// What stands between two semicolons: a field, or several with the semicolon missing.
    fn segment(&mut self, mut range: Range<usize>) {
        while let Some(next) = self.split(&range) {
            let end = range.start + self.bytes[range.start..next].trim_ascii_end().len();
            let end = if self.bytes[end - 1] == b',' { end - 1 } else { end };
            let gap = self.clean.span(end..next);
            self.sink.at(&RECORD_DELIMITER_MISSING, gap, |finding| {
                finding
                    .with_bytes("next", &self.bytes[next..range.end])
                    .replace(gap, "; ")
            });
            self.field(range.start..end);
            range.start = next;
        }
        self.field(range);
    }

    /// Where a second field begins inside a value.
    fn split(&self, range: &Range<usize>) -> Option<usize> {
        let equals = find(&self.bytes[..range.end], b'=', range.start);
        let value = equals + 1;
        let value = value
            + self
                .bytes
                .get(value..range.end)?
                .iter()
                .take_while(|b| b.is_ascii_whitespace())
                .count();
        next_field(self.bytes, value, range.end)
    }

    fn field(&mut self, mut range: Range<usize>) {
        range.start += self.leading_escapes(range.clone());
        let field = &self.bytes[range.clone()];
        if field.is_empty() {
            return;
        }
        let Some(equals) = field.iter().position(|&byte| byte == b'=') else {
            self.without_equals(range);
            return;
        };
        let key = field[..equals].trim_ascii_end();
        let value = field[equals + 1..].trim_ascii_start();
        let key_range = range.start..range.start + key.len();
        let value_range = range.end - value.len()..range.end;
        if key_range.end + 1 < value_range.start && !key.is_empty() && !value.is_empty() {
            let span = self.clean.span(key_range.end..value_range.start);
            self.sink.at(&RECORD_BLANK_AT_EQUALS, span, |finding| {
                finding.with_bytes("key", key).replace(span, "=")
            });
        }
        self.keyed(range, key_range, value_range);
    }

    fn keyed(&mut self, field: Range<usize>, key: Range<usize>, value: Range<usize>) {
        let name = &self.bytes[key.clone()];
        if name == b"id" && !self.seen {
            self.id(value);
            return;
        }
        let stands_for_id = !self.exact && !self.seen && !value.is_empty();
        if stands_for_id && name.eq_ignore_ascii_case(b"id") {
            let span = self.clean.span(key);
            self.sink.at(&ID_KEY_CASE, span, |finding| {
                finding.with_bytes("found", name).replace(span, "id")
            });
            self.id(value);
            return;
        }
        if stands_for_id && is_near_id(name) {
            let span = self.clean.span(key);
            self.sink.at(&ID_MISSPELT, span, |finding| {
                finding.with_bytes("found", name).suggest(span, "id")
            });
            self.id(value);
            return;
        }
        // RFC 8461 §3.1: an ill-formed extension makes the record invalid, also one that repeats a known key.
        if let Err((why, part)) = self.extension(&key, &value) {
            self.malformed(&field, &part, why);
            return;
        }
        let span = self.clean.span(field.clone());
        let cut = self.clean.span(self.with_semicolon(&field));
        let shown = &self.bytes[field];
        match name {
            // RFC 8461 §3.2, last paragraph: of repeated fields the first counts.
            b"id" => self.sink.at(&ID_REPEATED, span, |finding| {
                finding.with_bytes("found", shown).suggest(cut, "")
            }),
            b"v" | b"V" if self.version == Some(key.start) => {}
            b"v" => self.sink.at(&RECORD_VERSION_REPEATED, span, |finding| {
                finding.with_bytes("found", shown).replace(cut, "")
            }),
            _ if is_policy_key(name) => self.sink.at(&RECORD_POLICY_FIELD, span, |finding| {
                finding.with_bytes("key", name).replace(cut, "")
            }),
            // RFC 8461 §3.2, last paragraph: unknown fields are ignored.
            _ => self.sink.at(&RECORD_FIELD_UNKNOWN, span, |finding| {
                finding.with_bytes("key", name).suggest(cut, "")
            }),
        }
    }

    fn id(&mut self, value: Range<usize>) {
        self.seen = true;
        self.record = record_id::judge(self.clean, value, self.sink);
    }

    fn without_equals(&mut self, range: Range<usize>) {
        let field = &self.bytes[range.clone()];
        let word = field
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
            .count();
        let key = &field[..word];
        let gap = field[word..]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b':'))
            .count();
        let value = range.start + word + gap..range.end;
        if gap > 0 && !value.is_empty() && !self.seen && key.eq_ignore_ascii_case(b"id") {
            let span = self.clean.span(range.start + word..value.start);
            let colon = field[word..word + gap].contains(&b':');
            let all = self.clean.span(range.start..value.start);
            self.sink.at(&RECORD_COLON, span, |finding| {
                let found = if colon { ":" } else { "a blank" };
                finding.with_bytes("key", key).with("found", found).replace(all, "id=")
            });
            self.id(value);
        } else if gap > 0 && is_policy_key(key) {
            let span = self.clean.span(range.clone());
            let cut = self.clean.span(self.with_semicolon(&range));
            self.sink.at(&RECORD_POLICY_LINE, span, |finding| {
                finding.with_bytes("field", field).replace(cut, "")
            });
        } else if key == b"id" && key.len() == field.len() && !self.seen {
            self.id(range.end..range.end);
        } else if field.is_ascii() {
            self.malformed(&range, &range, "it has no `=`");
        }
    }

    fn malformed(&mut self, field: &Range<usize>, part: &Range<usize>, why: &'static str) {
        let cut = self.clean.span(self.with_semicolon(field));
        self.sink
            .at(&RECORD_FIELD_MALFORMED, self.clean.span(part.clone()), |finding| {
                finding
                    .with_bytes("field", &self.bytes[field.clone()])
                    .with_words("why", why)
                    .suggest(cut, "")
            });
    }

    /// A field with the semicolon before it, so that both can go; at the beginning with the one behind it.
    fn with_semicolon(&self, field: &Range<usize>) -> Range<usize> {
        let before = self.bytes[..field.start].trim_ascii_end();
        if before.last() == Some(&b';') {
            return before.len() - 1..field.end;
        }
        let behind = field.end
            + self.bytes[field.end..]
                .iter()
                .take_while(|b| b.is_ascii_whitespace())
                .count();
        if before.is_empty() && self.bytes.get(behind) == Some(&b';') {
            let rest = &self.bytes[behind + 1..];
            return field.start..self.bytes.len() - rest.trim_ascii_start().len();
        }
        field.clone()
    }

    /// Blanks written as `\032` or `\040` at the beginning of a field; gives back how many bytes they take.
    fn leading_escapes(&mut self, range: Range<usize>) -> usize {
        let mut taken = 0;
        while let Some(escape) = self.bytes[range.clone()].get(taken..taken + 4) {
            if !matches!(escape, b"\\032" | b"\\040") {
                break;
            }
            let at = range.start + taken;
            escaped(self.clean, self.sink, at..at + 4, " ", "a blank");
            taken += 4;
        }
        taken
    }

    /// Checks a field by the grammar of extensions (RFC 8461 §3.1). Bytes that were reported already don't count.
    fn extension(&self, key: &Range<usize>, value: &Range<usize>) -> Result<(), (&'static str, Range<usize>)> {
        let name = &self.bytes[key.clone()];
        match name.first() {
            None => return Err(("it has no name", value.clone())),
            Some(first) if first.is_ascii() && !first.is_ascii_alphanumeric() => {
                return Err((
                    "its name doesn’t begin with a letter or digit",
                    key.start..key.start + 1,
                ));
            }
            Some(_) => {}
        }
        let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | 0x80..);
        if let Some(at) = name.iter().position(|byte| !fits(byte)) {
            return Err((
                "its name holds more than letters, digits, `_`, `-` and `.`",
                key.start + at..key.start + at + 1,
            ));
        }
        if name.len() > LONGEST_NAME {
            return Err((
                "its name has more than 32 characters",
                key.start + LONGEST_NAME..key.end,
            ));
        }
        let content = &self.bytes[value.clone()];
        if content.is_empty() {
            return Err(("it has no value", key.start..value.end));
        }
        let wrong = |byte: &u8| matches!(byte, b' ' | b'\t' | b'=');
        match content.iter().position(wrong) {
            Some(at) => Err((
                "its value holds a blank or a second `=`",
                value.start + at..value.start + at + 1,
            )),
            None => Ok(()),
        }
    }
}

/// Where the next field begins behind a blank or comma, in `from..to`: a name with `=` right behind it.
pub(super) fn next_field(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while at < to {
        let gap = bytes[at..to]
            .iter()
            .position(|byte| matches!(byte, b' ' | b'\t' | b','))?;
        at += gap + 1;
        let name = bytes[at..to]
            .iter()
            .take(LONGEST_NAME + 1)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
            .count();
        if name > 0 && at + name < to && bytes[at + name] == b'=' {
            return Some(at);
        }
        at += name;
    }
    None
}

/// The part of a field before its `=`, without blanks; empty without one.
fn key_of(field: &[u8]) -> &[u8] {
    match field.iter().position(|&byte| byte == b'=') {
        Some(equals) => field[..equals].trim_ascii(),
        None => b"",
    }
}

fn is_blank(piece: &[u8]) -> bool {
    piece.iter().all(|&byte| is_wsp(byte))
}

fn is_near_id(name: &[u8]) -> bool {
    let known: [&[u8]; 8] = [
        b"policy_id",
        b"policyid",
        b"policy-id",
        b"sts-id",
        b"sts_id",
        b"uid",
        b"uuid",
        b"serial",
    ];
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
        || (name.len() > 1 && name != b"v" && near::is_near(name, b"id", 1))
}

fn is_policy_key(name: &[u8]) -> bool {
    let known: [&[u8]; 4] = [b"mode", b"max_age", b"mx", b"version"];
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
}
