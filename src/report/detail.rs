//! One kind of failure.

use super::members::{count, find, required, text};
use super::place::{Path, Sink};
use super::rules::{REPORT_INFORMATION, REPORT_REASON_MISSING, REPORT_RESULT_TYPE};
use super::{Detail, name, result};
use crate::json::{Item, Shape};

const NAMES: [&str; 8] = [
    "result-type",
    "sending-mta-ip",
    "receiving-mx-hostname",
    "receiving-mx-helo",
    "receiving-ip",
    "failed-session-count",
    "additional-information",
    "failure-reason-code",
];
const DRAFTS: [(&str, &str); 5] = [
    ("receiving-mx-host-name", "receiving-mx-hostname"),
    ("failure-error-code", "failure-reason-code"),
    ("additional-info-uri", "additional-information"),
    ("message-count", "failed-session-count"),
    ("failed-session", "failed-session-count"),
];

/// Reads an element of `failure-details`.
pub(super) fn read<'a>(object: Item<'_, 'a>, path: &Path<'_>, sink: &mut Sink<'_>) -> Detail<'a> {
    let [result, sending, host, helo, receiving, sessions, information, reason] =
        find(object, &NAMES, &DRAFTS, path, sink);
    let mut detail = Detail {
        sending: name::address(sending, &path.member("sending-mta-ip"), sink),
        receiving: name::address(receiving, &path.member("receiving-ip"), sink),
        sessions: count(object, sessions, &path.member("failed-session-count"), sink),
        helo: text(helo, &path.member("receiving-mx-helo"), sink).map(|(helo, _)| helo),
        reason: text(reason, &path.member("failure-reason-code"), sink).map(|(reason, _)| reason),
        ..Detail::default()
    };
    let place = path.member("receiving-mx-hostname");
    if let Some((host, span)) = text(host, &place, sink) {
        name::judge(&host, false, span, &place, sink);
        detail.host = Some(host).filter(|host| !host.is_empty());
    }
    let place = path.member("additional-information");
    if let Some((information, span)) = text(information, &place, sink) {
        if !name::is_uri(&information) {
            sink.showing(&REPORT_INFORMATION, &place, span, &information);
        }
        detail.information = Some(information);
    }
    let place = path.member("result-type");
    if let Some(item) = required(object, result, Shape::String, &place, sink) {
        detail.result = item.text();
        let name = detail.result.as_deref().unwrap_or_default();
        match result::find(name) {
            Some(known) if known.registered => {
                // RFC 8460 §4.3.1
                if known.wants_reason && detail.reason.as_deref().is_none_or(str::is_empty) {
                    sink.showing(&REPORT_REASON_MISSING, path, item.span(), name);
                }
            }
            known => {
                let perhaps = known.map_or(String::new(), |known| format!("; a draft’s name: {}", known.title));
                let finding = place.fault(&REPORT_RESULT_TYPE, item.span());
                sink.add(
                    finding
                        .with_bytes("value", name.as_bytes())
                        .with_words("perhaps", perhaps),
                );
            }
        }
    }
    detail
}
