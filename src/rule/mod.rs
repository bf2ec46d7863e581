//! Rules, and what is found by them.
//!
//! A [`Rule`] is declared once, by the [`rules!`](crate::rule::rules) macro, in the module that can find it: its doc
//! comment is the help text that every page shows, its entry holds code, severity, RFC section, title, message, fix
//! and examples. A [`Finding`] is a rule at a place, with the arguments of its message and the evidence for it.

mod evidence;
pub mod explanation;
mod finding;
mod findings;
mod fix;
pub mod page;
pub mod proof;
pub mod prose;
pub mod reception;
pub mod said;
#[cfg(feature = "schema")]
mod schema;
mod severity;
mod subject;

pub use evidence::{Confidence, Evidence};
pub use finding::{Details, Finding, Quote, Snippet};
pub use findings::{Findings, KEPT_PER_RULE};
pub use fix::{Edit, Fix};
pub use severity::Severity;
pub use subject::Subject;

/// A section of an RFC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Number of the RFC, such as 8461.
    pub rfc: u16,
    /// Section, such as `3.2`; empty for the document as a whole.
    pub section: &'static str,
}

impl Clause {
    /// Where it can be read.
    #[must_use]
    pub fn url(&self) -> String {
        match self.section {
            "" => format!("https://www.rfc-editor.org/rfc/rfc{}", self.rfc),
            section => format!("https://www.rfc-editor.org/rfc/rfc{}#section-{section}", self.rfc),
        }
    }
}

impl std::fmt::Display for Clause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // How numbers of this size are written is there anyway.
        let rfc = u32::from(self.rfc);
        match self.section {
            "" => write!(f, "RFC\u{a0}{rfc}"),
            section => write!(f, "RFC\u{a0}{rfc}, section\u{a0}{section}"),
        }
    }
}

/// What can be found, declared once.
#[derive(Debug)]
pub struct Rule {
    /// Stable code, such as `STS213`; never used again for something else.
    pub code: &'static str,
    /// Name of the constant, such as `MAX_AGE_TOO_LONG`.
    pub name: &'static str,
    /// How bad it is, where the place that finds it doesn't say otherwise.
    pub severity: Severity,
    /// How bad it is where the policy's mode is `testing`, if that differs.
    pub in_testing: Option<Severity>,
    /// What is wrong, in a few words; it doesn't say how to mend it. This, message, fix and senders are empty in the
    /// programs of the package for JavaScript: see [`Rule::said`].
    pub title: &'static str,
    /// What is wrong here: a template with named arguments, `{like}` this.
    pub message: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// What demands it.
    pub spec: Clause,
    /// What known senders make of it where they are milder than the letter, or may be: a sentence that messages end
    /// with, held to what was measured. Empty where nothing is to be said. It doesn't say that most senders use a text:
    /// for policies [`crate::sts::policy::Reading::most`] does.
    pub senders: &'static str,
    /// Whether `senders` says something.
    pub milder: bool,
    /// What it means and why it matters: paragraphs, with code between backticks. This and the examples are empty in
    /// the page: see [`Rule::explanation`].
    pub help: &'static str,
    /// A text that raises it; empty where no text alone can (a scenario shows it then). Of several records each has a
    /// line, an HTTP answer is as `curl -i` prints it, and an MX host stands behind the lines of a policy.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.code == other.code
    }
}

impl Eq for Rule {}

impl Rule {
    /// A finding of this rule that points at no place in a text.
    #[must_use]
    pub fn finding(&'static self) -> Finding {
        Finding::new(self, None)
    }

    /// A finding of this rule at a place in the text that is being read.
    #[must_use]
    pub fn at(&'static self, span: impl Into<crate::text::Span>) -> Finding {
        Finding::new(self, Some(span.into()))
    }

    /// The names of the arguments that its message and its fix want, in order.
    #[must_use]
    pub fn params(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for mut rest in [self.message, self.fix] {
            while let Some((_, after)) = rest.split_once('{') {
                let Some((name, tail)) = after.split_once('}') else {
                    break;
                };
                names.push(name);
                rest = tail;
            }
        }
        names
    }
}

/// A text that the page loads apart; see [`explanation`].
pub(crate) const fn built_in(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}

/// Declares rules; see the module's documentation.
///
/// ```text
/// rules! {
///     /// What it means, why it matters.
///     STS213 MAX_AGE_TOO_LONG {
///         Error, 8461 "3.2",
///         title: "…", message: "… {value} …", fix: "…",
///         testing: Warning,               // optional: the severity in mode testing
///         senders: "Mox refuses it, and chasquid accepts it",   // optional: see Rule::senders
///         bad: "…", good: "…",            // optional: a text that raises it, and the same mended
///     }
/// }
/// ```
macro_rules! rules {
    ($( $(#[doc = $help:literal])+ $code:ident $name:ident {
        $severity:ident, $rfc:literal $section:literal,
        title: $title:literal, message: $message:literal, fix: $fix:literal
        $(, testing: $testing:ident)?
        $(, senders: $senders:literal)?
        $(, bad: $bad:expr, good: $good:expr)?
        $(,)?
    } )+) => {
        $( $(#[doc = $help])+
        pub static $name: $crate::rule::Rule = $crate::rule::Rule {
            code: stringify!($code),
            name: stringify!($name),
            severity: $crate::rule::Severity::$severity,
            in_testing: $crate::rule::rules!(@option $($testing)?),
            title: $crate::rule::said::built_in($title),
            message: $crate::rule::said::built_in($message),
            fix: $crate::rule::said::built_in($fix),
            spec: $crate::rule::Clause { rfc: $rfc, section: $section },
            senders: $crate::rule::said::built_in($crate::rule::rules!(@text $($senders)?)),
            milder: !$crate::rule::rules!(@text $($senders)?).is_empty(),
            help: $crate::rule::built_in(concat!($($help, "\n"),+)),
            bad: $crate::rule::built_in($crate::rule::rules!(@text $($bad)?)),
            good: $crate::rule::built_in($crate::rule::rules!(@text $($good)?)),
        }; )+

        /// Every rule of this file, in order.
        #[cfg_attr(test, allow(dead_code, reason = "tests have rules of their own"))]
        pub static RULES: &[&$crate::rule::Rule] = &[$(&$name),+];
    };
    (@option) => { None };
    (@option $severity:ident) => { Some($crate::rule::Severity::$severity) };
    (@text) => { "" };
    (@text $text:expr) => { $text };
}
pub(crate) use rules;
