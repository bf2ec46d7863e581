//! What the tools of the DNS print.

use super::*;

#[test]
fn answers_of_dig_are_read() {
    let answer = |question: &str, rest: &str| dig("NOERROR", question, &format!(";; ANSWER SECTION:\n{rest}\n"));
    let soa = ";; AUTHORITY SECTION:\nexample.com.\t900\tIN\tSOA\tns.example.com. h.example.com. 1 2 3 4 5\n";
    for (text, pieces, codes) in [
        (
            answer(
                "_mta-sts.example.com.\t\tIN\tTXT",
                "_mta-sts.example.com.\t300 IN\tTXT\t\"v=STSv1; \" \"id=2026\"",
            ),
            &["DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid"][..],
            &[][..],
        ),
        (
            answer(
                "_mta-sts.example.com.\tIN\tTXT",
                "_mta-sts.example.com. 300 IN CNAME sts.example.net.\nsts.example.net. 60 IN TXT \"v=STSv1; id=1\"",
            ),
            &[
                "DnsAnswer: an alias: `_mta-sts.example.com` stands for `sts.example.net`",
                "DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid",
            ],
            &[],
        ),
        (
            answer(
                "_mta-sts.example.com.\tIN\tTXT",
                "_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=1\"\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=2\"",
            ),
            &["DnsAnswer: 2\u{a0}MTA-STS records at `_mta-sts.example.com`"],
            &["STS143"],
        ),
        (
            answer("example.com.\tIN\tMX", "example.com. 300 IN MX 10 mx1.example.com."),
            &["DnsAnswer: 1\u{a0}MX host of `example.com`"],
            &[],
        ),
        (
            answer("example.com.\tIN\tTXT", "example.com. 300 IN TXT \"v=spf1 -all\""),
            &["DnsAnswer: a DNS answer, nothing of MTA-STS in it"],
            &[],
        ),
        (
            dig("NXDOMAIN", "_mta-sts.example.com.\tIN\tTXT", soa),
            &["DnsAnswer: a DNS answer without records: _mta-sts.example.com TXT, the name doesn’t exist"],
            &["STS142"],
        ),
        (
            dig("NOERROR", "_smtp._tls.example.com.\tIN\tTXT", soa),
            &["DnsAnswer: a DNS answer without records: _smtp._tls.example.com TXT, the name has no such record"],
            &["RPT101"],
        ),
        (
            dig("NXDOMAIN", "example.com.\tIN\tMX", soa),
            &["DnsAnswer: a DNS answer without records: example.com MX, the name doesn’t exist"],
            &["DNS110"],
        ),
        (
            dig("SERVFAIL", "_mta-sts.example.com.\tIN\tTXT", "; EDE: 9 (DNSKEY Missing): (no DNSKEY)\n"),
            &["DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT"],
            &["DNS103"],
        ),
        (
            dig("REFUSED", "_mta-sts.example.com.\tIN\tTXT", ""),
            &["DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT"],
            &["DNS102"],
        ),
        (
            "; <<>> DiG 9.18 <<>> TXT _mta-sts.example.com\n;; global options: +cmd\n;; connection timed out; no servers could be reached\n".into(),
            &["DnsAnswer: a look-up that failed: nothing is known of this name"],
            &["DNS102"],
        ),
    ] {
        let (said, found) = said(&text);
        assert_eq!(said, pieces, "{text}");
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn what_is_missing_or_withheld_is_not_absent() {
    let sts = "_mta-sts.example.com.\tIN\tTXT";
    let unknown = "DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT";
    let record = "DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid";
    let row = ";; ANSWER SECTION:\n_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=1\"\n";
    let more = |text: String, count: usize| text.replace("ANSWER: 0", &format!("ANSWER: {count}"));
    for (text, pieces, codes) in [
        // The header and the question were copied, and the answer wasn't.
        (more(dig("NOERROR", sts, ""), 1), &[unknown][..], &["DNS104"][..]),
        (more(dig("NXDOMAIN", sts, ""), 1), &[unknown], &["DNS104"]),
        // One of two rows.
        (
            dig("NOERROR", sts, row).replace("ANSWER: 1", "ANSWER: 2"),
            &[record],
            &["DNS104"],
        ),
        // kdig writes semicolons.
        (
            ";; ->>HEADER<<- opcode: QUERY; status: NOERROR; id: 1\n;; Flags: qr rd ra; QUERY: 1; ANSWER: 1; AUTHORITY: 0; ADDITIONAL: 0\n\n;; QUESTION SECTION:\n;; _mta-sts.example.com. IN TXT\n".into(),
            &["DnsAnswer: a look-up that failed: nothing is known of this name"],
            &["DNS104"],
        ),
        // More than is stated, as where lines were wrapped.
        (
            dig("NOERROR", sts, row).replace("ANSWER: 1", "ANSWER: 0"),
            &[record],
            &[],
        ),
        // RFC 8914 §4.16: the resolver blocks the name.
        (
            dig("NXDOMAIN", sts, "; EDE: 15 (Blocked): (by order)\n"),
            &[unknown],
            &["DNS102"],
        ),
        (dig("NOERROR", sts, "; EDE: 17 (Filtered)\n"), &[unknown], &["DNS102"]),
    ] {
        let (said, found) = said(&text);
        assert_eq!(said, pieces, "{text}");
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn absence_is_that_of_the_type_that_was_asked_for() {
    let nothing = "DnsAnswer: a DNS answer, nothing of MTA-STS in it";
    let absent = |name: &str, rtype: &str| {
        format!("DnsAnswer: a DNS answer without records: {name} {rtype}, the name has no such record")
    };
    let sts = |rtype: &str| absent("_mta-sts.example.com", rtype);
    let (a, txt, mx) = (sts("A"), sts("TXT"), absent("example.com", "MX"));
    let rpt = absent("_smtp._tls.example.com", "TXT");
    table(&[
        // Both ask for addresses where no type is named.
        ("_mta-sts.example.com has no A record\n", &[&a], &[]),
        ("*** Can't find _mta-sts.example.com: No answer\n", &[nothing], &[]),
        (
            "*** No address (A) records available for _mta-sts.example.com\n",
            &[&a],
            &[],
        ),
        (
            "Resolve-DnsName : _mta-sts.example.com : No records found for given DNS query\n",
            &[nothing],
            &[],
        ),
        (
            "$ nslookup _mta-sts.example.com\n*** Can't find _mta-sts.example.com: No answer\n",
            &[&a],
            &[],
        ),
        // The type is said, or was asked for.
        ("_mta-sts.example.com has no TXT record\n", &[&txt], &["STS142"]),
        (
            "*** No text (TXT) records available for _mta-sts.example.com\n",
            &[&txt],
            &["STS142"],
        ),
        (
            "$ nslookup -type=TXT _mta-sts.example.com\n*** Can't find _mta-sts.example.com: No answer\n",
            &[&txt],
            &["STS142"],
        ),
        ("example.com has no MX record\n", &[&mx], &[]),
        // Several, one after the other.
        (
            "_mta-sts.example.com has no A record\n_mta-sts.example.com has no TXT record\n_smtp._tls.example.com has no TXT record\n",
            &[&a, &txt, &rpt],
            &["STS142", "RPT101"],
        ),
    ]);
}

#[test]
fn several_answers_and_what_follows_them_are_told_apart() {
    let mx = dig(
        "NOERROR",
        "example.com.\tIN\tMX",
        ";; ANSWER SECTION:\nexample.com. 300 IN MX 10 mx1.example.com.\n",
    );
    let failed = dig("SERVFAIL", "_mta-sts.example.com.\tIN\tTXT", "");
    let text = format!(
        "{mx}{failed}\n_smtp._tls IN TXT \"v=TLSRPTv1; rua=mailto:a@example.org\"\n\nversion: STSv1\nmode: none\nmax_age: 86400\n"
    );
    let (pieces, codes) = said(&text);
    assert_eq!(
        pieces,
        [
            "DnsAnswer: 1\u{a0}MX host of `example.com`",
            "DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT",
            "ZoneLines: a TLS reporting record at `_smtp._tls` of the zone, valid",
            "Policy: an MTA-STS policy, valid by itself",
        ]
    );
    assert_eq!(codes, ["DNS102", "ZON108"]);
}

#[test]
fn answers_of_nslookup_and_host_are_read() {
    let record = "DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid";
    let absent = "DnsAnswer: a DNS answer without records: _mta-sts.example.com TXT, the name doesn’t exist";
    let failed = "DnsAnswer: a look-up that failed: nothing is known of _mta-sts.example.com TXT";
    let mx = "DnsAnswer: 2\u{a0}MX hosts of `example.com`";
    table(&[
        (
            "Server:\t\t127.0.0.53\nAddress:\t127.0.0.53#53\n\nNon-authoritative answer:\n_mta-sts.example.com\ttext = \"v=STSv1; id=1\"\n\nAuthoritative answers can be found from:\n",
            &[record],
            &[],
        ),
        (
            "Server:  dns.google\r\nAddress:  8.8.8.8\r\n\r\nNon-authoritative answer:\r\n_mta-sts.example.com\ttext =\r\n\r\n\t\"v=STSv1; \"\r\n\t\"id=1\"\r\n",
            &[record],
            &[],
        ),
        (
            "example.com\tmail exchanger = 10 mx1.example.com.\nexample.com\tmail exchanger = 20 mx2.example.com.\n",
            &[mx],
            &[],
        ),
        (
            "example.com\tMX preference = 10, mail exchanger = mx1.example.com\nexample.com\tMX preference = 20, mail exchanger = mx2.example.com\n",
            &[mx],
            &[],
        ),
        (
            "example.com mail is handled by 10 mx1.example.com.\nexample.com mail is handled by 20 mx2.example.com.\n",
            &[mx],
            &[],
        ),
        (
            "Host _mta-sts.example.com not found: 3(NXDOMAIN)\n",
            &[absent],
            &["STS142"],
        ),
        (
            "$ host -t txt _mta-sts.example.com\nHost _mta-sts.example.com not found: 3(NXDOMAIN)\n$ ",
            &[absent],
            &["STS142"],
        ),
        (
            "Host _mta-sts.example.com not found: 2(SERVFAIL)\n",
            &[failed],
            &["DNS102"],
        ),
        (
            "** server can't find _mta-sts.example.com: NXDOMAIN\n",
            &[absent],
            &["STS142"],
        ),
        (
            "*** UnKnown can't find _mta-sts.example.com: Non-existent domain\n",
            &[absent],
            &["STS142"],
        ),
        (
            "** server can't find _mta-sts.example.com: SERVFAIL\n",
            &[failed],
            &["DNS102"],
        ),
        (
            "*** Request to dns.google timed-out\n",
            &["DnsAnswer: a look-up that failed: nothing is known of this name"],
            &["DNS102"],
        ),
        (
            "> nslookup -type=TXT _mta-sts.example.com\nDNS request timed out.\n    timeout was 2 seconds.\n",
            &[failed],
            &["DNS102"],
        ),
        (
            "_mta-sts.example.com descriptive text \"v=STSv1; id=1\"\n",
            &[record],
            &[],
        ),
        (
            "_mta-sts.example.com\tcanonical name = _mta-sts.example.net.\n_mta-sts.example.net\ttext = \"v=STSv1; id=1\"\n",
            &[
                "DnsAnswer: an alias: `_mta-sts.example.com` stands for `_mta-sts.example.net`",
                record,
            ],
            &[],
        ),
    ]);
}

#[test]
fn answers_of_powershell_are_read() {
    let head = "Name                  Type   TTL   Section    Strings\n----                  ----   ---   -------    -------\n";
    let record = "DnsAnswer: an MTA-STS record at `_mta-sts.example.com`, valid";
    table(&[
        (
            &format!("\n{head}_mta-sts.example.com  TXT    300   Answer     {{v=STSv1; id=1}}\n\n"),
            &[record],
            &[],
        ),
        (
            &format!("{head}_mta-sts.example.com  TXT    300   Answer     {{v=STSv1; id=20261...\n"),
            &["DnsAnswer: a DNS answer, nothing of MTA-STS in it"],
            &["ZON111"],
        ),
        (
            "Name         : example.com\nQueryType    : MX\nTTL          : 599\nSection      : Answer\nNameExchange : mx1.example.com\nPreference   : 10\n\n\nName       : mx1.example.com\nQueryType  : A\nTTL        : 9\nSection    : Additional\nIP4Address : 192.0.2.1\n",
            &["DnsAnswer: 1\u{a0}MX host of `example.com`"],
            &[],
        ),
        (
            "Name      : _mta-sts.example.com\nQueryType : TXT\nTTL       : 3599\nSection   : Answer\nStrings   : {v=STSv1; id=1}\n",
            &[record],
            &[],
        ),
        (
            "Name                  Type   TTL   Section    NameExchange     Preference\n----   ----   ---   -------    ---  ---\nexample.com  MX    300   Answer     mx1.example.com  10\n",
            &["DnsAnswer: 1\u{a0}MX host of `example.com`"],
            &[],
        ),
        (
            "PS C:\\> Resolve-DnsName -Type TXT _mta-sts.example.com\nResolve-DnsName : _mta-sts.example.com : DNS name does not exist\nAt line:1 char:1\n+ Resolve-DnsName -Type TXT _mta-sts.example.com\n",
            &["DnsAnswer: a DNS answer without records: _mta-sts.example.com TXT, the name doesn’t exist"],
            &["STS142"],
        ),
        (
            "Resolve-DnsName: _smtp._tls.example.com : This operation returned because the timeout period expired\n",
            &["DnsAnswer: a look-up that failed: nothing is known of _smtp._tls.example.com TXT"],
            &["DNS102"],
        ),
    ]);
}
