//! Every request of the last check, the odd ones told step by step; then the settings and who learns what.

use super::settings::SettingsForm;
use crate::rule::Severity;
use crate::survey::Survey;
use crate::survey::ledger::{Request, State};
use crate::survey::settings::Settings;
use crate::ui::parts::copy::CopyButton;
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::requests::{legend, story, summary, table};
use crate::ui::parts::section::{more_wide, section};
use crate::ui::route::Route;
use crate::ui::words::{count, thousands, visible};
use std::rc::Rc;
use yew::{Callback, Html, Properties, classes, function_component, html, use_state};

/// What the page is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// The last check.
    pub checked: Option<Rc<Survey>>,
    /// What the user chose.
    pub settings: Settings,
    /// Called with what the user chooses.
    pub on_settings: Callback<Settings>,
}

/// Which requests are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    All,
    Late,
    Refused,
    Unanswered,
}

impl Filter {
    const fn takes(self, state: State) -> bool {
        match self {
            Self::All => true,
            Self::Late => matches!(state, State::Late),
            Self::Refused => matches!(state, State::Refused),
            Self::Unanswered => matches!(state, State::TimedOut | State::Cancelled | State::Running),
        }
    }
}

/// The page.
#[function_component]
pub fn Requests(props: &Props) -> Html {
    let filter = use_state(|| Filter::All);
    let (about, list) = match &props.checked {
        None => (
            html! { { "No domain has been checked since the page was opened, so nothing was asked of anybody." } },
            Html::default(),
        ),
        Some(survey) => {
            let (domain, requests) = (survey.domain.to_string(), survey.requests.as_slice());
            let choices = [
                (Filter::All, "All"),
                (Filter::Late, "Late"),
                (Filter::Refused, "Refused"),
                (Filter::Unanswered, "No answer"),
            ];
            let choices = choices.into_iter().map(|(choice, word)| {
                let number = requests.iter().filter(|request| choice.takes(request.state)).count();
                let filter = filter.clone();
                html! {
                    <label>
                        <input type="radio" name="filter" checked={*filter == choice} onchange={move |_| filter.set(choice)} />
                        <span>{ word }{ " " }{ number }</span>
                    </label>
                }
            });
            let to = Route::Check(domain.clone()).to_string();
            (
                html! { <>{ "Everything this page asked to judge " }<a href={to}>{ domain.clone() }</a>{ ", and what you can change about it." }</> },
                html! {
                    <>
                        { section("requests", "Requests this page made", html! { <p>{ summary(requests) }</p> }, html! {
                            <>
                                <div class="seg" role="group" aria-label="Which requests">{ for choices }</div>
                                { table(requests.iter().filter(|request| filter.takes(request.state)), requests) }
                                { legend() }
                                { as_sent(requests) }
                            </>
                        }) }
                        { odd(requests) }
                    </>
                },
            )
        }
    };
    html! {
        <>
            <div class="wrap page-head"><h1 id="say" tabindex="-1">{ "Requests and settings" }</h1><p>{ about }</p></div>
            <div class="wrap cols cols--low">
                <div>
                    { list }
                    { section("settings", "Settings", html! { <p>{ "kept in this browser, at once" }</p> }, html! {
                        <SettingsForm settings={props.settings.clone()} on_settings={props.on_settings.clone()} />
                    }) }
                    { section("privacy", "Who learns what", Html::default(), privacy()) }
                </div>
            </div>
        </>
    }
}

/// The addresses, exactly.
fn as_sent(requests: &[Request]) -> Html {
    let mut text = String::new();
    for request in requests {
        text.push_str("GET ");
        text.push_str(&request.url);
        text.push('\n');
    }
    let text = text.trim_end().to_owned();
    more_wide(
        html! { { "All of them exactly as sent" } },
        html! {
            <>
                <div class="snip__bar">
                    <p>{ "Without cookies, without referrer; look-ups with " }<code>{ "Accept: application/dns-json" }</code>{ "." }</p>
                    <CopyButton text={text.clone()} what="all requests" />
                </div>
                <pre class="src src--plain" tabindex="0" role="region" aria-label="Requests as sent"><code>{ text }</code></pre>
            </>
        },
    )
}

/// Those that were late, refused or not answered, told step by step.
fn odd(requests: &[Request]) -> Html {
    let told = |(index, request): (usize, &Request)| {
        let (severity, title) = match request.state {
            State::Late => (Severity::Note, "Slow, so another was asked too"),
            State::Refused => (Severity::Warning, "Turned down"),
            State::TimedOut => (Severity::Unseen, "No answer in time; judged without it"),
            State::Running | State::Answered | State::Cancelled => return None,
        };
        let steps = story(requests, index).into_iter().map(|(at, step)| {
            html! { <div><dt class="num">{ thousands(usize::try_from(at).unwrap_or(0)) }{ "\u{a0}ms" }</dt><dd>{ visible(&step) }</dd></div> }
        });
        Some(html! {
            <li class={severity.class()}>
                { severity_icon(severity) }
                <div>
                    <p class="short__at">
                        <span class={classes!("sev", severity.class())}>{ severity.word() }</span>
                        <span>{ request.whom.clone() }{ ", " }<code>{ visible(&request.what) }</code></span>
                    </p>
                    <h3 class="short__t">{ title }</h3>
                    <dl class="tline">{ for steps }</dl>
                </div>
            </li>
        })
    };
    let list: Vec<Html> = requests.iter().enumerate().filter_map(told).take(MOST_TOLD).collect();
    if list.is_empty() {
        return Html::default();
    }
    let aside = html! { <p>{ count(list.len(), "request") }</p> };
    section(
        "odd",
        "Slow, refused or without answer",
        aside,
        html! { <ol class="short">{ for list }</ol> },
    )
}

/// How many are told step by step.
const MOST_TOLD: usize = 24;

fn privacy() -> Html {
    html! {
        <div class="text">
            <p>
                { "The names you check go from your browser to the resolvers above, with your address, as with any look-up. \
                   Google says that it deletes its temporary logs within 24 to 48 hours, Cloudflare within 25. Google is asked \
                   not to pass your network on (" }<code>{ "edns_client_subnet=0.0.0.0/0" }</code>{ ")." }
            </p>
            <p>
                { "The policy host sees that someone fetched a public file: no referrer, no cookie. Nothing is sent before you \
                   start a check. What you paste stays in the page. There is no server of ours that could see anything, and no \
                   count of visitors." }
            </p>
        </div>
    }
}
