//! Patterns for MX hosts, and which hosts they cover (RFC 8461 §3.2 and §4.1).

use super::rules::mx::{HOST_COVERED, HOST_NOT_COVERED};
use super::sink::Sink;
use crate::rule::{Findings, Subject};
use crate::text::Span;

/// How a host stands against a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MxMatch {
    /// The same name: covered.
    Same,
    /// The pattern's `*` stands for the host's first label: covered.
    Wildcard,
    /// Below the suffix of the pattern, but `*` stands for one label only and the host has more in front of it.
    TooDeep {
        /// How many labels the host has before the suffix; 2 or more.
        labels: usize,
    },
    /// The host is the suffix itself: `*.example.com` doesn't cover `example.com`.
    Apex,
    /// The pattern is about something else, or is none.
    Other,
}

impl MxMatch {
    /// Whether the pattern covers the host.
    #[must_use]
    pub const fn is_match(self) -> bool {
        matches!(self, Self::Same | Self::Wildcard)
    }
}

/// Longest `Domain` in octets (RFC 5321 §4.5.3.1.2).
pub(super) const LONGEST_DOMAIN: usize = 255;

/// Longest label in octets (RFC 1035 §2.3.4).
pub(super) const LONGEST_LABEL: usize = 63;

/// Compares a pattern with the name of an MX host: without case, without the host's final dot.
///
/// What is no well-formed pattern covers nothing. Names are compared by their letters: whether the MX record may name
/// such a host is judged elsewhere.
#[must_use]
pub fn compare(pattern: &str, host: &str) -> MxMatch {
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.is_empty() || !is_pattern(pattern.as_bytes()) {
        return MxMatch::Other;
    }
    // RFC 8461 §4.1: the wildcard is exactly one whole label, the left-most.
    let Some(suffix) = pattern.strip_prefix("*.") else {
        // RFC 8461 §4.1: without a wildcard the names must be the same, subdomains are not covered.
        return if pattern.eq_ignore_ascii_case(host) {
            MxMatch::Same
        } else {
            MxMatch::Other
        };
    };
    let cut = host.len().checked_sub(suffix.len());
    let Some((front, end)) = cut.and_then(|cut| host.split_at_checked(cut)) else {
        return MxMatch::Other;
    };
    if !end.eq_ignore_ascii_case(suffix) {
        return MxMatch::Other;
    }
    let Some(front) = front.strip_suffix('.') else {
        return if front.is_empty() {
            MxMatch::Apex
        } else {
            MxMatch::Other
        };
    };
    match front.bytes().filter(|byte| *byte == b'.').count() {
        0 if front.is_empty() => MxMatch::Other,
        0 => MxMatch::Wildcard,
        dots => MxMatch::TooDeep { labels: dots + 1 },
    }
}

/// Judges whether some pattern covers `host`, and nothing else. Findings have no place in a text.
pub fn judge(patterns: &[String], host: &str, findings: &mut Findings) -> Option<usize> {
    let mut sink = Sink::new(findings, Subject::MxHosts);
    let covering = patterns.iter().position(|pattern| compare(pattern, host).is_match());
    match covering.and_then(|at| patterns.get(at)) {
        Some(pattern) => sink.add(HOST_COVERED.finding().with("host", host).with("pattern", pattern)),
        None => sink.add(
            HOST_NOT_COVERED
                .finding()
                .with("host", host)
                .with("why", why_not(patterns, host)),
        ),
    }
    covering
}

/// The nearest miss, in words.
fn why_not(patterns: &[String], host: &str) -> String {
    let near = patterns.iter().find_map(|pattern| match compare(pattern, host) {
        MxMatch::TooDeep { labels } => Some(format!(
            "the `*` of `{pattern}` stands for one label, here are {labels}"
        )),
        MxMatch::Apex => Some(format!("`{pattern}` needs a label before the suffix")),
        _ => None,
    });
    near.unwrap_or_else(|| match patterns {
        [] => "there is no pattern".to_owned(),
        [only] if is_pattern(only.as_bytes()) => format!("`{only}` is about another name"),
        [only] => format!("`{only}` is no well-formed pattern"),
        many => format!("none of the {} patterns is about it", many.len()),
    })
}

/// Whether this is a well-formed value of `mx`: `Domain` of RFC 5321 §4.1.2, with or without `*.` in front.
#[must_use]
pub fn is_pattern(text: &[u8]) -> bool {
    let domain = text.strip_prefix(b"*.").unwrap_or(text);
    domain_fault(domain).is_none()
}

