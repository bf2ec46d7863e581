//! The texts that are published, for whoever has no form: the plan for a change prints them as a form does.

use super::form::Settled;
use super::{policy, records};
use crate::sts::Mode;

/// The policy file (RFC 8461 §3.2). Its patterns and numbers are printed as they are.
#[must_use]
pub fn policy_file(mode: Mode, patterns: &[String], max_age: u64) -> String {
    let settled = Settled {
        patterns: patterns.iter().cloned().enumerate().collect(),
        max_age: max_age.to_string(),
        ..Settled::default()
    };
    policy::policy_text(mode, &settled).text
}

/// The text of the record at `_mta-sts` (RFC 8461 §3.1).
#[must_use]
pub fn sts_record(id: &str) -> String {
    let settled = Settled {
        id: id.to_owned(),
        ..Settled::default()
    };
    records::sts(&settled).text
}

/// The text of the record at `_smtp._tls` (RFC 8460 §3) with these URIs; without any, with the mailbox that a form begins
/// with.
#[must_use]
pub fn tlsrpt_record(domain: &str, uris: &[String]) -> String {
    let uris = if uris.is_empty() {
        super::start::reports_to(domain)
    } else {
        uris.to_vec()
    };
    let settled = Settled {
        rua: uris.into_iter().enumerate().collect(),
        ..Settled::default()
    };
    records::tlsrpt(&settled)
        .map(|printed| printed.text)
        .unwrap_or_default()
}
