//! Names, addresses, mail addresses, URIs.

use super::place::{Path, Sink};
use super::rules::{REPORT_ADDRESS, REPORT_ADDRESS_FORM, REPORT_NAME, REPORT_NAME_UNUSUAL};
use crate::dns::Name;
use crate::dns::name::NameError;
use crate::json::{Item, Shape};
use crate::report::Text;
use crate::text::{Span, show};
use std::net::{IpAddr, Ipv6Addr};

/// Judges a name; one of `mx-host` may be a pattern (RFC 8461 §3.2).
pub(super) fn judge(text: &str, pattern: bool, span: Span, path: &Path<'_>, sink: &mut Sink<'_>) {
    let name = match text.strip_prefix("*.") {
        Some(rest) if pattern => rest,
        _ => text,
    };
    // Nearly every name is one.
    if is_host(name.as_bytes()) {
        return;
    }
    let (rule, why) = match fault(name) {
        Some(why) => (&REPORT_NAME, why),
        None if name.ends_with('.') => (&REPORT_NAME_UNUSUAL, "with a final dot"),
        None if name.contains('_') => (&REPORT_NAME_UNUSUAL, "with an underscore, which no host name has"),
        None => return,
    };
    let shown = if text.is_empty() { "\"\"" } else { text };
    let finding = path.fault(rule, span).with_bytes("value", shown.as_bytes());
    sink.add(finding.with("why", why));
}

/// Whether a text is a host name without a final dot, told without a list; what it doesn't tell is looked at by [`fault`].
fn is_host(name: &[u8]) -> bool {
    let is_label = |label: &[u8]| {
        let hyphen = label.starts_with(b"-") || label.ends_with(b"-");
        (1..=Name::LONGEST_LABEL).contains(&label.len()) && !hyphen
    };
    // All are looked at, many at once.
    let fit = |all, byte: &u8| all & (byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'.'));
    name.len() <= Name::LONGEST && name.iter().fold(true, fit) && name.split(|&byte| byte == b'.').all(is_label)
}

/// Why a text is no name.
fn fault(name: &str) -> Option<&'static str> {
    match Name::parse(name) {
        Err(NameError::Empty) => Some("which names nothing"),
        Err(NameError::EmptyLabel) => Some("with an empty label"),
        Err(NameError::LabelTooLong) => Some("with a label of more than 63 characters"),
        Err(NameError::TooLong) => Some("which is longer than a name can be"),
        Err(NameError::Character(c)) if !c.is_ascii() => Some("which is not written with A-labels"),
        Err(NameError::Character(_)) => Some("with a character that no name has"),
        Ok(_) => {
            let at_hyphen = |label: &str| label.starts_with('-') || label.ends_with('-');
            let hyphen = name.split('.').any(at_hyphen);
            hyphen.then_some("with a hyphen at an end of a label")
        }
    }
}

/// Whether a text is an address of RFC 5322 §3.4.1, without comments and blanks.
pub(super) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |part: &[u8]| {
        let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(byte);
        !part.is_empty() && part.iter().all(fits)
    };
    let quoted = local.len() > 2
        && local.starts_with('"')
        && local.ends_with('"')
        && local.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let literal = domain.len() > 2 && domain.starts_with('[') && domain.ends_with(']');
    (quoted || local.as_bytes().split(|&byte| byte == b'.').all(atom))
        && (literal || is_host(domain.as_bytes()) || (fault(domain).is_none() && !domain.ends_with('.')))
}

/// Whether a text that says this address is the one that RFC 5952 has for it.
fn is_written_so(text: &str, address: Ipv6Addr) -> bool {
    if address.to_ipv4_mapped().is_some() {
        // §5: the end as an IPv4 address, which is read in one form alone.
        return text.strip_prefix("::ffff:").is_some_and(|rest| rest.contains('.'));
    }
    // §4.2: the first of the longest runs of zeros is left out, if it is more than one.
    let (mut start, mut most, mut run) = (0, 1, 0);
    for (at, segment) in address.segments().iter().enumerate() {
        run = if *segment == 0 { run + 1 } else { 0 };
        if run > most {
            (start, most) = (at + 1 - run, run);
        }
    }
    // §4.1, §4.3
    let is_short = |group: &[u8]| {
        let fits = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (group == b"0" || !group.starts_with(b"0")) && group.iter().all(fits)
    };
    let groups = |part: &[u8]| match part {
        [] => Some(0),
        part => {
            let mut groups = part.split(|&byte| byte == b':');
            groups.try_fold(0, |count, group| is_short(group).then_some(count + 1))
        }
    };
    let text = text.as_bytes();
    let gap = text.windows(2).position(|two| two == b"::");
    match gap.and_then(|gap| Some((text.get(..gap)?, text.get(gap + 2..)?))) {
        Some((before, behind)) => most > 1 && groups(before) == Some(start) && groups(behind) == Some(8 - start - most),
        None => most == 1 && groups(text) == Some(8),
    }
}

