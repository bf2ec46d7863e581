//! The page of a rule: what it says, why it matters, how to mend it, an example.

use super::head;
use crate::registry::{self, Family};
use crate::rule::reception::Note;
use crate::rule::{Rule, Severity};
use crate::ui::markup::{draw, list};
use crate::ui::parts::copy::labelled;
use crate::ui::parts::finding;
use crate::ui::parts::mark::{badge, severity_icon, worded};
use crate::ui::parts::section::scroll;
use crate::ui::parts::source::{bad_example, example};
use crate::ui::words::{rich, stop, template};
use yew::Html;

/// The page of the rule with this code; `link` is its whole address here. The one to be copied is that of the page made
/// for those who come without JavaScript, search engines among them.
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
        Family::of(rule.code).about,
        rule.code,
        rule.code,
        badge(rule.severity),
        rule.name,
        rich(rule.title),
        finding::unloaded(rule),
        paragraphs,
        part("How to mend it", &template(rule.fix)),
        part("What is said of it", &template(rule.message)),
        senders(rule),
        examples(rule),
        meta(rule, link)
    )
}

/// What known senders do about it: in general, and as measured.
fn senders(rule: &Rule) -> Option<Html> {
    let explanation = rule.explanation();
    let notes: Vec<Html> = explanation
        .iter()
        .flat_map(crate::rule::explanation::Explanation::notes)
        .map(note)
        .collect();
    if notes.is_empty() && rule.senders.is_empty() {
        return None;
    }
    let said = (!rule.senders.is_empty()).then(|| draw!("<p>{}{}</p>", rich(rule.senders), stop(rule.senders)));
    let measured = (!notes.is_empty()).then(|| {
        draw!(
            "{}<p class=\"small\"><a href=\"rules/index.html#senders\">Which senders and versions these are</a></p>",
            scroll("What senders do", list(notes))
        )
    });
    Some(draw!("<h2>What senders do</h2>{}{}", said, measured))
}

fn note(note: Note) -> Html {
    let row = |((word, severity), who): (_, &str)| {
        draw!(
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            worded(severity, word),
            rich(who)
        )
    };
    let rows: Vec<Html> = note.rows().map(row).collect();
    draw!(
        "<table class=\"tbl\"><caption>{}</caption>
            <thead><tr><th scope=\"col\">Reading</th><th scope=\"col\">Senders</th></tr></thead><tbody>{}</tbody>
        </table>",
        rich(note.about),
        rows
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
            bad_example(
                "An example that raises it",
                explanation.bad,
                rule.severity,
                explanation.places()
            ),
            severity_icon(Severity::Good),
            example("The example, mended", explanation.good)
        )
    })
}

/// What stands beside: severity, source, what is near it.
fn meta(rule: &Rule, link: &str) -> Html {
    let file = format!("rules/{}.html", rule.code);
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
        &file,
        &file,
        labelled(&beside(link, &file), "the address", "Copy link to this rule")
    )
}

/// The address of a file that lies beside the page.
fn beside(link: &str, file: &str) -> String {
    let page = link.split(['?', '#']).next().unwrap_or_default();
    let (folder, _) = page.rsplit_once('/').unwrap_or_default();
    [folder, "/", file].concat()
}

/// The rules before and after it in its family.
fn near(rule: &Rule) -> Vec<Html> {
    let line = |other: &Rule| draw!("<li>{} {}</li>", finding::code(other), rich(other.title));
    registry::near(rule).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_to_share_is_that_of_the_static_page() {
        for (link, address) in [
            ("https://lens.example/#/rules/STS213", "https://lens.example/rules/X"),
            (
                "https://lens.example/a/b/#/rules/STS213",
                "https://lens.example/a/b/rules/X",
            ),
            (
                "https://lens.example/a/index.html?q=/#/x/y",
                "https://lens.example/a/rules/X",
            ),
            ("", "/rules/X"),
        ] {
            assert_eq!(beside(link, "rules/X"), address, "{link}");
        }
    }
}
