//! The report as a whole.

use super::members::{count, find, objects, optional, required};
use super::place::{Path, Sink};
use super::rules::{
    REPORT_BYTE_ORDER_MARK, REPORT_CONTACT, REPORT_DATE, REPORT_DATE_WITHOUT_ZONE, REPORT_EMPTY, REPORT_IN_A_STRING,
    REPORT_LONE_SURROGATE, REPORT_MEMBER_REPEATED, REPORT_NO_OBJECT, REPORT_NOT_JSON, REPORT_NOT_UTF8,
    REPORT_RANGE_NOT_A_DAY, REPORT_RANGE_REVERSED, REPORT_RAW_CONTROL, REPORT_SUMS_DIFFER, REPORT_TEXT_BEHIND,
    REPORT_TEXT_EMPTY, REPORT_TOO_DEEP, REPORT_TOO_LARGE,
};
use super::{Entry, Report, Text, date, detail, inside, name, policy};
use crate::json::{self, ErrorKind, Item, OddityKind, Shape, Tape};
use crate::rule::Findings;
use crate::text::Span;
use crate::words;
use std::cell::OnceCell;

/// How deep many readers go (ours of other texts among them).
const INTEROPERABLE_DEPTH: usize = json::DEEPEST;

/// A day, in seconds.
const DAY: i64 = 86_400;

/// How far reports are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many JSON values one report may hold.
    pub values: usize,
}

impl Default for Limits {
    /// 2,000,000 values: the reports of the largest senders about the largest domains are a tenth of that.
    fn default() -> Self {
        Self { values: 2_000_000 }
    }
}

/// Reads a report (RFC 8460 §4), telling each deviation from the RFC.
///
/// All that can be read is read, whatever else is wrong. `None` where the text holds no object.
pub fn parse<'a>(text: &'a [u8], findings: &mut Findings) -> Option<Report<'a>> {
    parse_within(text, Limits::default(), findings)
}

/// Reads a report, as far as these limits go.
pub fn parse_within<'a>(text: &'a [u8], limits: Limits, findings: &mut Findings) -> Option<Report<'a>> {
    // However deep it nests: depth costs no more than length.
    let limits = json::Limits {
        deepest: usize::MAX,
        most_values: limits.values,
        repetitions: true,
    };
    let tape = json::scan(text, limits);
    let cut = tape.error.is_some_and(|error| error.kind != ErrorKind::Trailing);
    let mut sink = Sink {
        findings,
        reporter: OnceCell::new(),
        root: tape.root(),
        cut,
    };
    judge_text(text, &tape, limits.most_values, &mut sink);
    let root = tape.root()?;
    if inside::holds(root) {
        sink.add(REPORT_IN_A_STRING.at(root.span()));
        return inside::read(
            root,
            Limits {
                values: limits.most_values,
            },
            sink.findings,
        );
    }
    if root.shape() != Shape::Object {
        let finding = REPORT_NO_OBJECT.at(root.span());
        sink.add(finding.with("noun", root.shape().noun()));
        return None;
    }
    let mut report = read(root, &mut sink);
    report.cut = cut;
    Some(report)
}

/// Judges the text as I-JSON (RFC 7493).
fn judge_text(text: &[u8], tape: &Tape<'_>, most: usize, sink: &mut Sink<'_>) {
    for oddity in &tape.oddities {
        let raw = oddity.span.of(text);
        let finding = match oddity.kind {
            OddityKind::ByteOrderMark => REPORT_BYTE_ORDER_MARK.at(oddity.span),
            OddityKind::NotUtf8 => REPORT_NOT_UTF8.at(oddity.span).with_bytes("bytes", raw),
            OddityKind::LoneSurrogate => REPORT_LONE_SURROGATE.at(oddity.span).with_bytes("escape", raw),
            OddityKind::RawControl => REPORT_RAW_CONTROL.at(oddity.span).with_bytes("character", raw),
            OddityKind::MemberRepeated => REPORT_MEMBER_REPEATED.at(oddity.span).with_bytes("name", raw),
        };
        sink.add(finding);
    }
    if tape.deepest > INTEROPERABLE_DEPTH {
        let start = tape.root().map_or(0, |root| root.span().start);
        let finding = REPORT_TOO_DEEP.at(start..start + 1);
        let finding = finding.with("depth", tape.deepest).with("limit", INTEROPERABLE_DEPTH);
        sink.add(finding);
    }
    let Some(error) = tape.error else {
        return;
    };
    let here = Span::new(error.at, text.len().min(error.at + 1));
    sink.add(match error.kind {
        ErrorKind::Trailing => {
            let rest = Span::new(error.at, text.trim_ascii_end().len().max(error.at));
            REPORT_TEXT_BEHIND.at(rest).with_bytes("text", rest.of(text))
        }
        ErrorKind::TooMany => {
            let finding = REPORT_TOO_LARGE.at(here).with("at", error.at);
            finding.with_words("limit", words::thousands(most))
        }
        kind => {
            let finding = REPORT_NOT_JSON.at(here).with("at", error.at);
            finding.with("why", kind)
        }
    });
}

const NAMES: [&str; 5] = [
    "organization-name",
    "date-range",
    "contact-info",
    "report-id",
    "policies",
];

