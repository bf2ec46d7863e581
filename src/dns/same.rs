//! Whether two resolvers say the same.

use super::{Answer, Data, Row, Rtype};
use crate::later;
use crate::order::sort_with;

/// Whether two answers say the same: order and time to live don't count, nor quotes round a text that one of them
/// leaves in doubt.
#[must_use]
pub fn same_records(a: &Answer, b: &Answer) -> bool {
    if std::ptr::eq(a, b) {
        return true;
    }
    if a.nxdomain != b.nxdomain || a.rows.len() != b.rows.len() {
        return false;
    }
    let unsure = a.quotes_unsure || b.quotes_unsure;
    let said = |answer| rows(answer, unsure);
    let (mut a, mut b) = (said(a), said(b));
    if a.len() <= FEW {
        let times = |rows: &[Says<'_>], row| rows.iter().filter(|other| *other == row).count();
        return a.iter().all(|row| times(&a, row) == times(&b, row));
    }
    // Side by side in one order: any other way costs the square of thousands of rows.
    later::rest().is_some() && {
        sort_with(&mut a, |a, b| a < b);
        sort_with(&mut b, |a, b| a < b);
        a == b
    }
}

/// So many rows are counted one by one.
const FEW: usize = 40;

/// What a row says, whatever its time to live: its owner, and its data as a number and two texts.
type Says<'a> = (&'a str, Rtype, u128, &'a [u8], &'a [u8]);

fn rows(answer: &Answer, unsure: bool) -> Vec<Says<'_>> {
    answer.rows.iter().map(|row| what(row, unsure)).collect()
}

fn what(row: &Row, unsure: bool) -> Says<'_> {
    let (number, text, more) = match &row.data {
        Data::A { address } => (address.to_bits().into(), "", ""),
        Data::Aaaa { address } => (address.to_bits(), "", ""),
        Data::Cname { target: name } | Data::Ns { host: name } => (0, name.as_str(), ""),
        Data::Mx { preference, host } => ((*preference).into(), host.as_str(), ""),
        Data::Txt { text, .. } => {
            let text = if unsure { unquoted(text) } else { text };
            // How many strings a text was cut into is told by some resolvers only.
            return (&row.owner, row.rtype, 0, text, b"");
        }
        Data::Tlsa {
            usage,
            selector,
            matching,
            hex,
        } => (
            u32::from_be_bytes([0, *usage, *selector, *matching]).into(),
            hex.as_str(),
            "",
        ),
        Data::Caa { flags, tag, value } => ((*flags).into(), tag.as_str(), value.as_str()),
        Data::Soa {
            primary,
            serial,
            minimum,
        } => (u128::from(*serial) << 32 | u128::from(*minimum), primary.as_str(), ""),
        // No other data have both such a number and a text.
        Data::Malformed { data } => (u128::MAX, data.as_str(), "unread"),
    };
    (&row.owner, row.rtype, number, text.as_bytes(), more.as_bytes())
}

fn unquoted(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\"")
        .and_then(|text| text.strip_suffix(b"\""))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::rdata;

    fn answer(rows: &[(Rtype, &str)]) -> Answer {
        let row = |&(rtype, data): &(Rtype, &str)| Row {
            owner: "a".into(),
            ttl: 60,
            rtype,
            data: rdata::read(rtype, data),
        };
        Answer {
            rows: rows.iter().map(row).collect(),
            ..Answer::default()
        }
    }

    #[test]
    fn each_part_of_data_counts() {
        let rows = [
            (Rtype::A, "0.0.0.0"),
            (Rtype::A, "192.0.2.1"),
            (Rtype::A, ""),
            (Rtype::AAAA, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            (Rtype::AAAA, ""),
            (Rtype::AAAA, "::"),
            (Rtype::CNAME, "a"),
            (Rtype::CNAME, "a b"),
            (Rtype::NS, "a"),
            (Rtype::MX, "1 a"),
            (Rtype::MX, "2 a"),
            (Rtype::MX, "1 b"),
            (Rtype::MX, "0 ."),
            (Rtype::MX, "unread"),
            (Rtype::TXT, "a"),
            (Rtype::TXT, "b"),
            (Rtype::TLSA, "3 1 1 ab"),
            (Rtype::TLSA, "2 1 1 ab"),
            (Rtype::TLSA, "3 0 1 ab"),
            (Rtype::TLSA, "3 1 2 ab"),
            (Rtype::TLSA, "3 1 1 ac"),
            (Rtype::CAA, "0 issue a"),
            (Rtype::CAA, "128 issue a"),
            (Rtype::CAA, "0 iodef a"),
            (Rtype::CAA, "0 issue b"),
            (Rtype::SOA, "a h 1 2 3 4 5"),
            (Rtype::SOA, "b h 1 2 3 4 5"),
            (Rtype::SOA, "a h 2 2 3 4 5"),
            (Rtype::SOA, "a h 1 2 3 4 6"),
        ];
        for one in 0..rows.len() {
            for other in 0..rows.len() {
                let same = same_records(&answer(&rows[one..=one]), &answer(&rows[other..=other]));
                assert_eq!(same, one == other, "{:?} {:?}", rows[one], rows[other]);
            }
        }
    }

    #[test]
    fn order_and_doubtful_quotes_do_not_count() {
        let (one, other) = ((Rtype::TXT, "a"), (Rtype::TXT, "\"b\" \"c\""));
        assert!(same_records(&answer(&[one, other]), &answer(&[other, one])));
        assert!(!same_records(&answer(&[one, other]), &answer(&[one, one])));
        assert!(!same_records(&answer(&[one]), &answer(&[one, one])));
        assert!(same_records(&answer(&[other]), &answer(&[(Rtype::TXT, "bc")])));
        let nobody = Answer {
            nxdomain: true,
            ..Answer::default()
        };
        assert!(!same_records(&answer(&[]), &nobody));
        let mut unsure = answer(&[(Rtype::TXT, "\"a\"")]);
        let own = answer(&[(Rtype::TXT, r#""\"a\"""#)]);
        assert!(!same_records(&unsure, &own));
        unsure.quotes_unsure = true;
        assert!(same_records(&unsure, &own));
    }
}
