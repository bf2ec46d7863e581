//! Proves the box without the page: zones, dialects and certificates are what they claim to be, in the browser too.

use crate::doh::{self, Question};
use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Observation;
use crate::scenario::{Dialect, Fault, Scenario};
use crate::world::Seen;
use crate::zones::Zones;
use crate::{Outcome, expect, hosts};
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use std::sync::Arc;

/// How the names of scenarios begin that are only there for their internet.
pub const PREFIX: &str = "box/";

/// The trials of the box itself.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let native = |name: &str, run: fn() -> Outcome<()>| {
        Trial::test(format!("{PREFIX}{name}"), move || {
            run().map_err(|error| Failed::from(error.to_string()))
        })
    };
    vec![
        native("zones", zones),
        native("zones refuse what no server takes", refused_zones),
        native("dialects", dialects),
        native("questions", questions),
        native("scenarios are read strictly", strict),
        native("differences are found", found_differences),
        lab.trial(format!("{PREFIX}hosts"), Alone::No, async |lab, stage| {
            hosts::look(lab, &stage).await
        }),
    ]
}

/// Fails unless both are the same.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, got: &T, wanted: &T) -> Outcome<()> {
    if got == wanted {
        return Ok(());
    }
    Err(format!("{what}: {got:?} where {wanted:?} is expected").into())
}

/// A zone with all that is hard about zones.
pub const ZONE: &str = r#"
@       MX    10 mx
mx      A     192.0.2.25
*       TXT   "wild"
a.deep  A     192.0.2.1
alias   CNAME mx
gone    CNAME nowhere.other.test.
round   CNAME and
and     CNAME round
long    TXT   {{ "{{ab*100}}"*3}}
text    TXT   "one" " two \200 \" \\"
tlsa    TLSA  3 1 1 00ff
"#;

fn example() -> Outcome<Zones> {
    let mut zones = Zones::default();
    zones.add("example.test", ZONE, true)?;
    zones.add("other.test", "here A 192.0.2.2", false)?;
    Ok(zones)
}

/// What NSD, Knot and BIND answer as well (RFC 1034, RFC 4592); of NSD `nsd.rs` proves it.
fn zones() -> Outcome<()> {
    let zones = example()?;
    let (a, cname, mx, txt) = (1, 5, 15, 16);
    for (name, rtype, rcode, types, denied) in [
        ("example.test", mx, 0, vec![mx], false),
        ("EXAMPLE.test", mx, 0, vec![mx], false),
        // A wildcard answers for what doesn't exist, with what it has.
        ("_mta-sts.example.test", txt, 0, vec![txt], false),
        ("_mta-sts.example.test", a, 0, vec![], true),
        // It doesn't for what exists, not even for a name that only has names below it.
        ("mx.example.test", txt, 0, vec![], true),
        ("deep.example.test", txt, 0, vec![], true),
        ("b.deep.example.test", txt, 3, vec![], true),
        ("x.mx.example.test", txt, 3, vec![], true),
        // Aliases: to data, to a name without that type, to no name, round in circles.
        ("alias.example.test", a, 0, vec![cname, a], false),
        ("alias.example.test", txt, 0, vec![cname], true),
        ("gone.example.test", a, 3, vec![cname], true),
        ("round.example.test", a, 2, vec![], false),
        ("nothing.here", a, 3, vec![], false),
    ] {
        let reply = zones.ask(name, rtype);
        let got: Vec<u16> = reply.answers.iter().map(|row| row.rtype).collect();
        same(
            &format!("{name} {rtype}"),
            &(reply.rcode, got, !reply.authority.is_empty()),
            &(rcode, types, denied),
        )?;
    }
    let long: Vec<usize> = zones
        .ask("long.example.test", txt)
        .answers
        .iter()
        .map(|row| row.wire.len())
        .collect();
    same("repeated", &long, &vec![603])?;
    same("signed", &zones.ask("mx.example.test", a).signed, &true)?;
    same("signed, then not", &zones.ask("gone.example.test", a).signed, &false)?;
    same("an address", &zones.has_address("alias.example.test"), &true)?;
    same("no address", &zones.has_address("gone.example.test"), &false)
}

