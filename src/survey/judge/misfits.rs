//! MX hosts that no line of the policy covers, and lines that cover none: which, and what may have caused it.

use super::super::facts::Survey;
use super::super::providers;
use super::super::rules::mx as rules;
use super::coverage::{Coverage, Line, Row};
use super::mx::marked;
use super::words;
use crate::near;
use crate::order::{sort_by, sort_with};
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::sts::mx::MxMatch;
use crate::sts::{Mode, Policy};
use crate::text::part;

/// How many lines that cover nothing are held against how many refused hosts, in search of a typing error.
const COMPARED_LINES: usize = 50;
const COMPARED_HOSTS: usize = 16;

/// Uncovered hosts by reason, then what may have caused them.
pub(super) fn judge(
    survey: &Survey,
    policy: &Policy,
    coverage: &Coverage,
    evidence: &Evidence,
    findings: &mut Findings,
) {
    let testing = policy.mode == Mode::Testing;
    let mut add = |finding: Finding| findings.add(finding.about(Subject::MxHosts, evidence.clone()));
    let refused: Vec<&Row> = coverage.rows.iter().filter(|row| row.line.is_none()).collect();
    let mut unexplained: Vec<&str> = Vec::new();
    let mut shallow: Vec<(usize, MxMatch, &str)> = Vec::new();
    // That an address can't be covered is said by a rule of its own.
    for row in refused.iter().filter(|row| !row.host.is_address()) {
        match row.near {
            None => unexplained.push(&row.host.host),
            Some((line, why)) => shallow.push((line, why, &row.host.host)),
        }
    }
    sort_by(&mut shallow, |(line, ..)| *line);
    if !unexplained.is_empty() {
        let finding = rules::MX_NOT_COVERED
            .finding()
            .softened(testing)
            .with("hosts", words::names(&unexplained));
        add(with_lines(finding, survey, &unexplained));
    }
    for alike in shallow.chunk_by(|a, b| a.0 == b.0) {
        let [(line, why, _), ..] = alike else { continue };
        let Some(pattern) = policy.mx.get(*line) else { continue };
        let hosts: Vec<&str> = alike.iter().map(|(_, _, host)| *host).collect();
        let why = match why {
            MxMatch::TooDeep { labels } => {
                format!("its `*` stands for one label, and the name has {labels} there")
            }
            _ => "its `*` stands for one label, and the name has none there".to_owned(),
        };
        let finding = rules::WILDCARD_ONE_LABEL
            .finding()
            .softened(testing)
            .with("hosts", words::names(&hosts));
        let finding = finding.with("pattern", &pattern.text).with("why", why);
        let finding = hosts.iter().take(2).fold(finding, |finding, host| {
            let suffix = pattern.text.len().saturating_sub(1);
            let extra = host.len().saturating_sub(suffix);
            let note = if extra == 0 {
                "no label in front"
            } else {
                "more than one label"
            };
            finding.quote("the MX answer", (*host).to_owned(), 0..extra, note)
        });
        let finding = finding.quote(
            format!("the policy, line {}", pattern.line),
            format!("mx: {}", pattern.text),
            4..5,
            "one label",
        );
        add(with_lines(finding, survey, &hosts));
    }
    causes(survey, policy, coverage, &mut add);
}

/// Adds the lines that the policy lacks, to be copied.
fn with_lines(finding: Finding, survey: &Survey, hosts: &[&str]) -> Finding {
    let lines: Vec<String> = hosts
        .iter()
        .filter(|host| crate::sts::mx::is_pattern(host.as_bytes()))
        .map(|host| format!("mx: {host}"))
        .collect();
    if lines.is_empty() {
        return finding;
    }
    finding.snippet(format!("Lines for {}", survey.policy_url()), part::joined(&lines, "\n"))
}

