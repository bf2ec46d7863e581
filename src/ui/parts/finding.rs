//! A finding: what, where, how it is known; it opens to why it matters and how to mend it.

use crate::rule::{Evidence, Finding, Severity};
use crate::survey::Assessment;
use crate::ui::parts::copy::snippet;
use crate::ui::parts::mark::{evidence, severity_icon};
use crate::ui::parts::section::more;
use crate::ui::parts::source;
use crate::ui::place;
use crate::ui::route::Route;
use crate::ui::words::{count, rich, sentence, stop};
use yew::{Html, classes, html};

/// All findings but the good ones, in their order. `news`: what is said of those that are new or changed since the
/// last check. `last` stands below them.
#[must_use]
pub fn findings(assessment: &Assessment, news: impl Fn(usize) -> Option<&'static str>, last: Html) -> Html {
    let shown = assessment
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.severity != Severity::Good)
        .map(|(index, found)| finding(assessment, index, found, news(index)));
    html! { <div class="findings">{ for shown }{ last }</div> }
}

fn finding(assessment: &Assessment, index: usize, finding: &Finding, news: Option<&'static str>) -> Html {
    let rule = finding.rule;
    let id = place::finding(assessment, index);
    let heading = format!("{id}-t");
    let source = assessment.text(finding.subject);
    let urgent = matches!(finding.severity, Severity::Error | Severity::Warning);
    let mending = mending(finding, assessment);
    html! {
        <article key={id.clone()} class={classes!("finding", finding.severity.class(), "arrives")} {id} tabindex="-1"
            aria-labelledby={heading.clone()}>
            <div class="finding__mark">{ severity_icon(finding.severity) }</div>
            <div class="finding__body">
                <header class="finding__head">
                    <span class={classes!("sev", finding.severity.class())}>{ finding.severity.word() }</span>
                    <a class="code" href={Route::Rule(rule.code.to_owned()).to_string()}>{ rule.code }</a>
                    <span class="quiet small">{ finding.subject.title() }</span>
                    if let Some(news) = news { <span class="news">{ news }</span> }
                    <h3 id={heading}>{ rich(rule.title) }</h3>
                    { evidence(&finding.evidence) }
                </header>
                <p>{ rich(&sentence(finding)) }</p>
                { source::places(finding, source) }
                if urgent {
                    <div class="finding__fix"><h4>{ "How to mend it" }</h4>{ mending }</div>
                } else if !rule.fix.is_empty() {
                    { more(html! { { "What to do" } }, mending) }
                }
                { more(html! { { "Why it matters" } }, why(finding)) }
            </div>
        </article>
    }
}

/// What it means and why it matters; for a probe also when it would be wrong.
fn why(finding: &Finding) -> Html {
    let unless = match &finding.evidence {
        Evidence::Probe { unless, .. } => Some(*unless),
        _ => None,
    };
    html! {
        <>
            { for finding.rule.paragraphs().map(|paragraph| html! { <p>{ rich(&paragraph) }</p> }) }
            if let Some(unless) = unless {
                <p>{ "The probe would be wrong when " }{ rich(unless) }{ "." }</p>
            }
            <p class="small"><a href={finding.rule.spec.url()}>{ finding.rule.spec.to_string() }</a></p>
        </>
    }
}

/// What to do: in words, as a change of the text, as things to copy.
fn mending(finding: &Finding, assessment: &Assessment) -> Html {
    let change = match (&finding.fix, assessment.text(finding.subject)) {
        (Some(fix), Some(source)) => Some((fix.safe, source::fix(fix, source))),
        _ => None,
    };
    html! {
        <>
            <p>{ rich(finding.rule.fix) }{ stop(finding.rule.fix) }</p>
            if let Some((safe, change)) = change {
                if !safe { <p class="hint">{ "A guess at what was meant; look at it before you use it." }</p> }
                { change }
            }
            { for finding.snippets.iter().map(snippet) }
        </>
    }
}

/// What was looked at and found good: closed, since there is nothing to do.
#[must_use]
pub fn goods(assessment: &Assessment) -> Html {
    let good = || {
        assessment
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Good)
    };
    let number = good().count();
    if number == 0 {
        return Html::default();
    }
    let line = |finding: &Finding| {
        html! {
            <li>
                { severity_icon(Severity::Good) }
                <span>
                    <a class="code" href={Route::Rule(finding.rule.code.to_owned()).to_string()}>{ finding.rule.code }</a>
                    { " " }{ rich(&finding.message()) }
                </span>
            </li>
        }
    };
    html! {
        <section class="sec" id="good" tabindex="-1" aria-labelledby="h-good">
            <h2 class="sr" id="h-good">{ "What is good" }</h2>
            <details class="more">
                <summary>
                    { count(number, "check") }
                    <span class="more__n">{ "looked at and found good" }</span>
                </summary>
                <div class="more__body more__body--wide"><ul class="goods">{ for good().map(line) }</ul></div>
            </details>
        </section>
    }
}
