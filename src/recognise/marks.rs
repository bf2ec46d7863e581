//! Tells by a single line what a text is that begins with it, or goes on with it.

use super::lines::{begins, find, trimmed};
use super::prompt::prompt;
use super::txt::{Which, which};
use super::zone::record::{is_name, rtype};
use super::{command, config, dig, json, nslookup, openssl, panel, powershell, tiny};
use crate::near;
use crate::text::Span;

/// What a line is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing but blanks.
    Blank,
    /// A status line of HTTP.
    Http,
    /// The version of a policy.
    Version,
    /// Another line of a policy.
    Key,
    /// It may be a line of a zone; its words tell.
    Zone,
    /// A comment of a zone file.
    Comment,
    /// A comment as `dig` prints it.
    Dig,
    /// The last comment for a question.
    DigEnd,
    /// A command that was typed.
    Command,
    /// A line of `nslookup` or `host`; whether the strings of a TXT record follow it.
    Nslookup(bool),
    /// A line of `Resolve-DnsName`.
    PowerShell,
    /// A line of `openssl`.
    Openssl,
    /// Its last line.
    OpensslEnd,
    /// A bracket that may begin JSON.
    Json,
    /// A line of tinydns.
    Tiny,
    /// A row of a table.
    Panel,
    /// The text of a record among other words.
    Config,
    /// The text of a TXT record.
    Text(Which),
    /// A quoted string.
    Quoted,
    /// Preference and host, as `dig +short` prints them.
    Short,
    /// A fence round code, as chats and documents have it.
    Fence,
    /// Words.
    Prose,
    /// Anything else.
    Other,
}

/// The shortest line that is one of anything, but for comments and brackets: `mx:a`.
const SHORTEST: usize = 4;

/// How many words of a line are looked at for a type of the DNS.
const WORDS: usize = 6;

/// What a line is; it ends at `next`, where another may follow that tells more.
pub(super) fn mark(text: &[u8], line: Span, next: usize) -> Mark {
    let part = trimmed(text, line).of(text);
    // A byte-order mark stands before the first line of some files.
    let part = part.strip_prefix(b"\xef\xbb\xbf").unwrap_or(part);
    let Some(&first) = part.first() else {
        return Mark::Blank;
    };
    match first {
        b'H' if is_status(part) => return Mark::Http,
        b';' if dig::is_end(part) => return Mark::DigEnd,
        b';' if dig::is_mark(part) => return Mark::Dig,
        b';' => return Mark::Comment,
        // `$Ttl = …` is of PowerShell.
        b'$' if (begins(part, "$ORIGIN ") || begins(part, "$TTL ")) && !part.contains(&b'=') => return Mark::Zone,
        b'0'..=b'9' if is_short(part) => return Mark::Short,
        b'`' | b'~' if part.starts_with(b"```") || part.starts_with(b"~~~") => return Mark::Fence,
        b'{' | b'[' if json::begins(part) => return Mark::Json,
        b'\'' | b'@' | b'+' | b':' if tiny::mark(part) => return Mark::Tiny,
        b'$' | b'%' if part.len() == 1 => return Mark::Command,
        // `host` says so, which is a command too.
        b'H' if nslookup::mark(part, b"").is_some() => return Mark::Nslookup(false),
        _ => {}
    }
    if let Some(mark) = openssl_line(first, part) {
        return mark;
    }
    // Nothing that is known is so short.
    if part.len() < SHORTEST {
        return Mark::Other;
    }
    if panel::mark(text, trimmed(text, line)) {
        return Mark::Panel;
    }
    if let Some(mark) = policy_line(part) {
        return mark;
    }
    if !powershell::is_error(part) && command::may_be(part) && command::read(part).is_some() || prompt(part).is_some() {
        return Mark::Command;
    }
    if powershell::mark(part) {
        return Mark::PowerShell;
    }
    if let Some(strings) = nslookup::mark(part, text.get(next..).unwrap_or_default()) {
        return Mark::Nslookup(strings);
    }
    if has_type(part) {
        return Mark::Zone;
    }
    rest(part)
}

/// A line of `openssl`; all begin with one of these.
fn openssl_line(first: u8, part: &[u8]) -> Option<Mark> {
    match first {
        b'c' | b'D' if openssl::is_end(part) => Some(Mark::OpensslEnd),
        b'-' | b'0'..=b'9' | b'A'..=b'F' | b'S' | b'V' | b'X' | b'c' | b'd' | b'i' | b'n' | b's' | b'v'
            if openssl::mark(part) =>
        {
            Some(Mark::Openssl)
        }
        _ => None,
    }
}

/// What a line is that no program printed and that is none of a zone.
pub(super) fn rest(part: &[u8]) -> Mark {
    if let Some(which) = which(part.strip_prefix(b"(").unwrap_or(part).trim_ascii_start()) {
        return if is_alone(part) {
            Mark::Text(which)
        } else {
            Mark::Config
        };
    }
    if config::version_in(part).is_some() {
        return Mark::Config;
    }
    match part.first() {
        Some(b'"') => Mark::Quoted,
        Some(byte) if byte.is_ascii_alphabetic() && !part.iter().any(|byte| b":=<{".contains(byte)) => Mark::Prose,
        _ => Mark::Other,
    }
}

/// Whether nothing stands behind the quotes that a text begins with.
fn is_alone(part: &[u8]) -> bool {
    match part.first() {
        Some(quote @ (b'"' | b'\'' | b'`')) => {
            // Quotes that don't pair are the text's own fault.
            let last = part.iter().rposition(|byte| byte == quote).unwrap_or_default();
            last == 0 || last + 1 == part.len()
        }
        _ => true,
    }
}

