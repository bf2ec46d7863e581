//! The whole, from a text to what is said of it.

mod answers;
mod whole;

use super::*;
use crate::rule::Severity;

fn to_ascii(text: &str) -> Option<String> {
    idna::domain_to_ascii(text).ok()
}

pub(super) fn paste(text: &str) -> Pasted {
    recognise(text.as_bytes(), None, 1_795_444_320, &to_ascii)
}

/// The kinds of pieces, with what they are.
fn pieces(pasted: &Pasted) -> Vec<(Kind, String)> {
    pasted
        .pieces
        .iter()
        .map(|piece| (piece.kind, format!("{}: {}", piece.place(), piece.what)))
        .collect()
}

/// The codes of what is wrong, each with the text that it points at.
pub(super) fn faults<'a>(text: &'a str, pasted: &Pasted) -> Vec<(&'static str, &'a str)> {
    let bad = pasted
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Good);
    bad.map(|finding| {
        let span = finding.span.unwrap();
        (finding.rule.code, &text[span.start..span.end])
    })
    .collect()
}

/// Kinds and words of pieces, and codes of what is wrong.
fn said(text: &str) -> (Vec<String>, Vec<&'static str>) {
    let pasted = paste(text);
    let pieces = pasted
        .pieces
        .iter()
        .map(|piece| format!("{:?}: {}", piece.kind, piece.what))
        .collect();
    (
        pieces,
        faults(text, &pasted).into_iter().map(|(code, _)| code).collect(),
    )
}

/// Each text with its pieces and the codes of what is wrong.
pub(super) fn table(cases: &[(&str, &[&str], &[&str])]) {
    for (text, pieces, codes) in cases {
        let (said, found) = said(text);
        assert_eq!(&said, pieces, "{text}");
        assert_eq!(&found, codes, "{text}");
    }
}

/// A question as `dig` shows it, with what it printed of the answer.
fn dig(status: &str, question: &str, rest: &str) -> String {
    // What stands in the answer section.
    let count = rest.split_once("ANSWER SECTION:\n").map_or(0, |(_, rows)| {
        let rows = rows.lines().take_while(|line| !line.starts_with(';'));
        rows.filter(|line| !line.is_empty()).count()
    });
    format!(
        "
; <<>> DiG 9.18.28 <<>> {question}
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: {status}, id: 4711
;; flags: qr rd ra ad; QUERY: 1, ANSWER: {count}, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;{question}

{rest}
;; Query time: 12 msec
;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)
;; WHEN: Mon Nov 23 14:32:00 UTC 2026
;; MSG SIZE  rcvd: 90
"
    )
}
