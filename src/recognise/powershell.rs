//! What `Resolve-DnsName` prints in PowerShell: as a table, as a list, and its errors.
//!
//! ```text
//! Name                  Type   TTL   Section    Strings
//! ----                  ----   ---   -------    -------
//! _mta-sts.example.com  TXT    300   Answer     {v=STSv1; id=1}
//!
//! Name       : example.com
//! QueryType  : MX
//! Section    : Answer
//! NameExchange : mx1.example.com
//! Preference : 10
//!
//! Resolve-DnsName : _mta-sts.example.com : DNS name does not exist
//! ```

use super::answers::{Answered, Question};
use super::form::Form;
use super::lines::{begins, find, lines, string, trimmed};
use super::mapped::Mapped;
use super::reader::Reader;
use super::rows::{Held, Row};
use super::rules::zone::VALUE_CUT;
use super::txt::{Which, which};
use super::zone::record::{is_name, rtype};
use crate::dns::{Data, Failure, Rtype};
use crate::rule::Subject;
use crate::text::Span;

/// Longest string of a TXT record; only such a one is followed by another (RFC 1035 §3.3.14).
const LONGEST_STRING: usize = 255;

/// How far the colon of a field may stand in a line.
const LONGEST_FIELD: usize = 48;

/// The names of fields by which a list is known.
const FIELDS: [&str; 12] = [
    "Name",
    "QueryType",
    "Type",
    "TTL",
    "CharacterSet",
    "Section",
    "DataLength",
    "Strings",
    "Text",
    "NameExchange",
    "Preference",
    "NameHost",
];

/// Whether a line is one of such output.
pub(super) fn mark(part: &[u8]) -> bool {
    is_error(part) || is_head(part) || part.starts_with(b"----") || columns(part).is_some() || field(part).is_some()
}

/// Whether a line is an error of it, which begins as its command does.
pub(super) fn is_error(part: &[u8]) -> bool {
    begins(part, "Resolve-DnsName :") || begins(part, "Resolve-DnsName:")
}

fn is_head(part: &[u8]) -> bool {
    let mut words = part.split(|&byte| byte == b' ').filter(|word| !word.is_empty());
    begins(part, "Name ") && words.nth(1).is_some_and(|word| begins(word, "Type")) && find(part, " Section").is_some()
}

/// A row of a table.
struct Columns<'a> {
    name: &'a [u8],
    rtype: Rtype,
    section: &'a [u8],
    /// Where the rest begins.
    rest: usize,
}

fn columns(part: &[u8]) -> Option<Columns<'_>> {
    let mut at = 0;
    let mut word = || {
        at += part.get(at..)?.iter().take_while(|&&byte| byte == b' ').count();
        let start = at;
        at += part.get(at..)?.iter().take_while(|&&byte| byte != b' ').count();
        part.get(start..at)
            .filter(|word| !word.is_empty())
            .map(|word| (word, at))
    };
    let (name, _) = word()?;
    let rtype = word().and_then(|(word, _)| rtype(word)).filter(|_| is_name(name))?;
    let (ttl, _) = word()?;
    let (section, rest) = word()?;
    let sections = ["Answer", "Authority", "Additional", "Question"];
    let fits = ttl.iter().all(u8::is_ascii_digit) && sections.iter().any(|known| section == known.as_bytes());
    fits.then_some(Columns {
        name,
        rtype,
        section,
        rest,
    })
}

/// `Strings   : {…}`: the name of the field, and where its value begins.
fn field(part: &[u8]) -> Option<(&'static str, usize)> {
    let colon = part.iter().take(LONGEST_FIELD).position(|&byte| byte == b':')?;
    let name = part.get(..colon)?;
    let known = FIELDS.iter().find(|known| name.trim_ascii() == known.as_bytes())?;
    // The colons stand below one another, with a blank before them.
    name.ends_with(b" ").then_some((*known, colon + 1))
}

/// A record of a list while it is read.
#[derive(Default)]
struct Item {
    name: Option<Span>,
    rtype: Option<Rtype>,
    answer: bool,
    strings: Option<Span>,
    exchange: Option<Span>,
    preference: Option<u16>,
    host: Option<Span>,
    end: usize,
}

