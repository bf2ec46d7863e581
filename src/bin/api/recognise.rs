//! What a text is that somebody has at hand, whatever it is, and what is wrong with it.

use crate::names::to_ascii;
use crate::says::{Effective, verdict};
use crate::told::{Classified, Piece, name};
use crate::value::value;
use mta_sts_lens::recognise::plain;
use mta_sts_lens::recognise::{self, Pasted, recognise};
use mta_sts_lens::rule::{Finding, Severity, Subject};
use mta_sts_lens::survey::picture::Matrix;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

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
    match plain::read(text) {
        Some(plain) => value(&Classified::from(plain)),
        None => value(&Classified::from(recognise(text, None, now as u64, &to_ascii))),
    }
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
