//! Has the rules judge what was printed, and leads each finding back to its field.
//!
//! The judgement is that of a check: a survey is made up whose records and policy are those of the form. So nothing that
//! a check would complain of is published unseen, and there is no second validator that could differ.

use super::form::{Field, Target};
use super::printed::Printed;
use super::records::{self, Record};
use super::start::{self, Published};
use crate::dns::{Answer, Data, Lookup, Name, Row, Rtype, input};
use crate::rule::{Evidence, Finding, Fix, Severity, Subject};
use crate::sts::rules::http::{BODY_LARGE, BODY_TOO_LARGE};
use crate::survey::facts::Pasted;
use crate::survey::judge::judge as judge_survey;
use crate::survey::rules::mx::{MX_TYPING_ERROR, PATTERN_UNUSED, POLICY_HOST_AS_MX, STILL_TESTING};
use crate::survey::{Question, Reply, Reported, Survey};
use std::net::Ipv4Addr;

/// What the rules find wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Beside which field it is shown.
    pub field: Field,
    /// What it is. Its span and edits are those of the text that was printed, not of the field.
    pub finding: Finding,
    /// What mends it, if a machine can tell.
    pub mend: Option<Mend>,
}

/// What to do with a field to mend a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Put these in its place: several items, or none, where the field is an item of a list.
    Replace(Vec<String>),
    /// Add these to the list.
    Add(Vec<String>),
}

/// What is judged.
pub(super) struct Texts<'a> {
    /// What was typed as the domain, and what it was read as.
    pub(super) domain: &'a str,
    pub(super) typed: Result<input::Target, Finding>,
    pub(super) target: Result<Target, Finding>,
    pub(super) policy: &'a Printed,
    pub(super) id: &'a str,
    pub(super) sts: &'a Printed,
    pub(super) tlsrpt: Option<&'a Printed>,
    pub(super) live: Option<&'a Survey>,
}

/// Stands in for the domain while there is none: no address is below it (RFC 6761 §6.4).
const NO_DOMAIN_YET: &str = "invalid";

/// An address for the name that the policy host is to be an alias of, which is not looked up (RFC 5737).
const SOME_ADDRESS: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);

/// The problems, the worst first.
pub(super) fn judge(texts: &Texts) -> Vec<Problem> {
    let mut problems = Vec::new();
    let domain = match &texts.typed {
        Ok(target) => {
            problems.extend(
                target
                    .notes
                    .iter()
                    .map(|note| problem(Field::Domain, note.clone(), None)),
            );
            Some(target.domain.clone())
        }
        Err(refusal) => {
            let mend = refusal.fix.as_ref().map(|fix| {
                let mended = fix.apply(texts.domain.as_bytes());
                Mend::Replace(vec![String::from_utf8_lossy(&mended).into_owned()])
            });
            problems.push(problem(Field::Domain, refusal.clone(), mend));
            Name::parse(NO_DOMAIN_YET).ok()
        }
    };
    if let Err(refusal) = &texts.target {
        problems.push(problem(Field::Host, refusal.clone(), None));
    }
    let Some(domain) = domain else { return problems };
    for finding in judge_survey(&survey(texts, &domain)).findings {
        let bad = matches!(finding.severity, Severity::Error | Severity::Warning | Severity::Note);
        // Nobody is told of a name that nobody typed.
        if texts.typed.is_err() && bad && finding.message().contains(&format!(".{NO_DOMAIN_YET}`")) {
            continue;
        }
        if let Some((field, mend)) = field(texts, &finding).filter(|_| bad) {
            problems.push(problem(field, finding, mend));
        }
    }
    if let Some(live) = texts.live.filter(|live| live.domain == domain)
        && let Some(finding) = start::judge_id(&texts.policy.text, texts.id, &Published::of(live))
    {
        problems.push(problem(Field::Id, finding, None));
    }
    crate::order::sort_by(&mut problems, |problem| problem.finding.severity);
    problems
}

fn problem(field: Field, finding: Finding, mend: Option<Mend>) -> Problem {
    let subject = finding.subject;
    Problem {
        field,
        // Nothing was observed.
        finding: finding.about(subject, Evidence::Given),
        mend,
    }
}

