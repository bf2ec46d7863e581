//! Findings for code scanning: SARIF 2.1.0 (OASIS), one run.

mod rules;
mod uri;

use crate::check::Checked;
use crate::human::spaced;
use crate::place::Region;
use crate::{NAME, VERSION};
use mta_sts_lens::rule::{Edit, Finding, Fix, Rule, Severity};
use mta_sts_lens::text::Span;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Where the schema stands.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Prints all files as one run. `pages` is where the pages of the rules are served.
///
/// # Errors
/// When writing fails.
pub fn print(files: &[Checked], pages: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    let mut known: Vec<&'static Rule> = Vec::new();
    let mut results = Vec::new();
    let mut notifications = Vec::new();
    for file in files {
        for finding in file.faults() {
            let at = known
                .iter()
                .position(|rule| *rule == finding.rule)
                .unwrap_or(known.len());
            if at == known.len() {
                known.push(finding.rule);
            }
            results.push(result(file, finding, at));
        }
        if let Some(problem) = &file.problem {
            notifications.push(json!({
                "level": "error",
                "message": { "text": message(&format!("{}: {problem}", file.name())) },
                "locations": [{ "physicalLocation": { "artifactLocation": uri::artifact(file) } }],
            }));
        }
    }
    let rules: Vec<Value> = known.iter().map(|rule| rules::descriptor(rule, pages)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": NAME,
                "version": VERSION,
                "semanticVersion": VERSION,
                "rules": rules,
            } },
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            // RFC 8461 §3.2
            "newlineSequences": ["\r\n", "\n"],
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// How bad something is, in SARIF's words.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Unseen | Severity::Pending | Severity::Good => "none",
    }
}

/// A text as a message: braces stand for arguments there (§3.11.5), and brackets make links (§3.11.6).
fn message(text: &str) -> String {
    spaced(text).replace('{', "{{").replace('}', "}}").replace("](", "\\](")
}

fn result(file: &Checked, finding: &Finding, rule: usize) -> Value {
    let mut place = json!({ "artifactLocation": uri::artifact(file) });
    if let (Some(members), Some(span)) = (place.as_object_mut(), finding.span) {
        members.insert("region".into(), region(file, span));
    }
    let mut out = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": message(&finding.message()) },
        "locations": [{ "physicalLocation": place }],
    });
    // What is only a guess is for people to decide.
    if let (Some(members), Some(fix)) = (out.as_object_mut(), finding.fix.as_ref().filter(|fix| fix.safe)) {
        members.insert("fixes".into(), json!([mended(file, finding, fix)]));
    }
    out
}

fn region(file: &Checked, span: Span) -> Value {
    let Region { start, end } = file.lines.region(&file.text, span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start,
        "byteLength": span.len(),
    })
}

fn mended(file: &Checked, finding: &Finding, fix: &Fix) -> Value {
    let replacement = |edit: &Edit| {
        json!({
            "deletedRegion": region(file, edit.span),
            "insertedContent": { "text": edit.text },
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": { "text": message(&finding.advice()) },
        "artifactChanges": [{ "artifactLocation": uri::artifact(file), "replacements": replacements }],
    })
}
