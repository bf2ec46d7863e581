//! What there is to be found out about a domain, in a few lines of TOML: what the DNS, the policy host and the probes
//! answer. `driver` makes a survey of it.
//!
//! ```toml
//! domain = "example.com"
//! records = '''
//! @         300  MX   10 mx1
//! mx1       300  A    192.0.2.25
//! mta-sts   300  A    192.0.2.80
//! _mta-sts  300  TXT  "v=STSv1; id=20260101;"
//! '''
//! policy.body = "version: STSv1\n…"
//! ```
//!
//! [`Facts`] documents every key.

use super::zone::{Zone, absolute, rtype};
use mta_sts_lens::dns::answer::{Ede, Failure};
use mta_sts_lens::dns::{Name, Rtype};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What there is to be found out about a domain.
#[allow(clippy::struct_excessive_bools)] // Each is a line of its own in the TOML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Facts {
    /// The Policy Domain.
    pub domain: String,
    /// The same in U-labels.
    pub unicode: Option<String>,
    /// Zone text, see [`Zone::parse`]; names without final dot lie below `domain`.
    #[serde(default)]
    pub records: String,
    /// Whether answers are validated: all, none, or those to questions at or below these names.
    #[serde(default)]
    pub signed: Signed,
    /// Whether resolvers answer with the rows of a circle of aliases, and not by SERVFAIL.
    #[serde(default)]
    pub shows_loops: bool,
    /// What one resolver says otherwise.
    #[serde(default)]
    pub resolver: BTreeMap<String, Otherwise>,
    /// Look-ups that fail.
    #[serde(default)]
    pub failed: Vec<Failing>,
    /// What the policy host does; without it a fetch is refused.
    pub policy: Option<PolicyHost>,
    /// What the sandboxed probes see; without it they see that nothing answers.
    #[serde(default)]
    pub probe: Probe,
    /// A policy that the user brought.
    pub pasted: Option<String>,
    /// What was typed, where no page shows it.
    pub typed: Option<String>,
    /// Whether the check runs outside of a browser, as in Node.
    #[serde(default)]
    pub outside: bool,
    /// Questions that nobody answers in time, such as `@ MX` or `policy`; see `Facts::label`.
    #[serde(default)]
    pub unanswered: Vec<String>,
    /// Whether asking goes on, so that what is unanswered may still come.
    #[serde(default)]
    pub running: bool,
    /// Whether the user stopped the check.
    #[serde(default)]
    pub stopped: bool,
}

/// Which answers are validated by DNSSEC.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Signed {
    /// All or none.
    All(bool),
    /// Those to questions at or below these names, written as in the records.
    Names(Vec<String>),
}

impl Default for Signed {
    fn default() -> Self {
        Self::All(false)
    }
}

/// What one resolver says otherwise.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// Records in place of those of the same name and type.
    #[serde(default)]
    pub records: String,
    /// Records that it doesn't have, such as `_mta-sts TXT`.
    #[serde(default)]
    pub without: Vec<String>,
}

/// A look-up that fails.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failing {
    /// Name as written in the records, and type, such as `_mta-sts TXT`; `*` for every question.
    pub what: String,
    /// How: `timed-out`, `unreachable`, `servfail`, `bogus` (broken signatures), `refused`, `truncated`, `filtered`,
    /// `too-large`, `not-json`, `rate-limited`, or an HTTP status such as `502`.
    pub how: String,
    /// At which resolver alone.
    pub at: Option<String>,
}

/// What the policy host does with a cross-origin fetch.
#[allow(clippy::struct_excessive_bools)] // Each is a line of its own in the TOML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct PolicyHost {
    /// Whether the browser lets the page read the answer.
    pub readable: bool,
    /// No end within the time.
    pub timed_out: bool,
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`; empty for none.
    pub r#type: String,
    /// Whether a redirect was followed on the way.
    pub redirected: bool,
    /// Where the answer came from in the end; empty for the policy's URL.
    pub url: String,
    /// The body.
    pub body: String,
    /// Whether the body went on beyond what is read.
    pub cut: bool,
    /// The code of the error that is told outside of a browser, if nothing can be fetched.
    pub error: Option<String>,
}

impl Default for PolicyHost {
    fn default() -> Self {
        Self {
            readable: true,
            timed_out: false,
            status: 200,
            r#type: "text/plain".into(),
            redirected: false,
            url: String::new(),
            body: String::new(),
            cut: false,
            error: None,
        }
    }
}

/// What the sandboxed probes see.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Probe {
    pub fetched: Option<bool>,
    pub left_host: bool,
    pub loaded: Option<bool>,
    pub ran: bool,
}

impl Default for Probe {
    fn default() -> Self {
        Self {
            fetched: Some(false),
            left_host: false,
            loaded: Some(false),
            ran: true,
        }
    }
}

impl Facts {
    /// Reads the TOML, and everything in it, so that a typing error is told before a test means something else.
    pub fn parse(text: &str) -> Result<Self, String> {
        let facts: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let origin = facts.origin()?;
        Zone::parse(&facts.records, &origin)?;
        for other in facts.resolver.values() {
            Zone::parse(&other.records, &origin)?;
            for what in &other.without {
                facts.place(what).ok_or_else(|| format!("no name and type: {what}"))?;
            }
        }
        for failing in &facts.failed {
            failure(&failing.how).ok_or_else(|| format!("no way to fail: {}", failing.how))?;
            if failing.what != "*" {
                facts
                    .place(&failing.what)
                    .ok_or_else(|| format!("no name and type: {}", failing.what))?;
            }
        }
        Ok(facts)
    }

    pub(super) fn origin(&self) -> Result<Name, String> {
        Name::parse(&self.domain).map_err(|error| format!("{}: {error:?}", self.domain))
    }

    /// A name and type as written in the records.
    pub(super) fn place(&self, what: &str) -> Option<(String, Rtype)> {
        let (name, word) = what.split_once(' ')?;
        Some((absolute(name, &self.domain), rtype(word)?))
    }
}

/// A way to fail, by its word.
pub(super) fn failure(how: &str) -> Option<Failure> {
    Some(match how {
        "timed-out" => Failure::TimedOut,
        "unreachable" => Failure::Unreachable,
        "servfail" => Failure::ServFail {
            comments: Vec::new(),
            ede: Vec::new(),
        },
        "bogus" => Failure::ServFail {
            comments: vec!["DNSSEC validation failure".into()],
            ede: vec![Ede {
                code: 6,
                text: "DNSSEC Bogus".into(),
            }],
        },
        "refused" => Failure::Refused { comments: Vec::new() },
        "truncated" => Failure::Truncated,
        "filtered" => Failure::Filtered,
        "too-large" => Failure::TooLarge,
        "not-json" => Failure::NotJson {
            body: "<html>Log in to the network</html>".into(),
        },
        "rate-limited" => Failure::Status {
            status: 429,
            body: String::new(),
            retry_after: Some(20),
        },
        status => Failure::Status {
            status: status.parse().ok()?,
            body: String::new(),
            retry_after: None,
        },
    })
}
