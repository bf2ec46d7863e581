//! Another mode or `max_age`.

use super::*;

#[test]
fn another_policy_holds_for_all_when_the_old_one_is_over() {
    let both = "mx1.example.com mx2.example.com";
    let change = |mode: &str, mx: &str, max_age| Change::Policy {
        policy: policy(mode, mx, max_age),
    };
    for (what, today, change, want) in [
        (
            "a longer max_age",
            published("enforce", 604_800),
            change("enforce", both, 1_209_600),
            vec![("change", 0), ("old-gone", 7 * DAY + HOUR)],
        ),
        (
            "back to testing",
            published("enforce", 1_209_600),
            change("testing", both, 86_400),
            vec![("change", 0), ("old-gone", 14 * DAY + HOUR)],
        ),
        (
            "testing stays testing",
            published("testing", 604_800),
            change("testing", "*.example.com", 1),
            vec![("change", 0)],
        ),
        (
            "not known what there is",
            Today {
                policy: Known::Unknown,
                ..published("testing", 1)
            },
            change("none", "", 86_400),
            vec![("change", 0), ("old-gone", YEAR + HOUR)],
        ),
    ] {
        let plan = make(&today, &change);
        let found: Vec<_> = plan
            .steps
            .iter()
            .map(|step| (step.key, step.not_before.unwrap() - NOW))
            .collect();
        assert_eq!(found, want, "{what}: {plan:#?}");
    }
    let plan = make(
        &published("enforce", 604_800),
        &change("enforce", "MX2.example.com mx1.example.com", 604_800),
    );
    assert!(plan.steps.is_empty(), "{plan:#?}");
    let plan = make(
        &published("enforce", 604_800),
        &change("enforce", "mx1.example.com", 604_800),
    );
    assert!(plan.dangers[0].contains("`mx2.example.com`"), "{plan:#?}");
}

#[test]
fn what_turns_to_enforce_goes_through_testing_and_is_short_first() {
    let change = Change::Policy {
        policy: policy("enforce", "*.example.com", 2_419_200),
    };
    let plan = make(
        &Today {
            since: Some(NOW - 30 * DAY),
            ..published("testing", 86_400)
        },
        &change,
    );
    // The lines are others, so the days in testing begin anew.
    assert_eq!(step(&plan, "serve").state, Now);
    assert_eq!(step(&plan, "enforce").not_before, Some(NOW + 14 * DAY + HOUR));
    assert!(text(step(&plan, "enforce"), Kind::Policy).contains("max_age: 86400"));
    assert!(text(step(&plan, "keep-longer"), Kind::Policy).contains("max_age: 2419200"));
    let plan = make(
        &Today {
            policy: Known::Found(policy("testing", "*.example.com", 86_400)),
            since: Some(NOW - 30 * DAY),
            ..published("testing", 86_400)
        },
        &change,
    );
    assert_eq!(step(&plan, "enforce").state, Now);
    assert_eq!(
        text(step(&plan, "enforce"), Kind::Difference),
        "- mode: testing\n+ mode: enforce\n"
    );
    // A policy in enforce that is kept for a day need not become longer.
    let plan = make(
        &nothing(),
        &Change::Policy {
            policy: policy("enforce", "*.example.com", 86_400),
        },
    );
    assert_eq!(plan.steps.last().unwrap().key, "enforce");
}
