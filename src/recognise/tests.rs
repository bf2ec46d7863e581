//! The whole, from a text to what is said of it.

use super::*;
use crate::rule::Severity;

fn to_ascii(text: &str) -> Option<String> {
    idna::domain_to_ascii(text).ok()
}

fn paste(text: &str) -> Pasted {
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
fn faults<'a>(text: &'a str, pasted: &Pasted) -> Vec<(&'static str, &'a str)> {
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

const SEVERAL: &str = "$ORIGIN example.com.
@                    IN MX  10 mx1
@                    IN MX  20 mx2.mail.example.net.
_mta-sts.example.com IN TXT \"v=STSv1; id=20261123;\"

version: STSv1
mode: enforce
mx: mx1.example.com
mx: *.example.net
max_age: 1209600
";

#[test]
fn several_things_at_once_are_told_apart() {
    let pasted = paste(SEVERAL);
    assert_eq!(
        pieces(&pasted),
        [
            (
                Kind::ZoneLines,
                "Lines 2 and 3: 2\u{a0}MX hosts of `example.com`".to_owned()
            ),
            (
                Kind::ZoneLines,
                "Line 4: an MTA-STS record that is valid, under a name that is not meant".to_owned()
            ),
            (
                Kind::Policy,
                "Lines 6 to 10: an MTA-STS policy, valid by itself".to_owned()
            ),
        ]
    );
    let faults = faults(SEVERAL, &pasted);
    assert!(faults.contains(&("ZON101", "_mta-sts.example.com")), "{faults:?}");
}
