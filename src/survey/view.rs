//! The facts as the judgement wants them: how a question stands, what answered it, where mail goes.

use super::facts::{Question, Reply, Survey};
use crate::dns::address::{Scope, read, scope};
use crate::dns::{Answer, Data, End, Failure, Lookup, Name, Resolved, Row, Rtype, same_records};
use crate::order::sort_with;
use crate::rule::Evidence;
use crate::text::part;
use std::net::IpAddr;

/// How a question to the DNS stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact<'a> {
    /// No usable reply yet, and one may still come.
    Pending,
    /// Asking has ended without a usable reply: nothing is known. `None`: no reply at all.
    Failed(Option<&'a Failure>),
    /// Answered: with records, or that there are none.
    Found(Found<'a>),
}

/// An answer, with its aliases followed and who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The answer that counts.
    pub answer: &'a Answer,
    /// Its end, behind the aliases.
    pub resolved: Resolved<'a>,
    /// Who said so: all resolvers whose answer is the same.
    pub evidence: Evidence,
}

impl<'a> Fact<'a> {
    /// The answer, if there is one.
    #[must_use]
    pub const fn found(&self) -> Option<&Found<'a>> {
        match self {
            Self::Found(found) => Some(found),
            _ => None,
        }
    }

    /// Whether a usable reply may still come.
    #[must_use]
    pub const fn is_pending(&self) -> bool {
        matches!(self, Self::Pending)
    }

    /// Whether asking ended without a usable reply.
    #[must_use]
    pub const fn is_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

impl<'a> Found<'a> {
    /// The joined texts of the TXT records at the end, with their time to live in seconds.
    #[must_use]
    pub fn texts(&self) -> Vec<(&'a [u8], u32)> {
        let mut texts = Vec::new();
        if let End::Records(rows) = &self.resolved.end {
            for &row in rows {
                if let Data::Txt { text, .. } = &row.data {
                    texts.push((text.as_slice(), row.ttl));
                }
            }
        }
        texts
    }

    /// The last name of the chain of aliases, if there is one.
    #[must_use]
    pub fn target(&self) -> Option<&'a str> {
        self.resolved.chain.last().copied()
    }

    /// What is the matter with the end of a chain of aliases where nothing stands: `an alias of …, which doesn’t exist`.
    #[must_use]
    pub const fn dead_end(&self) -> &'static str {
        match self.resolved.end {
            End::Loop => "leads back to itself",
            End::NxDomain => "doesn’t exist",
            End::Records(_) | End::NoData => "has no TXT record",
        }
    }

    /// What stands at the end in words, when there are no addresses.
    #[must_use]
    pub const fn absence(&self) -> &'static str {
        match self.resolved.end {
            End::Records(_) => "records",
            End::NoData => "no address",
            End::NxDomain => "no record of any kind: the name doesn’t exist",
            End::Loop => "aliases that lead round in a circle",
        }
    }
}

/// Where mail for the domain goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mail<'a> {
    /// Not known yet.
    Pending,
    /// Could not be looked up, or what came can't be read.
    Failed(Option<&'a Failure>),
    /// The domain doesn't exist.
    NoDomain,
    /// It says that it takes none (RFC 7505).
    Null,
    /// To these hosts, in order of preference. `null_too`: a null MX stands beside them.
    Hosts {
        /// At least one.
        hosts: Vec<MxHost>,
        /// Whether a null MX stands beside them.
        null_too: bool,
    },
    /// To the domain's own address: there is no MX record (RFC 5321 §5.1).
    Implicit(MxHost),
    /// Nowhere: no MX record and no address.
    Nowhere,
}

impl Mail<'_> {
    /// Whether it is known that no mail arrives.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        matches!(self, Self::NoDomain | Self::Null | Self::Nowhere)
    }

    /// The hosts, in order of preference; none while they aren't known.
    #[must_use]
    pub fn hosts(&self) -> &[MxHost] {
        match self {
            Self::Hosts { hosts, .. } => hosts,
            Self::Implicit(host) => std::slice::from_ref(host),
            _ => &[],
        }
    }
}

/// A host that mail goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MxHost {
    /// Its preference; `None` for the implicit MX.
    pub preference: Option<u16>,
    /// Its name: lower case, no final dot.
    pub host: String,
    /// The same as a name that can be looked up, if it is one.
    pub name: Option<Name>,
}

/// The addresses of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// Not known yet.
    Pending,
    /// There may be some: an address type could not be looked up, or its records can't be read.
    Failed,
    /// Both were answered, and there is none.
    None,
    /// At least one; `first_private` is one that isn't public.
    Some {
        /// All of them.
        all: Vec<IpAddr>,
        /// The first that can't be reached from the Internet.
        first_private: Option<(IpAddr, Scope)>,
    },
}

/// How many MX hosts are looked up one by one.
pub const LOOKED_UP: usize = 12;

