//! The words about each type.

use super::{About, ResultType};

const STARTTLS: &str = "openssl s_client -starttls smtp -connect {host}:25 -servername {host} -verify_return_error -verify_hostname {host} </dev/null";
const TLSA: &str = "dig +dnssec TLSA _25._tcp.{host}";
const POLICY: &str = "curl -sv https://mta-sts.{domain}/.well-known/mta-sts.txt";

/// The registered ones, in the order of the RFC, and then those of drafts.
pub static RESULT_TYPES: &[ResultType] = &[
    ResultType {
        name: "starttls-not-supported",
        title: "no STARTTLS",
        meaning: "The MX host offered no STARTTLS, so the session could not be encrypted.",
        causes: &[
            "TLS is off at this host, often a backup MX or a new one",
            "A firewall or a filter on the way takes STARTTLS out of the answer",
            "The host answers some senders without it, for example while it is busy or in greylisting",
        ],
        advice: "Turn STARTTLS on at this host, for every sender. If it is on, look for a device in between that takes it away.",
        verify: STARTTLS,
        about: About::Host,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "certificate-host-mismatch",
        title: "the certificate is for another name",
        meaning: "The certificate of the MX host doesn’t name the host that the MX record names. With TLSA records it doesn’t name what they demand.",
        causes: &[
            "The certificate names the mail domain or the web site, not the MX host",
            "A new MX name was published before its certificate was there",
            "The host has several certificates and picks one without looking at the name that the sender asks for",
        ],
        advice: "Issue a certificate whose subject alternative names hold the MX host’s name, letter by letter.",
        verify: STARTTLS,
        about: About::Host,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "certificate-expired",
        title: "the certificate has expired",
        meaning: "The certificate of the MX host was over its date when the sender met it.",
        causes: &[
            "Renewal failed, or the mail server wasn’t restarted after it",
            "One of several hosts behind the name was left out",
            "A clock was wrong, at the host or at the sender",
        ],
        advice: "Renew the certificate, reload the mail server, and watch the date of every host from now on.",
        verify: STARTTLS,
        about: About::Host,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "certificate-not-trusted",
        title: "the certificate is not trusted",
        meaning: "The sender found no way from the certificate of the MX host to an authority that it trusts.",
        causes: &[
            "The certificate is self-signed or from an authority of one’s own",
            "The intermediate certificate isn’t sent along",
            "The authority was removed from the sender’s list, or the name is outside of what it may certify",
        ],
        advice: "Use a certificate of a public authority and send the whole chain. The reason code tells which of the causes it was.",
        verify: STARTTLS,
        about: About::Host,
        registered: true,
        wants_reason: true,
    },
    ResultType {
        name: "validation-failure",
        title: "another failure",
        meaning: "Something failed for which there is no name of its own. Senders use it for an MX host that the policy doesn’t list, too.",
        causes: &[
            "An MX host is missing in the policy: a pattern covers exactly one label",
            "TLS failed in a way that has no name, such as no common version or cipher",
            "The connection broke during the handshake",
        ],
        advice: "Compare the host with the `mx` lines of the policy first. If it is listed, look at the reason code, then at the host’s TLS.",
        verify: STARTTLS,
        about: About::Host,
        registered: true,
        wants_reason: true,
    },
    ResultType {
        name: "tlsa-invalid",
        title: "the TLSA records don’t fit",
        meaning: "The certificate didn’t fit any TLSA record of the host, or the records could not be used.",
        causes: &[
            "The certificate or its key was changed before the new TLSA record was published",
            "The record was made from another file than the host sends",
            "Only usages that SMTP doesn’t use are published (RFC 7672)",
        ],
        advice: "Publish the record of the next key first, wait for the old one to leave the caches, then change the certificate.",
        verify: TLSA,
        about: About::Dane,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "dnssec-invalid",
        title: "DNSSEC could not be validated",
        meaning: "The sender got no validated answer for the records of the domain or of the MX host.",
        causes: &[
            "Signatures have expired, or the DS record at the parent is of an old key",
            "The name servers don’t agree, or one doesn’t answer",
            "The resolver of the sender was at fault, if only one sender reports it",
        ],
        advice: "Check the chain of signatures of the domain and of the MX host’s zone, and mend the DS record or the signatures.",
        verify: "delv TLSA _25._tcp.{host}",
        about: About::Dane,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "dane-required",
        title: "DANE was demanded, and there is none",
        meaning: "The sender was set to demand DANE for this domain, and found no usable TLSA records.",
        causes: &[
            "The sender has a rule of its own that demands DANE, often agreed between both sides",
            "TLSA records were removed, or the zone is no longer signed",
        ],
        advice: "Publish TLSA records again, or ask the sender to take its rule back.",
        verify: TLSA,
        about: About::Dane,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "sts-policy-fetch-error",
        title: "the policy could not be fetched",
        meaning: "A record announces a policy, and the sender could not get it over HTTPS.",
        causes: &[
            "The host `mta-sts` doesn’t resolve, doesn’t answer, or answers too slowly",
            "It answers with another status than 200, a redirect among them",
            "A firewall keeps the sender’s addresses or countries out",
        ],
        advice: "Serve the policy at its address to everyone, with status 200 and without redirect.",
        verify: POLICY,
        about: About::PolicyHost,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "sts-policy-invalid",
        title: "the policy is invalid",
        meaning: "The sender got the policy and could not use what is in it.",
        causes: &[
            "A line is misspelt or missing, often `max_age` or `mx`",
            "Another page is served at the address",
        ],
        advice: "Check the policy line by line, mend it, and give the record a new id.",
        verify: POLICY,
        about: About::PolicyHost,
        registered: true,
        wants_reason: false,
    },
    ResultType {
        name: "sts-webpki-invalid",
        title: "the policy host’s certificate is invalid",
        meaning: "The sender reached the policy host, and its certificate was not valid for `mta-sts` and the domain.",
        causes: &[
            "The certificate has expired or names another host",
            "The chain is incomplete, which browsers mend and mail servers don’t",
        ],
        advice: "Give the policy host a certificate for its own name from a public authority, with the whole chain.",
        verify: "openssl s_client -connect mta-sts.{domain}:443 -servername mta-sts.{domain} -verify_return_error -verify_hostname mta-sts.{domain} </dev/null",
        about: About::PolicyHost,
        registered: true,
        wants_reason: false,
    },
    draft(
        "expired-certificate",
        "the certificate has expired",
        "certificate-expired",
        About::Host,
    ),
    draft(
        "ExpiredCertificate",
        "the certificate has expired",
        "certificate-expired",
        About::Host,
    ),
    draft(
        "StarttlsNotSupported",
        "no STARTTLS",
        "starttls-not-supported",
        About::Host,
    ),
    draft(
        "invalid-certificate",
        "the certificate is not trusted",
        "certificate-not-trusted",
        About::Host,
    ),
    draft(
        "certificate-name-constraints-not-permitted",
        "the certificate is not trusted",
        "certificate-not-trusted",
        About::Host,
    ),
    draft(
        "certificate-name-constraints-excluded",
        "the certificate is not trusted",
        "certificate-not-trusted",
        About::Host,
    ),
    draft(
        "mx-mismatch",
        "the host is not in the policy",
        "validation-failure",
        About::Host,
    ),
    draft(
        "sts-invalid",
        "the policy is invalid",
        "sts-policy-invalid",
        About::PolicyHost,
    ),
    draft(
        "webpki-invalid",
        "the policy host’s certificate is invalid",
        "sts-webpki-invalid",
        About::PolicyHost,
    ),
    draft("success", "no failure", "", About::Nothing),
];

/// A name of a draft; what explains it is the type that came of it, named by `meaning`.
const fn draft(name: &'static str, title: &'static str, now: &'static str, about: About) -> ResultType {
    ResultType {
        name,
        title,
        meaning: now,
        causes: &[],
        advice: "",
        verify: "",
        about,
        registered: false,
        wants_reason: false,
    }
}
