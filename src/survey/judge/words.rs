//! Numbers, times and lists in words.

use std::fmt::Write as _;

/// A number with its noun, parted by a no-break space: `1 record`, `3 records`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number}\u{a0}{noun}{plural}")
}

/// The largest whole unit that fits seconds: `14 days`, `1 hour`, `90 seconds`.
pub(super) fn duration(seconds: u64) -> String {
    for (unit, name) in [(86_400, "day"), (3600, "hour"), (60, "minute")] {
        if seconds >= unit && seconds % unit == 0 {
            return count(usize::try_from(seconds / unit).unwrap_or(usize::MAX), name);
        }
    }
    if seconds >= 2 * 86_400 {
        return format!(
            "about {}",
            count(usize::try_from(seconds / 86_400).unwrap_or(usize::MAX), "day")
        );
    }
    count(usize::try_from(seconds).unwrap_or(usize::MAX), "second")
}

/// Names between backticks, joined as in a sentence; of many the first ones, and how many more.
pub(super) fn names<T: AsRef<str>>(names: &[T]) -> String {
    const SHOWN: usize = 4;
    let shown = if names.len() > SHOWN + 1 { SHOWN } else { names.len() };
    let mut out = String::new();
    for (i, name) in names.iter().take(shown).enumerate() {
        if i > 0 {
            out.push_str(if i + 1 == names.len() { " and " } else { ", " });
        }
        let _ = write!(out, "`{}`", crate::text::show(name.as_ref().as_bytes()));
    }
    if shown < names.len() {
        let _ = write!(out, " and {} more", names.len() - shown);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_lists_read_well() {
        assert_eq!(duration(1_209_600), "14\u{a0}days");
        assert_eq!(duration(3600), "1\u{a0}hour");
        assert_eq!(duration(604_801), "about 7\u{a0}days");
        assert_eq!(duration(61), "61\u{a0}seconds");
        assert_eq!(names(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(names(&["a", "b", "c", "d", "e"]), "`a`, `b`, `c`, `d` and `e`");
        assert_eq!(names(&["a", "b", "c", "d", "e", "f"]), "`a`, `b`, `c`, `d` and 2 more");
    }
}
