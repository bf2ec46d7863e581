//! Rules about bounces and log lines that speak of MTA-STS or a TLS policy.

use crate::rule::rules;

rules! {
    /// The sender’s server found an MTA-STS policy in force, and the MX host matches none of its `mx` lines. It refused to
    /// deliver there: the bounce comes from the sender’s side, not from the server that should have taken the mail.
    BNC101 MX_REFUSED { Error, 8461 "4.1",
        title: "A sender refused the MX host: the policy doesn’t cover it",
        message: "{host} was refused, as no line of the MTA-STS policy covers it{why}",
        fix: "Add the MX host to the policy, or correct the MX record; then give the MTA-STS record a new id",
        bad: "550 5.4.8 MX hosts of example.com failed MTA-STS validation",
        good: "250 2.0.0 Ok: queued" }

    /// The sender’s server had to deliver over verified TLS, by an MTA-STS policy or one of its own, and the certificate of the
    /// mail server didn’t pass: it is for another name, has expired, or leads to no trusted root.
    BNC102 CERTIFICATE_REFUSED { Error, 8461 "4.2",
        title: "A sender refused the mail server’s certificate",
        message: "the certificate of {host} doesn’t pass the sender’s check{why}",
        fix: "Look at the certificate of the MX host with `openssl`, and mend the certificate rather than the policy",
        bad: "550 5.7.5 Remote certificate failed MTA-STS validation. Reason: SubjectMismatch",
        good: "250 2.0.0 Ok: queued" }

    /// The sender’s server had to deliver over TLS, and the mail server doesn’t offer STARTTLS, or takes its offer back. A
    /// firewall on the way that takes STARTTLS out has the same look.
    BNC103 STARTTLS_REFUSED { Error, 8461 "4.2",
        title: "A sender found no STARTTLS",
        message: "{host} doesn’t offer STARTTLS, and the sender has to deliver over TLS{why}",
        fix: "Switch STARTTLS on in the mail server, and look for firewalls that take it out",
        bad: "status=deferred (TLS is required, but was not offered by host mx1.example.com[192.0.2.25])",
        good: "status=sent (250 2.0.0 Ok: queued)" }

    /// STARTTLS was offered and taken, and then no TLS session came about: no version or cipher in common, or a server without a
    /// usable certificate.
    BNC104 HANDSHAKE_FAILED { Error, 8461 "4.2",
        title: "A sender got no TLS session",
        message: "no TLS session came about with {host}{why}",
        fix: "Look into the mail server’s log, and ask it with `openssl`",
        bad: "dsn=4.7.5, status=deferred (Cannot start TLS: handshake failure)",
        good: "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued)" }

    /// The sender’s server goes by DANE: TLSA records, signed by DNSSEC, say which certificate the mail server has. They don’t fit
    /// it, or the signatures don’t hold. Senders that know DANE go by it before MTA-STS.
    BNC105 DANE_FAILED { Error, 7672 "2.2",
        title: "A sender refused the mail server by DANE",
        message: "{host} was refused by DANE{why}",
        fix: "Publish TLSA records that fit the certificate, before the certificate changes; look at the DNSSEC signatures",
        bad: "550 5.7.323 tlsa-invalid: The domain failed DANE validation",
        good: "250 2.0.0 Ok: queued" }

    /// The sender’s server has to deliver over TLS, but can’t do so itself: its certificates can’t be read, or the service that
    /// tells it TLS policies doesn’t answer. The receiving side has no part in it.
    BNC106 SENDER_HAS_NO_TLS { Warning, 3463 "3.8",
        title: "The sender’s own server can’t do TLS",
        message: "the sender’s own server can’t deliver over TLS",
        fix: "Look into the TLS settings of the sending server",
        bad: "status=deferred (TLS is required, but our TLS engine is unavailable)",
        good: "status=sent (250 2.0.0 Ok: queued)" }

    /// The mail asked for verified TLS on its whole way. The next server doesn’t announce that it keeps to this, so the mail goes
    /// back. That is no matter of MTA-STS, though it looks alike.
    BNC107 REQUIRETLS_REFUSED { Error, 8689 "",
        title: "The mail asked for TLS on its whole way",
        message: "{host} doesn’t announce `REQUIRETLS`, which the mail asks for",
        fix: "Send the mail without that demand, if verified TLS for the next step is enough",
        bad: "550 5.7.30 REQUIRETLS support required",
        good: "250 2.0.0 Ok: queued" }

    /// The text names MTA-STS as the cause and says no more of it. It may be the policy that doesn’t cover the MX host, or the
    /// certificate that doesn’t pass.
    BNC108 POLICY_NAMED { Note, 8461 "5",
        title: "MTA-STS is named as the cause",
        message: "MTA-STS is named as the cause, and no reason that is known here",
        fix: "Check the domain that the mail was for: MX hosts, policy and certificates",
        bad: "550 5.7.5 rejected due to MTA-STS",
        good: "250 2.0.0 Ok: queued" }

    /// The text has a code that is about TLS policies, and no wording that is known here. A code alone says little: programs use
    /// them each in their own way.
    BNC109 CODE_ALONE { Note, 3463 "3.8",
        title: "A code that is about TLS policies",
        message: "`{code}` means {meaning}; the words beside it aren’t known here",
        fix: "Read the words beside the code, and check the domain that the mail was for",
        bad: "550 5.7.5 no luck today",
        good: "250 2.0.0 Ok: queued" }
}
