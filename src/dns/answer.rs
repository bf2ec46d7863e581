//! What a resolver said, in types: answers, failures, and the chain of aliases in them.

use super::Rtype;
use crate::later::LEFT_OUT;
use crate::text::part;
use serde::Serialize;
use std::net::{Ipv4Addr, Ipv6Addr};

/// How a look-up ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Lookup {
    /// The resolver answered: with records, or that there are none.
    Answer(Answer),
    /// It is not known what is published. Never the same as "no record" (RFC 8461 §3.3 asks senders for no less).
    Failed(Failure),
}

impl Lookup {
    /// The answer, if there is one.
    #[must_use]
    pub const fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Answer(answer) => Some(answer),
            Self::Failed(_) => None,
        }
    }
}

/// Why nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Failure {
    /// No connection: offline, blocked by an extension or a company's proxy, or the server is down. A page can't
    /// tell these apart.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// An HTTP status other than 200.
    Status {
        /// The status.
        status: u16,
        /// The beginning of the body, or the error that it names.
        body: String,
        /// Seconds to wait, from `Retry-After`.
        retry_after: Option<u32>,
    },
    /// The body is no DNS answer in JSON: a captive portal, a proxy's page, a broken server.
    NotJson {
        /// The beginning of the body.
        body: String,
    },
    /// The resolver got no answer itself (SERVFAIL), often since signatures are broken.
    ServFail {
        /// What it says about it.
        comments: Vec<String>,
        /// Extended errors (RFC 8914).
        ede: Vec<Ede>,
    },
    /// The resolver won't answer (REFUSED).
    Refused {
        /// What it says about it.
        comments: Vec<String>,
    },
    /// Another response code.
    Rcode {
        /// The code.
        rcode: u16,
    },
    /// The answer was cut (TC): incomplete.
    Truncated,
    /// The resolver filters this name: an answer that is not the zone's (EDE 4 and 15 to 17, or `0.0.0.0` with a
    /// comment that says so).
    Filtered,
    /// The answer doesn't fit the question that it names: records of the type asked for, but of another name to which
    /// no alias leads, or of a name that doesn't exist; or an alias that can't be read. Whether the name has any stays
    /// unknown.
    Unfit,
    /// Too large to be read.
    TooLarge,
}

/// An extended DNS error (RFC 8914).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ede {
    /// Its number, such as 9 for "DNSKEY Missing".
    pub code: u16,
    /// What the server adds.
    pub text: String,
}

impl Ede {
    /// Whether it says that signatures are missing, broken or out of date (RFC 8914 §4.6 to 4.13).
    #[must_use]
    pub const fn is_dnssec(&self) -> bool {
        matches!(self.code, 1 | 2 | 5..=12 | 25 | 27)
    }

    /// Whether it says that the answer isn't the zone's: forged, blocked, censored or filtered (RFC 8914 §4.5, §4.16 to
    /// §4.18).
    #[must_use]
    pub const fn is_filtered(&self) -> bool {
        matches!(self.code, 4 | 15..=17)
    }
}

/// What the resolver answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Whether the name doesn't exist at all (NXDOMAIN); otherwise it exists, perhaps without the type asked for.
    pub nxdomain: bool,
    /// Whether the resolver validated the whole answer by DNSSEC (AD).
    pub signed: bool,
    /// The rows of the answer section, in order; types that were not asked for and RRSIG are left out.
    pub rows: Vec<Row>,
    /// For how long "no such record" may be kept, in seconds (RFC 2308 §5), from the SOA in the authority section.
    pub negative_ttl: Option<u32>,
    /// The zone that has no such record: the owner of that SOA (RFC 2308 §2); lower case, no final dot.
    pub zone: Option<String>,
    /// What the resolver adds in words.
    pub comments: Vec<String>,
    /// Extended errors (RFC 8914), which may come with good answers too.
    pub ede: Vec<Ede>,
    /// Whether every TXT record came in one pair of quotes without an escape. They are read as the resolver's own; a
    /// resolver that writes values as they are (Google) may mean quotes that belong to the value. Another resolver's
    /// answer that isn't unsure decides.
    pub quotes_unsure: bool,
}

/// A resource record of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Whose record it is: lower case, no final dot.
    pub owner: String,
    /// Seconds it may still be kept.
    pub ttl: u32,
    /// Its type.
    pub rtype: Rtype,
    /// Its data.
    pub data: Data,
}

