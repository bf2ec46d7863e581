//! The ASCII form of a host name with other letters, as a suggestion (RFC 3492, Punycode).

/// The ASCII form of `name`, in lower case; `None` where it has none, a part of it gets too long, or its capitals are
/// of a rare kind.
///
/// Only lower case is folded here, not all that IDNA would, so this is a suggestion to be looked at.
pub(super) fn to_ascii(name: &str) -> Option<String> {
    let lower: String = name.chars().map(lower).collect();
    if lower.chars().any(char::is_uppercase) {
        return None;
    }
    let labels: Option<Vec<String>> = lower.split(['.', '\u{3002}']).map(label).collect();
    labels.map(|labels| labels.join("."))
}

/// The small letter of a Latin, Greek or Cyrillic capital. (The table of the standard library, for all scripts, weighs
/// as much as the reader of a whole record.)
fn lower(c: char) -> char {
    let by = match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ā'..='Į' | 'Ĳ'..='Ķ' | 'Ŋ'..='Ŷ' | 'Ḁ'..='Ẕ' | 'Ạ'..='Ỿ' => u32::from(u32::from(c) % 2 == 0),
        'Ĺ'..='Ň' | 'Ź'..='Ž' => u32::from(u32::from(c) % 2 == 1),
        _ => 0,
    };
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

fn label(label: &str) -> Option<String> {
    let ascii = if label.is_ascii() {
        label.to_owned()
    } else {
        format!("xn--{}", punycode(label)?)
    };
    (ascii.len() <= super::mx::LONGEST_LABEL).then_some(ascii)
}

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;

/// RFC 3492 §6.3. Labels are short: with more than 63 characters there is no result.
fn punycode(label: &str) -> Option<String> {
    let chars: Vec<u32> = label.chars().map(u32::from).collect();
    if chars.len() > super::mx::LONGEST_LABEL {
        return None;
    }
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic);
    while handled < u32::try_from(chars.len()).ok()? {
        let next = chars.iter().copied().filter(|&c| c >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(handled + 1)?)?;
        code = next;
        for &c in &chars {
            if c < code {
                delta = delta.checked_add(1)?;
            } else if c == code {
                push(&mut out, delta, bias)?;
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(out)
}

/// Writes `delta` as a number of variable length.
fn push(out: &mut String, mut delta: u32, bias: u32) -> Option<()> {
    let mut k = BASE;
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if delta < threshold {
            out.push(char::from_digit(delta, 36).map(digit)?);
            return Some(());
        }
        let rest = delta - threshold;
        out.push(char::from_digit(threshold + rest % (BASE - threshold), 36).map(digit)?);
        delta = rest / (BASE - threshold);
        k += BASE;
    }
}

/// Punycode counts from `a` to `z` and then from `0` to `9`; the standard library the other way round.
fn digit(c: char) -> char {
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    c.to_digit(36)
        .and_then(|value| DIGITS.get(value as usize))
        .map_or(c, |byte| char::from(*byte))
}

/// RFC 3492 §6.1.
fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_their_ascii_form() {
        for (name, ascii) in [
            ("mail.Bücher.example", "mail.xn--bcher-kva.example"),
            ("почта.рф", "xn--80a1acny.xn--p1ai"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
            ("MAIL.example", "mail.example"),
        ] {
            assert_eq!(to_ascii(name).as_deref(), Some(ascii), "{name}");
        }
        assert_eq!(to_ascii(&"ü".repeat(70)), None);
        assert_eq!(to_ascii(&"a".repeat(64)), None);
    }

    #[test]
    fn capitals_get_their_small_letters() {
        let mut turned = 0;
        for c in '\0'..='\u{ffff}' {
            if lower(c) != c {
                assert_eq!(c.to_lowercase().collect::<String>(), lower(c).to_string(), "{c}");
                turned += 1;
            }
        }
        assert!(turned > 300, "{turned}");
        assert_eq!(to_ascii("ԱՐԵՎ"), None);
    }

    #[test]
    fn it_agrees_with_a_library() {
        for name in [
            "bücher",
            "straße",
            "ελλάδα",
            "한국",
            "ü",
            "a-ü-b",
            "ليهمابتكلموشعربي",
            "ðŋþ",
            "日本語.jp",
        ] {
            assert_eq!(to_ascii(name), idna::domain_to_ascii(name).ok(), "{name}");
        }
    }
}
