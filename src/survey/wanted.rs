//! What to ask next, given the facts.
//!
//! Two dependent rounds of DNS at most stand before a verdict: what can be asked from the domain alone goes out at
//! once; the second round goes by the MX hosts, by what is missing, and by the policy host's addresses.

use super::facts::{PolicyRead, Question, Reply, Survey};
use super::view::{Addresses, Fact, LOOKED_UP, Mail};
use crate::dns::{Name, Rtype};
use crate::later;
use crate::text::part;

/// A question that the facts call for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// What to ask.
    pub question: Question,
    /// Why, in a few words, for the request list.
    pub why: &'static str,
    /// Whether all resolvers are asked at once, since the verdict hangs on it (only for DNS).
    pub twice: bool,
}

/// A name that surely doesn't exist: when it answers all the same, a wildcard does.
pub const WILDCARD_TEST: &str = "_mta-sts-lens-wildcard-test";

/// Names at which a misplaced MTA-STS record is looked for, and why it may be there. `{}` is the domain.
pub const RECORD_NEAR_MISSES: [(&str, &str); 5] = [
    ("{}", "the domain itself"),
    ("mta-sts.{}", "the policy host; an underscore is missing"),
    (
        "_mta-sts.{}.{}",
        "the domain is there twice, as a DNS tool adds it by itself",
    ),
    ("_mta_sts.{}", "an underscore instead of the hyphen"),
    ("_mta-sts.mta-sts.{}", "below the policy host"),
];

/// The same for the TLS reporting record.
pub const REPORTING_NEAR_MISSES: [(&str, &str); 5] = [
    ("{}", "the domain itself"),
    (
        "_smtp._tls.{}.{}",
        "the domain is there twice, as a DNS tool adds it by itself",
    ),
    ("_smtp-tlsrpt.{}", "the name of an early draft"),
    ("_tls.{}", "`_smtp` is missing"),
    ("smtp._tls.{}", "an underscore is missing"),
];

/// The name of a near miss; `None` if it would be too long.
#[must_use]
pub fn near_miss(pattern: &str, domain: &Name) -> Option<Name> {
    Name::parse(&part::replaced(pattern, "{}", domain.as_str())).ok()
}

impl Survey {
    /// Every question that the facts call for and that has no reply yet. The caller knows which of them it is asking
    /// already. Empty and nothing under way: the survey is complete.
    #[must_use]
    pub fn wanted(&self) -> Vec<Want> {
        let mut wants = Wants {
            survey: self,
            list: Vec::new(),
        };
        let host = self.policy_host();
        wants.dns_twice(self.record_name(), Rtype::TXT, "the record");
        wants.dns_twice(Some(self.domain.clone()), Rtype::MX, "mail servers");
        wants.dns(host.clone(), Rtype::A, "policy host");
        wants.dns(host.clone(), Rtype::AAAA, "policy host");
        wants.dns(self.reporting_name(), Rtype::TXT, "TLS reporting");
        for name in self.caa_names() {
            wants.dns(Some(name), Rtype::CAA, "who may issue for the policy host");
        }
        if matches!(self.mail(), Mail::NoDomain) {
            return wants.list;
        }
        self.want_mail(&mut wants);
        self.want_near_misses(&mut wants);
        self.want_policy(&mut wants);
        wants.list
    }

    /// The policy host and what stands above it, down to two labels: where CAA records are looked for
    /// (RFC 8659 §3), nearest first.
    #[must_use]
    pub fn caa_names(&self) -> Vec<Name> {
        let mut names = Vec::new();
        let mut next = self.policy_host();
        while let Some(name) = next.filter(|name| names.len() < 4 && part::has(name.as_str(), b'.')) {
            next = name.parent();
            names.push(name);
        }
        names
    }

