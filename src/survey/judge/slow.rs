//! What is slow, blocked or turned down while the check runs, and who is asked instead: one sentence each.

use super::super::facts::{Question, Reply, Survey};
use super::super::ledger::State;
use crate::dns::{Failure, Lookup};
use crate::later;

/// The sentences; none once the check is over, when findings say what stayed unanswered.
pub(super) fn sentences(survey: &Survey) -> Vec<String> {
    if survey.ended {
        return Vec::new();
    }
    let mut out = Vec::new();
    let closed = closed_resolvers(survey);
    // Of one that can't be reached no answer is awaited.
    let mut told: Vec<&str> = closed.iter().map(|(from, _)| *from).collect();
    for (question, from) in &survey.slow {
        if matches!(question, Question::Dns { .. }) && !told.contains(&from.as_str()) {
            told.push(from);
            out.push(slow_resolver(survey, question, from));
        }
    }
    out.extend(closed.into_iter().map(|(_, words)| words));
    if survey.is_slow(&Question::Policy) {
        out.push(
            "The policy host hasn’t sent a complete answer yet; it is waited for up to a minute, as senders do.".into(),
        );
    }
    out
}

/// A resolver that takes its time: has another one answered the same, or is it asked?
fn slow_resolver(survey: &Survey, question: &Question, from: &str) -> String {
    let answered = survey.replies.get(question).and_then(|replies| {
        replies
            .iter()
            .find(|reported| reported.from != from && is_answer(&reported.reply))
    });
    if let Some(other) = answered {
        return format!("{from} hasn’t answered yet, {} has.", other.from);
    }
    match asked_too(survey, question, from) {
        Some(other) => format!("No answer from {from} yet: {other} is asked the same."),
        None => format!("{from} hasn’t answered yet."),
    }
}

/// Who else is being asked this.
fn asked_too<'a>(survey: &'a Survey, question: &Question, from: &str) -> Option<&'a str> {
    let Question::Dns { name, rtype } = question else {
        return None;
    };
    let what = format!("{name} {rtype}");
    let mut running = survey.requests.iter().filter(|request| request.state == State::Running);
    // One that is slow itself is no help.
    let slow = |whom: &str| {
        survey
            .slow
            .iter()
            .any(|(asked, from)| asked == question && from == whom)
    };
    let other = running.find(|request| request.what == what && request.whom != from && !slow(&request.whom))?;
    Some(&other.whom)
}

/// Resolvers that gave nothing but failures of the same kind: not reached, or turned down.
fn closed_resolvers(survey: &Survey) -> Vec<(&str, String)> {
    let replies = || survey.replies.values().flatten();
    let mut out: Vec<(&str, String)> = Vec::new();
    for reported in replies() {
        let Reply::Dns(Lookup::Failed(failure)) = &reported.reply else {
            continue;
        };
        let from = reported.from.as_str();
        let answers = |reported: &&super::super::facts::Reported| is_answer(&reported.reply);
        if out.iter().any(|(seen, _)| *seen == from) || replies().filter(answers).any(|answer| answer.from == from) {
            continue;
        }
        let what = match failure {
            Failure::Unreachable => {
                "can’t be reached from here: blocked by an extension or a proxy, or down".to_owned()
            }
            Failure::TimedOut => continue,
            _ if later::rest().is_none() => continue,
            Failure::Status {
                status: 429,
                retry_after,
                ..
            } => {
                let again = retry_after.map_or_else(String::new, |seconds| format!(", again in {seconds} s"));
                format!("turns down more requests from your address{again}")
            }
            _ => continue,
        };
        let instead = match replies().find(answers) {
            Some(other) => format!(" {} is asked instead.", other.from),
            None => String::new(),
        };
        out.push((from, format!("{from} {what}.{instead}")));
    }
    out
}

const fn is_answer(reply: &Reply) -> bool {
    matches!(reply, Reply::Dns(Lookup::Answer(_)))
}

#[cfg(test)]
mod tests {
    use super::super::super::facts::Reported;
    use super::super::super::ledger::Request;
    use super::*;
    use crate::dns::{Answer, Name, Rtype};
    use crate::survey::judge::judge;

