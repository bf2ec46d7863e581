//! Judges one host of an `mx` line (RFC 8461 §3.2, RFC 5321 §4.1.2).

use super::idn;
use super::mx::{DomainFault, LONGEST_DOMAIN, LONGEST_LABEL, domain_fault, is_pattern};
use super::mx_value::MxValue;
use super::rules::mx::{
    MX_ADDRESS, MX_ADDRESS_LITERAL, MX_CHARACTER, MX_EMPTY_LABEL, MX_FINAL_DOT, MX_HYPHEN, MX_LEADING_DOT,
    MX_MAIL_ADDRESS, MX_NULL, MX_PLACEHOLDER, MX_PLACEHOLDER_WORD, MX_PORT, MX_SINGLE_LABEL, MX_TOO_LONG, MX_U_LABEL,
    MX_UNDERSCORE, MX_URL, MX_VERIFICATION, MX_WILDCARD_PLACE, MX_WILDCARD_TLD,
};
use crate::dns::address::{is_ipv4, is_ipv6};
use crate::later;
use crate::rule::Rule;
use crate::text::lossy;
use crate::text::part::behind_all;
use std::ops::Range;

impl MxValue<'_, '_> {
    /// Judges one host, with what may be wrong about it; gives back what is left, if that is a pattern.
    pub(super) fn host(&mut self, mut range: Range<usize>) -> Option<Range<usize>> {
        let bytes = &*self.clean.bytes;
        if &bytes[range.clone()] == b"." {
            self.fault(&MX_NULL, &range);
            return None;
        }
        if is_address_literal(&bytes[range.clone()]) {
            self.fault(&MX_ADDRESS_LITERAL, &range);
            return None;
        }
        if let Some(host) = url_host(bytes, &range) {
            self.kept(&MX_URL, &range, &host);
            range = host;
        } else if let Some(at) = bytes[range.clone()].iter().rposition(|&byte| byte == b'@') {
            let host = range.start + at + 1..range.end;
            self.kept(&MX_MAIL_ADDRESS, &range, &host);
            range = host;
        }
        if let Some(colon) = bytes[range.clone()].iter().position(|&byte| byte == b':') {
            let port = range.start + colon..range.end;
            if port.len() > 1 && bytes[port.start + 1..port.end].iter().all(u8::is_ascii_digit) {
                let span = self.clean.span(port.clone());
                self.sink.at(&MX_PORT, span, |finding| {
                    finding.with_bytes("found", &bytes[port.clone()]).replace(span, "")
                });
                range.end = port.start;
            }
        }
        if let [front @ .., b'.'] = &bytes[range.clone()]
            && !front.is_empty()
            && !front.ends_with(b".")
            && front != b"*"
        {
            let dot = self.clean.span(range.end - 1..range.end);
            let value = &bytes[range.clone()];
            self.sink.at(&MX_FINAL_DOT, dot, |finding| {
                finding.with_bytes("value", value).replace(dot, "")
            });
            range.end -= 1;
        }
        if range.is_empty() {
            return None;
        }
        self.domain(range)
    }

    fn domain(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let bytes = &*self.clean.bytes;
        let value = &bytes[range.clone()];
        if is_pattern(value) {
            self.well_formed(&range);
            return Some(range);
        }
        if !value.is_ascii() {
            later::unusual()?;
            self.u_label(&range);
            return None;
        }
        let stars = value.iter().filter(|&&byte| byte == b'*').count();
        let wild = usize::from(value.starts_with(b"*."));
        if stars > wild || value == b"*." {
            self.fault(&MX_WILDCARD_PLACE, &range);
            return None;
        }
        let domain = range.start + 2 * wild..range.end;
        if let Some(fault) = domain_fault(&bytes[domain.clone()]) {
            self.domain_fault(fault, &range, &domain);
        }
        None
    }

