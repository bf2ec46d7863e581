//! Bounces and log lines, as programs write them.

use super::super::{Kind, Reading, recognise};
use super::*;

fn read(text: &str) -> (String, Vec<Bounced>, Vec<(&'static str, Severity)>) {
    let pasted = recognise(text.as_bytes(), None, 0, &|text| Some(text.to_owned()));
    let bounces: Vec<_> = pasted
        .pieces
        .iter()
        .filter(|piece| piece.kind == Kind::Bounce)
        .collect();
    assert_eq!(bounces.len(), 1, "{text} {:?}", pasted.pieces);
    let Reading::Bounce(all) = &bounces[0].reading else {
        panic!("{text}")
    };
    let codes = pasted
        .findings
        .iter()
        .map(|finding| (finding.rule.code, finding.severity))
        .collect();
    (bounces[0].what.clone(), all.clone(), codes)
}

/// A text, what it is called, the rule and its severity; code, domain, host and further word.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    Severity,
    [Option<&'static str>; 4],
);

const CASES: &[Case] = &[
    (
        "Delivery has failed to these recipients or groups:\n\nanna@example.com\n\nGenerating server: AM0PR01MB0001.mail.example.ch\n\nRemote server returned '550 5.7.5 Remote\ncertificate failed MTA-STS validation. Reason:\nSubjectMismatch'\n",
        "a bounce from Exchange Online",
        "BNC102",
        Severity::Error,
        [Some("5.7.5"), Some("example.com"), None, Some("SubjectMismatch")],
    ),
    (
        "451 4.4.8 MX hosts of example.com failed MTA-STS validation",
        "a bounce from Exchange Online",
        "BNC101",
        Severity::Warning,
        [Some("4.4.8"), Some("example.com"), None, None],
    ),
    (
        "550 5.4.8 MX hosts of 'example.com' failed MTA-STS validation.",
        "a bounce from Exchange Online",
        "BNC101",
        Severity::Error,
        [Some("5.4.8"), Some("example.com"), None, None],
    ),
    (
        "Reason: [{LED=450 4.7.320 Certificate validation failed [Message=UntrustedRoot] [LastAttemptedServerName=mail.example.com] [LastAttemptedIP=192.0.2.1:25]};{FQDN=mail.example.com}]",
        "a bounce from Exchange Online",
        "BNC102",
        Severity::Warning,
        [Some("4.7.320"), None, Some("mail.example.com"), Some("UntrustedRoot")],
    ),
    (
        "Nov 23 14:32:00 mx postfix/smtp[4711]: 4B1C2: to=<a@example.com>, relay=mx1.example.com[192.0.2.25]:25, delay=1, delays=0/0/1/0, dsn=4.7.5, status=deferred (Server certificate not verified)",
        "a log line of Postfix",
        "BNC102",
        Severity::Warning,
        [Some("4.7.5"), Some("example.com"), Some("mx1.example.com"), None],
    ),
    (
        "Nov 23 14:32:00 mx postfix/smtp[4711]: certificate verification failed for mx1.example.com[192.0.2.25]:25: untrusted issuer /CN=Private",
        "a log line of Postfix",
        "BNC102",
        Severity::Error,
        [
            None,
            None,
            Some("mx1.example.com"),
            Some("untrusted issuer /CN=Private"),
        ],
    ),
    (
        "Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 4.7.4\nDiagnostic-Code: X-Postfix; TLS is required, but was not offered by host\n    mx1.example.com[192.0.2.25]\n",
        "a bounce from Postfix",
        "BNC103",
        Severity::Error,
        [Some("4.7.4"), Some("example.com"), Some("mx1.example.com"), None],
    ),
    (
        "<a@example.com>: mx host mx1.example.com does not match enforced mta-sts policy with hosts mx2.example.com",
        "a bounce or a log line of mox",
        "BNC101",
        Severity::Error,
        [None, Some("example.com"), Some("mx1.example.com"), None],
    ),
    (
        "550 5.7.324 dnssec-invalid: Destination domain returned invalid DNSSEC records",
        "a bounce from Exchange Online",
        "BNC105",
        Severity::Error,
        [Some("5.7.324"), None, None, None],
    ),
    (
        "550 5.7.30 REQUIRETLS support required",
        "a bounce or a log line",
        "BNC107",
        Severity::Error,
        [Some("5.7.30"), None, None, None],
    ),
    (
        "TLS Negotiation failed, the certificate doesn’t match the host.",
        "a bounce from Google",
        "BNC102",
        Severity::Error,
        [None, None, None, None],
    ),
    (
        "status=deferred (TLS is required, but our TLS engine is unavailable)",
        "a bounce from Postfix",
        "BNC106",
        Severity::Warning,
        [None, None, None, None],
    ),
    (
        "Status: 5.7.5\nsomething",
        "a bounce or a log line",
        "BNC109",
        Severity::Note,
        [Some("5.7.5"), None, None, None],
    ),
    (
        "550 5.7.5 rejected by MTA-STS",
        "a bounce or a log line",
        "BNC108",
        Severity::Note,
        [None, None, None, None],
    ),
];

#[test]
fn wordings_are_known_and_what_stands_around_them_is_read() {
    for &(text, what, rule, severity, [code, domain, host, detail]) in CASES {
        let (said, all, codes) = read(text);
        assert_eq!(
            (said.as_str(), codes.as_slice()),
            (what, &[(rule, severity)][..]),
            "{text}"
        );
        let bounced = &all[0];
        if rule != "BNC108" {
            assert_eq!(bounced.code.as_deref(), code, "{text}");
        }
        assert_eq!(
            (bounced.domain.as_deref(), bounced.host.as_deref()),
            (domain, host),
            "{text}"
        );
        assert_eq!(bounced.detail.as_deref(), detail, "{text}");
    }
}

#[test]
fn what_it_comes_to_is_said_in_plain_words() {
    let (_, all, _) =
        read("anna@example.com\n550 5.7.5 Remote certificate failed MTA-STS validation. Reason: SubjectMismatch");
    assert_eq!(
        all[0].plain,
        "The sender’s server had mail for `example.com`, found a TLS policy in force, and refused the mail server since its certificate doesn’t pass: `SubjectMismatch`, no name in it fits the host. It has given up; the mail must be sent again."
    );
    // The person's address stays where it is.
    assert!(!format!("{all:?}").contains("anna"));
    assert!(all[0].look[0].starts_with("Check `example.com`"));
}

#[test]
fn other_texts_are_none() {
    for text in [
        "250 2.0.0 Ok: queued",
        "550 5.1.1 <a@example.com>: user unknown",
        "our certificate was renewed, and TLS works",
        "MTA-STS is a fine thing",
        "version 4.7.5 is out",
    ] {
        let pasted = recognise(text.as_bytes(), None, 0, &|text| Some(text.to_owned()));
        assert!(
            pasted.pieces.iter().all(|piece| piece.kind != Kind::Bounce),
            "{text} {:?}",
            pasted.pieces
        );
    }
}

#[test]
fn entries_are_told_apart() {
    let log = |n: usize, status: &str| {
        format!(
            "Nov 23 14:32:0{n} mx postfix/smtp[471{n}]: 4B1C{n}: to=<a@{n}.example>, relay=mx{n}.example.com[192.0.2.2{n}]:25,\n  delay=1, dsn=4.7.{n}, status={status} (Server certificate not verified)\n"
        )
    };
    let report = |n: usize, action: &str| {
        format!(
            "Final-Recipient: rfc822; a@{n}.example\nAction: {action}\nStatus: 4.7.{n}\nDiagnostic-Code: X-Postfix; TLS is required, but was not offered by host\n    mx{n}.example.com[192.0.2.2{n}]\n\n"
        )
    };
    let bare = |n: usize, status: &str| {
        format!(
            "to=<a@{n}.example>, orig_to=<b@other.example>, relay=mx{n}.example.com[192.0.2.2{n}]:25, dsn=4.7.{n}, status={status} (Server certificate not verified)\n"
        )
    };
    for text in [
        log(1, "bounced") + &log(2, "deferred") + &log(3, "bounced"),
        report(1, "failed") + &report(2, "delayed") + &report(3, "failed"),
        bare(1, "bounced") + &bare(2, "deferred") + &bare(3, "bounced"),
    ] {
        let (_, all, _) = read(&text);
        let found: Vec<_> = all
            .iter()
            .map(|bounced| {
                let words = [&bounced.host, &bounced.domain, &bounced.code].map(|word| word.as_deref().unwrap_or("-"));
                (words.join(" "), bounced.given_up)
            })
            .collect();
        let want = |n: usize, given_up| (format!("mx{n}.example.com {n}.example 4.7.{n}"), Some(given_up));
        assert_eq!(found, [want(1, true), want(2, false), want(3, true)], "{text}");
    }
    // Postfix tells in the next entry what came of it.
    let text = format!(
        "{}{}",
        "postfix/smtp[1]: certificate verification failed for mx1.example.com[192.0.2.25]:25: untrusted issuer /CN=Private\n",
        log(2, "deferred")
    );
    let (_, all, _) = read(&text);
    assert_eq!(
        (all[0].host.as_deref(), all[0].given_up, all[0].domain.as_deref()),
        (Some("mx1.example.com"), Some(false), Some("2.example"))
    );
}

#[test]
fn many_lines_are_bounded() {
    let line = "postfix/smtp[1]: to=<a@example.com>, relay=mx1.example.com[192.0.2.25]:25, dsn=4.7.5, status=deferred (Server certificate not verified)\n";
    let (_, all, _) = read(&line.repeat(1_000));
    assert_eq!(all.len(), MOST);
}

/// What Postfix sends: words for people, then the report for programs.
fn postfix(parts: &[(&str, &str, &str)]) -> String {
    let mut text = "This is the mail system at host mx.sender.example.\n\n".to_owned();
    for (to, ..) in parts {
        text += &format!("<{to}>: delivery temporarily suspended: Server certificate not verified\n\n");
    }
    text += "Reporting-MTA: dns; mx.sender.example\nX-Postfix-Queue-ID: 4B1C2\n\n";
    for (to, action, status) in parts {
        text += &format!(
            "Final-Recipient: rfc822; {to}\nOriginal-Recipient: rfc822;{to}\nAction: {action}\nStatus: {status}\n\
             Diagnostic-Code: X-Postfix; delivery temporarily suspended: Server certificate\n    not verified\n\n"
        );
    }
    text
}

#[test]
fn a_bounce_tells_a_reason_once() {
    use Severity::{Error, Warning};
    for (parts, want) in [
        (
            &[("a@example.com", "delayed", "4.7.5")][..],
            &[("example.com", Warning)][..],
        ),
        (&[("a@example.com", "failed", "4.7.5")], &[("example.com", Error)]),
        (
            &[
                ("a@example.com", "delayed", "4.7.5"),
                ("b@example.com", "delayed", "4.7.5"),
            ],
            &[("example.com", Warning)],
        ),
        (
            &[
                ("a@example.com", "delayed", "4.7.5"),
                ("b@example.net", "failed", "5.7.5"),
            ],
            &[("example.com", Warning), ("example.net", Error)],
        ),
    ] {
        let text = postfix(parts);
        let (what, all, codes) = read(&text);
        assert_eq!(what, "a bounce from Postfix");
        let found: Vec<_> = all
            .iter()
            .zip(&codes)
            .map(|(bounced, (code, severity))| (bounced.domain.as_deref().unwrap_or_default(), *code, *severity))
            .collect();
        let want: Vec<_> = want
            .iter()
            .map(|(domain, severity)| (*domain, "BNC102", *severity))
            .collect();
        assert_eq!(found, want, "{text}");
        assert_eq!(all[0].code.as_deref(), Some(parts[0].2));
        // It is told where a reader meets it first.
        assert!(text[..all[0].span.start].lines().count() <= 3);
    }
}
