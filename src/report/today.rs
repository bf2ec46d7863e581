//! What reports say, held against what the domain publishes today.
//!
//! A report is about a day that is over. Of each failure one of three things can be said now: it is still so, it is
//! mended since, or it can't be told from here. Nothing is called mended that was not seen to be.

use super::PolicyType;
use super::result::About;
use super::shown::{Failure, Version};
use crate::dns::{Name, Rtype};
use crate::rule::{Evidence, Findings, Severity, Subject};
use crate::sts::{self, Policy};
use crate::survey::view::{Fact, Mail};
use crate::survey::{Assessment, Survey};

/// How it stands with a failure now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// What made it fail is still there.
    StillSo,
    /// It is no longer there.
    Mended,
    /// It can't be told from a browser, or from what was answered.
    Untold,
}

/// What is said of a failure now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// How it stands.
    pub since: Since,
    /// Why: a sentence or two. Code stands between backticks.
    pub words: String,
    /// How that is known.
    pub evidence: Option<Evidence>,
}

/// What the domain publishes today, as far as the check of it found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// The domain.
    pub domain: String,
    /// When that was seen, in seconds since 1970 (UTC).
    pub seen: i64,
    /// Its MX hosts, and who said so; `None`: not known.
    hosts: Option<(Vec<String>, Option<Evidence>)>,
    /// The policy as it is served, and how it is known; `None`: it could not be read.
    policy: Option<(Served, Evidence)>,
    /// Whether the host of the policy is known to fail.
    host_fails: bool,
    /// TLSA records of the MX hosts: whether there are any, whether the answer was validated, who said so.
    tlsa: Vec<(String, bool, bool, Evidence)>,
}

/// A policy that is served.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Served {
    lines: Vec<String>,
    /// What senders make of it; `None` where they can't use it.
    policy: Option<Policy>,
}

impl Today {
    /// Whether the check found anything out that a failure can be held against.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.hosts.is_some() || self.policy.is_some() || self.host_fails || !self.tlsa.is_empty()
    }

    /// What a check found, once it is over. `assessment` is the judgement of `survey`.
    #[must_use]
    pub fn of(survey: &Survey, assessment: &Assessment) -> Self {
        let mail = survey.mail();
        let by = survey
            .fact(&survey.domain, Rtype::MX)
            .found()
            .map(|found| found.evidence.clone());
        let hosts = match mail {
            Mail::Pending | Mail::Failed(_) => None,
            _ => Some((mail.hosts().iter().map(|host| host.host.clone()).collect(), by)),
        };
        let policy = assessment.text(Subject::Policy).map(|text| {
            let lines = String::from_utf8_lossy(&text.text);
            let lines = lines.lines().map(|line| line.trim_end().to_owned());
            let served = Served {
                lines: lines.filter(|line| !line.is_empty()).collect(),
                policy: assessment.policy(),
            };
            (served, text.evidence.clone())
        });
        let state = assessment.subject(Subject::PolicyHost).map(|state| state.severity);
        let tlsa = mail
            .hosts()
            .iter()
            .filter_map(|host| tlsa(survey, &host.host, host.name.as_ref()))
            .collect();
        Self {
            domain: survey.domain.to_string(),
            seen: survey.started,
            hosts,
            policy,
            host_fails: state == Some(Severity::Error),
            tlsa,
        }
    }

    /// Whether this is what a report about that domain is to be held against.
    #[must_use]
    pub fn is_about(&self, domain: &str) -> bool {
        self.domain
            .eq_ignore_ascii_case(domain.strip_suffix('.').unwrap_or(domain))
    }

    /// What is said of a failure now; `about`: where to look. `newest`: the last day on which anybody reported of the
    /// domain, 0 being 1 January 1970.
    #[must_use]
    pub fn judge(&self, failure: &Failure, about: Option<About>, newest: Option<i64>) -> Now {
        // What is about the host of the policy says nothing of an MX host, whatever name the report has there.
        if about == Some(About::PolicyHost) {
            return self.policy_host(failure).unwrap_or_else(|| untold(failure, newest));
        }
        if let Some(now) = self.gone(failure) {
            return now;
        }
        let now = match about {
            Some(About::Dane) => self.dane(failure),
            Some(About::Host) if misfit(failure).is_some() => self.covered(failure),
            _ => None,
        };
        now.unwrap_or_else(|| untold(failure, newest))
    }

    /// Senders no longer go to a host that the MX records don't name.
    fn gone(&self, failure: &Failure) -> Option<Now> {
        let (hosts, evidence) = self.hosts.as_ref()?;
        let named = |host: &String| host.eq_ignore_ascii_case(&failure.host);
        if failure.host.is_empty() || hosts.iter().any(named) {
            return None;
        }
        let (host, domain) = (&failure.host, &self.domain);
        Some(Now {
            since: Since::Mended,
            words: format!("`{host}` is no longer among the MX hosts of `{domain}`, so new mail doesn’t go there."),
            evidence: evidence.clone(),
        })
    }

    /// RFC 8461 §4.1: whether the policy of today covers the host that the one in the report didn’t.
    fn covered(&self, failure: &Failure) -> Option<Now> {
        let (served, evidence) = self.policy.as_ref()?;
        let policy = served.policy.as_ref()?;
        let covering = policy
            .mx
            .iter()
            .find(|pattern| sts::mx::compare(&pattern.text, &failure.host).is_match());
        let host = &failure.host;
        let (since, words) = if let Some(pattern) = covering {
            let (line, text) = (pattern.line, &pattern.text);
            let words = format!("Line {line} of today’s policy covers `{host}`: `{text}`.");
            (Since::Mended, words)
        } else {
            let patterns: Vec<String> = policy.mx.iter().map(|pattern| pattern.text.clone()).collect();
            let why = why_not(&patterns, host).unwrap_or_default();
            let words = format!("Today’s policy doesn’t cover `{host}` either: {why}.");
            (Since::StillSo, words)
        };
        let evidence = Some(evidence.clone());
        Some(Now { since, words, evidence })
    }

    fn policy_host(&self, failure: &Failure) -> Option<Now> {
        let invalid = failure.result == "sts-policy-invalid";
        let now = |since, words: &str, evidence: &Evidence| Now {
            since,
            words: words.to_owned(),
            evidence: Some(evidence.clone()),
        };
        match &self.policy {
            Some((served, evidence)) if served.policy.is_none() && invalid => Some(now(
                Since::StillSo,
                "What is served today is no policy that senders can use.",
                evidence,
            )),
            Some((served, evidence)) if served.policy.is_some() && invalid => Some(now(
                Since::Mended,
                "The policy that is served today is valid.",
                evidence,
            )),
            // Pasted, it says nothing about the host.
            Some((_, evidence @ Evidence::BrowserRead)) => Some(now(
                Since::Mended,
                "This browser reads the policy today, over TLS that it trusts.",
                evidence,
            )),
            _ if self.host_fails => Some(Now {
                since: Since::StillSo,
                words: "The policy can’t be fetched today either; the check of the domain says why.".to_owned(),
                evidence: None,
            }),
            _ => None,
        }
    }

    /// RFC 7672: whether there are TLSA records that can be validated. Whether the certificate fits them is not seen.
    fn dane(&self, failure: &Failure) -> Option<Now> {
        let (host, any, signed, evidence) = self
            .tlsa
            .iter()
            .find(|(host, ..)| host.eq_ignore_ascii_case(&failure.host))?;
        let (since, words) = match (failure.result.as_str(), any, signed) {
            ("dane-required", true, true) => (
                Since::Mended,
                format!("`{host}` has TLSA records today, and they validate."),
            ),
            // Records without a validated answer: not every resolver validates.
            ("dane-required", false, _) => (Since::StillSo, format!("`{host}` has no TLSA record today.")),
            ("dnssec-invalid", _, true) => (
                Since::Mended,
                format!("The answer about TLSA records of `{host}` validates today."),
            ),
            ("tlsa-invalid", false, _) => (
                Since::Mended,
                format!("`{host}` has no TLSA records today, so senders hold no certificate against them."),
            ),
            _ => return None,
        };
        Some(Now {
            since,
            words,
            evidence: Some(evidence.clone()),
        })
    }

    /// The lines that a policy in reports had and today’s hasn’t, and those that came since; `None`: it is today’s, or
    /// today’s isn’t known.
    #[must_use]
    pub fn differs(&self, version: &Version) -> Option<(Vec<String>, Vec<String>)> {
        let (served, _) = self.policy.as_ref()?;
        if version.policy_type != PolicyType::Sts || version.lines.is_empty() || version.lines.more > 0 {
            return None;
        }
        let missing = |some: &[String], others: &[String]| -> Vec<String> {
            let plain = |line: &str| line.split_whitespace().collect::<String>();
            let others: Vec<String> = others.iter().map(|line| plain(line)).collect();
            some.iter()
                .filter(|line| !others.contains(&plain(line)))
                .cloned()
                .collect()
        };
        let (gone, come) = (
            missing(&version.lines.rows, &served.lines),
            missing(&served.lines, &version.lines.rows),
        );
        (!gone.is_empty() || !come.is_empty()).then_some((gone, come))
    }

    /// Whether the policy of today is known.
    #[must_use]
    pub const fn has_policy(&self) -> bool {
        self.policy.is_some()
    }
}