    fn domain_fault(&mut self, fault: DomainFault, range: &Range<usize>, domain: &Range<usize>) {
        let bytes = &*self.clean.bytes;
        let value = &bytes[range.clone()];
        let part = |from: usize, to: usize| domain.start + from..domain.start + to;
        match fault {
            DomainFault::Characters => self.characters(range, domain),
            DomainFault::EmptyLabel(0) if domain.start == range.start => {
                let span = self.clean.span(part(0, 1));
                let all = self.clean.span(range.clone());
                self.sink.at(&MX_LEADING_DOT, span, |finding| {
                    let finding = finding.with_bytes("value", value);
                    finding.suggest(all, format!("*.{}", behind_all(&lossy(value), ".")))
                });
            }
            DomainFault::EmptyLabel(at) => {
                let behind = &bytes[domain.start + at..domain.end];
                let dots = behind.iter().take_while(|&&byte| byte == b'.').count();
                let extra = self.clean.span(part(at, at + dots));
                self.sink.at(&MX_EMPTY_LABEL, extra, |finding| {
                    finding.with_bytes("value", value).suggest(extra, "")
                });
            }
            DomainFault::Hyphen(at) => {
                let span = self.clean.span(part(at, at + 1));
                self.sink
                    .at(&MX_HYPHEN, span, |finding| finding.with_bytes("value", value));
            }
            DomainFault::LongLabel(label) => {
                self.too_long("a part of the name", LONGEST_LABEL, part(label.start, label.end));
            }
            DomainFault::Long => self.too_long("the name", LONGEST_DOMAIN, domain.clone()),
        }
    }

    fn too_long(&mut self, what: &'static str, limit: usize, range: Range<usize>) {
        let count = range.len();
        self.sink.at(&MX_TOO_LONG, self.clean.span(range), |finding| {
            finding.with("what", what).with("count", count).with("limit", limit)
        });
    }

    /// Every run of characters that a host name doesn't have; underscores count once.
    fn characters(&mut self, range: &Range<usize>, domain: &Range<usize>) {
        let bytes = &*self.clean.bytes;
        let value = &bytes[range.clone()];
        let mut at = domain.start;
        let mut underscore = false;
        for run in bytes[domain.clone()].chunk_by(|a, b| kind(*a) == kind(*b)) {
            let part = at..at + run.len();
            at = part.end;
            let span = self.clean.span(part);
            match run.first().map(|byte| kind(*byte)) {
                Some(Kind::Underscore) if !underscore => {
                    underscore = true;
                    let template = is_template_name(value);
                    let rule = if template { &MX_PLACEHOLDER } else { &MX_UNDERSCORE };
                    self.sink.at(rule, span, |finding| finding.with_bytes("value", value));
                }
                Some(Kind::Other) => self.sink.at(&MX_CHARACTER, span, |finding| {
                    finding.with_bytes("found", run).suggest(span, "")
                }),
                _ => {}
            }
        }
    }

    /// RFC 8461 §3.2: A-labels only.
    fn u_label(&mut self, range: &Range<usize>) {
        let value = &self.clean.bytes[range.clone()];
        let span = self.clean.span(range.clone());
        let Ok(name) = std::str::from_utf8(value) else {
            return;
        };
        if !name.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) {
            return;
        }
        self.sink.at(&MX_U_LABEL, span, |finding| {
            let finding = finding.with("value", name);
            match idn::to_ascii(name).filter(|ascii| is_pattern(ascii.as_bytes())) {
                Some(ascii) => finding.suggest(span, ascii),
                None => finding,
            }
        });
    }

    /// A pattern that fits the grammar, and still covers nothing or too much.
    pub(super) fn well_formed(&mut self, range: &Range<usize>) {
        if let Some(rule) = remark(&self.clean.bytes[range.clone()]) {
            self.fault(rule, range);
        }
    }

    pub(super) fn fault(&mut self, rule: &'static Rule, range: &Range<usize>) {
        let value = &self.clean.bytes[range.clone()];
        self.sink.at(rule, self.clean.span(range.clone()), |finding| {
            finding.with_bytes("value", value)
        });
    }

    /// A fault that goes when only the host is left.
    fn kept(&mut self, rule: &'static Rule, range: &Range<usize>, host: &Range<usize>) {
        let span = self.clean.span(range.clone());
        let bytes = &*self.clean.bytes;
        self.sink.at(rule, span, |finding| {
            let finding = finding.with_bytes("value", &bytes[range.clone()]);
            match std::str::from_utf8(&bytes[host.clone()]) {
                Ok(host) if !host.is_empty() => finding.suggest(span, host),
                _ => finding,
            }
        });
    }
}

