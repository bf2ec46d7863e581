//! The policy host: its addresses, aliases and CAA records, and what the browser, or who asks in its place, saw of it.

use super::super::commands;
use super::super::facts::{PolicyRead, Question, Reply, Survey};
use super::super::providers;
use super::super::rules::host as rules;
use super::super::view::{Addresses, Fact};
use super::outside;
use super::policy;
use super::record;
use super::words;
use crate::dns::address::{any_public, write};
use crate::dns::{Data, End, Name, Rtype};
use crate::later::{self, Rest};
use crate::rule::{Confidence, Evidence, Findings, Severity, Subject};
use crate::text::part;

/// How the policy host stands in DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Not known yet.
    Pending,
    /// Could not be looked up.
    Unknown,
    /// It has no address: what there is, in words.
    NoAddress(String),
    /// It is an alias of a name that doesn't exist, or of itself.
    Dangling(Rest),
    /// None of its addresses is public; it was not contacted.
    Private(Rest),
    /// Some of its addresses aren't public; it was not contacted either.
    PartlyPrivate(Rest),
    /// It has public addresses; the first one.
    Public(String),
}

impl State {
    /// `expected`: something is published as the record, so that senders look for the host.
    pub(super) fn state(&self, policy: &policy::State<'_>, expected: bool) -> (Severity, String) {
        let bad = if expected { Severity::Error } else { Severity::Note };
        let (severity, words) = match self {
            Self::Pending => (Severity::Pending, "waiting"),
            Self::Unknown => (Severity::Unseen, "could not be looked up"),
            Self::NoAddress(_) => (bad, "no address"),
            Self::Dangling(_) => (bad, "an alias that leads nowhere"),
            Self::Private(_) => (bad, "no public address"),
            Self::PartlyPrivate(_) => (Severity::Warning.max(bad), "not every address is public"),
            Self::Public(_) => return policy.host_state(),
        };
        (severity, words.into())
    }
}

pub(super) fn judge(survey: &Survey, record: &record::State, findings: &mut Findings) -> State {
    let Some(host) = survey.policy_host() else {
        return State::NoAddress("too long a name".into());
    };
    // Without a record and without a host nothing was begun, so nothing is missing.
    let expected = record.is_there();
    let may_be = expected || matches!(record, record::State::Unknown);
    delegation(survey, record, findings);
    let state = match survey.addresses(&host) {
        Addresses::Pending => return State::Pending,
        Addresses::Failed => return State::Unknown,
        Addresses::None => none(survey, &host, expected, findings),
        Addresses::Some {
            first_private: Some((address, scope)),
            all,
        } => {
            let Some(rest) = later::rest() else {
                return State::Unknown;
            };
            let (rule, state) = if any_public(&all) {
                (&rules::HOST_PARTLY_PRIVATE, State::PartlyPrivate(rest))
            } else {
                (&rules::HOST_PRIVATE, State::Private(rest))
            };
            if expected {
                let finding = rule.finding().with("host", &host).with("scope", scope.words());
                let evidence = evidence(survey, &host);
                findings.add(finding.with("address", address).about(Subject::PolicyHost, evidence));
            }
            state
        }
        Addresses::Some { all, .. } => {
            let address = all.first().copied().map(write::text).unwrap_or_default();
            if may_be {
                let finding = rules::HOST_HAS_ADDRESS
                    .finding()
                    .with("host", &host)
                    .with("address", &address);
                findings.add(finding.about(Subject::PolicyHost, evidence(survey, &host)));
                seen(survey, &host, findings);
            }
            State::Public(address)
        }
    };
    if may_be {
        caa(survey, &host, &state, findings);
    }
    state
}

/// The evidence for the addresses: the A answer, else the AAAA answer.
fn evidence(survey: &Survey, host: &Name) -> Evidence {
    let mut empty = None;
    for rtype in [Rtype::A, Rtype::AAAA] {
        if let Fact::Found(found) = survey.fact(host, rtype) {
            if !found.resolved.records().is_empty() {
                return found.evidence;
            }
            empty.get_or_insert(found.evidence);
        }
    }
    empty.unwrap_or(Evidence::Unobservable)
}

fn none(survey: &Survey, host: &Name, expected: bool, findings: &mut Findings) -> State {
    let fact = survey.fact(host, Rtype::A);
    let Some(found) = fact.found() else {
        return State::Unknown;
    };
    if let (Some(target), End::NxDomain | End::Loop) = (found.target(), &found.resolved.end)
        && let Some(rest) = later::rest()
    {
        let finding = rules::HOST_DANGLING.finding().with("host", host).with("target", target);
        let finding = finding
            .with_words("state", found.dead_end())
            .with("provider", provider_note(target));
        let severity = if expected { Severity::Error } else { Severity::Warning };
        let finding = finding.severity(severity);
        findings.add(finding.about(Subject::PolicyHost, found.evidence.clone()));
        return State::Dangling(rest);
    }
    let what = found.absence().to_owned();
    if expected && later::rest().is_some() {
        let finding = rules::HOST_WITHOUT_ADDRESS
            .finding()
            .with("host", host)
            .with_words("what", &what);
        findings.add(finding.about(Subject::PolicyHost, found.evidence.clone()));
    }
    State::NoAddress(what)
}

