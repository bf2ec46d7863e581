//! Judges texts from the command line: JSON Lines in, JSON Lines out, one line for each line, in order.
//!
//! ```text
//! {"kind": "sts-record", "input": "v=STSv1; id=1"}
//! {"kind": "tlsrpt-record", "input": "v=TLSRPTv1; rua=mailto:a@example.com"}
//! {"kind": "policy", "input": "version: STSv1\n…"}
//! {"kind": "policy", "input": {"http": {"domain": "example.com", "url": "…", "status": 200, "headers": {}}, "body": "…"}}
//! {"kind": "mx-match", "input": {"patterns": ["*.example.com"], "mx": "mail.example.com"}}
//! {"kind": "txt-set", "input": {"name": "_mta-sts", "records": [["v=STSv1; ", "id=1"]]}}
//! {"kind": "txt-set", "input": {"name": "_smtp._tls", "doh": {"Status": 0, …}}}
//! {"kind": "paste", "input": "…", "now": 1795444320}
//! ```
//!
//! Each comes out as `{"verdict": "valid" | "valid-with-warnings" | "invalid", "findings": […], "effective": …}`;
//! `effective` is what a conforming sender goes by, and null when that is nothing. Spans are bytes of the text; of
//! several TXT records, of the one that counts. What can't be judged comes out as `{"error": "…"}`. Of a `paste`, which may
//! be anything, `effective` is what was found in it; `now`, in seconds since 1970, is for the dates of certificates.
//!
//! Without `domain`, the answer is judged as that of any policy host. A host `mx` beyond ASCII is compared by its A-labels;
//! a pattern has to be written in them (RFC 8461 §3.2). Wherever a text stands, `{"concat": [part, …]}` may stand, each part
//! a text, `{"repeat": [text, count]}` or `{"hex": "ff00"}`.

use mta_sts_lens::dns::rules::LOOKUP_FAILED;
use mta_sts_lens::dns::{Data, End, Lookup, Rtype, doh};
use mta_sts_lens::recognise::recognise;
use mta_sts_lens::rule::{Evidence, Findings, Severity, Subject};
use mta_sts_lens::sts::{self, Policy, StsRecord, http, http::HttpAnswer, mx, policy};
use mta_sts_lens::tlsrpt::{self, TlsRptRecord};
use serde_json::{Map, Value, json};
use std::io::{self, BufRead, Read, Write};

#[path = "lint/text.rs"]
mod text;

use text::{LARGEST, append, member, text, words};

/// Most records of a set.
const MOST_RECORDS: usize = 10_000;

fn main() -> io::Result<()> {
    run(io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))
}

/// Answers every line of `input`.
///
/// # Errors
/// When reading or writing fails.
pub fn run(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut input).take(LARGEST as u64 + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            return output.flush();
        }
        let whole = line.ends_with(b"\n") || read <= LARGEST;
        let out = if whole {
            answer(&line)
        } else {
            skip_line(&mut input)?;
            fault("the line is too long")
        };
        serde_json::to_writer(&mut output, &out)?;
        output.write_all(b"\n")?;
    }
}

/// Answers one line.
#[must_use]
pub fn answer(line: &[u8]) -> Value {
    let judged = serde_json::from_slice::<Value>(line)
        .map_err(|error| error.to_string())
        .and_then(|request| judge(&request));
    judged.unwrap_or_else(|error| fault(&error))
}

fn fault(error: &str) -> Value {
    json!({ "error": error })
}

/// Reads on to the end of the line, and forgets it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let feed = buffer.iter().position(|&byte| byte == b'\n');
        let used = feed.map_or(buffer.len(), |at| at + 1);
        let done = feed.is_some() || buffer.is_empty();
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

fn judge(request: &Value) -> Result<Value, String> {
    let kind = request
        .get("kind")
        .and_then(Value::as_str)
        .ok_or("there is no \"kind\"")?;
    let input = request.get("input").ok_or("there is no \"input\"")?;
    match kind {
        "sts-record" => {
            let mut findings = Findings::new();
            let record = sts::record::parse(&text(input)?, &mut findings);
            Ok(report(findings, Subject::Record, record.as_ref().map(id)))
        }
        "tlsrpt-record" => {
            let mut findings = Findings::new();
            let record = tlsrpt::parse(&text(input)?, &mut findings);
            Ok(report(findings, Subject::TlsRpt, record.as_ref().map(rua)))
        }
        "policy" => judge_policy(input),
        "mx-match" => judge_match(input),
        "txt-set" => judge_set(input),
        "paste" => judge_paste(input, request.get("now").and_then(Value::as_u64).unwrap_or_default()),
        other => Err(format!("there is no kind {other:?}")),
    }
}

