//! The table itself. What nobody's zone, policy or documentation confirms is not in it.

use super::Provider;
use crate::later::{LEFT_OUT, of_rest};
use crate::rule::built_in;

/// Where names are known from, and of which day that is.
type Source = (&'static str, &'static str);

/// The day on which what has no date of its own was read.
const READ: &str = "2026-11-24";

const CORPUS: Source = ("policy files in public repositories (tests/corpus/policies)", READ);
const ZONES: Source = ("zone data in public repositories", READ);
const PRELOAD: Source = (
    "list of policy hosts in the article MTA-STS Preload, alexsci.com",
    "2024-11-11",
);

/// Said of services that hand mail to a program.
const FOR_PROGRAMS: &str =
    "Takes mail in for a program, mostly at a name below the domain: that name needs record and policy of its own.";

/// A provider of mail that serves no policies.
const fn mail(
    name: &'static str,
    mx: &'static [&'static str],
    patterns: &'static [&'static str],
    source: Source,
) -> Provider {
    both(name, mx, patterns, &[], source)
}

/// A provider that serves policies and no mail.
const fn policies(name: &'static str, policy_host: &'static [&'static str], source: Source) -> Provider {
    both(name, &[], &[], policy_host, source)
}

const fn both(
    name: &'static str,
    mx: &'static [&'static str],
    patterns: &'static [&'static str],
    policy_host: &'static [&'static str],
    (source, date): Source,
) -> Provider {
    Provider {
        name,
        mx,
        policy_host,
        patterns: of_rest(patterns),
        note: "",
        source: built_in(source),
        date: built_in(date),
    }
}

impl Provider {
    const fn noted(mut self, note: &'static str) -> Self {
        self.note = if LEFT_OUT { "" } else { note };
        self
    }
}

