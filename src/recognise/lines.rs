//! The lines of a paste.

use crate::text::Span;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Without its end.
    pub(super) span: Span,
    /// Where the next begins.
    pub(super) next: usize,
}

/// The line that begins at `at`; `None` behind the last.
pub(super) fn line(text: &[u8], at: usize) -> Option<Line> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let feed = rest.iter().position(|&byte| byte == b'\n');
    let length = feed.unwrap_or(rest.len());
    let bare = rest.get(..length).unwrap_or_default();
    let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
    Some(Line {
        span: Span::new(at, at + bare.len()),
        next: at + length + usize::from(feed.is_some()),
    })
}

/// The lines of a part of the paste.
pub(super) fn lines(text: &[u8], part: Span) -> impl Iterator<Item = Line> + use<'_> {
    let text = text.get(..part.end.min(text.len())).unwrap_or_default();
    let mut at = part.start;
    std::iter::from_fn(move || {
        let line = line(text, at)?;
        at = line.next;
        Some(line)
    })
}

/// A piece without the blanks at its ends.
pub(super) fn trimmed(text: &[u8], span: Span) -> Span {
    span.trimmed(text, |byte| byte.is_ascii_whitespace())
}

/// Whether `text` begins with `start`, capitals aside.
pub(super) fn begins(text: &[u8], start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

/// Where `what` comes first, capitals aside.
pub(super) fn find(text: &[u8], what: &str) -> Option<usize> {
    let (&first, _) = what.as_bytes().split_first()?;
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let mut from = 0;
    while let Some(at) = text
        .get(from..)?
        .iter()
        .position(|&byte| byte == lower || byte == upper)
    {
        from += at;
        if begins(text.get(from..)?, what) {
            return Some(from);
        }
        from += 1;
    }
    None
}

/// A foreign text as it is compared and kept; broken bytes are replaced.
pub(super) fn string(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_lf_and_crlf() {
        let text = b"a\r\n\nb";
        let all: Vec<_> = lines(text, Span::new(0, 5))
            .map(|line| (line.span, line.next))
            .collect();
        let want = [((0, 1), 3), ((3, 3), 4), ((4, 5), 5)];
        assert_eq!(all, want.map(|(span, next)| (Span::from(span), next)));
        assert_eq!(lines(text, Span::new(4, 99)).count(), 1);
        assert_eq!(trimmed(b"  a b ", Span::new(0, 6)), Span::new(2, 5));
        assert_eq!(trimmed(b"   ", Span::new(0, 3)), Span::point(3));
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert_eq!(find(b"xMTa-STS", "mta-sts"), Some(1));
        assert_eq!(find(b"mmta", "mta"), Some(1));
        assert_eq!(find(b"mt", "mta"), None);
        assert!(begins(b"V=stsv1", "v=STSv1") && !begins(b"v=", "v=STSv1"));
    }
}
