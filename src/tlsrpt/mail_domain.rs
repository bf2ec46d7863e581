//! The domain of a mail address: a name in DNS, in A-labels (RFC 6068 §2, RFC 5321 §4.1.2).

use super::octets::{characters, decoded};
use super::rules::{FINAL_DOT, MAIL_DOMAIN, MAIL_DOMAIN_ODD, NOT_A_LABEL, RUA_SINGLE_LABEL};
use super::sink::Sink;
use crate::text::{Span, lossy};

/// Judges what stands behind the `@`. Gives whether it is a domain.
pub(super) fn judge(text: &[u8], span: Span, sink: &mut Sink) -> bool {
    let written = span.of(text);
    if !written.is_ascii() {
        sink.add(NOT_A_LABEL.at(span).with_bytes("domain", written));
        return false;
    }
    if !characters(text, span, "in a domain", sink) {
        return false;
    }
    let mail = decoded(written);
    if !mail.is_ascii() {
        sink.add(NOT_A_LABEL.at(span).with_bytes("domain", &mail));
        return false;
    }
    let odd = |reason| {
        MAIL_DOMAIN_ODD
            .at(span)
            .with_bytes("domain", &mail)
            .with("reason", reason)
    };
    if let [b'[', .., b']'] = mail.as_slice() {
        sink.add(odd("an address in brackets, which few servers accept"));
        return true;
    }
    let dots = written.iter().rev().take_while(|&&byte| byte == b'.').count();
    let mut good = true;
    if dots > 0 && dots < written.len() {
        let end = Span::new(span.end - dots, span.end);
        // RFC 5321 §4.1.2: a domain in SMTP has no dot at the end.
        sink.add(FINAL_DOT.at(end).replace(end, ""));
        good = false;
    }
    let name = mail
        .get(..mail.len() - dots)
        .filter(|name| !name.is_empty())
        .unwrap_or(&mail);
    if let Some(reason) = ill_formed(name) {
        let tight: Vec<_> = written
            .split(|&byte| byte == b'.')
            .filter(|label| !label.is_empty())
            .collect();
        let tight = lossy(&tight.join(&b"."[..])).into_owned();
        let finding = MAIL_DOMAIN.at(span).with_bytes("domain", &mail).with("reason", reason);
        let mended = ill_formed(tight.as_bytes()).is_none();
        sink.add(if mended { finding.suggest(span, tight) } else { finding });
        return false;
    }
    let mut labels = name.split(|&byte| byte == b'.');
    if name.contains(&b'_') {
        sink.add(odd("SMTP has no underscores in domains"));
    } else if labels
        .clone()
        .any(|label| label.starts_with(b"-") || label.ends_with(b"-"))
    {
        sink.add(odd("a hyphen begins or ends a label"));
    } else if labels
        .next_back()
        .is_some_and(|label| label.iter().all(u8::is_ascii_digit))
    {
        sink.add(odd("it ends with a number, as addresses do"));
    } else if !name.contains(&b'.') {
        sink.add(RUA_SINGLE_LABEL.at(span).with_bytes("domain", name));
    }
    good
}

/// Why a text is no domain name.
fn ill_formed(name: &[u8]) -> Option<&'static str> {
    if name
        .iter()
        .any(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'.' | b'_'))
    {
        Some("letters, digits, hyphens and dots are allowed")
    } else if name.split(|&byte| byte == b'.').any(<[u8]>::is_empty) {
        Some("a dot begins it, or stands beside another dot")
    } else if name.len() > 253 {
        Some("253 characters are the most")
    } else if name.split(|&byte| byte == b'.').any(|label| label.len() > 63) {
        Some("63 characters are the most between two dots")
    } else {
        None
    }
}
