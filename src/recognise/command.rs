//! A command that was copied with what it printed: it says what the output is about.

use super::answers::Question;
use super::lines::{begins, string};
use super::zone::record::{is_name, rtype};
use crate::dns::Rtype;

/// More words than this of a line aren't looked at.
const MOST_WORDS: usize = 64;

/// Longest prompt, in words.
const PROMPT: usize = 4;

/// What a command asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// The question to the DNS.
    pub(super) question: Option<Question>,
    /// The URL that is fetched.
    pub(super) url: Option<String>,
    /// The host that a TLS connection is made to, and the name that is checked, if another.
    pub(super) host: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    Dig,
    Nslookup,
    Resolve,
    Curl,
    Openssl,
}

const PROGRAMS: [(&str, Program); 11] = [
    ("dig", Program::Dig),
    ("kdig", Program::Dig),
    ("drill", Program::Dig),
    ("delv", Program::Dig),
    ("host", Program::Dig),
    ("nslookup", Program::Nslookup),
    ("Resolve-DnsName", Program::Resolve),
    ("curl", Program::Curl),
    ("wget", Program::Curl),
    ("Invoke-WebRequest", Program::Curl),
    ("openssl", Program::Openssl),
];

/// Whether one of the first words of a line is a program, told without much ado.
pub(super) fn may_be(part: &[u8]) -> bool {
    words(part).take(PROMPT + 1).any(|word| program(word).is_some())
}

/// Reads a line as a command; `None` where it is none of those that are known.
pub(super) fn read(part: &[u8]) -> Option<Command> {
    let words: Vec<&[u8]> = words(part).take(MOST_WORDS).collect();
    let at = words.iter().take(PROMPT + 1).position(|word| program(word).is_some())?;
    let prompt = words.get(..at)?;
    let ends_prompt =
        |word: &&[u8]| word.ends_with(b"$") || word.ends_with(b"#") || word.ends_with(b">") || word.ends_with(b"%");
    if !prompt.last().is_none_or(|word| ends_prompt(word) || *word == b"sudo") {
        return None;
    }
    let program = program(words.get(at)?)?;
    let arguments = words.get(at + 1..)?;
    let command = arguments_of(program, arguments);
    // `host` and `dig` are words too.
    let telling = command != Command::default();
    telling.then_some(command)
}

fn words(part: &[u8]) -> impl Iterator<Item = &[u8]> {
    part.split(|byte| matches!(byte, b' ' | b'\t'))
        .filter(|word| !word.is_empty())
}

/// The program of that name, perhaps with its folder, its `.exe`, or a prompt glued to it (`C:\>nslookup`).
fn program(word: &[u8]) -> Option<Program> {
    if !matches!(word, [.., b'g' | b'l' | b'v' | b't' | b'p' | b'e' | b'P' | b'E']) {
        return None;
    }
    let name = word.rsplit(|byte| matches!(byte, b'/' | b'\\' | b'>')).next()?;
    let name = name.strip_suffix(b".exe").unwrap_or(name);
    let known = PROGRAMS
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known.as_bytes()));
    known.map(|(_, program)| *program)
}

fn arguments_of(program: Program, words: &[&[u8]]) -> Command {
    match program {
        Program::Dig | Program::Nslookup | Program::Resolve => Command {
            question: question(program, words),
            ..Command::default()
        },
        Program::Curl => {
            let url = words
                .iter()
                .map(|word| bare(word))
                .find(|word| begins(word, "https://") || begins(word, "http://"));
            Command {
                url: url.map(string),
                ..Command::default()
            }
        }
        Program::Openssl => {
            let client = words.contains(&&b"s_client"[..]);
            let value = |flag: &[u8]| {
                let at = words.iter().position(|word| *word == flag)?;
                words.get(at + 1).map(|word| bare(word))
            };
            // The name that is checked, else the one that is asked for, else the host.
            let name = value(b"-verify_hostname")
                .or_else(|| value(b"-servername"))
                .or_else(|| value(b"-connect"));
            let host = name.map(without_port);
            Command {
                host: host.filter(|_| client).filter(|host| is_name(host)).map(lower),
                ..Command::default()
            }
        }
    }
}

