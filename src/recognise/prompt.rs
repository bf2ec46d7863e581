//! The prompt of a shell, as it stands before and behind what was copied from a terminal.

/// Longest prompt, in bytes.
const LONGEST: usize = 200;

/// How long the prompt is that a line begins with: `user@host:~$`, `[root@mx1 ~]#`, `PS C:\>`, and those of zsh. A lone
/// `$` before a command is left to whoever knows the command.
pub(super) fn prompt(part: &[u8]) -> Option<usize> {
    let head = part.get(..LONGEST).unwrap_or(part);
    if matches!(head, [b'$' | b'%']) {
        return Some(1);
    }
    let end = drive(head).or_else(|| bracketed(head)).or_else(|| at_host(head))?;
    // What follows is a word of its own.
    matches!(head.get(end), None | Some(b' ' | b'\t')).then_some(end)
}

/// `C:\Users\a>`, with `PS` before it perhaps.
fn drive(head: &[u8]) -> Option<usize> {
    let path = head.strip_prefix(b"PS ").unwrap_or(head);
    let is_path = matches!(path, [letter, b':', b'\\', ..] if letter.is_ascii_alphabetic())
        || path.len() < head.len() && path.starts_with(b"/");
    let end = head.iter().position(|&byte| byte == b'>')?;
    is_path.then_some(end + 1)
}

/// `[root@mx1 ~]#`.
fn bracketed(head: &[u8]) -> Option<usize> {
    let inner = head.strip_prefix(b"[")?;
    let close = inner.iter().position(|&byte| byte == b']')?;
    let at = user(inner)?;
    let sign = inner.get(close + 1)?;
    (at < close && is_sign(*sign)).then_some(close + 3)
}

/// `user@host:~$`, and `user@host ~ %`.
fn at_host(head: &[u8]) -> Option<usize> {
    let at = user(head)?;
    let host = head.get(at + 1..)?;
    let length = host.iter().take_while(|byte| is_of_name(**byte)).count();
    let rest = host.get(length..).filter(|_| length > 0)?;
    let behind = match rest {
        [b':', ..] => rest.iter().position(|byte| is_sign(*byte) || *byte == b' ')?,
        [b' ', folder @ ..] => {
            let folder = folder.iter().position(|&byte| byte == b' ')?;
            folder + 2
        }
        _ => 0,
    };
    let sign = rest.get(behind)?;
    is_sign(*sign).then_some(at + 1 + length + behind + 1)
}

/// Where the `@` stands behind the name of a user.
fn user(head: &[u8]) -> Option<usize> {
    let length = head.iter().take_while(|byte| is_of_name(**byte)).count();
    (length > 0 && head.get(length) == Some(&b'@')).then_some(length)
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

const fn is_sign(byte: u8) -> bool {
    matches!(byte, b'$' | b'#' | b'%' | b'>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_known() {
        for (line, want) in [
            ("user@host:~$", Some("user@host:~$")),
            (
                "root@mail.example.com:/etc/nginx# ls",
                Some("root@mail.example.com:/etc/nginx#"),
            ),
            ("[root@mx1 ~]# exit", Some("[root@mx1 ~]#")),
            ("me@MacBook ~ % ", Some("me@MacBook ~ %")),
            ("root@host#", Some("root@host#")),
            ("PS C:\\Users\\a> exit", Some("PS C:\\Users\\a>")),
            ("PS /home/a>", Some("PS /home/a>")),
            ("C:\\>", Some("C:\\>")),
            ("$", Some("$")),
            ("%", Some("%")),
            ("$ORIGIN a.", None),
            ("# comment", None),
            ("a@b.example", None),
            ("a@b.example: what # is this", None),
            ("write to a@b.example #1", None),
            ("[policy]", None),
            ("mx: a.example", None),
            ("", None),
        ] {
            let found = prompt(line.as_bytes()).and_then(|length| line.get(..length));
            assert_eq!(found, want, "{line}");
        }
    }
}
