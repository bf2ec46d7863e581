//! A field behind the version that is no `rua`: an extension, by the grammar of RFC 8460 §3.

use super::fields::delete;
use super::rules::{BLANK_AT_EQUALS, FIELD_NAME, FIELD_VALUE, NOT_A_FIELD, RUF, UNKNOWN_FIELD, VERSION_REPEATED};
use super::sink::Sink;
use crate::rule::{Finding, Severity};
use crate::text::Span;

/// Whether the text fits the grammar of an extension: `name "=" value`.
pub(super) fn is_extension(text: &[u8]) -> bool {
    let name = name_length(text);
    (1..=LONGEST_NAME).contains(&name)
        && text.first().is_some_and(u8::is_ascii_alphanumeric)
        && text.get(name) == Some(&b'=')
        && text.len() > name + 1
        && text.iter().skip(name + 1).all(|&byte| is_value(byte))
}

/// How many octets at the beginning could belong to a name.
pub(super) fn name_length(text: &[u8]) -> usize {
    let of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    text.iter().take_while(of_name).count()
}

/// Judges the field at `span`, without the blanks round it.
pub(super) fn judge(text: &[u8], span: Span, sink: &mut Sink) {
    let field = span.of(text);
    if is_extension(field) {
        let name = &field[..name_length(field)];
        let finding = match name {
            b"v" => VERSION_REPEATED.at(span).with_bytes("text", field),
            // The record has its `rua`: this one is superfluous and not fatal.
            name if name.eq_ignore_ascii_case(b"ruf") => RUF.at(span).severity(Severity::Warning),
            name => UNKNOWN_FIELD.at(span).with_bytes("name", name),
        };
        sink.add(delete(finding, text, span));
        return;
    }
    let finding = ill_formed(field, span);
    sink.add(if finding.fix.is_some() {
        finding
    } else {
        delete(finding, text, span)
    });
}

fn ill_formed(field: &[u8], span: Span) -> Finding {
    let Some(equals) = field.iter().position(|&byte| byte == b'=') else {
        return NOT_A_FIELD.at(span).with_bytes("text", field);
    };
    let (name, value) = (&field[..equals], &field[equals + 1..]);
    // RFC 8460 §3: blanks stand beside semicolons only.
    let (bare_name, bare_value) = (name.trim_ascii_end(), value.trim_ascii_start());
    if bare_name.len() < name.len() || bare_value.len() < value.len() {
        let start = span.start + bare_name.len();
        let end = span.end - bare_value.len();
        return BLANK_AT_EQUALS
            .at(start..end)
            .with_bytes("text", bare_name)
            .replace(start..end, "=");
    }
    let at_name = Span::new(span.start, span.start + equals);
    if let Some(reason) = name_fault(name) {
        let at = if name.is_empty() { span } else { at_name };
        return FIELD_NAME.at(at).with_bytes("name", name).with("reason", reason);
    }
    let start = span.start + equals + 1;
    let (at, reason) = match value.iter().position(|&byte| !is_value(byte)) {
        None => (span, "is empty"),
        Some(first) => {
            let length = value[first..].iter().take_while(|&&byte| !is_value(byte)).count();
            let reason = match value.get(first) {
                Some(b'=') => "has an equals sign in it",
                Some(b' ' | b'\t') => "has a blank in it",
                _ => "has a character in it that is no visible ASCII",
            };
            (Span::new(start + first, start + first + length), reason)
        }
    };
    FIELD_VALUE.at(at).with_bytes("name", name).with("reason", reason)
}

fn name_fault(name: &[u8]) -> Option<&'static str> {
    if name.is_empty() {
        Some("it is empty")
    } else if !name.first().is_some_and(u8::is_ascii_alphanumeric) {
        Some("it has to begin with a letter or digit")
    } else if name_length(name) < name.len() {
        Some("letters, digits, `_`, `-` and `.` are allowed")
    } else if name.len() > LONGEST_NAME {
        Some("32 characters are the most")
    } else {
        None
    }
}

/// RFC 8460 §3: visible ASCII other than `;` (which never gets here) and `=`.
fn is_value(byte: u8) -> bool {
    matches!(byte, b'!'..=b':' | b'<' | b'>'..=b'~')
}

/// RFC 8460 §3: one character and 31 more.
const LONGEST_NAME: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_told_by_their_grammar() {
        let long = "a".repeat(32);
        let good = ["a=b", "1=2", "a_-.=!", "x=\"b\"", "a=<>", &format!("{long}=b")];
        for text in good {
            assert!(is_extension(text.as_bytes()), "{text}");
        }
        let bad = [
            "",
            "a",
            "a=",
            "=b",
            "a=b=c",
            "a=b c",
            "_a=b",
            "a b=c",
            "a=\u{fc}",
            "a=;",
            &format!("{long}a=b"),
        ];
        for text in bad {
            assert!(!is_extension(text.as_bytes()), "{text}");
        }
    }
}
