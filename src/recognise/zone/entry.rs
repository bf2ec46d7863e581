//! Cuts an entry of a master file into its words.

use super::super::lines::line;
use crate::text::Span;

/// More words of an entry than this are left out.
const MOST_TOKENS: usize = 1024;

/// How many lines, and bytes, parentheses may join.
const MOST_JOINED: usize = 40;
const LONGEST_JOINED: usize = 16_384;

/// A word, or a quoted string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Token {
    /// Its bytes, without the quotes.
    pub(in super::super) span: Span,
    /// Whether it stands in quotes.
    pub(in super::super) quoted: bool,
    /// Whether the closing quote is missing.
    pub(in super::super) open: bool,
}

impl Token {
    /// Its bytes with the quotes.
    pub(in super::super) const fn outer(&self) -> Span {
        let quote = self.quoted as usize;
        Span::new(
            self.span.start.saturating_sub(quote),
            self.span.end + if self.open { 0 } else { quote },
        )
    }
}

/// A line, or several joined by parentheses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Entry {
    /// From the first byte of the line to the last of the last word.
    pub(in super::super) span: Span,
    /// Whether the line begins with a blank: the owner is the one before.
    pub(in super::super) blank: bool,
    /// The words.
    pub(in super::super) tokens: Vec<Token>,
    /// What stands behind the first `;`, with it, up to the end of that line.
    pub(in super::super) comment: Option<Span>,
    /// Where the next line begins.
    pub(in super::super) next: usize,
    /// An opening parenthesis without its partner.
    pub(in super::super) unclosed: Option<usize>,
}

/// The entry that begins with the line at `at`. Parentheses join lines only if `join` says so; those that come to no
/// end join none. `None` behind the last line.
pub(in super::super) fn entry(text: &[u8], at: usize, join: bool) -> Option<Entry> {
    let first = line(text, at)?;
    if join {
        let mut scanner = Scanner::new(first.span.start);
        let mut next = first;
        for _ in 0..MOST_JOINED {
            scanner.line(text, next.span);
            let out = scanner.entry.span.end.saturating_sub(at) > LONGEST_JOINED;
            if scanner.depth == 0 {
                scanner.entry.next = next.next;
                return Some(scanner.entry);
            }
            match line(text, next.next).filter(|_| !out) {
                Some(following) => next = following,
                None => break,
            }
        }
    }
    let mut scanner = Scanner::new(first.span.start);
    scanner.line(text, first.span);
    scanner.entry.next = first.next;
    scanner.entry.unclosed = scanner.opened.filter(|_| scanner.depth > 0);
    Some(scanner.entry)
}

struct Scanner {
    entry: Entry,
    depth: usize,
    opened: Option<usize>,
}

impl Scanner {
    fn new(at: usize) -> Self {
        Self {
            entry: Entry {
                span: Span::point(at),
                ..Entry::default()
            },
            depth: 0,
            opened: None,
        }
    }

    fn line(&mut self, text: &[u8], span: Span) {
        let part = span.of(text);
        if self.depth == 0 {
            self.entry.blank = matches!(part.first(), Some(b' ' | b'\t'));
        }
        let mut at = 0;
        while let Some(&byte) = part.get(at) {
            let start = at;
            match byte {
                b' ' | b'\t' | b'\r' => at += 1,
                b'(' => {
                    self.depth += 1;
                    self.opened.get_or_insert(span.start + at);
                    at += 1;
                }
                b')' => {
                    self.depth = self.depth.saturating_sub(1);
                    at += 1;
                    self.entry.span.end = span.start + at;
                }
                b';' => {
                    self.entry.comment.get_or_insert(Span::new(span.start + at, span.end));
                    return;
                }
                b'"' => {
                    at = behind(part, at + 1, |byte| byte == b'"');
                    let open = at >= part.len();
                    let inner = Span::new(span.start + start + 1, span.start + at.min(part.len()));
                    at += 1;
                    self.push(inner, true, open);
                }
                _ => {
                    at = behind(part, at, |byte| {
                        matches!(byte, b' ' | b'\t' | b'\r' | b';' | b'(' | b')' | b'"')
                    });
                    let at = at.min(part.len());
                    self.push(Span::new(span.start + start, span.start + at), false, false);
                }
            }
        }
    }

    fn push(&mut self, span: Span, quoted: bool, open: bool) {
        let token = Token { span, quoted, open };
        self.entry.span.end = token.outer().end;
        if self.entry.tokens.len() < MOST_TOKENS {
            self.entry.tokens.push(token);
        }
    }
}

/// Where the first byte stands that ends a word; one behind a backslash doesn't.
fn behind(part: &[u8], mut at: usize, ends: impl Fn(u8) -> bool) -> usize {
    while let Some(&byte) = part.get(at) {
        if byte == b'\\' {
            at += 2;
        } else if ends(byte) {
            break;
        } else {
            at += 1;
        }
    }
    at.min(part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let entry = entry(text.as_bytes(), 0, true).unwrap();
        let word = |token: &Token| {
            let text = &text[token.span.start..token.span.end];
            match (token.quoted, token.open) {
                (true, false) => format!("\"{text}\""),
                (true, true) => format!("\"{text}"),
                _ => text.to_owned(),
            }
        };
        entry.tokens.iter().map(word).collect()
    }

    #[test]
    fn entries_are_cut_into_words() {
        for (text, want) in [
            ("a IN MX 10 b ; c", &["a", "IN", "MX", "10", "b"][..]),
            ("\tTXT \"a; \\\" b\"\"c\"", &["TXT", "\"a; \\\" b\"", "\"c\""]),
            ("a TXT ( \"b\" ; c\n \"d\" ) e\nf", &["a", "TXT", "\"b\"", "\"d\"", "e"]),
            ("a ( b\nc", &["a", "b"]),
            ("a TXT \"b\nc\"", &["a", "TXT", "\"b"]),
            ("a\\ b\\;c d;e", &["a\\ b\\;c", "d"]),
            ("a \\", &["a", "\\"]),
            ("", &[]),
        ] {
            if text.is_empty() {
                assert_eq!(entry(b"", 0, true), None);
                continue;
            }
            assert_eq!(words(text), want, "{text}");
        }
        let entry = entry(b"a (b\nc", 0, true).unwrap();
        assert_eq!((entry.unclosed, entry.next, entry.span), (Some(2), 5, Span::new(0, 4)));
    }
}
