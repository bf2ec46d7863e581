//! The JSON Schema of an assessment: it is that of the types, its version rises with each change of the shape, and real
//! assessments keep to it.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mta_sts_lens::dns::{Name, doh};
use mta_sts_lens::survey::assessment::{Assessment, FORMAT};
use mta_sts_lens::survey::drive::Drive;
use mta_sts_lens::survey::judge::{judge, judge_drawn};
use mta_sts_lens::survey::settings::Resolver;
use mta_sts_lens::survey::{PolicyRead, ProbeReport, Question, Reply};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Where the schema of this version stands.
fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("src/survey/schema/assessment-{FORMAT}.json"))
}

fn generated() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = serde_json::to_value(generator.into_root_schema_for::<Assessment>()).unwrap();
    let members = schema.as_object_mut().unwrap();
    members.insert("$id".into(), json!(format!("urn:mta-sts-lens:assessment:{FORMAT}")));
    members["properties"]["format"] = json!({ "description": "Version of this shape.", "const": FORMAT });
    schema
}

/// The same without what is only said and demands nothing.
fn bare(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            // A list of words with a description each is a list of words.
            let members = members
                .iter()
                .filter(|(name, value)| *name != "description" || value.is_object());
            Value::Object(
                members
                    .map(|(name, value)| (name.clone(), bare(value)))
                    .collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

/// `LENS_BLESS=1` writes the schema of a new version, and what is said in one that is there; it never changes what one
/// demands.
#[test]
fn the_version_rises_with_the_shape() {
    let generated = generated();
    let written = std::fs::read_to_string(path()).ok();
    let known: Option<Value> = written.map(|text| serde_json::from_str(&text).unwrap());
    if let Some(known) = &known {
        assert!(
            bare(known) == bare(&generated),
            "the shape of an assessment has changed: raise FORMAT in src/survey/assessment.rs, then bless"
        );
    }
    if std::env::var_os("LENS_BLESS").is_some() {
        std::fs::create_dir_all(path().parent().unwrap()).unwrap();
        std::fs::write(path(), format!("{generated:#}\n")).unwrap();
    } else {
        assert!(
            known.as_ref() == Some(&generated),
            "LENS_BLESS=1 cargo test --test schema writes it"
        );
    }
}

#[test]
fn real_assessments_keep_to_it() {
    let schema = generated();
    for (record, policy, mx) in [
        (None, None, None),
        (Some("v=STSv1; id=1;"), None, Some("10 mx1.example.com.")),
        (
            Some("v=STSv1; id=1"),
            Some("version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 1209600\n"),
            Some("10 mx1.example.com."),
        ),
        (
            Some("v=STSv1; id=?"),
            Some("version: STSv1\nmode: testing\nmx: *.example.net\nmax_age: 99999999999\n"),
            Some("10 mx1.example.com."),
        ),
        (Some("v=STSv1; id=1"), Some("<html>"), Some("0 .")),
    ] {
        let mut amiss = Vec::new();
        for assessment in checked(record, policy, mx) {
            let value = serde_json::to_value(&assessment).unwrap();
            compare(&schema, &schema, &value, "", &mut amiss);
        }
        assert!(amiss.is_empty(), "{record:?} {policy:?} {mx:?}: {amiss:#?}");
    }
}

#[test]
fn what_does_not_keep_to_it_is_seen() {
    let schema = generated();
    let good = serde_json::to_value(checked(None, None, None).pop().unwrap()).unwrap();
    let spoil: [fn(&mut Value); 6] = [
        |value| value["format"] = json!(FORMAT + 1),
        |value| value["more"] = json!(1),
        |value| drop(value.as_object_mut().unwrap().remove("verdict")),
        |value| value["verdict"]["case"] = json!("fine"),
        |value| value["findings"] = json!([{}]),
        |value| value["texts"] = json!(null),
    ];
    for (at, spoil) in spoil.into_iter().enumerate() {
        let mut value = good.clone();
        spoil(&mut value);
        let mut amiss = Vec::new();
        compare(&schema, &schema, &value, "", &mut amiss);
        assert!(!amiss.is_empty(), "{at}");
    }
}

/// The judgements of a check, from the first to the last.
fn checked(record: Option<&str>, policy: Option<&str>, mx: Option<&str>) -> Vec<Assessment> {
    let domain = Name::parse("example.com").unwrap();
    let mut drive = Drive::new(domain, None, vec![Resolver::google(), Resolver::cloudflare()], 0);
    let mut assessments = Vec::new();
    let mut turn = drive.advance(0);
    let mut now = 0;
    loop {
        assessments.extend([judge(drive.survey()), judge_drawn(drive.survey())]);
        let Some(launch) = turn.start.pop() else { break };
        now += 1;
        let reply = match &launch.question {
            Question::Dns { name, rtype } => {
                let (owner, rtype_text) = (name.to_string(), rtype.to_string());
                let data = match (owner.as_str(), rtype_text.as_str()) {
                    ("_mta-sts.example.com", "TXT") => record,
                    ("example.com", "MX") => mx,
                    (_, "A") => Some("192.0.2.1"),
                    _ => None,
                };
                let rows: Vec<Value> = data
                    .iter()
                    .map(|data| json!({ "name": owner, "type": rtype.0, "TTL": 300, "data": data }))
                    .collect();
                let body = json!({ "Status": 0, "Answer": rows }).to_string();
                Reply::Dns(doh::decode_reply(name, *rtype, 200, None, body.as_bytes()))
            }
            Question::Policy => Reply::Policy(policy.map_or(PolicyRead::Refused, |body| PolicyRead::Readable {
                status: 200,
                content_type: Some("text/plain".into()),
                redirected: false,
                url: launch.url.clone(),
                body: body.as_bytes().to_vec(),
                cut: false,
            })),
            Question::Probe => Reply::Probe(ProbeReport {
                fetched: Some(true),
                left_host: false,
                loaded: Some(true),
                ran: true,
            }),
        };
        drive.landed(launch.id, reply, now);
        turn.start.extend(drive.advance(now).start);
    }
    assert!(drive.survey().ended);
    assessments
}

/// Holds a value against a schema; of JSON Schema what these schemas use, and more strictly: no member that isn't named.
fn compare(root: &Value, schema: &Value, value: &Value, at: &str, amiss: &mut Vec<String>) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let named = name.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        return compare(root, named.expect(name), value, at, amiss);
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(schemas) = schema.get(choice).and_then(Value::as_array) {
            let fits = |schema: &&Value| {
                let mut amiss = Vec::new();
                compare(root, schema, value, at, &mut amiss);
                amiss.is_empty()
            };
            if schemas.iter().filter(fits).count() == 0 {
                amiss.push(format!("{at}: {value} is none of {}", schemas.len()));
            }
        }
    }
    if schema.get("const").is_some_and(|wanted| wanted != value) {
        amiss.push(format!("{at}: {value} is not {}", schema["const"]));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array)
        && !words.contains(value)
    {
        amiss.push(format!("{at}: {value} is no word of the list"));
    }
    if let Some(kinds) = schema.get("type") {
        let one = [kinds.clone()];
        let kinds = kinds.as_array().map_or(&one[..], Vec::as_slice);
        if !kinds.iter().filter_map(Value::as_str).any(|kind| is(value, kind)) {
            amiss.push(format!("{at}: {value} is no {kinds:?}"));
        }
    }
    if let (Some(members), Some(known)) = (value.as_object(), schema.get("properties").and_then(Value::as_object)) {
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            if !members.contains_key(name.as_str().unwrap()) {
                amiss.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, value) in members {
            match known.get(name) {
                Some(schema) => compare(root, schema, value, &format!("{at}.{name}"), amiss),
                None => amiss.push(format!("{at}: {name} is not known")),
            }
        }
    }
    // A choice says nothing of items by itself.
    let of_items = schema.get("type").is_some();
    if let Some(items) = value.as_array().filter(|_| of_items) {
        let first = schema
            .get("prefixItems")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        for (number, item) in items.iter().enumerate() {
            match first.get(number).or(schema.get("items")) {
                Some(schema) => compare(root, schema, item, &format!("{at}[{number}]"), amiss),
                None => amiss.push(format!("{at}: items of no kind")),
            }
        }
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}
