//! The arithmetic of each change, as tables; and that what a plan prints is what it says.

use super::*;
use crate::dns::Name;
use crate::rule::Findings;
use crate::sts::policy::parse;
use crate::sts::{MAX_AGE_LIMIT, Policy, record};
use crate::tlsrpt;

/// 24 Nov 2026, 12:00 UTC.
pub(super) const NOW: i64 = 1_795_521_600;
pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 86_400;
pub(super) const YEAR: i64 = MAX_AGE_LIMIT.cast_signed();

fn policy(mode: &str, mx: &str, max_age: u64) -> Policy {
    let lines: String = mx.split_whitespace().flat_map(|mx| ["mx: ", mx, "\n"]).collect();
    let text = format!("version: STSv1\nmode: {mode}\n{lines}max_age: {max_age}\n");
    parse(text.as_bytes(), &mut Findings::new()).effective.unwrap()
}

fn names(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn nothing() -> Today {
    Today {
        record: Known::Absent,
        record_ttl: Some(3_600),
        policy: Known::Absent,
        hosts: Known::Found(names("mx1.example.com mx2.example.com")),
        mx_ttl: Some(7_200),
        reporting: Known::Found(()),
        earlier: Some(0),
        ..Today::new(Name::parse("example.com").unwrap(), NOW)
    }
}

pub(super) fn published(mode: &str, max_age: u64) -> Today {
    Today {
        record: Known::Found("20260101T000000Z".into()),
        policy: Known::Found(policy(mode, "mx1.example.com mx2.example.com", max_age)),
        ..nothing()
    }
}

pub(super) fn make(today: &Today, change: &Change) -> Plan {
    let plan = plan(today, change, &Options::default(), NOW);
    sound(&plan);
    plan
}

/// What holds of every plan.
pub(super) fn sound(plan: &Plan) {
    let mut last = plan.made;
    let mut ids = Vec::new();
    let mut keys = Vec::new();
    assert!(plan.steps.len() <= 8, "{plan:#?}");
    assert!(!plan.title.is_empty() && !plan.summary.is_empty());
    for step in &plan.steps {
        assert_eq!(step.not_before.is_none(), step.state == State::Done, "{step:#?}");
        let at = step.not_before.unwrap_or(last);
        assert!(at >= last, "{} goes back: {plan:#?}", step.key);
        assert!(step.until.is_none_or(|until| until >= at), "{step:#?}");
        assert_eq!(at % 60, 0, "{step:#?}");
        if step.state == State::Now {
            assert_eq!(at, plan.made, "{step:#?}");
        }
        last = at;
        assert!(!keys.contains(&step.key), "{} twice", step.key);
        keys.push(step.key);
        for paste in &step.pastes {
            read_back(paste, plan, &mut ids);
        }
        for text in [&step.title, &step.words, &step.why, &step.after, &step.watch] {
            assert_eq!(text.matches('`').count() % 2, 0, "{text}");
            assert!(!text.contains("  ") && !text.contains('!'), "{text}");
        }
        assert!(step.words.ends_with('.') || step.words.ends_with('”'), "{}", step.words);
        assert!(!step.why.ends_with('.') && !step.after.ends_with('.'), "{step:#?}");
    }
    for text in plan.assumptions.iter().chain(&plan.dangers).chain(&plan.obstacles) {
        assert!(text.ends_with('.'), "{text}");
    }
}

/// Every text of a plan is read by the crate's own readers: no error, no warning that the plan doesn't tell.
fn read_back(paste: &Paste, plan: &Plan, ids: &mut Vec<String>) {
    let mut findings = Findings::faults();
    match paste.kind {
        Kind::Policy => {
            let read = parse(paste.text.as_bytes(), &mut findings);
            assert!(read.effective.is_some(), "{}: {findings:?}", paste.text);
            let mut told = paste.warnings.clone();
            for finding in findings.as_slice() {
                if finding.severity <= crate::rule::Severity::Warning {
                    assert!(told.contains(finding), "{}: {}", paste.text, finding.message());
                    told.retain(|known| known != finding);
                }
            }
            assert!(told.is_empty(), "{told:?}");
        }
        Kind::Record if paste.label.contains("_smtp._tls") => {
            assert!(tlsrpt::parse(paste.text.as_bytes(), &mut findings).is_some());
            assert!(
                findings
                    .worst()
                    .is_none_or(|worst| worst > crate::rule::Severity::Warning),
                "{findings:?}"
            );
        }
        Kind::Record => {
            let read = record::parse(paste.text.as_bytes(), &mut findings).unwrap();
            assert!(findings.as_slice().is_empty(), "{}: {findings:?}", paste.text);
            assert!(!ids.contains(&read.id), "{} twice in {plan:#?}", read.id);
            ids.push(read.id);
        }
        Kind::Difference => {
            assert!(
                paste
                    .text
                    .lines()
                    .all(|line| line.starts_with("- ") || line.starts_with("+ ")),
                "{}",
                paste.text
            );
        }
        Kind::Command => assert!(paste.text.starts_with("curl "), "{}", paste.text),
    }
}

/// Key, state, and when, in seconds from now.
pub(super) fn times(plan: &Plan) -> Vec<(&'static str, State, Option<i64>)> {
    let steps = plan.steps.iter();
    steps
        .map(|step| (step.key, step.state, step.not_before.map(|at| at - NOW)))
        .collect()
}

pub(super) fn step<'a>(plan: &'a Plan, key: &str) -> &'a Step {
    plan.steps.iter().find(|step| step.key == key).unwrap()
}

pub(super) fn text(step: &Step, kind: Kind) -> &str {
    &step.pastes.iter().find(|paste| paste.kind == kind).unwrap().text
}

use State::{Done, Later, Now};

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
            "a first policy in testing",
            nothing(),
            change("testing", both, 86_400),
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
