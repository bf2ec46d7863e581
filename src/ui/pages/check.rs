//! A check: verdict, next step, picture, matrix, findings, the texts themselves, what is good, what can't be seen.

use super::Field;
use crate::rule::{Evidence, Severity, Subject};
use crate::survey::Assessment;
use crate::survey::assessment::{Bridge, SourceText};
use crate::survey::changes::Changes;
use crate::survey::ledger::{Request, State};
use crate::ui::parts::ask::Ask;
use crate::ui::parts::bridge::bridge;
use crate::ui::parts::chain::picture;
use crate::ui::parts::copy::CopyButton;
use crate::ui::parts::finding::{findings, goods};
use crate::ui::parts::mark::{evidence, icon, mark, severity_icon};
use crate::ui::parts::matrix::MatrixTable;
use crate::ui::parts::section::{more_wide, section};
use crate::ui::parts::{changes, lists, rail, requests, source, verdict};
use crate::ui::route::Route;
use crate::ui::words::{count, date, plain, rich, seconds, visible};
use std::rc::Rc;
use yew::{Callback, Html, html};

/// What a result is drawn from.
#[derive(Clone, Debug)]
pub struct View {
    /// What is known.
    pub assessment: Rc<Assessment>,
    /// Every request that was made.
    pub requests: Vec<Request>,
    /// The check before this one of the same domain.
    pub before: Option<Rc<Assessment>>,
    /// The whole address of the check, to be copied.
    pub link: String,
    /// Called with what the paste box holds.
    pub on_paste: Callback<Vec<u8>>,
    /// Called to save the report.
    pub on_save: Callback<Format>,
}

/// In which form a report is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Markdown,
    /// For programs.
    Json,
}

/// For how many MX hosts the picture has room before they are known.
const RESERVED: usize = 3;

/// The page.
#[must_use]
pub fn page(field: &Field, view: &View) -> Html {
    let assessment = &*view.assessment;
    let before = view.before.as_ref().filter(|_| assessment.done);
    let changed = before.map(|before| Changes::between(before, assessment));
    let news = |index| changed.as_ref().and_then(|changed| changes::news(changed, index));
    html! {
        <>
            { bar(field, !assessment.done, "Check again") }
            { verdict::band(&assessment.verdict, meta(view), progress(view)) }
            { verdict::next(assessment) }
            <div class="wrap cols cols--rail">
                { rail::rail(assessment, tools(view)) }
                <div>
                    <section class="sec" id="chain" tabindex="-1" aria-labelledby="h-chain">
                        <h2 class="sr" id="h-chain">{ "The chain" }</h2>
                        { picture(&assessment.chain, RESERVED) }
                    </section>
                    if let (Some(before), Some(changed)) = (before, &changed) { { changes::since(before, assessment, changed) } }
                    if !assessment.probe.is_empty() { { lists::probe(&assessment.probe) } }
                    if let Some(way) = way(assessment) { { bridge(&way, &view.on_paste) } }
                    { hosts(assessment) }
                    { section("findings", "Findings", html! { <p>{ so_far(assessment) }</p> }, found(assessment, news)) }
                    { texts(assessment) }
                    { goods(assessment) }
                    if !assessment.unseen.is_empty() { { lists::unseen(&assessment.unseen) } }
                    { asked(view) }
                </div>
            </div>
        </>
    }
}

/// The field on top of a result.
#[must_use]
pub fn bar(field: &Field, running: bool, label: &'static str) -> Html {
    html! {
        <div class="band">
            <div class="wrap">
                <Ask value={field.value.clone()} said={field.said.clone()} {running} {label} on_input={field.on_input.clone()}
                    on_start={field.on_start.clone()} on_stop={field.on_stop.clone()} />
            </div>
        </div>
    }
}

/// When, how many requests, what was found; for a domain in another script how it stands in DNS.
fn meta(view: &View) -> Html {
    let assessment = &*view.assessment;
    html! {
        <>
            <span>{ if assessment.done { "Checked " } else { "Begun " } }{ date(assessment.started) }</span>
            if let Some(unicode) = &assessment.unicode {
                <span>{ visible(unicode) }{ " is " }<code>{ assessment.domain.clone() }</code>{ " in DNS" }</span>
            }
            <span>{ requests::summary(&view.requests) }</span>
            <span>{ verdict::tally(assessment) }</span>
            { verdict::unseen_link(assessment) }
        </>
    }
}

fn progress(view: &View) -> Option<(usize, usize)> {
    let answered = view
        .requests
        .iter()
        .filter(|request| request.state != State::Running)
        .count();
    (!view.assessment.done).then_some((answered, view.requests.len()))
}

/// What to take away, and where to go from here.
fn tools(view: &View) -> Html {
    let domain = view.assessment.domain.clone();
    let save = |format, label: &'static str| {
        let onclick = view.on_save.reform(move |_| format);
        html! { <button class="btn btn--small" type="button" {onclick}>{ icon("#i-save") }{ label }</button> }
    };
    html! {
        <>
            <a class="btn btn--small" id="compare" href={Route::Compare(domain).to_string()}>{ icon("#i-next") }{ "Compare resolvers" }</a>
            <CopyButton text={view.link.clone()} what="the address of this check" label="Copy link to this check" />
            { save(Format::Markdown, "Save as Markdown") }
            { save(Format::Json, "Save as JSON") }
        </>
    }
}

