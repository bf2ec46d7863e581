//! What stands behind `https:`: host, port, path (RFC 3986 §3.2 to 3.5).

use super::RuaKind;
use super::fields::trimmed;
use super::octets::{characters, decoded, fragment};
use super::rules::{HOST_INVALID, HOST_MISSING, HOST_ODD, NOT_A_LABEL, PORT_INVALID, RUA_SINGLE_LABEL, USERINFO};
use super::sink::Sink;
use crate::dns::address::{is_ipv4, is_ipv6};
use crate::text::{Span, decimal, lossy};

/// Judges the part of a URI behind its scheme and colon. With `https` a host is demanded (RFC 9110 §4.2.2), otherwise
/// only what is there is judged. `None` where it is ill-formed.
pub(super) fn judge(text: &[u8], span: Span, https: bool, sink: &mut Sink) -> Option<RuaKind> {
    let span = trimmed(text, span);
    let (span, tail) = split(text, span, |byte| byte == b'#');
    fragment(text, tail, sink);
    let (start, named) = if span.of(text).starts_with(b"//") {
        (span.start + 2, true)
    } else {
        (span.start, false)
    };
    let (authority, path) = if named {
        split(text, Span::new(start, span.end), |byte| matches!(byte, b'/' | b'?'))
    } else {
        (Span::point(start), Span::new(start, span.end))
    };
    let good_path = characters(text, path, "in a path", sink);
    if https && authority.is_empty() {
        missing(text, span, sink);
        return None;
    }
    let host = authority_host(text, authority, https, sink)?;
    (good_path && !host.is_empty()).then_some(RuaKind::Https)
}

/// The span up to the first octet that fits, and the rest from it on.
pub(super) fn split(text: &[u8], span: Span, at: impl Fn(u8) -> bool) -> (Span, Span) {
    let first = span.of(text).iter().position(|&byte| at(byte));
    let middle = first.map_or(span.end, |first| span.start + first);
    (Span::new(span.start, middle), Span::new(middle, span.end))
}

fn missing(text: &[u8], span: Span, sink: &mut Sink) {
    let slashes = span.of(text).iter().take_while(|&&byte| byte == b'/').count();
    let rest = Span::new(span.start + slashes, span.end);
    let finding = HOST_MISSING
        .at(span)
        .with("text", format_args!("https:{}", lossy(span.of(text))));
    let (authority, _) = split(text, rest, |byte| matches!(byte, b'/' | b'?'));
    let authority = authority.of(text);
    let like_host = authority.first().is_some_and(u8::is_ascii_alphanumeric) && !authority.contains(&b'@');
    sink.add(if like_host {
        finding.suggest(span.start..rest.start, "//")
    } else {
        finding
    });
}

/// `[userinfo "@"] host [":" port]`; gives the host where all is well-formed.
fn authority_host(text: &[u8], authority: Span, https: bool, sink: &mut Sink) -> Option<Span> {
    let mut good = true;
    let start = match authority.of(text).iter().rposition(|&byte| byte == b'@') {
        None => authority.start,
        Some(at) => {
            let info = Span::new(authority.start, authority.start + at);
            good &= userinfo(text, info, sink);
            info.end + 1
        }
    };
    let rest = Span::new(start, authority.end);
    let (host, behind) = if rest.of(text).first() == Some(&b'[') {
        let (host, behind) = split(text, rest, |byte| byte == b']');
        let end = behind.end.min(behind.start + 1);
        (Span::new(host.start, end), Span::new(end, behind.end))
    } else {
        split(text, rest, |byte| byte == b':')
    };
    if host.is_empty() && https {
        missing(text, rest, sink);
        return None;
    }
    let good_host = if host.of(text).first() == Some(&b'[') {
        literal(text, host, sink)
    } else if behind.of(text).iter().filter(|&&byte| byte == b':').count() > 1 {
        let finding = HOST_INVALID.at(rest).with_bytes("host", rest.of(text));
        let finding = finding.with("reason", "an IPv6 address goes between `[` and `]`");
        sink.add(if is_ipv6(rest.of(text)) {
            finding
                .replace(rest.start..rest.start, "[")
                .replace(rest.end..rest.end, "]")
        } else {
            finding
        });
        return None;
    } else {
        name(text, host, sink)
    };
    let good_port = port(text, behind, sink);
    (good && good_host && good_port).then_some(host)
}

