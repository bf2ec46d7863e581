//! The policy: what could be read or was brought, and what the probes saw where nothing could be read.

use super::super::assessment::SourceText;
use super::super::facts::{PolicyRead, ProbeReport, Question, Reply, Survey};
use super::super::outside::Obstacle;
use super::{brought, host, record, words};
use crate::later::{self, Rest};
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::sts::Policy;
use crate::sts::http::{self, HttpAnswer};
use crate::sts::policy::{KNOWN_SENDERS, REFUSING, Reading, parse};
use std::borrow::Cow;

/// How the policy stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State<'a> {
    /// Not known yet.
    Pending,
    /// The policy host has no address to ask, or it could not be looked up.
    NoHost,
    /// The answer can't be read from here; what the probes saw.
    Unreadable(Probe),
    /// Nothing could be fetched, where nothing hides why.
    Unfetched(Obstacle),
    /// No complete answer in time: within a minute, or as long as the browser waits.
    TimedOut(Rest),
    /// The check ended before there was an answer: stopped, or there was no time left to ask.
    Unawaited(Rest),
    /// The host answers, but with something that senders don't take: how, in words (`answers 404`).
    NotServed(String, Evidence, Rest),
    /// There is a text.
    Text(Text<'a>),
}

/// A policy's text, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text<'a> {
    pub(super) body: Cow<'a, [u8]>,
    pub(super) reading: Reading,
    pub(super) evidence: Evidence,
    /// The first error, if the text is invalid, with what senders make of it.
    pub(super) reason: Option<String>,
    /// The same without that, fit to end a sentence.
    pub(super) fault: Option<String>,
}

/// What the probes came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    /// Not run, or not to its end.
    NotRun,
    /// No request came through.
    Unreachable,
    /// Led to another host.
    Redirects(Rest),
    /// Trusted TLS, but no success.
    ErrorStatus,
    /// Trusted TLS and a success.
    Success,
    /// Trusted TLS; the status can't be told.
    TlsOnly,
}

/// What a probe report comes to.
pub(super) fn probe_verdict(report: ProbeReport) -> Probe {
    match (report.ran, report.left_host, report.fetched, report.loaded) {
        (false, ..) | (true, false, None, None) => Probe::NotRun,
        (true, true, ..) => later::rest().map_or(Probe::NotRun, Probe::Redirects),
        (true, false, Some(true) | None, Some(true)) => Probe::Success,
        (true, false, Some(true), Some(false)) => Probe::ErrorStatus,
        (true, false, Some(true), None) => Probe::TlsOnly,
        // What loads came over trusted TLS, whatever stopped the fetch.
        (true, false, Some(false), Some(true)) => Probe::Success,
        (true, false, Some(false) | None, _) => Probe::Unreachable,
    }
}

/// Whether the probes ran and heard nothing at all. Browsers give up a connection that brings no certificate after half a
/// minute: the fetch is turned down then, and not for being closed to pages.
pub(super) const fn is_silent(report: ProbeReport) -> bool {
    report.ran && !report.left_host && report.fetched.is_none() && report.loaded.is_none()
}

