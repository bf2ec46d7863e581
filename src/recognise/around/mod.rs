//! What stands around a text because of how it was copied, and is none of it: the marks of a quoted mail, what `curl -v`
//! prints beside an answer, the name that PowerShell sets before a value, tags of HTML, a prompt behind the last line.
//!
//! It is taken off before anything is recognised, and said so; [`back`] leads what is found back to the paste.

mod back;
mod curl;
mod ends;
mod listed;

pub(super) use back::pasted;

use super::form::Form;
use super::kind::Kind;
use super::lines::{find, lines, trimmed};
use super::mapped::Mapped;
use super::marks::{Mark, mark};
use super::prompt::prompt;
use super::rules::zone::{READ_WITHOUT, VALUE_CUT};
use crate::rule::{Evidence, Finding, Subject};
use crate::sts::rules::policy::BLANK_LINE;
use crate::text::Span;

/// What was taken off, in words.
const QUOTE: &str = "the marks of a quoted mail";
const CURL: &str = "what `curl -v` prints beside an answer";
const LIST: &str = "how PowerShell lists an object";
const TAG: &str = "tags of HTML around the text";
const BEHIND: &str = "what a terminal shows behind the text";

/// How much of what was taken off is shown.
const SHOWN: usize = 60;

/// A text without what stands around it.
pub(super) struct Bare {
    /// What is left.
    pub(super) text: Mapped,
    /// What was fetched, if that is said.
    pub(super) url: Option<String>,
    /// Where each kind of what was taken off stands first, and what it is.
    left: Vec<(Span, &'static str)>,
    /// The end of a text that a program cut off.
    pub(super) cut: Option<Span>,
}

impl Bare {
    /// Leads a finding back to the paste; `None`: it speaks of a line end that was put in here.
    pub(super) fn adopt(&self, finding: Finding) -> Option<Finding> {
        let finding = self.text.adopt(finding);
        let put_in = finding.rule == &BLANK_LINE && finding.span.is_some_and(Span::is_empty);
        (!put_in).then_some(finding)
    }

    /// What is said of it.
    pub(super) fn said<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Finding> + use<'a> {
        let shown = |span: Span| {
            let part = trimmed(text, span).of(text);
            let first = part.split(|&byte| byte == b'\n').next().unwrap_or_default();
            first.get(..SHOWN).unwrap_or(first).trim_ascii_end()
        };
        let around = self.left.iter().map(move |&(span, what)| {
            let place = trimmed(text, span);
            READ_WITHOUT
                .at(place)
                .with_bytes("found", shown(span))
                .with_words("what", what)
        });
        let cut = self
            .cut
            .map(|span| VALUE_CUT.at(span).with_bytes("value", span.of(text)));
        let all = around.chain(cut);
        all.map(|finding| finding.about(Subject::Policy, Evidence::Pasted))
    }
}

/// Whether a text that somebody says to be of a kind may have something around it: what is a record or a policy is said to
/// be one as it stands.
pub(super) const fn may_have(choice: Option<Kind>) -> bool {
    !matches!(
        choice,
        Some(Kind::Domain | Kind::StsRecord | Kind::TlsrptRecord | Kind::Policy | Kind::Report)
    )
}

/// A text without what stands around it; `None`: nothing does.
pub(super) fn off(text: &[u8]) -> Option<Bare> {
    let all = Span::new(0, text.len());
    let starts = |start: &str| lines(text, all).any(|line| line.span.of(text).starts_with(start.as_bytes()));
    let curl = curl::Output::new(text);
    let known = find(text, "STSv1").is_some() || find(text, "TLSRPTv1").is_some();
    let mut taker = Taker {
        text,
        // What an answer holds is what is served.
        tags: known && !curl.verbose && !starts("HTTP/"),
        curl,
        listed: listed::Listed::new(text).filter(|_| known),
        quoted: (false, 0),
        gone: Vec::new(),
        left: Vec::new(),
    };
    for line in lines(text, all) {
        taker.line(line.span, line.next);
    }
    taker.bare()
}

struct Taker<'a> {
    text: &'a [u8],
    /// What `curl` tells, if it does.
    curl: curl::Output,
    /// Whether tags of HTML are taken off.
    tags: bool,
    listed: Option<listed::Listed>,
    /// Whether the lines up to a place, which all begin with `>`, are of a quoted mail.
    quoted: (bool, usize),
    /// What is taken off, in order; whether a line ends there.
    gone: Vec<(Span, bool)>,
    left: Vec<(Span, &'static str)>,
}

