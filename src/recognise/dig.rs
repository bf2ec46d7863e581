//! What `dig` prints, and `kdig`, `drill` and `delv` alike: records in the form of a master file, and comments that tell
//! the rest.
//!
//! ```text
//! ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 4711
//! ;; flags: qr rd ra ad; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 1
//! ;; QUESTION SECTION:
//! ;_mta-sts.example.com.  IN TXT
//! ;; AUTHORITY SECTION:
//! example.com. 900 IN SOA …
//! ```

use super::answers::{Answered, Question};
use super::lines::{begins, find, string};
use super::reader::Reader;
use super::zone::read::{Zone, line};
use super::zone::record::{is_name, rtype};
use crate::dns::{Ede, Failure};
use crate::text::Span;

/// How many extended errors of a message are kept.
const MOST_EDE: usize = 8;

/// Whether a line is one that only such programs print.
pub(super) fn is_mark(part: &[u8]) -> bool {
    const MARKS: [&str; 14] = [
        "; <<>> ",
        ";; ->>HEADER<<-",
        ";; Got answer",
        ";; flags:",
        ";; QUESTION SECTION",
        ";; ANSWER SECTION",
        ";; AUTHORITY SECTION",
        ";; connection timed out",
        ";; communications error",
        ";; no servers could be reached",
        ";; WARNING: ",
        ";; resolution failed",
        "; fully validated",
        "; negative response",
    ];
    MARKS.iter().any(|mark| begins(part, mark))
}

/// Whether a line ends what is printed for one question.
pub(super) fn is_end(part: &[u8]) -> bool {
    begins(part, ";; MSG SIZE") || begins(part, ";; WHEN:")
}

/// Where the records of a message stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Question,
    Answer,
    Other,
}

/// A message while it is read.
struct Message {
    answered: Answered,
    section: Section,
    header: bool,
    ede: Vec<Ede>,
    /// How many records the answer has by its header, and how many of them stand in the paste.
    stated: usize,
    seen: usize,
}

impl Message {
    fn new(reader: &mut Reader<'_>, at: usize) -> Self {
        Self {
            answered: Answered::new(reader.new_source(), at),
            section: Section::Answer,
            header: false,
            ede: Vec::new(),
            stated: 0,
            seen: 0,
        }
    }

    /// Whether anything of it was read.
    fn is_begun(&self) -> bool {
        self.header || self.answered.is_begun()
    }

    fn comment(&mut self, part: &[u8], span: Span) {
        self.answered.span.end = span.end;
        if find(part, ">>HEADER<<").is_some() {
            self.header = true;
            let rest = find(part, "status: ")
                .map(|at| at + 8)
                .or_else(|| find(part, "rcode: ").map(|at| at + 7));
            let word = rest.and_then(|at| part.get(at..)).unwrap_or_default();
            let length = word.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            self.status(word.get(..length).unwrap_or_default());
            self.answered.status = Some(span);
        } else if begins(part, ";; flags:") {
            let flags = part.split(|&byte| byte == b';').nth(2).unwrap_or_default();
            let has = |flag: &[u8]| flags.split(|&byte| byte == b' ').any(|word| word == flag);
            self.answered.signed = has(b"ad");
            self.stated = answers(part).unwrap_or_default();
            if has(b"tc") && self.answered.failure.is_none() {
                self.answered.failure = Some(Failure::Truncated);
            }
        } else if let Some(at) = find(part, "SECTION") {
            let name = part.get(..at).unwrap_or_default();
            self.section = if find(name, "QUESTION").is_some() {
                Section::Question
            } else if find(name, "ANSWER").is_some() {
                Section::Answer
            } else {
                Section::Other
            };
        } else if let Some(at) = find(part, "EDE: ") {
            self.ede(part.get(at + 5..).unwrap_or_default());
        } else if find(part, "timed out").is_some() || find(part, "no servers could be reached").is_some() {
            self.answered.failure = Some(Failure::TimedOut);
            self.answered.status.get_or_insert(span);
        } else if begins(part, ";; resolution failed: ") {
            let nxdomain = find(part, "nxdomain").is_some();
            self.answered.nxdomain |= nxdomain;
            if !nxdomain && find(part, "nxrrset").is_none() {
                self.status(b"SERVFAIL");
            }
            self.answered.status.get_or_insert(span);
        } else if begins(part, "; fully validated") {
            self.answered.signed = true;
        } else if self.section == Section::Question || !self.header {
            self.question(part, span);
        }
    }

