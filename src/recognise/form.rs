//! The forms in which the text of a TXT record is written down, and how to write into each of them.

use std::fmt::Write as _;

/// How the text stands in the paste, where an edit has to write more of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is.
    Bare,
    /// A quoted string of a zone file (RFC 1035 §5.1): `\"`, `\\`, `\DDD`.
    Quoted,
    /// A word of a zone file without quotes: blanks and `;` are escaped as well.
    Word,
    /// octoDNS: `\;` stands for the semicolon, all else is as it is.
    Octo,
    /// A line of tinydns: octal `\ooo`, and no colon.
    Tiny,
    /// A quoted string of JSON, YAML, HCL or a script: `\"`, `\\`.
    Script,
    /// The same, and in it the escapes of octoDNS or of a zone file: `\\;`.
    ScriptOcto,
    /// Between apostrophes, as in YAML: `''` stands for one.
    Single,
    /// The same, and in it the escapes of octoDNS.
    SingleOcto,
}

impl Form {
    /// What it is called, as it stands behind "as in": `a zone file`. Empty for text as it is.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Bare => "",
            Self::Quoted => "quoted, as in a zone file",
            Self::Word => "without quotes, as in a zone file",
            Self::Octo | Self::ScriptOcto | Self::SingleOcto => "with `\\;`, as octoDNS writes it",
            Self::Tiny => "with octal escapes, as tinydns writes it",
            Self::Script => "a quoted string",
            Self::Single => "between apostrophes",
        }
    }

    /// `text` as it is written in this form; `None` where the form has no way to write it.
    pub(super) fn write(self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match self {
                Self::Bare => out.push(c),
                Self::Quoted => zone(c, matches!(c, '"' | '\\'), &mut out),
                Self::Word => match c {
                    ' ' => out.push_str("\\032"),
                    _ => zone(c, matches!(c, '"' | '\\' | ';' | '(' | ')' | '@' | '$'), &mut out),
                },
                Self::Tiny => match c {
                    ':' | ';' | '\\' | '\0'..=' ' | '\x7f'.. => octets(c, &mut out, |octet, out| {
                        let _ = write!(out, "\\{octet:03o}");
                    }),
                    _ => out.push(c),
                },
                _ if c.is_control() => return None,
                Self::Octo | Self::SingleOcto | Self::ScriptOcto if c == '\\' => return None,
                Self::Octo => octo(c, "\\;", &mut out),
                Self::ScriptOcto if c == '"' => out.push_str("\\\""),
                Self::ScriptOcto => octo(c, "\\\\;", &mut out),
                Self::Single | Self::SingleOcto if c == '\'' => out.push_str("''"),
                Self::SingleOcto => octo(c, "\\;", &mut out),
                Self::Single => out.push(c),
                Self::Script => {
                    if matches!(c, '"' | '\\') {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
        }
        Some(out)
    }
}

/// RFC 1035 §5.1: what has a meaning of its own behind a backslash, what can't be seen by its number.
fn zone(c: char, special: bool, out: &mut String) {
    if !(' '..='~').contains(&c) {
        octets(c, out, |octet, out| {
            let _ = write!(out, "\\{octet:03}");
        });
        return;
    }
    if special {
        out.push('\\');
    }
    out.push(c);
}

fn octo(c: char, semicolon: &str, out: &mut String) {
    if c == ';' {
        out.push_str(semicolon);
    } else {
        out.push(c);
    }
}

fn octets(c: char, out: &mut String, each: fn(u8, &mut String)) {
    for octet in c.encode_utf8(&mut [0; 4]).bytes() {
        each(octet, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_writes_its_own_escapes() {
        for (form, text, want) in [
            (Form::Bare, "a; \"b\"", Some("a; \"b\"")),
            (Form::Quoted, "a; \"b\\ü", Some(r#"a; \"b\\\195\188"#)),
            (Form::Word, "a; b", Some(r"a\;\032b")),
            (Form::Octo, "; id=1", Some(r"\; id=1")),
            (Form::Octo, "\\", None),
            (Form::Octo, "\n", None),
            (Form::Tiny, "; id:1", Some(r"\073\040id\0721")),
            (Form::Script, "a; \"b\"", Some(r#"a; \"b\""#)),
            (Form::ScriptOcto, "; \"", Some(r#"\\; \""#)),
            (Form::Single, "it's;", Some("it''s;")),
            (Form::SingleOcto, "it's;", Some(r"it''s\;")),
        ] {
            assert_eq!(form.write(text).as_deref(), want, "{form:?} {text}");
        }
    }
}
