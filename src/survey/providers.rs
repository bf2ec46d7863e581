//! Known providers of mail and of policy hosting, told by the names of their hosts.
//!
//! Data only. Each entry says where its names are known from; a provider whose names nobody confirms is not in the
//! table. Names change: what the table says is a hint for a message and never decides whether a host is covered.

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
    /// Where the names are known from.
    pub source: &'static str,
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

fn is_within(host: &str, name: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).as_bytes();
    let Some(start) = host.len().checked_sub(name.len()) else {
        return false;
    };
    let (rest, end) = host.split_at(start);
    end.eq_ignore_ascii_case(name.as_bytes()) && (rest.is_empty() || rest.ends_with(b"."))
}

const CORPUS: &str = "policy files in public repositories (tests/corpus/policies)";
const ZONES: &str = "zone data in public repositories";
const PRELOAD: &str = "list of policy hosts in the article MTA-STS Preload, alexsci.com, 2024-11-11";

/// A provider of mail that serves no policies.
const fn mail(
    name: &'static str,
    mx: &'static [&'static str],
    patterns: &'static [&'static str],
    source: &'static str,
) -> Provider {
    Provider {
        name,
        mx,
        policy_host: &[],
        patterns,
        source,
    }
}

/// A provider that serves policies and no mail.
const fn policies(name: &'static str, policy_host: &'static [&'static str], source: &'static str) -> Provider {
    Provider {
        name,
        mx: &[],
        policy_host,
        patterns: &[],
        source,
    }
}

/// All of them.
pub const PROVIDERS: &[Provider] = &[
    // Two families: the five hosts of old, and the single `smtp.google.com`.
    mail(
        "Google Workspace",
        &["smtp.google.com", "l.google.com", "googlemail.com"],
        &[
            "smtp.google.com",
            "aspmx.l.google.com",
            "*.aspmx.l.google.com",
            "*.googlemail.com",
        ],
        CORPUS,
    ),
    // Two families: the second came with DANE, and has one label more than `*.mx.microsoft` covers.
    mail(
        "Microsoft 365",
        &["mail.protection.outlook.com", "mx.microsoft"],
        &[
            "*.mail.protection.outlook.com",
            "*.h-v1.mx.microsoft",
            "*.o-v1.mx.microsoft",
            "*.p-v1.mx.microsoft",
        ],
        CORPUS,
    ),
    Provider {
        name: "Cloudflare Email Routing",
        mx: &["mx.cloudflare.net"],
        policy_host: &["mx.cloudflare.net"],
        patterns: &["*.mx.cloudflare.net"],
        source: "Cloudflare documentation, Email Routing, Configure MTA-STS",
    },
    Provider {
        name: "Tuta",
        mx: &["mail.tutanota.de"],
        policy_host: &["tutanota.de", "tutanota.com"],
        patterns: &["mail.tutanota.de"],
        source: "zone data in public repositories; policy files (tests/corpus/policies)",
    },
    mail(
        "Proton Mail",
        &["protonmail.ch"],
        &["mail.protonmail.ch", "mailsec.protonmail.ch"],
        CORPUS,
    ),
    mail(
        "Fastmail",
        &["messagingengine.com"],
        &["in1-smtp.messagingengine.com", "in2-smtp.messagingengine.com"],
        CORPUS,
    ),
    mail(
        "Zoho Mail",
        &["zoho.com"],
        &["mx.zoho.com", "mx2.zoho.com", "mx3.zoho.com"],
        CORPUS,
    ),
    mail(
        "Zoho Mail (EU)",
        &["zoho.eu"],
        &["mx.zoho.eu", "mx2.zoho.eu", "mx3.zoho.eu"],
        CORPUS,
    ),
    mail("Migadu", &["migadu.com"], &["*.migadu.com"], ZONES),
    mail(
        "iCloud Mail",
        &["mail.icloud.com"],
        &["mx01.mail.icloud.com", "mx02.mail.icloud.com"],
        CORPUS,
    ),
    mail("Mimecast", &["mimecast.com"], &["*.mimecast.com"], CORPUS),
    mail(
        "Proofpoint",
        &["pphosted.com"],
        &["*.pphosted.com"],
        "Received headers in public mail archives",
    ),
    mail(
        "Proofpoint Essentials",
        &["ppe-hosted.com"],
        &["*.ppe-hosted.com"],
        CORPUS,
    ),
    // `d1.a.ess.uk.barracudanetworks.com`: the customer's label is followed by another.
    mail("Barracuda", &["barracudanetworks.com"], &[], CORPUS),
    mail(
        "Sophos Email",
        &["hydra.sophos.com"],
        &["*.prod.hydra.sophos.com"],
        CORPUS,
    ),
    mail("Symantec Email Security.cloud", &["messagelabs.com"], &[], CORPUS),
    mail("Cloudflare Email Security", &["cf-emailsecurity.net"], &[], CORPUS),
    mail(
        "Hostinger",
        &["mx1.hostinger.com", "mx2.hostinger.com"],
        &["mx1.hostinger.com", "mx2.hostinger.com"],
        CORPUS,
    ),
    mail("mailbox.org", &["mailbox.org"], &["*.mailbox.org"], CORPUS),
    mail(
        "Gandi",
        &["mail.gandi.net"],
        &["spool.mail.gandi.net", "fb.mail.gandi.net"],
        CORPUS,
    ),
    mail("Mail.ru", &["mail.ru"], &["emx.mail.ru"], CORPUS),
    // Policies alone.
    policies(
        "EasyDMARC",
        &["easydmarc.pro", "easydmarc.com"],
        "EasyDMARC knowledge base, Managed MTA-STS",
    ),
    policies("Red Sift OnDMARC", &["ondmarc.com"], PRELOAD),
    policies("Mailhardener", &["mailhardener.com"], PRELOAD),
    policies("URIports", &["uriports.com"], PRELOAD),
    policies(
        "Sendmarc",
        &["sdmarc.net"],
        "Sendmarc help centre, DNS record delegation",
    ),
    policies(
        "MailShield",
        &["mailshield.app"],
        "MailShield documentation, MTA-STS Hosting",
    ),
    policies(
        "GitHub Pages",
        &["github.io"],
        "README of the template jpawlowski/mta-sts.template",
    ),
    policies("Netlify", &["netlify.app"], "README of kenfraser/mta-sts"),
    policies(
        "Cloudflare Pages",
        &["pages.dev"],
        "Cloudflare Pages documentation, Custom domains",
    ),
    policies(
        "Azure Static Web Apps",
        &["azurestaticapps.net"],
        "Microsoft documentation, Enhancing mail flow with MTA-STS",
    ),
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
            ("notprotonmail.ch", None),
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
    fn every_entry_is_complete_and_its_patterns_are_its_own() {
        for provider in PROVIDERS {
            assert!(!provider.source.is_empty(), "{}", provider.name);
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
