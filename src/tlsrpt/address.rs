//! What stands behind `mailto:`: an address, by RFC 6068 §2.
//!
//! ```text
//! mailtoURI  = "mailto:" [to] [hfields]
//! addr-spec  = local-part "@" domain
//! local-part = dot-atom-text / quoted-string           ; percent-encoded
//! domain     = dot-atom-text / "[" *dtext-no-obs "]"
//! ```

use super::fields::trimmed;
use super::host::split;
use super::octets::{characters, decoded, encoded, fragment};
use super::plain::LONGEST_LOCAL_PART;
use super::rules::{
    ADDRESS_INCOMPLETE, ADDRESS_MISSING, ADDRESS_WITHOUT_AT, LOCAL_PART, LOCAL_PART_LONG, LOCAL_PART_UNQUOTED,
    LOCAL_PART_UTF8, MAILTO_HEADERS, MAILTO_SLASHES, MAILTO_UNENCODED, SEVERAL_ADDRESSES,
};
use super::sink::Sink;
use super::{RuaKind, mail_domain};
use crate::text::{Span, lossy};

/// Judges what stands behind `mailto:`. `None` where it is ill-formed.
pub(super) fn judge(text: &[u8], span: Span, sink: &mut Sink) -> Option<RuaKind> {
    let span = trimmed(text, span);
    let (span, tail) = split(text, span, |byte| byte == b'#');
    fragment(text, tail, sink);
    let (span, headers) = split(text, span, |byte| byte == b'?');
    let mut good = header_fields(text, headers, sink);
    let (span, slashed) = behind_slashes(text, span, sink);
    good &= !slashed;
    if span.is_empty() {
        sink.add(ADDRESS_MISSING.at(span));
        return None;
    }
    let addresses = addresses(text, span);
    if addresses.len() > 1 {
        several(span, &addresses, sink);
    }
    for address in addresses {
        good &= one(text, address, sink);
    }
    good.then_some(RuaKind::Mailto)
}

fn header_fields(text: &[u8], headers: Span, sink: &mut Sink) -> bool {
    if headers.is_empty() {
        return true;
    }
    let inner = Span::new(headers.start + 1, headers.end);
    if !characters(text, inner, "in header fields", sink) {
        return false;
    }
    let finding = MAILTO_HEADERS.at(headers).with_bytes("text", headers.of(text));
    sink.add(finding.suggest(headers, ""));
    true
}

fn behind_slashes(text: &[u8], span: Span, sink: &mut Sink) -> (Span, bool) {
    let slashes = span.of(text).iter().take_while(|&&byte| byte == b'/').count();
    if slashes < 2 {
        return (span, false);
    }
    let run = Span::new(span.start, span.start + slashes);
    sink.add(MAILTO_SLASHES.at(run).replace(run, ""));
    (Span::new(run.end, span.end), true)
}

/// The addresses in `span`: one, or several that encoded commas part.
fn addresses(text: &[u8], span: Span) -> Vec<Span> {
    let list = span.of(text);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(rest) = list.get(at..).filter(|rest| !rest.is_empty()) {
        if matches!(rest, [b'%', b'2', b'C' | b'c', ..]) {
            parts.push(Span::new(span.start + start, span.start + at));
            at += 3;
            start = at;
        } else {
            at += 1;
        }
    }
    parts.push(Span::new(span.start + start, span.end));
    if parts.len() > 1 && parts.iter().all(|part| part.of(text).contains(&b'@')) {
        parts
    } else {
        vec![span]
    }
}

fn several(span: Span, addresses: &[Span], sink: &mut Sink) {
    let mut finding = SEVERAL_ADDRESSES.at(span).with("count", addresses.len());
    for pair in addresses.windows(2) {
        if let [one, other] = pair {
            finding = finding.replace(one.end..other.start, ",mailto:");
        }
    }
    sink.add(finding);
}

/// A single address.
fn one(text: &[u8], span: Span, sink: &mut Sink) -> bool {
    let address = span.of(text);
    let Some(at) = address.iter().rposition(|&byte| byte == b'@') else {
        let finding = ADDRESS_WITHOUT_AT.at(span).with_bytes("text", address);
        let encoded = address.windows(3).rposition(|window| window == b"%40");
        sink.add(match encoded {
            Some(at) => finding.suggest(span.start + at..span.start + at + 3, "@"),
            None => finding,
        });
        characters(text, span, "in an address", sink);
        return false;
    };
    let at = span.start + at;
    let (local, domain) = (Span::new(span.start, at), Span::new(at + 1, span.end));
    for (part, reason) in [
        (local, "nothing stands before the `@`"),
        (domain, "nothing stands behind the `@`"),
    ] {
        if part.is_empty() {
            let finding = ADDRESS_INCOMPLETE.at(span).with_bytes("text", address);
            sink.add(finding.with("reason", reason));
        }
    }
    let good_local = local.is_empty() || local_part(text, local, sink);
    let good_domain = domain.is_empty() || mail_domain::judge(text, domain, sink);
    !local.is_empty() && !domain.is_empty() && good_local && good_domain
}