fn judge_policy(input: &Value) -> Result<Value, String> {
    let mut of_host = Findings::new();
    let body = match input.get("http") {
        None => text(input)?,
        Some(answer) => {
            let body = text(input.get("body").ok_or("there is no \"body\"")?)?;
            answer.as_object().ok_or("\"http\" is no object")?;
            let domain = member(answer, "domain")?.unwrap_or_default();
            http::judge(&domain, &http_answer(answer)?, body.len(), &mut of_host);
            body
        }
    };
    let unusable = of_host.has_error();
    let mut findings = Findings::new();
    findings.adopt(of_host, Subject::PolicyHost, &Evidence::Given);
    let mut of_policy = Findings::new();
    let reading = policy::parse(&body, &mut of_policy);
    findings.adopt(of_policy, Subject::Policy, &Evidence::Given);
    let effective = reading.effective.filter(|_| !unusable);
    Ok(summary(findings, effective.as_ref().map(fields)))
}

fn http_answer(answer: &Value) -> Result<HttpAnswer, String> {
    let mut headers = Vec::new();
    if let Some(list) = answer.get("headers").filter(|list| !list.is_null()) {
        for (name, value) in list.as_object().ok_or("\"headers\" is no object")? {
            let value = words(value).map_err(|why| format!("the header {name:?}: {why}"))?;
            headers.push((name.clone(), value));
        }
    }
    let status = match answer.get("status").filter(|status| !status.is_null()) {
        None => None,
        Some(status) => {
            let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
            Some(status.ok_or("\"status\" is no status")?)
        }
    };
    Ok(HttpAnswer {
        url: member(answer, "url")?,
        status,
        headers,
        redirected: match answer.get("redirected").filter(|value| !value.is_null()) {
            None => false,
            Some(value) => value.as_bool().ok_or("\"redirected\" is neither true nor false")?,
        },
    })
}

fn judge_match(input: &Value) -> Result<Value, String> {
    let list = input
        .get("patterns")
        .and_then(Value::as_array)
        .ok_or("there are no \"patterns\"")?;
    let patterns = list.iter().map(words).collect::<Result<Vec<_>, _>>()?;
    let host = member(input, "mx")?.ok_or("there is no \"mx\"")?;
    // RFC 8461 §4.1 compares what stands in the MX record, and names stand there as A-labels.
    let host = match idna::domain_to_ascii(&host) {
        _ if host.is_ascii() => host,
        Ok(ascii) => ascii,
        Err(_) => return Err("\"mx\" is no host name, and can't be written as A-labels".into()),
    };
    let mut findings = Findings::new();
    let covering = mx::judge(&patterns, &host, &mut findings).and_then(|at| patterns.get(at));
    let effective = covering.map(|pattern| json!({ "pattern": pattern }));
    Ok(report(findings, Subject::MxHosts, effective))
}

fn judge_set(input: &Value) -> Result<Value, String> {
    let name = member(input, "name")?.ok_or("there is no \"name\"")?;
    let subject = match name.as_str() {
        "_mta-sts" => Subject::Record,
        "_smtp._tls" => Subject::TlsRpt,
        other => return Err(format!("no record is looked for at {other:?}")),
    };
    let mut findings = Findings::new();
    let records = match (input.get("records"), input.get("doh")) {
        (Some(records), None) => Ok(joined(records)?),
        (None, Some(answer)) => looked_up(answer),
        _ => return Err("either \"records\" or \"doh\" is wanted".into()),
    };
    let records = match records {
        Ok(records) => records,
        Err(why) => {
            // A failed look-up is not an absent record, and never a good one.
            let finding = LOOKUP_FAILED
                .finding()
                .with("question", format!("{name} TXT"))
                .with("why", why);
            findings.add(finding.severity(Severity::Error));
            return Ok(report(findings, subject, None));
        }
    };
    let effective = if subject == Subject::Record {
        sts::txt_set::judge(&records, &mut findings).map(|(_, record)| id(&record))
    } else {
        tlsrpt::judge(&records, &mut findings).map(|(_, record)| rua(&record))
    };
    Ok(report(findings, subject, effective))
}

