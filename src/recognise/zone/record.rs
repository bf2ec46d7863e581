//! Reads an entry of a master file as a record: owner, time to live, type, data.

use super::super::lines::begins;
use super::entry::{Entry, Token};
use crate::dns::Rtype;
use crate::text::Span;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A type that is known by name only: such records are skipped.
pub(in super::super) const OTHER: Rtype = Rtype(0);

/// Further types by which a line is known as one of a zone.
const OTHERS: [&str; 30] = [
    "PTR",
    "SRV",
    "DS",
    "DNSKEY",
    "RRSIG",
    "NSEC",
    "NSEC3",
    "NSEC3PARAM",
    "HTTPS",
    "SVCB",
    "NAPTR",
    "SSHFP",
    "DNAME",
    "SPF",
    "LOC",
    "HINFO",
    "CDS",
    "CDNSKEY",
    "OPENPGPKEY",
    "SMIMEA",
    "URI",
    "RP",
    "AFSDB",
    "ALIAS",
    "ANAME",
    "CERT",
    "CSYNC",
    "ZONEMD",
    "DHCID",
    "SIG",
];

/// A record, as its entry holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Record<'a> {
    /// Where the owner is written; `None`: the one before.
    pub(in super::super) owner: Option<Span>,
    /// Seconds; `None` where there is none.
    pub(in super::super) ttl: Option<u32>,
    /// The type; [`OTHER`] for those that aren't read.
    pub(in super::super) rtype: Rtype,
    /// The data.
    pub(in super::super) data: &'a [Token],
    /// Whether class or time to live stand there too, which makes it surely a record.
    pub(in super::super) sure: bool,
}

/// Reads an entry; `None` where it is none of a zone.
pub(in super::super) fn record<'a>(text: &[u8], entry: &'a Entry) -> Option<Record<'a>> {
    let tokens = entry.tokens.as_slice();
    let behind = |skipped: usize| {
        let owner = tokens.first().filter(|_| skipped > 0);
        let rest = tokens.get(skipped..)?;
        if owner.is_some_and(|owner| owner.quoted || owner.span.of(text).ends_with(b":")) {
            return None;
        }
        fields(text, owner.map(|owner| owner.span), rest)
    };
    // Copied lines have lost their first blank, or got one.
    if entry.blank {
        behind(0).or_else(|| behind(1))
    } else {
        let named = behind(1).filter(|record| !is_class(record.owner.unwrap_or_default().of(text)));
        named.or_else(|| behind(0))
    }
}

fn fields<'a>(text: &[u8], owner: Option<Span>, tokens: &'a [Token]) -> Option<Record<'a>> {
    let (mut ttl, mut class) = (None, false);
    let mut at = 0;
    loop {
        let token = tokens.get(at).filter(|token| !token.quoted)?;
        let word = token.span.of(text);
        if let Some(seconds) = self::ttl(word).filter(|_| ttl.is_none()) {
            ttl = Some(seconds);
        } else if is_class(word) && !class {
            class = true;
        } else {
            let sure = class || ttl.is_some();
            // `TXT(…)` is of a script.
            let apart = text.get(token.span.end).is_none_or(u8::is_ascii_whitespace);
            let rtype = rtype(word).filter(|_| apart)?;
            let data = tokens.get(at + 1..)?;
            let upper = word.iter().all(|byte| !byte.is_ascii_lowercase());
            // Prose has such words too.
            let fits = plausible(text, rtype, data, sure || upper) && (sure || upper || is_telling(text, rtype, data));
            return fits.then_some(Record {
                owner,
                ttl,
                rtype,
                data,
                sure,
            });
        }
        at += 1;
    }
}

/// `3600`, and `1h30m` as name servers read it.
pub(in super::super) fn ttl(word: &[u8]) -> Option<u32> {
    let (mut total, mut number, mut digits) = (0_u32, 0_u32, 0);
    for &byte in word {
        let unit = match byte.to_ascii_lowercase() {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
                digits += 1;
                continue;
            }
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'w' => 604_800,
            _ => return None,
        };
        if digits == 0 {
            return None;
        }
        total = total.checked_add(number.checked_mul(unit)?)?;
        (number, digits) = (0, 0);
    }
    (!word.is_empty() && word.first().is_some_and(u8::is_ascii_digit)).then(|| total.checked_add(number))?
}

fn is_class(word: &[u8]) -> bool {
    ["IN", "CH", "HS", "CLASS1"]
        .iter()
        .any(|class| word.eq_ignore_ascii_case(class.as_bytes()))
}

