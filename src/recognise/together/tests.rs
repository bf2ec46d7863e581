//! What fits what, from texts.

use super::super::{Pasted, recognise};
use super::*;

fn paste(text: &str) -> Pasted {
    recognise(text.as_bytes(), None, 1_795_444_320, &|text| Some(text.to_owned()))
}

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 1209600\n";

/// The lines of what fits, each with the beginning of its severity.
fn fits(pasted: &Pasted) -> Vec<String> {
    let line = |fit: &Fit| format!("{:?}: {}", fit.severity, fit.words).replace('\u{a0}', " ");
    pasted.together.fits.iter().map(line).collect()
}

fn codes(pasted: &Pasted) -> Vec<&'static str> {
    let bad = pasted
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Good);
    bad.map(|finding| finding.rule.code).collect()
}

#[test]
fn hosts_records_and_policies_are_held_against_each_other() {
    let no_report = "Unseen: No TLS reporting record among it: not judged, it may be elsewhere";
    let no_record = "Unseen: No MTA-STS record among it: not judged, it may be elsewhere";
    let mx = |hosts: &str| format!("$ORIGIN example.com.\n{hosts}\n\n{POLICY}");
    for (text, expected, found) in [
        (
            mx("@ MX 10 mx1"),
            &["Good: MX hosts and policy: the host is covered", no_record, no_report][..],
            &["STS307"][..],
        ),
        (
            mx(
                "@ MX 10 mx1\n@ MX 20 a.example.net.\n_mta-sts TXT \"v=STSv1; id=7\"\n_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@example.org\"",
            ),
            &[
                "Good: MX hosts and policy: both hosts are covered",
                "Good: Record and policy: id `7` announces the policy",
            ],
            &[],
        ),
        (
            mx("@ MX 10 other.example.org."),
            &[
                "Error: MX hosts and policy: 1 of 1 host not covered",
                no_record,
                no_report,
            ],
            &["STS307", "STS307", "STS301"],
        ),
        (
            mx("@ MX 10 mx1\n@ MX 20 x\n_mta-sts TXT \"v=STSv1; id=a-b\""),
            &[
                "Error: MX hosts and policy: 1 of 2 hosts not covered",
                "Error: Record and policy: the record isn’t valid, so senders ignore the policy",
                no_report,
            ],
            &["STS124", "STS307", "STS301"],
        ),
        (
            format!("@ MX 10 mx1\n\n{POLICY}"),
            &[
                "Unseen: MX hosts and policy: not held against each other, as the hosts aren’t whole names",
                no_record,
                no_report,
            ],
            &["ZON108"],
        ),
        (
            format!("v=STSv1; id=1\n\n{POLICY}"),
            &[
                "Unseen: No MX hosts among it: not judged whether the policy covers them",
                "Good: Record and policy: id `1` announces the policy",
                no_report,
            ],
            &[],
        ),
        (
            "example.com. MX 10 mx1.example.com.\n\nHTTP/2 404\n\n".into(),
            &[],
            &["STS404"],
        ),
        (
            format!("10 mx1.example.com.\n20 mx2.example.com.\n\n{POLICY}").replace("enforce", "testing"),
            &[
                "Warning: MX hosts and policy: 1 of 2 hosts not covered",
                no_record,
                no_report,
            ],
            &["STS307", "STS301"],
        ),
        (
            "example.com. MX 0 .\nexample.com. MX 10 192.0.2.1\n".into(),
            &[],
            &["STS309", "STS312"],
        ),
    ] {
        let pasted = paste(&text);
        assert_eq!(fits(&pasted), expected, "{text}");
        assert_eq!(codes(&pasted), found, "{text}");
    }
}

