//! The app: route, field, check and settings, wired together.

use crate::dns::input::{self, Target};
use crate::dns::input_rules::{IS_NUMBER, NO_DOMAIN, NUMERIC_TOP, SINGLE_LABEL};
use crate::rule::{Finding, Severity};
use crate::survey::compare::Comparison;
use crate::survey::ledger::State;
use crate::survey::markdown;
use crate::ui::hooks::{Current, go, link, use_check, use_key, use_route, use_settings};
use crate::ui::pages::{self, Field, check::Format, requests::Requests, rules::Rules};
use crate::ui::parts::ask::Said;
use crate::ui::parts::shell::shell;
use crate::ui::route::Route;
use crate::ui::words::sentence;
use crate::web::check::CheckHandle;
use crate::web::{idn, page, save};
use std::rc::Rc;
use yew::{Callback, Html, function_component, html, use_effect_with, use_mut_ref, use_state};

/// The page.
#[function_component]
pub fn App() -> Html {
    let route = use_route();
    let (settings, choose) = use_settings();
    let check = Rc::new(use_check());
    let text = use_state(|| route.domain().unwrap_or_default().to_owned());
    // The text that was sent off as it is: from then on an unfinished name is a fault.
    let sent = use_state(String::new);

    let about = route.domain().map(read);
    let current = check.current.clone().filter(|current| match &about {
        Some(Ok(target)) => current.survey.domain == target.domain,
        _ => false,
    });

    // A place about a domain starts its check, unless that is the one which is there.
    {
        let (check, settings, text, sent) = (Rc::clone(&check), settings.clone(), text.clone(), sent.clone());
        use_effect_with(route.clone(), move |route| {
            arrive(route);
            let Some(named) = route.domain() else { return };
            let target = read(named);
            let same = |field: &str| match (&target, read(field)) {
                (Ok(target), Ok(meant)) => target.domain == meant.domain,
                _ => false,
            };
            // What was typed stays, with what is said of it, as long as it means the same.
            if !same(&text) {
                text.set(named.to_owned());
            }
            sent.set(named.to_owned());
            if let Ok(target) = target {
                let there = check.current.as_ref();
                if there.is_none_or(|current| current.survey.domain != target.domain) {
                    check.start(target.domain, target.unicode, &settings, None);
                }
            } else {
                check.with(CheckHandle::stop);
            }
        });
    }

    let on_start = {
        let (check, settings, text, sent, route) = (
            Rc::clone(&check),
            settings.clone(),
            text.clone(),
            sent.clone(),
            route.clone(),
        );
        Callback::from(move |typed: String| {
            sent.set(typed.clone());
            text.set(typed.clone());
            let Ok(target) = read(&typed) else { return };
            let place = match &route {
                Route::Compare(_) => Route::Compare(target.domain.to_string()),
                _ => Route::Check(target.domain.to_string()),
            };
            let there = check
                .current
                .as_ref()
                .filter(|current| current.survey.domain == target.domain);
            if let Some(current) = there {
                let before = current.assessment.done.then(|| Rc::clone(&current.assessment));
                check.start(target.domain, target.unicode, &settings, before);
            }
            if place != route {
                go(&place);
            }
        })
    };
    let on_input = {
        let (text, start) = (text.clone(), on_start.clone());
        Callback::from(move |(typed, pasted): (String, bool)| {
            if pasted && read(&typed).is_ok() {
                start.emit(typed);
            } else {
                text.set(typed);
            }
        })
    };
    let on_stop = check.acting(|handle, ()| handle.stop());
    {
        let stop = on_stop.clone();
        use_key(Callback::from(move |key: String| {
            if key == "Escape" {
                stop.emit(());
            }
        }));
    }

    // The comparison asks once the check is over.
    let compared = use_mut_ref(|| None);
    {
        let check = Rc::clone(&check);
        let ready = current
            .as_ref()
            .filter(|current| current.assessment.done && matches!(route, Route::Compare(_)));
        use_effect_with(ready.map(|current| current.survey.started), move |ready| {
            if ready.is_some() && *compared.borrow() != *ready {
                *compared.borrow_mut() = *ready;
                check.with(CheckHandle::compare);
            }
        });
    }

    use_effect_with(
        (
            route.clone(),
            current.as_ref().map(|current| current.assessment.verdict.severity),
        ),
        |(route, severity)| {
            page::title(&title(route, *severity));
        },
    );

    let field = Field {
        said: said(&text, *text == *sent),
        value: (*text).clone(),
        on_input,
        on_start,
        on_stop,
    };
    let content = match (&route, &current) {
        (Route::Check(_), Some(current)) => {
            let on_paste = check.acting(|handle, text: Vec<u8>| handle.paste(text));
            pages::check::page(&field, &view(current, &route, on_paste))
        }
        (Route::Compare(_), Some(current)) => {
            let asking = current
                .survey
                .requests
                .iter()
                .any(|request| request.state == State::Running);
            let view = pages::compare::View {
                domain: current.assessment.domain.clone(),
                started: current.survey.started,
                done: current.assessment.done && !asking,
                comparison: Comparison::of(&current.survey),
            };
            pages::compare::page(&field, &view)
        }
        (Route::Rules, _) => html! { <Rules /> },
        (Route::Rule(code), _) => pages::rule::page(code, &link(&route)),
        (Route::Requests, _) => {
            let checked = check.current.as_ref().map(|current| Rc::clone(&current.survey));
            html! { <Requests {checked} settings={settings.clone()} on_settings={choose.clone()} /> }
        }
        (Route::About, _) => pages::about::page(),
        // Also what can't be checked: the field says why.
        (Route::Start | Route::Check(_) | Route::Compare(_), _) => pages::start::page(&field),
    };
    let on_theme = choose.reform({
        let settings = settings.clone();
        move |theme| crate::survey::settings::Settings {
            theme,
            ..settings.clone()
        }
    });
    shell(&route, settings.theme, &on_theme, content)
}

