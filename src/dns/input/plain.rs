//! The way without detours: what was typed is a domain and nothing else, and there is nothing to say of it.

use super::SPECIAL;
use crate::dns::name::Name;
use crate::text::part;

/// Longest domain that has room for every name below it that is looked up.
const LONGEST: usize = Name::LONGEST - "_smtp._tls.".len();

/// The domain, if that is all there is: letters, digits and hyphens where they may stand, in two labels or more, and neither
/// a name that the other reader remarks upon.
pub(super) fn domain(text: &str) -> Option<Name> {
    let domain = Name::parse(part::behind_all(part::before_all(text, b' '), " ")).ok()?;
    let name = domain.as_str();
    let mut top: &[u8] = b"";
    for label in name.as_bytes().split(|byte| *byte == b'.') {
        if label.contains(&b'_') || matches!(label, [b'-', ..] | [.., b'-']) || label.starts_with(b"xn--") {
            return None;
        }
        top = label;
    }
    let known = ["www.", "mta-sts."].iter().any(|first| name.starts_with(first))
        || top == b"localhost"
        || SPECIAL.iter().any(|special| domain.is_within(special));
    let plain = name.len() <= LONGEST && top.len() < name.len() && top.iter().all(u8::is_ascii_alphabetic);
    (plain && !known).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::super::read_any;
    use super::*;

    #[test]
    fn what_is_a_domain_and_nothing_else_needs_no_detour() {
        for (text, plain) in [
            ("example.com", true),
            (" Example.COM. ", true),
            ("mail.a-b.example.co.uk", true),
            ("1.2.3.example.com", true),
            ("mta-sts.com", false),
            ("www.example.com", false),
            ("_dmarc.example.com", false),
            ("xn--bcher-kva.example.com", false),
            ("192.0.2.1", false),
            ("example.c0m", false),
            ("-a.example.com", false),
            ("example", false),
            ("example..com", false),
            ("b\u{fc}cher.de", false),
            ("user@example.com", false),
            ("https://example.com", false),
            ("example.com example.net", false),
            ("example.com, ", false),
            ("mail.test", false),
            ("a.home.arpa", false),
        ] {
            assert_eq!(domain(text).is_some(), plain, "{text}");
            if let Some(plain) = domain(text) {
                let target = read_any(text, &|name| Some(name.to_owned()));
                assert_eq!(target.as_ref().map(|target| &target.domain), Ok(&plain), "{text}");
                assert!(target.is_ok_and(|target| target.notes.is_empty()
                    && target.offered.is_empty()
                    && target.unicode.is_none()));
            }
        }
        // Names below it have room.
        let longest = format!("{}.{}", ["a".repeat(63).as_str(); 3].join("."), "a".repeat(50));
        assert_eq!(longest.len(), 242);
        assert!(domain(&longest).is_some());
        assert!(domain(&format!("a{longest}")).is_none());
    }
}
