//! Paste anything: tells what a text is that an administrator has at hand, and judges it.
//!
//! ```text
//! text -> blocks (cut, by their first lines) -> pieces and records (a reader for each kind)
//!      -> sets of records, judged -> how it all fits together
//! ```
//!
//! One text may hold several things at once: zone lines, a policy, the answer to a look-up. The judging is done by the
//! crate's own readers; the text they see is put together from the paste without its quotes and escapes ([`mapped`]
//! leads places and edits back). Where a wrong guess is possible nothing is guessed: the user chooses.

mod answers;
mod bare;
mod cut;
mod dig;
mod form;
mod kind;
mod lines;
mod mapped;
mod marks;
mod piece;
mod reader;
mod rest;
mod rows;
pub mod rules;
mod sets;
mod texts;
pub mod together;
mod txt;
mod web;
mod whole;
mod zone;

pub use form::Form;
pub use kind::Kind;
pub use piece::{Mx, Nearest, Pasted, Piece, Reading};

use crate::dns::input::ToAscii;
use crate::order::sort_by;
use crate::text::Span;
use cut::{Block, What};
use reader::Reader;

/// Longest text that is looked at, in bytes.
pub const LONGEST: usize = 4 << 20;

/// Recognises a text and judges it.
///
/// `choice` is what somebody says by hand that it is; that counts. `now` is in seconds since 1970, for the dates of
/// certificates. `to_ascii` turns names of other scripts into their ASCII form, as browsers do.
#[must_use]
pub fn recognise(text: &[u8], choice: Option<Kind>, now: u64, to_ascii: ToAscii<'_>) -> Pasted {
    let mut reader = Reader::new(text, now, to_ascii);
    let all = Span::new(0, text.len());
    let mut nearest = None;
    if text.len() > LONGEST {
        reader.piece(Kind::Unknown, all, "more text than is looked at", "", Reading::None);
    } else if let Some(kind) = choice.or_else(|| whole::kind(text)) {
        chosen(&mut reader, kind);
    } else {
        let blocks = cut::blocks(text);
        let alone = blocks.len() == 1;
        for block in &blocks {
            reader.block += 1;
            nearest = read(&mut reader, block, alone).or(nearest);
        }
    }
    sets::pieces(&mut reader);
    finish(reader, nearest)
}

fn read(reader: &mut Reader<'_>, block: &Block, alone: bool) -> Option<Nearest> {
    match block.what {
        What::Http => {
            web::answer(reader, block.span, None);
        }
        What::Policy => web::policy(reader, block.span),
        What::Zone => zone::read::block(reader, block.span),
        What::Dig => dig::block(reader, block.span),
        What::Text(which) => bare::block(reader, block.span, which),
        What::Short => {}
        What::Rest => return rest::block(reader, block.span, alone),
    }
    None
}

/// Reads the whole text as what somebody says that it is.
fn chosen(reader: &mut Reader<'_>, kind: Kind) {
    let all = Span::new(0, reader.text.len());
    match kind {
        Kind::Domain => rest::chosen(reader),
        Kind::StsRecord => bare::chosen(reader, txt::Which::Sts),
        Kind::TlsrptRecord => bare::chosen(reader, txt::Which::Tlsrpt),
        Kind::Policy => web::policy(reader, all),
        Kind::ZoneLines => zone::read::block(reader, all),
        Kind::HttpAnswer => {
            web::answer(reader, all, None);
        }
        Kind::Report => reader.piece(kind, all, whole::report(reader.text), "", Reading::None),
        _ => {}
    }
}

fn finish(mut reader: Reader<'_>, nearest: Option<Nearest>) -> Pasted {
    let text = reader.text;
    let mut pieces = std::mem::take(&mut reader.pieces);
    sort_by(&mut pieces, |piece| piece.span.start);
    number(text, &mut pieces);
    let left_out = reader.findings.left_out();
    Pasted {
        pieces,
        findings: reader.findings.into_vec(),
        left_out,
        together: together::Together::default(),
        nearest,
    }
}

/// Numbers the lines of pieces, which are in order.
fn number(text: &[u8], pieces: &mut [Piece]) {
    let (mut at, mut line) = (0, 1);
    let mut line_of = |to: usize| {
        let part = text.get(at..to).unwrap_or_default();
        line += part.iter().filter(|&&byte| byte == b'\n').count();
        at = at.max(to);
        line
    };
    for piece in pieces {
        let first = line_of(piece.span.start);
        // A line end at the end belongs to the last line.
        let part = piece.span.of(text);
        let end = piece.span.start + part.trim_ascii_end().len();
        piece.lines = (first, line_of(end.max(piece.span.start)));
    }
}

#[cfg(test)]
mod tests;
