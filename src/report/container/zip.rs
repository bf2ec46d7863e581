//! Zip archives (APPNOTE.TXT of PKWARE, section 4.3).

use super::{Body, Damage, Part, Parts, u16_at, u32_at};
use crate::text::Span;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: &[u8] = b"PK\x05\x06";

/// Size of the end of the directory, without its comment, and longest comment.
const END_SIZE: usize = 22;
const COMMENT: usize = 0xffff;

/// Stands where a number needs more than four bytes.
const ZIP64: u32 = u32::MAX;

/// What both headers say of a file.
struct Header {
    flags: usize,
    method: usize,
    crc: u32,
    packed: u32,
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
    usize::try_from(u32_at(bytes, end + 16)?)
        .ok()
        .filter(|start| *start <= end)
}

fn by_directory(bytes: &[u8], start: usize, most: usize) -> Parts {
    let (mut parts, mut damages) = (Vec::new(), Vec::new());
    let mut at = start;
    while parts.len() <= most && u32_at(bytes, at) == Some(CENTRAL) {
        let read = || {
            let header = header(bytes, at + 8, [28, 46].map(|offset| at + offset))?;
            let comment = u16_at(bytes, at + 32)?;
            let local = usize::try_from(u32_at(bytes, at + 42)?).ok()?;
            Some((header, comment, local))
        };
        let Some((header, comment, local)) = read() else {
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
            let lengths = u16_at(bytes, local + 26)? + u16_at(bytes, local + 28)?;
            (u32_at(bytes, local) == Some(LOCAL)).then_some(local + 30 + lengths)
        };
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
        let Some(header) = header(bytes, at + 6, [26, 30].map(|offset| at + offset)) else {
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
        let Some(next) = usize::try_from(packed).ok().and_then(|packed| data.checked_add(packed)) else {
            break;
        };
        at = next;
    }
    (parts, damages)
}

/// Reads what both kinds of header have: `common` is where the flags stand, then the lengths of name and extra field,
/// and the name.
fn header(bytes: &[u8], common: usize, [lengths, name]: [usize; 2]) -> Option<Header> {
    let name_length = u16_at(bytes, lengths)?;
    let extra_length = u16_at(bytes, lengths + 2)?;
    let text = bytes.get(name..name + name_length)?;
    Some(Header {
        flags: u16_at(bytes, common)?,
        method: u16_at(bytes, common + 2)?,
        crc: u32_at(bytes, common + 8)?,
        packed: u32_at(bytes, common + 12)?,
        name: String::from_utf8_lossy(text).into_owned(),
        end: name + name_length + extra_length,
    })
}

fn push(bytes: &[u8], header: Header, data: usize, parts: &mut Vec<Part>, damages: &mut Vec<Damage>) {
    let end = usize::try_from(header.packed)
        .ok()
        .and_then(|packed| data.checked_add(packed));
    let body = if header.flags & 1 != 0 {
        Body::Closed("encrypted")
    } else if header.packed == ZIP64 {
        Body::Closed("packed as ZIP64, for files over 4 GB")
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