fn local_part(text: &[u8], span: Span, sink: &mut Sink) -> bool {
    if !characters(text, span, "in an address", sink) {
        return false;
    }
    let written = span.of(text);
    unencoded(text, span, sink);
    let fault = |reason: &str| {
        LOCAL_PART
            .at(span)
            .with_bytes("text", written)
            .with_words("reason", reason)
    };
    let mail = decoded(written);
    if mail.iter().any(u8::is_ascii_control) {
        sink.add(fault("a control character is encoded in it"));
        return false;
    }
    if !mail.is_ascii() && std::str::from_utf8(&mail).is_err() {
        sink.add(fault("its encoded octets are no UTF-8"));
        return false;
    }
    if mail.len() > LONGEST_LOCAL_PART {
        // RFC 5321 §4.5.3.1.1: what is longer need not be taken.
        sink.add(LOCAL_PART_LONG.at(span).with("count", mail.len()));
    }
    if mail.first() == Some(&b'"') {
        if is_quoted_string(&mail) {
            return true;
        }
        sink.add(fault("its quotation marks don’t close, or stand inside it"));
        return false;
    }
    let raw_special = |byte: &&u8| matches!(byte, b'(' | b')' | b':' | b'@');
    if let Some(special) = written.iter().find(raw_special) {
        let sign = char::from(*special);
        sink.add(fault(&format!("`{sign}` is allowed between quotation marks alone")));
        return false;
    }
    if mail.split(|&byte| byte == b'.').any(<[u8]>::is_empty) {
        let tight: Vec<_> = written
            .split(|&byte| byte == b'.')
            .filter(|atom| !atom.is_empty())
            .collect();
        let tight = lossy(&tight.join(&b"."[..])).into_owned();
        let finding = fault("a dot stands at an end of it, or beside another dot");
        let mended = !tight.is_empty() && tight.len() < written.len() && !tight.contains('%');
        sink.add(if mended { finding.suggest(span, tight) } else { finding });
        return false;
    }
    if !mail.is_ascii() {
        sink.add(LOCAL_PART_UTF8.at(span).with_bytes("text", &mail));
    } else if !mail.iter().all(|&byte| is_atext(byte) || byte == b'.') {
        let finding = LOCAL_PART_UNQUOTED.at(span).with_bytes("text", &mail);
        // Without its colon, `mailto` would be taken for part of what is quoted.
        let behind_colon = text[..span.start].ends_with(b":");
        let quotable = behind_colon && !mail.iter().any(|byte| matches!(byte, b'"' | b'\\'));
        sink.add(if quotable {
            finding
                .suggest(span.start..span.start, "%22")
                .suggest(span.end..span.end, "%22")
        } else {
            finding
        });
    }
    true
}

/// RFC 6068 §2: of the signs that may stand in an address as it is, these must be encoded in the URI.
fn unencoded(text: &[u8], span: Span, sink: &mut Sink) {
    let reserved = |byte: &u8| matches!(byte, b'/' | b'&' | b'=');
    let mut at = span.start;
    while let Some(first) = Span::new(at, span.end).of(text).iter().position(reserved) {
        let start = at + first;
        let length = Span::new(start, span.end)
            .of(text)
            .iter()
            .take_while(|byte| reserved(byte))
            .count();
        let run = Span::new(start, start + length);
        let code = encoded(run.of(text));
        let finding = MAILTO_UNENCODED.at(run).with_bytes("text", run.of(text));
        sink.add(finding.with("encoded", &code).replace(run, code));
        at = run.end;
    }
}

/// `DQUOTE *(qtext / SP / "\" VCHAR) DQUOTE` (RFC 5322 §3.2.4).
fn is_quoted_string(text: &[u8]) -> bool {
    let [b'"', inner @ .., b'"'] = text else {
        return false;
    };
    let mut rest = inner;
    loop {
        rest = match rest {
            [] => return true,
            [b'\\', b' '..=b'~', tail @ ..] => tail,
            [b'"' | b'\\', ..] => return false,
            [_, tail @ ..] => tail,
        };
    }
}

