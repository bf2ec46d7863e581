//! All rules, with a filter.

use crate::registry;
use crate::rule::{Rule, Severity};
use crate::ui::hooks::text_of;
use crate::ui::parts::mark::mark;
use crate::ui::route::Route;
use crate::ui::words::{count, plain, rich};
use yew::{Html, InputEvent, function_component, html, use_state};

/// What the codes stand for, by their first four characters or fewer.
const FAMILIES: [(&str, &str); 9] = [
    ("DOM", "what was typed"),
    ("DNS", "look-ups"),
    ("STS1", "the MTA-STS record"),
    ("STS2", "the policy"),
    ("STS3", "MX hosts against the policy"),
    ("STS4", "the policy host"),
    ("STS", "MTA-STS"),
    ("RPT", "TLS reporting"),
    ("", "other"),
];

/// What family a code belongs to.
#[must_use]
pub fn family(code: &str) -> &'static str {
    FAMILIES
        .iter()
        .find(|(prefix, _)| code.starts_with(prefix))
        .map_or("", |(_, name)| name)
}

/// The page.
#[function_component]
pub fn Rules() -> Html {
    let filter = use_state(String::new);
    let oninput = {
        let filter = filter.clone();
        move |event: InputEvent| filter.set(text_of(&event))
    };
    let wanted: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let shown: Vec<&'static Rule> = registry::all().filter(|rule| matches(rule, &wanted)).collect();
    let groups = shown.chunk_by(|a, b| family(a.code) == family(b.code)).map(group);
    html! {
        <>
            <div class="wrap page-head">
                <h1 id="say" tabindex="-1">{ "Rules" }</h1>
                <p>
                    { "Everything that this tool can say of a domain, each with the section of the RFC that it comes from. \
                       What was looked at and found good has a code too." }
                </p>
                <div class="field filter">
                    <label for="filter">{ "Find by code, name or words" }</label>
                    <input class="input" id="filter" type="search" value={(*filter).clone()} spellcheck="false" autocapitalize="none"
                        autocomplete="off" {oninput} />
                    <p class="hint" role="status">{ count(shown.len(), "rule") }</p>
                </div>
            </div>
            <div class="wrap cols cols--low"><div>{ for groups }</div></div>
        </>
    }
}

fn group(rules: &[&'static Rule]) -> Html {
    let name = rules.first().map_or("", |rule| family(rule.code));
    let line = |rule: &&'static Rule| {
        html! {
            <li>
                { mark(rule.severity) }
                <a class="code" href={Route::Rule(rule.code.to_owned()).to_string()}>{ rule.code }</a>
                <span>{ rich(rule.title) }</span>
            </li>
        }
    };
    let mut title = name.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    html! {
        <section class="sec">
            <div class="sec__head"><h2>{ title }</h2><p>{ count(rules.len(), "rule") }</p></div>
            <ul class="index">{ for rules.iter().map(line) }</ul>
        </section>
    }
}

/// Whether every word stands in the rule somewhere; severities count by their word.
fn matches(rule: &Rule, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let severity: Severity = rule.severity;
    let mut text = String::new();
    for part in [
        rule.code,
        rule.name,
        severity.word(),
        rule.title,
        rule.message,
        rule.help,
    ] {
        text.push_str(&plain(part).to_lowercase());
        text.push(' ');
    }
    wanted.iter().all(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::rule::rules! {
        /// Says how long a policy is kept.
        STS213 MAX_AGE_TOO_LONG { Error, 8461 "3.2", title: "`max_age` is over the limit", message: "m", fix: "f" }
    }

    #[test]
    fn rules_are_found_by_their_words() {
        assert_eq!(RULES.len(), 1);
        let found = |words: &str| {
            let wanted: Vec<_> = words.split_whitespace().map(str::to_lowercase).collect();
            matches(&MAX_AGE_TOO_LONG, &wanted)
        };
        for words in [
            "",
            "sts213",
            "STS2",
            "max_age",
            "TOO_LONG",
            "kept policy",
            "error limit",
        ] {
            assert!(found(words), "{words}");
        }
        for words in ["sts214", "policy warning"] {
            assert!(!found(words), "{words}");
        }
    }

    #[test]
    fn families_are_told_by_the_code() {
        assert_eq!(family("STS213"), "the policy");
        assert_eq!(family("STS900"), "MTA-STS");
        assert_eq!(family("RPT101"), "TLS reporting");
        assert_eq!(family("XXX101"), "other");
    }
}