fn judge_paste(input: &Value, now: u64) -> Result<Value, String> {
    let pasted = recognise(&text(input)?, None, now, &|name| idna::domain_to_ascii(name).ok());
    let piece = |piece: &mta_sts_lens::recognise::Piece| {
        let kind = format!("{:?}", piece.kind);
        json!({ "kind": kind, "what": piece.what, "how": piece.how, "span": piece.span, "lines": piece.lines })
    };
    let pieces: Vec<Value> = pasted.pieces.iter().map(piece).collect();
    let fits = pasted.together.fits.iter();
    let fits: Vec<Value> = fits
        .map(|fit| json!({ "severity": fit.severity, "words": fit.words, "pieces": fit.pieces }))
        .collect();
    let mut findings = Findings::new();
    pasted.findings.into_iter().for_each(|finding| findings.add(finding));
    let known = json!({ "pieces": pieces, "together": fits, "plain": pasted.together.plain });
    Ok(summary(findings, Some(known)))
}

/// The records of a set, each with its strings joined.
fn joined(records: &Value) -> Result<Vec<Vec<u8>>, String> {
    let list = records.as_array().ok_or("\"records\" is no list")?;
    if list.len() > MOST_RECORDS {
        return Err(format!("there are more than {MOST_RECORDS} records"));
    }
    let mut left = LARGEST;
    let mut joined = Vec::with_capacity(list.len());
    for record in list {
        let mut bytes = Vec::new();
        for string in record.as_array().ok_or("a record is no list of strings")? {
            append(&mut bytes, string, &mut left)?;
        }
        joined.push(bytes);
    }
    Ok(joined)
}

/// The TXT records of an answer over HTTPS, its aliases followed; or why they aren't known.
fn looked_up(answer: &Value) -> Result<Vec<Vec<u8>>, String> {
    let decoded = match doh::decode(200, None, answer.to_string().as_bytes()) {
        Lookup::Failed(failure) => return Err(failure.words()),
        Lookup::Answer(decoded) => decoded,
    };
    let (name, rtype) = asked(answer);
    if rtype.is_some_and(|rtype| rtype != Rtype::TXT) {
        return Err("the answer is about another type of record".into());
    }
    let first = decoded.rows.first().map(|row| row.owner.clone());
    let name = name.or(first).unwrap_or_default();
    let resolved = decoded.resolve(&name, Rtype::TXT);
    if resolved.end == End::Loop {
        return Err("its aliases lead round in a circle".into());
    }
    let text = |data: &Data| match data {
        Data::Txt { text, .. } => Ok(text.clone()),
        _ => Err("a record in the answer can't be read".to_owned()),
    };
    resolved.records().iter().map(|row| text(&row.data)).collect()
}

/// The name and the type that such an answer repeats as its question.
fn asked(answer: &Value) -> (Option<String>, Option<Rtype>) {
    let member = |value: &Value, name: &str| {
        let object = value.as_object()?;
        let found = object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone())
    };
    let questions = member(answer, "question").unwrap_or_default();
    let question = questions.get(0).cloned().unwrap_or(questions);
    let name = member(&question, "name").and_then(|name| name.as_str().map(str::to_owned));
    let rtype = member(&question, "type").and_then(|rtype| match rtype.as_str() {
        Some(text) => Rtype::parse(text),
        None => u16::try_from(rtype.as_u64()?).ok().map(Rtype),
    });
    (name, rtype)
}

fn id(record: &StsRecord) -> Value {
    json!({ "id": record.id })
}

fn rua(record: &TlsRptRecord) -> Value {
    let list: Vec<&str> = record.rua.iter().map(|rua| rua.text.as_str()).collect();
    json!({ "rua": list })
}

fn fields(policy: &Policy) -> Value {
    let mx: Vec<&str> = policy.mx.iter().map(|pattern| pattern.text.as_str()).collect();
    json!({ "mode": policy.mode, "max_age": policy.max_age, "mx": mx })
}

fn report(findings: Findings, subject: Subject, effective: Option<Value>) -> Value {
    let mut about = Findings::new();
    about.adopt(findings, subject, &Evidence::Given);
    summary(about, effective)
}

fn summary(findings: Findings, effective: Option<Value>) -> Value {
    let verdict = match findings.worst() {
        Some(Severity::Error) => "invalid",
        Some(Severity::Warning) => "valid-with-warnings",
        _ => "valid",
    };
    let list: Vec<Value> = findings.into_vec().iter().map(|finding| json!(finding)).collect();
    let mut out = Map::new();
    out.insert("verdict".into(), verdict.into());
    out.insert("findings".into(), list.into());
    out.insert("effective".into(), effective.unwrap_or(Value::Null));
    Value::Object(out)
}
