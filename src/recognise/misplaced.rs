//! Records that stand at names where no sender looks, each with the name that is meant.

use super::reader::Reader;
use super::rows::Row;
use super::sets::{Role, role, subject};
use super::txt::{Which, which};
use super::zone::names::ZONE;
use crate::rule::{Finding, Rule};
use crate::survey::rules::near::{RECORD_AT_WRONG_NAME, REPORTING_AT_WRONG_NAME, WILDCARD_TXT};
use crate::survey::wanted::{RECORD_NEAR_MISSES, REPORTING_NEAR_MISSES};

/// What senders put before the domain, once.
const RECORD: &str = "_mta-sts.";
const REPORTING: &str = "_smtp._tls.";

/// What may stand behind that by mistake, and is no part of a domain.
const REPEATED: [&str; 4] = [RECORD, REPORTING, "smtp._tls.", "_tls."];

/// Against more records at right names than this wildcards aren't held.
const MOST_RIGHT: usize = 64;

/// A longer name stands in no zone (RFC 1035 §2.3.4), and comparing it with itself would cost time.
const LONGEST: usize = 253;

/// Why a record stands at another name.
const TWICE: &str = "what belongs before the domain is there twice";
/// Providers have records there, which the names of their customers are aliases of.
const BELOW_HOST: &str = "_mta-sts.mta-sts.";
const UNLESS_ALIAS: &str = "below the policy host; of use only where an alias leads to it";
const UNKNOWN: &str = "no name that senders know";

/// The names of one kind of record.
struct Names {
    right: &'static str,
    near: &'static [(&'static str, &'static str)],
    rule: &'static Rule,
}

const NAMES: [Names; 2] = [
    Names {
        right: RECORD,
        near: &RECORD_NEAR_MISSES,
        rule: &RECORD_AT_WRONG_NAME,
    },
    Names {
        right: REPORTING,
        near: &REPORTING_NEAR_MISSES,
        rule: &REPORTING_AT_WRONG_NAME,
    },
];

/// Says so of each record that stands where no sender looks, and puts it with the name that is meant.
pub(super) fn rows(reader: &mut Reader<'_>, rows: &mut [Row]) {
    let right = rows
        .iter()
        .filter_map(|row| row.owner.as_deref().filter(|owner| owner.starts_with(RECORD)));
    let right: Vec<String> = right.take(MOST_RIGHT).map(str::to_owned).collect();
    let mut last = None;
    for row in rows.iter_mut().filter(|row| row.elsewhere.is_none()) {
        let (Some(text), Some(owner)) = (row.text(), row.owner.as_deref()) else {
            continue;
        };
        let [record, reporting] = &NAMES;
        let (names, version) = match role(row) {
            Role::Sts => (record, matches!(which(&text.text), Some(Which::Sts))),
            Role::Tlsrpt => (reporting, matches!(which(&text.text), Some(Which::Tlsrpt))),
            Role::Mx | Role::Other(_) => continue,
        };
        if !version {
            // Nothing says that it is meant to be one.
            continue;
        }
        let shown = |name: &str| name.strip_suffix(&format!(".{ZONE}")).unwrap_or(name).to_owned();
        let place = row.owner_span.unwrap_or(row.span);
        let said = |rule: &'static Rule, name: &str| {
            rule.at(place)
                .with_bytes("record", &text.text)
                .with("name", shown(name))
        };
        let mut add = |reader: &mut Reader<'_>, finding: Finding| {
            // Once for the records of a name.
            if last.replace(place) != Some(place) {
                reader.add(finding, subject(row));
            }
        };
        if let Some(domain) = owner.strip_prefix("*.") {
            // It answers at the right name too, unless something stands there.
            let name = format!("{RECORD}{domain}");
            if names.right == RECORD && !right.contains(&name) {
                let finding = said(&WILDCARD_TXT, &name);
                add(reader, finding);
            }
            continue;
        }
        if let Some((domain, why)) = misplaced(owner, names) {
            let right = format!("{}{domain}", names.right);
            let finding = said(names.rule, owner).with("why", why).with("right", shown(&right));
            add(reader, finding);
            // Where an alias may lead to it it stays what it is.
            if why != UNLESS_ALIAS {
                row.elsewhere = row.owner.replace(right);
            }
        }
    }
}

