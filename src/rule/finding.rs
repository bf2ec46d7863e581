//! A rule at a place: what was found.

use super::said::Said;
use super::{Edit, Evidence, Fix, Rule, Severity, Subject};
use crate::text::{Span, is_plain_ascii, part, show};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt::{Display, Write as _};
use std::ops::{Deref, DerefMut};

/// A piece of text that shows where it goes wrong, with the place marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quote {
    /// Where it stands, such as `the policy, line 4`.
    pub at: String,
    /// The text, as it is (a line, a name).
    pub text: String,
    /// The marked place, in bytes of `text`.
    pub span: Span,
    /// What is to be said of it, such as `two labels`; may be empty.
    pub note: String,
}

/// Something to copy: a record to publish, a command to run, a corrected text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Snippet {
    /// What it is, such as `TXT record at _smtp._tls.example.com`.
    pub label: String,
    /// Exactly what is copied.
    pub text: String,
}

/// What was found: a rule at a place, with the evidence for it.
///
/// One pointer: findings are built in chains, and moving all that they hold at each step weighs in WebAssembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding(Box<Details>);

/// What a [`Finding`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// What was found.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// What it speaks of.
    pub subject: Subject,
    /// How it is known.
    pub evidence: Evidence,
    /// Where in the subject's text, if it points into one.
    pub span: Option<Span>,
    /// The arguments of the message.
    pub args: Vec<(&'static str, String)>,
    /// Edits to the subject's text that mend it, if that can be done by machine.
    pub fix: Option<Fix>,
    /// Pieces of other texts that belong to it.
    pub quotes: Vec<Quote>,
    /// What to copy to mend or check it.
    pub snippets: Vec<Snippet>,
}

impl Deref for Finding {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Finding {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Finding {
    pub(super) fn new(rule: &'static Rule, span: Option<Span>) -> Self {
        Self(Box::new(Details {
            rule,
            severity: rule.severity,
            subject: Subject::Domain,
            evidence: Evidence::Given,
            span,
            args: Vec::new(),
            fix: None,
            quotes: Vec::new(),
            snippets: Vec::new(),
        }))
    }

    /// Fills an argument of the message. Foreign text is made fit to be shown ([`show`]).
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Display) -> Self {
        self.with_shown(name, &value)
    }

    /// Apart from [`with`](Self::with), so that it is there once and not once for each type of value.
    #[inline(never)]
    fn with_shown(self, name: &'static str, value: &dyn Display) -> Self {
        // Most have room in this.
        let mut text = String::with_capacity(48);
        // Writing to a String can't fail.
        let _ = write!(text, "{value}");
        self.with_text(name, text)
    }

    /// Fills an argument with a foreign text ([`show`]).
    #[must_use]
    pub fn with_text(mut self, name: &'static str, mut text: String) -> Self {
        if !is_plain_ascii(text.as_bytes()) {
            text = show(text.as_bytes());
            // Where it was cut within code, what comes after it is none.
            if text.ends_with('…') && text.bytes().filter(|byte| *byte == b'`').count() % 2 == 1 {
                text.push('`');
            }
        }
        self.args.push((name, text));
        self
    }

    /// Fills an argument with words of our own, which stay as they are (a number and its unit don't part).
    #[must_use]
    pub fn with_words(mut self, name: &'static str, words: impl Into<String>) -> Self {
        self.args.push((name, words.into()));
        self
    }

    /// Fills an argument from raw bytes ([`show`]).
    #[must_use]
    pub fn with_bytes(mut self, name: &'static str, value: &[u8]) -> Self {
        self.args.push((name, show(value)));
        self
    }

    /// Sets how bad it is here.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Takes the severity that the rule has in mode `testing`, if `testing` is true.
    #[must_use]
    pub fn softened(mut self, testing: bool) -> Self {
        if let (true, Some(severity)) = (testing, self.rule.in_testing) {
            self.severity = severity;
        }
        self
    }

    /// Says what it speaks of and how it is known.
    #[must_use]
    #[inline(never)] // it is said of each
    pub fn about(mut self, subject: Subject, evidence: Evidence) -> Self {
        self.subject = subject;
        self.evidence = evidence;
        self
    }

    /// Adds an edit that surely is what the writer meant.
    #[must_use]
    pub fn replace(self, span: impl Into<Span>, text: impl Into<String>) -> Self {
        self.edit(true, span.into(), text.into())
    }

    /// Adds an edit that is a guess, to be looked at before it is applied.
    #[must_use]
    pub fn suggest(self, span: impl Into<Span>, text: impl Into<String>) -> Self {
        self.edit(false, span.into(), text.into())
    }

    fn edit(mut self, safe: bool, span: Span, text: String) -> Self {
        if self.fix.is_none() {
            self.fix = Fix::new(safe, Vec::new());
        }
        if let Some(fix) = &mut self.fix {
            fix.safe &= safe;
            fix.edits.push(Edit { span, text });
        }
        self
    }

