//! All rules, with a filter.

use super::{body, head};
use crate::registry;
use crate::rule::Rule;
use crate::ui::hooks::text_of;
use crate::ui::markup::{draw, list};
use crate::ui::parts::finding::code;
use crate::ui::parts::live::live;
use crate::ui::parts::mark::mark;
use crate::ui::words::{count, rich};
use yew::{AttrValue, Callback, Event, Html};

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
pub fn page() -> Html {
    live(Callback::from(|(filter, set): (AttrValue, Callback<AttrValue>)| {
        let wanted = filter.to_ascii_lowercase();
        let shown: Vec<&'static Rule> = registry::all().filter(|rule| matches(rule, &wanted)).collect();
        let groups = shown
            .chunk_by(|a, b| family(a.code) == family(b.code))
            .map(group)
            .collect();
        let field = draw!(
            "<div class=\"field filter\">
                <label for=\"filter\">Find by code, name or words</label>
                <input class=\"input\" id=\"filter\" type=\"search\" value={} spellcheck=\"false\" autocapitalize=\"none\"
                    autocomplete=\"off\" oninput={}/>
                <p class=\"hint\" role=\"status\">{}</p>
            </div>",
            filter.to_string(),
            set.reform(|event: Event| text_of(&event).into()),
            count(shown.len(), "rule")
        );
        list(vec![
            head(
                "Rules",
                "Everything that this tool can say of a domain, each with the section of the RFC that it comes from. What was \
                 looked at and found good has a code too.",
                Some(field),
            ),
            body(list(groups)),
        ])
    }))
}

fn group(rules: &[&'static Rule]) -> Html {
    let mut title = rules.first().map_or("", |rule| family(rule.code)).to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let line = |rule: &&'static Rule| {
        draw!(
            "<li>{}{}<span>{}</span></li>",
            mark(rule.severity),
            code(rule),
            rich(rule.title)
        )
    };
    let lines: Vec<Html> = rules.iter().map(line).collect();
    draw!(
        "<section class=\"sec\"><div class=\"sec__head\"><h2>{}</h2><p>{}</p></div><ul class=\"index\">{}</ul></section>",
        title,
        count(rules.len(), "rule"),
        lines
    )
}

/// Whether every word of `wanted`, in lower case, stands in the rule somewhere; severities count by their word.
fn matches(rule: &Rule, wanted: &str) -> bool {
    let mut text = String::new();
    if !wanted.is_empty() {
        for part in [
            rule.code,
            rule.name,
            rule.severity.word(),
            rule.title,
            rule.message,
            rule.explanation().map_or("", |explanation| explanation.help),
        ] {
            text.push_str(part);
            text.push(' ');
        }
        text.make_ascii_lowercase();
    }
    wanted.split_ascii_whitespace().all(|word| text.contains(word))
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
        let found = |words: &str| matches(&MAX_AGE_TOO_LONG, &words.to_ascii_lowercase());
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
        assert_eq!(family("EXA101"), "other");
    }
}
