//! What can be told of a `max_age` as written, well-formed or not.

use super::marks::Mark;
use super::scan::seconds;
use crate::sts::MAX_AGE_LIMIT;

/// A value of `max_age`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// 1 to 10 digits.
    Seconds(u64),
    /// More digits, of a number over the limit.
    Digits,
    /// `+5`.
    Plus(u64),
    /// `1_000`.
    Underscore(u64),
    /// Arabic digits.
    Arabic(u64),
    /// `-5`.
    Negative,
    /// Anything else in ASCII.
    Odd,
    /// Anything else: some trim more than blanks, or drop leading zeros.
    Unclear,
}

impl Age {
    pub(super) fn read(value: &[u8]) -> Self {
        if let Some(number) = seconds(value) {
            return Self::Seconds(number);
        }
        let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
        if digits(value) {
            let mut number = value;
            while let [b'0', rest @ ..] = number {
                number = rest;
            }
            let over = number.len() > 10 || seconds(number).is_some_and(|age| age > MAX_AGE_LIMIT);
            return if over { Self::Digits } else { Self::Unclear };
        }
        match value {
            [b'+', number @ ..] if digits(number) => seconds(number).map_or(Self::Unclear, Self::Plus),
            [b'-', number @ ..] if digits(number) => Self::Negative,
            _ if value.contains(&b'_') && value.split(|&byte| byte == b'_').all(digits) => {
                let number: Vec<u8> = value.iter().copied().filter(u8::is_ascii_digit).take(11).collect();
                seconds(&number).map_or(Self::Unclear, Self::Underscore)
            }
            _ if value.is_ascii() => Self::Odd,
            _ => arabic(value).map_or(Self::Unclear, Self::Arabic),
        }
    }

    /// The number that is read by those who read it at all.
    pub(super) const fn seconds(self) -> Option<u64> {
        match self {
            Self::Seconds(age) | Self::Plus(age) | Self::Underscore(age) | Self::Arabic(age) => Some(age),
            Self::Digits | Self::Negative | Self::Odd | Self::Unclear => None,
        }
    }

    /// Its traits: of how it is written, and of the number.
    pub(super) fn marks(self) -> impl Iterator<Item = Mark> {
        let form = match self {
            Self::Seconds(_) => None,
            Self::Digits => Some(Mark::AgeDigits),
            Self::Plus(_) => Some(Mark::AgePlus),
            Self::Underscore(_) => Some(Mark::AgeUnderscore),
            Self::Arabic(_) => Some(Mark::AgeArabic),
            Self::Negative => Some(Mark::AgeNegative),
            Self::Odd => Some(Mark::AgeOdd),
            Self::Unclear => Some(Mark::AgeUnclear),
        };
        // Who takes no such number, ignores it whatever it is.
        let size = match (self, self.seconds()) {
            (Self::Seconds(_) | Self::Plus(_), Some(0)) => Some(Mark::AgeZero),
            (Self::Seconds(_), Some(1..HOUR)) => Some(Mark::AgeUnderHour),
            (_, Some(age)) if age > INT32 => Some(Mark::AgeOver31Bits),
            (_, Some(age)) if age > MAX_AGE_LIMIT => Some(Mark::AgeOver),
            _ => None,
        };
        form.into_iter().chain(size)
    }
}

/// An hour in seconds: Stalwart keeps a policy of less for a day.
const HOUR: u64 = 3_600;

/// Largest number of 31 bits: mox reads no larger one.
const INT32: u64 = 2_147_483_647;

/// The number in Arabic digits (U+0660 to U+0669, U+06F0 to U+06F9).
fn arabic(value: &[u8]) -> Option<u64> {
    let digits = value.chunks(2).map(|pair| match pair {
        [0xd9, digit @ 0xa0..=0xa9] => Some(b'0' + digit - 0xa0),
        [0xdb, digit @ 0xb0..=0xb9] => Some(b'0' + digit - 0xb0),
        _ => None,
    });
    seconds(&digits.take(11).collect::<Option<Vec<u8>>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart() {
        for (value, age, marks) in [
            ("604800", Age::Seconds(604_800), vec![]),
            ("0", Age::Seconds(0), vec![Mark::AgeZero]),
            ("3599", Age::Seconds(3_599), vec![Mark::AgeUnderHour]),
            ("3600", Age::Seconds(3_600), vec![]),
            ("31557600", Age::Seconds(31_557_600), vec![]),
            ("31557601", Age::Seconds(31_557_601), vec![Mark::AgeOver]),
            ("2147483647", Age::Seconds(2_147_483_647), vec![Mark::AgeOver]),
            ("2147483648", Age::Seconds(2_147_483_648), vec![Mark::AgeOver31Bits]),
            ("12345678901", Age::Digits, vec![Mark::AgeDigits]),
            ("00031557601", Age::Digits, vec![Mark::AgeDigits]),
            ("00000086400", Age::Unclear, vec![Mark::AgeUnclear]),
            ("+5", Age::Plus(5), vec![Mark::AgePlus]),
            ("+0", Age::Plus(0), vec![Mark::AgePlus, Mark::AgeZero]),
            ("+31557601", Age::Plus(31_557_601), vec![Mark::AgePlus, Mark::AgeOver]),
            ("1_000", Age::Underscore(1_000), vec![Mark::AgeUnderscore]),
            ("1__0", Age::Odd, vec![Mark::AgeOdd]),
            ("\u{661}\u{6f2}", Age::Arabic(12), vec![Mark::AgeArabic]),
            ("\u{661}2", Age::Unclear, vec![Mark::AgeUnclear]),
            ("-5", Age::Negative, vec![Mark::AgeNegative]),
            ("1e6", Age::Odd, vec![Mark::AgeOdd]),
            ("", Age::Odd, vec![Mark::AgeOdd]),
            ("1\u{a0}", Age::Unclear, vec![Mark::AgeUnclear]),
        ] {
            assert_eq!(Age::read(value.as_bytes()), age, "{value}");
            assert_eq!(age.marks().collect::<Vec<_>>(), marks, "{value}");
        }
    }
}
