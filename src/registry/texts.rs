//! What explains the rules, with what only the modules above `rule` know of them: the file that the page loads.

use crate::dns::input;
use crate::recognise::recognise;
use crate::rule::explanation::{self, More};
use crate::rule::{Finding, Findings, Rule};
use crate::senders::reception_of_rule;
use crate::text::{Span, in_text_box};
use crate::{report, sts, tlsrpt};

/// The content of [`explanation::FILE`].
#[must_use]
pub fn texts() -> String {
    explanation::write(super::all(), |rule| More {
        places: places(rule),
        senders: reception_of_rule(rule.code),
        pastes: pastes(rule),
    })
}

/// Where the bad example of a rule goes wrong.
fn places(rule: &Rule) -> Vec<Span> {
    let mut places: Vec<Span> = findings(rule)
        .into_iter()
        .filter(|finding| finding.rule == rule)
        .filter_map(|finding| finding.span)
        .collect();
    places.sort_unstable();
    places
}

/// What is found in the bad example of a rule, read as the kind of text that the family is about. An example of another
/// kind, such as several records, has no place of its own to point at.
fn findings(rule: &Rule) -> Vec<Finding> {
    let mut found = Findings::new();
    let text = rule.bad.as_bytes();
    match super::Family::of(rule.code).codes {
        "STS1" => drop(sts::record::parse(text, &mut found)),
        "STS2" => drop(sts::policy::parse(text, &mut found)),
        "RPT2" => drop(report::parse(text, &mut found)),
        "RPT" => drop(tlsrpt::parse(text, &mut found)),
        "DOM" => match input::read(rule.bad, &to_ascii) {
            Ok(target) => return target.notes,
            Err(finding) => return vec![finding],
        },
        "ZON" => return recognise(text, None, 0, &to_ascii).findings,
        _ => {}
    }
    found.into_vec()
}

/// Whether the bad example of a rule raises it when it is pasted, now and in some years: certificates grow old.
fn pastes(rule: &Rule) -> bool {
    let text = in_text_box(rule.bad);
    let raises = |now| {
        let pasted = recognise(text.as_bytes(), None, now, &to_ascii);
        pasted.findings.iter().any(|finding| finding.rule == rule)
    };
    !rule.bad.is_empty() && [1_795_444_320, 2_000_000_000].into_iter().all(raises)
}

/// Names beyond ASCII are of no concern here: nothing points at a part of them.
fn to_ascii(text: &str) -> Option<String> {
    text.is_ascii().then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_raise_what_they_are_said_to() {
        use super::super::{Finder, found_by};
        let known: Vec<&Rule> = found_by(Finder::Text).collect();
        let texts = super::super::all().flat_map(|rule| [rule.bad, rule.good]);
        for text in texts.filter(|text| !text.is_empty()) {
            let mut found = Findings::new();
            sts::record::parse(text.as_bytes(), &mut found);
            sts::policy::parse(text.as_bytes(), &mut found);
            tlsrpt::parse(text.as_bytes(), &mut found);
            let patterns: Vec<String> = text.lines().map(str::to_owned).collect();
            sts::mx::judge(&patterns, text, &mut found);
            for finding in found.as_slice() {
                assert!(known.contains(&finding.rule), "{}", finding.rule.code);
            }
        }
    }

    #[test]
    fn most_examples_can_be_pasted() {
        let pasted = |code: &str| pastes(super::super::by_code(code).expect(code));
        for (code, raised) in [
            ("STS101", false),
            ("STS110", false),
            ("STS124", true),
            ("STS220", true),
            // No text box holds it.
            ("STS233", false),
            ("RPT122", true),
            ("ZON103", true),
            ("TLS111", true),
            ("BNC101", true),
        ] {
            assert_eq!(pasted(code), raised, "{code}");
        }
        // A report is recognised among what is pasted, and read elsewhere.
        let with_example = || super::super::all().filter(|rule| !rule.bad.is_empty() && !rule.code.starts_with("RPT2"));
        let pasted = with_example().filter(|rule| pastes(rule)).count();
        assert!(pasted * 4 > with_example().count() * 3, "{pasted}");
    }

    #[test]
    fn examples_show_where_they_go_wrong() {
        let at = |code: &str| {
            let rule = super::super::by_code(code).expect(code);
            let places = places(rule);
            let shown = places
                .iter()
                .map(|place| String::from_utf8_lossy(place.of(rule.bad.as_bytes())));
            shown.map(std::borrow::Cow::into_owned).collect::<Vec<_>>()
        };
        assert_eq!(at("STS213"), ["31557601"]);
        assert_eq!(at("STS142"), [""; 0]);
        // A report is recognised among what is pasted, and read elsewhere.
        let with_example = || super::super::all().filter(|rule| !rule.bad.is_empty() && !rule.code.starts_with("RPT2"));
        let pointing = with_example().filter(|rule| !places(rule).is_empty()).count();
        assert!(pointing * 3 > with_example().count() * 2, "{pointing}");
    }
}
