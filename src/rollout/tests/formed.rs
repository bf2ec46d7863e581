//! A policy that comes from the form: it is rolled out as it stands there.

use super::*;
use crate::make::Form;

fn to_ascii(name: &str) -> Option<String> {
    idna::domain_to_ascii(name).ok()
}

#[test]
fn what_the_form_makes_is_what_the_plan_has_published() {
    let made = Form {
        patterns: names("mx1.example.com *.example.com"),
        max_age: "2 days".into(),
        rua: vec!["a@example.net".into(), "https://example.org/r".into()],
        ..Form::new("example.com", NOW)
    }
    .settled(&to_ascii);
    let texts = made.make(None, &to_ascii);
    let policy = parse(texts.policy.as_bytes(), &mut Findings::new()).effective.unwrap();
    let today = Today {
        reporting: Known::Absent,
        reports_to: made.rua.clone(),
        ..nothing()
    };
    let plan = plan(
        &today,
        &Change::Policy { policy: policy.clone() },
        &Options::default(),
        NOW,
    );
    assert_eq!(plan.title, "This policy for example.com");
    // In testing first, and then the way to enforce.
    let keys: Vec<_> = plan.steps.iter().map(|step| step.key).collect();
    assert_eq!(
        keys,
        ["tls-reports", "serve", "record", "watch", "enforce", "keep-longer"]
    );
    assert_eq!(text(step(&plan, "serve"), Kind::Policy), texts.policy);
    assert!(text(step(&plan, "enforce"), Kind::Policy).contains("max_age: 86400"));
    let reports = texts
        .records
        .iter()
        .find(|record| record.relative == "_smtp._tls")
        .unwrap();
    assert_eq!(text(step(&plan, "tls-reports"), Kind::Record), reports.value());
    let record = texts
        .records
        .iter()
        .find(|record| record.relative == "_mta-sts")
        .unwrap();
    assert_eq!(
        text(step(&plan, "record"), Kind::Record),
        record.value(),
        "the same id, of the same minute"
    );
    // Where something is published, it is a change of that.
    let change = make(&published("testing", 86_400), &Change::Policy { policy });
    assert_eq!(change.title, "Another policy for example.com");
    assert_eq!(change.steps.first().map(|step| step.key), Some("change"));
}

#[test]
fn a_policy_in_testing_begins_as_a_first_roll_out_does() {
    let policy = policy("testing", "mx1.example.com mx2.example.com", 86_400);
    let (formed, first) = (
        make(&nothing(), &Change::Policy { policy }),
        make(&nothing(), &Change::First),
    );
    assert_eq!(formed.steps, first.steps);
}
