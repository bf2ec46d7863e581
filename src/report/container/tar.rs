//! Tar archives (POSIX.1-1988, with the names of POSIX.1-2001 and GNU).

use super::{Body, Damage, Part, Parts};
use crate::text::Span;

/// Everything comes in blocks.
const BLOCK: usize = 512;

/// How much is read of what is said about a file.
const MOST_SAID: usize = 65_536;

/// Whether bytes begin as a tar archive does: with a header whose checksum is right.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes
        .get(..BLOCK)
        .is_some_and(|header| header.first() != Some(&0) && checks(header))
}

/// The files, up to `most`.
pub(super) fn walk(bytes: &[u8], most: usize) -> Parts {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut long_name: Option<String> = None;
    let damage = |at, why| vec![Damage { at, why }];
    while parts.len() <= most {
        let Some(header) = bytes.get(at..at + BLOCK) else {
            let damages = if at < bytes.len() {
                damage(at, "a header is cut")
            } else {
                Vec::new()
            };
            return (parts, damages);
        };
        // Blocks of zeros end the archive.
        if header.iter().all(|&byte| byte == 0) {
            return (parts, Vec::new());
        }
        if !checks(header) {
            return (parts, damage(at, "the checksum of a header is wrong"));
        }
        let Some(size) = number(field(header, 124, 12)) else {
            return (parts, damage(at, "the size of a file is no number"));
        };
        let start = at + BLOCK;
        let Some(end) = start.checked_add(size).filter(|end| *end <= bytes.len()) else {
            return (parts, damage(at, "the archive ends within a file"));
        };
        match header.get(156) {
            Some(b'0' | 0 | b'7') => {
                let name = long_name.take().unwrap_or_else(|| name(header));
                let body = Body::Plain(Span::new(start, end));
                let expected = true;
                parts.push(Part { name, body, expected });
            }
            // GNU: the name of the next file, which is too long for a header.
            Some(b'L') => {
                let text = Span::new(start, end.min(start + 4_096)).of(bytes);
                long_name = Some(until_nul(text));
            }
            // POSIX.1-2001: what is said about the next file, its name among it.
            Some(b'x') => {
                let said = Span::new(start, end.min(start + MOST_SAID)).of(bytes);
                long_name = path(said).or(long_name);
            }
            // What is said about all files, and where the next link leads.
            Some(b'g' | b'K') => {}
            // Folders and links, which take their name with them.
            _ => long_name = None,
        }
        at = end.div_ceil(BLOCK).saturating_mul(BLOCK);
    }
    (parts, Vec::new())
}

/// The name of a file in what is said about it: records of their own length, a key and a value
/// (POSIX.1-2001, pax, "Extended Header").
fn path(mut records: &[u8]) -> Option<String> {
    loop {
        let blank = records.iter().position(|&byte| byte == b' ')?;
        let length: usize = std::str::from_utf8(records.get(..blank)?).ok()?.parse().ok()?;
        let record = records.get(blank + 1..length)?;
        if let Some(name) = record.strip_prefix(b"path=") {
            return Some(until_nul(name.strip_suffix(b"\n").unwrap_or(name)));
        }
        records = records.get(length..)?;
    }
}

fn field(header: &[u8], at: usize, length: usize) -> &[u8] {
    Span::new(at, at + length).of(header)
}

fn until_nul(text: &[u8]) -> String {
    let end = text.iter().position(|&byte| byte == 0).unwrap_or(text.len());
    String::from_utf8_lossy(Span::new(0, end).of(text)).into_owned()
}

fn name(header: &[u8]) -> String {
    let name = until_nul(field(header, 0, 100));
    let ustar = field(header, 257, 5) == b"ustar";
    match until_nul(field(header, 345, 155)) {
        prefix if ustar && !prefix.is_empty() => format!("{prefix}/{name}"),
        _ => name,
    }
}

/// Octal digits, with blanks and NULs round them.
fn number(text: &[u8]) -> Option<usize> {
    let is_blank = |byte: &u8| matches!(byte, b' ' | 0);
    let mut digits = text
        .iter()
        .skip_while(|byte| is_blank(byte))
        .take_while(|byte| !is_blank(byte));
    digits.try_fold(0_usize, |sum, digit| {
        let digit = (*digit as char).to_digit(8)?;
        sum.checked_mul(8)?.checked_add(digit as usize)
    })
}

/// Whether the checksum of a header is right; its own eight bytes count as blanks.
fn checks(header: &[u8]) -> bool {
    let sum = |range: Span| range.of(header).iter().map(|&byte| usize::from(byte)).sum::<usize>();
    let all = sum(Span::new(0, 148)) + 8 * usize::from(b' ') + sum(Span::new(156, BLOCK));
    number(field(header, 148, 8)) == Some(all)
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn names_are_found_among_what_is_said() {
        for (said, want) in [
            (
                &b"30 mtime=1350244992.023960108\n19 path=a/b\xc3\xbc.json\n"[..],
                Some("a/b\u{fc}.json"),
            ),
            (b"13 path=a b\0\n", Some("a b")),
            (b"8 path=", None),
            (b"0 path=a\n", None),
            (b"1 path=a\n", None),
            (b"99 path=a\n", None),
            (b"18446744073709551616 path=a\n", None),
            (b"x path=a\n", None),
            (b"6 a=b\n", None),
            (b"", None),
        ] {
            assert_eq!(path(said).as_deref(), want, "{said:?}");
        }
    }
}