    fn want_mail(&self, wants: &mut Wants<'_>) {
        let found = self.fact(&self.domain, Rtype::MX);
        if found.found().is_some_and(|found| found.resolved.records().is_empty()) {
            wants.dns(Some(self.domain.clone()), Rtype::A, "mail without MX record");
            wants.dns(Some(self.domain.clone()), Rtype::AAAA, "mail without MX record");
        }
        let mail = self.mail();
        for host in mail.hosts().iter().filter(|host| !host.is_address()).take(LOOKED_UP) {
            wants.dns(host.name.clone(), Rtype::A, "address of an MX host");
            wants.dns(host.name.clone(), Rtype::AAAA, "address of an MX host");
            let tlsa = host.name.as_ref().and_then(|name| name.under("_25._tcp"));
            wants.dns(tlsa, Rtype::TLSA, "DANE of an MX host");
        }
    }

    fn want_near_misses(&self, wants: &mut Wants<'_>) {
        let missing = |fact: &Fact<'_>, version: &str| {
            fact.found().is_some_and(|found| {
                !found
                    .texts()
                    .iter()
                    .any(|(text, _)| text.to_ascii_lowercase().starts_with(version.as_bytes()))
            })
        };
        let record = self.fact_at(self.record_name().as_ref(), Rtype::TXT);
        if missing(&record, "v=sts") {
            for (pattern, _) in RECORD_NEAR_MISSES {
                wants.dns(
                    near_miss(pattern, &self.domain),
                    Rtype::TXT,
                    "is the record somewhere else?",
                );
            }
        }
        let texts = record
            .found()
            .filter(|found| found.target().is_none())
            .map_or(0, |found| found.texts().len());
        if (texts > 1 || texts == 1 && missing(&record, "v=stsv1")) && later::rest().is_some() {
            wants.dns(self.domain.under(WILDCARD_TEST), Rtype::TXT, "does a wildcard answer?");
        }
        if missing(&self.fact_at(self.reporting_name().as_ref(), Rtype::TXT), "v=tlsrpt") {
            for (pattern, _) in REPORTING_NEAR_MISSES {
                wants.dns(
                    near_miss(pattern, &self.domain),
                    Rtype::TXT,
                    "is the record somewhere else?",
                );
            }
        }
    }

    /// Whether something answers at the record's name, as far as is known.
    fn has_record(&self) -> bool {
        let fact = self.fact_at(self.record_name().as_ref(), Rtype::TXT);
        fact.found().is_none_or(|found| !found.texts().is_empty())
    }

    fn want_policy(&self, wants: &mut Wants<'_>) {
        let Some(host) = self.policy_host() else { return };
        // Private addresses are not touched: they would lead into the user's own network.
        let Addresses::Some {
            first_private: None, ..
        } = self.addresses(&host)
        else {
            return;
        };
        wants.other(Question::Policy, "the policy");
        let closed = match self.reply(&Question::Policy).map(|reported| &reported.reply) {
            Some(Reply::Policy(read)) => matches!(read, PolicyRead::Refused | PolicyRead::TimedOut),
            // While it is waited for, the probes show what the host does meanwhile.
            _ => self.is_slow(&Question::Policy),
        };
        // Without a record nobody looks for the policy, and nothing hangs on what the host does. Outside of browsers the
        // fetch itself tells all that there is to be told.
        if closed && self.has_record() && self.outside.is_none() {
            wants.other(Question::Probe, "probe: TLS, status and redirect");
        }
    }
}

struct Wants<'a> {
    survey: &'a Survey,
    list: Vec<Want>,
}

impl Wants<'_> {
    fn dns(&mut self, name: Option<Name>, rtype: Rtype, why: &'static str) {
        self.add(name.map(|name| Question::Dns { name, rtype }), why, false);
    }

    fn dns_twice(&mut self, name: Option<Name>, rtype: Rtype, why: &'static str) {
        self.add(name.map(|name| Question::Dns { name, rtype }), why, true);
    }

    fn other(&mut self, question: Question, why: &'static str) {
        self.add(Some(question), why, false);
    }

    fn add(&mut self, question: Option<Question>, why: &'static str, twice: bool) {
        let Some(question) = question else { return };
        if !self.survey.replies.contains_key(&question) && !self.list.iter().any(|want| want.question == question) {
            self.list.push(Want { question, why, twice });
        }
    }
}
