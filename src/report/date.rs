//! Dates of RFC 3339 §5.6.

use crate::words::days;

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As RFC 3339 has it.
    Good,
    /// Without a zone.
    WithoutZone,
    /// In another way, and readable all the same.
    Otherwise,
}

/// Reads a date: seconds since 1970, and how it is written. `None` where that is no date.
pub(super) fn read(text: &str) -> Option<(i64, Form)> {
    let (bytes, rest) = text.as_bytes().split_first_chunk()?;
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        o1,
        o2,
        b'-',
        d1,
        d2,
        between,
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
    ] = bytes
    else {
        return None;
    };
    let (year, month, day) = (two(y1, y2)? * 100 + two(y3, y4)?, two(o1, o2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?);
    let mut form = match between {
        b'T' | b't' => Form::Good,
        b' ' => Form::Otherwise,
        _ => return None,
    };
    // A leap second is none that can be told from the next (RFC 3339 §5.7).
    if !(1..=12).contains(&month)
        || !(1..=last_day(year, month)).contains(&day)
        || hour > 23
        || minute > 59
        || second > 60
    {
        return None;
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    let zone = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            fraction.get(digits..).filter(|_| digits > 0)?
        }
        _ => rest,
    };
    let offset = match *zone {
        [] => {
            if form == Form::Good {
                form = Form::WithoutZone;
            }
            return Some((seconds, form));
        }
        [b'Z' | b'z'] => 0,
        [direction @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = hours * 3_600 + minutes * 60;
            if direction == b'+' { offset } else { -offset }
        }
        _ => return None,
    };
    // An offset can lead out of the years that can be written.
    let seconds = seconds - offset;
    (days(0, 1, 1) * 86_400..days(10_000, 1, 1) * 86_400)
        .contains(&seconds)
        .then_some((seconds, form))
}

/// The number that two digits write.
fn two(tens: u8, ones: u8) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

const fn last_day(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_seconds_and_their_form() {
        use Form::{Good, Otherwise, WithoutZone};
        for (text, want) in [
            ("1970-01-01T00:00:00Z", Some((0, Good))),
            ("2026-11-23t14:32:00z", Some((1_795_444_320, Good))),
            ("2026-11-23T15:32:00+01:00", Some((1_795_444_320, Good))),
            ("2026-11-23T14:02:00.25-00:30", Some((1_795_444_320, Good))),
            ("2016-12-31T23:59:60Z", Some((1_483_228_800, Good))),
            ("2000-02-29T00:00:00Z", Some((951_782_400, Good))),
            ("2024-03-26T00:00:00", Some((1_711_411_200, WithoutZone))),
            ("2024-03-26T00:00:00.5", Some((1_711_411_200, WithoutZone))),
            ("2024-03-26 00:00:00Z", Some((1_711_411_200, Otherwise))),
            ("2024-03-26 00:00:00", Some((1_711_411_200, Otherwise))),
            ("0000-01-01T00:00:00+00:01", None),
            ("9999-12-31T23:59:59-00:01", None),
            ("2023-02-29T00:00:00Z", None),
            ("2024-03-26T24:00:00Z", None),
            ("2024-13-26T00:00:00Z", None),
            ("2024-03-26T00:00:00.Z", None),
            ("2024-03-26T00:00:00Zx", None),
            ("2024-03-26T00:00:00+0100", None),
            ("2024-03-26T00:00:00+01:00x", None),
            ("2024-03-26T00:00:00ü", None),
            ("2024-3-26T00:00:00Z", None),
            ("2024-03-26", None),
            ("date - time", None),
            ("", None),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
