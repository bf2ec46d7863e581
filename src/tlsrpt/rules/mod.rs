//! The rules of the TLSRPT record (RFC 8460 §3), by what they speak of.

mod address;
mod destination;
mod field;
mod set;
mod version;

pub use address::*;
pub use destination::*;
pub use field::*;
pub use set::*;
pub use version::*;

use crate::rule::Rule;

/// Every rule of the TLSRPT record, in the order of the codes.
pub static RULES: [&[&Rule]; 5] = [
    set::RULES,
    version::RULES,
    field::RULES,
    destination::RULES,
    address::RULES,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Findings;
    use crate::tlsrpt::{parse, txt_set};

    #[test]
    fn a_bad_example_raises_its_rule_alone_and_a_good_one_raises_it_not() {
        let mut shown = 0;
        for rule in RULES.iter().flat_map(|rules| rules.iter()) {
            if rule.bad.is_empty() {
                continue;
            }
            shown += 1;
            let mut findings = Findings::new();
            if rule.bad.contains('\n') {
                // A record a line.
                let records: Vec<Vec<u8>> = rule.bad.lines().map(|line| line.as_bytes().to_vec()).collect();
                txt_set::judge(&records, &mut findings);
            } else {
                parse(rule.bad.as_bytes(), &mut findings);
            }
            let names: Vec<_> = findings.as_slice().iter().map(|finding| finding.rule.name).collect();
            let others = names
                .iter()
                .filter(|name| !ACCOMPANY.contains(name) && **name != rule.name);
            assert!(names.contains(&rule.name), "{}: {names:?}", rule.name);
            assert_eq!(others.count(), 0, "{}: {names:?}", rule.name);

            let mut findings = Findings::new();
            let record = parse(rule.good.as_bytes(), &mut findings);
            assert_eq!(findings.count(rule), 0, "{}", rule.name);
            assert!(record.is_some(), "{}", rule.name);
        }
        // The others speak of no record, of an empty one, of what is good, or of the domain that reports are about.
        assert_eq!(shown, RULES.iter().map(|rules| rules.len()).sum::<usize>() - 5);
    }

    /// Rules that come with others by the nature of the example.
    const ACCOMPANY: &[&str] = &[
        "SEVERAL_DESTINATIONS",
        "UNKNOWN_FIELD",
        "ONE_RECORD",
        "RECORD_WELL_FORMED",
        // Of a set of which nothing is left, each record was thrown away.
        "RECORD_DISCARDED",
    ];
}