/// All of them.
pub const PROVIDERS: &[Provider] = &[
    mail(
        "Google Workspace",
        &["smtp.google.com", "l.google.com", "googlemail.com"],
        &["smtp.google.com", "aspmx.l.google.com", "*.aspmx.l.google.com", "*.googlemail.com"],
        CORPUS,
    )
    .noted("Two families: the single host smtp.google.com, and five hosts of old. `*.google.com` covers neither."),
    // The second family came with DANE.
    mail(
        "Microsoft 365",
        &["mail.protection.outlook.com", "mx.microsoft"],
        &["*.mail.protection.outlook.com", "*.h-v1.mx.microsoft", "*.o-v1.mx.microsoft", "*.p-v1.mx.microsoft"],
        CORPUS,
    )
    .noted("Hosts under mx.microsoft have one label more than `*.mx.microsoft` covers. Microsoft serves no policy for you."),
    both(
        "Cloudflare Email Routing",
        &["mx.cloudflare.net"],
        &["*.mx.cloudflare.net"],
        &["mx.cloudflare.net"],
        ("Cloudflare documentation, Email Routing, Configure MTA-STS", READ),
    ),
    both(
        "Tuta",
        &["mail.tutanota.de"],
        &["mail.tutanota.de"],
        &["tutanota.de", "tutanota.com"],
        ("zone data in public repositories; policy files (tests/corpus/policies)", READ),
    )
    .noted("Tuta serves record and policy itself, to aliases of its names."),
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
    mail("Zoho Mail", &["zoho.com"], &["mx.zoho.com", "mx2.zoho.com", "mx3.zoho.com"], CORPUS)
        .noted("Three hosts; the third is often forgotten."),
    mail("Zoho Mail (EU)", &["zoho.eu"], &["mx.zoho.eu", "mx2.zoho.eu", "mx3.zoho.eu"], CORPUS),
    mail("Zoho Mail (India)", &["zoho.in"], &["mx.zoho.in", "mx2.zoho.in", "mx3.zoho.in"], ZONES),
    mail(
        "Zoho Mail (Australia)",
        &["zoho.com.au"],
        &["mx.zoho.com.au", "mx2.zoho.com.au", "mx3.zoho.com.au"],
        ZONES,
    ),
    mail("Migadu", &["migadu.com"], &["*.migadu.com"], ZONES),
    mail(
        "iCloud Mail",
        &["mail.icloud.com"],
        &["mx01.mail.icloud.com", "mx02.mail.icloud.com"],
        CORPUS,
    ),
    mail("mailbox.org", &["mailbox.org"], &["*.mailbox.org"], CORPUS),
    mail(
        "Posteo",
        &["posteo.de"],
        &["*.posteo.de"],
        ("Received headers in public mail archives; TLSA look-ups in the examples of a resolver library", READ),
    ),
    mail("Mail.ru", &["mail.ru"], &["emx.mail.ru"], CORPUS),
    mail("Yandex 360", &["mx.yandex.net"], &["mx.yandex.net"], ZONES),
    mail("Infomaniak", &["mta-gw.infomaniak.ch"], &["mta-gw.infomaniak.ch"], ZONES),
    mail(
        "OVHcloud",
        &["mail.ovh.net"],
        &["*.mail.ovh.net"],
        ("OVHcloud documentation, DNS zone; zone data in public repositories", READ),
    ),
    mail(
        "IONOS",
        &["mx00.ionos.com", "mx01.ionos.com", "mx00.ionos.de", "mx01.ionos.de", "kundenserver.de"],
        &["mx00.ionos.com", "mx01.ionos.com", "mx00.ionos.de", "mx01.ionos.de", "mx00.kundenserver.de", "mx01.kundenserver.de"],
        ZONES,
    ),
    mail("Gandi", &["mail.gandi.net"], &["spool.mail.gandi.net", "fb.mail.gandi.net"], CORPUS),
    mail(
        "Hostinger",
        &["mx1.hostinger.com", "mx2.hostinger.com"],
        &["mx1.hostinger.com", "mx2.hostinger.com"],
        CORPUS,
    ),
    mail("Rackspace Email", &["emailsrvr.com"], &["mx1.emailsrvr.com", "mx2.emailsrvr.com"], ZONES),
    mail(
        "GoDaddy",
        &["smtp.secureserver.net", "mailstore1.secureserver.net"],
        &["smtp.secureserver.net", "mailstore1.secureserver.net"],
        ZONES,
    ),
    mail(
        "Namecheap Private Email",
        &["privateemail.com"],
        &["mx1.privateemail.com", "mx2.privateemail.com"],
        CORPUS,
    ),
    mail(
        "Namecheap Email Forwarding",
        &["registrar-servers.com"],
        &["eforward1.registrar-servers.com", "eforward2.registrar-servers.com", "eforward3.registrar-servers.com",
          "eforward4.registrar-servers.com", "eforward5.registrar-servers.com"],
        ZONES,
    ),
    mail("ImprovMX", &["improvmx.com"], &["mx1.improvmx.com", "mx2.improvmx.com"], ZONES),
    mail("Forward Email", &["forwardemail.net"], &["mx1.forwardemail.net", "mx2.forwardemail.net"], CORPUS),
    mail(
        "SimpleLogin",
        &["simplelogin.co"],
        &["mx1.simplelogin.co", "mx2.simplelogin.co"],
        ("zone data in public repositories; Received headers in public mail archives", READ),
    ),
    // WorkMail has the same hosts.
    mail(
        "Amazon SES or WorkMail",
        &["inbound-smtp.us-east-1.amazonaws.com", "inbound-smtp.us-west-2.amazonaws.com", "inbound-smtp.eu-west-1.amazonaws.com"],
        &["inbound-smtp.us-east-1.amazonaws.com", "inbound-smtp.us-west-2.amazonaws.com", "inbound-smtp.eu-west-1.amazonaws.com"],
        ZONES,
    )
    .noted("The host names its region; no wildcard stands for the region."),
    mail(
        "Mailgun",
        &["mailgun.org"],
        &["mxa.mailgun.org", "mxb.mailgun.org", "mxa.eu.mailgun.org", "mxb.eu.mailgun.org"],
        CORPUS,
    )
    .noted(FOR_PROGRAMS),
    mail("SendGrid Inbound Parse", &["mx.sendgrid.net"], &["mx.sendgrid.net"], CORPUS).noted(FOR_PROGRAMS),
    mail(
        "Postmark Inbound",
        &["inbound.postmarkapp.com"],
        &["inbound.postmarkapp.com"],
        ("setup notes in public repositories, after Postmark’s Inbound domain forwarding", READ),
    )
    .noted(FOR_PROGRAMS),
    mail(
        "MailSlurp",
        &["mx.mailslurp.com"],
        &["mx.mailslurp.com"],
        ("MailSlurp’s own client libraries, documentation of inbox types", READ),
    )
    .noted(FOR_PROGRAMS),
    mail("Mimecast", &["mimecast.com"], &["*.mimecast.com"], CORPUS),
    mail(
        "Proofpoint",
        &["pphosted.com"],
        &["*.pphosted.com"],
        ("Received headers in public mail archives", READ),
    ),
    mail("Proofpoint Essentials", &["ppe-hosted.com"], &["*.ppe-hosted.com"], CORPUS),
    mail(
        "Barracuda",
        &["barracudanetworks.com"],
        &["*.ess.barracudanetworks.com", "*.a.ess.uk.barracudanetworks.com", "*.b.ess.uk.barracudanetworks.com"],
        ("policy files (tests/corpus/policies); zone data in public repositories", READ),
    )
    .noted("In some regions the customer’s label is followed by another, so that one wildcard doesn’t cover both hosts."),
    mail("Sophos Email", &["hydra.sophos.com"], &["*.prod.hydra.sophos.com"], CORPUS),
    mail("Symantec Email Security.cloud", &["messagelabs.com"], &[], CORPUS),
    mail("Cloudflare Email Security", &["cf-emailsecurity.net"], &[], CORPUS),
    // Policies alone.
    policies(
        "EasyDMARC",
        &["easydmarc.pro", "easydmarc.com"],
        ("EasyDMARC knowledge base, Managed MTA-STS", READ),
    ),
    policies("Red Sift OnDMARC", &["ondmarc.com"], PRELOAD),
    policies("Mailhardener", &["mailhardener.com"], PRELOAD),
    policies("URIports", &["uriports.com"], PRELOAD),
    policies("Sendmarc", &["sdmarc.net"], ("Sendmarc help centre, DNS record delegation", READ)),
    policies("MailShield", &["mailshield.app"], ("MailShield documentation, MTA-STS Hosting", READ)),
    policies(
        "GitHub Pages",
        &["github.io"],
        ("README of the template jpawlowski/mta-sts.template", READ),
    ),
    policies("Netlify", &["netlify.app"], ("README of kenfraser/mta-sts", READ)),
    policies(
        "Cloudflare Pages",
        &["pages.dev"],
        ("Cloudflare Pages documentation, Custom domains", READ),
    ),
    policies(
        "Azure Static Web Apps",
        &["azurestaticapps.net"],
        ("Microsoft documentation, Enhancing mail flow with MTA-STS", READ),
    ),
];
