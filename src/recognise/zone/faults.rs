//! What is wrong with a line of a zone as such, whatever its record says.

use super::super::form::Form;
use super::super::lines::{begins, trimmed};
use super::super::mapped::Mapped;
use super::super::reader::Reader;
use super::super::rows::{Held, Row};
use super::super::rules::zone::{
    COMMENT_CUTS_VALUE, NAME_DOUBLED, PARENTHESIS_OPEN, QUOTE_OPEN, STRING_TOO_LONG, TARGET_DOUBLED,
};
use super::entry::{Entry, Token};
use super::names::Completed;
use super::value::{decimal, unescape};
use crate::rule::Subject;
use crate::text::Span;

/// Longest string of a TXT record, in octets (RFC 1035 §3.3.14).
const LONGEST_STRING: usize = 255;

/// More cuts than this aren't offered.
const MOST_CUTS: usize = 16;

/// The text that is meant where a semicolon without quotes made a comment of its end.
pub(in super::super) fn cut_by_comment(text: &[u8], data: &[Token], entry: &Entry) -> Option<Mapped> {
    let comment = trimmed(text, entry.comment?);
    let (first, last) = (data.first()?, data.last()?);
    let meant = entry.unclosed.is_none()
        && !data.iter().any(|token| token.quoted)
        && begins(first.span.of(text), "v=")
        && comment.start >= last.span.end
        && comment.of(text).contains(&b'=');
    meant.then(|| Mapped::plain(text, Span::new(first.span.start, comment.end)))
}

/// Faults of the words of a line; whether one of them keeps it from being published as it is meant.
pub(super) fn of_entry(reader: &mut Reader<'_>, entry: &Entry, data: &[Token], row: &Row, subject: Subject) -> bool {
    let text = reader.text;
    let mut broken = entry.unclosed.is_some();
    for token in data.iter().filter(|token| token.open) {
        broken = true;
        let begin = token.span.of(text);
        let finding = QUOTE_OPEN
            .at(token.outer())
            .with_bytes("begin", begin.get(..24).unwrap_or(begin));
        let backslashes = begin.iter().rev().take_while(|&&byte| byte == b'\\').count();
        let end = token.span.start + begin.trim_ascii_end().len();
        let finding = if backslashes % 2 == 0 {
            finding.suggest(Span::point(end), "\"")
        } else {
            finding
        };
        reader.add(finding, subject);
    }
    if let Some(at) = entry.unclosed {
        let finding = PARENTHESIS_OPEN.at(at..at + 1);
        let open = entry.tokens.last().is_some_and(|token| token.open);
        let finding = if open {
            finding
        } else {
            finding.suggest(Span::point(entry.span.end.max(at + 1)), " )")
        };
        reader.add(finding, subject);
    }
    match &row.held {
        Held::Text {
            text: mapped,
            form: Form::Word,
            frozen: true,
        } if entry.unclosed.is_none() => {
            cut(reader, mapped, data, subject);
            broken = true;
        }
        Held::Text { .. } => {
            for token in data {
                broken |= too_long(reader, token, subject);
            }
        }
        Held::Data(..) => {}
    }
    broken
}

fn cut(reader: &mut Reader<'_>, mapped: &Mapped, data: &[Token], subject: Subject) {
    let text = reader.text;
    let all = mapped.all();
    let published = Span::new(all.start, data.last().map_or(all.start, |last| last.span.end));
    let lost = trimmed(text, Span::new(published.end, all.end));
    let finding = COMMENT_CUTS_VALUE
        .at(lost)
        .with_bytes("published", published.of(text))
        .with_bytes("lost", lost.of(text));
    let plain = !mapped.text.iter().any(|byte| matches!(byte, b'"' | b'\\'));
    let finding = if plain {
        finding
            .replace(Span::point(all.start), "\"")
            .replace(Span::point(all.end), "\"")
    } else {
        finding
    };
    reader.add(finding, subject);
}

/// Whether a string is too long.
fn too_long(reader: &mut Reader<'_>, token: &Token, subject: Subject) -> bool {
    if token.span.len() <= LONGEST_STRING {
        return false;
    }
    let form = if token.quoted { Form::Quoted } else { Form::Word };
    let mut string = Mapped::new(token.span.start, form);
    unescape(reader.text, token.span, form, decimal, &mut string);
    let length = string.text.len();
    if length <= LONGEST_STRING {
        return false;
    }
    let mut finding = STRING_TOO_LONG.at(token.outer()).with("length", length);
    if token.quoted && !token.open && length <= MOST_CUTS * LONGEST_STRING {
        for at in (1..).map(|n| n * LONGEST_STRING).take_while(|&at| at < length) {
            finding = finding.replace(string.span(Span::point(at)), "\" \"");
        }
    }
    reader.add(finding, subject);
    true
}

/// An owner that has the origin twice.
pub(super) fn of_owner(reader: &mut Reader<'_>, name: &Completed, span: Span, subject: Subject) {
    if let Some(written) = &name.doubled {
        let finding = NAME_DOUBLED.at(span).with("written", written).with("full", &name.name);
        reader.add(finding.replace(Span::point(span.end), "."), subject);
    }
}

/// A host in a record that has the origin twice.
pub(super) fn of_target(reader: &mut Reader<'_>, name: &Completed, span: Span, subject: Subject) {
    if let Some(written) = &name.doubled {
        let finding = TARGET_DOUBLED
            .at(span)
            .with("written", written)
            .with("full", &name.name);
        reader.add(finding.replace(Span::point(span.end), "."), subject);
    }
}
