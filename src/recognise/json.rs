//! Pasted JSON: an answer of DNS over HTTPS, a TLS report, or something that holds the text of a record.

use super::answers::{Answered, Question};
use super::config;
use super::form::Form;
use super::kind::Kind;
use super::lines::find;
use super::mapped::Mapped;
use super::piece::Reading;
use super::reader::Reader;
use super::rows::{Held, Row};
use super::txt::{Which, which};
use super::web;
use crate::dns::{Answer, Data, Lookup, Rtype, doh};
use crate::json::{self, Value};
use crate::text::{Span, show};

/// How far the members of a report are looked for.
const REPORT_HEAD: usize = 4_096;

/// Where the value ends that begins at `at` with a bracket: behind the bracket that closes it. `None`: nowhere.
pub(super) fn end(text: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut skip = false;
    for (offset, &byte) in text.get(at..)?.iter().enumerate() {
        if skip {
            skip = false;
        } else if quoted {
            skip = byte == b'\\';
            quoted = byte != b'"';
        } else {
            match byte {
                b'"' => quoted = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(at + offset + 1);
                    }
                }
                _ => {}
            }
        }
    }
    None
}

/// Whether a text that begins with a bracket is JSON at a glance.
pub(super) fn begins(part: &[u8]) -> bool {
    let (first, rest) = match part.split_first() {
        Some((first @ (b'{' | b'['), rest)) => (*first, rest.trim_ascii_start()),
        _ => return false,
    };
    matches!(rest.first(), None | Some(b'"' | b'{')) || first == b'{' && rest.first() == Some(&b'}')
}

/// Reads a block of JSON.
pub(super) fn block(reader: &mut Reader<'_>, span: Span, asked: Option<Question>) {
    let text = span.of(reader.text);
    let document = json::parse(text).ok();
    let root = document.as_ref().map(|document| &document.root);
    let has = |name: &str| root.is_some_and(|root| root.get_ignore_case(name).is_some());
    if let Some(root) = root.filter(|_| has("Status") && (has("Question") || has("Answer"))) {
        answer(reader, span, root, asked);
    } else if is_report(text) {
        let name = root.and_then(|root| root.get("organization-name")?.as_str());
        let of = name.map_or(String::new(), |name| format!(" of {}", show(name.as_bytes())));
        let what = format!("a TLS report{of}");
        reader.piece(Kind::Report, span, what, "", Reading::None);
    } else {
        other(reader, span);
    }
}

/// Whether a text has members of a TLS report (RFC 8460 §4.4); copies of the RFC's example are no JSON.
fn is_report(text: &[u8]) -> bool {
    const MEMBERS: [&str; 4] = [
        "\"organization-name\"",
        "\"report-id\"",
        "\"date-range\"",
        "\"policies\"",
    ];
    let head = text.get(..REPORT_HEAD).unwrap_or(text);
    MEMBERS.iter().filter(|member| find(head, member).is_some()).count() > 1
}

/// Other JSON: a policy in a format that isn't one, the texts of records, or nothing of interest.
fn other(reader: &mut Reader<'_>, span: Span) {
    let text = span.of(reader.text);
    if find(text, "\"version\"").is_some() && find(text, "\"STSv1\"").is_some() {
        web::policy(reader, span);
    } else if !config::block(reader, span) {
        reader.piece(Kind::Other, span, "JSON, nothing of MTA-STS in it", "", Reading::None);
    }
}

fn answer(reader: &mut Reader<'_>, span: Span, root: &Value, asked: Option<Question>) {
    let mut answered = Answered::new(reader.new_source(), span.start);
    answered.span = span;
    answered.question = question(root).or(asked);
    let place = root
        .get_ignore_case("Status")
        .map(|status| status.span.shifted(span.start));
    answered.status = place;
    match doh::decode(200, None, span.of(reader.text)) {
        Lookup::Failed(failure) => answered.failure = Some(failure),
        Lookup::Answer(answer) => {
            answered.nxdomain = answer.nxdomain;
            answered.denied = true;
            rows(reader, span, root, &answer, &mut answered);
        }
    }
    answered.end(reader);
}

