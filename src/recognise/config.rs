//! The text of a record among other words: in the files of octoDNS, Terraform, `DNSControl`, in JSON, in prose.

use super::bare::{self, IN_SHELL, has_octo, octo, single};
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

/// A string of so many octets is full, as tools cut a long text: another one goes on with it.
const FULL: usize = 200;

/// So far the version of a text is looked for.
const WORD: usize = 16;

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
            let value = value(text.get(..line.span.end).unwrap_or(text), at, at + offset);
            at = value.span.end.max(at + offset + 1);
            let rest = text.get(at..line.span.end).unwrap_or_default();
            if is_version(&value.text.text) && version_in(rest).is_some_and(|(_, next)| next == which) {
                // What a script looks for, and the record itself behind it.
                continue;
            }
            report(reader, &value, which);
        }
    }
    found > 0
}

/// Whether a text is a version and nothing else.
fn is_version(text: &[u8]) -> bool {
    ["v=STSv1", "v=TLSRPTv1"]
        .iter()
        .any(|version| text == version.as_bytes())
}

/// Whether a value that stands behind this has quotation marks of its own: what the DNS services of Amazon, Cloudflare,
/// Google, Hetzner and others take and give as JSON holds texts as a zone file has them, and so do two providers of
/// Terraform.
fn takes_quotes(before: &[u8]) -> bool {
    let list = before.trim_ascii_end();
    let member = list.strip_suffix(b"[").unwrap_or(list).trim_ascii_end();
    match member.split_last() {
        Some((b':', name)) => name.trim_ascii_end().ends_with(b"\""),
        Some((b'=', name)) => ["content", "rrdatas"]
            .iter()
            .any(|known| name.trim_ascii_end().ends_with(known.as_bytes())),
        _ => false,
    }
}

