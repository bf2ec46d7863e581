//! What the form does, and what its page shows.

use super::*;
use crate::rule::Severity;
use crate::sts::Mode;

fn begun(domain: &str) -> Generate {
    let mut generate = Generate::new(1_795_444_320, |name| idna::domain_to_ascii(name).ok());
    generate.act(Write::Field(Field::Domain, domain.to_owned()));
    generate
}

#[test]
fn a_domain_and_a_pattern_are_enough() {
    let mut generate = begun("example.com");
    assert_eq!(generate.form.rua, ["mailto:tls-reports@example.com"]);
    generate.act(Write::Add(Field::Patterns));
    generate.act(Write::Field(Field::Pattern(0), "mx.example.com".into()));
    assert!(generate.made.is_publishable(), "{:?}", generate.made.problems);
    let bad = |problem: &&crate::make::Problem| problem.finding.severity < Severity::Note;
    assert_eq!(generate.made.problems.iter().find(bad), None);
    assert!(
        generate.made.policy.contains("max_age: 86400"),
        "{}",
        generate.made.policy
    );
    generate.act(Write::Mode(Mode::Enforce));
    assert!(
        generate.made.policy.contains("max_age: 1209600"),
        "{}",
        generate.made.policy
    );
    assert_eq!(generate.made.problems.iter().find(bad), None);
}

#[test]
fn what_somebody_wrote_stays() {
    let mut generate = begun("example.com");
    generate.act(Write::Field(Field::Destination(0), "https://r.example/x".into()));
    generate.act(Write::Field(Field::Id, "mine1".into()));
    generate.act(Write::Field(Field::Domain, "example.net".into()));
    assert_eq!(generate.form.rua, ["https://r.example/x"]);
    assert_eq!(generate.made.id, "mine1");
    generate.act(Write::Field(Field::Id, String::new()));
    assert_eq!(generate.made.id.len(), 16, "made from the time again");
}

#[test]
fn a_problem_is_mended_where_it_is() {
    let mut generate = begun("example.com");
    generate.act(Write::Field(Field::Pattern(0), "mx.example.com".into()));
    generate.act(Write::Field(Field::Pattern(1), "mx2.example.com.".into()));
    let at = generate
        .made
        .problems
        .iter()
        .position(|problem| problem.field == Field::Pattern(1));
    generate.act(Write::Mend(at.unwrap()));
    assert_eq!(generate.form.patterns, ["mx.example.com", "mx2.example.com"]);
    assert!(generate.made.is_publishable());
    // What isn't there changes nothing.
    generate.act(Write::Mend(999));
    generate.act(Write::Remove(Field::Pattern(999)));
    assert_eq!(generate.form.patterns.len(), 2);
}

#[test]
fn records_may_go_into_a_zone_above() {
    let mut generate = begun("a.mail.example.com");
    let names = |generate: &Generate| {
        let records = generate.made.records.iter();
        records.map(|record| record.relative.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&generate), ["_mta-sts", "_smtp._tls"]);
    generate.act(Write::Zone("example.com".into()));
    assert_eq!(names(&generate), ["_mta-sts.a.mail", "_smtp._tls.a.mail"]);
    // A domain beside that zone has its own.
    generate.act(Write::Field(Field::Domain, "example.net".into()));
    assert_eq!(names(&generate), ["_mta-sts", "_smtp._tls"]);
    generate.act(Write::Field(Field::Domain, "b.example.com".into()));
    assert_eq!(names(&generate), ["_mta-sts.b", "_smtp._tls.b"]);
}

#[test]
fn the_planner_gets_what_can_be_published() {
    let mut generate = begun("example.com");
    assert_eq!(generate.offer(), None, "no pattern yet");
    generate.act(Write::Field(Field::Pattern(0), "mx.example.com".into()));
    generate.act(Write::Field(Field::Destination(0), "tls@example.net".into()));
    let offer = generate.offer().unwrap();
    assert_eq!(offer.domain.as_str(), "example.com");
    assert_eq!(offer.policy, generate.made.policy);
    assert_eq!(offer.reports_to, ["mailto:tls@example.net"]);
}

#[test]
fn providers_are_recognised_with_what_they_want_heeded() {
    let mut generate = begun("example.com");
    let names = |generate: &Generate| generate.providers().iter().map(|known| known.name).collect::<Vec<_>>();
    assert_eq!(names(&generate), [""; 0]);
    generate.act(Write::Field(Field::Pattern(0), "*.mail.protection.outlook.com".into()));
    generate.act(Write::Field(Field::Pattern(1), "example-com.p-v1.mx.microsoft".into()));
    generate.act(Write::Field(Field::Pattern(2), " *.aspmx.l.google.com".into()));
    generate.act(Write::Field(Field::Pattern(3), "mx.example.com".into()));
    assert_eq!(names(&generate), ["Microsoft 365", "Google Workspace"]);
    assert!(generate.providers().iter().all(|known| !known.note.is_empty()));
}
