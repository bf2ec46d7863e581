//! The look-ups themselves: what was not answered, and where resolvers disagree.

use super::super::assessment::{Case, Verdict};
use super::super::compare::{self, Together, words as words_of};
use super::super::facts::{Question, Reply, Reported, Survey};
use super::super::view::{Fact, Mail};
use super::{Facts, outcome, words};
use crate::dns::{Answer, Data, End, Failure, Lookup, Name, Rtype, rules, same_records};
use crate::later::{self, Rest};
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::sts::Policy;
use crate::text::part;

/// Two resolvers that say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Whether it decides the verdict: for one there is a record, MX hosts, a host that is refused, and for the other
    /// not.
    pub(super) matters: bool,
    /// Whether one of them has less time left, so that the change will reach it; otherwise no cache explains it.
    pub(super) on_its_way: bool,
    /// The difference in words.
    pub(super) words: String,
    /// What is made of a difference isn't in every program.
    _rest: Rest,
}

impl Difference {
    pub(super) fn verdict(&self, domain: &str) -> Verdict {
        let how = if self.on_its_way {
            "a change is on its way"
        } else {
            // Asked once; the page that compares asks twice, and then may say more.
            "the zone has two views, or its name servers differ"
        };
        Verdict {
            case: Case::ResolversDiffer,
            severity: Severity::Warning,
            kind: "two answers".into(),
            sentence: format!("The resolvers disagree about {domain}: {how}."),
            consequence: self.words.clone(),
        }
    }
}

impl Facts<'_> {
    /// Whether no resolver gave any usable answer at all.
    pub(super) fn resolvers_silent(&self) -> bool {
        !self
            .survey
            .replies
            .values()
            .flatten()
            .any(|reported| matches!(reported.reply, Reply::Dns(Lookup::Answer(_))))
    }
}

pub(super) fn judge(
    survey: &Survey,
    mail: &Mail<'_>,
    policy: Option<&Policy>,
    findings: &mut Findings,
) -> Option<Difference> {
    unanswered(survey, findings);
    stumbled(survey, findings);
    strange(survey, findings);
    let difference = set_against(survey, policy, findings);
    let doubtful = difference.as_ref().is_some_and(|difference| difference.matters);
    if matches!(mail, Mail::NoDomain) && !doubtful {
        let finding = rules::NO_SUCH_DOMAIN.finding().with("domain", &survey.domain);
        let evidence = survey
            .fact(&survey.domain, Rtype::MX)
            .found()
            .map(|found| found.evidence.clone());
        findings.add(finding.about(Subject::Domain, evidence.unwrap_or(Evidence::Unobservable)));
    }
    difference
}

/// Questions that nobody answered, gathered by reason.
fn unanswered(survey: &Survey, findings: &mut Findings) {
    let mut by_reason: Vec<(&Failure, Vec<String>, Vec<String>)> = Vec::new();
    for (question, replies) in &survey.replies {
        let Question::Dns { name, rtype } = question else {
            continue;
        };
        if survey.is_open(question) || replies.iter().any(|reported| !reported.reply.is_failure()) {
            continue;
        }
        let Some(Reported {
            reply: Reply::Dns(Lookup::Failed(failure)),
            ..
        }) = survey.reply(question)
        else {
            continue;
        };
        let at = by_reason.iter().position(|(known, ..)| *known == failure);
        let at = at.unwrap_or_else(|| {
            by_reason.push((failure, Vec::new(), Vec::new()));
            by_reason.len() - 1
        });
        let Some((_, asked, list)) = by_reason.get_mut(at) else {
            continue;
        };
        list.push(format!("{name} {rtype}"));
        // Others may have failed for other reasons.
        for Reported { reply, from, .. } in replies {
            if matches!(reply, Reply::Dns(Lookup::Failed(own)) if own == failure) && !asked.contains(from) {
                asked.push(from.clone());
            }
        }
    }
    for (failure, resolvers, list) in by_reason {
        let question = words::names(&list);
        let finding = match failure {
            Failure::Unreachable | Failure::TimedOut => looked_up_in_vain(&question, failure),
            _ if later::rest().is_none() => continue,
            Failure::Truncated => rules::TRUNCATED.finding().with("question", question),
            Failure::Filtered => rules::FILTERED
                .finding()
                .with("question", question)
                .with("resolver", resolvers.first().map_or("a resolver", String::as_str)),
            failure if failure.is_dnssec() => {
                let finding = rules::SERVFAIL_DNSSEC
                    .finding()
                    .with("question", question)
                    .with_words("why", failure.words());
                finding.snippet(
                    "Shows what is there without the check",
                    format!("dig +cd {}", list.first().map_or("", String::as_str)),
                )
            }
            failure => looked_up_in_vain(&question, failure),
        };
        findings.add(finding.about(
            Subject::Resolvers,
            Evidence::Dns {
                resolvers,
                signed: None,
            },
        ));
    }
}

