//! A first roll-out, from nothing or from where it stands.

use super::*;

#[test]
fn from_nothing_to_enforce() {
    let plan = make(&nothing(), &Change::First);
    assert_eq!(
        times(&plan),
        [
            ("tls-reports", Done, None),
            ("serve", Now, Some(0)),
            ("record", Now, Some(0)),
            ("watch", Later, Some(0)),
            ("enforce", Later, Some(14 * DAY + HOUR)),
            ("keep-longer", Later, Some(21 * DAY + 2 * HOUR)),
        ]
    );
    assert_eq!(step(&plan, "watch").until, Some(NOW + 14 * DAY + HOUR));
    assert_eq!(
        text(step(&plan, "serve"), Kind::Policy),
        "version: STSv1\nmode: testing\nmx: mx1.example.com\nmx: mx2.example.com\nmax_age: 86400\n"
    );
    assert_eq!(
        text(step(&plan, "record"), Kind::Record),
        "v=STSv1; id=20261124T120000Z;"
    );
    let enforce = step(&plan, "enforce");
    assert_eq!(text(enforce, Kind::Difference), "- mode: testing\n+ mode: enforce\n");
    assert_eq!(text(enforce, Kind::Record), "v=STSv1; id=20261208T130000Z;");
    assert_eq!(
        enforce.why.replace('\u{a0}', " "),
        "14 days after step 3, and 1 hour of TTL"
    );
    assert_eq!(enforce.back.as_ref().unwrap().lasts, 86_400 + 3_600);
    // The one warning is that the short max_age is short, and the step says so.
    let warned: Vec<_> = enforce.pastes[0]
        .warnings
        .iter()
        .map(|finding| finding.rule.name)
        .collect();
    assert_eq!(warned, ["MAX_AGE_SHORT"]);
    assert!(enforce.words.contains("short is meant so"));
    let longer = step(&plan, "keep-longer");
    assert_eq!(text(longer, Kind::Difference), "- max_age: 86400\n+ max_age: 1209600\n");
    assert_eq!(longer.back.as_ref().unwrap().lasts, 1_209_600 + 3_600);
    assert_eq!(
        plan.summary.replace('\u{a0}', " "),
        "From no policy to enforce on 8 Dec 2026, 13:00 UTC at the earliest, if what can be done now is done now."
    );
}

#[test]
fn a_roll_out_goes_on_where_it_stands() {
    let testing = |since: Option<i64>| Today {
        since,
        ..published("testing", 86_400)
    };
    let enforce = |max_age, since| Today {
        since,
        ..published("enforce", max_age)
    };
    for (what, today, want) in [
        (
            "testing for 20 days: enforce is now",
            testing(Some(NOW - 20 * DAY)),
            [Done, Done, Done, Done, Now, Later].map(Some),
        ),
        (
            "testing since an unknown day: the days begin now",
            testing(None),
            [Done, Done, Done, Now, Later, Later].map(Some),
        ),
        (
            "testing for 14 days, but not for the TTL as well",
            testing(Some(NOW - 14 * DAY)),
            [Done, Done, Done, Now, Later, Later].map(Some),
        ),
        (
            "enforce for a day, since 8 days",
            enforce(86_400, Some(NOW - 8 * DAY)),
            [Done, Done, Done, Done, Done, Now].map(Some),
        ),
        (
            "enforce, long enough",
            enforce(1_209_600, None),
            [Done, Done, Done, Done, Done, Done].map(Some),
        ),
    ] {
        let plan = make(&today, &Change::First);
        let states: Vec<_> = plan.steps.iter().map(|step| Some(step.state)).collect();
        assert_eq!(states, want, "{what}: {plan:#?}");
    }
    let at = |since| {
        step(&make(&testing(since), &Change::First), "enforce")
            .not_before
            .map(|at| at - NOW)
    };
    assert_eq!(at(None), Some(14 * DAY + HOUR));
    assert_eq!(at(Some(NOW - 14 * DAY)), Some(HOUR));
    assert_eq!(at(Some(NOW - 13 * DAY)), Some(DAY + HOUR));
    assert_eq!(at(Some(NOW + DAY)), Some(14 * DAY + HOUR), "since a day to come");
}

