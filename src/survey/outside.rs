//! A check outside of browsers, as in Node: nothing hides there what a host serves, nor why a request failed.
//!
//! In a browser nobody says why (CORS). So neither the page nor the program that a check begins with there has an
//! [`Outside`], and what is said with one is left out of them.

use super::rules::host::{HOST_UNREACHED, HOST_UNTRUSTED};
use crate::rule::{Rule, Severity};
use crate::text::part;

/// Shows that the check runs outside of a browser; and what is to be said there where nothing comes in time.
///
/// What is said is reached by this and by [`Obstacle::of`] alone, so that programs that check no domain don't hold it.
#[cfg(not(all(target_arch = "wasm32", any(feature = "page", feature = "usual"))))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside(&'static Cause);

/// The same in programs for browsers: there is none.
#[cfg(all(target_arch = "wasm32", any(feature = "page", feature = "usual")))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {}

#[cfg(not(all(target_arch = "wasm32", any(feature = "page", feature = "usual"))))]
impl Outside {
    /// To be said by who runs a check there.
    #[must_use]
    pub const fn here() -> Self {
        Self(&LATE)
    }

    /// No complete answer within the time that the check has for it.
    #[must_use]
    pub const fn late(self) -> Obstacle {
        Obstacle {
            cause: self.0,
            code: String::new(),
            outside: self,
        }
    }
}

#[cfg(all(target_arch = "wasm32", any(feature = "page", feature = "usual")))]
impl Outside {
    /// Never.
    #[must_use]
    pub const fn late(self) -> Obstacle {
        match self {}
    }
}

/// What kept a policy from being fetched, as the program that asked tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    cause: &'static Cause,
    /// The code of the error, such as `CERT_HAS_EXPIRED`; empty where there is none.
    code: String,
    outside: Outside,
}

/// One of the causes that are told apart (RFC 8461 §3.3: a certificate in date, for the policy host, by a trusted root).
#[derive(Debug, PartialEq, Eq)]
struct Cause {
    /// What happened, as a sentence without its end, that begins small.
    fault: &'static str,
    /// What to do about it; empty where that doesn't hang on the cause.
    mend: &'static str,
    /// What is said of it.
    says: &'static Says,
}

/// What is said of several causes.
#[derive(Debug, PartialEq, Eq)]
struct Says {
    rule: &'static Rule,
    severity: Severity,
    kind: &'static str,
    consequence: &'static str,
}

/// The host’s certificate or TLS, as everybody sees it.
static OF_HOST: Says = Says {
    rule: &HOST_UNTRUSTED,
    severity: Severity::Error,
    kind: "no policy to be had",
    consequence: "Senders that see the same get no policy, and deliver as if there were no MTA-STS.",
};

/// A certificate that others may trust.
static OF_ROOTS: Says = Says {
    rule: &HOST_UNTRUSTED,
    severity: Severity::Warning,
    kind: "as seen from here",
    consequence: MAYBE_HERE,
};

/// What the network in between may have done, which is no error of the host.
static OF_NETWORK: Says = Says {
    rule: &HOST_UNREACHED,
    severity: Severity::Warning,
    kind: "as seen from here",
    consequence: MAYBE_HERE,
};

const MAYBE_HERE: &str = "The network or the machine that it was asked from may be at fault. Senders that can’t fetch the policy either deliver as if there were no MTA-STS.";

/// Longest code that is kept, in bytes.
const LONGEST_CODE: usize = 64;

impl Obstacle {
    /// By the code of an error of Node’s `fetch` or of what it is made from (OpenSSL, the system, undici, llhttp); any other
    /// text is one that says nothing.
    #[must_use]
    pub fn of(code: &str, outside: Outside) -> Self {
        // OpenSSL 3.2 and later: `ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE`.
        let is_code = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'/');
        let code = if code.len() <= LONGEST_CODE && code.bytes().all(is_code) {
            code
        } else {
            ""
        };
        Self {
            cause: cause(code),
            code: code.to_owned(),
            outside,
        }
    }

    /// What happened, as a sentence without its end, that begins small.
    #[must_use]
    pub const fn fault(&self) -> &'static str {
        self.cause.fault
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

    /// What to do about it; empty where that doesn't hang on the cause.
    #[must_use]
    pub const fn mend(&self) -> &'static str {
        self.cause.mend
    }

    /// The rule that speaks of it.
    #[must_use]
    pub const fn rule(&self) -> &'static Rule {
        self.cause.says.rule
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.cause.says.severity
    }

    /// What stands above the verdict, and what follows for mail.
    #[must_use]
    pub const fn verdict(&self) -> (&'static str, &'static str) {
        (self.cause.says.kind, self.cause.says.consequence)
    }

    /// Whether nothing came in time.
    #[must_use]
    pub fn is_late(&self) -> bool {
        std::ptr::eq(self.cause, &raw const LATE)
    }
}

