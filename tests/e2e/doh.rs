//! DNS over HTTPS in JSON, in the two dialects that the real servers speak, and what can go wrong with it.

use crate::scenario::{Dialect, Fault};
use crate::zones::{Reply, Row, Zones};
use domain::base::Rtype;
use domain::base::name::{Name, ToLabelIter};
use hyper::body::Bytes;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// An HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Content type.
    pub kind: String,
    /// Body.
    pub body: String,
}

/// A question out of the query of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name as it was written.
    pub name: String,
    /// The number of the type.
    pub rtype: u16,
    /// The type's mnemonic.
    pub mnemonic: String,
    /// Whether DNSSEC is not to be validated.
    pub cd: bool,
}

const SERVFAIL: u8 = 2;

impl Question {
    /// Reads `name=…&type=…&cd=…`. Of a repeated parameter the first counts. Fails, as the servers do, on an empty
    /// label, on what is not ASCII and on a type that doesn't exist.
    pub fn read(query: &str) -> Result<Self, String> {
        let get = |key: &str| {
            let found = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == key);
            found.map(|(_, value)| value.into_owned())
        };
        let name = get("name").filter(|name| !name.is_empty()).ok_or("no name")?;
        let parsed: Name<Bytes> = name.parse().map_err(|error| format!("invalid name {name}: {error}"))?;
        if !name.is_ascii() || parsed.iter_labels().count() > 127 {
            return Err(format!("invalid name {name}"));
        }
        let kind = get("type").unwrap_or_else(|| "A".to_owned());
        let rtype = match kind.parse::<u16>() {
            Ok(number) => Rtype::from_int(number),
            Err(_) => kind.parse::<Rtype>().map_err(|_| format!("invalid type {kind}"))?,
        };
        let cd = get("cd").is_some_and(|value| value == "1" || value == "true");
        Ok(Self {
            name,
            rtype: rtype.to_int(),
            mnemonic: rtype.to_string(),
            cd,
        })
    }
}

/// What a server says to a question that could be read, or to one that couldn't.
pub fn answer(
    dialect: Dialect,
    question: &Result<Question, String>,
    accept: &str,
    zones: &Zones,
    fault: &Fault,
) -> Answer {
    if let Some(status) = fault.http {
        let kind = fault
            .r#type
            .clone()
            .unwrap_or_else(|| "text/html; charset=UTF-8".to_owned());
        return Answer {
            status,
            kind,
            body: fault.body.clone().unwrap_or_default(),
        };
    }
    if dialect == Dialect::Cloudflare && accept != "application/dns-json" {
        return refusal(dialect, "no DNS message");
    }
    let question = match question {
        Ok(question) => question,
        Err(why) => return refusal(dialect, why),
    };
    let mut reply = zones.ask(&question.name, question.rtype);
    if let Some(rcode) = fault.rcode {
        // With `cd=1` a validating resolver shows what it otherwise withholds.
        if !(rcode == SERVFAIL && question.cd && fault.comment.iter().any(|text| text.contains("DNSSEC"))) {
            reply = Reply {
                rcode,
                ..Reply::default()
            };
        }
    }
    if fault.tc {
        reply.answers.clear();
    }
    let kind = match dialect {
        Dialect::Google => "application/json; charset=UTF-8",
        Dialect::Cloudflare => "application/dns-json",
    };
    Answer {
        status: 200,
        kind: fault.r#type.clone().unwrap_or_else(|| kind.to_owned()),
        body: fault
            .body
            .clone()
            .unwrap_or_else(|| message(dialect, question, &reply, fault).to_string()),
    }
}

fn refusal(dialect: Dialect, why: &str) -> Answer {
    match dialect {
        Dialect::Google => Answer {
            status: 400,
            kind: "text/html; charset=UTF-8".to_owned(),
            body: format!("<!DOCTYPE html><title>Error 400 (Bad Request)!!1</title><p>{why}"),
        },
        Dialect::Cloudflare => Answer {
            status: 400,
            kind: "application/dns-json".to_owned(),
            body: json!({ "error": why }).to_string(),
        },
    }
}

