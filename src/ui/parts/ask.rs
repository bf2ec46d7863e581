//! The question: a field for a domain, judged as it is typed.

use crate::rule::Severity;
use crate::ui::hooks::{text_of, was_pasted};
use crate::ui::parts::mark::severity_icon;
use crate::ui::words::rich;
use yew::{Callback, Html, InputEvent, MouseEvent, Properties, SubmitEvent, classes, function_component, html};

/// What the page says of the text in the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How bad it is; an error keeps the check from starting.
    pub severity: Severity,
    /// One sentence; code stands between backticks.
    pub text: String,
    /// Another domain that may be meant, to be checked by one click.
    pub offer: Option<String>,
}

/// What an [`Ask`] is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// Large, on the start page, or as a bar on top of a result.
    #[prop_or_default]
    pub big: bool,
    /// The text in the field.
    pub value: String,
    /// What is said of it.
    #[prop_or_default]
    pub said: Vec<Said>,
    /// Whether a check runs: the button stops it then.
    #[prop_or_default]
    pub running: bool,
    /// What the button says otherwise.
    pub label: &'static str,
    /// Called with the text, and whether it was pasted, at every change.
    pub on_input: Callback<(String, bool)>,
    /// Called to start, with the text of the field.
    pub on_start: Callback<String>,
    /// Called to stop.
    #[prop_or_default]
    pub on_stop: Callback<()>,
}

/// The field with its button, and what is said of the text.
#[function_component]
pub fn Ask(props: &Props) -> Html {
    let oninput = props
        .on_input
        .reform(|event: InputEvent| (text_of(&event), was_pasted(&event)));
    let onsubmit = {
        let (start, value) = (props.on_start.clone(), props.value.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            start.emit(value.clone());
        })
    };
    // The second click of a double click on "Check" is not meant to stop it.
    let stop = {
        let stop = props.on_stop.clone();
        Callback::from(move |event: MouseEvent| {
            if event.detail() < 2 {
                stop.emit(());
            }
        })
    };
    let invalid = props.said.iter().any(|said| said.severity == Severity::Error);
    let label = if props.big {
        "Domain, URL or mail address"
    } else {
        "Domain"
    };
    html! {
        <form class={classes!("ask", if props.big { "ask--big" } else { "ask--bar" })} role="search" aria-label="Check a domain"
            {onsubmit}>
            <label for="q">{ label }</label>
            <input class="input" id="q" name="q" value={props.value.clone()} placeholder="example.com" inputmode="url"
                autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false" {oninput}
                aria-invalid={invalid.then_some("true")} aria-describedby="q-said" />
            <button class="btn btn--main" type={if props.running { "button" } else { "submit" }}
                id={props.running.then_some("stop")} onclick={props.running.then_some(stop)}>
                { if props.running { "Stop" } else { props.label } }
            </button>
            <div class="ask__said" id="q-said" aria-live="polite">
                if props.said.is_empty() && props.big {
                    <p class="hint">{ "A name, a URL or a mail address. Enter starts, Esc stops." }</p>
                }
                { for props.said.iter().map(|said| line(said, &props.on_start)) }
            </div>
        </form>
    }
}

fn line(said: &Said, start: &Callback<String>) -> Html {
    let offer = said.offer.as_ref().map(|domain| {
        let onclick = {
            let domain = domain.clone();
            start.reform(move |_| domain.clone())
        };
        html! { <button class="btn btn--small" type="button" {onclick}>{ "Check " }{ domain.clone() }</button> }
    });
    html! {
        <p class={classes!("field__msg", said.severity.class())}>
            { severity_icon(said.severity) }
            <span><span class="sr">{ said.severity.word() }{ ": " }</span>{ rich(&said.text) }{ " " }{ offer.unwrap_or_default() }</span>
        </p>
    }
}