fn is_status(part: &[u8]) -> bool {
    let Some(rest) = part.strip_prefix(b"HTTP/") else {
        return false;
    };
    let version = rest
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
        .count();
    let status = rest.get(version..).unwrap_or_default();
    version > 0
        && matches!(status, [b' ', a, b, c, ..] if [a, b, c].iter().all(|byte| byte.is_ascii_digit()))
        && !matches!(status.get(4), Some(byte) if !matches!(byte, b' ' | b'\r'))
}

/// `10 mx1.example.com.`
fn is_short(part: &[u8]) -> bool {
    let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = part.get(digits..).unwrap_or_default();
    let name = rest.trim_ascii_start();
    digits <= 5 && name.len() < rest.len() && is_name(name) && name.ends_with(b".")
}

/// A line of a policy, its key and separator written in whatever way; the value decides, as other texts have such
/// keys too.
fn policy_line(part: &[u8]) -> Option<Mark> {
    let end = part
        .iter()
        .position(|byte| matches!(byte, b':' | b'='))
        .filter(|&end| end <= 12)?;
    let (key, value) = (part.get(..end)?.trim_ascii(), part.get(end + 1..)?.trim_ascii());
    let is = |name: &str| {
        key.eq_ignore_ascii_case(name.as_bytes()) || name.len() > 4 && near::is_near(key, name.as_bytes(), 1)
    };
    let head = value.get(..6).unwrap_or(value);
    // A distance costs more than the look at two letters.
    let sts = find(head, "st").is_some() || find(head, "ts").is_some();
    let is_version = |most: usize| {
        let near = |length: usize| near::is_near(head.get(..length).unwrap_or(head), b"STSv1", most);
        sts && (begins(head, "STSv1") || near(5) || near(6))
    };
    if sts && is("version") && is_version(2) || is_version(1) && near::is_near(key, b"version", 3) {
        return Some(Mark::Version);
    }
    let known = is("mode")
        && ["enforce", "testing", "none", "report"].iter().any(|mode| {
            let word = value.strip_prefix(b"[").unwrap_or(value);
            begins(word, mode) || near::is_near(word, mode.as_bytes(), 3) && word.len() > 3
        })
        || is("max_age") && !value.is_empty()
        || is("mx") && !value.is_empty();
    known.then_some(Mark::Key)
}

/// Whether one of the first words is a type of the DNS.
fn has_type(part: &[u8]) -> bool {
    let words = part
        .split(|byte| matches!(byte, b' ' | b'\t' | b'('))
        .filter(|word| !word.is_empty());
    words.take(WORDS).any(|word| rtype(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        use Mark::{
            Blank, Command, Comment, Config, Dig, DigEnd, Http, Json, Key, Nslookup, Other, PowerShell, Prose, Quoted,
            Short, Text, Tiny, Version, Zone,
        };
        for (line, want) in [
            ("", Blank),
            (" \t", Blank),
            ("HTTP/1.1 200 OK", Http),
            ("HTTP/2 404 ", Http),
            ("HTTP/2 2000", Prose),
            ("HTTP is fine", Prose),
            ("version: STSv1", Version),
            ("\u{feff}version: STSv1", Version),
            ("  Version : STSv1", Version),
            ("eversion: STSv1", Version),
            ("version=STSv1", Version),
            ("version: 1.2", Other),
            ("MIME-Version: 1.0", Other),
            ("mode: enforce", Key),
            ("mode: enforced", Key),
            ("mode: [testing]", Key),
            ("mode: fast", Other),
            ("mx: *.example.com", Key),
            ("mx:", Other),
            ("max_age: 86400", Key),
            ("maxage: 86400", Key),
            ("max-age=31536000", Key),
            ("; comment", Comment),
            (";; ANSWER SECTION:", Dig),
            ("; <<>> DiG 9.18 <<>> TXT a", Dig),
            (";; MSG SIZE  rcvd: 90", DigEnd),
            ("$ORIGIN example.com.", Zone),
            ("a IN MX 10 b", Zone),
            ("a txt file", Zone),
            ("10 mx1.example.com.", Short),
            ("10 mx1.example.com", Other),
            ("v=STSv1; id=1", Text(Which::Sts)),
            ("\"v=STSv1; id=1\"", Text(Which::Sts)),
            ("( \"v=STSv1; id=1\"", Text(Which::Sts)),
            ("v=TLSRPTv1; rua=x", Text(Which::Tlsrpt)),
            ("\"id=1\"", Quoted),
            ("\"v=STSv1; id=1\",", Config),
            ("  value: v=STSv1\\; id=1", Config),
            ("const sts = \"v=STSv1; id=1\";", Config),
            ("$ dig TXT _mta-sts.example.com", Command),
            ("example.com\tmail exchanger = 10 mx1.example.com.", Nslookup(false)),
            ("_mta-sts.example.com\ttext =", Nslookup(true)),
            ("_mta-sts.example.com  TXT  300  Answer  {v=STSv1; id=1}", PowerShell),
            ("{\"Status\": 0}", Json),
            ("'_mta-sts.example.com:v=STSv1:60", Tiny),
            ("example.com", Prose),
        ] {
            assert_eq!(
                mark(line.as_bytes(), Span::new(0, line.len()), line.len()),
                want,
                "{line:?}"
            );
        }
    }
}