/// Judges an IP address; what it says all the same.
pub(super) fn address<'a>(item: Option<Item<'_, 'a>>, path: &Path<'_>, sink: &mut Sink<'_>) -> Option<Text<'a>> {
    let item = item?;
    let text = item.text();
    let parsed = text.as_ref().and_then(|text| text.parse::<IpAddr>().ok());
    match (&text, parsed) {
        (Some(text), Some(IpAddr::V6(address))) => {
            if !is_written_so(text, address) {
                let finding = path.fault(&REPORT_ADDRESS_FORM, item.span());
                sink.add(finding.with_bytes("value", text.as_bytes()).with("canonical", address));
            }
        }
        (_, Some(_)) => {}
        _ => {
            let value = match item.shape() {
                Shape::Array | Shape::Object => item.shape().noun().to_owned(),
                _ => format!("`{}`", show(item.raw())),
            };
            let finding = path.fault(&REPORT_ADDRESS, item.span());
            sink.add(finding.with_words("value", value));
        }
    }
    text.filter(|text| !text.is_empty())
}

/// Whether a text is a URI (RFC 3986 §3), at a glance.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let of_uri = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(of_scheme)
        && !rest.is_empty()
        && rest.bytes().all(of_uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_passes_at_once_has_no_fault() {
        let long = format!("{}.example", "a".repeat(63));
        for name in ["a", "mx1.example.com", "A-b.C9", long.as_str()] {
            assert!(is_host(name.as_bytes()) && fault(name).is_none(), "{name}");
        }
        let label = "a".repeat(64);
        let name = ["a.".repeat(126).as_str(), "aa"].concat();
        for name in [
            "", ".", "a.", ".a", "a..b", "-a", "a-", "a-.b", "a.-b", "a_b", "a b", "ü", &label, &name,
        ] {
            assert!(!is_host(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn addresses_are_compared_as_they_are_written() {
        let right = [
            "::",
            "::1",
            "1::",
            "0:1::",
            "1:0:2:3:4:5:6:7",
            "1:0:2::3:4:5",
            "::2:0:0:3:4:5",
            "2001:db8::a0:0:1",
            "::ffff:192.0.2.1",
            "::c000:201",
        ];
        for text in right {
            assert!(text.parse().is_ok_and(|address| is_written_so(text, address)), "{text}");
        }
        for text in [
            "0::1",
            "::0",
            "1:0:0:2:3:4:5:6",
            "1::2:3:4:5:6:7",
            "2:0:0:0:0:1::",
            "1::2:0:0:0:3",
            "2001:DB8::1",
            "2001:0db8::1",
            "::00",
            "::ffff:c000:201",
            "::FFFF:192.0.2.1",
            "0::ffff:192.0.2.1",
            "::192.0.2.1",
            "64:ff9b::192.0.2.1",
        ] {
            assert!(
                text.parse().is_ok_and(|address| !is_written_so(text, address)),
                "{text}"
            );
        }
        crate::arb::property(|u| {
            let mut groups = [0_u16; 8];
            for group in &mut groups {
                *group = *u.choose(&[0, 0, 0, 1, 0xab, 0xffff])?;
            }
            let address = Ipv6Addr::from(groups);
            let whole = groups.map(|group| format!("{group:x}")).join(":");
            for text in [address.to_string(), whole.replacen("0:0", ":", 1), whole] {
                if text.parse() == Ok(address) {
                    assert_eq!(is_written_so(&text, address), text == address.to_string(), "{text}");
                }
            }
            Ok(())
        });
    }

    #[test]
    fn addresses_of_mail() {
        for text in [
            "a@b",
            "smtp-tls-reporting@google.com",
            "a.b+c@example.com",
            "\"a b\"@example.com",
            "a@[192.0.2.1]",
            "a@xn--bcher-kva.example",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "",
            "@",
            "a",
            "a@",
            "@b",
            "mailto:a@b",
            "A <a@b>",
            "a..b@c",
            "a@b.",
            "a@b c",
            "a@bücher.example",
            "email - address",
            "a@b, c@d",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn uris() {
        for text in ["https://a.example/?b=c#d", "mailto:a@b", "urn:x"] {
            assert!(is_uri(text), "{text}");
        }
        for text in [
            "",
            "a",
            ":a",
            "https:",
            "https://a.example/ b",
            "1a:b",
            "additional - info - uri",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
