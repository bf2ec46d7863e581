//! Tells what a file is that should be a policy, before its lines are read.

use super::curl::read_curl;
use super::rules::document::{
    NOT_A_POLICY, POLICY_BOM, POLICY_EMPTY, POLICY_FRONT_MATTER, POLICY_HAS_HEADERS, POLICY_HTML, POLICY_IS_RECORD,
    POLICY_JSON, POLICY_RTF, POLICY_UTF16,
};
use super::sink::Sink;
use crate::dns::txt_kind::{self, Protocol};
use crate::later;
use crate::rule::Rule;
use crate::text::Span;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// How far front matter is looked for, in bytes.
const LONGEST_FRONT_MATTER: usize = 8_192;

/// Largest UTF-16 text that gets an edit, in bytes.
const LARGEST_MENDED: usize = 65_536;

/// Judges the file as a whole. Gives back where its lines begin; `None` where it is something else altogether.
pub(super) fn begin(text: &[u8], sink: &mut Sink<'_>) -> Option<usize> {
    if text.trim_ascii().is_empty() {
        sink.at(&POLICY_EMPTY, Span::new(0, text.len()), |finding| finding);
        return None;
    }
    if let Some(little) = utf16(text) {
        later::unusual()?;
        utf16_found(text, little, sink);
        return None;
    }
    let mut at = 0;
    // RFC 8461 §3.2: the grammar has no byte-order mark.
    while text.get(at..).is_some_and(|rest| rest.starts_with(BOM)) {
        at += BOM.len();
    }
    if at > 0 {
        let span = Span::new(0, at);
        sink.at(&POLICY_BOM, span, |finding| finding.replace(span, ""));
    }
    if let Some((rule, what)) = other_format(&text[at..]) {
        let first = first_line(text, at);
        sink.at(rule, first, |finding| {
            finding.with_bytes("first", first.of(text)).with("what", what)
        });
        return None;
    }
    if let Some(body) = headers(&text[at..]) {
        let span = Span::new(at, at + body);
        sink.at(&POLICY_HAS_HEADERS, span, |finding| finding.replace(span, ""));
        at += body;
    }
    if let Some(end) = front_matter(&text[at..]) {
        let span = Span::new(at, at + end);
        sink.at(&POLICY_FRONT_MATTER, span, |finding| finding.replace(span, ""));
        at += end;
    }
    Some(at)
}

/// Says that no line is one of a policy.
pub(super) fn not_a_policy(text: &[u8], at: usize, sink: &mut Sink<'_>) {
    let first = first_line(text, at);
    sink.at(&NOT_A_POLICY, first, |finding| {
        finding.with_bytes("first", first.of(text))
    });
}

/// The first line that isn't blank.
fn first_line(text: &[u8], at: usize) -> Span {
    let rest = &text[at..];
    let start = at + rest.len() - rest.trim_ascii_start().len();
    let line = &text[start..];
    let len = line
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'))
        .unwrap_or(line.len());
    Span::new(start, start + line[..len].trim_ascii_end().len())
}

