//! How the pieces of a paste fit one another: MX hosts against the policy, the record that announces it, and what isn't
//! among it.

mod mx;
mod plain;
mod words;

use super::answers::Answered;
use super::piece::{Piece, Reading};
use super::reader::Reader;
use super::rows::Row;
use super::web::is_taken;
use super::zone::names::ZONE;
use crate::dns::Rtype;
use crate::rule::Severity;
use crate::sts::{Policy, StsRecord};
use crate::survey::picture::Matrix;
use crate::text::Span;

/// What fits what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// The Policy Domain that the pieces are of; `None` where that isn't said, or there are several.
    pub domain: Option<String>,
    /// What fits and what doesn't, and what can't be told: a line each.
    pub fits: Vec<Fit>,
    /// The MX hosts against the policy; its lines are numbered as in the paste.
    pub matrix: Option<Matrix>,
    /// What it comes to in plain words; empty where there is no policy.
    pub plain: String,
    /// Which of these words speak of what in the paste, in order.
    pub links: Vec<Link>,
}

/// Words of [`Together::plain`] that speak of something in the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words, in bytes of the sentence.
    pub words: Span,
    /// Where what they speak of stands.
    pub at: Span,
}

/// A line of [`Together`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// How bad it is; [`Severity::Unseen`] for what can't be told from the paste.
    pub severity: Severity,
    /// What fits or doesn't.
    pub words: String,
    /// Which pieces it is about: their places in the list.
    pub pieces: Vec<usize>,
}

/// A policy of the paste.
#[derive(Clone, Debug)]
struct Known {
    /// The piece.
    piece: usize,
    /// What senders go by, by the letter or as most read it.
    policy: Policy,
    /// Where its text stands.
    body: Span,
}

/// A record of the paste.
#[derive(Clone, Debug)]
struct Record {
    piece: usize,
    /// What it says; `None`: not valid.
    says: Option<StsRecord>,
    /// Where it really stands, if that isn't where it is meant to.
    elsewhere: Option<String>,
}

/// An MX host, and where it is written.
#[derive(Clone, Debug)]
struct Host {
    name: String,
    span: Span,
}

/// What the paste says of one domain.
struct Facts {
    domain: Option<String>,
    policy: Option<Known>,
    record: Option<Record>,
    /// The pieces of MX hosts.
    mx: Vec<usize>,
    /// The hosts that no line covers, and those that one does.
    refused: Vec<Host>,
    covered: Vec<Host>,
}

/// Says how the pieces fit. Findings about it go to the reader.
pub(super) fn judge(reader: &mut Reader<'_>) -> Together {
    let policies: Vec<Known> = reader.pieces.iter().enumerate().filter_map(policy).collect();
    let domain = domain(reader);
    let mut facts = Facts {
        policy: policies.first().cloned(),
        record: record(&reader.pieces, domain.as_deref()),
        mx: of_mx(&reader.pieces, domain.as_deref()),
        refused: Vec::new(),
        covered: Vec::new(),
        domain,
    };
    let matrix = mx::judge(reader, &mut facts);
    let kinds = [facts.policy.is_some(), facts.record.is_some(), !facts.mx.is_empty()];
    let several = kinds.iter().filter(|there| **there).count() > 1;
    let mut fits = Vec::new();
    if several {
        words::fits(reader, &facts, policies.len(), &mut fits);
    }
    let (plain, links) = if several {
        plain::plain(&facts, &reader.pieces)
    } else {
        Default::default()
    };
    Together {
        domain: facts.domain.filter(|domain| !domain.ends_with(ZONE)),
        fits,
        matrix,
        plain,
        links,
    }
}

fn policy((at, piece): (usize, &Piece)) -> Option<Known> {
    let Reading::Policy {
        policy, body, answer, ..
    } = &piece.reading
    else {
        return None;
    };
    // RFC 8461 §3.3: what comes with another status is no policy.
    let read = policy.effective.as_ref().or(policy.lenient.as_ref());
    read.filter(|_| is_taken(answer.as_deref())).map(|policy| Known {
        piece: at,
        policy: policy.clone(),
        body: *body,
    })
}

/// The domain that the policy of the paste is of: what is said, else the one that has MX hosts and a record, else the only
/// one there is.
fn domain(reader: &Reader<'_>) -> Option<String> {
    if let Some(domain) = &reader.domain {
        return Some(domain.clone());
    }
    let (mut of_mx, mut of_record) = (Vec::new(), Vec::new());
    for row in &reader.rows {
        let Some(owner) = row.owner.as_deref() else { continue };
        let (list, domain) = match row.rtype {
            Rtype::MX => (&mut of_mx, Some(owner)),
            Rtype::TXT => (&mut of_record, record_domain(row)),
            _ => continue,
        };
        if let Some(domain) = domain.filter(|domain| !list.contains(domain)) {
            if list.len() < MOST_DOMAINS {
                list.push(domain);
            }
        }
    }
    let both: Vec<&str> = of_mx
        .iter()
        .copied()
        .filter(|domain| of_record.contains(domain))
        .collect();
    let only = [both, of_mx, of_record].into_iter().find(|list| !list.is_empty())?;
    match only.as_slice() {
        [domain] => Some((*domain).to_owned()),
        _ => None,
    }
}

/// More domains than this of a paste aren't told apart.
const MOST_DOMAINS: usize = 16;

/// The Policy Domain of a record.
fn record_domain(row: &Row) -> Option<&str> {
    row.owner.as_deref()?.strip_prefix("_mta-sts.")
}

/// The record that announces the policy of a domain.
fn record(pieces: &[Piece], domain: Option<&str>) -> Option<Record> {
    pieces.iter().enumerate().find_map(|(at, piece)| {
        let Reading::Sts {
            owner,
            record,
            elsewhere,
        } = &piece.reading
        else {
            return None;
        };
        let of = owner.as_deref().and_then(|owner| owner.strip_prefix("_mta-sts."));
        let fits = of.is_none() || domain.is_none() || of == domain;
        fits.then(|| Record {
            piece: at,
            says: record.clone(),
            elsewhere: elsewhere.clone(),
        })
    })
}

/// The pieces with MX hosts of a domain.
fn of_mx(pieces: &[Piece], wanted: Option<&str>) -> Vec<usize> {
    let fits = |piece: &Piece| match &piece.reading {
        Reading::Mx { domain, .. } => domain.is_none() || domain.as_deref() == wanted,
        _ => false,
    };
    pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| fits(piece))
        .map(|(at, _)| at)
        .collect()
}

/// How a look-up in the paste ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// There is none.
    No,
    /// There is no such record.
    Absent,
    /// Nothing is known.
    Failed,
}

/// Whether the records at a name were looked up, and how that ended where there are none.
fn asked(reader: &Reader<'_>, start: &str) -> Asked {
    let of = |answered: &&Answered| {
        let question = answered.question.as_ref();
        question.is_some_and(|question| question.name.starts_with(start) && question.rtype == Rtype::TXT)
    };
    match reader.answers.iter().find(of) {
        None => Asked::No,
        Some(answered) if answered.failure.is_some() => Asked::Failed,
        Some(_) => Asked::Absent,
    }
}

/// Whether some piece is one of TLS reporting.
fn has_reporting(reader: &Reader<'_>) -> bool {
    reader
        .pieces
        .iter()
        .any(|piece| matches!(piece.reading, Reading::Tlsrpt { .. }))
}

#[cfg(test)]
mod tests;
