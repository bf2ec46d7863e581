//! The request list: every request that the page made, so that nothing goes out unseen.

use serde::Serialize;

/// A request, from its start to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Request {
    /// What was asked, such as `_mta-sts.example.com TXT` or a path.
    pub what: String,
    /// The exact URL.
    pub url: String,
    /// Of whom: a resolver's name, or a host.
    pub whom: String,
    /// Why, in a few words: `the record`, `compare`, `mail servers`.
    pub why: String,
    /// When it began, in milliseconds since the check began.
    pub start: u32,
    /// How long it took, in milliseconds; `None` while it runs.
    pub took: Option<u32>,
    /// How it stands.
    pub state: State,
    /// What came back, in words, such as `1 record, TTL 3600`.
    pub outcome: String,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Under way.
    Running,
    /// Answered.
    Answered,
    /// Answered, but only after another had been asked the same.
    Late,
    /// Turned down: an HTTP error, a block, a closed door.
    Refused,
    /// No answer in time.
    TimedOut,
    /// Given up by the page: the check was stopped or another begun.
    Cancelled,
}
