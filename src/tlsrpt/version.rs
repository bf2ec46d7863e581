//! The version, with which a record begins: `v=TLSRPTv1`, and the end of that token.

use super::fields::{Fields, delimiter, trimmed, without};
use super::rules::{
    ANOTHER_RECORD, BLANK_AT_EQUALS, BLANK_BEFORE_SEMICOLON, EMPTY_RECORD, SEMICOLON_MISSING, TEXT_BEFORE_VERSION,
    VERSION_CASE, VERSION_MISSING, VERSION_NOT_FIRST, VERSION_WRONG,
};
use super::sink::Sink;
use crate::dns::txt_kind::{self, Protocol};
use crate::near::is_near;
use crate::text::Span;

/// The version, as it has to be.
pub(super) const VERSION: &str = "v=TLSRPTv1";

/// Where the fields begin.
pub(super) struct Start {
    /// Behind the semicolon that ends the version, or at the end of the text.
    pub(super) fields: usize,
    /// The version among the fields, where it doesn't belong and was reported.
    pub(super) misplaced: Option<Span>,
}

/// Judges the version of the record. `None`: the text is no TLSRPT record at all, and an error says so.
pub(super) fn judge(text: &[u8], sink: &mut Sink) -> Option<Start> {
    let end = delimiter(text, 0);
    if text.starts_with(VERSION.as_bytes()) {
        if let Some(fields) = behind_version(text, VERSION.len(), end, sink) {
            return Some(Start::at(fields));
        }
    }
    wrong(text, end, sink)
}

impl Start {
    fn at(fields: usize) -> Self {
        Self {
            fields,
            misplaced: None,
        }
    }
}

/// What stands behind the version token, which ends at `at`: a delimiter. `None` if the token goes on.
fn behind_version(text: &[u8], at: usize, end: usize, sink: &mut Sink) -> Option<usize> {
    let blanks = blanks(text, at);
    if blanks == end {
        if end == text.len() {
            return Some(end);
        }
        if at < end {
            // RFC 8460 §3: the grammar allows blanks here, the choice among several records does not.
            sink.add(BLANK_BEFORE_SEMICOLON.at(at..end).replace(at..end, ""));
        }
        return Some(end + 1);
    }
    if !ends(text, at, end) {
        return None;
    }
    let next = text[at..end].iter().position(u8::is_ascii_alphanumeric)?;
    let span = Span::new(at, at + next);
    let finding = SEMICOLON_MISSING.at(span);
    sink.add(if blanks == at + next {
        finding.replace(span, "; ")
    } else {
        finding.suggest(span, "; ")
    });
    Some(at + next)
}

/// Whether a version token can end at `at`: at a delimiter, or where a field seems to follow.
fn ends(text: &[u8], at: usize, end: usize) -> bool {
    blanks(text, at) == end
        || match Span::new(at, end).of(text) {
            [first, rest @ ..] => {
                !first.is_ascii_alphanumeric()
                    && !matches!(first, b'-' | b'_' | b'.')
                    && rest.iter().any(u8::is_ascii_alphanumeric)
            }
            [] => true,
        }
}

/// The record doesn't begin with the version.
fn wrong(text: &[u8], end: usize, sink: &mut Sink) -> Option<Start> {
    let first = trimmed(text, Span::new(0, end));
    if first.is_empty() && end == text.len() {
        sink.add(EMPTY_RECORD.at(0..text.len()));
        return None;
    }
    if let Some(at) = inside(text, end) {
        let before = Span::new(0, at);
        let finding = TEXT_BEFORE_VERSION.at(before).with_bytes("text", before.of(text));
        sink.add(finding.replace(before, ""));
        return behind_version(text, at + VERSION.len(), delimiter(text, at), sink).map(Start::at);
    }
    if !is_attempt(text) {
        let what = txt_kind::of(text, Protocol::TlsRpt).unwrap_or("some other text");
        sink.add(ANOTHER_RECORD.at(first).with("what", what));
        return None;
    }
    if let Some(token) = version_like(text, first) {
        // With something behind it that is neither the end nor a field, the whole is what is wrong.
        let token = if ends(text, token.end, end) { token } else { first };
        misspelt(text, token, sink);
        let fields = behind_version(text, token.end, end, sink).unwrap_or(text.len().min(end + 1));
        return Some(Start::at(fields));
    }
    // RFC 8460 §3: the version comes first.
    let later = Fields::new(text, 0).find(|&field| field.of(text) == VERSION.as_bytes());
    let insert = format!("{VERSION}; ");
    let leading = blanks(text, 0);
    let finding = match later {
        Some(later) => without(VERSION_NOT_FIRST.at(later).suggest(0..leading, insert), text, later),
        None => VERSION_MISSING.at(Span::point(leading)).replace(0..leading, insert),
    };
    sink.add(finding);
    Some(Start {
        fields: 0,
        misplaced: later,
    })
}