fn message(dialect: Dialect, question: &Question, reply: &Reply, fault: &Fault) -> Value {
    let mut message = Map::new();
    message.insert("Status".into(), json!(reply.rcode));
    for (flag, set) in [("TC", fault.tc), ("RD", true), ("RA", true), ("CD", question.cd)] {
        message.insert(flag.into(), json!(set));
    }
    message.insert("AD".into(), json!(fault.ad.unwrap_or(reply.signed && !question.cd)));
    let asked = format!("{}.", question.name.trim_end_matches('.'));
    message.insert(
        "Question".into(),
        json!([{ "name": owner(dialect, &asked), "type": question.rtype }]),
    );
    for (key, rows) in [("Answer", &reply.answers), ("Authority", &reply.authority)] {
        if !rows.is_empty() {
            let rows: Vec<Value> = rows.iter().map(|row| record(dialect, row)).collect();
            message.insert(key.into(), rows.into());
        }
    }
    if !fault.comment.is_empty() {
        let comment = match dialect {
            Dialect::Google => json!(fault.comment.join(" ")),
            Dialect::Cloudflare => json!(fault.comment),
        };
        message.insert("Comment".into(), comment);
        let errors: Vec<Value> = fault.comment.iter().filter_map(|text| extended_error(text)).collect();
        if dialect == Dialect::Google && !errors.is_empty() {
            message.insert("extended_dns_errors".into(), errors.into());
        }
    }
    message.into()
}

/// `EDE(9): text` as Google's newer field has it.
fn extended_error(comment: &str) -> Option<Value> {
    let (code, text) = comment.strip_prefix("EDE(")?.split_once(')')?;
    let code: u16 = code.parse().ok()?;
    Some(json!({ "info_code": code, "extra_text": text.trim_start_matches(':').trim() }))
}

fn owner(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::Google => name.to_owned(),
        Dialect::Cloudflare if name == "." => name.to_owned(),
        Dialect::Cloudflare => name.trim_end_matches('.').to_owned(),
    }
}

fn record(dialect: Dialect, row: &Row) -> Value {
    json!({ "name": owner(dialect, &row.name), "type": row.rtype, "TTL": row.ttl, "data": data(dialect, row) })
}

fn data(dialect: Dialect, row: &Row) -> String {
    match (Rtype::from_int(row.rtype), dialect) {
        (Rtype::TXT, Dialect::Google) => String::from_utf8_lossy(&strings(&row.wire).concat()).into_owned(),
        (Rtype::TXT, Dialect::Cloudflare) => strings(&row.wire).into_iter().map(quoted).collect::<Vec<_>>().join(" "),
        (Rtype::TLSA | Rtype::CAA, Dialect::Cloudflare) => generic(&row.wire),
        (Rtype::DS, Dialect::Google) => row.text.to_ascii_uppercase(),
        (Rtype::DS, Dialect::Cloudflare) => row.text.to_ascii_lowercase(),
        _ => row.text.clone(),
    }
}

/// The character-strings of TXT data.
fn strings(mut wire: &[u8]) -> Vec<&[u8]> {
    let mut strings = Vec::new();
    while let Some((&length, rest)) = wire.split_first() {
        let (string, rest) = rest.split_at(usize::from(length).min(rest.len()));
        strings.push(string);
        wire = rest;
    }
    strings
}

fn quoted(string: &[u8]) -> String {
    let mut text = String::from("\"");
    for &byte in string {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => _ = write!(text, "\\{byte:03}"),
        }
    }
    text.push('"');
    text
}

/// The form of RFC 3597: `\# LENGTH HH HH …`.
fn generic(wire: &[u8]) -> String {
    let mut text = format!("\\# {}", wire.len());
    for byte in wire {
        _ = write!(text, " {byte:02x}");
    }
    text
}
