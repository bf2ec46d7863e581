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
mod around;
mod bare;
pub mod bounce;
mod command;
mod config;
mod cut;
mod dig;
mod follow;
mod form;
mod json;
mod kind;
mod lines;
mod mapped;
mod marks;
mod misplaced;
mod nslookup;
pub mod openssl;
mod panel;
mod piece;
pub mod plain;
mod powershell;
mod prompt;
mod reader;
mod rest;
mod rows;
pub mod rules;
mod sets;
mod short;
mod texts;
mod tiny;
mod together;
mod txt;
mod web;
mod whole;
mod zone;

pub use form::Form;
pub use kind::Kind;
pub use mapped::Mapped;
pub use piece::{Mx, Nearest, Pasted, Piece, Reading, Says, TxtSet};
pub use together::{Fit, Link, Together};

use crate::dns::input::ToAscii;
use crate::order::sort_by;
use crate::rule::{Findings, proof};
use crate::text::Span;
use cut::Block;
use follow::What;
use reader::Reader;
use zone::names::Origin;

/// How many bytes are read again at most to prove fixes: some times a usual paste, at each key.
const WORK: usize = 1 << 14;

/// Longest text that is looked at, in bytes.
pub const LONGEST: usize = 4 << 20;

/// What is known beside a pasted text.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// What somebody says by hand that it is; that counts.
    pub choice: Option<Kind>,
    /// Seconds since 1970, for the dates of certificates.
    pub now: u64,
    /// Turns names of other scripts into their ASCII form, as browsers do.
    pub to_ascii: ToAscii<'a>,
    /// The MX host that output of `openssl` is to be held against, if somebody says so.
    pub host: Option<&'a str>,
    /// The Policy Domain, if somebody says so: names of a zone without `$ORIGIN` are completed by it.
    pub domain: Option<&'a str>,
}

/// Recognises a text and judges it; see [`Beside`] for the other arguments.
#[must_use]
pub fn recognise(text: &[u8], choice: Option<Kind>, now: u64, to_ascii: ToAscii<'_>) -> Pasted {
    recognise_beside(
        text,
        &Beside {
            choice,
            now,
            to_ascii,
            host: None,
            domain: None,
        },
    )
}

/// Recognises a text and judges it.
#[must_use]
pub fn recognise_beside(text: &[u8], beside: &Beside<'_>) -> Pasted {
    let (mut pasted, mut findings) = read_with(text, beside, Findings::unproved());
    // A fix that mends the value by itself need not mend the paste that it stands in.
    proof::keep_what_mends(text, findings.whole(), 0, WORK, &|text, after| {
        *after = read_with(text, beside, Findings::faults()).1;
    });
    pasted.left_out = findings.left_out();
    pasted.findings = findings.into_vec();
    pasted
}

/// Recognises a text, and puts what is found into a sink, which is given back.
fn read_with(text: &[u8], beside: &Beside<'_>, findings: Findings) -> (Pasted, Findings) {
    let may_have = text.len() <= LONGEST && around::may_have(beside.choice.or_else(|| whole::kind(text)));
    let Some(bare) = may_have.then(|| around::off(text)).flatten() else {
        let (mut pasted, findings) = read_bare(Reader::new(text, beside.now, beside.to_ascii, findings), beside);
        number(text, &mut pasted.pieces);
        return (pasted, findings);
    };
    let alike = findings.alike();
    let mut reader = Reader::new(&bare.text.text, beside.now, beside.to_ascii, alike);
    reader.whole = Some((text, &bare.text));
    let url = bare.url.clone();
    reader.command = url.map(|url| command::Command {
        url: Some(url),
        ..Default::default()
    });
    let (mut pasted, found) = read_bare(reader, beside);
    let mut findings = findings;
    bare.said(text).for_each(|finding| findings.add(finding));
    findings.adopt_with(found, |finding| bare.adopt(finding));
    around::pasted(&mut pasted, &bare.text);
    if let Some(cut) = bare.cut {
        let piece = Piece {
            kind: Kind::Other,
            span: cut,
            lines: (1, 1),
            what: "a policy that was cut off, so it isn’t judged".into(),
            how: String::new(),
            reading: Reading::None,
        };
        let at = pasted.pieces.partition_point(|known| known.span.start < cut.start);
        pasted.pieces.insert(at, piece);
    }
    if pasted.pieces.is_empty() {
        // What is taken off is all that there is.
        let span = lines::trimmed(text, Span::new(0, text.len()));
        pasted.pieces.push(Piece {
            kind: Kind::Unknown,
            span,
            lines: (1, 1),
            what: "not recognised".into(),
            how: String::new(),
            reading: Reading::None,
        });
    }
    number(text, &mut pasted.pieces);
    (pasted, findings)
}

/// Recognises what is left of a text without what stands around it; the lines of pieces aren't numbered.
fn read_bare(mut reader: Reader<'_>, beside: &Beside<'_>) -> (Pasted, Findings) {
    let text = reader.text;
    reader.host = beside.host.map(str::to_ascii_lowercase);
    let domain = beside.domain.map(str::to_ascii_lowercase);
    if let Some(domain) = &domain {
        reader.zone.origin = Origin::Said(domain.clone());
    }
    let choice = beside.choice;
    let all = Span::new(0, text.len());
    let mut nearest = None;
    if text.len() > LONGEST {
        reader.piece(Kind::Unknown, all, "more text than is looked at", "", Reading::None);
    } else if let Some(kind) = choice.or_else(|| whole::kind(text)) {
        chosen(&mut reader, kind);
    } else {
        nearest = read_all(&mut reader);
    }
    sets::pieces(&mut reader);
    // Which host is meant may be said by MX lines behind the output.
    for (span, asked) in std::mem::take(&mut reader.tls) {
        openssl::block(&mut reader, span, asked);
    }
    // What somebody says counts more than what the text says.
    reader.domain = domain.or(reader.domain);
    finish(reader, nearest)
}

