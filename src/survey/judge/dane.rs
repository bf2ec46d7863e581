//! DANE and DNSSEC beside MTA-STS, and which of them wins (RFC 8461 §2, RFC 7672).

use super::super::facts::Survey;
use super::super::rules::dane as rules;
use super::super::view::{Fact, LOOKED_UP, Mail, MxHost};
use super::{Facts, words};
use crate::dns::{Answer, Data, Rtype};
use crate::later;
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};

pub(super) fn judge(survey: &Survey, mail: &Mail<'_>, findings: &mut Findings) {
    let fact = survey.fact(&survey.domain, Rtype::MX);
    let Some(mx) = fact.found() else { return };
    if mail.hosts().is_empty() {
        return;
    }
    let rule = if mx.answer.signed {
        &rules::MX_SIGNED
    } else {
        &rules::MX_NOT_SIGNED
    };
    findings.add(
        rule.finding()
            .with("domain", &survey.domain)
            .about(Subject::Dane, mx.evidence.clone()),
    );

    let mut with = Vec::new();
    let mut without = Vec::new();
    for host in mail.hosts().iter().take(LOOKED_UP) {
        match host_dane(survey, mx.answer, host, findings) {
            Some(true) => with.push(host),
            Some(false) => without.push(host),
            None => {}
        }
    }
    if let (false, Some(host)) = (with.is_empty(), without.first())
        && later::rest().is_some()
    {
        let finding = rules::DANE_PARTLY
            .finding()
            .with("with", with.len())
            .with("all", with.len() + without.len());
        let finding = finding.with("host", &host.host);
        findings.add(finding.about(Subject::Dane, mx.evidence.clone()));
    }
}

/// Judges the TLSA records of a host. `None`: not known; else whether there are any.
fn host_dane(survey: &Survey, mx: &Answer, host: &MxHost, findings: &mut Findings) -> Option<bool> {
    let name = host.name.as_ref()?;
    let tlsa_name = name.under("_25._tcp")?;
    let Fact::Found(tlsa) = survey.fact(&tlsa_name, Rtype::TLSA) else {
        return None;
    };
    let rows = tlsa.resolved.records();
    if rows.is_empty() {
        return Some(false);
    }
    let mut add = |finding: Finding, evidence: &Evidence| findings.add(finding.about(Subject::Dane, evidence.clone()));
    let mut usable = 0;
    for row in rows {
        let fault = match &row.data {
            Data::Tlsa {
                usage,
                selector,
                matching,
                hex,
            } => tlsa_fault(*usage, *selector, *matching, hex),
            // What can't be read is said with the resolvers.
            _ => continue,
        };
        match fault {
            None => usable += 1,
            Some(Fault::Usage(usage)) => {
                add(
                    rules::TLSA_USAGE
                        .finding()
                        .with("host", &host.host)
                        .with("usage", usage),
                    &tlsa.evidence,
                );
            }
            Some(Fault::Wrong(why)) => {
                add(
                    rules::TLSA_MALFORMED
                        .finding()
                        .with("host", &host.host)
                        .with("why", why),
                    &tlsa.evidence,
                );
            }
        }
    }
    // RFC 7672 §2.2: the MX answer, the host's address and the TLSA records all have to be signed.
    let (mut address_known, mut address_signed) = (false, true);
    for rtype in [Rtype::A, Rtype::AAAA] {
        if let Fact::Found(found) = survey.fact(name, rtype) {
            address_known = true;
            address_signed &= found.answer.signed;
        }
    }
    if !address_known && mx.signed && tlsa.answer.signed {
        // Whether the address is signed is not known (yet), so nothing follows.
        return Some(true);
    }
    let unsigned = [
        (mx.signed, "the MX answer"),
        (tlsa.answer.signed, "the TLSA answer"),
        (address_signed, "the address"),
    ];
    match unsigned.iter().find(|(signed, _)| !signed) {
        Some((_, what)) => {
            add(
                rules::TLSA_UNSIGNED
                    .finding()
                    .with("host", &host.host)
                    .with("what", what),
                &tlsa.evidence,
            );
        }
        None if usable > 0 => {
            let count = words::count(usable, "TLSA record");
            add(
                rules::DANE_WINS
                    .finding()
                    .with("host", &host.host)
                    .with_words("count", count),
                &tlsa.evidence,
            );
        }
        None => {}
    }
    Some(true)
}

enum Fault {
    /// A usage that mail servers don't support.
    Usage(u8),
    /// It can't match: why.
    Wrong(String),
}

fn tlsa_fault(usage: u8, selector: u8, matching: u8, hex: &str) -> Option<Fault> {
    // Most are of these kinds.
    let usual = matches!((matching, hex.len()), (0, 1..) | (1, 64) | (2, 128));
    if matches!((usage, selector), (2 | 3, 0 | 1)) && usual {
        return None;
    }
    later::rest()?;
    if selector > 1 {
        return Some(Fault::Wrong(format!("selector {selector} is not known")));
    }
    // RFC 6698 §2.1.3: 1 is SHA-256, 2 is SHA-512.
    let length = match matching {
        0 => None,
        1 => Some(32),
        2 => Some(64),
        other => return Some(Fault::Wrong(format!("matching type {other} is not known"))),
    };
    if let Some(length) = length.filter(|length| hex.len() != length * 2) {
        return Some(Fault::Wrong(format!(
            "its digest has {} octets, not {length}",
            hex.len() / 2
        )));
    }
    if hex.is_empty() {
        return Some(Fault::Wrong("it holds no data".into()));
    }
    // RFC 7672 §3.1.3
    match usage {
        2 | 3 => None,
        0 | 1 => Some(Fault::Usage(usage)),
        other => Some(Fault::Wrong(format!("usage {other} is not known"))),
    }
}

/// How the subject stands.
pub(super) fn state(facts: &Facts<'_>) -> (Severity, String) {
    let (severity, words) = match facts.survey.fact(&facts.survey.domain, Rtype::MX) {
        Fact::Pending => (Severity::Pending, "waiting"),
        Fact::Failed(_) => (Severity::Unseen, "could not be looked up"),
        Fact::Found(found) if found.answer.signed => (Severity::Good, "MX answer signed"),
        Fact::Found(_) => (Severity::Note, "MX answer not signed"),
    };
    (severity, words.into())
}
