//! The page of a rule: what it says, why it matters, how to mend it, an example.

use super::head;
use crate::registry;
use crate::rule::{Rule, Severity};
use crate::ui::markup::draw;
use crate::ui::parts::copy::labelled;
use crate::ui::parts::finding;
use crate::ui::parts::mark::{badge, severity_icon};
use crate::ui::parts::source::example;
use crate::ui::words::{rich, stop};
use yew::Html;

/// The page of the rule with this code; `link` is its whole address, to be copied.
pub fn page(code: &str, link: &str) -> Html {
    let Some(rule) = registry::by_code(&code.to_ascii_uppercase()) else {
        let code = crate::text::show(code.as_bytes());
        return head(
            draw!("There is no rule <code>{}</code>", code),
            draw!("<a href=\"#/rules\">All rules</a> can be searched."),
            None,
        );
    };
    let paragraphs: Vec<Html> = rule
        .paragraphs()
        .map(|paragraph| draw!("<p>{}</p>", rich(&paragraph)))
        .collect();
    let part = |title: &'static str, text: &str| {
        (!text.is_empty()).then(|| draw!("<h2>{}</h2><p>{}{}</p>", title, rich(text), stop(text)))
    };
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
                <h2>What it means, and why it matters</h2>{}{}
                {}{}{}{}
            </article>
            {}
        </div>",
        rule.severity.class(),
        super::rules::family(rule.code),
        rule.code,
        rule.code,
        badge(rule.severity),
        rule.name,
        rich(rule.title),
        finding::unloaded(rule),
        paragraphs,
        part("How to mend it", &template(rule.fix)),
        part("What is said of it", &template(rule.message)),
        part("What senders do", rule.senders),
        examples(rule),
        meta(rule, link)
    )
}

fn examples(rule: &Rule) -> Option<Html> {
    let explanation = rule.explanation().filter(|explanation| !explanation.bad.is_empty());
    explanation.map(|explanation| {
        draw!(
            "<h2>Example</h2>
            <div class=\"eg\">
                <div><h3 class=\"sev {}\">{}Raises {}</h3>{}</div>
                <div><h3 class=\"sev is-good\">{}Mended</h3>{}</div>
            </div>",
            rule.severity.class(),
            severity_icon(rule.severity),
            rule.code,
            example("An example that raises it", explanation.bad),
            severity_icon(Severity::Good),
            example("The example, mended", explanation.good)
        )
    })
}

/// What stands beside: severity, source, what is near it.
fn meta(rule: &'static Rule, link: &str) -> Html {
    let testing = rule
        .in_testing
        .map(|testing| draw!("<p>{} in mode <code>testing</code></p>", badge(testing)));
    draw!(
        "<aside class=\"meta {}\" aria-label=\"About this rule\">
            <div><h2>Severity</h2><p>{}</p>{}</div>
            <div><h2>Source</h2><p><a href={}>{}</a></p></div>
            <div><h2>Near it</h2><ul class=\"bullets\">{}</ul></div>
            <div>{}</div>
        </aside>",
        rule.severity.class(),
        badge(rule.severity),
        testing,
        rule.spec.url(),
        rule.spec.to_string(),
        near(rule),
        labelled(link, "the address", "Copy link to this rule")
    )
}

/// A message or a fix with its arguments as what they are called.
fn template(message: &str) -> String {
    message.replace('{', "‹").replace('}', "›")
}

/// The rules before and after it in its family.
fn near(rule: &'static Rule) -> Vec<Html> {
    let family: Vec<&Rule> = registry::all()
        .filter(|other| super::rules::family(other.code) == super::rules::family(rule.code))
        .collect();
    let at = family.iter().position(|other| *other == rule).unwrap_or(0);
    family
        .iter()
        .skip(at.saturating_sub(2))
        .take(5)
        .filter(|other| **other != rule)
        .map(|other| draw!("<li>{} {}</li>", finding::code(other), rich(other.title)))
        .collect()
}
