//! What senders do about what a rule finds: for the page of the rule, from the same rows as the readings.

use super::marks::Mark;
use super::rows::Does;
use super::{SENDERS, Sender, policy_marks, record, tlsrpt};
use crate::rule::Rule;
use crate::rule::prose::capital;
use crate::rule::reception::{self, HONOURS, NOT_MEASURED, OTHERWISE, REFUSES, Way};
use crate::sts::rules::http::{BODY_LARGE, BODY_TOO_LARGE};
use crate::sts::rules::mx::{MX_ADDRESS, MX_PLACEHOLDER_WORD};
use crate::sts::rules::policy::{
    BLANK_LINE, DUPLICATE_KEY, KEY_MISSPELT, KEY_UNKNOWN, KEY_UNKNOWN_NEAR, LINE_NOT_A_FIELD, LINE_TRAP,
    POLICY_CHARACTER, TRAILING_COMMENT, TWO_POLICIES, VALUE_QUOTED, VALUE_TAIL,
};
use crate::sts::rules::record::{
    BEFORE_VERSION, ID_REPEATED, RECORD_FIELD_MALFORMED, RECORD_FIELD_UNKNOWN, RECORD_VERSION_LATE,
    RECORD_VERSION_MISSING, RECORD_VERSION_WRONG,
};
use crate::sts::rules::txt_set::{
    BLANK_COSTS_RECORD, NO_RECORD_KEPT, RECORD_TWICE, SEVERAL_STS_RECORDS, TXT_DISCARDED,
};
use crate::sts::rules::value::{
    MAX_AGE_DIGITS, MAX_AGE_IS_MODE, MAX_AGE_NOT_DIGITS, MAX_AGE_TOO_LONG, MAX_AGE_UNDER_DAY, MAX_AGE_ZERO,
};
use crate::tlsrpt::rules::{URI_CHARACTER, WRAPPED_DESTINATION};

/// What the known senders do about one trait that a rule finds. A rule that finds several has a note for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// The trait: `a blank line at the end`.
    pub when: &'static str,
    /// Those for whom there is no record or policy then.
    pub refuses: Vec<&'static Sender>,
    /// Those who read something else than the RFC, and what.
    pub otherwise: Vec<(&'static Sender, &'static str)>,
    /// Those who take the text as written.
    pub honours: Vec<&'static Sender>,
    /// Those with whom it was not measured.
    pub not_measured: Vec<&'static Sender>,
}

