//! Numbers, times and dates in words, as the page and the exports write them.
//!
//! A number and its unit don't part: a no-break space joins them.

use crate::later;
use std::fmt::{Display, Write as _};

/// Joins a number and its unit.
const JOIN: char = '\u{a0}';

/// The units that a time is told in, with their seconds, largest first.
pub const UNITS: [(u64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];

/// `1 host`, `3 hosts`: the number, then the word with an `s` where it isn't one.
#[must_use]
pub fn count(number: usize, word: &str) -> String {
    let mut out = thousands(number);
    out.push(JOIN);
    out.push_str(word);
    if number != 1 {
        out.push('s');
    }
    out
}

/// A whole number with commas between the thousands.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() < 4 || later::rest().is_none() {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size, as people say it: `1.5 MB`.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        1 => format!("1{JOIN}byte"),
        0..1_000 => format!("{bytes}{JOIN}bytes"),
        1_000..1_000_000 => format!("{}{JOIN}KB", tenths(1_000)),
        _ => format!("{}{JOIN}MB", tenths(1_000_000)),
    }
}

/// A time in seconds in the two largest units that tell it: `14 days`, `1 hour`, `23 minutes 40 seconds`.
///
/// The second unit is left out where it is zero, and beside days.
#[must_use]
pub fn seconds(seconds: u64) -> String {
    let told = |number: u64, unit: &str| count(usize::try_from(number).unwrap_or(usize::MAX), unit);
    let mut units = UNITS.iter();
    while let Some(&(size, unit)) = units.next() {
        let (number, rest) = parted(seconds, size);
        if number == 0 {
            continue;
        }
        let first = told(number, unit);
        // Two days and three hours are two days to the reader; an hour and a half is not an hour.
        let second = units.next().filter(|_| unit != "day");
        let second = second.map(|&(size, unit)| (parted(rest, size).0, unit));
        return match second.filter(|(number, _)| *number > 0) {
            Some((number, unit)) => format!("{first} {}", told(number, unit)),
            None => first,
        };
    }
    count(0, "second")
}

/// How often a unit is in so many seconds, and what is left.
fn parted(seconds: u64, size: u64) -> (u64, u64) {
    (
        seconds.checked_div(size).unwrap_or(0),
        seconds.checked_rem(size).unwrap_or(0),
    )
}

/// A time in seconds in its two largest units that aren't zero, with plain blanks, as the messages of rules have it:
/// `365 days and 6 hours`.
#[must_use]
pub fn duration(seconds: u64) -> String {
    let mut rest = seconds;
    let mut words = String::new();
    let mut units = 0;
    for (size, unit) in UNITS {
        let number;
        (number, rest) = parted(rest, size);
        if number == 0 || units == 2 {
            continue;
        }
        if units == 1 {
            words.push_str(" and ");
        }
        words.push_str(&plain(number, unit));
        units += 1;
    }
    words
}

/// The same as [`count`] with a plain blank and no commas, for texts that may be read back.
#[must_use]
pub fn plain<N: Copy + Display + PartialEq + From<u8>>(number: N, word: &str) -> String {
    let plural = if number == N::from(1) { "" } else { "s" };
    format!("{number} {word}{plural}")
}

/// A time in milliseconds: `412 ms`, from a second on `1.1 s`.
#[must_use]
pub fn millis(millis: u32) -> String {
    if millis < 1_000 {
        format!("{millis}{JOIN}ms")
    } else {
        let tenths = (u64::from(millis) + 50) / 100;
        format!("{}.{}{JOIN}s", tenths / 10, tenths % 10)
    }
}

/// Puts a number behind `out`: most are of one digit.
pub fn number(out: &mut String, number: usize) {
    match u32::try_from(number)
        .ok()
        .and_then(|number| char::from_digit(number, 10))
    {
        Some(digit) => out.push(digit),
        // Writing to a String can't fail.
        None => drop(write!(out, "{number}")),
    }
}

