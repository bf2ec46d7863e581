//! What happened to mail, in a sentence.

use super::{Group, View};
use crate::report::result::{self, Effect};
use crate::rule::Severity;
use crate::words::{count, day, thousands};
use serde::{Deserialize, Serialize};

/// The sentence that stands first, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// How bad it is.
    pub severity: Severity,
    /// What happened.
    pub text: String,
    /// What it did to mail, in one more sentence; empty where nothing failed.
    pub so: String,
}

impl View<'_> {
    /// What happened to mail.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let totals = self.totals();
        let senders = self.by_reporter().len();
        if totals.sessions == 0 {
            let told = self.reports().next().is_some();
            let text = if told {
                "These reports tell of no session."
            } else {
                "No report tells anything of this."
            };
            return Sentence {
                severity: Severity::Note,
                text: text.to_owned(),
                so: String::new(),
            };
        }
        let about = if totals.at_least { "at least " } else { "" };
        let sessions = number(totals.sessions);
        let noun = if totals.sessions == 1 { "session" } else { "sessions" };
        let head = format!(
            "Of {about}{sessions} {noun} from {}{}",
            count(senders, "sender"),
            self.when()
        );
        if totals.failures == 0 {
            return Sentence {
                severity: Severity::Good,
                text: format!("{head}, none failed."),
                so: String::new(),
            };
        }
        let groups = self.groups();
        let failures = number(totals.failures);
        let all = groups.iter().map(|group| group.failed).fold(0, u64::saturating_add);
        let why = match groups.first() {
            Some(group) if groups.len() == 1 && all == totals.failures => {
                format!(": {}{}", all_of(totals.failures), told(group))
            }
            // Failures may overlap, so none is called a part of the whole.
            Some(group) => format!("; most often reported: {}", told(group).trim_start()),
            None => "; the reports don’t say how".to_owned(),
        };
        let effect = groups.first().map(|group| group.effect);
        let same = groups.iter().all(|group| Some(group.effect) == effect);
        let effect = effect.filter(|_| same).unwrap_or(Effect::Unknown);
        let so = match (groups.is_empty(), same) {
            (true, _) => "",
            (false, false) => "Whether mail was refused differs by policy: see each failure.",
            (false, true) => effect.words(),
        };
        Sentence {
            severity: Severity::Warning,
            text: format!("{head}, {failures} failed{why}."),
            so: so.to_owned(),
        }
    }

    /// The days that the reports are about.
    fn when(&self) -> String {
        let days = self.reports().filter_map(super::OfReport::day);
        let (first, last) = days.fold((i64::MAX, i64::MIN), |(first, last), day| {
            (first.min(day), last.max(day))
        });
        let Some(span) = last.checked_sub(first).filter(|span| *span >= 0) else {
            return String::new();
        };
        match usize::try_from(span) {
            Ok(0) => format!(" on {}", day(first)),
            Ok(span) => format!(" in {}", count(span + 1, "day")),
            Err(_) => String::new(),
        }
    }
}

const fn all_of(failures: u64) -> &'static str {
    if failures == 1 { "" } else { "all " }
}

fn told(group: &Group) -> String {
    let known = result::find(&group.result).and_then(result::ResultType::explained);
    let what = match known {
        Some(known) => format!("{} ({})", known.title, group.result),
        None => crate::text::show(group.result.as_bytes()),
    };
    let reporter = match crate::text::show(group.reporter.as_bytes()) {
        empty if empty.is_empty() => String::new(),
        reporter => format!("from {reporter} "),
    };
    match crate::text::show(group.host.as_bytes()) {
        empty if empty.is_empty() => format!("{reporter}– {what}"),
        host => format!("{reporter}to {host} – {what}"),
    }
}

fn number(number: u64) -> String {
    usize::try_from(number).map_or_else(|_| number.to_string(), thousands)
}
