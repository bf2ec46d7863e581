//! Reads the output of `curl -i`: headers and body of an HTTP answer, as a user pastes it.

use super::http::HttpAnswer;
use crate::text::{decimal, lossy};

/// More headers than this are left out.
const MOST_HEADERS: usize = 200;

/// Reads the output of `curl -i`. Gives back the answer, and where in `text` the body begins.
///
/// Knows status lines of HTTP/1.0 to HTTP/3, CR LF and LF, and the answers that curl prints before the last one: `100
/// Continue`, a proxy's, and redirects followed by `-L`. `None`: it is no such output.
pub fn read_curl(text: &[u8]) -> Option<(HttpAnswer, usize)> {
    let mut at = text.len() - text.trim_ascii_start().len();
    let mut redirected = false;
    let mut location = None;
    loop {
        let (status, next) = status_line(text, at)?;
        let (headers, body) = header_lines(text, next);
        let answer = HttpAnswer {
            url: None,
            status: Some(status),
            headers,
            redirected,
            cut: false,
        };
        if status_line(text, body).is_none() {
            let url = location.filter(|_| redirected);
            return Some((HttpAnswer { url, ..answer }, body));
        }
        // Another answer follows: this one was on the way.
        if (300..400).contains(&status) {
            redirected = true;
            location = answer.header("location").map(str::to_owned);
        }
        at = body;
    }
}

/// The status, and where the line behind it begins.
fn status_line(text: &[u8], at: usize) -> Option<(u16, usize)> {
    let (line, next) = line(text, at)?;
    let version = line.strip_prefix(b"HTTP/")?;
    let blank = version.iter().position(|&byte| byte == b' ')?;
    if blank == 0
        || !version[..blank]
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'.')
    {
        return None;
    }
    let rest = version[blank..].trim_ascii_start();
    let (digits, reason) = rest.split_at_checked(3)?;
    let status = u16::try_from(decimal(digits)?).ok()?;
    matches!(reason.first(), None | Some(b' ')).then_some((status, next))
}

/// The headers, and where the body begins: behind the first empty line.
fn header_lines(text: &[u8], mut at: usize) -> (Vec<(String, String)>, usize) {
    let mut headers: Vec<(String, String)> = Vec::new();
    while let Some((line, next)) = line(text, at) {
        at = next;
        if line.trim_ascii().is_empty() {
            break;
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else {
            continue;
        };
        if headers.len() < MOST_HEADERS {
            let of = |bytes: &[u8]| lossy(bytes.trim_ascii()).into_owned();
            headers.push((of(&line[..colon]), of(&line[colon + 1..])));
        }
    }
    (headers, at)
}

/// The line at `at` without its end, and where the next begins.
fn line(text: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let feed = rest.iter().position(|&byte| byte == b'\n');
    let line = &rest[..feed.unwrap_or(rest.len())];
    let next = at + feed.map_or(rest.len(), |feed| feed + 1);
    Some((line.strip_suffix(b"\r").unwrap_or(line), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answer_counts() {
        for (text, status, body, redirected) in [
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", 200, "body", false),
            ("HTTP/2 404 \nA: b\n\n", 404, "", false),
            ("\nHTTP/3 200\n\nbody\n\nmore", 200, "body\n\nmore", false),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody",
                200,
                "body",
                false,
            ),
            (
                "HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 200\r\n\r\nbody",
                200,
                "body",
                false,
            ),
            (
                "HTTP/2 301\r\nlocation: https://x/\r\n\r\nHTTP/2 200\r\na: b\r\n\r\nbody",
                200,
                "body",
                true,
            ),
            ("HTTP/1.1 200 OK", 200, "", false),
            ("HTTP/1.1 200 OK\nA: b", 200, "", false),
        ] {
            let (answer, at) = read_curl(text.as_bytes()).expect(text);
            assert_eq!(
                (answer.status, &text[at..], answer.redirected),
                (Some(status), body, redirected),
                "{text}"
            );
        }
    }

    #[test]
    fn headers_are_kept_in_any_case() {
        let text =
            b"HTTP/2 301\nLocation: https://x/\n\nHTTP/2 200\nContent-Type:  text/plain \nbroken\n\nversion: STSv1\n";
        let (answer, _) = read_curl(text).expect("an answer");
        assert_eq!(answer.header("content-type"), Some("text/plain"));
        assert_eq!(answer.url.as_deref(), Some("https://x/"));
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "version: STSv1\n",
            "HTTP/",
            "HTTP/2",
            "HTTP/2 2",
            "HTTP/2 2000\n",
            "HTTP/x 200\n",
            "HTTP 200",
        ] {
            assert_eq!(read_curl(text.as_bytes()), None, "{text}");
        }
    }
}
