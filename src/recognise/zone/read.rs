//! Reads lines of a zone.

use super::super::form::Form;
use super::super::lines::string;
use super::super::reader::Reader;
use super::super::rows::{Held, MOST_OTHERS, Row};
use super::super::txt::{Which, which};
use super::entry::{Entry, Token, entry};
use super::faults;
use super::names::{Completed, Origin};
use super::record::{OTHER, Record, record, ttl};
use super::value;
use crate::dns::{Data, Rtype, rdata};
use crate::text::Span;

/// After so many parentheses that come to no end, none joins lines any more.
const MOST_UNCLOSED: usize = 8;

/// What lines say for the lines behind them.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Zone {
    /// What completes names.
    pub(in super::super) origin: Origin,
    owner: Option<Owner>,
    ttl: u32,
    /// Parentheses that came to no end.
    unclosed: usize,
}

/// The owner of a line.
#[derive(Clone, Debug)]
struct Owner {
    /// `None`: nobody wanted to know yet.
    name: Option<Completed>,
    span: Span,
}

impl Zone {
    /// A zone in which names are whole.
    pub(in super::super) fn whole() -> Self {
        Self {
            origin: Origin::Whole,
            ..Self::default()
        }
    }

    /// The entry at `at`, within `text`.
    pub(in super::super) fn entry(&mut self, text: &[u8], at: usize) -> Option<Entry> {
        let entry = entry(text, at, self.unclosed < MOST_UNCLOSED)?;
        self.unclosed += usize::from(entry.unclosed.is_some());
        Some(entry)
    }

    /// Completes the owner by what completes names now.
    fn complete(&mut self, text: &[u8]) {
        if let Some(owner) = self.owner.as_mut().filter(|owner| owner.name.is_none()) {
            owner.name = Some(self.origin.complete(&string(owner.span.of(text))));
        }
    }

    /// The owner's name, if it was completed.
    fn name(&self) -> Option<&Completed> {
        self.owner.as_ref()?.name.as_ref()
    }

    /// Takes in `$ORIGIN` and `$TTL`; whether the entry is such a one.
    fn directive(&mut self, text: &[u8], entry: &Entry) -> bool {
        let Some(first) = entry.tokens.first().filter(|first| !first.quoted) else {
            return false;
        };
        let word = first.span.of(text);
        if word.first() != Some(&b'$') {
            return false;
        }
        let value = entry.tokens.get(1).map(|token| token.span.of(text)).unwrap_or_default();
        if word.eq_ignore_ascii_case(b"$ORIGIN") && !value.is_empty() {
            self.complete(text);
            self.origin.set(&string(value));
        } else if word.eq_ignore_ascii_case(b"$TTL") {
            self.ttl = ttl(value).unwrap_or_default();
        }
        true
    }
}

/// Reads a block of lines.
pub(in super::super) fn block(reader: &mut Reader<'_>, span: Span) {
    let text = reader.text.get(..span.end).unwrap_or(reader.text);
    reader.zones.push((reader.block, span));
    let mut zone = std::mem::take(&mut reader.zone);
    let mut at = span.start;
    while let Some(entry) = zone.entry(text, at) {
        at = entry.next;
        if !zone.directive(text, &entry) {
            line(reader, &mut zone, &entry, Some(0));
        }
    }
    reader.zone = zone;
}

/// Reads one entry as a record; `source` is what it is of, `None` where it isn't to be kept. Its type, if it is a record.
pub(in super::super) fn line(
    reader: &mut Reader<'_>,
    zone: &mut Zone,
    entry: &Entry,
    source: Option<usize>,
) -> Option<Rtype> {
    let text = reader.text;
    let record = record(text, entry)?;
    if let Some(span) = record.owner {
        zone.owner = Some(Owner { name: None, span });
    }
    if record.rtype == Rtype::SOA && matches!(zone.origin, Origin::Unknown | Origin::Said(_)) {
        // A zone's SOA stands at its top.
        zone.complete(text);
        if let Some(name) = zone.name().filter(|name| !name.relative) {
            let name = format!("{}.", name.name);
            zone.origin.set(&name);
        }
    }
    // Most records of a zone are of no interest, and their names need not be known.
    let other = !matches!(record.rtype, Rtype::TXT | Rtype::MX);
    let source = source.filter(|_| !other || reader.others < MOST_OTHERS);
    if source.is_none() || is_skipped(record.rtype) {
        return Some(record.rtype);
    }
    zone.complete(text);
    let ttl = record.ttl.unwrap_or(zone.ttl);
    if let (Some(source), Some(held)) = (source, held(text, zone, &record, entry)) {
        reader.others += usize::from(other);
        push(reader, zone, &record, entry, (source, ttl, held));
    }
    Some(record.rtype)
}

/// Whether records of a type aren't read.
fn is_skipped(rtype: Rtype) -> bool {
    matches!(rtype, OTHER | Rtype::SOA | Rtype::NS | Rtype::CAA)
}