impl State<'_> {
    pub(super) fn state(&self) -> (Severity, String) {
        let (severity, words) = match self {
            Self::Pending => (Severity::Pending, "waiting"),
            Self::NoHost => (Severity::Unseen, "not asked"),
            Self::Unreadable(_) => (Severity::Unseen, "not readable from here"),
            Self::Unfetched(_) => (Severity::Unseen, "could not be fetched"),
            Self::TimedOut(_) => (Severity::Unseen, "no answer in time"),
            Self::Unawaited(_) => (Severity::Unseen, "not waited for"),
            Self::NotServed(how, ..) => (Severity::Error, how.as_str()),
            Self::Text(text) => match text.policy() {
                None => (Severity::Error, "invalid"),
                Some(policy) => {
                    let kept = words::seconds(policy.max_age);
                    return (Severity::Good, format!("{}, {kept}", policy.mode.as_str()));
                }
            },
        };
        (severity, words.into())
    }

    /// How the policy host stands by what came from it.
    pub(super) fn host_state(&self) -> (Severity, String) {
        let (severity, words) = match self {
            Self::Pending => (Severity::Pending, "waiting"),
            Self::NoHost => (Severity::Good, "public address"),
            Self::Unreadable(Probe::Unreachable) => (Severity::Warning, "no trusted TLS from here"),
            Self::Unreadable(Probe::Redirects(_)) => (Severity::Error, "redirects"),
            Self::Unreadable(Probe::ErrorStatus) => (Severity::Warning, "seems to answer with an error"),
            Self::Unreadable(Probe::Success) => (Severity::Good, "trusted TLS, success"),
            Self::Unreadable(Probe::TlsOnly) => (Severity::Good, "trusted TLS"),
            Self::Unreadable(Probe::NotRun) => (Severity::Unseen, "not observable"),
            Self::Unfetched(obstacle) => (obstacle.severity(), obstacle.fault()),
            Self::TimedOut(_) => (Severity::Warning, "no answer in time"),
            Self::Unawaited(_) => (Severity::Unseen, "not waited for"),
            Self::NotServed(how, ..) => (Severity::Error, how.as_str()),
            Self::Text(text) if text.evidence == Evidence::BrowserRead => (Severity::Good, "trusted TLS, 200"),
            Self::Text(_) => (Severity::Good, "public address"),
        };
        (severity, words.into())
    }

    /// What senders go by: the policy by the letter, else what stands there for those that are milder.
    pub(super) fn policy(&self) -> Option<&Policy> {
        match self {
            Self::Text(text) => text.policy(),
            _ => None,
        }
    }

    /// Whether it is what the user brought.
    pub(super) const fn is_brought(&self) -> bool {
        match self {
            Self::Text(text) => matches!(text.evidence, Evidence::Pasted),
            Self::NotServed(_, evidence, _) => matches!(evidence, Evidence::Pasted),
            _ => false,
        }
    }

    /// Whether the policy has to be brought by the user.
    pub(super) const fn wants_paste(&self) -> bool {
        match self {
            Self::Unreadable(_) | Self::Unfetched(_) | Self::TimedOut(_) | Self::Unawaited(_) => true,
            Self::Text(text) => matches!(text.evidence, Evidence::Pasted),
            _ => false,
        }
    }
}

impl Text<'_> {
    pub(super) fn policy(&self) -> Option<&Policy> {
        self.reading.effective.as_ref().or(self.reading.lenient.as_ref())
    }

    /// What is known of those who get a policy that breaks the letter. Where not all were measured, the reason says who.
    pub(super) fn received(&self) -> String {
        if self.reading.most {
            format!("{REFUSING} of {KNOWN_SENDERS} known ones refuse it")
        } else {
            "by the letter of the RFC it is invalid".to_owned()
        }
    }

    /// How much it means that the policy breaks the letter: less where most known senders were measured to accept it.
    pub(super) const fn breach(&self) -> (Severity, &'static str) {
        if self.reading.most {
            (Severity::Warning, "not conformant, accepted by most known senders")
        } else {
            (Severity::Error, "not conformant")
        }
    }
}

pub(super) fn judge<'a>(
    survey: &'a Survey,
    record: &record::State,
    host: &host::State,
    findings: &mut Findings,
    texts: &mut Vec<SourceText>,
) -> State<'a> {
    if let Some(pasted) = &survey.pasted {
        if later::rest().is_none() {
            return State::Pending;
        }
        if let Some((answer, body)) = brought::counting(survey, pasted, findings) {
            return served(survey, &answer, Cow::Borrowed(body), Evidence::Pasted, findings, texts);
        }
    }
    if !matches!(record, record::State::Absent) {
        return read(survey, host, findings, texts);
    }
    // Nobody was told to look for a policy: whatever a web server answers there is no fault, unless it is a policy.
    if let Some(Reply::Policy(reply)) = survey.reply(&Question::Policy).map(|reported| &reported.reply)
        && reply.is_no_policy()
    {
        return State::NoHost;
    }
    let (mut own, mut own_texts) = (Findings::new(), Vec::new());
    match read(survey, host, &mut own, &mut own_texts) {
        state @ State::Text(_) if state.policy().is_some() => {
            findings.adopt_with(own, Some);
            texts.append(&mut own_texts);
            state
        }
        State::Pending => State::Pending,
        _ => State::NoHost,
    }
}

