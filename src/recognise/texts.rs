//! Judges the TXT records of one name as the set that they are.

use super::kind::Kind;
use super::mapped::Mapped;
use super::piece::{Reading, TxtSet};
use super::reader::Reader;
use super::rows::{Held, Row};
use super::sets::{Set, shown};
use super::zone::names::ZONE;
use crate::dns::txt_set::{Selection, select};
use crate::rule::{Evidence, Finding, Findings};
use crate::sts::rules::txt_set::{BLANK_COSTS_RECORD, TXT_DISCARDED};
use crate::sts::{self, StsRecord};
use crate::tlsrpt::rules::RECORD_DISCARDED;
use crate::tlsrpt::{self, TlsRptRecord};
use crate::words::count;

/// The texts of a set, and which of them count.
fn texts(rows: &[Row], set: &Set, prefix: &str) -> (Vec<Vec<u8>>, Selection) {
    let texts: Vec<Vec<u8>> = set
        .rows
        .iter()
        .filter_map(|&at| rows.get(at)?.text())
        .map(|text| text.text.clone())
        .collect();
    let selection = select(prefix, &texts);
    (texts, selection)
}

pub(super) fn sts(reader: &mut Reader<'_>, rows: &[Row], group: &[Row], set: &mut Set) -> (String, Reading) {
    let (texts, selection) = texts(rows, set, "v=STSv1;");
    let mut findings = reader.findings.alike();
    let chosen = sts::txt_set::judge(&texts, &mut findings);
    adopt(reader, findings, rows, set, &selection);
    let owner = set.owner.clone();
    let mut record = None;
    if let Some((index, found)) = chosen {
        if let Some(text) = whole_text(rows, set, index) {
            record = Some(placed_id(found, text));
        }
    }
    let elsewhere = elsewhere(group);
    hand_on(reader, Kind::StsRecord, rows, set);
    set.judged = true;
    let what = words(
        "an MTA-STS record",
        "MTA-STS record",
        group,
        owner.as_deref(),
        record.is_some(),
    );
    let reading = Reading::Sts {
        owner,
        record,
        elsewhere,
    };
    (what, reading)
}

pub(super) fn tlsrpt(reader: &mut Reader<'_>, rows: &[Row], group: &[Row], set: &mut Set) -> (String, Reading) {
    let (texts, selection) = texts(rows, set, tlsrpt::txt_set::PREFIX);
    let mut findings = reader.findings.alike();
    let chosen = tlsrpt::judge(&texts, &mut findings);
    adopt(reader, findings, rows, set, &selection);
    let owner = set.owner.clone();
    let mut record = None;
    if let Some((index, found)) = chosen {
        if let Some(text) = whole_text(rows, set, index) {
            record = Some(placed(found, text));
        }
    }
    let elsewhere = elsewhere(group);
    hand_on(reader, Kind::TlsrptRecord, rows, set);
    set.judged = true;
    let what = words(
        "a TLS reporting record",
        "TLS reporting record",
        group,
        owner.as_deref(),
        record.is_some(),
    );
    let reading = Reading::Tlsrpt {
        owner,
        record,
        elsewhere,
    };
    (what, reading)
}

/// Hands on the texts of a set, once, unless one of them isn't published as it is written.
fn hand_on(reader: &mut Reader<'_>, kind: Kind, rows: &[Row], set: &Set) {
    let mut rows = set.rows.iter().filter_map(|&at| rows.get(at));
    if set.judged || rows.clone().any(|row| row.broken || row.elsewhere.is_some()) {
        return;
    }
    let texts: Option<Vec<Mapped>> = rows.by_ref().map(|row| row.text().cloned()).collect();
    if let Some(texts) = texts {
        let owner = set.owner.clone();
        reader.txt_set(TxtSet { kind, owner, texts });
    }
}

/// The text of the record that counts, unless it isn't published as it is meant.
fn whole_text<'a>(rows: &'a [Row], set: &Set, index: usize) -> Option<&'a Mapped> {
    let row = rows.get(*set.rows.get(index)?)?;
    row.text().filter(|_| !row.broken)
}

/// A record with its places in the paste.
pub(super) fn placed(mut record: TlsRptRecord, text: &Mapped) -> TlsRptRecord {
    for rua in &mut record.rua {
        rua.span = text.span(rua.span);
    }
    record
}

/// The same of an MTA-STS record.
pub(super) fn placed_id(mut record: StsRecord, text: &Mapped) -> StsRecord {
    record.id_span = text.span(record.id_span);
    record
}

/// Leads the findings of a set back to the paste, once for each set.
fn adopt(reader: &mut Reader<'_>, findings: Findings, rows: &[Row], set: &Set, selection: &Selection) {
    if set.judged {
        return;
    }
    let row = |index: usize| set.rows.get(index).and_then(|&at| rows.get(at));
    let mut discarded = selection.discarded.iter();
    let kept = selection.kept.first().copied().unwrap_or_default();
    reader.findings.adopt_with(findings, |finding| {
        let thrown_away = [&TXT_DISCARDED, &BLANK_COSTS_RECORD, &RECORD_DISCARDED];
        let index = if finding.span.is_none() && thrown_away.iter().any(|rule| **rule == *finding.rule) {
            discarded.next().copied().unwrap_or_default()
        } else if finding.span.is_none() {
            selection.kept.get(1).copied().unwrap_or(kept)
        } else {
            kept
        };
        let row = row(index)?;
        let Held::Text { text, frozen, .. } = &row.held else {
            return None;
        };
        let subject = finding.subject;
        let mut finding: Finding = text.adopt(finding);
        if *frozen {
            finding.fix = None;
        }
        Some(finding.about(subject, Evidence::Pasted))
    });
}

/// The name at which records of a set really stand, if that isn't where they are meant to.
fn elsewhere(group: &[Row]) -> Option<String> {
    let name = group.iter().find_map(|row| row.elsewhere.as_deref())?;
    Some(
        name.strip_suffix(ZONE)
            .map_or(name, |front| front.trim_end_matches('.'))
            .to_owned(),
    )
}

/// What records of a set are, in words.
fn words(one: &str, many: &str, group: &[Row], owner: Option<&str>, valid: bool) -> String {
    let at = owner.map_or(String::new(), |owner| format!(" at {}", shown(owner)));
    let elsewhere = group.iter().any(|row| row.elsewhere.is_some());
    match (group.len(), valid, elsewhere) {
        (1, true, true) => format!("{one} that is valid, under a name that is not meant"),
        (1, true, false) => format!("{one}{at}, valid"),
        (1, false, _) if group.iter().any(|row| row.broken) => format!("{one}{at}, not valid as it is written"),
        (1, false, _) => format!("{one}{at}, not valid"),
        (number, ..) => format!("{}{at}", count(number, many)),
    }
}