pub(super) fn provider_note(target: &str) -> String {
    providers::of_policy_host(target).map_or_else(String::new, |provider| format!(" ({})", provider.name))
}

/// The alias at the policy host, and whether both halves of a delegation are there (RFC 8461 §8.2).
fn delegation(survey: &Survey, record: &record::State, findings: &mut Findings) {
    let host = survey.policy_host();
    let record_name = survey.record_name();
    let host_fact = survey.fact_at(host.as_ref(), Rtype::A);
    let record_fact = survey.fact_at(record_name.as_ref(), Rtype::TXT);
    let (Some(host), Some(host_found), Some(record_found)) = (host, host_fact.found(), record_fact.found()) else {
        return;
    };
    let host_target = host_found.target();
    let record_target = record_found.target();
    let domain = &survey.domain;
    if let Some(target) = host_target {
        let finding = if matches!(record, record::State::Absent) && record_target.is_none() {
            rules::DELEGATION_WITHOUT_RECORD.finding().with("domain", domain)
        } else {
            rules::HOST_DELEGATED.finding().with("host", &host)
        };
        let finding = finding.with("target", target).with("provider", provider_note(target));
        findings.add(finding.about(Subject::PolicyHost, host_found.evidence.clone()));
        two_providers(survey, target, findings);
    }
    if let (Some(target), None) = (record_target, host_target) {
        let theirs = providers::of_policy_host(target).is_some();
        let missing = matches!(survey.addresses(&host), Addresses::None);
        if (theirs || missing) && later::rest().is_some() {
            let state = if missing {
                "has no address"
            } else {
                "is a host of its own"
            };
            let finding = rules::DELEGATION_WITHOUT_HOST
                .finding()
                .with("domain", domain)
                .with("target", target);
            let finding = finding
                .with("provider", provider_note(target))
                .with_words("state", state);
            // A policy host of one's own beside a delegated record works, if it is kept in step.
            let severity = if missing { Severity::Warning } else { Severity::Note };
            findings.add(
                finding
                    .severity(severity)
                    .about(Subject::PolicyHost, record_found.evidence.clone()),
            );
        }
    }
}

/// Says so if the known provider of the policy isn't the known provider of the mail (RFC 8461 §8.2).
fn two_providers(survey: &Survey, target: &str, findings: &mut Findings) {
    let mail = survey.mail();
    let of_mail = mail.hosts().iter().find_map(|host| providers::of_mx(&host.host));
    let of_policy = providers::of_policy_host(target);
    let (Some(of_mail), Some(of_policy)) = (of_mail, of_policy) else {
        return;
    };
    if of_mail.name == of_policy.name {
        return;
    }
    let finding = rules::TWO_PROVIDERS
        .finding()
        .with("mail", of_mail.name)
        .with("policy", of_policy.name);
    let evidence = Evidence::Inferred {
        from: "the names of the MX hosts and of the alias at the policy host".into(),
    };
    findings.add(finding.about(Subject::PolicyHost, evidence));
}

/// Says so when the policy host stands there without a record that would lead senders to it, and nothing is known of
/// what it serves.
pub(super) fn without_record(survey: &Survey, host: &State, findings: &mut Findings) {
    let (State::Public(address), Some(name)) = (host, survey.policy_host()) else {
        return;
    };
    let aliased = survey
        .fact(&name, Rtype::A)
        .found()
        .is_some_and(|found| found.target().is_some());
    if aliased {
        // That is said of the delegation.
        return;
    }
    let finding = rules::HOST_WITHOUT_RECORD
        .finding()
        .with("host", &name)
        .with("address", address)
        .with("domain", &survey.domain);
    let finding = finding.snippet("Shows what it serves", format!("curl -i {}", survey.policy_url()));
    findings.add(finding.about(Subject::PolicyHost, evidence(survey, &name)));
}

/// What the browser itself saw: a readable answer, or the probes.
fn seen(survey: &Survey, host: &Name, findings: &mut Findings) {
    let Some(Reply::Policy(read)) = survey.reply(&Question::Policy).map(|reported| &reported.reply) else {
        return;
    };
    let silent = match survey.reply(&Question::Probe).map(|reported| &reported.reply) {
        Some(Reply::Probe(report)) => policy::is_silent(*report),
        _ => false,
    };
    match read {
        PolicyRead::Readable { status, .. } => {
            let finding = rules::HOST_READABLE.finding().with("host", host).with("status", status);
            let readable = match survey.outside {
                Some(_) => "",
                None => ", and lets web pages read it",
            };
            let finding = finding.with_words("readable", readable);
            findings.add(finding.about(Subject::PolicyHost, Evidence::BrowserRead));
        }
        PolicyRead::Unfetched(obstacle) => outside::find(survey, host, obstacle, findings),
        PolicyRead::Refused if !silent => probe(survey, host, true, findings),
        PolicyRead::TimedOut | PolicyRead::Refused => {
            if later::rest().is_none() {
                return;
            }
            let finding = rules::POLICY_TIMED_OUT.finding().with("host", host);
            let finding = finding.snippet("Shows where it hangs", format!("curl -vi {}", survey.policy_url()));
            findings.add(finding.about(Subject::PolicyHost, Evidence::BrowserRead));
            // What the probes saw of it while it was waited for.
            probe(survey, host, false, findings);
        }
    }
}