/// Puts the app into the page.
pub fn mount() {
    #[cfg(feature = "csr")]
    if let Some(root) = page::root() {
        yew::Renderer::<App>::with_root(root).render();
    }
}

fn read(text: &str) -> Result<Target, Finding> {
    input::read(text, &idn::to_ascii)
}

/// What is said of the text in the field. A name that may only be unfinished is no fault until it was sent off.
fn said(text: &str, sent: bool) -> Vec<Said> {
    let says = |finding: &Finding, offer| Said {
        severity: finding.severity,
        text: sentence(finding),
        offer,
    };
    match read(text) {
        _ if text.trim().is_empty() => Vec::new(),
        Err(finding) => {
            let unfinished = [&SINGLE_LABEL, &NO_DOMAIN, &NUMERIC_TOP, &IS_NUMBER].contains(&finding.rule);
            if unfinished && !sent {
                Vec::new()
            } else {
                vec![says(&finding, None)]
            }
        }
        Ok(target) => {
            let notes = target.notes.iter().map(|note| says(note, None));
            let offers = target.offered.iter().map(|offer| Said {
                severity: Severity::Note,
                text: offer.why.to_owned(),
                offer: Some(offer.domain.to_string()),
            });
            notes.chain(offers).collect()
        }
    }
}

fn view(current: &Current, route: &Route, on_paste: Callback<Vec<u8>>) -> pages::check::View {
    let assessment = Rc::clone(&current.assessment);
    let on_save = {
        let assessment = Rc::clone(&assessment);
        Callback::from(move |format| {
            let name = format!("mta-sts-{}", assessment.domain);
            match format {
                Format::Markdown => save::text(&(name + ".md"), "text/markdown", &markdown::write(&assessment)),
                Format::Json => save::text(&(name + ".json"), "application/json", &page::json(&assessment)),
            }
        })
    };
    pages::check::View {
        assessment,
        requests: current.survey.requests.clone(),
        before: current.before.clone(),
        link: link(route),
        on_paste,
        on_save,
    }
}

/// What the tab is called.
fn title(route: &Route, severity: Option<Severity>) -> String {
    let place = match route {
        Route::Start => return "MTA-STS Lens".to_owned(),
        Route::Check(domain) => domain.clone(),
        Route::Compare(domain) => format!("{domain}, resolvers compared"),
        Route::Rules => "Rules".to_owned(),
        Route::Rule(code) => code.clone(),
        Route::Requests => "Requests and settings".to_owned(),
        Route::About => "How it works".to_owned(),
    };
    match severity {
        Some(severity) => format!("{place}: {} · MTA-STS Lens", severity.word()),
        None => format!("{place} · MTA-STS Lens"),
    }
}

/// Where the focus goes on another page: to the field at the start, else to the heading. A check leaves it where it is.
fn arrive(route: &Route) {
    match route {
        Route::Check(_) | Route::Compare(_) => {}
        Route::Start => page::focus("q"),
        Route::Rules | Route::Rule(_) | Route::Requests | Route::About => {
            page::top();
            page::focus("say");
        }
    }
}
