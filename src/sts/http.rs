//! What the HTTP answer that brings the policy means (RFC 8461 §3.2 and §3.3).

pub use super::curl::read_curl;

use super::rules::http::{
    BODY_LARGE, BODY_TOO_LARGE, REDIRECT, REDIRECTED, STATUS_FORBIDDEN, STATUS_GOOD, STATUS_NOT_200, STATUS_NOT_FOUND,
    TYPE_GOOD, TYPE_MISSING, TYPE_OTHER, TYPE_PARAMETER,
};
use super::sink::Sink;
use super::url;
use crate::later;
use crate::rule::{Findings, Subject};

/// An HTTP answer, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpAnswer {
    /// Where it came from in the end; `None`: not known, and not judged.
    pub url: Option<String>,
    /// The status; `None`: not known, and not judged.
    pub status: Option<u16>,
    /// The headers in order, names in any case.
    pub headers: Vec<(String, String)>,
    /// Whether a redirect was followed on the way.
    pub redirected: bool,
    /// Whether the body went on beyond what was read of it.
    pub cut: bool,
}

impl HttpAnswer {
    /// The value of the first header of this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

/// Size in bytes that senders may stop at (RFC 8461 §3.3: 64 kilobytes).
const BODY_LIMIT: usize = 65_536;

/// Size in bytes that chasquid stops at.
const BODY_LIMIT_CHASQUID: usize = 10_240;

/// Judges an answer with a body of `body_len` bytes, as far as it was read, as the one that brings the policy of
/// `policy_domain`.
pub fn judge(policy_domain: &str, answer: &HttpAnswer, body_len: usize, findings: &mut Findings) {
    let mut sink = Sink::new(findings, Subject::PolicyHost);
    if is_usual(answer, body_len) {
        sink.add(STATUS_GOOD.finding().with("status", 200));
        if let Some(value) = answer.header("content-type") {
            sink.add(TYPE_GOOD.finding().with("value", value));
        }
        return;
    }
    if later::rest().is_none() {
        return;
    }
    full(policy_domain, answer, body_len, &mut sink);
}

/// Whether an answer is as most are: not of another address, complete, not large, 200, and plain text. Of such ones nothing is
/// said but that they are good; a test holds that to the full judge.
#[must_use]
pub fn is_usual(answer: &HttpAnswer, body_len: usize) -> bool {
    let plain = ["text/plain", "text/plain; charset=utf-8", "text/plain;charset=utf-8"];
    let plain = answer
        .header("content-type")
        .is_some_and(|value| plain.iter().any(|usual| value.eq_ignore_ascii_case(usual)));
    let whole = !answer.redirected && !answer.cut && body_len <= BODY_LIMIT_CHASQUID;
    whole && plain && answer.url.is_none() && answer.status == Some(200)
}

/// Judges any answer.
fn full(policy_domain: &str, answer: &HttpAnswer, body_len: usize, sink: &mut Sink<'_>) {
    let status = answer.status;
    if answer.redirected {
        // RFC 8461 §3.3: redirects are not followed. The URL is another then, which needs no second finding.
        let target = answer
            .url
            .as_deref()
            .map_or(String::new(), |url| format!(", to `{url}`"));
        sink.add(REDIRECTED.finding().with("target", target));
    } else if let Some(text) = &answer.url {
        url::judge(policy_domain, text, sink);
    }
    if let Some(status) = status {
        judge_status(status, answer, sink);
    }
    if status.is_none_or(|status| status == 200) {
        // A body alone, without status and headers, says nothing of its media type.
        if status.is_some() || !answer.headers.is_empty() {
            judge_type(answer, sink);
        }
        // RFC 8461 §3.3: senders may limit what they read.
        if body_len > BODY_LIMIT || answer.cut {
            // Of a body that was not read to its end the size is not known.
            let more = if answer.cut { "more than " } else { "" };
            let finding = BODY_TOO_LARGE.finding().with("limit", BODY_LIMIT);
            sink.add(finding.with("size", format!("{more}{body_len}")));
        } else if body_len > BODY_LIMIT_CHASQUID {
            sink.add(BODY_LARGE.finding().with("size", body_len));
        }
    }
}

/// RFC 8461 §3.3: 200 and nothing else.
fn judge_status(status: u16, answer: &HttpAnswer, sink: &mut Sink<'_>) {
    let finding = match status {
        200 => STATUS_GOOD.finding(),
        300..=303 | 305..=308 => {
            let target = answer
                .header("location")
                .map_or(String::new(), |location| format!(" to `{location}`"));
            REDIRECT.finding().with("target", target)
        }
        404 | 410 => STATUS_NOT_FOUND.finding(),
        401 | 403 | 407 | 429 | 451 => STATUS_FORBIDDEN.finding(),
        _ => {
            let words = match status {
                100..=199 => ", which is no final answer",
                201..=299 => ", a success of another kind",
                304 => " (not modified), as to a question that senders must not ask",
                400..=499 => ", an error",
                500..=599 => ", an error of the server",
                _ => "",
            };
            STATUS_NOT_200.finding().with("words", words)
        }
    };
    sink.add(finding.with("status", status));
}

/// RFC 8461 §3.2: `text/plain`, which senders should check.
fn judge_type(answer: &HttpAnswer, sink: &mut Sink<'_>) {
    let Some(value) = answer.header("content-type").filter(|value| !value.is_empty()) else {
        sink.add(TYPE_MISSING.finding());
        return;
    };
    let mut parts = value.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    if !media.eq_ignore_ascii_case("text/plain") {
        sink.add(TYPE_OTHER.finding().with("value", value));
        return;
    }
    sink.add(TYPE_GOOD.finding().with("value", value));
    // RFC 8461 §3.2: parameters but charset=utf-8 and charset=us-ascii are ignored.
    for parameter in parts.filter(|parameter| !parameter.is_empty()).take(16) {
        let (name, set) = parameter.split_once('=').unwrap_or((parameter, ""));
        let set = set.trim().trim_matches('"');
        let known = set.eq_ignore_ascii_case("utf-8") || set.eq_ignore_ascii_case("us-ascii");
        if !(name.trim().eq_ignore_ascii_case("charset") && known) {
            sink.add(TYPE_PARAMETER.finding().with("value", parameter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Severity;

    fn judged(answer: &HttpAnswer, body_len: usize) -> Vec<&'static str> {
        let mut findings = Findings::new();
        judge("example.com", answer, body_len, &mut findings);
        let bad = findings.as_slice().iter().filter(|f| f.severity != Severity::Good);
        bad.map(|finding| finding.rule.name).collect()
    }

    fn answer(status: u16, headers: &[(&str, &str)]) -> HttpAnswer {
        HttpAnswer {
            status: Some(status),
            headers: headers.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
            ..HttpAnswer::default()
        }
    }

    #[test]
    fn only_200_will_do() {
        let plain = [("content-type", "text/plain")];
        for (status, expected) in [
            (200, &[][..]),
            (201, &["STATUS_NOT_200"]),
            (204, &["STATUS_NOT_200"]),
            (206, &["STATUS_NOT_200"]),
            (301, &["REDIRECT"]),
            (304, &["STATUS_NOT_200"]),
            (308, &["REDIRECT"]),
            (403, &["STATUS_FORBIDDEN"]),
            (404, &["STATUS_NOT_FOUND"]),
            (500, &["STATUS_NOT_200"]),
            (999, &["STATUS_NOT_200"]),
        ] {
            assert_eq!(judged(&answer(status, &plain), 100), expected, "{status}");
        }
        let mut followed = answer(200, &plain);
        followed.redirected = true;
        followed.url = Some("https://www.example.com/".into());
        assert_eq!(judged(&followed, 100), ["REDIRECTED"]);
    }

    #[test]
    fn of_usual_answers_the_full_judge_says_the_same() {
        let mut usual = 0;
        let types = [
            "text/plain",
            "TEXT/plain;charset=UTF-8",
            "text/plain; charset=utf-8",
            "text/plain; charset=x",
            "text/html",
            "",
        ];
        let own = "https://mta-sts.example.com/.well-known/mta-sts.txt";
        for (at, kind) in types.iter().enumerate() {
            for (status, len, cut, url) in [
                (200, 100, false, None),
                (200, 10_240, false, None),
                (200, 10_241, false, None),
                (200, 100, true, None),
                (404, 100, false, None),
                (200, 100, false, Some(own)),
                (200, 100, false, Some("http://example.com/")),
            ] {
                let answer = HttpAnswer {
                    cut,
                    url: url.map(str::to_owned),
                    ..answer(status, &[("Content-Type", kind)])
                };
                let (mut told, mut all) = (Findings::new(), Findings::new());
                judge("example.com", &answer, len, &mut told);
                full(
                    "example.com",
                    &answer,
                    len,
                    &mut Sink::new(&mut all, Subject::PolicyHost),
                );
                assert_eq!(told.as_slice(), all.as_slice(), "{answer:?}");
                let fits = at < 3 && status == 200 && len <= 10_240 && !cut && url.is_none();
                assert_eq!(is_usual(&answer, len), fits, "{answer:?}");
                usual += usize::from(fits);
            }
        }
        assert_eq!(usual, 6);
    }

    #[test]
    fn the_type_is_plain_text() {
        for (value, expected) in [
            ("text/plain", &[][..]),
            ("TEXT/Plain ; Charset=\"UTF-8\"", &[]),
            ("text/plain;charset=us-ascii", &[]),
            ("text/plain;", &[]),
            (
                "text/plain; charset=iso-8859-1; x=y",
                &["TYPE_PARAMETER", "TYPE_PARAMETER"],
            ),
            ("text/html; charset=utf-8", &["TYPE_OTHER"]),
            ("application/octet-stream", &["TYPE_OTHER"]),
            ("text/plaintext", &["TYPE_OTHER"]),
            ("", &["TYPE_MISSING"]),
        ] {
            assert_eq!(
                judged(&answer(200, &[("Content-TYPE", value)]), 100),
                expected,
                "{value}"
            );
        }
        assert_eq!(judged(&answer(200, &[]), 100), ["TYPE_MISSING"]);
        assert_eq!(judged(&answer(404, &[]), 100), ["STATUS_NOT_FOUND"]);
    }

    #[test]
    fn size_matters() {
        let good = answer(200, &[("content-type", "text/plain")]);
        assert_eq!(judged(&good, 10_240), [""; 0]);
        assert_eq!(judged(&good, 10_241), ["BODY_LARGE"]);
        assert_eq!(judged(&good, 65_536), ["BODY_LARGE"]);
        assert_eq!(judged(&good, 65_537), ["BODY_TOO_LARGE"]);
        let said = |cut, body_len| {
            let mut findings = Findings::new();
            judge(
                "example.com",
                &HttpAnswer { cut, ..good.clone() },
                body_len,
                &mut findings,
            );
            let large = |finding: &&crate::rule::Finding| finding.rule.name == "BODY_TOO_LARGE";
            findings
                .as_slice()
                .iter()
                .find(large)
                .map(crate::rule::Finding::message)
        };
        assert!(said(false, 70_000).unwrap().contains("has 70000 bytes"));
        assert!(said(true, 65_536).unwrap().contains("has more than 65536 bytes"));
    }
}
