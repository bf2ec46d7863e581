//! How far files are read: stated, and to be changed.

use super::Reports;
use crate::report::container::Limits;
use crate::ui::act::{Act, Acts, Read};
use crate::ui::hooks::text_of;
use crate::ui::markup::draw;
use crate::ui::parts::section::more;
use yew::{Event, Html};

/// A limit that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The largest file, in MB.
    File,
    /// What is unpacked of one file, in MB.
    Unpacked,
    /// Files in an archive or mailbox.
    Files,
    /// JSON values in a report.
    Values,
}

/// Bytes in a MB.
const MB: usize = 1_000_000;

impl Limit {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::File, "l-file", "Largest file, packed or unpacked, in MB"),
        (Self::Unpacked, "l-unpacked", "Unpacked of one file in all, in MB"),
        (Self::Files, "l-files", "Files taken out of an archive or mailbox"),
        (Self::Values, "l-values", "JSON values in one report"),
    ];

    const fn of(self, limits: &Limits) -> usize {
        match self {
            Self::File => limits.file_bytes / MB,
            Self::Unpacked => limits.unpacked_bytes / MB,
            Self::Files => limits.files,
            Self::Values => limits.values,
        }
    }

    /// Sets it, to 1 at least and to what a browser may hold at most.
    pub fn set(self, limits: &mut Limits, text: &str) {
        let Ok(number) = text.trim().parse::<usize>() else {
            return;
        };
        match self {
            Self::File => limits.file_bytes = number.clamp(1, 2_000).saturating_mul(MB),
            Self::Unpacked => limits.unpacked_bytes = number.clamp(1, 4_000).saturating_mul(MB),
            Self::Files => limits.files = number.clamp(1, 10_000_000),
            Self::Values => limits.values = number.clamp(1, 100_000_000),
        }
    }
}

/// The limits as they are remembered; `None`: those that the page begins with.
pub(super) fn write(limits: &Limits) -> Option<String> {
    let numbers = Limit::ALL.map(|(limit, ..)| limit.of(limits).to_string());
    (*limits != Limits::default()).then(|| numbers.join(" "))
}

/// Limits that were remembered. What is none stays as the page begins with it.
pub(super) fn read(text: &str) -> Limits {
    let mut limits = Limits::default();
    for ((limit, ..), number) in Limit::ALL.iter().zip(text.split(' ')) {
        limit.set(&mut limits, number);
    }
    limits
}

/// The limits, with fields.
pub fn limits(reports: &Reports, acts: &Acts) -> Html {
    let field = |(limit, id, label): (Limit, &'static str, &'static str)| {
        draw!(
            "<div class=\"field\"><label for={}>{}</label>
                <input class=\"input\" id={} inputmode=\"numeric\" autocomplete=\"off\" value={} onchange={}/></div>",
            id,
            label,
            id,
            limit.of(&reports.limits).to_string(),
            acts.reform(move |event: Event| Act::Reports(Read::Limit(limit, text_of(&event))))
        )
    };
    more(
        "Limits",
        draw!(
            "<p class=\"hint\">A file that passes one is listed with that, and the others are read all the same. Archives may lie
            in one another once. When a limit is changed, all files are read anew; this browser remembers it.</p><div class=\"filters\">{}</div>",
            Limit::ALL.map(field).to_vec()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_numbers_within_bounds() {
        let mut limits = Limits::default();
        for (text, file) in [
            ("64", 64),
            (" 5 ", 5),
            ("0", 1),
            ("x", 1),
            ("-1", 1),
            ("99999999", 2_000),
        ] {
            Limit::File.set(&mut limits, text);
            assert_eq!(Limit::File.of(&limits), file, "{text}");
        }
        Limit::Values.set(&mut limits, "7");
        assert_eq!(limits.values, 7);
        assert_eq!(write(&limits).as_deref(), Some("2000 512 100000 7"));
        assert_eq!(read("2000 512 100000 7"), limits);
        assert_eq!(write(&Limits::default()), None);
        for text in ["", "x y", "32", "32 512 100000 2000000 9"] {
            assert_eq!(read(text), Limits::default(), "{text}");
        }
    }
}
