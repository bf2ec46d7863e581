//! Chooses among the TXT records at `_mta-sts` (RFC 8461 §3.1).

use super::rules::txt_set::{
    BLANK_COSTS_RECORD, NO_RECORD_KEPT, NO_STS_RECORD, RECORD_TWICE, SEVERAL_STS_RECORDS, TXT_DISCARDED,
};
use super::sink::Sink;
use super::{StsRecord, record};
use crate::dns::txt_kind::{self, Protocol};
use crate::dns::txt_set::select;
use crate::later;
use crate::rule::{Findings, Subject};

/// What a record must begin with to be kept beside others, to the letter.
pub const PREFIX: &str = "v=STSv1;";

/// Judges all TXT records of the name, each with its strings joined (RFC 8461 §3.1: without anything between).
///
/// Gives back the one that counts, with its index. Spans of findings are places in that record; findings about the
/// set have none.
pub fn judge(records: &[Vec<u8>], findings: &mut Findings) -> Option<(usize, StsRecord)> {
    let mut sink = Sink::new(findings, Subject::Record);
    if records.is_empty() {
        sink.add(NO_STS_RECORD.finding());
        return None;
    }
    if let [only] = records {
        return record::parse(only, findings).map(|record| (0, record));
    }
    later::rest()?;
    let selection = select(PREFIX, records);
    let texts = |indices: &[usize]| -> Vec<&[u8]> {
        indices
            .iter()
            .filter_map(|&i| records.get(i))
            .map(Vec::as_slice)
            .collect()
    };
    for text in texts(&selection.discarded) {
        // RFC 8461 §3.1 against its own grammar, erratum 6285.
        let blank = is_version_and_blank(text) && selection.kept.is_empty();
        let rule = if blank { &BLANK_COSTS_RECORD } else { &TXT_DISCARDED };
        let finding = rule.finding().with_bytes("text", text);
        sink.add(if blank {
            finding
        } else {
            finding.with_words("what", describe(text))
        });
    }
    match texts(&selection.kept).as_slice() {
        [] => {
            // RFC 8461 §3.1: exactly one must be left.
            let blanks = texts(&selection.discarded).into_iter().any(is_version_and_blank);
            if !blanks {
                sink.add(NO_RECORD_KEPT.finding().with("count", records.len()));
            }
            None
        }
        [only] => {
            let index = *selection.kept.first()?;
            record::parse(only, findings).map(|record| (index, record))
        }
        [first, others @ ..] => {
            let rule = if others.iter().all(|other| other == first) {
                &RECORD_TWICE
            } else {
                &SEVERAL_STS_RECORDS
            };
            sink.add(rule.finding().with("count", selection.kept.len()));
            None
        }
    }
}

/// Whether the text begins with the version, blanks and a semicolon.
fn is_version_and_blank(text: &[u8]) -> bool {
    let rest = text.strip_prefix(record::VERSION).unwrap_or_default();
    let behind = rest.trim_ascii_start();
    behind.len() < rest.len() && behind.first() == Some(&b';')
}

/// What a TXT record is, in any case a phrase: for the record that is thrown away beside the one that counts.
fn describe(text: &[u8]) -> &'static str {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        "an empty record"
    } else if let Some(kind) = txt_kind::of(text, Protocol::MtaSts) {
        kind
    } else if trimmed.get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"v=STS")) {
        "an MTA-STS record that doesn’t begin with `v=STSv1;`"
    } else {
        "another text"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(records: &[&str]) -> (Option<(usize, String)>, Vec<&'static str>) {
        let records: Vec<Vec<u8>> = records.iter().map(|text| text.as_bytes().to_vec()).collect();
        let mut findings = Findings::new();
        let chosen = judge(&records, &mut findings).map(|(index, record)| (index, record.id));
        let names = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        (chosen, names)
    }

    #[test]
    fn exactly_one_must_be_left() {
        let good = "v=STSv1; id=1";
        let seen = ["RECORD_VERSION_GOOD", "ID_GOOD"];
        assert_eq!(names(&[]), (None, vec!["NO_STS_RECORD"]));
        assert_eq!(names(&[good]), (Some((0, "1".into())), seen.to_vec()));
        assert_eq!(
            names(&["v=spf1 -all", good, "v=STSv10; id=2"]),
            (Some((1, "1".into())), [&["TXT_DISCARDED"; 2][..], &seen].concat())
        );
        assert_eq!(names(&[good, "v=STSv1; id=2"]), (None, vec!["SEVERAL_STS_RECORDS"]));
        assert_eq!(names(&[good, "v=STSv1;"]), (None, vec!["SEVERAL_STS_RECORDS"]));
        assert_eq!(names(&[good, good]), (None, vec!["RECORD_TWICE"]));
        assert_eq!(
            names(&["v=spf1 -all", "x"]),
            (None, vec!["TXT_DISCARDED", "TXT_DISCARDED", "NO_RECORD_KEPT"])
        );
        assert_eq!(names(&["v=STSv1; id=a-b", "x"]).0, None);
    }

    #[test]
    fn a_blank_before_the_semicolon_costs_the_record_only_beside_others() {
        let blank = "v=STSv1 ; id=1";
        assert_eq!(names(&[blank]).0, Some((0, "1".into())));
        assert_eq!(
            names(&[blank, "x"]),
            (None, vec!["BLANK_COSTS_RECORD", "TXT_DISCARDED"])
        );
        assert_eq!(names(&[blank, "v=STSv1; id=2"]).0, Some((1, "2".into())));
    }

    #[test]
    fn the_discarded_are_called_by_their_kind() {
        let mut findings = Findings::new();
        judge(&[b"v=STSv1;id=1".to_vec(), b"v=DMARC1; p=none".to_vec()], &mut findings);
        let message = findings.as_slice().first().map(crate::rule::Finding::message);
        assert!(
            message.is_some_and(|text| text.starts_with("`_mta-sts` also holds a DMARC record, `v=DMARC1; p=none`"))
        );
    }
}
