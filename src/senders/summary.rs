//! All verdicts on a text in one sentence.

use super::{Reading, Verdict};

/// What the known senders make of a text, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many refuse it.
    pub refuse: usize,
    /// How many read something else.
    pub otherwise: usize,
    /// How many use it as written, though the RFC finds nothing there, or nothing so.
    pub as_written: usize,
    /// How many read it as the RFC does.
    pub honour: usize,
    /// With how many such a text was not measured.
    pub not_measured: usize,
    /// Whether all that were measured do the same, so that one line says it all. So it is where none was.
    pub agree: bool,
    /// The sentence, without a full stop; empty where there is no reading.
    pub caption: String,
}

/// Counts the readings of one text.
#[must_use]
pub fn summary(readings: &[Reading]) -> Summary {
    let mut summary = Summary::default();
    let mut others = Vec::new();
    for reading in readings {
        match &reading.verdict {
            Verdict::Refuses => summary.refuse += 1,
            Verdict::Otherwise { as_written: true, .. } => summary.as_written += 1,
            Verdict::Otherwise { words, .. } => {
                summary.otherwise += 1;
                others.push(words);
            }
            Verdict::Honours => summary.honour += 1,
            Verdict::NotMeasured => summary.not_measured += 1,
        }
    }
    let counts = [summary.refuse, summary.otherwise, summary.as_written, summary.honour];
    // To read something else is the same only if it is the same that they read.
    let same = others.windows(2).all(|pair| pair.first() == pair.last());
    summary.agree = counts.iter().filter(|count| **count > 0).count() < 2 && same;
    summary.caption = caption(&summary, readings.len());
    summary
}

/// What senders do, for one and for several.
const VERBS: [[&str; 2]; 4] = [
    ["refuses it", "refuse it"],
    ["reads something else", "read something else"],
    ["uses it as written", "use it as written"],
    ["honours it as written", "honour it as written"],
];

fn caption(summary: &Summary, all: usize) -> String {
    let counts = [summary.refuse, summary.otherwise, summary.as_written, summary.honour];
    let measured = all - summary.not_measured;
    if all == 0 {
        return String::new();
    }
    if measured == 0 {
        return format!("None of the {all} known senders was measured with such a text");
    }
    let one = counts.iter().position(|count| *count == measured);
    if let (true, Some(verb)) = (summary.agree, one) {
        let verb = match VERBS.get(verb) {
            Some([_, "honour it as written"]) if measured > 1 => "read it as the RFC does",
            Some(["honours it as written", _]) => "reads it as the RFC does",
            Some([single, several]) => {
                if measured == 1 {
                    single
                } else {
                    several
                }
            }
            None => "",
        };
        if summary.not_measured == 0 {
            return format!("All {all} known senders {verb}");
        }
        let who = match measured {
            1 => "The one known sender that was measured".to_owned(),
            2 => "Both known senders that were measured".to_owned(),
            many => format!("All {many} known senders that were measured"),
        };
        return format!("{who} {verb}; {}", not_measured(summary.not_measured));
    }
    let mut parts: Vec<String> = Vec::new();
    for (count, [single, several]) in counts.into_iter().zip(VERBS) {
        match count {
            0 => {}
            1 => parts.push(format!("1 {single}")),
            many => parts.push(format!("{many} {several}")),
        }
    }
    if summary.not_measured > 0 {
        parts.push(not_measured(summary.not_measured));
    }
    parts.join(", ")
}

fn not_measured(count: usize) -> String {
    format!("{count} {} not measured", if count == 1 { "was" } else { "were" })
}

#[cfg(test)]
mod tests {
    use super::super::SENDERS;
    use super::*;

    #[test]
    fn captions_count() {
        let other = |words: &str| Verdict::Otherwise {
            as_written: false,
            words: words.to_owned(),
        };
        let used = || Verdict::Otherwise {
            as_written: true,
            words: String::new(),
        };
        let (honours, refuses, unknown) = (|| Verdict::Honours, || Verdict::Refuses, || Verdict::NotMeasured);
        let eight = |verdict: &dyn Fn() -> Verdict| (0..8).map(|_| verdict()).collect::<Vec<_>>();
        for (verdicts, agree, caption) in [
            (vec![], true, ""),
            (eight(&honours), true, "All 8 known senders read it as the RFC does"),
            (eight(&refuses), true, "All 8 known senders refuse it"),
            (eight(&used), true, "All 8 known senders use it as written"),
            (eight(&|| other("x")), true, "All 8 known senders read something else"),
            (
                eight(&unknown),
                true,
                "None of the 8 known senders was measured with such a text",
            ),
            (
                [vec![honours(); 5], vec![unknown(); 3]].concat(),
                true,
                "All 5 known senders that were measured read it as the RFC does; 3 were not measured",
            ),
            (
                [vec![refuses(); 2], vec![unknown(); 1]].concat(),
                true,
                "Both known senders that were measured refuse it; 1 was not measured",
            ),
            (
                vec![honours(), unknown(), unknown()],
                true,
                "The one known sender that was measured reads it as the RFC does; 2 were not measured",
            ),
            (
                [vec![refuses(); 6], vec![other("x"), honours()]].concat(),
                false,
                "6 refuse it, 1 reads something else, 1 honours it as written",
            ),
            (
                vec![refuses(), used(), used(), unknown()],
                false,
                "1 refuses it, 2 use it as written, 1 was not measured",
            ),
            (vec![other("x"), other("y")], false, "2 read something else"),
        ] {
            let readings: Vec<Reading> = SENDERS
                .iter()
                .zip(verdicts)
                .map(|(sender, verdict)| Reading {
                    sender,
                    verdict,
                    because: Vec::new(),
                })
                .collect();
            let summary = summary(&readings);
            assert_eq!((summary.agree, summary.caption.as_str()), (agree, caption));
        }
    }
}
