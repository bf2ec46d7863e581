//! What is doubtful about today's state: look-ups that failed, resolvers that disagree, answers of one resolver alone.

use crate::dns::rules::RESOLVERS_DIFFER;
use crate::dns::{Failure, Lookup, Name, Rtype};
use crate::rule::Evidence;
use crate::survey::judge::words::names;
use crate::survey::view::Fact;
use crate::survey::{Assessment, Question, Reply, Survey};

/// A sentence for each of the questions that a plan begins with, where its answer is doubtful. `assessment` is the judgement
/// of `survey`.
pub(super) fn doubts(survey: &Survey, assessment: &Assessment) -> Vec<String> {
    let mut doubts = Vec::new();
    let mut alone: Vec<(String, Vec<String>)> = Vec::new();
    for (name, rtype) in questions(survey) {
        let asked = format!("{name} {rtype}");
        match survey.fact(&name, rtype) {
            Fact::Pending => {}
            Fact::Failed(failure) => {
                let why = failure.map_or_else(|| "it was not asked for".to_owned(), Failure::words);
                doubts.push(format!(
                    "`{asked}` could not be looked up: {why}. The plan takes it as not known."
                ));
            }
            Fact::Found(_) => {
                if let Some(words) = difference(assessment, &asked) {
                    doubts.push(words);
                } else if let Some(only) = only(survey, name, rtype) {
                    match alone.iter_mut().find(|(from, _)| *from == only) {
                        Some((_, list)) => list.push(asked),
                        None => alone.push((only, vec![asked])),
                    }
                }
            }
        }
    }
    let one = |(from, list): (String, Vec<String>)| {
        format!(
            "That {} stands as {from} alone says: another resolver was asked and gave no answer.",
            names(&list)
        )
    };
    doubts.extend(alone.into_iter().map(one));
    doubts
}

/// The record, where reports go, where mail goes.
fn questions(survey: &Survey) -> Vec<(Name, Rtype)> {
    let texts = [survey.record_name(), survey.reporting_name()];
    let mut questions: Vec<(Name, Rtype)> = texts.into_iter().flatten().map(|name| (name, Rtype::TXT)).collect();
    questions.push((survey.domain.clone(), Rtype::MX));
    questions
}

/// That resolvers disagree about the question, and whose answer the plan goes by.
fn difference(assessment: &Assessment, asked: &str) -> Option<String> {
    let question = format!("`{asked}`");
    let finding = assessment.findings.iter().find(|finding| {
        *finding.rule == RESOLVERS_DIFFER && finding.arg("question").is_some_and(|about| about == question)
    })?;
    let first = match &finding.evidence {
        Evidence::Dns { resolvers, .. } => resolvers.first().map_or("the first", String::as_str),
        _ => "the first",
    };
    Some(format!(
        "The resolvers disagree about {question}: {}. The plan goes by {first}; make it again once they agree.",
        finding.arg("answers").unwrap_or_default()
    ))
}

/// Who alone answered, where somebody else was asked too.
fn only(survey: &Survey, name: Name, rtype: Rtype) -> Option<String> {
    let replies = survey.replies.get(&Question::Dns { name, rtype })?;
    let answered = |reply: &Reply| matches!(reply, Reply::Dns(Lookup::Answer(_)));
    let mut from = replies
        .iter()
        .filter(|reported| answered(&reported.reply))
        .map(|reported| &reported.from);
    let first = from.next()?;
    let others = from.any(|other| other != first);
    let failed = replies
        .iter()
        .any(|reported| reported.reply.is_failure() && reported.from != *first);
    (!others && failed).then(|| first.clone())
}