/// A moment in seconds since 1970: `23 Nov 2026, 14:32 UTC`.
#[must_use]
pub fn date(unix: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, day) = civil(unix.div_euclid(86_400));
    let minutes = unix.rem_euclid(86_400) / 60;
    let month = usize::try_from(month - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .unwrap_or(&"");
    let (hour, minute) = (minutes / 60, minutes % 60);
    let mut out = String::with_capacity(32);
    // Writing to a String can't fail.
    let _ = write!(out, "{day}{JOIN}{month}{JOIN}{year}, {hour:02}:{minute:02}{JOIN}UTC");
    out
}

/// The same moment as clocks show it that are so many minutes ahead of UTC: `23 Nov 2026, 15:32 (UTC+1)`.
#[must_use]
pub fn date_at(unix: i64, ahead: i32) -> String {
    let there = date(unix.saturating_add(i64::from(ahead) * 60));
    let there = there.strip_suffix("UTC").unwrap_or(&there);
    let sign = if ahead < 0 { '−' } else { '+' };
    let (hours, minutes) = (ahead.unsigned_abs() / 60, ahead.unsigned_abs() % 60);
    let minutes = if minutes == 0 {
        String::new()
    } else {
        format!(":{minutes:02}")
    };
    format!("{there}(UTC{sign}{hours}{minutes})")
}

/// A day, 0 being 1 January 1970: `23 Nov 2026`.
#[must_use]
pub fn day(days: i64) -> String {
    let date = date(days.saturating_mul(86_400));
    date.split(',').next().unwrap_or_default().to_owned()
}

/// A first and a last day: `23 Nov 2026`, `3 May to 6 May 2026`.
#[must_use]
pub fn span((first, last): (i64, i64)) -> String {
    let (from, to) = (day(first), day(last));
    let year = |day: &str| day.rsplit(JOIN).next().map(str::to_owned);
    if first == last {
        to
    } else if year(&from) == year(&to) {
        let from = from.rsplit_once(JOIN).map_or(from.as_str(), |(day, _)| day);
        format!("{from} to {to}")
    } else {
        format!("{from} to {to}")
    }
}

/// A policy id made from a moment in seconds since 1970: `20261123T143200Z` (RFC 8461 §3.1 allows letters and digits).
#[must_use]
pub fn policy_id(unix: i64) -> String {
    let (year, month, day) = civil(unix.div_euclid(86_400));
    let seconds = unix.rem_euclid(86_400);
    let mut out = String::with_capacity(16);
    for (number, digits) in [(year, 4), (month, 2), (day, 2)] {
        padded(&mut out, number, digits);
    }
    out.push('T');
    for number in [seconds / 3_600, seconds / 60 % 60, seconds % 60] {
        padded(&mut out, number, 2);
    }
    out.push('Z');
    out
}

/// Puts a number of so many digits behind `out`.
fn padded(out: &mut String, number: i64, digits: usize) {
    let number = u32::try_from(number).unwrap_or_default();
    // Writing to a String can't fail.
    let _ = write!(out, "{number:0digits$}");
}