fn question(root: &Value) -> Option<Question> {
    let question = root.get_ignore_case("Question")?;
    let question = question.as_array().map_or(Some(question), |list| list.first())?;
    let name = question.get_ignore_case("name")?.as_str()?;
    let kind = question.get_ignore_case("type")?;
    let rtype = match kind.as_str() {
        Some(text) => Rtype::parse(text)?,
        None => Rtype(u16::try_from(kind.as_u64()?).ok()?),
    };
    Some(Question {
        name: name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase(),
        rtype,
    })
}

/// The decoded rows, each with the place of its data: both lists are in the same order.
fn rows(reader: &mut Reader<'_>, span: Span, root: &Value, answer: &Answer, answered: &mut Answered) {
    let list = root
        .get_ignore_case("Answer")
        .and_then(Value::as_array)
        .unwrap_or_default();
    let mut places = list
        .iter()
        .filter_map(|row| Some((row.span, row.get_ignore_case("data")?)));
    for row in &answer.rows {
        answered.took(row.rtype);
        // The rows that weren't asked for are left out of the one list.
        let found = places.by_ref().find(|(_, data)| {
            let text = data.as_str().unwrap_or_default();
            crate::dns::rdata::read(row.rtype, text) == row.data || row.rtype == Rtype::TXT
        });
        let Some((place, data)) = found else { continue };
        let at = data.span.shifted(span.start);
        let held = match &row.data {
            Data::Txt { text, .. } if row.rtype == Rtype::TXT => {
                let service = row.owner.starts_with("_mta-sts.") || row.owner.starts_with("_smtp._tls.");
                if !service && !matches!(which(text), Some(Which::Sts | Which::Tlsrpt)) {
                    continue;
                }
                Held::Text {
                    text: placed(reader.text, at, text),
                    form: Form::Bare,
                    frozen: true,
                }
            }
            Data::Malformed { .. } | Data::Soa { .. } | Data::Ns { .. } => continue,
            data => Held::Data(data.clone(), at),
        };
        let place = place.shifted(span.start);
        let mut made = Row::printed(answered.source, reader.block, place, row.rtype, held);
        made.owner = Some(row.owner.clone());
        made.owner_span = Some(place);
        made.ttl = row.ttl;
        reader.row(made);
    }
}

/// A decoded text with its place: byte for byte where it stands so behind its quotes, else as a whole.
fn placed(paste: &[u8], at: Span, text: &[u8]) -> Mapped {
    let mut mapped = Mapped::new(at.start, Form::Bare);
    let raw = at.of(paste);
    // The quote of JSON, and behind it the one of a server that quotes values.
    let stands = |quotes: &&str| {
        raw.strip_prefix(quotes.as_bytes())
            .is_some_and(|rest| rest.starts_with(text))
    };
    match ["\"", "\"\\\""].into_iter().find(stands) {
        Some(quotes) if !text.is_empty() => mapped.extend(text, at.start + quotes.len(), Form::Bare),
        _ => mapped.unit(text, at, Form::Bare),
    }
    mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_their_place_behind_the_quotes() {
        for (raw, text, all) in [
            (r"'v=STSv1'", "v=STSv1", (1, 8)),
            (r"'\'v=STSv1\''", "v=STSv1", (3, 10)),
            (r"'\'v=ST\' \'Sv1\''", "v=STSv1", (0, 18)),
            (r"'\u0076=STSv1'", "v=STSv1", (0, 14)),
            // Not where the same letters stand by chance: this is an escaped `a`, and an `a`.
            (r"'\u0061a'", "a", (0, 9)),
            ("''", "", (0, 0)),
        ] {
            let raw = raw.replace('\'', "\"");
            let mapped = placed(raw.as_bytes(), Span::new(0, raw.len()), text.as_bytes());
            assert_eq!(
                (mapped.text.as_slice(), mapped.all()),
                (text.as_bytes(), Span::from(all)),
                "{raw}"
            );
        }
    }

    #[test]
    fn values_end_where_their_bracket_is_closed() {
        for (text, want) in [
            ("{\"a\": [1, {\"b\": \"}\\\"}\"}]} x", Some(25)),
            ("[]", Some(2)),
            ("{", None),
            ("{\"}", None),
        ] {
            assert_eq!(end(text.as_bytes(), 0), want, "{text}");
        }
        for (text, want) in [
            ("{\"a\"", true),
            ("{", true),
            ("[ {", true),
            ("{}", true),
            ("{v=1}", false),
            ("[policy]", false),
        ] {
            assert_eq!(begins(text.as_bytes()), want, "{text}");
        }
    }
}
