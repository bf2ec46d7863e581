//! The TXT record by which a domain asks for TLS reports: RFC 8460 §3.
//!
//! ```text
//! record    = %s"v=TLSRPTv1" 1*(delim field) [delim]
//! delim     = *WSP ";" *WSP
//! field     = rua / extension                          ; rua is required
//! rua       = %s"rua=" uri *(*WSP "," *WSP uri)
//! uri       = a URI of RFC 3986, with "," "!" ";" percent-encoded
//! extension = name "=" value
//! name      = (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")
//! value     = 1*(visible ASCII other than ";" and "=")
//! ```
//!
//! The RFC is silent on a second `rua`. RFC 8461 has the first field of a name count, and this module reads `rua` the
//! same way: a later one is a warning, and what it holds is not looked into as long as it fits some field's grammar.
//!
//! How a text is read: `surface` takes away what a DNS tool or a web form left in it (quotes, escapes, invisible
//! characters) and reports it. `record` reads the rest by the grammar, with `version` and `key` for its two fixed
//! parts and `field` for the others; `list` reads the destinations. A destination is read by `uri`: `wrapping` is what
//! doesn't belong to it, then `host` has what stands behind `https:`, `address` and `mail_domain` what stands behind
//! `mailto:`, down to `octets`. All findings go through `sink`, which leads their places back to the text as it came; `rule::proof` takes
//! away the fixes that don't mend.

mod address;
mod field;
mod fields;
mod host;
mod key;
mod list;
mod mail_domain;
mod octets;
mod plain;
mod record;
pub mod rules;
mod sink;
mod surface;
pub mod txt_set;
mod uri;
mod version;
mod wrapping;

#[cfg(test)]
mod properties;

pub use record::parse;
pub use txt_set::judge;
pub use version::is_attempt;

use crate::later;
use crate::rule::Findings;
use crate::text::{Span, lossy, part};

/// What a record asks for: where reports go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsRptRecord {
    /// The destinations that a sender can use, `mailto:` and `https:`, in the order of the record's first `rua`; at
    /// least one. Destinations of other schemes are left out (RFC 8460 §3 has senders ignore them), the same one listed
    /// twice is not.
    pub rua: Vec<Rua>,
}

/// A destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rua {
    /// The URI as written.
    pub text: String,
    /// Where it stands in the record.
    pub span: Span,
    /// What it asks for.
    pub kind: RuaKind,
}

/// How reports travel to a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuaKind {
    /// By mail (RFC 8460 §5.3).
    Mailto,
    /// By upload (RFC 8460 §5.4).
    Https,
    /// By a scheme that no sender serves; never in a [`TlsRptRecord`].
    Other {
        /// The scheme as written.
        scheme: String,
    },
}

impl Rua {
    /// The address that reports are mailed to, percent-decoded; `None` where they are uploaded.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let rest = self.behind_scheme(&RuaKind::Mailto)?;
        if plain::destination(self.text.as_bytes()).is_some() {
            return Some(rest.to_owned());
        }
        later::rest()?;
        let address = rest.split(['?', '#']).next().unwrap_or_default();
        Some(lossy(&octets::decoded(address.trim_ascii().as_bytes())).into_owned())
    }

    /// The host that reports are uploaded to, as written, without port; an IPv6 address with its brackets. `None` where
    /// they are mailed.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        let rest = self.behind_scheme(&RuaKind::Https)?.strip_prefix("//")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let host = part::parted_last(authority, b'@').map_or(authority, |(_, host)| host);
        let end = match host.find(']') {
            Some(bracket) => bracket + 1,
            None => host.find(':').unwrap_or(host.len()),
        };
        host.get(..end)
    }

    fn behind_scheme(&self, kind: &RuaKind) -> Option<&str> {
        (self.kind == *kind).then_some(())?;
        part::parted(&self.text, ":").map(|(_, rest)| rest)
    }
}

/// Notes the destinations that need care because of the domain that the reports are about.
///
/// Reports mailed to the Policy Domain itself wait at the door whose troubles they tell of (RFC 8460 §3 asks senders to
/// deliver them all the same, so this is a hint).
pub fn judge_destinations(policy_domain: &str, record: &TlsRptRecord, findings: &mut Findings) {
    let policy_domain = part::before_all(policy_domain, b'.');
    let itself = |rua: &&Rua| {
        let address = rua.address().unwrap_or_default();
        let domain = part::parted_last(&address, b'@').map(|(_, domain)| domain);
        domain.is_some_and(|domain| domain.eq_ignore_ascii_case(policy_domain))
    };
    // With a second place the reports get through.
    if record.rua.iter().all(|rua| itself(&rua)) {
        if let Some(rua) = record.rua.first() {
            sink::file(
                findings,
                rules::REPORTS_TO_ITSELF.at(rua.span).with("domain", policy_domain),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_to_the_domain_itself_are_noted_unless_there_is_a_second_place() {
        let noted = |text: &str| {
            let mut findings = Findings::new();
            let record = parse(text.as_bytes(), &mut findings).expect(text);
            let mut findings = Findings::new();
            judge_destinations("example.com", &record, &mut findings);
            findings.count(&rules::REPORTS_TO_ITSELF) == 1
        };
        assert!(noted("v=TLSRPTv1;rua=mailto:a@Example.com"));
        assert!(noted("v=TLSRPTv1;rua=mailto:a@example.com,mailto:b@example.com"));
        assert!(!noted("v=TLSRPTv1;rua=mailto:a@example.com,mailto:b@example.net"));
        assert!(!noted("v=TLSRPTv1;rua=mailto:a@reports.example.com"));
        assert!(!noted("v=TLSRPTv1;rua=https://example.com/tlsrpt"));
    }
}