/// RFC 5322 §3.2.3.
const fn is_atext(byte: u8) -> bool {
    matches!(byte,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'/'
        | b'=' | b'?' | b'^' | b'_' | b'`' | b'{' | b'|' | b'}' | b'~')
}

#[cfg(test)]
mod tests {
    use crate::rule::Findings;
    use crate::tlsrpt::parse;

    /// The address, and the rules raised.
    fn mailto(rest: &str) -> (Option<String>, Vec<&'static str>) {
        let mut findings = Findings::new();
        let record = parse(format!("v=TLSRPTv1;rua=mailto:{rest}").as_bytes(), &mut findings);
        let address = record.and_then(|record| record.rua.first()?.address());
        (
            address,
            findings.as_slice().iter().map(|finding| finding.rule.name).collect(),
        )
    }

    #[test]
    fn addresses_are_read_by_rfc_6068() {
        let good = [
            ("a@b.example", "a@b.example"),
            ("a+tls.rpt@b.example", "a+tls.rpt@b.example"),
            ("A_-'*~$@B-c.xn--74h.example", "A_-'*~$@B-c.xn--74h.example"),
            ("a%2Fb@b.example", "a/b@b.example"),
            ("%22a%20b%22@b.example", "\"a b\"@b.example"),
            ("%22not%40me%22@b.example", "\"not@me\"@b.example"),
        ];
        for (rest, address) in good {
            assert_eq!(mailto(rest), (Some(address.to_owned()), vec![]), "{rest}");
        }
        let bad = [
            ("", "ADDRESS_MISSING"),
            ("?to=a@b.example", "MAILTO_HEADERS"),
            ("a", "ADDRESS_WITHOUT_AT"),
            ("a%40b.example", "ADDRESS_WITHOUT_AT"),
            ("a@", "ADDRESS_INCOMPLETE"),
            ("@b.example", "ADDRESS_INCOMPLETE"),
            ("//a@b.example", "MAILTO_SLASHES"),
            (".a@b.example", "LOCAL_PART"),
            ("a..b@b.example", "LOCAL_PART"),
            ("a.@b.example", "LOCAL_PART"),
            ("a@b@c.example", "LOCAL_PART"),
            ("a:b@c.example", "LOCAL_PART"),
            ("%22a@b.example", "LOCAL_PART"),
            ("a%0Ab@b.example", "LOCAL_PART"),
            ("a%FF@b.example", "LOCAL_PART"),
            ("a@b.example.", "FINAL_DOT"),
            ("a@b..example", "MAIL_DOMAIN"),
            ("a@.b.example", "MAIL_DOMAIN"),
            ("a@b.example:25", "MAIL_DOMAIN"),
            ("a@b/c", "MAIL_DOMAIN"),
            ("a@b\u{fc}cher.example", "NOT_A_LABEL"),
            ("a@b%C3%BCcher.example", "NOT_A_LABEL"),
        ];
        for (rest, name) in bad {
            let (address, names) = mailto(rest);
            assert_eq!((address, names.first().copied()), (None, Some(name)), "{rest}");
        }
        let doubtful = [
            ("a@b.example?subject=x", "MAILTO_HEADERS"),
            ("a=b@b.example", "MAILTO_UNENCODED"),
            ("a%2Cb@b.example", "LOCAL_PART_UNQUOTED"),
            ("b%C3%BC@b.example", "LOCAL_PART_UTF8"),
            ("a@b.example%2Cc@d.example", "SEVERAL_ADDRESSES"),
            ("a@b_c.example", "MAIL_DOMAIN_ODD"),
            ("a@192.0.2.1", "MAIL_DOMAIN_ODD"),
            ("a@%5B192.0.2.1%5D", "MAIL_DOMAIN_ODD"),
            ("a@localhost", "RUA_SINGLE_LABEL"),
            ("a@b.example#f", "FRAGMENT"),
        ];
        for (rest, name) in doubtful {
            let (address, names) = mailto(rest);
            assert!(address.is_some(), "{rest}");
            assert_eq!(names, [name], "{rest}");
        }
    }

    #[test]
    fn lengths_of_dns_hold() {
        let label = "a".repeat(63);
        let longest = [label.as_str(); 4].join(".");
        assert_eq!(mailto(&format!("a@{label}.example")).1, [""; 0]);
        assert_eq!(mailto(&format!("a@a{label}.example")).1, ["MAIL_DOMAIN"]);
        assert_eq!(mailto(&format!("a@{longest}")).1, ["MAIL_DOMAIN"]);
    }
}
