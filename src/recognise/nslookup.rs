//! What `nslookup` prints, on Windows and elsewhere, and `host`.
//!
//! ```text
//! _mta-sts.example.com  text = "v=STSv1; id=1"
//! example.com           mail exchanger = 10 mx1.example.com.
//! example.com           MX preference = 10, mail exchanger = mx1.example.com
//! _mta-sts.example.com  canonical name = _mta-sts.example.net.
//! ** server can't find _mta-sts.example.com: NXDOMAIN
//! example.com mail is handled by 10 mx1.example.com.
//! ```
//!
//! Windows prints the strings of a TXT record below the line, and the words around the records in the user's language;
//! they aren't needed.

use super::answers::{Answered, Question};
use super::form::Form;
use super::lines::{begins, find, lines, string, trimmed};
use super::reader::Reader;
use super::rows::{Held, Row};
use super::txt::{Which, which};
use super::zone::entry::entry;
use super::zone::record::{OTHER, is_name, rtype};
use super::zone::value;
use crate::dns::{Data, Failure, Rtype};
use crate::text::Span;

/// What a line of such output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Mx,
    Alias,
    /// That there is no such name, or no such record.
    Absent,
    NoData,
    Failed,
    /// Around it.
    Server,
    Other,
}

/// How a record is told from its owner: what stands between them, and what it says.
const RECORDS: [(&str, Kind); 7] = [
    ("text =", Kind::Text),
    ("descriptive text ", Kind::Text),
    ("mail exchanger = ", Kind::Mx),
    ("MX preference = ", Kind::Mx),
    ("mail is handled by ", Kind::Mx),
    ("canonical name = ", Kind::Alias),
    ("is an alias for ", Kind::Alias),
];

/// Other lines, by their beginning.
const BEGINNINGS: [(&str, Kind); 9] = [
    ("** server can't find ", Kind::Failed),
    ("*** ", Kind::Failed),
    ("DNS request timed out", Kind::Failed),
    ("Host ", Kind::Failed),
    ("Non-authoritative answer", Kind::Other),
    ("Authoritative answers can be found", Kind::Other),
    ("primary name server = ", Kind::NoData),
    ("responsible mail addr = ", Kind::Other),
    ("Using domain server", Kind::Server),
];

/// Whether a line is one of such output, and whether the strings of a TXT record follow it. `behind` is what follows the
/// line.
pub(super) fn mark(part: &[u8], behind: &[u8]) -> Option<bool> {
    let (kind, rest) = kind(part, behind)?;
    Some(kind == Kind::Text && part.get(rest..).is_none_or(|rest| rest.trim_ascii().is_empty()))
}

/// What a line is, and where what it says begins.
fn kind(part: &[u8], behind: &[u8]) -> Option<(Kind, usize)> {
    if begins(part, "Server:") {
        // HTTP has such a header.
        return begins(behind.trim_ascii_start(), "Address").then_some((Kind::Server, part.len()));
    }
    if let Some((start, kind)) = BEGINNINGS.iter().find(|(start, _)| begins(part, start)) {
        let absent = ["NXDOMAIN", "Non-existent domain", "not found: 3"];
        let no_data = ["No answer", "records available", "has no "];
        let says = |words: &[&str]| words.iter().any(|word| find(part, word).is_some());
        return match kind {
            Kind::Failed if says(&absent) => Some((Kind::Absent, start.len())),
            Kind::Failed if says(&no_data) => Some((Kind::NoData, start.len())),
            Kind::Failed if *start == "Host " && !says(&["not found:"]) => None,
            kind => Some((*kind, start.len())),
        };
    }
    // A name, and then what is said of it.
    let owner = part.iter().position(|byte| matches!(byte, b' ' | b'\t'))?;
    let gap = part.get(owner..)?;
    let rest = gap.trim_ascii_start();
    let at = part.len() - rest.len();
    let name = part.get(..owner)?;
    if !is_name(name) || !name.contains(&b'.') {
        return None;
    }
    if begins(rest, "has no ") && rest.ends_with(b" record") {
        return Some((Kind::NoData, at));
    }
    let known = RECORDS.iter().find(|(words, _)| begins(rest, words));
    known.map(|(words, kind)| (*kind, at + words.len()))
}

