//! What a reason means, and what to look at.

use super::{Bounced, Reason};
use crate::text::show;

fn quoted(name: &str) -> String {
    format!("`{}`", show(name.as_bytes()))
}

/// `the mail server`, with its name where that is known.
pub(super) fn host(bounced: &Bounced) -> String {
    match &bounced.host {
        Some(host) => format!("the mail server {}", quoted(host)),
        None => "a mail server".into(),
    }
}

/// What `SubjectMismatch` and its like stand for.
fn meaning(detail: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 9] = [
        ("SubjectMismatch", "no name in it fits the host"),
        ("UntrustedRoot", "it leads to no root that the sender trusts"),
        ("CertificateExpired", "it has expired"),
        ("Expired", "it has expired"),
        ("CertificateRevoked", "it has been revoked"),
        (
            "untrusted issuer",
            "its issuer isn’t known to the sender, or the intermediate certificate is missing",
        ),
        ("self-signed certificate", "it is self-signed"),
        ("certificate has expired", "it has expired"),
        ("not yet valid", "it isn’t valid yet"),
    ];
    let known = KNOWN.iter().find(|(word, _)| {
        detail
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    });
    known.map(|(_, meaning)| *meaning)
}

/// `: SubjectMismatch, no name in it fits the host`; empty where nothing is said.
pub(super) fn why(bounced: &Bounced) -> String {
    match &bounced.detail {
        None => String::new(),
        Some(detail) => match meaning(detail) {
            Some(meaning) => format!(": {}, {meaning}", quoted(detail)),
            None => format!(": {}", quoted(detail)),
        },
    }
}

/// What a code stands for.
pub(super) fn of_code(code: &str) -> &'static str {
    match code.get(2..).unwrap_or_default() {
        "4.8" => "in Exchange Online that the MX hosts fail the MTA-STS policy",
        "7.4" => "that a security feature isn’t supported, often STARTTLS",
        "7.5" => "a cryptographic failure, mostly a certificate that doesn’t pass a TLS policy",
        "7.10" => "that encryption is needed",
        "7.30" => "that the mail asks for TLS on its whole way, and the next server doesn’t promise it",
        "7.321" => "in Exchange Online that the mail server doesn’t offer STARTTLS",
        "7.322" => "in Exchange Online that the mail server’s certificate has expired",
        "7.323" => "in Exchange Online that the DANE records don’t fit the certificate",
        "7.324" => "in Exchange Online that the DNSSEC signatures don’t hold",
        "7.325" => "in Exchange Online that the certificate is for another name (DANE)",
        _ => "a failure of security",
    }
}

/// The whole in plain words.
pub(super) fn plain(bounced: &Bounced) -> String {
    let mail = match &bounced.domain {
        Some(domain) => format!("The sender’s server had mail for {}", quoted(domain)),
        None => "The sender’s server had mail to deliver".into(),
    };
    let did = match bounced.reason {
        Reason::Mx => {
            "found an MTA-STS policy in force, and refused the mail server since no line of the policy covers it"
        }
        Reason::Certificate if bounced.by == "Postfix" || bounced.by.is_empty() => {
            "has to deliver over verified TLS, and refused the mail server since its certificate doesn’t pass"
        }
        Reason::Certificate if bounced.by == "Google" => {
            "wants verified TLS, and refused the mail server since its certificate is for another name"
        }
        Reason::Certificate => {
            "found a TLS policy in force, and refused the mail server since its certificate doesn’t pass"
        }
        Reason::Starttls => "has to deliver over TLS, and refused the mail server since it doesn’t offer STARTTLS",
        Reason::Handshake => "has to deliver over TLS, and no TLS session came about",
        Reason::Dane => "found DANE records or DNSSEC in force, and refused the mail server since they don’t hold",
        Reason::Sender => "has to deliver over TLS, and can’t: the fault lies with that server itself",
        Reason::RequireTls => {
            "was told to deliver over verified TLS on the whole way, and the next server doesn’t promise that"
        }
        Reason::Policy => "and did not deliver because of an MTA-STS policy",
        Reason::Code => "and met a failure of security",
    };
    let end = match bounced.given_up {
        Some(true) => " It has given up; the mail must be sent again.",
        Some(false) => " It tries again for a while.",
        None => "",
    };
    format!("{mail}, {did}{}.{end}", why(bounced))
}

/// What to look at: for those who run the domain, for those who sent the mail.
pub(super) fn look(bounced: &Bounced) -> [String; 2] {
    let domain = bounced.domain.as_deref().map_or_else(|| "the domain".into(), quoted);
    let host = bounced.host.as_deref().map_or_else(|| "each MX host".into(), quoted);
    let run = match bounced.reason {
        Reason::Mx | Reason::Policy => format!("Check {domain}: each MX host has to match an `mx` line of the policy."),
        Reason::Certificate => {
            format!("Check {domain}, then look at the certificate of {host} with `openssl`, and paste the output here.")
        }
        Reason::Starttls | Reason::Handshake => format!(
            "Look with `openssl` whether {host} offers STARTTLS and shows a certificate, and paste the output here."
        ),
        Reason::Dane => format!(
            "Check {domain}: TLSA records have to fit the certificate of {host}, and its DNSSEC signatures have to hold."
        ),
        Reason::Sender => "Nothing: the fault lies with the sender’s server.".into(),
        Reason::RequireTls => format!("Look whether {host} announces `REQUIRETLS`; few servers do."),
        Reason::Code => format!("Check {domain}; the text behind the code may say more."),
    };
    let sent = match bounced.reason {
        Reason::Sender => "Look into the TLS settings of your mail server: its certificates, its policy map, the service behind it.".into(),
        Reason::RequireTls => "Send it without asking for TLS on the whole way, if that is enough.".into(),
        _ => "Nothing on your side mends it. Pass this on to the other side by another way: `postmaster` there would be refused for the same reason.".into(),
    };
    [run, sent]
}