/// The data of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "type")]
pub enum Data {
    /// An IPv4 address.
    A {
        /// The address.
        address: Ipv4Addr,
    },
    /// An IPv6 address.
    Aaaa {
        /// The address.
        address: Ipv6Addr,
    },
    /// An alias.
    Cname {
        /// What it stands for: lower case, no final dot.
        target: String,
    },
    /// A name server.
    Ns {
        /// Its name: lower case, no final dot.
        host: String,
    },
    /// A mail exchange.
    Mx {
        /// Lower is tried first.
        preference: u16,
        /// Its name as published but for the final dot; empty for the null MX (RFC 7505).
        host: String,
    },
    /// A text record.
    Txt {
        /// The strings joined without anything between (RFC 8461 §3.1).
        text: Vec<u8>,
        /// How many strings it was written in, where the resolver shows that.
        strings: Option<usize>,
    },
    /// A certificate association (RFC 6698).
    Tlsa {
        /// Certificate usage; SMTP knows 2 and 3 (RFC 7672 §3.1).
        usage: u8,
        /// What is compared: 0 the certificate, 1 its key.
        selector: u8,
        /// How: 0 in full, 1 SHA-256, 2 SHA-512.
        matching: u8,
        /// The data, in lower-case hex.
        hex: String,
    },
    /// A certification authority authorisation (RFC 8659).
    Caa {
        /// 128: critical.
        flags: u8,
        /// `issue`, `issuewild`, `iodef`, …; lower case.
        tag: String,
        /// The value.
        value: String,
    },
    /// Start of authority.
    Soa {
        /// The zone's primary server.
        primary: String,
        /// Serial number.
        serial: u32,
        /// Bound for negative answers, in seconds.
        minimum: u32,
    },
    /// The type asked for, but its data can't be read.
    Malformed {
        /// The data as the resolver wrote it.
        data: String,
    },
}

/// An answer with its aliases followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<'a> {
    /// The names that the question's name is an alias of, one after another; empty without an alias.
    pub chain: Vec<&'a str>,
    /// What stands at the end.
    pub end: End<'a>,
}

/// What stands at the end of a chain of aliases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End<'a> {
    /// Records of the type asked for; at least one.
    Records(Vec<&'a Row>),
    /// The last name exists, but has no such record.
    NoData,
    /// The last name doesn't exist.
    NxDomain,
    /// The aliases lead round in a circle, or on and on.
    Loop,
}

/// Longest chain of aliases that is followed.
pub const LONGEST_CHAIN: usize = 16;

impl Answer {
    /// Follows the aliases from `name` to the records of `rtype`. Names are compared without case and final dot.
    ///
    /// Rows whose owner lies on no chain are left out.
    #[must_use]
    pub fn resolve(&self, name: &str, rtype: Rtype) -> Resolved<'_> {
        let name = part::before_all(name, b'.').to_ascii_lowercase();
        let mut chain: Vec<&str> = Vec::new();
        loop {
            let at = chain.last().copied().unwrap_or(&name);
            let own = || self.rows.iter().filter(|row| row.owner == at);
            let rows: Vec<_> = own().filter(|row| row.rtype == rtype).collect();
            let alias = own().find_map(|row| match &row.data {
                Data::Cname { target } => Some(target.as_str()),
                _ => None,
            });
            let end = match alias {
                _ if !rows.is_empty() => End::Records(rows),
                None if self.nxdomain => End::NxDomain,
                None => End::NoData,
                Some(target) => {
                    let ends = target == name || chain.contains(&target) || chain.len() == LONGEST_CHAIN;
                    chain.push(target);
                    if !ends {
                        continue;
                    }
                    End::Loop
                }
            };
            return Resolved { chain, end };
        }
    }
}

impl Resolved<'_> {
    /// Whether the data of a record at the end can't be read: what else there is stays unknown then.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        let malformed = |row: &&Row| matches!(row.data, Data::Malformed { .. });
        // Where the rest is left out, no such answer is taken (`doh`).
        !LEFT_OUT && self.records().iter().any(malformed)
    }

    /// The records at the end, none if there are none.
    #[must_use]
    pub fn records(&self) -> &[&Row] {
        match &self.end {
            End::Records(rows) => rows,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cname(owner: &str, target: &str) -> Row {
        Row {
            owner: owner.into(),
            ttl: 60,
            rtype: Rtype::CNAME,
            data: Data::Cname { target: target.into() },
        }
    }

    fn a(owner: &str) -> Row {
        Row {
            owner: owner.into(),
            ttl: 60,
            rtype: Rtype::A,
            data: Data::A {
                address: Ipv4Addr::LOCALHOST,
            },
        }
    }

    #[test]
    fn aliases_are_followed_and_loops_cut() {
        let answer = Answer {
            rows: vec![cname("a.x", "b.x"), cname("b.x", "c.x"), a("c.x"), a("d.x")],
            ..Answer::default()
        };
        let resolved = answer.resolve("A.x.", Rtype::A);
        assert_eq!(resolved.chain, ["b.x", "c.x"]);
        assert_eq!(resolved.records().len(), 1);

        let answer = Answer {
            rows: vec![cname("a.x", "b.x"), cname("b.x", "a.x")],
            ..Answer::default()
        };
        assert_eq!(answer.resolve("a.x", Rtype::A).end, End::Loop);

        let answer = Answer {
            nxdomain: true,
            rows: vec![cname("a.x", "b.x")],
            ..Answer::default()
        };
        assert_eq!(
            answer.resolve("a.x", Rtype::A),
            Resolved {
                chain: vec!["b.x"],
                end: End::NxDomain
            }
        );
        assert_eq!(Answer::default().resolve("a.x", Rtype::A).end, End::NoData);
    }
}