fn userinfo(text: &[u8], info: Span, sink: &mut Sink) -> bool {
    if info.of(text).contains(&b'@') {
        let finding = HOST_INVALID.at(info).with_bytes("host", info.of(text));
        sink.add(finding.with("reason", "a second `@` stands before it"));
        return false;
    }
    let with_at = Span::new(info.start, info.end + 1);
    if !characters(text, info, "in a user name", sink) {
        return false;
    }
    // RFC 3986 §3.2.1: legal. RFC 9110 §4.2.4: not to be sent.
    let finding = USERINFO.at(with_at).with_bytes("text", with_at.of(text));
    sink.add(finding.suggest(with_at, ""));
    true
}

/// `"[" (IPv6address / IPvFuture) "]"` (RFC 3986 §3.2.2).
fn literal(text: &[u8], host: Span, sink: &mut Sink) -> bool {
    let reason = match host.of(text) {
        [b'[', inner @ .., b']'] if is_ipv6(inner) || is_ipv_future(inner) => return true,
        [.., b']'] => "no IPv6 address stands between the brackets",
        _ => "its bracket isn’t closed",
    };
    sink.add(
        HOST_INVALID
            .at(host)
            .with_bytes("host", host.of(text))
            .with_words("reason", reason),
    );
    false
}

/// `"v" 1*HEXDIG "." 1*(unreserved / sub-delims / ":")`
fn is_ipv_future(text: &[u8]) -> bool {
    let [b'v' | b'V', rest @ ..] = text else {
        return false;
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let of_address = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'.' | b'_' | b'~' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b'=' | b':'
            )
    };
    match rest.split_at_checked(digits) {
        Some((_, [b'.', address @ ..])) => digits > 0 && !address.is_empty() && address.iter().all(of_address),
        _ => false,
    }
}

/// A name or an IPv4 address. RFC 3986 takes nearly everything; what DNS can't have is warned of.
fn name(text: &[u8], host: Span, sink: &mut Sink) -> bool {
    let written = host.of(text);
    if !written.is_ascii() {
        sink.add(NOT_A_LABEL.at(host).with_bytes("domain", written));
        return false;
    }
    if !characters(text, host, "in a host", sink) {
        return false;
    }
    let decoded = decoded(written);
    if !decoded.is_ascii() {
        sink.add(NOT_A_LABEL.at(host).with_bytes("domain", &decoded));
        return false;
    }
    if written.is_empty() || is_ipv4(written) {
        return true;
    }
    let absolute = written.strip_suffix(b".").unwrap_or(written);
    if let Some(reason) = odd(absolute) {
        sink.add(HOST_ODD.at(host).with_bytes("host", written).with("reason", reason));
    } else if !absolute.contains(&b'.') {
        sink.add(RUA_SINGLE_LABEL.at(host).with_bytes("domain", written));
    }
    true
}

/// Why a name can't be a host's in DNS (RFC 1123 §2.1).
fn odd(name: &[u8]) -> Option<&'static str> {
    if name.len() > 253 {
        return Some("253 characters are the most");
    }
    if name
        .iter()
        .any(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'.'))
    {
        return Some("names of hosts have letters, digits, hyphens and dots");
    }
    let mut labels = name.split(|&byte| byte == b'.');
    if labels.clone().any(|label| label.is_empty() || label.len() > 63) {
        return Some("each label has 1 to 63 characters");
    }
    if labels
        .clone()
        .any(|label| label.starts_with(b"-") || label.ends_with(b"-"))
    {
        return Some("a hyphen begins or ends a label");
    }
    let number = labels
        .next_back()
        .is_some_and(|label| label.iter().all(u8::is_ascii_digit));
    number.then_some("it ends with a number, but is no IPv4 address")
}

