//! What a text is that somebody has at hand, and what is wrong with it.

use crate::names::to_ascii;
use crate::value::value;
use mta_sts_lens::recognise::{Kind, recognise};
use mta_sts_lens::rule::{Finding, Severity};
use mta_sts_lens::survey::picture::Matrix;
use mta_sts_lens::text::Span;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What is in a text.
#[derive(Serialize)]
pub struct Classified {
    pieces: Vec<Piece>,
    findings: Vec<Finding>,
    left_out: usize,
    cut: bool,
    together: Together,
}

/// A piece of it.
#[derive(Serialize)]
struct Piece {
    kind: &'static str,
    span: Span,
    lines: (usize, usize),
    what: String,
    how: String,
}

/// How the pieces fit one another.
#[derive(Serialize)]
struct Together {
    domain: Option<String>,
    fits: Vec<Fit>,
    matrix: Option<Matrix>,
    plain: String,
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
    let pasted = recognise(text, None, now as u64, &to_ascii);
    let piece = |piece: mta_sts_lens::recognise::Piece| Piece {
        kind: name(piece.kind),
        span: piece.span,
        lines: piece.lines,
        what: piece.what,
        how: piece.how,
    };
    let fit = |fit: mta_sts_lens::recognise::Fit| Fit {
        severity: fit.severity,
        words: fit.words,
        pieces: fit.pieces,
    };
    value(&Classified {
        pieces: pasted.pieces.into_iter().map(piece).collect(),
        findings: pasted.findings,
        left_out: pasted.left_out,
        cut: pasted.cut,
        together: Together {
            domain: pasted.together.domain,
            fits: pasted.together.fits.into_iter().map(fit).collect(),
            matrix: pasted.together.matrix,
            plain: pasted.together.plain,
        },
    })
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
