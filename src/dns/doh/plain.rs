//! Answers as resolvers mostly write them, read in one pass: what a check begins with needs no other reader. Of a plain answer
//! both say the same; a test holds them together.
//!
//! Plain is a message with its question and with rows that can be read, in ASCII, without other escapes than `\"` and `\\`
//! and with nothing in it that tells of a failure.

use super::{Answer, Data, End, Name, Row, Rtype, owner};
use crate::dns::rdata;
use crate::dns::txt::{self, Quotes};
use crate::text::decimal;

/// Longest plain answer, in bytes. It has less rows than are refused: `{"type":1},` is the shortest one.
const LONGEST: usize = 11 * super::MOST_ROWS;

/// What a plain body answers to the question that was asked, but for what a check doesn't show: the remarks, and the zone
/// and the time to live of "no such record".
pub(super) fn answer(name: &Name, rtype: Rtype, body: &[u8]) -> Option<Answer> {
    if body.len() > LONGEST {
        return None;
    }
    let mut reader = Reader(body);
    let mut status = None;
    let mut about_it = false;
    let mut rows = Rows::default();
    let mut answer = Answer::default();
    reader.members(&mut |reader, key| {
        match key {
            "status" => status = Some(reader.number()?),
            "tc" => return (reader.word()? == "false").then_some(()),
            "ad" => answer.signed = reader.word()? == "true",
            "question" => {
                about_it = false;
                return reader.records(&mut |record| {
                    about_it = owner(&record.name) == name.as_str() && record.rtype == rtype;
                    about_it.then_some(())
                });
            }
            "answer" => {
                rows = Rows::default();
                return reader.records(&mut |record| rows.add(record, rtype));
            }
            // Their names and data are of no interest here.
            "authority" | "additional" => return reader.records(&mut |_| Some(())),
            "comment" => return (!reader.text()?.trim_ascii().starts_with("EDE(")).then_some(()),
            _ => return reader.skip(),
        }
        Some(())
    })?;
    if !about_it || reader.peek().is_some() || rows.bare && rows.unsure {
        return None;
    }
    answer.nxdomain = match status? {
        0 => false,
        3 => true,
        _ => return None,
    };
    answer.quotes_unsure = rows.unsure && !rows.sure;
    answer.rows = rows.list;
    // What was asked for stands at the end of the aliases, if it is there at all, and not if the name doesn't exist.
    let there = answer.rows.iter().any(|row| row.rtype == rtype);
    let end = answer.resolve(name.as_str(), rtype).end;
    let (found, circle) = (matches!(end, End::Records(_)), matches!(end, End::Loop));
    (found == there && !circle && !(there && answer.nxdomain)).then_some(answer)
}

/// The rows of an answer, and how TXT data were quoted in it.
#[derive(Default)]
struct Rows {
    list: Vec<Row>,
    bare: bool,
    unsure: bool,
    sure: bool,
}

impl Rows {
    /// Takes in a row, if it is of the type that was asked for or an alias.
    fn add(&mut self, record: &Record, asked: Rtype) -> Option<()> {
        let rtype = record.rtype;
        let owner = owner(&record.name);
        // Empty: perhaps left out.
        if owner.is_empty() || rtype.0 == 0 || record.data.is_empty() {
            return None;
        }
        if rtype != asked && rtype != Rtype::CNAME {
            return Some(());
        }
        let data = rdata::usual(rtype, &record.data)?;
        match &data {
            // The server's own, perhaps, if it says that it blocks the name.
            Data::A { address } if address.is_unspecified() => return None,
            Data::Aaaa { address } if address.is_unspecified() => return None,
            Data::Txt { .. } => match txt::read(&record.data).quotes {
                Quotes::Bare => self.bare = true,
                Quotes::Unsure => self.unsure = true,
                Quotes::Sure => self.sure = true,
            },
            _ => {}
        }
        let ttl = record.ttl;
        self.list.push(Row {
            owner,
            ttl,
            rtype,
            data,
        });
        Some(())
    }
}

/// A row of any section, or the question; empty what is left out.
struct Record {
    name: String,
    rtype: Rtype,
    ttl: u32,
    data: String,
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    /// What comes next behind blanks.
    fn peek(&mut self) -> Option<u8> {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.0 {
            self.0 = rest;
        }
        self.0.first().copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.next())?.map(drop)
    }

    /// Reads what stands between two brackets, with commas between.
    fn list(&mut self, open: u8, close: u8, entry: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(open)?;
        if self.take(close).is_some() {
            return Some(());
        }
        loop {
            entry(self)?;
            if self.take(close).is_some() {
                return Some(());
            }
            self.take(b',')?;
        }
    }

    /// Reads an object, whose names come in lower case.
    fn members(&mut self, member: &mut dyn FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        self.list(b'{', b'}', &mut |reader| {
            let key = reader.text()?.to_ascii_lowercase();
            reader.take(b':')?;
            member(reader, &key)
        })
    }

    /// Reads a section: an array of rows, or nothing.
    fn records(&mut self, each: &mut dyn FnMut(&Record) -> Option<()>) -> Option<()> {
        if self.peek()? != b'[' {
            return (self.word()? == "null").then_some(());
        }
        self.list(b'[', b']', &mut |reader| {
            let mut record = Record {
                name: String::new(),
                rtype: Rtype(0),
                ttl: 0,
                data: String::new(),
            };
            reader.members(&mut |reader, key| {
                match key {
                    "name" => record.name = reader.text()?,
                    "type" => record.rtype = Rtype(reader.number()?.try_into().ok()?),
                    "ttl" => record.ttl = reader.number()?,
                    "data" => record.data = reader.text()?,
                    _ => return reader.skip(),
                }
                Some(())
            })?;
            each(&record)
        })
    }

    /// Reads a text, a number or a word.
    fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => self.text().map(drop),
            b'0'..=b'9' => self.number().map(drop),
            _ => self.word().map(drop),
        }
    }

    fn text(&mut self) -> Option<String> {
        self.take(b'"')?;
        let mut text = String::new();
        loop {
            let byte = match self.next()? {
                b'"' => return Some(text),
                b'\\' => self.next().filter(|byte| matches!(byte, b'"' | b'\\'))?,
                byte @ b' '..=b'~' => byte,
                _ => return None,
            };
            text.push(byte.into());
        }
    }

    /// Reads a whole number of up to nine digits.
    fn number(&mut self) -> Option<u32> {
        self.peek();
        let many = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(many)?;
        if many > 9 || digits != b"0" && digits.starts_with(b"0") {
            return None;
        }
        self.0 = rest;
        decimal(digits)?.try_into().ok()
    }

    fn word(&mut self) -> Option<&'static str> {
        self.peek();
        ["true", "false", "null"].into_iter().find(|word| {
            let rest = self.0.strip_prefix(word.as_bytes());
            self.0 = rest.unwrap_or(self.0);
            rest.is_some()
        })
    }
}

#[cfg(test)]
mod tests;
