//! NSD's messages, read by hand.

use domain::base::Rtype;
use hyper::body::Bytes;
use std::fmt;

/// A record; names in it are in lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    pub owner: Vec<u8>,
    pub rtype: u16,
    pub ttl: u32,
    pub data: Bytes,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let owner = self.owner.escape_ascii();
        let (ttl, rtype, data) = (self.ttl, Rtype::from_int(self.rtype), self.data.escape_ascii());
        write!(f, "{owner} {ttl} {rtype} {data}")
    }
}

/// What NSD sent.
#[derive(Clone, Debug)]
pub struct Message {
    pub rcode: u8,
    pub answers: Vec<Record>,
    pub authority: Vec<Record>,
}

impl Message {
    /// Reads a message of one question (RFC 1035 §4.1).
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let counts: Vec<u16> = (4..12).step_by(2).map(|at| word(bytes, at)).collect::<Option<_>>()?;
        let (_, mut at) = read_name(bytes, 12)?;
        at += 4;
        let mut section = |count: u16| -> Option<Vec<Record>> {
            let one = |_| {
                let (owner, start) = read_name(bytes, at)?;
                let rtype = word(bytes, start)?;
                let ttl = u32::from(word(bytes, start + 4)?) << 16 | u32::from(word(bytes, start + 6)?);
                let end = start + 10 + usize::from(word(bytes, start + 8)?);
                at = end;
                Some(Record {
                    owner,
                    rtype,
                    ttl,
                    data: read_data(bytes, rtype, start + 10, end)?.into(),
                })
            };
            (0..count).map(one).collect()
        };
        Some(Self {
            rcode: bytes.get(3)? & 0x0f,
            answers: section(*counts.get(1)?)?,
            // With an answer NSD names its name servers too, which resolvers keep to themselves.
            authority: section(*counts.get(2)?)?
                .into_iter()
                .filter(|record| record.rtype == Rtype::SOA.to_int())
                .collect(),
        })
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

/// The name at a place, in lower case, nothing compressed, and where what follows it begins.
fn read_name(bytes: &[u8], start: usize) -> Option<(Vec<u8>, usize)> {
    let mut name = Vec::new();
    let (mut at, mut next) = (start, None);
    loop {
        let length = usize::from(*bytes.get(at)?);
        if length >= 0xc0 {
            next = next.or(Some(at + 2));
            let to = usize::from(word(bytes, at)? & 0x3fff);
            // Backwards alone, so that it ends.
            at = Some(to).filter(|to| *to < at)?;
            continue;
        }
        name.extend(bytes.get(at..=at + length)?);
        at += length + 1;
        if length == 0 {
            // A length is below 64, and so no letter.
            name.make_ascii_lowercase();
            return Some((name, next.unwrap_or(at)));
        }
    }
}

/// The data of a record, nothing compressed: names in data may be in these types alone (RFC 3597 §4).
pub fn read_data(bytes: &[u8], rtype: u16, start: usize, end: usize) -> Option<Vec<u8>> {
    let (fixed, names) = match Rtype::from_int(rtype) {
        Rtype::CNAME | Rtype::NS | Rtype::PTR => (0, 1),
        Rtype::MX => (2, 1),
        Rtype::SOA => (0, 2),
        _ => return bytes.get(start..end).map(<[u8]>::to_vec),
    };
    let mut data = bytes.get(start..start + fixed)?.to_vec();
    let mut at = start + fixed;
    for _ in 0..names {
        let (name, next) = read_name(bytes, at)?;
        data.extend(name);
        at = next;
    }
    data.extend(bytes.get(at..end)?);
    Some(data)
}
