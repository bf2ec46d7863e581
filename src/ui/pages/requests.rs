//! Every request of the last check, the odd ones told step by step; then the settings and who learns what.

use super::{body, head};
use crate::rule::Severity;
use crate::survey::Survey;
use crate::survey::ledger::{Request, State};
use crate::ui::act::Acts;
use crate::ui::markup::draw;
use crate::ui::pages::settings::{self, Shown};
use crate::ui::parts::copy::copy_button;
use crate::ui::parts::live::live;
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::requests::{legend, story, summary, table};
use crate::ui::parts::section::{more_wide, section};
use crate::ui::route::Route;
use crate::ui::words::{count, thousands, visible};
use std::rc::Rc;
use yew::{AttrValue, Callback, Event, Html};

/// The page; `checked`: the last check.
pub fn page(checked: Option<&Rc<Survey>>, settings: Shown, acts: &Acts) -> Html {
    let about = match checked {
        None => draw!("No domain has been checked since the page was opened, so nothing was asked of anybody."),
        Some(survey) => {
            let domain = survey.domain.to_string();
            let to = Route::Check(domain.clone()).to_string();
            draw!(
                "Everything this page asked in its last check, of <a href={}>{}</a>, and what you can change about it. What it asked before is not kept.",
                to,
                domain
            )
        }
    };
    let content = draw!(
        "{}{}{}",
        checked.map(listed),
        section(
            "settings",
            "Settings",
            if settings.kept {
                "kept in this browser, at once"
            } else {
                "not kept: this browser doesn’t let the page store anything"
            },
            settings::form(settings, acts)
        ),
        section("privacy", "Who learns what", None::<Html>, privacy())
    );
    draw!("{}{}", head("Requests and settings", about, None), body(content))
}

/// What a filter is called, and which requests it takes.
type Filter = (&'static str, fn(State) -> bool);

const FILTERS: [Filter; 4] = [
    ("All", |_| true),
    ("Late", |state| matches!(state, State::Late)),
    ("Refused", |state| matches!(state, State::Refused)),
    ("No answer", |state| {
        matches!(state, State::TimedOut | State::Cancelled | State::Running)
    }),
];

fn listed(survey: &Rc<Survey>) -> Html {
    let requests = &survey.requests;
    let filtered = {
        let survey = Rc::clone(survey);
        live(Callback::from(
            move |(chosen, set): (AttrValue, Callback<AttrValue>)| {
                let requests = &survey.requests;
                let is_chosen = |word: &str| chosen == word || (chosen.is_empty() && word == "All");
                let choice = |(word, takes): Filter| {
                    draw!(
                        "<label><input type=\"radio\" name=\"filter\" checked={} onchange={}/><span>{} {}</span></label>",
                        is_chosen(word),
                        set.reform(move |_: Event| AttrValue::Static(word)),
                        word,
                        requests.iter().filter(|request| takes(request.state)).count()
                    )
                };
                let takes = FILTERS
                    .iter()
                    .find(|(word, _)| is_chosen(word))
                    .map_or(FILTERS[0].1, |(_, takes)| *takes);
                draw!(
                    "<div class=\"seg\" role=\"group\" aria-label=\"Which requests\">{}</div>{}",
                    Vec::from(FILTERS.map(choice)),
                    table(requests, takes)
                )
            },
        ))
    };
    let content = draw!("{}{}{}", filtered, legend(), as_sent(requests));
    let odd = odd(requests);
    let odd = (!odd.is_empty()).then(|| {
        let number = count(odd.len(), "request");
        section(
            "odd",
            "Slow, refused or without answer",
            number,
            draw!("<ol class=\"short\">{}</ol>", odd),
        )
    });
    draw!(
        "{}{}",
        section("requests", "Requests of the last check", summary(requests), content),
        odd
    )
}

/// The addresses, exactly.
fn as_sent(requests: &[Request]) -> Html {
    let mut text = String::new();
    for request in requests {
        text.push_str("GET ");
        text.push_str(&request.url);
        text.push('\n');
    }
    let content = draw!(
        "<div class=\"snip__bar\">
            <p>Without cookies, without referrer; look-ups with <code>Accept: application/dns-json</code>.</p>{}
        </div>
        <pre class=\"src src--plain\" tabindex=\"0\" role=\"group\" aria-label=\"Requests as sent\"><code>{}</code></pre>",
        copy_button(&text, "all requests"),
        visible(&text)
    );
    more_wide("All of them exactly as sent", content)
}

/// Those that were late, refused or not answered, told step by step.
fn odd(requests: &[Request]) -> Vec<Html> {
    let told = |(index, request): (usize, &Request)| {
        let (severity, title) = match request.state {
            State::Late => (Severity::Note, "Slow, so another was asked too"),
            State::Refused => (Severity::Warning, "Turned down"),
            State::TimedOut => (Severity::Unseen, "No answer in time; judged without it"),
            State::Running | State::Answered | State::Cancelled => return None,
        };
        let step = |(at, step): (u32, String)| {
            let at = thousands(usize::try_from(at).unwrap_or(0));
            draw!("<div><dt class=\"num\">{} ms</dt><dd>{}</dd></div>", at, visible(&step))
        };
        let steps: Vec<Html> = story(requests, index).into_iter().map(step).collect();
        Some(draw!(
            "<li class={}>{}<div>
                <p class=\"short__at\"><span class=\"sev {}\">{}</span> <span>{}, <code>{}</code></span></p>
                <h3 class=\"short__t\">{}</h3>
                <dl class=\"tline\">{}</dl>
            </div></li>",
            severity.class(),
            severity_icon(severity),
            severity.class(),
            severity.word(),
            visible(&request.whom),
            visible(&request.what),
            title,
            steps
        ))
    };
    requests.iter().enumerate().filter_map(told).take(MOST_TOLD).collect()
}

/// How many are told step by step.
const MOST_TOLD: usize = 24;

fn privacy() -> Html {
    draw!(
        "<div class=\"text\">
            <p>The names you check go from your browser to the resolvers above, with your address, as with any look-up. Google says that
            it deletes its temporary logs within 24 to 48 hours, Cloudflare within 25. Google is asked not to pass your network on
            (<code>edns_client_subnet=0.0.0.0/0</code>).</p>
            <p>The policy host sees that someone fetched a public file: no referrer, no cookie. Nothing is sent before you start a
            check. Where the host lets no page read the file, Firefox and Safari can be asked for its status only by embedding it:
            then cookies that the host set at an earlier check may go along, and if it answers with a web page, pictures and style
            sheets of that page may be loaded from wherever they are; its scripts never run. What you paste stays in the page. There is no server of ours that could see anything, and no count of
            visitors.</p>
        </div>"
    )
}
