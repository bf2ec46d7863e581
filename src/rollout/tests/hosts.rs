//! Other hosts, and another provider.

use super::*;

#[test]
fn new_hosts_wait_for_the_old_policy() {
    let change = Change::MxHosts {
        hosts: names("mx1.example.com MX3.example.com."),
    };
    for (what, today, moved, drained) in [
        (
            "enforce for a year, TTL of a day",
            Today {
                record_ttl: Some(86_400),
                ..published("enforce", MAX_AGE_LIMIT)
            },
            DAY + YEAR,
            DAY + YEAR + 5 * DAY + 2 * HOUR,
        ),
        (
            "enforce for two weeks",
            published("enforce", 1_209_600),
            HOUR + 14 * DAY,
            HOUR + 14 * DAY + 5 * DAY + 2 * HOUR,
        ),
        (
            "an earlier policy was kept for longer",
            Today {
                earlier: Some(MAX_AGE_LIMIT),
                since: Some(NOW - 10 * DAY),
                ..published("enforce", 86_400)
            },
            HOUR + YEAR - 10 * DAY,
            HOUR + YEAR - 10 * DAY + 5 * DAY + 2 * HOUR,
        ),
        (
            "an earlier policy was kept for longer, but long ago",
            Today {
                earlier: Some(1_209_600),
                since: Some(NOW - 100 * DAY),
                ..published("enforce", 86_400)
            },
            HOUR + DAY,
            HOUR + DAY + 5 * DAY + 2 * HOUR,
        ),
        (
            "in testing nothing is refused",
            published("testing", MAX_AGE_LIMIT),
            HOUR,
            HOUR + 5 * DAY + 2 * HOUR,
        ),
        (
            "in testing, after enforce",
            Today {
                earlier: Some(1_209_600),
                since: Some(NOW - DAY),
                ..published("testing", 86_400)
            },
            HOUR + 13 * DAY,
            HOUR + 13 * DAY + 5 * DAY + 2 * HOUR,
        ),
    ] {
        let plan = make(&today, &change);
        assert_eq!(
            times(&plan),
            [
                ("cover", Now, Some(0)),
                ("mx", Later, Some(moved)),
                ("drain", Later, Some(moved)),
                ("narrow", Later, Some(drained)),
            ],
            "{what}: {plan:#?}"
        );
        assert_eq!(
            text(step(&plan, "cover"), Kind::Difference),
            "+ mx: mx3.example.com\n",
            "{what}"
        );
        assert_eq!(
            text(step(&plan, "narrow"), Kind::Difference),
            "- mx: mx2.example.com\n",
            "{what}"
        );
        assert_eq!(step(&plan, "drain").until, Some(NOW + drained), "{what}");
    }
}

#[test]
fn hosts_change_at_once_where_nothing_can_refuse_them() {
    let to = |hosts: &str| Change::MxHosts { hosts: names(hosts) };
    let wide = |earlier, since| Today {
        policy: Known::Found(policy("enforce", "*.example.com", 86_400)),
        earlier,
        since,
        ..published("enforce", 86_400)
    };
    for (what, today, change, want) in [
        (
            "only hosts that go",
            published("enforce", 86_400),
            to("mx1.example.com"),
            vec![("cover", None), ("mx", Some(0))],
        ),
        ("no policy", nothing(), to("x.example.net"), vec![("mx", Some(0))]),
        (
            "mode none",
            published("none", 86_400),
            to("x.example.net"),
            vec![("mx", Some(0))],
        ),
        (
            "mode none since yesterday, after enforce",
            Today {
                earlier: Some(604_800),
                since: Some(NOW - DAY),
                ..published("none", 86_400)
            },
            to("x.example.net"),
            vec![("mx", Some(6 * DAY + HOUR))],
        ),
        (
            "covered already, and nothing else was served before",
            wide(Some(0), None),
            to("mx1.example.com x.example.com"),
            vec![("cover", None), ("mx", Some(0))],
        ),
        (
            "covered since a day, a policy of a week before",
            wide(Some(604_800), Some(NOW - DAY)),
            to("mx1.example.com x.example.com"),
            vec![("cover", None), ("mx", Some(6 * DAY + HOUR))],
        ),
        (
            "covered, and nothing known of before",
            wide(None, None),
            to("mx1.example.com x.example.com"),
            vec![("cover", None), ("mx", Some(YEAR + HOUR))],
        ),
        (
            "covered for years",
            wide(None, Some(NOW - 400 * DAY)),
            to("mx1.example.com x.example.com"),
            vec![("cover", None), ("mx", Some(0))],
        ),
    ] {
        let plan = make(&today, &change);
        let found: Vec<_> = times(&plan)
            .iter()
            .map(|(key, _, at)| (*key, *at))
            .take(want.len())
            .collect();
        assert_eq!(found, want, "{what}: {plan:#?}");
    }
    let plan = make(&published("enforce", 86_400), &to("mx2.example.com mx1.example.com"));
    assert!(plan.steps.is_empty() && plan.summary.contains("already"), "{plan:#?}");
    // The MX record has changed, and a line is left over.
    let left = Today {
        policy: Known::Found(policy(
            "enforce",
            "mx1.example.com mx2.example.com old.example.net",
            86_400,
        )),
        ..published("enforce", 86_400)
    };
    for change in [
        to("mx2.example.com mx1.example.com"),
        Change::Provider {
            hosts: names("mx1.example.com mx2.example.com"),
            patterns: names("mx1.example.com"),
        },
    ] {
        let plan = make(&left, &change);
        let want = [
            ("cover", Done, None),
            ("mx", Done, None),
            ("narrow", Later, Some(5 * DAY + 2 * HOUR)),
        ];
        assert_eq!(times(&plan), want, "{plan:#?}");
        assert_eq!(text(step(&plan, "narrow"), Kind::Difference), "- mx: old.example.net\n");
    }
    let plan = make(&published("enforce", 86_400), &to("b@d"));
    assert!(
        plan.steps.is_empty() && plan.summary.contains("Name the MX hosts"),
        "{plan:#?}"
    );
}

