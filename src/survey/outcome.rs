//! What came back, in words, for the request list.

use super::facts::{BODY_LIMIT, PolicyRead, ProbeReport, Question, Reply};
use super::ledger::State;
use super::schedule::Ended;
use crate::dns::{Answer, End, Failure, Lookup};
use crate::later;
use crate::text;
use crate::words::plain;

/// How a request stands after this reply, and what came back, in words.
#[must_use]
pub fn of(question: &Question, reply: &Reply) -> (State, String) {
    match reply {
        Reply::Dns(Lookup::Answer(answer)) => (State::Answered, answered(question, answer)),
        Reply::Dns(Lookup::Failed(failure)) => failed(failure),
        Reply::Policy(PolicyRead::Readable {
            status,
            content_type,
            redirected,
            body,
            cut,
            ..
        }) => {
            let media_type = content_type
                .as_deref()
                .map_or_else(|| "no Content-Type".to_owned(), |value| text::show(value.as_bytes()));
            // Judged by the rest anyway.
            let moved = *status / 100 == 3 && body.is_empty();
            let odd = (*cut || *redirected || moved) && later::rest().is_some();
            let redirected = if odd && *redirected { ", after a redirect" } else { "" };
            let size = if odd && *cut {
                format!("over {BODY_LIMIT} bytes, the rest was not read")
            } else if odd && moved {
                // Outside of browsers nobody reads what comes with a redirect.
                "no body read".to_owned()
            } else {
                plain(body.len(), "byte")
            };
            (
                State::Answered,
                format!("status {status}, {media_type}, {size}{redirected}"),
            )
        }
        Reply::Policy(PolicyRead::Refused) => (State::Refused, REFUSED.to_owned()),
        Reply::Policy(PolicyRead::TimedOut) => (State::TimedOut, TIMED_OUT.to_owned()),
        Reply::Policy(PolicyRead::Unfetched(obstacle)) if obstacle.is_late() => (State::TimedOut, obstacle.words("")),
        Reply::Policy(PolicyRead::Unfetched(obstacle)) => (State::Refused, obstacle.words("")),
        Reply::Probe(report) => fetched(*report),
    }
}

/// How the two requests of the probes stand: the opaque fetch, then the one for the status.
#[must_use]
pub fn of_probes(report: ProbeReport) -> [(State, String); 2] {
    let loaded = match report.loaded {
        Some(true) => (State::Answered, "it loads".to_owned()),
        Some(false) => (State::Refused, "it doesn’t load".to_owned()),
        None => not_seen(report),
    };
    [fetched(report), loaded]
}

impl Ended {
    /// What a reply means for the schedule.
    #[must_use]
    pub const fn of(reply: &Reply) -> Self {
        let Reply::Dns(Lookup::Failed(failure)) = reply else {
            return Self::Answered;
        };
        match failure {
            Failure::Status { status: 429, .. } => Self::Barred,
            Failure::ServFail { .. } | Failure::Refused { .. } | Failure::Rcode { .. } | Failure::Truncated => {
                Self::Failed
            }
            Failure::Unreachable
            | Failure::TimedOut
            | Failure::Status { .. }
            | Failure::NotJson { .. }
            | Failure::Filtered
            | Failure::TooLarge
            | Failure::Unfit => Self::Fault,
        }
    }
}

const REFUSED: &str = "no answer that a page may read: closed to pages, no trusted TLS, or not reached";
const TIMED_OUT: &str = "no answer in time";

fn answered(question: &Question, answer: &Answer) -> String {
    let Question::Dns { name, rtype } = question else {
        return String::new();
    };
    let resolved = answer.resolve(name.as_str(), *rtype);
    let what = match &resolved.end {
        End::Records(rows) => {
            let ttl = rows.iter().map(|row| row.ttl).min().unwrap_or_default();
            format!("{}, TTL {ttl}", plain(rows.len(), "record"))
        }
        End::NoData => "no such record".to_owned(),
        End::NxDomain => "no such name".to_owned(),
        End::Loop => "the aliases lead round in a circle".to_owned(),
    };
    let alias = resolved.chain.last().map_or_else(String::new, |target| {
        format!("alias of {}: ", text::show(target.as_bytes()))
    });
    let signed = if answer.signed { ", signed" } else { "" };
    format!("{alias}{what}{signed}")
}

fn failed(failure: &Failure) -> (State, String) {
    let state = match failure {
        Failure::TimedOut => State::TimedOut,
        _ => State::Refused,
    };
    (state, failure.words())
}

