//! What a text is that somebody has at hand, and what is wrong with it.

use crate::names::to_ascii;
use crate::says::{Policy, Record, Reporting, verdict};
use crate::value::value;
use mta_sts_lens::recognise::plain::{self, Plain};
use mta_sts_lens::recognise::{self, Kind, Pasted, Says, recognise_here};
use mta_sts_lens::rule::{Finding, Severity, Subject};
use mta_sts_lens::survey::picture::Matrix;
use mta_sts_lens::text::Span;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What is in a text. `verdict`: whether its records and policies are valid; `None` where there are none.
#[derive(Serialize)]
struct Classified<T> {
    verdict: Option<&'static str>,
    pieces: Vec<Piece>,
    findings: Vec<Finding>,
    left_out: usize,
    cut: bool,
    together: T,
}

/// A piece of it.
#[derive(Serialize)]
struct Piece {
    kind: &'static str,
    span: Span,
    lines: (usize, usize),
    what: String,
    how: String,
    effective: Option<Effective>,
}

/// What a conforming sender goes by.
#[derive(Serialize)]
#[serde(untagged)]
enum Effective {
    Record(Record),
    Reporting(Reporting),
    Policy(Policy),
}

/// How the pieces fit one another.
#[derive(Serialize)]
struct Together {
    domain: Option<String>,
    fits: Vec<Fit>,
    matrix: Option<Matrix>,
    plain: String,
}

/// What there is to say of that where there is one piece alone.
#[derive(Serialize)]
struct Alone {
    domain: (),
    fits: &'static [()],
    matrix: (),
    plain: &'static str,
}

/// A line of that.
#[derive(Serialize)]
struct Fit {
    severity: Severity,
    words: String,
    pieces: Vec<usize>,
}

/// Recognises a text and judges it. `now` is in seconds since 1970, for the dates of certificates.
#[wasm_bindgen]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "seconds fit for a long time; a float that doesn't saturates"
)]
pub fn classify(text: &[u8], now: f64) -> JsValue {
    if let Some(plain) = plain::read(text) {
        return value(&Classified::from(plain));
    }
    let pasted = recognise_here(text, now as u64, &to_ascii);
    pasted.map_or(JsValue::NULL, |pasted| value(&Classified::from(pasted)))
}

impl From<Pasted> for Classified<Together> {
    fn from(pasted: Pasted) -> Self {
        let fit = |fit: recognise::Fit| Fit {
            severity: fit.severity,
            words: fit.words,
            pieces: fit.pieces,
        };
        let judged = pasted.pieces.iter().any(|piece| piece.reading.is_judged());
        // How they fit the MX hosts is another question.
        let theirs = |finding: &&Finding| {
            use Subject::{Policy, PolicyHost, Record, TlsRpt};
            matches!(finding.subject, Record | Policy | PolicyHost | TlsRpt)
        };
        let worst = pasted
            .findings
            .iter()
            .filter(theirs)
            .map(|finding| finding.severity)
            .min();
        Self {
            verdict: judged.then(|| verdict(worst)),
            pieces: pasted.pieces.into_iter().map(Piece::from).collect(),
            findings: pasted.findings,
            left_out: pasted.left_out,
            cut: pasted.cut,
            together: Together {
                domain: pasted.together.domain,
                fits: pasted.together.fits.into_iter().map(fit).collect(),
                matrix: pasted.together.matrix,
                plain: pasted.together.plain,
            },
        }
    }
}

impl From<Plain> for Classified<Alone> {
    fn from(plain: Plain) -> Self {
        Self {
            verdict: Some(verdict(plain.findings.worst())),
            pieces: vec![Piece {
                kind: name(plain.kind),
                span: plain.span,
                lines: (1, plain.lines),
                what: plain.what,
                how: String::new(),
                effective: plain.says.map(Effective::from),
            }],
            left_out: plain.findings.left_out(),
            findings: plain.findings.into_vec(),
            cut: false,
            together: Alone {
                domain: (),
                fits: &[],
                matrix: (),
                plain: "",
            },
        }
    }
}

impl From<recognise::Piece> for Piece {
    fn from(piece: recognise::Piece) -> Self {
        Self {
            kind: name(piece.kind),
            span: piece.span,
            lines: piece.lines,
            what: piece.what,
            how: piece.how,
            effective: piece.reading.says().map(Effective::from),
        }
    }
}

impl From<Says> for Effective {
    fn from(says: Says) -> Self {
        match says {
            Says::Sts(record) => Self::Record(record.into()),
            Says::Tlsrpt(record) => Self::Reporting(record.into()),
            Says::Policy(policy) => Self::Policy(policy.into()),
        }
    }
}

/// What a kind is called, as in the command line.
const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Domain => "domain",
        Kind::StsRecord => "sts-record",
        Kind::TlsrptRecord => "tlsrpt-record",
        Kind::Policy => "policy",
        Kind::ZoneLines => "zone",
        Kind::DnsAnswer => "dns-answer",
        Kind::HttpAnswer => "http-answer",
        Kind::Report => "tls-report",
        Kind::Bounce => "bounce",
        Kind::Openssl => "openssl",
        Kind::Other => "other",
        Kind::Unknown => "unknown",
    }
}