#[test]
fn the_first_roll_out_minds_what_is_there() {
    // A policy in enforce that nobody is told of: with the record it would be in force at once.
    let plan = make(
        &Today {
            record: Known::Absent,
            ..published("enforce", 86_400)
        },
        &Change::First,
    );
    assert_eq!(step(&plan, "serve").state, Now);
    assert!(text(step(&plan, "serve"), Kind::Difference).contains("+ mode: testing"));
    assert_eq!(step(&plan, "enforce").not_before, Some(NOW + 14 * DAY + HOUR));
    // One in enforce that misses a host: covered first, and not softened.
    let plan = make(
        &Today {
            policy: Known::Found(policy("enforce", "mx1.example.com", 86_400)),
            ..published("enforce", 86_400)
        },
        &Change::First,
    );
    assert_eq!(text(step(&plan, "serve"), Kind::Difference), "+ mx: mx2.example.com\n");
    assert_eq!(step(&plan, "enforce").state, Done);
    assert_eq!(step(&plan, "keep-longer").not_before, Some(NOW + 7 * DAY + HOUR));
    // Hosts of a known provider by its patterns; a name that no pattern can hold is a danger.
    let plan = make(
        &Today {
            hosts: Known::Found(names("aspmx.l.google.com alt1.aspmx.l.google.com my_host.example.com")),
            reporting: Known::Absent,
            ..nothing()
        },
        &Change::First,
    );
    assert_eq!(
        text(step(&plan, "serve"), Kind::Policy),
        "version: STSv1\nmode: testing\nmx: aspmx.l.google.com\nmx: *.aspmx.l.google.com\nmax_age: 86400\n"
    );
    assert!(plan.dangers[0].contains("`my_host.example.com`"), "{plan:#?}");
    assert_eq!(step(&plan, "tls-reports").state, Now);
    for (hosts, what) in [
        (Known::Absent, "takes no mail"),
        (Known::Unknown, "aren’t known"),
        (Known::Pending, "aren’t known"),
        (Known::Found(names("a_b.example")), "No MX host can be named"),
    ] {
        let plan = make(&Today { hosts, ..nothing() }, &Change::First);
        assert!(plan.steps.is_empty() && plan.summary.contains(what), "{plan:#?}");
    }
}

#[test]
fn unknowns_make_the_plan_say_what_it_assumes() {
    let unknown = Today {
        hosts: Known::Found(names("mx1.example.com")),
        ..Today::new(Name::parse("example.com").unwrap(), NOW)
    };
    let says = |plan: &Plan, what: &str| plan.assumptions.iter().any(|words| words.contains(what));
    let plan = make(&unknown, &Change::First);
    assert!(says(&plan, "TTL of the record isn’t known"), "{plan:#?}");
    assert!(says(&plan, "The policy of today isn’t known"), "{plan:#?}");
    assert_eq!(step(&plan, "enforce").not_before, Some(NOW + 15 * DAY));
    assert!(step(&plan, "tls-reports").words.contains("could not be seen"));
    let change = Change::MxHosts {
        hosts: names("new.example.com"),
    };
    let plan = make(&unknown, &change);
    assert!(says(&plan, "worst case"), "{plan:#?}");
    // A day for the record, a year for the policy; then 5 days for queues, and a day for the MX record.
    assert_eq!(step(&plan, "mx").not_before, Some(NOW + DAY + YEAR));
    assert_eq!(step(&plan, "narrow").not_before, Some(NOW + DAY + YEAR + 6 * DAY));
    let rounded = Today {
        ttls_rounded: true,
        ..published("enforce", 86_400)
    };
    assert!(
        says(&make(&rounded, &change), "The TTL of the record is"),
        "{rounded:#?}"
    );
}
