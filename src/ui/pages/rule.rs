//! The page of a rule: what it says, why it matters, how to mend it, an example.

use super::head;
use crate::registry::{self, Family};
use crate::rule::explanation::Explanation;
use crate::rule::page::{Content, MEANING, Part};
use crate::rule::reception::Line;
use crate::rule::{Rule, Severity};
use crate::ui::markup::draw;
use crate::ui::parts::copy::labelled;
use crate::ui::parts::finding;
use crate::ui::parts::mark::{badge, severity_icon, worded};
use crate::ui::parts::source::{bad_example, example};
use crate::ui::words::rich;
use yew::Html;

/// The page of the rule with this code; `link` is the address to share.
pub fn page(code: &str, link: &str) -> Html {
    let Some(rule) = registry::by_code(&code.to_ascii_uppercase()) else {
        let code = crate::text::show(code.as_bytes());
        return head(
            draw!("There is no rule <code>{}</code>", code),
            draw!("<a href=\"#/rules\">All rules</a> can be searched."),
            None,
        );
    };
    let paragraphs: Vec<Html> = rule.paragraphs().map(|text| paragraph(&text)).collect();
    let parts: Vec<Html> = rule.parts().into_iter().map(|said| part(said, rule)).collect();
    draw!(
        "<div class=\"wrap rule {}\">
            <article class=\"text\">
                <header class=\"rule__head\">
                    <nav aria-label=\"Path\"><ol class=\"crumbs\">
                        <li><a href=\"#/rules\">Rules</a></li><li>{}</li><li aria-current=\"page\">{}</li>
                    </ol></nav>
                    <p class=\"rule__id\"><span class=\"code\">{}</span>{}<span class=\"quiet\">{}</span></p>
                    <h1 id=\"say\" tabindex=\"-1\">{}</h1>
                </header>
                <h2>{}</h2>{}{}
                {}
            </article>
            {}
        </div>",
        rule.severity.class(),
        Family::of(rule.code).about,
        rule.code,
        rule.code,
        badge(rule.severity),
        rule.name,
        rich(rule.title),
        MEANING,
        finding::unloaded(rule),
        paragraphs,
        parts,
        meta(rule, link)
    )
}

fn part(part: Part, rule: &Rule) -> Html {
    let content = match part.content {
        Content::Text(text) => paragraph(&text),
        Content::Senders(said, measured) => {
            draw!("{}{}", said.as_deref().map(paragraph), senders(measured))
        }
        Content::Example(explanation) => examples(rule, &explanation),
    };
    draw!("<h2>{}</h2>{}", part.heading, content)
}

fn paragraph(text: &str) -> Html {
    draw!("<p>{}</p>", rich(text))
}

/// What known senders were measured to do about it.
fn senders(measured: Vec<Line<'static>>) -> Option<Html> {
    if measured.is_empty() {
        return None;
    }
    let rows: Vec<Html> = measured.into_iter().map(row).collect();
    Some(draw!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What senders do\"><table class=\"tbl\">
            <thead><tr><th scope=\"col\">Reading</th><th scope=\"col\">Senders</th></tr></thead><tbody>{}</tbody>
        </table></div>
        <p class=\"small\"><a href=\"rules/index.html#senders\">Which senders and versions these are</a></p>",
        rows
    ))
}

fn row(line: Line<'static>) -> Html {
    match line {
        Line::About(about) => draw!("<tr><td class=\"tbl__of\" colspan=\"2\">{}</td></tr>", rich(about)),
        Line::Taken((word, severity), who) => draw!(
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            worded(severity, word),
            rich(who)
        ),
    }
}

fn examples(rule: &Rule, explanation: &Explanation) -> Html {
    let try_it = explanation.judged_at().map(|address| {
        draw!(
            "<p class=\"small\"><a href={}>Open the bad example in the validator</a></p>",
            address
        )
    });
    draw!(
        "<div class=\"eg\">
            <div><h3 class=\"sev {}\">{}Raises {}</h3>{}{}</div>
            <div><h3 class=\"sev is-good\">{}Mended</h3>{}</div>
        </div>",
        rule.severity.class(),
        severity_icon(rule.severity),
        rule.code,
        bad_example(
            "An example that raises it",
            explanation.bad,
            rule.severity,
            &explanation.places()
        ),
        try_it,
        severity_icon(Severity::Good),
        example("The example, mended", explanation.good)
    )
}

/// What stands beside: severity, source, what is near it.
fn meta(rule: &Rule, link: &str) -> Html {
    let testing = rule
        .in_testing
        .map(|testing| draw!("<p>{} in mode <code>testing</code></p>", badge(testing)));
    draw!(
        "<aside class=\"meta {}\" aria-label=\"About this rule\">
            <div><h2>Severity</h2><p>{}</p>{}</div>
            <div><h2>Source</h2><p><a href={}>{}</a></p></div>
            <div><h2>Near it</h2><ul class=\"bullets\">{}</ul></div>
            <div><h2>Address to share</h2><p><a href={}>{}</a></p>{}</div>
        </aside>",
        rule.severity.class(),
        badge(rule.severity),
        testing,
        rule.spec.url(),
        rule.spec.to_string(),
        near(rule),
        link.to_owned(),
        link.to_owned(),
        labelled(link, "the address", "Copy link to this rule")
    )
}

/// The rules before and after it in its family.
fn near(rule: &Rule) -> Vec<Html> {
    let line = |other: &Rule| draw!("<li>{} {}</li>", finding::code(other), rich(other.title));
    registry::near(rule).into_iter().map(line).collect()
}
