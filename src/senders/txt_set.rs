//! What each sender makes of all TXT records at `_mta-sts`.

use super::judge::{self, Marks, Seen};
use super::marks::Mark;
use super::record::{PREFIX, readings_of_record, traits};
use super::{Reading, Verdict};
use crate::dns::txt_set::select;
use crate::text::Span;

/// What each sender makes of the TXT records of the name, each with its strings joined. Empty where there is none:
/// there is nothing to read.
///
/// Places are those in the record that [`super::Reason::record`] names.
#[must_use]
pub fn readings_of_txt_set(records: &[Vec<u8>]) -> Vec<Reading> {
    match records {
        [] => Vec::new(),
        [only] => readings_of_record(only),
        several => of_several(several),
    }
}

fn of_several(records: &[Vec<u8>]) -> Vec<Reading> {
    let selection = select(PREFIX, records);
    let text = |index: usize| records.get(index).map_or(&[][..], Vec::as_slice);
    let mut marks = Marks::default();
    let mut valid = false;
    match selection.kept.as_slice() {
        [] => none_kept(records, &mut marks),
        [only] => {
            for &index in &selection.discarded {
                marks.add(Seen::of_record(kind(text(index)), index));
                // Tried was a good record with another behind it.
                if index < *only {
                    marks.add(Seen::of_record(Mark::OddJoint, index));
                }
            }
            let (own, good) = traits(text(*only));
            marks.extend(&own.in_record(*only));
            valid = good;
        }
        [first, others @ ..] => {
            for &index in others {
                marks.add(Seen::of_record(Mark::Several, index));
            }
            // Who goes by the first that it can read goes by this one, if nothing before it can be read.
            let (own, _) = traits(text(*first));
            marks.extend(&own.in_record(*first));
            for &index in &selection.discarded {
                let kind = if kind(text(index)) == Mark::Foreign {
                    Mark::Foreign
                } else {
                    Mark::OddRecord
                };
                marks.add(Seen::of_record(kind, index));
                marks.add(Seen::of_record(Mark::OddJoint, index));
            }
            if !selection.kept.iter().all(|&index| is_plain(text(index))) {
                marks.add(Seen::of_record(Mark::OddJoint, *first));
            }
        }
    }
    judge::of_records(&marks, valid)
}

/// None begins with `v=STSv1;`. If only one speaks of MTA-STS at all, some read it all the same.
fn none_kept(records: &[Vec<u8>], marks: &mut Marks) {
    let mut near = (0..).zip(records).filter(|(_, text)| kind(text) != Mark::Foreign);
    match (near.next(), near.next()) {
        (Some((index, text)), None) => {
            marks.add(Seen::of_record(Mark::NearlyKept, index));
            // Whether it is the first that can be read hangs on how it is written.
            marks.extend(&traits(text).0.in_record(index));
        }
        _ => marks.add(Seen::of_record(Mark::NoneKept, 0)),
    }
}

/// What a record is that doesn't begin with `v=STSv1;`.
fn kind(text: &[u8]) -> Mark {
    /// How much of a text is looked at.
    const FAR: usize = 4_096;
    match text.strip_prefix(b"v=STSv1") {
        Some([byte, ..]) if byte.is_ascii_alphanumeric() => Mark::OtherVersion,
        Some(_) => Mark::NearRecord,
        None => {
            let text = Span::new(0, FAR).of(text);
            let speaks = text.windows(4).any(|part| part.eq_ignore_ascii_case(b"stsv"));
            if speaks { Mark::OddRecord } else { Mark::Foreign }
        }
    }
}

/// Whether every sender honours this record by itself.
fn is_plain(text: &[u8]) -> bool {
    let mut readings = readings_of_record(text).into_iter();
    readings.all(|reading| reading.verdict == Verdict::Honours)
}
