//! Reads the policy (RFC 8461 §3.2).

pub use super::most::{KNOWN_SENDERS, REFUSING};

use super::clean::{self, Clean, Foreign};
use super::document;
use super::found::{Found, Value};
use super::keys::{self, Head, Key, Written};
use super::lines::{Line, Row, Rows};
use super::rules::mx::MX_YAML_LIST;
use super::rules::policy::{
    BARE_CR, BLANK_BEFORE_COLON, BLANK_LINE, COMMENT_LINE, KEY_CASE, KEY_MISSPELT, LEADING_BLANK, LINES_GLUED,
    POLICY_CHARACTER, SEPARATOR_WRONG,
};
use super::rules::value::KEY_DOUBLED;
use super::sink::Sink;
use super::unknown::{self, Unknown};
use super::{Policy, most, plain, value};
use crate::later;
use crate::rule::{Findings, Subject, proof};
use crate::text::Span;
use std::ops::Range;

/// What a text says as a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// By the letter: what a conforming sender goes by. `None` exactly when an error was found.
    pub effective: Option<Policy>,
    /// What stands there for senders that are milder: all errors are of rules of which it isn't known that all stick to
    /// them ([`crate::rule::Rule::senders`]), and mode, `max_age` and `mx` could be read. That some sender goes by it is
    /// not said here.
    pub lenient: Option<Policy>,
    /// Whether most do: at least five of the eight known senders were measured to go by `lenient`, though the letter
    /// calls it invalid.
    pub most: bool,
    /// Whether the mode stands there again, and is another. The first counts (RFC 8461 §3.2), and several senders go by the
    /// last.
    pub two_modes: bool,
}

/// Reads a policy, the body of the HTTP answer.
pub fn parse(text: &[u8], findings: &mut Findings) -> Reading {
    let mut sink = Sink::new(findings, Subject::Policy);
    if let Some(fields) = plain::policy(text) {
        let policy = Found::plain(fields, &mut sink).finish(text, &mut sink);
        return Reading {
            effective: policy.clone(),
            lenient: policy,
            most: false,
            two_modes: false,
        };
    }
    if later::rest().is_none() {
        return Reading::default();
    }
    let first = findings.as_slice().len();
    let reading = read(text, Sink::new(findings, Subject::Policy));
    proof::keep_what_mends(text, findings, first, proof::WORK, &|text, findings| {
        read(text, Sink::new(findings, Subject::Policy));
    });
    reading
}

/// Reads any text, telling each fault.
pub(super) fn read(text: &[u8], mut sink: Sink<'_>) -> Reading {
    let policy = document::begin(text, &mut sink).and_then(|at| Reader::new(text, &mut sink).read(at));
    reading(policy, text, &sink)
}

fn reading(policy: Option<Policy>, text: &[u8], sink: &Sink<'_>) -> Reading {
    let lenient = policy.filter(|_| !sink.hard);
    Reading {
        effective: lenient.clone().filter(|_| !sink.error),
        most: sink.error && lenient.is_some() && most::go_by(text),
        lenient,
        two_modes: sink.two_modes,
    }
}

/// The reader of the lines.
struct Reader<'a, 'b> {
    text: &'a [u8],
    sink: &'a mut Sink<'b>,
    /// How this file ends its lines.
    line_end: &'static str,
    /// Which keys are there to the letter: other spellings of them are just unknown keys.
    exact: [bool; 4],
    /// Whether the first mode is `none`, which wants no `mx`: what looks like one is an unknown key then.
    off: bool,
    found: Found,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn new(text: &'a [u8], sink: &'a mut Sink<'b>) -> Self {
        let feed = text.iter().position(|&byte| byte == b'\n').unwrap_or(0);
        let crlf = feed > 0 && text[feed - 1] == b'\r';
        Self {
            text,
            sink,
            line_end: if crlf { "\r\n" } else { "\n" },
            exact: [false; 4],
            off: false,
            found: Found::default(),
        }
    }

    fn read(mut self, at: usize) -> Option<Policy> {
        let mut known = false;
        for row in Rows::new(self.text, at) {
            let Row::Text(line) = row else { continue };
            let (clean, _) = Clean::new(self.text, line.content(), &[]);
            if let Some(head) = keys::head(&clean.bytes) {
                known = true;
                let exactly = head.written == Written::Exactly;
                if exactly && head.key == Key::Mode && !self.exact[Key::Mode as usize] {
                    self.off = clean.bytes[head.value..].trim_ascii_end() == b"none";
                }
                self.exact[head.key as usize] |= exactly;
            }
        }
        if !known {
            document::not_a_policy(self.text, at, self.sink);
            return None;
        }
        let mut rows = Rows::new(self.text, at).peekable();
        let mut first = true;
        while let Some(row) = rows.next() {
            match row {
                Row::Blank { span, count } => self.blank(span, count, first, rows.peek().is_none()),
                Row::Text(line) => {
                    let mut items = Vec::new();
                    if self.begins_list(&line) {
                        while let Some(Row::Text(item)) = rows.next_if(|row| self.is_item(row)) {
                            items.push(item);
                        }
                    }
                    if items.is_empty() {
                        self.line(&line);
                    } else {
                        self.list(&line, &items);
                    }
                }
            }
            first = false;
        }
        self.found.finish(self.text, self.sink)
    }

