//! What `curl` really prints, and texts that only look like it.

use super::super::super::tests::paste;
use crate::recognise::Reading;

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 1209600\n";

/// Written by curl 7.88.1 to a file, the host aside.
const HEAD: &str = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0*   Trying 192.0.2.80:80...\n* Connected to mta-sts.example.com (192.0.2.80) port 80 (#0)\n> GET /.well-known/mta-sts.txt HTTP/1.1\r\n> Host: mta-sts.example.com\r\n> User-Agent: curl/7.88.1\r\n> Accept: */*\r\n> \r\n< HTTP/1.1 200 OK\r\n< content-type: text/plain\r\n< Transfer-Encoding: chunked\r\n< \r\n{ [77 bytes data]\n\r100    66    0    66    0     0  29307      0 --:--:-- --:--:-- --:--:-- 33000\n* Connection #0 to host mta-sts.example.com left intact\n";
const PLAIN: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n";

/// What `curl -v` shows before the body.
const VERBOSE: &str = "*   Trying 192.0.2.80:443...\n* ALPN: offers h2\n> GET /.well-known/mta-sts.txt HTTP/2\n> Host: mta-sts.example.com\n> \n< HTTP/2 200 \n< content-type: text/plain\n< \n";
const DOUBLED: &str = "*   Trying 192.0.2.80:443...\n> GET /.well-known/mta-sts.txt HTTP/2\n> Host: mta-sts.example.com\n> \n< HTTP/2 200 \r\nHTTP/2 200 \r\n< content-type: text/plain\r\ncontent-type: text/plain\r\n< \r\n\r\n";

/// The modes of the policies that are valid, and the faults.
fn told(text: &str) -> (Vec<bool>, Vec<&'static str>) {
    let pasted = paste(text);
    let valid = pasted.pieces.iter().filter_map(|piece| match &piece.reading {
        Reading::Policy { policy, .. } => Some(policy.effective.is_some()),
        _ => None,
    });
    let faults = pasted.findings.iter().map(|finding| finding.rule.code);
    (
        valid.collect(),
        faults
            .filter(|code| ["STS220", "STS223", "STS205"].contains(code))
            .collect(),
    )
}

#[test]
fn a_good_policy_stays_one_in_all_that_curl_prints() {
    let closed = "* Connection #0 to host mta-sts.example.com left intact\n";
    let moved = "> GET /a HTTP/2\n< HTTP/2 301 \n< location: /b\n< \n* Ignoring the response-body\n* Issue another request to this URL\n";
    let proxy =
        "> CONNECT mta-sts.example.com:443 HTTP/1.1\n< HTTP/1.1 200 Connection established\n< \n* Proxy replied 200\n";
    let progress = "  % Total    % Received\n\r100    66    0 --:--:-- --:--:-- 33000\n";
    for (text, count) in [
        (format!("{HEAD}{POLICY}"), 1),
        (format!("{HEAD}{PLAIN}{POLICY}"), 1),
        (format!("{VERBOSE}{POLICY}{closed}"), 1),
        (format!("{DOUBLED}{POLICY}{closed}"), 1),
        (format!("{moved}{VERBOSE}{POLICY}"), 1),
        (format!("{proxy}{VERBOSE}{POLICY}"), 1),
        (
            format!(
                "$ curl -v https://mta-sts.example.com/.well-known/mta-sts.txt\n{VERBOSE}{POLICY}{closed}$ curl -v https://mta-sts.example.com/.well-known/mta-sts.txt\n* Host mta-sts.example.com:443 was resolved.\n{VERBOSE}{POLICY}"
            ),
            2,
        ),
        (
            format!("$ curl https://mta-sts.example.com/.well-known/mta-sts.txt\n{progress}{POLICY}"),
            1,
        ),
        (format!("{POLICY}{progress}user@host:~$ \n"), 1),
    ] {
        assert_eq!(told(&text), (vec![true; count], vec![]), "{text}");
    }
}

#[test]
fn what_is_served_is_judged_whole() {
    for line in ["* note\n", "> x\n", "< mode: none\n"] {
        let body = POLICY.replace("mode: enforce\n", &format!("{line}mode: enforce\n"));
        for before in ["", VERBOSE, DOUBLED] {
            assert_eq!(
                told(&format!("{before}{body}")),
                (vec![false], vec!["STS223"]),
                "{before}{body}"
            );
        }
        assert_eq!(told(&format!("{body}\n{VERBOSE}{POLICY}")).0, [false, true], "{line}");
    }
    for line in ["* Closing connection to test\n", "1 --:--:-- 2\n", "{ [5 bytes data]\n"] {
        let body = POLICY.replace("mode: enforce\n", &format!("{line}mode: enforce\n"));
        assert_eq!(told(&body), (vec![false], vec!["STS223"]), "{body}");
    }
    let blank = |head: &str| told(&format!("{head}\n{POLICY}"));
    assert_eq!(blank(VERBOSE), (vec![false], vec!["STS220"]));
    assert_eq!(blank(DOUBLED), (vec![false], vec!["STS220"]));
    assert_eq!(told(&format!("{VERBOSE}> version: STSv1\n")).0, [false]);
}
