//! What stands around a reason: code, domain, MX host, and what it says further. Of addresses the domain alone is taken.
//!
//! A log has many entries, and a delivery report one part for each recipient: what is said of another mail says nothing
//! of this one. Lines may be wrapped, so that an entry is told by its beginning.

use super::super::lines::{begins, find, string};
use super::super::zone::record::is_name;
use super::patterns::MX_HOSTS;
use crate::text::Span;

/// How far around a reason is looked, in bytes.
const BEFORE: usize = 400;
const BEHIND: usize = 400;

/// How much of a line tells whether an entry begins with it, in bytes.
const HEAD: usize = 120;

/// Postfix says this in an entry of its own; the next tells what came of it.
const VERIFICATION: &str = "certificate verification failed";

/// The entry that a reason stands in, as far as it is within reach.
fn entry(text: &[u8], span: Span) -> Span {
    let from = span.start.saturating_sub(BEFORE);
    let to = text.len().min(span.end + BEHIND);
    let more = usize::from(find(span.of(text), VERIFICATION).is_some());
    let start = (from..=span.start).rev().find(|&at| is_beginning(text, at));
    let end = (span.end..to).filter(|&at| is_beginning(text, at)).nth(more);
    Span::new(start.unwrap_or(from), end.unwrap_or(to))
}

/// Where the part of a delivery report begins that is about one recipient (RFC 3464 §2.3.2).
const RECIPIENT: &str = "Final-Recipient:";

/// Whether a line begins at `at`, and with it an entry of a log, or the part of a bounce or a delivery report that is about
/// one recipient.
fn is_beginning(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| text.get(before));
    if before.is_some_and(|before| before != Some(&b'\n')) {
        return false;
    }
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.get(..HEAD).unwrap_or(rest).split(|&byte| byte == b'\n').next();
    line.is_some_and(|line| {
        first(line, "to=<").is_some()
            || find(line, "postfix/").is_some()
            || begins(line, RECIPIENT)
            || recipient(line).is_some()
    })
}

/// The recipient's address where a line of a bounce begins with it: `<a@example.com>: …`.
fn recipient(line: &[u8]) -> Option<&[u8]> {
    let end = line.windows(2).position(|pair| pair == b">:")?;
    let address = line.strip_prefix(b"<")?.get(..end - 1)?;
    (address.contains(&b'@') && !address.iter().any(u8::is_ascii_whitespace)).then_some(address)
}

/// Whether a reason stands in a delivery report, which says what became of the mail, and not in the words before it.
pub(super) fn is_reported(text: &[u8], span: Span) -> bool {
    begins(before(text, span), RECIPIENT)
}

/// The entry's text before a reason.
fn before(text: &[u8], span: Span) -> &[u8] {
    text.get(entry(text, span).start..span.start).unwrap_or_default()
}

/// The entry's text behind it.
fn behind(text: &[u8], span: Span) -> &[u8] {
    text.get(span.end..entry(text, span).end).unwrap_or_default()
}

/// The enhanced status code: the last before the reason, or the reason itself.
pub(super) fn code(text: &[u8], span: Span) -> Option<String> {
    let own = span.of(text);
    if is_code(own) {
        return Some(string(own));
    }
    let mut last = None;
    let words = before(text, span).split(|byte| !(byte.is_ascii_digit() || *byte == b'.'));
    for word in words {
        let word = word.strip_suffix(b".").unwrap_or(word);
        if is_code(word) {
            last = Some(string(word));
        }
    }
    last
}

/// RFC 3463 §2: `class.subject.detail`.
fn is_code(word: &[u8]) -> bool {
    let mut parts = word.split(|&byte| byte == b'.');
    let class = parts.next().unwrap_or_default();
    let number = |part: Option<&[u8]>| {
        part.is_some_and(|part| (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit))
    };
    matches!(class, b"2" | b"4" | b"5") && number(parts.next()) && number(parts.next()) && parts.next().is_none()
}

/// Whether the sender has given up.
pub(super) fn given_up(text: &[u8], span: Span, code: Option<&str>) -> Option<bool> {
    let near = entry(text, span).of(text);
    let says = |word: &str| find(near, word).is_some();
    if says("status=deferred") || says("Action: delayed") {
        return Some(false);
    }
    if says("status=bounced") || says("Action: failed") {
        return Some(true);
    }
    match code?.as_bytes().first() {
        Some(b'4') => Some(false),
        Some(b'5') => Some(true),
        _ => None,
    }
}

