//! What the id guard remembers and what it sees today, in a few lines of TOML:
//!
//! ```toml
//! [[before]]
//! id = "1"
//! mode = "testing"
//! days-ago = [20, 10]     # first and last seen
//!
//! [now]
//! id = "2"
//! mode = "enforce"
//! ```
//!
//! The policies differ by their mode; `now` is 24 November 2026, 12:00 UTC.

use super::driver::STARTED;
use mta_sts_lens::rollout::guard::{Seen, judge};
use mta_sts_lens::rule::{Finding, Findings};
use mta_sts_lens::sts;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    #[serde(default)]
    before: Vec<Pair>,
    now: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Pair {
    id: String,
    mode: String,
    #[serde(default)]
    days_ago: [i64; 2],
}

impl Pair {
    fn seen(&self) -> Result<Seen, String> {
        let text = format!(
            "version: STSv1\nmode: {}\nmx: mx1.example.com\nmax_age: 86400\n",
            self.mode
        );
        let reading = sts::policy::parse(text.as_bytes(), &mut Findings::new());
        let policy = reading.effective.ok_or_else(|| format!("no mode: {}", self.mode))?;
        let [first, last] = self.days_ago.map(|days| STARTED - days * 86_400);
        Ok(Seen {
            last_seen: last,
            ..Seen::new(&self.id, &policy, first)
        })
    }
}

/// What the guard finds.
pub fn run(text: &str) -> Result<Vec<Finding>, String> {
    let input: Input = toml::from_str(text).map_err(|error| error.to_string())?;
    let before = input.before.iter().map(Pair::seen).collect::<Result<Vec<_>, _>>()?;
    let mut findings = Findings::new();
    judge(&before, &input.now.seen()?, &mut findings);
    Ok(findings.into_vec())
}
