//! The list of destinations behind `rua=`, and the semicolons that don't belong in it.

use super::field::is_extension;
use super::fields::{delimiter, trimmed};
use super::rules::{
    CUT_BY_SEMICOLON, DESTINATION_TWICE, EMPTY_ITEM, HTTP_DESTINATION, RUA_EMPTY, SEMICOLON_IN_LIST,
    SEVERAL_DESTINATIONS, UNSUPPORTED_SCHEME,
};
use super::sink::Sink;
use super::uri::{self, Judged, Served};
use super::{Rua, RuaKind, plain};
use crate::order::repeated;
use crate::rule::{Finding, Severity};
use crate::text::{Span, lossy};

/// What a list holds.
pub(super) struct List {
    /// The destinations that senders can use.
    pub(super) rua: Vec<Rua>,
    /// Where the list ends.
    pub(super) end: usize,
    /// Where the field behind it begins; behind the end of the text if there is none.
    pub(super) next: usize,
}

/// Judges the list in `value`, which reaches up to a semicolon or the end of the text. The list may turn out to go on
/// behind the semicolon.
pub(super) fn judge(text: &[u8], value: Span, sink: &mut Sink) -> List {
    let (end, commas) = whole(text, value);
    let value = Span::new(value.start, end);
    let items = Items::new(text, value, &commas);
    let mut reader = Reader {
        text,
        rua: Vec::new(),
        unserved: Vec::new(),
        served: false,
        joined: false,
    };
    let mut empty_from = None;
    let mut last = value.start;
    let mut found = false;
    for item in items.clone() {
        let part = trimmed(text, item);
        if part.is_empty() {
            empty_from.get_or_insert(item.start);
            continue;
        }
        if let Some(from) = empty_from.take() {
            sink.add(EMPTY_ITEM.at(from..part.start).replace(from..part.start, ""));
        }
        if found && commas.binary_search(&item.start.saturating_sub(1)).is_ok() {
            let semicolon = Span::new(item.start - 1, item.start);
            sink.add(SEMICOLON_IN_LIST.at(semicolon).replace(semicolon, ","));
        }
        reader.destination(part, sink);
        found = true;
        last = part.end;
    }
    if !found {
        // RFC 8460 §3: one URI at least.
        sink.add(RUA_EMPTY.at(value));
    } else if empty_from.is_some() {
        sink.add(EMPTY_ITEM.at(last..end).replace(last..end, ""));
    }
    reader.unserved(sink);
    let next = cuts(text, value, last, sink);
    repetitions(items, &reader, sink);
    List {
        rua: reader.rua,
        end: last,
        next,
    }
}

struct Reader<'a> {
    text: &'a [u8],
    rua: Vec<Rua>,
    unserved: Vec<(Span, RuaKind)>,
    /// Whether some destination has a scheme that senders serve, well-formed or not.
    served: bool,
    /// Whether a blank joins two of them where a comma was meant.
    joined: bool,
}

impl Reader<'_> {
    fn destination(&mut self, item: Span, sink: &mut Sink) {
        let mut rest = Some(item);
        while let Some(span) = rest {
            let judged = match plain::destination(span.of(self.text)) {
                Some(kind) => Judged {
                    served: Served::Yes(Some(kind)),
                    rest: None,
                },
                None => uri::judge(self.text, span, sink),
            };
            match judged.served {
                Served::Yes(kind) => {
                    self.served = true;
                    if let Some(kind) = kind {
                        self.rua.push(Rua {
                            text: lossy(span.of(self.text)).into_owned(),
                            span: sink.original(span),
                            kind,
                        });
                    }
                }
                Served::No(scheme, kind) => self.unserved.push((scheme, kind)),
                Served::Unknown => {}
            }
            self.joined |= judged.rest.is_some();
            rest = judged.rest;
        }
    }

    /// RFC 8460 §3: mailto and https are supported. Others fit the grammar and are no use.
    fn unserved(&self, sink: &mut Sink) {
        let severity = if self.served {
            Severity::Warning
        } else {
            Severity::Error
        };
        for (span, kind) in &self.unserved {
            let RuaKind::Other { scheme } = kind else {
                continue;
            };
            let rest = Span::new(span.end - 1, span.end);
            let finding = if scheme.eq_ignore_ascii_case("http") {
                let finding = HTTP_DESTINATION.at(*span).with("text", format_args!("{scheme}:"));
                finding.suggest(*span, "https:")
            } else {
                let finding = UNSUPPORTED_SCHEME.at(*span).with("scheme", scheme);
                let meant = ["mailto", "https"]
                    .into_iter()
                    .find(|known| crate::near::is_near(scheme.as_bytes(), known.as_bytes(), 2));
                match meant {
                    Some(known) => finding.suggest(span.start..rest.start, known),
                    None => finding,
                }
            };
            sink.add(finding.severity(severity));
        }
    }
}