/// The traits of rules of which something else than the rule tells which it is.
static SEVERAL: &[(&Rule, &[Mark])] = &[
    (&MAX_AGE_TOO_LONG, &[Mark::AgeOver, Mark::AgeOver31Bits]),
    (&MAX_AGE_DIGITS, &[Mark::AgeDigits]),
    (&MAX_AGE_ZERO, &[Mark::AgeZero]),
    (&MAX_AGE_UNDER_DAY, &[Mark::AgeUnderHour]),
    (
        &MAX_AGE_NOT_DIGITS,
        &[Mark::AgePlus, Mark::AgeNegative, Mark::AgeUnderscore, Mark::AgeOdd],
    ),
    (&MAX_AGE_IS_MODE, &[Mark::AgeOdd]),
    (
        &POLICY_CHARACTER,
        &[
            Mark::NotUtf8,
            Mark::Control,
            Mark::ControlSeparator,
            Mark::KnownSplit,
            Mark::AgeArabic,
        ],
    ),
    (&LINE_TRAP, &[Mark::Separator, Mark::ControlSeparator]),
    (&DUPLICATE_KEY, &[Mark::ModeTwice, Mark::KeyTwice, Mark::KeyTwiceOdd]),
    (&TWO_POLICIES, &[Mark::KeyTwice, Mark::ModeTwice]),
    (&KEY_UNKNOWN, &[Mark::UnknownKey, Mark::SecondColon]),
    (&KEY_UNKNOWN_NEAR, &[Mark::UnknownKey, Mark::SecondColon]),
    (&KEY_MISSPELT, &[Mark::NoMode, Mark::NoVersion, Mark::NoMaxAge]),
    (&BLANK_LINE, &[Mark::BlankAtEnd, Mark::BlankInside, Mark::BlankOfBlanks]),
    (&LINE_NOT_A_FIELD, &[Mark::JunkLine, Mark::OddName, Mark::OddField]),
    (&MX_ADDRESS, &[Mark::MxAddress, Mark::MxOdd]),
    (&MX_PLACEHOLDER_WORD, &[Mark::MxOdd]),
    (&TRAILING_COMMENT, &[Mark::MxOdd, Mark::AgeOdd]),
    (&VALUE_QUOTED, &[Mark::MxOdd, Mark::AgeOdd]),
    (&VALUE_TAIL, &[Mark::MxOdd, Mark::AgeOdd]),
    (&BODY_LARGE, &[Mark::Over10K]),
    (&BODY_TOO_LARGE, &[Mark::Over64K, Mark::Over10K]),
    (&BEFORE_VERSION, &[Mark::Beginning, Mark::Blanks]),
    (&RECORD_VERSION_WRONG, &[Mark::Beginning, Mark::VersionLoose]),
    (&RECORD_VERSION_MISSING, &[Mark::Beginning]),
    (&RECORD_VERSION_LATE, &[Mark::Beginning, Mark::VersionLate]),
    (&ID_REPEATED, &[Mark::TwoIds, Mark::SameId]),
    (&RECORD_FIELD_UNKNOWN, &[Mark::UnknownField]),
    (&RECORD_FIELD_MALFORMED, &[Mark::OddFieldName]),
    (&SEVERAL_STS_RECORDS, &[Mark::Several]),
    (&RECORD_TWICE, &[Mark::Several]),
    (&TXT_DISCARDED, &[Mark::Foreign, Mark::OtherVersion, Mark::NearRecord]),
    (&NO_RECORD_KEPT, &[Mark::NoneKept]),
    (&BLANK_COSTS_RECORD, &[Mark::NearlyKept]),
    (&URI_CHARACTER, &[Mark::UriBeyondAscii]),
    (&WRAPPED_DESTINATION, &[Mark::AngleBrackets]),
];

/// What the known senders do about what this rule finds, by its code or its name. Empty where nothing was measured, and
/// where they do as the RFC says.
#[must_use]
pub fn notes_for_rule(code_or_name: &str) -> Vec<RuleNote> {
    marks_of(code_or_name).into_iter().filter_map(note).collect()
}

/// The same as text, for the page of the rule: see [`reception`]. Empty where there is no note.
#[must_use]
pub fn reception_of_rule(code_or_name: &str) -> String {
    let mut out = String::new();
    for note in notes_for_rule(code_or_name) {
        reception::write(&mut out, &about(&note), &rows(&note));
    }
    out
}

/// The trait and how it is known, as a sentence.
fn about(note: &RuleNote) -> String {
    let when = capital(note.when);
    let mut measured: Vec<&str> = SENDERS.iter().map(|sender| sender.measured).collect();
    measured.dedup();
    let told = note.refuses.len() + note.otherwise.len() + note.honours.len() + note.not_measured.len();
    let rest = if told < SENDERS.len() {
        " Who isn’t named goes by other things in the text."
    } else {
        ""
    };
    format!("{when}: measured by running them, {}.{rest}", measured.join(" and "))
}

/// Who takes the text in which way; a row for each of the other readings.
fn rows(note: &RuleNote) -> Vec<(Way, String)> {
    let mut rows = vec![(REFUSES, names(&note.refuses))];
    let mut readings: Vec<&str> = Vec::new();
    for (_, reading) in &note.otherwise {
        if !readings.contains(reading) {
            readings.push(reading);
        }
    }
    for reading in readings {
        let of_it = note.otherwise.iter().filter(|(_, words)| *words == reading);
        let who: Vec<&Sender> = of_it.map(|(sender, _)| *sender).collect();
        rows.push((OTHERWISE, format!("{reading}: {}", names(&who))));
    }
    rows.push((HONOURS, names(&note.honours)));
    rows.push((NOT_MEASURED, names(&note.not_measured)));
    rows.retain(|(_, who)| !who.is_empty());
    rows
}

