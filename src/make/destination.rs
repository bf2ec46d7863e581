//! A destination of TLS reports (RFC 8460 §3) from what people type: an address, a `mailto:` or an `https:` URI.
//!
//! What surely was meant is written as the record wants it: the scheme before an address, percent-encoding for what a
//! URI or this record can't hold (`,` `!` `;`), A-labels. Whatever else is wrong stays as it was typed, for the rules to
//! tell.

use crate::dns::input::ToAscii;
use crate::text::percent_encode;

/// The URIs for the text of one field: one, or several that were typed as a list; none where nothing was typed.
#[must_use]
pub fn read(text: &str, to_ascii: ToAscii) -> Vec<String> {
    let text = bare(text);
    if text.is_empty() {
        return Vec::new();
    }
    let parts: Vec<&str> = text
        .split(|c: char| matches!(c, ',' | ';') || c.is_whitespace())
        .map(bare)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 && parts.iter().all(|part| is_destination(part)) {
        return parts.into_iter().map(|part| uri(part, to_ascii)).collect();
    }
    vec![uri(text, to_ascii)]
}

/// Without blanks and angle brackets round it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    inner.map_or(text, str::trim)
}

fn is_destination(text: &str) -> bool {
    let behind_scheme = behind(text, "mailto:").or_else(|| behind(text, "https:"));
    behind_scheme.is_some_and(|rest| !rest.is_empty())
        || text
            .split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && !domain.contains('@'))
}

fn uri(text: &str, to_ascii: ToAscii) -> String {
    if let Some(address) = behind(text, "mailto:") {
        return mailto(address, true, to_ascii);
    }
    if let Some(rest) = behind(text, "https:") {
        return https(rest, to_ascii);
    }
    // A URI has its scheme's colon, or slashes, before an at sign.
    match text.split_once('@') {
        Some((local, _)) if !local.is_empty() && !local.contains(':') && !local.starts_with('/') => {
            mailto(text, false, to_ascii)
        }
        _ => text.to_owned(),
    }
}

/// What follows a scheme, in any case.
fn behind<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// `encoded`: it was typed as a URI, so that percent signs may be encoding and `?` begins header fields.
fn mailto(address: &str, encoded: bool, to_ascii: ToAscii) -> String {
    let mut out = String::from("mailto:");
    let address = address.trim();
    let Some((local, domain)) = address.rsplit_once('@') else {
        encode(&mut out, address, encoded, keep_in_uri);
        return out;
    };
    // RFC 6068 §2: what a local part may hold and a URI may not is encoded.
    encode(
        &mut out,
        local.trim_end(),
        encoded,
        if encoded { keep_in_uri } else { keep_in_address },
    );
    out.push('@');
    let (domain, tail) = domain.split_at(domain.find(['?', '#']).unwrap_or(domain.len()));
    push_host(&mut out, domain.trim(), to_ascii);
    encode(&mut out, tail, encoded, keep_in_uri);
    out
}

fn https(rest: &str, to_ascii: ToAscii) -> String {
    let mut out = String::from("https:");
    let Some(rest) = rest.strip_prefix("//") else {
        encode(&mut out, rest, true, keep_in_uri);
        return out;
    };
    out.push_str("//");
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    push_host(&mut out, authority, to_ascii);
    encode(&mut out, path, true, keep_in_uri);
    out
}

/// A host, with port and user name as they are; its U-labels as A-labels.
fn push_host(out: &mut String, authority: &str, to_ascii: ToAscii) {
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, Some(port)),
        _ => (authority, None),
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let ascii = (!name.is_ascii() && name.chars().all(plain))
        .then(|| to_ascii(name))
        .flatten()
        .filter(|ascii| ascii.is_ascii() && ascii.chars().all(plain));
    match (ascii, port) {
        (Some(ascii), Some(port)) => {
            out.push_str(&ascii);
            out.push(':');
            out.push_str(port);
        }
        (Some(ascii), None) => out.push_str(&ascii),
        // Not to be encoded: the rules shall see what it is.
        (None, _) => encode(out, authority, true, |c| {
            !matches!(c, ',' | '!' | ';') && !c.is_whitespace()
        }),
    }
}

/// RFC 3986 §2.2 and 2.3 without what RFC 8460 §3 has encoded.
fn keep_in_uri(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@$&'()*+=".contains(c)
}

/// RFC 6068 §2: what stands for itself in an address.
fn keep_in_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~$'*+".contains(c)
}

