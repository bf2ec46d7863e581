//! Makes pieces of the records of a paste, and judges those of one name as the set that they are.

use super::kind::Kind;
use super::misplaced;
use super::piece::{Mx, Reading};
use super::reader::Reader;
use super::rows::{Held, Row};
use super::rules::zone::{CNAME_BESIDE, NO_ORIGIN};
use super::texts;
use super::txt::{Which, which};
use super::zone::names::ZONE;
use crate::dns::{Data, Rtype};
use crate::rule::Subject;
use crate::text::{Span, show};
use crate::words::count;

/// More sets than this are left out, and more aliases than this aren't compared with the other records.
const MOST_SETS: usize = 64;

/// Longest chain of aliases that is followed.
const LONGEST_CHAIN: usize = 8;

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// TXT records at `_mta-sts`, or a text that looks like one.
    Sts,
    /// The same of TLS reporting.
    Tlsrpt,
    /// MX records.
    Mx,
    /// An alias, an address and the like at a name that matters.
    Other(Rtype),
}

/// What a finding about a record speaks of.
pub(super) fn subject(row: &Row) -> Subject {
    match role(row) {
        Role::Sts => Subject::Record,
        Role::Tlsrpt => Subject::TlsRpt,
        Role::Mx => Subject::MxHosts,
        Role::Other(_) => match row.owner.as_deref() {
            Some(owner) if owner.starts_with("mta-sts.") => Subject::PolicyHost,
            Some(owner) if owner.starts_with("_mta-sts.") => Subject::Record,
            Some(owner) if owner.starts_with("_smtp._tls.") => Subject::TlsRpt,
            _ => Subject::MxHosts,
        },
    }
}

pub(super) fn role(row: &Row) -> Role {
    let Some(text) = row.text() else {
        return if row.rtype == Rtype::MX {
            Role::Mx
        } else {
            Role::Other(row.rtype)
        };
    };
    match (row.owner.as_deref(), which(&text.text)) {
        (Some(owner), _) if owner.starts_with("_mta-sts.") => Role::Sts,
        (Some(owner), _) if owner.starts_with("_smtp._tls.") => Role::Tlsrpt,
        (_, Some(Which::Tlsrpt)) => Role::Tlsrpt,
        _ => Role::Sts,
    }
}

/// Records of one name, type and source.
pub(super) struct Set {
    role: Role,
    source: usize,
    /// Whose they are; `None` where that isn't said.
    pub(super) owner: Option<String>,
    /// The name at which they really stand, if that isn't the one that is meant: they aren't of the set at the right name.
    elsewhere: Option<String>,
    /// Which they are, in order.
    pub(super) rows: Vec<usize>,
    /// Whether findings about them were told.
    pub(super) judged: bool,
}

impl Set {
    /// Whether a record is one of these.
    fn takes(&self, row: &Row) -> bool {
        self.role == role(row)
            && self.source == row.source
            && self.owner == row.owner
            && self.elsewhere == row.elsewhere
    }
}

/// Makes pieces of all records.
pub(super) fn pieces(reader: &mut Reader<'_>) {
    let mut rows = std::mem::take(&mut reader.rows);
    aliases(reader, &rows);
    behind_aliases(&mut rows);
    misplaced::rows(reader, &mut rows);
    let mut sets = sets(&rows);
    let hosts = hosts(&rows);
    let mut at = 0;
    while let Some(first) = rows.get(at) {
        if !matters(first, &hosts) {
            at += 1;
            continue;
        }
        let alike = |row: &&Row| {
            let same = row.block == first.block && row.source == first.source && row.owner == first.owner;
            same && row.elsewhere == first.elsewhere && role(row) == role(first)
        };
        let length = rows
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(alike)
            .count()
            .max(1);
        let group = rows.get(at..at + length).unwrap_or_default();
        if let Some(set) = sets.iter_mut().find(|set| set.takes(first)) {
            piece(reader, &rows, group, set);
        }
        at += length;
    }
    nameless(reader, &rows);
    empty_zones(reader, &rows);
    reader.rows = rows;
}

/// Zone lines among which nothing is of interest.
fn empty_zones(reader: &mut Reader<'_>, rows: &[Row]) {
    let hosts = hosts(rows);
    for (block, span) in std::mem::take(&mut reader.zones) {
        if !rows.iter().any(|row| row.block == block && matters(row, &hosts)) {
            let what = "zone lines, nothing of MTA-STS among them";
            reader.piece(Kind::ZoneLines, span, what, "", Reading::None);
        }
    }
}

/// The MX hosts of all records, a bounded number of them.
fn hosts(rows: &[Row]) -> Vec<String> {
    let host = |row: &Row| match row.data() {
        Some((Data::Mx { host, .. }, _)) => Some(host.to_ascii_lowercase()),
        _ => None,
    };
    rows.iter().filter_map(host).take(MOST_SETS).collect()
}

/// Whether a record is to be shown: in a zone file there are many that have nothing to do with MTA-STS.
fn matters(row: &Row, hosts: &[String]) -> bool {
    if row.source > 0 || !matches!(role(row), Role::Other(_)) {
        return true;
    }
    let owner = row.owner.as_deref().unwrap_or_default();
    let host = owner.strip_prefix("_25._tcp.").unwrap_or(owner);
    ["mta-sts.", "_mta-sts.", "_smtp._tls."]
        .iter()
        .any(|start| owner.starts_with(start))
        || hosts.iter().any(|known| known == host)
}

