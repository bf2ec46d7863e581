//! Texts that are one thing as a whole, which no line of them tells: other encodings, documents, compressed files.

use super::kind::Kind;
use super::lines::{begins, find};

/// What a text is as a whole; `None`: its lines tell.
pub(super) fn kind(text: &[u8]) -> Option<Kind> {
    // A TLS report as it is mailed (RFC 8460 §5.3).
    if text.starts_with(b"\x1f\x8b") {
        return Some(Kind::Report);
    }
    let utf16 = matches!(
        text,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, 0, ..] | [_, 0, _, 0, ..]
    ) && text.windows(5).take(512).any(|part| part == b"S\0T\0S");
    let start = text.trim_ascii_start();
    // The policy's reader says what is wrong with these.
    let document = utf16
        || begins(start, "<!doctype")
        || begins(start, "<html")
        || begins(start, "{\\rtf") && find(text, "STSv1").is_some();
    document.then_some(Kind::Policy)
}

/// What a TLS report is called.
pub(super) fn report(text: &[u8]) -> &'static str {
    if text.starts_with(b"\x1f\x8b") {
        "a compressed file, as TLS reports are sent"
    } else {
        "a TLS report"
    }
}