/// Where the version stands in the first field or, behind nothing but delimiters, in a later one.
fn inside(text: &[u8], end: usize) -> Option<usize> {
    let junk = text
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b';'))
        .count();
    let at = if text.get(junk..)?.starts_with(VERSION.as_bytes()) {
        junk
    } else {
        let before = text[..end]
            .windows(VERSION.len())
            .position(|window| window == VERSION.as_bytes())?;
        // A longer word isn't the version: `rev=TLSRPTv1`.
        before
            .checked_sub(1)
            .and_then(|at| text.get(at))
            .filter(|byte| !byte.is_ascii_alphanumeric())?;
        before
    };
    let goes_on = text
        .get(at + VERSION.len())
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    (at > 0 && !goes_on).then_some(at)
}

/// Whether a TXT record is meant to be a TLSRPT record, however wrong, and not something else.
#[must_use]
pub fn is_attempt(text: &[u8]) -> bool {
    let first = Span::new(0, delimiter(text, 0)).of(text);
    if near_version(version_word(first)) {
        return true;
    }
    let has = |key: &[u8]| {
        Fields::new(text, 0).any(|field| {
            let field = field.of(text);
            field
                .get(..key.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(key))
        })
    };
    match txt_kind::of(text, Protocol::TlsRpt) {
        // A TLSRPT record with the version of MTA-STS has a `rua` and no `id`.
        Some("an MTA-STS record") => has(b"rua=") && !has(b"id="),
        Some(_) => false,
        None => [&b"rua"[..], b"ruf=", b"mailto:", b"v=", b"version"]
            .iter()
            .any(|key| has(key)),
    }
}

/// The token in the first field that was meant as the version.
fn version_like(text: &[u8], first: Span) -> Option<Span> {
    let field = first.of(text);
    let head = field.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_key = matches!(field.get(..head), Some(key) if key.eq_ignore_ascii_case(b"v") || key.eq_ignore_ascii_case(b"version"));
    let behind = &field[head..];
    let gap = behind
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'=' | b':'))
        .count();
    let word = |from: usize| {
        let rest = &field[from..];
        let length = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .count();
        Span::new(first.start, first.start + from + length)
    };
    if is_key && gap > 0 {
        let token = word(head + gap);
        let value = &token.of(text)[head + gap..];
        if near_version(value) || behind[..gap].iter().any(|byte| matches!(byte, b'=' | b':')) {
            return Some(token);
        }
    }
    let token = word(0);
    near_version(version_word(token.of(text))).then_some(token)
}

/// The part of a token that is compared: without `v`, its equals sign and what people put in its place.
fn version_word(token: &[u8]) -> &[u8] {
    let rest = token
        .strip_prefix(b"v")
        .or_else(|| token.strip_prefix(b"V"))
        .unwrap_or(token);
    let gap = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'=' | b':' | b'-' | b'.' | b'_'))
        .count();
    let word = if gap > 0 { &rest[gap..] } else { token };
    let length = word
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        .count();
    &word[..length]
}

fn near_version(word: &[u8]) -> bool {
    is_near(word, b"TLSRPTv1", 2) || is_near(word, b"vTLSRPTv1", 2)
}

/// Says what is wrong with a version token, which is not as it has to be.
fn misspelt(text: &[u8], token: Span, sink: &mut Sink) {
    let written = token.of(text);
    let tight: Vec<u8> = written
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b' ' | b'\t'))
        .collect();
    if tight == VERSION.as_bytes() {
        let start = token.start + 1;
        let end = token.end - (VERSION.len() - 2);
        let finding = BLANK_AT_EQUALS.at(start..end).with("text", "v");
        sink.add(finding.replace(start..end, "="));
        return;
    }
    sink.add(if tight.eq_ignore_ascii_case(VERSION.as_bytes()) {
        VERSION_CASE
            .at(token)
            .with_bytes("text", written)
            .replace(token, VERSION)
    } else {
        VERSION_WRONG
            .at(token)
            .with_bytes("text", written)
            .suggest(token, VERSION)
    });
}

