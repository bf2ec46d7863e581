//! Dates as certificates have them, in text and in DER (RFC 5280 §4.1.2.5).

use crate::words::days;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `Nov 24 20:21:10 2026 GMT`, in seconds since 1970.
pub(super) fn text(bytes: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(bytes.get(..40).unwrap_or(bytes)).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (month, day, clock, year) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? + 1;
    let mut clock = clock.split(':').map(|part| part.parse().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    // Digits alone: what is longer is no year.
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    seconds(
        year,
        i64::try_from(month).ok()?,
        day.parse().ok()?,
        [hour, minute, second],
    )
}

/// `UTCTime` (tag 0x17, `YYMMDDhhmmssZ`) or `GeneralizedTime` (0x18, `YYYYMMDDhhmmssZ`).
pub(super) fn der(tag: u8, bytes: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(bytes.strip_suffix(b"Z")?).ok()?;
    let number = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse::<i64>().ok())?
    };
    let (year, rest) = match (tag, text.len()) {
        (0x17, 12) => (number(0, 2)?, 2),
        (0x18, 14) => (number(0, 4)?, 4),
        _ => return None,
    };
    // RFC 5280 §4.1.2.5.1
    let year = match (tag, year) {
        (0x17, 50..) => year + 1900,
        (0x17, _) => year + 2000,
        _ => year,
    };
    let at = |n: usize| number(rest + 2 * n, rest + 2 * n + 2);
    seconds(year, at(0)?, at(1)?, [at(2)?, at(3)?, at(4)?])
}

fn seconds(year: i64, month: i64, day: i64, [hour, minute, second]: [i64; 3]) -> Option<i64> {
    let fits = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second)
        && (0..=9999).contains(&year);
    fits.then(|| days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_seconds() {
        for (written, want) in [
            ("Jan  1 00:00:00 1970 GMT", Some(0)),
            ("Nov 23 14:32:00 2026 GMT", Some(1_795_444_320)),
            ("Feb 29 00:00:00 2000 GMT", Some(951_782_400)),
            ("Mar  1 00:00:00 2100 GMT", Some(4_107_542_400)),
            ("Nov 23 2026", None),
            ("Foo 23 14:32:00 2026 GMT", None),
            ("Nov 23 24:00:00 2026 GMT", None),
            ("", None),
        ] {
            assert_eq!(text(written.as_bytes()), want, "{written}");
        }
        assert_eq!(der(0x17, b"261123143200Z"), Some(1_795_444_320));
        assert_eq!(der(0x18, b"20261123143200Z"), Some(1_795_444_320));
        assert_eq!(der(0x17, b"500101000000Z"), Some(-631_152_000));
        assert_eq!(
            (der(0x17, b"2611231432Z"), der(0x18, b"2026112314320xZ"), der(1, b"")),
            (None, None, None)
        );
    }
}
