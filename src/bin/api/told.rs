//! What is told of a text that somebody has at hand.

use crate::says::{Effective, verdict};
use mta_sts_lens::recognise::Kind;
use mta_sts_lens::recognise::plain::Plain;
use mta_sts_lens::rule::Finding;
use mta_sts_lens::text::Span;
use serde::Serialize;

/// What is in a text. `verdict`: whether its records and policies are valid; `None` where there are none.
#[derive(Serialize)]
pub struct Classified<T> {
    pub verdict: Option<&'static str>,
    pub pieces: Vec<Piece>,
    pub findings: Vec<Finding>,
    pub left_out: usize,
    pub cut: bool,
    pub together: T,
}

/// A piece of it.
#[derive(Serialize)]
pub struct Piece {
    pub kind: &'static str,
    pub span: Span,
    pub lines: (usize, usize),
    pub what: String,
    pub how: String,
    pub effective: Option<Effective>,
}

/// What there is to say of that where there is one piece alone.
#[derive(Serialize)]
pub struct Alone {
    domain: (),
    fits: &'static [()],
    matrix: (),
    plain: &'static str,
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

/// What a kind is called, as in the command line.
pub const fn name(kind: Kind) -> &'static str {
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
