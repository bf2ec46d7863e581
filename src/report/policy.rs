//! The policy that sessions were measured by.

use super::members::{find, not_null, required, wrong_type};
use super::name;
use super::place::{Path, Sink};
use super::rules::{
    REPORT_JSON_IN_TEXT, REPORT_LINES_IN_ONE, REPORT_LIST_AS_TEXT, REPORT_POLICY_LINE, REPORT_POLICY_LINE_CR,
    REPORT_POLICY_TYPE, REPORT_TLSA_LINE,
};
use super::{Entry, PolicyType, Text};
use crate::json::{self, Item, Shape};
use crate::text::Span;
use std::borrow::Cow;

const NAMES: [&str; 4] = ["policy-type", "policy-domain", "policy-string", "mx-host"];
const DRAFTS: [(&str, &str); 2] = [("mx-host-pattern", "mx-host"), ("mx-hosts", "mx-host")];

/// How many items a list in a text may have.
const MOST_PACKED: usize = 1_000;

/// Reads `policy` into an entry.
pub(super) fn read<'a>(object: Item<'_, 'a>, path: &Path<'_>, entry: &mut Entry<'a>, sink: &mut Sink<'_>) {
    let [policy_type, domain, lines, mx_host] = find(object, &NAMES, &DRAFTS, path, sink);
    let place = path.member("policy-type");
    if let Some(item) = required(object, policy_type, Shape::String, &place, sink) {
        entry.policy_type = item.text();
        let name = entry.policy_type.as_deref().unwrap_or_default();
        if PolicyType::of(Some(name)) == PolicyType::Other {
            sink.showing(&REPORT_POLICY_TYPE, &place, item.span(), name);
        }
    }
    let place = path.member("policy-domain");
    if let Some(item) = required(object, domain, Shape::String, &place, sink) {
        entry.domain = item.text();
        name::judge(
            entry.domain.as_deref().unwrap_or_default(),
            false,
            item.span(),
            &place,
            sink,
        );
    }
    let tlsa = PolicyType::of(entry.policy_type.as_deref()) == PolicyType::Tlsa;
    let place = path.member("policy-string");
    list(lines, &place, sink, |text, span, place, sink| {
        line(text, span, tlsa, place, &mut entry.lines, sink);
    });
    let place = path.member("mx-host");
    list(mx_host, &place, sink, |text, span, place, sink| {
        name::judge(&text, true, span, place, sink);
        if !text.is_empty() {
            entry.mx_host.push(text);
        }
    });
}

/// Reads a list of texts, or a single text in its place.
fn list<'a>(
    item: Option<Item<'_, 'a>>,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
    mut each: impl FnMut(Text<'a>, Span, &Path<'_>, &mut Sink<'_>),
) {
    let Some(item) = not_null(item, path, sink) else {
        return;
    };
    match item.shape() {
        Shape::String => {
            // RFC 8460 §4 and §4.4 contradict each other; erratum 6241.
            sink.at(&REPORT_LIST_AS_TEXT, path, item);
            if let Some(text) = item.text() {
                each(text, item.span(), path, sink);
            }
        }
        Shape::Array => {
            for (index, element) in item.elements().enumerate() {
                let place = path.element(index);
                if let Some(text) = element.text() {
                    each(text, element.span(), &place, sink);
                } else {
                    let finding = place.fault(&REPORT_POLICY_LINE, element.span());
                    sink.add(finding.with("noun", element.shape().noun()));
                }
            }
        }
        _ => wrong_type(item, "an array", path, sink),
    }
}

/// Takes in a line of the policy, or what is packed into it.
fn line<'a>(text: Text<'a>, span: Span, tlsa: bool, path: &Path<'_>, out: &mut Vec<Text<'a>>, sink: &mut Sink<'_>) {
    let mut keep = |text: Text<'a>, sink: &mut Sink<'_>| {
        if tlsa && !is_tlsa(&text) {
            sink.showing(&REPORT_TLSA_LINE, path, span, &text);
        }
        out.push(text);
    };
    // Nearly every line is one; what stands there as it is meant has no line end.
    let is_one = matches!(text, Cow::Borrowed(_)) || !text.contains(['\r', '\n']);
    if is_one && !text.starts_with('[') {
        keep(text, sink);
        return;
    }
    let mut take = |text: Text<'a>, sink: &mut Sink<'_>| match packed(&text) {
        None => keep(text, sink),
        Some(items) => {
            let finding = path.fault(&REPORT_JSON_IN_TEXT, span);
            sink.add(finding.with("count", items.len()));
            for item in items {
                keep(Cow::Owned(item), sink);
            }
        }
    };
    let whole = text.trim_end_matches(['\r', '\n']);
    let count = whole.split('\n').count();
    if whole.len() == text.len() && count == 1 || packed(&text).is_some() {
        take(text, sink);
        return;
    }
    if count > 1 {
        let finding = path.fault(&REPORT_LINES_IN_ONE, span);
        sink.add(finding.with("count", count));
    } else {
        sink.add(path.fault(&REPORT_POLICY_LINE_CR, span));
    }
    for part in whole.split('\n') {
        take(Cow::Owned(part.trim_end_matches('\r').to_owned()), sink);
    }
}

/// The items of a JSON array of lines that a text holds.
fn packed(text: &str) -> Option<Vec<String>> {
    if !text.starts_with('[') {
        return None;
    }
    let limits = json::Limits {
        deepest: 1,
        most_values: MOST_PACKED,
        repetitions: false,
    };
    let tape = json::scan(text.as_bytes(), limits);
    let root = tape.root().filter(|root| root.shape() == Shape::Array)?;
    if tape.error.is_some() {
        return None;
    }
    let is_line = |text: &String| !text.starts_with('[') && !text.contains(['\r', '\n']);
    let items = root
        .elements()
        .map(|item| item.text().map(Cow::into_owned).filter(is_line));
    items.collect()
}

/// Usage, selector, matching type, data (RFC 6698 §2.2).
fn is_tlsa(line: &str) -> bool {
    let mut fields = line.splitn(4, ' ');
    let mut number = || fields.next().is_some_and(|field| field.parse::<u8>().is_ok());
    let numbers = number() && number() && number();
    let data = fields.next().unwrap_or_default().trim_start_matches(' ').as_bytes();
    // All are looked at, many at once.
    let fit = |all, byte: &u8| all & (byte.is_ascii_hexdigit() || *byte == b' ');
    numbers && !data.is_empty() && data.iter().fold(true, fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tlsa_records_have_four_fields() {
        assert!(is_tlsa("3 1 1 6007EE"));
        assert!(is_tlsa("3 1 1  60 07 ee "));
        for line in [
            "",
            "3 1 1",
            "3 1 1 ",
            "3 1 1   ",
            "3 1 1 xyz",
            "3 1 256 00",
            "a b c d",
            "version: STSv1",
        ] {
            assert!(!is_tlsa(line), "{line}");
        }
    }

    #[test]
    fn lists_in_texts_are_taken_out() {
        assert_eq!(packed("[\"a\",\"b\"]"), Some(vec!["a".into(), "b".into()]));
        for text in ["[\"a\"", "[1]", "[[\"a\"]]", "[\"a\"] x"] {
            assert_eq!(packed(text), None, "{text}");
        }
    }
}
