//! Every request that was made: what, of whom, why, how long, what came back, who learns what.

use crate::rule::Severity;
use crate::survey::assessment::Cell;
use crate::survey::ledger::{Request, State};
use crate::ui::parts::matrix::cell;
use crate::ui::parts::section::scroll;
use crate::ui::words::{count, millis, visible};
use yew::{Html, classes, html};

/// The table of `requests`; `all` of them give the length of the time strips.
#[must_use]
pub fn table<'a>(requests: impl Iterator<Item = &'a Request>, all: &[Request]) -> Html {
    let end = end(all);
    let content = html! {
        <div class="matrix matrix--wide">
            <table class="tbl" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{ "Asked, and why" }</th>
                        <th role="columnheader" scope="col">{ "Of whom" }</th>
                        <th role="columnheader" scope="col">{ "When, how long" }</th>
                        <th role="columnheader" scope="col">{ "What came back" }</th>
                        <th role="columnheader" scope="col">{ "What they learn" }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for requests.map(|request| row(request, end)) }</tbody>
            </table>
        </div>
    };
    scroll("Request list", content)
}

/// How the bars are read.
#[must_use]
pub fn legend() -> Html {
    let key = |class: &'static str, word: &'static str| {
        html! {
            <li><svg viewBox="0 0 16 8" aria-hidden="true"><rect {class} x="1" y="1" width="14" height="6" /></svg>{ word }</li>
        }
    };
    html! {
        <ul class="legend snip" aria-label="How to read the bars">
            { key("t-ok", "answered") }
            { key("t-slow", "late") }
            { key("t-bad", "refused") }
            { key("t-gap", "no answer") }
        </ul>
    }
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
        ("", State::Running) => "waiting".to_owned(),
        ("", State::Cancelled) => "given up".to_owned(),
        (outcome, _) => outcome.to_owned(),
    };
    let td = |column: &'static str, content: Html| html! { <td role="cell" data-col={column}>{ content }</td> };
    html! {
        <tr role="row" class={classes!(off.then(|| classes!("is-off", severity.class())))}>
            <th role="rowheader" scope="row">
                <code>{ visible(&request.what) }</code>
                <small>{ request.why.clone() }</small>
            </th>
            { td("Of whom", html! { { request.whom.clone() } }) }
            { td("When, how long", when(request, end, bar)) }
            { td("What came back", cell(&Cell { severity: Some(severity), text: outcome }, Html::default())) }
            { td("What they learn", html! { { learns(request) } }) }
        </tr>
    }
}

/// The time strip; its width stands for the whole check.
fn when(request: &Request, end: u32, bar: &'static str) -> Html {
    const WIDTH: f64 = 160.0;
    let scale = |time: u32| f64::from(time) / f64::from(end) * WIDTH;
    let took = request.took.unwrap_or_else(|| end.saturating_sub(request.start));
    let words = match request.took {
        None => "under way".to_owned(),
        Some(took) if matches!(request.state, State::TimedOut) => format!("gave up after {}", millis(took)),
        Some(took) => millis(took),
    };
    html! {
        <span class="when">
            <svg class="strip" viewBox="0 0 160 10" preserveAspectRatio="none" aria-hidden="true">
                <path class="p-grid" d="M0 9.5h160" />
                <rect class={bar} x={tenth(scale(request.start).min(WIDTH - 2.5))} y="2" width={tenth(scale(took).max(2.5))} height="5.5" />
            </svg>
            <span class="num">
                { words }
                if request.start > 0 { { ", from " }{ millis(request.start) } }
            </span>
        </span>
    }
}

/// A length with one digit after the point.
fn tenth(length: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // lengths from 0 to a few hundred
    let tenths = (length * 10.0) as u32;
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
    steps.sort_by_key(|(at, _)| *at);
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
        assert_eq!(tenth(2.56), "2.5");
        assert_eq!(
            end(&[request("Google", u32::MAX, Some(u32::MAX), State::Late)]),
            u32::MAX
        );
    }
}