/// Reads a block of such output.
pub(super) fn block(reader: &mut Reader<'_>, span: Span, asked: Option<&Question>) {
    let text = reader.text;
    let mut answered = begin(reader, span.start, asked);
    // A TXT record whose strings follow.
    let mut strings: Option<(Span, Option<Span>)> = None;
    for line in lines(text, Span::new(span.start, span.end)) {
        let part = trimmed(text, line.span);
        let bytes = part.of(text);
        if bytes.is_empty() {
            continue;
        }
        if let Some((owner, found)) = &mut strings {
            if bytes.starts_with(b"\"") {
                found.get_or_insert(part).end = part.end;
                continue;
            }
            let (owner, found) = (*owner, *found);
            text_row(reader, &mut answered, owner, found);
            strings = None;
        }
        let behind = text.get(line.next..span.end).unwrap_or_default();
        let Some((kind, rest)) = kind(bytes, behind) else {
            continue;
        };
        let rest = trimmed(text, Span::new(part.start + rest, part.end));
        let owner = Span::new(
            part.start,
            part.start + bytes.iter().take_while(|byte| !byte.is_ascii_whitespace()).count(),
        );
        if kind == Kind::Server && answered.is_begun() {
            std::mem::replace(&mut answered, begin(reader, part.start, asked)).end(reader);
        }
        answered.span.end = part.end;
        match kind {
            Kind::Text if rest.is_empty() => strings = Some((owner, None)),
            Kind::Text => text_row(reader, &mut answered, owner, Some(rest)),
            Kind::Mx => mx_row(reader, &mut answered, owner, rest),
            Kind::Alias => {
                let target = name(rest.of(text));
                let held = Held::Data(
                    Data::Cname {
                        target: target.to_ascii_lowercase(),
                    },
                    rest,
                );
                row(reader, &mut answered, owner, Rtype::CNAME, held);
            }
            Kind::Absent | Kind::NoData | Kind::Failed => {
                let question = question(asked, bytes, kind);
                if is_another(&answered, question.as_ref()) {
                    std::mem::replace(&mut answered, begin(reader, part.start, asked)).end(reader);
                    answered.span.end = part.end;
                }
                answered.question = question.or(answered.question);
                answered.status = Some(part);
                if kind == Kind::Failed {
                    answered.failure = Some(failure(bytes));
                } else {
                    answered.nxdomain = kind == Kind::Absent;
                    answered.denied = true;
                }
            }
            Kind::Server | Kind::Other => {}
        }
    }
    if let Some((owner, found)) = strings {
        text_row(reader, &mut answered, owner, found);
    }
    if answered.is_begun() {
        answered.end(reader);
    }
}

fn begin(reader: &mut Reader<'_>, at: usize, asked: Option<&Question>) -> Answered {
    let mut answered = Answered::new(reader.new_source(), at);
    answered.question = asked.cloned();
    answered
}

fn failure(part: &[u8]) -> Failure {
    if find(part, "refused").is_some() {
        Failure::Refused { comments: Vec::new() }
    } else if find(part, "timed").is_some() || find(part, "No response").is_some() {
        Failure::TimedOut
    } else {
        let (comments, ede) = (Vec::new(), Vec::new());
        Failure::ServFail { comments, ede }
    }
}

/// Whether a line of absence or failure is about another question than one before it.
fn is_another(answered: &Answered, question: Option<&Question>) -> bool {
    let told = answered.denied || answered.failure.is_some();
    let before = answered.question.as_ref().filter(|_| told);
    before.is_some_and(|before| question.is_some_and(|question| question != before))
}

/// What a line about absence or failure speaks of: the type that it names, else the one that the command asked for.
///
/// Where neither is there, a name that doesn't exist has no record of any type, and a failure says nothing of any; so at
/// the names of the two records TXT is meant. That there is no such record may have been said of addresses, which both
/// programs ask for where nothing is named.
fn question(asked: Option<&Question>, part: &[u8], kind: Kind) -> Option<Question> {
    let said = (kind == Kind::NoData).then(|| denied_type(part)).flatten();
    if let Some(Question { name, rtype }) = asked {
        return Some(Question {
            name: name.clone(),
            rtype: said.unwrap_or(*rtype),
        });
    }
    let mut words = part
        .split(u8::is_ascii_whitespace)
        .map(|word| word.strip_suffix(b":").unwrap_or(word));
    let found = words.rfind(|word| word.contains(&b'.') && is_name(word))?;
    let name = self::name(found).to_ascii_lowercase();
    let meant = (kind != Kind::NoData && name.starts_with('_')).then_some(Rtype::TXT);
    let rtype = said.or(meant)?;
    Some(Question { name, rtype })
}

/// The type in `… has no TXT record` and `No text (TXT) records available …`.
fn denied_type(part: &[u8]) -> Option<Rtype> {
    let behind = |words: &str| part.get(find(part, words)? + words.len()..);
    let word = match behind("has no ") {
        Some(rest) => rest.split(u8::is_ascii_whitespace).next()?,
        None => behind("(")?.split(|&byte| byte == b')').next()?,
    };
    rtype(word).filter(|rtype| *rtype != OTHER)
}