/// How to bring the policy here: as long as it can't be read, also once it was pasted.
fn way(assessment: &Assessment) -> Option<Bridge> {
    let pasted = || {
        let text = assessment.text(Subject::Policy)?;
        let url = format!("https://mta-sts.{}/.well-known/mta-sts.txt", assessment.domain);
        (text.evidence == Evidence::Pasted).then(|| Bridge {
            curl: format!("curl -i {url}"),
            url,
        })
    };
    assessment.bridge.clone().or_else(pasted)
}

/// The MX hosts; their place is kept while they are awaited.
fn hosts(assessment: &Assessment) -> Html {
    let state = assessment.subject(Subject::MxHosts);
    let aside = state
        .map(|state| html! { <p>{ rich(&state.summary) }</p> })
        .unwrap_or_default();
    let content = match &assessment.matrix {
        Some(matrix) if !matrix.rows.is_empty() => html! { <MatrixTable matrix={Rc::new(matrix.clone())} /> },
        _ if assessment.done => {
            let severity = state.map_or(Severity::Unseen, |state| state.severity);
            html! { <p>{ mark(severity) }{ " There are no MX hosts to hold against the policy." }</p> }
        }
        _ => {
            html! { <div class="reserve" aria-busy="true">{ for (0..3).map(|_| html! { <span class="wait wait--l"></span> }) }</div> }
        }
    };
    section(Subject::MxHosts.anchor(), "MX hosts against the policy", aside, content)
}

fn so_far(assessment: &Assessment) -> String {
    let number = assessment
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Good)
        .count();
    match (number, assessment.done) {
        (0, true) => String::new(),
        (_, true) => "what refuses mail first".to_owned(),
        (number, false) => format!("{number} so far"),
    }
}

fn found(assessment: &Assessment, news: impl Fn(usize) -> Option<&'static str>) -> Html {
    let none = assessment.done
        && assessment
            .findings
            .iter()
            .all(|finding| finding.severity == Severity::Good);
    html! {
        <>
            { findings(assessment, news, waiting(assessment)) }
            if none {
                <p>{ mark(Severity::Good) }{ " Nothing to mend was found." }</p>
            }
            if assessment.left_out > 0 {
                <p class="snip quiet">{ "And " }{ count(assessment.left_out, "finding") }{ " more of the same kinds." }</p>
            }
        </>
    }
}

/// The place of the findings that may still come.
fn waiting(assessment: &Assessment) -> Html {
    if assessment.done {
        return Html::default();
    }
    html! {
        <div key="waiting" class="finding is-pending">
            <div class="finding__mark">{ severity_icon(Severity::Pending) }</div>
            <div class="finding__body">
                <div class="finding__head">
                    <span class="sev is-pending">{ Severity::Pending.word() }</span>
                    <span class="quiet small">{ waits_for(&assessment.waiting) }</span>
                </div>
                <span class="wait wait--m"></span><span class="wait wait--l"></span><span class="wait wait--s"></span>
            </div>
        </div>
    }
}

/// `for the policy and the MX hosts`.
fn waits_for(waiting: &[String]) -> String {
    match waiting {
        [] => "for the last answers".to_owned(),
        [one] => format!("for {}", plain(one)),
        [most @ .., last] => format!("for {} and {}", plain(&most.join(", ")), plain(last)),
    }
}

/// The texts themselves, with what findings point at.
fn texts(assessment: &Assessment) -> Html {
    if assessment.texts.is_empty() {
        return Html::default();
    }
    let one = |text: &SourceText| {
        html! {
            <div class="snip" id={text.subject.anchor()} tabindex="-1">
                <h3>{ text.subject.title() }</h3>
                <div class="snip__bar">
                    <p>
                        <code>{ visible(&text.label) }</code>{ " " }{ evidence(&text.evidence) }
                        if let Some(ttl) = text.ttl { { ", kept for " }{ seconds(u64::from(ttl)) } }
                    </p>
                    if let Ok(exact) = std::str::from_utf8(&text.text) {
                        <CopyButton text={exact.to_owned()} what={text.subject.title()} />
                    }
                </div>
                { source::text(text, &assessment.findings) }
            </div>
        }
    };
    section(
        "texts",
        "What is published",
        html! { <p>{ "as senders read it" }</p> },
        html! { { for assessment.texts.iter().map(one) } },
    )
}

/// The requests, closed; the whole story has a page of its own.
fn asked(view: &View) -> Html {
    let content = html! {
        <>
            { requests::table(view.requests.iter(), &view.requests) }
            <p class="small quiet">
                { "Resolvers see the names; the policy host sees that someone fetched a public file. Nobody else is told \
                   anything. " }
                <a href={Route::Requests.to_string()}>{ "Requests and settings" }</a>
            </p>
        </>
    };
    let closed = more_wide(html! { { requests::summary(&view.requests) } }, content);
    section("requests", "Requests this page made", Html::default(), closed)
}
