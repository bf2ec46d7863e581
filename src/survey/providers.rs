//! Known providers of mail and of policy hosting, told by the names of their hosts.
//!
//! Data only. Each entry says where its names are known from; a provider whose names nobody confirms is not in the
//! table. Names change: what the table says is a hint for a message and never decides whether a host is covered.

mod table;

pub use table::PROVIDERS;

use crate::dns::is_within;
use crate::sts::mx;
use crate::text::part;

/// A provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// What it is called.
    pub name: &'static str,
    /// Names at or below which its MX hosts lie.
    pub mx: &'static [&'static str],
    /// Names at or below which the targets of `_mta-sts` and `mta-sts` lie where it serves policies.
    pub policy_host: &'static [&'static str],
    /// The lines of a policy that cover its MX hosts; of several, those that the domain's own MX hosts need. Empty where
    /// the hosts are too different for a pattern.
    pub patterns: &'static [&'static str],
    /// What a policy for it has to heed, for those who write one; may be empty.
    pub note: &'static str,
    /// Where the names are known from. Empty in the page, as is the date.
    pub source: &'static str,
    /// When that was read or published: a day, `2026-11-24`.
    pub date: &'static str,
}

/// The provider that an MX host belongs to. Case and a final dot don't matter.
#[must_use]
pub fn of_mx(host: &str) -> Option<&'static Provider> {
    PROVIDERS
        .iter()
        .find(|provider| provider.mx.iter().any(|name| is_within(host, name)))
}

/// The provider that a target of `_mta-sts` or `mta-sts` belongs to. Case and a final dot don't matter.
#[must_use]
pub fn of_policy_host(target: &str) -> Option<&'static Provider> {
    PROVIDERS
        .iter()
        .find(|provider| provider.policy_host.iter().any(|name| is_within(target, name)))
}

/// The pattern for an MX host: the one that its provider is known by, which its other hosts fit too; else its name. `None`
/// where no pattern can cover it (an underscore, an address).
#[must_use]
pub fn pattern(host: &str) -> Option<String> {
    let covers = |pattern: &&&str| mx::compare(pattern, host).is_match();
    let theirs = of_mx(host).and_then(|provider| provider.patterns.iter().find(covers));
    let pattern = theirs.map_or_else(
        || part::before_all(host, b'.').to_ascii_lowercase(),
        |theirs| (*theirs).to_owned(),
    );
    mx::is_pattern(pattern.as_bytes()).then_some(pattern)
}

