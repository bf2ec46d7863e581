//! The record as a whole: its fields, and which of them is the `rua` that counts.

use super::fields::{begins_well, delete, delimiter, trimmed};
use super::key::{self, Key};
use super::rules::{EMPTY_FIELD, RUA_MISSING, RUA_REPEATED, TRAILING_BLANK};
use super::sink::{Sink, file};
use super::{Rua, TlsRptRecord, field, list, plain, surface, uri, version};
use crate::later;
use crate::rule::{Findings, proof};
use crate::text::{Span, lossy};

/// Reads the text of a TXT record, its strings joined (RFC 8460 §3).
///
/// Every fault of the text is reported, in one pass. `None` exactly when an error was found.
pub fn parse(text: &[u8], findings: &mut Findings) -> Option<TlsRptRecord> {
    if let Some(rua) = plain::record(text) {
        if rua.len() > 1 {
            file(findings, list::several(rua.len()));
        }
        return Some(TlsRptRecord { rua });
    }
    later::rest()?;
    proved(text, findings)
}

/// Reads any record; what is offered as a fix mends.
#[inline(never)] // most records are plain
fn proved(text: &[u8], findings: &mut Findings) -> Option<TlsRptRecord> {
    let first = findings.as_slice().len();
    let record = full(text, findings);
    proof::keep_what_mends(text, findings, first, proof::WORK, &|text, findings| {
        full(text, findings);
    });
    record
}

/// Reads any record, telling each fault.
pub(super) fn full(text: &[u8], findings: &mut Findings) -> Option<TlsRptRecord> {
    let surface = surface::read(text, findings);
    let mut sink = Sink::new(findings, &surface.places);
    let rua = read(&surface.text, &mut sink);
    (!surface.touched && !sink.failed()).then_some(TlsRptRecord { rua })
}

fn read(text: &[u8], sink: &mut Sink) -> Vec<Rua> {
    let Some(start) = version::judge(text, sink) else {
        return Vec::new();
    };
    let key = key::find(text, start.fields);
    if key.is_none() {
        let end = Span::point(text.trim_ascii_end().len());
        sink.add(RUA_MISSING.at(end));
    }
    let mut rua = Vec::new();
    // Where the list of the `rua` that counts ends.
    let mut list_end = None;
    let mut at = start.fields;
    while at <= text.len() {
        let end = delimiter(text, at);
        let field = trimmed(text, Span::new(at, end));
        at = if field.is_empty() {
            if end == text.len() {
                end + 1
            } else {
                empty_fields(text, at, sink)
            }
        } else if let Some(key) = key.as_ref().filter(|key| key.field == field) {
            key.judge(text, sink);
            let list = list::judge(text, Span::new(key.value, end), sink);
            rua = list.rua;
            list_end = Some(list.end);
            list.next
        } else {
            if Key::exact(text, field).is_some() {
                repeated(text, field, list_end, sink);
            } else if start.misplaced != Some(field) {
                field::judge(text, field, sink);
            }
            end + 1
        };
    }
    trailing_blank(text, start.fields, sink);
    rua
}

/// A `rua` behind the one that counts.
fn repeated(text: &[u8], field: Span, list_end: Option<usize>, sink: &mut Sink) {
    let part = field.of(text);
    let value = part.strip_prefix(b"rua=").unwrap_or_default();
    let is_list = value
        .split(|&byte| byte == b',')
        .all(|item| uri::has_scheme(item.trim_ascii()));
    // RFC 8460 §3: what is neither a list of URIs nor fits an extension makes the record invalid.
    if !is_list && !field::is_extension(part) {
        field::judge(text, field, sink);
        return;
    }
    let finding = RUA_REPEATED.at(field);
    sink.add(match list_end {
        Some(end) if is_list && begins_well(text) => {
            let list = lossy(value);
            delete(finding.suggest(end..end, format!(",{list}")), text, field)
        }
        _ => delete(finding, text, field),
    });
}

/// A run of fields without anything in them; gives the place behind it.
fn empty_fields(text: &[u8], from: usize, sink: &mut Sink) -> usize {
    let mut end = from;
    loop {
        let next = delimiter(text, end);
        if next == text.len() || !trimmed(text, Span::new(end, next)).is_empty() {
            break;
        }
        end = next + 1;
    }
    // RFC 8460 §3: a field stands between two delimiters.
    let finding = EMPTY_FIELD.at(from..end);
    sink.add(if begins_well(text) {
        finding.replace(from..end, "")
    } else {
        finding
    });
    end
}