impl Survey {
    /// How a question to the DNS stands. A failure counts only when asking has ended: another resolver may be asked
    /// the same until then.
    #[must_use]
    pub fn fact(&self, name: &Name, rtype: Rtype) -> Fact<'_> {
        let question = Question::Dns {
            name: name.clone(),
            rtype,
        };
        match self.reply(&question).map(|reported| &reported.reply) {
            Some(Reply::Dns(Lookup::Answer(answer))) => {
                let resolved = answer.resolve(name.as_str(), rtype);
                Fact::Found(Found {
                    answer,
                    resolved,
                    evidence: self.evidence(&question, answer),
                })
            }
            _ if self.is_open(&question) => Fact::Pending,
            Some(Reply::Dns(Lookup::Failed(failure))) => Fact::Failed(Some(failure)),
            _ => Fact::Failed(None),
        }
    }

    /// The same for a name that may be too long to exist: such a name is known to have no record.
    pub(super) fn fact_at(&self, name: Option<&Name>, rtype: Rtype) -> Fact<'_> {
        name.map_or(Fact::Failed(None), |name| self.fact(name, rtype))
    }

    fn evidence(&self, question: &Question, counted: &Answer) -> Evidence {
        let mut resolvers: Vec<String> = Vec::new();
        let mut signed = Some(counted.signed);
        for reported in self.replies.get(question).into_iter().flatten() {
            let Reply::Dns(Lookup::Answer(answer)) = &reported.reply else {
                continue;
            };
            if same_records(answer, counted) {
                signed = signed.filter(|signed| *signed == answer.signed);
                if !resolvers.contains(&reported.from) {
                    resolvers.push(reported.from.clone());
                }
            }
        }
        Evidence::Dns { resolvers, signed }
    }

    /// Where mail for the domain goes.
    #[must_use]
    pub fn mail(&self) -> Mail<'_> {
        let found = match self.fact(&self.domain, Rtype::MX) {
            Fact::Pending => return Mail::Pending,
            Fact::Failed(failure) => return Mail::Failed(failure),
            Fact::Found(found) => found,
        };
        match &found.resolved.end {
            End::NxDomain if found.resolved.chain.is_empty() => Mail::NoDomain,
            End::Records(rows) => {
                let (hosts, null_too) = mx_hosts(rows);
                if hosts.is_empty() && found.resolved.is_unreadable() {
                    Mail::Failed(None)
                } else if hosts.is_empty() {
                    Mail::Null
                } else {
                    Mail::Hosts { hosts, null_too }
                }
            }
            End::NoData | End::NxDomain | End::Loop => match self.addresses(&self.domain) {
                Addresses::Pending => Mail::Pending,
                Addresses::Failed => Mail::Failed(None),
                Addresses::None => Mail::Nowhere,
                Addresses::Some { .. } => Mail::Implicit(MxHost::new(None, self.domain.as_str())),
            },
        }
    }

    /// The addresses of a host, from its A and AAAA records.
    #[must_use]
    pub fn addresses(&self, host: &Name) -> Addresses {
        let facts = [self.fact(host, Rtype::A), self.fact(host, Rtype::AAAA)];
        if facts.iter().any(Fact::is_pending) {
            return Addresses::Pending;
        }
        let mut all = Vec::new();
        for found in facts.iter().filter_map(Fact::found) {
            for row in found.resolved.records() {
                match row.data {
                    Data::A { address } => all.push(IpAddr::V4(address)),
                    Data::Aaaa { address } => all.push(IpAddr::V6(address)),
                    _ => {}
                }
            }
        }
        if all.is_empty() {
            // One type that could not be looked up may hide addresses, and so may data that can't be read.
            let hides = |fact: &Fact<'_>| match fact {
                Fact::Pending => false,
                Fact::Failed(_) => true,
                Fact::Found(found) => found.resolved.is_unreadable(),
            };
            return if facts.iter().any(hides) {
                Addresses::Failed
            } else {
                Addresses::None
            };
        }
        let first_private = all
            .iter()
            .map(|&ip| (ip, scope(ip)))
            .find(|(_, scope)| !scope.may_be_fetched());
        Addresses::Some { all, first_private }
    }

    /// The name of the MTA-STS record; `None` if it would be too long.
    #[must_use]
    pub fn record_name(&self) -> Option<Name> {
        self.domain.under("_mta-sts")
    }

    /// The name of the TLS reporting record; `None` if it would be too long.
    #[must_use]
    pub fn reporting_name(&self) -> Option<Name> {
        self.domain.under("_smtp._tls")
    }
}

/// The hosts that MX records name, in order of preference, and whether a null MX stands among them.
pub(super) fn mx_hosts(rows: &[&Row]) -> (Vec<MxHost>, bool) {
    let mut hosts: Vec<MxHost> = Vec::new();
    let mut null_too = false;
    for row in rows {
        let Data::Mx { preference, host } = &row.data else {
            continue;
        };
        if host.is_empty() {
            null_too = true;
        } else {
            hosts.push(MxHost::new(Some(*preference), host));
        }
    }
    // A host that is named twice counts where it comes first.
    sort_with(&mut hosts, |a, b| (&a.host, a.preference) < (&b.host, b.preference));
    hosts.dedup_by(|later, first| later.host == first.host);
    sort_with(&mut hosts, |a, b| (a.preference, &a.host) < (b.preference, &b.host));
    (hosts, null_too)
}

impl MxHost {
    pub(super) fn new(preference: Option<u16>, host: &str) -> Self {
        let host = part::before_all(host, b'.').to_ascii_lowercase();
        Self {
            preference,
            name: Name::parse(&host).ok(),
            host,
        }
    }

    /// Whether an address stands where a name should.
    #[must_use]
    pub fn is_address(&self) -> bool {
        let inside = part::before_all(part::behind_all(&self.host, "["), b']');
        read::any(inside.as_bytes()).is_some()
    }
}
