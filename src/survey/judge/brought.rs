//! A policy that the user brought: whether it is one, and whether it counts.
//!
//! It stands in for a host that can't be read. What the host was seen to serve counts before it.

use super::super::facts::{Pasted, PolicyRead, Question, Reply, Survey};
use super::super::rules::host as rules;
use crate::rule::{Evidence, Findings, Subject};
use crate::sts::http::{self, HttpAnswer};
use crate::text;

/// The answer and the body, if they count.
pub(super) fn counting<'a>(
    survey: &Survey,
    pasted: &'a Pasted,
    findings: &mut Findings,
) -> Option<(HttpAnswer, &'a [u8])> {
    if let Some(what) = no_policy(&pasted.text) {
        let finding = rules::BROUGHT_NO_POLICY.finding().with_words("what", what);
        findings.add(finding.about(Subject::Policy, Evidence::Pasted));
        return None;
    }
    let (answer, at) = http::read_curl(&pasted.text).unwrap_or_default();
    let body = pasted.text.get(at..).unwrap_or_default();
    let reply = survey.reply(&Question::Policy).map(|reported| &reported.reply);
    let Some(Reply::Policy(read @ PolicyRead::Readable { .. })) = reply else {
        return Some((answer, body));
    };
    if !is_same(read, &answer, body) {
        let finding = rules::BROUGHT_DIFFERS.finding().with_words("how", how(read));
        let finding = finding.with("host", format!("mta-sts.{}", survey.domain));
        findings.add(finding.about(Subject::Policy, Evidence::BrowserRead));
    }
    None
}

/// What it is, if it is surely no policy, nor anything else that a host serves: blank, what curl says of its own, or an answer
/// among what a tool tells beside it.
fn no_policy(text: &[u8]) -> Option<String> {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Some("blank".into());
    }
    for line in text.split(|&byte| byte == b'\n') {
        if line.starts_with(b"< HTTP/") || line.starts_with(b"*   Trying ") {
            return Some("what `curl -v` prints".into());
        }
        let listed = line.strip_prefix(b"StatusCode ").map(<[u8]>::trim_ascii_start);
        if listed.is_some_and(|rest| rest.starts_with(b": ")) {
            return Some("how PowerShell lists an answer".into());
        }
    }
    let says = text.strip_prefix(b"curl: (")?;
    let line = says.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let number = line.iter().position(|&byte| byte == b')')?;
    let is_number = line
        .get(..number)
        .is_some_and(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit));
    let words = text::show(line.get(number + 1..).unwrap_or_default().trim_ascii());
    is_number.then(|| format!("what curl says where it gets no answer, “{words}”"))
}

/// Whether the host was seen to serve what was brought. Line ends are lost in a text field, and the last one anywhere.
fn is_same(read: &PolicyRead, brought: &HttpAnswer, body: &[u8]) -> bool {
    let PolicyRead::Readable {
        status,
        redirected,
        body: seen,
        cut,
        ..
    } = read
    else {
        return false;
    };
    let lines = |text: &[u8]| -> Vec<u8> {
        let text = text.trim_ascii_end();
        text.iter().copied().filter(|&byte| byte != b'\r').collect()
    };
    let (seen, body) = (lines(seen), lines(body));
    // What comes with a redirect counts for nothing, and may not have been read.
    let moved = (300..400).contains(status);
    let same = moved || if *cut { body.starts_with(&seen) } else { body == seen };
    same && !redirected && brought.status.unwrap_or(200) == *status
}

/// What the host was seen to do, where it serves no policy.
fn how(read: &PolicyRead) -> String {
    match read {
        PolicyRead::Readable { redirected: true, .. } => ", which redirects".into(),
        PolicyRead::Readable { status, .. } if *status != 200 => format!(", which answers {status}"),
        _ => String::new(),
    }
}
