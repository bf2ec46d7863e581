//! Findings as workflow commands of GitHub Actions, which become annotations of the lines.

use crate::check::Checked;
use crate::human::{spaced, summary};
use mta_sts_lens::rule::{Finding, Severity};
use std::io::{self, Write};

/// Prints one command for each finding, and what there is in all.
///
/// # Errors
/// When writing fails.
pub fn print(files: &[Checked], out: &mut impl Write) -> io::Result<()> {
    for file in files {
        let name = property(&file.name());
        for finding in file.faults() {
            annotation(file, &name, finding, out)?;
        }
        if let Some(problem) = &file.problem {
            writeln!(out, "::error file={name},title=Not judged::{}", data(problem))?;
        }
    }
    writeln!(out, "{}", summary(files))
}

fn annotation(file: &Checked, name: &str, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "notice",
    };
    write!(out, "::{command} file={name}")?;
    if let Some(region) = file.region(finding) {
        let (start, end) = (region.start, region.end);
        if start.line == end.line {
            // The end is its last character here; and columns can't be given where lines differ.
            let last = end.column.saturating_sub(1).max(start.column);
            write!(out, ",line={},endLine={}", start.line, end.line)?;
            write!(out, ",col={},endColumn={last}", start.column)?;
        } else {
            // A line end at the end belongs to the line before.
            let last = if end.column == 1 { end.line - 1 } else { end.line };
            write!(out, ",line={},endLine={last}", start.line)?;
        }
    }
    let message = [finding.message(), finding.advice(), finding.rule.spec.to_string()];
    let message: Vec<String> = message
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| spaced(part))
        .collect();
    writeln!(
        out,
        ",title={}::{}",
        property(finding.rule.code),
        data(&message.join("\n"))
    )
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
