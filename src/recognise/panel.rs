//! Rows of a table, as a web form of a DNS provider shows records and browsers copy them: cells with tabs between, in an
//! order that each provider has for itself.
//!
//! ```text
//! Type  Name      Content         TTL
//! TXT   _mta-sts  v=STSv1; id=1   1 Hour
//! ```

use super::bare::value;
use super::lines::{lines, string, trimmed};
use super::reader::Reader;
use super::rows::{Held, Row};
use super::txt::{Which, which};
use super::zone::record::{is_name, rtype, ttl};
use crate::dns::{Data, Rtype};
use crate::text::Span;

/// More cells than this aren't looked at.
const MOST_CELLS: usize = 16;

/// What columns with names of records are called.
const NAMES: [&str; 5] = ["name", "host", "hostname", "host name", "record name"];

/// The cells of a line, but for empty ones.
fn cells(text: &[u8], line: Span) -> Vec<Span> {
    let mut at = line.start;
    let cells = line.of(text).split(|&byte| byte == b'\t').map(|cell| {
        let span = Span::new(at, at + cell.len());
        at = span.end + 1;
        trimmed(text, span)
    });
    cells.filter(|cell| !cell.is_empty()).take(MOST_CELLS).collect()
}

/// Whether a line is a row of such a table, or its head.
pub(super) fn mark(text: &[u8], line: Span) -> bool {
    if !line.of(text).contains(&b'\t') {
        return false;
    }
    let cells = cells(text, line);
    cells.len() > 2 && (is_head(text, &cells) || row(text, &cells).is_some())
}

fn is_head(text: &[u8], cells: &[Span]) -> bool {
    let is = |cell: &Span, word: &str| cell.of(text).eq_ignore_ascii_case(word.as_bytes());
    let has = |words: &[&str]| cells.iter().any(|cell| words.iter().any(|word| is(cell, word)));
    has(&["type"]) && has(&NAMES)
}

/// A row of a table: where its name stands, and what it holds.
struct Cells {
    rtype: Rtype,
    name: Option<Span>,
    data: Option<Span>,
    preference: Option<u16>,
    ttl: u32,
}

/// `None` for a line that has the order of a zone file.
fn row(text: &[u8], cells: &[Span]) -> Option<Cells> {
    let known = |cell: &Span| {
        let word = cell.of(text);
        rtype(word).filter(|_| !word.iter().any(u8::is_ascii_lowercase))
    };
    let at = cells.iter().position(|cell| known(cell).is_some())?;
    let others = [cells.get(..at)?, cells.get(at + 1..)?].concat();
    let last = cells.last().copied();
    let mut row = Cells {
        rtype: known(cells.get(at)?)?,
        name: None,
        data: None,
        preference: None,
        ttl: 0,
    };
    // Those that can be whole names, and the lowest number: the other one is a time to live.
    let mut names = Vec::new();
    let mut number = None;
    for &cell in &others {
        let word = cell.of(text);
        if word == b"IN" {
            return None;
        } else if let Some(seconds) = ttl(word) {
            row.ttl = row.ttl.max(seconds);
            number = Some(number.map_or(seconds, |number: u32| number.min(seconds)));
        } else if row.rtype == Rtype::TXT && row.data.is_none() && which(word).is_some() {
            row.data = Some(cell);
        } else if row.rtype == Rtype::MX && pair(text, cell).is_some() || is_name(word) {
            names.push(cell);
        }
    }
    let is_whole = |cell: &&Span| {
        let word = cell.of(text);
        word.iter().any(|byte| matches!(byte, b'.' | b' ')) || word.starts_with(b"_") || word == b"@"
    };
    match row.rtype {
        Rtype::TXT => {
            row.name = Some(*names.iter().find(is_whole)?);
            // The order of a zone file.
            (row.data.is_some() && (at == 0 || at + 2 != cells.len() || last != row.data)).then_some(row)
        }
        Rtype::MX => {
            let mut names = names.iter().filter(is_whole);
            row.name = names.next().copied();
            let host = *names.next()?;
            let (preference, host) = pair(text, host).map_or((number, host), |(number, host)| (Some(number), host));
            row.preference = Some(preference?.try_into().ok()?);
            row.data = Some(host);
            pair(text, row.name?).is_none().then_some(row)
        }
        Rtype::CNAME => {
            row.name = names.first().copied();
            row.data = names.get(1..)?.iter().find(is_whole).copied();
            (row.data.is_some() && (at == 0 || last != row.data)).then_some(row)
        }
        // Addresses and the like aren't read.
        _ => (at == 0).then_some(row),
    }
}

/// `10 mx1.example.com`: the number, and where the host stands.
fn pair(text: &[u8], cell: Span) -> Option<(u32, Span)> {
    let part = cell.of(text);
    let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(part.get(..digits)?).ok()?.parse().ok()?;
    let host = trimmed(text, Span::new(cell.start + digits, cell.end));
    (host.start > cell.start + digits && is_name(host.of(text))).then_some((number, host))
}

