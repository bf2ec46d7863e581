//! What is to change, and what of it can be used.

use super::body::add;
use crate::dns::Name;
use crate::make::texts::policy_file;
use crate::rule::{Findings, Severity};
use crate::sts::{DAY, Mode, Policy, mx, policy};
use crate::text::show;

/// More MX hosts or patterns than this are not planned for.
pub(super) const MOST_HOSTS: usize = 200;

/// What is to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// MTA-STS is rolled out for the first time: from none over testing to enforce.
    First,
    /// Mail goes to other MX hosts.
    MxHosts {
        /// All MX hosts afterwards.
        hosts: Vec<String>,
    },
    /// Mail moves to another provider.
    Provider {
        /// All MX hosts afterwards.
        hosts: Vec<String>,
        /// The `mx` patterns that the provider names; may be empty.
        patterns: Vec<String>,
    },
    /// The policy becomes another one; the MX hosts stay.
    Policy {
        /// The policy afterwards.
        policy: Policy,
    },
    /// MTA-STS is taken away (RFC 8461 §8.3).
    Removal,
}

impl Change {
    /// A stable word for programs.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::First => "first",
            Self::MxHosts { .. } => "mx-hosts",
            Self::Provider { .. } => "provider",
            Self::Policy { .. } => "policy",
            Self::Removal => "removal",
        }
    }

    /// The MX hosts that somebody wrote down, in lines or between commas and blanks.
    #[must_use]
    pub fn hosts(hosts: &str) -> Self {
        Self::MxHosts { hosts: written(hosts) }
    }

    /// The same with the patterns of their provider.
    #[must_use]
    pub fn provider(hosts: &str, patterns: &str) -> Self {
        Self::Provider {
            hosts: written(hosts),
            patterns: written(patterns),
        }
    }

    /// The policy that somebody wrote.
    ///
    /// # Errors
    /// What is wrong with it, if senders could not use it: the title of a rule.
    pub fn policy(text: &str) -> Result<Self, &'static str> {
        let mut findings = Findings::faults();
        if let Some(policy) = policy::parse(text.as_bytes(), &mut findings).effective {
            return Ok(Self::Policy { policy });
        }
        let mut faults = findings.as_slice().iter();
        let worst = faults.find(|finding| finding.severity == Severity::Error);
        Err(worst.map_or("This is no policy.", |finding| finding.rule.said().title))
    }
}

/// The names that somebody wrote down, in lines or between commas and blanks.
#[must_use]
pub fn written(names: &str) -> Vec<String> {
    let names = names.split([',', ' ', '\n', '\t', '\r']);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Host names that can be used, and what was left out, in words.
pub(super) fn clean_hosts(hosts: &[String]) -> (Vec<String>, Vec<String>) {
    // Senders hold the name in an MX record against the patterns; an address or one label alone is none (RFC 8461 §4.1).
    let is_host = |host: &str| {
        let top = host.rsplit('.').next().unwrap_or_default();
        Name::parse(host).is_ok_and(|name| name.labels().count() > 1) && !top.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fault = |host: &str| (!is_host(host)).then(|| is_no(host, "MX host"));
    clean(hosts, "MX host", fault)
}

/// The same for patterns, as the rules of a policy have it: what they warn of covers no host of the owner's.
pub(super) fn clean_patterns(patterns: &[String]) -> (Vec<String>, Vec<String>) {
    clean(patterns, "pattern", |pattern| {
        if !mx::is_pattern(pattern.as_bytes()) {
            return Some(is_no(pattern, "pattern"));
        }
        let policy = policy_file(Mode::Testing, &[pattern.to_owned()], DAY);
        let mut findings = Findings::faults();
        policy::parse(policy.as_bytes(), &mut findings);
        let mut faults = findings.as_slice().iter();
        let worst = faults.find(|finding| finding.severity <= Severity::Warning)?;
        Some(format!("{}; it is left out.", worst.message()))
    })
}

fn is_no(name: &str, what: &str) -> String {
    format!("`{}` is no {what} and is left out.", no_code(&show(name.as_bytes())))
}

/// `fault`: what is said of a name that can't be used.
fn clean(names: &[String], what: &str, fault: impl Fn(&str) -> Option<String>) -> (Vec<String>, Vec<String>) {
    let (mut good, mut left_out) = (Vec::new(), Vec::new());
    for name in names.iter().take(MOST_HOSTS) {
        let name = name.trim().trim_end_matches('.').to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        match fault(&name) {
            None => add(&mut good, name),
            Some(words) if left_out.len() < 8 => left_out.push(words),
            Some(_) => {}
        }
    }
    if let Some(more) = names.len().checked_sub(MOST_HOSTS).filter(|more| *more > 0) {
        left_out.push(format!("Of {} {what}s the last {more} are left out.", names.len()));
    }
    (good, left_out)
}

/// Foreign text that can stand between backticks.
fn no_code(text: &str) -> String {
    text.replace('`', "’")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_is_read() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<String>>();
        let hosts = names(&["a.example", "b.example", "c.example"]);
        assert_eq!(
            Change::hosts(" a.example,b.example\r\n\tc.example\n"),
            Change::MxHosts { hosts }
        );
        let (hosts, patterns) = (Vec::new(), names(&["*.example"]));
        assert_eq!(Change::provider("", "*.example"), Change::Provider { hosts, patterns });
        let policy = Change::policy("version: STSv1\nmode: none\nmax_age: 86400\n");
        assert!(matches!(policy, Ok(Change::Policy { .. })), "{policy:?}");
        for wrong in ["", "mode: none", "version: STSv1\nmode: enforce\nmax_age: 1\n"] {
            assert!(Change::policy(wrong).is_err_and(|why| !why.is_empty()), "{wrong}");
        }
    }

    #[test]
    fn hostile_names_are_left_out_and_named() {
        let names = [
            "MX1.Example.com.",
            "mx1.example.com",
            " ",
            "a b",
            "x`y\u{202e}",
            "*.example.com",
        ];
        let names = names.map(str::to_owned);
        let (good, left_out) = clean_hosts(&names);
        assert_eq!(good, ["mx1.example.com"]);
        assert_eq!(left_out.len(), 3);
        assert_eq!(left_out[1], "`x’y‹U+202E›` is no MX host and is left out.");
        assert_eq!(clean_patterns(&names).0, ["mx1.example.com", "*.example.com"]);
        // As in a policy that is validated.
        let names = ["mail", "192.0.2.1", "*.com", "*.mx.example.com"].map(str::to_owned);
        let (good, left_out) = clean_patterns(&names);
        assert_eq!(good, ["*.mx.example.com"]);
        assert_eq!(
            left_out[0],
            "`mail` is a name without a dot, as no public mail server has; it is left out."
        );
        assert_eq!(left_out.len(), 3);
        let (good, left_out) = clean_hosts(&vec!["a!".to_owned(); MOST_HOSTS + 5]);
        assert!(good.is_empty());
        assert_eq!(left_out.len(), 9);
        assert_eq!(left_out[8], "Of 205 MX hosts the last 5 are left out.");
    }
}
