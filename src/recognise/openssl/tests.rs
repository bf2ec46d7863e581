//! Outputs of `openssl`, as several versions of it print them.

use super::super::{Beside, Kind, Pasted, Reading, recognise_beside};
use super::*;
use crate::rule::Severity;

/// The certificate of `mx1.example.com` and `*.mail.example.com`, valid from 2 October to 31 December 2026.
pub(super) const PEM: &str = "MIIBkTCCATegAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtFeGFtcGxl\n\
IFIxMTAeFw0yNjEwMDIwNzExMDRaFw0yNjEyMzEwNzExMDNaMBoxGDAWBgNVBAMM\n\
D214MS5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAFtVthD\n\
zB+sCuofqEmhVgf+PSuV92P8q9a/FkbfLW/XPLPdk78/Bzj7hJjYNf4XNZqq/3Or\n\
s+JCl8u96PGlrK6jcjBwMC4GA1UdEQQnMCWCD214MS5leGFtcGxlLmNvbYISKi5t\n\
YWlsLmV4YW1wbGUuY29tMB0GA1UdDgQWBBTS3NqQ+VKdZHX4gmBBZGUOWKq6DTAf\n\
BgNVHSMEGDAWgBSWb4Ylf2yhbOtnXn4vNGRUq5D4QjAKBggqhkjOPQQDAgNIADBF\n\
AiEA5WAeef3DB5RRUDecXIVOgk6AwBdm7I6sW9VSP9w/Nl0CIAp2u0FuZqYSxQGW\n\
ugsWGtcdF/5CZROBnhRh9Muexq5p";

/// 23 November 2026, 14:32 UTC.
const NOW: u64 = 1_795_444_320;

fn paste(text: &str, host: Option<&str>) -> Pasted {
    let beside = Beside {
        choice: None,
        now: NOW,
        to_ascii: &|text| Some(text.to_owned()),
        host,
        domain: None,
    };
    recognise_beside(text.as_bytes(), &beside)
}

fn seen(pasted: &Pasted) -> &Seen {
    let found = pasted.pieces.iter().find_map(|piece| match &piece.reading {
        Reading::Tls(seen) => Some(&**seen),
        _ => None,
    });
    found.expect("output of openssl")
}

/// Codes and the first line of the text that each points at.
fn codes(text: &str, pasted: &Pasted) -> Vec<(&'static str, String)> {
    let place = |finding: &crate::rule::Finding| {
        let span = finding.span.unwrap();
        text[span.start..span.end].lines().next().unwrap_or_default().to_owned()
    };
    pasted
        .findings
        .iter()
        .map(|finding| (finding.rule.code, place(finding)))
        .collect()
}

fn output(before: &str, server: &str, after: &str) -> String {
    format!(
        "depth=1 CN = Example R11\nverify return:1\n{before}CONNECTED(00000003)\n---\nCertificate chain\n{server}---\n{after}---\n250 HELP\nDONE\n"
    )
}

const CHAIN: &str = " 0 s:CN = mx1.example.com
   i:C = US, O = Example Trust, CN = Example R11
   v:NotBefore: Oct  2 07:11:04 2026 GMT; NotAfter: Dec 31 07:11:03 2026 GMT
 1 s:C = US, O = Example Trust, CN = Example R11
   i:C = US, O = Example Trust, CN = Example Root X1
   v:NotBefore: Oct  2 07:11:04 2020 GMT; NotAfter: Dec 31 07:11:03 2030 GMT
";

#[test]
fn a_good_host_is_found_good_in_everything() {
    let before = "depth=0 CN = mx1.example.com\nverify return:1\n";
    let after = format!(
        "Server certificate\n-----BEGIN CERTIFICATE-----\n{PEM}\n-----END CERTIFICATE-----\nsubject=CN = mx1.example.com\n---\nVerification: OK\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\nVerify return code: 0 (ok)\n"
    );
    let text = format!(
        "$ openssl s_client -starttls smtp -connect mx1.example.com:25\n{}",
        output(before, CHAIN, &after)
    );
    let pasted = paste(&text, None);
    assert_eq!(pasted.pieces.len(), 1);
    assert_eq!(pasted.pieces[0].kind, Kind::Openssl);
    let found: Vec<_> = codes(&text, &pasted).into_iter().map(|(code, _)| code).collect();
    assert_eq!(found, ["TLS130", "TLS101", "TLS120", "TLS110", "TLS140"]);
    let seen = seen(&pasted);
    assert_eq!(
        seen.names.as_deref(),
        Some(&["mx1.example.com".to_owned(), "*.mail.example.com".into()][..])
    );
    assert_eq!(
        (seen.sent, seen.protocol.as_deref(), seen.not_after),
        (2, Some("TLSv1.3"), Some(1_798_701_063))
    );
    assert!(seen.shown.iter().all(|line| line.severity == Severity::Good));
}

#[test]
fn the_name_is_held_against_the_host_that_is_meant() {
    let text = format!("-----BEGIN CERTIFICATE-----\n{PEM}\n-----END CERTIFICATE-----\n");
    for (host, code) in [
        (Some("MX1.example.com"), "TLS101"),
        (Some("a.mail.example.com"), "TLS101"),
        (Some("a.b.mail.example.com"), "TLS102"),
        (Some("mail.example.com"), "TLS102"),
        (None, "TLS105"),
    ] {
        let pasted = paste(&text, host);
        assert_eq!(codes(&text, &pasted)[0].0, code, "{host:?}");
    }
    // An MX line beside the output says which host it is.
    let with_mx = format!("{text}\nexample.com. 300 IN MX 10 mx1.example.com.\n");
    assert_eq!(seen(&paste(&with_mx, None)).host.as_deref(), Some("mx1.example.com"));
    let two = format!("{with_mx}example.com. 300 IN MX 20 mx2.example.com.\n");
    assert_eq!(seen(&paste(&two, None)).host, None);
}

