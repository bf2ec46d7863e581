//! A request list.

use crate::survey::ledger::{Request, State};

/// A list of requests with one of each state.
pub fn requests() -> Vec<Request> {
    let request = |what: &str, whom: &str, why: &str, start, took, state, outcome: &str| Request {
        what: what.into(),
        url: format!("https://dns.example/resolve?name={what}"),
        whom: whom.into(),
        why: why.into(),
        start,
        took,
        state,
        outcome: outcome.into(),
    };
    vec![
        request(
            "_mta-sts.example.com TXT",
            "Google",
            "the record",
            1,
            Some(38),
            State::Answered,
            "1 record, TTL 3600",
        ),
        request(
            "example.com MX",
            "Cloudflare",
            "mail servers",
            2,
            Some(2_310),
            State::Late,
            "3 hosts",
        ),
        request(
            "example.com MX",
            "Google",
            "mail servers",
            402,
            Some(44),
            State::Answered,
            "3 hosts",
        ),
        request(
            "_smtp._tls.example.com TXT",
            "dns.example.ch",
            "compare",
            3,
            Some(3_000),
            State::TimedOut,
            "no answer within 3 s",
        ),
        request(
            "_25._tcp.mx1.example.com TLSA",
            "Cloudflare",
            "DANE",
            49,
            Some(13),
            State::Refused,
            "turned down: too many requests; again in 20 s",
        ),
        request(
            "/.well-known/mta-sts.txt",
            "mta-sts.example.com",
            "the policy",
            60,
            Some(131),
            State::Answered,
            "200, 89 bytes",
        ),
        request(
            "/.well-known/mta-sts.txt",
            "mta-sts.example.com",
            "is there a redirect?",
            200,
            None,
            State::Running,
            "",
        ),
    ]
}
