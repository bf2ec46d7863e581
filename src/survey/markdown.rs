//! An assessment as Markdown, to be filed in a ticket or sent to a colleague.
//!
//! Foreign text never becomes markup: in sentences every character with a meaning in Markdown or HTML is escaped, code
//! stands in fences longer than any run of backticks in it, and what can't be seen is named.

use super::Assessment;
use crate::rule::{Finding, Severity, Snippet};
use crate::text::{is_plain, lossy};
use crate::words::{count, date};
use std::fmt::Write as _;

/// Writes the assessment.
#[must_use]
pub fn write(assessment: &Assessment) -> String {
    let mut out = String::new();
    head(&mut out, assessment);
    matrix(&mut out, assessment);
    findings(&mut out, assessment);
    for text in &assessment.texts {
        line(&mut out, &format!("## {}", inline(&text.label)));
        fence(&mut out, &lossy(&text.text));
    }
    if !assessment.unseen().is_empty() {
        line(&mut out, "## What a browser can’t see");
    }
    for unseen in assessment.unseen() {
        line(&mut out, &format!("### {}", inline(&unseen.title)));
        line(&mut out, &inline(&unseen.text));
        snippets(&mut out, &unseen.commands);
    }
    // No-break spaces are ours (foreign ones are named by now), and of no use here.
    let mut out = out.trim_end().replace('\u{a0}', " ");
    out.push('\n');
    out
}

fn head(out: &mut String, assessment: &Assessment) {
    let shown = assessment.unicode.as_ref().unwrap_or(&assessment.domain);
    line(out, &format!("# MTA-STS of {}", inline(shown)));
    if assessment.unicode.is_some() {
        line(out, &format!("In DNS: {}", inline(&assessment.domain)));
    }
    let verdict = &assessment.verdict;
    let word = verdict.severity.word();
    line(out, &format!("**{word}: {}**", inline(&verdict.sentence)));
    line(out, &inline(&verdict.consequence));
    if let Some(next) = &assessment.next {
        line(out, &format!("Next: {}", inline(&next.text)));
    }
    let state = if assessment.done {
        "Checked"
    } else {
        "Not finished; begun"
    };
    line(out, &format!("{state} {} with MTA-STS Lens.", date(assessment.started)));
}

fn matrix(out: &mut String, assessment: &Assessment) {
    let Some(matrix) = assessment.matrix().filter(|matrix| !matrix.rows.is_empty()) else {
        return;
    };
    line(out, "## MX hosts against the policy");
    let mut head = "| Preference | MX host |".to_owned();
    let mut rule = "| --- | --- |".to_owned();
    for column in &matrix.lines {
        let _ = write!(head, " line {}: {} |", column.line, inline(&column.pattern));
        rule.push_str(" --- |");
    }
    let _ = writeln!(out, "{head} Senders may use it |\n{rule} --- |");
    for row in &matrix.rows {
        let preference = row
            .preference
            .map(|preference| preference.to_string())
            .unwrap_or_default();
        let _ = write!(out, "| {preference} | {} |", inline(&row.host));
        for cell in row.cells.iter().chain([&row.used]) {
            let _ = write!(out, " {} |", inline(&cell.text));
        }
        out.push('\n');
    }
    out.push('\n');
    if let Some(left_out) = matrix.left_out() {
        line(out, &left_out);
    }
}

fn findings(out: &mut String, assessment: &Assessment) {
    let (good, rest): (Vec<_>, Vec<_>) = assessment
        .findings
        .iter()
        .partition(|finding| finding.severity == Severity::Good);
    if !rest.is_empty() || assessment.left_out > 0 {
        line(out, "## Findings");
    }
    for finding in rest {
        one(out, finding);
    }
    if assessment.left_out > 0 {
        line(
            out,
            &format!("And {} more of the same kinds.", count(assessment.left_out, "finding")),
        );
    }
    if good.is_empty() {
        return;
    }
    line(out, "## Looked at and found good");
    for finding in good {
        let _ = writeln!(out, "- {} {}", finding.rule.code, inline(&finding.message()));
    }
    out.push('\n');
}

