//! The question: a field for a domain, judged as it is typed.

use crate::rule::Severity;
use crate::ui::act::{Act, Acts, on, with};
use crate::ui::hooks::{text_of, was_pasted};
use crate::ui::markup::draw;
use crate::ui::parts::mark::severity_icon;
use crate::ui::words::rich;
use yew::Html;

/// The field: what it holds, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// Its text.
    pub value: String,
    /// What is said of it.
    pub said: Vec<Said>,
}

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

/// The field with its button: large, on the start page, if `label` is `None`; else a bar on top of a result, with this
/// on its button. While a check runs the button stops it.
pub fn ask(field: &Field, label: Option<&'static str>, running: bool, acts: &Acts) -> Html {
    let invalid = field.said.iter().any(|said| said.severity == Severity::Error);
    let mut said: Vec<Html> = field.said.iter().map(|said| line(said, acts)).collect();
    if said.is_empty() && label.is_none() {
        said.push(draw!(
            "<p class=\"hint\">A name, a URL or a mail address. Enter starts, Esc stops.</p>"
        ));
    }
    draw!(
        "<form class=\"ask {}\" role=\"search\" aria-label=\"Check a domain\" onsubmit={}>
            <label for=\"q\">Domain, URL or mail address</label>
            <input class=\"input\" id=\"q\" name=\"q\" value={} placeholder=\"example.com\" inputmode=\"url\" autocapitalize=\"none\"
                autocomplete=\"off\" autocorrect=\"off\" spellcheck=\"false\" oninput={} aria-invalid={} aria-describedby=\"q-said\"/>
            <button class=\"btn btn--main\" type={} id={} onclick={}>{}</button>
            <div class=\"ask__said\" id=\"q-said\" aria-live=\"polite\">{}</div>
        </form>",
        if label.is_some() { "ask--bar" } else { "ask--big" },
        on(acts, Act::Start(field.value.clone())),
        &field.value,
        with(acts, |event| Act::Type(text_of(event), was_pasted(event))),
        invalid.then_some("true"),
        if running { "button" } else { "submit" },
        running.then_some("stop"),
        running.then(|| on(acts, Act::Stop)),
        if running { "Stop" } else { label.unwrap_or("Check") },
        said
    )
}

/// The field on top of a result.
pub fn bar(field: &Field, running: bool, label: &'static str, acts: &Acts) -> Html {
    draw!(
        "<div class=\"band\"><div class=\"wrap\">{}</div></div>",
        ask(field, Some(label), running, acts)
    )
}

fn line(said: &Said, acts: &Acts) -> Html {
    let offer = said.offer.as_ref().map(|domain| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" onclick={}>Check {}</button>",
            on(acts, Act::Start(domain.clone())),
            domain
        )
    });
    draw!(
        "<p class=\"field__msg {}\">{}<span><span class=\"sr\">{}: </span>{} {}</span></p>",
        said.severity.class(),
        severity_icon(said.severity),
        said.severity.word(),
        rich(&said.text),
        offer
    )
}
