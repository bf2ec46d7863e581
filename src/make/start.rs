//! Where a form begins: at what is known of a domain, or at nothing. And the policy id, which goes with each change.

use super::form::Form;
use super::rules::ID_NOT_CHANGED;
use crate::dns::{Name, Rtype};
use crate::rule::{Evidence, Finding, Findings, Subject};
use crate::sts::{self, MxPattern, Policy};
use crate::survey::judge::judge;
use crate::survey::view::{Addresses, Found};
use crate::survey::zone::Apex;
use crate::survey::{Survey, providers};
use crate::tlsrpt;
use crate::words::policy_id;
use std::collections::BTreeSet;

/// What is published today, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The policy, by the letter or as milder senders may read it.
    pub policy: Option<Policy>,
    /// The policy id of the record that counts.
    pub id: Option<String>,
    /// The destinations of the TLSRPT record that counts.
    pub rua: Vec<String>,
    /// Where the policy host is, as [`Form::host`] has it.
    pub host: String,
    /// Time to live of the record in seconds, as the zone most likely has it; that of the TLSRPT record where there is no
    /// other.
    pub ttl: Option<u32>,
    /// The zone that holds the domain.
    pub zone: Apex,
}

impl Published {
    /// What a survey found.
    #[must_use]
    pub fn of(survey: &Survey) -> Self {
        let texts = |name: &Name| {
            let fact = survey.fact(name, Rtype::TXT);
            let texts = fact.found().map(Found::texts).unwrap_or_default();
            texts.iter().map(|(text, _)| text.to_vec()).collect::<Vec<_>>()
        };
        let names = [survey.record_name(), survey.reporting_name()];
        let [records, reporting] = names
            .each_ref()
            .map(|name| name.as_ref().map(texts).unwrap_or_default());
        let there = names.iter().flatten().find(|name| !texts(name).is_empty());
        let record = sts::txt_set::judge(&records, &mut Findings::faults());
        let places = tlsrpt::txt_set::judge(&reporting, &mut Findings::faults());
        Self {
            policy: judge(survey).policy(),
            id: record.map(|(_, record)| record.id),
            rua: places.map_or_else(Vec::new, |(_, record)| {
                record.rua.into_iter().map(|rua| rua.text).collect()
            }),
            host: host(survey).unwrap_or_default(),
            ttl: there.and_then(|name| survey.kept(name, Rtype::TXT)),
            zone: survey.zone(),
        }
    }
}

fn host(survey: &Survey) -> Option<String> {
    let host = survey.policy_host()?;
    for rtype in [Rtype::A, Rtype::AAAA] {
        let fact = survey.fact(&host, rtype);
        if let Some(alias) = fact.found().and_then(|found| found.resolved.chain.first().copied()) {
            return Some(alias.to_owned());
        }
    }
    let Addresses::Some { all, .. } = survey.addresses(&host) else {
        return None;
    };
    let texts: Vec<String> = all.iter().map(ToString::to_string).collect();
    Some(texts.join(", "))
}

impl Form {
    /// A form for a domain of which nothing is known: to be filled. `now` is in seconds since 1970 (UTC).
    #[must_use]
    pub fn new(domain: &str, now: i64) -> Self {
        Self {
            domain: domain.to_owned(),
            id: policy_id(now),
            rua: reports_to(domain),
            ..Self::default()
        }
    }

    /// A form for a domain that was checked: what is published is loaded to be changed, and what is missing is made from
    /// its MX hosts. `now` is in seconds since 1970 (UTC).
    ///
    /// A published id stays until the policy is another one: see [`id`].
    #[must_use]
    pub fn of(survey: &Survey, now: i64) -> Self {
        let published = Published::of(survey);
        let mut form = Self::new(survey.domain.as_str(), now);
        form.host = published.host;
        form.ttl = published.ttl.unwrap_or(form.ttl);
        if let Some(zone) = published.zone.known().filter(|zone| **zone != survey.domain) {
            form.zone = zone.to_string();
        }
        if !published.rua.is_empty() {
            form.rua = published.rua;
        }
        let Some(policy) = published.policy else {
            let mail = survey.mail();
            let hosts: Vec<&str> = mail.hosts().iter().map(|host| host.host.as_str()).collect();
            form.patterns = patterns(&hosts);
            return form;
        };
        form.mode = policy.mode;
        form.max_age = policy.max_age.to_string();
        form.patterns = policy.mx.into_iter().map(|pattern| pattern.text).collect();
        if let Some(id) = published.id {
            form.id = id;
        }
        form
    }
}