/// Why lines of the policy cover nothing: each unused line has one explanation, the likeliest.
fn causes(survey: &Survey, policy: &Policy, coverage: &Coverage, add: &mut dyn FnMut(Finding)) {
    let refused = || coverage.rows.iter().filter(|row| row.line.is_none());
    let policy_host = format!("mta-sts.{}", survey.domain);
    let now = coverage.rows.iter().find_map(|row| providers::of_mx(&row.host.host));
    let kin = Kin::of(survey.domain.as_str(), coverage);
    let mut former = Vec::new();
    let unused = policy.mx.iter().zip(&coverage.lines);
    let unused = unused.filter(|(_, line)| **line == Line::Unused && !coverage.rows.is_empty());
    for (nth, (pattern, _)) in unused.enumerate() {
        let bare = part::behind_all(&pattern.text, "*.");
        let compared = if nth < COMPARED_LINES { COMPARED_HOSTS } else { 0 };
        let typo = refused()
            .take(compared)
            .find(|row| alike(&pattern.text, &row.host.host));
        if pattern.text.eq_ignore_ascii_case(&policy_host) {
            add(marked(
                rules::POLICY_HOST_AS_MX.finding().with("pattern", &pattern.text),
                pattern,
            ));
        } else if let Some(row) = typo {
            let finding = rules::MX_TYPING_ERROR
                .finding()
                .with("pattern", &pattern.text)
                .with("host", &row.host.host);
            add(marked(finding, pattern));
        } else if let Some(old) = providers::of_mx(bare).filter(|old| now.is_none_or(|now| now.name != old.name))
            && refused().next().is_some()
        {
            if !former.contains(&old.name) {
                former.push(old.name);
                let new = now.map_or_else(
                    || words::names(coverage.rows.first().map(|row| &row.host.host).as_slice()),
                    |now| now.name.to_owned(),
                );
                add(marked(
                    rules::FORMER_PROVIDER.finding().with("old", old.name).with("new", new),
                    pattern,
                ));
            }
        } else {
            let finding = rules::PATTERN_UNUSED.finding().with("pattern", &pattern.text);
            let severity = if kin.has(bare) {
                Severity::Note
            } else {
                Severity::Warning
            };
            add(marked(finding.severity(severity), pattern));
        }
    }
}

/// Which names may well belong to the mail servers: those in the domain, of a provider that runs one of the hosts, or
/// with the same last two labels as one.
struct Kin {
    sites: Vec<String>,
    providers: Vec<&'static str>,
}

impl Kin {
    fn of(domain: &str, coverage: &Coverage) -> Self {
        let hosts = || coverage.rows.iter().map(|row| row.host.host.as_str());
        let mut sites: Vec<String> = hosts().chain([domain]).map(site).collect();
        sort_with(&mut sites, |a, b| a < b);
        sites.dedup();
        let mut providers = Vec::new();
        for provider in hosts().filter_map(providers::of_mx) {
            if !providers.contains(&provider.name) {
                providers.push(provider.name);
            }
        }
        Self { sites, providers }
    }

    fn has(&self, name: &str) -> bool {
        self.sites.binary_search(&site(name)).is_ok()
            || providers::of_mx(name).is_some_and(|provider| self.providers.contains(&provider.name))
    }
}

/// The last two labels of a name.
fn site(name: &str) -> String {
    let at = name.rmatch_indices('.').nth(1).map_or(0, |(at, _)| at + 1);
    name.get(at..).unwrap_or_default().to_ascii_lowercase()
}

/// Whether two names differ in one to three characters only (and are long enough for that to say something).
fn alike(pattern: &str, host: &str) -> bool {
    let (a, b) = (
        pattern.to_ascii_lowercase().into_bytes(),
        host.to_ascii_lowercase().into_bytes(),
    );
    if a.len().min(b.len()) < 8 {
        return false;
    }
    // Hosts that differ in a number only (mx1, mx2) are neighbours, not typing errors.
    let letters = |text: &[u8]| {
        text.iter()
            .copied()
            .filter(|byte| !byte.is_ascii_digit())
            .collect::<Vec<_>>()
    };
    letters(&a) != letters(&b) && near::is_near(&a, &b, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_told_from_neighbours() {
        for (pattern, host, want) in [
            ("mail.exmaple.com", "mail.example.com", true),
            ("mail.example.co", "mail.example.com", true),
            ("mx1.example.com", "mx2.example.com", false),
            ("mail.example.com", "mail.example.com", false),
            ("mail.example.org", "mail.example.com", true),
            ("a.de", "b.de", false),
            ("backup.example.com", "mail.example.com", false),
        ] {
            assert_eq!(alike(pattern, host), want, "{pattern} {host}");
        }
    }
}
