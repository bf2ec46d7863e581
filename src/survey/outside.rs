//! A check outside of browsers, as in Node: nothing hides there what a host serves, nor why a request failed.
//!
//! In a browser nobody says why (CORS). So neither the page nor the program that a check begins with there has an
//! [`Outside`], and what is said with one is left out of them.

use crate::rule::Severity;

/// Shows that the check runs outside of a browser.
#[cfg(not(all(target_arch = "wasm32", any(feature = "page", feature = "usual"))))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside(());

/// The same in programs for browsers: there is none.
#[cfg(all(target_arch = "wasm32", any(feature = "page", feature = "usual")))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {}

#[cfg(not(all(target_arch = "wasm32", any(feature = "page", feature = "usual"))))]
impl Outside {
    /// To be said by who runs a check there.
    #[must_use]
    pub const fn here() -> Self {
        Self(())
    }
}

/// What kept a policy from being fetched, as the program that asked tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    why: Why,
    /// The code of the error, such as `CERT_HAS_EXPIRED`; empty where there is none.
    code: String,
    outside: Outside,
}

/// The reasons that are told apart (RFC 8461 §3.3: a certificate in date, for the policy host, by a trusted root).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The certificate has ended.
    Expired,
    /// It hasn’t begun.
    NotYetValid,
    /// It names other hosts.
    OtherName,
    /// It vouches for itself.
    SelfSigned,
    /// It came without the one that leads on to a root.
    Alone,
    /// It leads to a root that isn’t trusted here, which says nothing of others.
    UnknownRoot,
    /// Something else is wrong with it, or with the chain.
    BadCertificate,
    /// No TLS session.
    NoTls,
    /// Nobody listens, or a firewall says so.
    Refused,
    /// The connection ended early.
    BrokenOff,
    /// The machine’s own resolver has no address.
    NoName,
    /// No route from here.
    NoWay,
    /// No connection or no answer in time.
    Late,
    /// Something else than HTTP.
    NoHttp,
    /// Nobody says why.
    Untold,
}

/// Longest code that is kept, in bytes.
const LONGEST_CODE: usize = 64;

impl Obstacle {
    /// By the code of an error of Node’s `fetch` or of what it is made from (OpenSSL, the system, undici, llhttp); any other
    /// text is one that says nothing.
    #[must_use]
    pub fn of(code: &str, outside: Outside) -> Self {
        let is_code = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let code = if code.len() <= LONGEST_CODE && code.bytes().all(is_code) {
            code
        } else {
            ""
        };
        Self {
            why: Why::of(code),
            code: code.to_owned(),
            outside,
        }
    }

    /// No complete answer within the time that the check has for it.
    #[must_use]
    pub const fn late(outside: Outside) -> Self {
        Self {
            why: Why::Late,
            code: String::new(),
            outside,
        }
    }

    /// What happened, as a sentence without its end, that begins small.
    #[must_use]
    pub const fn fault(&self) -> &'static str {
        self.why.fault()
    }

    /// The same with the code of the error, as far as there is one, between these marks.
    #[must_use]
    pub fn words(&self, mark: &str) -> String {
        if self.code.is_empty() {
            self.fault().to_owned()
        } else {
            format!("{} ({mark}{}{mark})", self.fault(), self.code)
        }
    }

    /// What to do about a certificate or TLS; `None`: the connection itself failed.
    #[must_use]
    pub const fn mend(&self) -> Option<&'static str> {
        self.why.mend()
    }

    /// How bad it is. What only the network in between may have done is no error of the host.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match (self.why, self.mend()) {
            (Why::UnknownRoot, _) | (_, None) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether nothing came in time.
    #[must_use]
    pub const fn is_late(&self) -> bool {
        matches!(self.why, Why::Late)
    }
}

impl Why {
    fn of(code: &str) -> Self {
        match code {
            "CERT_HAS_EXPIRED" => Self::Expired,
            "CERT_NOT_YET_VALID" => Self::NotYetValid,
            "ERR_TLS_CERT_ALTNAME_INVALID" | "ERR_TLS_CERT_ALTNAME_FORMAT" | "HOSTNAME_MISMATCH" => Self::OtherName,
            "DEPTH_ZERO_SELF_SIGNED_CERT" => Self::SelfSigned,
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE" => Self::Alone,
            "SELF_SIGNED_CERT_IN_CHAIN"
            | "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
            | "UNABLE_TO_GET_ISSUER_CERT"
            | "CERT_UNTRUSTED" => Self::UnknownRoot,
            "ECONNREFUSED" | "ConnectionRefused" => Self::Refused,
            "ECONNRESET" | "EPIPE" | "ECONNABORTED" | "UND_ERR_SOCKET" | "ConnectionClosed" => Self::BrokenOff,
            "ENOTFOUND" | "EAI_AGAIN" | "EAI_FAIL" | "EAI_NODATA" => Self::NoName,
            "EHOSTUNREACH" | "ENETUNREACH" | "ENETDOWN" | "EHOSTDOWN" | "EADDRNOTAVAIL" | "EACCES" | "EPERM" => {
                Self::NoWay
            }
            "ETIMEDOUT" | "UND_ERR_CONNECT_TIMEOUT" | "UND_ERR_HEADERS_TIMEOUT" | "UND_ERR_BODY_TIMEOUT" => Self::Late,
            "EPROTO" => Self::NoTls,
            _ if ["ERR_SSL_", "ERR_TLS_"].iter().any(|start| code.starts_with(start)) => Self::NoTls,
            _ if code.starts_with("HPE_") => Self::NoHttp,
            _ if OF_CERTIFICATES.contains(&code) => Self::BadCertificate,
            _ => Self::Untold,
        }
    }