#[test]
fn what_was_looked_up_and_is_not_there_is_told_from_what_is_not_known() {
    let ask = |name: &str, how: &str| format!("** server can't find {name}: {how}\n\n");
    for (record, report, expected) in [
        (
            "NXDOMAIN",
            "NXDOMAIN",
            [
                "Error: Record and policy: there is no record, so nobody looks for the policy",
                "Warning: There is no TLS reporting record: nobody tells you about refused mail",
            ],
        ),
        (
            "SERVFAIL",
            "SERVFAIL",
            [
                "Unseen: The look-up of the MTA-STS record failed: not judged",
                "Unseen: The look-up of the TLS reporting record failed: not judged",
            ],
        ),
    ] {
        let asked = [ask("_mta-sts.a.example", record), ask("_smtp._tls.a.example", report)].concat();
        let asked = asked.replacen("\n\n", "\n\n$ nslookup -type=TXT _smtp._tls.a.example\n", 1);
        let pasted = paste(&format!("a.example. MX 10 mx1.example.com.\n\n{asked}{POLICY}"));
        let fits = fits(&pasted);
        assert_eq!(&fits[1..], expected, "{asked}");
    }
}

#[test]
fn a_policy_is_held_against_its_own_domain() {
    let zones = "a.example. MX 10 mx1.example.com.\nb.example. MX 10 x.example.org.\n";
    let several = paste(&format!("{zones}\n{POLICY}"));
    assert_eq!(several.together.domain, None);
    assert!(
        fits(&several).iter().all(|line| line.starts_with("Unseen")),
        "{:?}",
        fits(&several)
    );
    // A record, a domain, or the address of the policy says which it is of.
    for beside in [
        "_mta-sts.a.example. TXT \"v=STSv1; id=1\"\n",
        "\na.example\n\n",
        "\n$ curl -i https://mta-sts.a.example/.well-known/mta-sts.txt\nHTTP/2 200\ncontent-type: text/plain\n\n",
    ] {
        let pasted = if beside.contains("curl") {
            paste(&format!("{zones}{beside}{POLICY}"))
        } else {
            paste(&format!("{zones}{beside}\n{POLICY}"))
        };
        assert_eq!(pasted.together.domain.as_deref(), Some("a.example"), "{beside}");
        assert!(
            fits(&pasted).contains(&"Good: MX hosts and policy: the host is covered".into()),
            "{:?}",
            fits(&pasted)
        );
    }
}

#[test]
fn lines_are_offered_in_the_way_of_the_policy() {
    let mend = |text: &str, code: &str| {
        let pasted = paste(text);
        let finding = pasted.findings.iter().find(|finding| finding.rule.code == code);
        let fix = finding.and_then(|finding| finding.fix.clone()).expect(text);
        String::from_utf8(fix.apply(text.as_bytes())).unwrap()
    };
    let crlf = format!(
        "a.example. MX 10 x.example.org.\r\n\r\n{}",
        POLICY.replace('\n', "\r\n")
    );
    assert!(mend(&crlf, "STS301").contains("mx: *.example.net\r\nmx: x.example.org\r\nmax_age"));
    let near = format!("a.example. MX 10 mx1.exampel.com.\n\n{POLICY}");
    assert!(mend(&near, "STS305").contains("mx: mx1.exampel.com\nmx: *.example.net"));
    // Another host needs the wildcard as it is.
    let shallow = format!("a.example. MX 10 a.b.example.net.\na.example. MX 10 b.example.net.\n\n{POLICY}");
    assert!(mend(&shallow, "STS303").contains("mx: *.example.net\nmx: a.b.example.net\n"));
    let deep = format!("a.example. MX 10 a.b.c.example.net.\n\n{POLICY}");
    assert!(mend(&deep, "STS303").contains("mx: *.example.net\nmx: a.b.c.example.net\n"));
    let last = "a.example. MX 10 b.example.\n\nversion: STSv1\nmode: enforce\nmax_age: 86400\nmx: c.example";
    assert!(mend(last, "STS301").ends_with("mx: c.example\nmx: b.example"));
}
