//! How bad something is.

use super::Finding;
use serde::{Deserialize, Serialize};

/// How bad something is, and how it looks and is spoken: the one place that owns class, icon and word.
///
/// Rules use the first four. The last two are states of a subject on a page: what a browser can't see, and what is
/// still awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// By the letter of the RFC there is no usable record, policy or match, or mail is refused.
    Error,
    /// Works by the letter and is likely to hurt.
    Warning,
    /// Worth knowing.
    Note,
    /// Can't be seen from a browser; no fault.
    Unseen,
    /// Not answered yet.
    Pending,
    /// Looked at and found good.
    Good,
}

impl Severity {
    /// How many of the findings are this bad.
    #[must_use]
    pub fn count_in(self, findings: &[Finding]) -> usize {
        findings.iter().filter(|finding| finding.severity == self).count()
    }

    /// The word that stands beside the icon.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Note => "Note",
            Self::Good => "Good",
            Self::Unseen => "Not observable",
            Self::Pending => "Waiting",
        }
    }

    /// The class of `www/style.css` that sets the colours.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Error => "is-error",
            Self::Warning => "is-warning",
            Self::Note => "is-note",
            Self::Good => "is-good",
            Self::Unseen => "is-unseen",
            Self::Pending => "is-pending",
        }
    }

    /// The symbol of the icon sheet.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Error => "#i-error",
            Self::Warning => "#i-warning",
            Self::Note => "#i-note",
            Self::Good => "#i-good",
            Self::Unseen => "#i-unseen",
            Self::Pending => "#i-pending",
        }
    }
}
