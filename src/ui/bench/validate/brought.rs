//! What becomes of a file that is dropped or picked: its text, or why it isn't read.

use super::LIMIT;
use crate::rule::Severity;
use crate::text::show;
use crate::ui::hooks::Brought;
use crate::ui::words::thousands;

/// What is said of a file, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How bad it is.
    pub severity: Severity,
    /// The sentence.
    pub words: String,
}

/// Longest name of a file that is shown, in characters.
const NAME: usize = 60;

/// The text of a file, and what is said of it; `Err`: only that.
///
/// What the file holds beside text is not guessed at: a text put into another encoding is another text, and a policy
/// that is saved so is one that senders can't read (RFC 8461 §3.2).
pub fn read(file: &Brought) -> Result<(String, Said), Said> {
    let name: String = show(file.name.as_bytes()).chars().take(NAME).collect();
    let size = usize::try_from(file.size).unwrap_or(usize::MAX).max(file.bytes.len());
    let no = |why: String| {
        let words = format!("`{name}` {why} The text is as it was.");
        let severity = Severity::Error;
        Err(Said { severity, words })
    };
    if size == 0 {
        return no("is empty.".to_owned());
    }
    if size > LIMIT {
        return no(format!(
            "has {} bytes; files of up to {}\u{a0}KiB are read here. Paste the part that matters.",
            thousands(size),
            LIMIT / 1024
        ));
    }
    if let Some(encoding) = encoding(&file.bytes) {
        return no(format!(
            "is saved as {encoding}. Save it as UTF-8 and bring it again; a policy has to be served so too."
        ));
    }
    let text = std::str::from_utf8(&file.bytes)
        .ok()
        .filter(|text| !text.contains('\0'));
    let Some(text) = text else {
        let what = match file.bytes.as_slice() {
            [0x1f, 0x8b, ..] => "is packed with gzip. Unpack it, and bring what was in it.",
            [b'P', b'K', 3, 4, ..] => "is a zip archive. Unpack it, and bring what was in it.",
            [b'%', b'P', b'D', b'F', ..] => "is a PDF document, no text. Copy what matters out of it.",
            _ => "holds something else than text in UTF-8.",
        };
        return no(what.to_owned());
    };
    let read = format!(
        "`{name}` was read: {} bytes. Undo brings back what was here.",
        thousands(size)
    );
    let (severity, words) = if text.replace("\r\n", "").contains('\r') {
        let why = "In the file a carriage return stands without a line feed, which senders don’t take for a line end \
                   (RFC 8461 §3.2); in this box it is one.";
        (Severity::Warning, format!("{read} {why}"))
    } else {
        (Severity::Good, read)
    };
    Ok((text.to_owned(), Said { severity, words }))
}

/// The encoding that a text is in, if it isn't UTF-8 and says so by its first bytes.
fn encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        // ASCII in UTF-16 without its mark.
        [0, 1..=0x7f, 0, ..] | [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brought(bytes: &[u8], size: u64) -> Brought {
        Brought {
            name: "mta-sts.txt".to_owned(),
            size,
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn texts_are_read_and_others_named() {
        let read = |bytes: &[u8]| read(&brought(bytes, bytes.len() as u64));
        let (text, said) = read("version: STSv1\r\nx: é\n".as_bytes()).unwrap();
        assert_eq!(text, "version: STSv1\r\nx: é\n");
        assert_eq!(
            said.words,
            "`mta-sts.txt` was read: 22 bytes. Undo brings back what was here."
        );
        // The box makes a line end of it, and the finding would go unsaid.
        let (_, said) = read(b"version: STSv1\rmode: none\r\n").unwrap();
        assert!(
            said.severity == Severity::Warning && said.words.contains("carriage return"),
            "{said:?}"
        );
        for (bytes, words) in [
            (&b""[..], "is empty"),
            (b"\xff\xfev\0e\0r\0", "UTF-16"),
            (b"v\0e\0r\0", "UTF-16"),
            (b"\0v\0e\0r", "UTF-16"),
            (b"\x1f\x8b\x08\0", "gzip"),
            (b"PK\x03\x04\xff", "zip archive"),
            (b"%PDF-1.7\n\xe2\xe3", "PDF"),
            (b"caf\xe9", "something else than text"),
            (b"\x7fELF\x02\x01\0", "something else than text"),
        ] {
            let said = read(bytes).unwrap_err();
            assert!(
                said.words.contains(words) && said.severity == Severity::Error,
                "{said:?}"
            );
        }
    }

    #[test]
    fn a_file_over_the_limit_is_not_read_in_part() {
        let most = vec![b'a'; LIMIT];
        assert!(read(&brought(&most, LIMIT as u64)).is_ok());
        let said = read(&brought(&vec![b'a'; LIMIT + 1], 5_242_880)).unwrap_err();
        assert!(said.words.contains("242"), "{said:?}");
        assert!(said.words.contains("1024\u{a0}KiB"), "{said:?}");
    }

    #[test]
    fn a_name_is_shown_and_not_obeyed() {
        let mut file = brought(b"a", 1);
        file.name = format!("\u{202e}{}", "x".repeat(300));
        let (_, said) = read(&file).unwrap();
        assert!(!said.words.contains('\u{202e}') && said.words.len() < 200, "{said:?}");
    }
}
