//! The lines of `curl -v`: `*` before what it did, `>` before what it sent, `<` before the headers that came back.

use super::super::command;
use super::super::lines::{begins, find, lines, string};
use super::super::prompt::prompt;
use crate::text::Span;

/// What is known of the lines so far.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is known or not by itself")]
pub(super) struct Output {
    /// Whether it is that of `curl -v`.
    pub(super) verbose: bool,
    /// From where on nothing but commands and lines of `curl` stands.
    end: usize,
    path: Option<String>,
    host: Option<String>,
    /// Whether the text has begun: from there on only what surely is of `curl` itself is none of it.
    text: bool,
    /// Whether a proxy was asked for a connection only.
    connect: bool,
    /// Whether these are the headers of an answer that may hold a policy.
    good: bool,
    /// The header before this line, as `-i` shows it once more.
    header: Option<Vec<u8>>,
    /// Whether it shows them.
    doubled: bool,
}

impl Output {
    pub(super) fn new(text: &[u8]) -> Self {
        let mut known = Self::default();
        for line in lines(text, Span::new(0, text.len())) {
            let part = line.span.of(text);
            known.verbose |= part.starts_with(b"< HTTP/");
            if !(part.trim_ascii().is_empty() || is_told(part) || is_command(part)) {
                known.end = line.next;
            }
        }
        known
    }

    /// The URL of the last request.
    pub(super) fn url(self) -> Option<String> {
        Some(format!("https://{}{}", self.host?, self.path?))
    }

    /// How many bytes of the line at `at` are none of the answer; `None`: it is all of it.
    pub(super) fn line(&mut self, part: &[u8], at: usize) -> Option<usize> {
        let header = self.header.take();
        if header.is_some_and(|header| header == part.trim_ascii_end() && (self.doubled || !header.is_empty())) {
            self.doubled = true;
            return Some(part.len());
        }
        if part.starts_with(b"< HTTP/") {
            // RFC 8461 §3.3: only the body of a 200 is a policy.
            self.good = !self.connect && find(part, " 200").is_some();
            (self.text, self.doubled) = (false, false);
        } else if self.verbose && is_request(part) {
            (self.text, self.connect) = (false, begins(part, "> CONNECT "));
        } else if is_command(part) {
            self.text = false;
            return None;
        }
        if is_told(part) && (self.verbose || !self.text || at >= self.end) {
            self.text &= !begins(part, "*   Trying ");
            return Some(part.len());
        }
        if !self.verbose || self.text {
            self.text |= !part.trim_ascii().is_empty();
            return None;
        }
        match part {
            [b'<'] | [b'<', b' ', ..] => {
                let rest = part.get(2..).unwrap_or_default().trim_ascii_end();
                self.header = Some(rest.to_vec());
                self.text = rest.is_empty() && self.good;
                Some(part.len().min(2))
            }
            [b'>', rest @ ..] => {
                let rest = rest.trim_ascii();
                if let Some(host) = rest.get(5..).filter(|_| begins(rest, "host:")) {
                    self.host = Some(string(host.trim_ascii()));
                } else if is_request(part) {
                    let path = rest.split(|&byte| byte == b' ').nth(1);
                    self.path = path.filter(|path| path.starts_with(b"/")).map(string);
                }
                Some(part.len())
            }
            [b'*', b' ', ..] => Some(part.len()),
            _ => {
                self.text = !part.trim_ascii().is_empty();
                None
            }
        }
    }
}

/// Whether a line of `curl -v` begins a request.
fn is_request(part: &[u8]) -> bool {
    part.starts_with(b"> ") && find(part, " HTTP/").is_some()
}

fn is_command(part: &[u8]) -> bool {
    prompt(part).is_some() || command::may_be(part) && command::read(part).is_some()
}

/// Whether a line is one that only `curl` prints, wherever it stands.
pub(super) fn is_told(part: &[u8]) -> bool {
    // It writes over the line before.
    let over = part.iter().take_while(|&&byte| byte == b'\r').count();
    let part = part.get(over..).unwrap_or_default();
    if !matches!(part.first(), Some(b'*' | b'{' | b'}' | b' ' | b'0'..=b'9')) {
        return false;
    }
    let data = matches!(part, [b'{' | b'}', b' ', b'[', b'0'..=b'9', ..]) && part.ends_with(b" bytes data]");
    let start = part.trim_ascii_start();
    data || is_closing(part)
        || begins(part, "*   Trying ")
        || begins(start, "% Total ")
        || begins(start, "Dload  Upload ")
        || find(part, " --:--:-- ").is_some()
}

/// Whether this is what it prints at the end.
pub(super) fn is_closing(part: &[u8]) -> bool {
    begins(part, "* Connection #") || begins(part, "* Closing connection")
}

#[cfg(test)]
mod tests;