/// Reads a block of such output.
pub(super) fn block(reader: &mut Reader<'_>, span: Span, asked: Option<Question>) {
    let text = reader.text;
    let mut answered = Answered::new(reader.new_source(), span.start);
    answered.question = asked;
    let mut item = Item::default();
    for line in lines(text, span) {
        let part = trimmed(text, line.span);
        let bytes = part.of(text);
        if bytes.is_empty() {
            end_item(reader, &mut answered, &std::mem::take(&mut item));
        } else if is_error(bytes) {
            error(&mut answered, part, bytes);
        } else if let Some(columns) = columns(bytes) {
            end_item(reader, &mut answered, &std::mem::take(&mut item));
            table_row(reader, &mut answered, part, &columns);
        } else if let Some((name, at)) = field(bytes) {
            let value = trimmed(text, Span::new(part.start + at, part.end));
            if name == "Name" && item.name.is_some() {
                end_item(reader, &mut answered, &std::mem::take(&mut item));
            }
            item.end = part.end;
            match name {
                "Name" => item.name = Some(value),
                "QueryType" | "Type" => item.rtype = item.rtype.or(rtype(value.of(text))),
                "Section" => item.answer = value.of(text) == b"Answer",
                "Strings" => item.strings = Some(value),
                "NameExchange" => item.exchange = Some(value),
                "NameHost" => item.host = Some(value),
                "Preference" => {
                    item.preference = std::str::from_utf8(value.of(text))
                        .ok()
                        .and_then(|value| value.parse().ok());
                }
                _ => {}
            }
        } else if let Some(strings) = item.strings.as_mut().filter(|strings| strings.end == item.end) {
            // Long values go on below.
            strings.end = part.end;
            item.end = part.end;
        } else if begins(bytes, "DNS ") || find(bytes, "does not exist").is_some() {
            error(&mut answered, part, bytes);
        }
    }
    end_item(reader, &mut answered, &item);
    if answered.is_begun() {
        answered.end(reader);
    }
}

/// `Resolve-DnsName : NAME : DNS name does not exist`
fn error(answered: &mut Answered, part: Span, bytes: &[u8]) {
    answered.span.end = part.end;
    answered.status.get_or_insert(part);
    let says = |words: &str| find(bytes, words).is_some();
    if says("does not exist") {
        answered.nxdomain = true;
        answered.failure = None;
    } else if says("No records found") {
        answered.denied = true;
    } else if says("timeout") || says("timed out") {
        answered.failure = Some(Failure::TimedOut);
    } else if says("refused") {
        answered.failure = Some(Failure::Refused { comments: Vec::new() });
    } else if !answered.is_begun() {
        let (comments, ede) = (Vec::new(), Vec::new());
        answered.failure = Some(Failure::ServFail { comments, ede });
    }
    // No records of which type isn't said: without a command it may be addresses.
    if answered.question.is_none() && !answered.denied {
        let mut words = bytes.split(u8::is_ascii_whitespace).skip(1);
        let name = words.find(|word| word.starts_with(b"_") && is_name(word));
        answered.question = name.map(|name| Question {
            name: string(name).to_ascii_lowercase(),
            rtype: Rtype::TXT,
        });
    }
}

fn table_row(reader: &mut Reader<'_>, answered: &mut Answered, part: Span, columns: &Columns<'_>) {
    answered.span.end = part.end;
    if columns.section != b"Answer" {
        answered.denied |= columns.rtype == Rtype::SOA;
        answered.status.get_or_insert(part);
        return;
    }
    let text = reader.text;
    let name = Span::new(part.start, part.start + columns.name.len());
    let rest = trimmed(text, Span::new(part.start + columns.rest, part.end));
    let words: Vec<Span> = words(text, rest).take(3).collect();
    let mut item = Item {
        name: Some(name),
        rtype: Some(columns.rtype),
        answer: true,
        end: part.end,
        ..Item::default()
    };
    match (columns.rtype, words.as_slice()) {
        (Rtype::TXT, _) => item.strings = Some(rest),
        (Rtype::MX, [exchange, preference]) => {
            item.exchange = Some(*exchange);
            item.preference = std::str::from_utf8(preference.of(text))
                .ok()
                .and_then(|value| value.parse().ok());
        }
        (Rtype::CNAME, [host, ..]) => item.host = Some(*host),
        _ => {}
    }
    end_item(reader, answered, &item);
}

