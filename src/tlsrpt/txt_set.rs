//! Which of the TXT records at `_smtp._tls` counts (RFC 8460 §3), and what the others are.

use super::TlsRptRecord;
use super::record::parse;
use super::rules::{
    NO_RECORD, NO_RECORD_COUNTS, ONE_RECORD, RECORD_DISCARDED, RECORD_WELL_FORMED, SAME_RECORD_TWICE, SEVERAL_RECORDS,
};
use super::sink::file;
use super::version::{VERSION, is_attempt};
use crate::dns::txt_kind::{self, Protocol};
use crate::dns::txt_set::select;
use crate::later;
use crate::rule::{Finding, Findings};
use crate::text::{Span, part, show};

/// What a record must begin with to be kept beside others, to the letter (RFC 8460 §3).
pub const PREFIX: &str = "v=TLSRPTv1;";

/// Judges the TXT records of the name, each with its strings already joined. The places of findings are those of the
/// record that counts; what is said of others quotes them.
///
/// Gives the index of the record that counts, and the record. `None` exactly when an error was found.
pub fn judge(records: &[Vec<u8>], findings: &mut Findings) -> Option<(usize, TlsRptRecord)> {
    if records.is_empty() {
        file(findings, NO_RECORD.finding());
        return None;
    }
    if let [only] = records {
        return Some((0, counts(only, findings)?));
    }
    later::rest()?;
    let selection = select(PREFIX, records);
    let at = |index: &usize| records.get(*index).map_or(&[][..], Vec::as_slice);
    // RFC 8460 §3: records with another beginning are thrown away, whatever the rest comes to.
    for record in selection.discarded.iter().map(at) {
        file(
            findings,
            quoted(RECORD_DISCARDED.finding().with_words("what", what(record)), record),
        );
    }
    match selection.kept.as_slice() {
        [only] => Some((*only, counts(at(only), findings)?)),
        [] => {
            // RFC 8460 §3: nothing is left, so TLS reporting is not set up.
            file(findings, NO_RECORD_COUNTS.finding().with("count", records.len()));
            None
        }
        [first, others @ ..] => {
            let same = others.iter().all(|other| at(other) == at(first));
            let rule = if same { &SAME_RECORD_TWICE } else { &SEVERAL_RECORDS };
            let finding = rule.finding().with("count", selection.kept.len());
            file(
                findings,
                selection.kept.iter().map(at).take(QUOTED).fold(finding, quoted),
            );
            None
        }
    }
}

/// Judges the record that counts.
fn counts(text: &[u8], findings: &mut Findings) -> Option<TlsRptRecord> {
    let record = parse(text, findings)?;
    file(findings, ONE_RECORD.finding());
    let destinations: Vec<_> = record.rua.iter().map(|rua| rua.text.as_str()).collect();
    let finding = RECORD_WELL_FORMED.finding();
    file(
        findings,
        finding.with("destinations", part::joined(&destinations, ", ")),
    );
    Some(record)
}

/// How many records a finding quotes at most.
const QUOTED: usize = 8;

fn quoted(finding: Finding, record: &[u8]) -> Finding {
    let text = show(record);
    let all = Span::new(0, text.len());
    finding.quote("a TXT record here", text, all, "")
}

/// What a record that senders throw away is.
fn what(record: &[u8]) -> &'static str {
    if record.starts_with(VERSION.as_bytes()) {
        "a TLSRPT record that doesn’t begin with the octets `v=TLSRPTv1;`"
    } else if let Some(kind) = txt_kind::of(record, Protocol::TlsRpt) {
        kind
    } else if record.is_empty() {
        "an empty record"
    } else if is_attempt(record) {
        "a TLSRPT record with its beginning misspelt"
    } else {
        "some other text"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(records: &[&str]) -> (Option<usize>, Vec<&'static str>) {
        let records: Vec<_> = records.iter().map(|record| record.as_bytes().to_vec()).collect();
        let mut findings = Findings::new();
        let index = judge(&records, &mut findings).map(|(index, _)| index);
        assert_eq!(index.is_none(), findings.has_error());
        (
            index,
            findings.as_slice().iter().map(|finding| finding.rule.name).collect(),
        )
    }

    #[test]
    fn exactly_one_record_counts() {
        const GOOD: &str = "v=TLSRPTv1; rua=mailto:a@b.example";
        const BLANK: &str = "v=TLSRPTv1 ; rua=mailto:a@b.example";
        const OTHER: &str = "v=TLSRPTv1; rua=mailto:c@d.example";
        let cases: [(&[&str], Option<usize>, &[&str]); 10] = [
            (&[], None, &["NO_RECORD"]),
            (&[GOOD], Some(0), &["ONE_RECORD", "RECORD_WELL_FORMED"]),
            (
                &[BLANK],
                Some(0),
                &["BLANK_BEFORE_SEMICOLON", "ONE_RECORD", "RECORD_WELL_FORMED"],
            ),
            (
                &["v=spf1 -all", GOOD],
                Some(1),
                &["RECORD_DISCARDED", "ONE_RECORD", "RECORD_WELL_FORMED"],
            ),
            (
                &[BLANK, GOOD],
                Some(1),
                &["RECORD_DISCARDED", "ONE_RECORD", "RECORD_WELL_FORMED"],
            ),
            (
                &[BLANK, "v=spf1 -all"],
                None,
                &["RECORD_DISCARDED", "RECORD_DISCARDED", "NO_RECORD_COUNTS"],
            ),
            (&[GOOD, OTHER], None, &["SEVERAL_RECORDS"]),
            (&[GOOD, "x", OTHER], None, &["RECORD_DISCARDED", "SEVERAL_RECORDS"]),
            (&[GOOD, "v=TLSRPTv1;"], None, &["SEVERAL_RECORDS"]),
            (&[GOOD, GOOD], None, &["SAME_RECORD_TWICE"]),
        ];
        for (records, index, names) in cases {
            assert_eq!(set(records), (index, names.to_vec()), "{records:?}");
        }
    }

    #[test]
    fn thrown_away_records_are_called_what_they_are() {
        let cases = [
            ("v=spf1 -all", "an SPF record"),
            (
                "v=TLSRPTv1 ; rua=x",
                "a TLSRPT record that doesn’t begin with the octets `v=TLSRPTv1;`",
            ),
            ("v=TLSRPT1; rua=x", "a TLSRPT record with its beginning misspelt"),
            ("", "an empty record"),
            ("hello", "some other text"),
        ];
        for (record, expected) in cases {
            assert_eq!(what(record.as_bytes()), expected, "{record}");
        }
    }
}
