//! Findings for people, as rustc prints its own: what, where, the line with carets, what to do, what demands it.

use crate::check::{Checked, Tally};
use crate::source::{self, Gutter};
use mta_sts_lens::rule::prose::visible;
use mta_sts_lens::rule::{Edit, Finding, Severity};
use mta_sts_lens::text::{Span, show};
use mta_sts_lens::words::count;
use std::io::{self, Write};

/// How many edits of a fix are written out.
const EDITS: usize = 4;
/// How many lines of something to copy.
const SNIPPET_LINES: usize = 12;
/// How many parts of a file are named.
const PIECES: usize = 8;

/// Colours, or none.
pub struct Paint {
    on: bool,
}

/// What is coloured.
#[derive(Clone, Copy)]
pub enum Ink {
    /// By how bad it is.
    Severity(Severity),
    /// Gutters and arrows.
    Frame,
    /// What stands out.
    Bold,
}

impl Paint {
    /// With colours or without.
    pub const fn new(on: bool) -> Self {
        Self { on }
    }

    /// The text in its colour.
    pub fn ink(&self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Severity(Severity::Error) => "1;31",
            Ink::Severity(Severity::Warning) => "1;33",
            Ink::Severity(_) => "1;36",
            Ink::Frame => "1;34",
            Ink::Bold => "1",
        };
        if self.on {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// A text of ours with foreign parts in it, as it is printed: what can't be seen is named, and blanks are blanks.
pub fn spaced(text: &str) -> String {
    visible(text).replace('\u{a0}', " ")
}

/// What was found in all, as a sentence without its end.
pub fn summary(files: &[Checked]) -> String {
    let tally = Tally::of(files);
    let failed = files.iter().filter(|file| file.problem.is_some()).count();
    let found = [
        (tally.errors, "error"),
        (tally.warnings, "warning"),
        (tally.notes, "note"),
    ];
    let found: Vec<String> = found
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(*number, word))
        .collect();
    let mut out = if found.is_empty() {
        "no faults found".to_owned()
    } else {
        found.join(", ")
    };
    out = format!("{out} in {}", count(tally.files, "file"));
    if failed > 0 {
        out = format!("{out}, {failed} not judged or not as a whole");
    }
    spaced(&out)
}

/// Prints all files, and what there is in all.
///
/// # Errors
/// When writing fails.
pub fn print(files: &[Checked], paint: &Paint, out: &mut impl Write) -> io::Result<()> {
    for file in files {
        for finding in file.faults() {
            one(file, finding, paint, out)?;
        }
        end(file, paint, out)?;
    }
    writeln!(out, "{}", paint.ink(Ink::Bold, &summary(files)))
}

/// What is said of a file behind its findings.
fn end(file: &Checked, paint: &Paint, out: &mut impl Write) -> io::Result<()> {
    let name = file.name();
    if file.left_out > 0 {
        let more = spaced(&count(file.left_out, "more finding"));
        writeln!(
            out,
            "{} {more} of the same rules in {name}",
            paint.ink(Ink::Severity(Severity::Note), "note:")
        )?;
    }
    if let Some(problem) = &file.problem {
        writeln!(
            out,
            "{} {name} {problem}",
            paint.ink(Ink::Severity(Severity::Error), "error:")
        )?;
    }
    if file.pieces.is_empty() {
        return Ok(());
    }
    let alone = file.pieces.len() == 1;
    let mut parts: Vec<String> = file
        .pieces
        .iter()
        .take(PIECES)
        .map(|piece| match piece.lines {
            _ if alone => piece.what.clone(),
            (first, last) if first >= last => format!("{} (line {first})", piece.what),
            (first, last) => format!("{} (lines {first} to {last})", piece.what),
        })
        .collect();
    if let Some(more) = file.pieces.len().checked_sub(PIECES).filter(|more| *more > 0) {
        parts.push(format!("{more} more"));
    }
    writeln!(
        out,
        "{} {name}: {}",
        paint.ink(Ink::Frame, "checked"),
        spaced(&parts.join("; "))
    )
}

fn one(file: &Checked, finding: &Finding, paint: &Paint, out: &mut impl Write) -> io::Result<()> {
    let ink = Ink::Severity(finding.severity);
    let head = format!(
        "{}[{}]",
        finding.severity.word().to_ascii_lowercase(),
        finding.rule.code
    );
    let message = format!(": {}", spaced(&finding.message()));
    writeln!(out, "{}{}", paint.ink(ink, &head), paint.ink(Ink::Bold, &message))?;
    let region = file.region(finding);
    let gutter = Gutter::of(region, paint);
    let place = match region {
        Some(region) => format!("{}:{}:{}", file.name(), region.start.line, region.start.column),
        None => file.name(),
    };
    writeln!(out, "{}{place}", gutter.arrow("-->"))?;
    if let Some(span) = finding.span {
        source::excerpt(file, span, finding.severity, &gutter, out)?;
    }
    for quote in &finding.quotes {
        writeln!(out, "{}{}", gutter.arrow(":::"), spaced(&quote.at))?;
        source::quote(quote, finding.severity, &gutter, out)?;
    }
    if finding.span.is_some() || !finding.quotes.is_empty() {
        writeln!(out, "{}", gutter.bare())?;
    }
    let advice = finding.advice();
    if !advice.is_empty() {
        writeln!(out, "{}help: {}", gutter.point(), spaced(&advice))?;
    }
    if let Some(fix) = &finding.fix {
        let how = if fix.safe { "fix" } else { "perhaps" };
        for edit in fix.edits.iter().take(EDITS) {
            writeln!(out, "{}{how}: {}", gutter.point(), words(edit, &file.text))?;
        }
        if let Some(more) = fix.edits.len().checked_sub(EDITS).filter(|more| *more > 0) {
            writeln!(out, "{}{how}: {}", gutter.point(), spaced(&count(more, "more edit")))?;
        }
    }
    for snippet in &finding.snippets {
        writeln!(out, "{}help: {}:", gutter.point(), spaced(&snippet.label))?;
        for line in snippet.text.lines().take(SNIPPET_LINES) {
            writeln!(out, "{}        {}", gutter.blank(), visible(line))?;
        }
    }
    writeln!(
        out,
        "{}note: {}\n",
        gutter.point(),
        spaced(&finding.rule.spec.to_string())
    )
}

/// An edit in words.
fn words(edit: &Edit, text: &[u8]) -> String {
    let Span { start, .. } = edit.span;
    let (old, new) = (show(edit.span.of(text)), show(edit.text.as_bytes()));
    let before = Span::new(
        text.iter()
            .take(start)
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1),
        start,
    );
    match (old.is_empty(), new.is_empty()) {
        (true, true) => "nothing".to_owned(),
        (false, true) => format!("remove `{old}`"),
        (false, false) => format!("replace `{old}` with `{new}`"),
        (true, false) if before.is_empty() => format!("insert `{new}` at the beginning of the line"),
        (true, false) => format!("insert `{new}` behind `{}`", show(before.of(text))),
    }
}
