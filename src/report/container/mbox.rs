//! Mails in a row (RFC 4155): each begins with a line `From `, behind an empty line.

use crate::text::Span;

/// The mails, without their `From ` lines, up to `most`.
pub(super) fn split(bytes: &[u8], most: usize) -> Vec<Span> {
    let mut mails = Vec::new();
    let mut start = None;
    let mut at = 0;
    let mut behind_blank = true;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let next = at + line.len();
        if behind_blank && line.starts_with(b"From ") {
            mails.extend(start.map(|start| Span::new(start, at)));
            if mails.len() > most {
                return mails;
            }
            start = Some(next);
        }
        behind_blank = line.trim_ascii().is_empty();
        at = next;
    }
    mails.extend(start.map(|start| Span::new(start, at)));
    mails
}
