//! What known senders make of what was pasted: of the policy, and of the records at each name.

use crate::recognise::{Kind, Pasted, Reading as Said, TxtSet};
use crate::senders::{Reading, readings_of_policy, readings_of_tlsrpt_record, readings_of_txt_set};
use crate::survey::facts::BODY_LIMIT;
use crate::text::show;

/// A text of the paste that senders were asked about.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What it is: ``the record at `_mta-sts.example.com` ``.
    pub what: String,
    /// What each makes of it; places are bytes of the paste.
    pub readings: Vec<Reading>,
}

/// Asks them about the policy and the records in a paste.
#[must_use]
pub fn ask(text: &[u8], pasted: &Pasted) -> Vec<Asked> {
    let records = pasted.txt_sets.iter().map(of_records);
    let all = records.chain([of_policy(text, pasted)]).flatten();
    all.filter(|asked| !asked.readings.is_empty()).collect()
}

fn of_policy(text: &[u8], pasted: &Pasted) -> Option<Asked> {
    let (body, apart) = pasted.pieces.iter().find_map(|piece| match &piece.reading {
        Said::Policy { body, apart, .. } => Some((*body, apart.as_deref())),
        _ => None,
    })?;
    let read = apart.map_or_else(|| body.of(text), |apart| apart.text.as_slice());
    // A longer file than senders are asked to read (RFC 8461 §3.3) was measured with none but by its length.
    if read.len() > BODY_LIMIT {
        return None;
    }
    let mut readings = readings_of_policy(read);
    for reason in readings.iter_mut().flat_map(|reading| &mut reading.because) {
        reason.span = reason
            .span
            .map(|span| apart.map_or_else(|| span.shifted(body.start), |apart| apart.span(span)));
    }
    let what = "the policy".to_owned();
    Some(Asked { what, readings })
}

fn of_records(set: &TxtSet) -> Option<Asked> {
    let sts = set.kind == Kind::StsRecord;
    let mut readings = match set.texts.as_slice() {
        // What senders make of several texts was measured with MTA-STS alone.
        [only] if !sts => readings_of_tlsrpt_record(&only.text),
        _ if !sts => return None,
        texts => readings_of_txt_set(&texts.iter().map(|text| text.text.clone()).collect::<Vec<_>>()),
    };
    for reason in readings.iter_mut().flat_map(|reading| &mut reading.because) {
        let text = set.texts.get(reason.record.unwrap_or_default());
        // Without a place it is the record as a whole.
        reason.span = text.map(|text| reason.span.map_or_else(|| text.all(), |span| text.span(span)));
    }
    let name = if sts { "MTA-STS" } else { "TLS reporting" };
    let what = match (set.texts.len(), &set.owner) {
        (1, None) => format!("the {name} record"),
        (1, Some(owner)) => format!("the record at `{}`", show(owner.as_bytes())),
        (many, None) => format!("the {many} TXT records"),
        (many, Some(owner)) => format!("the {many} TXT records at `{}`", show(owner.as_bytes())),
    };
    Some(Asked { what, readings })
}

#[cfg(test)]
mod tests {
    use crate::senders::{SENDERS, Verdict};
    use crate::ui::bench::validate::Judged;

    fn judged(text: &str) -> Judged {
        Judged::of(text.to_owned(), None, 0, &|name| idna::domain_to_ascii(name).ok())
    }

    fn asked_about(text: &str) -> Vec<String> {
        judged(text).asked.into_iter().map(|asked| asked.what).collect()
    }

    const POLICY: &str = "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1209600\n";

    #[test]
    fn they_are_asked_about_a_policy() {
        let asked = judged(POLICY).asked;
        assert_eq!((asked.len(), asked[0].readings.len()), (1, SENDERS.len()));
        let among = judged(&format!("HTTP/1.1 200 OK\ncontent-type: text/plain\n\n{POLICY}\n"));
        for reason in among.asked[0].readings.iter().flat_map(|reading| &reading.because) {
            assert!(reason.span.is_some_and(|span| span.start > 40), "{reason:?}");
        }
    }

    #[test]
    fn they_are_asked_about_each_text_once() {
        for (text, asked) in [
            ("v=STSv1; id=1", &["the MTA-STS record"][..]),
            ("v=TLSRPTv1; rua=mailto:a@b.example", &["the TLS reporting record"]),
            (
                "_mta-sts.b.example. TXT \"v=STSv1; id=1\"\n_smtp._tls.b.example. TXT \"v=TLSRPTv1; rua=mailto:a@b.example\"\n",
                &[
                    "the record at `_mta-sts.b.example`",
                    "the record at `_smtp._tls.b.example`",
                ],
            ),
            // Parted by another line, and still one set.
            (
                "_mta-sts.b.example. TXT \"v=STSv1; id=1\"\nb.example. MX 1 c.example.\n_mta-sts.b.example. TXT \"x\"\n",
                &["the 2 TXT records at `_mta-sts.b.example`"],
            ),
            // How senders choose among several was measured with MTA-STS alone.
            (
                "_smtp._tls.b.example. TXT \"v=TLSRPTv1; rua=mailto:a@b.example\"\n_smtp._tls.b.example. TXT \"x\"\n",
                &[],
            ),
            // Not published as it is written, or not where it is looked for.
            ("_mta-sts.b.example. TXT v=STSv1; id=1\n", &[]),
            ("_mta_sts.b.example. TXT \"v=STSv1; id=1\"\n", &[]),
            ("b.example", &[]),
        ] {
            assert_eq!(asked_about(text), asked, "{text}");
        }
        let all = format!("v=STSv1; id=1\n\n{POLICY}");
        assert_eq!(asked_about(&all), ["the MTA-STS record", "the policy"]);
    }

    #[test]
    fn places_are_those_of_the_paste() {
        let text = "_mta-sts.b.example. TXT \"v=STSv1 \" \"; id=1\"\n";
        let judged = judged(text);
        let reasons = judged.asked[0]
            .readings
            .iter()
            .filter(|reading| reading.verdict != Verdict::Honours);
        let mut spans: Vec<_> = reasons
            .flat_map(|reading| &reading.because)
            .map(|reason| reason.span)
            .collect();
        spans.dedup();
        assert!(!spans.is_empty());
        for span in spans {
            let span = span.expect("a place");
            assert!(text[span.start..span.end].starts_with(' '), "{span:?}");
        }
    }
}
