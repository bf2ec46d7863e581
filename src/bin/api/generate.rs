//! What is to be published, made from a form.

use crate::fault::option;
use crate::names::to_ascii;
use crate::read::{Members, seconds};
use crate::value::value;
use mta_sts_lens::make::{self, Field, Form, bundle, kit, template};
use mta_sts_lens::rule::Finding;
use mta_sts_lens::sts::Mode;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What a form comes to.
#[derive(Serialize)]
pub struct Made {
    domain: Option<String>,
    zone: Option<String>,
    mode: Mode,
    id: String,
    policy: String,
    records: Vec<Record>,
    ttl: u32,
    publishable: bool,
    problems: Vec<Problem>,
    files: Vec<File>,
}

/// A record to publish.
#[derive(Serialize)]
struct Record {
    name: String,
    relative: String,
    #[serde(rename = "type")]
    rtype: String,
    ttl: u32,
    value: String,
    strings: Vec<String>,
}

/// What is wrong with a field.
#[derive(Serialize)]
struct Problem {
    field: &'static str,
    item: Option<usize>,
    finding: Finding,
}

/// A file of a hosting kit.
#[derive(Serialize)]
struct File {
    path: String,
    text: String,
    executable: bool,
}

/// Takes in the templates (`data/templates.js`).
#[wasm_bindgen]
pub fn templates(text: String) {
    bundle::load(text);
}

/// Makes policy, records and files of a form. `now` is in seconds since 1970.
///
/// # Errors
/// A [`Refusal`](crate::fault::Refusal): a member of the form is no text, or there is no such kit.
#[wasm_bindgen]
pub fn generate(form: &JsValue, now: f64) -> Result<JsValue, JsValue> {
    let members = Members(form);
    let mut typed = Form::new(&members.text("domain")?.unwrap_or_default(), seconds(now));
    if let Some(word) = members.text("mode")? {
        let mode = Mode::ALL.into_iter().find(|mode| mode.as_str() == word);
        typed.set_mode(mode.ok_or_else(|| option("`mode` is `enforce`, `testing` or `none`."))?);
    }
    typed.patterns = members.texts("mx")?.unwrap_or_default();
    typed.zone = members.text("zone")?.unwrap_or_default();
    typed.host = members.text("host")?.unwrap_or_default();
    if let Some(seconds) = members.number("max_age")? {
        typed.max_age = seconds.to_string();
    }
    if let Some(id) = members.text("id")? {
        typed.id = id;
    }
    if let Some(rua) = members.texts("rua")? {
        typed.rua = rua;
    }
    if let Some(ttl) = members.small("ttl")? {
        typed.ttl = ttl;
    }
    let made = typed.make(None, &to_ascii);
    let files = files(&members, &made)?;
    Ok(value(&Made::of(made, files)))
}

/// The files of the kit that the caller names, with those of a DNS format.
fn files(members: &Members<'_>, made: &make::Made) -> Result<Vec<File>, JsValue> {
    let named = |name: &str, folder: &str| {
        let found = members.text(name)?;
        Ok::<_, JsValue>(found.map(|found| format!("{folder}/{found}")))
    };
    let (hosting, dns) = (named("kit", "kit")?, named("dns", "dns")?);
    for (name, known) in [
        (&hosting, bundle::kits().any(|kit| Some(kit) == hosting.as_deref())),
        (&dns, bundle::dns_formats().any(|format| Some(format) == dns.as_deref())),
    ] {
        if let Some(name) = name.as_ref().filter(|_| !known) {
            return Err(option(&format!("There is no `{name}`.")));
        }
    }
    let files = match (&hosting, &dns) {
        (Some(hosting), dns) => kit::files(hosting, dns.as_deref(), made),
        (None, Some(dns)) => made
            .values()
            .and_then(|values| template::render(bundle::template(dns)?, &values)),
        (None, None) => None,
    };
    let file = |file: template::File| File {
        path: file.path,
        text: file.text,
        executable: file.executable,
    };
    Ok(files.unwrap_or_default().into_iter().map(file).collect())
}

impl Made {
    fn of(made: make::Made, files: Vec<File>) -> Self {
        let record = |record: &make::Record| Record {
            name: record.name.to_string(),
            relative: record.relative.clone(),
            rtype: record.rtype().to_string(),
            ttl: record.ttl,
            value: record.value(),
            strings: record.strings(),
        };
        let problem = |problem: make::Problem| {
            let (field, item) = field(problem.field);
            Problem {
                field,
                item,
                finding: problem.finding,
            }
        };
        Self {
            publishable: made.is_publishable(),
            records: made.records.iter().map(record).collect(),
            problems: made.problems.into_iter().map(problem).collect(),
            domain: made.domain.map(|domain| domain.to_string()),
            zone: made.zone.map(|zone| zone.to_string()),
            mode: made.mode,
            id: made.id,
            policy: made.policy,
            ttl: made.ttl,
            files,
        }
    }
}

/// A field as the form calls it, and which item of it.
const fn field(field: Field) -> (&'static str, Option<usize>) {
    match field {
        Field::Domain => ("domain", None),
        Field::Mode => ("mode", None),
        Field::Pattern(at) => ("mx", Some(at)),
        Field::Patterns => ("mx", None),
        Field::MaxAge => ("max_age", None),
        Field::Id => ("id", None),
        Field::Destination(at) => ("rua", Some(at)),
        Field::Destinations => ("rua", None),
        Field::Host => ("host", None),
    }
}
