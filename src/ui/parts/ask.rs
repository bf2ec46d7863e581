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
    /// Another domain that may be meant, to be checked, or compared, by one click.
    pub offer: Option<String>,
}

/// The field with its button: large, on the start page, if `label` is `None`; else a bar on top of a result, with this
/// on its button. While a check runs the button stops it.
pub fn ask(field: &Field, label: Option<&'static str>, running: bool, acts: &Acts) -> Html {
    // Whoever compares goes on comparing.
    let verb = label.filter(|label| *label == "Compare").unwrap_or("Check");
    let invalid = field.said.iter().any(|said| said.severity == Severity::Error);
    let mut said: Vec<Html> = field.said.iter().map(|said| line(said, verb, acts)).collect();
    if said.is_empty() && label.is_none() {
        said.push(draw!(
            "<p class=\"hint\">A name, a URL or a mail address. Enter starts, Esc stops.</p>"
        ));
    }
    draw!(
        "<form class=\"ask {}\" role=\"search\" aria-label=\"A domain\" onsubmit={}>
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

fn line(said: &Said, verb: &'static str, acts: &Acts) -> Html {
    let offer = said.offer.as_ref().map(|domain| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" onclick={}>{} {}</button>",
            on(acts, Act::Start(domain.clone())),
            verb,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::samples::render;

    #[test]
    fn what_is_offered_is_what_the_page_does() {
        let field = Field {
            value: "www.example.com".to_owned(),
            said: vec![Said {
                severity: Severity::Note,
                text: "the domain above".to_owned(),
                offer: Some("example.com".to_owned()),
            }],
        };
        for (label, running, offer) in [
            (None, false, "Check example.com"),
            (Some("Check again"), false, "Check example.com"),
            (Some("Check again"), true, "Check example.com"),
            (Some("Compare"), false, "Compare example.com"),
            (Some("Compare"), true, "Compare example.com"),
        ] {
            let html = render(ask(&field, label, running, &Acts::noop()));
            assert!(html.contains(&format!(">{offer}</button>")), "{label:?}: {html}");
            let button = if running { "Stop" } else { label.unwrap_or("Check") };
            assert!(html.contains(&format!(">{button}</button>")), "{html}");
        }
    }
}
