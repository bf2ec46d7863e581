//! What is written for a plan stays, whatever is heard meanwhile.

use super::*;
use crate::survey::Survey;
use crate::ui::act::Acts;
use crate::ui::samples::{self, render};

/// The end of a check.
fn checked(domain: &Name) -> (Rc<Survey>, Rc<Assessment>) {
    let survey = Survey::new(domain.clone(), None, 0);
    (Rc::new(survey), Rc::new(samples::problem()))
}

fn hear(rollout: &mut Rollout, domain: &Name, (survey, assessment): &(Rc<Survey>, Rc<Assessment>)) {
    let history = &[];
    rollout.about(
        domain,
        Some(Checked {
            survey,
            assessment,
            history,
            reports: None,
        }),
    );
}

fn begun(domain: &Name) -> Rollout {
    let mut rollout = Rollout::new(1_795_444_320, |name| idna::domain_to_ascii(name).ok());
    rollout.about(domain, None);
    hear(&mut rollout, domain, &checked(domain));
    rollout
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

#[test]
fn what_is_written_stays_when_the_same_domain_is_heard_of_again() {
    let domain = name("example.com");
    let mut rollout = begun(&domain);
    assert_eq!(rollout.policy, samples::POLICY);
    rollout.act(Lay::Kind("policy".into()));
    rollout.act(Lay::Policy("version: STSv1\nmode: none\nmax_age: 86400\n".into()));
    rollout.act(Lay::Understood(true));
    let before = rollout.policy.clone();
    for _ in 0..2 {
        hear(&mut rollout, &domain, &checked(&domain));
        rollout.about(&domain, None);
        assert_eq!(rollout.policy, before);
        assert!(rollout.understood);
        assert!(rollout.kind == Kind::Policy);
    }
}

#[test]
fn what_nobody_wrote_follows_what_is_published() {
    let domain = name("example.com");
    let mut rollout = begun(&domain);
    let mut newer = samples::problem();
    for text in &mut newer.texts {
        text.text = b"version: STSv1\n".to_vec();
    }
    let survey = Rc::new(Survey::new(domain.clone(), None, 0));
    hear(&mut rollout, &domain, &(survey, Rc::new(newer)));
    assert_eq!(rollout.policy, "version: STSv1\n");
}

#[test]
fn another_domain_begins_anew_and_none_asks_for_one() {
    let (domain, other) = (name("example.com"), name("example.net"));
    let mut rollout = begun(&domain);
    rollout.act(Lay::Policy("x".into()));
    let shown = |rollout: &Rollout, about| render(page(rollout, about, false, &Acts::noop()));
    let field = "id=\"p-dom\"";
    let html = shown(&rollout, Some(&domain));
    assert!(
        !html.contains(field) && html.contains("href=\"#/rollout\""),
        "a way to another domain: {html}"
    );
    assert!(shown(&rollout, None).contains(field), "no domain is named");
    assert!(
        shown(&rollout, Some(&other)).contains(field),
        "nothing is known of it yet"
    );
    rollout.about(&other, None);
    hear(&mut rollout, &other, &checked(&other));
    assert_eq!(rollout.policy, samples::POLICY);
}

#[test]
fn the_box_is_ticked_as_the_plan_has_it() {
    let domain = name("example.com");
    let mut rollout = Rollout::new(1_795_444_320, |name| idna::domain_to_ascii(name).ok());
    let mut testing = samples::problem();
    for text in &mut testing.texts {
        text.text = samples::POLICY.replace("enforce", "testing").into_bytes();
    }
    let survey = Rc::new(Survey::new(domain.clone(), None, 0));
    hear(&mut rollout, &domain, &(survey, Rc::new(testing)));
    for ticked in [true, true, false, false] {
        rollout.act(Lay::Understood(ticked));
        let gate = render(page(&rollout, Some(&domain), false, &Acts::noop()));
        let found = gate
            .split_once(" id=\"p-known\"")
            .and_then(|(before, _)| before.rsplit_once('<'));
        assert_eq!(found.map(|(_, tag)| tag.contains(" checked")), Some(ticked), "{gate}");
    }
}

#[test]
fn what_was_served_before_is_said_and_counts() {
    const DAY: i64 = 86_400;
    let domain = name("example.com");
    let mut rollout = begun(&domain);
    let shown = |rollout: &Rollout| render(page(rollout, Some(&domain), false, &Acts::noop()));
    rollout.act(Lay::Kind("first".into()));
    assert!(
        !shown(&rollout).contains("id=\"p-before\""),
        "a first roll-out waits for nothing that is held"
    );
    rollout.act(Lay::Kind("removal".into()));
    let html = shown(&rollout);
    assert!(
        html.contains("id=\"p-before\"") && !html.contains("id=\"p-kept\""),
        "{html}"
    );
    // The days for which the record has to stay.
    let waits = |rollout: &Rollout| {
        let plan = &rollout.made.as_ref().unwrap().plan;
        let away = plan.steps.iter().find(|step| step.key == "record-away").unwrap();
        (away.not_before.unwrap() - rollout.now) / DAY
    };
    let own = waits(&rollout);
    rollout.act(Lay::Before("enforce".into()));
    assert!(own < 30 && waits(&rollout) >= 365, "nobody says for how long: {own}");
    rollout.act(Lay::BeforeKept("40 days".into()));
    assert!((40..50).contains(&waits(&rollout)), "{}", waits(&rollout));
    // 23 November 2026 is the day of the test.
    rollout.act(Lay::BeforeUntil("2026-11-13".into()));
    assert!((30..39).contains(&waits(&rollout)), "{}", waits(&rollout));
    assert!(shown(&rollout).contains("max_age: 3456000"));
    for kept in ["forever", "400 days", "40000000"] {
        rollout.act(Lay::BeforeKept(kept.into()));
        let says = shown(&rollout).contains("No policy is kept for such a time");
        assert!(waits(&rollout) >= 350 && says, "{kept}");
    }
    // It stays when the domain is heard of again, and goes with it.
    hear(&mut rollout, &domain, &checked(&domain));
    assert!(shown(&rollout).contains("value=\"2026-11-13\""));
    rollout.act(Lay::Before("none".into()));
    assert_eq!(waits(&rollout), own);
    let other = name("example.net");
    rollout.about(&other, None);
    assert_eq!(rollout.before, Before::default());
}

#[test]
fn a_first_roll_out_takes_hosts_by_hand_where_dns_tells_none() {
    let domain = name("example.com");
    let mut rollout = Rollout::new(1_795_444_320, |name| idna::domain_to_ascii(name).ok());
    let mut survey = Survey::new(domain.clone(), None, 0);
    survey.ended = true;
    let assessment = crate::survey::judge::judge(&survey);
    let known = (Rc::new(survey), Rc::new(assessment));
    rollout.about(&domain, None);
    hear(&mut rollout, &domain, &known);
    let shown = |rollout: &Rollout| render(page(rollout, Some(&domain), false, &Acts::noop()));
    let html = shown(&rollout);
    assert!(
        html.contains("id=\"p-hosts\"") && html.contains("No plan yet"),
        "{html}"
    );
    assert!(
        !html.contains("id=\"p-ics\"") && !html.contains("id=\"p-md\""),
        "no plan to take along: {html}"
    );
    // What no policy could name brings none.
    rollout.act(Lay::Hosts("192.0.2.1, mail".into()));
    let html = shown(&rollout);
    assert!(
        html.contains("No plan yet") && html.contains("is a name without a dot"),
        "{html}"
    );
    rollout.act(Lay::Hosts("mx1.example.com\n*.backup.example.net mail".into()));
    let html = shown(&rollout);
    assert!(
        html.contains("id=\"p-ics\"") && html.contains("id=\"p-hosts\""),
        "{html}"
    );
    let plan = &rollout.made.as_ref().unwrap().plan;
    let serve = plan.steps.iter().find(|step| step.key == "serve").unwrap();
    assert_eq!(
        serve.pastes[0].text,
        "version: STSv1\nmode: testing\nmx: mx1.example.com\nmx: *.backup.example.net\nmax_age: 86400\n"
    );
    // Where DNS tells them it counts.
    let mut rollout = begun(&domain);
    rollout.act(Lay::Kind("first".into()));
    assert_eq!(shown(&rollout).contains("id=\"p-hosts\""), rollout.wants_hosts());
}