fn report(reader: &mut Reader<'_>, value: &Value, which: Which) {
    let subject = if which == Which::Sts {
        Subject::Record
    } else {
        Subject::TlsRpt
    };
    let text = reader.text;
    let before = || text.get(..value.span.start).unwrap_or_default();
    if let Some(twice) = value.twice.as_ref().filter(|_| !takes_quotes(before())) {
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

/// The value whose version stands at `at` in a line, by the quote before it; nothing before `from` belongs to it.
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

/// Up to a closing quote.
fn closing(text: &[u8], at: usize, quote: u8) -> Option<usize> {
    let part = text.get(at..)?;
    let mut offset = 0;
    while let Some(&byte) = part.get(offset) {
        match byte {
            b'\\' if quote == b'"' => offset += 2,
            b'\'' if quote == b'\'' && part.get(offset + 1) == Some(&b'\'') => offset += 2,
            b'\'' if quote == b'\'' && part.get(offset..)?.starts_with(IN_SHELL) => offset += IN_SHELL.len(),
            _ if byte == quote => return Some(at + offset),
            _ => offset += 1,
        }
    }
    None
}

/// Takes all strings of a value, the first of which begins at `at` behind its quote; where the last one ends. `take` says
/// how long the text is with a string. One that is full is followed by the next.
fn strings(text: &[u8], at: usize, quote: u8, mut take: impl FnMut(Span) -> usize) -> Option<usize> {
    let mut inner = Span::new(at, closing(text, at, quote)?);
    let mut before = 0;
    loop {
        let length = take(inner);
        let full = length - before >= FULL;
        before = length;
        let rest = text.get(inner.end + 1..).unwrap_or_default().trim_ascii_start();
        let rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
        let next = text.len().saturating_sub(rest.len()) + 1;
        let goes_on = full && rest.first() == Some(&quote) && version_in(rest.get(..WORD).unwrap_or(rest)).is_none();
        match goes_on.then(|| closing(text, next, quote)).flatten() {
            Some(end) => inner = Span::new(next, end),
            None => return Some(inner.end),
        }
    }
}

/// A string of JSON, YAML or a script.
fn script(text: &[u8], at: usize) -> Value {
    let all = closing(text, at, b'"').map(|end| Span::new(at, end));
    let octo = all.is_some_and(|all| all.of(text).windows(3).any(|part| part == b"\\\\;"));
    let form = if octo { Form::ScriptOcto } else { Form::Script };
    let mut mapped = Mapped::new(at, form);
    let end = strings(text, at, b'"', |inner| {
        unescaped(text, inner, form, &mut mapped);
        mapped.text.len()
    });
    match end {
        Some(end) => quoted(mapped, form, Span::new(at - 1, end + 1)),
        None => plain(text, at),
    }
}

/// `"\"v=STSv1; id=1\""`: quotes in quotes.
fn twice(text: &[u8], from: usize, at: usize) -> Option<Value> {
    let outer = at.checked_sub(3).filter(|&outer| outer >= from)?;
    let end = closing(text, at, b'"')?;
    let inner = Span::new(at, end).of(text).strip_suffix(b"\\\"")?;
    let inner = Span::new(at, at + inner.len());
    let mut mapped = Mapped::new(at, Form::Script);
    unescaped(text, inner, Form::Script, &mut mapped);
    (text.get(outer) == Some(&b'"')).then(|| Value {
        twice: Some([Span::new(at - 2, at), Span::new(inner.end, inner.end + 2)]),
        ..quoted(mapped, Form::Script, Span::new(outer, end + 1))
    })
}

fn apostrophes(text: &[u8], at: usize) -> Value {
    let all = closing(text, at, b'\'').map(|end| Span::new(at, end));
    let octo = all.is_some_and(|all| has_octo(all.of(text)));
    let form = if octo { Form::SingleOcto } else { Form::Single };
    let mut mapped = Mapped::new(at, form);
    let end = strings(text, at, b'\'', |inner| {
        single(text, inner, octo, &mut mapped);
        mapped.text.len()
    });
    match end {
        Some(end) => quoted(mapped, form, Span::new(at - 1, end + 1)),
        None => plain(text, at),
    }
}

const fn quoted(text: Mapped, form: Form, span: Span) -> Value {
    Value {
        text,
        form,
        span,
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

/// Appends a quoted string with its escapes resolved: `\"`, `\\`, with `\\;` of octoDNS for a semicolon. Where quotes part
/// two strings of the record in it, nothing stands between them.
fn unescaped(text: &[u8], span: Span, form: Form, mapped: &mut Mapped) {
    let part = span.of(text);
    let mut at = 0;
    while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty()) {
        let start = span.start + at;
        if let Some(behind) = rest.strip_prefix(b"\\\"") {
            if let Some(next) = behind.trim_ascii_start().strip_prefix(b"\\\"") {
                at += rest.len() - next.len();
                continue;
            }
        }
        let (byte, width) = match rest {
            [b'\\', b'\\', b';', ..] if form == Form::ScriptOcto => (b';', 3),
            [b'\\', byte @ (b'"' | b'\\' | b'/'), ..] => (*byte, 2),
            rest if rest.starts_with(IN_SHELL) => (b'\'', IN_SHELL.len()),
            [byte, ..] => (*byte, 1),
            [] => break,
        };
        mapped.push(byte, Span::new(start, start + width), form);
        at += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_string_is_followed_by_the_next() {
        let long = format!("v=TLSRPTv1; rua=mailto:{}@a.example", "a".repeat(FULL));
        for (text, whole) in [
            (format!("'{long}' ',mailto:b'"), true),
            (format!("\"{long}\", \",mailto:b\""), true),
            (format!("\"{long}\", \"v=STSv1; id=1\""), false),
            (format!("\"{long}\" x \",mailto:b\""), false),
            (
                "\"v=TLSRPTv1; rua=mailto:a@b.example\", \",mailto:b\"".to_owned(),
                false,
            ),
        ] {
            let value = value(text.as_bytes(), 0, 1);
            assert_eq!(value.text.text.ends_with(b",mailto:b"), whole, "{text}");
            assert_eq!(value.span.end == text.len(), whole, "{text}");
        }
    }

    #[test]
    fn values_are_found_among_other_words() {
        for (text, want, form) in [
            (r#"TXT("_mta-sts", "v=STSv1; id=1"),"#, "v=STSv1; id=1", Form::Script),
            (r#"records = ["v=STSv1; id=1"]"#, "v=STSv1; id=1", Form::Script),
            (r#"{"Value": "\"v=STSv1; id=1\""}"#, "v=STSv1; id=1", Form::Script),
            (r#""v=STSv1\\; id=1""#, "v=STSv1; id=1", Form::ScriptOcto),
            (r"  value: v=STSv1\; id=1", "v=STSv1; id=1", Form::Octo),
            (r"  - 'v=STSv1\; id=1'", "v=STSv1; id=1", Form::SingleOcto),
            (r"add 'v=STSv1; id='\''1'\'''", "v=STSv1; id='1'", Form::Single),
            (
                r#"add '{"a":"v=STSv1; id='\''1'\''"}'"#,
                "v=STSv1; id='1'",
                Form::Script,
            ),
            (r#""v=STSv1; \" \"id=\"\"1""#, "v=STSv1; id=1", Form::Script),
            (r#"["v=STSv1; id=1", "v=spf1"]"#, "v=STSv1; id=1", Form::Script),
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