/// What the probes saw. `refused`: the fetch was turned down at once, so that the host seems to be closed to pages.
fn probe(survey: &Survey, host: &Name, refused: bool, findings: &mut Findings) {
    let Some(Reply::Probe(report)) = survey.reply(&Question::Probe).map(|reported| &reported.reply) else {
        return;
    };
    let medium = |unless| Evidence::Probe {
        confidence: Confidence::Medium,
        unless,
    };
    let mut add = |rule: &'static crate::rule::Rule, evidence| {
        if rule.name == rules::HOST_NOT_READABLE.name && !refused {
            return;
        }
        let finding = rule.finding().with("host", host);
        let finding = match rule.severity {
            Severity::Good | Severity::Unseen => finding,
            _ => finding
                .snippet("Shows the answer", format!("curl -i {}", survey.policy_url()))
                .snippet("Shows the certificate", commands::https(host.as_str())),
        };
        findings.add(finding.about(Subject::PolicyHost, evidence));
    };
    match policy::probe_verdict(*report) {
        policy::Probe::NotRun => {
            add(
                &rules::HOST_NOT_READABLE,
                Evidence::Inferred {
                    from: "a request that the browser turned down".into(),
                },
            );
        }
        policy::Probe::Unreachable => add(
            &rules::PROBE_UNREACHABLE,
            medium(
                "an extension or a company’s proxy blocks the request, or the host forbids embedding by `Cross-Origin-Resource-Policy`",
            ),
        ),
        policy::Probe::Redirects(_) => {
            add(
                &rules::PROBE_REDIRECT,
                medium("an extension sends the request elsewhere"),
            );
        }
        policy::Probe::ErrorStatus => {
            add(&rules::PROBE_TLS, medium("a root is trusted by this device only"));
            add(
                &rules::PROBE_ERROR_STATUS,
                medium("the host sends `X-Frame-Options` or a policy that forbids embedding"),
            );
            add(&rules::HOST_NOT_READABLE, medium("the request failed by chance"));
        }
        policy::Probe::Success => {
            add(&rules::PROBE_TLS, medium("a root is trusted by this device only"));
            add(&rules::PROBE_SUCCESS, medium("what loads is a web page and no policy"));
            add(&rules::HOST_NOT_READABLE, medium("the request failed by chance"));
        }
        policy::Probe::TlsOnly => {
            add(&rules::PROBE_TLS, medium("a root is trusted by this device only"));
            add(&rules::HOST_NOT_READABLE, medium("the request failed by chance"));
        }
    }
}

/// Who may issue certificates for the policy host (RFC 8659 §3: the nearest set of CAA records counts).
fn caa(survey: &Survey, host: &Name, state: &State, findings: &mut Findings) {
    if !matches!(state, State::Public(_) | State::PartlyPrivate(_)) {
        return;
    }
    for owner in survey.caa_names() {
        let Fact::Found(found) = survey.fact(&owner, Rtype::CAA) else {
            return;
        };
        // What can't be read may allow more.
        if found.resolved.is_unreadable() {
            return;
        }
        let rows = found.resolved.records();
        if rows.is_empty() {
            continue;
        }
        let mut limited = false;
        let mut allowed: Vec<&str> = Vec::new();
        for row in rows {
            if let Data::Caa { tag, value, .. } = &row.data
                && tag == "issue"
            {
                limited = true;
                let identity = part::parted(value, ";").map_or(value.as_str(), |(identity, _)| identity);
                let identity = identity.trim_ascii();
                if !identity.is_empty() {
                    allowed.push(identity);
                }
            }
        }
        // A set without `issue` limits nothing.
        if !limited {
            return;
        }
        let finding = if allowed.is_empty() && later::rest().is_some() {
            rules::CAA_FORBIDS_ALL
                .finding()
                .with("owner", &owner)
                .with("host", host)
        } else {
            let mut missing = String::new();
            for (name, identity) in providers::COMMON_CAS {
                if !allowed.iter().any(|known| known.eq_ignore_ascii_case(identity)) {
                    missing.push_str(if missing.is_empty() { "; not among them: " } else { ", " });
                    missing.push_str(name);
                }
            }
            let finding = rules::CAA_LIMITS.finding().with("owner", &owner).with("host", host);
            finding
                .with("allowed", words::names(&allowed))
                .with_words("missing", missing)
        };
        findings.add(finding.about(Subject::PolicyHost, found.evidence.clone()));
        return;
    }
}