/// Adds the text with what isn't kept percent-encoded. `encoded`: percent signs before two hexadecimal digits stay.
fn encode(out: &mut String, text: &str, encoded: bool, keep: fn(char) -> bool) {
    for (at, c) in text.char_indices() {
        let is_code = || {
            let digits = text.as_bytes().get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        if keep(c) || (c == '%' && encoded && is_code()) {
            out.push(c);
            continue;
        }
        // Writing to a String can't fail.
        let _ = percent_encode(c.encode_utf8(&mut [0; 4]).as_bytes(), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Findings;
    use crate::tlsrpt;

    fn to_ascii(name: &str) -> Option<String> {
        idna::domain_to_ascii(name).ok()
    }

    /// The URIs, and the rules that a record of them raises.
    fn judged(text: &str) -> (Vec<String>, Vec<&'static str>) {
        let uris = read(text, &to_ascii);
        let mut findings = Findings::faults();
        tlsrpt::parse(format!("v=TLSRPTv1; rua={}", uris.join(",")).as_bytes(), &mut findings);
        let names = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
        (uris, names)
    }

    #[test]
    fn what_people_type_becomes_a_uri_without_a_fault() {
        for (typed, uri) in [
            ("tls@example.com", "mailto:tls@example.com"),
            (" <tls@example.com> ", "mailto:tls@example.com"),
            ("MAILTO:tls@example.com", "mailto:tls@example.com"),
            ("mailto: tls@example.com", "mailto:tls@example.com"),
            ("o'neil+tls@example.com", "mailto:o'neil+tls@example.com"),
            ("a!b@example.com", "mailto:a%21b@example.com"),
            ("a/b=c&d?e#f@example.com", "mailto:a%2Fb%3Dc%26d%3Fe%23f@example.com"),
            ("50%off@example.com", "mailto:50%25off@example.com"),
            ("50%25@example.com", "mailto:50%2525@example.com"),
            ("mailto:50%25@example.com", "mailto:50%25@example.com"),
            ("\"a b\"@example.com", "mailto:%22a%20b%22@example.com"),
            ("\"a,b;c\"@example.com", "mailto:%22a%2Cb%3Bc%22@example.com"),
            ("tls@bücher.example", "mailto:tls@xn--bcher-kva.example"),
            ("HTTPS://example.com/tls", "https://example.com/tls"),
            (
                "https://example.com:8443/a,b;c!d?e=f",
                "https://example.com:8443/a%2Cb%3Bc%21d?e=f",
            ),
            ("https://example.com/a b/ü", "https://example.com/a%20b/%C3%BC"),
            ("https://bücher.example:8443/r", "https://xn--bcher-kva.example:8443/r"),
            ("https://[2001:db8::1]/r", "https://[2001:db8::1]/r"),
            ("https://example.com/%2C%zz", "https://example.com/%2C%25zz"),
        ] {
            assert_eq!(judged(typed), (vec![uri.to_owned()], vec![]), "{typed}");
        }
    }

    #[test]
    fn a_list_in_one_field_is_taken_apart() {
        for typed in [
            "a@example.com, https://example.net/r",
            "mailto:a@example.com;https://example.net/r",
            "<a@example.com> https://example.net/r",
        ] {
            let (uris, names) = judged(typed);
            assert_eq!(uris, ["mailto:a@example.com", "https://example.net/r"], "{typed}");
            assert_eq!(names, ["SEVERAL_DESTINATIONS"], "{typed}");
        }
        assert_eq!(read(" ", &to_ascii), [""; 0]);
    }

    #[test]
    fn what_is_no_destination_is_left_for_the_rules() {
        for (typed, uri, rule) in [
            ("http://example.com/r", "http://example.com/r", "HTTP_DESTINATION"),
            ("example.com/r", "example.com/r", "NO_SCHEME"),
            ("nonsense", "nonsense", "NO_SCHEME"),
            ("mailto:", "mailto:", "ADDRESS_MISSING"),
            (
                "mailto:a@b.example?subject=x",
                "mailto:a@b.example?subject=x",
                "MAILTO_HEADERS",
            ),
            ("https:example.com/r", "https:example.com/r", "HOST_MISSING"),
            ("mailto:a@<domain>", "mailto:a@<domain>", "PLACEHOLDER"),
        ] {
            assert_eq!(judged(typed), (vec![uri.to_owned()], vec![rule]), "{typed}");
        }
    }

    #[test]
    fn a_uri_stays_as_it_is() {
        crate::arb::property(|u| {
            let text: String = u.arbitrary()?;
            for uri in read(&text, &to_ascii) {
                let again = read(&uri, &to_ascii);
                assert_eq!(again, [uri], "{text:?}");
            }
            for head in ["", "mailto:", "https://", "a@", "\"@", "mailto:a@b.example,"] {
                let text = format!("{head}{text}");
                let uris = read(&text, &to_ascii);
                let again: Vec<_> = uris.iter().flat_map(|uri| read(uri, &to_ascii)).collect();
                assert_eq!(again, uris, "{text:?}");
            }
            Ok(())
        });
    }
}
