//! What holds of the readings of any text.

use super::tests::verbs;
use super::*;
use crate::rule::{Findings, Severity};

/// Whatever trait a rule leads to stands in the notes of that rule.
fn check_notes(marks: &judge::Marks) {
    for seen in marks.list() {
        let Some(rule) = seen.rule else { continue };
        let notes = notes_for_rule(rule.code);
        let does = seen.mark.does();
        if does
            .iter()
            .any(|does| !matches!(does, rows::Does::Unknown | rows::Does::Plain))
            && !seen.mark.words().is_empty()
        {
            assert!(
                notes.iter().any(|note| note.when == seen.mark.words()),
                "{}: {:?}",
                rule.name,
                seen.mark
            );
        }
    }
}

fn check(text: &[u8], readings: &[Reading], valid: bool) {
    assert_eq!(readings.len(), COUNT);
    for reading in readings {
        let honours = reading.verdict == Verdict::Honours;
        assert!(valid || !honours, "{}: {reading:?}", text.escape_ascii());
        assert_eq!(
            honours,
            reading.because.is_empty(),
            "{}: {reading:?}",
            text.escape_ascii()
        );
        for reason in &reading.because {
            assert!(!reason.words.is_empty());
            if let Some(span) = reason.span {
                assert!(
                    span.start <= span.end && span.end <= text.len(),
                    "{}: {reading:?}",
                    text.escape_ascii()
                );
            }
        }
    }
    let summary = summary(readings);
    let sum = summary.refuse + summary.otherwise + summary.as_written + summary.honour + summary.not_measured;
    assert_eq!(sum, COUNT);
}

fn check_all(text: &[u8]) {
    let mut findings = Findings::new();
    let by_rfc = crate::sts::policy::parse(text, &mut findings);
    let readings = readings_of_policy_found(text, &by_rfc, &findings);
    assert_eq!(readings, readings_of_policy(text));
    check(text, &readings, by_rfc.effective.is_some());
    check_notes(&policy_marks::common(text, &findings, &scan::scan(text, false)));
    let plain = findings
        .as_slice()
        .iter()
        .all(|finding| finding.severity == Severity::Good);
    let legal = scan::scan(text, false);
    if plain && legal.wildcard.is_none() && legal.mx > 0 && text.len() <= policy_marks::TEN_KB {
        assert_eq!(verbs(&readings), "all: honours", "{}", text.escape_ascii());
    }
    let (marks, valid) = record::traits(text);
    check(text, &readings_of_record(text), valid);
    check_notes(&marks);
    check(
        text,
        &readings_of_tlsrpt_record(text),
        crate::tlsrpt::parse(text, &mut Findings::faults()).is_some(),
    );
}

#[test]
fn every_example_of_every_rule_is_read() {
    use crate::sts::rules::{document, mx, policy, record, value};
    let lists = [document::RULES, mx::RULES, policy::RULES, record::RULES, value::RULES];
    for rule in lists.into_iter().chain(crate::tlsrpt::rules::RULES).flatten() {
        check_all(rule.bad.as_bytes());
        check_all(rule.good.as_bytes());
    }
}

#[test]
fn any_text_is_read() {
    const PARTS: &[&str] = &[
        "version: STSv1\n",
        "mode: enforce\n",
        "mode: none\n",
        "mx: a.example.com\n",
        "mx: *.b.example\n",
        "mx: 192.0.2.1\n",
        "max_age: 604800\n",
        "max_age: 0\n",
        "max_age: +5\n",
        "\n",
        " ",
        "\r",
        "\u{2028}",
        "\u{b}",
        "x: y",
        "x: a:b\n",
        "-x: y\n",
        "junk\n",
        "v=STSv1",
        ";",
        "id=1",
        "id=a-b",
        "v=STSv10;",
        "v=TLSRPTv1;",
        "rua=",
        "mailto:a@example.com",
        "https:",
        "!",
        "\u{fc}",
    ];
    crate::arb::property(|u| {
        check_all(&u.arbitrary::<Vec<u8>>()?);
        let mut texts = vec![Vec::new()];
        for _ in 0..u.int_in_range(0..=10)? {
            if u.ratio(1, 4)? {
                texts.push(Vec::new());
            }
            if let Some(text) = texts.last_mut() {
                text.extend_from_slice(u.choose(PARTS)?.as_bytes());
            }
        }
        for text in &texts {
            check_all(text);
        }
        let readings = readings_of_txt_set(&texts);
        let valid = crate::sts::txt_set::judge(&texts, &mut Findings::faults()).is_some();
        for reading in &readings {
            assert!(valid || reading.verdict != Verdict::Honours, "{texts:?}: {reading:?}");
            for reason in &reading.because {
                let text = reason.record.and_then(|record| texts.get(record)).unwrap_or(&texts[0]);
                assert!(
                    reason.span.is_none_or(|span| span.end <= text.len()),
                    "{texts:?}: {reading:?}"
                );
            }
        }
        Ok(())
    });
}
