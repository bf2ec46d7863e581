//! The text of one TXT record, as it stands in a paste outside of any record: bare, in quotes, or with the escapes of
//! a tool.

use super::form::Form;
use super::kind::Kind;
use super::lines::trimmed;
use super::mapped::Mapped;
use super::piece::{Reading, TxtSet};
use super::reader::Reader;
use super::rules::zone::{QUOTED_TWICE, READ_AS_ESCAPED};
use super::texts::{placed, placed_id};
use super::txt::Which;
use super::zone::entry::entry;
use super::zone::value::{decimal, octal, text, unescape};
use crate::rule::Subject;
use crate::sts;
use crate::text::Span;
use crate::tlsrpt;

/// A text as it is meant, and how it was written.
pub(super) struct Value {
    pub(super) text: Mapped,
    pub(super) form: Form,
    /// The outer of two pairs of quotation marks.
    twice: Option<(Span, Span)>,
}

/// Reads a block as the text of one record.
pub(super) fn block(reader: &mut Reader<'_>, span: Span, which: Which) {
    let value = value(reader.text, span);
    if let Which::Other(what) = which {
        reader.piece(Kind::Other, span, what, value.form.words(), Reading::None);
        return;
    }
    let subject = if which == Which::Sts {
        Subject::Record
    } else {
        Subject::TlsRpt
    };
    if let Some((first, last)) = value.twice {
        let finding = QUOTED_TWICE.at(span).suggest(first, "").suggest(last, "");
        reader.add(finding, subject);
    }
    if matches!(
        value.form,
        Form::Octo | Form::SingleOcto | Form::ScriptOcto | Form::Tiny | Form::Word
    ) {
        let finding = READ_AS_ESCAPED.at(span).with_bytes("found", span.of(reader.text));
        reader.add(finding.with_words("form", form_words(value.form)), subject);
    }
    judge(reader, span, which, &value.text, value.form);
}

fn form_words(form: Form) -> &'static str {
    match form {
        Form::Tiny => "tinydns writes it: octal numbers behind backslashes",
        Form::Word => "a zone file has it: numbers of octets behind backslashes",
        _ => "octoDNS writes it: `\\;` stands for a semicolon",
    }
}

/// Judges a text that stands alone.
pub(super) fn judge(reader: &mut Reader<'_>, span: Span, which: Which, text: &Mapped, form: Form) {
    let mut findings = reader.findings.alike();
    let (reading, valid) = if which == Which::Sts {
        let record = sts::record::parse(&text.text, &mut findings).map(|record| placed_id(record, text));
        let valid = record.is_some();
        let reading = Reading::Sts {
            owner: None,
            record,
            elsewhere: None,
        };
        (reading, valid)
    } else {
        let record = tlsrpt::parse(&text.text, &mut findings).map(|record| placed(record, text));
        let valid = record.is_some();
        let reading = Reading::Tlsrpt {
            owner: None,
            record,
            elsewhere: None,
        };
        (reading, valid)
    };
    reader.adopt(findings, text);
    let (kind, what) = said(which, valid);
    reader.txt_set(TxtSet {
        kind,
        owner: None,
        texts: vec![text.clone()],
    });
    reader.piece(kind, span, what, form.words(), reading);
}

/// What the text of a record is, and in words.
pub(super) fn said(which: Which, valid: bool) -> (Kind, String) {
    let kind = if which == Which::Sts {
        Kind::StsRecord
    } else {
        Kind::TlsrptRecord
    };
    let valid = if valid { ", valid" } else { ", not valid" };
    (kind, [kind.words(), valid].concat())
}

/// The text that is meant, by the quotes and escapes it is written with.
pub(super) fn value(paste: &[u8], span: Span) -> Value {
    let span = trimmed(paste, span);
    let part = span.of(paste);
    let plain = |form| Value {
        text: Mapped::new(span.start, form),
        form,
        twice: None,
    };
    match part {
        [b'"', b'"', inner, ..]
            if !matches!(inner, b'"' | b' ' | b'\t') && part.ends_with(b"\"\"") && part.len() > 4 =>
        {
            let inner = Span::new(span.start + 2, span.end - 2);
            return Value {
                text: Mapped::plain(paste, inner),
                form: Form::Bare,
                twice: Some((Span::new(span.start, span.start + 1), Span::new(span.end - 1, span.end))),
            };
        }
        [b'"' | b'(', ..] => return strings(paste, span).unwrap_or_else(|| bare(paste, span)),
        [b'\'', .., b'\''] if part.len() > 2 => {
            let inner = Span::new(span.start + 1, span.end - 1);
            let octo = has_octo(inner.of(paste));
            let mut value = plain(if octo { Form::SingleOcto } else { Form::Single });
            single(paste, inner, octo, &mut value.text);
            return value;
        }
        _ => {}
    }
    if has_octo(part) {
        let mut value = plain(Form::Octo);
        octo(paste, span, Form::Octo, &mut value.text);
        return value;
    }
    let Some(form) = numbers(part) else {
        return bare(paste, span);
    };
    let mut value = plain(form);
    unescape(
        paste,
        span,
        form,
        if form == Form::Tiny { octal } else { decimal },
        &mut value.text,
    );
    value
}

fn bare(paste: &[u8], span: Span) -> Value {
    Value {
        text: Mapped::plain(paste, span),
        form: Form::Bare,
        twice: None,
    }
}

