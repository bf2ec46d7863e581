//! The MX hosts of the paste against its policy. The judging is the survey's: it is given what was pasted as if that had
//! been looked up; what it finds is led back to the lines.

use super::super::lines::line;
use super::super::reader::Reader;
use super::super::rows::Row;
use super::super::zone::names::ZONE;
use super::{Facts, Host, Known};
use crate::dns::answer::Row as Answered;
use crate::dns::{Answer, Data, Lookup, Name, Rtype};
use crate::rule::{Evidence, Finding, Rule, Subject};
use crate::sts::mx::{MxMatch, compare, is_pattern};
use crate::sts::{Mode, MxPattern};
use crate::survey::facts::Pasted;
use crate::survey::judge::judge_drawn as assess;
use crate::survey::picture::Matrix;
use crate::survey::rules::mx as rules;
use crate::survey::{Question, Reply, Reported, Survey};
use crate::text::Span;

/// More hosts, and more lines of a policy, than this aren't held against each other.
const MOST_HOSTS: usize = 32;
const MOST_LINES: usize = 100;

/// More domains than this are left out.
const MOST_DOMAINS: usize = 8;

/// Stands for a domain that isn't said.
const NO_NAME: &str = "domain.invalid";

/// What the survey finds that follows from the paste alone.
const FROM_MX: [&Rule; 7] = [
    &rules::NULL_MX,
    &rules::NULL_MX_AND_OTHERS,
    &rules::MX_IS_ADDRESS,
    &rules::MX_IS_ALIAS,
    &rules::MX_PRIVATE,
    &rules::MX_NOT_A_HOST_NAME,
    &rules::POLICY_WITHOUT_MAIL,
];
const FROM_POLICY: [&Rule; 6] = [
    &rules::MX_COVERED,
    &rules::POLICY_HOST_AS_MX,
    &rules::MX_TYPING_ERROR,
    &rules::FORMER_PROVIDER,
    &rules::PATTERN_UNUSED,
    &rules::STILL_TESTING,
];

/// Judges the MX hosts of every domain of the paste, and those of the policy's against it.
pub(super) fn judge(reader: &mut Reader<'_>, facts: &mut Facts) -> Option<Matrix> {
    let rows = std::mem::take(&mut reader.rows);
    let mut done: Vec<Option<&str>> = Vec::new();
    let mut matrix = None;
    for row in rows.iter().filter(|row| row.rtype == Rtype::MX) {
        let owner = row.owner.as_deref();
        if done.contains(&owner) || done.len() == MOST_DOMAINS {
            continue;
        }
        done.push(owner);
        let fits = owner.is_none() || owner == facts.domain.as_deref();
        let policy = facts.policy.clone().filter(|_| fits && matrix.is_none());
        let made = domain(reader, &rows, row, policy.as_ref(), facts);
        matrix = matrix.or(made.filter(|_| policy.is_some()));
    }
    reader.rows = rows;
    matrix
}

/// Judges the MX hosts of the domain, and the source, of a record.
fn domain(
    reader: &mut Reader<'_>,
    rows: &[Row],
    first: &Row,
    policy: Option<&Known>,
    facts: &mut Facts,
) -> Option<Matrix> {
    let alike = |row: &&Row| row.rtype == Rtype::MX && row.owner == first.owner && row.source == first.source;
    // Nothing can be said of hosts whose names aren't known in full.
    let whole = |row: &&Row| !matches!(row.data(), Some((Data::Mx { host, .. }, _)) if host.ends_with(ZONE));
    let mx: Vec<&Row> = rows.iter().filter(alike).filter(whole).take(MOST_HOSTS).collect();
    if mx.is_empty() {
        return None;
    }
    let hosts: Vec<Host> = mx.iter().filter_map(|row| host(row)).collect();
    let policy = policy.filter(|known| known.policy.mx.len() <= MOST_LINES);
    let made = assess(&survey(reader, rows, &mx, policy)?);
    let evidence = Evidence::Inferred {
        from: "MX hosts and policy, both pasted".into(),
    };
    for finding in made.findings {
        let of_mx = FROM_MX.contains(&finding.rule);
        let of_policy = policy.is_some() && FROM_POLICY.contains(&finding.rule);
        if !of_mx && !of_policy {
            continue;
        }
        let evidence = if of_mx { Evidence::Pasted } else { evidence.clone() };
        let finding = placed(reader, finding, &hosts, first, policy);
        reader.findings.add(finding.about(Subject::MxHosts, evidence));
    }
    let policy = policy.filter(|known| known.policy.mode != Mode::None)?;
    for host in &hosts {
        let cells: Vec<MxMatch> = policy
            .policy
            .mx
            .iter()
            .map(|pattern| compare(&pattern.text, &host.name))
            .collect();
        if cells.iter().any(|cell| cell.is_match()) {
            facts.covered.push(host.clone());
            continue;
        }
        facts.refused.push(host.clone());
        // That an address can't be covered is said by a rule of its own.
        if host.name.parse::<std::net::IpAddr>().is_err() {
            let finding = refused(reader, host, &hosts, &cells, policy);
            reader.findings.add(finding.about(Subject::MxHosts, evidence.clone()));
        }
    }
    let mut matrix = made.picture?.matrix?;
    let before = reader.line(policy.body.start).saturating_sub(1);
    for line in &mut matrix.lines {
        line.line += before;
    }
    Some(matrix)
}

