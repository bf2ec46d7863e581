//! What is gathered while the blocks of a paste are read.

use super::answers::{Answered, Question};
use super::command::Command;
use super::kind::Kind;
use super::mapped::Mapped;
use super::piece::{Piece, Reading, TxtSet};
use super::rows::{MOST_ROWS, Row};
use super::zone::read::Zone;
use crate::dns::input::ToAscii;
use crate::rule::{Evidence, Finding, Findings, Subject};
use crate::text::{Span, line_column};

/// More pieces than this are left out.
pub(super) const MOST_PIECES: usize = 256;

/// The texts of more names than this aren't handed on.
const MOST_TXT_SETS: usize = 8;

/// The state of reading.
pub(super) struct Reader<'a> {
    /// The paste.
    pub(super) text: &'a [u8],
    /// What was pasted, where `text` is what is left of it without what stood around it, and where it stands there.
    pub(super) whole: Option<(&'a [u8], &'a Mapped)>,
    /// Seconds since 1970.
    pub(super) now: u64,
    /// The MX host that output of `openssl` is to be held against, if somebody says so.
    pub(super) host: Option<String>,
    /// Names of other scripts to ASCII.
    pub(super) to_ascii: ToAscii<'a>,
    pub(super) pieces: Vec<Piece>,
    pub(super) findings: Findings,
    /// The records of all blocks; pieces are made of them at the end.
    pub(super) rows: Vec<Row>,
    /// The texts of the records of one name; see [`super::Pasted`].
    pub(super) txt_sets: Vec<TxtSet>,
    /// What look-ups came to.
    pub(super) answers: Vec<Answered>,
    /// The command that was typed before what is read now.
    pub(super) command: Option<Command>,
    /// The Policy Domain, where it is said beside what is judged.
    pub(super) domain: Option<String>,
    /// The output of `openssl`, each with the host that a command before it named.
    pub(super) tls: Vec<(Span, Option<String>)>,
    /// The blocks of zone lines: their numbers, and where they stand.
    pub(super) zones: Vec<(usize, Span)>,
    /// How many of them are neither TXT nor MX.
    pub(super) others: usize,
    /// Whether pieces or records were left out.
    pub(super) left_out: bool,
    /// The zone file that lines of several blocks belong to.
    pub(super) zone: Zone,
    /// The last block and the last source that were numbered.
    pub(super) block: usize,
    source: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a [u8], now: u64, to_ascii: ToAscii<'a>, findings: Findings) -> Self {
        Self {
            text,
            whole: None,
            now,
            host: None,
            to_ascii,
            pieces: Vec::new(),
            findings,
            rows: Vec::new(),
            txt_sets: Vec::new(),
            answers: Vec::new(),
            tls: Vec::new(),
            command: None,
            domain: None,
            zones: Vec::new(),
            others: 0,
            left_out: false,
            zone: Zone::default(),
            block: 0,
            source: 0,
        }
    }

    /// The number of the line of what was pasted that a place is in.
    pub(super) fn line(&self, at: usize) -> usize {
        match self.whole {
            Some((text, bare)) => line_column(text, bare.span(Span::new(at, at + 1)).start).0,
            None => line_column(self.text, at).0,
        }
    }

    /// The number of a new source; zone lines are all of source 0.
    pub(super) fn new_source(&mut self) -> usize {
        self.source += 1;
        self.source
    }

    /// Whether more is taken in.
    pub(super) fn has_room(&self) -> bool {
        self.pieces.len() < MOST_PIECES
    }

    /// Takes in a piece, its lines numbered later.
    pub(super) fn piece(&mut self, kind: Kind, span: Span, what: impl Into<String>, how: &str, reading: Reading) {
        if self.has_room() {
            self.pieces.push(Piece {
                kind,
                span,
                lines: (1, 1),
                what: what.into(),
                how: how.to_owned(),
                reading,
            });
        } else {
            self.left_out = true;
        }
    }

    /// Hands on the texts of the records of a name, unless those of another source say the same.
    pub(super) fn txt_set(&mut self, set: TxtSet) {
        let bytes = |set: &TxtSet| set.texts.iter().map(|text| text.text.clone()).collect::<Vec<_>>();
        let same = |known: &TxtSet| known.kind == set.kind && known.owner == set.owner && bytes(known) == bytes(&set);
        if self.txt_sets.len() < MOST_TXT_SETS && !self.txt_sets.iter().any(same) {
            self.txt_sets.push(set);
        }
    }

    /// What the command before this block asked for.
    pub(super) fn asked(&mut self) -> Option<Question> {
        self.command.take().and_then(|command| command.question)
    }

    /// Takes in a record.
    pub(super) fn row(&mut self, row: Row) {
        if self.rows.len() < MOST_ROWS {
            self.rows.push(row);
        } else {
            self.left_out = true;
        }
    }

    /// Takes in a finding whose places are those of the paste.
    pub(super) fn add(&mut self, finding: Finding, subject: Subject) {
        self.findings.add(finding.about(subject, Evidence::Pasted));
    }

    /// Takes in findings in a text, led back to the paste.
    pub(super) fn adopt(&mut self, findings: Findings, mapped: &Mapped) {
        self.findings.adopt_with(findings, |finding| {
            let subject = finding.subject;
            Some(mapped.adopt(finding).about(subject, Evidence::Pasted))
        });
    }
}