/// The domain that is meant where a record stands at another name than the right one, and why it may stand there.
fn misplaced<'a>(owner: &'a str, names: &Names) -> Option<(&'a str, &'static str)> {
    if owner.len() > LONGEST {
        return None;
    }
    let behind = owner.strip_prefix(names.right);
    for (pattern, why) in names.near {
        let Some(front) = pattern.strip_suffix("{}").filter(|front| !front.is_empty()) else {
            continue;
        };
        let found = match front.strip_suffix("{}.") {
            Some(front) => owner.strip_prefix(front).and_then(once),
            None => owner.strip_prefix(front),
        };
        if let Some(domain) = found {
            return Some((domain, if front == BELOW_HOST { UNLESS_ALIAS } else { why }));
        }
    }
    let Some(domain) = behind else {
        let domain = without_services(owner);
        let why = if domain.len() < owner.len() {
            UNKNOWN
        } else {
            "the domain itself"
        };
        return Some((domain, why));
    };
    let bare = REPEATED.iter().find_map(|start| domain.strip_prefix(start))?;
    Some((bare, TWICE))
}

/// A name whose end stands there twice, without one of them: `example.com.example.com`.
fn once(name: &str) -> Option<&str> {
    // An end of two labels at least, each place of a dot once.
    let dots = name.match_indices('.').map(|(at, _)| at);
    dots.filter(|&at| {
        let (front, end) = name.split_at(at);
        let end = end.strip_prefix('.').unwrap_or(end);
        let starts = front.len().checked_sub(end.len());
        let alike = starts.is_some_and(|starts| front.get(starts..) == Some(end));
        let whole = starts == Some(0) || front.strip_suffix(end).is_some_and(|rest| rest.ends_with('.'));
        alike && whole && end.contains('.')
    })
    .find_map(|at| name.get(..at))
}

/// A name without the labels of services before it.
fn without_services(name: &str) -> &str {
    let mut rest = name;
    while let Some((_, behind)) = rest.split_once('.').filter(|_| rest.starts_with('_')) {
        rest = behind;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_alias_may_lead_to_stays_a_record() {
        use crate::recognise::{Reading, tests::paste};
        let pasted = paste("_mta-sts.mta-sts.example.com. TXT \"v=STSv1; id=2;\"\n");
        let Reading::Sts {
            record: Some(_),
            elsewhere: None,
            ..
        } = &pasted.pieces[0].reading
        else {
            panic!("{pasted:?}")
        };
        let said = pasted
            .findings
            .iter()
            .find(|finding| *finding.rule == RECORD_AT_WRONG_NAME);
        assert!(said.is_some_and(|finding| finding.message().contains(UNLESS_ALIAS)));
    }

    #[test]
    fn a_name_that_is_too_long_is_none() {
        let doubled = |label: usize| format!("_mta-sts.{0}.example.{0}.example", "a".repeat(label));
        assert!(misplaced(&doubled(113), &NAMES[0]).is_some());
        assert_eq!(misplaced(&doubled(114), &NAMES[0]), None);
        let long = format!("_mta-sts.{}b", "a.".repeat(1 << 20));
        let start = std::time::Instant::now();
        assert_eq!(misplaced(&long, &NAMES[0]), None);
        assert!(start.elapsed().as_secs() < 5, "in linear time");
    }

    #[test]
    fn names_that_nobody_asks_for_are_known() {
        let [record, reporting] = &NAMES;
        for (owner, names, want) in [
            ("_mta-sts.example.com", record, None),
            ("_mta-sts.mail.com.example.com", record, None),
            ("_mta-sts.com.com", record, None),
            ("_mta-sts.example.com.example.com", record, Some("example.com")),
            (
                "_mta-sts.mail.example.com.example.com",
                record,
                Some("mail.example.com"),
            ),
            ("_mta-sts.badexample.com.example.com", record, None),
            ("_mta-sts.mta-sts.example.com", record, Some("example.com")),
            ("_mta-sts._mta-sts.example.com", record, Some("example.com")),
            ("_mta_sts.example.com", record, Some("example.com")),
            ("mta-sts.example.com", record, Some("example.com")),
            ("_smtp-tls.example.com", record, Some("example.com")),
            ("example.com", record, Some("example.com")),
            ("_mta-sts.@", record, None),
            ("_mta-sts.mta-sts.@", record, Some("@")),
            ("@", record, Some("@")),
            ("_smtp._tls.example.com", reporting, None),
            ("_smtp._tls.smtp._tls.example.com", reporting, Some("example.com")),
            ("_smtp._tls._smtp._tls.example.com", reporting, Some("example.com")),
            ("_smtp._tls.example.com.example.com", reporting, Some("example.com")),
            ("_tls.example.com", reporting, Some("example.com")),
        ] {
            assert_eq!(misplaced(owner, names).map(|(domain, _)| domain), want, "{owner}");
        }
    }
}
