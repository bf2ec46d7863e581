//! The result types: the eleven registered ones (RFC 8460 §4.3, §6.6), and names of the drafts.
//!
//! Declared once, as data: every face shows the same words.

mod table;

pub use table::RESULT_TYPES;

use super::PolicyType;
use serde::{Deserialize, Serialize};

/// What a failure is about: where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The session with an MX host.
    Host,
    /// The TLSA records, and DNSSEC.
    Dane,
    /// The MTA-STS policy and the host that serves it.
    PolicyHost,
    /// No failure.
    Nothing,
}

/// A result type, explained.
#[derive(Debug, PartialEq, Eq)]
pub struct ResultType {
    /// Its name in reports.
    pub name: &'static str,
    /// What it says, in a few words.
    pub title: &'static str,
    /// What happened.
    pub meaning: &'static str,
    /// What mostly stands behind it.
    pub causes: &'static [&'static str],
    /// What to do.
    pub advice: &'static str,
    /// How to see it for oneself: a command, with `{host}` and `{domain}` to be filled.
    pub verify: &'static str,
    /// Where to look.
    pub about: About,
    /// Whether the RFC has it; else it is a draft's.
    pub registered: bool,
    /// Whether a reporter should give a reason (RFC 8460 §4.3.1).
    pub wants_reason: bool,
}

/// The type of that name, which is compared letter by letter.
#[must_use]
pub fn find(name: &str) -> Option<&'static ResultType> {
    RESULT_TYPES.iter().find(|known| known.name == name)
}

impl ResultType {
    /// The type that explains it: itself, or of a draft's name the registered one that came of it.
    #[must_use]
    pub fn explained(&'static self) -> Option<&'static Self> {
        if self.registered {
            Some(self)
        } else {
            find(self.meaning)
        }
    }

    /// The command that shows it, for this host and domain. Either may be unknown, and then its name stays to be
    /// filled; so does a name that could be read as something else by a shell.
    #[must_use]
    pub fn command(&self, host: Option<&str>, domain: Option<&str>) -> String {
        let fill = |command: String, slot: &str, value: Option<&str>| {
            let plain = |text: &&str| {
                !text.starts_with('-')
                    && text
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
            };
            let name = slot.trim_matches(['{', '}']).to_ascii_uppercase();
            command.replace(
                slot,
                value.filter(plain).filter(|text| !text.is_empty()).unwrap_or(&name),
            )
        };
        fill(fill(self.verify.to_owned(), "{host}", host), "{domain}", domain)
    }
}

/// What a failure did to mail, as far as the policy in the report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The session delivered nothing.
    Refused,
    /// It was reported, and mail went on.
    Reported,
    /// The report doesn't tell.
    Unknown,
}

impl Effect {
    /// Its name, where programs read it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Reported => "reported",
            Self::Unknown => "unknown",
        }
    }

    /// What it means, as a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Refused => "These sessions delivered nothing; senders usually try again.",
            Self::Reported => "It was reported, and mail was delivered all the same.",
            Self::Unknown => "The report doesn’t tell whether mail was delivered.",
        }
    }
}

/// A policy, as far as it tells what a failure does to mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    policy: PolicyType,
    /// Whether its lines are known.
    known: bool,
    /// What its mode does: nothing where that is no mode.
    mode: Option<Effect>,
}

impl Under {
    /// A policy of that type, whose lines are these.
    #[must_use]
    pub fn of(policy: PolicyType, lines: &[impl AsRef<str>]) -> Self {
        Self {
            policy,
            known: !lines.is_empty(),
            mode: match mode(lines) {
                Some("enforce") => Some(Effect::Refused),
                Some("testing" | "none") => Some(Effect::Reported),
                _ => None,
            },
        }
    }

    /// What a failure of that type did under it.
    ///
    /// In `enforce` a sender delivers nothing over a session that fails (RFC 8461 §5); in `testing` it only reports.
    /// Without a policy that it could get, it goes by none (§3.3). DANE knows no testing (RFC 7672 §2.2).
    #[must_use]
    pub fn effect(self, name: &str) -> Effect {
        let about = find(name).map(|known| known.about);
        match (self.policy, about) {
            (_, Some(About::Nothing)) => Effect::Reported,
            (PolicyType::Sts, Some(About::PolicyHost)) if !self.known => Effect::Reported,
            (PolicyType::Sts, _) => self.mode.unwrap_or(Effect::Unknown),
            (PolicyType::Tlsa, _) => Effect::Refused,
            (PolicyType::NoPolicyFound, Some(About::Host)) => Effect::Reported,
            _ => Effect::Unknown,
        }
    }
}

/// The mode that lines of an MTA-STS policy name.
#[must_use]
pub fn mode(lines: &[impl AsRef<str>]) -> Option<&str> {
    lines
        .iter()
        .find_map(|line| line.as_ref().strip_prefix("mode:"))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_eleven_are_explained_and_drafts_lead_to_them() {
        assert_eq!(RESULT_TYPES.iter().filter(|known| known.registered).count(), 11);
        for known in RESULT_TYPES {
            assert_eq!(find(known.name), Some(known));
            let Some(explained) = known.explained() else {
                assert_eq!(known.name, "success");
                continue;
            };
            assert!(explained.registered && explained.causes.len() > 1, "{}", known.name);
            for text in [explained.meaning, explained.advice] {
                assert!(text.ends_with('.'), "{}: {text}", known.name);
            }
            for cause in explained.causes {
                assert!(!cause.ends_with('.'), "{cause}");
            }
        }
    }

    #[test]
    fn commands_take_plain_names_alone() {
        let expired = find("certificate-expired").expect("it is registered");
        assert!(
            expired
                .command(Some("mx.example.com"), None)
                .contains("-connect mx.example.com:25")
        );
        for host in [None, Some(""), Some("a; rm -rf"), Some("-x"), Some("$(a)")] {
            let command = expired.command(host, None);
            assert!(command.contains("-connect HOST:25"), "{command}");
        }
        let fetch = find("sts-policy-fetch-error").expect("it is registered");
        assert!(
            fetch
                .command(None, Some("example.com"))
                .contains("https://mta-sts.example.com/")
        );
    }

    #[test]
    fn the_mode_tells_what_became_of_mail() {
        let enforce = ["version: STSv1", "mode: enforce"];
        let testing = ["mode:testing"];
        let none: [&str; 0] = [];
        for (name, policy, lines, want) in [
            ("certificate-expired", PolicyType::Sts, &enforce[..], Effect::Refused),
            ("certificate-expired", PolicyType::Sts, &testing[..], Effect::Reported),
            ("certificate-expired", PolicyType::Sts, &none[..], Effect::Unknown),
            ("sts-policy-fetch-error", PolicyType::Sts, &none[..], Effect::Reported),
            ("sts-policy-fetch-error", PolicyType::Sts, &enforce[..], Effect::Refused),
            ("tlsa-invalid", PolicyType::Tlsa, &none[..], Effect::Refused),
            (
                "starttls-not-supported",
                PolicyType::NoPolicyFound,
                &none[..],
                Effect::Reported,
            ),
            ("sent-by-pigeon", PolicyType::Sts, &testing[..], Effect::Reported),
            ("sent-by-pigeon", PolicyType::Other, &none[..], Effect::Unknown),
        ] {
            assert_eq!(Under::of(policy, lines).effect(name), want, "{name} {policy:?}");
        }
    }
}
