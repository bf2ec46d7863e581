//! Records of the DNS as they stand in a paste, whatever form they came in.

use super::form::Form;
use super::mapped::Mapped;
use crate::dns::{Data, Rtype};
use crate::text::Span;

/// More records than this are left out.
pub(super) const MOST_ROWS: usize = 4_096;

/// More records than this that are neither TXT nor MX are left out.
pub(super) const MOST_OTHERS: usize = 1_024;

/// How names stand in what programs print.
const PRINTED: &str = "names are whole, as programs print them";

/// A record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Which output or file it is of: records of one name in one source are a set.
    pub(super) source: usize,
    /// Which block of the paste it stands in.
    pub(super) block: usize,
    /// Where it stands.
    pub(super) span: Span,
    /// Whose it is: lower case, no final dot; `None` where that isn't said.
    pub(super) owner: Option<String>,
    /// Where the owner is written; that of the line before for a line without.
    pub(super) owner_span: Option<Span>,
    /// The name at which it really stands, where that is another than the one that is meant.
    pub(super) elsewhere: Option<String>,
    /// How its names were completed, in words; may be empty.
    pub(super) how: &'static str,
    /// Whether a fault of the line keeps it from being published as it is meant.
    pub(super) broken: bool,
    /// Seconds it may be kept.
    pub(super) ttl: u32,
    /// Its type.
    pub(super) rtype: Rtype,
    /// What it holds.
    pub(super) held: Held,
}

/// What a record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// The text of a TXT record.
    Text {
        /// The text.
        text: Mapped,
        /// How it is written.
        form: Form,
        /// Whether edits of it would not do what they should.
        frozen: bool,
    },
    /// Data of another type, and where the host in it is written.
    Data(Data, Span),
}

impl Row {
    /// A record as a program printed it, whole names and all; whose it is comes apart.
    pub(super) fn printed(source: usize, block: usize, span: Span, rtype: Rtype, held: Held) -> Self {
        Self {
            source,
            block,
            span,
            owner: None,
            owner_span: None,
            elsewhere: None,
            how: PRINTED,
            broken: false,
            ttl: 0,
            rtype,
            held,
        }
    }

    /// The text of a TXT record.
    pub(super) fn text(&self) -> Option<&Mapped> {
        match &self.held {
            Held::Text { text, .. } => Some(text),
            Held::Data(..) => None,
        }
    }

    /// The data of another type.
    pub(super) fn data(&self) -> Option<(&Data, Span)> {
        match &self.held {
            Held::Data(data, span) => Some((data, *span)),
            Held::Text { .. } => None,
        }
    }
}
