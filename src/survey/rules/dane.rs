//! Rules about DANE and DNSSEC beside MTA-STS (RFC 8461 §2, RFC 7672).

use crate::rule::rules;

rules! {
    /// The MX answer was validated by DNSSEC, as the resolver says. That is the first condition for DANE, and it
    /// keeps others from naming servers of their own. MTA-STS doesn’t need it.
    DNS201 MX_SIGNED {
        Good, 7672 "2.2.1",
        title: "The MX answer is signed",
        message: "the MX answer of `{domain}` is signed",
        fix: "Nothing to be done",
    }

    /// MTA-STS doesn’t need DNSSEC: it was made for domains without it. If you sign the zone one day and publish
    /// TLSA records, senders that do both must let DANE win.
    DNS202 MX_NOT_SIGNED {
        Note, 7672 "2.2.1",
        title: "The MX answer isn’t signed, so DANE plays no part here",
        message: "the MX answer of `{domain}` isn’t signed",
        fix: "Nothing to be done for MTA-STS; DNSSEC would protect the names of the mail servers too",
    }

    /// The host has TLSA records, and everything on the way to them is signed: senders that support DANE go by
    /// these. A sender that does both must not use MTA-STS to get round a failing DANE check (RFC 8461, section 2).
    DNS203 DANE_WINS {
        Note, 8461 "2",
        title: "The MX host has DANE, which wins over MTA-STS",
        message: "`{host}` has {count}, signed: senders that support both go by DANE here",
        fix: "Keep the TLSA records in step with the certificate: change them before it",
    }

    /// TLSA records count only if DNSSEC protects them, and the MX record and the host’s address too. Here that is
    /// not so: senders ignore them. MTA-STS is what protects this host.
    DNS204 TLSA_UNSIGNED {
        Warning, 7672 "2.2",
        title: "TLSA records without DNSSEC are ignored",
        message: "`{host}` has TLSA records, but {what} isn’t signed",
        fix: "Sign the zone, or remove the TLSA records",
    }

    /// Some MX hosts have DANE and others don’t. A sender that can’t verify one host by DANE may use it with less,
    /// and an attacker may lead it there.
    DNS205 DANE_PARTLY {
        Warning, 7672 "2.2.1",
        title: "Some MX hosts have DANE, others don’t",
        message: "{with} of {all} MX hosts have TLSA records; `{host}` has none",
        fix: "Publish TLSA records for every MX host",
    }

    /// For mail between servers only the usages 2 (DANE-TA) and 3 (DANE-EE) are of use. Senders treat the others as
    /// unusable.
    DNS206 TLSA_USAGE {
        Warning, 7672 "3.1.3",
        title: "A TLSA record has a usage that mail servers don’t support",
        message: "`{host}` has a TLSA record with usage {usage}",
        fix: "Publish it as `3 1 1` with the SHA-256 digest of the host’s public key",
    }

    /// The numbers or the length of the data don’t fit: SHA-256 has 32 octets, SHA-512 has 64. Such a record matches
    /// no certificate. If a host has only such ones, senders with DANE can’t deliver there.
    DNS207 TLSA_MALFORMED {
        Error, 6698 "2.1",
        title: "A TLSA record can’t match any certificate",
        message: "`{host}` has a TLSA record that can’t be right: {why}",
        fix: "Publish it as `3 1 1` with the SHA-256 digest of the host’s public key",
    }
}
