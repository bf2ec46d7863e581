//! The gate before enforce: what has to be true, and how far it is known to be.

use super::body::Body;
use super::change::clean_hosts;
use super::names::Patterns;
use super::plan::Options;
use super::times::at;
use super::today::{Known, Today};
use crate::rule::{Evidence, Severity, Snippet, Subject};
use crate::sts::Mode;
use crate::survey::Assessment;
use crate::survey::commands;
use crate::survey::judge::words::names;
use crate::survey::rules::host::{PROBE_SUCCESS, PROBE_TLS};
use crate::words::count;

/// How a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Met.
    Met,
    /// Not met.
    NotMet,
    /// Can't be seen from here.
    Unseen,
    /// Not answered yet.
    Pending,
}

/// A point of the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// How it stands.
    pub state: Standing,
    /// What has to be true, such as `Every MX host is covered`.
    pub words: String,
    /// The evidence, or what is missing. Code stands between backticks.
    pub detail: String,
    /// Commands that show what can't be seen from here.
    pub commands: Vec<Snippet>,
}

/// The gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// One sentence: whether it is open, and how many points are in the way.
    pub headline: String,
    /// The points, in order.
    pub points: Vec<Point>,
}

impl Gate {
    /// Whether no point is unmet, and none is awaited.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let open = |point: &Point| matches!(point.state, Standing::Met | Standing::Unseen);
        self.points.iter().all(open)
    }
}

/// What only the owner can say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// For how many days the policy has been in testing.
    pub testing_days: Option<u32>,
    /// The TLS reports that were loaded; `None`: none.
    pub reports: Option<Reports>,
}

/// TLS reports (RFC 8460), summed up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    /// How many.
    pub count: usize,
    /// Failed sessions in all of them.
    pub failed: u64,
    /// When the newest period ended, in seconds since 1970 (UTC).
    pub newest: Option<i64>,
}

/// How many MX hosts get a command.
const COMMANDS: usize = 8;

/// The points before enforce, from evidence. `assessment` is the judgement of the survey that `today` was made of; `now`
/// is in seconds since 1970 (UTC).
#[must_use]
pub fn gate(today: &Today, assessment: Option<&Assessment>, said: &Said, options: &Options, now: i64) -> Gate {
    let options = options.bounded();
    let hosts = today.hosts.found().map(|hosts| clean_hosts(hosts).0);
    let points = vec![
        covered(today, hosts.as_deref(), assessment),
        trusted(assessment),
        reporting(today, assessment),
        tested(today, said, &options, now),
        clean(said),
        certificates(hosts.as_deref()),
    ];
    Gate {
        headline: headline(&points),
        points,
    }
}

fn point(state: Standing, words: &str, detail: impl Into<String>) -> Point {
    Point {
        state,
        words: words.to_owned(),
        detail: detail.into(),
        commands: Vec::new(),
    }
}

/// How a thing stands that isn't there to be judged.
fn open<T>(known: &Known<T>, what: &str) -> (Standing, String) {
    match known {
        Known::Pending => (Standing::Pending, format!("{what}: still being asked")),
        Known::Absent => (Standing::NotMet, format!("{what}: none")),
        _ => (Standing::Unseen, format!("{what}: not known")),
    }
}

/// RFC 8461 §4.1, §5: enforce refuses what no line covers.
fn covered(today: &Today, hosts: Option<&[String]>, assessment: Option<&Assessment>) -> Point {
    let words = "Every MX host is covered";
    let Some(hosts) = hosts else {
        let (state, detail) = open(&today.hosts, "MX hosts");
        return point(state, words, detail);
    };
    let Some(policy) = today.policy.found().map(Body::of) else {
        let (state, detail) = open(&today.policy, "policy");
        return point(state, words, detail);
    };
    let all = today.hosts.found().map_or(0, Vec::len);
    let missed = Patterns::of(&policy.mx).uncovered(hosts);
    let known = match evidence(assessment, Subject::MxHosts) {
        Some(evidence) => format!("{evidence}; "),
        None => String::new(),
    };
    match (all.checked_sub(hosts.len()), missed.as_slice()) {
        (Some(0), []) => point(Standing::Met, words, format!("{known}{all} of {all}")),
        (_, []) => point(
            Standing::NotMet,
            words,
            "some MX host has no name that a policy could hold",
        ),
        (_, missed) => point(
            Standing::NotMet,
            words,
            format!("{known}not covered: {}", names(missed)),
        ),
    }
}

/// How a subject is known, by the first of its findings.
fn evidence(assessment: Option<&Assessment>, subject: Subject) -> Option<String> {
    let finding = assessment?.findings.iter().find(|finding| finding.subject == subject)?;
    Some(label(&finding.evidence))
}

fn label(evidence: &Evidence) -> String {
    match evidence.detail() {
        detail if detail.is_empty() => evidence.label().to_owned(),
        detail => format!("{} · {detail}", evidence.label()),
    }
}

