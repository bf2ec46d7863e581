//! Names, questions and answers of the DNS, as far as a browser can ask for them: DNS over HTTPS in JSON.

pub mod address;
pub mod answer;

pub use answer::{Answer, Data, Ede, End, Failure, Lookup, Resolved, Row};
pub use name::Name;
pub(crate) use name::is_within;
pub use same::same_records;

pub mod doh;
mod failure;
pub mod idn;
pub mod input;
pub mod input_rules;
pub mod name;
pub mod rdata;
pub mod rules;
mod same;
pub mod txt;
pub mod txt_kind;
pub mod txt_set;
mod wire;

use serde::Serialize;

/// A type of resource record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rtype(pub u16);

impl Rtype {
    /// IPv4 address.
    pub const A: Self = Self(1);
    /// Name server.
    pub const NS: Self = Self(2);
    /// Alias.
    pub const CNAME: Self = Self(5);
    /// Start of authority.
    pub const SOA: Self = Self(6);
    /// Mail exchange.
    pub const MX: Self = Self(15);
    /// Text.
    pub const TXT: Self = Self(16);
    /// IPv6 address.
    pub const AAAA: Self = Self(28);
    /// Certificate association (DANE).
    pub const TLSA: Self = Self(52);
    /// Certification authority authorisation.
    pub const CAA: Self = Self(257);

    /// The type of that name (`MX`, `TYPE15`, in any case) or number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let known = Self::NAMES.iter().find(|(_, name)| text.eq_ignore_ascii_case(name));
        if let Some((rtype, _)) = known {
            return Some(*rtype);
        }
        // RFC 3597 §5
        let prefixed = text.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("TYPE"));
        let digits = if prefixed { text.get(4..)? } else { text };
        let number = digits.bytes().all(|byte| byte.is_ascii_digit());
        number.then(|| digits.parse().ok().map(Self))?
    }

    /// Whether its data are read here.
    #[must_use]
    pub fn is_known(self) -> bool {
        Self::NAMES.iter().any(|(rtype, _)| *rtype == self)
    }

    const NAMES: [(Self, &'static str); 9] = [
        (Self::A, "A"),
        (Self::NS, "NS"),
        (Self::CNAME, "CNAME"),
        (Self::SOA, "SOA"),
        (Self::MX, "MX"),
        (Self::TXT, "TXT"),
        (Self::AAAA, "AAAA"),
        (Self::TLSA, "TLSA"),
        (Self::CAA, "CAA"),
    ];
}

impl std::fmt::Display for Rtype {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match Self::NAMES.iter().find(|(rtype, _)| rtype == self) {
            Some((_, name)) => f.write_str(name),
            None => write!(f, "TYPE{}", self.0),
        }
    }
}

impl Serialize for Rtype {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_names_and_numbers() {
        for (text, rtype, shown) in [
            ("txt", Rtype::TXT, "TXT"),
            ("257", Rtype::CAA, "CAA"),
            ("type52", Rtype::TLSA, "TLSA"),
            ("TYPE65280", Rtype(65280), "TYPE65280"),
        ] {
            assert_eq!(Rtype::parse(text), Some(rtype), "{text}");
            assert_eq!(rtype.to_string(), shown);
        }
        for text in ["", "TYPE", "65536", "-1", "+1", "TXTX", "ümlaut"] {
            assert_eq!(Rtype::parse(text), None, "{text}");
        }
        assert!(Rtype::MX.is_known() && !Rtype(12).is_known());
    }
}