fn one(out: &mut String, finding: &Finding) {
    let rule = finding.rule;
    let title = inline(rule.title);
    line(
        out,
        &format!("### {}: {title} ({})", finding.severity.word(), rule.code),
    );
    line(out, &format!("{}.", inline(&finding.message())));
    for quote in &finding.quotes {
        line(out, &format!("In {}:", inline(&quote.at)));
        fence(out, &quote.text);
    }
    line(
        out,
        &format!("How to mend it: {}.", inline(&finding.advice()).trim_end_matches('.')),
    );
    snippets(out, &finding.snippets);
    let detail = match finding.evidence.detail() {
        detail if detail.is_empty() => detail,
        detail => format!(", {}", inline(&detail)),
    };
    let known = finding.evidence.label();
    line(
        out,
        &format!(
            "Known by: {known}{detail}. Source: [{}]({}).",
            rule.spec,
            rule.spec.url()
        ),
    );
}

fn snippets(out: &mut String, snippets: &[Snippet]) {
    for snippet in snippets {
        line(out, &format!("{}:", inline(&snippet.label)));
        fence(out, &snippet.text);
    }
}

/// A paragraph; none for an empty text.
pub(crate) fn line(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(text);
        out.push_str("\n\n");
    }
}

/// A block of code whose fence is longer than any run of backticks in it.
pub(crate) fn fence(out: &mut String, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = writeln!(out, "{fence}text");
    for c in code.trim_end_matches(['\r', '\n']).chars().filter(|c| *c != '\r') {
        if c == '\n' { out.push(c) } else { named(out, c) }
    }
    let _ = write!(out, "\n{fence}\n\n");
}

/// A text that stands in a sentence: its own pairs of backticks stay, everything else that has a meaning is escaped.
pub(crate) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('`') {
        escape(&mut out, before);
        let Some((code, after)) = tail.split_once('`') else {
            out.push_str("\\`");
            rest = tail;
            continue;
        };
        rest = after;
        if code.is_empty() {
            continue;
        }
        // Two runs of backticks that meet would be one longer run.
        if out.ends_with('`') {
            out.push(' ');
        }
        out.push('`');
        for c in code.chars() {
            // A bar would part the cells of a table even in code.
            if c == '|' {
                out.push_str("\\|");
            } else {
                named(&mut out, c);
            }
        }
        out.push('`');
    }
    escape(&mut out, rest);
    out
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '>' => out.push_str("&gt;"),
            '\\' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => out.extend(['\\', c]),
            // Ours: it joins numbers and units.
            '\u{a0}' => out.push(' '),
            _ => named(out, c),
        }
    }
}