fn words(text: &[u8], span: Span) -> impl Iterator<Item = Span> + use<'_> {
    let mut at = span.start;
    span.of(text).split(|&byte| byte == b' ').filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then(|| Span::new(start, start + word.len()))
    })
}

fn end_item(reader: &mut Reader<'_>, answered: &mut Answered, item: &Item) {
    let (Some(name), Some(rtype)) = (item.name, item.rtype) else {
        return;
    };
    answered.span.end = answered.span.end.max(item.end);
    if !item.answer {
        answered.denied |= rtype == Rtype::SOA;
        answered.status.get_or_insert(name);
        return;
    }
    answered.took(rtype);
    let text = reader.text;
    let host = |span: Span| string(span.of(text).strip_suffix(b".").unwrap_or(span.of(text)));
    let held = match rtype {
        Rtype::TXT => item.strings.and_then(|strings| self::strings(reader, strings, name)),
        Rtype::MX => item.exchange.zip(item.preference).map(|(span, preference)| {
            let host = host(span);
            Held::Data(Data::Mx { preference, host }, span)
        }),
        Rtype::CNAME => item.host.map(|span| {
            let target = host(span).to_ascii_lowercase();
            Held::Data(Data::Cname { target }, span)
        }),
        _ => None,
    };
    let Some(held) = held else { return };
    let mut row = Row::printed(
        answered.source,
        reader.block,
        Span::new(name.start, item.end),
        rtype,
        held,
    );
    row.owner = Some(host(name).to_ascii_lowercase());
    row.owner_span = Some(name);
    reader.row(row);
}

/// `{v=STSv1; id=1}`: the strings of a record, a comma and a blank between them. Only behind a string that is full can
/// there be another; all other commas are of the text.
fn strings(reader: &mut Reader<'_>, span: Span, name: Span) -> Option<Held> {
    let text = reader.text;
    let part = span.of(text);
    let inner = part.strip_prefix(b"{").unwrap_or(part);
    let start = span.end - inner.len();
    let closed = inner.strip_suffix(b"}");
    let inner = closed.unwrap_or(inner);
    let of_name = name.of(text);
    let service = begins(of_name, "_mta-sts.") || begins(of_name, "_smtp._tls.");
    if !service && !matches!(which(inner), Some(Which::Sts | Which::Tlsrpt)) {
        return None;
    }
    let cut = closed.is_none() || inner.ends_with(b"...") || inner.ends_with("…".as_bytes());
    if cut {
        let subject = if begins(of_name, "_smtp._tls.") {
            Subject::TlsRpt
        } else {
            Subject::Record
        };
        reader.add(VALUE_CUT.at(span).with_bytes("value", inner), subject);
        return None;
    }
    let mut mapped = Mapped::new(start, Form::Bare);
    let mut at = 0;
    while let Some(rest) = inner.get(at..).filter(|rest| !rest.is_empty()) {
        let full = rest
            .get(LONGEST_STRING..)
            .is_some_and(|behind| behind.starts_with(b", "));
        let length = if full { LONGEST_STRING } else { rest.len() };
        mapped.extend(rest.get(..length).unwrap_or_default(), start + at, Form::Bare);
        at += length + if full { 2 } else { 0 };
    }
    Some(Held::Text {
        text: mapped,
        form: Form::Bare,
        frozen: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known() {
        for line in [
            "Name                  Type   TTL   Section    Strings",
            "----                  ----   ---   -------    -------",
            "_mta-sts.example.com  TXT    300   Answer     {v=STSv1; id=1}",
            "Strings   : {v=STSv1; id=1}",
            "Name : a.example",
            "Resolve-DnsName : a.example : DNS name does not exist",
        ] {
            assert!(mark(line.as_bytes()), "{line}");
        }
        for line in ["Name: a", "Section : ", "a TXT 300 \"b\"", "Names : x", "--- a"] {
            assert_eq!(mark(line.as_bytes()), line == "Section : ", "{line}");
        }
    }
}