/// The whole list: where it ends, and which semicolons in it were meant as commas.
///
/// Only text that is no field of its own is drawn in, so that a well-formed record is never read otherwise than the
/// grammar has it.
fn whole(text: &[u8], value: Span) -> (usize, Vec<usize>) {
    let mut commas = Vec::new();
    let mut item = value.start;
    let mut from = value.start;
    let mut end = value.end;
    while end < text.len() {
        if let Some(comma) = Span::new(from, end).of(text).iter().rposition(|&byte| byte == b',') {
            item = from + comma + 1;
        }
        let next_end = delimiter(text, end + 1);
        let next = trimmed(text, Span::new(end + 1, next_end)).of(text);
        let open = trimmed(text, Span::new(item, end));
        if next.is_empty() || is_extension(next) || starts_as_field(next) {
            break;
        }
        if uri::is_bare_scheme(open.of(text)) && !uri::has_scheme(next) {
            // `mailto;a@example.com`: the semicolon was meant as a colon, and stays in the item.
        } else if uri::has_scheme(next) || first_of(next).contains(&b'@') {
            commas.push(end);
            item = end + 1;
        } else if !is_cut(text, open, end) || next.iter().any(|byte| matches!(byte, b' ' | b'\t' | b',')) {
            break;
        }
        from = end + 1;
        end = next_end;
    }
    (end, commas)
}

/// The text up to its first comma.
fn first_of(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b',').next().unwrap_or_default()
}

/// Whether the text begins with the key of this record's own field.
fn starts_as_field(text: &[u8]) -> bool {
    [&b"rua"[..], b"ruf"].iter().any(|key| {
        text.get(..key.len()).is_some_and(|head| head.eq_ignore_ascii_case(key))
            && matches!(text.get(key.len()), Some(b'=' | b' ' | b'\t'))
    })
}

/// Whether the semicolon at `at` cuts the destination `open`: only an `https:` one has parts with semicolons, and
/// without blanks beside it.
fn is_cut(text: &[u8], open: Span, at: usize) -> bool {
    let blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t' | b';') | None);
    uri::is_https(open.of(text)) && open.end == at && !blank(text.get(at + 1))
}

/// Well-formed fields that look like the tail of the last destination, `https://example.com/r;v=1`: by the letter they
/// are fields, and the destination is shorter than was meant. Gives the place where the next field begins.
fn cuts(text: &[u8], value: Span, last: usize, sink: &mut Sink) -> usize {
    let item = value
        .of(text)
        .iter()
        .rposition(|&byte| byte == b',')
        .map_or(0, |comma| comma + 1);
    let open = trimmed(text, Span::new(value.start + item, value.end));
    let mut end = value.end;
    if last != end || !uri::is_https(open.of(text)) {
        return end + 1;
    }
    while end < text.len() && !matches!(text.get(end + 1), Some(b' ' | b'\t' | b';') | None) {
        let next_end = delimiter(text, end + 1);
        let next = trimmed(text, Span::new(end + 1, next_end));
        if !is_extension(next.of(text)) || starts_as_field(next.of(text)) {
            break;
        }
        let semicolon = Span::new(end, end + 1);
        // RFC 8460 §3: in a URI the semicolon must be percent-encoded, a raw one ends the field.
        let finding = CUT_BY_SEMICOLON.at(semicolon).with_bytes("destination", open.of(text));
        sink.add(finding.with_bytes("rest", next.of(text)).suggest(semicolon, "%3B"));
        end = next_end;
        if next.end < end {
            break;
        }
    }
    end + 1
}

/// That there are several destinations (RFC 8460 §3: a sender may try each, and may take one only).
pub(super) fn several(count: usize) -> Finding {
    SEVERAL_DESTINATIONS.finding().with("count", count)
}

/// What there is to say of several usable destinations.
fn repetitions(items: Items, reader: &Reader<'_>, sink: &mut Sink) {
    let rua = &reader.rua;
    if rua.len() < 2 {
        return;
    }
    let text = items.text;
    let parts = items.map(|item| trimmed(text, item)).filter(|part| !part.is_empty());
    let parts: Vec<Span> = parts.collect();
    let uris: Vec<&[u8]> = parts.iter().map(|part| part.of(text)).collect();
    let mut before = None;
    for (part, repeated) in parts.iter().zip(repeated(&uris)) {
        if let (true, Some(before)) = (repeated, before) {
            let finding = DESTINATION_TWICE.at(*part).with_bytes("text", part.of(text));
            sink.add(finding.replace(before..part.end, ""));
        }
        before = Some(part.end);
    }
    let usable: Vec<&[u8]> = rua.iter().map(|destination| destination.text.as_bytes()).collect();
    let different = repeated(&usable).into_iter().filter(|repeated| !repeated).count();
    // By the letter those that a blank joins are one.
    if different > 1 && !reader.joined {
        sink.add(several(different));
    }
}

/// The places of a list, between its commas; empty ones too.
#[derive(Clone)]
struct Items<'a> {
    text: &'a [u8],
    at: usize,
    end: usize,
    /// The next comma, or the end.
    comma: usize,
    /// Semicolons that were meant as commas, in order.
    semicolons: &'a [usize],
}

impl<'a> Items<'a> {
    fn new(text: &'a [u8], value: Span, semicolons: &'a [usize]) -> Self {
        let mut items = Self {
            text,
            at: value.start,
            end: value.end,
            comma: value.start,
            semicolons,
        };
        items.seek();
        items
    }

    fn seek(&mut self) {
        let list = Span::new(self.at, self.end).of(self.text);
        self.comma = list
            .iter()
            .position(|&byte| byte == b',')
            .map_or(self.end, |at| self.at + at);
    }
}

impl Iterator for Items<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at > self.end {
            return None;
        }
        let start = self.at;
        if let Some((&first, others)) = self.semicolons.split_first().filter(|(first, _)| **first < self.comma) {
            self.semicolons = others;
            self.at = first + 1;
            return Some(Span::new(start, first));
        }
        let end = self.comma;
        self.at = end + 1;
        self.seek();
        Some(Span::new(start, end))
    }
}