/// Where the blanks that begin at `at` end.
fn blanks(text: &[u8], at: usize) -> usize {
    at + Span::new(at, text.len())
        .of(text)
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

#[cfg(test)]
mod tests {
    use crate::rule::Findings;
    use crate::tlsrpt::parse;

    /// What is found in the text, and the text after the first fix.
    fn found(text: &str) -> (Vec<&'static str>, String) {
        let mut findings = Findings::new();
        parse(text.as_bytes(), &mut findings);
        let names = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        let mended = findings.as_slice().first().and_then(|finding| finding.fix.as_ref());
        let mended = mended.map_or_else(Vec::new, |fix| fix.apply(text.as_bytes()));
        (names, String::from_utf8_lossy(&mended).into_owned())
    }

    #[test]
    fn every_slip_in_the_version_is_named_and_mended() {
        const GOOD: &str = "v=TLSRPTv1; rua=mailto:a@b.example";
        let cases = [
            ("V=TLSRPTv1; rua=mailto:a@b.example", "VERSION_CASE"),
            ("v=TLSRPTV1; rua=mailto:a@b.example", "VERSION_CASE"),
            ("V = tlsrptv1; rua=mailto:a@b.example", "VERSION_CASE"),
            ("v = TLSRPTv1; rua=mailto:a@b.example", "BLANK_AT_EQUALS"),
            ("v=TLSRPT1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v=TLS-RPTv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v=TSLRPTv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v=TLSRPTv2; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v=TLSRPTv1.0; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v:TLSRPTv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v-TLSRPTv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v TLSRPTv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("TLSRPTv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("version=TLSRPTv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v=STSv1; rua=mailto:a@b.example", "VERSION_WRONG"),
            ("v=TLSRPTv1 rua=mailto:a@b.example", "SEMICOLON_MISSING"),
            ("v=TLSRPTv1, rua=mailto:a@b.example", "SEMICOLON_MISSING"),
            ("rua=mailto:a@b.example", "VERSION_MISSING"),
            ("rua=mailto:a@b.example; v=TLSRPTv1", "VERSION_NOT_FIRST"),
            (" v=TLSRPTv1; rua=mailto:a@b.example", "TEXT_BEFORE_VERSION"),
            (";v=TLSRPTv1; rua=mailto:a@b.example", "TEXT_BEFORE_VERSION"),
            (
                "_smtp._tls TXT v=TLSRPTv1; rua=mailto:a@b.example",
                "TEXT_BEFORE_VERSION",
            ),
            ("v=TLSRPTv1 ; rua=mailto:a@b.example", "BLANK_BEFORE_SEMICOLON"),
            ("v=TLSRPTv1;v=TLSRPTv1; rua=mailto:a@b.example", "VERSION_REPEATED"),
        ];
        for (text, name) in cases {
            assert_eq!(found(text), (vec![name], GOOD.to_owned()), "{text}");
        }
    }

    #[test]
    fn other_texts_are_called_what_they_are() {
        let cases = [
            ("v=spf1 -all", "an SPF record"),
            ("v=DMARC1; p=none; rua=mailto:a@b.example", "a DMARC record"),
            ("v=STSv1; id=20240101", "an MTA-STS record"),
            ("version: STSv1\nmode: enforce", "the text of an MTA-STS policy"),
            ("google-site-verification=x", "a proof of ownership for Google"),
            ("hello", "some other text"),
        ];
        for (text, what) in cases {
            let mut findings = Findings::new();
            assert!(parse(text.as_bytes(), &mut findings).is_none());
            let other = findings
                .as_slice()
                .iter()
                .find(|finding| finding.rule.name == "ANOTHER_RECORD");
            assert_eq!(other.and_then(|finding| finding.arg("what")), Some(what), "{text}");
        }
        assert_eq!(found("").0, ["EMPTY_RECORD"]);
        assert_eq!(found(" \t").0, ["EMPTY_RECORD"]);
    }
}
