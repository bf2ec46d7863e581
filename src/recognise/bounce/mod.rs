//! Bounces and lines of mail servers' logs that speak of MTA-STS or of a TLS policy: explained, with what to look at.

mod extract;
mod once;
mod patterns;
mod words;

use super::kind::Kind;
use super::piece::Reading;
use super::reader::Reader;
use super::rules::bounce::{
    CERTIFICATE_REFUSED, CODE_ALONE, DANE_FAILED, HANDSHAKE_FAILED, MX_REFUSED, POLICY_NAMED, REQUIRETLS_REFUSED,
    SENDER_HAS_NO_TLS, STARTTLS_REFUSED,
};
use crate::rule::{Finding, Severity, Subject};
use crate::text::Span;
use patterns::{By, Found};

/// How much of a text is looked through, in bytes.
const LONGEST: usize = 131_072;

/// More reasons than this of a text are left out.
const MOST: usize = 16;

/// What a bounce or a log line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounced {
    /// Where the reason stands in the paste.
    pub span: Span,
    /// Why the mail wasn't delivered.
    pub reason: Reason,
    /// The enhanced status code (RFC 3463), such as `5.7.5`.
    pub code: Option<String>,
    /// Whether the sender has given up; `None` where nothing says.
    pub given_up: Option<bool>,
    /// The program whose wording it is: `Exchange Online`; empty where that can't be told.
    pub by: &'static str,
    /// What it says further, in its own word: `SubjectMismatch`.
    pub detail: Option<String>,
    /// The domain that the mail was for.
    pub domain: Option<String>,
    /// The MX host that it is about.
    pub host: Option<String>,
    /// What it means, in plain words.
    pub plain: String,
    /// What to look at: for those who run the domain, then for those who sent the mail.
    pub look: [String; 2],
}

/// Why a mail wasn't delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The policy doesn't cover the MX host (RFC 8461 §4.1).
    Mx,
    /// The certificate of the MX host doesn't pass (RFC 8461 §4.2).
    Certificate,
    /// The MX host doesn't offer STARTTLS.
    Starttls,
    /// STARTTLS was offered, but no TLS session came about.
    Handshake,
    /// DANE or DNSSEC don't hold (RFC 7672).
    Dane,
    /// The sender's own server can't do TLS.
    Sender,
    /// The mail asked for TLS on its whole way (RFC 8689).
    RequireTls,
    /// A policy is named, and no more.
    Policy,
    /// A code alone.
    Code,
}

/// Reads a block as a bounce or as log lines. Whether it is one.
pub(super) fn block(reader: &mut Reader<'_>, span: Span) -> bool {
    let span = Span::new(span.start, span.end.min(span.start + LONGEST));
    let text = span.of(reader.text);
    if !patterns::may_be(text) {
        return false;
    }
    let found = patterns::find(text, MOST);
    if found.is_empty() {
        return false;
    }
    let told = found.iter().map(|found| {
        let reported = extract::is_reported(text, found.span);
        (bounced(text, span.start, found), reported)
    });
    // Each line of a log is of a mail of its own.
    let mut all = if patterns::is_log(text) {
        told.map(|(bounced, _)| bounced).collect()
    } else {
        once::told(told)
    };
    for bounced in &mut all {
        bounced.plain = words::plain(bounced);
        bounced.look = words::look(bounced);
        let finding = finding(bounced);
        reader.add(finding, Subject::MxHosts);
    }
    let by = found
        .iter()
        .map(|found| found.by)
        .find(|by| *by != By::Anybody)
        .unwrap_or(By::Anybody);
    let what = match by {
        By::Exchange => "a bounce from Exchange Online",
        By::Postfix if patterns::is_log(text) => "a log line of Postfix",
        By::Postfix => "a bounce from Postfix",
        By::Google => "a bounce from Google",
        By::Mox => "a bounce or a log line of mox",
        By::Stalwart => "a bounce or a log line of Stalwart",
        By::Anybody => "a bounce or a log line",
    };
    reader.piece(Kind::Bounce, span, what, "", Reading::Bounce(all));
    true
}

fn bounced(text: &[u8], offset: usize, found: &Found) -> Bounced {
    let code = extract::code(text, found.span);
    let given_up = extract::given_up(text, found.span, code.as_deref());
    let domain = extract::domain(text, found.span);
    let host = extract::host(text, found.span);
    let detail = extract::detail(text, found.span);
    Bounced {
        span: found.span.shifted(offset),
        reason: found.reason,
        code,
        given_up,
        by: found.by.words(),
        detail,
        domain,
        host,
        plain: String::new(),
        look: [String::new(), String::new()],
    }
}

fn finding(bounced: &Bounced) -> Finding {
    let rule = match bounced.reason {
        Reason::Mx => &MX_REFUSED,
        Reason::Certificate => &CERTIFICATE_REFUSED,
        Reason::Starttls => &STARTTLS_REFUSED,
        Reason::Handshake => &HANDSHAKE_FAILED,
        Reason::Dane => &DANE_FAILED,
        Reason::Sender => &SENDER_HAS_NO_TLS,
        Reason::RequireTls => &REQUIRETLS_REFUSED,
        Reason::Policy => &POLICY_NAMED,
        Reason::Code => &CODE_ALONE,
    };
    let finding = rule.at(bounced.span);
    let finding = match bounced.reason {
        Reason::Code => finding
            .with("code", bounced.code.as_deref().unwrap_or_default())
            .with_words("meaning", words::of_code(bounced.code.as_deref().unwrap_or_default())),
        Reason::Policy | Reason::Sender => finding,
        Reason::RequireTls => finding.with_words("host", words::host(bounced)),
        _ => finding
            .with_words("host", words::host(bounced))
            .with_words("why", words::why(bounced)),
    };
    // What is still tried may yet arrive.
    if bounced.given_up == Some(false) && finding.severity == Severity::Error {
        finding.severity(Severity::Warning)
    } else {
        finding
    }
}

#[cfg(test)]
mod tests;
