//! The kinds of input that a spec may hold, and how what comes out is written down.

use super::facts::Facts;
use super::files;
use super::guard;
use mta_sts_lens::dns::{Rtype, doh, input};
use mta_sts_lens::make::start::{Published, judge_id};
use mta_sts_lens::recognise::recognise;
use mta_sts_lens::rule::{Finding, Findings, Severity};
use mta_sts_lens::survey::judge::judge;
use mta_sts_lens::text::{line_column, show};
use mta_sts_lens::{report, sts, tlsrpt};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What comes out of an input.
pub struct Outcome {
    /// The text that findings point into; empty where there are several.
    pub text: Vec<u8>,
    /// All findings.
    pub findings: Vec<Finding>,
    /// What a conforming sender goes by, or the verdict of a survey: the first lines of what is written down.
    pub head: String,
    /// Whether a usable text must be there exactly when no finding is an error, and whether it is there.
    pub usable: Option<bool>,
}

/// What an HTTP answer is judged with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Http {
    domain: String,
    url: Option<String>,
    status: Option<u16>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    redirected: bool,
    #[serde(default)]
    cut: bool,
    #[serde(default)]
    body_length: usize,
}

/// A host against the patterns of a policy.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MxMatch {
    patterns: Vec<String>,
    mx: String,
}

/// The records of a name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TxtSet {
    name: String,
    records: Option<Vec<String>>,
    doh: Option<serde_json::Value>,
}

/// A policy that is about to be published in place of another one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Change {
    published: String,
    published_id: String,
    policy: String,
    id: String,
}

/// Judges an input of a kind.
///
/// - `sts-record`, `tlsrpt-record`: the text of one record; `policy`: of a policy file.
/// - `tls-report`: the JSON text of a report; `small-tls-report`: of which 20 values are read.
/// - `txt-set`: JSON `{"name": "_mta-sts", "records": ["…", …]}`, or `doh` with an answer in place of `records`.
/// - `policy-http`: JSON `{"domain", "url", "status", "headers", "redirected", "body-length", "cut"}`.
/// - `mx-match`: JSON `{"patterns": ["…", …], "mx": "…"}`.
/// - `change`: JSON `{"published": "…", "published-id": "…", "policy": "…", "id": "…"}`.
/// - `domain`: what is typed into the page; `example.com user@example.net` on two lines is two lines.
/// - `survey`: TOML, see `facts`; `guard`: TOML, see `guard`; `report-files`: TOML, see `files`.
/// - `paste`: anything; `now` is 23 November 2026, 14:32 UTC.
pub fn run(kind: &str, input: &[u8]) -> Result<Outcome, String> {
    match kind {
        "sts-record" => Ok(sts_record(input)),
        "tlsrpt-record" => Ok(tlsrpt_record(input)),
        "policy" => Ok(policy(input)),
        "tls-report" => Ok(tls_report(input, report::Limits::default())),
        "small-tls-report" => Ok(tls_report(input, report::Limits { values: 20 })),
        "txt-set" => txt_set(&from_json(input)?),
        "policy-http" => Ok(policy_http(&from_json(input)?)),
        "mx-match" => Ok(mx_match(&from_json(input)?)),
        "change" => Ok(change(&from_json(input)?)),
        "domain" => Ok(domain(&utf8(input)?)),
        "paste" => Ok(paste(input)),
        "survey" => Ok(survey(&Facts::parse(&utf8(input)?)?)),
        "report-files" => files::run(&utf8(input)?).map(|(findings, head)| Outcome {
            text: Vec::new(),
            findings,
            head,
            usable: None,
        }),
        "guard" => Ok(Outcome {
            text: Vec::new(),
            findings: guard::run(&utf8(input)?)?,
            head: String::new(),
            usable: None,
        }),
        _ => Err(format!("no kind of input: {kind}")),
    }
}

fn from_json<'a, T: Deserialize<'a>>(input: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(input).map_err(|error| error.to_string())
}

fn utf8(input: &[u8]) -> Result<String, String> {
    String::from_utf8(input.to_vec()).map_err(|error| error.to_string())
}

fn sts_record(text: &[u8]) -> Outcome {
    let mut findings = Findings::new();
    let record = sts::record::parse(text, &mut findings);
    let head = effective(record.as_ref().map(|record| format!("id {}", record.id)).as_deref());
    outcome(text, findings, head, Some(record.is_some()))
}

fn tlsrpt_record(text: &[u8]) -> Outcome {
    let mut findings = Findings::new();
    let record = tlsrpt::parse(text, &mut findings);
    let head = effective(record.as_ref().map(destinations).as_deref());
    outcome(text, findings, head, Some(record.is_some()))
}