/// The patterns that cover these MX hosts, each once: see [`providers::pattern`]. A host that no pattern can cover is left
/// out.
#[must_use]
pub fn patterns(hosts: &[&str]) -> Vec<String> {
    let mut patterns: Vec<String> = Vec::new();
    for host in hosts {
        if let Some(pattern) = providers::pattern(host).filter(|pattern| !patterns.contains(pattern)) {
            patterns.push(pattern);
        }
    }
    patterns
}

/// Where reports go as long as nobody says otherwise: a mailbox of the domain.
pub(super) fn reports_to(domain: &str) -> Vec<String> {
    match domain {
        "" => Vec::new(),
        domain => vec![format!("mailto:tls-reports@{domain}")],
    }
}

/// The id for a policy: the published one where the policy says the same, else one made from the time (seconds since
/// 1970, UTC), such as `20261124T184145Z`.
///
/// RFC 8461 §3.1: an id belongs to one instance of a policy, and senders look for a new policy when they see a new id.
#[must_use]
pub fn id(policy: &str, published: &Published, now: i64) -> String {
    let made = policy_id(now);
    let Some(old) = &published.id else { return made };
    if is_unchanged(policy, published) {
        return old.clone();
    }
    if made == *old { policy_id(now + 1) } else { made }
}

/// Whether a policy says the same as the published one: order, case and layout of its lines don't count.
#[must_use]
pub fn is_unchanged(policy: &str, published: &Published) -> bool {
    let reading = sts::policy::parse(policy.as_bytes(), &mut Findings::faults());
    match (&reading.effective, &published.policy) {
        (Some(new), Some(old)) => {
            (new.mode, new.max_age) == (old.mode, old.max_age) && among(&new.mx, &old.mx) && among(&old.mx, &new.mx)
        }
        _ => false,
    }
}

/// Finds that a policy is published under the id of another one (RFC 8461 §3.1).
#[must_use]
pub fn judge_id(policy: &str, id: &str, published: &Published) -> Option<Finding> {
    let kept = published.id.as_deref() == Some(id) && published.policy.is_some();
    let finding = || {
        ID_NOT_CHANGED
            .finding()
            .with("id", id)
            .about(Subject::Record, Evidence::Given)
    };
    (kept && !is_unchanged(policy, published)).then(finding)
}

fn among(some: &[MxPattern], all: &[MxPattern]) -> bool {
    let name = |pattern: &MxPattern| pattern.text.to_ascii_lowercase().into_bytes();
    // Of the type that the policy's reader has too, and filled as there: sorting would weigh more, and collecting sorts.
    let mut known: BTreeSet<Vec<u8>> = BTreeSet::new();
    for pattern in all {
        known.insert(name(pattern));
    }
    some.iter().all(|pattern| known.contains(&name(pattern)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::facts::Pasted;

    #[test]
    fn what_is_not_served_is_not_published() {
        let policy = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 86400\n";
        for (head, published) in [
            ("", true),
            ("HTTP/2 200 \r\ncontent-type: text/plain\r\n\r\n", true),
            ("HTTP/2 404 \r\ncontent-type: text/plain\r\n\r\n", false),
            ("HTTP/2 301 \r\nlocation: https://example.com/\r\n\r\n", false),
        ] {
            let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
            let text = format!("{head}{policy}").into_bytes();
            survey.pasted = Pasted::new(text);
            assert_eq!(Published::of(&survey).policy.is_some(), published, "{head}");
        }
    }

    #[test]
    fn hosts_are_covered_as_their_providers_have_it() {
        for provider in providers::PROVIDERS {
            for pattern in provider.patterns {
                let host = pattern.replace('*', "any");
                assert_eq!(patterns(&[&host]), [*pattern], "{}", provider.name);
            }
        }
        for (hosts, wanted) in [
            (&["MX1.Example.com.", "mx1.example.com"][..], &["mx1.example.com"][..]),
            // A family that nobody knows yet.
            (&["example-com.z-v9.mx.microsoft"], &["example-com.z-v9.mx.microsoft"]),
            (&["a_b.example.com", "[192.0.2.1]", ""], &[]),
        ] {
            assert_eq!(patterns(hosts), wanted);
        }
    }
}