/// Year, month (from 1) and day of a day number, 0 being 1 January 1970, in the Gregorian calendar.
///
/// Counts in years that begin in March, so that the leap day is the last of the year.
#[must_use]
pub fn civil(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097; // days in 400 years
    let from_march = days.saturating_add(719_468); // days from 1 March of the year 0
    let era = from_march.div_euclid(ERA);
    let day_of_era = from_march.rem_euclid(ERA);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// The day number of a date, 0 being 1 January 1970, in the Gregorian calendar: what [`civil`] undoes.
#[must_use]
pub const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day number of a date as `2026-11-23` (RFC 3339 §5.6, `full-date`), as fields for dates give it; `None` where that is
/// no day of the calendar.
#[must_use]
pub fn full_date(text: &str) -> Option<i64> {
    let mut parts = text.trim().splitn(3, '-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(part)?
            .parse::<i64>()
            .ok()
    };
    let date = (number(4)?, number(2)?, number(2)?);
    let day = days(date.0, date.1, date.2);
    (civil(day) == date).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With plain spaces, so that the tables can be read.
    fn spaced(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn moments_are_told_by_the_clocks_of_a_zone() {
        for (ahead, want) in [
            (60, "24 Nov 2026, 00:30 (UTC+1)"),
            (330, "24 Nov 2026, 05:00 (UTC+5:30)"),
            (-210, "23 Nov 2026, 20:00 (UTC−3:30)"),
            (-480, "23 Nov 2026, 15:30 (UTC−8)"),
        ] {
            assert_eq!(date_at(1_795_476_600, ahead).replace(JOIN, " "), want);
        }
    }

    #[test]
    fn policy_ids_are_times() {
        assert_eq!(policy_id(1_795_530_720), "20261124T143200Z");
        assert_eq!(policy_id(0), "19700101T000000Z");
    }

    #[test]
    fn plurals_and_thousands() {
        assert_eq!(spaced(&count(1, "host")), "1 host");
        assert_eq!(spaced(&count(0, "host")), "0 hosts");
        assert_eq!(spaced(&count(31_557_600, "second")), "31,557,600 seconds");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_000), "1,000");
    }

    #[test]
    fn seconds_in_words() {
        for (value, words) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (60, "1 minute"),
            (1_420, "23 minutes 40 seconds"),
            (3_600, "1 hour"),
            (5_400, "1 hour 30 minutes"),
            (86_400, "1 day"),
            (90_000, "1 day"),
            (1_209_600, "14 days"),
        ] {
            assert_eq!(spaced(&seconds(value)), words, "{value}");
        }
        assert!(seconds(u64::MAX).contains("day"));
    }

    #[test]
    fn durations_are_told_in_two_units() {
        for (seconds, words) in [
            (1, "1 second"),
            (86_400, "1 day"),
            (1_209_600, "14 days"),
            (31_557_600, "365 days and 6 hours"),
            (90_061, "1 day and 1 hour"),
        ] {
            assert_eq!(duration(seconds), words);
        }
    }

    #[test]
    fn milliseconds_in_words() {
        for (value, words) in [
            (0, "0 ms"),
            (412, "412 ms"),
            (999, "999 ms"),
            (1_000, "1.0 s"),
            (1_149, "1.1 s"),
        ] {
            assert_eq!(spaced(&millis(value)), words, "{value}");
        }
        assert_eq!(spaced(&millis(u32::MAX)), "4294967.3 s");
    }

    #[test]
    fn days_are_read() {
        for (text, day_number) in [
            ("1970-01-01", Some(0)),
            (" 2026-11-23 ", Some(20_780)),
            ("2024-02-29", Some(19_782)),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("2026-00-10", None),
            ("2026-1-1", None),
            ("2026-11-23T00:00:00Z", None),
            ("23 Nov 2026", None),
            ("", None),
        ] {
            assert_eq!(full_date(text), day_number, "{text}");
        }
    }

    #[test]
    fn dates_of_the_calendar() {
        for (unix, words) in [
            (0, "1 Jan 1970, 00:00 UTC"),
            (-1, "31 Dec 1969, 23:59 UTC"),
            (951_782_400, "29 Feb 2000, 00:00 UTC"),
            (951_868_800, "1 Mar 2000, 00:00 UTC"),
            (1_795_444_320, "23 Nov 2026, 14:32 UTC"),
            (4_107_542_400, "1 Mar 2100, 00:00 UTC"),
        ] {
            assert_eq!(spaced(&date(unix)), words, "{unix}");
        }
        assert!(date(i64::MAX).ends_with("UTC"));
        assert!(date(i64::MIN).ends_with("UTC"));
    }
}