fn policy(text: &[u8]) -> Outcome {
    let mut findings = Findings::new();
    let reading = sts::policy::parse(text, &mut findings);
    let mut head = effective(reading.effective.as_ref().map(fields).as_deref());
    if let (None, Some(lenient)) = (&reading.effective, &reading.lenient) {
        let who = if reading.most {
            "most known senders go by"
        } else {
            "a milder sender may go by"
        };
        let _ = writeln!(head, "{who}: {}", fields(lenient));
    }
    outcome(text, findings, head, Some(reading.effective.is_some()))
}

fn tls_report(text: &[u8], limits: report::Limits) -> Outcome {
    let mut findings = Findings::new();
    let report = report::parse_within(text, limits, &mut findings);
    let told = report.map(|report| {
        let sum = |count: fn(&report::Entry<'_>) -> Option<u64>| report.entries.iter().filter_map(count).sum::<u64>();
        let (successes, failures) = (sum(|entry| entry.successes), sum(|entry| entry.failures));
        let details: usize = report.entries.iter().map(|entry| entry.details.len()).sum();
        let policies = report.entries.len();
        format!("policies {policies}, successes {successes}, failures {failures} in {details} details")
    });
    outcome(text, findings, effective(told.as_deref()), None)
}

fn fields(policy: &sts::Policy) -> String {
    let mx: Vec<_> = policy.mx.iter().map(|mx| mx.text.as_str()).collect();
    format!(
        "mode {}, max_age {}, mx {}",
        policy.mode.as_str(),
        policy.max_age,
        mx.join(" ")
    )
}

fn destinations(record: &tlsrpt::TlsRptRecord) -> String {
    let rua: Vec<_> = record.rua.iter().map(|rua| rua.text.as_str()).collect();
    format!("rua {}", rua.join(" "))
}

fn txt_set(set: &TxtSet) -> Result<Outcome, String> {
    let records: Vec<Vec<u8>> = match (&set.records, &set.doh) {
        (Some(records), None) => records.iter().map(|record| record.clone().into_bytes()).collect(),
        (None, Some(answer)) => match doh::decode(200, None, answer.to_string().as_bytes()) {
            mta_sts_lens::dns::Lookup::Answer(answer) => answer
                .rows
                .iter()
                .filter(|row| row.rtype == Rtype::TXT)
                .filter_map(|row| match &row.data {
                    mta_sts_lens::dns::Data::Txt { text, .. } => Some(text.clone()),
                    _ => None,
                })
                .collect(),
            mta_sts_lens::dns::Lookup::Failed(failure) => return Err(format!("{failure:?}")),
        },
        _ => return Err("records or doh".into()),
    };
    let mut findings = Findings::new();
    let (index, what) = match set.name.as_str() {
        "_mta-sts" => sts::txt_set::judge(&records, &mut findings)
            .map(|(index, record)| (index, format!("id {}", record.id)))
            .unzip(),
        "_smtp._tls" => tlsrpt::txt_set::judge(&records, &mut findings)
            .map(|(index, record)| (index, destinations(&record)))
            .unzip(),
        other => return Err(format!("no such name: {other}")),
    };
    let usable = index.is_some();
    let text = index
        .map(|index| records[index].clone())
        .or_else(|| (records.len() == 1).then(|| records[0].clone()));
    let mut out = outcome(
        &text.unwrap_or_default(),
        findings,
        effective(what.as_deref()),
        Some(usable),
    );
    if let Some(index) = index.filter(|_| records.len() > 1) {
        let _ = writeln!(out.head, "of record {} of {}", index + 1, records.len());
    }
    Ok(out)
}

fn policy_http(http: &Http) -> Outcome {
    let mut findings = Findings::new();
    let answer = sts::http::HttpAnswer {
        url: http.url.clone(),
        status: http.status,
        headers: http.headers.clone().into_iter().collect(),
        redirected: http.redirected,
        cut: http.cut,
    };
    sts::http::judge(&http.domain, &answer, http.body_length, &mut findings);
    outcome(b"", findings, String::new(), None)
}

fn mx_match(query: &MxMatch) -> Outcome {
    let mut findings = Findings::new();
    let covering = sts::mx::judge(&query.patterns, &query.mx, &mut findings);
    outcome(b"", findings, String::new(), Some(covering.is_some()))
}

fn change(change: &Change) -> Outcome {
    let mut findings = Findings::new();
    let published = Published {
        policy: sts::policy::parse(change.published.as_bytes(), &mut Findings::new()).effective,
        id: Some(change.published_id.clone()),
        ..Published::default()
    };
    if let Some(finding) = judge_id(&change.policy, &change.id, &published) {
        findings.add(finding);
    }
    outcome(b"", findings, String::new(), None)
}

fn domain(text: &str) -> Outcome {
    let to_ascii = |text: &str| idna::domain_to_ascii(text).ok();
    match input::read(text, &to_ascii) {
        Ok(target) => {
            let mut head = format!("checks {}\n", target.domain);
            if let Some(unicode) = &target.unicode {
                let _ = writeln!(head, "that is {unicode}");
            }
            Outcome {
                text: text.as_bytes().to_vec(),
                findings: target.notes,
                head,
                usable: Some(true),
            }
        }
        Err(finding) => Outcome {
            text: text.as_bytes().to_vec(),
            findings: vec![finding],
            head: "checks nothing\n".into(),
            usable: Some(false),
        },
    }
}

fn paste(text: &[u8]) -> Outcome {
    /// 23 November 2026, 14:32 UTC.
    const NOW: u64 = 1_795_444_320;
    let pasted = recognise(text, None, NOW, &|text| idna::domain_to_ascii(text).ok());
    let mut head = String::new();
    for piece in &pasted.pieces {
        let how = if piece.how.is_empty() {
            String::new()
        } else {
            format!(" ({})", piece.how)
        };
        let _ = writeln!(head, "{}: {}{how}", piece.place(), piece.what);
    }
    if let Some(nearest) = &pasted.nearest {
        let _ = writeln!(head, "nearest: {}", nearest.words);
    }
    Outcome {
        text: text.to_vec(),
        findings: pasted.findings,
        head,
        usable: None,
    }
}

fn survey(facts: &Facts) -> Outcome {
    let assessment = judge(&facts.survey());
    let verdict = &assessment.verdict;
    let case = serde_json::to_value(verdict.case).unwrap();
    let head = format!(
        "verdict {} ({})\n    {}\n",
        case.as_str().unwrap_or_default(),
        word(verdict.severity),
        verdict.sentence
    );
    Outcome {
        text: Vec::new(),
        findings: assessment.findings,
        head,
        usable: None,
    }
}

fn effective(what: Option<&str>) -> String {
    format!("effective: {}\n", what.unwrap_or("nothing"))
}

fn outcome(text: &[u8], findings: Findings, head: String, usable: Option<bool>) -> Outcome {
    Outcome {
        text: text.to_vec(),
        findings: findings.into_vec(),
        head,
        usable,
    }
}

fn word(severity: Severity) -> String {
    let value = serde_json::to_value(severity).unwrap();
    value.as_str().unwrap_or_default().to_owned()
}

impl Outcome {
    /// The findings as they stand in a spec. What is good is only named, but for the rule that the spec is about.
    pub fn print(&self, about: &str) -> String {
        let mut out = self.head.clone();
        let in_one_text = !self.text.is_empty();
        let (told, named): (Vec<_>, Vec<_>) = self
            .findings
            .iter()
            .partition(|finding| finding.severity != Severity::Good || finding.rule.code == about);
        for finding in told {
            self.print_one(&mut out, finding, in_one_text);
        }
        let mut codes: Vec<_> = named.iter().map(|finding| finding.rule.code).collect();
        codes.sort_unstable();
        codes.dedup();
        if !codes.is_empty() {
            let _ = writeln!(out, "good: {}", codes.join(" "));
        }
        out
    }

    fn print_one(&self, out: &mut String, finding: &Finding, in_one_text: bool) {
        let _ = write!(out, "{} {}", word(finding.severity), finding.rule.code);
        if let (Some(span), true) = (finding.span, in_one_text) {
            let (line, column) = line_column(&self.text, span.start);
            let _ = write!(out, " {line}:{column} «{}»", show(span.of(&self.text)));
        }
        if !in_one_text {
            let subject = serde_json::to_value(finding.subject).unwrap();
            let evidence = serde_json::to_value(&finding.evidence).unwrap();
            let words = [subject.as_str(), evidence["kind"].as_str()].map(Option::unwrap_or_default);
            let _ = write!(out, " {} ({})", words[0], words[1]);
        }
        let _ = writeln!(out, "\n    {}", finding.message());
        if let (Some(fix), true) = (&finding.fix, in_one_text) {
            let how = if fix.safe { "mend" } else { "perhaps" };
            for edit in &fix.edits {
                let old = show(edit.span.of(&self.text));
                let _ = writeln!(out, "    {how}: «{old}» becomes «{}»", show(edit.text.as_bytes()));
            }
        }
    }
}
