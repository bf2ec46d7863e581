//! A report written as the RFC has it.

use super::{Detail, Entry, Report, Text};
use crate::json::quote;
use crate::words::civil;
use std::fmt::Write as _;

impl Report<'_> {
    /// The report as JSON, as far as it was read: what was missing is left out, what was written oddly is not.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = Writer::default();
        out.open('{');
        out.text("organization-name", self.organization.as_ref());
        if self.start.or(self.end).is_some() {
            out.key("date-range");
            out.open('{');
            out.moment("start-datetime", self.start);
            out.moment("end-datetime", self.end);
            out.close('}');
        }
        out.text("contact-info", self.contact.as_ref());
        out.text("report-id", self.id.as_ref());
        out.key("policies");
        out.open('[');
        for entry in &self.entries {
            out.next();
            write_entry(entry, &mut out);
        }
        out.close(']');
        out.close('}');
        out.out
    }
}

fn write_entry(entry: &Entry<'_>, out: &mut Writer) {
    out.open('{');
    out.key("policy");
    out.open('{');
    out.text("policy-type", entry.policy_type.as_ref());
    out.texts("policy-string", &entry.lines);
    out.text("policy-domain", entry.domain.as_ref());
    out.texts("mx-host", &entry.mx_host);
    out.close('}');
    out.key("summary");
    out.open('{');
    out.number("total-successful-session-count", entry.successes);
    out.number("total-failure-session-count", entry.failures);
    out.close('}');
    if !entry.details.is_empty() {
        out.key("failure-details");
        out.open('[');
        for detail in &entry.details {
            out.next();
            write_detail(detail, out);
        }
        out.close(']');
    }
    out.close('}');
}

fn write_detail(detail: &Detail<'_>, out: &mut Writer) {
    out.open('{');
    out.text("result-type", detail.result.as_ref());
    out.text("sending-mta-ip", detail.sending.as_ref());
    out.text("receiving-mx-hostname", detail.host.as_ref());
    out.text("receiving-mx-helo", detail.helo.as_ref());
    out.text("receiving-ip", detail.receiving.as_ref());
    out.number("failed-session-count", detail.sessions);
    out.text("additional-information", detail.information.as_ref());
    out.text("failure-reason-code", detail.reason.as_ref());
    out.close('}');
}

/// A moment as RFC 3339 has it.
pub(super) fn moment(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let of_day = seconds.rem_euclid(86_400);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        of_day / 3_600,
        of_day / 60 % 60,
        of_day % 60
    )
}

/// Writes JSON, with the commas.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
    /// Whether something stands before what comes next, at this level.
    follows: bool,
}

impl Writer {
    pub(super) fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.follows = false;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.follows = true;
    }

    /// Puts a comma, if something stands before.
    pub(super) fn next(&mut self) {
        if self.follows {
            self.out.push(',');
        }
        self.follows = true;
    }

    pub(super) fn key(&mut self, name: &str) {
        self.next();
        quote(&mut self.out, name);
        self.out.push(':');
    }

    /// An element, or the value of a key.
    pub(super) fn string(&mut self, text: &str) {
        quote(&mut self.out, text);
        self.follows = true;
    }

    pub(super) fn text(&mut self, name: &str, value: Option<&Text<'_>>) {
        if let Some(value) = value {
            self.key(name);
            self.string(value);
        }
    }

    pub(super) fn texts(&mut self, name: &str, values: &[Text<'_>]) {
        if values.is_empty() {
            return;
        }
        self.key(name);
        self.open('[');
        for value in values {
            self.next();
            self.string(value);
        }
        self.close(']');
    }

    pub(super) fn number(&mut self, name: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.key(name);
            let _ = write!(self.out, "{value}");
        }
    }

    /// A list of objects.
    pub(super) fn list<T>(&mut self, name: &str, items: Vec<T>, mut each: impl FnMut(&mut Self, T)) {
        self.key(name);
        self.open('[');
        for item in items {
            self.next();
            self.open('{');
            each(self, item);
            self.close('}');
        }
        self.close(']');
    }

    fn moment(&mut self, name: &str, value: Option<i64>) {
        if let Some(value) = value {
            self.key(name);
            self.string(&moment(value));
        }
    }
}
