//! The page of all rules, by families, and of the senders that were measured. A script searches the list that is there;
//! without it the list is whole, and there is no field to search by.

use super::frame::Page;
use super::html::{Html, rich, write_html};
use super::page::description;
use super::{code, scroll, worded};
use mta_sts_lens::registry::{FAMILIES, Family, all, searched};
use mta_sts_lens::rule::Rule;
use mta_sts_lens::rule::prose::capital;
use mta_sts_lens::senders::{SENDERS, Sender};
use mta_sts_lens::words::count;

/// The script that searches, in `www/`.
pub const SCRIPT: &str = "rules.js";

/// What the page says of itself.
const LEAD: &str = "Everything that this tool can say of a domain, each with the section of the RFC that it comes from. What \
    was looked at and found good has a code too.";

/// The page.
pub fn page() -> Page {
    let families: Html = FAMILIES.iter().filter_map(section).collect();
    Page {
        title: "Rules of MTA-STS and TLS reporting".to_owned(),
        description: description(&format!(
            "{} rules of MTA-STS (RFC 8461) and TLS reporting (RFC 8460): what each means, how to mend it, and how senders \
             read it.",
            all().count()
        )),
        script: Some(SCRIPT),
        is_index: true,
        content: write_html!(
            "<div class=\"wrap page-head\"><h1>Rules</h1><p>{}</p>
                <div class=\"field filter\" id=\"search\" hidden>
                    <label for=\"filter\">Find by code, name or words</label>
                    <input class=\"input\" id=\"filter\" type=\"search\" spellcheck=\"false\" autocapitalize=\"none\"
                        autocomplete=\"off\">
                    <p class=\"hint\" role=\"status\" id=\"found\">{}</p>
                </div>
                <p class=\"small\"><a href=\"../#/rules\">Open in the app</a></p>
            </div>
            <div class=\"wrap cols cols--low\"><div>{}{}</div></div>",
            LEAD,
            count(all().count(), "rule"),
            families,
            senders()
        ),
    }
}

/// The id of a family's section.
pub fn id(family: &Family) -> String {
    match family.codes {
        "" => "other".to_owned(),
        codes => codes.to_ascii_lowercase(),
    }
}

fn section(family: &Family) -> Option<Html> {
    let lines: Vec<Html> = family.rules().into_iter().map(line).collect();
    if lines.is_empty() {
        return None;
    }
    let id = id(family);
    Some(write_html!(
        "<section class=\"sec\" id=\"{}\" aria-labelledby=\"h-{}\">
            <div class=\"sec__head\"><h2 id=\"h-{}\">{}</h2><p>{}</p></div><ul class=\"index index--worded\">{}</ul>
        </section>",
        id.as_str(),
        id.as_str(),
        id.as_str(),
        capital(family.about),
        count(lines.len(), "rule"),
        lines.into_iter().collect::<Html>()
    ))
}

fn line(rule: &Rule) -> Html {
    write_html!(
        "<li data-words=\"{}\">{}{}<span>{}</span></li>",
        words(rule),
        worded(rule.severity, rule.severity.word()),
        code(rule),
        rich(rule.title)
    )
}

/// What a rule is searched by, each word once.
fn words(rule: &Rule) -> String {
    let text = searched(rule);
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        // A part of a word that is there is found by it.
        if !words.iter().any(|known| known.contains(word)) {
            words.push(word);
        }
    }
    words.join(" ")
}

fn senders() -> Html {
    let row = |sender: &Sender| {
        write_html!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            sender.name,
            if sender.version.is_empty() {
                "not known"
            } else {
                sender.version
            },
            sender.measured,
            rich(sender.source)
        )
    };
    let rows: Html = SENDERS.iter().map(row).collect();
    write_html!(
        "<section class=\"sec\" id=\"senders\" aria-labelledby=\"h-senders\">
            <div class=\"sec__head\"><h2 id=\"h-senders\">Senders that were measured</h2></div>{}
        </section>",
        scroll(
            "Table of senders",
            write_html!(
                "<table class=\"tbl\">
                    <caption>What the pages of the rules say of senders was seen in these, and may differ in others and in other
                        versions.</caption>
                    <thead><tr><th scope=\"col\">Sender</th><th scope=\"col\">Version</th><th scope=\"col\">When</th>
                        <th scope=\"col\">How it is known</th></tr></thead>
                    <tbody>{}</tbody>
                </table>",
                rows
            )
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_what_the_app_finds_it_by() {
        for rule in all() {
            let words = words(rule);
            for word in searched(rule).split_whitespace() {
                assert!(words.contains(word), "{}: {word}", rule.code);
            }
        }
    }

    #[test]
    fn every_family_has_a_place_of_its_own() {
        let html = page().content;
        for family in FAMILIES.iter().filter(|family| !family.rules().is_empty()) {
            let place = format!("<section class=\"sec\" id=\"{}\"", id(family));
            assert_eq!(html.as_str().matches(&place).count(), 1, "{place}");
        }
        for sender in &SENDERS {
            assert!(html.as_str().contains(sender.name));
        }
    }
}