/// Texts behind an alias belong to the name that was asked for: senders follow it.
fn behind_aliases(rows: &mut [Row]) {
    let alias = |row: &Row| match row.data() {
        Some((Data::Cname { target }, _)) if row.elsewhere.is_none() => {
            Some((row.source, row.owner.clone()?, target.clone()))
        }
        _ => None,
    };
    let aliases: Vec<_> = rows.iter().filter_map(alias).take(MOST_SETS).collect();
    let texts = rows
        .iter_mut()
        .filter(|row| row.rtype == Rtype::TXT && row.elsewhere.is_none());
    for row in texts {
        for _ in 0..LONGEST_CHAIN {
            let leads = aliases
                .iter()
                .find(|(source, _, target)| *source == row.source && Some(target) == row.owner.as_ref());
            match leads {
                Some((_, owner, _)) => row.owner = Some(owner.clone()),
                None => break,
            }
        }
    }
}

fn sets(rows: &[Row]) -> Vec<Set> {
    let mut sets: Vec<Set> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let room = sets.len() < MOST_SETS;
        match sets.iter_mut().find(|set| set.takes(row)) {
            Some(set) => set.rows.push(at),
            None if room => sets.push(Set {
                role: role(row),
                source: row.source,
                owner: row.owner.clone(),
                elsewhere: row.elsewhere.clone(),
                rows: vec![at],
                judged: false,
            }),
            None => {}
        }
    }
    sets
}

/// A name as it is shown; the zone's own, which isn't known, in words.
pub(super) fn shown(name: &str) -> String {
    match name.strip_suffix(ZONE) {
        Some("") => "the zone itself".into(),
        Some(front) => format!("`{}` of the zone", show(front.trim_end_matches('.').as_bytes())),
        None => format!("`{}`", show(name.as_bytes())),
    }
}

fn piece(reader: &mut Reader<'_>, rows: &[Row], group: &[Row], set: &mut Set) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return;
    };
    let span = Span::new(first.span.start, last.span.end);
    let of = set.owner.as_deref().map(shown);
    let how = match &first.held {
        Held::Text { form, .. } if first.how.is_empty() => form.words(),
        _ => first.how,
    };
    let (what, reading) = match set.role {
        Role::Sts => texts::sts(reader, rows, group, set),
        Role::Tlsrpt => texts::tlsrpt(reader, rows, group, set),
        Role::Mx => mx(group, set.owner.as_deref()),
        Role::Other(rtype) => {
            let what = match (first.data(), of) {
                (Some((Data::Cname { target }, _)), Some(of)) => format!("an alias: {of} stands for {}", shown(target)),
                (_, Some(of)) => format!("{} of {of}", count(group.len(), &format!("{rtype} record"))),
                (_, None) => count(group.len(), &format!("{rtype} record")),
            };
            (what, Reading::None)
        }
    };
    let kind = if first.source == 0 {
        Kind::ZoneLines
    } else {
        Kind::DnsAnswer
    };
    reader.piece(kind, span, what, how, reading);
}

fn mx(group: &[Row], owner: Option<&str>) -> (String, Reading) {
    let hosts: Vec<Mx> = group
        .iter()
        .filter_map(|row| match row.data()? {
            (Data::Mx { preference, host }, span) => Some(Mx {
                preference: *preference,
                host: host.clone(),
                span,
            }),
            _ => None,
        })
        .collect();
    let of = owner.map_or(String::new(), |owner| format!(" of {}", shown(owner)));
    let what = match hosts.as_slice() {
        [only] if only.host.is_empty() => format!("the null MX{of}: it takes no mail"),
        _ => format!("{}{of}", count(hosts.len(), "MX host")),
    };
    let domain = owner.map(str::to_owned);
    (what, Reading::Mx { domain, hosts })
}

/// A name that is an alias and has other records.
fn aliases(reader: &mut Reader<'_>, rows: &[Row]) {
    for alias in rows.iter().filter(|row| row.rtype == Rtype::CNAME).take(MOST_SETS) {
        let same =
            |row: &&Row| row.source == alias.source && row.owner == alias.owner && row.elsewhere == alias.elsewhere;
        let other = rows.iter().filter(same).find(|row| row.rtype != Rtype::CNAME);
        if let (Some(other), Some(owner)) = (other, &alias.owner) {
            // An answer shows the records behind the alias under their own names, so there is no such pair in it.
            let finding = CNAME_BESIDE
                .at(other.span)
                .with("name", owner.trim_end_matches(ZONE).trim_end_matches('.'))
                .with("rtype", other.rtype);
            reader.add(finding, subject(other));
        }
    }
}

/// Says once that the zone's own name isn't known.
fn nameless(reader: &mut Reader<'_>, rows: &[Row]) {
    let found = rows.iter().find(|row| {
        let unknown = |name: &str| name.ends_with(ZONE);
        row.owner.as_deref().is_some_and(unknown)
            || matches!(row.data(), Some((Data::Mx { host, .. }, _)) if unknown(host))
            || matches!(row.data(), Some((Data::Cname { target }, _)) if unknown(target))
    });
    if let Some(row) = found {
        let span = row.owner_span.unwrap_or(row.span);
        let name = span.of(reader.text);
        let finding = NO_ORIGIN.at(span).with_bytes("name", name);
        reader.add(finding, Subject::Domain);
    }
}
