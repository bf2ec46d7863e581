//! A whole report inside a JSON string, as some programs make of one.

use super::{Detail, Entry, Limits, Report, Text, parse_within};
use crate::json::{Item, Shape};
use crate::rule::Findings;

/// Whether a text is a string in which an object begins.
pub(super) fn holds(item: Item<'_, '_>) -> bool {
    item.shape() == Shape::String && item.text().is_some_and(|text| text.trim_start().starts_with('{'))
}

/// Reads what stands in a string as a report. What is found in it has its place in the whole string, since its own places
/// are those of a text that stands nowhere; edits would be to that text, so there are none. A string in the string is not
/// looked into.
pub(super) fn read<'a>(string: Item<'_, 'a>, limits: Limits, findings: &mut Findings) -> Option<Report<'a>> {
    let text = string.text()?;
    let mut inner = findings.alike();
    let report = parse_within(text.as_bytes(), limits, &mut inner).map(owned);
    findings.adopt_with(inner, |mut finding| {
        (finding.span, finding.fix) = (Some(string.span()), None);
        Some(finding)
    });
    report
}

/// The report without the text that it was read from.
fn owned<'o>(report: Report<'_>) -> Report<'o> {
    Report {
        organization: report.organization.map(text),
        contact: report.contact.map(text),
        id: report.id.map(text),
        start: report.start,
        end: report.end,
        entries: report.entries.into_iter().map(entry).collect(),
        cut: report.cut,
    }
}

fn entry<'o>(entry: Entry<'_>) -> Entry<'o> {
    Entry {
        policy_type: entry.policy_type.map(text),
        lines: entry.lines.into_iter().map(text).collect(),
        domain: entry.domain.map(text),
        mx_host: entry.mx_host.into_iter().map(text).collect(),
        successes: entry.successes,
        failures: entry.failures,
        details: entry.details.into_iter().map(detail).collect(),
    }
}

fn detail<'o>(detail: Detail<'_>) -> Detail<'o> {
    Detail {
        result: detail.result.map(text),
        sending: detail.sending.map(text),
        host: detail.host.map(text),
        helo: detail.helo.map(text),
        receiving: detail.receiving.map(text),
        sessions: detail.sessions,
        information: detail.information.map(text),
        reason: detail.reason.map(text),
    }
}

fn text<'o>(text: Text<'_>) -> Text<'o> {
    Text::Owned(text.into_owned())
}
