//! The page of a rule: what it says, why it matters, how to mend it, an example.

use crate::registry;
use crate::rule::{Rule, Severity};
use crate::ui::parts::copy::CopyButton;
use crate::ui::parts::mark::{badge, severity_icon};
use crate::ui::parts::source::example;
use crate::ui::route::Route;
use crate::ui::words::{rich, stop};
use yew::{Html, classes, html};

/// The page of the rule with this code; `link` is its whole address, to be copied.
#[must_use]
pub fn page(code: &str, link: &str) -> Html {
    match registry::by_code(&code.to_ascii_uppercase()) {
        Some(rule) => known(rule, link),
        None => html! {
            <div class="wrap page-head">
                <h1>{ "There is no rule " }<code>{ crate::text::show(code.as_bytes()) }</code></h1>
                <p><a href={Route::Rules.to_string()}>{ "All rules" }</a>{ " can be searched." }</p>
            </div>
        },
    }
}

fn known(rule: &'static Rule, link: &str) -> Html {
    let mut paragraphs = rule.paragraphs();
    let what = paragraphs.next().unwrap_or_default();
    let rest: Vec<String> = paragraphs.collect();
    let family = super::rules::family(rule.code);
    html! {
        <div class={classes!("wrap", "rule", rule.severity.class())}>
            <article class="text">
                <header class="rule__head">
                    <nav aria-label="Path">
                        <ol class="crumbs">
                            <li><a href={Route::Rules.to_string()}>{ "Rules" }</a></li>
                            <li>{ family }</li>
                            <li aria-current="page">{ rule.code }</li>
                        </ol>
                    </nav>
                    <p class="rule__id"><span class="code">{ rule.code }</span>{ badge(rule.severity) }<span class="quiet">{ rule.name }</span></p>
                    <h1 id="say" tabindex="-1">{ rich(rule.title) }</h1>
                </header>
                <h2>{ "What it means, and why it matters" }</h2>
                <p>{ rich(&what) }</p>
                { for rest.iter().map(|paragraph| html! { <p>{ rich(paragraph) }</p> }) }
                <h2>{ "How to mend it" }</h2>
                <p>{ rich(rule.fix) }{ stop(rule.fix) }</p>
                <h2>{ "What the page says" }</h2>
                <p class="quiet">{ rich(&template(rule.message)) }</p>
                if !rule.senders.is_empty() {
                    <h2>{ "What senders do" }</h2>
                    <p>{ rich(rule.senders) }{ stop(rule.senders) }</p>
                }
                if !rule.bad.is_empty() {
                    <h2>{ "Example" }</h2>
                    <div class="eg">
                        <div>
                            <h3 class={classes!("sev", rule.severity.class())}>{ severity_icon(rule.severity) }{ "Raises " }{ rule.code }</h3>
                            { example("An example that raises it", rule.bad) }
                        </div>
                        <div>
                            <h3 class="sev is-good">{ severity_icon(Severity::Good) }{ "Mended" }</h3>
                            { example("The example, mended", rule.good) }
                        </div>
                    </div>
                }
            </article>
            <aside class={classes!("meta", rule.severity.class())} aria-label="About this rule">
                <div><h2>{ "Severity" }</h2><p>{ badge(rule.severity) }</p>
                    if let Some(testing) = rule.in_testing {
                        <p>{ badge(testing) }{ " in mode " }<code>{ "testing" }</code></p>
                    }
                </div>
                <div><h2>{ "Source" }</h2><p><a href={rule.spec.url()}>{ rule.spec.to_string() }</a></p></div>
                <div><h2>{ "Near it" }</h2><ul class="bullets">{ for near(rule) }</ul></div>
                <div><CopyButton text={link.to_owned()} what="the address of this rule" label="Copy link to this rule" /></div>
            </aside>
        </div>
    }
}

/// The message with its arguments as what they are called.
fn template(message: &str) -> String {
    message.replace('{', "‹").replace('}', "›")
}

/// The rules before and after it in its family.
fn near(rule: &'static Rule) -> Vec<Html> {
    let family: Vec<&Rule> = registry::all()
        .filter(|other| super::rules::family(other.code) == super::rules::family(rule.code))
        .collect();
    let at = family.iter().position(|other| *other == rule).unwrap_or(0);
    let from = at.saturating_sub(2);
    family
        .iter()
        .skip(from)
        .take(5)
        .filter(|other| **other != rule)
        .map(|other| {
            let to = Route::Rule(other.code.to_owned()).to_string();
            html! { <li><a class="code" href={to}>{ other.code }</a>{ " " }{ rich(other.title) }</li> }
        })
        .collect()
}