    fn status(&mut self, word: &[u8]) {
        let is = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
        if is("NXDOMAIN") {
            self.answered.nxdomain = true;
        } else if is("SERVFAIL") {
            let (comments, ede) = (Vec::new(), Vec::new());
            self.answered.failure = Some(Failure::ServFail { comments, ede });
        } else if is("REFUSED") {
            self.answered.failure = Some(Failure::Refused { comments: Vec::new() });
        } else if !is("NOERROR") && !word.is_empty() {
            let known = [("FORMERR", 1), ("NOTIMP", 4), ("NOTAUTH", 9)];
            let rcode = known
                .iter()
                .find(|(name, _)| is(name))
                .map_or(u16::MAX, |(_, rcode)| *rcode);
            self.answered.failure = Some(Failure::Rcode { rcode });
        }
    }

    /// `; EDE: 9 (DNSKEY Missing): (no key fits)`
    fn ede(&mut self, part: &[u8]) {
        let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let code = part
            .get(..digits)
            .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        let text = part.get(digits..).unwrap_or_default();
        if let Some(code) = code.filter(|_| self.ede.len() < MOST_EDE) {
            let text = string(text.get(..text.len().min(200)).unwrap_or_default().trim_ascii());
            self.ede.push(Ede { code, text });
        }
    }

    /// `;_mta-sts.example.com.  IN TXT`
    fn question(&mut self, part: &[u8], span: Span) {
        let rest = part.strip_prefix(b";").unwrap_or_default();
        if rest.starts_with(b";") || rest.starts_with(b" ") {
            return;
        }
        let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let (Some(name), Some(class)) = (words.next(), words.next()) else {
            return;
        };
        let kind = words.next().or(Some(class)).and_then(rtype);
        if let Some(rtype) = kind.filter(|_| is_name(name)) {
            let name = string(name.strip_suffix(b".").unwrap_or(name)).to_ascii_lowercase();
            self.answered.question = Some(Question { name, rtype });
            self.answered.asked = Some(span);
        }
    }

    fn end(mut self, reader: &mut Reader<'_>) {
        if self.ede.iter().any(Ede::is_filtered) {
            self.answered.failure = Some(Failure::Filtered);
        } else if let Some(Failure::ServFail { ede, .. }) = &mut self.answered.failure {
            *ede = std::mem::take(&mut self.ede);
        } else if self.stated > self.seen {
            // Not all of it was copied: what is missing may be the record.
            self.answered.failure.get_or_insert(Failure::Truncated);
        }
        if self.is_begun() {
            self.answered.end(reader);
        }
    }
}

/// `ANSWER: 1` of the flags.
fn answers(flags: &[u8]) -> Option<usize> {
    const WORD: &str = "ANSWER: ";
    let rest = flags.get(find(flags, WORD)? + WORD.len()..)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
}

/// Reads a block of such output.
pub(super) fn block(reader: &mut Reader<'_>, span: Span) {
    let text = reader.text.get(..span.end).unwrap_or(reader.text);
    let mut zone = Zone::whole();
    let mut message = Message::new(reader, span.start);
    let mut at = span.start;
    while let Some(entry) = zone.entry(text, at) {
        at = entry.next;
        let Some(comment) = entry.comment.filter(|_| entry.tokens.is_empty()) else {
            let source = (message.section != Section::Other).then_some(message.answered.source);
            message.seen += usize::from(message.section == Section::Answer && !entry.tokens.is_empty());
            if let Some(rtype) = line(reader, &mut zone, &entry, source) {
                message.answered.span.end = entry.span.end;
                if source.is_some() {
                    message.answered.took(rtype);
                }
            }
            continue;
        };
        let part = comment.of(text).trim_ascii_end();
        // A new question begins.
        let new = begins(part, "; <<>> ") || find(part, ">>HEADER<<").is_some() && message.header;
        if new {
            let begun = std::mem::replace(&mut message, Message::new(reader, comment.start));
            begun.end(reader);
        }
        message.comment(part, Span::new(comment.start, comment.start + part.len()));
    }
    message.end(reader);
}