/// Certification authorities that policy hosts mostly have their certificates from, with the name that a CAA record has
/// for each (RFC 8659 §4.2).
///
/// Cloudflare's documentation names those of its own certificates: Let's Encrypt, Google, Sectigo,
/// `DigiCert`, SSL.com. GitHub Pages uses Let's Encrypt. The others stand in published CAA records.
pub const COMMON_CAS: &[(&str, &str)] = &[
    ("Let’s Encrypt", "letsencrypt.org"),
    ("Google Trust Services", "pki.goog"),
    ("Sectigo", "sectigo.com"),
    ("DigiCert", "digicert.com"),
    ("SSL.com", "ssl.com"),
    ("GlobalSign", "globalsign.com"),
    ("Amazon", "amazon.com"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_by_whole_labels() {
        let cases = [
            ("ASPMX.L.Google.com.", Some("Google Workspace")),
            ("alt1.aspmx.l.google.com", Some("Google Workspace")),
            ("aspmx2.googlemail.com", Some("Google Workspace")),
            ("smtp.google.com", Some("Google Workspace")),
            ("example-com.mail.protection.outlook.com", Some("Microsoft 365")),
            ("example-com.p-v1.mx.microsoft", Some("Microsoft 365")),
            ("route1.mx.cloudflare.net", Some("Cloudflare Email Routing")),
            ("mailsec.protonmail.ch", Some("Proton Mail")),
            ("mx2.zoho.eu", Some("Zoho Mail (EU)")),
            ("mx.zoho.com.au", Some("Zoho Mail (Australia)")),
            ("mx.yandex.net", Some("Yandex 360")),
            ("eforward3.registrar-servers.com", Some("Namecheap Email Forwarding")),
            ("inbound-smtp.eu-west-1.amazonaws.com", Some("Amazon SES or WorkMail")),
            ("mxb.eu.mailgun.org", Some("Mailgun")),
            ("d237090.a.ess.uk.barracudanetworks.com", Some("Barracuda")),
            ("notprotonmail.ch", None),
            ("ec2.amazonaws.com", None),
            ("google.com", None),
            ("mx.example.com", None),
            ("", None),
            (".", None),
        ];
        for (host, expected) in cases {
            assert_eq!(of_mx(host).map(|provider| provider.name), expected, "{host}");
        }
        let cases = [
            ("_mta-sts.mx.cloudflare.net", Some("Cloudflare Email Routing")),
            ("mta-sts.tutanota.de.", Some("Tuta")),
            ("example_com__mta_sts.easydmarc.pro", Some("EasyDMARC")),
            ("acme.example.com.mta-sts.mailhardener.com", Some("Mailhardener")),
            ("someone.github.io", Some("GitHub Pages")),
            ("mta-sts.example.com", None),
        ];
        for (target, expected) in cases {
            assert_eq!(
                of_policy_host(target).map(|provider| provider.name),
                expected,
                "{target}"
            );
        }
    }

    #[test]
    fn hosts_of_each_kind_of_provider_are_known_and_covered() {
        for (host, name, wanted) in [
            ("smtp.google.com", "Google Workspace", "smtp.google.com"),
            ("alt2.aspmx.l.google.com", "Google Workspace", "*.aspmx.l.google.com"),
            (
                "a-b.mail.protection.outlook.com",
                "Microsoft 365",
                "*.mail.protection.outlook.com",
            ),
            ("a-b.p-v1.mx.microsoft", "Microsoft 365", "*.p-v1.mx.microsoft"),
            ("mail.protonmail.ch", "Proton Mail", "mail.protonmail.ch"),
            (
                "in1-smtp.messagingengine.com",
                "Fastmail",
                "in1-smtp.messagingengine.com",
            ),
            ("mx3.zoho.com", "Zoho Mail", "mx3.zoho.com"),
            ("mail.tutanota.de", "Tuta", "mail.tutanota.de"),
            ("mx01.mail.icloud.com", "iCloud Mail", "mx01.mail.icloud.com"),
            ("mx.yandex.net", "Yandex 360", "mx.yandex.net"),
            ("emx.mail.ru", "Mail.ru", "emx.mail.ru"),
            ("aspmx1.migadu.com", "Migadu", "*.migadu.com"),
            ("mxext1.mailbox.org", "mailbox.org", "*.mailbox.org"),
            ("mx01.posteo.de", "Posteo", "*.posteo.de"),
            ("mta-gw.infomaniak.ch", "Infomaniak", "mta-gw.infomaniak.ch"),
            ("mx1.mail.ovh.net", "OVHcloud", "*.mail.ovh.net"),
            ("mx00.ionos.com", "IONOS", "mx00.ionos.com"),
            ("spool.mail.gandi.net", "Gandi", "spool.mail.gandi.net"),
            (
                "inbound-smtp.us-west-2.amazonaws.com",
                "Amazon SES or WorkMail",
                "inbound-smtp.us-west-2.amazonaws.com",
            ),
            (
                "route1.mx.cloudflare.net",
                "Cloudflare Email Routing",
                "*.mx.cloudflare.net",
            ),
            ("mx1.improvmx.com", "ImprovMX", "mx1.improvmx.com"),
            ("mx2.forwardemail.net", "Forward Email", "mx2.forwardemail.net"),
            ("mx1.simplelogin.co", "SimpleLogin", "mx1.simplelogin.co"),
            ("eu-smtp-inbound-1.mimecast.com", "Mimecast", "*.mimecast.com"),
            ("mx0a-00000001.pphosted.com", "Proofpoint", "*.pphosted.com"),
            (
                "d1.ess.barracudanetworks.com",
                "Barracuda",
                "*.ess.barracudanetworks.com",
            ),
            ("mx1.emailsrvr.com", "Rackspace Email", "mx1.emailsrvr.com"),
            ("smtp.secureserver.net", "GoDaddy", "smtp.secureserver.net"),
            (
                "mx1.privateemail.com",
                "Namecheap Private Email",
                "mx1.privateemail.com",
            ),
            ("mx.mailslurp.com", "MailSlurp", "mx.mailslurp.com"),
            ("inbound.postmarkapp.com", "Postmark Inbound", "inbound.postmarkapp.com"),
            ("mxa.mailgun.org", "Mailgun", "mxa.mailgun.org"),
            ("mx.sendgrid.net", "SendGrid Inbound Parse", "mx.sendgrid.net"),
        ] {
            assert_eq!(of_mx(host).map(|provider| provider.name), Some(name), "{host}");
            assert_eq!(pattern(host).as_deref(), Some(wanted), "{host}");
        }
    }

    #[test]
    fn every_entry_is_complete_and_its_patterns_are_its_own() {
        for provider in PROVIDERS {
            assert!(!provider.source.is_empty(), "{}", provider.name);
            let is_day = provider.date.len() == 10 && provider.date.starts_with("20");
            assert!(is_day, "{}: {}", provider.name, provider.date);
            assert!(provider.mx.len() + provider.policy_host.len() > 0, "{}", provider.name);
            for name in provider.mx.iter().chain(provider.policy_host) {
                assert!(
                    crate::dns::Name::parse(name).is_ok_and(|parsed| parsed.as_str() == *name),
                    "{name}"
                );
            }
            for pattern in provider.patterns {
                let host = pattern.trim_start_matches("*.");
                assert_eq!(
                    of_mx(&format!("a.{host}")).map(|found| found.name),
                    Some(provider.name),
                    "{pattern}"
                );
            }
        }
        let mut names: Vec<_> = PROVIDERS.iter().map(|provider| provider.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PROVIDERS.len());
    }

    #[test]
    fn authorities_are_named_as_caa_records_do() {
        for (name, identity) in COMMON_CAS {
            assert!(crate::dns::Name::parse(identity).is_ok(), "{name}");
        }
    }
}