/// RFC 8460 §3: a blank belongs to a delimiter, and to nothing else.
fn trailing_blank(text: &[u8], fields: usize, sink: &mut Sink) {
    let end = trimmed(text, Span::new(0, text.len())).end;
    if end > fields && end < text.len() && text.get(end - 1) != Some(&b';') {
        sink.add(TRAILING_BLANK.at(end..text.len()).replace(end..text.len(), ""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules found, and the destinations.
    fn read(text: &str) -> (Vec<&'static str>, Option<Vec<String>>) {
        let mut findings = Findings::new();
        let record = parse(text.as_bytes(), &mut findings);
        let names = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        let rua = record.map(|record| record.rua.into_iter().map(|rua| rua.text).collect());
        (names, rua)
    }

    #[test]
    fn what_the_grammar_allows_passes_in_silence() {
        let cases = [
            "v=TLSRPTv1;rua=mailto:a@b.example",
            "v=TLSRPTv1; \t rua=mailto:a@b.example",
            "v=TLSRPTv1;rua=mailto:a@b.example;",
            "v=TLSRPTv1;rua=mailto:a@b.example \t; \t",
        ];
        for text in cases {
            assert_eq!(
                read(text),
                (vec![], Some(vec!["mailto:a@b.example".into()])),
                "{text:?}"
            );
        }
    }

    #[test]
    fn fields_are_read_by_the_letter() {
        let cases: [(&str, &[&str]); 24] = [
            ("", &["RUA_MISSING"]),
            ("rua=", &["RUA_EMPTY"]),
            ("rua=;", &["RUA_EMPTY"]),
            ("RUA=mailto:a@b.example", &["RUA_MISSPELT"]),
            ("rau=mailto:a@b.example", &["RUA_MISSPELT"]),
            ("rua:mailto:a@b.example", &["RUA_MISSPELT"]),
            ("rua mailto:a@b.example", &["RUA_MISSPELT"]),
            ("uri=mailto:a@b.example", &["RUA_MISSPELT"]),
            ("mailto:a@b.example", &["RUA_MISSING"]),
            ("ruf=mailto:a@b.example", &["RUF"]),
            ("rua=mailto:a@b.example;ruf=mailto:a@b.example", &["RUF"]),
            ("rua =mailto:a@b.example", &["BLANK_AT_EQUALS"]),
            ("rua= mailto:a@b.example", &["BLANK_AT_EQUALS"]),
            ("rua=mailto:a@b.example;;", &["EMPTY_FIELD"]),
            (";rua=mailto:a@b.example", &["EMPTY_FIELD"]),
            ("rua=mailto:a@b.example; ;ext=1", &["EMPTY_FIELD", "UNKNOWN_FIELD"]),
            ("rua=mailto:a@b.example ", &["TRAILING_BLANK"]),
            ("rua=mailto:a@b.example;ext", &["NOT_A_FIELD"]),
            ("rua=mailto:a@b.example;ext=", &["FIELD_VALUE"]),
            ("rua=mailto:a@b.example;ext=a=b", &["FIELD_VALUE"]),
            ("rua=mailto:a@b.example;ext=\u{fc}", &["FIELD_VALUE"]),
            ("rua=mailto:a@b.example;ext =a", &["BLANK_AT_EQUALS"]),
            ("rua=mailto:a@b.example;-ext=a", &["FIELD_NAME"]),
            ("rua=mailto:a@b.example;=a", &["FIELD_NAME"]),
        ];
        for (fields, names) in cases {
            assert_eq!(read(&format!("v=TLSRPTv1;{fields}")).0, names, "{fields}");
        }
    }

    #[test]
    fn of_several_rua_the_first_counts() {
        let first = Some(vec!["mailto:a@b.example".to_owned()]);
        let twice = |second: &str| read(&format!("v=TLSRPTv1;rua=mailto:a@b.example;rua={second}"));
        assert_eq!(twice("mailto:c@d.example"), (vec!["RUA_REPEATED"], first.clone()));
        // It fits the grammar of an extension.
        assert_eq!(twice("nonsense"), (vec!["RUA_REPEATED"], first));
        assert_eq!(twice(""), (vec!["FIELD_VALUE"], None));
        assert_eq!(twice("a b"), (vec!["FIELD_VALUE"], None));
    }

    #[test]
    fn cost_is_linear() {
        // All of it takes a few seconds in a debug build; a single text of quadratic cost takes a minute.
        let pieces = [
            ",",
            ", ",
            ";",
            "; ",
            "a;",
            "a@b;",
            "mailto:a@b,",
            "mailto:a@b;",
            "rua=a;",
            "!",
            "!1",
            "%",
            "%2C@",
            "<",
            "<a",
            " ",
            "\\",
            "\"",
            "\" ",
            "\u{a0}",
            "a=1;",
            "https:a;",
            "https://a;b=1;",
            "mailto ",
            "mailto:a ",
            "rua=",
            "=",
            "#",
            "?",
            "[",
            "@",
            ".",
            "{{",
            "${",
            "\u{fc}",
        ];
        let start = std::time::Instant::now();
        for piece in pieces {
            for head in ["", "v=TLSRPTv1;rua=mailto:", "v=TLSRPTv1;rua=https://a/"] {
                let text = format!("{head}{}", piece.repeat((1 << 15) / piece.len()));
                parse(text.as_bytes(), &mut Findings::new());
            }
        }
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}
