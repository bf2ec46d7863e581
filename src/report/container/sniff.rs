//! What a file is, told by what is in it.

use super::tar;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON: a report, or what should be one.
    Json,
    /// gzip (RFC 1952).
    Gzip,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A mail (RFC 5322).
    Mail,
    /// Mails in a row (RFC 4155).
    Mbox,
    /// No bytes, or blanks alone.
    Empty,
    /// None of these.
    Unknown,
}

/// Longest name of a header that is looked for.
const LONGEST_HEADER: usize = 76;

impl Format {
    /// Tells by the first bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match text.first() {
            None => return Self::Empty,
            Some(b'{' | b'[' | b'"') => return Self::Json,
            _ => {}
        }
        if bytes.starts_with(b"\x1f\x8b") {
            Self::Gzip
        } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else if tar::begins(bytes) {
            Self::Tar
        } else if bytes.starts_with(b"From ") {
            Self::Mbox
        } else if is_header(text) {
            Self::Mail
        } else {
            Self::Unknown
        }
    }
}

/// Whether a text begins with the name of a header (RFC 5322 §2.2) and a colon.
fn is_header(text: &[u8]) -> bool {
    let name = text
        .iter()
        .take(LONGEST_HEADER)
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    let length = name.count();
    length > 0 && text.get(length) == Some(&b':') && text.contains(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_bytes() {
        for (bytes, want) in [
            (&b" \r\n{"[..], Format::Json),
            (b"\xef\xbb\xbf[", Format::Json),
            (b"\"{}\"", Format::Json),
            (b"\x1f\x8b\x08", Format::Gzip),
            (b"PK\x03\x04", Format::Zip),
            (b"From a@b Sun", Format::Mbox),
            (b"Received: by\r\n", Format::Mail),
            (b"MIME-Version: 1.0\n", Format::Mail),
            (b"a: b", Format::Unknown),
            (b"%PDF-1.4", Format::Unknown),
            (b" \n", Format::Empty),
            (b"", Format::Empty),
        ] {
            assert_eq!(Format::of(bytes), want, "{bytes:?}");
        }
    }
}
