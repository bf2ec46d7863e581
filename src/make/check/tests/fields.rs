//! What is told beside which field, and what a machine mends.

use super::*;

#[test]
fn what_a_form_begins_with_has_no_fault() {
    for mode in Mode::ALL {
        let mut form = good();
        form.set_mode(mode);
        let made = form.make(None, &to_ascii);
        assert_eq!(
            named(&made.problems),
            [(Field::Destinations, "REPORTS_TO_ITSELF")].map(|(_, name)| (Field::Destination(0), name))
        );
        assert!(made.is_publishable());
        assert_eq!(form.max_age, if mode == Mode::Enforce { "1209600" } else { "86400" });
    }
    let made = good().make(None, &to_ascii);
    assert_eq!(
        made.policy,
        "version: STSv1\nmode: testing\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 86400\n"
    );
    let records: Vec<_> = made
        .records
        .iter()
        .map(|record| (record.relative.as_str(), record.value()))
        .collect();
    assert_eq!(
        records,
        [
            ("_mta-sts", "v=STSv1; id=20261123T143200Z;".to_owned()),
            (
                "_smtp._tls",
                "v=TLSRPTv1; rua=mailto:tls-reports@example.com".to_owned()
            ),
        ]
    );
}

#[test]
fn every_slip_is_told_beside_its_field() {
    type Change = fn(&mut Form);
    let cases: [(Change, Field, &str); 22] = [
        (|form| form.domain.clear(), Field::Domain, "NO_DOMAIN"),
        (|form| form.domain = "192.0.2.1".into(), Field::Domain, "IS_ADDRESS"),
        (|form| form.domain = "www.example.com".into(), Field::Domain, "WEB_NAME"),
        (|form| form.patterns.clear(), Field::Patterns, "MX_MISSING"),
        (
            |form| form.patterns[1] = "mx.example.com.".into(),
            Field::Pattern(1),
            "MX_FINAL_DOT",
        ),
        (
            |form| form.patterns[1] = "10 mx.example.com".into(),
            Field::Pattern(1),
            "MX_PREFERENCE",
        ),
        (
            |form| form.patterns[0] = "a.example b.example".into(),
            Field::Pattern(0),
            "MX_SEVERAL",
        ),
        (
            |form| form.patterns[0] = "a.example\nmode: none".into(),
            Field::Pattern(0),
            "LINES_GLUED",
        ),
        (
            |form| form.patterns[1] = "mx.*.example".into(),
            Field::Pattern(1),
            "MX_WILDCARD_PLACE",
        ),
        (
            |form| form.patterns[1] = "MX1.example.com".into(),
            Field::Pattern(1),
            "MX_REPEATED",
        ),
        (|form| form.max_age = "soon".into(), Field::MaxAge, "MAX_AGE_NOT_DIGITS"),
        (
            |form| form.max_age = "1 hour".into(),
            Field::MaxAge,
            "MAX_AGE_UNDER_DAY",
        ),
        (
            |form| form.max_age = "40000000".into(),
            Field::MaxAge,
            "MAX_AGE_TOO_LONG",
        ),
        (|form| form.max_age.clear(), Field::MaxAge, "VALUE_EMPTY"),
        (|form| form.id = "2026-11-23".into(), Field::Id, "ID_CHARACTERS"),
        (|form| form.id = "1; id=2".into(), Field::Id, "ID_REPEATED"),
        (|form| form.rua.clear(), Field::Destinations, "NO_TLS_REPORTING"),
        (
            |form| form.rua.push("http://example.com/r".into()),
            Field::Destination(1),
            "HTTP_DESTINATION",
        ),
        (|form| form.host = "10.0.0.1".into(), Field::Host, "HOST_PRIVATE"),
        (|form| form.host = "a b".into(), Field::Host, "NOT_ONE_NAME"),
        (
            |form| form.host = "mta-sts.example.com".into(),
            Field::Host,
            "HOST_DANGLING",
        ),
        (
            |form| form.host = "someone.github.io".into(),
            Field::Host,
            "HOST_DELEGATED",
        ),
    ];
    for (change, field, name) in cases {
        let mut form = good();
        change(&mut form);
        let problems = form.check(None, &to_ascii);
        assert!(
            named(&problems).contains(&(field, name)),
            "{form:?}: {:?}",
            named(&problems)
        );
    }
}