/// The world as it would be, as far as the form decides it; and where mail goes, if that is known.
fn survey(texts: &Texts, domain: &Name) -> Survey {
    let target = texts.target.as_ref().cloned().unwrap_or_default();
    let mut survey = Survey::new(domain.clone(), None, 0);
    survey.pasted = Pasted::new(texts.policy.text.clone().into_bytes());
    let rows: Vec<Row> = records::all(domain, domain, 0, &target, texts.sts, texts.tlsrpt)
        .into_iter()
        .map(row)
        .collect();
    let mut ask = |prefix: &str, rtype: Rtype| {
        let Some(name) = domain.under(prefix) else { return };
        let here = rows.iter().filter(|row| row.owner == name.as_str());
        let fits = |row: &&Row| row.rtype == rtype || row.rtype == Rtype::CNAME;
        let mut rows: Vec<Row> = here.filter(fits).cloned().collect();
        if let Target::Alias(host) = &target
            && rtype == Rtype::A
            && *host != name
        {
            rows.push(Row {
                owner: host.to_string(),
                ttl: 0,
                rtype,
                data: Data::A { address: SOME_ADDRESS },
            });
        }
        let answer = Answer {
            rows,
            ..Answer::default()
        };
        let reported = Reported {
            from: String::new(),
            at: 0,
            reply: Reply::Dns(Lookup::Answer(answer)),
        };
        survey.record(Question::Dns { name, rtype }, reported);
    };
    ask("_mta-sts", Rtype::TXT);
    ask("_smtp._tls", Rtype::TXT);
    if target != Target::Later {
        ask("mta-sts", Rtype::A);
        ask("mta-sts", Rtype::AAAA);
    }
    if let Some(live) = texts.live.filter(|live| live.domain == *domain) {
        for rtype in [Rtype::MX, Rtype::A, Rtype::AAAA] {
            let question = Question::Dns {
                name: domain.clone(),
                rtype,
            };
            for reported in live.replies.get(&question).into_iter().flatten() {
                survey.record(question.clone(), reported.clone());
            }
        }
    }
    survey
}

fn row(record: Record) -> Row {
    Row {
        owner: record.name.to_string(),
        ttl: record.ttl,
        rtype: record.rtype(),
        data: record.data,
    }
}

/// The field that a finding comes from, and what mends it.
fn field(texts: &Texts, finding: &Finding) -> Option<(Field, Option<Mend>)> {
    let in_text = |printed: &Printed, all: Field| {
        let piece = finding.span.and_then(|span| printed.field(span));
        let Some((span, field)) = piece else { return (all, None) };
        let text = span.of(printed.text.as_bytes());
        let mend = finding.fix.as_ref().and_then(|fix| within(fix, text, span.start));
        (field, mend)
    };
    Some(match finding.subject {
        Subject::Domain => (Field::Domain, None),
        Subject::Record => in_text(texts.sts, Field::Id),
        Subject::Policy => in_text(texts.policy, Field::Patterns),
        Subject::PolicyHost if [&BODY_LARGE, &BODY_TOO_LARGE].contains(&finding.rule) => (Field::Patterns, None),
        Subject::PolicyHost => (Field::Host, None),
        Subject::TlsRpt => texts
            .tlsrpt
            .map_or((Field::Destinations, None), |text| in_text(text, Field::Destinations)),
        Subject::MxHosts if *finding.rule == STILL_TESTING => (Field::Mode, None),
        Subject::MxHosts => coverage(texts, finding),
        // These don't speak of the form.
        Subject::Dane | Subject::Resolvers => return None,
    })
}

/// A finding about patterns and MX hosts.
fn coverage(texts: &Texts, finding: &Finding) -> (Field, Option<Mend>) {
    let line = finding
        .arg("pattern")
        .and_then(|pattern| texts.policy.text.find(&format!("\nmx: {pattern}\n")))
        .and_then(|at| texts.policy.field((at + "\nmx: ".len()..at + "\nmx: ".len()).into()));
    let field = line.map_or(Field::Patterns, |(_, field)| field);
    let mend = if [&PATTERN_UNUSED, &POLICY_HOST_AS_MX].contains(&finding.rule) {
        Some(Mend::Replace(Vec::new()))
    } else if *finding.rule == MX_TYPING_ERROR {
        finding.arg("host").map(|host| Mend::Replace(vec![host.to_owned()]))
    } else {
        let lines = finding.snippets.first().map(|snippet| snippet.text.lines());
        let hosts: Vec<String> = lines
            .into_iter()
            .flatten()
            .filter_map(|line| line.strip_prefix("mx: "))
            .map(str::to_owned)
            .collect();
        (!hosts.is_empty()).then_some(Mend::Add(hosts))
    };
    (field, mend)
}

/// What the edits make of the text of one piece, which begins at `start`; `None` where they reach beyond it, unless they
/// take it away as a whole.
fn within(fix: &Fix, text: &[u8], start: usize) -> Option<Mend> {
    let end = start + text.len();
    let mut inner = fix.clone();
    for edit in &mut inner.edits {
        if edit.span.start <= start && end <= edit.span.end && edit.text.is_empty() {
            return Some(Mend::Replace(Vec::new()));
        }
        if edit.span.start < start || edit.span.end > end {
            return None;
        }
        edit.span.start -= start;
        edit.span.end -= start;
    }
    let mended = inner.apply(text);
    let mended = String::from_utf8_lossy(&mended);
    // Where there are several in one field, the edits part them as the text does.
    let items = mended
        .split(['\n', ','])
        .map(|item| item.trim().trim_start_matches("mx: ").to_owned());
    Some(Mend::Replace(items.filter(|item| !item.is_empty()).collect()))
}

#[cfg(test)]
pub(super) mod tests;