impl Taker<'_> {
    fn line(&mut self, span: Span, next: usize) {
        let part = span.of(self.text);
        let whole = Span::new(span.start, next);
        let before = |length: usize| Span::new(span.start, span.start + length);
        match self.listed.as_mut().map(|listed| listed.line(self.text, span)) {
            Some(listed::Line::Around) => return self.take(whole, LIST),
            Some(listed::Line::Value(length)) => return self.take(before(length), LIST),
            Some(listed::Line::Other) | None => {}
        }
        match self.curl.line(part, span.start) {
            Some(length) if length < part.len() || part == b"< " || part == b"<" => {
                return self.take(before(length), CURL);
            }
            Some(_) => return self.take(whole, CURL),
            None => {}
        }
        if part.starts_with(b">") && !self.curl.verbose && self.is_quoted(span) {
            return self.take(before(marks_of_quote(part)), QUOTE);
        }
        let blank = |part: &[u8]| part.is_empty() || part.ends_with(b">");
        if self.quoted == (true, span.start)
            && !blank(part.trim_ascii())
            && !blank(self.text.get(..span.start).unwrap_or_default().trim_ascii_end())
        {
            // What was written below is a paragraph of its own.
            self.gone.push((Span::point(span.start), true));
        }
        let mut start = span.start;
        if self.tags {
            let length = ends::opening(part);
            if length > 0 {
                if part.get(length..).is_some_and(|rest| rest.trim_ascii().is_empty()) {
                    return self.take(whole, TAG);
                }
                start += length;
                self.take(before(length), TAG);
            }
        }
        self.end(Span::new(start, span.end), next);
    }

    /// What stands behind the text of a line.
    fn end(&mut self, span: Span, next: usize) {
        let part = span.of(self.text);
        if self.tags {
            let length = ends::closing(part);
            if length == part.len() && length > 0 {
                return self.take(Span::new(span.start, next), TAG);
            }
            if length > 0 {
                return self.take(Span::new(span.end - length, span.end), TAG);
            }
        }
        let Some(at) = ends::terminal(part, self.text.get(next..).unwrap_or_default()) else {
            return;
        };
        let rest = part.get(at..).unwrap_or_default();
        let length = prompt(rest).unwrap_or(rest.len());
        let gap = rest.get(length..).unwrap_or_default();
        let goes_on = !gap.trim_ascii().is_empty();
        let end = if goes_on { span.start + at + length } else { span.end };
        self.take(Span::new(span.start + at, end), BEHIND);
        if let Some(last) = self.gone.last_mut() {
            // Another command was typed there.
            last.1 = goes_on;
        }
    }

    fn take(&mut self, span: Span, what: &'static str) {
        self.gone.push((span, false));
        if !self.left.iter().any(|(_, known)| *known == what) {
            self.left.push((span, what));
        }
    }

    /// Whether a line that begins with `>` is of a quoted mail: one of those in a row says what it is behind the mark, and
    /// no line of a policy beside them goes without one.
    fn is_quoted(&mut self, span: Span) -> bool {
        if span.start < self.quoted.1 {
            return self.quoted.0;
        }
        let key = |span, next| matches!(mark(self.text, span, next), Mark::Key | Mark::Version);
        let above = self.text.get(..span.start.saturating_sub(1)).unwrap_or_default();
        let above = above.iter().rposition(|&byte| byte == b'\n').map_or(0, |feed| feed + 1);
        let mut beside = key(Span::new(above, span.start), span.start);
        self.quoted = (false, span.start);
        let rest = Span::new(span.start, self.text.len());
        for line in lines(self.text, rest) {
            if !line.span.of(self.text).starts_with(b">") {
                beside |= key(line.span, line.next);
                break;
            }
            let inner = line.span.start + marks_of_quote(line.span.of(self.text));
            let mark = mark(self.text, Span::new(inner, line.span.end), line.next);
            let words = matches!(
                mark,
                Mark::Blank
                    | Mark::Comment
                    // In some shells and in `nslookup` the mark is a prompt.
                    | Mark::Command
                    | Mark::Quoted
                    | Mark::Json
                    | Mark::Fence
                    | Mark::Prose
                    | Mark::Other
            );
            self.quoted = (self.quoted.0 || !words, line.next);
        }
        self.quoted.0 &= !beside;
        self.quoted.0
    }

    fn bare(self) -> Option<Bare> {
        self.gone.first()?;
        let mut text = Mapped::new(0, Form::Bare);
        let mut at = 0;
        let mut keep = |text: &mut Mapped, to: usize, next: usize| {
            text.extend(self.text.get(at..to).unwrap_or_default(), at, Form::Bare);
            at = next;
        };
        for &(span, ends) in &self.gone {
            keep(&mut text, span.start, span.end);
            if ends {
                text.unit(b"\n", span, Form::Bare);
            }
        }
        keep(&mut text, self.text.len(), self.text.len());
        Some(Bare {
            text,
            url: self.curl.url(),
            cut: self.listed.and_then(|listed| listed.cut),
            left: self.left,
        })
    }
}

/// How long the marks are that a quoted line begins with: `> > `.
fn marks_of_quote(part: &[u8]) -> usize {
    let mut at = 0;
    while part.get(at) == Some(&b'>') {
        at += 1 + usize::from(part.get(at + 1) == Some(&b' '));
    }
    at
}

#[cfg(test)]
mod tests;