fn host(row: &Row) -> Option<Host> {
    match row.data()? {
        (Data::Mx { host, .. }, span) if !host.is_empty() => Some(Host {
            name: host.to_ascii_lowercase(),
            span,
        }),
        _ => None,
    }
}

/// What was pasted, as if it had been looked up.
fn survey(reader: &Reader<'_>, rows: &[Row], mx: &[&Row], policy: Option<&Known>) -> Option<Survey> {
    let owner = mx.first().and_then(|row| row.owner.as_deref()).unwrap_or_default();
    let domain = Name::parse(owner).or_else(|_| Name::parse(NO_NAME)).ok()?;
    let started = i64::try_from(reader.now).unwrap_or(i64::MAX);
    let mut survey = Survey::new(domain.clone(), None, started);
    survey.ended = true;
    let answer = |rows: Vec<Answered>| {
        let rows = Answer {
            rows,
            ..Answer::default()
        };
        Reported {
            from: "the paste".into(),
            at: 0,
            reply: Reply::Dns(Lookup::Answer(rows)),
        }
    };
    let made = mx.iter().filter_map(|row| answered(row, domain.as_str())).collect();
    let rtype = Rtype::MX;
    survey.record(Question::Dns { name: domain, rtype }, answer(made));
    for row in mx.iter().filter_map(|row| host(row)) {
        let Ok(name) = Name::parse(&row.name) else { continue };
        let of = |row: &&Row| row.owner.as_deref() == Some(name.as_str()) && row.data().is_some();
        let found: Vec<Answered> = rows
            .iter()
            .filter(of)
            .take(8)
            .filter_map(|row| answered(row, name.as_str()))
            .collect();
        if !found.is_empty() {
            let rtype = Rtype::A;
            survey.record(Question::Dns { name, rtype }, answer(found));
        }
    }
    survey.pasted = policy.and_then(|known| Pasted::new(known.body.of(reader.text).to_vec()));
    Some(survey)
}

/// A record in the form in which a look-up brings it.
fn answered(row: &Row, owner: &str) -> Option<Answered> {
    let (data, _) = row.data()?;
    Some(Answered {
        owner: owner.to_owned(),
        ttl: row.ttl,
        rtype: row.rtype,
        data: data.clone(),
    })
}