fn fetched(report: ProbeReport) -> (State, String) {
    if report.left_host {
        return (State::Refused, "it redirects to another host".to_owned());
    }
    match report.fetched {
        Some(true) => (
            State::Answered,
            "answered over trusted TLS; the answer is not shown to pages".to_owned(),
        ),
        Some(false) => (State::Refused, "no answer over trusted TLS".to_owned()),
        None => not_seen(report),
    }
}

fn not_seen(report: ProbeReport) -> (State, String) {
    let words = if report.ran {
        TIMED_OUT
    } else {
        "the probe didn’t run"
    };
    (State::TimedOut, words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Data, Name, Row, Rtype};

    fn question() -> Question {
        Question::Dns {
            name: Name::parse("a.test").unwrap(),
            rtype: Rtype::TXT,
        }
    }

    fn row(owner: &str, ttl: u32, data: Data) -> Row {
        let rtype = if matches!(data, Data::Cname { .. }) {
            Rtype::CNAME
        } else {
            Rtype::TXT
        };
        Row {
            owner: owner.into(),
            ttl,
            rtype,
            data,
        }
    }

    fn txt() -> Data {
        Data::Txt {
            text: b"x".to_vec(),
            strings: None,
        }
    }

    fn dns(lookup: Lookup) -> (State, String) {
        of(&question(), &Reply::Dns(lookup))
    }

    #[test]
    fn answers_are_counted() {
        let answer = |rows: Vec<Row>, nxdomain, signed| {
            let answer = Answer {
                nxdomain,
                signed,
                rows,
                ..Answer::default()
            };
            dns(Lookup::Answer(answer)).1
        };
        let alias = || {
            row(
                "a.test",
                5,
                Data::Cname {
                    target: "b\u{202e}.test".into(),
                },
            )
        };
        for (rows, nxdomain, signed, words) in [
            (
                vec![row("a.test", 300, txt()), row("a.test", 60, txt())],
                false,
                false,
                "2 records, TTL 60",
            ),
            (vec![row("a.test", 9, txt())], false, true, "1 record, TTL 9, signed"),
            (vec![], false, false, "no such record"),
            (vec![], true, false, "no such name"),
            (vec![alias()], false, false, "alias of b‹U+202E›.test: no such record"),
        ] {
            assert_eq!(answer(rows, nxdomain, signed), words);
        }
    }

    #[test]
    fn failures_say_why_and_what_they_mean_for_the_resolver() {
        let status = |status| Failure::Status {
            status,
            body: String::new(),
            retry_after: None,
        };
        let servfail = Failure::ServFail {
            comments: vec![],
            ede: vec![],
        };
        for (failure, state, ended) in [
            (Failure::TimedOut, State::TimedOut, Ended::Fault),
            (Failure::Unreachable, State::Refused, Ended::Fault),
            (status(429), State::Refused, Ended::Barred),
            (status(502), State::Refused, Ended::Fault),
            (servfail, State::Refused, Ended::Failed),
            (Failure::Truncated, State::Refused, Ended::Failed),
        ] {
            let words = failure.words();
            let reply = Reply::Dns(Lookup::Failed(failure));
            assert_eq!(Ended::of(&reply), ended, "{words}");
            assert_eq!(of(&question(), &reply), (state, words));
        }
        assert_eq!(Ended::of(&Reply::Policy(PolicyRead::TimedOut)), Ended::Answered);
    }

    #[test]
    fn a_policy_is_described_by_its_answer() {
        let read = |cut, redirected| {
            let read = PolicyRead::Readable {
                status: 200,
                content_type: Some("text/plain".into()),
                redirected,
                url: String::new(),
                body: b"x".to_vec(),
                cut,
            };
            of(&Question::Policy, &Reply::Policy(read)).1
        };
        assert_eq!(read(false, false), "status 200, text/plain, 1 byte");
        assert_eq!(
            read(true, true),
            "status 200, text/plain, over 65536 bytes, the rest was not read, after a redirect"
        );
    }

    #[test]
    fn both_probes_are_described() {
        let words = |report: ProbeReport| of_probes(report).map(|(state, _)| state);
        let ran = ProbeReport {
            ran: true,
            ..ProbeReport::default()
        };
        let seen = |fetched, left_host, loaded| ProbeReport {
            fetched: Some(fetched),
            left_host,
            loaded: Some(loaded),
            ..ran
        };
        assert_eq!(words(seen(true, false, false)), [State::Answered, State::Refused]);
        assert_eq!(words(seen(false, true, true)), [State::Refused, State::Answered]);
        assert_eq!(words(ran), [State::TimedOut, State::TimedOut]);
        assert_eq!(of_probes(ran)[1].1, "no answer in time");
        assert_eq!(of_probes(ProbeReport::default())[0].1, "the probe didn’t run");
    }
}