#[test]
fn what_a_machine_can_mend_is_mended_in_the_field() {
    let mended = |change: fn(&mut Form), name: &str| {
        let mut form = good();
        change(&mut form);
        let problems = form.check(None, &to_ascii);
        let problem = problems.into_iter().find(|problem| problem.finding.rule.name == name);
        problem.and_then(|problem| problem.mend)
    };
    let replace = |items: &[&str]| Some(Mend::Replace(items.iter().map(|&item| item.to_owned()).collect()));
    assert_eq!(
        mended(|form| form.patterns[0] = "a.example.".into(), "MX_FINAL_DOT"),
        replace(&["a.example"])
    );
    assert_eq!(
        mended(|form| form.patterns[0] = "a.example, b.example".into(), "MX_SEVERAL"),
        replace(&["a.example", "b.example"])
    );
    assert_eq!(
        mended(|form| form.patterns[1] = "mx1.example.com".into(), "MX_REPEATED"),
        replace(&[])
    );
    assert_eq!(
        mended(|form| form.id = "2026-11-23".into(), "ID_CHARACTERS"),
        replace(&["20261123"])
    );
    assert_eq!(
        mended(|form| form.rua[0] = "http://example.com/r".into(), "HTTP_DESTINATION"),
        replace(&["https://example.com/r"])
    );
    assert_eq!(
        mended(|form| form.domain = "exam ple.com".into(), "NOT_ONE_NAME"),
        replace(&["example.com"])
    );
    assert_eq!(mended(|form| form.patterns.clear(), "MX_MISSING"), None);
}

#[test]
fn patterns_are_held_against_the_hosts_that_mail_goes_to() {
    let survey = live(&["mx1.example.com", "mx2.mail.example.net", "backup.eu.mail.example.net"]);
    let form = Form {
        patterns: ["mx1.example.com", "*.mail.example.net", "mta-sts.example.com"]
            .map(str::to_owned)
            .into(),
        ..Form::new("example.com", NOW)
    };
    let problems = form.check(Some(&survey), &to_ascii);
    let found = |name: &str| problems.iter().find(|problem| problem.finding.rule.name == name);
    let shallow = found("WILDCARD_ONE_LABEL").unwrap();
    assert_eq!(shallow.field, Field::Pattern(1));
    assert_eq!(shallow.mend, Some(Mend::Add(vec!["backup.eu.mail.example.net".into()])));
    assert_eq!(shallow.finding.severity, Severity::Warning);
    let web = found("POLICY_HOST_AS_MX").unwrap();
    assert_eq!(
        (web.field, &web.mend),
        (Field::Pattern(2), &Some(Mend::Replace(vec![])))
    );

    // Another domain's hosts say nothing.
    let other = Form {
        domain: "example.org".into(),
        ..form
    };
    assert!(
        other
            .check(Some(&survey), &to_ascii)
            .iter()
            .all(|problem| problem.finding.subject != crate::rule::Subject::MxHosts)
    );
}

#[test]
fn a_form_from_a_survey_fits_it() {
    for hosts in [
        &["mx1.example.com", "mx2.mail.example.net"][..],
        &[
            "aspmx.l.google.com",
            "alt1.aspmx.l.google.com",
            "alt2.aspmx.l.google.com",
        ],
        &["smtp.google.com"],
        &["example-com.mail.protection.outlook.com"],
        &["example-com.o-v1.mx.microsoft"],
        &["MX.Zoho.com", "mx2.zoho.com", "mx3.zoho.com"],
    ] {
        let survey = live(hosts);
        let mut form = Form::of(&survey, NOW);
        let problems = |form: &Form| {
            let problems = form.check(Some(&survey), &to_ascii);
            let bad = problems
                .iter()
                .filter(|problem| problem.finding.severity <= Severity::Warning);
            named(&bad.cloned().collect::<Vec<_>>())
        };
        assert_eq!(problems(&form), [], "{form:?}");
        form.set_mode(Mode::Enforce);
        assert_eq!(problems(&form), [], "{form:?}");
    }
}