    const fn fault(self) -> &'static str {
        match self {
            Self::Expired => "the certificate has expired",
            Self::NotYetValid => "the certificate isn’t valid yet",
            Self::OtherName => "the certificate is for another name",
            Self::SelfSigned => "the certificate is self-signed",
            Self::Alone => "the certificate came alone, and its issuer isn’t known here",
            Self::UnknownRoot => "the certificate leads to no root that is trusted here",
            Self::BadCertificate => "the check of the certificate failed",
            Self::NoTls => "no TLS session came about",
            Self::Refused => "the connection was refused",
            Self::BrokenOff => "the connection broke off",
            Self::NoName => "the resolver of the machine that asked finds no address",
            Self::NoWay => "no way leads there from the network that it was asked from",
            Self::Late => "no complete answer came in time",
            Self::NoHttp => "what came is no answer of HTTP",
            Self::Untold => "no connection or no trusted TLS came about, and nobody says which",
        }
    }

    const fn mend(self) -> Option<&'static str> {
        Some(match self {
            Self::Expired => "Renew the certificate, and let the web server load it",
            Self::NotYetValid => "Use the certificate before it until then, and look at the clocks",
            Self::OtherName => "Get a certificate for the policy host itself, also where a provider serves the policy",
            Self::SelfSigned => "Get a certificate from a public certification authority",
            Self::Alone => "Let the web server send the whole chain: the file that is often called `fullchain.pem`",
            Self::UnknownRoot => "Ask from a machine with the usual roots; if it stays, get a public certificate",
            Self::BadCertificate => "Get a new certificate, with the chain that belongs to it",
            Self::NoTls => "Look into the web server’s log whether it serves this name, by TLS 1.2 or later",
            Self::Refused | Self::BrokenOff | Self::NoName | Self::NoWay | Self::Late | Self::NoHttp | Self::Untold => {
                return None;
            }
        })
    }
}

/// Other faults that OpenSSL finds with a certificate or its chain, as Node calls them.
const OF_CERTIFICATES: [&str; 12] = [
    "CERT_REVOKED",
    "CERT_REJECTED",
    "CERT_CHAIN_TOO_LONG",
    "CERT_SIGNATURE_FAILURE",
    "INVALID_CA",
    "INVALID_PURPOSE",
    "PATH_LENGTH_EXCEEDED",
    "ERROR_IN_CERT_NOT_AFTER_FIELD",
    "ERROR_IN_CERT_NOT_BEFORE_FIELD",
    "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
    "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
    "EE_KEY_TOO_SMALL",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_certificate_is_told_and_a_connection_is_no_error_of_the_host() {
        for (code, severity, words) in [
            (
                "CERT_HAS_EXPIRED",
                Severity::Error,
                "the certificate has expired (CERT_HAS_EXPIRED)",
            ),
            ("ERR_TLS_CERT_ALTNAME_INVALID", Severity::Error, "for another name"),
            ("DEPTH_ZERO_SELF_SIGNED_CERT", Severity::Error, "self-signed"),
            ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", Severity::Error, "came alone"),
            (
                "SELF_SIGNED_CERT_IN_CHAIN",
                Severity::Warning,
                "no root that is trusted here",
            ),
            ("CERT_REVOKED", Severity::Error, "the check of the certificate failed"),
            ("ERR_SSL_WRONG_VERSION_NUMBER", Severity::Error, "no TLS session"),
            ("ECONNREFUSED", Severity::Warning, "refused"),
            ("ENOTFOUND", Severity::Warning, "resolver of the machine"),
            ("UND_ERR_CONNECT_TIMEOUT", Severity::Warning, "in time"),
            ("HPE_INVALID_CONSTANT", Severity::Warning, "no answer of HTTP"),
            ("", Severity::Warning, "nobody says which"),
            ("<b>\n", Severity::Warning, "nobody says which"),
        ] {
            let obstacle = Obstacle::of(code, Outside::here());
            assert_eq!(obstacle.severity(), severity, "{code}");
            assert!(obstacle.words("").contains(words), "{code}: {}", obstacle.words(""));
        }
        assert!(!Obstacle::of(&"A".repeat(65), Outside::here()).words("").contains('A'));
    }
}
