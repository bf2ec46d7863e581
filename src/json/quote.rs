//! Writing strings.

use std::fmt::Write as _;

/// Puts a text behind `out` as it stands within a JSON string. What can't be seen, and what a page or a script could
/// take for more than text, is escaped; of the short escapes only those that other languages have too.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // The line ends of older JavaScript and of YAML are among it.
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                // Writing to a String can't fail.
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
}

/// Puts a text behind `out` as a JSON string.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    escape(out, text);
    out.push('"');
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_written_is_read() {
        for text in ["", "a\"\\/\u{1}\r\n\t\u{7f}\u{2028}é😀", "\u{0}"] {
            let mut out = String::new();
            super::quote(&mut out, text);
            assert_eq!(
                serde_json::from_str::<String>(&out).ok().as_deref(),
                Some(text),
                "{out}"
            );
        }
    }
}