fn name(written: &[u8]) -> String {
    string(written.strip_suffix(b".").unwrap_or(written))
}

fn row(reader: &mut Reader<'_>, answered: &mut Answered, owner: Span, rtype: Rtype, held: Held) {
    answered.took(rtype);
    let end = match &held {
        Held::Text { text, .. } => text.all().end,
        Held::Data(_, span) => span.end,
    };
    let mut row = Row::printed(
        answered.source,
        reader.block,
        Span::new(owner.start, end.max(owner.end)),
        rtype,
        held,
    );
    row.owner = Some(name(owner.of(reader.text)).to_ascii_lowercase());
    row.owner_span = Some(owner);
    reader.row(row);
}

fn text_row(reader: &mut Reader<'_>, answered: &mut Answered, owner: Span, strings: Option<Span>) {
    let Some(span) = strings else { return };
    let cut = reader.text.get(..span.end).unwrap_or(reader.text);
    let mut tokens = Vec::new();
    let mut at = span.start;
    while let Some(entry) = entry(cut, at, false) {
        tokens.extend(entry.tokens);
        at = entry.next;
    }
    let text = value::text(reader.text, &tokens, span.start);
    let named = name(owner.of(reader.text)).to_ascii_lowercase();
    let relevant = named.starts_with("_mta-sts.")
        || named.starts_with("_smtp._tls.")
        || matches!(which(&text.text), Some(Which::Sts | Which::Tlsrpt));
    if relevant {
        let form = Form::Quoted;
        let held = Held::Text {
            text,
            form,
            frozen: false,
        };
        row(reader, answered, owner, Rtype::TXT, held);
    } else {
        answered.took(Rtype::TXT);
    }
}

/// `10 mx1.example.com.` or `10, mail exchanger = mx1.example.com`.
fn mx_row(reader: &mut Reader<'_>, answered: &mut Answered, owner: Span, rest: Span) {
    let part = rest.of(reader.text);
    let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let preference = part
        .get(..digits)
        .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    let host = part.iter().rposition(u8::is_ascii_whitespace).map(|at| at + 1);
    let (Some(preference), Some(host)) = (preference, host) else {
        return;
    };
    let span = Span::new(rest.start + host, rest.end);
    let written = span.of(reader.text);
    if !is_name(written) {
        return;
    }
    let host = if written == b"." { String::new() } else { name(written) };
    row(
        reader,
        answered,
        owner,
        Rtype::MX,
        Held::Data(Data::Mx { preference, host }, span),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known() {
        for (line, want) in [
            (
                "_mta-sts.example.com\ttext = \"v=STSv1; id=1\"",
                Some((Kind::Text, false)),
            ),
            ("_mta-sts.example.com\ttext =", Some((Kind::Text, true))),
            (
                "example.com\tmail exchanger = 10 mx1.example.com.",
                Some((Kind::Mx, false)),
            ),
            (
                "example.com\tMX preference = 10, mail exchanger = mx1.example.com",
                Some((Kind::Mx, false)),
            ),
            (
                "example.com mail is handled by 10 mx1.example.com.",
                Some((Kind::Mx, false)),
            ),
            ("a.example\tcanonical name = b.example.", Some((Kind::Alias, false))),
            ("** server can't find a.example: NXDOMAIN", Some((Kind::Absent, false))),
            ("** server can't find a.example: SERVFAIL", Some((Kind::Failed, false))),
            (
                "*** UnKnown can't find a.example: Non-existent domain",
                Some((Kind::Absent, false)),
            ),
            ("*** Can't find a.example: No answer", Some((Kind::NoData, false))),
            ("Host a.example not found: 3(NXDOMAIN)", Some((Kind::Absent, false))),
            ("Host a.example not found: 2(SERVFAIL)", Some((Kind::Failed, false))),
            ("Host key verification failed.", None),
            ("a.example has no TXT record", Some((Kind::NoData, false))),
            ("Server: nginx", None),
            ("the text = 5", None),
            ("a.example has text", None),
            ("text = 5", None),
        ] {
            let found = kind(line.as_bytes(), b"").map(|(kind, _)| (kind, mark(line.as_bytes(), b"") == Some(true)));
            assert_eq!(found, want, "{line}");
        }
        assert_eq!(mark(b"Server:\t\t127.0.0.53", b"Address:\t127.0.0.53#53"), Some(false));
    }
}
