//! What the lines of a policy have said so far, and what only the whole shows (RFC 8461 §3.2).

use super::clean::Clean;
use super::keys::Key;
use super::mx::is_pattern;
use super::mx_value::MxValue;
use super::plain::Field;
use super::rules::mx::{MX_GOOD, MX_REPEATED};
use super::rules::value::{
    MAX_AGE_MISSING, MODE_GOOD, MODE_MISSING, MX_MISSING, POLICY_VERSION_GOOD, POLICY_VERSION_MISSING,
};
use super::sink::Sink;
use super::{Mode, MxPattern, Policy, unknown, value};
use crate::later;
use crate::order::repeated;
use crate::text::{Span, lossy};
use std::ops::Range;

/// A key that counts once.
#[derive(Clone, Copy)]
struct Slot<T> {
    /// Where the first line with the key has its value, be it well-formed or not.
    span: Option<Span>,
    value: Option<T>,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self {
            span: None,
            value: None,
        }
    }
}

/// The fields of a policy, as far as they are read.
#[derive(Default)]
pub(super) struct Found {
    version: Slot<()>,
    mode: Slot<Mode>,
    max_age: Slot<u64>,
    mx: Vec<MxPattern>,
    mx_lines: usize,
    mx_faults: bool,
    /// For each of `mx` what goes where it repeats another: its line, if nothing else is on it.
    mx_cuts: Vec<Span>,
}

/// A value in its line.
pub(super) struct Value<'a> {
    pub(super) text: &'a [u8],
    pub(super) clean: &'a Clean<'a>,
    pub(super) key: Key,
    pub(super) range: Range<usize>,
    /// Number of the line, from 1.
    pub(super) line: usize,
    /// The line with its end, if the value is alone on it.
    pub(super) whole: Span,
    /// How this policy ends its lines.
    pub(super) line_end: &'static str,
}

impl Found {
    /// The fields of a plain policy.
    pub(super) fn plain(fields: Vec<Field>, sink: &mut Sink<'_>) -> Self {
        let mut found = Self::default();
        for field in fields {
            match field {
                Field::Version(span) => {
                    found.version.span = Some(span);
                    sink.at(&POLICY_VERSION_GOOD, span, |finding| finding);
                }
                Field::Mode(mode, span) => {
                    found.mode.span = Some(span);
                    found.mode.value = Some(mode);
                    sink.at(&MODE_GOOD, span, |finding| finding.with("mode", mode.as_str()));
                }
                Field::MaxAge(seconds, span) => {
                    found.max_age.span = Some(span);
                    found.max_age.value = Some(seconds);
                }
                Field::Mx(pattern) => {
                    found.mx_lines += 1;
                    found.mx.push(pattern);
                }
            }
        }
        found
    }

    /// Where the first value of a key stands that counts once.
    pub(super) fn first(&self, key: Key) -> Option<Span> {
        match key {
            Key::Version => self.version.span,
            Key::Mode => self.mode.span,
            Key::MaxAge => self.max_age.span,
            Key::Mx => None,
        }
    }

    /// Takes in a value.
    pub(super) fn value(&mut self, value: &Value<'_>, sink: &mut Sink<'_>) {
        let (clean, key) = (value.clean, value.key);
        let all = clean.span(value::trimmed(&clean.bytes, value.range.clone()));
        if let Some(first) = self.first(key) {
            // RFC 8461 §3.2: the first counts.
            unknown::duplicate(value.text, key, first, all, Span::point(all.end), sink);
            return;
        }
        let bare = value::bare(clean, key, value.range.clone(), sink);
        let span = Some(bare.clone().map_or(all, |bare| clean.span(bare)));
        match key {
            Key::Version => {
                self.version.span = span;
                if let Some(range) = bare {
                    value::version(clean, range, sink);
                }
            }
            Key::Mode => {
                self.mode.span = span;
                self.mode.value = bare.and_then(|range| value::mode(clean, range, sink));
            }
            Key::MaxAge => {
                self.max_age.span = span;
                self.max_age.value = bare.and_then(|range| value::max_age(clean, range, sink));
            }
            Key::Mx => {
                self.mx_lines += 1;
                // Mended names are kept as well; they are no reason to call the lines well-formed.
                self.mx_faults |= !is_pattern(all.of(value.text));
                let patterns = bare.map(|range| {
                    let (clean, line_end) = (value.clean, value.line_end);
                    MxValue { clean, sink, line_end }.judge(range)
                });
                self.patterns(value, &patterns.unwrap_or_default());
            }
        }
    }

    fn patterns(&mut self, value: &Value<'_>, patterns: &[Range<usize>]) {
        for range in patterns {
            let text = &value.clean.bytes[range.clone()];
            let span = value.clean.span(range.clone());
            self.mx_cuts.push(if patterns.len() == 1 {
                value.whole
            } else {
                Span::default()
            });
            self.mx.push(MxPattern {
                text: lossy(text).into_owned(),
                span,
                line: value.line,
            });
        }
    }

    /// Patterns that stand there twice.
    fn repetitions(&self, sink: &mut Sink<'_>) {
        // A plain policy has none.
        if self.mx_cuts.is_empty() || later::rest().is_none() {
            return;
        }
        let names: Vec<String> = self.mx.iter().map(|mx| mx.text.to_ascii_lowercase()).collect();
        let patterns = self.mx.iter().zip(&self.mx_cuts).zip(repeated(&names));
        for ((mx, cut), _) in patterns.filter(|(_, repeated)| *repeated) {
            sink.at(&MX_REPEATED, mx.span, |finding| {
                let finding = finding.with("value", &mx.text);
                if cut.is_empty() {
                    finding
                } else {
                    finding.replace(*cut, "")
                }
            });
        }
    }

    /// Judges what only the whole shows. Gives back the policy if mode and `max_age` could be read; errors may stand
    /// against it all the same.
    pub(super) fn finish(self, text: &[u8], sink: &mut Sink<'_>) -> Option<Policy> {
        let end = Span::point(text.len());
        // RFC 8461 §3.2: each of these once.
        for (span, rule) in [
            (self.version.span, &POLICY_VERSION_MISSING),
            (self.mode.span, &MODE_MISSING),
            (self.max_age.span, &MAX_AGE_MISSING),
        ] {
            if span.is_none() {
                sink.at(rule, end, |finding| finding);
            }
        }
        self.repetitions(sink);
        let mode = self.mode.value;
        if let Some(mode) = mode.filter(|mode| *mode != Mode::None && self.mx_lines == 0) {
            // RFC 8461 §3.2: at least one mx, but in mode none.
            sink.at(&MX_MISSING, end, |finding| finding.with("mode", mode.as_str()));
        }
        if let (Some(max_age), Some(span)) = (self.max_age.value, self.max_age.span) {
            value::max_age_fits(max_age, mode, span, sink);
        }
        if let (Some(first), Some(last), false) = (self.mx.first(), self.mx.last(), self.mx_faults) {
            let count = match self.mx.len() {
                1 => "one `mx` pattern".to_owned(),
                many => format!("{many} `mx` patterns"),
            };
            let span = Span::new(first.span.start, last.span.end);
            sink.at(&MX_GOOD, span, |finding| finding.with("count", count));
        }
        Some(Policy {
            mode: mode?,
            mode_span: self.mode.span?,
            max_age: self.max_age.value?,
            max_age_span: self.max_age.span?,
            mx: self.mx,
        })
    }
}
