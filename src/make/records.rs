//! The records that are published: the policy host, `_mta-sts` (RFC 8461 §3.1), `_smtp._tls` (RFC 8460 §3).

use super::form::{Field, Settled, Target};
use super::printed::Printed;
use crate::dns::{Data, Name, Rtype};
use std::net::IpAddr;

/// Longest string of a TXT record, in octets; a longer text is cut into several. RFC 1035 §3.3 allows 255, the cmdlet of
/// Windows DNS takes 254.
const LONGEST_STRING: usize = 254;

/// A record to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its whole name, such as `_mta-sts.example.com`; zone files end it with a dot.
    pub name: Name,
    /// Its name within the zone, such as `_mta-sts`: what most DNS panels ask for. They add the zone's name themselves, so
    /// that whoever enters the whole name publishes `_mta-sts.example.com.example.com`.
    pub relative: String,
    /// Time to live in seconds.
    pub ttl: u32,
    /// Its data.
    pub data: Data,
}

impl Record {
    pub(super) fn new(name: Name, zone: &Name, ttl: u32, data: Data) -> Self {
        let above = name.as_str().strip_suffix(zone.as_str());
        let relative = above.and_then(|above| above.strip_suffix('.')).unwrap_or("@");
        Self {
            relative: relative.to_owned(),
            name,
            ttl,
            data,
        }
    }

    /// The type of its data.
    #[must_use]
    pub const fn rtype(&self) -> Rtype {
        match self.data {
            Data::A { .. } => Rtype::A,
            Data::Aaaa { .. } => Rtype::AAAA,
            Data::Cname { .. } => Rtype::CNAME,
            _ => Rtype::TXT,
        }
    }

    /// What is copied into the field for the value: a text without quotation marks, an address, a name without final dot.
    #[must_use]
    pub fn value(&self) -> String {
        match &self.data {
            Data::A { address } => address.to_string(),
            Data::Aaaa { address } => address.to_string(),
            Data::Cname { target } => target.clone(),
            Data::Txt { text, .. } => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        }
    }

    /// The strings of a TXT record: its text in pieces of at most 254 octets, joined by senders without anything between
    /// (RFC 8461 §3.1, RFC 8460 §3). Of other records their value.
    #[must_use]
    pub fn strings(&self) -> Vec<String> {
        let value = self.value();
        let mut rest = value.as_str();
        let mut strings = Vec::new();
        while rest.len() > LONGEST_STRING && matches!(self.data, Data::Txt { .. }) {
            let at = (0..=LONGEST_STRING).rfind(|&at| rest.is_char_boundary(at)).unwrap_or(0);
            let (string, after) = rest.split_at(at);
            strings.push(string.to_owned());
            rest = after;
        }
        strings.push(rest.to_owned());
        strings
    }
}

/// The text of the record at `_mta-sts`.
pub(super) fn sts(settled: &Settled) -> Printed {
    let mut printed = Printed::default();
    printed.own("v=STSv1; id=");
    printed.piece(Field::Id, &settled.id);
    printed.own(";");
    printed
}

/// The text of the record at `_smtp._tls`; `None` where reports go nowhere.
pub(super) fn tlsrpt(settled: &Settled) -> Option<Printed> {
    let mut printed = Printed::default();
    printed.own("v=TLSRPTv1; rua=");
    for (i, (at, uri)) in settled.rua.iter().enumerate() {
        if i > 0 {
            printed.own(",");
        }
        printed.piece(Field::Destination(*at), uri);
    }
    (!settled.rua.is_empty()).then_some(printed)
}

/// All records of `domain`, in the order in which they are published: the policy host, then `_mta-sts` (RFC 8461 §8.1: the
/// policy is served before the record tells of it), then `_smtp._tls`. None where a name would be too long.
pub(super) fn all(
    domain: &Name,
    zone: &Name,
    ttl: u32,
    target: &Target,
    sts: &Printed,
    tlsrpt: Option<&Printed>,
) -> Vec<Record> {
    let mut records = Vec::new();
    let mut add = |prefix: &str, data: Data| {
        if let Some(name) = domain.under(prefix) {
            records.push(Record::new(name, zone, ttl, data));
        }
    };
    let text = |printed: &Printed| Data::Txt {
        text: printed.text.clone().into_bytes(),
        strings: None,
    };
    match target {
        Target::Later => {}
        Target::Addresses(addresses) => {
            for address in addresses {
                let data = match *address {
                    IpAddr::V4(address) => Data::A { address },
                    IpAddr::V6(address) => Data::Aaaa { address },
                };
                add("mta-sts", data);
            }
        }
        Target::Alias(name) => {
            let target = name.to_string();
            add("mta-sts", Data::Cname { target });
        }
    }
    add("_mta-sts", text(sts));
    if let Some(tlsrpt) = tlsrpt {
        add("_smtp._tls", text(tlsrpt));
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    fn txt(text: String) -> Record {
        let name = |name: &str| Name::parse(name).unwrap();
        let text = text.into_bytes();
        Record::new(
            name("_smtp._tls.a.b.example"),
            &name("b.example"),
            60,
            Data::Txt { text, strings: None },
        )
    }

    #[test]
    fn names_are_told_both_ways() {
        let record = txt(String::new());
        assert_eq!(
            (record.name.as_str(), record.relative.as_str()),
            ("_smtp._tls.a.b.example", "_smtp._tls.a")
        );
        let name = Name::parse("b.example").unwrap();
        assert_eq!(
            Record::new(name.clone(), &name, 1, Data::Malformed { data: String::new() }).relative,
            "@"
        );
    }

    #[test]
    fn long_texts_are_cut_into_strings() {
        let lengths = |text: String| txt(text).strings().iter().map(String::len).collect::<Vec<_>>();
        assert_eq!(lengths(String::new()), [0]);
        assert_eq!(lengths("a".repeat(254)), [254]);
        assert_eq!(lengths("a".repeat(255)), [254, 1]);
        assert_eq!(lengths("a".repeat(509)), [254, 254, 1]);
        assert_eq!(lengths("ü".repeat(128)), [254, 2]);
        assert_eq!(txt("aü".repeat(300)).strings().concat(), "aü".repeat(300));
    }
}
