//! What made-up input consists of.

/// Characters of which both grammars are made, and those that are mistaken for them.
#[rustfmt::skip]
pub const SMALL: &[&str] = &[
    "a", "b", "z", "A", "0", "1", "9", "=", ":", ";", ",", ".", "-", "_", "*", "@", "/", "!", "%", "\"", "\\", " ", "\t",
    "\r", "\n", "\0", "\u{a0}", "\u{200b}", "\u{feff}", "\u{2028}", "\u{85}", "ü", "\u{ff1b}", "<", "#",
];

/// Pieces of a record at `_mta-sts`.
#[rustfmt::skip]
pub const RECORD: &[&str] = &[
    "v=STSv1", "v=STSv10", "v=stsv1", "v = STSv1", "id=", "id", "1", "20260101T000000", "; ", ";", " ;", " ", "\t", "x=y",
    "mode: enforce", "\"", "=", "2026-01-01", "a", "-", "_",
];

/// Pieces of a record at `_smtp._tls`.
#[rustfmt::skip]
pub const REPORT: &[&str] = &[
    "v=TLSRPTv1", "v=TLSRPT1", "rua=", "rua", "mailto:", "a@example.com", "https://", "example.com/p", "[2001:db8::1]", ":443",
    "?q=1", "#f", "%2C", ",", ", ", ";", "; ", "!10m", "ruf=", "http:", "user@", "x=y", ".", " ", "\"", "\\;", "<", ">", "ü",
];

/// Pieces of a policy.
#[rustfmt::skip]
pub const POLICY: &[&str] = &[
    "version", "Version", "mode", "mx", "max_age", "x", ": ", ":", " :", "=", "STSv1", "enforce", "testing", "none", "enforced",
    "604800", "31557601", "0", "-1", "mx1.example.com", "*.example.com", "m*.example.com", "example.com.", "10 mx", "https://a/",
    "\n", "\r\n", "\r", "\n\n", " ", "\t", "# note", "\u{feff}", "\u{2028}", "\u{85}", "ü", "{", "<html>", ",", "---",
];

/// Pieces of an answer of DNS over HTTPS.
#[rustfmt::skip]
pub const JSON: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"Status\":", "0", "3", "\"2\"", "\"Answer\":", "\"name\":", "\"example.com.\"", "\"type\":",
    "16", "15", "1", "5", "52", "\"TTL\":", "60", "\"data\":", "\"\\\"v=STSv1; id=1;\\\"\"", "\"10 mx.\"", "\"\\\\# 2 abcd\"",
    "\"Comment\":", "null", "true", "\"AD\":", "-1", "1e9", "\"\\ud800\"", "\\", "\"",
];

/// Pieces of what `curl -i` prints.
#[rustfmt::skip]
pub const CURL: &[&str] = &[
    "HTTP/1.1 200 OK", "HTTP/2 200", "HTTP/1.1 301", "HTTP/1.0 404 Not Found", "\r\n", "\n", "\r\n\r\n", "\n\n",
    "content-type: text/plain", "Content-Type: text/html; charset=utf-8", "Location: https://a/", ": ", "x", " ",
    "version: STSv1", "mode: none", "\u{feff}", "* Connected", "< HTTP/2 200",
];

/// Pieces of what somebody types as a domain.
#[rustfmt::skip]
pub const TYPED: &[&str] = &[
    "example", ".com", ".", "..", "https://", "http:", "//", "mta-sts.", "_mta-sts.", "_smtp._tls.", "/.well-known/mta-sts.txt", "user",
    "@", "<", ">", "\"", " ", "\t", ":443", "?q", "#f", "xn--", "xn--bcher-kva", "bücher", "192.0.2.1", "[", "]", "::1", "1", "*.", ",",
    "\u{200b}", "\u{ff0e}", "-", "_25._tcp.", "localhost", "0x7f",
];

/// Pieces of what is pasted: lines, and what lines are made of.
#[rustfmt::skip]
pub const PASTE: &[&str] = &[
    "\n", "\n\n", "\r\n", " ", "\t", "$ORIGIN example.com.\n", "$TTL 300\n", "@ IN MX 10 mx1\n", "@ IN MX 20 mx2.mail.example.net.\n",
    "_mta-sts.example.com", "_mta-sts", "_smtp._tls", ".", " IN TXT ", "\"v=STSv1; id=20261123;\"", "\"", "(", ")", ";", "\\", "\\;", "\\059",
    "v=STSv1; id=1", "v=STSv1; id=a-b", "v=TLSRPTv1; rua=mailto:a@example.org", "v=TLSRPTv1; rua=a@example.org", "'", "{", "}", ",", ": ",
    "version: STSv1\n", "mode: enforce\n", "mode: testing\n", "mx: mx1.example.com\n", "mx: *.example.net\n", "max_age: 1209600\n", "max_age: x\n",
    "HTTP/2 200\ncontent-type: text/plain\n\n", "HTTP/1.1 301\nlocation: https://a/\n\n", ";; Got answer:\n",
    ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n", ";; QUESTION SECTION:\n;_mta-sts.example.com. IN TXT\n", ";; ANSWER SECTION:\n",
    ";; MSG SIZE  rcvd: 90\n", "example.com. 300 IN MX 10 mx1.example.com.\n", "_mta-sts.example.com. 60 IN CNAME sts.example.net.\n",
    "_mta-sts.example.com\ttext = \"v=STSv1; id=1\"\n", "_mta-sts.example.com\ttext =\n", "** server can't find _mta-sts.example.com: NXDOMAIN\n",
    "Name : _mta-sts.example.com\nType : TXT\nSection : Answer\nStrings : {v=STSv1; id=1}\n", "_mta-sts.example.com TXT 300 Answer {v=STSv1; id=1}\n",
    "'_mta-sts.example.com:v=STSv1;\\040id=1:60\n", "  value: v=STSv1\\; id=1\n", "TXT(\"_mta-sts\", \"v=STSv1; id=a-b\"),\n", "{\"a\": \"v=STSv1; id=1\"}\n",
    "$ dig +short TXT _mta-sts.example.com\n", "10 mx1.example.com.\n", "example.com", "hello ",
];