    /// Adds a piece of another text.
    #[must_use]
    pub fn quote(mut self, at: impl Into<String>, text: impl Into<String>, span: impl Into<Span>, note: &str) -> Self {
        self.quotes.push(Quote {
            at: at.into(),
            text: text.into(),
            span: span.into(),
            note: note.to_owned(),
        });
        self
    }

    /// Adds something to copy.
    #[must_use]
    pub fn snippet(mut self, label: impl Into<String>, text: impl Into<String>) -> Self {
        self.snippets.push(Snippet {
            label: label.into(),
            text: text.into(),
        });
        self
    }

    /// The value of an argument.
    #[must_use]
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The message with its arguments filled in. Arguments are never read as templates.
    #[must_use]
    pub fn message(&self) -> String {
        self.message_of(self.rule.said())
    }

    fn message_of(&self, said: Said) -> String {
        let mut out = self.filled(said.message);
        if !said.senders.is_empty() {
            out.push_str(". ");
            out.push_str(said.senders);
        }
        out
    }

    /// What is wrong here, in one sentence without its end: what senders make of it is left out.
    #[must_use]
    pub fn fault(&self) -> String {
        let template = self.rule.said().message;
        // Cut before foreign texts are filled in: they may hold sentences too.
        self.filled(part::parted(template, ". ").map_or(template, |(first, _)| first))
    }

    /// What to do about it, with its arguments filled in; empty where the rule doesn't say.
    #[must_use]
    pub fn advice(&self) -> String {
        self.filled(self.rule.said().fix)
    }

    fn filled(&self, template: &str) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = part::parted(rest, "{") {
            out.push_str(before);
            let Some((name, tail)) = part::parted(after, "}") else {
                break;
            };
            out.push_str(self.arg(name).unwrap_or("?"));
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// The arguments as an object.
struct Args<'a>(&'a [(&'static str, String)]);

impl Serialize for Args<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (*name, value.as_str())))
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let said = self.rule.said();
        let mut out = serializer.serialize_struct("Finding", 14)?;
        out.serialize_field("code", self.rule.code)?;
        out.serialize_field("name", self.rule.name)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("subject", &self.subject)?;
        out.serialize_field("title", said.title)?;
        out.serialize_field("message", &self.message_of(said))?;
        out.serialize_field("args", &Args(&self.args))?;
        out.serialize_field("span", &self.span)?;
        out.serialize_field("evidence", &self.evidence)?;
        out.serialize_field("advice", &self.filled(said.fix))?;
        out.serialize_field("reference", &self.rule.spec.to_string())?;
        out.serialize_field("fix", &self.fix)?;
        out.serialize_field("quotes", &self.quotes)?;
        out.serialize_field("snippets", &self.snippets)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::rule::rules! {
        /// Help.
        ///
        /// More help.
        EXA101 EXAMPLE { Error, 8461 "3.2", title: "t", message: "{value} of {limit}, {missing}", fix: "At most {limit}", testing: Warning }
    }

    #[test]
    fn templates_are_filled_and_arguments_are_not_templates() {
        let finding = EXAMPLE.at(0..1).with("value", "{limit}\u{202e}").with("limit", 7);
        assert_eq!(finding.message(), "{limit}‹U+202E› of 7, ?");
        assert_eq!(finding.advice(), "At most 7");
        assert_eq!(EXAMPLE.params(), ["value", "limit", "missing", "limit"]);
        assert_eq!(EXAMPLE.paragraphs().collect::<Vec<_>>(), ["Help.", "More help."]);
    }

    #[test]
    fn code_that_is_cut_ends() {
        let long = format!("the `*` of `*.{}` stands for one label", "a".repeat(200));
        let finding = EXAMPLE.finding().with("value", &long).with("limit", "`a` and more");
        assert!(
            finding.message().contains("aaa…` of `a` and more"),
            "{}",
            finding.message()
        );
        // What is plain code is cut as it is.
        let finding = EXAMPLE.finding().with("value", "a".repeat(200)).with("limit", 1);
        assert!(finding.message().contains("aaa… of 1"), "{}", finding.message());
    }

    #[test]
    fn the_mode_softens() {
        assert_eq!(EXAMPLE.finding().softened(true).severity, Severity::Warning);
        assert_eq!(EXAMPLE.finding().softened(false).severity, Severity::Error);
    }

    #[test]
    fn the_shape_is_stable() {
        let json = serde_json::to_value(EXAMPLE.at(3..4).with("value", 1).replace(3..4, "x")).unwrap_or_default();
        assert_eq!(json["code"], "EXA101");
        assert_eq!(json["severity"], "error");
        assert_eq!(json["span"], serde_json::json!([3, 4]));
        assert_eq!(json["fix"]["edits"][0]["text"], "x");
        assert_eq!(json["advice"], "At most ?");
        assert_eq!(json["evidence"]["kind"], "given");
    }
}
