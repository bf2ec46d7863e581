//! What a browser can't see, with the exact command that shows it.

use super::super::commands;
use super::super::picture::Unseen;
use super::super::view::MxHost;
use super::{Facts, host, policy};
use crate::rule::{Evidence, Snippet};

/// How many MX hosts get a command of their own.
const COMMANDS: usize = 8;

pub(super) fn list(facts: &Facts<'_>) -> Vec<Unseen> {
    let domain = facts.domain();
    let mut out = Vec::new();
    let hosts: Vec<&MxHost> = facts
        .mail
        .hosts()
        .iter()
        .filter(|host| is_safe(&host.host) && !host.is_address())
        .collect();
    if !hosts.is_empty() {
        let command = |host: &&MxHost| {
            let host = &host.host;
            Snippet {
                label: format!("command for {host}"),
                text: commands::starttls(host),
            }
        };
        out.push(Unseen {
            title: "STARTTLS and the certificates of the MX hosts".into(),
            text:
                "Port 25 is closed to web pages. Each host must offer STARTTLS and a trusted certificate that names it."
                    .into(),
            commands: hosts.iter().take(COMMANDS).map(command).collect(),
        });
    }
    let read = matches!(&facts.policy, policy::State::Text(text) if text.evidence == Evidence::BrowserRead);
    if matches!(facts.host, host::State::Public(_)) {
        let text = match (read, facts.survey.outside) {
            (true, None) => "The browser trusted the certificate, but doesn’t show it. Senders may know other roots.",
            (true, Some(_)) => "The certificate was trusted, but isn’t shown here. Senders may know other roots.",
            (false, None) => {
                "A page doesn’t see certificates. The policy host needs a trusted one that names it, and in time."
            }
            (false, Some(_)) => "The policy host needs a trusted certificate that names it, and in time.",
        };
        out.push(Unseen {
            title: "The certificate of the policy host".into(),
            text: text.into(),
            commands: vec![Snippet {
                label: "command for the policy host".into(),
                text: commands::https(&format!("mta-sts.{domain}")),
            }],
        });
    }
    out.push(Unseen {
        title: "What your own name servers say".into(),
        text: "Public resolvers were asked. The authoritative servers may already hold something newer.".into(),
        commands: vec![Snippet {
            label: "dig commands".into(),
            text: format!("dig +nssearch {domain}\ndig +trace _mta-sts.{domain} TXT"),
        }],
    });
    out
}

/// Whether a name can stand in a command as it is: a host name from DNS may hold anything.
fn is_safe(host: &str) -> bool {
    !host.starts_with('-')
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}
