//! Which of several TXT records at a name counts: RFC 8461 §3.1 and RFC 8460 §3 say it alike.

/// What is left of a set of TXT records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Indices of the records that count. Exactly one is needed; none or several mean that nothing is implemented.
    pub kept: Vec<usize>,
    /// Indices of the records that senders throw away.
    pub discarded: Vec<usize>,
}

/// Chooses among the TXT records of a name, each with its strings already joined.
///
/// A single record is kept whatever it holds. Of several, those that don't begin with `prefix` (`v=STSv1;`,
/// `v=TLSRPTv1;`: these very octets, case and all) are thrown away.
#[must_use]
pub fn select<T: AsRef<[u8]>>(prefix: &str, records: &[T]) -> Selection {
    if records.len() == 1 {
        return Selection {
            kept: vec![0],
            discarded: Vec::new(),
        };
    }
    let mut selection = Selection::default();
    for (index, record) in records.iter().enumerate() {
        if record.as_ref().starts_with(prefix.as_bytes()) {
            selection.kept.push(index);
        } else {
            selection.discarded.push(index);
        }
    }
    selection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_record_is_kept_and_of_several_the_prefix_decides() {
        let of = |records: &[&str]| select("v=STSv1;", records);
        assert_eq!(of(&["v=STSv1 ;id=1"]).kept, [0]);
        assert_eq!(
            of(&["v=spf1 -all", "v=STSv1;id=1"]),
            Selection {
                kept: vec![1],
                discarded: vec![0]
            }
        );
        assert_eq!(of(&["v=STSv1 ;id=1", "x"]).kept, [0_usize; 0]);
        assert_eq!(of(&["v=STSv1;", "v=STSv1;id=1", "v=STSv10;"]).kept, [0, 1]);
        assert_eq!(of(&[]).kept, [0_usize; 0]);
    }
}
