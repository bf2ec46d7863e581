//! Policies, alone and in HTTP answers.

use super::kind::Kind;
use super::lines::{begins, lines};
use super::mapped::Mapped;
use super::piece::Reading;
use super::reader::Reader;
use crate::rule::{Evidence, Finding, Subject};
use crate::sts::http::{self, HttpAnswer};
use crate::sts::rules::http::{BODY_LARGE, BODY_TOO_LARGE, TYPE_GOOD, TYPE_OTHER, TYPE_PARAMETER};
use crate::sts::{policy, policy_domain};
use crate::text::Span;

/// Reads a block as a policy.
pub(super) fn policy(reader: &mut Reader<'_>, span: Span) {
    let policy = Box::new(judged(reader, span));
    let what = said(&policy);
    let reading = Reading::Policy {
        policy,
        body: span,
        apart: None,
        answer: None,
    };
    reader.piece(Kind::Policy, span, what, "", reading);
}

fn judged(reader: &mut Reader<'_>, span: Span) -> policy::Reading {
    let mut findings = reader.findings.alike();
    let reading = policy::parse(span.of(reader.text), &mut findings);
    reader.adopt(findings, &Mapped::plain(reader.text, span));
    reading
}

/// What a text is in words that was read as a policy.
pub(super) fn said(reading: &policy::Reading) -> String {
    [Kind::Policy.words(), ", ", validity(reading)].concat()
}

/// Whether it is valid, in words.
const fn validity(reading: &policy::Reading) -> &'static str {
    match (&reading.effective, &reading.lenient) {
        (Some(_), _) => "valid by itself",
        (None, Some(_)) if reading.most => "not valid, though most known senders take it",
        (None, Some(_)) => "not valid, though some senders may take it",
        (None, None) => "not valid",
    }
}

/// Reads a block as what `curl -i` printed; `url` is what was fetched, if that is known. Whether it is such output.
pub(super) fn answer(reader: &mut Reader<'_>, span: Span, url: Option<&str>) -> bool {
    let text = span.of(reader.text);
    let Some((mut answer, body)) = http::read_curl(text) else {
        return false;
    };
    let body = Span::new(span.start + body, span.end);
    if answer.url.is_none() {
        answer.url = url.map(str::to_owned);
    }
    let domain = url.and_then(policy_domain).unwrap_or_default();
    if !domain.is_empty() {
        reader.domain = Some(domain.clone());
    }
    if domain.is_empty() && !answer.redirected {
        answer.url = None;
    }
    let mut findings = reader.findings.alike();
    http::judge(&domain, &answer, body.len(), &mut findings);
    let status = status_line(reader.text, span);
    let text = reader.text;
    reader.findings.adopt_with(findings, |mut finding| {
        finding.span = Some(place(text, Span::new(status.start, body.start), body, &finding).unwrap_or(status));
        Some(finding.about(Subject::PolicyHost, Evidence::Pasted))
    });
    let number = answer.status.unwrap_or_default();
    // RFC 8461 §3.3: only the body of a 200 is a policy.
    let reads = number == 200 || body.of(reader.text).trim_ascii_start().starts_with(b"version");
    let (policy, valid) = if reads {
        let reading = judged(reader, body);
        let valid = validity(&reading);
        (reading, format!("with a policy, {valid}"))
    } else {
        (policy::Reading::default(), "its body isn’t read as a policy".into())
    };
    let what = format!("an HTTP answer, status {number}, {valid}");
    let reading = Reading::Policy {
        policy: Box::new(policy),
        body,
        apart: None,
        answer: Some(Box::new(answer)),
    };
    reader.piece(Kind::HttpAnswer, span, what, "", reading);
    true
}

/// The last status line: that of the answer that is judged.
fn status_line(text: &[u8], span: Span) -> Span {
    let mut found = Span::point(span.start);
    let mut empty = true;
    for line in lines(text, span) {
        let part = line.span.of(text);
        if part.trim_ascii().is_empty() {
            empty = true;
        } else {
            if empty && part.starts_with(b"HTTP/") {
                found = line.span;
            } else if empty {
                break;
            }
            empty = false;
        }
    }
    found
}

/// The header or the body that a finding speaks of.
fn place(text: &[u8], head: Span, body: Span, finding: &Finding) -> Option<Span> {
    let is = |rules: &[&crate::rule::Rule]| rules.iter().any(|rule| *rule == finding.rule);
    if is(&[&BODY_LARGE, &BODY_TOO_LARGE]) {
        return Some(body);
    }
    if is(&[&TYPE_GOOD, &TYPE_OTHER, &TYPE_PARAMETER]) {
        let header = lines(text, head).find(|line| begins(line.span.of(text), "content-type:"));
        return header.map(|line| line.span);
    }
    None
}

/// An answer and its policy, if it is one that a conforming sender takes.
pub(super) fn is_taken(answer: Option<&HttpAnswer>) -> bool {
    answer.is_none_or(|answer| answer.status == Some(200) && !answer.redirected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_status_line_counts() {
        let text = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/2 404\r\na: b\r\n\r\nHTTP body";
        assert_eq!(status_line(text, Span::new(0, text.len())).of(text), b"HTTP/2 404");
    }
}