/// What is asked of the DNS: the first word that is a name, and the type.
fn question(program: Program, words: &[&[u8]]) -> Option<Question> {
    let mut name = None;
    let mut kind = None;
    let mut skip = false;
    for (at, word) in words.iter().enumerate() {
        let word = bare(word);
        if skip || word == b"|" || begins(word, ">") {
            skip = false;
            continue;
        }
        if let Some(flag) = word.strip_prefix(b"-") {
            let value = flag
                .iter()
                .position(|&byte| byte == b'=')
                .and_then(|at| flag.get(at + 1..));
            if let Some(value) = value.filter(|_| program == Program::Nslookup) {
                kind = kind.or(rtype(value));
            } else if program == Program::Resolve {
                let next = words.get(at + 1).map(|word| bare(word)).unwrap_or_default();
                match flag.first().map(u8::to_ascii_lowercase) {
                    Some(b't') => kind = kind.or(rtype(next)),
                    Some(b'n') => name = name.or(Some(next)),
                    _ => {}
                }
                skip = matches!(flag.first().map(u8::to_ascii_lowercase), Some(b't' | b'n' | b's'));
            } else if matches!(flag, b"t" | b"q") {
                let next = words.get(at + 1).map(|word| bare(word)).unwrap_or_default();
                if rtype(next).is_some() {
                    kind = kind.or(rtype(next));
                } else {
                    name = name.or(Some(next));
                }
                skip = true;
            }
        } else if word.starts_with(b"+") || word.starts_with(b"@") {
        } else if let Some(found) = rtype(word) {
            kind = kind.or(Some(found));
        } else if name.is_none() && is_name(word) && word.contains(&b'.') {
            name = Some(word);
        }
    }
    let name = name.filter(|name| is_name(name))?;
    Some(Question {
        name: lower(name),
        rtype: kind.unwrap_or(Rtype::A),
    })
}

/// A word without quotes round it.
fn bare(word: &[u8]) -> &[u8] {
    let quote = |byte: &u8| matches!(byte, b'"' | b'\'');
    let start = word.iter().take_while(|byte| quote(byte)).count();
    let end = word.len() - word.iter().rev().take_while(|byte| quote(byte)).count();
    word.get(start..end).unwrap_or_default()
}

fn lower(name: &[u8]) -> String {
    string(name.strip_suffix(b".").unwrap_or(name)).to_ascii_lowercase()
}

/// The part before the port.
fn without_port(host: &[u8]) -> &[u8] {
    let colon = host.iter().rposition(|&byte| byte == b':').unwrap_or(host.len());
    host.get(..colon).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_say_what_they_ask_for() {
        for (line, name, kind) in [
            (
                "$ dig +short TXT _mta-sts.example.com",
                "_mta-sts.example.com",
                Rtype::TXT,
            ),
            ("dig @8.8.8.8 example.com. mx +noall", "example.com", Rtype::MX),
            (
                "user@host:~$ dig -t txt _smtp._tls.Example.com",
                "_smtp._tls.example.com",
                Rtype::TXT,
            ),
            (
                "C:\\> nslookup -type=TXT _mta-sts.example.com 8.8.8.8",
                "_mta-sts.example.com",
                Rtype::TXT,
            ),
            ("C:\\>nslookup -q=mx example.com", "example.com", Rtype::MX),
            (
                "PS C:\\Users\\a> Resolve-DnsName -Type TXT -Name _mta-sts.example.com",
                "_mta-sts.example.com",
                Rtype::TXT,
            ),
            (
                "PS> Resolve-DnsName \"_mta-sts.example.com\" -Type TXT -Server 10.0.0.1",
                "_mta-sts.example.com",
                Rtype::TXT,
            ),
            ("host -t mx example.com", "example.com", Rtype::MX),
            ("dig example.com", "example.com", Rtype::A),
        ] {
            let question = read(line.as_bytes()).and_then(|command| command.question).expect(line);
            assert_eq!((question.name.as_str(), question.rtype), (name, kind), "{line}");
        }
        let url = "https://mta-sts.example.com/.well-known/mta-sts.txt";
        let curl = read(format!("$ curl -i '{url}'").as_bytes()).unwrap();
        assert_eq!(curl.url.as_deref(), Some(url));
        for (line, host) in [
            (
                "openssl s_client -starttls smtp -connect mx1.example.com:25 </dev/null",
                "mx1.example.com",
            ),
            (
                "# openssl s_client -connect 192.0.2.1:25 -servername Mx.example.com -starttls smtp",
                "mx.example.com",
            ),
        ] {
            assert_eq!(
                read(line.as_bytes()).and_then(|command| command.host).as_deref(),
                Some(host)
            );
        }
    }

    #[test]
    fn prose_is_no_command() {
        for line in [
            "the host mail.example.com is down",
            "dig it",
            "we use curl",
            "openssl version",
            "",
            "example.com",
        ] {
            assert_eq!(read(line.as_bytes()), None, "{line}");
        }
    }
}
