//! A finding: what, where, how it is known; it opens to why it matters and how to mend it.

use crate::rule::{Evidence, Finding, Rule, Severity};
use crate::survey::Assessment;
use crate::ui::markup::draw;
use crate::ui::parts::copy::snippet;
use crate::ui::parts::mark::{evidence, severity_icon};
use crate::ui::parts::section::more;
use crate::ui::parts::source;
use crate::ui::place;
use crate::ui::route::Route;
use crate::ui::words::{count, rich, sentence, stop};
use yew::Html;

/// All findings but the good ones, in their order. `news`: what is said of those that are new or changed since the
/// last check. `last` stands below them.
pub fn findings(assessment: &Assessment, news: &dyn Fn(usize) -> Option<&'static str>, last: Option<Html>) -> Html {
    let mut shown: Vec<Html> = Vec::new();
    for (index, found) in assessment.findings.iter().enumerate() {
        if found.severity != Severity::Good {
            shown.push(finding(assessment, index, found, news(index)));
        }
    }
    shown.extend(last);
    draw!("<div class=\"findings\">{}</div>", shown)
}

fn finding(assessment: &Assessment, index: usize, finding: &Finding, news: Option<&'static str>) -> Html {
    let rule = finding.rule;
    let id = place::finding(assessment, index);
    let urgent = matches!(finding.severity, Severity::Error | Severity::Warning);
    let mending = if urgent {
        Some(draw!(
            "<div class=\"finding__fix\"><h4>How to mend it</h4>{}</div>",
            mending(finding, assessment)
        ))
    } else {
        (!rule.fix.is_empty()).then(|| more("What to do", mending(finding, assessment)))
    };
    draw!(
        "<article key={} class=\"finding {} arrives\" id={} tabindex=\"-1\" aria-labelledby=\"{}-t\">
            <div class=\"finding__mark\">{}</div>
            <div class=\"finding__body\">
                <header class=\"finding__head\">
                    <span class=\"sev {}\">{}</span> {} <span class=\"quiet small\">{}</span>{}
                    <h3 id=\"{}-t\">{}</h3>
                    {}
                </header>
                <p>{}</p>
                {}{}{}
            </div>
        </article>",
        &id,
        finding.severity.class(),
        &id,
        &id,
        severity_icon(finding.severity),
        finding.severity.class(),
        finding.severity.word(),
        code(rule),
        finding.subject.title(),
        news.map(|news| draw!("<span class=\"news\">{}</span>", news)),
        &id,
        rich(rule.title),
        evidence(&finding.evidence),
        rich(&sentence(finding)),
        source::places(finding, assessment.text(finding.subject)),
        mending,
        more("Why it matters", why(finding))
    )
}

/// The code of a rule, which leads to its page.
pub fn code(rule: &Rule) -> Html {
    draw!(
        "<a class=\"code\" href={}>{}</a>",
        Route::Rule(rule.code.to_owned()).to_string(),
        rule.code
    )
}

/// What it means and why it matters; for a probe also when it would be wrong.
fn why(finding: &Finding) -> Html {
    let rule = finding.rule;
    let paragraphs: Vec<Html> = rule
        .paragraphs()
        .map(|paragraph| draw!("<p>{}</p>", rich(&paragraph)))
        .collect();
    let unless = match &finding.evidence {
        Evidence::Probe { unless, .. } => Some(draw!("<p>The probe would be wrong when {}.</p>", rich(unless))),
        _ => None,
    };
    draw!(
        "{}{}{}<p class=\"small\"><a href={}>{}</a></p>",
        unloaded(rule),
        paragraphs,
        unless,
        rule.spec.url(),
        rule.spec.to_string()
    )
}

/// What stands in place of the explanation of a rule until it is loaded.
pub fn unloaded(rule: &Rule) -> Option<Html> {
    rule.explanation()
        .is_none()
        .then(|| draw!("<p class=\"quiet\">The explanation isn’t here yet. If it doesn’t come, reload the page.</p>"))
}

/// What to do: in words, as a change of the text, as things to copy.
fn mending(finding: &Finding, assessment: &Assessment) -> Html {
    let change = match (&finding.fix, assessment.text(finding.subject)) {
        (Some(fix), Some(source)) => {
            let guess = (!fix.safe)
                .then(|| draw!("<p class=\"hint\">A guess at what was meant; look at it before you use it.</p>"));
            Some(draw!("{}{}", guess, source::fix(fix, source)))
        }
        _ => None,
    };
    let snippets: Vec<Html> = finding.snippets.iter().map(snippet).collect();
    let advice = finding.advice();
    let words = (!advice.is_empty()).then(|| draw!("<p>{}{}</p>", rich(&advice), stop(&advice)));
    draw!("{}{}{}", words, change, snippets)
}

/// What was looked at and found good: closed, since there is nothing to do.
#[must_use]
pub fn goods(assessment: &Assessment) -> Option<Html> {
    let good = assessment
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Good);
    let lines: Vec<Html> = good
        .map(|finding| {
            draw!(
                "<li>{}<span>{} {}</span></li>",
                severity_icon(Severity::Good),
                code(finding.rule),
                rich(&finding.message())
            )
        })
        .collect();
    (!lines.is_empty()).then(|| {
        draw!(
            "<section class=\"sec\" id=\"good\" tabindex=\"-1\" aria-labelledby=\"h-good\">
                <h2 class=\"sr\" id=\"h-good\">What is good</h2>
                <details class=\"more\">
                    <summary>{}<span class=\"more__n\">looked at and found good</span></summary>
                    <div class=\"more__body more__body--wide\"><ul class=\"goods\">{}</ul></div>
                </details>
            </section>",
            count(lines.len(), "check"),
            lines
        )
    })
}