fn read<'a>(root: Item<'_, 'a>, sink: &mut Sink<'_>) -> Report<'a> {
    let path = &Path::Root;
    let [organization, range, contact, id, policies] = find(root, &NAMES, &[], path, sink);
    let mut report = Report {
        organization: named(root, organization, &path.member("organization-name"), sink),
        id: named(root, id, &path.member("report-id"), sink),
        ..Report::default()
    };
    let place = path.member("contact-info");
    if let Some(item) = required(root, contact, Shape::String, &place, sink) {
        report.contact = item.text();
        let address = report.contact.as_deref().unwrap_or_default();
        if !name::is_address(address) {
            sink.showing(&REPORT_CONTACT, &place, item.span(), address);
        }
    }
    let place = path.member("date-range");
    if let Some(item) = required(root, range, Shape::Object, &place, sink) {
        (report.start, report.end) = date_range(item, &place, sink);
    }
    let place = path.member("policies");
    if let Some(item) = required(root, policies, Shape::Array, &place, sink) {
        let mut elements = item.elements().enumerate().peekable();
        if elements.peek().is_none() && !sink.cut {
            sink.at(&REPORT_EMPTY, &place, item);
        }
        report.entries.reserve_exact(objects(item));
        for (index, element) in elements {
            let place = place.element(index);
            if let Some(object) = required(item, Some(element), Shape::Object, &place, sink) {
                report.entries.push(entry(object, &place, sink));
            }
        }
    }
    report
}

/// A text that tells reports apart.
fn named<'t, 'a>(
    object: Item<'t, 'a>,
    item: Option<Item<'t, 'a>>,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> Option<Text<'a>> {
    let item = required(object, item, Shape::String, path, sink)?;
    let text = item.text()?;
    if text.trim().is_empty() {
        sink.at(&REPORT_TEXT_EMPTY, path, item);
    }
    Some(text)
}

fn date_range(object: Item<'_, '_>, path: &Path<'_>, sink: &mut Sink<'_>) -> (Option<i64>, Option<i64>) {
    let [start, end] = find(object, &["start-datetime", "end-datetime"], &[], path, sink);
    let start = moment(object, start, &path.member("start-datetime"), sink);
    let end = moment(object, end, &path.member("end-datetime"), sink);
    if let (Some(from), Some(to)) = (start, end) {
        // RFC 8460 §4.1: a day, from 00:00 to 24:00 UTC, which is written as 23:59:59 or as the next midnight.
        let day = from.rem_euclid(DAY) == 0 && (DAY - 1..=DAY).contains(&(to - from));
        let rule = if to < from {
            &REPORT_RANGE_REVERSED
        } else if day {
            return (start, end);
        } else {
            &REPORT_RANGE_NOT_A_DAY
        };
        let finding = path.fault(rule, object.span());
        let finding = finding.with_words("start", words::date(from));
        sink.add(finding.with_words("end", words::date(to)));
    }
    (start, end)
}

fn moment<'t, 'a>(
    object: Item<'t, 'a>,
    item: Option<Item<'t, 'a>>,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> Option<i64> {
    let item = required(object, item, Shape::String, path, sink)?;
    let text = item.text()?;
    let read = date::read(&text);
    match read {
        Some((_, date::Form::Good)) => {}
        Some((_, date::Form::WithoutZone)) => {
            sink.showing(&REPORT_DATE_WITHOUT_ZONE, path, item.span(), &text);
        }
        Some((_, date::Form::Otherwise)) | None => sink.showing(&REPORT_DATE, path, item.span(), &text),
    }
    read.map(|(seconds, _)| seconds)
}

fn entry<'a>(object: Item<'_, 'a>, path: &Path<'_>, sink: &mut Sink<'_>) -> Entry<'a> {
    let names = ["policy", "summary", "failure-details"];
    let [policy, summary, details] = find(object, &names, &[("report-items", "failure-details")], path, sink);
    let mut entry = Entry::default();
    let place = path.member("policy");
    if let Some(item) = required(object, policy, Shape::Object, &place, sink) {
        policy::read(item, &place, &mut entry, sink);
    }
    let place = path.member("summary");
    if let Some(item) = required(object, summary, Shape::Object, &place, sink) {
        let names = ["total-successful-session-count", "total-failure-session-count"];
        let [successes, failures] = find(item, &names, &[], &place, sink);
        entry.successes = count(item, successes, &place.member(names[0]), sink);
        entry.failures = count(item, failures, &place.member(names[1]), sink);
    }
    let place = path.member("failure-details");
    if let Some(item) = optional(details, Shape::Array, &place, sink) {
        entry.details.reserve_exact(objects(item));
        for (index, element) in item.elements().enumerate() {
            let place = place.element(index);
            if let Some(object) = required(item, Some(element), Shape::Object, &place, sink) {
                entry.details.push(detail::read(object, &place, sink));
            }
        }
        judge_sums(item, &place, &entry, sink);
    }
    entry
}

/// RFC 8460 §4: one session may fail in several ways, so that a difference is no fault.
fn judge_sums(item: Item<'_, '_>, path: &Path<'_>, entry: &Entry<'_>, sink: &mut Sink<'_>) {
    let Some(total) = entry.failures else { return };
    let Some(listed) = entry
        .details
        .iter()
        .try_fold(0_u64, |sum, detail| Some(sum.saturating_add(detail.sessions?)))
    else {
        return;
    };
    if !entry.details.is_empty() && listed != total && !sink.cut {
        let finding = path.fault(&REPORT_SUMS_DIFFER, item.span());
        sink.add(finding.with("listed", listed).with("total", total));
    }
}