    /// RFC 8461 §3.2: fields are parted by one line end, and at most one stands behind the last.
    fn blank(&mut self, span: Span, count: usize, first: bool, last: bool) {
        self.sink.at(&BLANK_LINE, span, |finding| {
            let lines = if count == 1 {
                "a blank line".to_owned()
            } else {
                format!("{count} blank lines")
            };
            let place = match (first, last) {
                (true, _) => "at the beginning",
                (_, true) => "at the end",
                _ => "between the lines",
            };
            finding.with("what", format!("{lines} {place}")).replace(span, "")
        });
    }

    fn line(&mut self, line: &Line) {
        if let Some(span) = line.bare_cr {
            // RFC 8461 §3.2: CR alone ends no line.
            let end = if line.next > span.end { "" } else { self.line_end };
            self.sink.at(&BARE_CR, span, |finding| finding.replace(span, end));
        }
        let raw = line.content().of(self.text);
        let content = raw.trim_ascii();
        if content.is_empty() {
            return;
        }
        if content.starts_with(b"#") || content.starts_with(b"//") {
            // RFC 8461 §3.2: there are no comments.
            let start = line.start + raw.len() - raw.trim_ascii_start().len();
            self.sink
                .at(&COMMENT_LINE, Span::new(start, start + content.len()), |finding| {
                    finding.with_bytes("line", content).replace(line.whole(), "")
                });
            return;
        }
        let trap = unknown::trap(self.text, line.content(), self.sink);
        let (clean, foreign) = Clean::new(self.text, line.content(), &[]);
        let Some(head) = keys::head(&clean.bytes).filter(|head| self.counts(head)) else {
            let seen = Key::ALL.map(|key| self.found.first(key));
            unknown::judge(
                &Unknown {
                    text: self.text,
                    line,
                    clean: &clean,
                    foreign: &foreign,
                    seen,
                },
                self.sink,
            );
            return;
        };
        if head.key == Key::Mx && has_u_label(raw) {
            let (clean, foreign) = Clean::with_letters(self.text, line.content());
            self.known(line, &clean, &foreign, &head, None);
        } else {
            self.known(line, &clean, &foreign, &head, trap);
        }
    }

    /// Whether a line counts as one with that key. One that repeats a key, or spells one otherwise that is there to
    /// the letter, is a line that senders ignore.
    fn counts(&self, head: &Head) -> bool {
        let exact = self.exact[head.key as usize];
        match (head.key, head.written) {
            (Key::Mx, Written::Exactly | Written::Equals | Written::Blank) => true,
            // RFC 8461 §3.2: mx is required, but in mode none.
            (Key::Mx, _) => !exact && !self.off,
            (key, Written::Exactly) => self.found.first(key).is_none(),
            (key, _) => !exact && self.found.first(key).is_none(),
        }
    }

    fn known(&mut self, line: &Line, clean: &Clean<'_>, foreign: &[Foreign], head: &Head, trap: Option<usize>) {
        clean::report(self.text, foreign, &POLICY_CHARACTER, self.sink);
        let bytes = &*clean.bytes;
        let word = head.word.clone();
        if word.start > 0 {
            // RFC 8461 §3.2: a line begins with its key.
            let span = clean.span(0..word.start);
            self.sink.at(&LEADING_BLANK, span, |finding| {
                finding.with("key", head.key.as_str()).replace(span, "")
            });
        }
        self.spelling(clean, head);
        let behind = bytes[word.end..head.value].trim_ascii_end();
        if behind.len() > 1 && head.written != Written::Equals {
            // RFC 8461 §3.2: no blank before the colon.
            let span = clean.span(word.end..word.end + behind.len() - 1);
            self.sink.at(&BLANK_BEFORE_COLON, span, |finding| {
                finding.with("key", head.key.as_str()).replace(span, "")
            });
        }
        // Behind a trap stands what only some senders read as a line.
        let end = trap.map_or(bytes.len(), |trap| clean.first_at(trap));
        self.pieces(line, clean, head.key, head.value.min(end)..end);
    }

