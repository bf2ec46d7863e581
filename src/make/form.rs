//! What is asked of somebody who sets MTA-STS up, as it is typed.

use super::{age, destination};
use crate::dns::Name;
use crate::dns::input::{self, ToAscii};
use crate::dns::input_rules::{NOT_ONE_NAME, TOO_MUCH};
use crate::rule::Finding;
use crate::sts::Mode;
use std::net::IpAddr;

/// Longest time to live, in seconds (RFC 2181 §8).
pub const LONGEST_TTL: u32 = 0x7fff_ffff;

/// More addresses than any policy host has.
const MOST_ADDRESSES: usize = 64;

/// The form, as it is typed: texts may hold anything. [`Form::make`] makes of it what there is to publish, and says what
/// is wrong with each field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The domain: a name, an address at it, a URL of it.
    pub domain: String,
    /// The DNS zone that the records go into, if that is not the domain itself but one above it; else empty. What is no
    /// domain above is as good as empty.
    pub zone: String,
    /// What senders are asked to do.
    pub mode: Mode,
    /// The patterns that cover the MX hosts, one an item; empty items don't count. Mode `none` has none.
    pub patterns: Vec<String>,
    /// For how long senders keep the policy: seconds, or what [`age::parse`] understands.
    pub max_age: String,
    /// The policy id (RFC 8461 §3.1).
    pub id: String,
    /// Where TLS reports go, one an item: what [`destination::read`] understands. Without one there is no record.
    pub rua: Vec<String>,
    /// Where the policy host is: addresses, or the name that it is an alias of; empty while that isn't known.
    pub host: String,
    /// Time to live of the records, in seconds; at most 2147483647 (RFC 2181 §8).
    pub ttl: u32,
}

impl Default for Form {
    /// What a first roll-out begins with: testing for a day, reports still to be given a place.
    fn default() -> Self {
        Self {
            domain: String::new(),
            zone: String::new(),
            mode: Mode::Testing,
            patterns: Vec::new(),
            max_age: age::usual(Mode::Testing).to_string(),
            id: String::new(),
            rua: Vec::new(),
            host: String::new(),
            ttl: 3_600,
        }
    }
}

/// A field of the form, or an item of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// [`Form::domain`].
    Domain,
    /// [`Form::mode`].
    Mode,
    /// An item of [`Form::patterns`].
    Pattern(usize),
    /// All of them: what is missing or too much.
    Patterns,
    /// [`Form::max_age`].
    MaxAge,
    /// [`Form::id`].
    Id,
    /// An item of [`Form::rua`].
    Destination(usize),
    /// All of them.
    Destinations,
    /// [`Form::host`].
    Host,
}

/// Where the policy host is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Target {
    /// Not known yet.
    #[default]
    Later,
    /// At these addresses.
    Addresses(Vec<IpAddr>),
    /// An alias of this name.
    Alias(Name),
}

/// The form's texts as they are printed.
#[derive(Default)]
pub(super) struct Settled {
    /// Each pattern, with its place in the form.
    pub(super) patterns: Vec<(usize, String)>,
    pub(super) max_age: String,
    pub(super) id: String,
    /// Each destination, with its place in the form.
    pub(super) rua: Vec<(usize, String)>,
}

impl Form {
    /// Changes the mode, and with it how long the policy is kept, if that is what the mode before begins with.
    pub fn set_mode(&mut self, mode: Mode) {
        if age::parse(&self.max_age) == Some(age::usual(self.mode)) {
            self.max_age = age::usual(mode).to_string();
        }
        self.mode = mode;
    }

    /// The form with all its texts as they are published: what [`read_back`](super::read_back::read_back) reads from
    /// what was made of it. A domain or host that can't be read stays as it is.
    #[must_use]
    pub fn settled(&self, to_ascii: ToAscii) -> Self {
        let Settled {
            patterns,
            max_age,
            id,
            rua,
        } = self.texts(to_ascii);
        let domain = input::read(&self.domain, to_ascii).map(|target| target.domain);
        let zone = domain.as_ref().map(|domain| self.zone(domain));
        Self {
            domain: domain.as_ref().map_or_else(|_| self.domain.clone(), typed),
            zone: match (zone, &domain) {
                (Ok(zone), Ok(domain)) if zone != *domain => zone.to_string(),
                _ => String::new(),
            },
            mode: self.mode,
            patterns: patterns.into_iter().map(|(_, pattern)| pattern).collect(),
            max_age,
            id,
            rua: rua.into_iter().map(|(_, uri)| uri).collect(),
            host: self
                .target(to_ascii)
                .map_or_else(|_| self.host.clone(), |target| target.to_string()),
            ttl: self.ttl.min(LONGEST_TTL),
        }
    }

