//! What stands before and behind the text of a line.

use super::super::lines::{begins, find, line};
use super::super::prompt::prompt;
use super::curl::is_closing;

/// The tags that a text which keeps its lines stands in.
const TAGS: [&str; 2] = ["pre", "code"];

/// How long the tags are that a line begins with.
pub(super) fn opening(part: &[u8]) -> usize {
    let mut at = 0;
    while let Some(length) = tag(part.get(at..).unwrap_or_default()) {
        at += length;
    }
    at
}

/// `<pre class="x">`, with the blanks before it.
fn tag(part: &[u8]) -> Option<usize> {
    let start = part.trim_ascii_start();
    let name = start.strip_prefix(b"<")?;
    let known = TAGS.iter().find(|tag| begins(name, tag))?;
    let behind = name.get(known.len()..)?;
    let close = behind.iter().position(|&byte| byte == b'>')?;
    let is_name = matches!(behind.first(), Some(b' ' | b'>'));
    is_name.then_some(part.len() - behind.len() + close + 1)
}

/// How long the tags are that a line ends with.
pub(super) fn closing(part: &[u8]) -> usize {
    let mut rest = part;
    let close = |rest: &[u8]| {
        let end = rest.trim_ascii_end().strip_suffix(b">")?;
        let start = end.iter().rposition(|&byte| byte == b'<')?;
        let name = end.get(start + 1..)?.strip_prefix(b"/")?;
        TAGS.iter()
            .any(|tag| name.eq_ignore_ascii_case(tag.as_bytes()))
            .then_some(start)
    };
    while let Some(start) = close(rest) {
        rest = rest.get(..start).unwrap_or_default();
    }
    part.len() - rest.len()
}

/// Where the text of a line of a policy ends and that of a terminal begins: a file without a line end at its end is
/// followed at once by the prompt, by the `%` of zsh, or by what `curl -v` prints. `behind` is what follows the line.
pub(super) fn terminal(part: &[u8], behind: &[u8]) -> Option<usize> {
    let colon = part.iter().take(12).position(|&byte| byte == b':')?;
    let key = part.get(..colon)?.trim_ascii();
    if !["mode", "mx", "max_age"].iter().any(|known| key == known.as_bytes()) {
        return None;
    }
    let value = part.get(colon + 1..)?.trim_ascii_start();
    let start = part.len() - value.len();
    let next = line(behind, 0).map_or(&b""[..], |next| next.span.of(behind));
    if let Some(rest) = value.trim_ascii_end().strip_suffix(b"%") {
        let last = behind.trim_ascii_start().is_empty() || prompt(next).is_some();
        return (last && !rest.is_empty()).then_some(start + rest.len());
    }
    if let Some(at) = find(value, "* C").filter(|&at| is_closing(value.get(at..).unwrap_or_default())) {
        return Some(start + at);
    }
    // Where a name ends and that of a user begins can't be told.
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let word = ["enforce", "testing", "none"].iter().find(|word| begins(value, word));
    let ends = [digits, word.map_or(0, |word| word.len())];
    let known = ends.into_iter().chain(
        [b"[".as_slice(), b"PS "]
            .into_iter()
            .filter_map(|start| value.windows(start.len()).position(|part| part == start)),
    );
    let mut known = known.filter(|&at| at > 0);
    known
        .find(|&at| value.get(at..).is_some_and(|rest| prompt(rest).is_some()))
        .map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_the_text() {
        for (line, open, close) in [
            ("<pre>version: STSv1", 5, 0),
            (" <pre class=\"x\"><code>a", 22, 0),
            ("<PRE>", 5, 0),
            ("max_age: 1</code></pre> ", 0, 14),
            ("</pre>", 0, 6),
            ("<prefix>a", 0, 0),
            ("<pre", 0, 0),
            ("a<b></i>", 0, 0),
            ("", 0, 0),
        ] {
            assert_eq!(
                (opening(line.as_bytes()), closing(line.as_bytes())),
                (open, close),
                "{line}"
            );
        }
    }

    #[test]
    fn a_terminal_is_told_from_the_last_line() {
        for (line, behind, want) in [
            ("max_age: 604800user@host:~$ ", "", Some("max_age: 604800")),
            ("max_age: 604800user@host:~$ dig a", "", Some("max_age: 604800")),
            ("max_age: 604800%", "", Some("max_age: 604800")),
            ("max_age: 604800%", "user@host ~ %", Some("max_age: 604800")),
            ("max_age: 604800%", "mode: none", None),
            ("max_age: 604800PS C:\\> ", "", Some("max_age: 604800")),
            ("mx: a.example[root@mx1 ~]# ", "", Some("mx: a.example")),
            ("mx: a.example%", "\n", Some("mx: a.example")),
            ("mode: enforceroot@mx1:/# ", "", Some("mode: enforce")),
            (
                "max_age: 1* Connection #0 to host a left intact",
                "",
                Some("max_age: 1"),
            ),
            ("mx: *.example.com", "", None),
            ("mx: a@b.example", "", None),
            ("max_age: 604800 # a week", "", None),
            ("max_age: %", "", None),
            ("id: 1%", "", None),
        ] {
            let found = terminal(line.as_bytes(), behind.as_bytes()).and_then(|at| line.get(..at));
            assert_eq!(found, want, "{line}");
        }
    }
}
