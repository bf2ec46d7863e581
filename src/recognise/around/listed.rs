//! The answer to a request as PowerShell lists it: names before a colon, the lines of a value below one another.
//!
//! ```text
//! StatusCode        : 200
//! Content           : version: STSv1
//!                     mode: enforce
//! RawContent        : HTTP/1.1 200 OK
//! ```

use super::super::lines::{begins, lines, trimmed};
use crate::text::Span;

/// How far the colon may stand in a line.
const LONGEST: usize = 48;

/// The property that holds the text.
const CONTENT: &[u8] = b"Content";

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// None of the list.
    Other,
    /// Around the text.
    Around,
    /// A line of the text behind so many bytes.
    Value(usize),
}

/// Such a list while it is read.
pub(super) struct Listed {
    /// Where the colons stand.
    colon: usize,
    /// Whether the lines now are of a property, and whether it is the text.
    property: Option<bool>,
    /// The end of the text where it was cut off: 200 characters of it are shown.
    pub(super) cut: Option<Span>,
}

impl Listed {
    /// `None`: it isn't among the lines.
    pub(super) fn new(text: &[u8]) -> Option<Self> {
        let mut all = lines(text, Span::new(0, text.len())).map(|line| line.span);
        let (first, colon) = all.find_map(|span| {
            let part = span.of(text);
            let (name, colon) = property(part)?;
            let rest = part.get(colon + 1..).unwrap_or_default().trim_ascii_start();
            (name == CONTENT && colon > name.len() && begins(rest, "version")).then_some((span, colon))
        })?;
        let below = all.take_while(|span| is_below(span.of(text), colon));
        let last = below.last().unwrap_or(first);
        let end = last.of(text).trim_ascii_end();
        Some(Self {
            colon,
            property: None,
            cut: (end.ends_with(b"...") || end.ends_with("…".as_bytes())).then(|| trimmed(text, last)),
        })
    }

    /// What the next line is.
    pub(super) fn line(&mut self, text: &[u8], span: Span) -> Line {
        let part = span.of(text);
        if let Some((name, _)) = property(part).filter(|(_, colon)| *colon == self.colon) {
            self.property = Some(name == CONTENT);
        } else if part.trim_ascii().is_empty() {
            // Behind the text, most likely: the next property stands apart.
            return if self.property.is_some() {
                Line::Around
            } else {
                Line::Other
            };
        } else if !is_below(part, self.colon) {
            self.property = None;
        }
        match self.property {
            Some(true) if self.cut.is_none() => Line::Value((self.colon + 2).min(part.len())),
            Some(_) => Line::Around,
            None => Line::Other,
        }
    }
}

/// Whether a line goes on with a value whose colon stands there.
fn is_below(part: &[u8], colon: usize) -> bool {
    part.get(..colon + 2)
        .is_some_and(|margin| margin.trim_ascii().is_empty())
}

/// The name of a property, and where the colon behind it stands.
fn property(part: &[u8]) -> Option<(&[u8], usize)> {
    let colon = part.iter().take(LONGEST).position(|&byte| byte == b':')?;
    let name = part.get(..colon)?.trim_ascii_end();
    let fits = !name.is_empty() && name.iter().all(u8::is_ascii_alphanumeric);
    fits.then_some((name, colon))
}