/// RFC 8461 §3.3: the policy comes over TLS that senders trust.
fn trusted(assessment: Option<&Assessment>) -> Point {
    let words = "The policy host is trusted";
    let Some(assessment) = assessment else {
        return point(Standing::Unseen, words, "not looked at");
    };
    let host = assessment.subject(Subject::PolicyHost);
    let summary = host.map_or_else(String::new, |state| state.summary.clone());
    let about = || {
        assessment
            .findings
            .iter()
            .filter(|finding| finding.subject == Subject::PolicyHost)
    };
    if host.is_some_and(|state| state.severity == Severity::Pending) {
        return point(Standing::Pending, words, "still being asked");
    }
    if about().any(|finding| finding.severity == Severity::Error) {
        return point(Standing::NotMet, words, summary);
    }
    let read = assessment
        .text(Subject::Policy)
        .filter(|text| matches!(text.evidence, Evidence::BrowserRead));
    if let Some(text) = read {
        return point(Standing::Met, words, label(&text.evidence));
    }
    let probed = about().find(|finding| finding.rule == &PROBE_TLS || finding.rule == &PROBE_SUCCESS);
    match probed {
        Some(finding) => point(Standing::Met, words, label(&finding.evidence)),
        None => point(Standing::Unseen, words, summary),
    }
}

fn reporting(today: &Today, assessment: Option<&Assessment>) -> Point {
    let words = "TLS reports are asked for";
    match &today.reporting {
        Known::Found(()) => {
            let known = evidence(assessment, Subject::TlsRpt).unwrap_or_else(|| "record seen".into());
            point(Standing::Met, words, known)
        }
        Known::Absent => point(
            Standing::NotMet,
            words,
            "no record at `_smtp._tls` that senders can use",
        ),
        other => {
            let (state, detail) = open(other, "record");
            point(state, words, detail)
        }
    }
}

/// Days in testing: as the owner says, else since when the policy was seen in testing.
fn tested(today: &Today, said: &Said, options: &Options, now: i64) -> Point {
    let wanted = options.testing_days;
    let words = format!("{} in testing", count(wanted as usize, "day"));
    let mode = today.policy.found().map(|policy| policy.mode);
    let days = |days: u32| count(days as usize, "day");
    let state = |seen: u32| {
        if seen >= wanted {
            Standing::Met
        } else {
            Standing::NotMet
        }
    };
    match (said.testing_days, today.since, mode) {
        (Some(said), ..) => point(state(said), &words, format!("you said: {}", days(said))),
        (None, Some(since), Some(Mode::Testing)) => {
            let seen = now.saturating_sub(since).max(0) / 86_400;
            let seen = u32::try_from(seen).unwrap_or(u32::MAX);
            point(
                state(seen),
                &words,
                format!("seen in testing since {}: {}", at(since), days(seen)),
            )
        }
        (None, _, Some(Mode::Testing)) => point(Standing::NotMet, &words, "in testing; since when isn’t known"),
        (None, _, Some(mode)) => point(
            Standing::NotMet,
            &words,
            format!("the policy is in `mode: {}`", mode.as_str()),
        ),
        (None, _, None) => {
            let (state, detail) = open(&today.policy, "policy");
            point(state, &words, detail)
        }
    }
}

fn clean(said: &Said) -> Point {
    let words = "Reports are clean";
    match said.reports.filter(|reports| reports.count > 0) {
        // Not loaded is neither clean nor not.
        None => point(
            Standing::Unseen,
            words,
            "none loaded here; read those that came in before you go on",
        ),
        Some(reports) => {
            let newest = reports
                .newest
                .map_or_else(String::new, |newest| format!(", the newest until {}", at(newest)));
            let read = count(reports.count, "report");
            let failed = usize::try_from(reports.failed).unwrap_or(usize::MAX);
            let state = if failed == 0 { Standing::Met } else { Standing::NotMet };
            point(
                state,
                words,
                format!("{} in {read}{newest}", count(failed, "failed session")),
            )
        }
    }
}

/// RFC 8461 §4.2; port 25 is closed to web pages.
fn certificates(hosts: Option<&[String]>) -> Point {
    let command = |host: &String| Snippet {
        label: format!("command for {host}"),
        text: commands::starttls(host),
    };
    let commands: Vec<Snippet> = hosts.unwrap_or_default().iter().take(COMMANDS).map(command).collect();
    let detail = match commands.len() {
        0 => "not observable".to_owned(),
        many => format!("not observable; {} to run", count(many, "command")),
    };
    Point {
        commands,
        ..point(Standing::Unseen, "The certificates of the MX hosts verify", detail)
    }
}

fn headline(points: &[Point]) -> String {
    let all = points.len();
    let how_many = |state| points.iter().filter(|point| point.state == state).count();
    let be = |number: usize| if number == 1 { "isn’t" } else { "aren’t" };
    let unseen = match how_many(Standing::Unseen) {
        0 => String::new(),
        unseen => format!(", {unseen} can’t be seen from here"),
    };
    match (how_many(Standing::NotMet), how_many(Standing::Pending)) {
        (0, 0) if how_many(Standing::Met) == 0 => {
            format!("Can’t be told: none of the {all} points can be seen from here.")
        }
        (0, 0) if unseen.is_empty() => format!("Ready: all {all} points are met."),
        (0, 0) => format!(
            "Ready, as far as can be seen: {} of {all} points are met{unseen}.",
            how_many(Standing::Met)
        ),
        (0, pending) => format!(
            "Not known yet: {pending} of {all} points {} answered{unseen}.",
            be(pending)
        ),
        (unmet, _) => format!("Not yet: {unmet} of {all} points {} met{unseen}.", be(unmet)),
    }
}
