//! What `openssl s_client -starttls smtp` prints for an MX host, and `openssl x509` for its certificate: what a browser
//! can't fetch, it can judge (RFC 8461 §4.2).

mod dates;
mod der;
mod judge;
mod name;
mod read;

pub use name::{NameMatch, names};

use super::kind::Kind;
use super::piece::Reading;
use super::reader::Reader;
use crate::rule::Severity;
use crate::text::Span;

/// What such output shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The MX host that it is held against; `None` where that isn't known.
    pub host: Option<String>,
    /// Whether a connection came about; `None`: nothing says.
    pub connected: Option<bool>,
    /// Whether the server offers STARTTLS; `None`: nothing says.
    pub starttls: Option<bool>,
    /// The subject's common name. For mail it doesn't count (RFC 8461 §4.2).
    pub common_name: Option<String>,
    /// The names in `subjectAltName`; `None`: they aren't in this output.
    pub names: Option<Vec<String>>,
    /// The name that `openssl` compared and found.
    pub verified_name: Option<String>,
    /// From when and until when the certificate is valid, in seconds since 1970.
    pub not_before: Option<i64>,
    /// See `not_before`.
    pub not_after: Option<i64>,
    /// Who issued it, as printed.
    pub issuer: Option<String>,
    /// How many certificates the server sent.
    pub sent: usize,
    /// Whether `openssl` compared the name and found another.
    pub mismatched: bool,
    /// What the check of the chain came to, the name aside: OpenSSL's number, 0 for good, and its words.
    pub verify: Option<(u32, String)>,
    /// How far from the server's own certificate the one is that failed; 0 for that itself.
    pub depth: u32,
    /// The version of TLS, such as `TLSv1.3`.
    pub protocol: Option<String>,
    /// A line each for a table: what was asked, what the output says, how that is judged.
    pub shown: Vec<Shown>,
}

/// A line of the table that tells what such output shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What is asked: `Name`, `Dates`.
    pub asked: &'static str,
    /// What the output says of it; empty where it says nothing.
    pub says: String,
    /// How that is judged.
    pub judged: String,
    /// How good that is; [`Severity::Unseen`] where nothing can be told.
    pub severity: Severity,
}

/// Where things stand in the paste.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    /// The whole.
    all: Span,
    /// Whether a certificate was shown at all.
    certificate: bool,
    subject: Option<Span>,
    names: Option<Span>,
    dates: Option<Span>,
    verify: Option<Span>,
    protocol: Option<Span>,
    starttls: Option<Span>,
    connection: Option<Span>,
}

/// Whether a line is one that only such output has.
pub(super) fn mark(part: &[u8]) -> bool {
    const MARKS: [&str; 16] = [
        "CONNECTED(",
        "CONNECTION ESTABLISHED",
        "Can't use SSL_get_servername",
        "depth=",
        "verify error:num=",
        "Certificate chain",
        "Server certificate",
        "-----BEGIN CERTIFICATE-----",
        "no peer certificate available",
        "Didn't find STARTTLS in server response",
        "connect:errno=",
        "X509v3 Subject Alternative Name",
        "notBefore=",
        "notAfter=",
        "Verify return code:",
        "Verification error:",
    ];
    // `4007AB62787F0000:error:8000006F:system library:BIO_connect:…`
    let error = || {
        part.iter()
            .take(24)
            .position(|&byte| byte == b':')
            .and_then(|at| part.get(at..))
    };
    let subject = part.starts_with(b"subject=") || part.starts_with(b"issuer=");
    MARKS.iter().any(|mark| part.starts_with(mark.as_bytes()))
        || subject && part.windows(2).any(|pair| pair == b"CN")
        || error().is_some_and(|rest| rest.starts_with(b":error:"))
}

/// Whether a line ends what is printed for one connection.
pub(super) fn is_end(part: &[u8]) -> bool {
    matches!(part, b"DONE" | b"closed")
}

/// Reads a block of such output; `asked` is the host that the command before it named.
pub(super) fn block(reader: &mut Reader<'_>, span: Span, asked: Option<String>) {
    let (mut seen, places) = read::read(reader.text, span);
    if seen == Seen::default() && !places.certificate {
        let what = "output of `openssl`: nothing in it that is known here";
        reader.piece(Kind::Openssl, span, what, "", Reading::None);
        return;
    }
    let told = asked.or_else(|| seen.verified_name.clone());
    // The host that the user chose counts; a single MX host of the paste is meant, too.
    seen.host = reader.host.clone().or(told).or_else(|| only_host(reader));
    judge::judge(reader, &mut seen, &places);
    let what = match &seen.host {
        Some(host) => format!("output of `openssl` for `{}`", crate::text::show(host.as_bytes())),
        None => "output of `openssl`".to_owned(),
    };
    reader.piece(Kind::Openssl, span, what, "", Reading::Tls(Box::new(seen)));
}

/// The one MX host of the paste, if there is one alone.
fn only_host(reader: &Reader<'_>) -> Option<String> {
    let mut hosts = reader.rows.iter().filter_map(|row| match row.data()? {
        (crate::dns::Data::Mx { host, .. }, _) if !host.is_empty() => Some(host.to_ascii_lowercase()),
        _ => None,
    });
    let first = hosts.next()?;
    hosts.all(|host| host == first).then_some(first)
}

#[cfg(test)]
mod tests;