/// Reads a block of such rows.
pub(super) fn block(reader: &mut Reader<'_>, span: Span) {
    let text = reader.text;
    reader.zones.push((reader.block, span));
    for line in lines(text, span) {
        let part = trimmed(text, line.span);
        let cells = cells(text, part);
        let Some(row) = self::row(text, &cells).filter(|_| cells.len() > 2) else {
            continue;
        };
        let (Some(name), Some(data)) = (row.name, row.data) else {
            continue;
        };
        let held = match row.rtype {
            Rtype::TXT if matches!(which(data.of(text)), Some(Which::Sts | Which::Tlsrpt)) => {
                let value = value(text, data);
                Held::Text {
                    text: value.text,
                    form: value.form,
                    frozen: false,
                }
            }
            Rtype::MX => {
                let (preference, host) = (row.preference.unwrap_or_default(), whole(text, data));
                Held::Data(Data::Mx { preference, host }, data)
            }
            Rtype::CNAME => {
                let target = whole(text, data).to_ascii_lowercase();
                Held::Data(Data::Cname { target }, data)
            }
            _ => continue,
        };
        let completed = reader.zone.origin.complete(&string(name.of(text)));
        let meant = completed.doubled.unwrap_or(completed.name);
        let mut made = Row::printed(0, reader.block, part, row.rtype, held);
        made.owner = Some(meant.to_ascii_lowercase());
        made.owner_span = Some(name);
        made.ttl = row.ttl;
        made.how = "rows of a table, as a DNS provider shows it";
        reader.row(made);
    }
}

/// A name without its final dot.
fn whole(text: &[u8], span: Span) -> String {
    let name = span.of(text);
    string(name.strip_suffix(b".").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{paste, table};
    use super::*;
    use crate::recognise::Kind;

    #[test]
    fn rows_are_known_and_lines_of_a_zone_are_none() {
        for (line, want) in [
            ("TXT\t_mta-sts\tv=STSv1; id=1\t1 Hour", true),
            ("Type\tName\tContent\tTTL", true),
            ("A\tmta-sts\t192.0.2.1\tAuto", true),
            ("_mta-sts\tTXT\t\"v=STSv1; id=1\"\t3600", true),
            ("_mta-sts\t3600\tTXT\t\"v=STSv1; id=1\"", false),
            ("_mta-sts.a.example.\t300\tIN\tTXT\t\"v=STSv1; id=1\"", false),
            ("MX\t10\tmx1.example.com.", false),
            ("@\t3600\tMX\t10\tmx1", false),
            ("mta-sts\tCNAME\ta.example.", false),
            ("a\tb\tc", false),
            ("TXT", false),
        ] {
            assert_eq!(mark(line.as_bytes(), Span::new(0, line.len())), want, "{line}");
        }
    }

    #[test]
    fn records_are_read_in_any_order_of_columns() {
        let record = &["ZoneLines: an MTA-STS record at `_mta-sts.example.com`, valid"][..];
        let reporting = &["ZoneLines: a TLS reporting record at `_smtp._tls.example.com`, valid"][..];
        let mx = &["ZoneLines: 1\u{a0}MX host of `example.com`"][..];
        for (line, pieces) in [
            ("TXT\t_mta-sts.example.com\t\"v=STSv1; id=1\"\t3600", record),
            ("TXT\t_mta-sts.example.com\tv=STSv1; id=1\t14400\tAuto\tEdit", record),
            ("\"v=STSv1; id=1\"\tTXT\t_mta-sts.example.com\t3600", record),
            ("_mta-sts.example.com\tTXT\t3600\tv=STSv1; id=1", record),
            ("_mta-sts.example.com\tTXT\tv=STSv1; id=1\t3600", record),
            ("_mta-sts.example.com\tTXT\tSimple\t-\t\"v=STSv1; id=1\"\t300", record),
            ("3600\tv=STSv1; id=1\t_mta-sts.example.com\tTXT", record),
            (
                "TXT\t_smtp._tls.example.com\tv=TLSRPTv1; rua=mailto:a@example.com\t1 Hour",
                reporting,
            ),
            ("MX\texample.com\t10 mx1.example.com\t3600", mx),
            ("MX\texample.com\t10 mx1\t3600", mx),
            ("MX\texample.com\tmx1.example.com\t10\tAuto", mx),
            ("example.com\tMX\t3600\t10\tmx1.example.com", mx),
            (
                "CNAME\tmta-sts.example.com\ta.example.net\tProxied\tAuto",
                &["ZoneLines: an alias: `mta-sts.example.com` stands for `a.example.net`"],
            ),
        ] {
            table(&[(line, pieces, &[])]);
        }
    }

    #[test]
    fn rows_of_one_table_belong_together_and_their_names_to_the_zone() {
        let text = "Type\tName\tContent\tTTL\nTXT\t_mta-sts\t\"v=STSv1; id=a-b\"\tAuto\nA\t@\t192.0.2.1\tAuto\n";
        let pasted = paste(text);
        let [piece] = pasted.pieces.as_slice() else {
            panic!("{pasted:?}")
        };
        let what = "an MTA-STS record at `_mta-sts` of the zone, not valid";
        assert_eq!(
            (piece.kind, piece.lines, piece.what.as_str()),
            (Kind::ZoneLines, (2, 2), what)
        );
        let found = pasted.findings.iter().find(|finding| finding.rule.code == "STS124");
        assert_eq!(
            found
                .and_then(|finding| finding.span)
                .map(|span| span.of(text.as_bytes())),
            Some(&b"-"[..])
        );
    }
}
