//! The arithmetic: moments, waits, and how they are said. Nothing here overflows, and everything is rounded to the safe
//! side: moments to the next full minute, times to live up to what the zone most likely says, durations up.

use crate::words::{count, date, seconds};

/// Seconds of a day.
pub(super) const DAY: u64 = 86_400;

/// The last moment that a plan begins at, 1 January 3000; what is said to be later is taken as this, and what is before
/// 1970 as 1970.
pub const LATEST: i64 = 32_503_680_000;

/// Time to live that is taken where none was seen, in seconds: a day. RFC 2308 §5 calls more than that a problem for
/// answers that there is no record, and zones rarely have more for others.
pub const UNKNOWN_TTL: u32 = 86_400;

/// Longest wait that is reckoned with, in seconds: about ten years.
const LONGEST: u64 = 3_653 * DAY;

/// A moment that a plan can begin at: within 1970 to 3000, a full minute, never earlier than `unix` where that is in
/// range.
#[must_use]
pub fn moment(unix: i64) -> i64 {
    let unix = unix.clamp(0, LATEST);
    unix + (60 - unix % 60) % 60
}

/// The first full minute at which `wait` seconds have passed since `from`.
#[must_use]
pub fn later(from: i64, wait: u64) -> i64 {
    let wait = i64::try_from(wait.min(LONGEST)).unwrap_or(i64::MAX);
    moment(from.clamp(0, LATEST)).max(minute_after(from.max(0).saturating_add(wait)))
}

/// The same moment or the next full minute; saturates.
fn minute_after(unix: i64) -> i64 {
    unix.saturating_add((60 - unix.rem_euclid(60)) % 60)
}

/// Seconds of so many days.
pub(super) fn days(days: u32) -> u64 {
    (u64::from(days) * DAY).min(LONGEST)
}

/// A duration in words, rounded up: `14 days`, `1 day 1 hour`, `2 hours 30 minutes`, `40 seconds`.
#[must_use]
pub fn at_most(duration: u64) -> String {
    let (large, small, words) = match duration {
        DAY.. => (DAY, 3_600, ["day", "hour"]),
        3_600.. => (3_600, 60, ["hour", "minute"]),
        _ => return seconds(duration),
    };
    // Rounding up may fill the larger unit.
    let rounded = duration.div_ceil(small);
    let whole = |units: u64| usize::try_from(units).unwrap_or(usize::MAX);
    let first = count(whole(rounded / (large / small)), words[0]);
    match whole(rounded % (large / small)) {
        0 => first,
        rest => format!("{first} {}", count(rest, words[1])),
    }
}

/// A moment in words, in UTC.
#[must_use]
pub fn at(unix: i64) -> String {
    date(unix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_full_minutes_and_never_early() {
        for (unix, want) in [
            (0, 0),
            (1, 60),
            (59, 60),
            (60, 60),
            (-5, 0),
            (i64::MIN, 0),
            (i64::MAX, LATEST),
        ] {
            assert_eq!(moment(unix), want, "{unix}");
        }
        assert_eq!(LATEST % 60, 0);
    }

    #[test]
    fn waits_are_added_and_never_overflow() {
        for (from, wait, want) in [
            (0, 0, 0),
            (60, 1, 120),
            (61, 0, 120),
            (61, 59, 120),
            (3_600, 86_400, 90_000),
            (0, 31_557_600, 31_557_600),
        ] {
            assert_eq!(later(from, wait), want, "{from} {wait}");
        }
        for from in [i64::MIN, -1, 0, LATEST, i64::MAX] {
            for wait in [0, 1, u64::MAX] {
                assert!(later(from, wait) >= moment(from), "{from} {wait}");
            }
        }
    }

    #[test]
    fn durations_are_rounded_up() {
        for (duration, words) in [
            (0, "0 seconds"),
            (300, "5 minutes"),
            (3_600, "1 hour"),
            (3_601, "1 hour 1 minute"),
            (86_399, "24 hours"),
            (86_400, "1 day"),
            (90_000, "1 day 1 hour"),
            (2 * 86_400 - 1, "2 days"),
            (1_209_600, "14 days"),
            (31_557_600, "365 days 6 hours"),
        ] {
            assert_eq!(at_most(duration).replace('\u{a0}', " "), words, "{duration}");
        }
        assert!(at_most(u64::MAX).contains("days"));
    }
}