fn looked_up_in_vain(question: &str, failure: &Failure) -> Finding {
    let finding = rules::LOOKUP_FAILED.finding().with("question", question);
    finding.with_words("why", failure.words())
}

/// Aliases that go round in a circle, and records whose data can't be read.
fn strange(survey: &Survey, findings: &mut Findings) {
    // Where the rest is left out, no such answer is taken (`dns::doh`).
    if later::LEFT_OUT {
        return;
    }
    let mut looping: Vec<&Name> = Vec::new();
    for question in survey.replies.keys() {
        let Question::Dns { name, rtype } = question else {
            continue;
        };
        let Fact::Found(found) = survey.fact(name, *rtype) else {
            continue;
        };
        let mut add = |finding: Finding| findings.add(finding.about(Subject::Resolvers, found.evidence.clone()));
        // The judges of the record, the policy host and the reporting record say so themselves.
        let own = [survey.record_name(), survey.policy_host(), survey.reporting_name()];
        let told = own
            .iter()
            .flatten()
            .chain(looping.iter().copied())
            .any(|known| known == name);
        if matches!(found.resolved.end, End::Loop) && !told {
            // Once for all types that were asked for.
            looping.push(name);
            let chain = words::names(&found.resolved.chain);
            add(rules::CNAME_LOOP.finding().with("name", name).with("chain", chain));
        }
        for row in found.resolved.records() {
            if let Data::Malformed { data } = &row.data {
                let finding = rules::MALFORMED_RDATA
                    .finding()
                    .with("question", format!("`{name} {rtype}`"));
                add(finding.with("data", data));
            }
        }
    }
}

/// Resolvers that failed where another answered.
fn stumbled(survey: &Survey, findings: &mut Findings) {
    let mut seen: Vec<(String, String, usize)> = Vec::new();
    for replies in survey.replies.values() {
        if !replies
            .iter()
            .any(|reported| matches!(reported.reply, Reply::Dns(Lookup::Answer(_))))
        {
            continue;
        }
        for reported in replies {
            let Reply::Dns(Lookup::Failed(failure)) = &reported.reply else {
                continue;
            };
            let why = failure.words();
            match seen
                .iter_mut()
                .find(|(from, known, _)| *from == reported.from && *known == why)
            {
                Some((.., count)) => *count += 1,
                None => seen.push((reported.from.clone(), why, 1)),
            }
        }
    }
    for (from, why, count) in seen {
        let finding = rules::RESOLVER_STUMBLED
            .finding()
            .with("resolver", &from)
            .with_words("why", why);
        let finding = finding.with_words("count", words::count(count, "question"));
        findings.add(finding.about(
            Subject::Resolvers,
            Evidence::Dns {
                resolvers: vec![from],
                signed: None,
            },
        ));
    }
}