/// What is to be said of a well-formed pattern.
pub(super) fn remark(pattern: &[u8]) -> Option<&'static Rule> {
    let domain = pattern.strip_prefix(b"*.").unwrap_or(pattern);
    let mut labels = domain.rsplit(|&byte| byte == b'.');
    let last = labels.next().unwrap_or_default();
    let single = labels.next().is_none();
    if last.iter().all(u8::is_ascii_digit) {
        Some(&MX_ADDRESS)
    } else if is_template_name(domain) {
        Some(&MX_PLACEHOLDER_WORD)
    } else if single && domain.len() < pattern.len() {
        Some(&MX_WILDCARD_TLD)
    } else if single {
        Some(&MX_SINGLE_LABEL)
    } else {
        let end = domain.len().saturating_sub(VERIFICATION.len());
        domain[end..]
            .eq_ignore_ascii_case(VERIFICATION)
            .then_some(&MX_VERIFICATION)
    }
}

/// Where Google has hosts that prove ownership.
const VERIFICATION: &[u8] = b".mx-verification.google.com";

/// What a byte is to a host name.
#[derive(PartialEq)]
enum Kind {
    Native,
    Underscore,
    Other,
}

const fn kind(byte: u8) -> Kind {
    match byte {
        b'_' => Kind::Underscore,
        b'-' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Kind::Native,
        _ => Kind::Other,
    }
}

/// Names that only templates have. `yourhosting.nl` is a real provider, so whole labels are compared.
fn is_template_name(domain: &[u8]) -> bool {
    const LABELS: [&str; 13] = [
        "yourdomain",
        "your-domain",
        "your_domain",
        "yourmailserver",
        "your-mailserver",
        "your-mail-server",
        "your_mail_server",
        "your-email-server",
        "yourcompany",
        "your-company",
        "domain_name",
        "your-mx-host",
        "your-mx",
    ];
    // All of them begin alike, so that most labels are done with at their first letter.
    let is_known = |label: &[u8]| {
        let here = label
            .split_last_chunk::<5>()
            .is_some_and(|(_, end)| end.eq_ignore_ascii_case(b"-here"));
        here && label
            .first_chunk::<4>()
            .is_some_and(|start| start.eq_ignore_ascii_case(b"your"))
            || LABELS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(label))
    };
    // There is no such top-level domain.
    let no_tld = domain
        .rsplit(|&byte| byte == b'.')
        .next()
        .is_some_and(|last| last.eq_ignore_ascii_case(b"tld"));
    no_tld
        || domain
            .split(|&byte| byte == b'.')
            .any(|label| matches!(label, [b'y' | b'Y' | b'd' | b'D', ..]) && is_known(label))
}

pub(super) fn is_address_literal(value: &[u8]) -> bool {
    let inner = value.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
    let address = inner.unwrap_or(value);
    let address = address.strip_prefix(b"IPv6:").unwrap_or(address);
    // Without brackets an IPv4 address fits the grammar and is judged elsewhere.
    is_ipv6(address) || (inner.is_some() && is_ipv4(address))
}

/// The host in a URL, or in a name with a path.
fn url_host(bytes: &[u8], range: &Range<usize>) -> Option<Range<usize>> {
    let value = &bytes[range.clone()];
    let scheme = value.windows(3).position(|part| part == b"://").map(|at| at + 3);
    let start = scheme.or_else(|| value.starts_with(b"//").then_some(2)).unwrap_or(0);
    let rest = &value[start..];
    let len = rest
        .iter()
        .position(|byte| matches!(byte, b'/' | b'?' | b'#'))
        .unwrap_or(rest.len());
    let path = len < rest.len() && rest[len] == b'/';
    let user = rest[..len]
        .iter()
        .rposition(|&byte| byte == b'@')
        .map_or(0, |at| at + 1);
    (start > 0 || path).then(|| range.start + start + user..range.start + start + len)
}
