//! What a look-up in a paste came to: its records are in the rows; here is the rest, absence and failure above all.

use super::kind::Kind;
use super::piece::Reading;
use super::reader::Reader;
use super::rows::Held;
use crate::dns::rules::{LOOKUP_FAILED, NO_SUCH_DOMAIN, SERVFAIL_DNSSEC, TRUNCATED};
use crate::dns::{Data, Failure, Rtype};
use crate::rule::{Evidence, Subject};
use crate::survey::providers;
use crate::survey::rules::near::{RECORD_ALIAS_EMPTY, REPORTING_ALIAS_EMPTY};
use crate::text::{Span, show};
use crate::{sts, tlsrpt};

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// Lower case, no final dot.
    pub(super) name: String,
    pub(super) rtype: Rtype,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answered {
    /// Its number; that of its rows.
    pub(super) source: usize,
    /// From its first line to the last that tells something.
    pub(super) span: Span,
    pub(super) question: Option<Question>,
    /// Where the question stands, and the status.
    pub(super) asked: Option<Span>,
    pub(super) status: Option<Span>,
    /// Whether the name doesn't exist.
    pub(super) nxdomain: bool,
    /// Whether it says that there is no such name, or no such record.
    pub(super) denied: bool,
    /// Whether it was validated by DNSSEC.
    pub(super) signed: bool,
    /// How many records it has, and how many of the type asked for.
    pub(super) rows: usize,
    fitting: usize,
    /// Why nothing is known.
    pub(super) failure: Option<Failure>,
}

impl Answered {
    pub(super) fn new(source: usize, at: usize) -> Self {
        Self {
            source,
            span: Span::point(at),
            question: None,
            asked: None,
            status: None,
            nxdomain: false,
            denied: false,
            signed: false,
            rows: 0,
            fitting: 0,
            failure: None,
        }
    }

    /// Counts a record.
    pub(super) fn took(&mut self, rtype: Rtype) {
        self.rows += 1;
        let fits = self.question.as_ref().is_none_or(|question| question.rtype == rtype);
        self.fitting += usize::from(fits);
    }

    /// Whether anything was read of it.
    pub(super) fn is_begun(&self) -> bool {
        self.rows > 0 || self.denied || self.nxdomain || self.failure.is_some()
    }

    /// Where to point at when something is said of the answer as such.
    fn place(&self) -> Span {
        self.status.or(self.asked).unwrap_or(self.span)
    }

    fn words(&self) -> String {
        match &self.question {
            Some(question) => format!("{} {}", show(question.name.as_bytes()), question.rtype),
            None => "this name".into(),
        }
    }

    fn subject(&self) -> Subject {
        match &self.question {
            Some(question) if question.name.starts_with("_mta-sts.") => Subject::Record,
            Some(question) if question.name.starts_with("_smtp._tls.") => Subject::TlsRpt,
            Some(question) if question.name.starts_with("mta-sts.") => Subject::PolicyHost,
            Some(question) if question.rtype == Rtype::MX => Subject::MxHosts,
            _ => Subject::Domain,
        }
    }

    /// Says what the answer came to, where its records don't.
    pub(super) fn end(self, reader: &mut Reader<'_>) {
        if let Some(failure) = &self.failure {
            self.failed(reader, failure);
            if !matches!(failure, Failure::Truncated) || self.rows == 0 {
                let what = format!("a look-up that failed: nothing is known of {}", self.words());
                reader.piece(Kind::DnsAnswer, self.span, what, "", Reading::None);
            }
        } else if self.fitting == 0 {
            self.absent(reader);
        } else if !self.is_kept(reader) {
            let what = "a DNS answer, nothing of MTA-STS in it";
            reader.piece(Kind::DnsAnswer, self.span, what, "", Reading::None);
        }
        reader.answers.push(self);
    }

    /// A failed look-up is never an absent record (RFC 8461 §3.3).
    fn failed(&self, reader: &mut Reader<'_>, failure: &Failure) {
        let rule = match failure {
            Failure::Truncated => &TRUNCATED,
            _ if failure.is_dnssec() => &SERVFAIL_DNSSEC,
            _ => &LOOKUP_FAILED,
        };
        let finding = rule.at(self.place()).with("question", self.words());
        reader.add(finding.with_words("why", failure.words()), Subject::Resolvers);
    }

    /// Whether one of its records is of interest.
    fn is_kept(&self, reader: &Reader<'_>) -> bool {
        reader.rows.last().is_some_and(|row| row.source == self.source)
    }

    /// The target of the alias that the name asked for is, if it is one.
    fn alias(&self, reader: &Reader<'_>) -> Option<String> {
        let mut rows = reader.rows.iter().rev().take_while(|row| row.source == self.source);
        rows.find_map(|row| match &row.held {
            Held::Data(Data::Cname { target }, _) => Some(target.clone()),
            _ => None,
        })
    }

    /// There is no such record.
    fn absent(&self, reader: &mut Reader<'_>) {
        let Some(question) = &self.question else {
            let what = "a DNS answer, nothing of MTA-STS in it";
            reader.piece(Kind::DnsAnswer, self.span, what, "", Reading::None);
            return;
        };
        let place = self.place();
        let subject = self.subject();
        let alias = self.alias(reader);
        if let Some(target) = &alias {
            let rule = match subject {
                Subject::Record => Some(&RECORD_ALIAS_EMPTY),
                Subject::TlsRpt => Some(&REPORTING_ALIAS_EMPTY),
                _ => None,
            };
            if let Some(rule) = rule.filter(|_| question.rtype == Rtype::TXT) {
                let state = if self.nxdomain {
                    "doesn’t exist"
                } else {
                    "has no TXT record"
                };
                let provider = providers::of_policy_host(target).map_or_else(String::new, |p| format!(" ({})", p.name));
                let finding = rule.at(place).with("name", &question.name).with("target", target);
                reader.add(finding.with_words("state", state).with("provider", provider), subject);
            }
        } else if question.rtype == Rtype::TXT && matches!(subject, Subject::Record | Subject::TlsRpt) {
            let mut findings = reader.findings.alike();
            if subject == Subject::Record {
                sts::txt_set::judge(&[], &mut findings);
            } else {
                tlsrpt::judge(&[], &mut findings);
            }
            reader.findings.adopt_with(findings, |mut finding| {
                finding.span = Some(place);
                Some(finding.about(subject, Evidence::Pasted))
            });
        } else if question.rtype == Rtype::MX && self.nxdomain {
            reader.add(NO_SUCH_DOMAIN.at(place).with("domain", &question.name), Subject::Domain);
        }
        if self.is_kept(reader) {
            // The alias is a piece of its own.
            return;
        }
        let why = if self.nxdomain {
            "the name doesn’t exist"
        } else {
            "the name has no such record"
        };
        let what = format!("a DNS answer without records: {}, {why}", self.words());
        reader.piece(Kind::DnsAnswer, self.span, what, "", Reading::None);
    }
}
