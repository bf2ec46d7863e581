//! Zip archives (APPNOTE.TXT of PKWARE, section 4.3).

use super::{Body, Damage, Part, Parts, u16_at, u32_at, u64_at};
use crate::text::Span;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: &[u8] = b"PK\x05\x06";

/// Size of the end of the directory, without its comment, and longest comment.
const END_SIZE: usize = 22;
const COMMENT: usize = 0xffff;

/// The end of the directory where a number needs more than four bytes (ZIP64), what tells where that is, and its size.
const END_64: u32 = 0x0606_4b50;
const LOCATOR: u32 = 0x0706_4b50;
const LOCATOR_SIZE: usize = 20;

/// Stands where a number needs more than four bytes; the extra field of this kind has it then.
const WIDE: u32 = u32::MAX;
const EXTRA_64: usize = 1;

/// What both headers say of a file.
struct Header {
    flags: usize,
    method: usize,
    crc: u32,
    packed: usize,
    /// Where the file stands, by the directory.
    local: usize,
    name: String,
    /// Where the header ends.
    end: usize,
}

/// The files, up to `most`.
pub(super) fn walk(bytes: &[u8], most: usize) -> Parts {
    match directory(bytes) {
        Some(start) => by_directory(bytes, start, most),
        None => in_a_row(bytes, most),
    }
}

/// Where the directory begins; it is found from the end of the file.
fn directory(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(END_SIZE + COMMENT);
    let tail = bytes.get(from..)?;
    let end = tail.windows(END.len()).rposition(|window| window == END)? + from;
    let start = match u32_at(bytes, end + 16)? {
        WIDE => directory_64(bytes, end).unwrap_or(usize::MAX),
        start => usize::try_from(start).ok()?,
    };
    Some(start).filter(|start| *start <= end)
}

/// The same of an archive whose numbers need more than four bytes, or were written so all the same.
fn directory_64(bytes: &[u8], end: usize) -> Option<usize> {
    let locator = end.checked_sub(LOCATOR_SIZE)?;
    let end = (u32_at(bytes, locator)? == LOCATOR).then(|| u64_at(bytes, locator + 8))??;
    (u32_at(bytes, end)? == END_64).then(|| u64_at(bytes, end.checked_add(48)?))?
}

fn by_directory(bytes: &[u8], start: usize, most: usize) -> Parts {
    let (mut parts, mut damages) = (Vec::new(), Vec::new());
    let mut at = start;
    while parts.len() <= most && u32_at(bytes, at) == Some(CENTRAL) {
        let read = || {
            let local = u32_at(bytes, at + 42)?;
            let header = header(bytes, at + 8, [28, 46].map(|offset| at + offset), local)?;
            Some((header, u16_at(bytes, at + 32)?))
        };
        let Some((header, comment)) = read() else {
            damages.push(Damage {
                at,
                why: "the directory is cut",
            });
            break;
        };
        at = header.end + comment;
        // A folder has no bytes.
        if header.name.ends_with('/') {
            continue;
        }
        let behind = |local: usize| {
            let begins = u32_at(bytes, local) == Some(LOCAL);
            let lengths = begins.then(|| Some(u16_at(bytes, local + 26)? + u16_at(bytes, local + 28)?))??;
            Some(local + 30 + lengths)
        };
        let local = header.local;
        match behind(local) {
            Some(data) => push(bytes, header, data, &mut parts, &mut damages),
            None => damages.push(Damage {
                at: local.min(bytes.len()),
                why: "a file isn’t where the directory says",
            }),
        }
    }
    (parts, damages)
}

/// Without the directory at the end: from header to header.
fn in_a_row(bytes: &[u8], most: usize) -> Parts {
    let at = bytes.len();
    let why = "the directory at the end is missing";
    let (mut parts, mut damages) = (Vec::new(), vec![Damage { at, why }]);
    let mut at = 0;
    while parts.len() <= most && u32_at(bytes, at) == Some(LOCAL) {
        let Some(header) = header(bytes, at + 6, [26, 30].map(|offset| at + offset), 0) else {
            break;
        };
        let (data, packed) = (header.end, header.packed);
        // Sizes that stand behind the file can't be known before it is unpacked.
        if header.flags & 8 != 0 {
            damages.push(Damage {
                at,
                why: "the size of a file is told in the directory alone",
            });
            break;
        }
        if !header.name.ends_with('/') {
            push(bytes, header, data, &mut parts, &mut damages);
        }
        let Some(next) = data.checked_add(packed) else {
            break;
        };
        at = next;
    }
    (parts, damages)
}

/// Reads what both kinds of header have: `common` is where the flags stand, then the lengths of name and extra field,
/// and the name. `local`: where the file stands, by the directory.
fn header(bytes: &[u8], common: usize, [lengths, name]: [usize; 2], local: u32) -> Option<Header> {
    let name_length = u16_at(bytes, lengths)?;
    let extra_length = u16_at(bytes, lengths + 2)?;
    let text = bytes.get(name..name + name_length)?;
    let extra = name + name_length;
    let sizes = [u32_at(bytes, common + 16)?, u32_at(bytes, common + 12)?, local];
    let [_, packed, local] = wide(bytes.get(extra..extra + extra_length).unwrap_or_default(), sizes)?;
    Some(Header {
        flags: u16_at(bytes, common)?,
        method: u16_at(bytes, common + 2)?,
        crc: u32_at(bytes, common + 8)?,
        packed,
        local,
        name: String::from_utf8_lossy(text).into_owned(),
        end: extra + extra_length,
    })
}

/// The numbers of a header; those that need more than four bytes stand in the extra field, in this order (4.5.3).
/// `None`: they don't, or are larger than what can be held.
fn wide(extra: &[u8], numbers: [u32; 3]) -> Option<[usize; 3]> {
    let mut at = 0;
    // Where all numbers are where they should be, nobody asks for more, whatever stands there.
    while numbers.contains(&WIDE) && u16_at(extra, at).is_some_and(|kind| kind != EXTRA_64) {
        at += 4 + u16_at(extra, at + 2)?;
    }
    at += 4;
    let mut out = [0; 3];
    for (slot, number) in out.iter_mut().zip(numbers) {
        *slot = if number == WIDE {
            at += 8;
            u64_at(extra, at - 8)?
        } else {
            usize::try_from(number).ok()?
        };
    }
    Some(out)
}

fn push(bytes: &[u8], header: Header, data: usize, parts: &mut Vec<Part>, damages: &mut Vec<Damage>) {
    let end = data.checked_add(header.packed);
    let body = if header.flags & 1 != 0 {
        Body::Closed("encrypted")
    } else {
        let Some(end) = end.filter(|end| *end <= bytes.len()) else {
            damages.push(Damage {
                at: data.min(bytes.len()),
                why: "the archive ends within a file",
            });
            return;
        };
        match header.method {
            0 => Body::Plain(Span::new(data, end)),
            8 => Body::Deflated(Span::new(data, end), header.crc),
            _ => Body::Closed("packed by another method than deflate"),
        }
    };
    let name = header.name;
    let expected = true;
    parts.push(Part { name, body, expected });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_else_is_said_matters_only_where_a_number_asks_for_it() {
        // Blanks that fill up, as some write.
        assert_eq!(wide(&[0, 0, 0], [1, 2, 3]), Some([1, 2, 3]));
        let said = [1, 0, 8, 0, 9, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(wide(&said, [WIDE, 2, 3]), Some([9, 2, 3]));
        assert_eq!(wide(&[0, 0, 0], [WIDE, 2, 3]), None);
    }
}