/// Quoted strings, on several lines perhaps; `None` if there is anything else beside them.
fn strings(paste: &[u8], span: Span) -> Option<Value> {
    let cut = paste.get(..span.end)?;
    let mut tokens = Vec::new();
    let mut at = span.start;
    while let Some(entry) = entry(cut, at, true) {
        if entry.comment.is_some() || entry.unclosed.is_some() {
            return None;
        }
        tokens.extend(entry.tokens);
        at = entry.next;
    }
    let all_quoted = !tokens.is_empty() && tokens.iter().all(|token| token.quoted && !token.open);
    all_quoted.then(|| Value {
        text: text(paste, &tokens, span.start),
        form: Form::Quoted,
        twice: None,
    })
}

/// Whether `\;` stands in it, as octoDNS writes semicolons.
pub(super) fn has_octo(part: &[u8]) -> bool {
    part.windows(2).any(|pair| pair == b"\\;")
}

/// Appends a text of octoDNS.
pub(super) fn octo(paste: &[u8], span: Span, form: Form, mapped: &mut Mapped) {
    let part = span.of(paste);
    let mut at = 0;
    while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty()) {
        let start = span.start + at;
        let plain = rest.windows(2).position(|pair| pair == b"\\;").unwrap_or(rest.len());
        if plain > 0 {
            mapped.extend(rest.get(..plain).unwrap_or_default(), start, form);
            at += plain;
        } else {
            mapped.push(b';', Span::new(start, start + 2), form);
            at += 2;
        }
    }
}

/// An apostrophe between apostrophes, as a shell has it.
pub(super) const IN_SHELL: &[u8] = b"'\\''";

/// Appends a text between apostrophes: two of them stand for one, and so does a shell's way round them.
pub(super) fn single(paste: &[u8], span: Span, octo: bool, mapped: &mut Mapped) {
    let form = if octo { Form::SingleOcto } else { Form::Single };
    let part = span.of(paste);
    let mut at = 0;
    while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty()) {
        let start = span.start + at;
        let width = match rest {
            [b'\'', b'\'', ..] => 2,
            rest if rest.starts_with(IN_SHELL) => IN_SHELL.len(),
            [b'\\', b';', ..] if octo => 2,
            _ => 1,
        };
        let byte = rest.get(width - 1).copied().unwrap_or_default();
        mapped.push(byte, Span::new(start, start + width), form);
        at += width;
    }
}

/// The form of a bare text with numbered escapes: those that make sense as octal are of tinydns, others of a zone file.
fn numbers(part: &[u8]) -> Option<Form> {
    let found = part.windows(4).find_map(|window| match window {
        [b'\\', a, b, c] if [a, b, c].iter().all(|byte| byte.is_ascii_digit()) => Some([*a, *b, *c]),
        _ => None,
    })?;
    let sense = |octet: Option<u8>| {
        matches!(
            octet,
            Some(b' ' | b';' | b':' | b'=' | b'"' | b',' | b'\\' | b'@' | b'\t')
        )
    };
    match (sense(octal(found)), sense(decimal(found))) {
        (true, _) => Some(Form::Tiny),
        (_, true) => Some(Form::Word),
        _ => None,
    }
}

/// Reads a whole text as the value of a record, as it is: somebody says that it is one.
pub(super) fn chosen(reader: &mut Reader<'_>, which: Which) {
    let text = reader.text;
    let end = text
        .strip_suffix(b"\n")
        .map_or(text, |text| text.strip_suffix(b"\r").unwrap_or(text))
        .len();
    let span = Span::new(0, end);
    let value = Mapped::plain(text, span);
    judge(reader, span, which, &value, Form::Bare);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_tools_write_them() {
        for (paste, want, form) in [
            ("v=STSv1; id=1", "v=STSv1; id=1", Form::Bare),
            (" \"v=STSv1; id=1\"\n", "v=STSv1; id=1", Form::Quoted),
            ("\"v=STSv1; \" \"id=1\"", "v=STSv1; id=1", Form::Quoted),
            ("\"v=STSv1; \"\n\"id=1\"", "v=STSv1; id=1", Form::Quoted),
            ("( \"v=STSv1; \"\n  \"id=1\" )", "v=STSv1; id=1", Form::Quoted),
            ("\"\"v=STSv1; id=1\"\"", "v=STSv1; id=1", Form::Bare),
            ("\"\"\"v=STSv1; id=1\"\"\"", "v=STSv1; id=1", Form::Quoted),
            ("\"\\\"v=STSv1\\\"\"", "\"v=STSv1\"", Form::Quoted),
            ("'v=STSv1\\; id=''1'''", "v=STSv1; id='1'", Form::SingleOcto),
            ("'v=STSv1; id=1'", "v=STSv1; id=1", Form::Single),
            ("v=STSv1\\; id=1", "v=STSv1; id=1", Form::Octo),
            ("v=STSv1;\\040id=1", "v=STSv1; id=1", Form::Tiny),
            ("v=STSv1\\059\\032id=1", "v=STSv1; id=1", Form::Word),
            ("v=STSv1\\999id=1", "v=STSv1\\999id=1", Form::Bare),
            ("\"v=STSv1; id=1", "\"v=STSv1; id=1", Form::Bare),
        ] {
            let value = value(paste.as_bytes(), Span::new(0, paste.len()));
            assert_eq!(
                (String::from_utf8_lossy(&value.text.text).as_ref(), value.form),
                (want, form),
                "{paste}"
            );
        }
    }
}