/// The type of that name. A number alone is none.
pub(in super::super) fn rtype(word: &[u8]) -> Option<Rtype> {
    // Most words are names, numbers or the class, and told at a glance.
    let may_be = word.len() <= 10
        && word.first().is_some_and(u8::is_ascii_alphabetic)
        && word.iter().all(u8::is_ascii_alphanumeric)
        && word != b"IN";
    if !may_be {
        return None;
    }
    let name = std::str::from_utf8(word).ok()?;
    match Rtype::parse(name) {
        Some(rtype) if rtype.is_known() => Some(rtype),
        Some(_) => Some(OTHER),
        None => OTHERS
            .iter()
            .any(|other| other.eq_ignore_ascii_case(name))
            .then_some(OTHER),
    }
}

/// Whether the data look like those of the type.
fn plausible(text: &[u8], rtype: Rtype, data: &[Token], strict: bool) -> bool {
    let word = |at: usize| data.get(at).map_or(&[][..], |token: &Token| token.span.of(text));
    let digits = |at: usize| !word(at).is_empty() && word(at).iter().all(u8::is_ascii_digit);
    let parses = |at: usize| std::str::from_utf8(word(at)).unwrap_or_default();
    match rtype {
        Rtype::MX => data.len() == 2 && digits(0) && is_name(word(1)),
        Rtype::TXT => !data.is_empty() && (strict || is_telling(text, rtype, data)),
        Rtype::CNAME | Rtype::NS => data.len() == 1 && is_name(word(0)),
        Rtype::A => data.len() == 1 && parses(0).parse::<Ipv4Addr>().is_ok(),
        Rtype::AAAA => data.len() == 1 && parses(0).parse::<Ipv6Addr>().is_ok(),
        Rtype::SOA => data.len() >= 2 && is_name(word(0)) && is_name(word(1)),
        Rtype::TLSA => data.len() >= 4 && (0..3).all(digits),
        Rtype::CAA => data.len() >= 3 && digits(0),
        _ => strict && !data.is_empty(),
    }
}

/// Whether the data alone say that this is a record.
fn is_telling(text: &[u8], rtype: Rtype, data: &[Token]) -> bool {
    match rtype {
        Rtype::MX | Rtype::A | Rtype::AAAA => true,
        Rtype::TXT => data
            .first()
            .is_some_and(|token| token.quoted || begins(token.span.of(text), "v=")),
        _ => false,
    }
}

/// Whether a word can be a name in a zone.
pub(in super::super) fn is_name(word: &[u8]) -> bool {
    let fits =
        |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'=' | b'<' | b'>' | b'{' | b'}' | b',' | b':');
    !word.is_empty() && word.len() <= 300 && word.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::super::entry::entry;
    use super::*;

    /// Owner, time to live, type, number of data words.
    fn read(line: &str) -> Option<(&str, Option<u32>, String, usize)> {
        let entry = entry(line.as_bytes(), 0, true)?;
        let record = record(line.as_bytes(), &entry)?;
        let owner = record.owner.map_or("", |span| &line[span.start..span.end]);
        Some((owner, record.ttl, record.rtype.to_string(), record.data.len()))
    }

    #[test]
    fn records_are_read_with_and_without_what_may_be_left_out() {
        for (line, owner, ttl, rtype, data) in [
            ("a 300 IN MX 10 b", "a", Some(300), "MX", 2),
            ("a IN 300 MX 10 b", "a", Some(300), "MX", 2),
            ("a IN 1h30m MX 10 b", "a", Some(5_400), "MX", 2),
            ("a MX 10 b", "a", None, "MX", 2),
            ("a mx 10 b.example", "a", None, "MX", 2),
            (" IN MX 10 b", "", None, "MX", 2),
            ("IN MX 10 b", "", None, "MX", 2),
            ("MX 10 b", "", None, "MX", 2),
            ("  a IN TXT \"b\"", "a", None, "TXT", 1),
            ("  mx IN A 192.0.2.1", "mx", None, "A", 1),
            ("txt A 192.0.2.1", "txt", None, "A", 1),
            ("@ TXT v=STSv1; id=1", "@", None, "TXT", 1),
            ("a 60 HTTPS 1 . alpn=h2", "a", Some(60), "TYPE0", 3),
            ("a IN SOA ns h 1 2 3 4 5", "a", None, "SOA", 7),
            ("_25._tcp.a IN TLSA 3 1 1 ab cd", "_25._tcp.a", None, "TLSA", 5),
        ] {
            assert_eq!(read(line), Some((owner, ttl, rtype.to_owned(), data)), "{line}");
        }
    }

    #[test]
    fn prose_policies_and_logs_are_no_records() {
        for line in [
            "mx: 10 mail.example.com",
            "mx: mail.example.com",
            "version: STSv1",
            "publish a TXT record there",
            "the mx is mail.example.com",
            "a txt file",
            "IN MX",
            "\"a\" IN TXT b",
            "a IN A 192.0.2",
            "a MX ten b",
            "Nov 23 14:32:00 mx postfix/smtp[123]: A",
            "TXT(\"_mta-sts\", \"v=STSv1; id=1\"),",
            "TXT",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
