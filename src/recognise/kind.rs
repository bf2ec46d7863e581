//! What a pasted text can be.

/// What a piece of a pasted text is; also what somebody says by hand that a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A domain, a URL or a mail address.
    Domain,
    /// The text of an MTA-STS record.
    StsRecord,
    /// The text of a TLS reporting record.
    TlsrptRecord,
    /// A policy.
    Policy,
    /// Lines of a zone: a master file, or lines for tinydns.
    ZoneLines,
    /// What `dig`, `nslookup`, `host` or `Resolve-DnsName` printed, or an answer of DNS over HTTPS.
    DnsAnswer,
    /// What `curl -i` printed: status, headers, body.
    HttpAnswer,
    /// A TLS report. Only recognised here.
    Report,
    /// A bounce, or a line of a mail server's log.
    Bounce,
    /// What `openssl s_client -starttls smtp` printed.
    Openssl,
    /// Something that is known by name and has nothing to do with MTA-STS: an SPF record, a command that was typed.
    Other,
    /// Not recognised.
    Unknown,
}

impl Kind {
    /// What can be chosen by hand, in the order in which it is offered.
    pub const CHOICES: [Self; 10] = [
        Self::Domain,
        Self::Policy,
        Self::StsRecord,
        Self::TlsrptRecord,
        Self::ZoneLines,
        Self::DnsAnswer,
        Self::HttpAnswer,
        Self::Bounce,
        Self::Openssl,
        Self::Report,
    ];

    /// What it is called: `an MTA-STS policy`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Domain => "a domain",
            Self::StsRecord => "an MTA-STS record",
            Self::TlsrptRecord => "a TLS reporting record",
            Self::Policy => "an MTA-STS policy",
            Self::ZoneLines => "zone lines",
            Self::DnsAnswer => "a DNS answer",
            Self::HttpAnswer => "an HTTP answer",
            Self::Report => "a TLS report",
            Self::Bounce => "a bounce or a log line",
            Self::Openssl => "output of `openssl s_client`",
            Self::Other => "another text",
            Self::Unknown => "not recognised",
        }
    }

    /// What such a text looks like, for the choice by hand.
    #[must_use]
    pub const fn marks(self) -> &'static str {
        match self {
            Self::Domain => "example.com, a URL, a mail address",
            Self::StsRecord => "v=STSv1; id=…",
            Self::TlsrptRecord => "v=TLSRPTv1; rua=…",
            Self::Policy => "version, mode, mx, max_age",
            Self::ZoneLines => "lines of a zone file, tinydns",
            Self::DnsAnswer => "dig, nslookup, Resolve-DnsName, JSON",
            Self::HttpAnswer => "status, headers, body",
            Self::Report => "JSON; opens in Reports",
            Self::Bounce => "550 5.7.5 …, Postfix, Exchange",
            Self::Openssl => "s_client -starttls smtp",
            Self::Other | Self::Unknown => "",
        }
    }
}