#[test]
fn faults_are_told_where_they_stand() {
    let mismatch = "depth=0 CN = mail.example.com\nverify error:num=62:hostname mismatch\nverify return:1\n";
    let cases: [(String, &[(&str, &str)]); 8] = [
        (
            output(mismatch, " 0 s:CN = mail.example.com\n   i:CN = Example R11\n", "Verification error: hostname mismatch\nVerify return code: 62 (hostname mismatch)\n"),
            &[("TLS102", "verify error:num=62:hostname mismatch")],
        ),
        (
            output("depth=0 CN = mx1.example.com\nverify error:num=18:self signed certificate\n", " 0 s:/CN=mx1.example.com\n   i:/CN=mx1.example.com\n", "    Verify return code: 18 (self signed certificate)\n"),
            &[("TLS104", "depth=0 CN = mx1.example.com"), ("TLS121", "verify error:num=18:self signed certificate")],
        ),
        (
            output("depth=0 CN = mx1.example.com\nverify error:num=20:unable to get local issuer certificate\nverify error:num=21:unable to verify the first certificate\n", " 0 s:CN = mx1.example.com\n   i:CN = Example R11\n", ""),
            &[
                ("TLS104", "depth=0 CN = mx1.example.com"),
                ("TLS122", "verify error:num=21:unable to verify the first certificate"),
            ],
        ),
        (
            output("depth=1 CN = Example R11\nverify error:num=10:certificate has expired\n", " 0 s:CN = mx1.example.com\n   i:CN = Example R11\n 1 s:CN = Example R11\n   i:CN = X\n", ""),
            &[
                ("TLS104", "0 s:CN = mx1.example.com"),
                ("TLS124", "verify error:num=10:certificate has expired"),
            ],
        ),
        (
            "CONNECTED(00000003)\nDidn't find STARTTLS in server response, trying anyway...\n---\nno peer certificate available\n---\nVerification: OK\nNew, (NONE), Cipher is (NONE)\nVerify return code: 0 (ok)\n".into(),
            &[("TLS131", "Didn't find STARTTLS in server response, trying anyway...")],
        ),
        (
            "CONNECTED(00000003)\n---\nno peer certificate available\n---\nVerify return code: 0 (ok)\n".into(),
            &[("TLS133", "CONNECTED(00000003)")],
        ),
        (
            "4007AB62787F0000:error:8000006F:system library:BIO_connect:Connection refused:../crypto/bio/bio_sock2.c:117:calling connect()\nconnect:errno=111\n".into(),
            &[("TLS132", "connect:errno=111")],
        ),
        (
            "CONNECTION ESTABLISHED\nProtocol version: TLSv1.1\nPeer certificate: CN = mx1.example.com\nVerification: OK\n".into(),
            &[("TLS104", "Peer certificate: CN = mx1.example.com"), ("TLS141", "Protocol version: TLSv1.1")],
        ),
    ];
    for (text, want) in cases {
        let pasted = paste(&text, Some("mx1.example.com"));
        let mut found = codes(&text, &pasted);
        found.retain(|(code, _)| !["TLS130", "TLS120", "TLS110", "TLS140"].contains(code));
        let found: Vec<_> = found.iter().map(|(code, place)| (*code, place.as_str())).collect();
        assert_eq!(found, want, "{text}");
    }
}

#[test]
fn dates_are_held_against_now() {
    for (from, until, code) in [
        ("Oct  2 07:11:04 2026", "Dec 31 07:11:03 2026", "TLS110"),
        ("Oct  2 07:11:04 2026", "Dec  7 14:32:00 2026", "TLS110"),
        ("Oct  2 07:11:04 2026", "Dec  7 14:31:59 2026", "TLS113"),
        ("Oct  2 07:11:04 2026", "Nov 23 14:31:59 2026", "TLS111"),
        ("Nov 23 14:32:01 2026", "Dec 31 07:11:03 2026", "TLS112"),
    ] {
        let text = format!("notBefore={from} GMT\nnotAfter={until} GMT\n");
        let pasted = paste(&text, Some("mx1.example.com"));
        assert!(
            codes(&text, &pasted).iter().any(|(found, _)| *found == code),
            "{until} {:?}",
            codes(&text, &pasted)
        );
    }
}

#[test]
fn a_chain_is_good_only_where_it_was_checked_to_its_end() {
    let good = |text: &str| {
        let pasted = paste(text, None);
        let has = |name: &str| pasted.findings.iter().any(|finding| finding.rule.name == name);
        assert!(has("CERT_NAME_MISMATCH"), "{text}");
        has("CHAIN_GOOD")
    };
    let mismatch = "depth=0 CN = mail.example.com\nverify error:num=62:hostname mismatch\n";
    let (server, code) = (
        " 0 s:CN = mail.example.com\n   i:CN = Example R11\n",
        "Verify return code: 62 (hostname mismatch)\n",
    );
    // It went on: neither dates nor signatures were wrong.
    let on = format!(
        "{mismatch}verify return:1\ndepth=1 CN = Example R11\nverify return:1\ndepth=0 CN = mail.example.com\nverify return:1\n"
    );
    assert!(good(&output(&on, server, code)));
    // `-verify_return_error` ends it there, and the code alone doesn't tell what else was found.
    assert!(!good(&output(&format!("{mismatch}verify return:0\n"), server, code)));
    assert!(!good(&output("", server, code)));
}