/// What a reason says further: `Reason: SubjectMismatch`, `[Message=UntrustedRoot]`, `: untrusted issuer …`.
pub(super) fn detail(text: &[u8], span: Span) -> Option<String> {
    let rest = behind(text, span);
    let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if let Some(at) = find(rest, "Reason:").filter(|&at| at < 80) {
        return word(rest.get(at + 7..)?);
    }
    if let Some(at) = find(rest, "[Message=").filter(|&at| at < 80) {
        return word(rest.get(at + 9..)?);
    }
    if find(span.of(text), VERIFICATION).is_some() {
        // `… for mx1.example.com[192.0.2.1]:25: untrusted issuer /CN=…`
        let at = line.windows(2).rposition(|pair| pair == b": ")?;
        let words = line.get(at + 2..)?.trim_ascii();
        return (!words.is_empty() && words.len() <= 120).then(|| string(words));
    }
    None
}

/// The first word of letters.
fn word(text: &[u8]) -> Option<String> {
    let text = text.trim_ascii_start();
    let length = text
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
        .count();
    (1..=64)
        .contains(&length)
        .then(|| string(text.get(..length).unwrap_or_default()))
}

/// The domain that the mail was for.
pub(super) fn domain(text: &[u8], span: Span) -> Option<String> {
    // `MX hosts of example.com failed …`, `MX hosts of 'example.com' failed …`
    if let Some(rest) = span
        .of(text)
        .get(MX_HOSTS.len()..)
        .filter(|_| begins(span.of(text), MX_HOSTS))
    {
        if let Some(name) = name(unquoted(rest.trim_ascii_start())) {
            return Some(name);
        }
    }
    let near = before(text, span);
    if let Some(found) = recipient(near).and_then(address) {
        return Some(found);
    }
    let after = behind(text, span);
    for marker in ["to=<", RECIPIENT, "Original-Recipient:", "RCPT TO:<"] {
        let places = [
            last(near, marker).and_then(|at| near.get(at..)),
            first(after, marker).and_then(|at| after.get(at..)),
        ];
        if let Some(found) = places.into_iter().flatten().find_map(address) {
            return Some(found);
        }
    }
    // The first address of a bounce is that of the recipient.
    address(text.get(..text.len().min(8192)).unwrap_or(text))
}

/// Where the text behind each marker begins. `orig_to=<` isn't `to=<`: it is the address before aliases.
fn all(part: &[u8], marker: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + find(part.get(at..)?, marker)?;
            at = start + marker.len();
            if start.checked_sub(1).and_then(|before| part.get(before)) != Some(&b'_') {
                return Some(at);
            }
        }
    })
}

fn first(part: &[u8], marker: &str) -> Option<usize> {
    all(part, marker).next()
}

fn last(part: &[u8], marker: &str) -> Option<usize> {
    all(part, marker).last()
}

/// The domain of the first mail address.
fn address(text: &[u8]) -> Option<String> {
    let mut at = 0;
    while let Some(next) = text.get(at..)?.iter().position(|&byte| byte == b'@') {
        at += next + 1;
        let local = at.checked_sub(2).and_then(|before| text.get(before));
        if local.is_some_and(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'(' | b'"')) {
            if let Some(name) = name(text.get(at..)?) {
                return Some(name);
            }
        }
    }
    None
}

/// The name at the beginning of a text: two labels at least.
fn name(text: &[u8]) -> Option<String> {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let length = text.iter().take(256).take_while(|byte| fits(byte)).count();
    let name = text.get(..length)?;
    let name = name.strip_suffix(b".").unwrap_or(name);
    let whole = name.contains(&b'.') && !name.starts_with(b".") && is_name(name);
    let number = name.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    (whole && !number).then(|| string(name).to_ascii_lowercase())
}

/// A text without the quote that it begins with.
fn unquoted(text: &[u8]) -> &[u8] {
    const QUOTES: [&str; 5] = ["'", "\"", "`", "‘", "“"];
    let quote = QUOTES.iter().find(|quote| text.starts_with(quote.as_bytes()));
    quote.and_then(|quote| text.get(quote.len()..)).unwrap_or(text)
}

/// The MX host that a reason is about.
pub(super) fn host(text: &[u8], span: Span) -> Option<String> {
    let near = before(text, span);
    let after = behind(text, span);
    // Right behind the words.
    let of = span.of(text);
    let named = ["by host", "TLS is required, but host", VERIFICATION];
    if named.iter().any(|words| find(of, words).is_some()) {
        if let Some(name) = name(after.trim_ascii_start()) {
            return Some(name);
        }
    }
    // `mx host mx1.example.com does not match …`
    if let Some(at) = last(near, "mx host ").filter(|&at| near.len() - at < 260) {
        return near.get(at..).and_then(name);
    }
    for marker in ["LastAttemptedServerName=", "{FQDN=", "relay="] {
        let places = [
            first(after, marker).and_then(|at| after.get(at..)),
            last(near, marker).and_then(|at| near.get(at..)),
        ];
        if let Some(found) = places.into_iter().flatten().find_map(name) {
            return Some(found);
        }
    }
    None
}
