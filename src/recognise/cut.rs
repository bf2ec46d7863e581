//! Cuts a paste into blocks: pieces of one kind each, by the lines they begin with.

use super::follow::{Open, What, begins, goes_on};
use super::json;
use super::lines::{Line, line, trimmed};
use super::marks::{Mark, mark, rest};
use super::zone::entry::entry;
use super::zone::record::record;
use crate::text::Span;

/// A piece of the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) what: What,
    pub(super) span: Span,
}

/// Cuts a text into blocks, in order; blank lines between them belong to none.
pub(super) fn blocks(text: &[u8]) -> Vec<Block> {
    if text.starts_with(b"#!") {
        // What the lines of a script are by themselves is no matter: they are text that it holds.
        return vec![Block {
            what: What::Config,
            span: trimmed(text, Span::new(0, text.len())),
        }];
    }
    let mut cutter = Cutter {
        text,
        blocks: Vec::new(),
        open: None,
        unclosed: 0,
        json: true,
    };
    let mut at = 0;
    while let Some(line) = line(text, at) {
        at = cutter.line(&line);
    }
    cutter.close(text.len());
    let mut blocks = cutter.blocks;
    with_its_beginning(text, &mut blocks);
    with_their_neighbours(text, blocks)
}

struct Cutter<'a> {
    text: &'a [u8],
    blocks: Vec<Block>,
    open: Option<Open>,
    /// Parentheses that came to no end; many of them would cost time.
    unclosed: usize,
    /// Whether brackets are looked at; one that isn't closed would be looked for again and again.
    json: bool,
}

impl Cutter<'_> {
    /// Takes in a line; where the next one begins.
    fn line(&mut self, line: &Line) -> usize {
        let mut mark = mark(self.text, line.span, line.next);
        let mut line = *line;
        if mark == Mark::Json {
            if let Some(next) = self.json(&line) {
                return next;
            }
            mark = rest(trimmed(self.text, line.span).of(self.text));
        }
        if matches!(mark, Mark::Zone | Mark::Text(_)) && !self.is_one_more(mark, &line) {
            let joined = entry(self.text, line.span.start, self.unclosed < 8);
            self.unclosed += usize::from(joined.as_ref().is_some_and(|entry| entry.unclosed.is_some()));
            let directive = self.text.get(line.span.start) == Some(&b'$');
            let fits = joined
                .as_ref()
                .is_some_and(|entry| directive || record(self.text, entry).is_some());
            if mark == Mark::Zone && !fits {
                mark = rest(trimmed(self.text, line.span).of(self.text));
            } else if let Some(entry) = joined {
                line.span.end = line.span.end.max(entry.span.end);
                line.next = entry.next;
            }
        }
        if mark == Mark::Blank {
            if let Some(open) = &mut self.open {
                open.blank = true;
                // Headers end here.
                open.over |= open.what == What::Http;
            }
            return line.next;
        }
        match &mut self.open {
            Some(open) if goes_on(open, mark) => {
                open.end = line.span.end;
                open.next = line.next;
                open.blank = false;
                open.keys += usize::from(matches!(mark, Mark::Version | Mark::Key));
                if open.what == What::Http {
                    open.over &= mark != Mark::Http;
                    open.body |= open.over;
                } else {
                    let ends = matches!(mark, Mark::Key | Mark::DigEnd | Mark::Nslookup(true) | Mark::OpensslEnd);
                    open.over = ends || open.over && !matches!(mark, Mark::Dig | Mark::Nslookup(false));
                }
            }
            _ => {
                self.close(line.span.start);
                self.open = begins(mark).map(|what| Open {
                    what,
                    start: line.span.start,
                    end: line.span.end,
                    next: line.next,
                    blank: false,
                    over: mark == Mark::Nslookup(true),
                    keys: 1,
                    body: false,
                });
            }
        }
        line.next
    }

    /// Whether a line surely is one more of the zone that is open: it stands right behind another one, has the word of a
    /// type, and joins no lines.
    fn is_one_more(&self, mark: Mark, line: &Line) -> bool {
        let zone = |open: &Open| matches!(open.what, What::Zone | What::Dig) && !open.blank;
        mark == Mark::Zone
            && self.open.as_ref().is_some_and(zone)
            && !line
                .span
                .of(self.text)
                .iter()
                .any(|byte| matches!(byte, b'(' | b'{' | b':'))
    }

    /// Takes in JSON that begins with this line; where the next line begins. `None`: it is none, or belongs to what is
    /// open.
    fn json(&mut self, line: &Line) -> Option<usize> {
        let inside =
            |open: &Open| matches!(open.what, What::Http | What::Openssl) || open.what == What::Policy && !open.blank;
        if !self.json || self.open.as_ref().is_some_and(inside) {
            return None;
        }
        let start = trimmed(self.text, line.span).start;
        let Some(end) = json::end(self.text, start) else {
            self.json = false;
            return None;
        };
        self.close(line.span.start);
        self.blocks.push(Block {
            what: What::Json,
            span: Span::new(start, end),
        });
        let behind = super::lines::line(self.text, end);
        Some(behind.map_or(end, |line| if line.span.is_empty() { line.next } else { end }))
    }

    /// Ends the block that is open; the next begins at `at`.
    fn close(&mut self, at: usize) {
        let Some(open) = self.open.take() else { return };
        let end = match open.what {
            // Blank lines at the end of a file are a fault of it.
            What::Policy | What::Http if at == self.text.len() => at,
            What::Policy | What::Http => open.next,
            _ => open.end,
        };
        // A single key may be of anything.
        let weak = open.what == What::Policy && open.keys == 1 && !self.is_version(&open);
        self.blocks.push(Block {
            what: if weak { What::Rest } else { open.what },
            span: Span::new(open.start, end),
        });
    }

    /// Whether a block begins with the version of a policy.
    fn is_version(&self, open: &Open) -> bool {
        let first = super::lines::line(self.text, open.start);
        first.is_some_and(|line| mark(self.text, line.span, line.next) == Mark::Version)
    }
}