fn read<'a>(survey: &'a Survey, host: &host::State, findings: &mut Findings, texts: &mut Vec<SourceText>) -> State<'a> {
    match survey.reply(&Question::Policy).map(|reported| &reported.reply) {
        Some(Reply::Policy(PolicyRead::Readable {
            status,
            content_type,
            redirected,
            url,
            body,
            cut,
        })) => {
            let headers = content_type
                .iter()
                .map(|value| ("content-type".to_owned(), value.clone()));
            let mut headers: Vec<_> = headers.collect();
            // Outside of browsers a redirect is seen itself, and not followed; the URL is where it leads.
            if survey.outside.is_some() && (300..400).contains(status) && !*redirected && *url != survey.policy_url() {
                headers.push(("location".to_owned(), url.clone()));
            }
            let answer = HttpAnswer {
                // What wasn't redirected came from the right one.
                url: redirected.then(|| url.clone()),
                status: Some(*status),
                headers,
                redirected: *redirected,
                cut: *cut,
            };
            served(
                survey,
                &answer,
                Cow::Borrowed(body.as_slice()),
                Evidence::BrowserRead,
                findings,
                texts,
            )
        }
        Some(Reply::Policy(PolicyRead::Unfetched(obstacle))) => State::Unfetched(obstacle.clone()),
        Some(Reply::Policy(PolicyRead::TimedOut)) => match survey.outside {
            Some(outside) => State::Unfetched(outside.late()),
            None => seldom(State::TimedOut),
        },
        Some(Reply::Policy(PolicyRead::Refused)) => {
            match survey.reply(&Question::Probe).map(|reported| &reported.reply) {
                Some(Reply::Probe(report)) if is_silent(*report) => seldom(State::TimedOut),
                Some(Reply::Probe(report)) => State::Unreadable(probe_verdict(*report)),
                _ if survey.is_open(&Question::Probe) => State::Pending,
                _ => State::Unreadable(Probe::NotRun),
            }
        }
        _ => match host {
            host::State::Pending => State::Pending,
            host::State::Public(_) if survey.is_open(&Question::Policy) => State::Pending,
            host::State::Public(_) => seldom(State::Unawaited),
            _ => State::NoHost,
        },
    }
}

/// How a policy stands that seldom stands so.
fn seldom<'a>(state: fn(Rest) -> State<'a>) -> State<'a> {
    later::rest().map_or(State::Pending, state)
}

/// Judges an HTTP answer and, if senders would take it, the text in it.
fn served<'a>(
    survey: &Survey,
    answer: &HttpAnswer,
    mut body: Cow<'a, [u8]>,
    evidence: Evidence,
    findings: &mut Findings,
    texts: &mut Vec<SourceText>,
) -> State<'a> {
    let mut own = Findings::new();
    http::judge(survey.domain.as_str(), answer, body.len(), &mut own);
    findings.adopt(own, Subject::PolicyHost, &evidence);
    if !http::is_usual(answer, body.len()) {
        let Some(rest) = later::rest() else {
            return State::Pending;
        };
        // RFC 8461 §3.3: status 200 alone, and no redirect is followed.
        let moved = answer
            .status
            .is_some_and(|status| (300..400).contains(&status) && status != 304);
        if answer.redirected || moved {
            return State::NotServed("redirects".into(), evidence, rest);
        }
        if let Some(status) = answer.status.filter(|&status| status != 200) {
            return State::NotServed(format!("answers {status}"), evidence, rest);
        }
        if answer.cut {
            body = whole_lines(body);
        }
    }
    let mut own = Findings::new();
    let reading = parse(&body, &mut own);
    let (mut reason, mut fault) = (None, None);
    if reading.effective.is_none() && later::rest().is_some() {
        let mut all = own.as_slice().iter();
        let first_error = all.find(|finding| finding.severity == Severity::Error);
        (reason, fault) = (first_error.map(Finding::message), first_error.map(Finding::fault));
    }
    findings.adopt(own, Subject::Policy, &evidence);
    let label = survey.policy_url();
    let text = SourceText {
        subject: Subject::Policy,
        label,
        text: body.to_vec(),
        ttl: None,
        evidence: evidence.clone(),
    };
    texts.push(text);
    State::Text(Text {
        body,
        reading,
        evidence,
        reason,
        fault,
    })
}

/// What was read of a text that goes on, up to its last line end: the line behind it is not whole. Of a text that is all
/// one line its beginning shows what it is.
fn whole_lines(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let Some(last) = text.iter().rposition(|&byte| byte == b'\n') else {
        return text;
    };
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..=last).unwrap_or(text)),
        Cow::Owned(mut text) => {
            text.truncate(last + 1);
            Cow::Owned(text)
        }
    }
}
