//! The page of a rule: what it says, why it matters, how to mend it, what senders do, an example.

use super::example::example;
use super::frame::{INDEX, Page};
use super::html::{Html, rich, write_html};
use super::{code, icon, scroll, worded};
use mta_sts_lens::registry::{Family, near};
use mta_sts_lens::rule::explanation::Explanation;
use mta_sts_lens::rule::page::{Content, MEANING, Part};
use mta_sts_lens::rule::prose::plain;
use mta_sts_lens::rule::reception::Line;
use mta_sts_lens::rule::{Rule, Severity};

/// The longest description, in characters: about what search engines show.
pub const DESCRIPTION: usize = 155;

/// The page of a rule.
pub fn page(rule: &Rule) -> Page {
    Page {
        title: format!("{}: {}", rule.code, plain(rule.title)),
        description: description(&rule.paragraphs().collect::<Vec<_>>().join(" ")),
        script: None,
        is_index: false,
        content: content(rule),
    }
}

/// The beginning of a text without its marks, cut between two words.
pub fn description(text: &str) -> String {
    let text = plain(text);
    if text.chars().count() <= DESCRIPTION {
        return text;
    }
    let mut out = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        // One more for the blank before it, another for the dots.
        length += word.chars().count() + 1;
        if length > DESCRIPTION {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.truncate(out.trim_end_matches([',', ';', ':', '.']).len());
    out.push('…');
    out
}

fn content(rule: &Rule) -> Html {
    let paragraphs: Html = rule.paragraphs().map(|text| paragraph(&text)).collect();
    let parts: Html = rule.parts().into_iter().map(|said| part(said, rule)).collect();
    let family = Family::of(rule.code);
    write_html!(
        "<div class=\"wrap rule {}\">
            <article class=\"text\">
                <header class=\"rule__head\">
                    <nav aria-label=\"Path\"><ol class=\"crumbs\">
                        <li><a href=\"{}\">Rules</a></li><li><a href=\"{}#{}\">{}</a></li><li aria-current=\"page\">{}</li>
                    </ol></nav>
                    <p class=\"rule__id\"><span class=\"code\">{}</span>{}<span class=\"quiet\">{}</span></p>
                    <h1>{}</h1>
                </header>
                <h2>{}</h2>{}
                {}
            </article>
            {}
        </div>",
        rule.severity.class(),
        INDEX,
        INDEX,
        super::index::id(family),
        family.about,
        rule.code,
        rule.code,
        worded(rule.severity, rule.severity.word()),
        rule.name,
        rich(rule.title),
        MEANING,
        paragraphs,
        parts,
        meta(rule)
    )
}

fn part(part: Part, rule: &Rule) -> Html {
    let content = match part.content {
        Content::Text(text) => paragraph(&text),
        Content::Senders(said, measured) => {
            let said = said.as_deref().map(paragraph);
            write_html!("{}{}", said, senders(part.heading, &measured))
        }
        Content::Example(explanation) => examples(rule, &explanation),
    };
    write_html!("<h2>{}</h2>{}", part.heading, content)
}

fn paragraph(text: &str) -> Html {
    write_html!("<p>{}</p>", rich(text))
}

/// What known senders were measured to do about it.
fn senders(label: &str, measured: &[Line<'_>]) -> Option<Html> {
    if measured.is_empty() {
        return None;
    }
    let table = write_html!(
        "<table class=\"tbl\">
            <thead><tr><th scope=\"col\">Reading</th><th scope=\"col\">Senders</th></tr></thead><tbody>{}</tbody>
        </table>",
        measured.iter().map(row).collect::<Html>()
    );
    Some(write_html!(
        "{}<p class=\"small\"><a href=\"{}#senders\">Which senders and versions these are</a></p>",
        scroll(label, table),
        INDEX
    ))
}

fn row(line: &Line<'_>) -> Html {
    match *line {
        Line::About(about) => write_html!("<tr><td class=\"tbl__of\" colspan=\"2\">{}</td></tr>", rich(about)),
        Line::Taken((word, severity), who) => write_html!(
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            worded(severity, word),
            rich(who)
        ),
    }
}

fn examples(rule: &Rule, explanation: &Explanation) -> Html {
    let try_it = explanation.judged_at().map(|address| {
        write_html!(
            "<p class=\"small\"><a href=\"../{}\">Open the bad example in the validator</a></p>",
            address.as_str()
        )
    });
    write_html!(
        "<div class=\"eg\">
            <div><h3 class=\"sev {}\">{}Raises {}</h3>{}{}</div>
            <div><h3 class=\"sev is-good\">{}Mended</h3>{}</div>
        </div>",
        rule.severity.class(),
        icon(rule.severity),
        rule.code,
        example(
            "An example that raises it",
            explanation.bad,
            rule.severity,
            &explanation.places()
        ),
        try_it,
        icon(Severity::Good),
        example("The example, mended", explanation.good, Severity::Good, &[])
    )
}

/// What stands beside: severity, source, what is near it.
fn meta(rule: &Rule) -> Html {
    let badge = |severity: Severity| worded(severity, severity.word());
    let testing = rule
        .in_testing
        .map(|testing| write_html!("<p>{} in mode <code>testing</code></p>", badge(testing)));
    let near: Html = near(rule)
        .into_iter()
        .map(|other| write_html!("<li>{} {}</li>", code(other), rich(other.title)))
        .collect();
    write_html!(
        "<aside class=\"meta {}\" aria-label=\"About this rule\">
            <div><h2>Severity</h2><p>{}</p>{}</div>
            <div><h2>Source</h2><p><a href=\"{}\">{}</a></p></div>
            <div><h2>Near it</h2><ul class=\"bullets\">{}</ul></div>
            <div><h2>In the app</h2><p><a href=\"../#/rules/{}\">Open in the app</a></p></div>
        </aside>",
        rule.severity.class(),
        badge(rule.severity),
        testing,
        rule.spec.url(),
        rule.spec.to_string(),
        near,
        rule.code
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_cut_between_words() {
        assert_eq!(description("Says `this`."), "Says this.");
        let whole = "x".repeat(DESCRIPTION);
        assert_eq!(description(&whole), whole);
        let long = "Twelve signs, ".repeat(20);
        let cut = description(&long);
        assert!(cut.ends_with("signs…") && cut.chars().count() <= DESCRIPTION, "{cut}");
        assert!(cut.chars().count() + 14 > DESCRIPTION, "{cut}");
        let beyond = format!("{} b", "é".repeat(DESCRIPTION - 1));
        assert_eq!(description(&beyond).chars().count(), DESCRIPTION);
    }

    #[test]
    fn a_page_says_what_its_rule_says() {
        mta_sts_lens::rule::explanation::load(mta_sts_lens::registry::texts());
        let rule = mta_sts_lens::registry::by_code("STS213").expect("STS213");
        let page = page(rule);
        assert_eq!(page.title, "STS213: max_age is over the limit");
        for part in [
            "<h1><code>max_age</code> is over the limit</h1>",
            "</code> is ‹value›, but at most ‹limit› is allowed.</p>",
            "<a class=\"code\" href=\"STS203.html\">STS203</a>",
            "href=\"https://www.rfc-editor.org/rfc/rfc8461#section-3.2\"",
            "<td>keeps the policy for 1 day: Stalwart 2025-06</td>",
            "<span class=\"span is-error\">31557601</span>",
            "href=\"../#/rules/STS213\"",
            "href=\"index.html#sts2\"",
        ] {
            let html = page.content.as_str();
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