/// Declares causes.
macro_rules! causes {
    ($($name:ident, $says:ident, $fault:literal, $mend:literal;)*) => {
        $(static $name: Cause = Cause { fault: $fault, mend: $mend, says: &$says };)*
    };
}

causes! {
    EXPIRED, OF_HOST, "the certificate has expired", "Renew the certificate, and let the web server load it";
    NOT_YET_VALID, OF_HOST, "the certificate isn’t valid yet", "Use the certificate before it until then, and look at the clocks";
    OTHER_NAME, OF_HOST, "the certificate is for another name",
        "Get a certificate for the policy host itself, also where a provider serves the policy";
    SELF_SIGNED, OF_HOST, "the certificate is self-signed", "Get a certificate from a public certification authority";
    ALONE, OF_ROOTS, "the certificate came alone, and its issuer isn’t known here",
        "Let the web server send the whole chain: the file that is often called `fullchain.pem`. If it does, its issuer isn’t trusted here: ask from a machine with the usual roots";
    BAD_CERTIFICATE, OF_HOST, "the check of the certificate failed", "Get a new certificate, with the chain that belongs to it";
    NO_TLS, OF_HOST, "no TLS session came about",
        "Look into the web server’s log whether it serves this name, by TLS 1.2 or later";
    UNKNOWN_ROOT, OF_ROOTS, "the certificate leads to no root that is trusted here",
        "Ask from a machine with the usual roots; if it stays, get a public certificate";
    REFUSED, OF_NETWORK, "the connection was refused", "";
    BROKEN_OFF, OF_NETWORK, "the connection broke off", "";
    NO_NAME, OF_NETWORK, "the resolver of the machine that asked finds no address", "";
    NO_WAY, OF_NETWORK, "no way leads there from the network that it was asked from", "";
    LATE, OF_NETWORK, "no complete answer came in time", "";
    NO_HTTP, OF_NETWORK, "what came is no answer of HTTP", "";
    UNREADABLE, OF_NETWORK, "its answer can’t be read", "";
    UNTOLD, OF_NETWORK, "the request failed, and its error doesn’t say where", "";
}

fn cause(code: &str) -> &'static Cause {
    match code {
        "CERT_HAS_EXPIRED" => &EXPIRED,
        "CERT_NOT_YET_VALID" => &NOT_YET_VALID,
        "ERR_TLS_CERT_ALTNAME_INVALID" | "ERR_TLS_CERT_ALTNAME_FORMAT" | "HOSTNAME_MISMATCH" => &OTHER_NAME,
        "DEPTH_ZERO_SELF_SIGNED_CERT" => &SELF_SIGNED,
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE" => &ALONE,
        "SELF_SIGNED_CERT_IN_CHAIN"
        | "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
        | "UNABLE_TO_GET_ISSUER_CERT"
        | "CERT_UNTRUSTED" => &UNKNOWN_ROOT,
        "ECONNREFUSED" | "ConnectionRefused" => &REFUSED,
        "ERR_SSL_UNEXPECTED_EOF_WHILE_READING"
        | "ECONNRESET"
        | "EPIPE"
        | "ECONNABORTED"
        | "UND_ERR_SOCKET"
        | "ConnectionClosed" => &BROKEN_OFF,
        "ENOTFOUND" | "EAI_AGAIN" | "EAI_FAIL" | "EAI_NODATA" => &NO_NAME,
        "EHOSTUNREACH" | "ENETUNREACH" | "ENETDOWN" | "EHOSTDOWN" | "EADDRNOTAVAIL" | "EACCES" | "EPERM" => &NO_WAY,
        "ERR_TLS_HANDSHAKE_TIMEOUT"
        | "ETIMEDOUT"
        | "UND_ERR_CONNECT_TIMEOUT"
        | "UND_ERR_HEADERS_TIMEOUT"
        | "UND_ERR_BODY_TIMEOUT" => &LATE,
        _ if is_of_tls(code) => &NO_TLS,
        "UND_ERR_HEADERS_OVERFLOW" | "HPE_HEADER_OVERFLOW" | "ERR_STREAM_PREMATURE_CLOSE" => &UNREADABLE,
        _ if UNREAD.iter().any(|start| code.starts_with(start)) => &UNREADABLE,
        _ if code.starts_with("HPE_") => &NO_HTTP,
        _ if OF_CERTIFICATES.contains(&code) => &BAD_CERTIFICATE,
        _ => &UNTOLD,
    }
}

