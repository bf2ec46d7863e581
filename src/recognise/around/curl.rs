//! The lines of `curl -v`: `*` before what it did, `>` before what it sent, `<` before the headers that came back.

use super::super::lines::{begins, find, string};

/// What was asked for.
#[derive(Default)]
pub(super) struct Request {
    path: Option<String>,
    host: Option<String>,
}

impl Request {
    /// The URL of the last request.
    pub(super) fn url(self) -> Option<String> {
        Some(format!("https://{}{}", self.host?, self.path?))
    }
}

/// How many bytes of a line are none of the answer; `None`: all are.
pub(super) fn line(part: &[u8], request: &mut Request) -> Option<usize> {
    match part {
        [b'<', b' ', ..] => Some(2),
        [b'>', rest @ ..] => {
            let rest = rest.trim_ascii();
            if let Some(host) = rest.get(5..).filter(|_| begins(rest, "host:")) {
                request.host = Some(string(host.trim_ascii()));
            } else if find(rest, " HTTP/").is_some() {
                let path = rest.split(|&byte| byte == b' ').nth(1);
                request.path = path.filter(|path| path.starts_with(b"/")).map(string);
            }
            Some(part.len())
        }
        [b'<'] | [b'*', b' ', ..] => Some(part.len()),
        _ => is_told(part).then_some(part.len()),
    }
}

/// Whether a line is one that only `curl` prints, wherever it stands.
pub(super) fn is_told(part: &[u8]) -> bool {
    if !matches!(part.first(), Some(b'*' | b'{' | b'}' | b' ' | b'0'..=b'9')) {
        return false;
    }
    let data = matches!(part, [b'{' | b'}', b' ', b'[', b'0'..=b'9', ..]) && part.ends_with(b" bytes data]");
    let start = part.trim_ascii_start();
    data || is_closing(part)
        || begins(part, "*   Trying ")
        || begins(start, "% Total ")
        || begins(start, "Dload  Upload ")
        || find(part, " --:--:-- ").is_some()
}

/// Whether this is what it prints at the end.
pub(super) fn is_closing(part: &[u8]) -> bool {
    begins(part, "* Connection #") || begins(part, "* Closing connection")
}
