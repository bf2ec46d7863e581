//! What a failed look-up is called.

use super::{Ede, Failure};
use crate::later;
use crate::text::{beginning, part, show};
use std::fmt::Write as _;

/// How much of what a server says is repeated, in characters.
const SHOWN: usize = 80;

/// How many reasons are repeated.
const MOST_REASONS: usize = 4;

impl Failure {
    /// Why nothing is known, as it ends a sentence: `could not look up … : no answer in time`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Unreachable => {
                "no connection: offline, blocked by an extension or a company’s proxy, or the server is down".into()
            }
            Self::TimedOut => "no answer in time".into(),
            _ if later::rest().is_none() => String::new(),
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
            Self::Status { status, body, .. } => with_reasons(format!("HTTP status {status}"), [body.clone()]),
            Self::NotJson { body } if body.is_empty() => "the answer is empty".into(),
            Self::NotJson { body } => format!(
                "the answer is no DNS answer in JSON; a proxy or a login page may have sent it: `{}`",
                shown(body)
            ),
            Self::ServFail { comments, ede } => {
                let what = if self.is_dnssec() {
                    "the DNSSEC signatures don’t hold (SERVFAIL)"
                } else {
                    "the resolver got no usable answer itself (SERVFAIL)"
                };
                let extended = ede.iter().map(Ede::words);
                with_reasons(what.into(), extended.chain(comments.iter().cloned()))
            }
            Self::Refused { comments } => with_reasons(
                "the resolver refuses to answer (REFUSED)".into(),
                comments.iter().cloned(),
            ),
            Self::Rcode { rcode } => match rcode_name(*rcode) {
                Some(name) => format!("the resolver answers with {name}"),
                None => format!("the resolver answers with code {rcode}"),
            },
            Self::Truncated => "the answer was cut off".into(),
            Self::Filtered => "the resolver filters this name".into(),
            Self::Unfit => "the answer doesn’t fit the question".into(),
            Self::TooLarge => "the answer is too large to be read".into(),
        }
    }

    /// Whether the resolver says that signatures are missing, wrong or out of date.
    #[must_use]
    pub fn is_dnssec(&self) -> bool {
        match self {
            Self::ServFail { comments, ede } => {
                ede.iter().any(Ede::is_dnssec) || comments.iter().any(|comment| part::holds(comment, "DNSSEC"))
            }
            _ => false,
        }
    }
}

impl Ede {
    /// The extended error by its number, under which RFC 8914 §4 explains it, and what the server says of it.
    pub(super) fn words(&self) -> String {
        match self.text.trim() {
            "" => format!("EDE {}", self.code),
            text => format!("EDE {}: {text}", self.code),
        }
    }
}

/// Adds the reasons that are some. Servers repeat themselves: what was said isn't said again.
fn with_reasons(what: String, reasons: impl IntoIterator<Item = String>) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut more = 0;
    for reason in reasons {
        let reason = reason.trim().trim_end_matches('.');
        if reason.is_empty() || said.iter().any(|known| part::holds(known, reason)) {
            continue;
        }
        if said.len() < MOST_REASONS {
            said.push(reason.to_owned());
        } else {
            more += 1;
        }
    }
    let mut out = what;
    for (n, reason) in said.iter().enumerate() {
        out.push_str(if n == 0 { ": " } else { "; " });
        out.push_str(&shown(reason));
    }
    if more > 0 {
        let _ = write!(out, "; and {more} more");
    }
    out
}

fn shown(text: &str) -> String {
    show(beginning(text, SHOWN).as_bytes())
}

/// RFC 1035 §4.1.1, RFC 2136 §2.2
const fn rcode_name(rcode: u16) -> Option<&'static str> {
    Some(match rcode {
        1 => "FORMERR: it didn’t understand the question",
        4 => "NOTIMP: it can’t answer such questions",
        9 => "NOTAUTH: it isn’t responsible",
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
                "the resolver got no usable answer itself (SERVFAIL): EDE 22: At delegation a.example",
            ),
            (
                servfail(&[" "], &[]),
                "the resolver got no usable answer itself (SERVFAIL)",
            ),
            (
                servfail(
                    &["EDE 9: no SEP", "x."],
                    &[(9, "no SEP matching the DS"), (22, ""), (23, "timed out")],
                ),
                "the DNSSEC signatures don’t hold (SERVFAIL): EDE 9: no SEP matching the DS; EDE 22; EDE 23: timed out; x",
            ),
            (
                servfail(&["a", "b", "c", "d", "e", "f"], &[]),
                "the resolver got no usable answer itself (SERVFAIL): a; b; c; d; and 2 more",
            ),
            (
                Failure::Refused {
                    comments: vec!["not here".into(), "EDE 20: Not Authoritative".into()],
                },
                "the resolver refuses to answer (REFUSED): not here; EDE 20: Not Authoritative",
            ),
            (
                servfail(&["DNSSEC validation failure."], &[]),
                "the DNSSEC signatures don’t hold (SERVFAIL): DNSSEC validation failure",
            ),
            (
                Failure::Refused { comments: vec![] },
                "the resolver refuses to answer (REFUSED)",
            ),
            (Failure::Rcode { rcode: 23 }, "the resolver answers with code 23"),
            (
                Failure::Rcode { rcode: 4 },
                "the resolver answers with NOTIMP: it can’t answer such questions",
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