/// Sets the resolvers' answers to the same question against each other. The first answer counts; the others are
/// only compared.
fn set_against(survey: &Survey, policy: Option<&Policy>, findings: &mut Findings) -> Option<Difference> {
    let mut agreed = 0;
    let mut who: Vec<String> = Vec::new();
    let mut worst: Option<Difference> = None;
    for (question, replies) in &survey.replies {
        let Question::Dns { name, rtype } = question else {
            continue;
        };
        let mut answers: Vec<(&str, &Answer)> = Vec::new();
        for reported in replies {
            if let Reply::Dns(Lookup::Answer(answer)) = &reported.reply {
                match answers.iter_mut().find(|(from, _)| *from == reported.from) {
                    Some((_, known)) => *known = answer,
                    None => answers.push((&reported.from, answer)),
                }
            }
        }
        let Some(((first, counted), others)) = answers.split_first() else {
            continue;
        };
        if others.is_empty() {
            continue;
        }
        for (from, _) in &answers {
            if !who.iter().any(|known| known == from) {
                who.push((*from).to_owned());
            }
        }
        let Some((other, differing)) = others.iter().find(|(_, answer)| !same_records(answer, counted)) else {
            agreed += 1;
            continue;
        };
        // Address sets differ by location as a matter of course, and none of them decides a verdict.
        if matches!(*rtype, Rtype::A | Rtype::AAAA) {
            continue;
        }
        let Some(rest) = later::rest() else { continue };
        let ages = compare::explain(survey, (name, *rtype), replies);
        let mut difference = explain((name, *rtype), &ages, (first, counted), (other, differing), rest);
        // Another one that differs may decide what this one doesn't.
        difference.matters = others
            .iter()
            .any(|(_, answer)| outcome::differs(survey, policy, name, *rtype, counted, answer));
        let finding = rules::RESOLVERS_DIFFER
            .finding()
            .with("question", format!("`{name} {rtype}`"));
        let finding = finding.with_words("answers", &difference.words);
        let resolvers = vec![(*first).to_owned()];
        findings.add(finding.about(
            Subject::Resolvers,
            Evidence::Dns {
                resolvers,
                signed: Some(counted.signed),
            },
        ));
        if worst.as_ref().is_none_or(|known| !known.matters && difference.matters) {
            worst = Some(difference);
        }
    }
    if worst.is_none() && agreed > 0 {
        let finding = rules::RESOLVERS_AGREE
            .finding()
            .with("resolvers", part::joined(&who, " and "));
        findings.add(finding.about(
            Subject::Resolvers,
            Evidence::Dns {
                resolvers: who,
                // Some answers are signed, others may not be.
                signed: None,
            },
        ));
    }
    worst
}

fn explain(
    (name, rtype): (&Name, Rtype),
    (together, ages): &(Together, Vec<(String, Option<u32>)>),
    a: (&str, &Answer),
    b: (&str, &Answer),
    rest: Rest,
) -> Difference {
    let left = |whom: &str| ages.iter().find(|(from, _)| from == whom).and_then(|(_, left)| *left);
    let (left_a, left_b) = (left(a.0), left(b.0));
    let (old, new) = if left_a <= left_b { (a, b) } else { (b, a) };
    let on_its_way = matches!(together, Together::Changing(_));
    let says = |(from, answer): (&str, &Answer)| format!("{from} says {}", summary(answer, name, rtype));
    let words = if on_its_way {
        let time = left(old.0).unwrap_or_default();
        let time = words::seconds(u64::from(time));
        format!("{}; {}, and may keep that for {time} more", says(new), says(old))
    } else {
        format!("{}; {}", says(a), says(b))
    };
    Difference {
        matters: false,
        on_its_way,
        words,
        _rest: rest,
    }
}

/// What an answer says, in short.
fn summary(answer: &Answer, name: &Name, rtype: Rtype) -> String {
    let resolved = answer.resolve(name.as_str(), rtype);
    let shown: Vec<String> = resolved
        .records()
        .iter()
        .take(4)
        .map(|row| match &row.data {
            Data::Txt { text, .. } => format!("`{}`", crate::text::show(text)),
            Data::Mx { preference, host } => format!("`{preference} {}`", crate::text::show(host.as_bytes())),
            other => format!("`{}`", crate::text::show(words_of(other).as_bytes())),
        })
        .collect();
    match shown.as_slice() {
        [] => "that there is none".to_owned(),
        _ => part::joined(&shown, ", "),
    }
}

/// How the subject stands. The policy host may still be waited for when all resolvers have spoken.
pub(super) fn state(facts: &Facts<'_>) -> (Severity, String) {
    let survey = facts.survey;
    let open = !survey.ended && (survey.asks_resolvers() || survey.replies.keys().next().is_none());
    let (severity, words) = match &facts.resolvers_differ {
        _ if facts.resolvers_silent() && open => (Severity::Pending, "waiting"),
        _ if facts.resolvers_silent() => (Severity::Unseen, "no answer"),
        Some(_) => (Severity::Warning, "disagree"),
        // They may still fail or disagree.
        None if open => (Severity::Pending, "answering"),
        None => (Severity::Good, "answered"),
    };
    (severity, words.into())
}
