//! A text and all that is known of it.

use crate::order::sort_by;
use crate::rule::{Edit, Evidence, Finding, Findings, Fix, Severity};
use crate::{sts, tlsrpt};

/// A text, judged.
#[derive(Default)]
pub struct Judged {
    /// The text.
    pub text: String,
    /// What it was taken for, in words.
    pub known: Option<&'static str>,
    /// What was found, the worst first, then in the order of the text. Spans are bytes of the text.
    pub findings: Vec<Finding>,
    /// How many findings have a safe fix that can be applied with the others, and all of them as one.
    pub safe: Option<(usize, Fix)>,
}

impl Judged {
    /// Judges a text.
    #[must_use]
    pub fn of(text: String) -> Self {
        let mut findings = Findings::new();
        let bytes = text.as_bytes();
        let known = if text.trim().is_empty() {
            None
        } else if text.contains("TLSRPT") {
            tlsrpt::parse(bytes, &mut findings);
            Some("a TLS reporting record")
        } else if text.trim_start().starts_with("v=") {
            sts::record::parse(bytes, &mut findings);
            Some("an MTA-STS record")
        } else {
            sts::policy::parse(bytes, &mut findings);
            Some("an MTA-STS policy")
        };
        let mut findings: Vec<Finding> = findings.into_vec();
        for finding in &mut findings {
            finding.evidence = Evidence::Pasted;
        }
        sort_by(&mut findings, |finding| {
            (finding.severity, finding.span.unwrap_or_default())
        });
        let safe = all_safe(&findings);
        Self {
            text,
            known,
            findings,
            safe,
        }
    }

    /// How many findings are this bad.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

/// The safe fixes that don't touch each other, as one.
fn all_safe(findings: &[Finding]) -> Option<(usize, Fix)> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken = 0;
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        // Edits that touch may depend on each other.
        let meets = |edit: &Edit| {
            edits
                .iter()
                .any(|known| edit.span.start <= known.span.end && known.span.start <= edit.span.end)
        };
        if fix.safe && !fix.edits.iter().any(meets) {
            edits.extend(fix.edits.iter().cloned());
            taken += 1;
        }
    }
    sort_by(&mut edits, |edit| edit.span);
    (taken > 0).then_some((taken, Fix { safe: true, edits }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_fixes_are_gathered_and_guesses_are_not() {
        let judged = Judged::of("version: STSv1\nmode: enforced\nMX: a.example\nmax_age: 31557601\n\n".into());
        let (count, fix) = judged.safe.as_ref().unwrap();
        assert!(*count >= 2);
        let mended = String::from_utf8(fix.apply(judged.text.as_bytes())).unwrap();
        assert!(
            mended.contains("mx: a.example") && mended.contains("enforced"),
            "{mended}"
        );
        assert_eq!(Judged::of(String::new()).safe, None);
    }
}
