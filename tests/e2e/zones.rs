//! The DNS behind the resolvers: real zone text, answered by the crate `domain`, which was measured to agree with
//! NSD, Knot, BIND and Unbound on wildcards, empty non-terminals, aliases, and NXDOMAIN against NODATA. With NSD the
//! trials compare it each time (`nsd.rs`).

use crate::Outcome;
use domain::base::iana::Class;
use domain::base::name::FlattenInto;
use domain::base::rdata::ComposeRecordData;
use domain::base::zonefile_fmt::{DisplayKind, ZonefileFmt};
use domain::base::{Name, Rtype, Ttl};
use domain::rdata::ZoneRecordData;
use domain::zonefile::inplace;
use domain::zonetree::types::StoredRecordData;
use domain::zonetree::{AnswerContent, ReadableZone, Zone, ZoneTree};
use hyper::body::Bytes;
use std::collections::HashSet;

/// A record of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its owner, with the final dot.
    pub name: String,
    /// The number of its type.
    pub rtype: u16,
    /// Seconds for which it may be kept.
    pub ttl: u32,
    /// Its data as on the wire, nothing compressed.
    pub wire: Vec<u8>,
    /// Its data as in a zone file.
    pub text: String,
}

/// What a recursive resolver says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// 0, 2 (a loop of aliases) or 3.
    pub rcode: u8,
    /// Aliases and records.
    pub answers: Vec<Row>,
    /// The SOA that denies.
    pub authority: Vec<Row>,
    /// Whether every zone on the way is signed.
    pub signed: bool,
}

/// Aliases that are followed before the resolver gives up.
pub const ALIASES: usize = 10;

pub const NXDOMAIN: u8 = 3;
pub const SERVFAIL: u8 = 2;

/// A set of zones that know nothing but themselves.
#[derive(Default)]
pub struct Zones {
    tree: ZoneTree,
    signed: HashSet<String>,
}

impl Zones {
    /// Adds a zone from its records. Fails on what a name server would refuse too: records out of zone, data beside an alias, and the like.
    pub fn add(&mut self, apex: &str, records: &str, signed: bool) -> Outcome<()> {
        let text = text(apex, records)?;
        let zone = Zone::try_from(inplace::Zonefile::from(text.as_str())).map_err(|errors| {
            let words: Vec<String> = errors
                .into_iter()
                .map(|(name, error)| format!("{name}: {error}"))
                .collect();
            format!("zone {apex}: {}", words.join("; "))
        })?;
        self.tree
            .insert_zone(zone)
            .map_err(|error| format!("zone {apex}: {error}"))?;
        if signed {
            self.signed.insert(format!("{}.", apex.to_ascii_lowercase()));
        }
        Ok(())
    }

    /// What a recursive resolver says: aliases are followed, across zones too. A name that lies in no zone doesn't
    /// exist.
    pub fn ask(&self, name: &str, rtype: u16) -> Reply {
        let mut reply = Reply {
            signed: true,
            ..Reply::default()
        };
        let Ok(mut at) = name.parse::<Name<Bytes>>() else {
            return Reply {
                rcode: NXDOMAIN,
                ..Reply::default()
            };
        };
        let rtype = Rtype::from_int(rtype);
        for _ in 0..ALIASES {
            let Some(zone) = self.tree.find_zone(&at, Class::IN) else {
                reply.rcode = NXDOMAIN;
                reply.signed = false;
                return reply;
            };
            reply.signed &= self
                .signed
                .contains(&zone.apex_name().fmt_with_dot().to_string().to_ascii_lowercase());
            let read = zone.read();
            let Ok(answer) = read.query(at.clone(), rtype) else {
                return Reply {
                    rcode: SERVFAIL,
                    ..Reply::default()
                };
            };
            reply.rcode = answer.rcode().to_int();
            match answer.content() {
                AnswerContent::Data(set) => {
                    reply
                        .answers
                        .extend(set.data().iter().map(|data| row(&at, set.ttl(), data)));
                    return reply;
                }
                AnswerContent::Cname(alias) => {
                    reply.answers.push(row(&at, alias.ttl(), alias.data()));
                    match alias.data() {
                        ZoneRecordData::Cname(target) if rtype != Rtype::CNAME => {
                            at = target.cname().clone().flatten_into();
                        }
                        _ => return reply,
                    }
                }
                AnswerContent::NoData => {
                    reply.authority = soa(zone.apex_name(), read.as_ref());
                    return reply;
                }
            }
        }
        Reply {
            rcode: SERVFAIL,
            ..Reply::default()
        }
    }

    /// Whether the name has an address, so that a connection can be asked for.
    pub fn has_address(&self, name: &str) -> bool {
        [Rtype::A, Rtype::AAAA].iter().any(|rtype| {
            let number = rtype.to_int();
            self.ask(name, number).answers.iter().any(|row| row.rtype == number)
        })
    }
}

/// The text of a zone, as a name server reads it: origin, TTL (300 s), SOA and NS are put in front of the records
/// unless they have a SOA of their own.
pub fn text(apex: &str, records: &str) -> Outcome<String> {
    let records = repeated(records).map_err(|error| format!("zone {apex}: {error}"))?;
    let own_soa = records
        .lines()
        .any(|line| line.split_whitespace().any(|word| word == "SOA"));
    let head = if own_soa {
        String::new()
    } else {
        format!("@ IN SOA ns.{apex}. hostmaster.{apex}. 1 7200 3600 1209600 300\n@ NS ns.{apex}.\n")
    };
    // The final line end matters: `domain` panics on a text that ends inside a quoted string.
    Ok(format!("$ORIGIN {apex}.\n$TTL 300\n{head}{records}\n"))
}

/// Writes `{{TEXT*COUNT}}` out: `TEXT` so many times, the innermost first.
fn repeated(text: &str) -> Result<String, String> {
    const LONGEST: usize = 1 << 20;
    let mut text = text.to_owned();
    while let Some(start) = text.rfind("{{") {
        let inner = text[start + 2..].split_once("}}");
        let parts = inner.and_then(|(inner, rest)| Some((inner.rsplit_once('*')?, rest)));
        let ((unit, count), rest) = parts.ok_or("{{ without *COUNT}}")?;
        let count: usize = count.parse().map_err(|_| format!("{count} is no count"))?;
        if unit.len().saturating_mul(count) > LONGEST {
            return Err(format!("{count} times is too much"));
        }
        text = format!("{}{}{rest}", &text[..start], unit.repeat(count));
    }
    Ok(text)
}

fn soa(apex: &Name<Bytes>, zone: &dyn ReadableZone) -> Vec<Row> {
    match zone.query(apex.clone(), Rtype::SOA) {
        Ok(answer) => match answer.content() {
            AnswerContent::Data(set) => set.data().iter().map(|data| row(apex, set.ttl(), data)).collect(),
            _ => Vec::new(),
        },
        Err(_) => Vec::new(),
    }
}

fn row(owner: &Name<Bytes>, ttl: Ttl, data: &StoredRecordData) -> Row {
    let mut wire = Vec::new();
    let composed = data.compose_rdata(&mut wire);
    debug_assert!(composed.is_ok(), "a vector takes any length");
    Row {
        name: owner.fmt_with_dot().to_string(),
        rtype: domain::base::RecordData::rtype(data).to_int(),
        ttl: u32::try_from(ttl.into_duration().as_secs()).unwrap_or(u32::MAX),
        wire,
        text: data.display_zonefile(DisplayKind::Simple).to_string(),
    }
}
