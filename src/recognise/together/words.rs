//! What fits what, in words.

use super::super::piece::Reading;
use super::super::reader::Reader;
use super::{Asked, Facts, Fit, asked, has_reporting};
use crate::rule::Severity;
use crate::sts::Mode;
use crate::words::count;

pub(super) fn fits(reader: &Reader<'_>, facts: &Facts, policies: usize, out: &mut Vec<Fit>) {
    let of_policy: Vec<usize> = facts.policy.iter().map(|known| known.piece).collect();
    out.extend(of_hosts(facts, &of_policy));
    out.extend(of_record(reader, facts, &of_policy));
    if !has_reporting(reader) {
        out.push(match asked(reader, "_smtp._tls.") {
            Asked::Absent => {
                let words = "There is no TLS reporting record: nobody tells you about refused mail";
                fit(Severity::Warning, words, &[])
            }
            Asked::Failed => {
                let words = "The look-up of the TLS reporting record failed: not judged";
                fit(Severity::Unseen, words, &[])
            }
            Asked::No => {
                let words = "No TLS reporting record among it: not judged, it may be elsewhere";
                fit(Severity::Unseen, words, &[])
            }
        });
    }
    if policies > 1 {
        let words = format!("{policies}\u{a0}policies: the first is held against the rest");
        out.push(fit(Severity::Unseen, words, &of_policy));
    }
    let others = others(reader, facts);
    if facts.policy.is_some() && facts.domain.is_none() && others > 1 {
        let words = format!(
            "{} have MX hosts among it: of which the policy is isn’t said",
            count(others, "domain")
        );
        out.push(fit(Severity::Unseen, words, &[]));
    }
}

fn fit(severity: Severity, words: impl Into<String>, pieces: &[usize]) -> Fit {
    Fit {
        severity,
        words: words.into(),
        pieces: pieces.to_vec(),
    }
}

/// MX hosts and policy.
fn of_hosts(facts: &Facts, of_policy: &[usize]) -> Option<Fit> {
    let known = facts.policy.as_ref()?;
    let pieces = [facts.mx.as_slice(), of_policy].concat();
    let all = facts.covered.len() + facts.refused.len();
    let there = !facts.mx.is_empty();
    Some(match (known.policy.mode, facts.refused.len()) {
        (Mode::None, _) if there => fit(
            Severity::Good,
            "MX hosts and policy: mode `none` lets senders use every host",
            &pieces,
        ),
        (Mode::None, _) => return None,
        _ if all == 0 && there => fit(
            Severity::Unseen,
            "MX hosts and policy: not held against each other, as the hosts aren’t whole names",
            &pieces,
        ),
        _ if all == 0 => fit(
            Severity::Unseen,
            "No MX hosts among it: not judged whether the policy covers them",
            of_policy,
        ),
        (_, 0) => fit(
            Severity::Good,
            format!("MX hosts and policy: {} covered", of_all(all)),
            &pieces,
        ),
        (mode, refused) => {
            let severity = if mode == Mode::Testing {
                Severity::Warning
            } else {
                Severity::Error
            };
            let words = format!("MX hosts and policy: {refused} of {} not covered", count(all, "host"));
            fit(severity, words, &pieces)
        }
    })
}

/// Record and policy.
fn of_record(reader: &Reader<'_>, facts: &Facts, of_policy: &[usize]) -> Option<Fit> {
    let (record, pieces) = match (&facts.record, &facts.policy) {
        (Some(record), Some(_)) => (record, [&[record.piece][..], of_policy].concat()),
        (None, Some(_)) => {
            return Some(match asked(reader, "_mta-sts.") {
                Asked::Absent => {
                    let words = "Record and policy: there is no record, so nobody looks for the policy";
                    fit(Severity::Error, words, of_policy)
                }
                Asked::Failed => {
                    let words = "The look-up of the MTA-STS record failed: not judged";
                    fit(Severity::Unseen, words, of_policy)
                }
                Asked::No => {
                    let words = "No MTA-STS record among it: not judged, it may be elsewhere";
                    fit(Severity::Unseen, words, of_policy)
                }
            });
        }
        (Some(record), None) => {
            let words = "No policy among it: not judged, it may be elsewhere";
            return Some(fit(Severity::Unseen, words, &[record.piece]));
        }
        (None, None) => return None,
    };
    Some(match (&record.says, &record.elsewhere) {
        (None, _) => fit(
            Severity::Error,
            "Record and policy: the record isn’t valid, so senders ignore the policy",
            &pieces,
        ),
        (Some(_), Some(name)) => {
            let name = crate::text::show(name.as_bytes());
            let words =
                format!("Record and policy: nobody looks for the record at `{name}`, so nobody finds the policy");
            fit(Severity::Error, words, &pieces)
        }
        (Some(record), None) => fit(
            Severity::Good,
            format!("Record and policy: id `{}` announces the policy", record.id),
            &pieces,
        ),
    })
}

fn of_all(number: usize) -> String {
    match number {
        1 => "the host is".into(),
        2 => "both hosts are".into(),
        _ => format!("all {number}\u{a0}hosts are"),
    }
}

/// How many domains have MX hosts.
fn others(reader: &Reader<'_>, facts: &Facts) -> usize {
    let mut domains: Vec<&str> = Vec::new();
    for piece in reader.pieces.iter().filter(|_| facts.mx.is_empty()) {
        if let Reading::Mx {
            domain: Some(domain), ..
        } = &piece.reading
        {
            if !domains.contains(&domain.as_str()) {
                domains.push(domain);
            }
        }
    }
    domains.len()
}