/// Leads a finding of the survey back to the lines it is about.
fn placed(reader: &Reader<'_>, mut finding: Finding, hosts: &[Host], first: &Row, policy: Option<&Known>) -> Finding {
    let host = finding
        .arg("host")
        .and_then(|name| hosts.iter().find(|host| host.name == name));
    let of_pattern = |name: &str| policy?.policy.mx.iter().find(|pattern| pattern.text == name);
    let pattern = finding.arg("pattern").and_then(of_pattern);
    let former = || {
        policy?
            .policy
            .mx
            .first()
            .filter(|_| *finding.rule == rules::FORMER_PROVIDER)
    };
    let pattern = pattern.or_else(former);
    let of_host = host.map(|host| host.span);
    let of_line = pattern.and_then(|pattern| Some(pattern.span.shifted(policy?.body.start)));
    let mode = (*finding.rule == rules::STILL_TESTING)
        .then(|| policy.map(|known| known.policy.mode_span.shifted(known.body.start)));
    // What is covered or not is the host; what covers nothing is the line.
    let by_host = *finding.rule == rules::MX_COVERED;
    let (span, other) = match (of_host, of_line) {
        (Some(host), Some(line)) if by_host => (host, Some(line)),
        (host, Some(line)) => (line, host),
        (Some(host), None) => (host, None),
        (None, None) => (mode.flatten().unwrap_or(first.span), None),
    };
    finding.span = Some(span);
    finding.quotes.clear();
    finding.snippets.clear();
    finding.fix = None;
    for (name, value) in &mut finding.args {
        if *name == "domain" && value == NO_NAME {
            "@".clone_into(value);
        }
    }
    if *finding.rule == rules::MX_TYPING_ERROR {
        if let (Some(host), Some(line)) = (host, of_line) {
            finding = finding.suggest(line, host.name.clone());
        }
    }
    match other {
        Some(other) => quoted(reader, finding, other, ""),
        None => finding,
    }
}

/// Adds another line of the paste that belongs to a finding.
fn quoted(reader: &Reader<'_>, finding: Finding, span: Span, note: &str) -> Finding {
    let start = reader
        .text
        .get(..span.start)
        .and_then(|before| before.iter().rposition(|&byte| byte == b'\n'))
        .map_or(0, |at| at + 1);
    let end = line(reader.text, start).map_or(span.end, |line| line.span.end);
    let Ok(text) = std::str::from_utf8(Span::new(start, end.max(span.end)).of(reader.text)) else {
        return finding;
    };
    let number = reader.line(span.start);
    let inner = Span::new(span.start - start, span.end - start);
    finding.quote(format!("line {number}"), text, inner, note)
}

/// A host that no line of the policy covers.
fn refused(reader: &Reader<'_>, host: &Host, hosts: &[Host], cells: &[MxMatch], known: &Known) -> Finding {
    let policy = &known.policy;
    let testing = policy.mode == Mode::Testing;
    let near = cells.iter().zip(&policy.mx).find_map(|(cell, pattern)| match cell {
        MxMatch::TooDeep { labels } => Some((pattern, *labels)),
        MxMatch::Apex => Some((pattern, 0)),
        _ => None,
    });
    let name = format!("`{}`", host.name);
    let Some((pattern, labels)) = near else {
        let finding = rules::MX_NOT_COVERED
            .at(host.span)
            .softened(testing)
            .with("hosts", name);
        return with_line(reader, finding, host, known, policy.mx.last());
    };
    let why = match labels {
        0 => "its `*` stands for one label, and the name has none there".to_owned(),
        labels => format!("its `*` stands for one label, and the name has {labels} there"),
    };
    let span = pattern.span.shifted(known.body.start);
    let finding = rules::WILDCARD_ONE_LABEL
        .at(host.span)
        .softened(testing)
        .with("hosts", name)
        .with("pattern", &pattern.text)
        .with("why", why);
    let finding = quoted(reader, finding, span, "one label");
    // A line that another host needs stays as it is.
    let needed = hosts.iter().any(|other| compare(&pattern.text, &other.name).is_match());
    match host.name.split_once('.') {
        Some((_, above)) if labels == 2 && !needed => finding.suggest(span, format!("*.{above}")),
        _ => with_line(reader, finding, host, known, Some(pattern)),
    }
}

/// Offers a line for a host, behind another one of the policy.
fn with_line(reader: &Reader<'_>, finding: Finding, host: &Host, known: &Known, behind: Option<&MxPattern>) -> Finding {
    let Some(pattern) = behind.filter(|_| is_pattern(host.name.as_bytes())) else {
        return finding;
    };
    let at = pattern.span.end + known.body.start;
    let Some(line) = line(reader.text, at) else {
        return finding.suggest(Span::point(at), format!("\nmx: {}", host.name));
    };
    let end = if line.next > line.span.end + 1 { "\r\n" } else { "\n" };
    finding.suggest(Span::point(line.span.end), format!("{end}mx: {}", host.name))
}
