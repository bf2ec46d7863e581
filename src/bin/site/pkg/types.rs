//! The types of the package for TypeScript: those of an assessment from its JSON Schema, which is made from the Rust types
//! (`tests/schema.rs`); the codes of the rules; and what the functions take and give, as it is written.

use mta_sts_lens::json::{self, Value};
use mta_sts_lens::registry;
use mta_sts_lens::rule::Severity;
use std::fmt::Write as _;
use std::io;

/// The JSON Schema of an assessment.
pub const SCHEMA: &str = include_str!("../../../survey/schema/assessment-2.json");

/// What the functions take and give.
const FUNCTIONS: &str = include_str!("../../api/js/functions.d.ts");

/// The whole file.
///
/// # Errors
/// The schema isn't as it is known here.
pub fn write() -> io::Result<String> {
    let mut out = String::from(FUNCTIONS);
    out.push_str("\n/** Code of a rule. */\nexport type RuleCode =");
    for rule in registry::all() {
        let _ = write!(out, "\n  | \"{}\"", rule.code);
    }
    out.push_str(";\n");
    assessment(SCHEMA, &mut out)
        .ok_or_else(|| io::Error::other("the schema of an assessment has a form that is not known"))?;
    Ok(out)
}

/// What a severity is called in JSON.
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Unseen => "unseen",
        Severity::Pending => "pending",
        Severity::Good => "good",
    }
}

/// The types of a schema, one after another.
fn assessment(schema: &str, out: &mut String) -> Option<()> {
    let document = json::parse(schema.as_bytes()).ok()?;
    named("Assessment", &document.root, out)?;
    for member in document.root.get("$defs")?.members() {
        named(&member.key.text, &member.value, out)?;
    }
    Some(())
}

fn named(name: &str, schema: &Value, out: &mut String) -> Option<()> {
    comment(schema, "", out);
    let _ = writeln!(out, "export type {name} = {};", kind(name, schema, "")?);
    Some(())
}

fn comment(schema: &Value, indent: &str, out: &mut String) {
    let said = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    if !said.is_empty() {
        let said = said.replace("*/", "").split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(out, "\n{indent}/** {said} */");
    }
    out.push('\n');
    out.push_str(indent);
}

/// The type that a schema allows; `within` names the type that it stands in.
fn kind(within: &str, schema: &Value, indent: &str) -> Option<String> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return Some(reference.rsplit('/').next()?.to_owned());
    }
    if let Some(word) = schema.get("const") {
        return word
            .as_str()
            .map(|word| format!("\"{word}\""))
            .or_else(|| Some(word.as_u64()?.to_string()));
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(schemas) = schema.get(choice).and_then(Value::as_array) {
            let kinds: Option<Vec<String>> = schemas.iter().map(|schema| kind(within, schema, indent)).collect();
            return Some(kinds?.join(" | "));
        }
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words: Option<Vec<String>> = words
            .iter()
            .map(|word| Some(format!("\"{}\"", word.as_str()?)))
            .collect();
        return Some(words?.join(" | "));
    }
    let types = schema.get("type")?;
    if let Some(several) = types.as_array() {
        let kinds: Option<Vec<String>> = several
            .iter()
            .map(|one| simple(within, one.as_str()?, schema, indent))
            .collect();
        return Some(kinds?.join(" | "));
    }
    simple(within, types.as_str()?, schema, indent)
}

fn simple(within: &str, name: &str, schema: &Value, indent: &str) -> Option<String> {
    Some(match name {
        "string" if within == "Finding" && schema.get("description").and_then(Value::as_str).is_some_and(is_code) => {
            "RuleCode".to_owned()
        }
        "string" | "boolean" | "null" => name.to_owned(),
        "integer" => "number".to_owned(),
        "array" => match schema.get("prefixItems").and_then(Value::as_array) {
            Some(items) => {
                let kinds: Option<Vec<String>> = items.iter().map(|item| kind(within, item, indent)).collect();
                format!("[{}]", kinds?.join(", "))
            }
            None => format!("Array<{}>", kind(within, schema.get("items")?, indent)?),
        },
        "object" => match schema.get("properties") {
            Some(members) => {
                let deeper = format!("{indent}  ");
                let mut out = String::from("{");
                for member in members.members() {
                    comment(&member.value, &deeper, &mut out);
                    let _ = write!(out, "{}: {};", member.key.text, kind(within, &member.value, &deeper)?);
                }
                let _ = write!(out, "\n{indent}}}");
                out
            }
            None => format!(
                "Record<string, {}>",
                kind(within, schema.get("additionalProperties")?, indent)?
            ),
        },
        _ => return None,
    })
}

/// Whether this describes the code of a rule.
fn is_code(said: &str) -> bool {
    said.starts_with("Stable code of the rule")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mta_sts_lens::survey::assessment::FORMAT;

    #[test]
    fn the_schema_is_of_this_version() {
        assert!(SCHEMA.contains(&format!("urn:mta-sts-lens:assessment:{FORMAT}\"")));
    }

    #[test]
    fn types_follow_from_the_schema() {
        let types = write().unwrap();
        for part in [
            "export type Assessment = {",
            "\n  format: 2;",
            "\n  unicode: string | null;",
            "\n  findings: Array<Finding>;",
            "\n  picture: Picture | null;",
            "\n  code: RuleCode;",
            "\n  args: Record<string, string>;",
            "export type Span = [number, number];",
            "| \"partly-refused\"",
            "\n  | \"STS213\"",
        ] {
            assert!(types.contains(part), "{part}\n{types}");
        }
    }

    #[test]
    fn severities_are_called_as_in_json() {
        for one in [
            Severity::Error,
            Severity::Warning,
            Severity::Note,
            Severity::Unseen,
            Severity::Pending,
            Severity::Good,
        ] {
            assert!(SCHEMA.contains(&format!("\"const\": \"{}\"", severity(one))));
        }
    }
}