/// What keeps a text from being a `Domain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DomainFault {
    /// A label without a character, at this place.
    EmptyLabel(usize),
    /// Characters that are neither letter, digit nor hyphen.
    Characters,
    /// A label that begins or ends with a hyphen: this one.
    Hyphen(usize),
    /// A label of more than 63 octets.
    LongLabel(Span),
    /// More than 255 octets.
    Long,
}

/// The first fault of `domain` by RFC 5321 §4.1.2; characters before all else.
pub(super) fn domain_fault(domain: &[u8]) -> Option<DomainFault> {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if !domain.iter().all(fits) {
        return Some(DomainFault::Characters);
    }
    let mut at = 0;
    for label in domain.split(|&byte| byte == b'.') {
        let span = Span::new(at, at + label.len());
        match label {
            [] => return Some(DomainFault::EmptyLabel(at)),
            [b'-', ..] => return Some(DomainFault::Hyphen(at)),
            [.., b'-'] => return Some(DomainFault::Hyphen(span.end - 1)),
            _ if label.len() > LONGEST_LABEL => return Some(DomainFault::LongLabel(span)),
            _ => at = span.end + 1,
        }
    }
    (domain.len() > LONGEST_DOMAIN).then_some(DomainFault::Long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_match_by_the_letter() {
        use MxMatch::{Apex, Other, Same, TooDeep, Wildcard};
        for (pattern, host, expected) in [
            ("mail.example.com", "MAIL.Example.com.", Same),
            ("mail.example.com", "a.mail.example.com", Other),
            ("*.example.com", "mail.example.com", Wildcard),
            ("*.EXAMPLE.com", "_25._x.example.COM", TooDeep { labels: 2 }),
            ("*.example.com", "example.com", Apex),
            ("*.example.com", "a.b.c.example.com", TooDeep { labels: 3 }),
            ("*.example.com", ".example.com", Other),
            ("*.example.com", "badexample.com", Other),
            ("*.example.com", "mail.example.com..", Other),
            ("*.example.com", "üexample.com", Other),
            ("*.example.com", "ü.example.com", Wildcard),
            ("*.com", "example.com", Wildcard),
            ("example.com", "", Other),
            ("example.com", ".", Other),
            ("", "", Other),
            ("*", "com", Other),
            ("*.", "com", Other),
            ("192.0.2.1", "192.0.2.1", Same),
            (".example.com", "mail.example.com", Other),
            ("m*.example.com", "mail.example.com", Other),
            ("mail.example.com.", "mail.example.com", Other),
            ("mail.*.com", "mail.x.com", Other),
        ] {
            assert_eq!(compare(pattern, host), expected, "{pattern} {host}");
        }
    }

    #[test]
    fn patterns_follow_the_grammar() {
        let label = "a".repeat(63);
        let long = [label.as_str(); 4].join(".");
        for good in [
            "a",
            "*.a",
            "1.2",
            "a-b.c",
            "xn--bcher-kva.de",
            "192.0.2.1",
            &long,
            &format!("*.{long}"),
        ] {
            assert!(is_pattern(good.as_bytes()), "{good}");
        }
        for bad in [
            "",
            ".",
            "*",
            "*.",
            "*.*.a",
            "a.*",
            "a*.b",
            ".a",
            "a.",
            "a..b",
            "-a",
            "a-.b",
            "a_b",
            "a b",
            "a\t",
            "a:25",
            "ü",
            "[192.0.2.1]",
            "a@b",
            "a,b",
            &format!("{label}a"),
            &format!("{long}.a"),
        ] {
            assert!(!is_pattern(bad.as_bytes()), "{bad}");
        }
        assert!(!is_pattern(b"\xff"));
    }

    #[test]
    fn the_verdict_is_of_the_match_alone() {
        let patterns = |list: &[&str]| list.iter().map(|&p| p.to_owned()).collect::<Vec<_>>();
        let mut findings = Findings::new();
        assert_eq!(
            judge(&patterns(&["bad_one", "*.a.b"]), "x.a.b.", &mut findings),
            Some(1)
        );
        assert!(!findings.has_error());
        for (list, why) in [
            (&["*.a.b"][..], "stands for one label, here are 2"),
            (&[], "there is no pattern"),
            (&["x.y.a.b."], "no well-formed pattern"),
        ] {
            let mut findings = Findings::new();
            assert_eq!(judge(&patterns(list), "x.y.a.b", &mut findings), None);
            assert!(findings.as_slice().iter().any(|f| f.message().contains(why)), "{why}");
            assert!(findings.has_error());
        }
    }
}