/// `*DIGIT` (RFC 3986 §3.2.3), and a port that exists.
fn port(text: &[u8], behind: Span, sink: &mut Sink) -> bool {
    let port = match behind.of(text) {
        [] | [b':'] => return true,
        [b':', port @ ..] => port,
        other => other,
    };
    if decimal(port).is_some_and(|port| (1..=u64::from(u16::MAX)).contains(&port)) {
        return true;
    }
    sink.add(PORT_INVALID.at(behind).with_bytes("port", port).suggest(behind, ""));
    false
}

#[cfg(test)]
mod tests {
    use crate::rule::Findings;
    use crate::tlsrpt::parse;

    /// The host, and the rules raised.
    fn https(rest: &str) -> (Option<String>, Vec<&'static str>) {
        let mut findings = Findings::new();
        let record = parse(format!("v=TLSRPTv1;rua=https:{rest}").as_bytes(), &mut findings);
        let host = record.and_then(|record| record.rua.first()?.host().map(str::to_owned));
        (
            host,
            findings.as_slice().iter().map(|finding| finding.rule.name).collect(),
        )
    }

    #[test]
    fn the_grammar_of_rfc_3986_holds() {
        let good = [
            ("//b.example", "b.example"),
            ("//B.example./r/?a=b&c=/d?e", "B.example."),
            ("//b.example:8443/r", "b.example"),
            ("//b.example:/r", "b.example"),
            ("//b.example?q", "b.example"),
            ("//192.0.2.1/r", "192.0.2.1"),
            ("//[2001:db8::1]:443/r", "[2001:db8::1]"),
            ("//[::ffff:192.0.2.1]/r", "[::ffff:192.0.2.1]"),
            ("//[v1.a:b]/r", "[v1.a:b]"),
            ("//b.example/a~b'c(d)*+$&=:@%2C%21%3B", "b.example"),
        ];
        for (rest, host) in good {
            assert_eq!(https(rest), (Some(host.to_owned()), vec![]), "{rest}");
        }
        let bad = [
            ("", "HOST_MISSING"),
            ("/b.example", "HOST_MISSING"),
            ("b.example", "HOST_MISSING"),
            ("//", "HOST_MISSING"),
            ("///r", "HOST_MISSING"),
            ("//:443/r", "HOST_MISSING"),
            ("//[2001:db8::1/r", "HOST_INVALID"),
            ("//[b.example]/r", "HOST_INVALID"),
            ("//[fe80::1%25eth0]/r", "HOST_INVALID"),
            ("//[v1.]/r", "HOST_INVALID"),
            ("//2001:db8::1/r", "HOST_INVALID"),
            ("//b.example:https/r", "PORT_INVALID"),
            ("//b.example:0/r", "PORT_INVALID"),
            ("//b.example:65536/r", "PORT_INVALID"),
            ("//[::1]x/r", "PORT_INVALID"),
            ("//b\u{fc}cher.example/r", "NOT_A_LABEL"),
            ("//b%C3%BCcher.example/r", "NOT_A_LABEL"),
        ];
        for (rest, name) in bad {
            assert_eq!(https(rest), (None, vec![name]), "{rest}");
        }
        let doubtful = [
            ("//user:secret@b.example/r", "USERINFO"),
            ("//b..example/r", "HOST_ODD"),
            ("//b_c.example/r", "HOST_ODD"),
            ("//-b.example/r", "HOST_ODD"),
            ("//1.2.3/r", "HOST_ODD"),
            ("//localhost/r", "RUA_SINGLE_LABEL"),
        ];
        for (rest, name) in doubtful {
            let (host, names) = https(rest);
            assert!(host.is_some(), "{rest}");
            assert_eq!(names, [name], "{rest}");
        }
    }
}