/// A policy begins with what stands right before it and can only belong to it: comments, front matter.
fn with_its_beginning(text: &[u8], blocks: &mut Vec<Block>) {
    let [first, second, ..] = blocks.as_mut_slice() else {
        return;
    };
    if first.what != What::Rest || second.what != What::Policy {
        return;
    }
    let head = first.span.of(text);
    let comment = |line: &[u8]| matches!(line.trim_ascii(), [] | [b'#', ..] | [b'/', b'/', ..]);
    if head.starts_with(b"---") || head.split(|&byte| byte == b'\n').all(comment) {
        second.span.start = first.span.start;
        blocks.remove(0);
    }
}

/// Lines right beside the text of a record belong to it: the file or the sentence that it stands in.
fn with_their_neighbours(text: &[u8], blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let words = |what: What| matches!(what, What::Rest | What::Config);
        match out.last_mut() {
            Some(last)
                if words(last.what)
                    && words(block.what)
                    && (last.what == What::Config || block.what == What::Config)
                    && Span::new(last.span.end, block.span.start)
                        .of(text)
                        .iter()
                        .filter(|&&byte| byte == b'\n')
                        .count()
                        < 2 =>
            {
                last.what = What::Config;
                last.span.end = block.span.end;
            }
            _ => out.push(block),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::txt::Which;
    use super::*;

    fn cut(text: &str) -> Vec<(What, &str)> {
        let blocks = blocks(text.as_bytes());
        blocks
            .iter()
            .map(|block| (block.what, &text[block.span.start..block.span.end]))
            .collect()
    }

    #[test]
    fn texts_are_cut_by_what_they_begin_with() {
        let sts = What::Text(Which::Sts);
        for (text, want) in [
            ("", &[][..]),
            ("\n \n", &[]),
            ("example.com\n", &[(What::Rest, "example.com")]),
            (
                "version: STSv1\nmode: none\n\n",
                &[(What::Policy, "version: STSv1\nmode: none\n\n")],
            ),
            (
                "v=STSv1; id=1\n\nversion: STSv1\nx\n\ny\n\na IN MX 10 b\n",
                &[
                    (sts, "v=STSv1; id=1"),
                    (What::Policy, "version: STSv1\nx\n\ny\n"),
                    (What::Zone, "a IN MX 10 b"),
                ],
            ),
            (
                "a IN TXT ( \"v=STSv1;\"\n \"id=1\" )\n; c\n\nb IN A 192.0.2.1\nx",
                &[
                    (
                        What::Zone,
                        "a IN TXT ( \"v=STSv1;\"\n \"id=1\" )\n; c\n\nb IN A 192.0.2.1",
                    ),
                    (What::Rest, "x"),
                ],
            ),
            (
                "HTTP/1.1 301\nmx: x\n\nHTTP/2 200\na: b\n\nversion: STSv1\n",
                &[(
                    What::Http,
                    "HTTP/1.1 301\nmx: x\n\nHTTP/2 200\na: b\n\nversion: STSv1\n",
                )],
            ),
            (
                "HTTP/2 200\na: b\n\nversion: STSv1\n\nHTTP/2 404\n",
                &[
                    (What::Http, "HTTP/2 200\na: b\n\nversion: STSv1\n"),
                    (What::Http, "HTTP/2 404\n"),
                ],
            ),
            (
                "version: STSv1\nmode: none\n\nversion: STSv1\n",
                &[
                    (What::Policy, "version: STSv1\nmode: none\n"),
                    (What::Policy, "version: STSv1\n"),
                ],
            ),
            ("# c\nversion: STSv1\n", &[(What::Policy, "# c\nversion: STSv1\n")]),
            (
                "---\na: b\n---\nversion: STSv1\n",
                &[(What::Policy, "---\na: b\n---\nversion: STSv1\n")],
            ),
            ("```\nversion: STSv1\n```\n", &[(What::Policy, "version: STSv1\n")]),
            ("MX: a.example\n", &[(What::Rest, "MX: a.example\n")]),
            (
                "version: STSv1\nmode: none\nmax_age: 1\n\nThanks, Bob\n",
                &[
                    (What::Policy, "version: STSv1\nmode: none\nmax_age: 1\n"),
                    (What::Rest, "Thanks, Bob"),
                ],
            ),
            (
                "hello\nversion: STSv1",
                &[(What::Rest, "hello"), (What::Policy, "version: STSv1")],
            ),
            (
                "\"v=STSv1; \"\n\"id=1\"\n\nx",
                &[(sts, "\"v=STSv1; \"\n\"id=1\""), (What::Rest, "x")],
            ),
            ("10 a.\n20 b.\n", &[(What::Short, "10 a.\n20 b.")]),
        ] {
            assert_eq!(cut(text), want, "{text:?}");
        }
    }
}
