//! Two resolvers that say different things: what decides the verdict, and what doesn't.

use super::super::super::assessment::Case;
use super::super::super::facts::{Question, Reply, Reported};
use super::super::judge;
use super::facts::{Box, DOMAIN, name};
use super::{ENFORCE, expect, has};
use crate::dns::{Lookup, Name, Rtype};
use crate::rule::{Severity, Subject};
use crate::survey::Assessment;
use crate::survey::drive::Drive;
use crate::survey::settings::Resolver;

const RECORD: &str = "_mta-sts.example.com";

/// What comes of facts of which one resolver knows these, and another one those.
fn two(here: Box, there: &Box, question: &str, rtype: Rtype) -> Assessment {
    let answers = [
        ("Google", here.answer(question, rtype)),
        ("Cloudflare", there.answer(question, rtype)),
    ];
    let mut facts = here;
    for (from, mut answer) in answers {
        if let Lookup::Answer(answer) = &mut answer {
            answer.negative_ttl = Some(300);
        }
        let question = Question::Dns {
            name: name(question),
            rtype,
        };
        let reported = Reported {
            from: from.into(),
            at: 1,
            reply: Reply::Dns(answer),
        };
        facts.survey.record(question, reported);
    }
    facts.judge()
}

fn good() -> Box {
    Box::good().policy(ENFORCE)
}

#[test]
fn what_makes_another_verdict_is_not_decided() {
    let other = |change: fn(Box) -> Box| change(Box::good());
    for (question, rtype, there) in [
        (RECORD, Rtype::TXT, other(|facts| facts.without(RECORD))),
        (RECORD, Rtype::TXT, other(|facts| facts.txt(RECORD, "v=STSv1; id=2;"))),
        (
            RECORD,
            Rtype::TXT,
            other(|facts| facts.without(RECORD).txt(RECORD, "v=STSv1; id=2-2;")),
        ),
        (DOMAIN, Rtype::MX, Box::new()),
        (DOMAIN, Rtype::MX, other(|facts| facts.without(DOMAIN))),
        (DOMAIN, Rtype::MX, other(|facts| facts.without(DOMAIN).mx(0, ""))),
        (DOMAIN, Rtype::MX, other(|facts| facts.mx(30, "mx3.example.org"))),
        (
            DOMAIN,
            Rtype::MX,
            other(|facts| facts.without(DOMAIN).mx(30, "mx3.example.org")),
        ),
    ] {
        let mut made = two(good(), &there, question, rtype);
        for _ in 0..2 {
            expect(&made, Case::ResolversDiffer, &["RESOLVERS_DIFFER"]);
            assert!(!has(&made, "NO_SUCH_DOMAIN"));
            // Whoever comes first.
            made = two(there.clone().policy(ENFORCE), &Box::good(), question, rtype);
        }
    }
}

#[test]
fn what_makes_the_same_verdict_is_said_beside_it() {
    let id = Box::good().without(RECORD).txt(RECORD, "v=STSv1; id=2;");
    let made = two(good(), &id, RECORD, Rtype::TXT);
    expect(&made, Case::Protected, &["RESOLVERS_DIFFER"]);
    let covered = Box::good().mx(30, "mx4.mail.example.net");
    let made = two(good(), &covered, DOMAIN, Rtype::MX);
    expect(&made, Case::Protected, &["RESOLVERS_DIFFER"]);
}

#[test]
fn a_change_on_its_way_is_called_so() {
    let made = two(good(), &Box::good().without(RECORD), RECORD, Rtype::TXT);
    assert!(
        made.verdict.sentence.contains("a change is on its way"),
        "{}",
        made.verdict.sentence
    );
}

/// How the subject stands while a check goes on: what the resolvers say is told, and the policy host doesn't answer.
fn beside_a_policy_that_hangs(answer: impl Fn(&Name, Rtype) -> Lookup) -> Vec<(Severity, String)> {
    let mut drive = Drive::new(name(DOMAIN), None, vec![Resolver::google(), Resolver::cloudflare()], 0);
    let mut states = Vec::new();
    let mut open = drive.advance(0).start;
    loop {
        let made = judge(drive.survey());
        let resolvers = made
            .subjects
            .into_iter()
            .find(|subject| subject.subject == Subject::Resolvers);
        states.extend(resolvers.map(|subject| (subject.severity, subject.summary)));
        let at = open
            .iter()
            .position(|launch| matches!(launch.question, Question::Dns { .. }));
        let Some(launch) = at.map(|at| open.remove(at)) else {
            break;
        };
        if let Question::Dns { name, rtype } = &launch.question {
            drive.landed(launch.id, Reply::Dns(answer(name, *rtype)), 1);
        }
        open.extend(drive.advance(1).start);
    }
    assert!(!drive.survey().ended && open.iter().all(|launch| launch.question == Question::Policy));
    states.dedup();
    states
}

#[test]
fn resolvers_that_have_spoken_are_not_waited_for_while_the_policy_is() {
    let said = |severity, words: &str| (severity, words.to_owned());
    let facts = good();
    assert_eq!(
        beside_a_policy_that_hangs(|name, rtype| facts.answer(name.as_str(), rtype)),
        [
            said(Severity::Pending, "waiting"),
            said(Severity::Pending, "answering"),
            said(Severity::Good, "answered")
        ]
    );
}