    fn question() -> Question {
        Question::Dns {
            name: Name::parse("_mta-sts.example.com").unwrap(),
            rtype: Rtype::TXT,
        }
    }

    fn waits(slow: &[&str], replies: &[(&str, Lookup)], asked: &[&str]) -> Survey {
        let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        for (from, lookup) in replies {
            let reply = Reply::Dns(lookup.clone());
            let from = (*from).to_owned();
            survey.record(question(), Reported { from, at: 1, reply });
        }
        survey.requests.extend(asked.iter().map(|whom| Request {
            what: "_mta-sts.example.com TXT".into(),
            url: String::new(),
            whom: (*whom).into(),
            why: String::new(),
            start: 0,
            took: None,
            state: State::Running,
            outcome: String::new(),
        }));
        survey
            .slow
            .extend(slow.iter().map(|from| (question(), (*from).to_owned())));
        survey
    }

    #[test]
    fn who_is_slow_and_who_is_asked_instead_is_said_while_it_runs() {
        let answer = || Lookup::Answer(Answer::default());
        let failed = |failure| Lookup::Failed(failure);
        let too_many = failed(Failure::Status {
            status: 429,
            body: String::new(),
            retry_after: Some(20),
        });
        let blocked = "Google can’t be reached from here: blocked by an extension or a proxy, or down.";
        for (survey, want) in [
            (waits(&[], &[], &["Google", "Cloudflare"]), vec![]),
            (
                waits(&["Cloudflare"], &[("Google", answer())], &["Cloudflare"]),
                vec!["Cloudflare hasn’t answered yet, Google has."],
            ),
            (
                waits(&["Google"], &[], &["Google", "Cloudflare"]),
                vec!["No answer from Google yet: Cloudflare is asked the same."],
            ),
            (
                waits(&["Google"], &[], &["Google"]),
                vec!["Google hasn’t answered yet."],
            ),
            (
                waits(&["Google", "Cloudflare"], &[], &["Google", "Cloudflare"]),
                vec!["Google hasn’t answered yet.", "Cloudflare hasn’t answered yet."],
            ),
            (
                waits(&["Google", "Google"], &[], &["Google"]),
                vec!["Google hasn’t answered yet."],
            ),
            (
                waits(&[], &[("Google", failed(Failure::Unreachable))], &[]),
                vec![blocked],
            ),
            // It was asked something else too, which nobody waits for any more.
            (
                waits(&["Google"], &[("Google", failed(Failure::Unreachable))], &["Google"]),
                vec![blocked],
            ),
            (
                waits(&[], &[("Google", too_many), ("Cloudflare", answer())], &[]),
                vec!["Google turns down more requests from your address, again in 20 s. Cloudflare is asked instead."],
            ),
            // One that answers too is not blocked, and a failure of the zone is nobody's.
            (
                waits(
                    &[],
                    &[("Google", failed(Failure::Unreachable)), ("Google", answer())],
                    &[],
                ),
                vec![],
            ),
            (waits(&[], &[("Google", failed(Failure::Truncated))], &[]), vec![]),
        ] {
            assert_eq!(sentences(&survey), want);
            let said = judge(&survey).verdict.consequence;
            assert!(want.iter().all(|words| said.contains(words)), "{said}");
        }
    }

    #[test]
    fn a_slow_policy_host_is_named_until_it_answers_or_the_check_ends() {
        let mut survey = waits(&[], &[], &[]);
        survey.slow.push((Question::Policy, "browser".into()));
        assert!(sentences(&survey)[0].contains("up to a minute, as senders do"));
        let mut ended = survey.clone();
        ended.ended = true;
        assert_eq!(sentences(&ended), [""; 0]);
        let reply = Reply::Policy(super::super::super::facts::PolicyRead::Refused);
        let from = "browser".to_owned();
        survey.record(Question::Policy, Reported { from, at: 9, reply });
        assert_eq!(sentences(&survey), [""; 0]);
    }
}