/// TLSA records of a host.
fn tlsa(survey: &Survey, host: &str, name: Option<&Name>) -> Option<(String, bool, bool, Evidence)> {
    let Fact::Found(found) = survey.fact(&name?.under("_25._tcp")?, Rtype::TLSA) else {
        return None;
    };
    let any = !found.resolved.records().is_empty();
    Some((host.to_owned(), any, found.answer.signed, found.evidence))
}

/// Why the policy in the report didn’t cover the host of the failure (RFC 8461 §4.1); `None`: it did, or it isn’t known.
#[must_use]
pub fn misfit(failure: &Failure) -> Option<String> {
    if failure.policy_type != PolicyType::Sts || failure.host.is_empty() || failure.policy.more > 0 {
        return None;
    }
    let values = failure.policy.rows.iter().filter_map(|line| line.strip_prefix("mx:"));
    let patterns: Vec<String> = values.map(|value| value.trim().to_owned()).collect();
    if patterns.is_empty() {
        return None;
    }
    why_not(&patterns, &failure.host)
}

/// The nearest miss, in words; `None`: some pattern covers the host.
fn why_not(patterns: &[String], host: &str) -> Option<String> {
    let mut findings = Findings::new();
    if sts::mx::judge(patterns, host, &mut findings).is_some() {
        return None;
    }
    findings.as_slice().first()?.arg("why").map(str::to_owned)
}

/// What can’t be seen from here, and what later reports hint at.
fn untold(failure: &Failure, newest: Option<i64>) -> Now {
    let last = failure.days.map(|(_, last)| last);
    let hint = match (last, newest) {
        (Some(last), Some(newest)) if newest > last => format!(
            " Reports go on until {}, and none after {} tells of this: that fits, and proves nothing.",
            crate::words::day(newest),
            crate::words::day(last)
        ),
        _ => String::new(),
    };
    Now {
        since: Since::Untold,
        words: format!("A browser can’t see this; the command shows it.{hint}"),
        evidence: Some(Evidence::Unobservable),
    }
}
