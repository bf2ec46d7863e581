//! What is filled in, and what somebody wrote.

use super::*;
use crate::dns::{Answer, Data, Lookup, Row, Rtype};
use crate::rule::Severity;
use crate::sts::Mode;
use crate::survey::Assessment;
use crate::survey::facts::{Pasted, Question, Reply, Reported};
use crate::ui::act::Acts;
use crate::ui::samples::{self, render};

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

/// The end of a check of a domain, at which this policy was pasted.
fn checked(domain: &Name, policy: &str) -> (Rc<Survey>, Rc<Assessment>) {
    let mut survey = Survey::new(domain.clone(), None, 0);
    survey.pasted = Pasted::new(policy.into());
    (Rc::new(survey), Rc::new(samples::problem()))
}

fn hear(generate: &mut Generate, domain: &Name, (survey, assessment): &(Rc<Survey>, Rc<Assessment>)) {
    let history = &[];
    generate.about(
        domain,
        Some(Checked {
            survey,
            assessment,
            history,
            reports: None,
        }),
    );
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

const LONGER: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 2592000\n";

#[test]
fn what_is_written_while_dns_is_read_stays() {
    let domain = name("example.com");
    let mut generate = begun("");
    generate.about(&domain, None);
    generate.act(Write::Field(Field::Pattern(0), "mine.example.com".into()));
    generate.act(Write::Field(Field::Host, "192.0.2.7".into()));
    hear(&mut generate, &domain, &checked(&domain, samples::POLICY));
    assert_eq!(generate.form.patterns, ["mine.example.com"]);
    assert_eq!(generate.form.host, "192.0.2.7");
    assert_eq!(
        (generate.form.mode, generate.form.max_age.as_str()),
        (Mode::Enforce, "604800")
    );
}

#[test]
fn a_zone_that_is_read_again_fills_what_nobody_wrote() {
    let domain = name("example.com");
    let mut generate = begun("");
    generate.about(&domain, None);
    let first = checked(&domain, samples::POLICY);
    hear(&mut generate, &domain, &first);
    generate.act(Write::Field(Field::Host, "192.0.2.7".into()));
    hear(&mut generate, &domain, &first);
    hear(&mut generate, &domain, &checked(&domain, LONGER));
    assert_eq!(generate.form.max_age, "2592000");
    assert_eq!(generate.form.patterns, ["mx1.example.com"]);
    assert_eq!(generate.form.host, "192.0.2.7");
}

/// The end of a check at which DNS answered so: whose, the record if there is one, what stands for its zone.
fn answered(domain: &Name, answers: &[(&str, Option<&str>, &str)]) -> (Rc<Survey>, Rc<Assessment>) {
    let mut survey = Survey::new(domain.clone(), None, 0);
    let mut record = |of: &Name, rtype, row: Option<Data>, zone: &str| {
        let row = row.map(|data| Row {
            owner: of.to_string(),
            ttl: 7_000,
            rtype,
            data,
        });
        let answer = Answer {
            rows: row.into_iter().collect(),
            zone: Some(zone.to_owned()),
            ..Answer::default()
        };
        let reported = Reported {
            from: "Google".into(),
            at: 0,
            reply: Reply::Dns(Lookup::Answer(answer)),
        };
        let name = of.clone();
        survey.record(Question::Dns { name, rtype }, reported);
    };
    let host = "mx.example.net".into();
    record(domain, Rtype::MX, Some(Data::Mx { preference: 1, host }), "");
    for (of, text, zone) in answers {
        let text = text.map(|text| Data::Txt {
            text: text.into(),
            strings: None,
        });
        record(&name(of), Rtype::TXT, text, zone);
    }
    survey.ended = true;
    let assessment = crate::survey::judge::judge(&survey);
    (Rc::new(survey), Rc::new(assessment))
}

const RECORD: &str = "v=STSv1; id=1;";

#[test]
fn the_published_ttl_and_the_zone_are_loaded_to_be_changed() {
    let domain = name("a.example.com");
    let shown = |generate: &Generate| render(page(generate, false, &Acts::noop()));
    let above = ("_smtp._tls.a.example.com", None, "example.com");
    let known = answered(&domain, &[("_mta-sts.a.example.com", Some(RECORD), ""), above]);
    let mut generate = begun("");
    generate.about(&domain, None);
    assert!(!shown(&generate).contains("of DNS"), "nothing was asked yet");
    hear(&mut generate, &domain, &known);
    assert_eq!((generate.form.ttl, generate.form.zone.as_str()), (7_200, "example.com"));
    let html = shown(&generate);
    assert!(
        html.contains("Today it is 7200, or more") && html.contains("is in the zone <code>example.com</code>."),
        "{html}"
    );
    let names: Vec<_> = generate
        .made
        .records
        .iter()
        .map(|made| made.relative.as_str())
        .collect();
    assert!(names.contains(&"_mta-sts.a"), "{names:?}");
    // What somebody chose stays, and is told what DNS says.
    generate.act(Write::Ttl("300".into()));
    generate.act(Write::Zone("a.example.com".into()));
    hear(&mut generate, &domain, &answered(&domain, &[above]));
    assert_eq!((generate.form.ttl, generate.form.zone.as_str()), (300, "a.example.com"));
    assert!(shown(&generate).contains("kept elsewhere may be seen by nobody"));
}

#[test]
fn a_zone_that_no_answer_names_is_chosen_by_hand() {
    let domain = name("a.example.com");
    for (second, says) in [
        (None, "No answer of DNS named the zone"),
        (Some("a.example.com"), "name different zones"),
    ] {
        let mut answers = vec![("_mta-sts.a.example.com", Some(RECORD), "")];
        if let Some(zone) = second {
            answers.push(("_smtp._tls.a.example.com", None, zone));
            answers.push(("mta-sts.a.example.com", None, "example.com"));
        }
        let mut generate = begun("");
        hear(&mut generate, &domain, &answered(&domain, &answers));
        assert_eq!(generate.form.zone, "");
        let html = render(page(&generate, false, &Acts::noop()));
        assert!(html.contains(says) && html.contains("id=\"g-zone\""), "{html}");
    }
}

#[test]
fn another_domain_in_the_form_stays_where_the_place_is_the_same() {
    let domain = name("example.com");
    let mut generate = begun("");
    generate.about(&domain, None);
    let known = checked(&domain, samples::POLICY);
    hear(&mut generate, &domain, &known);
    generate.act(Write::Field(Field::Domain, "example.net".into()));
    generate.act(Write::Field(Field::Pattern(0), "mx.example.net".into()));
    // To the page of a rule and back.
    hear(&mut generate, &domain, &known);
    assert_eq!(generate.form.domain, "example.net");
    assert_eq!(
        generate.form.patterns.first().map(String::as_str),
        Some("mx.example.net")
    );
    // Then its DNS is read.
    let other = name("example.net");
    generate.about(&other, None);
    assert_eq!(
        generate.form.patterns.first().map(String::as_str),
        Some("mx.example.net")
    );
    generate.about(&domain, None);
    assert_eq!(
        (generate.form.domain.as_str(), generate.form.patterns.len()),
        ("example.com", 0)
    );
}

#[test]
fn a_failed_look_up_is_no_missing_record() {
    let domain = name("example.com");
    let mut generate = begun("");
    let mut survey = Survey::new(domain.clone(), None, 0);
    survey.ended = true;
    let known = (Rc::new(survey.clone()), Rc::new(crate::survey::judge::judge(&survey)));
    hear(&mut generate, &domain, &known);
    let html = render(page(&generate, false, &Acts::noop()));
    assert!(html.contains("could not be looked up"), "{html}");
    assert!(html.contains("Nothing was filled from DNS"), "{html}");
    for claim in [
        "no record that senders can use",
        "Filled from DNS",
        "live hosts covered",
    ] {
        assert!(!html.contains(claim), "{claim}: {html}");
    }
}

#[test]
fn dns_is_read_anew_where_it_was_read() {
    let domain = name("example.com");
    let mut generate = begun("");
    generate.about(&domain, None);
    let link = |generate: &Generate| {
        let html = render(page(generate, false, &Acts::noop()));
        let at = html.find("id=\"g-read\"").unwrap();
        html[at..].split_once('<').unwrap().0.to_owned()
    };
    assert!(link(&generate).ends_with(">Read DNS again"), "{}", link(&generate));
    generate.act(Write::Field(Field::Domain, "example.net".into()));
    assert!(link(&generate).ends_with(">Read DNS"), "{}", link(&generate));
}

#[test]
fn formats_that_could_not_be_loaded_can_be_asked_for_again() {
    let mut generate = begun("example.com");
    let shown = |generate: &Generate| render(output::files(None, generate, &Acts::noop()));
    assert!(shown(&generate).contains("are being loaded"));
    generate.lost = true;
    let html = shown(&generate);
    assert!(
        !html.contains("are being loaded") && html.contains("id=\"load\""),
        "{html}"
    );
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

#[test]
fn what_goes_when_it_is_pressed_leaves_the_focus_somewhere() {
    let mut generate = begun("example.com");
    generate.act(Write::Field(Field::Pattern(0), "mx.example.com".into()));
    generate.act(Write::Field(Field::Pattern(1), "mx2.example.com.".into()));
    let html = render(page(&generate, false, &Acts::noop()));
    let is_there = |id: String| html.contains(&format!("id=\"{id}\""));
    let mends = generate
        .made
        .problems
        .iter()
        .filter_map(|problem| Some((problem.field, problem.mend.as_ref()?)));
    let places: Vec<String> = mends.map(|(field, mend)| form::place(field, mend)).collect();
    assert!(!places.is_empty());
    let others = [
        Field::Patterns,
        Field::Destinations,
        Field::Domain,
        Field::MaxAge,
        Field::Id,
        Field::Host,
        Field::Mode,
    ];
    let others = others.map(|field| form::place(field, &Mend::Add(Vec::new())));
    for id in places.into_iter().chain(others) {
        assert!(is_there(id.clone()), "{id}: {html}");
    }
}