/// Reads all blocks of the text.
fn read_all(reader: &mut Reader<'_>) -> Option<Nearest> {
    let blocks = cut::blocks(reader.text);
    let alone = blocks.len() == 1;
    let mut nearest = None;
    let mut at = 0;
    while let Some(block) = blocks.get(at).filter(|_| reader.has_room()) {
        reader.block += 1;
        let printed = short::count(reader, blocks.get(at..).unwrap_or_default());
        if printed > 0 {
            short::blocks(reader, blocks.get(at..at + printed).unwrap_or_default());
            at += printed;
        } else {
            nearest = read(reader, block, alone).or(nearest);
            at += 1;
        }
    }
    reader.left_out |= at < blocks.len();
    nearest
}

fn read(reader: &mut Reader<'_>, block: &Block, alone: bool) -> Option<Nearest> {
    let span = block.span;
    match block.what {
        What::Http => {
            let url = reader.command.take().and_then(|command| command.url);
            web::answer(reader, span, url.as_deref());
        }
        What::Policy => web::policy(reader, span),
        What::Zone => zone::read::block(reader, span),
        What::Tiny => tiny::block(reader, span),
        What::Panel => panel::block(reader, span),
        What::Dig => {
            reader.command = None;
            dig::block(reader, span);
        }
        What::Nslookup => {
            let asked = reader.asked();
            nslookup::block(reader, span, asked.as_ref());
        }
        What::PowerShell => {
            let asked = reader.asked();
            powershell::block(reader, span, asked);
        }
        What::Json => {
            let asked = reader.asked();
            json::block(reader, span, asked);
        }
        What::Openssl => {
            let asked = reader.command.take().and_then(|command| command.host);
            reader.tls.push((span, asked));
        }
        What::Text(which) => bare::block(reader, span, which),
        What::Config => {
            // What else has such a block holds one.
            if !config::block(reader, span) {
                reader.piece(Kind::Other, span, "a script, no record in it", "", Reading::None);
            }
        }
        What::Command => {
            reader.command = command::read(span.of(reader.text));
            if alone {
                let what = "a command; paste what it prints";
                reader.piece(Kind::Other, span, what, "", Reading::None);
            }
        }
        What::Short => short::blocks(reader, std::slice::from_ref(block)),
        What::Rest => return rest::block(reader, span, alone),
    }
    None
}

/// Reads the whole text as what somebody says that it is.
fn chosen(reader: &mut Reader<'_>, kind: Kind) {
    let all = Span::new(0, reader.text.len());
    let known = match kind {
        Kind::Domain => {
            rest::chosen(reader);
            true
        }
        Kind::StsRecord | Kind::TlsrptRecord => {
            let sts = kind == Kind::StsRecord;
            bare::chosen(reader, if sts { txt::Which::Sts } else { txt::Which::Tlsrpt });
            true
        }
        Kind::Policy => {
            web::policy(reader, all);
            true
        }
        Kind::ZoneLines => {
            let text = reader.text;
            let has = |mark: &dyn Fn(Span) -> bool| lines::lines(text, all).any(|line| mark(line.span));
            if has(&|line| tiny::mark(line.of(text).trim_ascii())) {
                tiny::block(reader, all);
            } else if has(&|line| panel::mark(text, lines::trimmed(text, line))) {
                panel::block(reader, all);
            } else {
                zone::read::block(reader, all);
            }
            true
        }
        Kind::DnsAnswer => answer(reader, all),
        Kind::HttpAnswer => web::answer(reader, all, None),
        Kind::Report => {
            reader.piece(kind, all, whole::report(reader.text), "", Reading::None);
            true
        }
        Kind::Bounce => bounce::block(reader, all),
        Kind::Openssl => {
            reader.tls.push((all, None));
            true
        }
        Kind::Other | Kind::Unknown => false,
    };
    if !known {
        let what = format!("{}: nothing in it that is known here", kind.words());
        reader.piece(kind, all, what, "", Reading::None);
    }
}

/// Reads a text as answers to look-ups, in whatever form they are printed. Whether there is one.
fn answer(reader: &mut Reader<'_>, all: Span) -> bool {
    let (mut data, mut printed) = (Vec::new(), false);
    for block in cut::blocks(reader.text) {
        reader.block += 1;
        match block.what {
            What::Text(_) | What::Short => data.push(block),
            What::Dig | What::Nslookup | What::PowerShell | What::Json => {
                read(reader, &block, false);
                printed = true;
            }
            What::Command => {
                read(reader, &block, false);
            }
            _ => {}
        }
    }
    if !data.is_empty() && !printed {
        short::blocks(reader, &data);
        return true;
    }
    reader.block += 1;
    if !printed {
        dig::block(reader, all);
    }
    printed || reader.answers.iter().any(answers::Answered::is_begun)
}

fn finish(mut reader: Reader<'_>, nearest: Option<Nearest>) -> (Pasted, Findings) {
    let text = reader.text;
    let mut pieces = std::mem::take(&mut reader.pieces);
    sort_by(&mut pieces, |piece| piece.span.start);
    reader.pieces = pieces;
    let together = together::judge(&mut reader);
    let pieces = std::mem::take(&mut reader.pieces);
    let pasted = Pasted {
        pieces,
        cut: reader.left_out || text.len() > LONGEST,
        together,
        nearest,
        txt_sets: std::mem::take(&mut reader.txt_sets),
        ..Pasted::default()
    };
    (pasted, reader.findings)
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
