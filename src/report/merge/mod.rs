//! Many reports laid together, each counted once.
//!
//! What reports say can't be added up as it stands (RFC 8460 §4): a session that failed may be counted by several
//! failures, and by an entry for MTA-STS and another one for DANE. So sessions are counted by the totals of entries, of
//! which those for MTA-STS and for DANE in one report about one domain are taken as the same sessions; and failures by
//! type, host or address are counted apart from them, never as mail.

mod filter;
mod names;
mod sentence;
mod tables;
mod timeline;
mod totals;
mod versions;

#[cfg(test)]
mod tests;

pub use filter::{By, Filter, View};
pub use sentence::Sentence;
pub use tables::{Group, Row, Tally};
pub use timeline::{Day, Gap, Timeline};
pub use totals::Totals;
pub use versions::Version;

use super::{PolicyType, Report};
use names::{Names, OfName};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// A day, in seconds.
const DAY: i64 = 86_400;

/// Longest name that is kept, in bytes, and longest policy.
const LONGEST: usize = 1_024;
const LONGEST_POLICY: usize = 65_536;

/// What a report was, without its entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfReport {
    pub(super) organization: OfName,
    pub(super) id: OfName,
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
}

impl OfReport {
    /// The day that it is counted on, 0 being 1 January 1970.
    pub(super) fn day(&self) -> Option<i64> {
        self.start.map(|start| start.div_euclid(DAY))
    }
}

/// The sessions of one policy in a report.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfEntry {
    pub(super) report: u32,
    pub(super) policy_type: PolicyType,
    pub(super) domain: OfName,
    /// The lines of the policy.
    pub(super) policy: OfName,
    pub(super) successes: u64,
    pub(super) failures: u64,
    /// Its details: the first one, and the one behind the last.
    pub(super) details: (u32, u32),
}

/// A kind of failure at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfDetail {
    pub(super) result: OfName,
    pub(super) host: OfName,
    pub(super) sending: OfName,
    pub(super) receiving: OfName,
    pub(super) reason: OfName,
    pub(super) sessions: u64,
}

/// What tells a report from others; where that is incomplete, also what it says.
type Identity = (OfName, OfName, Option<i64>, Option<i64>, u64);

/// All reports.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    pub(super) names: Names,
    pub(super) reports: Vec<OfReport>,
    pub(super) entries: Vec<OfEntry>,
    pub(super) details: Vec<OfDetail>,
    /// What each report said, and where it came from.
    known: BTreeMap<Identity, (u64, usize)>,
    repeated: usize,
    contradicting: usize,
}

/// A report that is counted, for a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who sent it.
    pub organization: String,
    /// Its id.
    pub id: String,
    /// When the time begins that it is about, in seconds since 1970.
    pub start: Option<i64>,
    /// When that ends.
    pub end: Option<i64>,
}

/// What became of a report; the number is that of the source of the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is counted.
    New,
    /// It came before.
    Repeated(usize),
    /// Another one of the same organization, id and range came before.
    Contradicts(usize),
}

impl Merged {
    /// Takes a report in, which came from this source.
    pub fn add(&mut self, report: &Report<'_>, source: usize) -> Added {
        let says = fingerprint(report);
        let organization = self.name(report.organization.as_deref());
        let id = self.name(report.id.as_deref());
        let whole = !organization.is_none() && !id.is_none() && report.start.is_some();
        let identity = (organization, id, report.start, report.end, if whole { 0 } else { says });
        if let Some((said, first)) = self.known.get(&identity) {
            return if *said == says {
                self.repeated += 1;
                Added::Repeated(*first)
            } else {
                self.contradicting += 1;
                Added::Contradicts(*first)
            };
        }
        self.known.insert(identity, (says, source));
        let (start, end) = (report.start, report.end);
        let at = index(self.reports.len());
        self.reports.push(OfReport {
            organization,
            id,
            start,
            end,
        });
        for entry in &report.entries {
            let first = index(self.details.len());
            for detail in &entry.details {
                let detail = OfDetail {
                    result: self.name(detail.result.as_deref()),
                    host: self.host(detail.host.as_deref()),
                    sending: self.name(detail.sending.as_deref()),
                    receiving: self.name(detail.receiving.as_deref()),
                    reason: self.name(detail.reason.as_deref()),
                    sessions: detail.sessions.unwrap_or_default(),
                };
                self.details.push(detail);
            }
            let domain = self.host(entry.domain.as_deref());
            let policy = self.names.add(&entry.lines.join("\n"), LONGEST_POLICY);
            self.entries.push(OfEntry {
                report: at,
                policy_type: PolicyType::of(entry.policy_type.as_deref()),
                domain,
                policy,
                successes: entry.successes.unwrap_or_default(),
                failures: entry.failures.unwrap_or_default(),
                details: (first, index(self.details.len())),
            });
        }
        Added::New
    }

    /// How many reports are counted.
    #[must_use]
    pub fn reports(&self) -> usize {
        self.reports.len()
    }

    /// The reports that are counted, in the order in which they came.
    pub fn list(&self) -> impl Iterator<Item = Listed> + '_ {
        self.reports.iter().map(|report| Listed {
            organization: self.names.text(report.organization).to_owned(),
            id: self.names.text(report.id).to_owned(),
            start: report.start,
            end: report.end,
        })
    }

    /// How many came more than once, and are not counted again.
    #[must_use]
    pub const fn repeated(&self) -> usize {
        self.repeated
    }

    /// How many say something else than one of the same organization, id and range that came before; they are not counted.
    #[must_use]
    pub const fn contradicting(&self) -> usize {
        self.contradicting
    }

    /// What those say that pass a filter.
    #[must_use]
    pub fn view<'m>(&'m self, filter: &Filter) -> View<'m> {
        View::new(self, filter)
    }

    fn name(&mut self, text: Option<&str>) -> OfName {
        self.names.add(text.unwrap_or_default(), LONGEST)
    }

    /// A domain or host: compared without case and final dot.
    fn host(&mut self, text: Option<&str>) -> OfName {
        let text = text.unwrap_or_default();
        let text = text.strip_suffix('.').unwrap_or(text);
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.names.add(&text.to_ascii_lowercase(), LONGEST)
        } else {
            self.names.add(text, LONGEST)
        }
    }

    pub(super) fn report_of(&self, entry: &OfEntry) -> Option<&OfReport> {
        self.reports.get(entry.report as usize)
    }

    pub(super) fn details_of(&self, entry: &OfEntry) -> &[OfDetail] {
        let (first, behind) = entry.details;
        self.details.get(first as usize..behind as usize).unwrap_or_default()
    }
}

/// More than that many don't fit into memory.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// FNV-1a, which needs no chance.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn fingerprint(report: &Report<'_>) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    report.hash(&mut hasher);
    hasher.finish()
}
