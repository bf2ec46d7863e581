//! Mails with parts (RFC 2045, 2046), as far as reports come in them (RFC 8460 §5.3).

use super::codes;
use super::{Body, Damage, Part, Parts};
use crate::base64;
use crate::text::Span;

/// How deep parts may lie in one another.
const DEEPEST: usize = 8;

/// How much of headers is looked at.
const HEADERS: usize = 64 << 10;

/// What the headers of a part say.
#[derive(Default)]
struct Headers {
    media_type: String,
    boundary: Option<String>,
    name: Option<String>,
    encoding: String,
    attached: bool,
}

/// The parts that can hold a report, up to `most`: what is attached, and what is no text for people.
pub(super) fn walk(bytes: &[u8], mail: Span, most: usize) -> Parts {
    let (mut parts, mut damages) = (Vec::new(), Vec::new());
    // The parts still to be read, the first one last.
    let mut waiting = vec![(mail, 0)];
    while let Some((span, depth)) = waiting.pop() {
        if parts.len() > most {
            break;
        }
        let (headers, body) = read_headers(bytes, span);
        if let Some(boundary) = headers
            .boundary
            .as_deref()
            .filter(|_| headers.media_type.starts_with("multipart/"))
        {
            if depth >= DEEPEST {
                let why = "parts lie too deep in one another";
                damages.push(Damage { at: body.start, why });
                continue;
            }
            let (inner, closed) = split(bytes, body, boundary, most);
            if !closed {
                let why = "the last part has no end: the mail is cut";
                damages.push(Damage { at: body.end, why });
            }
            waiting.extend(inner.into_iter().rev().map(|span| (span, depth + 1)));
        } else if headers.media_type == "message/rfc822" && depth < DEEPEST {
            waiting.push((body, depth + 1));
        } else if depth == 0 || headers.attached || !headers.media_type.starts_with("text/") {
            let body = decode(bytes, body, &headers.encoding, &mut damages);
            // RFC 8460 §6.4, §6.5, and what mail programs make of it.
            let expected = ["tlsrpt", "gzip", "zip", "json"]
                .iter()
                .any(|kind| headers.media_type.contains(kind));
            let name = headers.name.unwrap_or_else(|| format!("part {}", parts.len() + 1));
            parts.push(Part { name, body, expected });
        }
    }
    (parts, damages)
}

fn decode(bytes: &[u8], body: Span, encoding: &str, damages: &mut Vec<Damage>) -> Body {
    let text = body.of(bytes);
    match encoding {
        "base64" => {
            let (decoded, odd) = base64::decode(text);
            if let Some(odd) = odd {
                let why = "a character that is none of base64";
                damages.push(Damage {
                    at: body.start + odd,
                    why,
                });
            }
            Body::Decoded(decoded)
        }
        "quoted-printable" => Body::Decoded(codes::quoted_printable(text)),
        _ => Body::Plain(body),
    }
}

/// The headers of a part, and where its body stands.
fn read_headers(bytes: &[u8], span: Span) -> (Headers, Span) {
    let text = span.of(bytes);
    let mut headers = Headers {
        media_type: "text/plain".to_owned(),
        ..Headers::default()
    };
    let mut field: Vec<u8> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let content = line.trim_ascii_end();
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        if !folded || content.is_empty() {
            take(&field, &mut headers);
            field.clear();
        }
        at += line.len();
        if content.is_empty() {
            break;
        }
        if at < HEADERS {
            field.extend_from_slice(content);
        }
    }
    take(&field, &mut headers);
    (headers, Span::new(span.start + at, span.end))
}

/// Takes in a header field, unfolded.
fn take(field: &[u8], headers: &mut Headers) {
    let text = String::from_utf8_lossy(field);
    let Some((name, value)) = text.split_once(':') else {
        return;
    };
    if name.eq_ignore_ascii_case("content-type") {
        headers.media_type = first(value);
        headers.boundary = parameter(value, "boundary");
        headers.name = headers.name.take().or_else(|| parameter(value, "name"));
    } else if name.eq_ignore_ascii_case("content-transfer-encoding") {
        headers.encoding = first(value);
    } else if name.eq_ignore_ascii_case("content-disposition") {
        headers.attached = first(value) == "attachment";
        headers.name = parameter(value, "filename").or_else(|| headers.name.take());
    }
}

/// What stands before the parameters, in small letters.
fn first(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A parameter, perhaps in quotation marks.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (own, behind) = if let Some(quoted) = after.strip_prefix('"') {
            quoted.split_once('"').unwrap_or((quoted, ""))
        } else {
            after.split_at_checked(after.find(';').unwrap_or(after.len()))?
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(own.trim().to_owned()).filter(|own| !own.is_empty());
        }
        rest = behind.trim_start().trim_start_matches(';');
    }
}

/// The parts between the lines of a boundary (RFC 2046 §5.1.1), and whether the last one was closed.
fn split(bytes: &[u8], body: Span, boundary: &str, most: usize) -> (Vec<Span>, bool) {
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = body.start;
    for line in body.of(bytes).split_inclusive(|&byte| byte == b'\n') {
        let next = at + line.len();
        let marked = line
            .strip_prefix(b"--")
            .and_then(|rest| rest.strip_prefix(boundary.as_bytes()));
        if let Some(rest) = marked
            .map(<[u8]>::trim_ascii_end)
            .filter(|rest| rest.is_empty() || *rest == b"--")
        {
            parts.extend(start.map(|start| Span::new(start, at)));
            if rest == b"--" || parts.len() > most {
                return (parts, true);
            }
            start = Some(next);
        }
        at = next;
    }
    parts.extend(start.map(|start| Span::new(start, at)));
    (parts, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found() {
        for (value, want) in [
            (
                "multipart/report; report-type=\"tlsrpt\"; boundary=\"a b\"",
                Some("a b"),
            ),
            ("multipart/report;boundary=ab ; x=y", Some("ab")),
            ("multipart/report; x=\"boundary=no\"; Boundary = yes", Some("yes")),
            ("multipart/report; boundary=\"\"", None),
            ("multipart/report", None),
            ("multipart/report; boundary", None),
        ] {
            assert_eq!(parameter(value, "boundary").as_deref(), want, "{value}");
        }
    }

    #[test]
    fn parts_stand_between_boundaries() {
        let text = b"before\r\n--b\r\none\r\n--b \r\ntwo\r\n--bb\r\n--b--\r\nafter";
        let (parts, closed) = split(text, Span::new(0, text.len()), "b", 9);
        let texts: Vec<_> = parts.iter().map(|part| part.of(text)).collect();
        assert_eq!(texts, [&b"one\r\n"[..], b"two\r\n--bb\r\n"]);
        assert!(closed);
    }
}
