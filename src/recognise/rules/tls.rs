//! Rules about the TLS of an MX host, as `openssl` shows it (RFC 8461 §4.2).

use crate::rule::rules;

rules! {
    /// A name in `subjectAltName` of the certificate is that of the MX host, or has a `*` for its left-most label. That is
    /// the name senders compare: neither the mail domain’s nor the server’s own idea of its name counts.
    TLS101 CERT_NAME_GOOD { Good, 8461 "4.2",
        title: "The certificate is for the MX host", message: "the certificate names `{host}`{how}",
        fix: "Nothing to be done" }

    /// Senders that honour MTA-STS compare the names in the certificate with the name in the MX record, and refuse the
    /// host if none fits, in `enforce`. Often the certificate is for the name that the server calls itself, or for the web
    /// server beside it.
    TLS102 CERT_NAME_MISMATCH { Error, 8461 "4.2",
        title: "The certificate is for another name",
        message: "the certificate isn’t for {host}{names}; senders that honour MTA-STS refuse this host in `enforce`",
        fix: "Get a certificate that also names the MX host; or point the MX record at a name that is in it, and name that in the policy",
        bad: "$ openssl s_client -starttls smtp -connect mx1.example.com:25 -verify_hostname mx1.example.com\nCONNECTED(00000003)\ndepth=0 CN = mail.example.com\nverify error:num=62:hostname mismatch\nVerify return code: 62 (hostname mismatch)\n",
        good: "$ openssl s_client -starttls smtp -connect mx1.example.com:25 -verify_hostname mx1.example.com\nCONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerified peername: mx1.example.com\nVerify return code: 0 (ok)\n" }

    /// The MX host’s name stands in the subject’s common name and not among the alternative names. Certificates were read so
    /// long ago; senders look at `subjectAltName` alone and refuse the host in `enforce`.
    TLS103 COMMON_NAME_ONLY { Error, 8461 "4.2",
        title: "The name stands in the common name only",
        message: "`{host}` is the common name, and the alternative names, which alone count, are {names}",
        fix: "Get a certificate with the MX host among its alternative names",
        bad: "$ openssl s_client -connect mx1.example.com:25 -starttls smtp | openssl x509 -noout -subject -ext subjectAltName\nsubject=CN = mx1.example.com\nX509v3 Subject Alternative Name:\n    DNS:www.example.com\n",
        good: "$ openssl s_client -connect mx1.example.com:25 -starttls smtp | openssl x509 -noout -subject -ext subjectAltName\nsubject=CN = mx1.example.com\nX509v3 Subject Alternative Name:\n    DNS:mx1.example.com\n" }

    /// The alternative names, by which senders go, aren’t in this output, and `openssl` was not told to compare one. The
    /// common name alone says nothing certain.
    TLS104 CERT_NAMES_UNSEEN { Note, 8461 "4.2",
        title: "The names in the certificate aren’t in this output",
        message: "the output shows the common name {name} and none of the names that count",
        fix: "Run the command below, and paste what it prints",
        bad: "$ openssl s_client -starttls smtp -connect mx1.example.com:25\nCONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerify return code: 0 (ok)\n",
        good: "$ openssl s_client -starttls smtp -connect mx1.example.com:25 -verify_hostname mx1.example.com\nCONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerified peername: mx1.example.com\nVerify return code: 0 (ok)\n" }

    /// The certificate can be held against a name only if it is known which host was asked. `openssl` doesn’t print that; the
    /// command before it says it, and so does an MX line pasted with it.
    TLS105 HOST_NOT_SAID { Note, 8461 "4.2",
        title: "The output doesn’t say which host was asked",
        message: "which MX host this is isn’t said, so the name isn’t judged; the certificate is for {names}",
        fix: "Paste the command with its output, or choose the MX host",
        bad: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerify return code: 0 (ok)\n",
        good: "$ openssl s_client -starttls smtp -connect mx1.example.com:25 -verify_hostname mx1.example.com\nCONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerified peername: mx1.example.com\nVerify return code: 0 (ok)\n" }

    /// The certificate is valid today and for a while: senders ask for no more of its dates than that it hasn’t expired.
    TLS110 CERT_DATES_GOOD { Good, 8461 "4.2",
        title: "The certificate is in date", message: "the certificate is valid until {until}, {left} from now",
        fix: "Nothing to be done" }

    /// Senders that honour MTA-STS refuse a host with an expired certificate in `enforce`. Mail waits, and then bounces.
    TLS111 CERT_EXPIRED { Error, 8461 "4.2",
        title: "The certificate has expired", message: "the certificate ended {until}",
        fix: "Renew the certificate, and let the mail server load it",
        bad: "CONNECTED(00000003)\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\n   v:NotBefore: Aug  1 00:00:00 2026 GMT; NotAfter: Oct 30 00:00:00 2026 GMT\n",
        good: "CONNECTED(00000003)\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\n   v:NotBefore: Oct  1 00:00:00 2026 GMT; NotAfter: Dec 30 00:00:00 2026 GMT\n" }

    /// The certificate begins in the future. Either it was put in place too early, or a clock is wrong.
    TLS112 CERT_NOT_YET_VALID { Error, 8461 "4.2",
        title: "The certificate isn’t valid yet", message: "the certificate is valid from {from} on",
        fix: "Use the certificate before it until then; look at the clocks",
        bad: "CONNECTED(00000003)\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\n   v:NotBefore: Dec  1 00:00:00 2026 GMT; NotAfter: Mar  1 00:00:00 2027 GMT\n",
        good: "CONNECTED(00000003)\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\n   v:NotBefore: Oct  1 00:00:00 2026 GMT; NotAfter: Dec 30 00:00:00 2026 GMT\n" }

    /// Certificates that renew by themselves do so weeks before their end. One that has so little time left may have lost its
    /// renewal; when it ends, senders refuse the host in `enforce`.
    TLS113 CERT_ENDS_SOON { Warning, 8461 "4.2",
        title: "The certificate ends soon", message: "the certificate ends {until}, {left} from now",
        fix: "Look whether it renews by itself, and whether the mail server then loads it",
        bad: "CONNECTED(00000003)\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\n   v:NotBefore: Sep  1 00:00:00 2026 GMT; NotAfter: Nov 30 00:00:00 2026 GMT\n",
        good: "CONNECTED(00000003)\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\n   v:NotBefore: Oct  1 00:00:00 2026 GMT; NotAfter: Dec 30 00:00:00 2026 GMT\n" }

    /// The machine that asked could lead the certificate back to a root that it trusts. Large senders mostly trust the same
    /// roots.
    TLS120 CHAIN_GOOD { Good, 8461 "4.2",
        title: "The certificate leads back to a trusted root", message: "the machine that asked trusts the certificate",
        fix: "Nothing to be done" }

    /// The server vouches for itself. Senders that honour MTA-STS accept only a certificate that leads back to a root that
    /// they trust, so they refuse this host in `enforce`.
    TLS121 SELF_SIGNED { Error, 8461 "4.2",
        title: "The certificate is self-signed",
        message: "the certificate is self-signed, so no sender can trust it",
        fix: "Get a certificate from a public certification authority",
        bad: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nverify error:num=18:self-signed certificate\nVerify return code: 18 (self-signed certificate)\n",
        good: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerify return code: 0 (ok)\n" }

    /// A server sends its certificate together with those that lead from it to a root; the root itself may be left out. This
    /// one sends its own alone. Browsers find the missing one by themselves, mail servers don’t.
    TLS122 INTERMEDIATE_MISSING { Error, 8461 "4.2",
        title: "The intermediate certificate is missing",
        message: "the server sends its own certificate alone, and the machine that asked doesn’t know its issuer{issuer}",
        fix: "Let the mail server send the whole chain: the file that is often called `fullchain.pem`",
        bad: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nverify error:num=20:unable to get local issuer certificate\nverify error:num=21:unable to verify the first certificate\nCertificate chain\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\nVerify return code: 21 (unable to verify the first certificate)\n",
        good: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nCertificate chain\n 0 s:CN = mx1.example.com\n   i:CN = Example R11\n 1 s:CN = Example R11\n   i:CN = Example Root X1\nVerify return code: 0 (ok)\n" }

    /// The chain ends at a root that the machine that asked doesn’t trust. It may be a private authority, which senders don’t
    /// trust either; or the machine has no list of roots, and its answer says nothing.
    TLS123 ROOT_UNKNOWN { Warning, 8461 "4.2",
        title: "The root isn’t trusted by the machine that asked",
        message: "the chain couldn’t be led back to a root that the machine that asked trusts: {words}",
        fix: "Ask again from a machine with the usual roots (`-CApath /etc/ssl/certs`); if it stays, get a public certificate",
        bad: "CONNECTED(00000003)\ndepth=1 CN = Private Root\nverify error:num=19:self-signed certificate in certificate chain\nVerify return code: 19 (self-signed certificate in certificate chain)\n",
        good: "CONNECTED(00000003)\ndepth=1 CN = Example Root X1\nVerify return code: 0 (ok)\n" }

    /// The check of the chain failed. Senders that honour MTA-STS check likewise, and refuse the host in `enforce`.
    TLS124 CHAIN_BROKEN { Error, 8461 "4.2",
        title: "The check of the certificate failed", message: "the check of the certificate failed: {words}",
        fix: "Get a new certificate, with the chain that belongs to it",
        bad: "CONNECTED(00000003)\ndepth=1 CN = Example R11\nverify error:num=10:certificate has expired\nVerify return code: 10 (certificate has expired)\n",
        good: "CONNECTED(00000003)\ndepth=1 CN = Example R11\nVerify return code: 0 (ok)\n" }

    /// The server offers STARTTLS, and a TLS session began behind it. Without that, nothing else of TLS matters.
    TLS130 STARTTLS_GOOD { Good, 8461 "4.2",
        title: "The server offers STARTTLS", message: "a TLS session began",
        fix: "Nothing to be done" }

    /// The server doesn’t offer STARTTLS, so there is no TLS at all. Senders that honour MTA-STS refuse it in `enforce`. Where
    /// it should be offered, something on the way may take it out: some firewalls do.
    TLS131 STARTTLS_MISSING { Error, 8461 "4.2",
        title: "The server doesn’t offer STARTTLS",
        message: "the server’s answer to `EHLO` doesn’t hold STARTTLS; senders that honour MTA-STS refuse this host in `enforce`",
        fix: "Switch STARTTLS on in the mail server; ask again from another network to rule out a firewall",
        bad: "CONNECTED(00000003)\nDidn't find STARTTLS in server response, trying anyway...\nno peer certificate available\n",
        good: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerify return code: 0 (ok)\n" }

    /// No connection came about, so nothing is known of the server. Many networks let nobody but mail servers out to port 25:
    /// then it is no fault of the server.
    TLS132 NO_CONNECTION { Warning, 8461 "4.2",
        title: "No connection came about",
        message: "no connection came about, so nothing is known of the server’s TLS",
        fix: "Ask again from a machine that may reach port 25, such as a mail server",
        bad: "connect:errno=111\n",
        good: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerify return code: 0 (ok)\n" }

    /// A connection came about, and STARTTLS, but no TLS session. The server may have no certificate, or no version of TLS and
    /// no cipher in common with the one who asked. Most senders fare alike.
    TLS133 NO_CERTIFICATE { Error, 8461 "4.2",
        title: "No TLS session came about",
        message: "the server showed no certificate, so no TLS session came about",
        fix: "Look into the mail server’s log: does it load its certificate and key?",
        bad: "CONNECTED(00000003)\nno peer certificate available\nVerify return code: 0 (ok)\n",
        good: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\nVerify return code: 0 (ok)\n" }

    /// The session uses TLS 1.2 or later, as senders that honour MTA-STS want it.
    TLS140 TLS_VERSION_GOOD { Good, 8461 "7.2",
        title: "TLS 1.2 or later", message: "the session uses {version}",
        fix: "Nothing to be done" }

    /// Mail servers that take part in MTA-STS have to support TLS 1.2 or later. Older versions are switched off in most
    /// senders, which then refuse the host in `enforce`.
    TLS141 TLS_VERSION_OLD { Error, 8461 "7.2",
        title: "The server’s TLS is older than 1.2",
        message: "the session uses {version}, and 1.2 is the least",
        fix: "Switch TLS 1.2 and 1.3 on in the mail server",
        bad: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\n    Protocol  : TLSv1\n",
        good: "CONNECTED(00000003)\ndepth=0 CN = mx1.example.com\n    Protocol  : TLSv1.2\n" }
}
