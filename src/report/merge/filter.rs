//! Which reports, entries and failures are looked at.

use super::names::OfName;
use super::{Merged, OfDetail, OfEntry, OfReport};
use crate::report::PolicyType;
use serde::{Deserialize, Serialize};

/// What has to fit; all that is set has to fit at once. An empty text stands for what was not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Who sent the report.
    pub reporter: Option<String>,
    /// The domain that it is about.
    pub domain: Option<String>,
    /// The type of policy.
    pub policy_type: Option<PolicyType>,
    /// The lines of the policy, joined by LF: one version of it.
    pub policy: Option<String>,
    /// The MX host of a failure.
    pub host: Option<String>,
    /// The result type of a failure.
    pub result: Option<String>,
    /// The sending address of a failure.
    pub sending: Option<String>,
    /// The receiving address of a failure.
    pub receiving: Option<String>,
    /// The first day, 0 being 1 January 1970.
    pub from: Option<i64>,
    /// The last day.
    pub to: Option<i64>,
}

/// By what sessions and failures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Who sent the report.
    Reporter,
    /// The type of policy.
    PolicyType,
    /// The domain.
    Domain,
    /// The version of the policy: its lines, joined by LF.
    Policy,
    /// The MX host of a failure.
    Host,
    /// The result type of a failure.
    Result,
    /// The sending address of a failure.
    Sending,
    /// The receiving address of a failure.
    Receiving,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Reporter,
        Self::PolicyType,
        Self::Domain,
        Self::Policy,
        Self::Host,
        Self::Result,
        Self::Sending,
        Self::Receiving,
    ];
}

impl Filter {
    /// What is asked for by that, if anything.
    #[must_use]
    pub fn get(&self, by: By) -> Option<&str> {
        match by {
            By::Reporter => self.reporter.as_deref(),
            By::PolicyType => self.policy_type.map(PolicyType::name),
            By::Domain => self.domain.as_deref(),
            By::Policy => self.policy.as_deref(),
            By::Host => self.host.as_deref(),
            By::Result => self.result.as_deref(),
            By::Sending => self.sending.as_deref(),
            By::Receiving => self.receiving.as_deref(),
        }
    }

    /// Asks for this by that, beside all that is asked for already; `None`: no longer.
    pub fn set(&mut self, by: By, name: Option<String>) {
        let slot = match by {
            By::PolicyType => {
                self.policy_type = name.as_deref().map(|name| PolicyType::of(Some(name)));
                return;
            }
            By::Reporter => &mut self.reporter,
            By::Domain => &mut self.domain,
            By::Policy => &mut self.policy,
            By::Host => &mut self.host,
            By::Result => &mut self.result,
            By::Sending => &mut self.sending,
            By::Receiving => &mut self.receiving,
        };
        *slot = name;
    }
}

/// What passes a filter.
#[derive(Clone, Debug)]
pub struct View<'m> {
    pub(super) merged: &'m Merged,
    reporter: Wanted,
    domain: Wanted,
    policy_type: Option<PolicyType>,
    policy: Wanted,
    host: Wanted,
    result: Wanted,
    sending: Wanted,
    receiving: Wanted,
    days: (Option<i64>, Option<i64>),
}

/// A name that is asked for.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    Any,
    This(OfName),
    /// One that no report says.
    Nothing,
}

impl Wanted {
    fn of(merged: &Merged, text: Option<&String>) -> Self {
        text.map_or(Self::Any, |text| {
            merged.names.find(text).map_or(Self::Nothing, Self::This)
        })
    }

    fn fits(self, name: OfName) -> bool {
        match self {
            Self::Any => true,
            Self::This(wanted) => wanted == name,
            Self::Nothing => false,
        }
    }

    const fn is_set(self) -> bool {
        !matches!(self, Self::Any)
    }
}

impl<'m> View<'m> {
    pub(super) fn new(merged: &'m Merged, filter: &Filter) -> Self {
        let wanted = |text: &Option<String>| Wanted::of(merged, text.as_ref());
        Self {
            merged,
            reporter: wanted(&filter.reporter),
            domain: wanted(&filter.domain),
            policy_type: filter.policy_type,
            policy: wanted(&filter.policy),
            host: wanted(&filter.host),
            result: wanted(&filter.result),
            sending: wanted(&filter.sending),
            receiving: wanted(&filter.receiving),
            days: (filter.from, filter.to),
        }
    }

    /// Whether failures are asked for by what they are: successes can't be told apart by that.
    #[must_use]
    pub fn of_failures(&self) -> bool {
        [self.host, self.result, self.sending, self.receiving]
            .into_iter()
            .any(Wanted::is_set)
    }

    fn fits_report(&self, report: &OfReport) -> bool {
        let after = |from: i64| report.day().is_some_and(|day| day >= from);
        let before = |to: i64| report.day().is_some_and(|day| day <= to);
        self.reporter.fits(report.organization) && self.days.0.is_none_or(after) && self.days.1.is_none_or(before)
    }

    #[inline(never)]
    fn fits_detail(&self, detail: &OfDetail) -> bool {
        self.host.fits(detail.host)
            && self.result.fits(detail.result)
            && self.sending.fits(detail.sending)
            && self.receiving.fits(detail.receiving)
    }

    /// The reports, of which something passes.
    pub(super) fn reports(&self) -> impl Iterator<Item = &'m OfReport> {
        let by_entries =
            self.domain.is_set() || self.policy_type.is_some() || self.policy.is_set() || self.of_failures();
        let mut with_entries = vec![!by_entries; self.merged.reports.len()];
        if by_entries {
            for (entry, _) in self.entries() {
                if let Some(slot) = with_entries.get_mut(entry.report as usize) {
                    *slot = true;
                }
            }
        }
        let all = self.merged.reports.iter().zip(with_entries);
        let view = self.clone();
        all.filter(move |(report, fits)| *fits && view.fits_report(report))
            .map(|(report, _)| report)
    }

    /// The entries, each with its report.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'m OfEntry, &'m OfReport)> {
        let view = self.clone();
        let merged = self.merged;
        merged
            .entries
            .iter()
            .filter_map(move |entry| view.report_if_fits(entry).map(|report| (entry, report)))
    }

    /// The report of an entry, if the entry passes. Compiled once, not for each table.
    #[inline(never)]
    fn report_if_fits(&self, entry: &OfEntry) -> Option<&'m OfReport> {
        let report = self.merged.report_of(entry)?;
        let fits = self.fits_report(report)
            && self.domain.fits(entry.domain)
            && self.policy_type.is_none_or(|wanted| wanted == entry.policy_type)
            && self.policy.fits(entry.policy)
            && (!self.of_failures()
                || self
                    .merged
                    .details_of(entry)
                    .iter()
                    .any(|detail| self.fits_detail(detail)));
        fits.then_some(report)
    }

    /// The failures of an entry.
    pub(super) fn details(&self, entry: &OfEntry) -> impl Iterator<Item = &'m OfDetail> {
        let view = self.clone();
        self.merged
            .details_of(entry)
            .iter()
            .filter(move |detail| view.fits_detail(detail))
    }

    pub(super) fn text(&self, name: OfName) -> &'m str {
        self.merged.names.text(name)
    }
}
