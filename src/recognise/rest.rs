//! What is left of a paste when everything that is known by its lines is taken out: a domain, or nothing that is known.

use super::kind::Kind;
use super::lines::trimmed;
use super::piece::{Nearest, Reading};
use super::reader::Reader;
use crate::dns::input::{self, Target};
use crate::dns::input_rules::LEFT_OUT;
use crate::rule::{Finding, Subject};
use crate::text::Span;

/// Reads a block that nothing is known of; `alone`: there is nothing else in the paste.
pub(super) fn block(reader: &mut Reader<'_>, span: Span, alone: bool) -> Option<Nearest> {
    let part = trimmed(reader.text, span);
    if super::bounce::block(reader, part) {
        return None;
    }
    let text = std::str::from_utf8(part.of(reader.text)).ok();
    let read = text.map(|text| (text, input::read(text, reader.to_ascii)));
    match read {
        Some((text, Ok(target))) if is_whole(&target) => {
            domain(reader, part, text, target);
            None
        }
        Some((text, Ok(target))) => {
            unknown(reader, part, alone);
            let start = part.start + text.find(target.domain.as_str()).unwrap_or(0);
            let found = text
                .get(start - part.start..)
                .is_some_and(|rest| rest.starts_with(target.domain.as_str()));
            alone.then(|| Nearest {
                kind: Kind::Domain,
                words: format!("a domain, `{}`, with something after it", target.domain),
                span: if found {
                    Span::new(start, start + target.domain.as_str().len())
                } else {
                    part
                },
            })
        }
        Some((text, Err(refusal))) if alone && is_name_like(text) => {
            reader.add(placed(refusal, part, text), Subject::Domain);
            let what = "no domain that can be checked";
            reader.piece(Kind::Domain, part, what, "", Reading::None);
            None
        }
        _ => {
            unknown(reader, part, alone);
            None
        }
    }
}

/// Whether a text is meant as one name or address, though none that can be checked.
fn is_name_like(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    text.contains(['.', ':']) && text.len() < 256 && text.chars().all(fits)
}

/// Whether the text is a domain, or several, and nothing else.
fn is_whole(target: &Target) -> bool {
    !target.notes.iter().any(|note| note.rule == &LEFT_OUT)
}

fn domain(reader: &mut Reader<'_>, span: Span, text: &str, target: Target) {
    for note in &target.notes {
        reader.add(placed(note.clone(), span, text), Subject::Domain);
    }
    reader.domain.get_or_insert_with(|| target.domain.to_string());
    let what = match target.domain.as_str() {
        domain if text.trim_end_matches('.').eq_ignore_ascii_case(domain) => "a domain".to_owned(),
        domain => format!("a domain: `{domain}`"),
    };
    reader.piece(Kind::Domain, span, what, "", Reading::Domain(Box::new(target)));
}

/// Points a finding of the input's reader at its place in the paste.
fn placed(mut finding: Finding, span: Span, text: &str) -> Finding {
    let whole = text.len() == span.len();
    finding.span = Some(
        finding
            .span
            .filter(|_| whole)
            .map_or(span, |inner| inner.shifted(span.start)),
    );
    if let Some(fix) = finding.fix.as_mut().filter(|_| whole) {
        for edit in &mut fix.edits {
            edit.span = edit.span.shifted(span.start);
        }
    } else {
        finding.fix = None;
    }
    finding
}

fn unknown(reader: &mut Reader<'_>, span: Span, alone: bool) {
    let what = if alone {
        "not recognised"
    } else {
        "not recognised, and left as it is"
    };
    reader.piece(Kind::Unknown, span, what, "", Reading::None);
}

/// Reads the whole text as a domain: somebody says that it is one.
pub(super) fn chosen(reader: &mut Reader<'_>) {
    let span = trimmed(reader.text, Span::new(0, reader.text.len()));
    let text = String::from_utf8_lossy(span.of(reader.text));
    match input::read(&text, reader.to_ascii) {
        Ok(target) => domain(reader, span, &text, target),
        Err(refusal) => {
            let mut refusal = placed(refusal, span, &text);
            // Joining the words of one line may make a name of them, joining lines doesn't.
            refusal.fix = refusal.fix.take().filter(|_| !text.contains('\n'));
            reader.add(refusal, Subject::Domain);
            reader.piece(Kind::Domain, span, "no domain that can be checked", "", Reading::None);
        }
    }
}
