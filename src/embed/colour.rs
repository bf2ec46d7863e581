//! Colours as they are typed, and whether text in one can be read on another (WCAG 2.2, 1.4.3).

/// The least contrast of running text.
pub const READABLE: f64 = 4.5;

/// A colour in hexadecimal, `#8a1f5c` or `#fff`, with lower-case digits; `None`: it is none.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('#')?;
    let fits = [3, 6].contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| format!("#{}", digits.to_ascii_lowercase()))
}

/// The contrast of two colours, 1 to 21; `None`: one of them is none.
#[must_use]
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// How light a colour is, 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance(text: &str) -> Option<f64> {
    let text = read(text)?;
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    // A digit alone stands for two of it.
    let parts: Vec<u32> = match digits.len() {
        3 => digits.iter().map(|digit| digit * 17).collect(),
        _ => digits
            .chunks(2)
            .map(|two| two.iter().fold(0, |sum, digit| sum * 16 + digit))
            .collect(),
    };
    let linear = |part: u32| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            power((part + 0.055) / 1.055)
        }
    };
    let weights = [0.2126, 0.7152, 0.0722];
    Some(
        parts
            .into_iter()
            .zip(weights)
            .map(|(part, weight)| linear(part) * weight)
            .sum(),
    )
}

/// A number of 0 to 1 to the power of 2.4: its square times the fifth root of that, by Newton's method. What the language
/// brings for any power, and to write any number, weighs some KB.
fn power(x: f64) -> f64 {
    let square = x * x;
    let mut root = 1.0;
    for _ in 0..30 {
        let fourth: f64 = root * root * root * root;
        root -= (fourth * root - square) / (5.0 * fourth);
    }
    square * root
}

/// A contrast in words: `8.6 : 1`.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a contrast is 1 to 21; anything else saturates"
)]
pub fn ratio(contrast: f64) -> String {
    let tenths = (contrast * 10.0 + 0.5) as u32;
    format!("{}.{} : 1", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read() {
        for (text, wanted) in [
            (" #8A1F5C ", Some("#8a1f5c")),
            ("#fff", Some("#fff")),
            ("", None),
            ("8a1f5c", None),
            ("#8a1f5", None),
            ("#8a1f5g", None),
            ("red; } * { x: y", None),
        ] {
            assert_eq!(read(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn contrasts_are_those_of_the_guidelines() {
        for (one, other, wanted) in [
            ("#000", "#fff", 21.0),
            ("#fff", "#ffffff", 1.0),
            ("#767676", "#fff", 4.54),
            ("#8a1f5c", "#fff", 8.6),
        ] {
            let found = contrast(one, other).unwrap();
            assert!((found - wanted).abs() < 0.06, "{one} {other}: {found}");
        }
        assert_eq!(contrast("#000", "white"), None);
        assert_eq!(ratio(contrast("#8a1f5c", "#fff").unwrap()), "8.6 : 1");
    }

    #[test]
    fn powers_are_those_of_the_language() {
        for x in 0..=255 {
            let x = (f64::from(x) / 255.0 + 0.055) / 1.055;
            assert!((power(x) - x.powf(2.4)).abs() < 1e-9, "{x}");
        }
    }
}
