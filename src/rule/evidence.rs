//! How something came to be known.

use crate::text::part;
use serde::Serialize;

/// How sure a probe can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// No false alarm is known.
    High,
    /// The false alarms are known and named.
    Medium,
    /// A hint.
    Low,
}

/// How a finding came to be known. No finding claims more than its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Evidence {
    /// A text that the caller handed over; nothing was observed.
    Given,
    /// Answered by these resolvers, in the order in which they answered.
    Dns {
        /// What they are called, such as `Google`.
        resolvers: Vec<String>,
        /// Whether the answers were validated by DNSSEC, as the resolvers say (their AD flag); `None` where there is
        /// none, or they say different things.
        signed: Option<bool>,
    },
    /// Read by the browser, or by the program that asks in its place, over TLS that it trusts; or what kept it from reading.
    BrowserRead,
    /// Told by a side effect of a request whose answer may not be read.
    Probe {
        /// How far it can be trusted.
        confidence: Confidence,
        /// When it would be wrong: the known false alarms.
        unless: &'static str,
    },
    /// Pasted by the user.
    Pasted,
    /// Fetched by a relay that the user set.
    Relay {
        /// Its address.
        url: String,
    },
    /// Concluded from other facts.
    Inferred {
        /// Which ones, in words.
        from: String,
    },
    /// Can't be seen from a browser.
    Unobservable,
}

impl Evidence {
    /// The label: one or two words.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Given => "text",
            Self::Dns { .. } => "DNS",
            Self::BrowserRead => "browser read",
            Self::Probe { .. } => "probe",
            Self::Pasted => "pasted",
            Self::Relay { .. } => "relay",
            Self::Inferred { .. } => "inferred",
            Self::Unobservable => "not observable",
        }
    }

    /// What stands beside the label: who answered, how sure it is, from what it follows.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Given | Self::BrowserRead | Self::Pasted | Self::Unobservable => String::new(),
            Self::Dns { resolvers, signed } => {
                let Some(signed) = signed else {
                    return part::joined(resolvers, ", ");
                };
                let signed = if *signed { "signed" } else { "not signed" };
                match resolvers.as_slice() {
                    [] => signed.to_owned(),
                    [one] => format!("{one} · {signed}"),
                    many => format!("{} agree · {signed}", part::joined(many, ", ")),
                }
            }
            Self::Probe { confidence, .. } => match confidence {
                Confidence::High => "high confidence".to_owned(),
                Confidence::Medium => "medium confidence".to_owned(),
                Confidence::Low => "low confidence".to_owned(),
            },
            Self::Relay { url } => url.clone(),
            Self::Inferred { from } => from.clone(),
        }
    }

    /// The class of `www/style.css`: solid for what was seen, dashed for probed and inferred, dotted for unobservable.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::Given | Self::Pasted => "ev ev--paste",
            Self::Dns { .. } => "ev ev--dns",
            Self::BrowserRead => "ev ev--cors",
            Self::Relay { .. } => "ev ev--relay",
            Self::Probe { .. } => "ev ev--probe",
            Self::Inferred { .. } => "ev ev--inferred",
            Self::Unobservable => "ev ev--unseen",
        }
    }
}
