//! What is known of a domain today: where every plan begins.

use crate::dns::{Name, Rtype};
use crate::rule::{Findings, Severity, Subject};
use crate::sts::{self, Policy};
use crate::survey::view::{Addresses, Fact, Found, Mail};
use crate::survey::{Assessment, Survey};
use crate::tlsrpt;

use super::doubts::doubts;

/// How it stands with something that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// Not answered yet.
    Pending,
    /// Not asked, not answered, or not to be seen from here.
    Unknown,
    /// There is none that senders could use.
    Absent,
    /// There is this one.
    Found(T),
}

impl<T> Known<T> {
    /// What there is.
    pub const fn found(&self) -> Option<&T> {
        match self {
            Self::Found(found) => Some(found),
            _ => None,
        }
    }

    /// Whether it is known that there is none.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether it is known at all.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        matches!(self, Self::Absent | Self::Found(_))
    }
}

/// What is known of a domain today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// The Policy Domain.
    pub domain: Name,
    /// When this was seen, in seconds since 1970 (UTC).
    pub seen: i64,
    /// The policy id of the record that senders go by. A record that they can't use is as good as none (RFC 8461 §3.1).
    pub record: Known<String>,
    /// For how long resolvers keep what stands at `_mta-sts`, in seconds: the TTL of the record, or of the answer that
    /// there is none (RFC 2308 §5).
    pub record_ttl: Option<u32>,
    /// The policy, by the letter, or as milder senders may read it: some may hold it. `Absent`: the host serves
    /// none that they take.
    pub policy: Known<Policy>,
    /// The MX hosts, or the domain itself where there is no MX record (RFC 5321 §5.1). `Absent`: no mail is taken.
    pub hosts: Known<Vec<String>>,
    /// What covers the MX hosts, as the owner says: patterns, or hosts. It counts for a first roll-out where `hosts` isn't
    /// known.
    pub covering: Vec<String>,
    /// TTL of the MX records in seconds.
    pub mx_ttl: Option<u32>,
    /// Whether TLS reports are asked for (RFC 8460 §3).
    pub reporting: Known<()>,
    /// What the policy host is an alias of (RFC 8461 §8.2).
    pub delegated: Option<String>,
    /// Whether the TTLs are what resolvers had left, rounded up to usual values.
    pub ttls_rounded: bool,
    /// Since when the policy of today is served with today's id, in seconds since 1970 (UTC): as the owner says or as this
    /// browser remembers.
    pub since: Option<i64>,
    /// Largest `max_age` in seconds of the policies in `enforce` that were served in the year before that one; 0 where
    /// there were none, `None` where that isn't known.
    pub earlier: Option<u64>,
    /// Until when the last of them was served, in seconds since 1970 (UTC), as the owner says; `None`: until the policy of
    /// today took its place.
    pub earlier_ended: Option<i64>,
    /// Where reports are to go, as the owner says: URIs. Empty: nothing was said.
    pub reports_to: Vec<String>,
    /// What is doubtful about all this, a sentence each: look-ups that failed, resolvers that disagree.
    pub doubts: Vec<String>,
}

impl Today {
    /// Nothing is known yet. `seen` is in seconds since 1970.
    #[must_use]
    pub const fn new(domain: Name, seen: i64) -> Self {
        Self {
            domain,
            seen,
            record: Known::Unknown,
            record_ttl: None,
            policy: Known::Unknown,
            hosts: Known::Unknown,
            covering: Vec::new(),
            mx_ttl: None,
            reporting: Known::Unknown,
            delegated: None,
            ttls_rounded: false,
            since: None,
            earlier: None,
            earlier_ended: None,
            reports_to: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// What a check found. `assessment` is the judgement of `survey`.
    #[must_use]
    pub fn of(survey: &Survey, assessment: &Assessment) -> Self {
        Self {
            record: record(survey),
            record_ttl: survey.record_name().and_then(|name| survey.kept(&name, Rtype::TXT)),
            policy: policy(survey, assessment),
            hosts: hosts(survey),
            mx_ttl: survey.kept(&survey.domain, Rtype::MX),
            reporting: reporting(survey),
            delegated: delegated(survey),
            ttls_rounded: true,
            doubts: doubts(survey, assessment),
            ..Self::new(survey.domain.clone(), survey.started)
        }
    }
}

/// The texts at a name, or how the question stands. Data that nobody can read leaves open what is there.
fn texts(survey: &Survey, name: Option<Name>) -> Known<Vec<Vec<u8>>> {
    let Some(name) = name else { return Known::Absent };
    let fact = survey.fact(&name, Rtype::TXT);
    let found: &Found<'_> = match &fact {
        Fact::Pending => return Known::Pending,
        Fact::Failed(_) => return Known::Unknown,
        Fact::Found(found) => found,
    };
    let texts: Vec<Vec<u8>> = found.texts().iter().map(|(text, _)| text.to_vec()).collect();
    match (texts.is_empty(), found.resolved.records().is_empty()) {
        (true, true) => Known::Absent,
        (true, false) => Known::Unknown,
        _ => Known::Found(texts),
    }
}

impl<T> Known<T> {
    /// What `read` makes of what there is; where that is nothing, there is none.
    fn and_then<U>(self, read: impl FnOnce(T) -> Option<U>) -> Known<U> {
        match self {
            Self::Pending => Known::Pending,
            Self::Unknown => Known::Unknown,
            Self::Absent => Known::Absent,
            Self::Found(found) => read(found).map_or(Known::Absent, Known::Found),
        }
    }
}

fn record(survey: &Survey) -> Known<String> {
    texts(survey, survey.record_name()).and_then(|texts| {
        let (_, record) = sts::txt_set::judge(&texts, &mut Findings::faults())?;
        Some(record.id)
    })
}

fn reporting(survey: &Survey) -> Known<()> {
    texts(survey, survey.reporting_name())
        .and_then(|texts| tlsrpt::txt_set::judge(&texts, &mut Findings::faults()).map(|_| ()))
}

fn policy(survey: &Survey, assessment: &Assessment) -> Known<Policy> {
    if assessment.text(Subject::Policy).is_some() {
        return assessment.policy().map_or(Known::Absent, Known::Found);
    }
    // A host without an address serves nothing.
    let no_host = survey
        .policy_host()
        .is_none_or(|host| survey.addresses(&host) == Addresses::None);
    match assessment.subject(Subject::Policy).map(|state| state.severity) {
        _ if no_host => Known::Absent,
        Some(Severity::Error) => Known::Absent,
        Some(Severity::Pending) => Known::Pending,
        _ => Known::Unknown,
    }
}

fn hosts(survey: &Survey) -> Known<Vec<String>> {
    match survey.mail() {
        Mail::Pending => Known::Pending,
        Mail::Failed(_) => Known::Unknown,
        Mail::NoDomain | Mail::Null | Mail::Nowhere => Known::Absent,
        mail => Known::Found(mail.hosts().iter().map(|host| host.host.clone()).collect()),
    }
}

fn delegated(survey: &Survey) -> Option<String> {
    let host = survey.policy_host()?;
    [Rtype::A, Rtype::AAAA]
        .into_iter()
        .find_map(|rtype| survey.fact(&host, rtype).found()?.target().map(str::to_owned))
}