fn named(out: &mut String, c: char) {
    if is_plain(c) {
        out.push(c);
    } else {
        let _ = write!(out, "‹U+{:04X}›", u32::from(c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Name;
    use crate::rule::{Evidence, Subject};
    use crate::survey::assessment::{Case, Next, SourceText, Verdict};
    use crate::survey::picture::{Cell, Matrix, MatrixLine, MatrixRow, Picture, Unseen};
    use crate::survey::{Survey, judge::judge_drawn};

    crate::rule::rules! {
        /// Help.
        EXA401 HOST { Error, 8461 "4.1", title: "`mx` misses it", message: "{host} is not covered", fix: "Add a line" }
        /// Help.
        EXA402 FINE { Good, 8461 "4.1", title: "t", message: "`mode` is fine", fix: "f" }
    }

    fn sample(hostile: &str) -> Assessment {
        let survey = Survey::new(Name::parse("example.com").unwrap(), None, 1_795_444_320);
        let bare = judge_drawn(&survey);
        let cell = |text: &str| Cell {
            severity: Some(Severity::Error),
            text: text.into(),
        };
        Assessment {
            done: true,
            verdict: Verdict {
                case: Case::PartlyRefused,
                severity: Severity::Error,
                kind: String::new(),
                sentence: "One host is refused.".into(),
                consequence: format!("`{hostile}` matches no line."),
            },
            next: Some(Next {
                text: "add a line".into(),
                label: String::new(),
                anchor: String::new(),
            }),
            findings: vec![
                HOST.finding()
                    .with("host", hostile)
                    .about(Subject::MxHosts, Evidence::Pasted)
                    .quote("the MX answer", hostile, 0..1, "here")
                    .snippet("Line to add", format!("mx: {hostile}")),
                FINE.finding(),
            ],
            left_out: 2,
            texts: vec![SourceText {
                subject: Subject::Policy,
                label: "the policy".into(),
                text: hostile.as_bytes().to_vec(),
                ttl: None,
                evidence: Evidence::Pasted,
            }],
            picture: Some(Picture {
                matrix: Some(Matrix {
                    more_lines: 0,
                    more_rows: 0,
                    lines: vec![MatrixLine {
                        line: 3,
                        pattern: hostile.into(),
                    }],
                    rows: vec![MatrixRow {
                        preference: Some(10),
                        host: hostile.into(),
                        cells: vec![cell("`*` is one label")],
                        used: cell("No"),
                        alike: String::new(),
                    }],
                }),
                unseen: vec![Unseen {
                    title: "Certificates".into(),
                    text: "Port 25 is closed.".into(),
                    commands: vec![Snippet {
                        label: "OpenSSL".into(),
                        text: "openssl s_client".into(),
                    }],
                }],
                ..bare.picture.clone().unwrap()
            }),
            ..bare
        }
    }

    #[test]
    fn everything_is_there() {
        let text = write(&sample("mx.example.com"));
        for part in [
            "# MTA-STS of example.com\n",
            "**Error: One host is refused.**",
            "`mx.example.com` matches no line.",
            "Next: add a line",
            "Checked 23 Nov 2026, 14:32 UTC with MTA-STS Lens",
            "| Preference | MX host | line 3: mx.example.com | Senders may use it |\n| --- | --- | --- | --- |\n",
            "| 10 | mx.example.com | `*` is one label | No |\n",
            "### Error: `mx` misses it (EXA401)",
            "mx.example.com is not covered.",
            "How to mend it: Add a line.",
            "Line to add:\n\n```text\nmx: mx.example.com\n```\n",
            "Known by: pasted. Source: [RFC 8461, section 4.1](https://www.rfc-editor.org/rfc/rfc8461#section-4.1).",
            "And 2 findings more",
            "- EXA402 `mode` is fine",
            "## the policy\n\n```text\n",
            "```text\nopenssl s_client\n```\n",
        ] {
            assert!(text.contains(part), "{part}\n---\n{text}");
        }
        assert!(text.ends_with("```\n") && !text.contains("\n\n\n"));
    }

    #[test]
    fn hostile_text_stays_text() {
        let text = write(&sample("<img src=x>|a_b*c*[l](x)\u{202e}````<img>`\n# head"));
        assert!(!text.contains("\n# head\n\n"), "{text}");
        assert!(!text.contains('\u{202e}'));
        assert!(text.contains("`````text\n"), "{text}");
        // Outside of code no markup survives.
        let mut fence = None;
        for line in text.lines() {
            let ticks = line.len() - line.trim_start_matches('`').len();
            match fence {
                None if ticks >= 3 => fence = Some(ticks),
                Some(open) if ticks == open && line.len() == ticks => fence = None,
                None => {
                    // What stands between every other backtick is code.
                    let line = line.replace("\\`", "");
                    let words: String = line.split('`').step_by(2).collect();
                    assert!(!words.contains("<img") && !words.contains("[l]("), "{line}");
                    assert!(!line.contains("``") && line.matches('`').count() % 2 == 0, "{line}");
                }
                Some(_) => {}
            }
        }
        assert_eq!(fence, None);
    }
}
