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
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        let digits = bytes.get(from..to)?;
        let value = |sum: i64, digit: &u8| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'));
        digits.iter().try_fold(0, value)
    };
    let sign = |at: usize, signs: &[u8]| bytes.get(at).filter(|byte| signs.contains(byte)).copied();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    for at in [4, 7] {
        sign(at, b"-")?;
    }
    for at in [13, 16] {
        sign(at, b":")?;
    }
    let mut form = match sign(10, b"Tt ")? {
        b' ' => Form::Otherwise,
        _ => Form::Good,
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
    let mut at = 19;
    if sign(at, b".").is_some() {
        let digits = bytes.get(20..).unwrap_or_default();
        let digits = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        at += 1 + digits;
    }
    let offset = match sign(at, b"Zz+-") {
        None if at == bytes.len() => {
            if form == Form::Good {
                form = Form::WithoutZone;
            }
            return Some((seconds, form));
        }
        None => return None,
        Some(b'Z' | b'z') if at + 1 == bytes.len() => 0,
        Some(b'Z' | b'z') => return None,
        Some(direction) => {
            let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
            sign(at + 3, b":")?;
            if hours > 23 || minutes > 59 || at + 6 != bytes.len() {
                return None;
            }
            let offset = hours * 3_600 + minutes * 60;
            if direction == b'+' { offset } else { -offset }
        }
    };
    // An offset can lead out of the years that can be written.
    let seconds = seconds - offset;
    (days(0, 1, 1) * 86_400..days(10_000, 1, 1) * 86_400)
        .contains(&seconds)
        .then_some((seconds, form))
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
