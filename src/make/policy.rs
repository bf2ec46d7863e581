//! What is made of a form: the text of the policy (RFC 8461 §3.2) and all that goes with it.

use super::check::{self, Problem};
use super::form::{Field, Form, LONGEST_TTL, Settled};
use super::printed::Printed;
use super::records::{self, Record};
use crate::dns::Name;
use crate::dns::input::{self, ToAscii};
use crate::rule::Severity;
use crate::sts::Mode;
use crate::survey::Survey;

/// What a form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The Policy Domain; `None` where the form names none.
    pub domain: Option<Name>,
    /// The zone that the records go into: the domain, or one above it.
    pub zone: Option<Name>,
    /// The mode, as in the policy.
    pub mode: Mode,
    /// The policy id.
    pub id: String,
    /// The file to serve at `https://mta-sts.<domain>/.well-known/mta-sts.txt`.
    ///
    /// Its lines end with LF. RFC 8461 §3.2 allows that as well as CR LF (erratum 6253); LF stays LF in editors, version
    /// control and configuration files, so that no file ends up with both.
    pub policy: String,
    /// The records to publish, in this order and after the file; none without a domain.
    pub records: Vec<Record>,
    /// Time to live of the records, in seconds.
    pub ttl: u32,
    /// What the rules find wrong, beside the fields that it comes from; the worst first.
    pub problems: Vec<Problem>,
}

impl Made {
    /// Whether nothing stands against publishing it: the domain is known, and no problem is an error.
    #[must_use]
    pub fn is_publishable(&self) -> bool {
        let error = |problem: &Problem| problem.finding.severity == Severity::Error;
        self.domain.is_some() && !self.problems.iter().any(error)
    }
}

impl Form {
    /// Makes the policy and the records, and has the rules judge them.
    ///
    /// `live`: what is known of the domain, so that the patterns are held against its MX hosts.
    #[must_use]
    pub fn make(&self, live: Option<&Survey>, to_ascii: ToAscii) -> Made {
        let settled = self.texts(to_ascii);
        let typed = input::read(&self.domain, to_ascii);
        let target = self.target(to_ascii);
        let policy = policy_text(self.mode, &settled);
        let sts = records::sts(&settled);
        let tlsrpt = records::tlsrpt(&settled);
        let ttl = self.ttl.min(LONGEST_TTL);
        let domain = typed.as_ref().ok().map(|target| target.domain.clone());
        let zone = domain.as_ref().map(|domain| self.zone(domain));
        let records = match (&domain, &zone) {
            (Some(domain), Some(zone)) => {
                let target = target.as_ref().cloned().unwrap_or_default();
                records::all(domain, zone, ttl, &target, &sts, tlsrpt.as_ref())
            }
            _ => Vec::new(),
        };
        let problems = check::judge(&check::Texts {
            domain: &self.domain,
            typed,
            target,
            policy: &policy,
            id: &settled.id,
            sts: &sts,
            tlsrpt: tlsrpt.as_ref(),
            live,
        });
        Made {
            domain,
            zone,
            mode: self.mode,
            id: settled.id,
            policy: policy.text,
            records,
            ttl,
            problems,
        }
    }

    /// What the rules find wrong with the form, field by field: with what would be published of it.
    #[must_use]
    pub fn check(&self, live: Option<&Survey>, to_ascii: ToAscii) -> Vec<Problem> {
        self.make(live, to_ascii).problems
    }
}

/// The order of the lines is that of most policies; the RFC leaves it free.
pub(super) fn policy_text(mode: Mode, settled: &Settled) -> Printed {
    let mut printed = Printed::default();
    printed.own("version: STSv1\nmode: ");
    printed.piece(Field::Mode, mode.as_str());
    for (at, pattern) in &settled.patterns {
        printed.own("\nmx: ");
        printed.piece(Field::Pattern(*at), pattern);
    }
    printed.own("\nmax_age: ");
    printed.piece(Field::MaxAge, &settled.max_age);
    printed.own("\n");
    printed
}