/// The names, each with the version that was run.
fn names(senders: &[&Sender]) -> String {
    let names: Vec<String> = senders.iter().map(|sender| sender.called()).collect();
    names.join(", ")
}

/// The traits that a rule finds and that something is known about.
fn marks_of(code_or_name: &str) -> Vec<Mark> {
    let called = |rule: &Rule| rule.code == code_or_name || rule.name == code_or_name;
    if let Some((_, marks)) = SEVERAL.iter().find(|(rule, _)| called(rule)) {
        return marks.to_vec();
    }
    let tables = [policy_marks::OF_RULES, record::OF_RULES, tlsrpt::OF_RULES];
    let mut fixed = tables.into_iter().flatten();
    let found = fixed.find(|(rule, _)| called(rule));
    found.map(|(_, mark)| *mark).into_iter().collect()
}

/// The rule that a trait belongs to which was found without it.
pub(super) fn rule_of(mark: Mark) -> Option<&'static Rule> {
    // A second colon may stand on any line.
    let told = mark != Mark::SecondColon;
    let found = SEVERAL.iter().find(|(_, marks)| told && marks.contains(&mark));
    found.map(|(rule, _)| *rule)
}

/// The note on a trait; `None` where there is nothing to tell.
fn note(mark: Mark) -> Option<RuleNote> {
    let mut note = RuleNote {
        when: mark.words(),
        refuses: Vec::new(),
        otherwise: Vec::new(),
        honours: Vec::new(),
        not_measured: Vec::new(),
    };
    for (sender, does) in SENDERS.iter().zip(mark.does()) {
        match does {
            Does::Unknown => note.not_measured.push(sender),
            Does::Plain => {}
            Does::Takes => note.honours.push(sender),
            Does::Refuses => note.refuses.push(sender),
            other => note.otherwise.push((sender, other.words())),
        }
    }
    let told = !(note.refuses.is_empty() && note.otherwise.is_empty() && note.honours.is_empty());
    told.then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_become_text() {
        for (code, text) in [
            ("STS214", ""),
            (
                "STS220",
                "A blank line at the end: measured by running them, mid-2026.\n\
                 refuses|mox, maddy, postfix-tlspol\n\
                 honours|chasquid, postfix-mta-sts-resolver 1.5.1, Stalwart 2025-06, KumoMTA, mailauth 7\n",
            ),
            (
                "STS213",
                "`max_age` over the limit: measured by running them, mid-2026.\n\
                 refuses|chasquid, postfix-mta-sts-resolver 1.5.1, mailauth 7\n\
                 reads otherwise|keeps the policy for 31557600 seconds: postfix-tlspol\n\
                 reads otherwise|keeps the policy for 1 day: Stalwart 2025-06\n\
                 honours|mox, maddy, KumoMTA\n",
            ),
            (
                "STS253",
                "`max_age` under an hour: measured by running them, mid-2026. Who isn’t named goes by other things in \
                 the text.\nreads otherwise|keeps the policy for 1 day: Stalwart 2025-06\n",
            ),
        ] {
            let made = reception_of_rule(code);
            let first = made.split("\n\n").next().unwrap_or_default();
            assert_eq!(first.trim_end(), text.trim_end(), "{code}");
        }
    }

    #[test]
    fn every_note_names_each_sender_once_at_most() {
        for rule in crate::registry::all() {
            let text = reception_of_rule(rule.code);
            let notes: Vec<_> = reception::read(&text).collect();
            assert_eq!(notes.len(), notes_for_rule(rule.code).len(), "{}", rule.code);
            for note in notes {
                let told: Vec<_> = note.rows().map(|(_, who)| who).collect();
                for sender in &SENDERS {
                    let named = told
                        .iter()
                        .flat_map(|who| who.split([',', ':']))
                        .filter(|name| name.trim() == sender.called());
                    assert!(named.count() <= 1, "{}: {note:?}", rule.code);
                }
                assert!(!told.is_empty(), "{}: {note:?}", rule.code);
            }
        }
    }
}
