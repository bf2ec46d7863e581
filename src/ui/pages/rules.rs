//! All rules, with a filter.

use super::{body, head};
use crate::registry::{FAMILIES, searched};
use crate::rule::Rule;
use crate::rule::prose::capital;
use crate::ui::hooks::text_of;
use crate::ui::markup::{draw, list};
use crate::ui::parts::finding::code;
use crate::ui::parts::live::live;
use crate::ui::parts::mark::mark;
use crate::ui::words::{count, rich};
use yew::{AttrValue, Callback, Event, Html};

/// The page.
pub fn page() -> Html {
    live(Callback::from(|(filter, set): (AttrValue, Callback<AttrValue>)| {
        let wanted = filter.to_ascii_lowercase();
        let mut shown = 0;
        let mut groups: Vec<Html> = Vec::new();
        for family in &FAMILIES {
            let mut lines: Vec<Html> = Vec::new();
            for rule in family.rules() {
                if matches(rule, &wanted) {
                    lines.push(line(rule));
                }
            }
            if !lines.is_empty() {
                shown += lines.len();
                groups.push(group(family.about, lines));
            }
        }
        let field = draw!(
            "<div class=\"field filter\">
                <label for=\"filter\">Find by code, name or words</label>
                <input class=\"input\" id=\"filter\" type=\"search\" value={} spellcheck=\"false\" autocapitalize=\"none\"
                    autocomplete=\"off\" oninput={}/>
                <p class=\"hint\" role=\"status\">{}</p>
            </div>",
            filter.to_string(),
            set.reform(|event: Event| text_of(&event).into()),
            count(shown, "rule")
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

fn group(about: &str, lines: Vec<Html>) -> Html {
    draw!(
        "<section class=\"sec\"><div class=\"sec__head\"><h2>{}</h2><p>{}</p></div><ul class=\"index\">{}</ul></section>",
        capital(about),
        count(lines.len(), "rule"),
        lines
    )
}

fn line(rule: &Rule) -> Html {
    draw!(
        "<li>{}{}<span>{}</span></li>",
        mark(rule.severity),
        code(rule),
        rich(rule.title)
    )
}

/// Whether every word of `wanted`, in lower case, stands in the rule somewhere.
fn matches(rule: &Rule, wanted: &str) -> bool {
    let text = if wanted.is_empty() {
        String::new()
    } else {
        searched(rule)
    };
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
}