fn other_format(text: &[u8]) -> Option<(&'static Rule, &'static str)> {
    let text = text.trim_ascii_start();
    let begins = |start: &[u8]| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    if begins(b"{\\rtf") {
        return Some((&POLICY_RTF, ""));
    }
    if matches!(text, [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?', ..]) {
        return Some((&POLICY_HTML, ""));
    }
    if let [open @ (b'{' | b'['), rest @ ..] = text {
        let next = rest.trim_ascii_start().first();
        if matches!(next, Some(b'"' | b'{' | b'\'')) || (*open == b'{' && matches!(next, Some(b'}') | None)) {
            return Some((&POLICY_JSON, ""));
        }
    }
    if begins(b"v=STSv") {
        return Some((&POLICY_IS_RECORD, "the MTA-STS record"));
    }
    // RFC 8461 §3.2: a line whose colon comes first is an extension, whatever word it begins with.
    let sign = text.iter().find(|byte| matches!(byte, b':' | b'=' | b'\n' | b'\r'));
    txt_kind::of(text, Protocol::MtaSts)
        .filter(|_| sign != Some(&b':'))
        .map(|what| (&POLICY_IS_RECORD, what))
}

/// Whether the text is in UTF-16, told by its mark or by the zeros beside ASCII; `true` for the low byte first.
fn utf16(text: &[u8]) -> Option<bool> {
    match text {
        [0xff, 0xfe, ..] | [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(true),
        [0xfe, 0xff, ..] | [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(false),
        _ => None,
    }
}

fn utf16_found(text: &[u8], little: bool, sink: &mut Sink<'_>) {
    let span = Span::new(0, text.len());
    sink.at(&POLICY_UTF16, span, |finding| {
        if text.len() > LARGEST_MENDED {
            return finding;
        }
        let pairs = text.chunks_exact(2);
        let rest = pairs.remainder();
        let units = pairs.map(|pair| match pair {
            [low, high] if little => u16::from_le_bytes([*low, *high]),
            [high, low] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        });
        let decoded: Result<String, _> = char::decode_utf16(units).collect();
        match decoded {
            // A final line end cut in two by a tool that counts bytes is no loss.
            Ok(decoded) if rest.len() <= 1 => finding.replace(span, decoded.trim_start_matches('\u{feff}')),
            _ => finding,
        }
    });
}

/// Where the body begins behind the headers that `curl -i` prints.
fn headers(text: &[u8]) -> Option<usize> {
    if !text.trim_ascii_start().starts_with(b"HTTP/") {
        return None;
    }
    later::unusual()?;
    read_curl(text).map(|(_, body)| body)
}

/// Where the front matter of a site generator ends: lines from `---` to the next `---`.
fn front_matter(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for (number, line) in text.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let fence = line.trim_ascii_end() == b"---";
        if (number == 0 && !fence) || at > LONGEST_FRONT_MATTER {
            return None;
        }
        at += line.len();
        if fence && number > 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Findings, Subject};

    fn judged(text: &[u8]) -> (Option<usize>, Vec<&'static str>) {
        let mut findings = Findings::new();
        let at = begin(text, &mut Sink::new(&mut findings, Subject::Policy));
        let names = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        (at, names)
    }

    #[test]
    fn files_are_told_by_their_beginning() {
        for (text, at, name) in [
            (&b""[..], None, "POLICY_EMPTY"),
            (b"\r\n \t", None, "POLICY_EMPTY"),
            (b"\xff\xfev\0", None, "POLICY_UTF16"),
            (b"\0v\0e\0r", None, "POLICY_UTF16"),
            (b"\xef\xbb\xbfversion: STSv1", Some(3), "POLICY_BOM"),
            (b"{\\rtf1", None, "POLICY_RTF"),
            (b"  <!doctype html>", None, "POLICY_HTML"),
            (b"<?xml version: ?>", None, "POLICY_HTML"),
            (b"{ \"version\"", None, "POLICY_JSON"),
            (b"[{\"version\"", None, "POLICY_JSON"),
            (b"v=STSv1; id=1", None, "POLICY_IS_RECORD"),
            (b"v=spf1 -all", None, "POLICY_IS_RECORD"),
            (b"v=spf1 include:example.com -all", None, "POLICY_IS_RECORD"),
            (
                b"google-site-verification=a:b\nversion: STSv1",
                None,
                "POLICY_IS_RECORD",
            ),
            (b"HTTP/1.1 200 OK\r\n\r\nversion: STSv1", Some(19), "POLICY_HAS_HEADERS"),
            (b"---\na: b\n---\nversion: STSv1", Some(13), "POLICY_FRONT_MATTER"),
        ] {
            assert_eq!(judged(text), (at, vec![name]), "{}", text.escape_ascii());
        }
        for text in [
            &b"version: STSv1"[..],
            b"---\nversion: STSv1",
            b"[policy]\nversion: STSv1",
            b"google-site-verification: abc\nversion: STSv1",
            b"site-verification:a=b\nversion: STSv1",
            b"a",
        ] {
            assert_eq!(judged(text), (Some(0), vec![]), "{}", text.escape_ascii());
        }
    }

    #[test]
    fn utf16_is_mended() {
        let mut findings = Findings::new();
        let text = b"\xff\xfem\0o\0d\0e\0:\0\n\0\n";
        begin(text, &mut Sink::new(&mut findings, Subject::Policy));
        let fix = findings.into_vec().remove(0).fix.clone().expect("a fix");
        assert_eq!(fix.apply(text), b"mode:\n");
    }
}