fn refused_zones() -> Outcome<()> {
    for (text, why) in [
        ("a CNAME b\na TXT \"x\"", "an alias beside data"),
        ("a CNAME b\na CNAME c", "two aliases"),
        ("out.of.zone. A 192.0.2.1", "out of zone"),
        ("a TXT \"open", "an open quote"),
        ("a A 192.0.2.256", "no address"),
        ("a TXT \"{{x*}}\"", "no count"),
        ("a TXT \"{{{{x*9999}}*9999}}\"", "far too much"),
    ] {
        if Zones::default().add("example.test", text, false).is_ok() {
            return Err(format!("taken: {why}").into());
        }
    }
    Ok(())
}

fn say(dialect: Dialect, name: &str, kind: &str, fault: &Fault) -> Outcome<(u16, Value)> {
    let question = Question::read(&format!("name={name}&type={kind}"));
    let answer = doh::answer(dialect, &question, "application/dns-json", &example()?, fault);
    Ok((
        answer.status,
        serde_json::from_str(&answer.body).unwrap_or(Value::String(answer.body)),
    ))
}

fn dialects() -> Outcome<()> {
    let none = Fault::default();
    let (google, cloudflare) = (Dialect::Google, Dialect::Cloudflare);
    for (dialect, name, kind, pointer, wanted) in [
        (
            google,
            "text.example.test",
            "TXT",
            "/Answer/0/data",
            json!("one two \u{fffd} \" \\"),
        ),
        (
            cloudflare,
            "text.example.test",
            "16",
            "/Answer/0/data",
            json!(r#""one" " two \200 \" \\""#),
        ),
        (
            google,
            "tlsa.example.test",
            "TLSA",
            "/Answer/0/data",
            json!("3 1 1 00FF"),
        ),
        (
            cloudflare,
            "tlsa.example.test",
            "TYPE52",
            "/Answer/0/data",
            json!(r"\# 5 03 01 01 00 ff"),
        ),
        (
            google,
            "example.test",
            "MX",
            "/Answer/0/data",
            json!("10 mx.example.test."),
        ),
        (
            cloudflare,
            "example.test",
            "MX",
            "/Answer/0/data",
            json!("10 mx.example.test."),
        ),
        (google, "example.test", "MX", "/Answer/0/name", json!("example.test.")),
        (
            cloudflare,
            "example.test",
            "MX",
            "/Answer/0/name",
            json!("example.test"),
        ),
        (google, "example.test", "MX", "/AD", json!(true)),
        (google, "here.other.test", "A", "/AD", json!(false)),
        (google, "x.deep.example.test", "A", "/Status", json!(3)),
        (google, "x.deep.example.test", "A", "/Authority/0/type", json!(6)),
    ] {
        let (_, message) = say(dialect, name, kind, &none)?;
        same(
            &format!("{dialect:?} {name} {pointer}"),
            &message.pointer(pointer),
            &Some(&wanted),
        )?;
    }
    let (_, message) = say(google, "deep.example.test", "A", &none)?;
    same("no empty list", &message.get("Answer"), &None)?;

    let broken = Fault {
        rcode: Some(2),
        comment: vec!["EDE(9): DNSKEY Missing".into()],
        ..Fault::default()
    };
    let (_, message) = say(google, "example.test", "MX", &broken)?;
    same("Google's reason", &message["Comment"], &json!("EDE(9): DNSKEY Missing"))?;
    same(
        "Google's number",
        &message["extended_dns_errors"][0]["info_code"],
        &json!(9),
    )?;
    let (_, message) = say(cloudflare, "example.test", "MX", &broken)?;
    same(
        "Cloudflare's reason",
        &message["Comment"],
        &json!(["EDE(9): DNSKEY Missing"]),
    )?;
    same(
        "no record",
        &(message["Status"].clone(), message.get("Answer")),
        &(json!(2), None),
    )?;

    let (status, body) = say(google, "a..b", "A", &none)?;
    same("Google's error", &(status, body.is_string()), &(400, true))?;
    let (status, body) = say(cloudflare, "a..b", "A", &none)?;
    same("Cloudflare's error", &(status, body["error"].is_string()), &(400, true))?;
    let wire = doh::answer(
        cloudflare,
        &Question::read("name=example.test"),
        "*/*",
        &example()?,
        &none,
    );
    same("Cloudflare without Accept", &wire.status, &400)
}

fn questions() -> Outcome<()> {
    let good = Question::read("name=a.test&type=txt&name=b.test&cd=1")?;
    same(
        "the first counts",
        &(good.name.as_str(), good.rtype, good.cd),
        &("a.test", 16, true),
    )?;
    for query in [
        "",
        "name=",
        "name=a..b",
        "name=.a",
        "name=%C3%BC.test",
        "name=a.test&type=NOPE",
    ] {
        if let Ok(question) = Question::read(query) {
            return Err(format!("taken: {query}: {question:?}").into());
        }
    }
    Ok(())
}

fn strict() -> Outcome<()> {
    let wrong = "title = \"x\"\n\n[expect]\nverdikt = \"off\"\n";
    let message = Scenario::read("some.toml", wrong)
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    for part in ["some.toml", "line 4", "verdikt"] {
        if !message.contains(part) {
            return Err(format!("the message names no {part}: {message}").into());
        }
    }
    Ok(())
}

/// Something that goes wrong on the page.
type Change = fn(&mut Observation);

/// A scenario that passes whatever is seen would prove nothing.
fn found_differences() -> Outcome<()> {
    let scenario = Scenario::read("inline", include_str!("differences.toml"))?;
    let good = Observation {
        report: json!({
            "verdict": { "case": "off", "sentence": "All is\u{a0}off" },
            "findings": [
                { "name": "WRONG", "code": "STS1", "severity": "error", "message": "is wrong",
                  "evidence": { "kind": "dns" } },
                { "name": "FINE", "code": "STS2", "severity": "good", "message": "fine", "evidence": { "kind": "dns" } },
            ],
        }),
        requests: vec![
            json!({ "whom": "Google", "what": "a.test TXT", "why": "", "outcome": "1 record",
                               "state": "answered", "url": "https://dns.google/resolve?name=a.test" }),
        ],
        say: "All is off".into(),
        text: "some text".into(),
        found: vec![("#there".into(), true)],
        console: vec!["https://dns.google/resolve?name=a.test - 502".into()],
        seen: vec![Seen::Asked {
            server: "google".into(),
            name: "a.test".into(),
            rtype: "TXT".into(),
            url: "https://dns.google/resolve?name=a.test".into(),
        }],
        served: ["https://dns.google/resolve?name=a.test".into()].into(),
        ..Observation::default()
    };
    let amiss = |seen: &Observation| expect::differences(&scenario, seen, Browser::Chromium);
    same("all is as expected", &amiss(&good), &Vec::new())?;
    let changes: [(&str, Change); 14] = [
        ("verdict", |seen| seen.report["verdict"]["case"] = json!("testing")),
        ("sentence", |seen| seen.report["verdict"]["sentence"] = json!("On")),
        ("heading", |seen| seen.say.clear()),
        ("finding", |seen| seen.report["findings"][0]["severity"] = json!("note")),
        ("good finding", |seen| {
            seen.report["findings"][1]["severity"] = json!("error");
        }),
        ("evidence", |seen| {
            seen.report["findings"][0]["evidence"]["kind"] = json!("probe");
        }),
        ("text", |seen| seen.text = "forbidden text".into()),
        ("element", |seen| seen.found = vec![("#hostile".into(), false)]),
        ("foreign script", |seen| seen.hostile = true),
        ("console", |seen| seen.console.push("Uncaught TypeError".into())),
        ("unlisted request", |seen| {
            seen.seen.push(Seen::Fetched {
                host: "a.test".into(),
                url: "https://a.test/".into(),
            });
        }),
        ("invented request", |seen| seen.served.clear()),
        ("question that nobody asked", |seen| seen.seen.clear()),
        ("time", |seen| seen.took = std::time::Duration::from_secs(2)),
    ];
    for (what, change) in changes {
        let mut seen = good.clone();
        change(&mut seen);
        if amiss(&seen).is_empty() {
            return Err(format!("not found: {what}").into());
        }
    }
    Ok(())
}