/// What a record holds, if it is of any interest.
fn held(text: &[u8], zone: &Zone, record: &Record<'_>, entry: &Entry) -> Option<(Held, Option<Completed>)> {
    let first = record.data.first()?;
    let last = record.data.last()?;
    match record.rtype {
        Rtype::TXT => {
            let (mapped, form, frozen) = {
                if let Some(mapped) = faults::cut_by_comment(text, record.data, entry) {
                    (mapped, Form::Word, true)
                } else {
                    let form = if first.quoted { Form::Quoted } else { Form::Word };
                    // Parentheses and comments end words too, so an edit might join what they part.
                    let rest = Span::new(first.span.start, entry.span.end).of(text);
                    let parted = entry.comment.is_some() || rest.iter().any(|byte| matches!(byte, b'(' | b')'));
                    let frozen = entry.unclosed.is_some() || parted && form == Form::Word;
                    (value::text(text, record.data, first.span.start), form, frozen)
                }
            };
            let at_home = zone.name().is_some_and(|name| is_service(&name.name));
            let relevant = at_home || matches!(which(&mapped.text), Some(Which::Sts | Which::Tlsrpt));
            let held = Held::Text {
                text: mapped,
                form,
                frozen,
            };
            relevant.then_some((held, None))
        }
        Rtype::MX => {
            let preference = std::str::from_utf8(first.span.of(text)).ok()?.parse().ok()?;
            let name = target(text, zone, last);
            let host = name.as_ref().map_or(String::new(), |name| name.name.clone());
            Some((Held::Data(Data::Mx { preference, host }, last.span), name))
        }
        Rtype::CNAME => {
            let name = target(text, zone, first)?;
            let target = name.name.to_ascii_lowercase();
            Some((Held::Data(Data::Cname { target }, first.span), Some(name)))
        }
        rtype => {
            let span = Span::new(first.span.start, last.span.end);
            match rdata::read(rtype, &string(span.of(text))) {
                Data::Malformed { .. } => None,
                data => Some((Held::Data(data, span), None)),
            }
        }
    }
}

/// The host that a record names, completed; `None` for the root.
fn target(text: &[u8], zone: &Zone, token: &Token) -> Option<Completed> {
    let written = string(token.span.of(text));
    (written != ".").then(|| zone.origin.complete(&written))
}

/// Whether a name is one of the two at which senders look.
fn is_service(name: &str) -> bool {
    ["_mta-sts.", "_smtp._tls."].iter().any(|start| {
        name.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    })
}

/// Whether a name is one of MTA-STS or TLS reporting, the policy host among them.
fn is_home(name: &str) -> bool {
    is_service(name) || name.starts_with("mta-sts.")
}

fn push(
    reader: &mut Reader<'_>,
    zone: &Zone,
    record: &Record<'_>,
    entry: &Entry,
    (source, ttl, (held, target)): (usize, u32, (Held, Option<Completed>)),
) {
    let owner = zone.owner.as_ref();
    let name = zone.name();
    let meant = name.map(|name| name.doubled.as_ref().unwrap_or(&name.name).to_ascii_lowercase());
    let start = record.owner.map_or_else(
        || {
            entry
                .tokens
                .first()
                .map_or(entry.span.start, |token| token.outer().start)
        },
        |owner| owner.start,
    );
    let end = match &held {
        Held::Text { text, .. } => text.all().end,
        Held::Data(..) => start,
    };
    let mut row = Row {
        source,
        block: reader.block,
        span: Span::new(start, entry.span.end.max(end)),
        owner_span: owner.map(|owner| owner.span),
        elsewhere: name.filter(|name| name.doubled.is_some()).map(|name| name.name.clone()),
        owner: meant,
        how: how(zone, target.as_ref()),
        broken: false,
        ttl,
        rtype: record.rtype,
        held,
    };
    let subject = super::super::sets::subject(&row);
    row.broken = faults::of_entry(reader, entry, record.data, &row, subject);
    // Of the many other records only those are of interest that stand at names of MTA-STS.
    if matches!(record.rtype, Rtype::TXT | Rtype::MX) || row.owner.as_deref().is_some_and(is_home) {
        if let (Some(span), Some(name)) = (record.owner, name) {
            faults::of_owner(reader, name, span, subject);
        }
        if let (Some(name), Held::Data(_, span)) = (&target, &row.held) {
            faults::of_target(reader, name, *span, subject);
        }
    }
    reader.row(row);
}

/// How the names of a line were completed.
fn how(zone: &Zone, target: Option<&Completed>) -> &'static str {
    let relative = zone.name().is_some_and(|name| name.relative) || target.is_some_and(|name| name.relative);
    match zone.origin {
        Origin::Known(_) if relative => "zone lines, names completed by `$ORIGIN`",
        Origin::Whole => "names are whole, as programs print them",
        _ => "zone lines",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_known_in_any_case() {
        assert!(is_service("_MTA-STS.example.com") && is_service("_smtp._tls.@"));
        assert!(!is_service("mta-sts.example.com") && !is_service("_tls.a"));
    }
}
