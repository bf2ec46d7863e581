//! What a finding speaks of.

use serde::Serialize;

/// What a finding speaks of: the sections of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The domain itself: what was typed, and whether it exists.
    Domain,
    /// The TXT record at `_mta-sts` (RFC 8461 §3.1).
    Record,
    /// Where the policy is served: the host `mta-sts` and its HTTP answer (RFC 8461 §3.3).
    PolicyHost,
    /// The text of the policy (RFC 8461 §3.2).
    Policy,
    /// The MX hosts, and how the policy covers them (RFC 8461 §4.1).
    MxHosts,
    /// The TXT record at `_smtp._tls` (RFC 8460 §3), and reports that came of it (§4).
    TlsRpt,
    /// DANE and DNSSEC beside MTA-STS (RFC 8461 §2, RFC 7672).
    Dane,
    /// The look-ups themselves: resolvers that disagree or don't answer.
    Resolvers,
}

impl Subject {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Domain,
        Self::Record,
        Self::PolicyHost,
        Self::Policy,
        Self::MxHosts,
        Self::TlsRpt,
        Self::Dane,
        Self::Resolvers,
    ];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Domain => "Domain",
            Self::Record => "MTA-STS record",
            Self::PolicyHost => "Policy host",
            Self::Policy => "Policy",
            Self::MxHosts => "MX hosts",
            Self::TlsRpt => "TLS reporting",
            Self::Dane => "DANE and DNSSEC",
            Self::Resolvers => "Resolvers",
        }
    }

    /// Its anchor on the page.
    #[must_use]
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Record => "record",
            Self::PolicyHost => "host",
            Self::Policy => "policy",
            Self::MxHosts => "mx",
            Self::TlsRpt => "tlsrpt",
            Self::Dane => "dane",
            Self::Resolvers => "resolvers",
        }
    }
}
