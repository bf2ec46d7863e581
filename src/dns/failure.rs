//! What a failed look-up is called.

use super::{Ede, Failure};
use crate::text::{beginning, show};

/// How much of what a server says is repeated, in characters.
const SHOWN: usize = 80;

impl Failure {
    /// Why nothing is known, as it ends a sentence: `could not look up … : no answer in time`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Unreachable => {
                "no connection: offline, blocked by an extension or a company's proxy, or the server is down".into()
            }
            Self::TimedOut => "no answer in time".into(),
            Self::Status {
                status: 429,
                retry_after,
                ..
            } => match retry_after {
                Some(seconds) => format!("turned down: too many requests; again in {seconds} s"),
                None => "turned down: too many requests".into(),
            },
            // A page says nothing in a sentence.
            Self::Status { status, body, .. } if body.starts_with('<') => format!("HTTP status {status}"),
            Self::Status { status, body, .. } => with_reason(format!("HTTP status {status}"), [body.as_str()]),
            Self::NotJson { body } if body.is_empty() => "the answer is empty".into(),
            Self::NotJson { body } => format!(
                "the answer is no DNS answer in JSON; a proxy or a login page may have sent it: `{}`",
                shown(body)
            ),
            Self::ServFail { comments, ede } => {
                let what = if self.is_dnssec() {
                    "the DNSSEC signatures don't hold (SERVFAIL)"
                } else {
                    "the resolver got no usable answer itself (SERVFAIL)"
                };
                let extended = ede.iter().map(|ede| ede.text.as_str());
                with_reason(what.into(), extended.chain(comments.iter().map(String::as_str)))
            }
            Self::Refused { comments } => with_reason(
                "the resolver refuses to answer (REFUSED)".into(),
                comments.iter().map(String::as_str),
            ),
            Self::Rcode { rcode } => match rcode_name(*rcode) {
                Some(name) => format!("the resolver answers with {name}"),
                None => format!("the resolver answers with code {rcode}"),
            },
            Self::Truncated => "the answer was cut off".into(),
            Self::Filtered => "the resolver filters this name".into(),
            Self::Unfit => "the answer doesn't fit the question".into(),
            Self::TooLarge => "the answer is too large to be read".into(),
        }
    }

    /// Whether the resolver says that signatures are missing, wrong or out of date.
    #[must_use]
    pub fn is_dnssec(&self) -> bool {
        match self {
            Self::ServFail { comments, ede } => {
                ede.iter().any(Ede::is_dnssec) || comments.iter().any(|comment| comment.contains("DNSSEC"))
            }
            _ => false,
        }
    }
}

/// Adds the first reason that is one.
fn with_reason<'a>(what: String, reasons: impl IntoIterator<Item = &'a str>) -> String {
    let reason = reasons.into_iter().map(str::trim).find(|reason| !reason.is_empty());
    match reason {
        Some(reason) => format!("{what}: {}", shown(reason.trim_end_matches('.'))),
        None => what,
    }
}

fn shown(text: &str) -> String {
    show(beginning(text, SHOWN).as_bytes())
}

/// RFC 1035 §4.1.1, RFC 2136 §2.2
const fn rcode_name(rcode: u16) -> Option<&'static str> {
    Some(match rcode {
        1 => "FORMERR: it didn't understand the question",
        4 => "NOTIMP: it can't answer such questions",
        9 => "NOTAUTH: it isn't responsible",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16, body: &str, retry_after: Option<u32>) -> Failure {
        Failure::Status {
            status,
            body: body.into(),
            retry_after,
        }
    }

    fn servfail(comments: &[&str], ede: &[(u16, &str)]) -> Failure {
        Failure::ServFail {
            comments: comments.iter().map(|&comment| comment.into()).collect(),
            ede: ede
                .iter()
                .map(|&(code, text)| Ede {
                    code,
                    text: text.into(),
                })
                .collect(),
        }
    }

    #[test]
    fn failures_are_put_into_words() {
        for (failure, want) in [
            (Failure::TimedOut, "no answer in time"),
            (
                status(429, "x", Some(20)),
                "turned down: too many requests; again in 20 s",
            ),
            (status(429, "", None), "turned down: too many requests"),
            (status(502, "<html>", None), "HTTP status 502"),
            (status(400, "Invalid name.", None), "HTTP status 400: Invalid name"),
            (status(500, "", None), "HTTP status 500"),
            (
                servfail(&[], &[(22, "At delegation a.example")]),
                "the resolver got no usable answer itself (SERVFAIL): At delegation a.example",
            ),
            (
                servfail(&[" "], &[]),
                "the resolver got no usable answer itself (SERVFAIL)",
            ),
            (
                servfail(&["x"], &[(9, "no SEP matching the DS")]),
                "the DNSSEC signatures don't hold (SERVFAIL): no SEP matching the DS",
            ),
            (
                servfail(&["DNSSEC validation failure."], &[]),
                "the DNSSEC signatures don't hold (SERVFAIL): DNSSEC validation failure",
            ),
            (
                Failure::Refused { comments: vec![] },
                "the resolver refuses to answer (REFUSED)",
            ),
            (Failure::Rcode { rcode: 23 }, "the resolver answers with code 23"),
            (
                Failure::Rcode { rcode: 4 },
                "the resolver answers with NOTIMP: it can't answer such questions",
            ),
            (Failure::NotJson { body: String::new() }, "the answer is empty"),
        ] {
            assert_eq!(failure.words(), want);
        }
    }

    #[test]
    fn foreign_text_is_cut_and_made_visible() {
        let words = Failure::NotJson {
            body: "\u{202e}<html>".repeat(99),
        }
        .words();
        assert!(
            words.contains("‹U+202E›<html>") && !words.contains('\u{202e}'),
            "{words}"
        );
        assert!(words.chars().count() < 400, "{words}");
    }

    #[test]
    fn only_signatures_are_dnssec() {
        assert!(servfail(&[], &[(7, "")]).is_dnssec());
        assert!(!servfail(&["lame delegation"], &[(22, ""), (23, "")]).is_dnssec());
        assert!(!Failure::Filtered.is_dnssec());
    }
}
