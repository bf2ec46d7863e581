//! The shape of a finding, for the JSON Schema: as its `Serialize` writes it, member by member.

use super::{Evidence, Finding, Fix, Quote, Severity, Snippet, Subject};
use crate::text::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What was found: a rule at a place, with the evidence for it.
#[derive(JsonSchema, serde::Serialize)]
#[allow(dead_code, reason = "its shape alone is of interest")]
struct Shape {
    /// Stable code of the rule, such as `STS213`.
    code: String,
    /// Name of the rule, such as `MAX_AGE_TOO_LONG`.
    name: String,
    /// How bad it is here.
    severity: Severity,
    /// What it speaks of.
    subject: Subject,
    /// What is wrong, in a few words.
    title: String,
    /// What is wrong here. Code stands between backticks.
    message: String,
    /// The arguments of the message.
    args: BTreeMap<String, String>,
    /// Where in the subject's text, in bytes, if it points into one.
    span: Option<Span>,
    /// How it is known.
    evidence: Evidence,
    /// What to do about it; empty where the rule doesn't say.
    advice: String,
    /// The section of the RFC.
    reference: String,
    /// Edits to the subject's text that mend it, if that can be done by machine.
    fix: Option<Fix>,
    /// Pieces of other texts that belong to it.
    quotes: Vec<Quote>,
    /// What to copy to mend or check it.
    snippets: Vec<Snippet>,
}

impl JsonSchema for Finding {
    fn schema_name() -> Cow<'static, str> {
        "Finding".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Shape::json_schema(generator)
    }
}