    fn spelling(&mut self, clean: &Clean<'_>, head: &Head) {
        let found = &clean.bytes[head.word.clone()];
        let span = clean.span(head.word.clone());
        let key = head.key.as_str();
        match head.written {
            Written::Exactly => {}
            Written::Case => self.sink.at(&KEY_CASE, span, |finding| {
                finding.with_bytes("found", found).with("key", key).replace(span, key)
            }),
            Written::Nearly => self.sink.at(&KEY_MISSPELT, span, |finding| {
                finding.with_bytes("found", found).with("key", key).suggest(span, key)
            }),
            Written::Equals | Written::Blank => {
                let gap = clean.span(head.word.end..head.value);
                let all = clean.span(head.word.start..head.value);
                let what = if head.written == Written::Blank {
                    "a blank"
                } else {
                    "`=`"
                };
                self.sink.at(&SEPARATOR_WRONG, gap, |finding| {
                    finding
                        .with("key", key)
                        .with("found", what)
                        .replace(all, format!("{key}: "))
                });
            }
        }
    }

    /// The value of a line, and what is glued to it for want of a line end.
    fn pieces(&mut self, line: &Line, clean: &Clean<'_>, mut key: Key, mut range: Range<usize>) {
        // A line with several values is not taken away for one of them.
        let mut whole = line.whole();
        while let Some((at, next)) = keys::inside(&clean.bytes[range.clone()]) {
            let start = range.start + at;
            let behind = start + next.as_str().len() + 1;
            if at == 0 && next == key {
                let rest = value::trimmed(&clean.bytes, behind..range.end);
                let span = clean.span(start..rest.start);
                self.sink.at(&KEY_DOUBLED, span, |finding| {
                    finding.with("key", key.as_str()).replace(span, "")
                });
                range.start = rest.start;
                continue;
            }
            whole = Span::point(line.start);
            let kept = value::trimmed(&clean.bytes, range.start..start);
            let gap = clean.span(kept.end..start);
            let end = self.line_end;
            self.sink.at(&LINES_GLUED, clean.span(start..behind), |finding| {
                finding.with("key", next.as_str()).replace(gap, end)
            });
            self.value(line, whole, clean, key, range.start..start);
            key = next;
            range.start = behind;
        }
        self.value(line, whole, clean, key, range);
    }

    fn value(&mut self, line: &Line, whole: Span, clean: &Clean<'_>, key: Key, range: Range<usize>) {
        let value = Value {
            text: self.text,
            clean,
            key,
            range,
            line: line.number,
            whole,
            line_end: self.line_end,
        };
        self.found.value(&value, self.sink);
    }

    fn begins_list(&self, line: &Line) -> bool {
        let content = line.content().of(self.text).trim_ascii();
        content == b"mx:" && line.bare_cr.is_none()
    }

    fn is_item(&self, row: &Row) -> bool {
        let Row::Text(line) = row else { return false };
        let content = line.content().of(self.text).trim_ascii();
        content.starts_with(b"- ") && content.is_ascii() && line.bare_cr.is_none()
    }

    /// `mx:` and then a line `- host` for each.
    fn list(&mut self, head: &Line, items: &[Line]) {
        /// More items than this get no edit.
        const MOST: usize = 100;
        let span = Span::new(head.start, items.last().map_or(head.end, |item| item.end));
        let dash = |item: &Line| {
            let raw = item.content().of(self.text);
            let dash = raw.len() - raw.trim_ascii_start().len();
            let host = raw[dash + 1..].len() - raw[dash + 1..].trim_ascii_start().len();
            Span::new(item.start, item.start + dash + 1 + host)
        };
        let few = items.len() <= MOST;
        self.sink.at(&MX_YAML_LIST, span, |finding| {
            let finding = if few {
                finding.replace(head.whole(), "")
            } else {
                finding
            };
            items
                .iter()
                .filter(|_| few)
                .fold(finding, |finding, item| finding.replace(dash(item), "mx: "))
        });
        for item in items {
            let (clean, _) = Clean::new(self.text, Span::new(dash(item).end, item.end), &[]);
            let all = 0..clean.bytes.len();
            self.value(item, item.whole(), &clean, Key::Mx, all);
        }
    }
}

/// Whether some label of a host name is written in letters beyond ASCII, and not just with a look-alike between ASCII
/// letters.
fn has_u_label(line: &[u8]) -> bool {
    if line.is_ascii() || later::unusual().is_none() {
        return false;
    }
    let Ok(line) = std::str::from_utf8(line) else {
        return false;
    };
    line.split(['.', ':', ' ', '\t', '\u{3002}']).any(|label| {
        let foreign = |c: char| !c.is_ascii() && c.is_alphanumeric() && !matches!(c, '\u{ff01}'..='\u{ff5e}');
        let mixed = label.chars().any(|c| c.is_ascii_alphabetic());
        label.chars().any(|c| foreign(c) && !(mixed && clean::is_look_alike(c)))
    })
}
