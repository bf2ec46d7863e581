//! Every request that was made: what, of whom, why, how long, what came back, who learns what.

use crate::order::sort_by;
use crate::rule::Severity;
use crate::survey::ledger::{Request, State};
use crate::survey::picture::Cell;
use crate::ui::markup::{draw, text};
use crate::ui::parts::matrix::{self, cell, labelled};
use crate::ui::parts::section::scroll;
use crate::ui::words::{count, millis, visible};
use yew::Html;

/// The table of those requests that `takes` takes; all of them give the length of the time strips.
pub fn table(requests: &[Request], takes: fn(State) -> bool) -> Html {
    let end = end(requests);
    let rows = requests.iter().filter(|request| takes(request.state));
    let rows: Vec<Html> = rows.map(|request| row(request, end)).collect();
    let head = [
        "Asked, and why",
        "Of whom",
        "When, how long",
        "What came back",
        "What they learn",
    ]
    .map(text);
    scroll(
        "Request list",
        matrix::table("matrix--wide", None::<Html>, head.into(), rows),
    )
}

/// How the bars are read.
pub fn legend() -> Html {
    let key = |(class, word): (&'static str, &'static str)| {
        draw!(
            "<li><svg viewBox=\"0 0 16 8\" aria-hidden=\"true\"><rect class={} x=\"1\" y=\"1\" width=\"14\" height=\"6\"/></svg>{}</li>",
            class,
            word
        )
    };
    let keys = [
        ("t-ok", "answered"),
        ("t-slow", "late"),
        ("t-bad", "refused"),
        ("t-gap", "no answer"),
    ]
    .map(key);
    draw!(
        "<ul class=\"legend snip\" aria-label=\"How to read the bars\">{}</ul>",
        Vec::from(keys)
    )
}

/// When the last request ended, in milliseconds since the check began; never 0.
fn end(requests: &[Request]) -> u32 {
    requests
        .iter()
        .map(|request| request.start.saturating_add(request.took.unwrap_or(0)))
        .max()
        .unwrap_or(1)
        .max(1)
}

/// How many requests there were, of how many, in what time: `14 requests in 412 ms`.
#[must_use]
pub fn summary(requests: &[Request]) -> String {
    let running = requests
        .iter()
        .filter(|request| request.state == State::Running)
        .count();
    let number = count(requests.len(), "request");
    match running {
        0 if requests.is_empty() => number,
        0 => format!("{number} in {}", millis(end(requests))),
        _ => format!("{number}, {running} under way"),
    }
}

/// How a state looks: its mark, and the class of its bar.
const fn looks(state: State) -> (Severity, &'static str) {
    match state {
        State::Running => (Severity::Pending, "t-gap"),
        State::Answered => (Severity::Good, "t-ok"),
        State::Late => (Severity::Note, "t-slow"),
        State::Refused => (Severity::Warning, "t-bad"),
        State::TimedOut | State::Cancelled => (Severity::Unseen, "t-gap"),
    }
}

fn row(request: &Request, end: u32) -> Html {
    let (severity, bar) = looks(request.state);
    let off = !matches!(request.state, State::Running | State::Answered);
    let outcome = match (request.outcome.as_str(), request.state) {
        ("", State::Running) => "waiting",
        ("", State::Cancelled) => "given up",
        (outcome, _) => outcome,
    };
    let came = Cell {
        severity: Some(severity),
        text: outcome.to_owned(),
    };
    matrix::row(
        if off {
            format!("is-off {}", severity.class())
        } else {
            String::new()
        },
        draw!(
            "<code>{}</code><small>{}</small>",
            visible(&request.what),
            visible(&request.why)
        ),
        vec![
            labelled("Of whom", visible(&request.whom)),
            labelled("When, how long", when(request, end, bar)),
            labelled("What came back", cell(&came)),
            labelled("What they learn", learns(request)),
        ],
    )
}

