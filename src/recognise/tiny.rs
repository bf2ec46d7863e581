//! Lines of tinydns: a first character for the type, fields between colons, names whole.
//!
//! ```text
//! '_mta-sts.example.com:v=STSv1;\040id=1:3600
//! @example.com::mx1.example.com:10:3600
//! ```

use super::form::Form;
use super::lines::{lines, string, trimmed};
use super::mapped::Mapped;
use super::reader::Reader;
use super::rows::{Held, Row};
use super::txt::{Which, which};
use super::zone::record::is_name;
use super::zone::value::{octal, unescape};
use crate::dns::{Data, Rtype};
use crate::text::Span;

/// What tinydns-data counts for an MX host without a number.
const PREFERENCE: u16 = 0;

/// Whether a line is one of tinydns that is read here.
pub(super) fn mark(part: &[u8]) -> bool {
    let Some((first, rest)) = part.split_first() else {
        return false;
    };
    let colons = rest.iter().filter(|&&byte| byte == b':').count();
    let name = rest.split(|&byte| byte == b':').next().unwrap_or_default();
    let fits = is_name(name) && name.contains(&b'.');
    let second = rest.split(|&byte| byte == b':').nth(1).unwrap_or_default();
    let second = std::str::from_utf8(second).unwrap_or_default();
    fits && match first {
        // Addresses, and records of other types by number, aren't read.
        b'+' => second.parse::<std::net::Ipv4Addr>().is_ok(),
        b':' => colons >= 2 && second.parse::<u16>().is_ok(),
        b'\'' => colons >= 1,
        b'@' => colons >= 2,
        _ => false,
    }
}

/// Reads a block of such lines.
pub(super) fn block(reader: &mut Reader<'_>, span: Span) {
    let text = reader.text;
    reader.zones.push((reader.block, span));
    for line in lines(text, span) {
        let part = trimmed(text, line.span);
        if !mark(part.of(text)) {
            continue;
        }
        let fields: Vec<Span> = fields(text, Span::new(part.start + 1, part.end));
        let Some(owner) = fields.first().copied() else { continue };
        let (rtype, held) = match part.of(text).first() {
            Some(b'\'') => (Rtype::TXT, txt(text, owner, fields.get(1).copied())),
            Some(b'@') => (Rtype::MX, mx(text, owner, &fields)),
            _ => continue,
        };
        let Some(held) = held else { continue };
        let name = owner.of(text);
        let mut row = Row::printed(0, reader.block, part, rtype, held);
        row.owner = Some(string(name.strip_suffix(b".").unwrap_or(name)).to_ascii_lowercase());
        row.owner_span = Some(owner);
        row.how = "lines of tinydns, names whole";
        reader.row(row);
    }
}

fn fields(text: &[u8], span: Span) -> Vec<Span> {
    let mut at = span.start;
    let parts = span.of(text).split(|&byte| byte == b':').take(8);
    parts
        .map(|part| {
            let field = Span::new(at, at + part.len());
            at = field.end + 1;
            field
        })
        .collect()
}

fn txt(text: &[u8], owner: Span, value: Option<Span>) -> Option<Held> {
    let value = value?;
    let mut mapped = Mapped::new(value.start, Form::Tiny);
    unescape(text, value, Form::Tiny, octal, &mut mapped);
    let name = owner.of(text);
    let service = name.starts_with(b"_mta-sts.") || name.starts_with(b"_smtp._tls.");
    let relevant = service || matches!(which(&mapped.text), Some(Which::Sts | Which::Tlsrpt));
    relevant.then_some(Held::Text {
        text: mapped,
        form: Form::Tiny,
        frozen: false,
    })
}

/// `@fqdn:ip:x:dist:ttl`; `x` without a dot stands for `x.mx.fqdn`.
fn mx(text: &[u8], owner: Span, fields: &[Span]) -> Option<Held> {
    let span = *fields.get(2)?;
    let host = string(span.of(text));
    let number = fields
        .get(3)
        .map(|span| span.of(text))
        .filter(|number| !number.is_empty());
    let preference = match number {
        Some(number) => std::str::from_utf8(number).ok()?.parse().ok()?,
        None => PREFERENCE,
    };
    let host = if host.contains('.') {
        host.strip_suffix('.').unwrap_or(&host).to_owned()
    } else {
        format!("{host}.mx.{}", string(owner.of(text)))
    };
    Some(Held::Data(Data::Mx { preference, host }, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known() {
        for (line, want) in [
            ("'_mta-sts.example.com:v=STSv1;\\040id=1:3600", true),
            ("@example.com::mx1.example.com:10:3600", true),
            ("'v=TLSRPTv1; rua=mailto:a@b.example'", false),
            ("+mta-sts.example.com:192.0.2.1:3600", true),
            (":mta-sts.example.com:28:\\040\\001:3600", true),
            ("+49.30:123", false),
            (":smile.y:", false),
            ("@ IN MX 10 a:b:c", false),
            ("'quoted': text", false),
            ("", false),
        ] {
            assert_eq!(mark(line.as_bytes()), want, "{line}");
        }
    }
}