#[test]
fn what_may_have_been_before_is_said_where_it_decides() {
    let proviso = "f none in `enforce` was served in the last 366 days, the MX record may change";
    let to = |hosts: &str| Change::MxHosts { hosts: names(hosts) };
    let more = "mx1.example.com mx2.example.com mx3.example.com";
    for (what, today, hosts, want) in [
        ("no policy", nothing(), more, true),
        ("mode none", published("none", 86_400), more, true),
        ("testing", published("testing", 86_400), more, true),
        (
            "testing, covered already",
            Today {
                policy: Known::Found(policy("testing", "*.example.com", 86_400)),
                ..published("testing", 86_400)
            },
            more,
            true,
        ),
        // The wait for the policy of today is the sentence, and the rest is among what is taken for granted.
        ("enforce", published("enforce", 86_400), more, false),
        (
            "hosts that only go",
            published("testing", 86_400),
            "mx1.example.com",
            false,
        ),
    ] {
        let unknown = Today {
            earlier: None,
            ..today.clone()
        };
        let plan = make(&unknown, &to(hosts));
        assert_eq!(plan.summary.contains(proviso), want, "{what}: {}", plan.summary);
        let known = make(&today, &to(hosts));
        assert!(!known.summary.contains("If none"), "{what}: {}", known.summary);
    }
}

#[test]
fn a_new_provider_comes_in_beside_the_old_one() {
    let today = Today {
        delegated: Some("hosted.old.example".into()),
        ..published("enforce", 604_800)
    };
    let change = Change::Provider {
        hosts: names("a.new.example b.new.example odd.example"),
        patterns: names("*.new.example"),
    };
    let plan = make(&today, &change);
    assert_eq!(
        text(step(&plan, "cover"), Kind::Policy),
        "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: mx2.example.com\nmx: *.new.example\nmx: odd.example\nmax_age: 604800\n"
    );
    assert_eq!(
        text(step(&plan, "narrow"), Kind::Policy),
        "version: STSv1\nmode: enforce\nmx: *.new.example\nmx: odd.example\nmax_age: 604800\n"
    );
    assert_eq!(step(&plan, "mx").not_before, Some(NOW + 7 * DAY + HOUR));
    assert!(step(&plan, "cover").words.contains("`hosted.old.example`"));
    assert!(step(&plan, "narrow").words.contains("contract"));
    // A record without a policy: senders may hold anything.
    let plan = make(
        &Today {
            policy: Known::Absent,
            ..today.clone()
        },
        &change,
    );
    assert_eq!(step(&plan, "mx").not_before, Some(NOW + YEAR + HOUR));
    assert!(text(step(&plan, "cover"), Kind::Policy).contains("mode: testing"));
    // A policy that can't be seen: lines to be added.
    let plan = make(
        &Today {
            policy: Known::Unknown,
            ..today
        },
        &change,
    );
    assert_eq!(
        text(step(&plan, "cover"), Kind::Difference),
        "+ mx: *.new.example\n+ mx: odd.example\n"
    );
}