/// Whether it is what the host sent, or didn’t, that let no TLS session come about: it sent an alert, or one of [`OF_TLS`] is
/// said of it. All else that begins with `ERR_TLS_` or `ERR_SSL_` may be how who asks is set up.
fn is_of_tls(code: &str) -> bool {
    let alert = code.starts_with("ERR_SSL_") && part::holds(code, "_ALERT_");
    alert || OF_TLS.contains(&code)
}

/// What is said of the other end of a TLS session, besides alerts.
const OF_TLS: [&str; 20] = [
    "EPROTO",
    "ERR_TLS_DH_PARAM_SIZE",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "ERR_SSL_UNSUPPORTED_PROTOCOL",
    "ERR_SSL_UNKNOWN_PROTOCOL",
    "ERR_SSL_PACKET_LENGTH_TOO_LONG",
    "ERR_SSL_EXCESSIVE_MESSAGE_SIZE",
    "ERR_SSL_HTTP_REQUEST",
    "ERR_SSL_RECORD_LAYER_FAILURE",
    "ERR_SSL_UNEXPECTED_MESSAGE",
    "ERR_SSL_TLSV1_UNRECOGNIZED_NAME",
    "ERR_SSL_DH_KEY_TOO_SMALL",
    "ERR_SSL_BAD_ECPOINT",
    "ERR_SSL_BAD_SIGNATURE",
    "ERR_SSL_WRONG_SIGNATURE_TYPE",
    "ERR_SSL_WRONG_CIPHER_RETURNED",
    "ERR_SSL_UNKNOWN_CIPHER_RETURNED",
    "ERR_SSL_NO_SUITABLE_KEY_SHARE",
    "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
    "ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED",
];

/// How the codes begin of bodies that can’t be unpacked (zlib, Brotli, Zstandard), or that aren’t as undici wants them.
const UNREAD: [&str; 5] = ["Z_", "ERR__ERROR_", "ERR_BROTLI_", "ZSTD_", "UND_ERR_RES"];

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
            ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", Severity::Warning, "came alone"),
            (
                "SELF_SIGNED_CERT_IN_CHAIN",
                Severity::Warning,
                "no root that is trusted here",
            ),
            ("CERT_REVOKED", Severity::Error, "the check of the certificate failed"),
            ("ERR_SSL_WRONG_VERSION_NUMBER", Severity::Error, "no TLS session"),
            (
                "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
                Severity::Error,
                "no TLS session",
            ),
            ("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR", Severity::Error, "no TLS session"),
            ("EPROTO", Severity::Error, "no TLS session"),
            ("ERR_TLS_HANDSHAKE_TIMEOUT", Severity::Warning, "in time"),
            ("ERR_SSL_UNEXPECTED_EOF_WHILE_READING", Severity::Warning, "broke off"),
            // One’s own set-up.
            ("ERR_TLS_INVALID_CONTEXT", Severity::Warning, "doesn’t say where"),
            (
                "ERR_TLS_INVALID_PROTOCOL_VERSION",
                Severity::Warning,
                "doesn’t say where",
            ),
            ("ERR_SSL_NO_PROTOCOLS_AVAILABLE", Severity::Warning, "doesn’t say where"),
            ("ECONNREFUSED", Severity::Warning, "refused"),
            ("ENOTFOUND", Severity::Warning, "resolver of the machine"),
            ("UND_ERR_CONNECT_TIMEOUT", Severity::Warning, "in time"),
            ("HPE_INVALID_CONSTANT", Severity::Warning, "no answer of HTTP"),
            ("Z_DATA_ERROR", Severity::Warning, "answer can’t be read"),
            ("ERR__ERROR_FORMAT_PADDING_1", Severity::Warning, "answer can’t be read"),
            ("UND_ERR_HEADERS_OVERFLOW", Severity::Warning, "answer can’t be read"),
            ("HPE_HEADER_OVERFLOW", Severity::Warning, "answer can’t be read"),
            ("ERR_STREAM_PREMATURE_CLOSE", Severity::Warning, "answer can’t be read"),
            ("EMFILE", Severity::Warning, "doesn’t say where (EMFILE)"),
            ("", Severity::Warning, "doesn’t say where"),
            ("<b>\n", Severity::Warning, "doesn’t say where"),
        ] {
            let obstacle = Obstacle::of(code, Outside::here());
            assert_eq!(obstacle.severity(), severity, "{code}");
            assert!(obstacle.words("").contains(words), "{code}: {}", obstacle.words(""));
        }
        assert!(!Obstacle::of(&"A".repeat(65), Outside::here()).words("").contains('A'));
    }
}
