//! The text of a record among other words: in the files of octoDNS, Terraform, `DNSControl`, in JSON, in prose.

use super::bare::{self, has_octo, octo, single};
use super::form::Form;
use super::lines::{find, line, lines, trimmed};
use super::mapped::Mapped;
use super::reader::Reader;
use super::rules::zone::QUOTED_TWICE;
use super::txt::Which;
use crate::rule::Subject;
use crate::text::Span;

/// More texts than this of a block are left out.
const MOST_TEXTS: usize = 64;

/// The first version of a record in a piece of text.
pub(super) fn version_in(part: &[u8]) -> Option<(usize, Which)> {
    // Nearly no line has it, and then it isn't searched twice.
    let sts = find(part, "v=STSv1").map(|at| (at, Which::Sts));
    let tlsrpt = find(part, "v=TLSRPTv1").map(|at| (at, Which::Tlsrpt));
    match (sts, tlsrpt) {
        (Some(a), Some(b)) => Some(if a.0 < b.0 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Reads every text of a record in a block. Whether there is one.
pub(super) fn block(reader: &mut Reader<'_>, span: Span) -> bool {
    let text = reader.text.get(..span.end).unwrap_or(reader.text);
    let mut found = 0;
    for line in lines(text, span) {
        let mut at = line.span.start;
        while let Some((offset, which)) = text.get(at..line.span.end).and_then(version_in) {
            if found == MOST_TEXTS {
                return true;
            }
            found += 1;
            let value = value(text, at, at + offset);
            at = value.span.end.max(at + offset + 1);
            report(reader, &value, which);
        }
    }
    found > 0
}

fn report(reader: &mut Reader<'_>, value: &Value, which: Which) {
    let subject = if which == Which::Sts {
        Subject::Record
    } else {
        Subject::TlsRpt
    };
    if let Some(twice) = &value.twice {
        let finding = QUOTED_TWICE.at(value.span);
        let finding = twice.iter().fold(finding, |finding, quote| finding.suggest(*quote, ""));
        reader.add(finding, subject);
    }
    bare::judge(reader, value.span, which, &value.text, value.form);
}

struct Value {
    text: Mapped,
    form: Form,
    /// The text with what it is quoted in.
    span: Span,
    /// The inner quotes of a value that has two pairs.
    twice: Option<[Span; 2]>,
}

/// The value whose version stands at `at`, by the quote before it; nothing before `from` belongs to it.
fn value(text: &[u8], from: usize, at: usize) -> Value {
    let before = text.get(from..at).unwrap_or_default();
    match before {
        [.., b'\\', b'"'] => twice(text, from, at).unwrap_or_else(|| script(text, at)),
        [.., b'"'] => script(text, at),
        [.., b'\''] => apostrophes(text, at),
        [.., b'`'] => until(text, at, b'`'),
        _ => plain(text, at),
    }
}

/// Up to a closing quote on the same line.
fn closing(text: &[u8], at: usize, quote: u8) -> Option<usize> {
    let end = line(text, at)?.span.end;
    let part = text.get(at..end)?;
    let mut offset = 0;
    while let Some(&byte) = part.get(offset) {
        match byte {
            b'\\' if quote == b'"' => offset += 2,
            b'\'' if quote == b'\'' && part.get(offset + 1) == Some(&b'\'') => offset += 2,
            _ if byte == quote => return Some(at + offset),
            _ => offset += 1,
        }
    }
    None
}

/// A string of JSON, YAML or a script.
fn script(text: &[u8], at: usize) -> Value {
    let Some(end) = closing(text, at, b'"') else {
        return plain(text, at);
    };
    let inner = Span::new(at, end);
    let octo = inner.of(text).windows(3).any(|part| part == b"\\\\;");
    let form = if octo { Form::ScriptOcto } else { Form::Script };
    Value {
        text: unescaped(text, inner, form),
        form,
        span: Span::new(at - 1, end + 1),
        twice: None,
    }
}

/// `"\"v=STSv1; id=1\""`: quotes in quotes.
fn twice(text: &[u8], from: usize, at: usize) -> Option<Value> {
    let outer = at.checked_sub(3).filter(|&outer| outer >= from)?;
    let end = closing(text, at, b'"')?;
    let inner = Span::new(at, end).of(text).strip_suffix(b"\\\"")?;
    let inner = Span::new(at, at + inner.len());
    (text.get(outer) == Some(&b'"')).then(|| Value {
        text: unescaped(text, inner, Form::Script),
        form: Form::Script,
        span: Span::new(outer, end + 1),
        twice: Some([Span::new(at - 2, at), Span::new(inner.end, inner.end + 2)]),
    })
}

fn apostrophes(text: &[u8], at: usize) -> Value {
    let Some(end) = closing(text, at, b'\'') else {
        return plain(text, at);
    };
    let inner = Span::new(at, end);
    let octo = has_octo(inner.of(text));
    let form = if octo { Form::SingleOcto } else { Form::Single };
    let mut mapped = Mapped::new(at, form);
    single(text, inner, octo, &mut mapped);
    Value {
        text: mapped,
        form,
        span: Span::new(at - 1, end + 1),
        twice: None,
    }
}

fn until(text: &[u8], at: usize, quote: u8) -> Value {
    let Some(end) = closing(text, at, quote) else {
        return plain(text, at);
    };
    Value {
        text: Mapped::plain(text, Span::new(at, end)),
        form: Form::Bare,
        span: Span::new(at, end),
        twice: None,
    }
}

/// Without quotes: up to the end of the line.
fn plain(text: &[u8], at: usize) -> Value {
    let end = line(text, at).map_or(at, |line| line.span.end);
    let span = trimmed(text, Span::new(at, end));
    let is_octo = has_octo(span.of(text));
    let form = if is_octo { Form::Octo } else { Form::Bare };
    let mut mapped = Mapped::new(span.start, form);
    if is_octo {
        octo(text, span, form, &mut mapped);
    } else {
        mapped.extend(span.of(text), span.start, form);
    }
    Value {
        text: mapped,
        form,
        span,
        twice: None,
    }
}

/// A quoted string with its escapes resolved: `\"`, `\\`, with `\\;` of octoDNS for a semicolon.
fn unescaped(text: &[u8], span: Span, form: Form) -> Mapped {
    let mut mapped = Mapped::new(span.start, form);
    let part = span.of(text);
    let mut at = 0;
    while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty()) {
        let start = span.start + at;
        let (byte, width) = match rest {
            [b'\\', b'\\', b';', ..] if form == Form::ScriptOcto => (b';', 3),
            [b'\\', byte @ (b'"' | b'\\' | b'/'), ..] => (*byte, 2),
            [byte, ..] => (*byte, 1),
            [] => break,
        };
        mapped.push(byte, Span::new(start, start + width), form);
        at += width;
    }
    mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_among_other_words() {
        for (text, want, form) in [
            (r#"TXT("_mta-sts", "v=STSv1; id=1"),"#, "v=STSv1; id=1", Form::Script),
            (r#"records = ["v=STSv1; id=1"]"#, "v=STSv1; id=1", Form::Script),
            (r#"{"Value": "\"v=STSv1; id=1\""}"#, "v=STSv1; id=1", Form::Script),
            (r#""v=STSv1\\; id=1""#, "v=STSv1; id=1", Form::ScriptOcto),
            (r"  value: v=STSv1\; id=1", "v=STSv1; id=1", Form::Octo),
            (r"  - 'v=STSv1\; id=1'", "v=STSv1; id=1", Form::SingleOcto),
            ("my record is `v=STSv1; id=1`, is it good?", "v=STSv1; id=1", Form::Bare),
            ("TXT: v=STSv1; id=1 \nx", "v=STSv1; id=1", Form::Bare),
            (r#"x "v=STSv1; id=1"#, "v=STSv1; id=1", Form::Bare),
        ] {
            let (at, _) = version_in(text.as_bytes()).expect(text);
            let value = value(text.as_bytes(), 0, at);
            assert_eq!(
                (String::from_utf8_lossy(&value.text.text).as_ref(), value.form),
                (want, form),
                "{text}"
            );
        }
    }
}