/// The time strip; its width stands for the whole check.
fn when(request: &Request, end: u32, bar: &'static str) -> Html {
    // In tenths of the units of the drawing, of which it has 160.
    let scale = |time: u32| u64::from(time) * 1_600 / u64::from(end);
    let took = request.took.unwrap_or_else(|| end.saturating_sub(request.start));
    let mut words = match request.took {
        None => "under way".to_owned(),
        Some(took) if request.state == State::TimedOut => format!("gave up after {}", millis(took)),
        Some(took) => millis(took),
    };
    if request.start > 0 {
        words = format!("{words}, from {}", millis(request.start));
    }
    draw!(
        "<span class=\"when\">
            <svg class=\"strip\" viewBox=\"0 0 160 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">
                <path class=\"p-grid\" d=\"M0 9.5h160\"/>
                <rect class={} x={} y=\"2\" width={} height=\"5.5\"/>
            </svg>
            <span class=\"num\">{}</span>
        </span>",
        bar,
        tenths(scale(request.start).min(1_575)),
        tenths(scale(took).max(25)),
        words
    )
}

/// A number of tenths, with one digit after the point.
fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// What the one asked gets to know.
fn learns(request: &Request) -> &'static str {
    if request.what.starts_with('/') {
        "your address; no referrer, no cookie"
    } else {
        "the name, your address"
    }
}

/// What happened around the request at `index`, step by step: milliseconds since the check began, and words.
#[must_use]
pub fn story(requests: &[Request], index: usize) -> Vec<(u32, String)> {
    let Some(told) = requests.get(index) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    let same = requests
        .iter()
        .filter(|other| other.what == told.what && other.why == told.why);
    for (nth, request) in same.take(MOST_TOLD).enumerate() {
        let verb = if nth == 0 { "is asked" } else { "is asked the same" };
        steps.push((request.start, format!("{} {verb}.", request.whom)));
        if let Some(took) = request.took {
            let outcome = match request.state {
                State::TimedOut => format!("No answer from {} in time.", request.whom),
                State::Cancelled => format!("{} is waited for no longer.", request.whom),
                State::Refused => format!("{}: {}.", request.whom, request.outcome),
                State::Running | State::Answered | State::Late => {
                    format!("{} answers: {}.", request.whom, request.outcome)
                }
            };
            steps.push((request.start.saturating_add(took), outcome));
        }
    }
    sort_by(&mut steps, |(at, _)| *at);
    steps
}

/// How many requests of one kind a story tells of.
const MOST_TOLD: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn request(whom: &str, start: u32, took: Option<u32>, state: State) -> Request {
        Request {
            what: "example.com MX".into(),
            url: String::new(),
            whom: whom.into(),
            why: "mail servers".into(),
            start,
            took,
            state,
            outcome: "3 hosts".into(),
        }
    }

    #[test]
    fn a_story_is_told_in_order() {
        let requests = [
            request("Cloudflare", 2, Some(2_310), State::Late),
            request("Google", 402, Some(44), State::Answered),
            Request {
                what: "other".into(),
                ..request("Google", 5, Some(5), State::Answered)
            },
        ];
        let told: Vec<_> = story(&requests, 0)
            .into_iter()
            .map(|(at, words)| format!("{at} {words}"))
            .collect();
        assert_eq!(
            told,
            [
                "2 Cloudflare is asked.",
                "402 Google is asked the same.",
                "446 Google answers: 3 hosts.",
                "2312 Cloudflare answers: 3 hosts."
            ]
        );
        assert_eq!(story(&requests, 9), []);
    }

    #[test]
    fn requests_are_summed_up() {
        let one = request("Google", 5, Some(407), State::Answered);
        assert_eq!(
            summary(std::slice::from_ref(&one)).replace('\u{a0}', " "),
            "1 request in 412 ms"
        );
        let running = request("Google", 0, None, State::Running);
        assert_eq!(
            summary(&[one, running]).replace('\u{a0}', " "),
            "2 requests, 1 under way"
        );
        assert_eq!(summary(&[]).replace('\u{a0}', " "), "0 requests");
    }

    #[test]
    fn strips_stay_in_their_field() {
        assert_eq!(tenths(25), "2.5");
        let first = request("Google", u32::MAX, None, State::Running);
        assert!(crate::ui::samples::render(when(&first, u32::MAX, "t-gap")).contains("x=\"157.5\""));
        assert_eq!(
            end(&[request("Google", u32::MAX, Some(u32::MAX), State::Late)]),
            u32::MAX
        );
    }
}
