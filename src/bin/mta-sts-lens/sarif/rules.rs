//! What SARIF is told of a rule.

use super::{level, message};
use crate::human::spaced;
use mta_sts_lens::registry::Family;
use mta_sts_lens::rule::Rule;
use mta_sts_lens::rule::prose::template;
use serde_json::{Value, json};

/// The metadata of a rule; `pages` is where the pages of the rules are served.
pub fn descriptor(rule: &Rule, pages: Option<&str>) -> Value {
    let about: Vec<String> = rule.paragraphs().map(|paragraph| spaced(&paragraph)).collect();
    let first = about.first().map_or(rule.title, String::as_str);
    let fix = template(rule.fix);
    let all: Vec<&str> = about.iter().map(String::as_str).chain([fix.as_str()]).collect();
    let help = all.join("\n\n");
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": message(rule.title) },
        "fullDescription": { "text": message(first) },
        "help": { "text": message(&help), "markdown": message(&help) },
        "helpUri": pages.map_or_else(|| rule.spec.url(), |pages| format!("{pages}{}.html", rule.code)),
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [Family::of(rule.code).about, spaced(&rule.spec.to_string())] },
    })
}
