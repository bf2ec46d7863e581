//! A-labels shown as U-labels: Punycode backwards (RFC 3492). The other direction needs the tables of Unicode and is
//! the browser's.

use super::Name;
use crate::text::is_plain;

/// The name with every A-label turned into its U-label; `None` if there is none to turn.
///
/// A label stays as it is where its Punycode is broken, or where it would show something else than itself: controls,
/// blanks, zero-width and direction characters, upper case, plain ASCII.
#[must_use]
pub fn to_unicode(name: &Name) -> Option<String> {
    let mut turned = false;
    let labels: Vec<_> = name
        .labels()
        .map(|label| match u_label(label) {
            Some(shown) => {
                turned = true;
                shown
            }
            None => label.to_owned(),
        })
        .collect();
    turned.then(|| labels.join("."))
}

/// A letter of another script among Latin letters in one label of a name as it is shown: the label, the letter.
///
/// Looks for Greek and Cyrillic, whose letters are mistaken for Latin ones.
#[must_use]
pub fn mixed_scripts(name: &str) -> Option<(&str, char)> {
    name.split('.').find_map(|label| {
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        let other = label
            .chars()
            .find(|c| matches!(c, '\u{370}'..='\u{52f}' | '\u{1f00}'..='\u{1fff}'));
        other.filter(|_| latin).map(|c| (label, c))
    })
}

fn u_label(label: &str) -> Option<String> {
    let shown = decode(label.strip_prefix("xn--")?)?;
    let fit = !shown.is_ascii()
        && shown
            .chars()
            .all(|c| is_plain(c) && c != ' ' && c != '.' && !c.is_uppercase());
    fit.then_some(shown)
}

/// Whether a text can be handed to a platform's own tables for names, as the host of a URL: what would end the host there,
/// or be taken out or decoded in it, is no part of a name.
#[must_use]
pub fn is_host_text(name: &str) -> bool {
    let foreign = |c: char| {
        c.is_ascii_control()
            || c.is_whitespace()
            || matches!(
                c,
                '/' | '\\' | '?' | '#' | '@' | ':' | '%' | '[' | ']' | '<' | '>' | '^' | '|'
            )
    };
    !name.is_empty() && !name.chars().any(foreign)
}

// RFC 3492 §5
const BASE: u32 = 36;
const TMIN: u32 = 1;
const TMAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// Decodes Punycode without its prefix (RFC 3492 §6.2). `None`: it is none, or longer than a label can be.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    if text.len() > 63 || !text.is_ascii() {
        return None;
    }
    // Without basic characters there is no delimiter either.
    let split = text.rsplit_once('-').filter(|(basic, _)| !basic.is_empty());
    let (basic, extended) = split.unwrap_or(("", text));
    let mut out: Vec<char> = basic.chars().collect();
    let mut digits = extended.chars();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    while !digits.as_str().is_empty() {
        let before = i;
        let mut weight = 1_u32;
        let mut k = BASE;
        loop {
            let digit = digit(digits.next()?)?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(TMIN, TMAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let length = u32::try_from(out.len()).ok()? + 1;
        bias = adapt(i - before, length, before == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        out.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}

/// a to z are 0 to 25, 0 to 9 are 26 to 35.
fn digit(c: char) -> Option<u32> {
    match c {
        'a'..='z' => Some(c as u32 - 'a' as u32),
        'A'..='Z' => Some(c as u32 - 'A' as u32),
        '0'..='9' => Some(c as u32 - '0' as u32 + 26),
        _ => None,
    }
}

/// RFC 3492 §6.1
fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > ((BASE - TMIN) * TMAX) / 2 {
        delta /= BASE - TMIN;
        k += BASE;
    }
    k + (BASE - TMIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punycode_is_decoded() {
        for (text, want) in [
            ("bcher-kva", "bücher"),
            ("mnchen-3ya", "münchen"),
            ("fiqs8s", "中国"),
            ("e1afmkfd", "пример"),
            ("hxajbheg2az3al", "παράδειγμα"),
            ("ls8h", "💩"),
            ("", ""),
        ] {
            assert_eq!(decode(text).as_deref(), Some(want), "{text}");
        }
        for wrong in [
            "bücher",
            "a_b",
            "99999999",
            "zzzzzzzzzzzz",
            "-\u{20}a",
            &"a".repeat(64),
            "0",
        ] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_labels_that_show_themselves_are_turned() {
        let of = |name: &str| to_unicode(&Name::parse(name).unwrap());
        assert_eq!(of("www.xn--bcher-kva.example").as_deref(), Some("www.bücher.example"));
        assert_eq!(of("xn--bcher-kva.xn--99999999").as_deref(), Some("bücher.xn--99999999"));
        assert_eq!(of("example.com"), None);
        for hidden in [
            "a\u{200b}b",
            "\u{202e}ab",
            "a\u{fe0f}",
            "a\u{3000}b",
            "a\u{3002}b\u{a0}",
            "BÜCHER",
        ] {
            let name = format!("xn--{}.example", idna::punycode::encode_str(hidden).unwrap());
            assert_eq!(of(&name), None, "{name}");
        }
        for ascii in ["xn--example-.example", "xn--.example"] {
            assert_eq!(of(ascii), None, "{ascii}");
        }
    }

    #[test]
    fn mixed_scripts_are_noticed() {
        assert_eq!(mixed_scripts("mail.pаypal.example"), Some(("pаypal", 'а')));
        for name in ["paypal.example", "пример.example", "bücher.example", "παράδειγμα.gr"] {
            assert_eq!(mixed_scripts(name), None, "{name}");
        }
    }

    #[test]
    fn any_text_is_decoded_without_panic_and_as_another_decoder_does() {
        crate::arb::property(|u| {
            const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789-";
            let indices: Vec<u8> = u.arbitrary()?;
            let text: String = indices
                .iter()
                .map(|&i| ALPHABET[i as usize % ALPHABET.len()] as char)
                .collect();
            let ours = decode(&text);
            if text.len() <= 63 {
                assert_eq!(ours, idna::punycode::decode_to_string(&text), "{text}");
            }
            let text: String = u.arbitrary()?;
            let _ = decode(&text);
            Ok(())
        });
    }
}
