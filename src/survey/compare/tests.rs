use super::*;
use crate::dns::{Failure, Name, Row};

fn txt(text: &str, ttl: u32) -> Lookup {
    Lookup::Answer(Answer {
        rows: vec![Row {
            owner: "_mta-sts.example.com".into(),
            ttl,
            rtype: Rtype::TXT,
            data: Data::Txt {
                text: text.into(),
                strings: None,
            },
        }],
        ..Answer::default()
    })
}

fn of(lookups: Vec<Lookup>) -> Comparison {
    Comparison::of(&survey(lookups.into_iter().map(|lookup| (lookup, 1)).collect()))
}

fn survey(lookups: Vec<(Lookup, u32)>) -> Survey {
    let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
    for (n, (lookup, at)) in lookups.into_iter().enumerate() {
        survey.record(
            Question::Dns {
                name: Name::parse("_mta-sts.example.com").unwrap(),
                rtype: Rtype::TXT,
            },
            Reported {
                from: ["Google", "Cloudflare", "own"][n].into(),
                at,
                reply: Reply::Dns(lookup),
            },
        );
    }
    survey
}

#[test]
fn what_differs_is_told_apart() {
    let absent = |ttl| {
        Lookup::Answer(Answer {
            negative_ttl: Some(ttl),
            ..Answer::default()
        })
    };
    let failed = Lookup::Failed(Failure::TimedOut);
    for (lookups, together) in [
        (vec![txt("a", 300), txt("a", 20)], Together::Alike),
        (vec![txt("a", 3_600), txt("b", 1_420)], Together::Changing(1_420)),
        (
            vec![txt("b", 1_420), txt("a", 3_600), txt("b", 600)],
            Together::Changing(1_420),
        ),
        (vec![txt("a", 300), txt("b", 300)], Together::Views),
        (vec![txt("a", 300), txt("b", 295)], Together::Views),
        (vec![txt("a", 3_600), absent(120)], Together::Changing(120)),
        (vec![txt("a", 300), txt("a", 300), failed.clone()], Together::Half),
        // Nobody agrees with silence.
        (vec![txt("a", 300), failed.clone()], Together::Single),
        (vec![failed.clone(), failed], Together::Single),
        (vec![txt("a", 300)], Together::Single),
    ] {
        let comparison = of(lookups.clone());
        assert_eq!(comparison.names[0].together, together, "{lookups:?}");
        assert_eq!(comparison.differing(), usize::from(together.differs()));
    }
    assert_eq!(of(vec![txt("a", 3_600), txt("b", 1_420)]).until(), Some(1_420));
}

#[test]
fn time_left_is_counted_from_when_an_answer_came() {
    let left = |comparison: &Comparison| -> Vec<Option<u32>> {
        let left = |says: &Says| match says {
            Says::Answered { left, .. } => *left,
            _ => None,
        };
        comparison.names[0].says.iter().map(left).collect()
    };
    for (first, later, at, want, together) in [
        // Half a minute passed: of the first answer half is over.
        (60, 60, 30_000, [Some(30), Some(60)], Together::Changing(30)),
        // It is over altogether.
        (300, 300, 600_000, [Some(0), Some(300)], Together::Changing(0)),
        // Both came fresh, one of them late: the seconds between them are no age.
        (60, 60, 5_000, [Some(55), Some(60)], Together::Views),
        (60, 40, 5_000, [Some(55), Some(40)], Together::Changing(40)),
        // The one that came first is the younger one.
        (300, 20, 60_000, [Some(240), Some(20)], Together::Changing(20)),
    ] {
        let comparison = Comparison::of(&survey(vec![(txt("a", first), 0), (txt("b", later), at)]));
        assert_eq!(left(&comparison), want);
        assert_eq!(comparison.names[0].together, together, "{first} {later} {at}");
    }
}

#[test]
fn who_was_not_asked_does_not_agree() {
    let answered = || (vec!["a".to_owned()], None);
    assert_eq!(together(&[answered(), answered()], 2), Together::Alike);
    assert_eq!(together(&[answered(), answered()], 3), Together::Half);
    assert_eq!(together(&[answered()], 2), Together::Single);
    assert_eq!(together(&[], 2), Together::Single);
}

#[test]
fn a_later_answer_counts_before_an_earlier_failure() {
    let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
    let question = Question::Dns {
        name: Name::parse("_mta-sts.example.com").unwrap(),
        rtype: Rtype::TXT,
    };
    for lookup in [
        txt("old", 5),
        Lookup::Failed(Failure::TimedOut),
        txt("new", 9),
        Lookup::Failed(Failure::TimedOut),
    ] {
        survey.record(
            question.clone(),
            Reported {
                from: "Google".into(),
                at: 1,
                reply: Reply::Dns(lookup),
            },
        );
    }
    let comparison = Comparison::of(&survey);
    assert_eq!(
        comparison.names[0].says,
        [Says::Answered {
            values: vec!["new".into()],
            left: Some(9),
            signed: false
        }]
    );
}

#[test]
fn nothing_asked_is_nothing_compared() {
    assert_eq!(
        Comparison::of(&Survey::new(Name::parse("x.example").unwrap(), None, 0)),
        Comparison::default()
    );
}
