//! `max_age` in units that people think in (RFC 8461 §3.2 counts seconds).

use crate::sts::{DAY, MAX_AGE_LIMIT, Mode, TWO_WEEKS, meant_seconds};
use crate::words::{UNITS, plain};

/// A week in seconds.
pub const WEEK: u64 = 7 * DAY;

/// What a form offers, in seconds, shortest first; others can be typed.
pub const OFFERED: [u64; 5] = [DAY, WEEK, TWO_WEEKS, 30 * DAY, 90 * DAY];

/// Longest text that is looked at, in bytes.
const LONGEST: usize = 80;

/// What a policy of this mode begins with: a day where mistakes are still to be found or the end is near, two weeks
/// where RFC 8461 §3.2 expects "weeks or greater".
#[must_use]
pub const fn usual(mode: Mode) -> u64 {
    match mode {
        Mode::Enforce => TWO_WEEKS,
        Mode::Testing | Mode::None => DAY,
    }
}

/// Reads a time: seconds (`1209600`, `1,209,600`), or numbers with units (`2 weeks`, `14 d`, `1 week and 3 days`).
/// `None` where it is neither.
///
/// Bare digits are taken as they are, up to ten of them (RFC 8461 §3.2); whether they are too many or too few is for the
/// rules to say.
#[must_use]
pub fn parse(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.len() > LONGEST || text.is_empty() {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|_| text.len() <= 10);
    }
    if let Some(seconds) = meant_seconds(text.as_bytes()) {
        return Some(seconds);
    }
    let mut total = 0_u64;
    let mut rest = text;
    while !rest.is_empty() {
        let (part, behind) = first_part(rest);
        // A number without a unit among those with one could be anything.
        if !part.ends_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        total = total.checked_add(meant_seconds(part.as_bytes())?)?;
        rest = behind;
    }
    Some(total)
}

/// A number with its unit, and what follows behind a comma or `and`.
fn first_part(text: &str) -> (&str, &str) {
    let unit = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let behind = text.get(unit..).unwrap_or_default();
    let length = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
    let (part, rest) = text.split_at_checked(unit + length).unwrap_or((text, ""));
    let rest = rest.trim_start_matches([' ', '\t', ',', '.']);
    let rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
    (part.trim_end(), rest)
}

/// The time as people write it, exactly: `2 weeks`, `30 days`, `365 days 6 hours`. [`parse`] reads it back.
#[must_use]
pub fn words(seconds: u64) -> String {
    if seconds > 0 && seconds.is_multiple_of(WEEK) && seconds < 9 * WEEK {
        return plain(seconds / WEEK, "week");
    }
    let mut out = String::new();
    let mut rest = seconds;
    for (size, unit) in UNITS {
        let count = rest / size;
        rest %= size;
        if count > 0 || (size == 1 && out.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&plain(count, unit));
        }
    }
    out
}

/// What is good and bad about keeping a policy for that long. What the rules find wrong with it is not said again.
#[must_use]
pub const fn advice(mode: Mode, seconds: u64) -> &'static str {
    match (mode, seconds) {
        (_, 0) => "Senders never keep the policy, so it protects nothing.",
        (_, 1..DAY) => "Under a day: some senders ignore such a policy.",
        (Mode::Testing, DAY..=WEEK) => {
            "Right for a beginning: a mistake is out of every sender’s cache soon after you mend it."
        }
        (Mode::Testing, _) => "Long for testing: a mistake stays with senders for all of this time.",
        (Mode::None, DAY..=WEEK) => {
            "Right for an end. Before you remove record and policy, wait as long as the longest `max_age` served before."
        }
        (Mode::None, _) => "Long for an end: RFC 8461 suggests a day.",
        (Mode::Enforce, DAY..TWO_WEEKS) => {
            "Short for enforce: whoever keeps senders from your policy host for that long can strip the encryption again."
        }
        (Mode::Enforce, TWO_WEEKS..=MAX_AGE_LIMIT) => {
            "Weeks or more, as RFC 8461 expects. A new id reaches senders within about a day all the same."
        }
        (Mode::Enforce, _) => "Longer than the year that RFC 8461 allows.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("1209600", Some(TWO_WEEKS)),
            (" 0 ", Some(0)),
            ("9999999999", Some(9_999_999_999)),
            ("99999999999", None),
            ("1,209,600", Some(TWO_WEEKS)),
            ("2 weeks", Some(TWO_WEEKS)),
            ("14 d", Some(TWO_WEEKS)),
            ("14d", Some(TWO_WEEKS)),
            ("1 week and 3 days", Some(10 * DAY)),
            ("1 week, 3 days", Some(10 * DAY)),
            ("1d12h", Some(DAY + 43_200)),
            ("365 days 6 hours", Some(MAX_AGE_LIMIT)),
            ("1 week 3", None),
            ("3 1 week", None),
            ("and", None),
            ("", None),
            ("soon", None),
            ("-1 day", None),
            ("2 fortnights", None),
            ("٣ days", None),
            ("2 weeks ü", None),
        ] {
            assert_eq!(parse(text), seconds, "{text}");
        }
    }

    #[test]
    fn times_are_printed_exactly() {
        for (seconds, text) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (DAY, "1 day"),
            (WEEK, "1 week"),
            (TWO_WEEKS, "2 weeks"),
            (30 * DAY, "30 days"),
            (90 * DAY, "90 days"),
            (10 * WEEK, "70 days"),
            (DAY + 61, "1 day 1 minute 1 second"),
            (MAX_AGE_LIMIT, "365 days 6 hours"),
        ] {
            assert_eq!(words(seconds), text);
        }
        crate::arb::property(|u| {
            let seconds = u.int_in_range(1..=MAX_AGE_LIMIT)?;
            assert_eq!(parse(&words(seconds)), Some(seconds));
            let _ = parse(u.arbitrary()?);
            Ok(())
        });
    }

    #[test]
    fn what_is_offered_suits_some_mode() {
        for seconds in OFFERED {
            assert_eq!(parse(&words(seconds)), Some(seconds));
            assert!(Mode::ALL.into_iter().all(|mode| advice(mode, seconds).ends_with('.')));
        }
        assert!(Mode::ALL.into_iter().all(|mode| OFFERED.contains(&usual(mode))));
    }
}
