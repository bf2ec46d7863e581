//! How a value is written inside the strings of other languages: what stands between the quotation marks.

/// Writes `text` as the language of that name has it; `None` if there is no such language.
///
/// - `raw`: as it is.
/// - `json`: JSON, and so JavaScript, YAML in double quotes, and TOML.
/// - `hcl`: Terraform, where `${` and `%{` begin a template.
/// - `zone`: a quoted string of a zone file (RFC 1035 §5.1), octets in decimal.
/// - `octal`: the same with octets in octal, as Route 53 has them.
/// - `tinydns`: a field of tinydns-data, octets in octal.
/// - `sh`: a POSIX shell's single quotes.
/// - `ps`: PowerShell's single quotes.
/// - `octodns`: a value of octoDNS, where a semicolon needs a backslash.
pub(super) fn write(language: &str, text: &str) -> Option<String> {
    Some(match language {
        "raw" => text.to_owned(),
        "json" => json(text),
        "hcl" => json(text).replace("${", "$${").replace("%{", "%%{"),
        "zone" => octets(text, |byte| matches!(byte, b'"' | b'\\'), |byte| format!("\\{byte:03}")),
        "octal" => octets(
            text,
            |byte| matches!(byte, b'"' | b'\\'),
            |byte| format!("\\{byte:03o}"),
        ),
        "tinydns" => {
            octets(text, |_| false, |byte| format!("\\{byte:03o}"))
                .chars()
                .fold(String::new(), |mut out, c| {
                    match c {
                        ':' => out.push_str("\\072"),
                        c => out.push(c),
                    }
                    out
                })
        }
        "sh" => text.replace('\'', "'\\''"),
        "ps" => text.chars().fold(String::new(), |mut out, c| {
            // PowerShell takes curly quotation marks for straight ones.
            if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
                out.push(c);
            }
            out.push(c);
            out
        }),
        "octodns" => text.replace(';', "\\;"),
        _ => return None,
    })
}

/// A JSON string.
fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    crate::json::escape(&mut out, text);
    out
}

/// Visible ASCII as it is, with a backslash before what needs one; other octets as numbers.
fn octets(text: &str, quoted: fn(u8) -> bool, number: fn(u8) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            _ if quoted(byte) => {
                out.push('\\');
                out.push(char::from(byte));
            }
            // Where no backslash is put before it, it would be taken for one that is.
            b'\\' => out.push_str(&number(byte)),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&number(byte)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::txt;

    fn of(language: &str, text: &str) -> String {
        write(language, text).unwrap()
    }

    #[test]
    fn each_language_has_its_own_quoting() {
        let text = "a\"b\\c;d:e'f’${g}%{h}\nü";
        for (language, written) in [
            ("raw", text),
            ("json", "a\\\"b\\\\c;d:e'f’${g}%{h}\\nü"),
            ("hcl", "a\\\"b\\\\c;d:e'f’$${g}%%{h}\\nü"),
            ("zone", "a\\\"b\\\\c;d:e'f\\226\\128\\153${g}%{h}\\010\\195\\188"),
            ("octal", "a\\\"b\\\\c;d:e'f\\342\\200\\231${g}%{h}\\012\\303\\274"),
            ("tinydns", "a\"b\\134c;d\\072e'f\\342\\200\\231${g}%{h}\\012\\303\\274"),
            ("sh", "a\"b\\c;d:e'\\''f’${g}%{h}\nü"),
            ("ps", "a\"b\\c;d:e''f’’${g}%{h}\nü"),
            ("octodns", "a\"b\\c\\;d:e'f’${g}%{h}\nü"),
        ] {
            assert_eq!(of(language, text), written, "{language}");
        }
        assert_eq!(write("cobol", text), None);
    }

    #[test]
    fn what_can_be_decoded_here_is_the_same_text_again() {
        crate::arb::property(|u| {
            let text: String = u.arbitrary()?;
            let quoted = format!("\"{}\"", of("json", &text));
            assert_eq!(serde_json::from_str::<String>(&quoted).ok(), Some(text.clone()));
            let quoted = format!("\"{}\"", of("zone", &text));
            assert_eq!(txt::read(&quoted).text, text.as_bytes(), "{quoted}");
            assert_eq!(unquoted_shell(&of("sh", &text)), text);
            Ok(())
        });
    }

    /// What a shell makes of `'…'`.
    fn unquoted_shell(text: &str) -> String {
        text.replace("'\\''", "'")
    }
}