    /// The zones that the records of `domain` may go into, the nearest first: the domain and those above it, but for a top-level
    /// domain, where nobody keeps records of their own.
    #[must_use]
    pub fn zones(domain: &Name) -> Vec<Name> {
        let mut zones = vec![domain.clone()];
        while let Some(above) = zones
            .last()
            .and_then(Name::parent)
            .filter(|above| above.parent().is_some())
        {
            zones.push(above);
        }
        zones
    }

    pub(super) fn texts(&self, to_ascii: ToAscii) -> Settled {
        // RFC 8461 §3.2: mx is optional in mode none, where nobody looks at it.
        let patterns = if self.mode == Mode::None {
            &[][..]
        } else {
            &self.patterns
        };
        let patterns = patterns.iter().map(|pattern| one_line(pattern)).enumerate();
        let max_age = one_line(&self.max_age);
        let rua = self.rua.iter().enumerate();
        Settled {
            patterns: patterns.filter(|(_, pattern)| !pattern.is_empty()).collect(),
            max_age: age::parse(&max_age).map_or(max_age, |seconds| seconds.to_string()),
            id: one_line(&self.id),
            rua: rua
                .flat_map(|(at, typed)| {
                    let uris = destination::read(&one_line(typed), to_ascii);
                    uris.into_iter().map(move |uri| (at, uri))
                })
                .collect(),
        }
    }

    /// The zone that the records of `domain` go into.
    pub(super) fn zone(&self, domain: &Name) -> Name {
        Name::parse(self.zone.trim())
            .ok()
            .filter(|zone| domain.is_within(zone.as_str()))
            .unwrap_or_else(|| domain.clone())
    }

    /// Reads where the policy host is.
    pub(super) fn target(&self, to_ascii: ToAscii) -> Result<Target, Finding> {
        let parts = || {
            let parts = self.host.split(|c: char| matches!(c, ',' | ';') || c.is_whitespace());
            parts.filter(|part| !part.is_empty())
        };
        let Some(first) = parts().next() else {
            return Ok(Target::Later);
        };
        if parts().nth(MOST_ADDRESSES).is_some() {
            return Err(TOO_MUCH.finding().with("length", self.host.len()));
        }
        let address = |part: &str| part.trim_matches(['[', ']']).parse::<IpAddr>().ok();
        let addresses: Option<Vec<IpAddr>> = parts().map(address).collect();
        if let Some(mut addresses) = addresses {
            let mut seen = Vec::new();
            addresses.retain(|address| {
                !seen.contains(address) && {
                    seen.push(*address);
                    true
                }
            });
            return Ok(Target::Addresses(addresses));
        }
        if parts().nth(1).is_some() {
            let finding = NOT_ONE_NAME.finding().with("typed", self.host.trim());
            return Err(finding.with("first", first));
        }
        input::host(first, to_ascii).map(Target::Alias)
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Later => Ok(()),
            Self::Addresses(addresses) => {
                let texts: Vec<String> = addresses.iter().map(ToString::to_string).collect();
                f.write_str(&texts.join(", "))
            }
            Self::Alias(name) => f.write_str(name.as_str()),
        }
    }
}

/// A domain as it is typed: of one label alone with a final dot, which says that it is meant.
pub(super) fn typed(domain: &Name) -> String {
    match domain.parent() {
        Some(_) => domain.to_string(),
        None => format!("{domain}."),
    }
}

/// The text on one line, as an input of a page has it: control characters are blanks, and none stand at the ends.
fn one_line(text: &str) -> String {
    let blanked = text.replace(|c: char| c.is_ascii_control(), " ");
    blanked.trim_matches(' ').to_owned()
}
