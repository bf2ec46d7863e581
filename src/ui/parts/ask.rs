//! The question: a field for a domain, judged as it is typed.

use crate::dns::input::{self, ToAscii};
use crate::dns::input_rules::{IS_NUMBER, NO_DOMAIN, NUMERIC_TOP, SINGLE_LABEL};
use crate::rule::{Finding, Severity};
use crate::ui::act::{Act, Acts, on, with};
use crate::ui::hooks::{pasted_of, sent_of, text_of, was_pasted};
use crate::ui::markup::draw;
use crate::ui::parts::mark::severity_icon;
use crate::ui::words::{rich, sentence};
use crate::web::idn;
use yew::{Callback, Event, Html};

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
                autocomplete=\"off\" autocorrect=\"off\" spellcheck=\"false\" oninput={} onpaste={} aria-invalid={} aria-describedby=\"q-said\"/>
            <button class=\"btn btn--main\" type={} id={} onclick={}>{}</button>
            <div class=\"ask__said\" id=\"q-said\" aria-live=\"polite\">{}</div>
        </form>",
        if label.is_some() { "ask--bar" } else { "ask--big" },
        on_send(acts),
        &field.value,
        with(acts, |event| Act::Type(text_of(event), was_pasted(event))),
        on_paste(acts),
        invalid.then_some("true"),
        if running { "button" } else { "submit" },
        running.then_some("stop"),
        running.then(|| on(acts, Act::Stop)),
        if running { "Stop" } else { label.unwrap_or("Check") },
        said
    )
}

/// What is said of the text in the field. A name that may only be unfinished is no fault until it was sent off.
#[must_use]
pub fn said(text: &str, sent: bool) -> Vec<Said> {
    let says = |finding: &Finding| Said {
        severity: finding.severity,
        text: sentence(finding),
        offer: None,
    };
    match input::read(text, &idn::to_ascii) {
        _ if text.trim().is_empty() => Vec::new(),
        Err(finding) => {
            let unfinished = [&SINGLE_LABEL, &NO_DOMAIN, &NUMERIC_TOP, &IS_NUMBER].contains(&finding.rule);
            if unfinished && !sent {
                Vec::new()
            } else {
                vec![says(&finding)]
            }
        }
        Ok(target) => {
            let mut said: Vec<Said> = target.notes.iter().map(says).collect();
            said.extend(target.offered.iter().map(|offer| Said {
                severity: Severity::Note,
                text: offer.why.to_owned(),
                offer: Some(offer.domain.to_string()),
            }));
            said
        }
    }
}

/// Checks what the field holds.
fn on_send(acts: &Acts) -> Callback<Event> {
    acts.reform(|event: Event| {
        event.prevent_default();
        Act::Start(sent_of(&event))
    })
}

/// Takes what is pasted and no domain, before the field makes one line of it.
fn on_paste(acts: &Acts) -> Callback<Event> {
    let acts = acts.clone();
    Callback::from(move |event: Event| {
        if let Some(text) = pasted_of(&event).filter(|text| is_no_name(text, &idn::to_ascii)) {
            event.prevent_default();
            acts.emit(Act::Validate(text));
        }
    })
}

/// Whether a text is surely more than a domain, a URL or a mail address, however faulty: a record, a policy, the output
/// of a program. What is one of these and no good as such is judged in the field.
#[must_use]
pub fn is_no_name(text: &str, to_ascii: ToAscii<'_>) -> bool {
    let text = text.trim();
    let several = text.lines().filter(|line| !line.trim().is_empty()).count() > 1;
    let signs = text.contains(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '{'));
    several || (signs && input::read(text, to_ascii).is_err())
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
    fn what_is_surely_no_domain_is_told_apart() {
        let to_ascii = |name: &str| idna::domain_to_ascii(name).ok();
        for (text, no_name) in [
            ("", false),
            ("example.com", false),
            (" example.com\r\n", false),
            ("https://example.com/a?b=c;d", false),
            ("Jo <jo@example.com>", false),
            ("localhost", false),
            ("192.0.2.1", false),
            ("exa_mple.com", false),
            ("example.com\nexample.net", true),
            ("v=STSv1; id=1", true),
            ("v=STSv1;id=1", true),
            ("version: STSv1\nmode: none\nmax_age: 86400\n", true),
            // The domain in it is told to its face.
            ("_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=1\"", false),
            ("550 5.7.5 TLS is required, but was not offered", true),
            ("{\"Status\":0}", true),
        ] {
            assert_eq!(is_no_name(text, &to_ascii), no_name, "{text:?}");
        }
    }

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
